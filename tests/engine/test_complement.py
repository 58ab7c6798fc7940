"""What families add beside key rules, against plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from random import Random

import msgspec
import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.blocking.candidates import Candidates, RuleBlocks, build_blocks
from twinset.blocking.complement import FARTHEST, KEPT, blocks_for, open_records, sorted_for
from twinset.blocking.sketches import SketchedRecords
from twinset.blocking.sorted_neighbourhood import sort_orders
from twinset.columns import from_arrow
from twinset.config import KeyRule, SortedPlan
from twinset.families import add_families, choose_rules
from twinset.generator import GeneratorSettings, generate
from twinset.preparation import Prepared, prepare
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


def sketched_of(rows: int, seed: int) -> SketchedRecords:
    """Sketches of few words: those that share two of three are close."""
    words = np.random.default_rng(seed).integers(0, 1 << 63, 3).astype(np.uint64)
    sketches: UInt64 = words[np.random.default_rng(seed + 1).integers(0, 3, (rows, 3))]
    empty = np.zeros((rows, 0, 0), np.int8), np.zeros((rows, 0), np.float32)
    return SketchedRecords(*empty, sketches, 0, 192)


def naive_nearest(
    pairs: Iterable[Pair], sketched: SketchedRecords, wanted: list[bool]
) -> set[Pair]:
    apart = {}
    for a, b in pairs:
        bits = int(np.bitwise_count(sketched.sketches[a] ^ sketched.sketches[b]).sum())
        if bits <= int(192 * FARTHEST):
            apart[a, b] = bits
    kept: set[Pair] = set()
    for row in np.flatnonzero(wanted).tolist():
        own = [(bits, sum(pair) - row, pair) for pair, bits in apart.items() if row in pair]
        kept |= {pair for *_, pair in sorted(own)[:KEPT]}
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


@given(KEYS, st.lists(st.booleans(), min_size=12, max_size=12), st.integers(0, 1000))
@settings(deadline=None, max_examples=60)
def test_the_nearest_of_those_that_share_a_block_are_kept(
    rules: list[list[int]], wanted: list[bool], seed: int
) -> None:
    sketched = sketched_of(12, seed)
    found = blocks_for("lsh", laid_out(rules), sketched, np.array(wanted), threads=2)
    assert found.name == "lsh"
    assert listed(found) == sorted(naive_nearest(meeting(rules), sketched, wanted))


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
    sketched = sketched_of(len(rows), window)
    plan = SortedPlan(window=window)
    found = sorted_for(records, plan, sketched, np.array(wanted, np.bool_), threads=2)
    assert listed(found) == sorted(naive_nearest(pairs, sketched, wanted))


def blocked(base: Prepared, *families: str, threads: int = 1) -> Candidates:
    rules = [KeyRule(parts=parts) for parts in (["email"], ["given_name", "family_name"])]
    section = msgspec.structs.replace(base.plan.blocking, families=list(families), rules=rules)
    plan = msgspec.structs.replace(base.plan, blocking=section)
    selection = choose_rules(base.standard, None, [], plan, threads=threads)  # type: ignore[arg-type]
    return add_families(base.standard, list(selection.blocks), plan, threads=threads)


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
        if pairs.name != "neighbours":
            assert len(pairs.left) <= KEPT * wanted.sum()
    alone = blocked(base, "lsh", "sorted", "neighbours")
    assert sum(len(pairs.left) for pairs in alone.lists) > 2 * sum(
        len(pairs.left) for pairs in every.lists
    )
