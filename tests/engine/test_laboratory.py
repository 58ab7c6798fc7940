"""The blocking laboratory in this process: bench, samples, measures, frontier, plan, pictures."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET
from pathlib import Path

import msgspec
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.columns import row_texts
from twinset.config import Plan, dump_plan, parse_plan
from twinset.errors import InputError, PlanError
from twinset.evaluation import evaluate, evaluate_pairs
from twinset.laboratory import frontier, plans, selection
from twinset.laboratory.axes import recall_axis, ticks
from twinset.laboratory.bench import UNKNOWN, Bench, load, open_bench, pairs_within, sample, store
from twinset.laboratory.catalogue import catalogue
from twinset.laboratory.final import cluster_quality
from twinset.laboratory.measure import measure
from twinset.laboratory.overlap import exclusive_candidates, exclusive_found
from twinset.laboratory.pair_sample import PairSample, Sampler
from twinset.laboratory.pictures import frontier_svg, png
from twinset.laboratory.report import Estimated, SizeReport, Spread, StrategyRow
from twinset.laboratory.rows import recommendation
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


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25))
@settings(max_examples=100, deadline=None)
def test_the_frontier_is_what_nothing_beats(points: list[tuple[int, int]]) -> None:
    kept = frontier.pareto(points)

    def beaten(place: int) -> bool:
        cost, gain = points[place]
        return any(c <= cost and g >= gain and (c, g) != (cost, gain) for c, g in points)

    assert not any(beaten(place) for place in kept)
    assert {points[place] for place in range(len(points)) if not beaten(place)} == {
        points[place] for place in kept
    }
    chosen = [points[place] for place in kept]
    assert chosen == sorted(set(chosen))
    assert [gain for _, gain in chosen] == sorted({gain for _, gain in chosen})


def row(strategy: str, pairs: int, recall: float, seconds: float = 1.0) -> StrategyRow:
    spread = Spread(median=seconds, low=seconds * 0.9, high=seconds * 1.2)
    return StrategyRow(
        strategy=strategy, status="done", candidate_pairs=pairs, pair_completeness=recall,
        pairs_per_record=pairs / 1000, seconds=spread, fit_seconds=spread, pair_seconds=spread,
        largest_block=3, pairs_quality=0.5, peak_bytes=1 << 28, only_candidate_pairs=1,
    )  # fmt: skip


SOME = [
    row("a", 1000, 0.90, 0.1),
    row("b", 3000, 0.97, 2.0),
    row("c", 900_000, 0.98, 0.5),
    row("d", 3100, 0.96, 0.4),
    StrategyRow(strategy="e", status="time limit", message="stopped in its first pass"),
]


def test_the_recommendation_weighs_matches_and_pairs() -> None:
    best = frontier.recommended(SOME, true_pairs=1000)
    assert best is not None
    assert best.strategy == "b"  # ten more matches for 897,000 pairs are too dear
    assert frontier.recommended(SOME, true_pairs=1000, worth=1e6).strategy == "c"  # type: ignore[union-attr]
    assert frontier.recommended(SOME, true_pairs=1000, worth=0.1).strategy == "a"  # type: ignore[union-attr]
    assert frontier.recommended(SOME[-1:], true_pairs=1000) is None
    said = frontier.sentence(best, SOME)
    assert said == (
        "Take b: it finds 97.0 % of the true pairs from 3.0 candidate pairs a record (3,000), "
        "in 2.00 s; 98.0 % (c) would cost 300.0 times the pairs."
    )


def test_the_sentence_names_the_next_step_and_never_rounds_to_all() -> None:
    rows = [
        row("a", 1000, 0.9),
        row("b", 2000, 0.99),
        row("c", 9000, 0.999),
        row("d", 10**6, 0.99996),
    ]
    assert frontier.sentence(rows[0], rows).endswith(
        "; 99.0 % (b) would cost 2.0 times the pairs, "
        "99.996 % (d) would cost 1,000.0 times the pairs."
    )
    every = [row("a", 1000, 0.9), row("b", 2000, 1.0)]
    assert frontier.sentence(every[0], every).endswith(
        "; 100.0 % (b) would cost 2.0 times the pairs."
    )


def test_a_plan_holds_the_best_that_it_can_say() -> None:
    rows = [row("sorted-adaptive", 2000, 0.98), row("sorted", 9000, 0.97), row("lsh", 1000, 0.8)]
    said = recommendation(rows[0], rows, Plan(), 1000.0)
    assert (said.strategy, said.plan, said.plan_strategy) == ("sorted-adaptive", "none", "sorted")
    assert "sorted-adaptive" in said.plan_note
    exact = recommendation(rows[2], rows, Plan(), 1000.0)
    assert (exact.plan, exact.plan_strategy) == ("exact", "lsh")
    alone = recommendation(rows[0], rows[:1], Plan(), 1000.0)
    assert alone.plan_strategy == ""


def size_report(rows: list[StrategyRow]) -> SizeReport:
    return SizeReport(
        rows=1000, true_pairs=1000, possible_pairs=499_500, strategies=rows,
        pairs_frontier=[], seconds_frontier=[],
    )  # fmt: skip


@pytest.mark.parametrize("cost", ["pairs", "seconds"])
@pytest.mark.parametrize("scale", ["log", "linear"])
@pytest.mark.parametrize("count", [0, 1, len(SOME)])
def test_pictures_are_well_formed_and_stay_inside(cost: str, scale: str, count: int) -> None:
    hostile = [msgspec.structs.replace(SOME[0], strategy='<b a="1">&')] if count else []
    ranged = msgspec.structs.replace(
        row("f", 10, 0.5), completeness_interval=Estimated(low=0.2, high=0.9)
    )
    rows = [*SOME[:count], *hostile, *([ranged] if count else [])]
    svg = frontier_svg(size_report(rows), cost, scale=scale)  # type: ignore[arg-type]
    root = ET.fromstring(svg)
    space = "{http://www.w3.org/2000/svg}"
    points = root.findall(f".//{space}g[@class='point']")
    assert len(points) == sum(item.status == "done" for item in rows)
    width, height = (float(root.get(key) or 0) for key in ("width", "height"))
    for circle in root.iter(f"{space}circle"):
        assert 0 < float(circle.get("cx") or -1) < width
        assert 0 < float(circle.get("cy") or -1) < height


def test_a_picture_in_pixels() -> None:
    pytest.importorskip("resvg_py", reason="the extra 'report' is not installed")
    data = png(frontier_svg(size_report(SOME), "pairs"))
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20], "big") == 1440


def test_strategies_that_find_nearly_everything_stand_apart() -> None:
    """One that finds little must not press the others together at the top."""
    axis = recall_axis([0.28, 0.9, 0.99, 0.999, 0.9996], "log", 0.0, 100.0)
    places = [axis.at(share) for share in (0.28, 0.9, 0.99, 0.999, 0.9996, 1.0)]
    assert places == sorted(places)
    assert min(b - a for a, b in itertools.pairwise(places)) > 4.0
    assert axis.at(0.99) - axis.at(0.9) == pytest.approx(axis.at(0.999) - axis.at(0.99))
    assert axis.at(1.0) == 100.0
    named = axis.ticks()
    assert named[-1] == 1.0
    assert {0.5, 0.9, 0.99, 0.999} <= set(named)


@pytest.mark.parametrize(
    "shares", [[], [1.0], [0.0], [0.0, 1.0], [0.97], [0.97, 0.971], [0.2, 1.0]]
)
def test_an_axis_of_any_shares(shares: list[float]) -> None:
    axis = recall_axis(shares, "log", 10.0, -5.0)
    for share in (0.0, *shares, 1.0):
        assert 5.0 <= axis.at(share) <= 10.0
    places = [axis.at(tick) for tick in axis.ticks()]
    assert places == sorted(places, reverse=True)


@pytest.mark.parametrize("low", [0.0, 0.85])
def test_ticks_are_round(low: float) -> None:
    found = ticks(low, 1.0, "linear")
    assert 3 <= len(found) <= 8
    assert all(low - 1e-9 <= value <= 1 + 1e-9 for value in found)
    assert found == pytest.approx([round(value, 3) for value in found])
    assert ticks(30.0, 2.1e3, "log") == pytest.approx([50, 100, 200, 500, 1000, 2000])


def test_plans_say_what_they_can() -> None:
    made, _ = plans.plan_for("keys:rules=email;family_name&birth_date,max_block=50", Plan())
    assert made is not None
    assert made.blocking.families == ["keys"]
    assert [rule.parts for rule in made.blocking.rules] == [
        ["email"],
        ["family_name", "birth_date"],
    ]
    assert made.blocking.max_block == 50
    assert made.blocking.search_uncovered is False
    assert parse_plan(dump_plan(made)) == made
    learned, _ = plans.plan_for("learned:budget=4", Plan(seed=9))
    assert learned is not None
    assert (learned.seed, learned.blocking.pairs_per_record) == (9, 4.0)
    none, why = plans.plan_for("tokens/purge", Plan())
    assert none is None
    assert "'refined'" in why or "tokens" in why
    twice, why = plans.plan_for("learned+keys:rules=email", Plan())
    assert twice is None
    assert "one keys" in why


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
