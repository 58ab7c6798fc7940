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

CHUNK = 32
"""Sketches whose least distance is found before any of them is looked at. Lists begin at multiples
of it."""

FAR = 255
"""In place of a distance: no record."""


@inline
def keep(other, distance, place, rows, distances):
    """Put a row into the list ``rows[place]`` of the nearest, nearest first, ties to the smaller
    row; once only.

    What is free holds row -1 at the distance ``FAR``. Looked at from the end: most often there is
    no room.
    """
    at = rows.shape[1]
    while at > 0 and (
        distances[place, at - 1] > distance
        or (distances[place, at - 1] == distance and rows[place, at - 1] > other)
    ):
        at -= 1
    if at == rows.shape[1] or (at > 0 and rows[place, at - 1] == other):
        return
    for i in range(rows.shape[1] - 1, at, -1):
        rows[place, i] = rows[place, i - 1]
        distances[place, i] = distances[place, i - 1]
    rows[place, at] = other
    distances[place, at] = distance


@inline
def distance_at(first, second, third, at, a, b, c):
    """The bits in which the sketch of words a, b, c differs from the one at a place."""
    apart = np.uint64(popcount(first[at] ^ a)) + np.uint64(popcount(second[at] ^ b))
    return apart + np.uint64(popcount(third[at] ^ c))


@inline
def least_distance(first, second, third, start, a, b, c):
    """The least distance to the ``CHUNK`` sketches from a place on.

    Nothing is stored and no branch is taken, so this is vector instructions: 0.1 ns a sketch where
    to look at each in turn takes 0.7.
    """
    least = np.uint64(FAR)
    for i in range(CHUNK):
        least = min(least, distance_at(first, second, third, start + np.uint64(i), a, b, c))
    return least


@kernel(
    "void(int32[::1], int32[::1], int32[:, ::1], uint64[:, ::1], int64[::1], int32[::1],"
    " uint64[:, ::1], int32[:, ::1], uint8[:, ::1])"
)
def scan_lists(order, queries, lists, sketches, starts, members, columns, rows, distances):
    """The nearest of each query, among the members of its lists and those known before.

    ``order`` picks queries, one after the other: those that share lists should stand together.
    Query q is row ``queries[q]`` of the ``sketches`` (rows, 3) uint64, and its ``lists[q]`` end at
    -1. List l is ``members[starts[l]:starts[l + 1]]``, rows or -1, and their sketches stand word
    by word in ``columns`` (3, members) uint64. ``rows`` and ``distances`` (queries, any) hold the
    nearest (see ``keep``).
    """
    first, second, third = columns[0], columns[1], columns[2]
    last = rows.shape[1] - 1
    for query in order:
        row = queries[query]
        a, b, c = sketches[row, 0], sketches[row, 1], sketches[row, 2]
        below = np.uint64(distances[query, last])
        for probe in range(lists.shape[1]):
            chosen = lists[query, probe]
            if chosen < 0:
                break
            for start in range(starts[chosen], starts[chosen + 1], CHUNK):
                if least_distance(first, second, third, np.uint64(start), a, b, c) >= below:
                    continue
                for i in range(start, start + CHUNK):
                    apart = distance_at(first, second, third, np.uint64(i), a, b, c)
                    if apart < below and members[i] >= 0 and members[i] != row:
                        keep(members[i], np.uint8(apart), query, rows, distances)
                        below = np.uint64(distances[query, last])


@kernel(
    "int64(int32[::1], int32[::1], int64, int64, uint64[:, ::1], boolean[::1], int64, int32[::1],"
    " int32[::1], uint8[::1])"
)
def close_pairs(rows, ends, first, last, sketches, wanted, farthest, left, right, distances):
    """The pairs of positions ``first .. last-1`` (see ``kernels.pairs``) that are close, one of
    them wanted.

    Close is at most ``farthest`` differing bits. ``left``, ``right`` and ``distances`` must have
    room for all pairs of these positions and one more. Returns how many were written.
    """
    count = 0
    for i in range(first, last):
        a = rows[i]
        for j in range(i + 1, ends[i]):
            b = rows[j]
            if not (wanted[a] or wanted[b]):
                continue
            apart = popcount(sketches[a, 0] ^ sketches[b, 0])
            apart += popcount(sketches[a, 1] ^ sketches[b, 1])
            apart += popcount(sketches[a, 2] ^ sketches[b, 2])
            left[count] = a
            right[count] = b
            distances[count] = np.uint8(apart)
            count += 1 if apart <= farthest else 0
    return count


@kernel("void(int32[::1], int32[::1], uint8[::1], int32[::1], int32[:, ::1], uint8[:, ::1])")
def keep_nearest(left, right, apart, places, rows, distances):
    """Put either row of each pair into the other's list of the nearest: ``rows[places[row]]``.

    ``places`` (rows,) is -1 for rows without a list.
    """
    for i in range(len(left)):
        place = places[left[i]]
        if place >= 0:
            keep(right[i], apart[i], place, rows, distances)
        place = places[right[i]]
        if place >= 0:
            keep(left[i], apart[i], place, rows, distances)
