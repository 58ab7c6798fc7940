"""Which records rules are likely to have missed a partner of, on bases where that is known."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.blocking import likely_missed as module
from twinset.blocking.candidates import Candidates
from twinset.blocking.keys import KeyBuilder
from twinset.blocking.likely_missed import (
    Chances,
    JudgedPairs,
    chances_of_being_missed,
    likely_missed,
    without_partner,
)
from twinset.columns import from_arrow
from twinset.config import BlockingPlan, KeyRule
from twinset.selection import lay_out
from twinset.types import Bool, Float64, StandardRecords

FIELDS = ("email", "phone", "city")
RULES = [KeyRule(parts=[name]) for name in FIELDS]
VALUES = st.sampled_from(["", "a", "b", "c"])
ROWS = st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=2, max_size=12)


def records_of(rows: list[tuple[str, ...]]) -> StandardRecords:
    columns = zip(FIELDS, zip(*rows, strict=True), strict=True)
    fields = {
        name: from_arrow(pa.array([value or None for value in column], pa.string()))
        for name, column in columns
    }
    return StandardRecords(len(rows), fields)


def laid_out(records: StandardRecords) -> Candidates:
    builder = KeyBuilder(records)
    return Candidates(records.size, [lay_out(builder, rule, BlockingPlan()) for rule in RULES])


def judged_of(rows: int, match: Float64 | None = None) -> JudgedPairs:
    left, right = np.array(list(combinations(range(rows), 2)), np.int32).T.copy()
    weight = np.arange(1.0, len(left) + 1)
    return JudgedPairs(left, right, weight, np.ones(len(left)) if match is None else match)


def by_row(chances: Chances) -> Float64:
    return chances.of_kind[chances.kind]


def agreeing(rows: list[tuple[str, ...]], a: int, b: int) -> set[int]:
    return {n for n in range(3) if rows[a][n] and rows[a][n] == rows[b][n]}


@given(ROWS)
@settings(deadline=None, max_examples=60)
def test_a_record_is_missed_as_often_as_known_pairs_would_be_with_its_fields(
    rows: list[tuple[str, ...]],
) -> None:
    records, judged = records_of(rows), judged_of(len(rows))
    found = by_row(chances_of_being_missed(records, RULES, laid_out(records), judged, threads=2))
    for row, own in enumerate(rows):
        has = {n for n in range(3) if own[n]}
        missed = total = 0.0
        for a, b, weight in zip(judged.left, judged.right, judged.weight, strict=True):
            rules = agreeing(rows, a, b)
            for side in (a, b):
                if len(rules) >= 2 and has <= {n for n in range(3) if rows[side][n]}:
                    total += weight
                    missed += weight * (not rules & has)
        assert found[row] == pytest.approx(missed / total if total else 1.0)


def test_pairs_that_are_no_matches_say_nothing() -> None:
    rows = [("a", "b", "c"), ("a", "b", "c"), ("a", "", "d"), ("a", "", "d")]
    records = records_of(rows)
    match = np.array([float(set(pair) == {0, 1}) for pair in combinations(range(4), 2)])
    judged = judged_of(4, match)
    found = by_row(chances_of_being_missed(records, RULES, laid_out(records), judged, threads=1))
    assert found.tolist() == [0, 0, 0, 0]
    nothing = judged_of(4, np.zeros(6))
    found = by_row(chances_of_being_missed(records, RULES, laid_out(records), nothing, threads=1))
    assert found.tolist() == [1, 1, 1, 1]


@pytest.mark.parametrize(("covered", "expected"), [(0.5, [1]), (0.7, [1, 2]), (1.0, [0, 1, 2])])
def test_the_likeliest_hold_what_is_to_be_covered(
    covered: float, expected: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kinds of one record each, then of two and with one more to search in any case."""
    of_kind = np.array([0.2, 0.5, 0.3, 0.0])
    chances = Chances(np.arange(4, dtype=np.int32), of_kind)
    assert likely_missed(chances).all()  # so few are searched in any case
    monkeypatch.setattr(module, "_FREE", 0)
    monkeypatch.setattr(module, "_COVERED", covered - 0.01)
    assert np.flatnonzero(likely_missed(chances)).tolist() == expected
    twice = Chances(np.array([0, 1, 2, 3, 0, 1, 2, 3], np.int32), of_kind)
    assert np.flatnonzero(likely_missed(twice)).tolist() == expected + [n + 4 for n in expected]
    monkeypatch.setattr(module, "_FREE", 2 * len(expected) + 1)
    assert likely_missed(twice).sum() == 2 * len(expected) + 2
    assert likely_missed(Chances(np.empty(0, np.int32), np.empty(0))).tolist() == []


@given(ROWS, st.integers(0, 1000))
@settings(deadline=None, max_examples=60)
def test_records_of_a_likely_pair_have_a_partner(rows: list[tuple[str, ...]], seed: int) -> None:
    """Pairs are judged as pairs of the same rules are on average."""
    rng = np.random.default_rng(seed)
    judged = judged_of(len(rows), rng.choice([0.0, 0.98, 1.0], len(rows) * (len(rows) - 1) // 2))
    wanted: Bool = rng.random(len(rows)) < 0.7
    records = records_of(rows)
    found = without_partner(laid_out(records), judged, wanted, threads=2)
    sets = [frozenset(agreeing(rows, *pair)) for pair in combinations(range(len(rows)), 2)]
    expected = wanted.tolist()
    for rules, a, b in zip(sets, judged.left, judged.right, strict=True):
        same = np.array([other == rules for other in sets])
        share = judged.match[same] @ judged.weight[same] / judged.weight[same].sum()
        if rules and share >= 0.99:
            expected[a] = expected[b] = False
    assert found.tolist() == expected


def test_rules_that_were_not_sampled_together_are_judged_by_their_number() -> None:
    rows = [("a", "b", "c"), ("a", "b", "d"), ("x", "y", "z"), ("u", "y", "z"), ("", "", "z")]
    records = records_of(rows)
    one = JudgedPairs(*(np.array([n], np.int32) for n in (0, 1)), np.ones(1), np.ones(1))
    wanted = np.ones(5, np.bool_)
    found = without_partner(laid_out(records), one, wanted, threads=1)
    assert found.tolist() == [False, False, False, False, True]
