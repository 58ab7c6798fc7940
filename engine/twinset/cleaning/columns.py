"""One column of the table after cleaning: its new values, and its lines of the change log."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.cleaning.distinct import CleanedValues, clean_distinct
from twinset.cleaning.fields import Batch, FieldType
from twinset.cleaning.reasons import ORDER, SEPARATOR, Reason
from twinset.columns import distinct_values, encode
from twinset.config import StandardizePlan
from twinset.faults import Fault
from twinset.io.tables import is_text
from twinset.standardize.cells import as_mask
from twinset.types import NULL_CODE, Bool, ColumnRole, Int32, Int64, TextColumn


@dataclass(frozen=True, eq=False)
class Lines:
    """Lines of the change log of one column: rows (k,) int64 and texts (k,), null for null."""

    rows: Int64
    before: pa.StringArray
    after: pa.StringArray
    reasons: pa.StringArray
    suggestions: pa.StringArray


@dataclass(frozen=True, eq=False)
class CleanedColumn:
    """A column of texts, or of lists of texts, cell by cell.

    ``codes`` points from each text to its distinct value, -1 for null: one text a row, or where
    ``offsets`` (rows + 1,) is given those from ``offsets[row]`` to ``offsets[row + 1]``.
    """

    name: str
    role: ColumnRole
    kind: FieldType
    original: pa.ChunkedArray
    codes: Int32
    values: CleanedValues
    offsets: Int64 | None = None

    @property
    def is_changed(self) -> bool:
        return bool(self.values.changed.any())

    def count(self, mask: Bool) -> int:
        """How many cells hold one of the distinct values in ``mask``."""
        if self.offsets is not None:
            return int(self.rows_with(mask).sum())
        return int(self._counts[mask].sum())

    @cached_property
    def _counts(self) -> Int64:
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.values.before))

    @cached_property
    def output(self) -> pa.ChunkedArray:
        """The column after cleaning, of the type that it had."""
        if not self.is_changed:
            return self.original
        if self.offsets is not None:
            return self._output_lists(self.offsets)
        cells = pa.chunked_array([take(self.values.after, self.codes)])
        return as_type(cells, self.original.type)

    def _output_lists(self, offsets: Int64) -> pa.ChunkedArray:
        """A text that stands for nothing leaves its list."""
        texts = take(self.values.after, self.codes)
        kept = as_mask(pc.is_valid(texts)) | (self.codes < 0)
        before = np.concatenate(([0], np.cumsum(kept)))[offsets]
        whole = self.original.combine_chunks()
        mask = pa.array(~as_mask(pc.is_valid(whole)))
        lists = pa.LargeListArray.from_arrays(
            pa.array(before, pa.int64()), texts.filter(pa.array(kept)), mask=mask
        )
        return pa.chunked_array([lists.cast(self.original.type)])

    def rows_with(self, mask: Bool) -> Bool:
        """The rows that have one of the distinct values in ``mask``: (rows,)."""
        hit = np.append(mask, False)[self.codes]
        if self.offsets is None:
            return hit
        total = np.concatenate(([0], np.cumsum(hit)))
        return total[self.offsets[1:]] > total[self.offsets[:-1]]

    @cached_property
    def _logged(self) -> Bool:
        return self.rows_with(self.values.logged)

    @cached_property
    def _reason_texts(self) -> pa.StringArray:
        return self.values.reason_texts()

    def lines(self, start: int, stop: int) -> Lines:
        """The log of the rows from ``start`` to ``stop``."""
        rows = np.flatnonzero(self._logged[start:stop]) + start
        if self.offsets is not None:
            return self._list_lines(rows, self.offsets)
        codes = self.codes[rows]
        return Lines(
            rows,
            take(self.values.before, codes),
            take(self.values.after, codes),
            take(self._reason_texts, codes),
            take(self.values.suggestions, codes),
        )

    def _list_lines(self, rows: Int64, offsets: Int64) -> Lines:
        """Whole lists as JSON; lists are short and changed ones few, so row by row."""
        reasons: list[str] = []
        suggestions: list[str | None] = []
        for row in rows:
            codes = self.codes[offsets[row] : offsets[row + 1]]
            masks = {r: np.append(mask, False) for r, mask in self.values.reasons.items()}
            reasons.append(SEPARATOR.join(r for r in ORDER if r in masks and masks[r][codes].any()))
            offered = take(self.values.suggestions, codes).to_pylist()
            kept = take(self.values.after, codes).to_pylist()
            merged = [new or old for new, old in zip(offered, kept, strict=True)]
            suggestions.append(as_json(merged) if any(offered) else None)
        where = pa.array(rows)
        return Lines(
            rows,
            pa.array(map(as_json, self.original.take(where).to_pylist()), pa.string()),
            pa.array(map(as_json, self.output.take(where).to_pylist()), pa.string()),
            pa.array(reasons, pa.string()),
            pa.array(suggestions, pa.string()),
        )

    def with_cells(
        self, rows: Int64, before: pa.StringArray, after: pa.StringArray, reason: Reason
    ) -> CleanedColumn:
        """The same column with other texts in some rows; ``before`` and ``after`` are (rows,)."""
        old, extra = self.values, len(rows)
        size = len(old.before)
        codes = self.codes.copy()
        codes[rows] = np.arange(size, size + extra, dtype=np.int32)

        def grown(mask: Bool, value: bool) -> Bool:
            return np.concatenate((mask, np.full(extra, value)))

        reasons = {r: grown(mask, r == reason) for r, mask in old.reasons.items()}
        reasons.setdefault(reason, grown(np.zeros(size, np.bool_), True))
        values = CleanedValues(
            pa.concat_arrays([old.before, before]),
            pa.concat_arrays([old.after, after]),
            grown(old.changed, True),
            reasons,
            pa.concat_arrays([old.suggestions, pa.nulls(extra, pa.string())]),
            {fault: grown(mask, False) for fault, mask in old.faults.items()},
        )
        return replace(self, codes=codes, values=values)


def clean_column(
    role: ColumnRole,
    kind: FieldType,
    column: pa.ChunkedArray,
    plan: StandardizePlan,
    country: TextColumn | None,
    *,
    accept_suggestions: bool = False,
) -> CleanedColumn:
    """Clean one column of texts or of lists of texts (``is_cleanable``)."""
    offsets = None
    cells: pa.ChunkedArray | pa.Array = column
    rows = np.arange(len(column), dtype=np.int64)
    if not is_plain(column.type):
        lists = column.combine_chunks()
        if pa.types.is_list(lists.type):
            lists = lists.cast(pa.large_list(pa.string()))
        lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
        offsets = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
        cells, rows = lists.flatten(), np.repeat(rows, lengths)
    codes, values = encode(cells)
    countries = None
    if kind.by_country and country is not None:
        codes, values, countries = _by_country(codes, values, country.codes[rows], country)
    batch = Batch(values, role.role, plan, countries)
    cleaned = clean_distinct(kind, batch, accept_suggestions=accept_suggestions)
    return CleanedColumn(role.column, role, kind, column, codes, cleaned, offsets)


def _by_country(
    codes: Int32, values: pa.StringArray, country_codes: Int32, country: TextColumn
) -> tuple[Int32, pa.StringArray, pa.StringArray]:
    """One number dialled from two countries is two values: codes into the distinct pairs."""
    width = country.distinct + 1
    pairs = codes.astype(np.int64) * width + country_codes + 1
    pairs[codes < 0] = -1
    distinct, inverse = np.unique(pairs, return_inverse=True)
    nulls = int((distinct < 0).sum())
    text, place = np.divmod(distinct[nulls:], width)
    own = (inverse - nulls).astype(np.int32)
    own[codes < 0] = NULL_CODE
    return own, values.take(pa.array(text)), take(distinct_values(country), place - 1)


def is_plain(kind: pa.DataType) -> bool:
    """One text a row, also dictionary-encoded; or a day, of which the text is ISO 8601."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return is_text(kind) or pa.types.is_date32(kind)


