"""Of many patterns EM sees a share of the rare ones, which stands for all of them."""

from __future__ import annotations

import numpy as np
import pytest

from twinset.matching.patterns import thinned


def many(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Distinct patterns of eight comparisons, two in three of one to three pairs."""
    numbers = np.random.default_rng(2).permutation(3**8 * 4)[:size]
    levels = np.stack([numbers // 4**k % 4 for k in range(8)], axis=1).astype(np.int8) - np.int8(1)
    counts = np.random.default_rng(3).choice([1.0, 2.0, 3.0, 4.0, 50.0, 1000.0], size)
    return levels, counts


def test_few_patterns_are_left_as_they_are() -> None:
    levels, counts = many(1 << 14)
    found = thinned(levels, counts)
    assert found[0] is levels
    assert found[1] is counts


def test_a_share_stands_for_the_rare_ones() -> None:
    levels, counts = many(20_000)
    kept, weights = thinned(levels, counts)
    usual = counts >= 4
    known = {tuple(row): count for row, count in zip(levels.tolist(), counts, strict=True)}
    assert len(kept) < 0.7 * len(levels)
    for row, weight in zip(kept.tolist(), weights, strict=True):
        count = known[tuple(row)]
        assert weight == (count if count >= 4 else 4 * count)
    assert weights[weights >= 16].sum() == counts[counts >= 16].sum()
    # a quarter of some 10,000: within 5 sigma
    rare = counts[~usual].sum()
    assert weights.sum() - counts[usual].sum() == pytest.approx(rare, rel=0.1)


def test_which_ones_does_not_depend_on_their_order() -> None:
    levels, counts = many(20_000)
    order = np.random.default_rng(5).permutation(len(levels))
    first = thinned(levels, counts)
    other = thinned(levels[order], counts[order])
    assert sorted(map(tuple, first[0].tolist())) == sorted(map(tuple, other[0].tolist()))
    assert first[1].sum() == other[1].sum()
