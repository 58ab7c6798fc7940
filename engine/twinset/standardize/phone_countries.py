"""The country that a number is dialled from: its own, the plan's, or what its column speaks for."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.columns import text_buffers
from twinset.kernels.numbering_plans import NATIONAL, VALID
from twinset.standardize import countries, phone_plans
from twinset.standardize.cells import as_mask
from twinset.standardize.phone_parsing import parse
from twinset.standardize.texts import ascii_texts, to_array
from twinset.types import Int32

_ENOUGH = 20
_MOSTLY = 0.8
_SAMPLE = 20_000
_NORTH_AMERICAN = r"^\s*(?:\+?1[ .-]*)?(?:\(\d{3}\)|\d{3})[ ./-]*\d{3}[ .-]+\d{4}\b"


def country_code(country: str | None) -> str:
    """ISO 3166, lower case, of a country's code or name; empty where it is none."""
    return countries.names().get((country or "").lower(), "")


def dialled_from(
    values: pa.StringArray, where: pa.StringArray | None, default: str | None
) -> Int32:
    """The plan (row) that each value is dialled from: its own country's, else the default's, else
    the one that the column speaks for; -1 where none is known."""
    known = phone_plans.region_numbers()
    fallback = known.get(country_code(default), -1)
    regions = np.full(len(values), fallback, np.int32)
    if where is not None and len(where):
        names = where.dictionary_encode()
        own = [known.get(country_code(name), -1) for name in names.dictionary.to_pylist()]
        rows = np.array([*own, -1], np.int32)[pc.fill_null(names.indices, -1).to_numpy()]
        regions = np.where(rows < 0, regions, rows)
    if fallback < 0 and (regions < 0).any():
        inferred = infer_country(values)
        regions[regions < 0] = known.get(inferred or "", -1)
    return regions


def infer_country(values: pa.StringArray) -> str | None:
    """The country (ISO 3166, lower case) in which most of a column's numbers are at home.

    It takes twenty numbers in international form, four in five of them of one country, and four
    in five of the other numbers valid there; without international ones, twenty as North
    Americans write them, (212) 555-1234, and valid. Anything less is None: a guess would put a
    wrong country into every number.
    """
    sample = _sample(values)
    texts = ascii_texts(sample)
    everything = np.arange(texts.size, dtype=np.int64)
    nowhere = np.full(texts.size, -1, np.int32)
    first = parse(texts, everything, nowhere)
    abroad = (first.verdict == VALID) & (first.calling > 0)
    national = np.flatnonzero(first.verdict == NATIONAL)
    known = phone_plans.region_numbers()
    if abroad.sum() >= _ENOUGH:
        calling, counts = np.unique(first.calling[abroad], return_counts=True)
        if counts.max() < _MOSTLY * abroad.sum():
            return None
        row = int(phone_plans.tables().codes[calling[counts.argmax()], 1])
    else:
        written = pc.match_substring_regex(to_array(texts), _NORTH_AMERICAN)
        if as_mask(written).sum() < max(_ENOUGH, _MOSTLY * len(national)):
            return None
        row = known["us"]
    there = parse(texts, national, np.full(len(national), row, np.int32))
    if len(national) and (there.verdict == VALID).mean() < _MOSTLY:
        return None
    return next((code for code, number in known.items() if number == row), None)


def _sample(values: pa.StringArray) -> pa.StringArray:
    """At most some thousands of the values, chosen by what they are, not where they stand."""
    values = values.drop_null()
    if len(values) <= _SAMPLE:
        return values.unique()
    offsets, data = text_buffers(values)
    key = np.zeros(len(values), np.uint32)
    for place in range(1, 6):  # the last digits are the most random ones
        at = np.maximum(offsets[1:] - place, offsets[:-1])
        key = key * np.uint32(31) + data[np.minimum(at, len(data) - 1)]
    return values.filter(pa.array(key % np.uint32(len(values) // _SAMPLE + 1) == 0)).unique()
