"""What the blocking laboratory says of its rows: frontier, recommendation, plans, pictures."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.config import Plan, dump_plan, parse_plan
from twinset.laboratory import frontier, plans
from twinset.laboratory.axes import recall_axis, ticks
from twinset.laboratory.pictures import frontier_svg, png
from twinset.laboratory.report import Estimated, SizeReport, Spread, StrategyRow
from twinset.laboratory.rows import recommendation


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
