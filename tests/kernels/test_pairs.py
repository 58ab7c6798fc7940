"""Blocks and pairs, against Python sets: every pair of the union exactly once."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from twinset.kernels import pairs

Keys = list[list[int]]
"""One list of keys a rule; 0 is no key."""

key_columns = st.integers(0, 70).flatmap(
    lambda rows: st.lists(
        st.lists(st.integers(0, 6), min_size=rows, max_size=rows), min_size=1, max_size=4
    )
)


def lay_out(keys: list[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    size = len(keys)
    table = np.full(max(16, 1 << (2 * size).bit_length()), -1, np.int32)
    ids, sizes = np.empty(size, np.int32), np.empty(size, np.int32)
    blocks = pairs.number_blocks(np.array(keys, np.uint64), table, ids, sizes)
    rows, ends = np.empty(size, np.int32), np.empty(size, np.int32)
    before = np.empty(size + 1, np.int64)
    used = pairs.lay_out_blocks(ids, sizes[:blocks], blocks, rows, ends, before)
    return ids, rows[:used], ends[:used], before[: used + 1]


def block_matrix(columns: list[np.ndarray]) -> np.ndarray:
    """As ``Candidates.block_ids``: a row without a block has a number of its own."""
    matrix = np.ascontiguousarray(np.column_stack(columns), np.int32)
    return np.where(matrix < 0, ~np.arange(len(matrix), dtype=np.int32)[:, None], matrix)


def naive_pairs(keys: list[int]) -> set[tuple[int, int]]:
    return {(a, b) for a, b in combinations(range(len(keys)), 2) if keys[a] and keys[a] == keys[b]}


def as_pairs(left: np.ndarray, right: np.ndarray) -> list[tuple[int, int]]:
    return list(zip(left.tolist(), right.tolist(), strict=True))


@given(keys=st.lists(st.integers(0, 9), max_size=130))
@example(keys=[])
@example(keys=[5])
@example(keys=[0] * 65)
@example(keys=[5] * 65)
@settings(max_examples=80, deadline=None)
def test_number_blocks(keys: list[int]) -> None:
    table = np.full(512, -1, np.int32)
    ids, sizes = np.empty(len(keys), np.int32), np.empty(len(keys), np.int32)
    blocks = pairs.number_blocks(np.array(keys, np.uint64), table, ids, sizes)
    distinct = list(dict.fromkeys(key for key in keys if key))
    assert ids.tolist() == [distinct.index(key) if key else -1 for key in keys]
    assert sizes[:blocks].tolist() == [keys.count(key) for key in distinct]


def test_colliding_keys_stay_apart() -> None:
    """A full table of 2 * rows entries: every row probes, none takes another's block."""
    keys = np.arange(1, 4097, dtype=np.uint64) << np.uint64(40)
    ids, sizes = np.empty(4096, np.int32), np.empty(4096, np.int32)
    blocks = pairs.number_blocks(keys, np.full(8192, -1, np.int32), ids, sizes)
    assert blocks == 4096
    assert ids.tolist() == list(range(4096))


@given(
    keys=st.lists(st.integers(0, 40) | st.integers(2**63, 2**63 + 40), max_size=130),
    bits=st.sampled_from([2, 3, 9, 20]),
)
@example(keys=[], bits=2)
@example(keys=[0] * 5, bits=2)
@example(keys=[2**64 - 1] * 3, bits=9)
@settings(max_examples=80, deadline=None)
def test_repeated_keys_are_all_kept(keys: list[int], bits: int) -> None:
    given_keys = np.array(keys, np.uint64)
    places, kept = np.empty(len(keys), np.int32), np.empty(len(keys), np.uint64)
    found = pairs.repeated_keys(given_keys, bits, np.zeros(1 << bits - 2, np.uint8), places, kept)
    assert kept[:found].tolist() == [keys[place] for place in places[:found]]
    assert places[:found].tolist() == sorted(set(places[:found].tolist()))
    assert 0 not in kept[:found]
    repeated = {place for place, key in enumerate(keys) if key and keys.count(key) > 1}
    assert repeated <= set(places[:found].tolist())
    if bits == 20 and max(keys, default=0) < 50:  # these keys share no counter
        assert repeated == set(places[:found].tolist())


def test_most_single_keys_go() -> None:
    keys = np.random.default_rng(1).integers(1, 2**64, 4000, np.uint64)
    keys[3000:] = keys[:1000]
    places, kept = np.empty(4000, np.int32), np.empty(4000, np.uint64)
    found = pairs.repeated_keys(keys, 14, np.zeros(1 << 12, np.uint8), places, kept)
    assert 2000 <= found < 2500


