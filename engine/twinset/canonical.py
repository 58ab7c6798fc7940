"""One order of the records that does not depend on how the input was ordered.

Every stage between standardising and writing works on records in this order, so samples, ties,
k-means starts and sums of floats are the same however the rows came in; row numbers are mapped
back at the end. Records that agree on every field and on the identifier are interchangeable.

Large bases are ordered by family name first, as its hash: most candidate pairs share it, so what
is read of the one record is in the cache when the other is asked. A million rows: 0.44 instead of
0.58 microseconds to compare a pair, 0.029 instead of 0.042 to expand one.
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


_OUT_OF_CACHE = 1 << 18
"""Rows from which on it pays that records of one name are neighbours."""
_TOGETHER = ("family_name", "full_name", "company", "street")
"""The fields whose values bring rows together: the first of them that a row has."""
_LOW_BITS = np.uint64((1 << 40) - 1)


def canonical_order(
    records: StandardRecords,
    extra: Mapping[str, TextColumn | pa.ChunkedArray] = {},
    *,
    threads: int = 1,
    together: bool | None = None,
) -> Int64:
    """The permutation that sorts rows by a 64-bit fingerprint of their fields and of ``extra``,
    further columns, also as they were read; with ``together`` (None: in large bases) by the hash
    of a name before that."""
    prints = np.full(records.size, 1, np.uint64)
    named = sorted({**records.fields, **extra}.items())
    by_name: dict[str, UInt64] = {}
    hashes = map_ordered(_hashes, named, threads)
    with np.errstate(over="ignore"):
        for (name, _), hashed in zip(named, hashes, strict=True):
            mixed = prints * np.uint64(0x9E3779B97F4A7C15) + hashed
            prints = mixed ^ (mixed >> np.uint64(29))
            if name in _TOGETHER and name in records:
                by_name[name] = hashed
    if not (records.size >= _OUT_OF_CACHE if together is None else together):
        return sorted_by(prints, prints)
    first = np.zeros(records.size, np.uint64)
    for name in _TOGETHER:
        if name in by_name:
            np.copyto(first, by_name[name], where=first == 0)
    return sorted_by((first & ~_LOW_BITS) | (prints & _LOW_BITS), prints)


def sorted_by(keys: UInt64, ties: UInt64) -> Int64:
    """The permutation that sorts ``keys``, then ``ties``, then by position. Keys are all but
    distinct: sorting them as they come takes a fifth of the time of a stable sort."""
    order = np.argsort(keys)
    in_order = keys[order]
    equal = in_order[1:] == in_order[:-1]
    tied = np.flatnonzero(np.append(equal, False) | np.append(False, equal))
    rows = order[tied]
    order[tied] = rows[np.lexsort((rows, ties[rows], in_order[tied]))]
    return order


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
