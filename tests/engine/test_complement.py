"""What families add beside key rules, against plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from itertools import combinations
from random import Random

import msgspec
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.blocking.candidates import Candidates, RuleBlocks, build_blocks
from twinset.blocking.complement import (
    KEPT,
    MET,
    ROOM,
    Complement,
    Ranges,
    band_ranges,
    open_records,
    sketch_ranges,
    window_ranges,
)
from twinset.blocking.keys import KeyBuilder
from twinset.blocking.sketches import Sketches
from twinset.blocking.sorted_neighbourhood import sort_orders
from twinset.columns import from_arrow
from twinset.config import KeyRule, SortedPlan
from twinset.families import add_families
from twinset.generator import GeneratorSettings, generate
from twinset.preparation import Prepared, prepare
from twinset.selection import lay_out
from twinset.types import BlockKeys, PairList, StandardRecords, UInt64

Pair = tuple[int, int]
KEYS = st.lists(st.lists(st.integers(0, 4), min_size=12, max_size=12), min_size=1, max_size=6)


def laid_out(rules: list[list[int]]) -> list[RuleBlocks]:
    made = [BlockKeys(f"rule {n}", np.array(keys, np.uint64)) for n, keys in enumerate(rules)]
    return [build_blocks(keys, max_block=100) for keys in made]


def meeting(rules: list[list[int]]) -> Counter[Pair]:
    pairs = combinations(range(len(rules[0])), 2)
    shared = {(a, b): sum(0 < keys[a] == keys[b] for keys in rules) for a, b in pairs}
    return Counter({pair: count for pair, count in shared.items() if count})


def sketched_of(rows: int, seed: int, groups: int) -> Sketches:
    """Sketches of few words: those that share two of three are close."""
    words = np.random.default_rng(seed).integers(0, 1 << 63, 3).astype(np.uint64)
    sketches: UInt64 = words[np.random.default_rng(seed + 1).integers(0, 3, (rows, 3))]
    return Sketches(sketches, groups, 192)


def naive_nearest(
    pairs: Iterable[Pair], sketched: Sketches, wanted: list[bool], known: Container[Pair] = ()
) -> set[Pair]:
    apart = {}
    for a, b in pairs:
        bits = np.bitwise_count(sketched.words[a] ^ sketched.words[b]).tolist()
        looked_at = sorted(bits)[:2] if sketched.groups == 3 else bits
        limit = MET.best_two if sketched.groups == 3 else MET.all_groups
        if sum(looked_at) <= int(64 * len(looked_at) * limit):
            apart[a, b] = sum(looked_at)
    kept: set[Pair] = set()
    for row in np.flatnonzero(wanted).tolist():
        own = [(bits, sum(pair) - row, pair) for pair, bits in apart.items() if row in pair]
        kept |= {pair for *_, pair in [x for x in sorted(own)[:ROOM] if x[2] not in known][:KEPT]}
    return kept


def listed(pairs: PairList) -> list[Pair]:
    assert pairs.left.dtype == pairs.right.dtype == np.int32
    return list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))


@given(KEYS)
@settings(deadline=None, max_examples=60)
def test_open_records_share_too_few_rules(rules: list[list[int]]) -> None:
    found = {row for pair, n in meeting(rules).items() if 4 * n >= len(rules) for row in pair}
    made = Candidates(12, laid_out(rules))
    assert open_records(made, threads=2).tolist() == [row not in found for row in range(12)]


@pytest.mark.parametrize("groups", [1, 3])
@given(KEYS, KEYS, st.lists(st.booleans(), min_size=12, max_size=12), st.integers(0, 1000))
@settings(deadline=None, max_examples=60)
def test_the_nearest_of_those_that_share_a_cell_are_kept(
    groups: int, rules: list[list[int]], cells: list[list[int]], wanted: list[bool], seed: int
) -> None:
    sketched = sketched_of(12, seed, groups)
    known = Candidates(12, laid_out(rules))
    ranges = (Ranges.of_cells(np.array(keys, np.int32) - 1, 4, 12) for keys in cells)
    found = Complement(known, np.array(wanted), sketched, 2).nearest("lsh", ranges)
    assert found.name == "lsh"
    expected = naive_nearest(meeting(cells), sketched, wanted, meeting(rules))
    assert listed(found) == sorted(expected)


@given(st.lists(st.integers(0, 4), max_size=40), st.integers(2, 12))
@settings(deadline=None, max_examples=60)
def test_rows_of_equal_keys_stand_together(small: list[int], most: int) -> None:
    keys = np.array(small, np.uint32) * np.uint32(0x31234567)
    (found,) = band_ranges([keys], most, threads=1)
    met = {
        (int(row), int(other))
        for row, first, end in zip(found.rows, found.firsts, found.ends, strict=True)
        for other in found.rows[first:end]
        if row != other
    }
    bits = max(1, (len(small) - 1).bit_length())
    cells = [int(key) >> (32 - bits) if key else None for key in keys]
    counts = Counter(cells)
    assert met == {
        (a, b)
        for a, cell in enumerate(cells)
        for b, other in enumerate(cells)
        if a != b and cell is not None and cell == other and counts[cell] <= most
    }


@pytest.mark.parametrize(("rows", "bits"), [(1, 192), (2, 192), (900, 192), (900, 24), (900, 4)])
def test_sketches_that_agree_in_a_part_stand_together(rows: int, bits: int) -> None:
    rng = np.random.default_rng(rows)
    words = rng.integers(0, 1 << 63, (rows, 3)).astype(np.uint64)
    found = list(sketch_ranges(Sketches(words, 1, bits), rows, threads=2))
    width = min(16, max(1, max(1, (rows - 1).bit_length()) - 4))
    parts = range(0, max(0, bits - width + 1), 16)
    assert len(found) == len(parts) == {192: 12, 24: 2, 4: 0}[bits]
    for at, ranges in zip(parts, found, strict=True):
        cells = [int(word) >> at % 64 & (1 << width) - 1 for word in words[:, at // 64]]
        counts = Counter(cells)
        assert len(ranges.rows) == sum(size for size in counts.values() if size > 1)
        for row, first, end in zip(ranges.rows, ranges.firsts, ranges.ends, strict=True):
            assert {cells[other] for other in ranges.rows[first:end]} == {cells[row]}
            assert end - first == counts[cells[row]]


@given(
    st.lists(st.tuples(*[st.sampled_from(["", "a", "b", "ab", "ba"])] * 2), max_size=30),
    st.integers(2, 12),
    st.randoms(use_true_random=False),
)
@settings(deadline=None, max_examples=60)
def test_the_nearest_of_those_that_stand_close_are_kept(
    rows: list[tuple[str, str]], window: int, random: Random
) -> None:
    names = ("family_name", "given_name")
    fields = {
        name: from_arrow(pa.array([row[n] or None for row in rows], pa.string()))
        for n, name in enumerate(names)
    }
    records = StandardRecords(len(rows), fields)
    wanted = [random.random() < 0.6 for _ in rows]
    pairs: set[Pair] = set()
    for order in sort_orders(records, None, threads=1):
        for step in range(1, window):
            for a, b in zip(order.tolist(), order[step:].tolist(), strict=False):
                pairs.add((min(a, b), max(a, b)))
    sketched = sketched_of(len(rows), window, 3)
    rules = Candidates(len(rows), laid_out([[0] * len(rows)]))
    complement = Complement(rules, np.array(wanted, np.bool_), sketched, 2)
    ranges = window_ranges(records, SortedPlan(window=window), threads=2)
    found = complement.nearest("sorted neighbourhood", ranges)
    assert listed(found) == sorted(naive_nearest(pairs, sketched, wanted))


def blocked(base: Prepared, *families: str, threads: int = 1) -> Candidates:
    rules = [KeyRule(parts=parts) for parts in (["email"], ["given_name", "family_name"])]
    section = msgspec.structs.replace(base.plan.blocking, families=list(families), rules=rules)
    plan = msgspec.structs.replace(base.plan, blocking=section)
    builder = KeyBuilder(base.standard)
    blocks = [lay_out(builder, rule, section) for rule in rules] if "keys" in families else []
    return add_families(base.standard, blocks, plan, threads=threads)


def test_families_beside_key_rules_look_for_what_these_leave_open() -> None:
    made = generate(GeneratorSettings(rows=3000, seed=5))
    base = prepare(made.records)
    keys = blocked(base, "keys")
    every = blocked(base, "keys", "lsh", "sorted", "neighbours")
    again = blocked(base, "keys", "lsh", "sorted", "neighbours", threads=2)
    assert [rule.name for rule in keys.rules] == [rule.name for rule in every.rules]
    wanted = open_records(keys, threads=1)
    assert 0 < wanted.sum() < len(wanted)
    assert {pairs.name for pairs in every.lists} == {"lsh", "sorted neighbourhood", "neighbours"}
    for pairs, other in zip(every.lists, again.lists, strict=True):
        assert listed(pairs) == listed(other)
        assert len(pairs.left)
        assert (wanted[pairs.left] | wanted[pairs.right]).all()
        assert len(pairs.left) <= KEPT * wanted.sum()
    alone = blocked(base, "lsh", "sorted", "neighbours")
    assert sum(len(pairs.left) for pairs in alone.lists) > 2 * sum(
        len(pairs.left) for pairs in every.lists
    )
