"""Candidate pairs: oversized blocks, their cost, and a stream that holds each pair once."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.blocking import candidates
from twinset.blocking.candidates import Candidates, build_blocks
from twinset.types import BlockKeys, PairList

Pair = tuple[int, int]


def block_keys(keys: list[int], name: str = "rule") -> BlockKeys:
    return BlockKeys(name, np.array(keys, np.uint64))


def pair_list(pairs: set[Pair], name: str = "list") -> PairList:
    left, right = np.array(sorted(pairs), np.int32).reshape(-1, 2).T.copy()
    return PairList(name, left, right)


def naive(keys: list[int]) -> set[Pair]:
    return {(a, b) for a, b in combinations(range(len(keys)), 2) if keys[a] and keys[a] == keys[b]}


def stream(found: Candidates) -> list[list[Pair]]:
    """The pairs of each rule and list."""
    pairs: list[list[Pair]] = [[] for _ in found.names]
    for unit in found.units():
        tile = found.expand(unit)
        assert tile.rule == unit[0]
        pairs[tile.rule] += zip(tile.left.tolist(), tile.right.tolist(), strict=True)
    return pairs


def halves(keys: np.ndarray, rows: np.ndarray, step: int) -> bool:
    """Refinement for tests: by the lowest bit of the row, then the next, three times."""
    if step >= 3:
        return False
    keys[:] = keys * np.uint64(1000) + (rows >> step & 1).astype(np.uint64) + np.uint64(1)
    return True


def test_oversized_blocks_are_dropped() -> None:
    keys = [1] * 10 + [2] * 4 + [0, 3]
    blocks = build_blocks(block_keys(keys), max_block=9)
    assert stream(Candidates(16, [blocks]))[0] == sorted(naive([0] * 10 + keys[10:]))
    assert (blocks.oversized, blocks.pairs_before, blocks.pairs, blocks.largest) == (1, 51, 6, 4)


def test_a_block_of_the_limit_is_kept_whole() -> None:
    blocks = build_blocks(block_keys([1] * 10), max_block=10, refine=halves)
    assert (blocks.oversized, blocks.pairs) == (0, 45)


def test_oversized_blocks_are_refined() -> None:
    """Ten rows split by evenness into two blocks of five; the block of four is not touched."""
    keys = [1] * 10 + [2] * 4
    blocks = build_blocks(block_keys(keys), max_block=5, refine=halves)
    wanted = naive([2 + row % 2 for row in range(10)] + [0] * 4)
    wanted |= {(a, b) for a, b in naive(keys) if a >= 10}
    assert set(stream(Candidates(14, [blocks]))[0]) == wanted
    assert (blocks.oversized, blocks.pairs_before, blocks.pairs, blocks.largest) == (1, 51, 26, 5)


def test_what_no_field_can_split_is_dropped() -> None:
    """Three steps, each splitting what is still too large; then 12 and 13 rows are left of 100."""
    small = Candidates(10, [build_blocks(block_keys([1] * 10), max_block=2, refine=halves)])
    assert sorted(stream(small)[0]) == [(0, 8), (1, 9), (2, 6), (3, 7)]
    blocks = build_blocks(block_keys([1] * 100), max_block=12, refine=halves)
    assert blocks.largest == 12
    assert blocks.pairs == 4 * 66  # the four blocks of 13 are dropped


def test_the_keys_are_not_changed() -> None:
    keys = block_keys([1] * 10)
    build_blocks(keys, max_block=5, refine=halves)
    assert keys.keys.tolist() == [1] * 10


rows_and_rules = st.integers(0, 40).flatmap(
    lambda rows: st.tuples(
        st.lists(st.lists(st.integers(0, 4), min_size=rows, max_size=rows), min_size=1, max_size=3),
        st.lists(
            st.sets(st.sampled_from(list(combinations(range(rows), 2)) or [(0, 1)]), max_size=20)
            if rows > 1
            else st.just(set()),
            max_size=3,
        ),
    )
)


@pytest.mark.parametrize("tile", [1, 7, 1 << 18])
@given(case=rows_and_rules)
@settings(max_examples=50, deadline=None)
def test_each_pair_once_and_with_its_first_rule(
    tile: int, case: tuple[list[list[int]], list[set[Pair]]]
) -> None:
    columns, lists = case
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "TILE_PAIRS", tile)
        found = Candidates(
            len(columns[0]),
            [build_blocks(block_keys(keys), max_block=100) for keys in columns],
            [pair_list(pairs) for pairs in lists],
        )
        got = stream(found)
    proposed = [naive(keys) for keys in columns] + lists
    earlier: set[Pair] = set()
    for own, pairs in zip(proposed, got, strict=True):
        assert len(pairs) == len(set(pairs))
        assert set(pairs) == own - earlier
        earlier |= own
    asked = sorted(earlier)
    left, right = np.array(asked, np.int32).reshape(-1, 2).T.copy()
    for pair, bits in zip(asked, found.proposing(left, right).tolist(), strict=True):
        assert bits == sum(1 << r for r, own in enumerate(proposed) if pair in own)


def test_tiles_are_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work can be cut inside a block: no tile is larger than a tile and one row's pairs."""
    monkeypatch.setattr(candidates, "TILE_PAIRS", 50)
    found = Candidates(100, [build_blocks(block_keys([1] * 100), max_block=100)])
    sizes = [len(found.expand(unit).left) for unit in found.units()]
    assert sum(sizes) == 4950
    assert max(sizes) <= 50 + 99


def test_reports_add_up() -> None:
    first = build_blocks(block_keys([1] * 10 + [2, 2, 0], "first"), max_block=5, refine=halves)
    second = build_blocks(block_keys([0] * 9 + [1, 1, 1, 1], "second"), max_block=5)
    found = Candidates(13, [first, second], [pair_list({(0, 1), (0, 2), (11, 12)}, "near")])
    new = [len(pairs) for pairs in stream(found)]
    reports = found.reports(new)
    assert [r.name for r in reports] == found.names == ["first", "second", "near"]
    assert [r.pairs for r in reports] == [21, 6, 3]
    assert [r.new_pairs for r in reports] == [21, 5, 1]
    assert [r.records for r in reports] == [12, 4, 5]
    assert [r.dropped_pairs for r in reports] == [46 - 21, 0, 0]
    assert [r.oversized_blocks for r in reports] == [1, 0, 0]
    assert all(r.pairs == r.pairs_before - r.dropped_pairs for r in reports)


def test_no_rules() -> None:
    found = Candidates(3, [])
    assert list(found.units()) == []
    assert found.reports([]) == []
