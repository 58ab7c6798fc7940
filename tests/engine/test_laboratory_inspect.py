"""Blocks looked into, missed pairs explained, rules suggested: against counts made by hand."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.csv
import pytest
from people import people, records, shuffled

from twinset.config import BlockingPlan, KeyRule, Plan
from twinset.errors import PlanError
from twinset.laboratory.bench import Bench
from twinset.laboratory.inspect import inspect
from twinset.laboratory.misses import true_pairs
from twinset.laboratory.suggest import suggest
from twinset.pair_codes import unpack_pairs
from twinset.types import StandardRecords

ROWS = [
    # id, person, first_name, surname, date_of_birth, city
    ("a", 0, "Anna", "Abernathy", "1970-01-05", "Leeds"),
    ("b", 0, "Anna", "Abernathy", "1970-01-06", "Leeds"),  # a slip in the date
    ("c", 1, "Bruno", "Blackwood", "1980-02-03", "York"),
    ("d", 1, "Bruno", "Blackwood", "1980-02-03", "York"),
    ("e", 2, "Clara", "Carmichael", "1990-03-04", "Dover"),
    ("f", 2, "Clara", "Carmichael", None, "Dover"),  # no date
    ("g", 3, "Dora", "Davenport", "1960-04-07", "Bath"),
    ("h", 4, "Emil", "Ellsworth", "1950-08-11", "Truro"),
]


def table() -> pa.Table:
    names = ("id", "person", "first_name", "surname", "date_of_birth", "city")
    return pa.table(dict(zip(names, map(list, zip(*ROWS, strict=True)), strict=True)))


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    return write_truth(table(), tmp_path)


def write_truth(source: pa.Table, folder: Path) -> Path:
    path = folder / "truth.csv"
    pyarrow.csv.write_csv(pa.table({"id": source["id"], "entity": source["person"]}), path)
    return path


RULES = Plan(blocking=BlockingPlan(rules=[KeyRule(parts=["family_name", "birth_date"])]))


def test_missed_pairs_and_why(truth: Path) -> None:
    found = inspect(records(table()), RULES, truth=truth)
    assert (found.true_pairs, found.found_pairs, found.missed_pairs) == (3, 1, 2)
    assert found.pair_completeness == pytest.approx(1 / 3)
    told = {miss.reason: (miss.rule, miss.pairs, miss.examples) for miss in found.misses}
    assert told == {
        "birth_date differs (one slip)": ("family_name+birth_date", 1, [(0, 1)]),
        "birth_date is null": ("family_name+birth_date", 1, [(4, 5)]),
    }


def test_a_block_that_was_dropped_is_a_reason(truth: Path) -> None:
    plan = Plan(
        blocking=BlockingPlan(rules=[KeyRule(parts=["family_name"])], max_block=1, oversized="drop")
    )
    found = inspect(records(table()), plan, truth=truth)
    assert found.found_pairs == 0
    (only,) = found.misses
    assert (only.pairs, only.reason) == (3, "its block was too large, and was split or dropped")


def test_rules_and_blocks(truth: Path) -> None:
    parts = (["family_name"], ["city"], ["birth_date"])
    plan = Plan(blocking=BlockingPlan(rules=[KeyRule(parts=p) for p in parts]))
    found = inspect(records(table()), plan, truth=truth)
    assert [(r.rule, r.pairs, r.only_pairs, r.found_pairs) for r in found.rules] == [
        ("family_name", 3, 0, 3),
        ("city", 3, 0, 3),
        ("birth_date", 1, 0, 1),
    ]
    assert [(s.low, s.high, s.blocks, s.pairs) for s in found.sizes] == [(2, 3, 7, 7)]
    assert all(block.records == 2 and block.pairs == 1 for block in found.largest)
    assert found.misses == []


def test_values_only_when_asked_for(truth: Path) -> None:
    plain = msgspec.json.encode(inspect(records(table()), RULES, truth=truth)).decode().lower()
    for row in ROWS:
        for value in row[2:]:
            assert value is None or str(value).lower() not in plain
    shown = inspect(records(table()), RULES, show_values=True)
    assert shown.largest[0].values == {"family_name": "blackwood", "birth_date": "19800203"}
    assert shown.true_pairs is None


@pytest.mark.parametrize("strategy", ["tokens", "learned", "keys:rules=city;birth_date+qgrams"])
def test_strategies_on_a_base(strategy: str, tmp_path: Path) -> None:
    """Rules that are looked into one by one give, together, what the strategy proposes; in rows of
    the input, whatever its order."""
    source = shuffled(people(300, 100), 4)
    truth = write_truth(source, tmp_path)
    found = inspect(records(source), strategy=strategy, truth=truth)
    assert found.true_pairs == 100
    assert found.found_pairs == 100 - (found.missed_pairs or 0)
    assert sum(miss.pairs for miss in found.misses) == found.missed_pairs
    assert max(rule.found_pairs or 0 for rule in found.rules) <= (found.found_pairs or 0)
    person = source["person"].to_pylist()
    for miss in found.misses:
        for left, right in miss.examples:
            assert left < right
            assert person[left] == person[right]
    for block in found.largest:
        assert max(block.rows) < source.num_rows
    for rule in found.rules:
        assert rule.only_pairs <= rule.pairs


def test_true_pairs_against_all_pairs() -> None:
    rng = np.random.default_rng(1)
    entity = rng.integers(-1, 30, 120)
    bench = Bench(StandardRecords(120, {}), None, entity)
    left, right = unpack_pairs(true_pairs(bench))
    wanted = [(i, j) for i, j in combinations(range(120), 2) if entity[i] == entity[j] != -1]
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == wanted


def test_suggested_rules_are_those_of_auto() -> None:
    source = records(people(1000, 300))
    suggestion, plan = suggest(source)
    assert [rule.parts for rule in suggestion.rules] == [r.parts for r in plan.blocking.rules]  # type: ignore[union-attr]
    assert suggestion.matches == pytest.approx(300, rel=0.1)
    assert suggestion.missed is not None
    assert suggestion.missed < 0.1
    assert suggestion.budget == 15 * 1300
    assert sum(rule.new_pairs for rule in suggestion.rules) == pytest.approx(
        suggestion.pairs, abs=len(suggestion.rules)
    )
    for rule in suggestion.rules:
        assert rule.records == pytest.approx(rule.coverage * 1300)
        assert rule.matches_per_1000_pairs <= 1000.001


def test_a_small_budget_leaves_rules_beyond_it() -> None:
    source = records(people(1000, 300))
    wide, _ = suggest(source)
    narrow, plan = suggest(source, budget=200)
    assert narrow.pairs <= 200 < wide.pairs
    assert narrow.missed is not None
    assert wide.missed is not None
    assert narrow.missed > wide.missed
    assert narrow.beyond
    taken = {rule.rule for rule in narrow.rules}
    assert taken.isdisjoint(rule.rule for rule in narrow.beyond)
    assert plan.blocking.pairs_per_record == pytest.approx(200 / 1300)
    with pytest.raises(PlanError, match="budget"):
        suggest(source, budget=0)
