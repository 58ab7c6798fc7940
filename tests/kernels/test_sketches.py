"""Sketches against plain Python: all pairs, sorted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.kernels.sketches import (
    BITS,
    CHUNK,
    FAR,
    WORDS,
    close_pairs,
    keep_nearest,
    scan_lists,
)
from twinset.types import UInt64

Nearest = list[tuple[int, int]]  # (bits that differ, row)


def sketches_of(rows: int, seed: int) -> UInt64:
    """Few different words, so that many are equally far from each other."""
    rng = np.random.default_rng(seed)
    words = np.array([*rng.integers(0, 1 << 63, 4).tolist(), 0, (1 << 64) - 1], np.uint64)
    return words[rng.integers(0, len(words), (rows, WORDS))]


def apart(sketches: UInt64, a: int, b: int) -> int:
    return sum((x ^ y).bit_count() for x, y in zip(*sketches[[a, b]].tolist(), strict=True))


def listed(rows: np.ndarray, distances: np.ndarray) -> list[Nearest]:
    """What lists hold; free places are the last ones."""
    for own, far in zip(rows.tolist(), distances.tolist(), strict=True):
        assert [row == -1 for row in own] == [distance == FAR for distance in far]
        assert far == sorted(far)
    return [
        [(distance, row) for row, distance in zip(own, far, strict=True) if row >= 0]
        for own, far in zip(rows.tolist(), distances.tolist(), strict=True)
    ]


def free(lists: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    return np.full((lists, size), -1, np.int32), np.full((lists, size), FAR, np.uint8)


def test_all_bits_apart_is_nearer_than_none() -> None:
    assert WORDS * 64 == BITS < FAR


@pytest.mark.parametrize("size", [1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
@pytest.mark.parametrize("kept", [1, 3, 40])
def test_lists_are_scanned_for_the_nearest(size: int, kept: int) -> None:
    """Three lists of ``size`` rows each, some of them in two lists."""
    rng = np.random.default_rng(size)
    total = 2 * size + 5
    sketches = sketches_of(total, size)
    members = [rng.choice(total, size, replace=False) for _ in range(3)]
    room = -(-size // CHUNK) * CHUNK
    laid_out = np.full((3, room), -1, np.int32)
    for number, rows in enumerate(members):
        laid_out[number, :size] = rows
    flat = laid_out.reshape(-1)
    columns = np.ascontiguousarray(sketches[flat].T)
    queries = np.array([0, total - 1, total // 2], np.int32)
    lists = np.array([[0, 1, 2], [2, -1, 0], [-1, 0, 1]], np.int32)  # -1: no more
    rows, distances = free(3, kept)
    starts = np.arange(4, dtype=np.int64) * room
    order = np.array([2, 0, 1], np.int32)
    scan_lists(order, queries, lists, sketches, starts, flat, columns, rows, distances)
    for query, seen, found in zip(
        queries.tolist(), ([0, 1, 2], [2], []), listed(rows, distances), strict=True
    ):
        others = {int(row) for number in seen for row in members[number]} - {query}
        ranked = sorted((apart(sketches, query, row), row) for row in others)[:kept]
        assert [far for far, _ in found] == [far for far, _ in ranked]  # ties: any of them
        assert all(apart(sketches, query, row) == far for far, row in found)
        assert len({row for _, row in found} & others) == len(found)


def test_a_row_that_no_list_holds_is_not_found() -> None:
    """What fills a list up to a whole chunk is no row, however near its bits."""
    sketches = np.zeros((2, WORDS), np.uint64)
    members = np.full(CHUNK, -1, np.int32)
    members[0] = 0
    columns = np.zeros((WORDS, CHUNK), np.uint64)
    rows, distances = free(1, 4)
    scan_lists(
        np.zeros(1, np.int32), np.ones(1, np.int32), np.zeros((1, 1), np.int32), sketches,
        np.array([0, CHUNK]), members, columns, rows, distances,
    )  # fmt: skip
    assert listed(rows, distances) == [[(0, 0)]]


@given(
    st.lists(st.integers(0, 11), max_size=30),
    st.integers(0, 1 << 30),
    st.sampled_from([-1, 0, 90, 100, BITS]),
)
@settings(deadline=None, max_examples=60)
def test_close_pairs_of_positions(order: list[int], seed: int, farthest: int) -> None:
    rng = np.random.default_rng(seed)
    sketches = sketches_of(12, seed)
    wanted = rng.random(12) < 0.5
    ends = np.minimum(np.arange(len(order)) + rng.integers(1, 5, len(order)), len(order))
    first = len(order) // 3
    expected = [
        (order[i], order[j], apart(sketches, order[i], order[j]))
        for i in range(first, len(order))
        for j in range(i + 1, int(ends[i]))
        if (wanted[order[i]] or wanted[order[j]])
        and apart(sketches, order[i], order[j]) <= farthest
    ]
    room = int(np.maximum(ends - np.arange(len(order)) - 1, 0).sum()) + 1
    left, right = np.empty(room, np.int32), np.empty(room, np.int32)
    distances = np.empty(room, np.uint8)
    count = close_pairs(
        np.array(order, np.int32), ends.astype(np.int32), first, len(order), sketches, wanted,
        farthest, left, right, distances,
    )  # fmt: skip
    found = (part[:count].tolist() for part in (left, right, distances))
    assert list(zip(*found, strict=True)) == expected


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=60),
    st.integers(1, 4),
)
@settings(deadline=None, max_examples=60)
def test_the_nearest_are_kept_in_any_order(pairs: list[tuple[int, int]], kept: int) -> None:
    sketches = sketches_of(8, kept)
    pairs = [(a, b) for a, b in pairs if a != b]
    places = np.array([0, 1, 2, 3, 4, -1, -1, -1], np.int32)
    expected = [
        sorted(
            {(apart(sketches, row, sum(pair) - row), sum(pair) - row)
             for pair in pairs if row in pair}
        )[:kept]
        for row in range(5)
    ]  # fmt: skip
    for given_order in (pairs, pairs[::-1]):
        rows, distances = free(5, kept)
        left, right = (np.array([pair[i] for pair in given_order], np.int32) for i in (0, 1))
        far = np.array([apart(sketches, a, b) for a, b in given_order], np.uint8)
        keep_nearest(left, right, far, places, rows, distances)
        assert listed(rows, distances) == expected
