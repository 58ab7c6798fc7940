"""Queries against plain Python: all that they meet, sorted."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.kernels.queries import join_nearest, meet_in_cells, meet_in_order
from twinset.kernels.sketches import ALL_GROUPS, BEST_TWO, BITS, CHUNK, FREE, WORDS
from twinset.types import Int32, UInt64

Entry = tuple[int, int, int]  # (bits that differ, row, marks)


def sketches_of(rows: int, seed: int) -> UInt64:
    """Few different words, so that many are equally far from each other."""
    rng = np.random.default_rng(seed)
    words = np.array([*rng.integers(0, 1 << 63, 4).tolist(), 0, (1 << 64) - 1], np.uint64)
    return words[rng.integers(0, len(words), (rows, WORDS))]


def queries_of(rows: int, seed: int) -> Int32:
    wanted = np.random.default_rng(seed).random(rows) < 0.5
    return np.flatnonzero(wanted).astype(np.int32)


def free(lists: int, size: int) -> UInt64:
    return np.full((lists, size), FREE, np.uint64)


def listed(nearest: UInt64) -> list[list[Entry]]:
    found = [[entry for entry in own if entry != FREE] for own in nearest.tolist()]
    for own, all_of_it in zip(found, nearest.tolist(), strict=True):
        assert own == all_of_it[: len(own)]  # free places are the last ones
    return [[(e >> 40, e >> 8 & 0xFFFFFFFF, e & 0xFF) for e in own] for own in found]


def naive_nearest(
    met: dict[int, dict[int, int]], sketches: UInt64, spared: np.uint64, farthest: int, kept: int
) -> list[list[Entry]]:
    """The nearest of the rows that each query meets, which come with marks."""
    found = []
    for query, others in met.items():
        entries = []
        for row, marks in others.items():
            pair = sketches[[query, row]].tolist()
            bits = [(x ^ y).bit_count() for x, y in zip(*pair, strict=True)]
            apart = sum(bits) - (max(bits) if spared == BEST_TWO else 0)
            if apart <= farthest:
                entries.append((apart, row, marks))
        found.append(sorted(entries)[:kept])
    return found


@pytest.mark.parametrize("spared", [ALL_GROUPS, BEST_TWO])
@given(
    st.lists(st.integers(1, 3 * CHUNK), min_size=1, max_size=12),
    st.integers(0, 1 << 30),
    st.integers(1, 4),
    st.sampled_from([0, 60, 90, BITS]),
    st.sampled_from([1, CHUNK, 100]),
)
@settings(deadline=None, max_examples=60)
def test_the_nearest_that_share_a_cell_are_found(
    spared: np.uint64, sizes: list[int], seed: int, kept: int, farthest: int, most: int
) -> None:
    """Cells of these sizes, twice: the second time other rows share them."""
    rng = np.random.default_rng(seed)
    total = sum(sizes)
    sketches, queries = sketches_of(total, seed), queries_of(total, seed)
    nearest = free(len(queries), kept)
    met: dict[int, dict[int, int]] = {int(query): {} for query in queries}
    for marks, (bits, shift, check) in enumerate([(4, 28, 0), (6, 3, 3)], start=1):
        numbers = rng.integers(0, 1 << bits, len(sizes))
        cells = rng.permutation(np.repeat(numbers, sizes)).astype(np.uint32)
        keys = cells << np.uint32(shift)
        if shift == check:  # 1 besides: with 0 a row of cell 0 would have no key
            keys |= np.uint32(1)
        keys[rng.random(total) < 0.1] = 0
        meet_in_cells(
            keys, bits, shift, check, queries, most, sketches, spared, np.uint64(farthest),
            np.uint64(marks), nearest,
        )  # fmt: skip
        counts = Counter(keys[keys > 0].tolist())
        for query, others in met.items():
            if keys[query] and counts[int(keys[query])] <= most:
                for other in np.flatnonzero(keys == keys[query]).tolist():
                    others[other] = others.get(other, 0) | marks
            others.pop(query, None)
    assert listed(nearest) == naive_nearest(met, sketches, spared, farthest, kept)


def test_rows_that_share_a_cell_by_chance_seldom_meet() -> None:
    """The first bits are the same, what is checked is not: of two rows that are no queries, only
    the one that has some query's bits is met."""
    keys = np.array([0xF001, 0xF001, 0xF002], np.uint32) << np.uint32(4)
    sketches = np.zeros((3, WORDS), np.uint64)
    nearest = free(1, 4)
    meet_in_cells(
        keys, 4, 16, 4, np.array([0], np.int32), 10, sketches, ALL_GROUPS, np.uint64(BITS),
        np.uint64(0), nearest,
    )  # fmt: skip
    assert listed(nearest) == [[(0, 1, 0)]]


