"""The change log and the bulk update: tables that are made a stretch of rows at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from twinset.cleaning.columns import CleanedColumn
from twinset.io.tables import as_text
from twinset.parallel import tiles
from twinset.types import Bool

_ROWS = 1 << 16

CHANGE_SCHEMA = pa.schema(
    [
        ("row", pa.int64()),
        ("id", pa.string()),
        ("column", pa.string()),
        ("before", pa.string()),
        ("after", pa.string()),
        ("reasons", pa.string()),
        ("suggestion", pa.string()),
    ]
)


@dataclass(frozen=True, eq=False)
class ChangeLog:
    """One line for every cell that was changed or has a suggestion, by row, then by column.

    ``row`` is 0-based over all inputs; ``id`` the record id as text, null without one; ``reasons``
    words of ``Reason`` joined by ``;``, empty where there is only a suggestion; lists are JSON.
    """

    columns: Sequence[CleanedColumn]
    ids: pa.ChunkedArray | None
    rows: int

    def batches(self) -> Iterator[pa.Table]:
        """The log in pieces, at least one: memory does not grow with the number of changes."""
        yield CHANGE_SCHEMA.empty_table()
        ids = None if self.ids is None else as_text(self.ids)
        for start, stop in tiles(self.rows, _ROWS):
            table = self._piece(start, stop, ids)
            if table.num_rows:
                yield table

    def _piece(self, start: int, stop: int, ids: pa.ChunkedArray | None) -> pa.Table:
        pieces = []
        for column in self.columns:
            lines = column.lines(start, stop)
            count = len(lines.rows)
            if not count:
                continue
            rows = pa.array(lines.rows, pa.int64())
            own = pa.nulls(count, pa.string())
            if ids is not None:
                own = ids.slice(start, stop - start).take(pa.array(lines.rows - start))
                own = own.combine_chunks() if isinstance(own, pa.ChunkedArray) else own
            name = pa.repeat(pa.scalar(column.name, pa.string()), count)
            cells = [rows, own, name, lines.before, lines.after, lines.reasons, lines.suggestions]
            pieces.append(pa.table(cells, schema=CHANGE_SCHEMA))
        if not pieces:
            return CHANGE_SCHEMA.empty_table()
        joined = pa.concat_tables(pieces)
        order = np.argsort(joined["row"].to_numpy(), kind="stable")
        return joined.take(pa.array(order))

    def table(self) -> pa.Table:
        """The whole log."""
        return pa.concat_tables(self.batches()).combine_chunks()

    @cached_property
    def changed_rows(self) -> Bool:
        """The records with at least one changed cell: (rows,)."""
        changed = np.zeros(self.rows, np.bool_)
        for column in self.columns:
            if column.is_changed:
                changed |= column.rows_with(column.values.changed)
        return changed
