"""The country of a record, and the national phone numbers that are read by it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

import twinset
from twinset.cleaning import clean
from twinset.columns import encode, row_texts
from twinset.faults import Fault
from twinset.generator import GeneratorSettings, generate
from twinset.standardize import standardize
from twinset.standardize.row_countries import RowCountries, row_countries
from twinset.types import ColumnRole, Records, Role

ROLES = {
    "country": Role.COUNTRY,
    "address": Role.ADDRESS,
    "city": Role.CITY,
    "region": Role.REGION,
    "postcode": Role.POSTCODE,
    "phone": Role.PHONE,
}


def countries_of(**columns: list[str | None]) -> RowCountries:
    table = pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
    roles = [ColumnRole(name, ROLES[name], 1.0, "") for name in columns]
    return row_countries(lambda name: encode(table[name]), roles, table.num_rows)


def likely(**columns: list[str | None]) -> list[str | None]:
    size = len(next(iter(columns.values())))
    found = countries_of(phone=["1"] * size, **columns)
    assert len(found.stated.codes) == len(found.likely.codes) == size
    return row_texts(found.likely)


@pytest.mark.parametrize(
    ("postcode", "country"),
    [
        ("SW1A 1AA", "gb"), ("sw1a1aa", "gb"), ("M1 1AE", "gb"), ("K1A 0B1", "ca"),
        ("1012 AB", "nl"), ("00-950", "pl"), ("1000-205", "pt"), ("100-0001", "jp"),
        ("01310-100", "br"), ("1170326011", "ir"), ("D-10115", "de"), ("A-1010", "at"),
        ("LV-1010", "lv"), ("10115", None), ("1010", None), ("123456", None), ("X-1010", None),
        ("12345-6789", None), ("n/a", None), ("", None), (None, None), ("１０１１５", None),
    ],
)  # fmt: skip
def test_postcodes_that_one_country_writes(postcode: str | None, country: str | None) -> None:
    assert likely(postcode=[postcode]) == [country]


def test_what_a_record_says_itself_comes_first() -> None:
    assert likely(
        country=["Deutschland", None, "", "Atlantis", None],
        address=["1 High St, London, United Kingdom"] * 2 + ["5 Elm Rd, Leeds LS1 6NX"] * 2 + ["x"],
        postcode=["SW1A 1AA", "00-950", None, None, "1012 AB"],
    ) == ["de", "gb", "gb", "atlantis", "nl"]


def test_a_place_speaks_where_nearly_all_of_it_agree() -> None:
    city = ["Berlin"] * 20 + ["London"] * 40 + ["Rome"] * 4 + ["berlin ", "LONDON", "Rome"]
    country = ["de"] * 20 + ["gb"] * 30 + ["ca"] * 10 + ["it"] * 4 + [None] * 3
    # one London in four is in Ontario, and four records are too few to speak for Rome
    assert likely(country=country, city=city)[-3:] == ["de", None, None]
    assert likely(region=["Bayern"] * 9, country=["DE"] * 8 + [None])[-1] == "de"
    assert likely(postcode=["10115"] * 9, country=["DE"] * 8 + [None])[-1] == "de"


def test_calling_codes_speak_where_countries_are_not_stated() -> None:
    found = countries_of(
        phone=["+49 30 1234567"] * 6 + ["030 7654321", "+44 20 7946 0958", "+999 1"],
        city=["Berlin"] * 7 + ["Leeds", "Nowhere"],
    )
    assert row_texts(found.likely) == ["de"] * 7 + ["gb", None]
    assert row_texts(found.stated) == [None] * 9


def test_the_likely_country_is_for_phones_only() -> None:
    assert row_texts(countries_of(postcode=["SW1A 1AA"]).likely) == [None]


def test_no_rows_and_no_columns() -> None:
    assert countries_of(phone=[], city=[]).likely.size == 0
    nothing = row_countries(lambda name: pytest.fail(name), [], 3)
    assert nothing.likely.codes.tolist() == [-1, -1, -1]


MIXED = {
    # the same digits: Berlin and Milan have 030..., London and the Netherlands 020...
    "phone": ["0201234567", "0201234567", "020 79460958", "(212) 555-1234", "02 12345678"],
    "postcode": ["1012 AB", "45127", "SW1A 1AA", "10001", "20121"],
    "city": ["Amsterdam", "Essen", "London", "New York", "Milano"],
    "country": [None, "DE", None, "USA", "Italia"],
}
MIXED_ROLES = [ColumnRole(name, ROLES[name], 1.0, "") for name in MIXED]
E164 = ["31201234567", "49201234567", "442079460958", "12125551234", "390212345678"]


def test_colliding_formats_are_read_by_their_own_country_in_every_command() -> None:
    records = Records(pa.table(MIXED), [])
    assert row_texts(standardize(records, MIXED_ROLES)["phone"]) == E164
    shown = clean(records, MIXED_ROLES).table["phone"].to_pylist()
    assert shown == [f"+{number}" for number in E164]
    base = pa.table({name: cells * 3 for name, cells in MIXED.items()})
    base = base.append_column("name", pa.array([f"Ann{chr(97 + i)} Lee" for i in range(15)]))
    audited = twinset.audit(base)
    phone = next(c for c in audited.report.columns if c.column == "phone")
    assert phone.faults.get(Fault.INVALID, 0) == 0


def test_a_mixed_base_without_most_of_its_countries() -> None:
    base = generate(GeneratorSettings(rows=3000, locale="world", seed=11)).records
    table = base.select(["city", "region", "postcode", "country", "phone"])
    roles = [ColumnRole(name, ROLES[name], 1.0, "") for name in table.column_names]
    place = table.column_names.index("country")
    blank = np.arange(table.num_rows) % 2 == 0
    half = pa.array(
        [
            None if gone else cell
            for gone, cell in zip(blank, table["country"].to_pylist(), strict=True)
        ],
        pa.string(),
    )
    known = np.array([cell is not None for cell in table["country"].to_pylist()])

    def phones(country: pa.Array | pa.ChunkedArray) -> np.ndarray:
        records = Records(table.set_column(place, "country", country), [])
        return np.array(row_texts(standardize(records, roles)["phone"]), object)

    full, found = phones(table["country"]), phones(half)
    judged = known & blank & (full != None)  # noqa: E711 - element by element
    assert judged.sum() > 500
    assert (full[judged] == found[judged]).mean() > 0.7
