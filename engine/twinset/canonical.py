"""One order of the records that does not depend on how the input was ordered.

Every stage between standardising and writing works on records in this order, so samples, ties,
k-means starts and sums of floats are the same however the rows came in; row numbers are mapped
back at the end. Records that agree on every field and on the identifier are interchangeable.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from twinset import columns
from twinset.kernels import keys as kernels
from twinset.parallel import map_ordered
from twinset.types import Int64, StandardRecords, TextColumn, UInt64

if TYPE_CHECKING:
    import pyarrow as pa


def canonical_order(
    records: StandardRecords,
    extra: Mapping[str, TextColumn | pa.ChunkedArray] = {},
    *,
    threads: int = 1,
) -> Int64:
    """The permutation that sorts rows by a 64-bit fingerprint of their fields and of ``extra``,
    further columns, also as they were read."""
    prints = np.full(records.size, 1, np.uint64)
    named = sorted({**records.fields, **extra}.items())
    hashes = map_ordered(_hashes, named, threads)
    with np.errstate(over="ignore"):
        for hashed in hashes:
            mixed = prints * np.uint64(0x9E3779B97F4A7C15) + hashed
            prints = mixed ^ (mixed >> np.uint64(29))
    return np.argsort(prints, kind="stable")


def reorder(records: StandardRecords, order: Int64, *, threads: int = 1) -> StandardRecords:
    """The records with row ``order[i]`` at place i."""
    taken = map_ordered(
        lambda column: columns.take(column, order), records.fields.values(), threads
    )
    fields = dict(zip(records.fields, taken, strict=True))
    scripts = None if records.scripts is None else records.scripts[order]
    return StandardRecords(len(order), fields, records.notes, scripts)


def _hashes(named: tuple[str, TextColumn | pa.ChunkedArray]) -> UInt64:
    """A hash of each row's value, 0 for null."""
    name, column = named
    if not isinstance(column, TextColumn):
        column = columns.from_arrow(column)
    hashes = np.zeros(column.distinct + 1, np.uint64)  # the last is for code -1: null
    data = column.data if column.data.dtype == np.uint8 else column.data.view(np.uint8)
    width = column.data.dtype.itemsize
    seed = np.uint64(int.from_bytes(name.encode()[:8], "little"))
    kernels.hash_values(data, column.offsets * width, 0, 0, seed, hashes[:-1])
    return hashes[column.codes]
