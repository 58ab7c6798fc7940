"""A sample of rows that does not depend on their order.

Rows are chosen by a hash of their content: shuffled input gives the same rows. Hashing every
byte would take longer than the rest of a run's start (20 columns of a million rows: 0.2 s and
more), so a value is hashed by its length and, where needed, its first and last eight bytes.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from twinset.hashing import mix64
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
    return pa.table([_take(column, rows) for column in table.columns], names=_positions(table))


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
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = array.type
    if pa.types.is_dictionary(kind):
        own = np.append(value_hashes(array.dictionary, ends=ends), np.uint64(0))
        codes = pc.fill_null(array.indices.cast(pa.int64()), -1).to_numpy(zero_copy_only=False)
        return own[codes]
    if _is_text(kind):
        hashes = _text_hashes(array, ends)
    elif pa.types.is_primitive(kind) and kind.bit_width in (8, 16, 32, 64):
        # nulls are set to 0 below; what lies under them in the buffer is undefined
        raw = np.frombuffer(array.buffers()[1], f"u{kind.bit_width // 8}")
        hashes = raw[array.offset : array.offset + len(array)].astype(np.uint64) + np.uint64(1)
    else:
        return np.zeros(len(array), np.uint64)
    if array.null_count:
        hashes *= array.is_valid().to_numpy(zero_copy_only=False)
    return hashes


def _take(column: pa.ChunkedArray, rows: np.ndarray) -> pa.ChunkedArray:
    """Rows in ascending order, a chunk at a time: Arrow's own take joins the chunks first."""
    import pyarrow as pa

    pieces, start = [], 0
    for chunk in column.chunks:
        first, last = np.searchsorted(rows, (start, start + len(chunk)))
        pieces.append(chunk.take(pa.array(rows[first:last] - start)))
        start += len(chunk)
    return pa.chunked_array(pieces, column.type)


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
            part *= np.uint64(0x9E3779B97F4A7C15)
            part += value_hashes(column, ends=place < _COLUMNS_BY_ENDS)
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
    ends = ((_offsets(chunk)[0], _offsets(chunk)[-1]) for chunk in column.chunks)
    return sum(int(last) - int(first) for first, last in ends)


def _offsets(array: pa.Array) -> np.ndarray:
    import pyarrow as pa

    large = pa.types.is_large_string(array.type) or pa.types.is_large_binary(array.type)
    if not len(array):
        return np.zeros(1, np.int64)
    offsets = np.frombuffer(array.buffers()[1], np.int64 if large else np.int32)
    return offsets[array.offset : array.offset + len(array) + 1]


def _text_hashes(array: pa.Array, ends: bool) -> UInt64:
    offsets = _offsets(array)
    raw_data = array.buffers()[2]
    lengths = np.diff(offsets)
    hashes = lengths.astype(np.uint64)
    if not ends or raw_data is None:
        return hashes
    first, last = int(offsets[0]), int(offsets[-1])
    margin = np.zeros(8, np.uint8)
    data = np.concatenate((margin, np.frombuffer(raw_data, np.uint8)[first:last], margin))
    # every position as the start of an unaligned 8-byte word; a fancy index copies only those
    eights = np.lib.stride_tricks.as_strided(data[:8].view("<u8"), (len(data) - 7,), (1,))
    # a short value's word holds its neighbour's bytes too: shift them out
    spare = np.uint64(64) - np.clip(lengths, 1, 8).astype(np.uint64) * np.uint64(8)
    head = eights[offsets[:-1] - first + 8] << spare
    tail = eights[offsets[1:] - first] >> spare
    ends_hash = head * np.uint64(0xC2B2AE3D27D4EB4F) + tail * np.uint64(0x165667B19E3779F9)
    return hashes + ends_hash * (lengths > 0)
