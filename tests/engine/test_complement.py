"""What families add beside key rules, against plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from itertools import combinations
from random import Random

import msgspec
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.blocking import complement as module
from twinset.blocking.candidates import Candidates, RuleBlocks, build_blocks
from twinset.blocking.complement import (
    MET,
    SKETCH_ALONE,
    Complement,
    Family,
    Limit,
    band_searches,
    sketch_searches,
    window_searches,
)
from twinset.blocking.keys import KeyBuilder
from twinset.blocking.sketches import Sketches
from twinset.blocking.sorted_neighbourhood import sort_orders
from twinset.columns import from_arrow
from twinset.config import KeyRule, SortedPlan
from twinset.families import add_families, search_neighbours
from twinset.generator import GeneratorSettings, generate
from twinset.preparation import Prepared, prepare
from twinset.selection import Selection, lay_out
from twinset.types import BlockKeys, PairList, StandardRecords, UInt32, UInt64

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
    families: Sequence[tuple[Iterable[Pair], Limit]],
    sketched: Sketches,
    queries: Iterable[int],
    known: Container[Pair] = (),
) -> list[set[Pair]]:
    """What each family proposes of the nearest pairs of all of them."""
    apart: dict[Pair, int] = {}
    met: list[set[Pair]] = []
    for pairs, limit in families:
        within = set()
        for a, b in pairs:
            bits = np.bitwise_count(sketched.words[a] ^ sketched.words[b]).tolist()
            looked_at = sorted(bits)[:2] if sketched.groups == 3 else bits
            if sum(looked_at) <= limit.bits(sketched):
                apart[a, b] = sum(looked_at)
                within.add((a, b))
        met.append(within)
    kept: set[Pair] = set()
    for row in queries:
        own = [(bits, sum(pair) - row, pair) for pair, bits in apart.items() if row in pair]
        kept |= {
            pair for *_, pair in [x for x in sorted(own)[:12] if x[2] not in known][:10]
        }  # of few queries
    return [kept & within for within in met]


def listed(pairs: PairList) -> list[Pair]:
    assert pairs.left.dtype == pairs.right.dtype == np.int32
    return list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))


def bands_of(rules: list[list[int]]) -> list[UInt32]:
    """Keys of bands, whose first bits tell them apart."""
    return [np.array(keys, np.uint32) * np.uint32(0x31234567) for keys in rules]


@pytest.mark.parametrize("groups", [1, 3])
@given(KEYS, KEYS, KEYS, st.lists(st.booleans(), min_size=12, max_size=12), st.integers(0, 1000))
@settings(deadline=None, max_examples=60)
def test_the_nearest_of_those_that_families_propose_are_kept(
    groups: int, rules: list[list[int]], one: list[list[int]], other: list[list[int]],
    wanted: list[bool], seed: int,
) -> None:  # fmt: skip
    sketched, queries = sketched_of(12, seed, groups), np.flatnonzero(wanted).astype(np.int32)
    families = [Family(name, band_searches(bands_of(keys), 12)) for name, keys in
                (("one", one), ("other", other))]  # fmt: skip
    found = Complement(Candidates(12, laid_out(rules)), queries, sketched, 2).nearest(families)
    assert [pairs.name for pairs in found] == ["one", "other"]
    proposed = [(meeting(one), MET), (meeting(other), MET)]
    expected = naive_nearest(proposed, sketched, queries.tolist(), meeting(rules))
    assert [listed(pairs) for pairs in found] == [sorted(pairs) for pairs in expected]
    assert found[0].new is not None
    assert found[0].new.all()
    assert found[1].new is not None
    assert found[1].new.tolist() == [pair not in expected[0] for pair in listed(found[1])]


def test_cells_of_more_rows_than_a_block_may_have_propose_nothing() -> None:
    sketched, queries = sketched_of(12, 1, 1), np.arange(12, dtype=np.int32)
    complement = Complement(Candidates(12, laid_out([[0] * 12])), queries, sketched, 1)
    for most, proposes in ((6, True), (5, False)):
        searches = band_searches(bands_of([[1] * 6 + [0] * 6]), most)
        (found,) = complement.nearest([Family("lsh", searches)])
        assert bool(len(found.left)) is proposes


@pytest.mark.parametrize(("rows", "bits"), [(1, 192), (2, 192), (900, 192), (900, 24), (900, 4)])
def test_sketches_that_agree_in_a_part_meet(
    rows: int, bits: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words that differ in one part or two, of which those agree that are left."""
    monkeypatch.setattr(module, "KEPT", 2 * rows)
    rng = np.random.default_rng(rows)
    words = rng.integers(1, 1 << 63, (rows, 3)).astype(np.uint64)
    words[rows // 2 :] = words[: rows - rows // 2]
    words[rows // 2 :, :2] ^= np.uint64(0b11)
    sketched, most = Sketches(words, 1, bits), 20
    width = min(16, max(1, max(1, (rows - 1).bit_length()) - 4))
    parts = range(0, max(0, bits - width + 1), 16)
    searches = list(sketch_searches(sketched, most))
    assert len(searches) == len(parts) == {192: 12, 24: 2, 4: 0}[bits]
    few = list(sketch_searches(sketched, most, few=True))
    assert len(few) == {192: 3, 24: 1, 4: 0}[bits]
    pairs: set[Pair] = set()
    for at in parts:
        cells = [int(word) >> at % 64 & (1 << width) - 1 for word in words[:, at // 64]]
        counts = Counter(cells)
        pairs |= {
            (a, b)
            for a, b in combinations(range(rows), 2)
            if cells[a] == cells[b] and counts[cells[a]] <= most
        }
    near = {
        (a, b) for a, b in pairs
        if np.bitwise_count(words[a] ^ words[b]).sum() <= SKETCH_ALONE.bits(sketched)
    }  # fmt: skip
    rules = Candidates(rows, laid_out([[0] * rows]))
    complement = Complement(rules, np.arange(rows, dtype=np.int32), sketched, 2)
    (found,) = complement.nearest([Family("neighbours", searches)])
    assert listed(found) == sorted(near)


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
    queries = np.array([row for row in range(len(rows)) if random.random() < 0.6], np.int32)
    pairs: set[Pair] = set()
    for order in sort_orders(records, None, threads=1):
        for step in range(1, window):
            for a, b in zip(order.tolist(), order[step:].tolist(), strict=False):
                pairs.add((min(a, b), max(a, b)))
    sketched = sketched_of(len(rows), window, 3)
    rules = Candidates(len(rows), laid_out([[0] * len(rows)]))
    complement = Complement(rules, queries, sketched, 2)
    searches = window_searches(records, SortedPlan(window=window), threads=2)
    (found,) = complement.nearest([Family("sorted neighbourhood", searches)])
    assert listed(found) == sorted(naive_nearest([(pairs, MET)], sketched, queries.tolist())[0])


def blocked(base: Prepared, *families: str, threads: int = 1) -> Candidates:
    rules = [KeyRule(parts=parts) for parts in (["email"], ["given_name", "family_name"])]
    section = msgspec.structs.replace(base.plan.blocking, families=list(families), rules=rules)
    plan = msgspec.structs.replace(base.plan, blocking=section)
    builder = KeyBuilder(base.standard)
    blocks = [lay_out(builder, rule, section) for rule in rules] if "keys" in families else []
    selection = Selection(rules, (), ())
    return add_families(base.standard, selection, blocks, plan, threads=threads)


def test_families_beside_key_rules_look_for_what_these_leave_open() -> None:
    made = generate(GeneratorSettings(rows=3000, seed=5))
    base = prepare(made.records)
    keys = blocked(base, "keys")
    every = blocked(base, "keys", "lsh", "sorted", "neighbours")
    again = blocked(base, "keys", "lsh", "sorted", "neighbours", threads=2)
    assert [rule.name for rule in keys.rules] == [rule.name for rule in every.rules]
    assert {pairs.name for pairs in every.lists} == {"lsh", "sorted neighbourhood", "neighbours"}
    packed: list[Pair] = []
    for number, (pairs, other) in enumerate(zip(every.lists, again.lists, strict=True)):
        assert listed(pairs) == listed(other)
        assert len(pairs.left)
        assert (keys.proposing(pairs.left, pairs.right) == 0).all()
        new = every.expand((len(every.rules) + number, 0, len(pairs.left)))
        packed += zip(new.left.tolist(), new.right.tolist(), strict=True)
    assert len(set(packed)) == len(packed)  # a pair comes from the first that proposes it
    assert set(packed) == {pair for pairs in every.lists for pair in listed(pairs)}
    alone = blocked(base, "lsh", "sorted", "neighbours")
    assert sum(len(pairs.left) for pairs in alone.lists) > 2 * len(packed)


def test_neighbours_are_searched_for_uncovered_records() -> None:
    """Where there are no rules, too: then the nearest by cosine."""
    base = prepare(generate(GeneratorSettings(rows=2000, seed=5)).records)
    uncovered = np.arange(2000) % 3 == 0
    for families in (("keys",), ("sorted",)):
        rules = blocked(base, *families)
        found = search_neighbours(
            base.standard, Selection((), (), ()), rules, uncovered, base.plan, threads=2
        )
        assert found.name == "neighbours"
        assert len(found.left) == len(set(listed(found)))
        assert (uncovered[found.left] | uncovered[found.right]).all()
        if rules.rules:
            assert (rules.proposing(found.left, found.right) == 0).all()
        every = search_neighbours(
            base.standard, Selection((), (), ()), rules, np.ones(2000, np.bool_), base.plan,
            threads=1,
        )  # fmt: skip
        assert set(listed(found)) <= set(listed(every))
        assert len(found.left) < len(every.left)
