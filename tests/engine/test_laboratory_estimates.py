"""Recall without truth: the true figure lies in the interval, and the truth is never looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from people import people, records

from twinset.config import Plan
from twinset.laboratory.bench import Bench, open_bench, take
from twinset.laboratory.estimates import (
    RecallEstimates,
    _agreed,
    _chao,
    _wilson,
    estimate_recall,
    families_of,
)
from twinset.laboratory.pair_sample import PairSample, Sampler
from twinset.preparation import prepare
from twinset.strategies import parse_strategy
from twinset.types import Role

STRATEGIES = (
    "tokens/purge/filter",
    "qgrams/purge/filter",
    "suffixes",
    "learned",
    "keys:rules=email",
    "keys:rules=names",
    "keys:rules=birth_date",
)


def bench_of(table: pa.Table) -> Bench:
    prepared = prepare(records(table))
    person = np.asarray(table["person"].to_numpy(), np.int64)
    return Bench(prepared.standard, None, person[prepared.order])


def proposed(bench: Bench, notations: Sequence[str]) -> tuple[list[PairSample], list[float]]:
    """The sample of each strategy, and its true recall."""
    samples, recalls = [], []
    assert bench.entity is not None
    for notation in notations:
        sampler, found = Sampler(), 0
        for left, right in parse_strategy(notation).fit(bench.task()).pairs():
            sampler.add(left, right)
            found += int((bench.entity[left] == bench.entity[right]).sum())
        samples.append(sampler.sample())
        recalls.append(found / (bench.true_pairs or 1))
    return samples, recalls


def missed(estimates: RecallEstimates, recalls: Sequence[float]) -> list[int]:
    """The strategies whose true recall is outside the interval."""
    outside = []
    for number, (estimate, true) in enumerate(zip(estimates.strategies, recalls, strict=True)):
        recall = estimate.recall
        assert recall is not None
        assert 0 <= recall.low <= recall.value <= recall.high <= 1
        if not recall.low - 1e-9 <= true <= recall.high + 1e-9:
            outside.append(number)
    return outside


@pytest.fixture(scope="module")
def base() -> tuple[Bench, list[PairSample], list[float]]:
    bench = bench_of(people(1500, 500))
    return bench, *proposed(bench, STRATEGIES)


def test_the_true_recall_lies_in_the_interval(
    base: tuple[Bench, list[PairSample], list[float]],
) -> None:
    bench, samples, recalls = base
    found = estimate_recall(bench, samples, families_of(STRATEGIES))
    assert missed(found, recalls) == []
    assert found.matches is not None
    assert found.matches.low <= (bench.true_pairs or 0) <= found.matches.high
    assert found.rate == 1.0
    widths = [e.recall.high - e.recall.low for e in found.strategies if e.recall]
    assert float(np.mean(widths)) < 0.25
    for number, estimate in enumerate(found.strategies):
        assert estimate.quality is not None
        true_quality = recalls[number] * (bench.true_pairs or 0) / len(samples[number].left)
        assert estimate.quality.low - 1e-9 <= true_quality <= estimate.quality.high + 1e-9


def test_neither_truth_nor_threads_change_it(
    base: tuple[Bench, list[PairSample], list[float]],
) -> None:
    bench, samples, _ = base
    with_truth = estimate_recall(bench, samples, families_of(STRATEGIES), threads=2)
    assert estimate_recall(replace(bench, entity=None), samples, families_of(STRATEGIES)) == (
        with_truth
    )


def test_a_part_of_the_pairs_will_do(base: tuple[Bench, list[PairSample], list[float]]) -> None:
    bench, samples, recalls = base
    whole = estimate_recall(bench, samples, families_of(STRATEGIES))
    part = estimate_recall(bench, samples, families_of(STRATEGIES), limit=whole.scored // 3)
    assert part.rate in (1 / 4, 1 / 8)
    assert part.scored <= whole.scored // 3
    assert missed(part, recalls) == []
    assert part.matches is not None
    assert part.matches.low <= (bench.true_pairs or 0) <= part.matches.high


def test_what_all_strategies_miss_is_in_the_interval() -> None:
    """Strategies that see one field each: a fifth of the matches is found by none of them."""
    bench = bench_of(people(1500, 500, seed=3))
    notations = ["keys:rules=email", "tokens:fields=street/purge"]
    samples, recalls = proposed(bench, notations)
    assert max(recalls) < 0.95
    found = estimate_recall(bench, samples, families_of(notations))
    assert missed(found, recalls) == []
    alone = estimate_recall(bench, samples[:1], families_of(notations[:1]))
    assert alone.strategies[0].recall is not None
    assert any("one family" in note for note in alone.notes)


def test_without_duplicates_there_is_nothing_to_estimate() -> None:
    bench = bench_of(people(1500, 500))
    assert bench.entity is not None
    _, first = np.unique(bench.entity, return_index=True)
    single = take(bench, np.sort(first)[:40].astype(np.int64))
    samples, _ = proposed(single, ["tokens", "qgrams"])
    found = estimate_recall(single, samples, ["tokens", "qgrams"])
    assert found.matches is None
    assert all(estimate.recall is None for estimate in found.strategies)
    assert found.notes


def test_where_nothing_identifies_the_strategies_are_heard() -> None:
    """A catalogue: the model takes products of one maker for one, so its word alone is not the
    interval, and the report says so."""
    rng = np.random.default_rng(4)
    makers, kinds = ["acme", "globex", "initech"], ["phone", "camera", "printer", "radio"]
    titles, entities = [], []
    for product in range(300):
        number = f"{rng.integers(100, 999)}"
        maker, kind = makers[product % 3], kinds[product % 4]
        titles.append(f"{maker} {kind} with a long description of its colours {number}")
        entities.append(product)
        if product < 150:
            titles.append(f"{number} {kind} {maker} in silver")
            entities.append(product)
    prepared, bench = open_bench(pa.table({"title": titles}), Plan(roles={"title": Role.TEXT}))
    bench = replace(bench, entity=np.array(entities)[prepared.order])
    notations = ["tokens/purge", "qgrams/purge", "sorted", "tfidf:k=1"]
    samples, recalls = proposed(bench, notations)
    found = estimate_recall(bench, samples, families_of(notations))
    assert any("no field identifies" in note for note in found.notes)
    if found.matches is not None:
        assert missed(found, recalls) == []


def test_what_several_families_propose() -> None:
    occasions = np.array([[1, 1, 1], [1, 1, 0], [0, 0, 1]], np.bool_)
    assert [mask.tolist() for mask in _agreed(occasions)] == [
        [True, True, False], [True, False, False],
    ]  # fmt: skip
    assert _agreed(occasions[2:]) == []


def test_as_many_families_as_samples() -> None:
    with pytest.raises(ValueError, match="families"):
        estimate_recall(bench_of(people(20, 5)), [], ["tokens"])


def test_families() -> None:
    assert families_of(["learned", "learned:budget=3", "tokens/purge", "tokens:shortest=2"]) == [
        "learned", "learned", "tokens", "tokens",
    ]  # fmt: skip
    joined = families_of(["sorted", "learned+sorted:window=7", "learned", "qgrams"])
    assert joined[0] == joined[1] == joined[2] != joined[3]
    assert families_of([]) == []


def test_the_unseen_of_independent_occasions() -> None:
    """Occasions of unequal catchability, by Chao's formula and by its slow twin."""
    rng = np.random.default_rng(2)
    caught = rng.random((20_000, 4)) < [0.9, 0.6, 0.4, 0.2]
    seen = caught[caught.any(axis=1)]
    missed, factor = _chao(seen, np.ones(len(seen)))
    assert missed == pytest.approx(len(caught) - len(seen), rel=0.15)
    assert factor > 1
    times = seen.sum(axis=1)
    alone = [int(((times == 1) & seen[:, i]).sum()) for i in range(4)]
    twin = sum(a * b for a, b in combinations(alone, 2)) / (int((times == 2).sum()) + 1)
    assert missed == pytest.approx(twin)
    assert _chao(seen[:, :1], np.ones(len(seen)))[0] == 0.0


def test_wilson() -> None:
    """Wilson's interval of 8 of 10, as tabulated; and at the borders."""
    assert _wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert _wilson(0, 10)[0] == pytest.approx(0.0, abs=1e-12)
    assert _wilson(10, 10)[1] == pytest.approx(1.0)


@pytest.mark.public
@pytest.mark.parametrize(
    "name", ["febrl1", "fake_1000", "restaurants", "childcare_sites", "abt_buy", "cora"]
)
def test_public_sets(name: str, datasets: Path, public_set: Callable[[str], pa.Table]) -> None:
    """Strategies that anyone would compare: the true recall of every one lies in its interval."""
    public_set(name)  # skips where it is not there
    folder = datasets / name
    _, bench = open_bench([str(folder / "records.csv")], truth=folder / "truth.csv")
    samples, recalls = proposed(bench, STRATEGIES[:4])
    found = estimate_recall(bench, samples, families_of(STRATEGIES[:4]))
    assert missed(found, recalls) == []
