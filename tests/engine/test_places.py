"""Cities, postcodes and placeholders: what is shown, what is wrong, what compares."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.columns import from_arrow, row_texts
from twinset.faults import Fault
from twinset.standardize import placeholders
from twinset.standardize.places import check, display, postcode_column
from twinset.standardize.postcodes import postcodes
from twinset.standardize.texts import ascii_texts, fold, to_array
from twinset.types import Role

CITIES = {
    "SAINT-ÉTIENNE": "Saint-Étienne", "  new   york ": "New York", "Kirchheim u. Teck": None,
    "FRANKFURT AM MAIN": "Frankfurt am Main", "L'AQUILA": "L'Aquila", "o'fallon": "O'Fallon",
    "MCALLEN": "McAllen", "rio de janeiro": "Rio de Janeiro", "МОСКВА": "Москва", "LA": None,
    "stratford-upon-avon": "Stratford-upon-Avon", "reykjavík": "Reykjavík", "北京": None,
    "den haag": "Den Haag", "McAllen": None, "Nan": None, "washington dc": "Washington DC",
    "'S-HERTOGENBOSCH": "'s-Hertogenbosch", "LONDON NW1": "London NW1", "VAL-D'OISE": "Val-d'Oise",
    "KING'S LYNN": "King's Lynn", "LOUIS XIV": "Louis XIV", "ß, ß, ß": None,
    "iv¼": "Iv¼",
}  # fmt: skip


@pytest.mark.parametrize("text", CITIES)
def test_cities_are_shown(text: str) -> None:
    assert display(pa.array([text])).to_pylist() == [CITIES[text] or text]


POSTCODES = [  # country, as read, shown, invalid, damaged
    ("de", "1067", "01067", False, True), ("de", "D-80331", "80331", False, False),
    ("de", "8033", "08033", False, True), ("de", "803312", "803312", True, False),
    ("gb", "sw1a1aa", "SW1A 1AA", False, False), ("gb", "12345", "12345", True, False),
    ("us", "2139", "02139", False, True), ("us", "021391234", "02139-1234", False, False),
    ("nl", "1234ab", "1234 AB", False, False), ("pl", "00950", "00-950", False, False),
    ("ca", "h3z2y7", "H3Z 2Y7", False, False), ("se", "SE-11455", "114 55", False, False),
    ("at", "101", "101", True, False), ("jp", "1540023", "154-0023", False, False),
    ("ru", "123456.0", "123456", False, False), ("lv", "lv-1073", "LV-1073", False, False),
    ("zz", "whatever", "whatever", False, False), (None, "1067", "1067", False, False),
    ("de", "n/a", None, False, False), ("de", "00000", None, False, False),
]  # fmt: skip


def test_postcodes_by_country() -> None:
    countries, values, shown, invalid, damaged = zip(*POSTCODES, strict=True)
    column, country = pa.array(values), pa.array(countries)
    assert display(column, Role.POSTCODE, country).to_pylist() == list(shown)
    found = check(column, Role.POSTCODE, country)
    assert found[Fault.INVALID].tolist() == list(invalid)
    assert found[Fault.DAMAGED].tolist() == list(damaged)
    for code, value, expected, *_ in POSTCODES:
        if code:
            assert display(pa.array([value]), Role.POSTCODE, code).to_pylist() == [expected]


def test_every_shape_shows_itself() -> None:
    examples = {"de": "26133", "gb": "EC1Y 8SY", "pt": "2725-079", "br": "40301-110", "kr": "03051",
                "ir": "11936-12345", "cz": "251 66", "ie": "A65 F4E2", "mt": "NXR 01",
                "ad": "AD100", "in": "110034", "cn": "266033", "tw": "10603", "pr": "00930",
                "li": "9496"}  # fmt: skip
    for code, example in examples.items():
        column = pa.array([example])
        assert display(column, Role.POSTCODE, code).to_pylist() == [example], code
        assert not check(column, Role.POSTCODE, code)[Fault.INVALID].any(), code
    assert len(postcodes()) >= 60


def test_lost_zeros_come_back_where_the_country_has_them() -> None:
    values = pa.array(["1067", "01067", "1010", "80331", None])
    codes = np.array([0, 1, 0, 2, 3, 4, -1], np.int32)
    country = from_arrow(pa.array(["de", "de", "at", "at", "de", "de", "de"]))
    out = postcode_column(codes, ascii_texts(values), country, None)
    assert row_texts(out) == ["01067", "01067", "1067", "1010", "80331", None, None]
    out = postcode_column(codes, ascii_texts(values), None, "DE")
    assert row_texts(out) == ["01067", "01067", "01067", "01010", "80331", None, None]
    assert row_texts(postcode_column(codes, ascii_texts(values), None, None))[0] == "1067"


PLACEHOLDERS = ["n/a", "N.A.", "-", "...", "?", "unknown", "Keine Angabe", "k.A.", "не указано",
                "Неизвестно", "нет", "نامشخص", "无", "未知", "Óþekkt", "non renseigné", "xxx",
                "NULL", "None", "nan", "Test", "asdf", "لا يوجد", "n.v.t."]  # fmt: skip


def test_placeholders_by_role() -> None:
    for role in (Role.COMPANY, Role.JOB_TITLE, Role.FAMILY_NAME, Role.CITY):
        found = placeholders.mask(pa.array(PLACEHOLDERS), role)
        assert [p for p, hit in zip(PLACEHOLDERS, found, strict=True) if not hit] == []
    real = {
        Role.FAMILY_NAME: ["Null", "Brak", "Na", "Wu", "Net", "吴", "X"],
        Role.GIVEN_NAME: ["Nan", "Nil", "Na", "李娜"],
        Role.CITY: ["Nan", "Ohne", "A", "Y"],
        Role.REGION: ["NA", "ND", "N.D.", "NC"],
        Role.CATEGORY: ["test", "none of these", "-"],
        Role.COMPANY: ["NET", "Test GmbH", "XX Large"],
        Role.COUNTRY: ["NA"],
        Role.GENDER: ["x"],
    }
    for role, names in real.items():
        assert not placeholders.mask(pa.array(names), role).any(), role
    blank = pa.array([None, "", "  ", "\u200b"])
    assert not placeholders.mask(blank, Role.CITY).any()
    zeros = pa.array(["0000000000", "00000", "123456789", "01067"])
    assert placeholders.mask(zeros, Role.PHONE).tolist() == [True, True, True, False]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.none() | st.text(max_size=20), max_size=8), st.sampled_from(list(Role)))
def test_placeholders_take_any_text(column: list[str | None], role: Role) -> None:
    values = pa.array(column, pa.string())
    found = placeholders.mask(values, role)
    kept = placeholders.without(values, role)
    assert [None if hit else text for text, hit in zip(column, found, strict=True)] == (
        kept.to_pylist()
    )
    assert not found[[not (text or "").strip() for text in column]].any() if column else True


def test_what_is_nothing_in_ascii_is_nothing_raw() -> None:
    words = sorted(placeholders.NOTHING - {"null", "nil", "nan", "nat"})
    assert to_array(fold(ascii_texts(pa.array(words)))).to_pylist() == words
    assert placeholders.mask(pa.array(words), Role.COMPANY).all()


TEXT = st.text(max_size=20) | st.text("aA'’ -.1MC\u0130ßéд", max_size=12)
ROLES = [Role.CITY, Role.POSTCODE, Role.REGION, Role.STREET, Role.COUNTRY]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.none() | TEXT | st.text("0123456789-. DEadPC", max_size=11), max_size=8),
    st.sampled_from(ROLES),
    st.sampled_from([*sorted(postcodes()), None]),
)
def test_display_changes_nothing_twice(
    column: list[str | None], role: Role, country: str | None
) -> None:
    values = pa.array(column, pa.string())
    once = display(values, role, country)
    assert display(once, role, country).to_pylist() == once.to_pylist()
    masks = check(values, role, country)
    assert not (masks[Fault.INVALID] & masks[Fault.PLACEHOLDER]).any()
    # what was repaired is no longer wrong
    assert not check(once, role, country)[Fault.DAMAGED].any()
