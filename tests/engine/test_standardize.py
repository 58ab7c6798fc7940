"""What each kind of field becomes, in several languages; and what holds for any input."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.columns import from_arrow, row_texts, texts
from twinset.config import StandardizePlan
from twinset.errors import InputError
from twinset.standardize import standardize
from twinset.standardize.nicknames import nickname_pairs
from twinset.types import ColumnRole, Records, Role, StandardRecords

Cells = list[str | None]


def run(
    table: dict[str, object],
    plan: StandardizePlan | None = None,
    roles: dict[str, str] | None = None,
    threads: int = 1,
) -> StandardRecords:
    """Columns named by their role, ("email", "email_2"), unless ``roles`` says otherwise."""
    found = [
        ColumnRole(name, Role((roles or {}).get(name, name.rstrip("_23"))), 1.0, "")
        for name in table
    ]
    records = Records(pa.table(table), [])
    return standardize(records, found, plan or StandardizePlan(), threads=threads)


def field(out: StandardRecords, name: str) -> Cells:
    return row_texts(out[name]) if name in out else [None] * out.size


CASES: dict[str, dict[str, str | None]] = {
    "given_name": {
        "José": "jose", "  MARÍA   José ": "maria jose", "Jean-Luc": "jean luc", "D'Arcy": "darcy",
        "Dr. Anna": "anna", "John Jr.": "john", "Jr": "jr", "Dr.": "dr", "Þórður": "thordur",
        "Łukasz": "lukasz", "Дмитрий": "dmitriy", "Андрей": "andrey", "김철수": "gimcheolsu",
        "小明": "xiaoming", "محمد": "mhmd", "علي": "aly", "علی": "aly", "N/A": None, "-": None,
        "null": None, "": None, "İbrahim": "ibrahim", "\uff2a\uff4f\uff48\uff4e": "john",
    },
    "family_name": {
        "Müller": "muller", "von der Heide": "von der heide", "O’Neil": "oneil", "Groß": "gross",
        "Smith, III": "smith", "Ødegård": "odegard", "García Márquez": "garcia marquez",
        "ک": "k", "ك": "k", "unknown": None,
    },
    "gender": {
        "Male": "m", "w": "f", "Frau": "f", "1": "m", "2.0": "f", "男": "m", "divers": "x",
        "nan": None, "?": None,
    },
    "birth_date": {
        "1985-04-12": "19850412", "12.04.1985": "19850412", "12/04/1985": "19850412",
        "19850412": "19850412", "12 April 1985": "19850412", "April 12, 1985": "19850412",
        "12 avril 1985": "19850412", "12. März 1985": "19850312", "12 марта 1985": "19850312",
        "1985-04-12T10:11:12Z": "19850412", "12.4.85": "19850412", "1.1.05": "20050101",
        "1985": "19850000", "1985.0": "19850000", "04/1985": "19850400",
        "1985年4月12日": "19850412",
        "۱۹۸۵/۰۴/۱۲": "19850412", "19371303": "19371303", "31/02/1985": "19850231",
        "1985-25-12": "19851225", "01/01/1900": None, "1970-01-01": None, "00000000": None,
        "soon": None,
    },
    "email": {
        "Ann.Lee@Example.COM ": "ann.lee@example.com", "mailto:jo@y.org": "jo@y.org",
        "Ann <ann@y.org>": "ann@y.org", "a.n.n+shop@googlemail.com": "ann@gmail.com",
        "a.n+x@y.org": "a.n@y.org", "no-reply@y.org": None, "ann at y.org": None, "@y.org": None,
        "x@none.com": None, "ann@y.org; bob@y.org": "ann@y.org", "@": None, "ann@": None,
    },
    "phone": {
        "+44 (0)20 7946 0958": "442079460958", "0044 20 7946 0958": "442079460958",
        "020 7946 0958": "2079460958", "(212) 555-1299 ext. 12": "2125551299",
        "404/607-1622": "4046071622", "5353875.0": "5353875", "0000000000": None, "12345": None,
        "1234567890": None, "tel: +1 212 555 1299": "12125551299", "n/a": None,
    },
    "house_number": {
        "34.0": "34", "12 B": "12b", "Nr. 7": "7", "12 - 14": "12-14", "12/3": "12/3", "n/a": None,
    },
    "city": {"Saint-Étienne": "st etienne", "München": "munchen", "St. Louis": "st louis"},
    "region": {"NSW": "nsw", "NA": "na"},
    "country": {
        "Germany": "de", "DEU": "de", "U.S.A.": "us", "中国": "cn", "Россия": "ru",
        "España": "es", "Atlantis": "atlantis",
    },
    "postcode": {
        "N1 0NH": "n10nh", "12345.0": "12345", "12345-6789": "12345", "D-12345": "12345",
        "1234 AB": "1234ab", "0870": "0870", "K1A 0B1": "k1a0b1", "00000": None,
    },
    "company": {
        "The Smith & Sons Co., Ltd.": "smith and sons", "Müller GmbH & Co. KG": "muller",
        "Fiat S.p.A.": "fiat", "ООО Ромашка": "romashka", "Żabka Sp. z o.o.": "zabka",
        "腾讯控股有限公司": "tengxun holdings", "GmbH": "gmbh", "McDonald's Corp.": "mcdonalds",
        "A.B.C. Inc": "abc",
    },
    "job_title": {"Geschäftsführer/CEO": "geschaftsfuhrer ceo"},
    "website": {"https://www.Acme.com:80/x?y": "acme.com", "acme.com": "acme.com", "none": None,
        "acme.com.": "acme.com", "-www.acme.com": "acme.com", ".×": None},
    "identifier": {"DE 123-456": "de123456", "123.0": "123", "000": None},
}  # fmt: skip


@pytest.mark.parametrize("role", CASES)
def test_cases(role: str) -> None:
    cells = CASES[role]
    assert dict(zip(cells, field(run({role: list(cells)}), role), strict=True)) == cells


ADDRESSES = {  # street, house number, unit, rest
    "89 MANOR ROAD": ("manor rd", "89", None, None),
    "34, York Road": ("york rd", "34", None, None),
    "Hauptstraße 12 b": ("hauptstr", "12b", None, None),
    "12b Main Street, Apt 4, Springfield": ("main st", "12b", "4", "springfield"),
    "C/ Mayor 5": ("calle mayor", "5", None, None),
    "12, rue de la Paix": ("rue de la paix", "12", None, None),
    "ул. Ленина, д. 5, кв. 10": ("str lenina", "5", "10", None),
    "5th Avenue 12": ("5th ave", "12", None, None),
    "12 E Main St": ("e main st", "12", None, None),
    "Highway 66": ("hwy 66", None, None, None),
    "P.O. Box 123": ("box", "123", None, None),
    "Flat 2, 12-14 High St": ("high st", "12-14", "2", None),
    "Martin-Luther-Str. 12/3": ("martin luther str", "12/3", None, None),
    "lambert street": ("lambert st", None, None, None),
    "Rose Cottage": ("rose cottage", None, None, None),
}


@pytest.mark.parametrize("role", ["address", "street"])
def test_addresses_are_split(role: str) -> None:
    out = run({role: list(ADDRESSES)})
    rest = "city" if role == "address" else "address_rest"  # without columns of its own for it
    parts = zip(
        *(field(out, name) for name in ("street", "house_number", "unit", rest)),
        strict=True,
    )
    assert dict(zip(ADDRESSES, parts, strict=True)) == ADDRESSES


BOXES = {  # street, house number, PO box
    "PO BOX 123, Springfield": ("box", "123", "123"),
    "Postfach 12 34": ("box", "1234", "1234"),
    "Casella postale 5": ("box", "5", "5"),
    "B.P. 12": ("box", "12", "12"),
    "Apartado de Correos 7": ("box", "7", "7"),
    "Boîte postale 9": ("box", "9", "9"),
    "Postbus 8": ("box", "8", "8"),
    "а/я 12": ("box", "12", "12"),
    "Private Bag X12": ("box", "x12", "x12"),
    "Post Office Box 12": ("box", "12", "12"),
    "P.O. Box No. 13": ("box", "13", "13"),
    "GPO Box 5, 80331 Munich": ("box", "5", "5"),
    "PO Box 12, 5 Main St": ("main st", "5", "12"),
    "12b Main St, PO Box 77": ("main st", "12b", "77"),
    "RR 2 Box 103": ("rr 2", "103", "103"),
    # none of them
    "12 Box Hill Road": ("box hill rd", "12", None),
    "Casella 12": ("casella", "12", None),
    "Postfach": ("postfach", None, None),
    "Apt 5, Post Lane 3": ("post ln", "3", None),
}


@pytest.mark.parametrize("role", ["address", "street"])
def test_po_boxes_are_told_from_streets(role: str) -> None:
    out = run({role: list(BOXES)})
    parts = zip(*(field(out, name) for name in ("street", "house_number", "po_box")), strict=True)
    assert dict(zip(BOXES, parts, strict=True)) == BOXES


def test_a_street_number_column_goes_before_the_number_in_the_street() -> None:
    out = run({"house_number": ["7", None], "street": ["12 Main St", "12 Main St"]})
    assert field(out, "house_number") == ["7", "12"]
    assert field(out, "street") == ["main st", "main st"]


def test_an_address_with_numbers_fills_the_street_and_a_second_line_does_not() -> None:
    filled = run({"street": ["York Road", None], "address": ["34, York Road", "89 Manor Road"]})
    assert field(filled, "street") == ["york rd", "manor rd"]
    assert field(filled, "house_number") == ["34", "89"]
    beside = run({"street": ["York Road", None], "address": ["the willows", "kilwin ning"]})
    assert field(beside, "street") == ["york rd", None]
    assert field(beside, "address") == ["the willows", "kilwin ning"]
    two = run({"address": ["1 York Road", "x"], "address_2": ["the willows", None]})
    assert field(two, "address_2") == ["the willows", None]


def test_full_names_fill_given_and_family_names() -> None:
    cells = ["Smith, John Q.", "Dr. Ludwig van Beethoven", "Madonna", "Smith Jr., John", None]
    out = run({"full_name": cells})
    assert field(out, "full_name") == [
        "john q smith", "ludwig van beethoven", "madonna", "john smith", None,
    ]  # fmt: skip
    assert field(out, "given_name") == ["john", "ludwig", None, "john", None]
    assert field(out, "middle_name") == ["q", None, None, None, None]
    assert field(out, "family_name") == ["smith", "van beethoven", "madonna", "smith", None]
    partly = run({"full_name": ["John Q Smith"] * 2, "given_name": ["Jack", None]})
    assert field(partly, "given_name") == ["jack", "john"]
    assert "middle_name" not in partly


def test_further_columns_of_a_role_are_numbered_and_null_ones_left_out() -> None:
    out = run({"email": [None, ""], "email_2": ["a@b.de", None], "email_3": ["c@d.de", None]})
    assert list(out.fields) == ["email", "email_2"]
    assert field(out, "email_2") == ["c@d.de", None]


@pytest.mark.parametrize(
    ("country", "number", "expected"),
    [
        ("DE", "0171 7654321", "491717654321"), ("DE", "+49 0171 7654321", "491717654321"),
        ("DE", "49 171 7654321", "491717654321"), ("Italia", "06 1234 5670", "390612345670"),
        ("US", "1-212-555-1299", "12125551299"), ("US", "212 555 1299", "12125551299"),
        ("US", "011 44 20 7946 0958", "442079460958"), ("RU", "8 495 123-45-68", "74951234568"),
        ("HU", "06 1 234 9678", "3612349678"), (None, "0171 7654321", "1717654321"),
        ("Narnia", "0171 7654321", "1717654321"), ("DE", None, None),
    ],
)  # fmt: skip
def test_phones_take_the_country_of_the_row_or_the_plan(
    country: str | None, number: str | None, expected: str | None
) -> None:
    rows = {"country": [country, "FR", None], "phone": [number, "0612987654", number]}
    assert field(run(rows), "phone")[:2] == [expected, "33612987654"]
    if country in ("DE", "US"):
        planned = run({"phone": [number]}, StandardizePlan(country=country))
        assert field(planned, "phone") == [expected]


def test_the_order_of_day_and_month_follows_the_column_or_the_plan() -> None:
    dates = ["04/05/1985", "04.05.1985"]
    assert field(run({"birth_date": dates}), "birth_date") == ["19850504", "19850504"]
    shown = run({"birth_date": [*dates, "12/25/1985"]})
    assert field(shown, "birth_date") == ["19850405", "19850504", "19851225"]
    for order, expected in {"mdy": "19850405", "dmy": "19850504"}.items():
        plan = StandardizePlan(date_order=order)  # type: ignore[arg-type]
        assert field(run({"birth_date": dates[:1]}, plan), "birth_date") == [expected]
    american = run({"birth_date": dates[:1]}, StandardizePlan(country="US"))
    assert field(american, "birth_date") == ["19850405"]


def test_a_date_in_three_columns_is_joined() -> None:
    out = run(
        {
            "birth_year": [1932, None, 85],
            "birth_month": ["10", "3", "Mai"],
            "birth_day": [8, 1, None],
        }
    )
    assert field(out, "birth_date") == ["19321008", "00000301", "19850500"]


def test_columns_of_other_types() -> None:
    out = run(
        {
            "birth_date": pa.array([date(1985, 4, 12), None]),
            "phone": pa.array([491717654321.0, None]),
            "postcode": pa.array([8000, None]),
            "email": pa.array([["a@b.de", "c@d.de"], []]),
            "city": pa.array(["Bern", None]).dictionary_encode(),
        }
    )
    assert [field(out, name)[0] for name in out.fields] == [
        "19850412", "491717654321", "8000", "a@b.de", "c@d.de", "bern",
    ]  # fmt: skip
    assert all(field(out, name)[1] is None for name in out.fields)
    with pytest.raises(InputError, match="'city'"):
        run({"city": pa.array([{"a": 1}])})


def test_nicknames_are_pairs_of_codes() -> None:
    names = [
        "robert",
        "bob",
        "kuba",
        "zed",
        "jakub",
        "paco",
        "francisco",
        "william",
        "bill",
        "will",
    ]
    column = from_arrow(pa.array(names))
    left, right = nickname_pairs(column)
    values = texts(column)
    found = {frozenset((values[a], values[b])) for a, b in zip(left, right, strict=True)}
    assert {("robert", "bob"), ("kuba", "jakub"), ("paco", "francisco"), ("bill", "will")} <= {
        tuple(sorted(pair, key=names.index)) for pair in found
    }
    assert (left < right).all()
    assert not any("zed" in pair for pair in found)
    assert len(found) == len(left)


def test_threads_and_row_order_change_nothing() -> None:
    table = {role: (list(cells) * 30)[:24] for role, cells in CASES.items()}
    one, two = run(table), run(table, threads=2)
    assert list(one.fields) == list(two.fields)
    back = run({role: cells[::-1] for role, cells in table.items()})
    for name in one.fields:
        assert field(one, name) == field(two, name) == field(back, name)[::-1]


PLAIN = [role for role in CASES if role not in ("phone",)] + ["phone", "full_name", "text"]


@pytest.mark.parametrize("role", PLAIN)
@given(st.data())
@settings(max_examples=25, deadline=None)
def test_any_text_is_taken_and_a_second_time_changes_nothing(
    role: str, data: st.DataObject
) -> None:
    known = list(CASES.get(role, {"Dr. Smith, John Jr.": None}))
    cell = st.one_of(
        st.none(), st.text(max_size=30), st.lists(st.sampled_from(known)).map(" ".join)
    )
    once = field(run({role: pa.array(data.draw(st.lists(cell, max_size=8)), pa.string())}), role)
    for value in once:
        if value is not None:
            assert value.isascii()
            assert value == " ".join(value.lower().split())
            assert value
    assert field(run({role: pa.array(once, pa.string())}), role) == once


@pytest.mark.parametrize("role", ["street", "address"])
@given(st.lists(st.text(max_size=60), max_size=8))
@settings(max_examples=25, deadline=None)
def test_addresses_take_any_text(role: str, cells: list[str]) -> None:
    run({role: pa.array(cells, pa.string())})


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 100_000])
def test_long_values_and_empty_tables(size: int) -> None:
    table = {role: ["a 1," * size] * 2 for role in [*CASES, "address", "full_name"]}
    assert run(table).size == 2
    assert run({role: pa.array([], pa.string()) for role in table}).fields == {}


PUBLIC = {
    "febrl3": {
        "given_name": "given_name", "surname": "family_name", "address_1": "street",
        "suburb": "city", "postcode": "postcode", "date_of_birth": "birth_date",
        "soc_sec_id": "identifier", "state": "region",
    },
    "historical_50k": {"first_name": "given_name", "surname": "family_name", "dob": "birth_date",
                       "postcode_fake": "postcode", "gender": "gender"},
    "fake_1000": {"first_name": "given_name", "surname": "family_name", "dob": "birth_date",
                  "city": "city"},
    "restaurants": {"name": "company", "addr": "address", "city": "city", "phone": "phone"},
}  # fmt: skip


@pytest.mark.public
@pytest.mark.parametrize("name", PUBLIC)
def test_public_sets_lose_no_value(datasets: Path, name: str) -> None:
    """All but one value in a thousand (placeholders, a row of dots) stay non-null."""
    with (datasets / name / "records.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for column, role in PUBLIC[name].items():
        cells = [row[column] or None for row in rows]
        out = run({column: cells}, roles={column: role})
        kept = ("street", "house_number") if role == "address" else (role,)
        made = zip(*(field(out, part) for part in kept), strict=True)
        lost = sum(not any(b) for a, b in zip(cells, made, strict=True) if a is not None)
        assert lost <= len(cells) / 1000, column
