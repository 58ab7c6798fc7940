"""Patterns cut into runs, against the patterns as they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.matching import expectation
from twinset.matching.expectation import CutPatterns, expect
from twinset.matching.model import MAX_LEVELS, weigh_missing

SIZE = 1 + MAX_LEVELS


def slow_expect(
    levels: np.ndarray, counts: np.ndarray, table: np.ndarray, priors: np.ndarray, factors: object
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    weighed = weigh_missing(table)
    terms = np.tile(priors, (len(levels), 1)) * (1.0 if factors is None else factors)
    for p, c in np.ndindex(levels.shape):
        terms[p] *= np.maximum(weighed[:, c, levels[p, c] + 1], 1e-15)
    evidence = terms.sum(axis=1)
    shares = terms / evidence[:, None] * counts[:, None]
    sums = np.zeros_like(table)
    for p, c in np.ndindex(levels.shape):
        sums[:, c, levels[p, c] + 1] += shares[p]
    return sums, shares.sum(axis=0), evidence


@pytest.mark.parametrize("runs", [1, 2, 30, 1 << 10])
@pytest.mark.parametrize("tile", [1, 7, 1 << 13])
@given(
    seed=st.integers(0, 2**32),
    rows=st.integers(0, 60),
    comparisons=st.sampled_from([0, 1, 2, 5, 16]),
    classes=st.sampled_from([1, 3, 4, 8, 9]),
    lifted=st.booleans(),
)
@settings(max_examples=15, deadline=None)
def test_runs_say_what_the_levels_say(
    runs: int, tile: int, seed: int, rows: int, comparisons: int, classes: int, lifted: bool
) -> None:
    rng = np.random.default_rng(seed)
    levels = rng.integers(-1, MAX_LEVELS, (rows, comparisons)).astype(np.int8)
    counts = rng.integers(1, 1000, rows).astype(np.float64)
    table = rng.dirichlet(np.ones(SIZE), (max(2, classes), comparisons))
    priors = rng.dirichlet(np.ones(len(table)))
    factors = np.exp(rng.normal(0, 5, (rows, len(table)))) if lifted else None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(expectation, "_RUNS", runs)
        patch.setattr(expectation, "_TILE", tile)
        cut = CutPatterns.of(levels, factors)
        found = [expect(cut, counts, table, priors, threads=n) for n in (1, 2)]
    wanted = slow_expect(levels, counts, table, priors, factors)
    for one, other, slow in zip(*found, wanted, strict=True):
        assert np.array_equal(one, other)
        np.testing.assert_allclose(one, slow, rtol=1e-9, atol=1e-12)


def test_places_have_no_more_runs_than_they_may() -> None:
    """... but one comparison is never cut, and few patterns are not cut at all."""
    levels = np.random.default_rng(1).integers(-1, 5, (3000, 8)).astype(np.int8)
    cut = CutPatterns.of(levels)
    assert cut.runs.shape[1] == 3  # three comparisons have 216 runs, four have 1296
    assert len(np.unique(cut.runs[:, 0])) <= 1 << 10
    assert CutPatterns.of(levels[:500]).runs.shape[1] == 1
