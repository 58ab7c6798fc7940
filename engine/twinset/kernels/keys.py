"""Hashes of values and of parts of values, and their combination into blocking keys.

Hashes are 64-bit and 0 stands for "no key" (``_NO_KEY``: where a plain 0 meets a hash, Numba
makes float64 of both and the hash loses its last eleven bits). The mixer is SplitMix64's
finaliser (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014,
figure 15), a bijection, so that a value's hash collides only by the 64-bit birthday bound.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel

_FNV_PRIME = np.uint64(0x100000001B3)
_FNV_BASIS = np.uint64(0xCBF29CE484222325)
_NO_KEY = np.uint64(0)


@inline
def mix64(x):
    x = np.uint64(x)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@inline
def hash_slice(data, start, stop, seed):
    """A hash of ``data[start:stop]``; never 0. FNV-1a per character, mixed at the end."""
    h = _FNV_BASIS ^ np.uint64(seed)
    for position in range(start, stop):
        h = (h ^ np.uint64(data[np.uint64(position)])) * _FNV_PRIME
    h = mix64(h)
    return h if h != np.uint64(0) else np.uint64(1)


@kernel("void(uint8[::1], int64[::1], int64, int64, uint64, uint64[::1])")
def hash_values(data, offsets, first, last, seed, out):
    """Hash characters ``[first, last)`` of every value; negative borders count from the end.

    ``last`` 0 means the end. A value that is shorter than the asked part gets what there is of
    it; an empty part gets 0.
    """
    for code in range(len(out)):
        start, stop = offsets[code], offsets[code + 1]
        length = stop - start
        low = first if first >= 0 else max(0, length + first)
        high = length if last == 0 else (last if last > 0 else length + last)
        low, high = min(low, length), min(high, length)
        out[code] = hash_slice(data, start + low, start + high, seed) if high > low else _NO_KEY


@kernel("void(uint8[::1], int64[::1], int64, uint64, uint64[::1])")
def hash_token(data, offsets, which, seed, out):
    """Hash the first (``which`` = 0) or last (``which`` = -1) space-separated token."""
    for code in range(len(out)):
        start, stop = offsets[code], offsets[code + 1]
        if which == 0:
            end = start
            while end < stop and data[end] != 32:
                end += 1
            out[code] = hash_slice(data, start, end, seed) if end > start else _NO_KEY
        else:
            begin = stop
            while begin > start and data[begin - 1] != 32:
                begin -= 1
            out[code] = hash_slice(data, begin, stop, seed) if stop > begin else _NO_KEY


@kernel("void(uint8[::1], int64[::1], uint64, uint64[::1])")
def hash_token_set(data, offsets, seed, out):
    """The sum of the hashes of all tokens: the same for every order of the tokens."""
    for code in range(len(out)):
        total = np.uint64(0)
        begin, stop = offsets[code], offsets[code + 1]
        for position in range(offsets[code], stop + 1):
            if position == stop or data[position] == 32:
                if position > begin:
                    total += hash_slice(data, begin, position, seed)
                begin = position + 1
        out[code] = total


@kernel("void(uint8[::1], int64[::1], int64, uint64, uint64[::1])")
def hash_before(data, offsets, separator, seed, out):
    """Hash what stands before the first ``separator`` (all, where there is none)."""
    for code in range(len(out)):
        start, stop = offsets[code], offsets[code + 1]
        end = start
        while end < stop and data[end] != separator:
            end += 1
        out[code] = hash_slice(data, start, end, seed) if end > start else _NO_KEY


PARTS = 3  # of a rule that are conjoined at once


@inline
def _conjoin(key, code, hashes, salt):
    value = hashes[code] if code >= 0 else _NO_KEY
    if key == _NO_KEY or value == _NO_KEY:
        return _NO_KEY
    return mix64(key * np.uint64(0x9E3779B97F4A7C15) + (value ^ salt))


@kernel(
    f"void(UniTuple(int32[::1], {PARTS}), UniTuple(uint64[::1], {PARTS}), uint64[::1],"
    " uint64[:, ::1], int64)"
)
def add_parts(codes, hashes, salts, keys, column):
    """Part after part, ``key = mix(key, part)`` in a column of ``keys`` for rows that have the
    part, else 0. Keys start as 1. There are as many parts as ``salts``; what stands behind is not
    looked at."""
    for row in range(len(keys)):
        key = _conjoin(keys[row, column], codes[0][row], hashes[0], salts[0])
        if len(salts) > 1:
            key = _conjoin(key, codes[1][row], hashes[1], salts[1])
        if len(salts) > 2:
            key = _conjoin(key, codes[2][row], hashes[2], salts[2])
        keys[row, column] = key


COUNTER_BITS = 16


@kernel("int64(uint64[:, ::1], int64, uint64, int64[::1], int32[::1], uint64[::1])")
def sample_keys(keys, first, mask, counts, rows, kept):
    """Count the keys of rows from ``first`` on by their upper ``COUNTER_BITS`` bits, and keep those
    whose bits of ``mask`` are 0, each with its row. Returns how many are kept."""
    found = 0
    for i in range(keys.shape[0]):
        for column in range(keys.shape[1]):
            key = keys[i, column]
            if key == _NO_KEY:
                continue
            counts[np.int64(key >> np.uint64(64 - COUNTER_BITS))] += 1
            if key & mask == _NO_KEY:
                rows[found] = first + i
                kept[found] = key
                found += 1
    return found


@kernel("void(int32[::1], uint64[::1], uint64[::1])")
def add_commutative(codes, hashes, keys):
    """``keys += part``: the order of the fields does not matter; null adds nothing."""
    for row in range(len(codes)):
        if codes[row] >= 0:
            keys[row] += hashes[codes[row]]


@kernel("void(int32[::1], int64[::1])")
def count_codes(codes, counts):
    """Add to ``counts`` how often each code stands; null counts for nothing."""
    for row in range(len(codes)):
        if codes[row] >= 0:
            counts[codes[row]] += 1


@kernel("void(int32[::1], boolean[::1], boolean[::1])")
def mark_rows(codes, wanted, marked):
    """Mark the rows with a code that is ``wanted``; the others stay as they are."""
    if len(wanted) == 0:
        return
    for row in range(len(codes)):
        code = codes[row]
        # nothing to branch on: that takes four times as long
        marked[row] |= wanted[np.uint64(max(code, 0))] & (code >= 0)


@kernel("void(int32[::1], int32[::1], int32[::1])")
def count_distinct_per_code(codes, others, out):
    """``out[c]``: how many different codes ``others`` has among the rows of code ``c``.

    Null counts for nothing on either side.
    """
    # a set of (code, other) pairs: a sort took four times as long, and 1.5 s to compile
    slots = 16
    while slots < 2 * len(codes):
        slots *= 2
    mask = np.uint64(slots - 1)
    seen = np.zeros(slots, np.uint64)  # code + 1 in the high half, other + 1 in the low one
    for row in range(len(codes)):
        code, other = codes[row], others[row]
        if code < 0 or other < 0:
            continue
        pair = (np.uint64(code + 1) << np.uint64(32)) | np.uint64(other + 1)
        slot = mix64(pair) & mask
        while seen[slot] != _NO_KEY and seen[slot] != pair:
            slot = (slot + np.uint64(1)) & mask
        if seen[slot] == _NO_KEY:
            seen[slot] = pair
            out[code] += 1
