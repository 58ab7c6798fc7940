"""Strategies that make blocks, against naive twins."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.columns import from_arrow, row_texts
from twinset.errors import PlanError
from twinset.generator import GeneratorSettings, generate
from twinset.preparation import prepare
from twinset.strategies import BlockCollection, BlockingTask, Strategy, parse_strategy
from twinset.strategies.block_pairs import BlockPairs, collect, row_units
from twinset.strategies.metablocking import Prune
from twinset.strategies.refiners import Filter, Purge
from twinset.types import Int32, StandardRecords

Pair = tuple[int, int]

WEIGHTS = ("cbs", "ecbs", "js", "arcs")
SCHEMES = ("wep", "cep", "wnp", "cnp", "rwnp", "rcnp")


def streamed(strategy: Strategy, task: BlockingTask) -> set[Pair]:
    return pair_set(strategy.fit(task))


def pair_set(fitted: object) -> set[Pair]:
    pairs = [
        pair
        for left, right in fitted.pairs()  # type: ignore[attr-defined]
        for pair in zip(left.tolist(), right.tolist(), strict=True)
    ]
    assert len(pairs) == len(set(pairs)), "a pair was proposed twice"
    assert all(left < right for left, right in pairs)
    return set(pairs)


def task_of(size: int, side: Int32 | None, **columns: list[str | None]) -> BlockingTask:
    fields = {name: from_arrow(pa.array(values, pa.string())) for name, values in columns.items()}
    return BlockingTask(StandardRecords(size, fields), side, threads=2)


def block_sets(blocks: BlockCollection) -> list[list[int]]:
    return [
        blocks.rows[start:stop].tolist()
        for start, stop in itertools.pairwise(blocks.offsets.tolist())
    ]


def apart(side: Int32 | None, pair: Pair) -> bool:
    return side is None or bool(side[pair[0]] != side[pair[1]])


@st.composite
def collections(draw: st.DrawFn) -> tuple[list[Pair], BlockCollection, Int32 | None]:
    """(row, key) entries, the blocks that they make, and the sides."""
    size = draw(st.integers(1, 24))
    entry = st.tuples(st.integers(0, size - 1), st.integers(1, 12))
    entries = draw(st.lists(entry, max_size=90))
    side = None
    if draw(st.booleans()):
        side = np.array(draw(st.lists(st.integers(0, 1), min_size=size, max_size=size)), np.int32)
    rows = np.array([row for row, _ in entries], np.int32)
    keys = np.array([key for _, key in entries], np.uint64)
    return entries, collect(size, rows, keys, side), side


@given(collections())
@settings(deadline=None, max_examples=60)
def test_blocks_and_their_pairs(case: tuple[list[Pair], BlockCollection, Int32 | None]) -> None:
    entries, blocks, side = case
    expected = {
        (min(a, b), max(a, b))
        for (a, key), (b, other) in itertools.combinations(entries, 2)
        if key == other and a != b and apart(side, (a, b))
    }
    task = BlockingTask(StandardRecords(blocks.size, {}), side, threads=2)
    assert pair_set(BlockPairs(blocks, task)) == expected
    for block in block_sets(blocks):
        assert block == sorted(set(block))
        assert any(apart(side, pair) for pair in itertools.combinations(block, 2))
    firsts = [block[0] for block in block_sets(blocks)]
    assert firsts == sorted(firsts)


def test_units_of_rows_hold_every_row_once() -> None:
    starts = np.array([0, 2, 2, 5, 6], np.int64)
    positions = np.arange(6, dtype=np.int64)
    ends = np.full(6, 6, np.int64)
    for pairs in (1, 4, 1000):
        units = row_units((starts, positions, ends), pairs)
        assert [row for unit in units for row in range(*unit)] == [0, 1, 2, 3]


def naive_weights(
    blocks: BlockCollection, side: Int32 | None, weight: str
) -> tuple[dict[Pair, float], dict[int, set[int]]]:
    sets = block_sets(blocks)
    own = {row: {n for n, block in enumerate(sets) if row in block} for row in range(blocks.size)}
    possible = [
        [pair for pair in itertools.combinations(block, 2) if apart(side, pair)] for block in sets
    ]
    weights = {}
    for pair in {pair for pairs in possible for pair in pairs}:
        a, b = pair
        common = own[a] & own[b]
        rarity = math.log(len(sets) / len(own[a])) * math.log(len(sets) / len(own[b]))
        weights[pair] = {
            "cbs": float(len(common)),
            "ecbs": len(common) * rarity,
            "js": len(common) / len(own[a] | own[b]),
            "arcs": sum(1 / len(possible[n]) for n in common),
        }[weight]
    return weights, own


def naive_pruning(
    blocks: BlockCollection, side: Int32 | None, weight: str, scheme: str
) -> set[Pair]:
    weights, own = naive_weights(blocks, side, weight)
    slack = 1e-10  # the engine rounds to 1e-12, and keeps ties
    if not weights:
        return set()
    ranked = sorted(weights.values(), reverse=True)
    if scheme in ("wep", "cep"):
        wanted = max(1, len(blocks.rows) // 2)
        best = ranked[min(wanted, len(ranked)) - 1]
        least = sum(ranked) / len(ranked) if scheme == "wep" else best
        return {pair for pair, value in weights.items() if value >= least - slack}
    wanted = max(1, len(blocks.rows) // max(1, sum(map(bool, own.values()))) - 1)
    least_of = {}
    for row in range(blocks.size):
        edges = sorted((v for pair, v in weights.items() if row in pair), reverse=True)
        if edges:
            by_count = edges[min(wanted, len(edges)) - 1]
            least_of[row] = sum(edges) / len(edges) if "w" in scheme else by_count
    keeps = all if scheme.startswith("r") else any
    return {
        pair
        for pair, value in weights.items()
        if keeps(value >= least_of[row] - slack for row in pair)
    }


@given(collections(), st.sampled_from(WEIGHTS), st.sampled_from(SCHEMES))
@settings(deadline=None, max_examples=150)
def test_meta_blocking_keeps_what_its_definition_says(
    case: tuple[list[Pair], BlockCollection, Int32 | None], weight: str, scheme: str
) -> None:
    _, blocks, side = case
    task = BlockingTask(StandardRecords(blocks.size, {}), side, threads=2)
    pruner = Prune(weight=weight, scheme=scheme)  # type: ignore[arg-type]
    assert pair_set(pruner.prune(blocks, task)) == naive_pruning(blocks, side, weight, scheme)


def naive_filter(blocks: BlockCollection, side: Int32 | None, ratio: float) -> list[list[int]]:
    sets = block_sets(blocks)
    pairs = [sum(apart(side, pair) for pair in itertools.combinations(block, 2)) for block in sets]
    left: list[list[int]] = [[] for _ in sets]
    for row in range(blocks.size):
        mine = sorted((n for n, block in enumerate(sets) if row in block), key=lambda n: pairs[n])
        for number in mine[: max(1, round(ratio * len(mine)))]:
            left[number].append(row)
    return [
        block
        for block in left
        if any(apart(side, pair) for pair in itertools.combinations(block, 2))
    ]


@given(collections(), st.sampled_from([0.1, 0.5, 0.8, 1.0]))
@settings(deadline=None, max_examples=60)
def test_block_filtering(
    case: tuple[list[Pair], BlockCollection, Int32 | None], ratio: float
) -> None:
    _, blocks, side = case
    task = BlockingTask(StandardRecords(blocks.size, {}), side)
    filtered = Filter(ratio=ratio).refine(blocks, task)
    assert block_sets(filtered) == naive_filter(blocks, side, ratio)


def test_block_purging_drops_the_blocks_of_stop_words() -> None:
    small = [[row, row + 1] for row in range(0, 200, 2)]
    blocks = [*small, list(range(200))]
    rows = np.concatenate([np.array(block, np.int32) for block in blocks])
    offsets = np.cumsum([0, *map(len, blocks)]).astype(np.int64)
    task = BlockingTask(StandardRecords(200, {}))
    collection = BlockCollection(200, rows, offsets)
    assert block_sets(Purge().refine(collection, task)) == small
    assert block_sets(Purge(largest=200).refine(collection, task)) == blocks
    assert block_sets(Purge(largest=1).refine(collection, task)) == []
    even = BlockCollection(200, rows[:200], offsets[:-1])
    assert block_sets(Purge().refine(even, task)) == small  # blocks of one size: none is too large


def parts(text: str, kind: str, size: int) -> set[str]:
    found: set[str] = set()
    for token in text.split():
        if kind == "tokens":
            found |= {token} if len(token) >= size else set()
        elif len(token) <= size:
            found.add(token)
        elif kind == "qgrams":
            found |= {token[at : at + size] for at in range(len(token) - size + 1)}
        else:
            found |= {token[at:] for at in range(len(token) - size + 1)}
    return found


SPECS = [
    ("tokens", "tokens", 1, None),
    ("tokens:shortest=4", "tokens", 4, None),
    ("qgrams:size=3", "qgrams", 3, None),
    ("suffixes:shortest=3,largest=6", "suffixes", 3, 6),
]


@pytest.mark.parametrize(("notation", "kind", "size", "largest"), SPECS)
@pytest.mark.parametrize("sided", [False, True])
def test_parts_of_values_on_two_thousand_records(
    notation: str, kind: str, size: int, largest: int | None, sided: bool
) -> None:
    """The pairs of a naive reference, over every field."""
    made = generate(GeneratorSettings(rows=2000, seed=5))
    records = prepare(made.records).standard
    names = ["given_name", "family_name", "email", "phone"]
    records = StandardRecords(records.size, {name: records[name] for name in names})
    side = (np.arange(2000) % 2).astype(np.int32) if sided else None
    found = streamed(parse_strategy(notation), BlockingTask(records, side, threads=2))
    blocks: dict[str, set[int]] = {}
    for name in names:
        for row, text in enumerate(row_texts(records[name])):
            for part in parts(text or "", kind, size):
                blocks.setdefault(part, set()).add(row)
    expected = {
        pair
        for block in blocks.values()
        if largest is None or len(block) <= largest
        for pair in itertools.combinations(sorted(block), 2)
        if apart(side, pair)
    }
    assert found == expected


def test_keys_are_the_pairs_that_agree_on_a_rule() -> None:
    given = ["ann", "ann", "bob", None, "ann"]
    city = ["rome", "rome", "rome", "rome", "oslo"]
    phone = ["1", None, "2", "2", "1"]
    task = task_of(5, None, given_name=given, city=city, phone=phone)
    found = streamed(parse_strategy("keys:rules=given_name&city;phone"), task)
    assert found == {(0, 1), (0, 4), (2, 3)}
    sided = BlockingTask(task.records, np.array([0, 0, 1, 0, 1], np.int32))
    assert streamed(parse_strategy("keys:rules=given_name&city;phone"), sided) == {(0, 4), (2, 3)}


def test_learned_conjunctions_are_those_of_auto() -> None:
    made = generate(GeneratorSettings(rows=3000, seed=2))
    prepared = prepare(made.records)
    task = BlockingTask(prepared.standard, threads=2)
    found = streamed(parse_strategy("learned:budget=10"), task)
    entity = made.truth["entity"].to_numpy()[prepared.order]
    true = {(a, b) for a, b in itertools.combinations(range(3000), 2) if entity[a] == entity[b]}
    assert len(found & true) > 0.98 * len(true)
    assert len(found) <= 10 * 3000


@pytest.mark.parametrize("notation", ["tokens/purge", "qgrams/filter/prune", "keys:rules=phone"])
def test_threads_change_nothing(notation: str) -> None:
    made = generate(GeneratorSettings(rows=3000, seed=3))
    records = prepare(made.records).standard
    streams = []
    for threads in (1, 2):
        fitted = parse_strategy(notation).fit(BlockingTask(records, threads=threads))
        chunks = list(fitted.pairs())
        streams.append([np.concatenate(side).tolist() for side in zip(*chunks, strict=True)])
    assert streams[0] == streams[1]
    assert streams[0][0]


@pytest.mark.parametrize(
    "notation", ["tokens", "qgrams/purge", "suffixes/filter/prune", "tokens+qgrams"]
)
@pytest.mark.parametrize("size", [0, 1, 2])
def test_hardly_any_records(notation: str, size: int) -> None:
    task = task_of(size, None, given_name=["ann lee", "ann li"][:size])
    found = streamed(parse_strategy(notation), task)
    assert found <= {(0, 1)}
    assert bool(found) == (size == 2)


def test_the_union_holds_each_pair_once() -> None:
    task = task_of(4, None, given_name=["ann", "ann", "bob", "bob"], city=["x", "x", "y", "z"])
    one, two = parse_strategy("tokens:fields=given_name"), parse_strategy("tokens:fields=city")
    both = streamed(parse_strategy("tokens:fields=given_name+tokens:fields=city"), task)
    assert both == streamed(one, task) | streamed(two, task)


@pytest.mark.parametrize(
    ("notation", "says"),
    [
        ("tokenz", "did you mean 'tokens'"),
        ("tokens:shortst=2", "did you mean 'shortest'"),
        ("tokens:shortest=0", "shortest"),
        ("tokens:shortest", "name=value"),
        ("purge", "proposes no pairs"),
        ("tokens/prune/purge", "can't stand before"),
        ("keys:rules=phone/purge", "nothing can follow"),
        ("tokens/tokens", "can't follow"),
        ("tokens/prune:weight=best", "weight"),
    ],
)
def test_notation_that_is_wrong_says_why(notation: str, says: str) -> None:
    with pytest.raises(PlanError) as caught:
        parse_strategy(notation)
    assert says in f"{caught.value} {caught.value.hint}"


def test_a_field_that_is_not_there() -> None:
    with pytest.raises(PlanError, match="no field 'phone'"):
        parse_strategy("tokens:fields=phone").fit(task_of(2, None, city=["x", "y"]))
