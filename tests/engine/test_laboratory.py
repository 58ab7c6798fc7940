"""The blocking laboratory in this process: bench, samples, measures, strategies."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.columns import row_texts
from twinset.config import Plan
from twinset.errors import InputError, PlanError
from twinset.evaluation import evaluate, evaluate_pairs
from twinset.laboratory import selection
from twinset.laboratory.bench import UNKNOWN, Bench, load, open_bench, pairs_within, sample, store
from twinset.laboratory.catalogue import catalogue
from twinset.laboratory.final import cluster_quality
from twinset.laboratory.measure import measure
from twinset.laboratory.overlap import exclusive_candidates, exclusive_found
from twinset.laboratory.pair_sample import PairSample, Sampler
from twinset.pair_codes import pack_pairs, unpack_pairs
from twinset.strategies import names, parse_strategy
from twinset.types import Clusters, Role

ROWS = 90
PLAN = Plan(
    roles={
        "id": Role.RECORD_ID,
        "system": Role.SOURCE,
        "given_name": Role.GIVEN_NAME,
        "family_name": Role.FAMILY_NAME,
        "email": Role.EMAIL,
    }
)


@pytest.fixture(scope="module")
def table() -> pa.Table:
    given = ["Ada", "Grace", "Edsger", "Barbara", "Donald", "Alan", "Zoë"]
    return pa.table(
        {
            "id": [f"r{n}" for n in range(ROWS)],
            "system": ["a" if n % 3 else "b" for n in range(ROWS)],
            "given_name": [given[n // 3 % 7] for n in range(ROWS)],
            "family_name": [f"Name{n // 3}x" if n % 5 else None for n in range(ROWS)],
            "email": [f"p{n // 3}@example.org" if n % 4 else None for n in range(ROWS)],
        }
    )


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("truth") / "truth.csv"
    lines = [f"r{n},{n // 3}" for n in range(ROWS - 6)]  # the last six are not known
    path.write_text("\n".join(["id,entity", *lines]) + "\n")
    return path


@pytest.fixture(scope="module")
def bench(table: pa.Table, truth: Path) -> Bench:
    return open_bench(table, PLAN, truth=truth)[1]


def naive_pairs(labels: np.ndarray, side: np.ndarray | None) -> int:
    return sum(
        labels[a] == labels[b] != UNKNOWN and (side is None or side[a] != side[b])
        for a, b in itertools.combinations(range(len(labels)), 2)
    )


@given(st.lists(st.tuples(st.integers(-1, 4), st.integers(0, 2)), max_size=40))
@settings(max_examples=60, deadline=None)
def test_pairs_within_labels_and_sides(cells: list[tuple[int, int]]) -> None:
    labels = np.array([label for label, _ in cells], np.int64)
    side = np.array([side for _, side in cells], np.int32)
    assert pairs_within(labels, None) == naive_pairs(labels, None)
    assert pairs_within(labels, side) == naive_pairs(labels, side)


def test_the_truth_is_in_canonical_order(bench: Bench) -> None:
    assert bench.entity is not None
    emails = row_texts(bench.records["email"])
    known = [(e, m) for e, m in zip(bench.entity, emails, strict=True) if e != UNKNOWN and m]
    assert len({e for e, _ in known}) == len({m for _, m in known}) == len(set(known))
    assert int((bench.entity == UNKNOWN).sum()) == 6
    assert bench.true_pairs == (ROWS - 6) // 3 * 3


def test_a_bench_is_stored_and_mapped(bench: Bench, tmp_path: Path) -> None:
    store(bench, tmp_path / "bench")
    again = load(tmp_path / "bench")
    assert again.entity is not None
    assert bench.entity is not None
    assert again.entity.tolist() == bench.entity.tolist()
    assert list(again.records.fields) == list(bench.records.fields)
    for name, column in bench.records.fields.items():
        other = again.records[name]
        assert row_texts(other) == row_texts(column)
        assert type(other.codes) is np.ndarray
        assert other.codes.flags.writeable
        assert other.codes.flags.aligned
        assert other.codes.dtype == column.codes.dtype


def test_samples_are_whole_entities_and_nested(bench: Bench) -> None:
    before: set[tuple[str | None, ...]] = set()
    for size in (1, 10, 31, 60, ROWS, 1000):
        part = sample(bench, size)
        assert part.entity is not None
        assert part.size <= max(3, size)
        assert part.size > size - 3 or size >= ROWS
        known = part.entity[part.entity != UNKNOWN]
        assert set(np.unique(known, return_counts=True)[1].tolist()) <= {3}
        fields = [row_texts(column) for column in part.records.fields.values()]
        rows = set(zip(*fields, strict=True))
        assert rows >= before
        before = rows
        for column in part.records.fields.values():
            assert set(np.unique(column.codes)) - {-1} == set(range(column.distinct))


def test_shared_values_stay_shared() -> None:
    emails = ["a@x.org", "b@x.org", "c@x.org", "d@x.org"]
    table = pa.table({"email": emails * 5, "email 2": emails[::-1] * 5, "city": ["Bath"] * 20})
    whole = open_bench(table)[1]
    assert "email_2" in whole.records
    part = sample(whole, 7)
    assert part.size == 7
    assert part.records["email"].data is part.records["email_2"].data
    rows = set(zip(row_texts(part.records["email"]), row_texts(part.records["email_2"]),
                   strict=True))  # fmt: skip
    assert rows <= {(a, b) for a, b in zip(emails, emails[::-1], strict=True)} | {
        (b, a) for a, b in zip(emails, emails[::-1], strict=True)
    }


def test_sides_of_a_link_task(table: pa.Table, truth: Path) -> None:
    bench = open_bench(table, PLAN, truth=truth, link_by="system")[1]
    assert bench.side is not None
    assert sorted(np.bincount(bench.side).tolist()) == [ROWS // 3, ROWS - ROWS // 3]
    assert bench.true_pairs == (ROWS - 6) // 3 * 2  # of three one is on the other side
    assert bench.possible_pairs == ROWS // 3 * (ROWS - ROWS // 3)
    measured, _ = measure(parse_strategy("keys:rules=email"), bench)
    assert 0 < measured.found_pairs < bench.true_pairs


def test_bad_truth_and_bad_sides(table: pa.Table, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("id,entity\nx,1\n")
    twice = tmp_path / "twice.csv"
    twice.write_text("id,entity\nr1,1\nr1,2\n")
    with pytest.raises(InputError, match="no id of the records"):
        open_bench(table, PLAN, truth=other)
    with pytest.raises(InputError, match="stands twice"):
        open_bench(table, PLAN, truth=twice)
    with pytest.raises(PlanError, match="no column 'nowhere'"):
        open_bench(table, PLAN, link_by="nowhere")
    with pytest.raises(InputError, match="one side"):
        open_bench(table, PLAN, link_by="file")


@pytest.mark.parametrize("notation", ["keys:rules=email;family_name", "tokens", "learned"])
def test_measures_are_those_of_evaluation(bench: Bench, notation: str) -> None:
    measured, proposed = measure(parse_strategy(notation), bench, repeat=2)
    assert bench.entity is not None
    sampled = proposed.sample
    assert sampled.rate == 1.0
    # a record that the truth does not know is nobody's duplicate
    alone = np.where(bench.entity == UNKNOWN, 1000 + np.arange(bench.size), bench.entity)
    judged = evaluate_pairs(sampled.left, sampled.right, alone)
    assert measured.candidate_pairs == judged.candidate_pairs > 0
    assert measured.found_pairs == judged.found_pairs == len(proposed.found) > 0
    assert bench.true_pairs == judged.true_pairs
    assert measured.judged_pairs <= measured.candidate_pairs
    assert len(measured.fit_seconds) == len(measured.pair_seconds) == 2
    assert measured.repeatable


def test_the_end_is_measured_as_evaluate_does(bench: Bench) -> None:
    assert bench.entity is not None
    rng = np.random.default_rng(3)
    known = np.flatnonzero(bench.entity != UNKNOWN)
    membership = rng.integers(0, 30, bench.size).astype(np.int32)
    precision, recall, f1 = cluster_quality(Clusters(membership), bench)
    judged = evaluate(membership[known], bench.entity[known])
    assert (precision, recall, f1) == (judged.precision, judged.recall, judged.f1)


@given(st.integers(0, 3000), st.integers(1, 400))
@settings(max_examples=30, deadline=None)
def test_a_sample_is_the_same_however_it_is_fed(pairs: int, limit: int) -> None:
    right = np.arange(1, pairs + 1, dtype=np.int32)
    left = np.zeros(pairs, np.int32)
    whole, parts = Sampler(limit), Sampler(limit)
    whole.add(left, right)
    for first in range(0, pairs, 97):
        parts.add(left[first : first + 97], right[first : first + 97])
    one, two = whole.sample(), parts.sample()
    assert one.rate == two.rate
    assert one.packed.tolist() == two.packed.tolist()
    assert len(one.left) <= limit
    if pairs <= limit:
        assert one.rate == 1.0
    if pairs > 1000:
        assert len(one.left) / one.rate == pytest.approx(pairs, rel=0.5) or limit < 50


def test_a_lower_rate_is_a_part(bench: Bench) -> None:
    right = np.arange(1, 20_001, dtype=np.int32)
    full = PairSample(np.zeros(20_000, np.int32), right, 1.0)
    half, quarter = full.at(0.5), full.at(0.25)
    assert half.at(0.25).packed.tolist() == quarter.packed.tolist()
    assert set(quarter.packed.tolist()) < set(half.packed.tolist())
    assert len(half.left) == pytest.approx(10_000, rel=0.05)
    left, again = unpack_pairs(pack_pairs(full.left, full.right))
    assert left.tolist() == full.left.tolist()
    assert again.tolist() == right.tolist()


@given(st.lists(st.sets(st.integers(0, 30)), max_size=5))
@settings(max_examples=50, deadline=None)
def test_what_only_one_has(sets: list[set[int]]) -> None:
    lists = [np.array(sorted(numbers), np.int64) for numbers in sets]
    expected = [
        len(own - set().union(*(other for other in sets if other is not own))) for own in sets
    ]
    assert exclusive_found(lists) == expected
    samples = [
        PairSample(np.zeros(len(part), np.int32), (part + 1).astype(np.int32), 1.0)
        for part in lists
    ]
    assert exclusive_candidates(samples) == [(count, True) for count in expected]


def test_every_strategy_is_documented() -> None:
    entries = {entry.name: entry for entry in catalogue()}
    assert set(entries) >= set(names())
    for entry in entries.values():
        assert len(entry.doc) > 30, entry.name
        for parameter in entry.parameters:
            assert parameter.type, (entry.name, parameter.name)
    rules = next(p for p in entries["keys"].parameters if p.name == "rules")
    assert rules.default is None
    assert "&" in rules.doc
    assert entries["prune"].kind == "pruner"


def test_the_default_selection_can_be_run(bench: Bench) -> None:
    chosen = selection.default_strategies(bench.records)
    assert len(chosen) == len(set(chosen)) >= 5
    assert len(selection.check(chosen)) == len(chosen)
    assert {name for name in names() if selection._works_alone(name)} <= {
        step.partition(":")[0] for notation in chosen for term in notation.split("+")
        for step in term.split("/")
    }  # fmt: skip
    assert any(notation.startswith("keys:rules=email") for notation in chosen)
    with pytest.raises(PlanError, match="no blocking strategy 'tokns'"):
        selection.check(["tokns"])
