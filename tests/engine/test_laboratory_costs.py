"""The price that is named before a comparison starts."""

from __future__ import annotations

import pytest

from twinset.laboratory.costs import (
    LEAST_LIMIT,
    default_time_limit,
    expected_seconds,
    price,
    spoken,
)


def test_the_limit_grows_slower_than_the_records() -> None:
    assert default_time_limit(10) == default_time_limit(100_000) == LEAST_LIMIT
    assert default_time_limit(400_000) == 2 * LEAST_LIMIT


@pytest.mark.parametrize("notation", ["keys:rules=email", "sorted", "learned+neighbours", "x"])
def test_more_records_and_runs_cost_more(notation: str) -> None:
    one = expected_seconds(notation, 100_000)
    assert one < expected_seconds(notation, 200_000)
    assert one < expected_seconds(notation, 100_000, repeat=3)
    assert one > expected_seconds(notation, 100_000, score=False)
    assert one > expected_seconds(notation, 100_000, threads=2)


def test_too_many_pairs_are_not_scored() -> None:
    """Half a thousand pairs a record: 47 million of 100,000 records, of 10,000 half a million."""
    plain = "tokens/purge/filter"
    assert expected_seconds(plain, 100_000) == expected_seconds(plain, 100_000, score=False)
    assert expected_seconds(plain, 10_000) > expected_seconds(plain, 10_000, score=False)


def test_a_limit_bounds_the_price() -> None:
    assert expected_seconds("canopy", 10_000_000, time_limit=60.0) < 65


def test_a_union_costs_what_its_members_do_and_pruning_is_extra() -> None:
    both = expected_seconds("learned+neighbours", 100_000, score=False)
    assert both > expected_seconds("learned", 100_000, score=False)
    plain = expected_seconds("qgrams/purge", 100_000, score=False)
    assert expected_seconds("qgrams/purge/prune:weight=js", 100_000, score=False) > plain


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(1, "5 seconds"), (42, "40 seconds"), (95, "2 minutes"), (500, "8 minutes"),
     (5_400, "2 hours")],
)  # fmt: skip
def test_times_in_words(seconds: float, said: str) -> None:
    assert spoken(seconds) == said


def test_the_price_in_a_sentence() -> None:
    assert price([20.0, 250.0], [10_000, 100_000], 17, 120.0) == (
        "comparing 17 strategies at 10,000 and 100,000 records: about 4 minutes; "
        "a pass is stopped after 2 minutes"
    )
    assert price([3.0], [500], 1, 1.5).endswith("; a pass is stopped after 1.5 s")
    assert price([3.0], [500], 1, None) == "comparing 1 strategy at 500 records: about 5 seconds"
