"""Glances are bounds: what they rule out is ruled out by the metric itself, and they rule out."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA, JaroWinkler

from twinset.columns import from_distinct
from twinset.glances import Glanced, glanced_numbers, glanced_texts
from twinset.kernels import glances

names = st.text("abcde xyz-", min_size=1, max_size=12)
digits = st.text("0123456789", min_size=1, max_size=18)
numbers = st.one_of(digits, st.text("0123ab", min_size=1, max_size=9))


def glanced(values: list[str], look: object = glanced_texts) -> Glanced:
    column = from_distinct(np.arange(len(values), dtype=np.int32), values)
    assert column.distinct == len(values)
    return look(column.offsets, column.data)  # type: ignore[operator, no-any-return]


@given(pair=st.lists(names, min_size=2, max_size=2, unique=True), cutoff=st.floats(0.5, 1.0))
@example(pair=["anna", "annabel"], cutoff=0.9)
@example(pair=["abcd" * 16, "abcd" * 16 + "e"], cutoff=0.99)
@example(pair=["a", "b"], cutoff=0.5)
@settings(max_examples=300, deadline=None)
def test_texts_that_reach_the_cutoff_may_reach_it(pair: list[str], cutoff: float) -> None:
    _, _, seen = glanced(pair)
    if JaroWinkler.similarity(*pair) >= cutoff:
        needs = glances.winkler_needs(cutoff)
        assert glances.may_reach_winkler(seen, 0, 1, needs)
        assert glances.may_reach_winkler(seen, 1, 0, needs)
    if OSA.distance(*pair) <= 1:
        assert glances.may_be_one_slip(seen, 0, 1)
    assert glances.same_first(seen, 0, 1) == (pair[0][0] == pair[1][0])
    assert glances.text_length(seen, 0) == len(pair[0])


@given(pair=st.lists(numbers, min_size=2, max_size=2, unique=True), tail=st.integers(1, 8))
@example(pair=["0" * 8, "0" * 9], tail=8)  # more of one digit than a glance counts
@example(pair=["1234567", "234567"], tail=6)
@example(pair=["4930123456789012", "301234567890129"], tail=8)
@settings(max_examples=300, deadline=None)
def test_slips_and_tails_of_numbers(pair: list[str], tail: int) -> None:
    a, b = pair
    _, _, seen = glanced(pair, glanced_numbers)
    assert glances.number_slips(seen, 0, 1) <= OSA.distance(a, b)
    assert glances.number_length(seen, 0) == min(len(a), 15)
    if min(len(a), len(b)) >= tail:
        assert glances.same_tail(seen, 0, 1, tail) == (a[-tail:] == b[-tail:])


@pytest.mark.parametrize("cutoff", [0.8, 0.92])
def test_most_names_are_ruled_out(cutoff: float) -> None:
    """Else the tests above show nothing."""
    values = ["robert", "anna", "wolfgang", "chloe", "diego", "ingrid", "kazimierz", "fatima"]
    _, _, seen = glanced(values)
    needs = glances.winkler_needs(cutoff)
    pairs = list(combinations(range(len(values)), 2))
    assert sum(glances.may_reach_winkler(seen, a, b, needs) for a, b in pairs) <= len(pairs) // 10


def test_a_column_without_values() -> None:
    nothing = np.zeros(1, np.int64), np.empty(0, np.uint8)
    assert glanced_texts(*nothing)[2].shape == glanced_numbers(*nothing)[2].shape == (0, 2)
