"""The threshold that the probabilities themselves ask for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinset.matching.threshold import choose_threshold, expected_at

shares = st.lists(st.floats(0, 1), max_size=60).map(lambda p: np.array(p, np.float64))


def slow_f1(probability: np.ndarray, threshold: float) -> float:
    linked = [p for p in probability if p >= threshold]
    return 2 * sum(linked) / (len(linked) + float(probability.sum())) if linked else 0.0


@given(probability=shares)
def test_no_threshold_promises_a_better_f1(probability: np.ndarray) -> None:
    found = choose_threshold(probability)
    assert found.probability >= 0.5
    best = max([slow_f1(probability, p) for p in probability if p >= 0.5], default=0.0)
    assert slow_f1(probability, found.probability) == pytest.approx(best)


@given(probability=shares, threshold=st.floats(0, 1))
def test_expectations(probability: np.ndarray, threshold: float) -> None:
    found = expected_at(probability, threshold)
    linked = probability[probability >= threshold]
    assert found.probability == threshold
    assert found.expected_precision == pytest.approx(linked.mean() if len(linked) else 1.0)
    assert 0.0 <= found.expected_recall <= 1.0
    assert found.expected_recall * probability.sum() == pytest.approx(linked.sum(), abs=1e-9)


def test_order_does_not_matter() -> None:
    probability = np.random.default_rng(1).random(500) ** 0.3
    found, other = choose_threshold(probability), choose_threshold(np.sort(probability))
    assert found.probability == other.probability
    assert found.expected_precision == pytest.approx(other.expected_precision)


def test_certain_pairs() -> None:
    assert choose_threshold(np.array([1.0, 1.0, 0.01])).probability == 1.0


def test_no_pairs() -> None:
    found = choose_threshold(np.zeros(0))
    assert (found.probability, found.expected_precision, found.expected_recall) == (0.5, 1.0, 1.0)
