"""Which country a record is in: what it says itself, else what its place tells.

A national phone number means nothing without its country: "030 123456" is Berlin in one row and
Milan in the next. From the surest evidence down, a record's country is

1. what its country column says;
2. the country at the end of its full address;
3. the country that alone writes postcodes like its own: "SW1A 1AA", "00-950", "D-10115";
4. where few records say their country: the calling code of its phone numbers;
5. the country of the records of this base that share its city, else its region, else the shape of
   its postcode, where nearly all of them that have a country by 1 to 4 have the same one.

The first two are *stated*, all five make the *likely* country. Who judges a postcode takes the
stated one: the likely one was made from that postcode.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.columns import empty_column, from_distinct
from twinset.kernels.distinct import recoded
from twinset.kernels.numbering_plans import VALID
from twinset.standardize import phone_plans, places
from twinset.standardize.address_places import country_at_end
from twinset.standardize.inputs import columns_of
from twinset.standardize.phone_parsing import parse
from twinset.standardize.texts import Texts, ascii_texts, coalesce, fold, to_array, to_column
from twinset.types import ColumnRole, Int32, Role, TextColumn

Read = Callable[[str], tuple[Int32, pa.StringArray]]
"""A column's name to its codes (rows,), -1 for null, and its distinct values."""

_ENOUGH = 5
"""Records that must say their country before the place that they share speaks for it."""
_NEARLY_ALL = 0.95
_COUNTED = 1 << 22
"""Pairs of a place and a country that may be: up to here they are counted without being sorted."""
_FEW = 0.5
"""Share of records with a country below which all phone numbers are read to find more: where most
say it, their places speak for the rest, and reading a million numbers takes a second."""

_BRITISH = "A9 9AA|A99 9AA|A9A 9AA|AA9 9AA|AA99 9AA|AA9A 9AA"
_OWN_SHAPES = {
    **dict.fromkeys((*_BRITISH.split("|"), *_BRITISH.replace(" ", "").split("|")), "gb"),
    **dict.fromkeys(("A9A 9A9", "A9A9A9"), "ca"),
    **dict.fromkeys(("9999 AA", "9999AA"), "nl"),
    **dict.fromkeys(("99999-99999", "9999999999"), "ir"),
    "99-999": "pl",
    "9999-999": "pt",
    "999-9999": "jp",
    "99999-999": "br",
}
"""Postcodes that one country alone writes so (letters A, digits 9), after ``postcodes``. A run of
digits is many countries'; ten of them are Iran's."""

_OWN_LETTERS = {
    **{code.upper(): code for code in ("at", "be", "ch", "cz", "de", "dk", "fi", "fr", "it", "lv")},
    **{"A": "at", "B": "be", "D": "de", "F": "fr", "I": "it"},
}
"""What stands in front of a postcode's digits, with a hyphen: D-10115."""

_WITHIN = (
    r"(?i)\b(?P<code>[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z] \d[A-Z]\d|\d{4} [A-Z]{2}"
    rf"|(?:{'|'.join(_OWN_LETTERS)})-\d{{4,5}})\b"
)
"""Those of them that can be told from everything else in a full address: they hold letters."""


@dataclass(frozen=True, eq=False)
class RowCountries:
    """The standardised country of every row: the ISO 3166 two-letter code in lower case, or the
    folded text of a country that is in no table; null where nothing tells."""

    stated: TextColumn
    likely: TextColumn


def row_countries(read: Read, roles: Sequence[ColumnRole], size: int) -> RowCountries:
    """The country of each of ``size`` rows, from the columns that ``read`` gives.

    Columns of places are read only where a row does not state its country; without a column of
    phones, which alone ask for it, the likely country is the stated one.
    """
    stated = _first(size, [*_country_columns(read, roles), *_address_ends(read, roles)])
    if (stated.codes >= 0).all() or not columns_of(roles, Role.PHONE):
        return RowCountries(stated, stated)
    postcodes = [read(name) for name in columns_of(roles, Role.POSTCODE)]
    shapes = [(codes, _shapes(values)) for codes, values in postcodes]
    own = [from_distinct(codes, _countries_of(texts)) for codes, texts in shapes]
    known = _first(size, [stated, *own, *_codes_in_addresses(read, roles)])
    if (known.codes >= 0).mean() < _FEW:
        known = _first(size, [known, *_called(read, roles)])
    neighbours = []
    for name in columns_of(roles, Role.CITY, Role.REGION):
        codes, values = read(name)
        neighbours.append(_shared(to_column(codes, fold(ascii_texts(values))), known))
    neighbours += [_shared(from_distinct(codes, texts), known) for codes, texts in shapes]
    return RowCountries(stated, _first(size, [known, *neighbours]))


