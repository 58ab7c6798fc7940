"""The model as JSON, broken model files, and the arithmetic of match weights."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from twinset.errors import InputError
from twinset.matching.model import (
    FellegiSunterModel,
    TrainingResult,
    load_model,
    odds,
    probability,
    weigh_missing,
)

LABELS = (("different", "exact"), ("different", "close", "exact"))


def model(training: TrainingResult | None = None) -> FellegiSunterModel:
    rng = np.random.default_rng(1)
    return FellegiSunterModel(
        comparisons=("gender", "city"),
        labels=LABELS,
        classes=("match", "random", "household"),
        rows=1000,
        priors=np.array([0.001, 1.0, 1 / 300]),
        levels=tuple(rng.dirichlet(np.ones(len(labels)), 3) for labels in LABELS),
        log_frequency=(
            np.array([[np.nan, np.nan], [np.nan, -1 / 3], [np.nan, -2.0]]),
            np.array([[np.nan] * 3, [np.nan, np.nan, -0.1], [np.nan] * 3]),
        ),
        chance=np.array([[False, False], [True, True], [True, False]]),
        missing=np.array([[0.25, 0.1], [0.25, 0.4], [0.25, 0.05]]),
        training=training,
    )


@pytest.mark.parametrize("training", [None, TrainingResult(False, 200, 1e-3, -3.7, 10**12, 99)])
def test_json_keeps_every_bit(training: TrainingResult | None) -> None:
    saved = model(training)
    loaded = load_model(saved.to_json())
    for name in ("comparisons", "labels", "classes", "rows", "training"):
        assert getattr(loaded, name) == getattr(saved, name)
    assert loaded.priors.tolist() == saved.priors.tolist()
    assert loaded.chance.tolist() == saved.chance.tolist()
    assert loaded.missing.tolist() == saved.missing.tolist()
    for mine, theirs in zip(saved.levels, loaded.levels, strict=True):
        assert mine.tolist() == theirs.tolist()
    for mine, theirs in zip(saved.log_frequency, loaded.log_frequency, strict=True):
        np.testing.assert_array_equal(mine, theirs)
    assert loaded.to_json() == saved.to_json()


def broken(path: list[str | int], value: Any) -> bytes:
    body = json.loads(model().to_json())
    inner = body
    for key in path[:-1]:
        inner = inner[key]
    if value is KeyError:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return json.dumps(body).encode()


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b"null",
        b"{}",
        b"\xff\xfe",
        broken(["format"], "twinset-model-2"),
        broken(["classes"], KeyError),
        broken(["priors", "random"], KeyError),
        broken(["priors", "random"], "often"),
        broken(["priors", "random"], None),
        broken(["rows"], None),
        broken(["priors", "random"], -0.1),
        broken(["comparisons"], 3),
        broken(["comparisons", 0, "probabilities", "match"], KeyError),
        broken(["comparisons", 0, "probabilities", "random", "exact"], KeyError),
        broken(["comparisons", 0, "probabilities", "match", "exact"], "often"),
        broken(["comparisons", 0, "probabilities", "match", "exact"], None),
        broken(["comparisons", 0, "log_frequency", "random", "exact"], "often"),
        broken(["comparisons", 0, "chance"], KeyError),
        broken(["comparisons", 0, "missing"], {"match": 0.5}),
        broken(["comparisons", 0, "missing", "random"], 1.5),
        broken(["comparisons", 0, "name"], KeyError),
        broken(["training"], {"converged": True}),
    ],
)
def test_broken_models(text: bytes) -> None:
    with pytest.raises(InputError, match=r"^my\.json: "):
        load_model(text, name="my.json")


def test_weight_is_prior_plus_parts() -> None:
    """With one class of non-matches the parts are log2 m/u, whatever the order: of the level, and
    of the value being there or missing."""
    both = model()
    two = FellegiSunterModel(
        both.comparisons, both.labels, both.classes[:2], both.rows, both.priors[:2],
        tuple(levels[:2] for levels in both.levels),
        tuple(logs[:2] for logs in both.log_frequency), both.chance[:2],
        both.missing[:2],
    )  # fmt: skip
    levels = np.array([[1, 2], [0, 1], [-1, 0], [-1, -1]], np.int8)
    prior = np.log2(two.priors[0] / two.priors[1])
    for row, weight in zip(levels.tolist(), two.match_weights(levels), strict=True):
        parts = [
            np.log2(two.levels[c][0, level] / two.levels[c][1, level])
            + np.log2((1 - two.missing[0, c]) / (1 - two.missing[1, c]))
            if level >= 0
            else np.log2(two.missing[0, c] / two.missing[1, c])
            for c, level in enumerate(row)
        ]
        assert weight == pytest.approx(prior + sum(parts))


@pytest.mark.parametrize("usual", [0.0, 1.0])
def test_a_value_that_all_or_none_have_says_nothing(usual: float) -> None:
    model_ = replace(model(), missing=np.full((3, 2), usual))
    np.testing.assert_array_equal(weigh_missing(model_.table())[:, :, 0], 1.0)
    np.testing.assert_array_equal(weigh_missing(model_.table())[:, 0, 1:3], model_.levels[0])


def test_a_model_of_an_older_version_says_nothing_of_missing_values() -> None:
    body = json.loads(model().to_json())
    for comparison in body["comparisons"]:
        del comparison["missing"]
    loaded = load_model(json.dumps(body).encode())
    nothing = loaded.class_log_likelihoods(np.array([[-1, -1]], np.int8))
    np.testing.assert_allclose(nothing, [loaded.log_priors], rtol=1e-12)


def test_the_prior_follows_the_size_of_the_base() -> None:
    """A match a record whatever the size: ten times the rows, a tenth of the share of pairs."""
    small = model()
    large = small.for_rows(10 * small.rows)
    np.testing.assert_allclose(large.priors, small.priors * [0.1, 1.0, 0.1])
    assert large.rows == 10 * small.rows
    assert large.for_rows(small.rows).priors == pytest.approx(small.priors)


def test_a_match_has_to_beat_all_other_classes() -> None:
    likelihoods = np.log(np.array([[0.5, 0.3, 0.2], [0.2, 0.4, 0.4]]))
    np.testing.assert_allclose(odds(likelihoods), [0.0, -2.0], atol=1e-12)
    np.testing.assert_allclose(probability(odds(likelihoods)), [0.5, 0.2])


def test_probability_of_extreme_weights() -> None:
    found = probability(np.array([-1e9, -np.inf, 0.0, 1e9, np.inf]))
    np.testing.assert_allclose(found, [0.0, 0.0, 0.5, 1.0, 1.0], atol=1e-300)
