"""Probabilities that can be trusted: expected against measured precision, and what makes it so."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import twinset
from twinset import pipeline
from twinset.comparison import plan_comparisons
from twinset.evaluation import evaluate
from twinset.families import add_families, choose_rules
from twinset.generator import GeneratorSettings, generate
from twinset.generator.settings import DIFFICULTIES
from twinset.matching import refinement, scoring
from twinset.matching.frequencies import log_frequencies
from twinset.matching.gains import frequency_gains
from twinset.matching.model import FellegiSunterModel
from twinset.matching.refinement import refine
from twinset.matching.threshold import REPORTED
from twinset.matching.tiles import ComparedTile
from twinset.preparation import prepare

TRAINED_ON = GeneratorSettings(rows=3000, seed=3)


@pytest.mark.parametrize(("difficulty", "most"), [("medium", 1.5), ("hard", 2.0)])
def test_expected_precision_is_the_measured_one(difficulty: str, most: float) -> None:
    """In points, at every threshold that the summary tells, on a generated base."""
    base = generate(GeneratorSettings(rows=10_000, seed=1, difficulty=DIFFICULTIES[difficulty]))
    result = twinset.dedupe(base.records)
    entity = np.array(base.truth["entity"].to_pylist())
    pairs = result.scored
    true = entity[pairs.left] == entity[pairs.right]
    told = result.summary["thresholds"]
    assert [at["threshold"] for at in told] == list(REPORTED)
    for at in told:
        linked = pairs.probability >= at["threshold"]
        assert at["links"] == np.count_nonzero(linked)
        assert abs(at["expected_precision"] - true[linked].mean()) * 100 <= most, at
    merged = result.summary["clusters"]["expected_precision"]
    assert abs(merged - evaluate(result.membership, entity).precision) * 100 <= most


class Trained:
    """A model before and after refinement, with what it was trained on."""

    def __init__(self) -> None:
        prepared = prepare(generate(TRAINED_ON).records)
        standard, plan = prepared.standard, prepared.plan
        self.plan = plan_comparisons(standard)
        self.random = scoring.random_levels(self.plan, standard)
        selection = choose_rules(standard, self.plan, self.random, plan, threads=1)
        candidates = add_families(standard, selection, list(selection.blocks), plan, threads=1)
        self.compared = scoring.compare(candidates, self.plan)
        self.frequencies = log_frequencies(self.plan, standard)
        trained = pipeline.train(
            self.compared.patterns, self.plan.comparisons, self.random, standard.size
        )
        self.model = scoring.with_frequency_scale(
            trained, self.plan.comparisons, self.compared, self.frequencies, self.random
        )

    def refined(self, compared: scoring.ComparedPairs) -> FellegiSunterModel:
        return refine(
            self.model, self.plan.comparisons, compared, self.frequencies, self.random
        )  # fmt: skip


@pytest.fixture(scope="module")
def trained() -> Trained:
    return Trained()


def test_scaled_frequencies_keep_the_weight_of_an_agreement(trained: Trained) -> None:
    """Over the matches that agree on a level, f / exp(scale) is 1 on average."""
    levels = trained.compared.patterns.levels
    logs = trained.model.class_log_likelihoods(levels)
    match = np.exp(logs[:, 0] - np.logaddexp.reduce(logs, axis=1))
    checked = 0
    for c, comparison in enumerate(trained.plan.comparisons):
        for level in range(1, len(comparison.labels)):
            scale = trained.model.log_frequency[c][2:, level]  # random: from all pairs
            if np.isnan(scale).all():
                continue
            total = weight = 0.0
            for tile in trained.compared.tiles:
                rows = trained.frequencies.rows[:, c].astype(np.float64)
                shared = np.maximum(rows[tile.left], rows[tile.right])
                at = (levels[tile.index, c] == level) & ~np.isnan(shared)
                total += float((match[tile.index[at]] * np.exp(shared[at])).sum())
                weight += float(match[tile.index[at]].sum())
            np.testing.assert_allclose(np.exp(scale[~np.isnan(scale)]), total / weight, rtol=1e-4)
            checked += 1
    assert checked >= 5


def test_gains_are_those_of_a_slow_twin(trained: Trained) -> None:
    tile = max(trained.compared.tiles, key=lambda tile: len(tile.left))
    pairs = ComparedTile(tile.left[:300], tile.right[:300], tile.index[:300])
    levels = trained.compared.patterns.levels
    alone = replace(trained.frequencies, joint=None)
    found = frequency_gains(trained.model, pairs, levels, alone)
    wanted = np.zeros_like(found)
    for n, (left, right, index) in enumerate(
        zip(pairs.left, pairs.right, pairs.index, strict=True)
    ):
        for c, level in enumerate(levels[index].tolist()):
            shared = max(trained.frequencies.rows[left, c], trained.frequencies.rows[right, c])
            for k in range(found.shape[1]):
                scale = trained.model.log_frequency[c][k, level] if level > 0 else np.nan
                if not np.isnan(scale) and not np.isnan(shared):
                    wanted[n, k] += shared - scale
    np.testing.assert_allclose(found, wanted, atol=1e-5)
    assert np.count_nonzero(wanted)


def test_refinement_gives_probabilities_and_keeps_what_is_known(trained: Trained) -> None:
    refined = trained.refined(trained.compared)
    assert any(
        not np.array_equal(one, other)
        for one, other in zip(refined.levels, trained.model.levels, strict=True)
    )
    for now, before in zip(refined.levels, trained.model.levels, strict=True):
        np.testing.assert_allclose(now.sum(axis=1), 1.0)
        np.testing.assert_array_equal(now[1], before[1])  # random pairs are measured, not fitted
    assert refined.priors[1] == trained.model.priors[1]


def test_a_sample_does_not_depend_on_tiles(
    trained: Trained, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refinement, "SAMPLE", 500)
    whole = ComparedTile(
        np.concatenate([t.left for t in trained.compared.tiles]),
        np.concatenate([t.right for t in trained.compared.tiles]),
        np.concatenate([t.index for t in trained.compared.tiles]),
    )
    one = trained.refined(replace(trained.compared, tiles=[whole]))
    other = trained.refined(trained.compared)
    for first, second in zip(one.levels, other.levels, strict=True):
        np.testing.assert_array_equal(first, second)
