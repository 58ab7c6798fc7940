"""Hashes of rows, made of their values column by column."""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel

ROW_STEP = np.uint64(0x9E3779B97F4A7C15)
_HEAD = np.uint64(0xC2B2AE3D27D4EB4F)
_TAIL = np.uint64(0x165667B19E3779F9)


@inline
def _packed(data, start, size):
    """Up to eight characters as one little-endian number."""
    word = np.uint64(0)
    for k in range(size):
        word |= np.uint64(data[start + k]) << np.uint64(8 * k)
    return word


@kernel("void(int64[::1], uint8[::1], uint8[::1], int64, boolean, uint64[::1])")
def add_texts(offsets, data, valid, bit, ends, hashes):
    """To each row's hash (rows,) comes the next column: the length of its text and, with ``ends``,
    its first and last eight bytes. Null, where Arrow's bitmap is 0 from ``bit`` on, adds 0, as
    empty text does; no bitmap (no bytes), no nulls."""
    for row in range(hashes.size):
        start, stop = offsets[row], offsets[row + 1]
        size = stop - start
        value = np.uint64(size)
        if valid.size > 0 and valid[(bit + row) >> 3] >> ((bit + row) & 7) & 1 == 0:
            value = np.uint64(0)
        elif ends and size > 0:
            if size < 8:
                tail = _packed(data, start, size)
                head = tail << np.uint64(8 * (8 - size))
            else:
                head = _packed(data, start, 8)
                tail = _packed(data, stop - 8, 8)
            value += head * _HEAD + tail * _TAIL
        hashes[row] = hashes[row] * ROW_STEP + value


@kernel("void(uint64[::1], int32[::1], uint64[::1])")
def add_values(values, codes, hashes):
    """To each row's hash comes the next column, by the hash of each of its distinct values; null
    (code -1) adds 0."""
    for row in range(hashes.size):
        value = np.uint64(0)
        if codes[row] >= 0:
            value = values[np.uint64(codes[row])]
        mixed = hashes[row] * ROW_STEP + value
        hashes[row] = mixed ^ (mixed >> np.uint64(29))
