"""Where a record has one counterpart at most, likely ones share the probability."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.one_to_one import compete, rule_out_within, shares
from twinset.types import ScoredPairs


def slow_shares(slots: np.ndarray, odds: np.ndarray) -> np.ndarray:
    """By all matchings there are."""
    edges = range(len(odds))
    held, total = np.zeros(len(odds)), 0.0
    for size in range(len(odds) + 1):
        for chosen in combinations(edges, size):
            ends = slots[:, list(chosen)].ravel().tolist()
            if len(set(ends)) == len(ends):
                weight = float(np.prod(odds[list(chosen)]))
                total += weight
                held[list(chosen)] += weight
    return held / total


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 9), st.integers(0, 10**6))
def test_exact_on_trees(edges: int, seed: int) -> None:
    """An end is a slot: in a tree each new one hangs on one that is there."""
    rng = np.random.default_rng(seed)
    parents = np.array([rng.integers(0, n + 1) for n in range(edges)], np.int64)
    slots = np.stack([parents, np.arange(1, edges + 1)]) * 7
    odds = np.exp2(rng.uniform(-12, 40, edges))
    np.testing.assert_allclose(shares(slots, odds), slow_shares(slots, odds), atol=1e-4)


def test_near_on_cycles_and_never_more_than_one() -> None:
    """Any of a few with any of a few, which is all cycles: a tenth of the error of taking the
    pairs as independent, and a share for each end that it has."""
    rng = np.random.default_rng(1)
    errors = []
    for lefts, rights in [(2, 2), (2, 3), (3, 3), (4, 3)] * 25:
        left, right = np.divmod(np.arange(lefts * rights), rights)
        slots = np.stack([left, lefts + right]).astype(np.int64)
        odds = np.exp2(rng.normal(0, 6, lefts * rights))
        found, wanted = shares(slots, odds), slow_shares(slots, odds)
        assert np.bincount(slots.ravel(), weights=np.tile(found, 2)).max() <= 1.0 + 1e-4
        errors.append([np.abs(p - wanted).mean() for p in (found, odds / (1 + odds))])
    near, independent = np.mean(errors, axis=0)
    assert near < 0.1 * independent


@pytest.mark.parametrize("bits", [5.0, 60.0, 150.0])
def test_equal_rivals_share(bits: float) -> None:
    """Far beyond what a sum of two floats can hold apart."""
    slots = np.array([[0, 0, 0], [1, 2, 3]], np.int64)
    odds = np.exp2(np.array([bits, bits, -bits]))
    np.testing.assert_allclose(shares(slots, odds), odds / (1 + odds.sum()), rtol=1e-4)
    clear = np.exp2(np.array([bits, bits - 20, -bits]))
    np.testing.assert_allclose(shares(slots, clear), clear / (1 + clear.sum()), rtol=1e-4)


def scored(left: list[int], right: list[int], weight: list[float]) -> ScoredPairs:
    bits = np.array(weight)
    return ScoredPairs(
        np.array(left, np.int32), np.array(right, np.int32), bits, 1 / (1 + 2.0**-bits),
        np.zeros(len(bits), np.uint64), np.zeros((len(bits), 0), np.int8),
    )  # fmt: skip


def test_pairs_within_a_clean_source_are_ruled_out() -> None:
    pairs = scored([0, 0, 1, 2], [1, 2, 3, 3], [5.0, 6.0, 7.0, 8.0])
    # rows 0 and 2 are of one clean source, rows 1 and 3 of none
    found = rule_out_within(pairs, np.array([1, 0, 1, 0], np.int32))
    wanted = pairs.probability.copy()
    wanted[1] = 0.0
    np.testing.assert_array_equal(found.probability, wanted)
    np.testing.assert_array_equal(found.weight, pairs.weight)


def test_counterparts_of_one_source_compete_and_those_of_two_do_not() -> None:
    sources = np.array([1, 2, 2, 3, 1, 2], np.int32)
    pairs = scored([0, 0, 0, 4], [1, 2, 3, 5], [np.log2(99.0)] * 4)
    found = compete(pairs, sources).probability
    np.testing.assert_allclose(found[:2], 99 / 199, atol=1e-4)  # rows 1 and 2, both of source 2
    np.testing.assert_array_equal(found[2:], pairs.probability[2:])


def test_without_clean_sources_nothing_changes() -> None:
    pairs = scored([0, 0], [1, 2], [3.0, -4.0])
    found = compete(pairs, np.zeros(3, np.int32))
    np.testing.assert_array_equal(found.probability, pairs.probability)
    nothing = compete(scored([], [], []), np.ones(3, np.int32))
    assert not len(nothing.probability)
