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
    "12 bis, rue de la Paix - 75002 PARIS - France":
        ("rue de la paix", "12bis", None, "paris", None, "75002", "fr"),
    "Keizersgracht 123-II, 1015 CJ Amsterdam":
        ("keizersgracht", "123-ii", None, "amsterdam", None, "1015cj", None),
    "ul. Długa 10 m. 5, 31-147 Kraków": ("str dluga", "10", "5", "krakow", None, "31147", None),
    "Hauptstr. 5 M, 80331 München": ("hauptstr", "5m", None, "munchen", None, "80331", None),
    "c/o Smith, 5 High St, Leeds LS1 1AA":
        ("high st", "5", None, "leeds", None, "ls11aa", None),
    "C/O SMITH": ("smith", None, None, None, None, None, None),
    "Level 3, 100 George St, Sydney NSW 2000":
        ("george st", "100", "3", "sydney", "nsw", "2000", None),
    "Unit 3/45 Smith St, Fitzroy VIC 3065":
        ("smith st", "45", "3", "fitzroy", "vic", "3065", None),
    "1600 Pennsylvania Ave NW Washington DC 20500":
        ("pennsylvania ave nw", "1600", None, "washington", "dc", "20500", None),
    "12 St Johns Road London NW1 6XE": ("st johns rd", "12", None, "london", None, "nw16xe", None),
    "221B Baker Street St Albans AL1 1AA":
        ("baker st", "221b", None, "st albans", None, "al11aa", None),
    "123 Main Street Apt 4B Springfield IL 62704":
        ("main st", "123", "4b", "springfield", "il", "62704", None),
    "12 - 14 High St, Leeds": ("high st", "12-14", None, "leeds", None, None, None),
    "Hauptstr. 12 - 14": ("hauptstr", "12-14", None, None, None, None, None),
    "Hauptstr. 5\n01069 Dresden": ("hauptstr", "5", None, "dresden", None, "01069", None),
    "〒100-0001 東京都千代田区千代田１丁目２番３号":
        ("qiandaitian", "1-2-3", None, "dongjingdou", None, "1000001", None),
    "大阪府大阪市北区梅田3-1-3": ("meitian", "3-1-3", None, "dabanfu", None, None, None),
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
        "12B Main St", "ul. Długa 5", None, None, "Rue de la Paix",
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
