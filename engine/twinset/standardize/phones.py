"""Phone numbers as digits.

A number with + or 00 comes out in E.164 order without the plus. One without takes the country of
its row, else the plan's; the trunk prefix is dropped and the calling code put in front. Where no
country is known it stays national. This is a light rule from a small table, some hundred times
faster than parsing each value with a numbering-plan library; it validates no number.
"""

from __future__ import annotations

import numpy as np

from twinset.columns import texts as column_texts
from twinset.kernels.fields import phone_numbers
from twinset.standardize.countries import countries, names
from twinset.standardize.phone_cells import split
from twinset.standardize.texts import NOTHING, Texts, to_column
from twinset.types import Int32, TextColumn

__all__ = ["phone", "split"]


def _row_countries(size: int, column: TextColumn | None, default: str | None) -> Int32:
    """The number of each row's country in ``countries()``, -1 where it is not known."""
    number = {country.code: index for index, country in enumerate(countries())}
    fallback = number.get(names().get((default or "").lower(), ""), -1)
    if column is None:
        return np.full(size, fallback, np.int32)
    own = [number.get(code, -1) for code in column_texts(column)]
    rows = np.array([*own, -1], np.int32)[column.codes]
    return np.where(rows < 0, np.int32(fallback), rows)


def phone(
    codes: Int32, texts: Texts, country: TextColumn | None, default: str | None
) -> TextColumn:
    """The phone column of rows with ``codes`` into ``texts``.

    ``country`` holds the standardised country of the rows; ``default`` a country's code.
    """
    rows = _row_countries(len(codes), country, default)
    known = countries()
    if (rows == rows[:1]).all():
        text = np.arange(texts.size, dtype=np.int64)
        dialled_from = np.full(texts.size, rows[0] if len(rows) else -1, np.int32)
        combined = codes
    else:
        # one text dialled from two countries is two numbers
        keys = codes.astype(np.int64) * (len(known) + 1) + rows + 1
        distinct, inverse = np.unique(keys, return_inverse=True)
        nulls = int((distinct < 0).sum())  # code -1, whatever the country
        text, dialled_from = np.divmod(distinct[nulls:], len(known) + 1)
        dialled_from = (dialled_from - 1).astype(np.int32)
        combined = np.maximum(inverse - nulls, -1).astype(np.int32)
    numbers = phone_numbers(
        texts.offsets,
        texts.data,
        text,
        dialled_from,
        np.array([country.calling for country in known], np.int64),
        np.array([country.trunk for country in known], np.int64),
        np.array([country.shortest for country in known], np.int64),
    )
    return to_column(combined, Texts(*numbers), NOTHING)
