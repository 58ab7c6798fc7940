"""Scores of pairs, against a NumPy twin that knows no shortcut."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from twinset.kernels import scoring
from twinset.matching.model import odds
from twinset.matching.scoring import _in_lanes, _least_gains, _rarest

CLASSES, COMPARISONS, LEVELS, ROWS = 4, 5, 15, 60


def case(seed: int, pairs: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    patterns = 25
    log_frequency = np.log(rng.random((ROWS, COMPARISONS)) ** 4 + 1e-5).astype(np.float32)
    log_frequency[rng.random(log_frequency.shape) < 0.2] = np.nan
    scale = np.log(rng.random((COMPARISONS, LEVELS, CLASSES)))
    scale[:, :, 0] = np.nan  # matches agree for a cause
    scale[rng.random(scale.shape) < 0.3] = np.nan
    left = rng.integers(0, ROWS - 1, pairs)
    return {
        "left": left.astype(np.int32),
        "right": rng.integers(left + 1, ROWS).astype(np.int32),
        "index": rng.integers(0, patterns, pairs).astype(np.int32),
        "levels": rng.integers(-1, 5, (patterns, COMPARISONS)).astype(np.int8),
        "likelihoods": rng.normal(0, 6, (patterns, CLASSES)),
        "log_frequency": log_frequency,
        "scale": scale,
    }


def none_shared(pairs: int) -> tuple[np.ndarray, np.ndarray]:
    """The rows tell how common every value is."""
    return np.empty((pairs, 0), np.float32), np.full(COMPARISONS, -1)


def slow_odds(case: dict[str, Any]) -> np.ndarray:
    odds = []
    for left, right, p in zip(case["left"], case["right"], case["index"], strict=True):
        terms = case["likelihoods"][p].copy()
        for c, level in enumerate(case["levels"][p].tolist()):
            # NaN spreads: no adjustment unless both records have the value
            value = np.maximum(case["log_frequency"][left, c], case["log_frequency"][right, c])
            if level > 0:
                terms += np.nan_to_num(value - case["scale"][c, level])
        odds.append(terms[0] - np.logaddexp.reduce(terms[1:]))
    return np.array(odds)


def fast(case: dict[str, Any], hopeless: np.ndarray, floor: float) -> tuple[Any, np.ndarray]:
    return score(case, hopeless, floor, *none_shared(len(case["left"])))


def score(
    case: dict[str, Any], hopeless: np.ndarray, floor: float, shared: np.ndarray, slots: np.ndarray
) -> tuple[Any, np.ndarray]:
    kept = np.empty(len(case["left"]), np.int32)
    weight = np.empty(len(case["left"]))
    likelihoods, scale = case["likelihoods"], case["scale"][:, :, 1:]
    count = scoring.score_pairs(
        case["left"], case["right"], case["index"], case["levels"], likelihoods[:, 0].copy(),
        _in_lanes(likelihoods[:, 1:], -np.inf), hopeless, case["log_frequency"], shared, slots,
        _in_lanes(np.nan_to_num(scale), 0.0), _in_lanes(~np.isnan(scale), 0.0), scale.shape[2],
        floor, kept, weight,
    )  # fmt: skip
    return kept[:count].tolist(), weight[:count]


def hopeless_patterns(case: dict[str, Any], floor: float) -> np.ndarray:
    gains = _least_gains(case["scale"], case["log_frequency"])
    picked = gains[np.arange(COMPARISONS), np.maximum(case["levels"], 0)].sum(axis=1)
    return odds(case["likelihoods"] + picked) * np.log(2.0) < floor - 1e-9


@pytest.mark.parametrize("pairs", [0, 1, 64, 500])
@pytest.mark.parametrize("floor", [-1e9, 0.0, 4.6])
def test_odds(pairs: int, floor: float) -> None:
    data = case(pairs, pairs)
    odds = slow_odds(data)
    kept, weight = fast(data, np.zeros(25, np.bool_), floor)
    assert kept == np.flatnonzero(odds >= floor).tolist()
    np.testing.assert_allclose(weight, odds[kept], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("seed", range(20))
def test_hopeless_drops_no_pair_that_reaches_the_floor(seed: int) -> None:
    data = case(seed, 500)
    floor = -2.0
    kept, _ = fast(data, hopeless_patterns(data, floor), floor)
    assert kept == np.flatnonzero(slow_odds(data) >= floor).tolist()


def test_something_is_hopeless() -> None:
    """Else the test above shows nothing."""
    shares = [hopeless_patterns(case(seed, 1), -2.0).mean() for seed in range(20)]
    assert 0 < np.mean(shares) < 1


@pytest.mark.parametrize("rows", [0, 1, 1023, 1024, 1025, 3000])
def test_rarest(rows: int) -> None:
    table = np.log(np.random.default_rng(rows).random((rows, 3))).astype(np.float32)
    table[:, 1] = np.nan
    table[::3, 2] = np.nan
    wanted = np.fmin.reduce(table, axis=0, initial=0.0)
    assert _rarest(table).tolist() == wanted.tolist()


@pytest.mark.parametrize("classes", [2, 8, 9, 10, 17, 18])
def test_odds_of_more_classes_than_lanes(classes: int) -> None:
    data = case(classes, 200)
    rng = np.random.default_rng(classes)
    data["likelihoods"] = rng.normal(0, 6, (25, classes))
    data["scale"] = np.log(rng.random((COMPARISONS, LEVELS, classes)))
    data["scale"][rng.random(data["scale"].shape) < 0.3] = np.nan
    data["scale"][:, :, 0] = np.nan
    odds = slow_odds(data)
    kept, weight = fast(data, np.zeros(25, np.bool_), -1.0)
    assert kept == np.flatnonzero(odds >= -1.0).tolist()
    np.testing.assert_allclose(weight, odds[kept], rtol=1e-9, atol=1e-9)


def test_order_of_the_two_records_does_not_matter() -> None:
    """Also where one of them has no value: NaN has no order."""
    data = case(7, 500)
    swapped = {**data, "left": data["right"], "right": data["left"]}
    first = fast(data, np.zeros(25, np.bool_), -1e9)
    second = fast(swapped, np.zeros(25, np.bool_), -1e9)
    assert first[0] == second[0]
    assert first[1].tolist() == second[1].tolist()


def test_sum_of_frequencies() -> None:
    data = case(3, 400)
    match = np.random.default_rng(1).random(25)
    sums = np.zeros((COMPARISONS, LEVELS))
    weights = np.zeros_like(sums)
    scoring.sum_frequencies(
        data["left"], data["right"], data["index"], data["levels"], match,
        data["log_frequency"], *none_shared(400), sums, weights,
    )  # fmt: skip
    wanted, wanted_weights = np.zeros_like(sums), np.zeros_like(sums)
    for left, right, p in zip(data["left"], data["right"], data["index"], strict=True):
        for c, level in enumerate(data["levels"][p].tolist()):
            value = np.maximum(data["log_frequency"][left, c], data["log_frequency"][right, c])
            if level > 0 and not np.isnan(value):
                wanted[c, level] += match[p] * np.exp(np.float64(value))
                wanted_weights[c, level] += match[p]
    np.testing.assert_allclose(sums, wanted, rtol=1e-6)
    np.testing.assert_allclose(weights, wanted_weights)


def test_values_that_pairs_share_stand_in_for_those_of_the_rows() -> None:
    data = case(5, 300)
    shared = np.random.default_rng(2).normal(-3, 1, (300, 2)).astype(np.float32)
    shared[::7] = np.nan
    slots = np.array([-1, 1, -1, 0, -1])
    rows = np.arange(300, dtype=np.int32)
    told = np.maximum(data["log_frequency"][data["left"]], data["log_frequency"][data["right"]])
    told[:, 1], told[:, 3] = shared[:, 1], shared[:, 0]
    kept, weight = score(data, np.zeros(25, np.bool_), -1e9, shared, slots)
    alone = {**data, "left": rows, "right": rows, "log_frequency": told}
    wanted = fast(alone, np.zeros(25, np.bool_), -1e9)
    assert kept == list(range(300))
    assert weight.tolist() == wanted[1].tolist()
    sums = np.zeros((2, COMPARISONS, LEVELS))
    weights = np.zeros_like(sums)
    for at, (case_, extra) in enumerate([(data, (shared, slots)), (alone, none_shared(300))]):
        scoring.sum_frequencies(
            case_["left"], case_["right"], data["index"], data["levels"],
            np.ones(25), case_["log_frequency"], *extra, sums[at], weights[at],
        )  # fmt: skip
    assert sums[0].tolist() == sums[1].tolist()
    assert weights[0].tolist() == weights[1].tolist()
