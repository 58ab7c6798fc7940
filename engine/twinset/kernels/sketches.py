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
"""What stands in a list of the nearest where there is no more. Else the distance is in the upper
half and the row in the lower one, so that a list of eight is one line of the cache and less is
nearer, ties to the smaller row."""


@inline
def entry_of(apart, row):
    return (apart << np.uint64(32)) | np.uint64(row)


@inline
def keep(entry, place, nearest):
    """Put an entry into the list ``nearest[place]``, once only.

    Looked at from the end: most often there is no room.
    """
    at = nearest.shape[1]
    while at > 0 and nearest[place, at - 1] > entry:
        at -= 1
    if at == nearest.shape[1] or (at > 0 and nearest[place, at - 1] == entry):
        return
    for i in range(nearest.shape[1] - 1, at, -1):
        nearest[place, i] = nearest[place, i - 1]
    nearest[place, at] = entry


ALL_GROUPS = np.uint64(0)
BEST_TWO = np.uint64(255)
"""What is ``spared``: nothing, or the word that differs most, where each is a group of fields."""


@inline
def distance_at(first, second, third, at, a, b, c, spared):
    """The bits in which the sketch of words a, b, c differs from the one at a place."""
    one = np.uint64(popcount(first[at] ^ a))
    two = np.uint64(popcount(second[at] ^ b))
    three = np.uint64(popcount(third[at] ^ c))
    return one + two + three - (max(one, max(two, three)) & spared)


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
        below = nearest[query, last] >> np.uint64(32)
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
                        below = nearest[query, last] >> np.uint64(32)


@kernel(
    "void(int32[::1], int32[::1], int32[::1], int64, int64, uint64[:, ::1], int32[::1], uint64,"
    " int64, uint64[:, ::1])"
)
def scan_ranges(order, firsts, ends, first, last, sketches, places, spared, farthest, nearest):
    """The nearest of the rows ``order[first:last]``, among those that stand in their ranges.

    Position p is row ``order[p]``; its range are the positions ``firsts[p]`` to ``ends[p]``
    (excluded), itself among them; neither border ever falls from one position to the next. The
    list of row r is ``nearest[places[r]]`` (see ``FREE``), -1 for none. At most ``farthest`` bits
    may differ; for ``spared`` see ``distance_at``.
    """
    if last <= first:
        return
    base, room = firsts[first], nearest.shape[1] - 1
    size = ends[last - 1] - base
    one = np.empty(size + CHUNK, np.uint64)  # here, where all of a tile's fit in the cache
    two = np.empty(size + CHUNK, np.uint64)
    three = np.empty(size + CHUNK, np.uint64)
    limits = np.empty(last - first, np.uint64)
    # all that lies at random places is fetched in loops that do nothing else: many at a time
    for i in range(size):
        row = order[base + i]
        one[i], two[i], three[i] = sketches[row, 0], sketches[row, 1], sketches[row, 2]
    one[size:] = two[size:] = three[size:] = np.uint64(0)
    most = entry_of(np.uint64(farthest), np.uint64(0xFFFFFFFF))
    for i in range(last - first):
        place = places[order[first + i]]
        limits[i] = np.uint64(0)
        if place >= 0:
            limits[i] = min(nearest[place, room], most)
    for position in range(first, last):
        limit = limits[position - first]
        if limit == 0:
            continue
        own = position - base
        a, b, c = one[own], two[own], three[own]
        stop = ends[position] - base
        for start in range(firsts[position] - base, stop, CHUNK):
            least = least_distance(one, two, three, np.uint64(start), a, b, c, spared)
            if least > limit >> np.uint64(32):
                continue
            for i in range(start, min(start + CHUNK, stop)):
                apart = distance_at(one, two, three, np.uint64(i), a, b, c, spared)
                entry = entry_of(apart, order[base + i])
                if entry < limit and i != own:
                    place = places[order[position]]
                    keep(entry, place, nearest)
                    limit = min(nearest[place, room], most)
