"""Texts and rows as integers that sort as they do."""

from __future__ import annotations

import numpy as np

from twinset._jit import kernel


@kernel("void(uint8[::1], boolean[::1])")
def mark_characters(data, present):
    """Set ``present`` (characters,) for all that occur."""
    for i in range(len(data)):
        present[data[i]] = True


@kernel(
    "void(int64[::1], uint8[::1], int64[::1], uint64[::1], uint64, int64, int64, boolean,"
    " uint64[::1])"
)
def text_words(offsets, data, values, digits, base, skip, length, backwards, out):
    """``length`` characters of each of the ``values``, from the ``skip``-th on, as a number.

    ``digits`` gives each character's digit to the ``base``, from 1 on in the order of characters;
    0 stands behind the end. ``base ** length`` is at most 2 ** 64. ``backwards``: a value is read
    from its end.
    """
    for i in range(len(values)):
        value = np.uint64(values[i])
        start, stop = offsets[value], offsets[value + np.uint64(1)]
        count = max(0, min(length, stop - start - skip))
        at = stop - skip - 1 if backwards else start + skip
        step = -1 if backwards else 1
        word = np.uint64(0)
        for _ in range(count):
            word = word * base + digits[data[np.uint64(at)]]
            at += step
        for _ in range(length - count):
            word *= base
        out[i] = word


@kernel("void(int32[::1], int32[::1], uint64, uint64[::1])")
def extend_keys(codes, ranks, base, keys):
    """Append a digit to the key of each row: 1 plus the rank of its code, 0 for code -1."""
    for row in range(len(codes)):
        digit = np.uint64(0)
        if codes[row] >= 0:
            digit = np.uint64(ranks[np.uint64(codes[row])] + 1)
        keys[row] = keys[row] * base + digit


@kernel("int64(uint64[::1], uint64, uint64, uint64, uint64[::1])")
def pack_rows(keys, least, cut, row_bits, out):
    """The upper bits of each key (all but ``cut``) before its row, for keys from ``least`` on;
    returns how many there are."""
    count = 0
    for row in range(len(keys)):
        if keys[row] >= least:
            out[count] = (keys[row] >> cut) << row_bits | np.uint64(row)
            count += 1
    return count
