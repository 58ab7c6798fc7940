"""Searches by signatures of record texts: trees of MinHash values, SimHash fingerprints."""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.minhash import longest_text, shingle_hashes

DEPTH = 8
"""Values on a path of a tree, a byte each: a path is one uint64, its first value on top."""

_MIX = np.uint64(0xD6E8FEB86659FD93)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_TOP = np.uint64(56)
_BYTE = np.uint64(8)


@inline
def _common_values(path, other):
    """How many of the first values are equal, 0 to 8."""
    differ = path ^ other
    count = 0
    while count < DEPTH and (differ >> _TOP) == 0:
        differ <<= _BYTE
        count += 1
    return count


@inline
def _equal_values(path, other):
    differ = path ^ other
    count = 0
    for _ in range(DEPTH):
        count += (differ & np.uint64(255)) == 0
        differ >>= _BYTE
    return count


@kernel(
    "int64(int64, int64, uint64[:, ::1], uint64[:, ::1], int32[:, ::1], int32[:, ::1], int32[::1],"
    " int64, int64, int64[::1])"
)
def forest_neighbours(first, last, paths, sorted_paths, orders, places, sides, wanted, k, out):
    """Per row in [first, last) its ``k`` nearest in a forest of sorted paths, as left * rows +
    right with left < right; returns how many.

    ``paths`` (trees, rows) of each row; ``sorted_paths`` and ``orders`` (trees, placed) sort them;
    ``places`` (trees, rows) is where a row stands, -1 for a row without text. All trees ascend
    together from whole paths to first values: at each length come the rows that share one so
    long, nearest first, until there are ``wanted``. These are ranked by the number of equal values
    over all trees, ties to the smaller row.
    """
    trees, size = paths.shape
    placed = orders.shape[1]
    low, high = np.empty(trees, np.int64), np.empty(trees, np.int64)
    stamps = np.full(size, -1, np.int32)
    found = np.empty(wanted, np.int64)
    count = 0
    for row in range(first, last):
        if places[0, row] < 0:
            continue
        for tree in range(trees):
            low[tree] = places[tree, row] - 1
            high[tree] = places[tree, row] + 1
        candidates = 0
        stamps[row] = row
        for length in range(DEPTH, 0, -1):
            for tree in range(trees):
                own = paths[tree, row]
                while candidates < wanted:
                    before = low[tree] >= 0 and (
                        _common_values(own, sorted_paths[tree, low[tree]]) >= length
                    )
                    if before:
                        other = orders[tree, low[tree]]
                        low[tree] -= 1
                    elif (
                        high[tree] < placed
                        and _common_values(own, sorted_paths[tree, high[tree]]) >= length
                    ):
                        other = orders[tree, high[tree]]
                        high[tree] += 1
                    else:
                        break
                    if stamps[other] == row:
                        continue
                    stamps[other] = row
                    if len(sides) > 0 and sides[row] == sides[other]:
                        continue
                    equal = 0
                    for t in range(trees):
                        equal += _equal_values(paths[t, row], paths[t, other])
                    # one number that sorts by equal values, best first, and then by row
                    found[candidates] = (np.int64(trees * DEPTH - equal) << 32) | np.int64(other)
                    candidates += 1
        found[:candidates].sort()
        for n in range(min(k, candidates)):
            other = found[n] & np.int64(0xFFFFFFFF)
            out[count] = min(row, other) * size + max(row, other)
            count += 1
    return count


@kernel("void(uint8[::1], int64[::1], int64, uint64, uint64[::1])")
def fingerprints(data, offsets, shingle, salt, out):
    """SimHash of each text: bit b is set where the hashes of most of its n-grams have it; a tie
    leaves it clear. ``out`` is (texts,)."""
    hashes = np.empty(longest_text(offsets) + 4, np.uint32)
    balance = np.empty(64, np.int32)
    for text in range(len(offsets) - 1):
        start, stop = offsets[text], offsets[text + 1]
        shingle_hashes(data, start, stop, shingle, hashes)
        count = max(0, stop - start - min(stop - start, shingle) + 1) if stop > start else 0
        balance[:] = 0
        for n in range(count):
            hashed = (np.uint64(hashes[n]) ^ salt) * _STEP
            hashed = (hashed ^ (hashed >> np.uint64(32))) * _MIX
            hashed = (hashed ^ (hashed >> np.uint64(29))) * _STEP
            hashed ^= hashed >> np.uint64(32)
            for bit in range(64):
                balance[bit] += np.int32((hashed >> np.uint64(bit)) & np.uint64(1)) * 2 - 1
        fingerprint = np.uint64(0)
        for bit in range(64):
            if balance[bit] > 0:
                fingerprint |= np.uint64(1) << np.uint64(bit)
        out[text] = fingerprint


@inline
def _bits(word):
    word -= (word >> np.uint64(1)) & np.uint64(0x5555555555555555)
    word = (word & np.uint64(0x3333333333333333)) + (
        (word >> np.uint64(2)) & np.uint64(0x3333333333333333)
    )
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return (word * np.uint64(0x0101010101010101)) >> np.uint64(56)


@kernel(
    "int64(int64, int64, int64[::1], int64, uint64[::1], int32[::1], uint64[::1], uint64[::1],"
    " int64, int64, int32[::1], int32[::1], int32[::1], int64[::1])"
)
def close_fingerprints(
    place, after, ends, distance, sorted_prints, rows, blocks, table, wanted, last, sides,
    left, right, resume,
):  # fmt: skip
    """Pairs of a table's runs that differ in ``distance`` bits at most, and that no table before
    it finds.

    ``sorted_prints`` and ``rows`` are in the table's order, rows ascending in a run; the run of
    place p ends at ``ends[p]``. ``blocks`` are the masks of the blocks of bits, ``table`` those of
    the table's, ``wanted`` as many as these: a pair belongs to the table of its first ``wanted``
    equal blocks. Begins with ``place`` and ``after``; stops at ``last``, or when ``left`` and
    ``right`` are full, with the next place and partner in ``resume`` (2,). Returns the pairs.
    """
    count = 0
    while place < last:
        own, row = sorted_prints[place], rows[place]
        for at in range(max(place + 1, after), ends[place]):
            differ = own ^ sorted_prints[at]
            if _bits(differ) > np.uint64(distance):
                continue
            other = rows[at]
            if len(sides) > 0 and sides[row] == sides[other]:
                continue
            equal = 0
            for block in range(len(blocks)):
                if differ & blocks[block] == 0:
                    if equal < wanted and blocks[block] != table[equal]:
                        equal = -1
                        break
                    equal += 1
                    if equal == wanted:
                        break
            if equal < 0:
                continue
            if count == len(left):
                resume[0], resume[1] = place, at
                return count
            left[count] = min(row, other)
            right[count] = max(row, other)
            count += 1
        place += 1
        after = 0
    resume[0], resume[1] = last, 0
    return count