@pytest.mark.parametrize("spared", [ALL_GROUPS, BEST_TWO])
@given(
    st.integers(1, 100), st.integers(0, 1 << 30), st.integers(1, 8), st.integers(1, 6),
    st.sampled_from([0, 60, BITS]),
)  # fmt: skip
@settings(deadline=None, max_examples=60)
def test_the_nearest_that_stand_close_are_found(
    spared: np.uint64, rows: int, seed: int, window: int, kept: int, farthest: int
) -> None:
    """Two orders, the second of some of the rows."""
    rng = np.random.default_rng(seed)
    sketches, queries = sketches_of(rows, seed), queries_of(rows, seed)
    nearest = free(len(queries), kept)
    met: dict[int, dict[int, int]] = {int(query): {} for query in queries}
    for marks, length in ((1, rows), (2, rows // 2)):
        order = rng.permutation(rows)[:length].astype(np.int32)
        meet_in_order(
            order, window, queries, sketches, spared, np.uint64(farthest), np.uint64(marks), nearest
        )
        for position, row in enumerate(order.tolist()):
            for other in order[max(0, position - window + 1) : position + window].tolist():
                if row in met and other != row:
                    met[row][other] = met[row].get(other, 0) | marks
    assert listed(nearest) == naive_nearest(met, sketches, spared, farthest, kept)


@pytest.mark.parametrize("window", [2, 5, 300])
@pytest.mark.parametrize("length", [4095, 4096, 4097, 8200])
def test_an_order_is_cut_into_tiles_that_nobody_sees(window: int, length: int) -> None:
    """Queries stand at both sides of every border and at both ends."""
    order = np.random.default_rng(length).permutation(length).astype(np.int32)
    places = [0, 1, 4090, 4094, 4095, 4096, 4100, 8191, 8192, 8199]
    queries = np.sort(order[[place for place in places if place < length]])
    sketches, kept = sketches_of(length, window), 12
    nearest = free(len(queries), kept)
    meet_in_order(
        order, window, queries, sketches, ALL_GROUPS, np.uint64(100), np.uint64(1), nearest
    )
    met = {}
    for query in queries.tolist():
        position = int(np.flatnonzero(order == query)[0])
        near = order[max(0, position - window + 1) : position + window].tolist()
        met[query] = {other: 1 for other in near if other != query}
    assert listed(nearest) == naive_nearest(met, sketches, ALL_GROUPS, 100, kept)


@given(st.integers(0, 1 << 30), st.integers(1, 6))
@settings(deadline=None, max_examples=30)
def test_lists_that_come_together_are_as_one(seed: int, kept: int) -> None:
    rng = np.random.default_rng(seed)
    sketches, queries = sketches_of(60, seed), queries_of(60, seed)
    one, other, both = (free(len(queries), kept) for _ in range(3))
    for marks, parts in ((1, (one, both)), (2, (other, both)), (4, (one, both))):
        order = rng.permutation(60).astype(np.int32)
        for nearest in parts:
            meet_in_order(
                order, 5, queries, sketches, BEST_TWO, np.uint64(BITS), np.uint64(marks), nearest
            )
    join_nearest(other, one)
    assert one.tolist() == both.tolist()
