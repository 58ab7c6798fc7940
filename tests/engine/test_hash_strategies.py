"""Strategies by hashed signatures: MinHash-LSH, LSH Forest, SimHash."""

from __future__ import annotations

import itertools
from functools import partial

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.blocking.record_text import record_text
from twinset.columns import from_arrow
from twinset.generator import GeneratorSettings, generate
from twinset.preparation import prepare
from twinset.strategies import BlockingTask, parse_strategy
from twinset.strategies.lsh import Lsh
from twinset.strategies.lsh_forest import LshForest, forest_paths
from twinset.strategies.simhash import SimHash, _fingerprints, layout
from twinset.types import Int32, StandardRecords

Pair = tuple[int, int]
SIDES = [False, True]


def streamed(notation: str, task: BlockingTask) -> set[Pair]:
    pairs = [
        pair
        for left, right in parse_strategy(notation).fit(task).pairs()
        for pair in zip(left.tolist(), right.tolist(), strict=True)
    ]
    assert len(pairs) == len(set(pairs)), "a pair was proposed twice"
    assert all(left < right for left, right in pairs)
    assert task.side is None or all(task.side[left] != task.side[right] for left, right in pairs)
    return set(pairs)


def task_of(size: int, side: Int32 | None = None, **columns: list[str | None]) -> BlockingTask:
    fields = {name: from_arrow(pa.array(values, pa.string())) for name, values in columns.items()}
    return BlockingTask(StandardRecords(size, fields), side, threads=2)


@pytest.fixture(scope="module")
def base() -> StandardRecords:
    """2,000 generated records."""
    return prepare(generate(GeneratorSettings(rows=2000, seed=5)).records).standard


def sided(sides: bool, size: int = 2000) -> Int32 | None:
    return (np.arange(size) * 7 % 3 % 2).astype(np.int32) if sides else None


def texts(records: StandardRecords) -> list[str]:
    text = record_text(records)
    return [
        "".join(map(chr, text.data[start:stop])) for start, stop in itertools.pairwise(text.offsets)
    ]


def shingles(text: str, size: int) -> set[str]:
    if not text:
        return set()
    return {text[at : at + size] for at in range(max(1, len(text) - size + 1))}


def jaccard(records: list[str], size: int) -> np.ndarray:
    """All against all, (rows, rows); 0 for rows without text."""
    sets = [shingles(text, size) for text in records]
    numbers = {gram: n for n, gram in enumerate(dict.fromkeys(itertools.chain(*sets)))}
    dense = np.zeros((len(sets), len(numbers)), np.float32)
    for row, grams in enumerate(sets):
        dense[row, [numbers[gram] for gram in grams]] = 1
    common = dense @ dense.T
    sizes = dense.sum(axis=1)
    return np.asarray(common / np.maximum(1, sizes[:, None] + sizes - common))


# MinHash-LSH ----------------------------------------------------------------------------------


def planted(similarity: float, pairs: int, rng: np.random.Generator) -> list[str]:
    """Texts two by two, whose sets of 8-grams have just this Jaccard similarity: what they share
    stands first, 200 8-grams are of one of the two or of both."""
    shared = round(200 * similarity)
    apart = (200 - shared) // 2
    common = rng.integers(97, 123, (pairs, 1, shared + 7), np.uint8).repeat(2, axis=1)
    ends = rng.integers(97, 123, (pairs, 2, apart), np.uint8)
    joined = np.concatenate([common, ends], axis=2)
    return [row.tobytes().decode() for row in joined.reshape(2 * pairs, -1)]


@pytest.mark.parametrize("threshold", [0.4, 0.7])
def test_lsh_finds_what_the_s_curve_says(threshold: float) -> None:
    """Within 2 points at every step, with 4,000 pairs a step."""
    rng = np.random.default_rng(11)
    pairs = 4000
    strategy = Lsh(threshold=threshold, shingle=8, fields="text")
    for step in range(1, 10):
        similarity = step / 10
        made: list[str | None] = [*planted(similarity, pairs, rng)]
        one, two = shingles(str(made[0]), 8), shingles(str(made[1]), 8)
        assert len(one & two) / len(one | two) == pytest.approx(similarity)
        task = task_of(2 * pairs, text=made)
        found = 0
        for left, right in strategy.fit(task).pairs():
            found += int(((right == left + 1) & (left % 2 == 0)).sum())
        bands, rows = strategy.bands()
        expected = 1.0 - (1.0 - similarity**rows) ** bands
        assert found / pairs == pytest.approx(expected, abs=0.02), similarity


