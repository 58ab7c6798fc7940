"""Queries for the nearest sketches among the rows that they meet: in cells of equal keys, in sort
orders.

The queries are few beside the rows, so what is laid out is the queries: rows then pass by in the
order in which they lie, and most are let go by one bit. What is looked up at random places while a
million of them pass is a bit for each cell and a count for each 64 cells, which stay in the
second-level cache.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.sketches import CHUNK, distance_at, entry_of, keep, least_distance
from twinset.kernels.words import popcount

_ONE = np.uint64(1)
_LOW = np.uint64(63)
_WORD = np.uint64(6)
_TILE = 4096  # rows of an order whose sketches stay in the second-level cache


@inline
def mark(marked, at):
    """Set bit ``at`` of a bitmap of words."""
    marked[at >> _WORD] |= _ONE << (at & _LOW)


@inline
def is_marked(marked, at):
    """Bit ``at``, 0 or 1."""
    return (marked[at >> _WORD] >> (at & _LOW)) & _ONE


@inline
def rank_of(marked, before, at):
    """How many bits are set before bit ``at``; ``before`` counts those before each word."""
    below = marked[at >> _WORD] & ((_ONE << (at & _LOW)) - _ONE)
    return before[at >> _WORD] + popcount(below)


@inline
def count_before(marked, before):
    """The set bits before each word, in ``before`` (words,); returns all."""
    count = 0
    for word in range(len(marked)):
        before[word] = count
        count += popcount(marked[word])
    return count


@inline
def reach(nearest, place, farthest):
    """How far a row may be that comes into the list ``nearest[place]``."""
    return min(nearest[place, nearest.shape[1] - 1] >> np.uint64(40), farthest)


@inline
def meet_between(
    start, stop, own, rows, first, second, third, limit, spared, place, marks, nearest
):
    """Put rows ``start .. stop-1`` into the list ``nearest[place]`` of the one among them that
    stands at ``own``, as far as their distance is within ``limit`` and among the least.

    The words of their sketches may be read up to ``CHUNK`` places behind ``stop``.
    """
    a, b, c = first[own], second[own], third[own]
    first[own], second[own], third[own] = ~a, ~b, ~c  # it is far from itself
    for chunk in range(start, stop, CHUNK):
        at = np.uint64(chunk)
        if least_distance(first, second, third, at, a, b, c, spared) > limit:
            continue
        for i in range(chunk, min(chunk + CHUNK, stop)):
            apart = distance_at(first, second, third, np.uint64(i), a, b, c, spared)
            if apart <= limit and i != own:
                keep(entry_of(apart, rows[i]) | marks, place, nearest)
                limit = reach(nearest, place, limit)
    first[own], second[own], third[own] = a, b, c


@kernel(
    "void(uint32[:], int64, int64, int64, int32[::1], int64, uint64[:, ::1], uint64, uint64,"
    " uint64, uint64[:, ::1])"
)
def meet_in_cells(
    keys, bits, shift, check, queries, most, sketches, spared, farthest, marks, nearest
):
    """Put the rows that share a cell with a query into its list, as far as they are the nearest.

    The cell of a row are ``bits`` bits of its key, from bit ``shift`` on; key 0 stands in none.
    Rows are let go that have no query's bits from bit ``check`` on: of keys that are longer than
    ``bits`` two are seldom in one cell by chance. In cells of more than ``most`` rows nobody meets.
    ``queries`` are rows, ascending, whose lists are ``nearest`` (queries, any) (see
    ``sketches.FREE``); what is put there has these ``marks``. At most ``farthest`` bits may differ;
    for ``spared`` see ``sketches.distance_at``.
    """
    shift, check, mask = np.uint64(shift), np.uint64(check), np.uint64((1 << bits) - 1)
    asked = np.zeros(max(1, (1 << bits) >> 6), np.uint64)
    checked = np.zeros(len(asked), np.uint64)
    for query in queries:
        if keys[query] != 0:
            mark(asked, (np.uint64(keys[query]) >> shift) & mask)
            mark(checked, (np.uint64(keys[query]) >> check) & mask)
    before = np.empty(len(asked), np.int32)
    cells = count_before(asked, before)
    hits = np.empty(len(keys) + 1, np.int32)
    count = 0
    for row in range(len(keys)):
        hits[count] = row
        hit = is_marked(asked, (np.uint64(keys[row]) >> shift) & mask)
        hit &= is_marked(checked, (np.uint64(keys[row]) >> check) & mask) & np.uint64(
            keys[row] != 0
        )
        count += np.int64(hit)
    cell_of = np.empty(count, np.int32)
    ends = np.zeros(cells, np.int32)
    for i in range(count):
        cell_of[i] = rank_of(asked, before, (np.uint64(keys[hits[i]]) >> shift) & mask)
        ends[cell_of[i]] += 1
    total = 0
    for cell in range(cells):
        size = ends[cell]
        ends[cell] = -1
        if 1 < size <= most:
            ends[cell] = total
            total += size
    rows, places = np.empty(total, np.int32), np.empty(total, np.int32)
    place = 0
    for i in range(count):
        row, at = hits[i], ends[cell_of[i]]
        while place < len(queries) and queries[place] < row:
            place += 1
        if at >= 0:
            rows[at] = row
            places[at] = place if place < len(queries) and queries[place] == row else -1
            ends[cell_of[i]] += 1
    # all that lies at random places is fetched in loops that do nothing else: many at a time; a
    # chunk may reach into the cells behind, and at the end beyond the last one
    first, second = np.zeros(total + CHUNK, np.uint64), np.zeros(total + CHUNK, np.uint64)
    third, limits = np.zeros(total + CHUNK, np.uint64), np.empty(total, np.uint64)
    for i in range(total):
        row = rows[i]
        first[i], second[i], third[i] = sketches[row, 0], sketches[row, 1], sketches[row, 2]
    for i in range(total):
        limits[i] = reach(nearest, max(places[i], 0), farthest)
    start = 0
    for cell in range(cells):
        stop = np.int64(ends[cell])
        if stop < 0:
            continue
        for own in range(start, stop):
            place = places[own]
            if place < 0:
                continue
            meet_between(
                start, stop, own, rows, first, second, third, limits[own], spared, place, marks,
                nearest,
            )  # fmt: skip
        start = stop


@kernel(
    "void(int32[::1], int64, int32[::1], uint64[:, ::1], uint64, uint64, uint64, uint64[:, ::1])"
)
def meet_in_order(order, window, queries, sketches, spared, farthest, marks, nearest):
    """As ``meet_in_cells``, of the ``window - 1`` rows before and after each query in an order of
    some of the rows."""
    asked = np.zeros((len(sketches) >> 6) + 1, np.uint64)
    before = np.empty(len(asked), np.int32)
    limits = np.empty(len(queries), np.uint64)
    for place in range(len(queries)):
        mark(asked, np.uint64(queries[place]))
        limits[place] = reach(nearest, place, farthest)
    count_before(asked, before)
    margin = window - 1
    hits = np.empty(_TILE + 1, np.int32)
    room = _TILE + 2 * margin + CHUNK
    first, second = np.zeros(room, np.uint64), np.zeros(room, np.uint64)
    third = np.zeros(room, np.uint64)
    for start in range(0, len(order), _TILE):
        stop = min(start + _TILE, len(order))
        rows = order[max(0, start - margin) : min(len(order), stop + margin)]
        # as in cells, what lies at random places is fetched by a loop that does nothing else: half
        # the time, though rows are fetched that no query is near
        for i in range(len(rows)):
            row = np.uint64(rows[i])
            first[i], second[i], third[i] = sketches[row, 0], sketches[row, 1], sketches[row, 2]
        skipped = start - max(0, start - margin)
        count = 0
        for i in range(skipped, skipped + stop - start):
            hits[count] = i
            count += np.int64(is_marked(asked, np.uint64(rows[i])))
        for own in hits[:count]:
            place = rank_of(asked, before, np.uint64(rows[own]))
            meet_between(
                max(0, own - margin), min(len(rows), own + window), own, rows, first, second,
                third, limits[place], spared, place, marks, nearest,
            )  # fmt: skip


@kernel("void(uint64[:, ::1], uint64[:, ::1])")
def join_nearest(more, nearest):
    """Put the entries of lists into others, list by list; ``more`` has free places last."""
    for place in range(len(more)):
        for i in range(more.shape[1]):
            keep(more[place, i], place, nearest)
