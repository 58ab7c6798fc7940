"""Sampled pairs that EM sees besides the candidates come to no more than there is room for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.matching.further_pairs import FurtherPairs
from twinset.matching.patterns import joined_patterns
from twinset.types import AgreementPatterns

PATTERNS = AgreementPatterns(
    ("a", "b"), np.array([[0, 0], [1, 0], [1, 2], [-1, 1]], np.int8), np.ones(4, np.int64)
)


def further(weights: list[float]) -> FurtherPairs:
    index = np.arange(len(weights), dtype=np.int32) % 4
    return FurtherPairs(PATTERNS, index, np.array(weights, np.float64))


@given(
    weights=st.lists(st.floats(0.01, 1e6), max_size=40),
    room=st.floats(-10, 1e7),
)
@settings(max_examples=200, deadline=None)
def test_room_is_kept_and_used(weights: list[float], room: float) -> None:
    found = further(weights).within(room)
    wanted = min(sum(weights), max(0.0, room))
    assert abs(found.counts.sum() - wanted) <= 2.0 + 1e-9 * wanted  # four patterns are rounded
    assert (found.counts > 0).all()


def test_light_pairs_count_whole_before_heavy_ones_do() -> None:
    found = further([10.0, 20.0, 5000.0, 7000.0]).within(1030)
    assert found.levels.tolist() == PATTERNS.levels.tolist()
    assert found.counts.tolist() == [10, 20, 500, 500]


@pytest.mark.parametrize("room", [0.0, -1.0])
def test_no_room_is_no_pair(room: float) -> None:
    assert len(further([1.0, 2.0]).within(room).counts) == 0


def test_joined_patterns_hold_the_pairs_of_both() -> None:
    more = further([3.0, 0.1]).within(100)
    both = joined_patterns(PATTERNS, more)
    assert both.levels.tolist() == [*PATTERNS.levels.tolist(), [0, 0]]
    assert both.counts.tolist() == [1, 1, 1, 1, 3]
    assert joined_patterns(PATTERNS, None) is PATTERNS
