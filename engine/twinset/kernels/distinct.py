"""Equal texts to one number each: a hash table over a batch, filled in one pass.

Batches are as in ``kernels/text.py``.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.text import find_token, key_lengths, may_be_key

_MIX = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_TILE = 256


@inline
def _word(data, i):
    """Eight characters as one machine word; LLVM makes it one load."""
    k = np.uint64(i)
    word = np.uint64(0)
    for byte in range(8):
        word |= np.uint64(data[k + np.uint64(byte)]) << np.uint64(8 * byte)
    return word


@inline
def _hash(data, start, stop):
    """Eight characters a step: multiplied, and the high half, which is mixed best, folded in."""
    h = np.uint64(stop - start) * _MIX
    i = start
    while stop - i >= 8:
        h = (h ^ _word(data, i)) * _MIX
        h ^= h >> _HALF
        i += 8
    if i < stop:
        word = np.uint64(0)
        if i + 8 <= data.size:
            word = _word(data, i) & ((np.uint64(1) << np.uint64(8 * (stop - i))) - np.uint64(1))
        else:
            for k in range(stop - i):
                word |= np.uint64(data[i + k]) << np.uint64(8 * k)
        h = (h ^ word) * _MIX
        h ^= h >> _HALF
    return h * _MIX


@inline
def _same(data, a, b, size):
    for k in range(size):  # noqa: SIM110 - Numba has no generators here
        if data[a + k] != data[b + k]:
            return False
    return True


@kernel("(int64[::1], uint8[::1], int32[::1], int64[::1], uint8[::1])")
def number_texts(offsets, data, slots, key_offsets, keys):
    """The number of each text among the distinct ones, in order of first appearance, (n,) int32;
    and where the first of each number stands, (distinct,) int32.

    Empty texts and those in the table (see ``find_token``) have the number -1. A slot holds half
    of a hash and a number, so that texts are compared where they are equal and hardly elsewhere.
    """
    n = offsets.size - 1
    bits = 6
    while 1 << bits < 2 * n:
        bits += 1
    shift = np.uint64(64 - bits)
    mask = np.uint64((1 << bits) - 1)
    table = np.zeros(1 << bits, np.uint64)
    numbers = np.full(n, -1, np.int32)
    firsts = np.empty(n, np.int32)
    lengths = key_lengths(key_offsets, keys)
    hashes = np.empty(_TILE, np.uint64)
    count = 0
    for tile in range(0, n, _TILE):
        border = min(n, tile + _TILE)
        # apart from the loop that probes, so that the processor works on several texts at once
        for v in range(tile, border):
            hashes[v - tile] = _hash(data, offsets[v], offsets[v + 1])
        for v in range(tile, border):
            start, stop = offsets[v], offsets[v + 1]
            if start == stop:
                continue
            slot = hashes[v - tile] >> shift
            half = hashes[v - tile] & _LOW
            while table[slot] != 0:
                if table[slot] >> _HALF == half:
                    number = np.int64(table[slot] & _LOW) - 1
                    other = firsts[number]
                    size = offsets[other + 1] - offsets[other]
                    if size == stop - start and _same(data, offsets[other], start, size):
                        numbers[v] = number
                        break
                slot = (slot + np.uint64(1)) & mask
            if numbers[v] >= 0 or (
                may_be_key(lengths, data, start, stop)
                and find_token(data, start, stop, slots, key_offsets, keys) >= 0
            ):
                continue
            numbers[v] = count
            firsts[count] = v
            count += 1
            table[slot] = half << _HALF | np.uint64(count)
    return numbers, firsts[:count].copy()


@kernel("(int64[::1], uint8[::1], int32[::1])")
def chosen_texts(offsets, data, rows):
    """The texts in ``rows``, one batch: offsets and characters."""
    out_offsets = np.zeros(rows.size + 1, np.int64)
    for i in range(rows.size):
        out_offsets[i + 1] = out_offsets[i] + offsets[rows[i] + 1] - offsets[rows[i]]
    out = np.empty(out_offsets[-1], np.uint8)
    i = 0
    while i < rows.size:
        begin = i
        i += 1
        while i < rows.size and rows[i] == rows[i - 1] + 1:
            i += 1
        # rows that follow one another are one copy: a few characters at a time it took longer
        # than all the hashing
        out[out_offsets[begin] : out_offsets[i]] = data[
            offsets[rows[begin]] : offsets[rows[i - 1] + 1]
        ]
    return out_offsets, out
