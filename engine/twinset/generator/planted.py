"""The faults of a base, written down while it is made: what an audit should count.

The faults of single values are known when a chunk of rows is made. Two are known only at the end:
a date is ambiguous if no other date of its kind says which number is the month, and a record is
stale against the newest update of all. Their candidates are kept until then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from twinset.faults import Fault
from twinset.types import Bool, Int8, Int64

LIMIT_SECONDS = 730 * 86_400
"""After two years a record is stale, and a person who does not answer is unresponsive."""
UNKNOWN = np.iinfo(np.int64).min
"""A time stamp that is missing or implausible."""

SCHEMA = pa.schema(
    [("row", pa.int64()), ("id", pa.string()), ("column", pa.string()), ("fault", pa.string())]
)
_FAULTS = list(Fault)
_NUMBER = {fault: number for number, fault in enumerate(_FAULTS)}
RECORD = ""
"""The column of a fault of the whole record."""


@dataclass(slots=True, eq=False)
class ChunkFaults:
    """The faults of the rows from ``start`` on. Row numbers within are relative to it."""

    start: int
    rows: list[Int64] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    faults: list[int] = field(default_factory=list)
    ids: pa.Array | None = None
    updated: Int64 | None = None
    """Seconds since 1970 of every row, ``UNKNOWN`` where they are not known."""
    active: Int64 | None = None
    two_ways: dict[str, Int64] = field(default_factory=dict)
    """By separator: rows whose date of birth can be read day first and month first."""
    day_first: set[str] = field(default_factory=set)
    month_first: set[str] = field(default_factory=set)
    """Separators of which a date can be read one way only."""

    def add(self, column: str, fault: Fault, where: Bool | Int64) -> None:
        """A fault of the rows of a mask, or of these row numbers."""
        rows = np.flatnonzero(where) if where.dtype == np.bool_ else where
        if len(rows):
            self.rows.append(rows.astype(np.int64))
            self.columns.append(column)
            self.faults.append(_NUMBER[fault])


class FaultLog:
    """Collects the faults of a base. Give it to ``generate_batches`` and read it at the end.

    It keeps some 50 bytes a record (nearly all for missing values).
    """

    def __init__(self) -> None:
        self.chunks: list[ChunkFaults] = []

    def chunk(self, start: int) -> ChunkFaults:
        """The next chunk, whose first row is ``start``."""
        self.chunks.append(ChunkFaults(start))
        return self.chunks[-1]

    def tables(self, names: Sequence[str], columns: Sequence[str]) -> Iterator[pa.Table]:
        """The faults as tables of ``SCHEMA``, in the order of rows, columns and faults.

        ``columns`` are the columns as the generator knows them, ``names`` as the file has them.
        """
        name_of = dict(zip(columns, names, strict=True)) | {RECORD: RECORD}
        place = {column: i for i, column in enumerate((*columns, RECORD))}
        newest = max(
            (c.updated.max() for c in self.chunks if c.updated is not None and len(c.updated)),
            default=UNKNOWN,
        )
        said = [set[str]().union(*(getattr(c, way) for c in self.chunks))
                for way in ("day_first", "month_first")]  # fmt: skip
        clear = said[0] ^ said[1]
        if not self.chunks:
            yield SCHEMA.empty_table()
        for chunk in self.chunks:
            for separator, rows in chunk.two_ways.items():
                if separator not in clear:
                    chunk.add("date_of_birth", Fault.AMBIGUOUS_DATE, rows)
            for stamps, fault in (
                (chunk.updated, Fault.STALE), (chunk.active, Fault.UNRESPONSIVE),
            ):  # fmt: skip
                if stamps is not None:
                    old = (stamps != UNKNOWN) & (stamps < newest - LIMIT_SECONDS)
                    chunk.add(RECORD, fault, old)
            yield _table(chunk, place, name_of)


def _table(chunk: ChunkFaults, place: dict[str, int], name_of: dict[str, str]) -> pa.Table:
    if not chunk.rows or chunk.ids is None:
        return SCHEMA.empty_table()
    rows = np.concatenate(chunk.rows)
    sizes = [len(part) for part in chunk.rows]
    columns: Int8 = np.repeat([place[c] for c in chunk.columns], sizes).astype(np.int8)
    faults: Int8 = np.repeat(chunk.faults, sizes).astype(np.int8)
    order = np.lexsort((faults, columns, rows))
    headers = pa.array([name_of[column] for column in place])
    words = pa.array([fault.value for fault in _FAULTS])
    return pa.table(
        [pa.array(rows[order] + chunk.start), chunk.ids.take(pa.array(rows[order])),
         headers.take(pa.array(columns[order])), words.take(pa.array(faults[order]))],
        schema=SCHEMA,
    )  # fmt: skip
