"""A sample of rows that does not depend on their order.

Rows are chosen by a hash of their content: shuffled input gives the same rows. Hashing every
byte would take longer than the rest of a run's start (20 columns of a million rows: 0.2 s and
more), so a value is hashed by its length and, where needed, its first and last eight bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from twinset.columns import as_array
from twinset.hashing import mix64
from twinset.kernels.row_hashes import ROW_STEP, add_texts
from twinset.parallel import for_each
from twinset.types import UInt64

if TYPE_CHECKING:
    import pyarrow as pa

_COLUMNS_BY_ENDS = 3
_COLUMNS_BY_LENGTH = 4
"""The columns with the most bytes are hashed by their ends too, the next by length alone, the
others not at all: seven tell rows apart, and twenty took three times as long (0.2 s a million)."""

_TILE = 1 << 15
"""Rows hashed at a time, so that the intermediate arrays stay in cache."""


def sample_table(table: pa.Table, size: int, *, threads: int = 1) -> pa.Table:
    """About ``size`` rows, chosen by content; all of them if the table has no more.

    Rows of equal hash are taken or left together, so that the choice is the same for every order
    of the rows. The rows come in the order of the table.
    """
    import pyarrow as pa

    if table.num_rows <= size:
        return table
    hashes = _row_hashes(table, threads)
    limit = np.partition(hashes, size)[size]
    rows = np.flatnonzero(hashes <= limit)
    table = table.rename_columns(_positions(table))
    return pa.Table.from_batches(_chosen(table, rows), table.schema)


def spread(values: pa.Array) -> np.ndarray:
    """The positions of distinct texts, as if shuffled, in an order that their content gives."""
    import pyarrow.compute as pc

    hashes = mix64(value_hashes(values, ends=True))
    if len(np.unique(hashes)) == len(hashes):
        return np.argsort(hashes)
    # long texts that differ only in their middle hash alike
    rank = np.empty(len(values), np.int64)
    rank[pc.sort_indices(values).to_numpy()] = np.arange(len(values))
    return np.lexsort((rank, hashes))


def value_hashes(array: pa.Array, *, ends: bool) -> UInt64:
    """(values,) uint64 that depends on each value alone; null is 0. ``ends``: see the module."""
    hashes = np.zeros(len(array), np.uint64)
    _add(array, ends, hashes)
    return hashes


def _add(array: pa.Array, ends: bool, hashes: UInt64) -> None:
    """The hashes of a column's values come to those of the rows (rows,)."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = array.type
    if _is_text(kind):
        raw_valid, _, raw_data = array.buffers()
        data = np.empty(0, np.uint8) if raw_data is None else as_array(raw_data, np.uint8)
        valid = as_array(raw_valid, np.uint8) if array.null_count else np.empty(0, np.uint8)
        add_texts(_offsets(array).astype(np.int64), data, valid, array.offset, ends, hashes)
        return
    hashes *= ROW_STEP
    if pa.types.is_dictionary(kind):
        own = np.append(value_hashes(array.dictionary, ends=ends), np.uint64(0))
        codes = pc.fill_null(array.indices.cast(pa.int64()), -1).to_numpy(zero_copy_only=False)
        hashes += own[codes]
    elif pa.types.is_primitive(kind) and kind.bit_width in (8, 16, 32, 64):
        # nulls are set to 0 below; what lies under them in the buffer is undefined
        raw = np.frombuffer(array.buffers()[1], f"u{kind.bit_width // 8}")
        values = raw[array.offset : array.offset + len(array)].astype(np.uint64) + np.uint64(1)
        if array.null_count:
            values *= array.is_valid().to_numpy(zero_copy_only=False)
        hashes += values


def _chosen(table: pa.Table, rows: np.ndarray) -> Iterator[pa.RecordBatch]:
    """Rows in ascending order, a batch at a time: Arrow's own take joins the chunks first."""
    import pyarrow as pa

    start = 0
    for batch in table.to_batches():
        first, last = np.searchsorted(rows, (start, start + batch.num_rows))
        yield batch.take(pa.array(rows[first:last] - start))
        start += batch.num_rows


def _positions(table: pa.Table) -> list[str]:
    return [str(position) for position in range(table.num_columns)]


def _row_hashes(table: pa.Table, threads: int) -> UInt64:
    widest = sorted(range(table.num_columns), key=lambda i: (-_text_bytes(table.column(i)), i))
    columns = table.select(widest[: _COLUMNS_BY_ENDS + _COLUMNS_BY_LENGTH])
    hashes = np.zeros(table.num_rows, np.uint64)

    def fill(tile: tuple[int, pa.RecordBatch]) -> None:
        start, rows = tile
        part = hashes[start : start + rows.num_rows]
        for place, column in enumerate(rows.columns):
            _add(column, place < _COLUMNS_BY_ENDS, part)
        part[:] = mix64(part)

    batches = columns.to_batches(_TILE)
    starts = accumulate((batch.num_rows for batch in batches), initial=0)
    for_each(fill, zip(starts, batches, strict=False), threads)
    return hashes


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return any(
        test(kind)
        for test in (
            pa.types.is_string,
            pa.types.is_large_string,
            pa.types.is_binary,
            pa.types.is_large_binary,
        )
    )


def _text_bytes(column: pa.ChunkedArray) -> int:
    """The length of all text; not ``nbytes``, which depends on how the rows are cut in chunks."""
    if not _is_text(column.type):
        return 4 * len(column)
    borders = map(_offsets, column.chunks)
    return sum(int(chunk[-1]) - int(chunk[0]) for chunk in borders)


def _offsets(array: pa.Array) -> np.ndarray:
    import pyarrow as pa

    large = pa.types.is_large_string(array.type) or pa.types.is_large_binary(array.type)
    if not len(array):
        return np.zeros(1, np.int64)
    offsets = np.frombuffer(array.buffers()[1], np.int64 if large else np.int32)
    return offsets[array.offset : array.offset + len(array) + 1]