@pytest.mark.parametrize("sides", SIDES)
def test_lsh_on_two_thousand_records(base: StandardRecords, sides: bool) -> None:
    """The pairs that agree in a band of a naive MinHash; the S-curve as a whole."""
    from twinset.blocking.lsh import hash_family
    from twinset.kernels.minhash import signatures

    task = BlockingTask(base, sided(sides), threads=2)
    strategy = Lsh(threshold=0.5, permutations=64)
    bands, rows = strategy.bands()
    text = record_text(base)
    values = np.empty((2000, 64), np.uint32)
    signatures(text.data, text.offsets, 3, *hash_family(64, 1), values)
    expected: set[Pair] = set()
    for band in range(bands):
        blocks: dict[bytes, list[int]] = {}
        for row in np.flatnonzero(np.diff(text.offsets)).tolist():
            key = values[row, band * rows : (band + 1) * rows].tobytes()
            blocks.setdefault(key, []).append(row)
        for block in blocks.values():
            expected |= set(itertools.combinations(block, 2))
    if task.side is not None:
        expected = {(a, b) for a, b in expected if task.side[a] != task.side[b]}
    found = streamed("lsh:threshold=0.5,permutations=64", task)
    assert found == expected
    similarity = jaccard(texts(base), 3)
    left, right = np.triu_indices(2000, 1)
    if task.side is not None:
        across = task.side[left] != task.side[right]
        left, right = left[across], right[across]
    chance = 1 - (1 - similarity[left, right].astype(float) ** rows) ** bands
    near = chance > 0.5
    met = sum(pair in found for pair in zip(left[near].tolist(), right[near].tolist(), strict=True))
    assert met >= 0.97 * chance[near].sum()


def test_lsh_blocks_can_be_refined(base: StandardRecords) -> None:
    task = BlockingTask(base, threads=2)
    assert streamed("lsh/filter:ratio=0.3", task) < streamed("lsh", task)


# LSH Forest -----------------------------------------------------------------------------------


def naive_forest(plan: LshForest, task: BlockingTask) -> set[Pair]:
    paths, filled = forest_paths(plan, task)
    values = [[int(path).to_bytes(8, "big") for path in tree] for tree in paths]
    orders = []
    for tree in values:
        rows = [row for row in range(task.size) if filled[row]]
        orders.append(sorted(rows, key=lambda row, tree=tree: (tree[row], row)))  # type: ignore[misc]
    places = [{row: place for place, row in enumerate(order)} for order in orders]

    def close(tree: list[bytes], row: int, length: int, other: int) -> bool:
        return tree[row][:length] == tree[other][:length]

    pairs = set()
    for row in np.flatnonzero(filled).tolist():
        found: list[int] = []
        for length in range(8, 0, -1):
            for tree, order, at in zip(values, orders, places, strict=True):
                before = order[: at[row]][::-1]
                for side in (before, order[at[row] + 1 :]):
                    run = itertools.takewhile(partial(close, tree, row, length), side)
                    for other in run:
                        own = task.side is not None and task.side[row] == task.side[other]
                        if other not in found and not own:
                            found.append(other)
        found = found[: plan.k * plan.candidates]
        equal = {
            other: sum(
                x == y for tree in values for x, y in zip(tree[row], tree[other], strict=True)
            )
            for other in found
        }
        for other in sorted(found, key=lambda o: (-equal[o], o))[: plan.k]:
            pairs.add((min(row, other), max(row, other)))
    return pairs


@pytest.mark.parametrize("sides", SIDES)
def test_forest_against_a_naive_one(base: StandardRecords, sides: bool) -> None:
    few = task_of(150, full_name=[text or None for text in texts(base)[:150]])
    task = BlockingTask(few.records, sided(sides, 150), threads=2)
    for plan in (LshForest(k=2, trees=3, candidates=3), LshForest(k=5, trees=2, candidates=1)):
        notation = f"lsh-forest:k={plan.k},trees={plan.trees},candidates={plan.candidates}"
        assert streamed(notation, task) == naive_forest(plan, task)


@pytest.mark.parametrize("sides", SIDES)
def test_forest_finds_the_nearest_of_two_thousand(base: StandardRecords, sides: bool) -> None:
    """Of each record's nearest by Jaccard similarity, where that is 0.4 or more: 97 of 100."""
    task = BlockingTask(base, sided(sides), threads=2)
    similarity = jaccard(texts(base), 3)
    np.fill_diagonal(similarity, -1)
    if task.side is not None:
        similarity[task.side[:, None] == task.side] = -1
    nearest = similarity.argmax(axis=1)
    rows = np.flatnonzero(similarity.max(axis=1) >= 0.4).tolist()
    found = streamed("lsh-forest:k=5", task)
    met = sum((min(row, nearest[row]), max(row, nearest[row])) in found for row in rows)
    assert met >= 0.97 * len(rows)
    assert len(found) <= 5 * 2000


