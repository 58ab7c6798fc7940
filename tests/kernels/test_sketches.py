"""Sketches against plain Python: all pairs, sorted."""

from __future__ import annotations

import numpy as np
import pytest

from twinset.kernels.sketches import (
    BITS,
    CHUNK,
    FAR,
    FREE,
    WORDS,
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


def listed(nearest: UInt64) -> list[Nearest]:
    """What lists hold, in order; free places are the last ones."""
    found = [[entry for entry in own if entry != FREE] for own in nearest.tolist()]
    for own, all_of_it in zip(found, nearest.tolist(), strict=True):
        assert own == sorted(own) == all_of_it[: len(own)]
    return [[(entry >> 40, entry >> 8 & 0xFFFFFFFF) for entry in own] for own in found]


def free(lists: int, size: int) -> UInt64:
    return np.full((lists, size), FREE, np.uint64)


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
    nearest = free(3, kept)
    starts = np.arange(4, dtype=np.int64) * room
    order = np.array([2, 0, 1], np.int32)
    scan_lists(order, queries, lists, sketches, starts, flat, columns, nearest)
    for query, seen, found in zip(
        queries.tolist(), ([0, 1, 2], [2], []), listed(nearest), strict=True
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
    nearest = free(1, 4)
    scan_lists(
        np.zeros(1, np.int32), np.ones(1, np.int32), np.zeros((1, 1), np.int32), sketches,
        np.array([0, CHUNK]), members, columns, nearest,
    )  # fmt: skip
    assert listed(nearest) == [[(0, 0)]]
