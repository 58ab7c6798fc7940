"""Addresses in one field, in several scripts; what is shown."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.columns import row_texts
from twinset.config import StandardizePlan
from twinset.faults import Fault
from twinset.standardize import addresses, standardize
from twinset.standardize.address_places import split_place
from twinset.standardize.address_scripts import spelt_out
from twinset.standardize.texts import ascii_texts, to_array
from twinset.types import ColumnRole, Records, Role

WHOLE = {  # street, house number, unit, city, region, postcode, country
    "12b Main Street, Apt 4, Springfield, IL 62704, USA":
        ("main st", "12b", "4", "springfield", "il", "62704", "us"),
    "Hauptstr. 12, 80331 München": ("hauptstr", "12", None, "munchen", None, "80331", None),
    "Hauptstr. 12 80331 München": ("hauptstr", "12", None, "munchen", None, "80331", None),
    "10 Downing Street, London SW1A 2AA, UK":
        ("downing st", "10", None, "london", None, "sw1a2aa", "gb"),
    "123456, Москва, ул. Ленина, д. 5, кв. 10":
        ("str lenina", "5", "10", "moskva", None, "123456", None),
    "中山路88号": ("zhongshan lu", "88", None, None, None, None, None),
    "北京市朝阳区建国路88号3室":
        ("jianguo lu", "88", "3", "chaoyangqu", "beijingshi", None, None),
    "ul. Długa 5/3, 31-147 Kraków": ("str dluga", "5/3", None, "krakow", None, "31147", None),
    "Damrak 1, 1012 LG Amsterdam": ("damrak", "1", None, "amsterdam", None, "1012lg", None),
    "Laugavegur 12, 101 Reykjavík": ("laugav", "12", None, "reykjavik", None, "101", None),
    "C/ Mayor 5, 28013 Madrid, España": ("calle mayor", "5", None, "madrid", None, "28013", "es"),
    "12 Smith St, Carlton VIC 3053, Australia":
        ("smith st", "12", None, "carlton", "vic", "3053", "au"),
    "34, York Road": ("york rd", "34", None, None, None, None, None),
    "пр-т Мира, 5": ("pr mira", "5", None, None, None, None, None),
}  # fmt: skip
FIELDS = ("street", "house_number", "unit", "city", "region", "postcode", "country")


def run(**columns: list[str]) -> dict[str, list[str | None]]:
    roles = [ColumnRole(name, Role(name), 1.0, "") for name in columns]
    out = standardize(Records(pa.table(columns), []), roles, StandardizePlan())
    return {name: row_texts(out[name]) for name in out.fields}


@pytest.mark.parametrize("text", WHOLE)
def test_an_address_in_one_field_is_split(text: str) -> None:
    fields = run(address=[text])
    assert tuple(fields.get(name, [None])[0] for name in FIELDS) == WHOLE[text]


def test_columns_of_a_place_go_before_the_place_in_the_address() -> None:
    fields = run(address=["Hauptstr. 12, 80331 München"], city=["Bonn"])
    assert fields["city"] == ["bonn"]
    assert "postcode" not in fields


def test_abbreviated_icelandic_streets_are_the_same() -> None:
    street = run(street=["Laugavegur 12", "Laugav. 12", "Hringbraut 3", "Hringbr. 3"])["street"]
    assert street == ["laugav", "laugav", "hringbr", "hringbr"]


def test_display_and_check() -> None:
    column = pa.array(["12B MAIN ST", "  ul.  Długa 5 ", "n/a", None, "Rue de la Paix"])
    assert addresses.display(column).to_pylist() == [
        "12b Main St", "ul. Długa 5", None, None, "Rue de la Paix",
    ]  # fmt: skip
    assert addresses.check(column)[Fault.PLACEHOLDER].tolist() == [False, False, True, False, False]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.none() | st.text(max_size=30) | st.text("a1, -/#", max_size=30), max_size=6))
def test_any_text_is_split(column: list[str | None]) -> None:
    values = pa.array(column, pa.string())
    parts = split_place(ascii_texts(spelt_out(values)))
    sizes = {len(to_array(part)) for part in (parts.head, parts.city, parts.country)}
    assert sizes == {len(column)}
    once = addresses.display(values, Role.ADDRESS)
    assert addresses.display(once, Role.ADDRESS).to_pylist() == once.to_pylist()
