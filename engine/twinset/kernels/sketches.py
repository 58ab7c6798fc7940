"""Sketches: 192 bits of a record, of which two differ in the more the less alike the records are.

The bits are the signs of a vector's dimensions; of two vectors at the angle t a share of t / pi
differ (Charikar, "Similarity estimation techniques from rounding algorithms", STOC 2002, section
3). A distance is three bit counts, so a list of 1000 sketches is scanned in 0.2 us and its best are
kept in as much, where FAISS' 4-bit codes in registers (``IVF,PQx4fs``) took 1.2 us.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.words import popcount

WORDS = 3
BITS = 64 * WORDS

CHUNK = 16
"""Sketches whose least distance is found before any of them is looked at. Lists begin at multiples
of it."""

FAR = 255
"""Above every distance."""

FREE = np.uint64(0xFFFFFFFFFFFFFFFF)
"""What stands in a list of the nearest where there is no more. Else the distance is from bit 40 on,
below it the row from bit 8 on and below that eight marks, so that a list of eight is one line of
the cache and less is nearer, ties to the smaller row."""


@inline
def entry_of(apart, row):
    """An entry without marks."""
    return (apart << np.uint64(40)) | (np.uint64(row) << np.uint64(8))


@inline
def keep(entry, place, nearest):
    """Put an entry into the list ``nearest[place]``; where the row stands there, only its marks.

    Looked at from the end: most often there is no room.
    """
    size = nearest.shape[1]
    unmarked = entry >> np.uint64(8)
    at = size
    while at > 0 and nearest[place, at - 1] >> np.uint64(8) > unmarked:
        at -= 1
    if at > 0 and nearest[place, at - 1] >> np.uint64(8) == unmarked:
        nearest[place, at - 1] |= entry
        return
    if at == size:
        return
    for i in range(size - 1, at, -1):
        nearest[place, i] = nearest[place, i - 1]
    nearest[place, at] = entry


ALL_GROUPS = np.uint64(0)
BEST_TWO = np.uint64(255)
"""What is ``spared``: nothing, or the word that differs most, where each is a group of fields."""


@inline
def distance(a, b, c, spared):
    """The bits that are set in the words a, b, c: those in which two sketches differ."""
    one, two, three = np.uint64(popcount(a)), np.uint64(popcount(b)), np.uint64(popcount(c))
    return one + two + three - (max(one, max(two, three)) & spared)


@inline
def distance_at(first, second, third, at, a, b, c, spared):
    """The bits in which the sketch of words a, b, c differs from the one at a place."""
    return distance(first[at] ^ a, second[at] ^ b, third[at] ^ c, spared)


@inline
def least_distance(first, second, third, start, a, b, c, spared):
    """The least distance to the ``CHUNK`` sketches from a place on.

    Nothing is stored and no branch is taken, so this is vector instructions: 0.1 ns a sketch where
    to look at each in turn takes 0.7.
    """
    least = np.uint64(FAR)
    for i in range(CHUNK):
        apart = distance_at(first, second, third, start + np.uint64(i), a, b, c, spared)
        least = min(least, apart)
    return least


@kernel(
    "void(int32[::1], int32[::1], int32[:, ::1], uint64[:, ::1], int64[::1], int32[::1],"
    " uint64[:, ::1], uint64[:, ::1])"
)
def scan_lists(order, queries, lists, sketches, starts, members, columns, nearest):
    """The nearest of each query, among the members of its lists and those known before.

    ``order`` picks queries, one after the other: those that share lists should stand together.
    Query q is row ``queries[q]`` of the ``sketches`` (rows, 3) uint64, and its ``lists[q]`` end at
    -1. List l is ``members[starts[l]:starts[l + 1]]``, rows or -1, and their sketches stand word
    by word in ``columns`` (3, members) uint64. ``nearest`` (queries, any) uint64 holds entries
    (see ``FREE``), nearest first.
    """
    first, second, third = columns[0], columns[1], columns[2]
    last = nearest.shape[1] - 1
    for query in order:
        row = queries[query]
        a, b, c = sketches[row, 0], sketches[row, 1], sketches[row, 2]
        below = nearest[query, last] >> np.uint64(40)
        for probe in range(lists.shape[1]):
            chosen = lists[query, probe]
            if chosen < 0:
                break
            for start in range(starts[chosen], starts[chosen + 1], CHUNK):
                at = np.uint64(start)
                if least_distance(first, second, third, at, a, b, c, ALL_GROUPS) >= below:
                    continue
                for i in range(start, start + CHUNK):
                    at = np.uint64(i)
                    apart = distance_at(first, second, third, at, a, b, c, ALL_GROUPS)
                    if apart < below and members[i] >= 0 and members[i] != row:
                        keep(entry_of(apart, members[i]), query, nearest)
                        below = nearest[query, last] >> np.uint64(40)