# SimHash --------------------------------------------------------------------------------------


@pytest.mark.parametrize("sides", SIDES)
@pytest.mark.parametrize("distance", [0, 3, 8, 12])
def test_simhash_is_exact_within_its_distance(
    base: StandardRecords, distance: int, sides: bool
) -> None:
    task = BlockingTask(base, sided(sides), threads=2)
    prints, filled = _fingerprints(SimHash(), task)
    left, right = np.triu_indices(2000, 1)
    near = np.bitwise_count(prints[left] ^ prints[right]) <= distance
    near &= filled[left] & filled[right]
    if task.side is not None:
        near &= task.side[left] != task.side[right]
    expected = set(zip(left[near].tolist(), right[near].tolist(), strict=True))
    assert streamed(f"simhash:distance={distance}", task) == expected
    assert len(expected) > 10


@given(st.lists(st.integers(0, 2**64 - 1), min_size=2, max_size=2), st.integers(0, 24))
@settings(deadline=None, max_examples=200)
def test_simhash_tables_hold_every_near_pair(prints: list[int], distance: int) -> None:
    """Pigeonholes: that many bits can't spoil more blocks than a table may lack."""
    for rows in (10, 10**6):
        blocks, taken = layout(distance, rows)
        assert np.bitwise_or.reduce(blocks) == np.uint64(2**64 - 1)
        assert np.bitwise_count(blocks).sum() == 64
        assert len(blocks) - taken == distance
    one, two = prints
    if (one ^ two).bit_count() <= distance:
        assert sum((one ^ two) & int(block) == 0 for block in blocks) >= taken


def test_simhash_estimates_the_angle() -> None:
    """Hamming distance over 64 is the angle over pi, on average: 3-grams of like weight."""
    rng = np.random.default_rng(4)
    common = rng.integers(97, 123, (1500, 1, 82), np.uint8).repeat(2, axis=1)
    ends = rng.integers(97, 123, (1500, 2, 40), np.uint8)
    joined = np.concatenate([common, ends], axis=2).reshape(3000, -1)
    made: list[str | None] = [row.tobytes().decode() for row in joined]
    prints, _ = _fingerprints(SimHash(fields="text"), task_of(3000, text=made))
    measured = np.bitwise_count(prints[::2] ^ prints[1::2]).mean() / 64
    # 80 of 120 3-grams of each are shared, but for those that are there by chance
    assert measured == pytest.approx(np.arccos(80 / 120) / np.pi, abs=0.015)


# All of them ----------------------------------------------------------------------------------

ALL = ["lsh", "lsh-forest", "simhash", "lsh:threshold=0.8/purge"]


@pytest.mark.parametrize("notation", ALL)
def test_threads_change_nothing(notation: str, base: StandardRecords) -> None:
    streams = []
    for threads in (1, 2):
        fitted = parse_strategy(notation).fit(BlockingTask(base, threads=threads))
        chunks = list(fitted.pairs())
        streams.append([np.concatenate(side).tolist() for side in zip(*chunks, strict=True)])
    assert streams[0] == streams[1]
    assert streams[0][0]


@pytest.mark.parametrize("notation", ALL)
@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_hardly_any_records(notation: str, size: int) -> None:
    names: list[str | None] = ["ann leeson", "ann leeson", None]
    for side in (None, np.array([0, 1, 0], np.int32)[:size]):
        found = streamed(notation, task_of(size, side, full_name=names[:size]))
        assert found == ({(0, 1)} if size > 1 else set())
    same = np.zeros(size, np.int32)
    assert not streamed(notation, task_of(size, same, full_name=names[:size]))
    assert not streamed(notation, task_of(size, None, full_name=[None] * size))
    assert not streamed(notation, task_of(size))


@pytest.mark.parametrize("notation", ["lsh", "lsh-forest", "simhash:distance=20"])
def test_code_points_beyond_ascii(notation: str) -> None:
    names: list[str | None] = ["\U0001f600 анна бергман", "\U0001f600 анна бергманн", "qqq vvv"]
    assert (0, 1) in streamed(notation, task_of(3, full_name=names))
