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
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from twinset import columns
from twinset.kernels import row_hashes as kernels
from twinset.kernels.distinct import recoded
from twinset.kernels.keys import hash_values
from twinset.parallel import for_each, map_ordered, tiles
from twinset.standardize.buffers import utf8
from twinset.types import Int32, Int64, StandardRecords, TextColumn, UInt64

if TYPE_CHECKING:
    import pyarrow as pa


_OUT_OF_CACHE = 1 << 18
"""Rows from which on it pays that records of one name are neighbours."""
_TOGETHER = ("family_name", "full_name", "company", "street")
"""The fields whose values bring rows together: the first of them that a row has."""
_LOW_BITS = np.uint64((1 << 40) - 1)
_NULL = np.uint64(0)
_TILE = 1 << 16


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
    named = sorted({**records.fields, **extra}.items())
    hashed = dict(zip(dict(named), map_ordered(_hashes, named, threads), strict=True))
    prints = np.full(records.size, 1, np.uint64)

    def fill(tile: tuple[int, int]) -> None:
        rows = slice(*tile)
        for column in hashed.values():
            kernels.add_values(column.values, column.codes[rows], prints[rows])

    for_each(fill, tiles(records.size, _TILE), threads)
    if not (records.size >= _OUT_OF_CACHE if together is None else together):
        return sorted_by(prints, prints)
    first = np.zeros(records.size, np.uint64)
    for name in _TOGETHER:
        if name in records:
            column = hashed[name]
            np.copyto(first, np.append(column.values, _NULL)[column.codes], where=first == 0)
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
    rows = order.astype(np.int32)

    def taken(column: TextColumn) -> TextColumn:
        return TextColumn(recoded(rows, column.codes), column.offsets, column.data)

    columns_taken = map_ordered(taken, records.fields.values(), threads)
    fields = dict(zip(records.fields, columns_taken, strict=True))
    scripts = None if records.scripts is None else records.scripts[order]
    return StandardRecords(len(order), fields, records.notes, scripts)


@dataclass(frozen=True, eq=False)
class _Hashed:
    """A column by the hashes of its values (values,) and a code per row, -1 for null."""

    values: UInt64
    codes: Int32


def _hashes(named: tuple[str, TextColumn | pa.ChunkedArray]) -> _Hashed:
    name, column = named
    seed = np.uint64(int.from_bytes(name.encode()[:8], "little"))
    if not isinstance(column, TextColumn):
        if (hashes := _of_rows(column, seed)) is not None:
            return _Hashed(hashes, np.arange(len(column), dtype=np.int32))
        column = columns.from_arrow(column)
    hashes = np.empty(column.distinct, np.uint64)
    data = column.data if column.data.dtype == np.uint8 else column.data.view(np.uint8)
    width = column.data.dtype.itemsize
    hash_values(data, column.offsets * width, 0, 0, seed, hashes)
    return _Hashed(hashes, column.codes)


def _of_rows(column: pa.ChunkedArray, seed: np.uint64) -> UInt64 | None:
    """The hash of each row's value, 0 for null, of a column that is all ASCII; None of others.

    Of an identifier nearly each is distinct: to number them first would take three times as long.
    """
    import pyarrow as pa

    if not pa.types.is_string(column.type):
        return None
    texts = [utf8(chunk) for chunk in column.chunks]
    if not all(columns.is_ascii(data) for _, data in texts):
        return None
    hashes = np.empty(len(column), np.uint64)
    start = 0
    for offsets, data in texts:
        rows = len(offsets) - 1
        hash_values(data, offsets, 0, 0, seed, hashes[start : start + rows])
        start += rows
    return hashes