def is_cleanable(kind: pa.DataType) -> bool:
    """Text, or lists of it; days too, of which some stand for nothing (1900-01-01). Numbers, times
    and the like have a form of their own, and keep it."""
    listed = pa.types.is_list(kind) or pa.types.is_large_list(kind)
    return is_plain(kind) or (listed and is_text(kind.value_type))


def take(values: pa.Array, codes: np.ndarray) -> pa.Array:
    """The value of each code, null for -1."""
    return values.take(pa.array(codes, mask=codes < 0))


def as_type(cells: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    """Texts as the column's own type: string, large string, day or dictionary."""
    if not pa.types.is_dictionary(kind):
        return cells.cast(kind)
    try:
        return cells.cast(kind.value_type).dictionary_encode().cast(kind)
    except pa.ArrowInvalid:  # more distinct values than before: its index type is too small
        return cells.cast(kind.value_type).dictionary_encode()


def as_json(value: Any) -> str | None:
    """A list as the change log holds it."""
    return None if value is None else json.dumps(value, ensure_ascii=False)


def faults_left(column: CleanedColumn) -> dict[Fault, int]:
    """How many cells still have each fault after cleaning; what is null now has none."""
    gone = (Fault.MISSING, Fault.PLACEHOLDER)
    counts = {f: column.count(mask) for f, mask in column.values.faults.items() if f not in gone}
    return {fault: counts[fault] for fault in Fault if counts.get(fault)}
