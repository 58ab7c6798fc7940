"""Take a clean-up back: the change log applied backwards."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.cleaning.columns import as_json, as_type, is_plain
from twinset.cleaning.distinct import differs
from twinset.cleaning.report import RestoreReport
from twinset.errors import InputError
from twinset.standardize.cells import as_mask
from twinset.types import Int64


@dataclass(frozen=True, eq=False)
class Restored:
    """The table as it was, but for the cells that somebody has changed since."""

    table: pa.Table
    report: RestoreReport


def restore(table: pa.Table, changes: pa.Table) -> Restored:
    """Put back what stood in every cell of the change log before.

    ``table`` has the rows of the cleaned one, in their order. A cell that no longer holds what the
    log says it was changed to is left, and counted as a conflict. Raises ``InputError`` where the
    log does not fit the table.
    """
    missing = {"row", "column", "before", "after"} - set(changes.column_names)
    if missing:
        raise InputError(f"the change log has no column {min(missing)!r}")
    rows = _row_numbers(changes)
    if len(rows) and not 0 <= rows.min() <= rows.max() < table.num_rows:
        raise InputError(
            f"the change log names row {int(rows.max()):,}, the table has {table.num_rows:,}",
            hint="pass the table that was written with this log",
        )
    before, after = (_texts(changes.column(name)) for name in ("before", "after"))
    columns = _texts(changes.column("column"))
    restored = conflicts = 0
    for name in pc.unique(columns).to_pylist():
        place = table.schema.get_field_index(name)
        if place < 0:
            raise InputError(f"the change log names a column {name!r}, the table has none")
        mask = as_mask(pc.equal(columns, name))
        mask &= differs(before, after)  # a line with a suggestion only changed nothing
        here = pa.array(np.flatnonzero(mask))
        column, kept = _restored(
            table.column(place), rows[mask], before.take(here), after.take(here)
        )
        table = table.set_column(place, name, column)
        restored += kept
        conflicts += len(here) - kept
    report = RestoreReport(
        version=version("twinset"), rows=table.num_rows, restored=restored, conflicts=conflicts
    )
    return Restored(table, report)


def _restored(
    column: pa.ChunkedArray, rows: Int64, before: pa.Array, after: pa.Array
) -> tuple[pa.ChunkedArray, int]:
    """The column with the cells put back that still hold ``after``, and how many these are."""
    order = np.argsort(rows, kind="stable")
    rows, before, after = rows[order], before.take(pa.array(order)), after.take(pa.array(order))
    plain = is_plain(column.type)
    cells = _texts(column) if plain else pa.array(map(as_json, column.to_pylist()), pa.string())
    same = ~differs(cells.take(pa.array(rows)), after)
    mask = np.zeros(len(cells), np.bool_)
    mask[rows[same]] = True
    cells = pc.replace_with_mask(cells, pa.array(mask), before.filter(pa.array(same)))
    if plain:
        return as_type(pa.chunked_array([cells]), column.type), int(same.sum())
    lists = [None if text is None else json.loads(text) for text in cells.to_pylist()]
    return pa.chunked_array([pa.array(lists, column.type)]), int(same.sum())


def _row_numbers(changes: pa.Table) -> Int64:
    try:
        rows = pc.cast(changes.column("row"), pa.int64())
    except pa.ArrowInvalid:
        rows = None
    if rows is None or rows.null_count:
        raise InputError("the change log's column 'row' holds something other than row numbers")
    return rows.to_numpy().astype(np.int64)


def _texts(column: pa.ChunkedArray) -> pa.Array:
    """A column in one piece, as string."""
    cells = column.cast(pa.string()).combine_chunks()
    return cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