def _first(size: int, columns: Sequence[TextColumn]) -> TextColumn:
    return coalesce(*columns) if columns else empty_column(size)


def _country_columns(read: Read, roles: Sequence[ColumnRole]) -> list[TextColumn]:
    columns = map(read, columns_of(roles, Role.COUNTRY))
    return [to_column(codes, places.country(ascii_texts(values))) for codes, values in columns]


def _address_ends(read: Read, roles: Sequence[ColumnRole]) -> list[TextColumn]:
    columns = map(read, columns_of(roles, Role.ADDRESS))
    return [
        to_column(codes, places.country(country_at_end(ascii_texts(values))))
        for codes, values in columns
    ]


def _codes_in_addresses(read: Read, roles: Sequence[ColumnRole]) -> list[TextColumn]:
    """Countries by the postcodes that stand in full addresses."""
    found = []
    for codes, values in map(read, columns_of(roles, Role.ADDRESS)):
        code = pc.struct_field(pc.extract_regex(values, _WITHIN), "code")
        found.append(from_distinct(codes, _countries_of(_shapes(code))))
    return found


def _called(read: Read, roles: Sequence[ColumnRole]) -> list[TextColumn]:
    """The main country of the calling code in numbers with + or 00, if they are valid."""
    nowhere = np.int32(-1)
    found = []
    names = [name.lower() for name in phone_plans.region_names()]
    for codes, values in map(read, columns_of(roles, Role.PHONE)):
        texts = ascii_texts(values)
        abroad = parse(texts, np.arange(texts.size), np.full(texts.size, nowhere))
        main = phone_plans.tables().codes[abroad.calling, 1]
        told = (abroad.verdict == VALID) & (abroad.calling > 0)
        country = pa.array(names, pa.string()).take(pa.array(np.where(told, main, 0)))
        found.append(from_distinct(codes, pc.if_else(pa.array(told), country, "")))
    return found


def _shapes(postcodes: pa.StringArray) -> pa.StringArray:
    """Letters to A, digits to 9, but for the letters in front of a hyphen: "D-99999"."""
    texts = ascii_texts(pc.utf8_upper(pc.utf8_trim_whitespace(pc.fill_null(postcodes, ""))))
    shapes = to_array(Texts(texts.offsets, _SIGNS[texts.data]))
    lettered = pc.match_substring_regex(shapes, r"^A{1,3}-9+$")
    if pc.any(lettered).as_py():
        front = pc.replace_substring_regex(to_array(texts), r"-.*", "-")
        back = pc.replace_substring_regex(shapes, r"^A+-", "")
        shapes = pc.if_else(lettered, pc.binary_join_element_wise(front, back, ""), shapes)
    return shapes


_SIGNS = np.arange(256, dtype=np.uint8)
_SIGNS[ord("0") : ord("9") + 1] = ord("9")
_SIGNS[ord("A") : ord("Z") + 1] = ord("A")


def _countries_of(shapes: pa.StringArray) -> pa.StringArray:
    """The country that alone writes postcodes of a shape; empty where it is not one."""
    distinct = shapes.dictionary_encode()
    own = []
    for shape in distinct.dictionary.to_pylist():
        letters = re.fullmatch(r"([A-Z]+)-9{4,5}", shape)
        own.append(_OWN_LETTERS.get(letters[1], "") if letters else _OWN_SHAPES.get(shape, ""))
    return pa.array(own, pa.string()).take(distinct.indices)


def _shared(place: TextColumn, known: TextColumn) -> TextColumn:
    """For each row the country of the others in its place that is known, if they agree."""
    speaks = (place.codes >= 0) & (known.codes >= 0)
    most = max(1, known.distinct)
    votes = place.codes[speaks].astype(np.int64) * most + known.codes[speaks]
    if place.distinct * most <= _COUNTED:
        ballot = np.bincount(votes, minlength=place.distinct * most)
        pairs = np.flatnonzero(ballot)
        counts = ballot[pairs]
    else:
        pairs, counts = np.unique(votes, return_counts=True)
    where, country = np.divmod(pairs, most)
    total = np.bincount(where, weights=counts, minlength=place.distinct)
    agreed = (counts >= _ENOUGH) & (counts >= _NEARLY_ALL * total[where])
    of_place = np.full(place.distinct, -1, np.int32)
    of_place[where[agreed]] = country[agreed]
    return TextColumn(recoded(place.codes, of_place), known.offsets, known.data)