def test_rows_without_a_block_get_a_number_of_their_own() -> None:
    ids = np.array([[3, -1], [-1, -1], [0, 7]], np.int32)
    matrix = np.full((3, 4), 99, np.int32)
    pairs.place_blocks(ids, 10, matrix, 1)
    assert matrix.tolist() == [[99, 3, -11, 99], [99, -12, -12, 99], [99, 0, 7, 99]]


@given(keys=st.lists(st.integers(0, 9), max_size=130))
@settings(max_examples=80, deadline=None)
def test_layout(keys: list[int]) -> None:
    ids, rows, ends, before = lay_out(keys)
    blocks: dict[int, list[int]] = {}
    for row, key in enumerate(keys):
        if key:
            blocks.setdefault(key, []).append(row)
    kept = [block for block in blocks.values() if len(block) > 1]
    assert rows.tolist() == [row for block in kept for row in block]
    assert before[-1] == sum(len(block) * (len(block) - 1) // 2 for block in kept)
    assert np.diff(before).tolist() == (ends - np.arange(len(rows)) - 1).tolist()
    assert {row for row in range(len(keys)) if ids[row] >= 0} == set(rows.tolist())


@given(columns=key_columns, cut=st.floats(0, 1))
@example(columns=[[]], cut=0.5)
@example(columns=[[1]], cut=0.5)
@example(columns=[[1] * 65, [1] * 65], cut=0.3)
@example(columns=[[0] * 65, [0] * 65], cut=0.3)
@settings(max_examples=100, deadline=None)
def test_the_union_of_all_rules_once(columns: Keys, cut: float) -> None:
    laid = [lay_out(keys) for keys in columns]
    block_ids = block_matrix([ids for ids, *_ in laid])
    several, blocks = np.zeros(len(columns[0]), np.bool_), np.empty(0, np.int32)
    one_each = np.arange(len(columns) + 1)
    found: list[tuple[int, int]] = []
    earlier: set[tuple[int, int]] = set()
    for rule, (_, rows, ends, before) in enumerate(laid):
        middle = int(cut * len(rows))
        new = []
        for first, last in ((0, middle), (middle, len(rows))):  # the work can be cut anywhere
            room = int(before[last] - before[first]) + 1
            left, right = np.empty(room, np.int32), np.empty(room, np.int32)
            count = pairs.expand_positions(
                rows, ends, blocks, first, last, block_ids, several, one_each, rule, left, right
            )
            new += as_pairs(left[:count], right[:count])
        assert set(new) == naive_pairs(columns[rule]) - earlier
        earlier |= naive_pairs(columns[rule])
        found += new
    assert len(found) == len(set(found))
    assert set(found) == earlier
    assert all(left < right for left, right in found)


@given(columns=key_columns, limit=st.integers(0, 4))
@settings(max_examples=60, deadline=None)
def test_which_rules_propose_a_pair(columns: Keys, limit: int) -> None:
    limit = min(limit, len(columns))
    block_ids = block_matrix([lay_out(keys)[0] for keys in columns])
    asked = list(combinations(range(len(columns[0])), 2))
    left, right = np.array(asked, np.int32).reshape(-1, 2).T.copy()
    first = np.empty(len(asked), np.int64)
    one_each = np.arange(len(columns) + 1)
    pairs.first_rules(left, right, block_ids, one_each, limit, first)
    found = []
    for marked in (False, True):  # one key a row is a case of several
        bits = np.zeros(len(asked), np.uint64)
        several = np.full(len(columns[0]), marked)
        pairs.proposing_rules(left, right, block_ids, several, one_each, bits)
        found.append(bits.tolist())
    assert found[0] == found[1]
    sets = [naive_pairs(keys) for keys in columns]
    for pair, rule, mask in zip(asked, first.tolist(), found[0], strict=True):
        proposing = [number for number, known in enumerate(sets) if pair in known]
        assert mask == sum(1 << number for number in proposing)
        assert rule == min([number for number in proposing if number < limit], default=limit)


def test_rules_beyond_64_have_no_bit() -> None:
    block_ids = np.zeros((2, 70), np.int32)
    bits = np.zeros(1, np.uint64)
    columns = np.arange(71)
    pairs.proposing_rules(
        np.array([0], np.int32), np.array([1], np.int32), block_ids, np.zeros(2, np.bool_),
        columns, bits,
    )  # fmt: skip
    assert bits[0] == np.iinfo(np.uint64).max


@pytest.mark.parametrize("keys", [[1] * 20, [1, 2, 0, 1, 2, 1, 3, 2, 4, 3], [1, 2, 3]])
def test_pairs_by_running_number(keys: list[int]) -> None:
    _, rows, _, before = lay_out(keys)
    picks = np.arange(before[-1])
    left, right = np.empty(len(picks), np.int32), np.empty(len(picks), np.int32)
    pairs.pairs_at(picks, rows, before, left, right)
    assert sorted(as_pairs(left, right)) == sorted(naive_pairs(keys))
