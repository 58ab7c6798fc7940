"""The threshold that the probabilities themselves ask for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinset.matching.threshold import choose_threshold, expected_at, expected_merged
from twinset.types import ScoredPairs

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


graphs = st.integers(2, 9).flatmap(
    lambda size: st.tuples(
        st.lists(st.integers(0, 2), min_size=size, max_size=size),
        st.dictionaries(
            st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(
                lambda pair: pair[0] < pair[1]
            ),
            st.floats(0.01, 1),
            max_size=30,
        ),
    )
)


@given(graph=graphs)
def test_merged_pairs_have_two_witnesses(
    graph: tuple[list[int], dict[tuple[int, int], float]],
) -> None:
    labels, scored = graph
    membership = np.array([labels.index(label) for label in labels], np.int32)
    inside = {pair: p for pair, p in scored.items() if labels[pair[0]] == labels[pair[1]]}

    def of(a: int, b: int) -> float:
        return inside.get((min(a, b), max(a, b)), 0.0)

    expected = []
    for (a, b), own in inside.items():
        paths = [of(a, c) * of(c, b) for c in range(len(labels)) if c not in (a, b)]
        best = max([own, *paths]) if own < 0.999 else own
        expected.append((own + best) / 2)
    found = expected_merged(pairs_of(scored), membership)
    assert found == (pytest.approx(np.mean(expected)) if expected else None)


def pairs_of(scored: dict[tuple[int, int], float]) -> ScoredPairs:
    left, right = np.array(sorted(scored), np.int32).reshape(-1, 2).T
    probability = np.array([scored[pair] for pair in sorted(scored)], np.float64)
    none = np.zeros((len(left), 0), np.int8)
    return ScoredPairs(left, right, probability, probability, np.zeros(len(left), np.uint64), none)
