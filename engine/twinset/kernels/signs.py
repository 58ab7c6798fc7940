"""64 signs of a record's fields: hashed character n-grams, summed in whole numbers.

As in ``kernels/embed.py`` an n-gram moves one dimension up or down, by its rarity; but only the
sign of a sum is kept, for which fewer buckets, small whole numbers and a field's length in place of
its norm do as well, at a seventh of the time (1M rows: 0.29 s for three words of signs, 1.9 s as
signs of float32 vectors).
"""

from __future__ import annotations

import math

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.keys import mix64
from twinset.kernels.values import value_bounds

DIMENSIONS = 64
PAIR_BITS = 11
TRIPLE_BITS = 12
BUCKETS = (1 << PAIR_BITS) + (1 << TRIPLE_BITS)
"""Of n-grams of two characters, and behind them of three: their moves fit the innermost cache."""

_EDGE = 32  # a word's edge, between words and at both ends of a value
_SPREAD = np.uint32(0x9E3779B1)
_POINT = 14  # binary digits behind the point of a scale


@inline
def gram_buckets(data, start, stop, characters, buckets):
    """The buckets of a value's n-grams of two and three characters; returns how many there are.

    There is room for three more ``characters`` than the value has and for twice as many
    ``buckets``, both uint32. Stored before they are used, as they come out of vector instructions.
    """
    length = stop - start
    characters[0] = _EDGE
    for i in range(length):
        characters[np.uint64(i + 1)] = data[np.uint64(start + i)]
    characters[np.uint64(length + 1)] = _EDGE
    characters[np.uint64(length + 2)] = 0
    for i in range(length + 1):
        at = np.uint64(i)
        pair = np.uint32(characters[at] * _SPREAD) ^ characters[at + np.uint64(1)]
        pair = np.uint32(pair * _SPREAD)
        triple = np.uint32((pair ^ characters[at + np.uint64(2)]) * _SPREAD)
        place = np.uint64(i + i)
        buckets[place] = pair >> np.uint32(32 - PAIR_BITS)
        behind = triple >> np.uint32(32 - TRIPLE_BITS)
        buckets[place + np.uint64(1)] = behind + np.uint32(1 << PAIR_BITS)
    return 2 * length + 1  # no three characters begin at the last but one


@kernel("void(int32[::1], int64[::1], int64[::1], uint8[::1], int64, int64[::1])")
def count_grams_of_rows(codes, starts, stops, data, step, counts):
    """Add to ``counts`` (BUCKETS,) int64 the n-grams of every ``step``-th row.

    ``codes`` (rows,) int32 pick the value ``data[starts[c]:stops[c]]``; -1 has none.
    """
    codes = codes[::step].copy()
    first, last, longest = value_bounds(codes, starts, stops, data)
    characters = np.empty(longest + 3, np.uint32)
    buckets = np.empty(2 * longest + 2, np.uint32)
    for row in range(len(codes)):
        if last[row] > first[row]:
            for i in range(gram_buckets(data, first[row], last[row], characters, buckets)):
                counts[buckets[i]] += 1


@kernel("void(int32[::1], int64[::1], int64[::1], uint8[::1], int16[::1], float32, int16[:, ::1])")
def add_values(codes, starts, stops, data, moves, weight, sums):
    """Add the values of a field to the ``sums`` (rows, DIMENSIONS) int16 of their rows.

    An n-gram's entry in ``moves`` (BUCKETS,) int16 is a dimension in its lowest six bits, and above
    them by how much it moves: times ``weight`` by the root of how many n-grams the value has, so a
    long value does not drown a short one. Code -1 and empty values add nothing.
    """
    first, last, longest = value_bounds(codes, starts, stops, data)
    characters = np.empty(longest + 3, np.uint32)
    buckets = np.empty(2 * longest + 2, np.uint32)
    half = np.int32(1 << (_POINT - 1))
    for row in range(len(codes)):
        if last[row] <= first[row]:
            continue
        count = gram_buckets(data, first[row], last[row], characters, buckets)
        scale = np.int32(weight * np.float32(1 << _POINT) / math.sqrt(np.float32(count)))
        for i in range(count):
            move = np.int32(moves[buckets[np.uint64(i)]])
            step = np.int32((move >> 6) * scale + half) >> _POINT
            sums[row, np.uint64(move & (DIMENSIONS - 1))] += np.int16(step)


@kernel("void(int32[::1], int8[:, ::1], int16[:, ::1])")
def add_known_values(codes, values, sums):
    """The same where the sums of every value (distinct, DIMENSIONS) int8 are known."""
    for row in range(len(codes)):
        if codes[row] >= 0:
            code = np.uint64(codes[row])
            for i in range(DIMENSIONS):
                sums[row, i] += np.int16(values[code, i])


@kernel("void(int16[:, ::1], int64, int64, uint64[:, ::1])")
def set_signs(sums, first_row, word, signs):
    """``signs[row, word]``: a bit for each of the ``sums`` (rows, DIMENSIONS) int16, whether it is
    above 0.

    A row whose sums are all 0 is to be as far from every other as chance would have it: its signs
    are drawn from ``first_row + row``.
    """
    for row in range(len(sums)):
        bits, anything = np.uint64(0), np.int16(0)
        for i in range(DIMENSIONS):
            bits |= np.uint64(sums[row, i] > 0) << np.uint64(i)
            anything |= sums[row, i]
        if anything == 0:
            bits = mix64(np.uint64(first_row + row) * np.uint64(signs.shape[1]) + np.uint64(word))
        signs[row, word] = bits
