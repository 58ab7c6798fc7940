"""EM without labels: known parameters are recovered, and convergence is told honestly.

The tolerances are the Dirichlet prior's: it weighs 5 % of a class's pairs, so it draws a class a
twentieth of the way to where it started.
"""

from __future__ import annotations

import numpy as np
import pytest

from twinset.comparison import Comparison, Kind
from twinset.config import ModelPlan
from twinset.matching.classes import latent_classes
from twinset.matching.model import FellegiSunterModel
from twinset.matching.training import train
from twinset.types import AgreementPatterns

LABELS = ("different", "close", "exact")
RANDOM = [0.94, 0.05, 0.01]
ROWS = 1000
PAIRS = ROWS * (ROWS - 1) // 2


def comparison(name: str, kind: Kind) -> Comparison:
    return Comparison(name, kind, LABELS, (0.0, 0.8, 1.0), 2, None)


PLACES = [comparison(f"place {n}", Kind.PLACE) for n in range(5)]
PEOPLE = [
    comparison("given_name", Kind.GIVEN),
    comparison("family_name", Kind.FAMILY),
    comparison("birth_date", Kind.BIRTH),
    comparison("email", Kind.EMAIL),
    comparison("phone", Kind.CONTACT),
    comparison("address", Kind.PLACE),
]


def simulate(
    levels: np.ndarray, priors: list[float], null: np.ndarray | float = 0.1
) -> AgreementPatterns:
    """All pairs of a base, drawn from latent classes; ``levels`` (classes, comparisons, 3),
    ``null`` (classes, comparisons)."""
    rng = np.random.default_rng(1)
    kinds = rng.choice(len(priors), PAIRS, p=priors)
    drawn = rng.random((PAIRS, levels.shape[1], 1))
    vectors = (drawn > levels.cumsum(axis=2)[kinds]).sum(axis=2).astype(np.int8)
    vectors[rng.random(vectors.shape) < np.broadcast_to(null, levels.shape[:2])[kinds]] = -1
    patterns, counts = np.unique(vectors, axis=0, return_counts=True)
    names = tuple(str(c) for c in range(levels.shape[1]))
    return AgreementPatterns(names, patterns, counts.astype(np.int64))


def probabilities(model: FellegiSunterModel, name: str) -> np.ndarray:
    """(comparisons, levels) of one class."""
    return np.stack([levels[model.classes.index(name)] for levels in model.levels])


def random_levels(comparisons: list[Comparison]) -> list[np.ndarray]:
    return [np.array(RANDOM)] * len(comparisons)


MATCH = [[0.3, 0.2, 0.5], *[[0.07, 0.13, 0.8]] * 4]


def test_two_classes_are_recovered() -> None:
    truth = np.array([MATCH, [RANDOM] * 5])
    model = train(simulate(truth, [0.01, 0.99]), PLACES, random_levels(PLACES), ROWS)
    assert model.classes == ("match", "random")
    assert model.training is not None
    assert model.training.converged
    np.testing.assert_allclose(model.priors, [0.01, 1.0], atol=0.0005)
    np.testing.assert_allclose(probabilities(model, "match"), MATCH, atol=0.03)
    np.testing.assert_allclose(probabilities(model, "random"), [RANDOM] * 5, atol=1e-9)


def test_households_and_namesakes_are_recovered() -> None:
    """Households share family name, phone and address; namesakes their names."""
    near = [0.1, 0.1, 0.8]
    match = [[0.04, 0.1, 0.86]] * 3 + [[0.2, 0.1, 0.7], [0.25, 0.15, 0.6], [0.15, 0.15, 0.7]]
    household = [RANDOM, near, RANDOM, RANDOM, near, near]
    namesake = [near, near, RANDOM, RANDOM, RANDOM, RANDOM]
    truth = np.array([match, [RANDOM] * 6, household, namesake])
    patterns = simulate(truth, [0.01, 0.965, 0.015, 0.01])
    model = train(patterns, PEOPLE, random_levels(PEOPLE), ROWS, ModelPlan(tolerance=1e-4))
    assert model.training is not None
    assert model.training.converged
    shares = dict(zip(model.classes, model.priors.tolist(), strict=True))
    assert shares["match"] == pytest.approx(0.01, abs=0.001)
    assert shares["household"] == pytest.approx(0.015, abs=0.001)
    assert shares["namesake"] == pytest.approx(0.01, abs=0.002)
    np.testing.assert_allclose(probabilities(model, "match"), match, atol=0.03)
    np.testing.assert_allclose(probabilities(model, "household"), household, atol=0.03)
    # wider: a namesake that differs on one name looks like a random pair in all the rest
    np.testing.assert_allclose(probabilities(model, "namesake"), namesake, atol=0.1)


@pytest.mark.parametrize("iterations", [1, 2, 200])
def test_converged_is_said_only_where_it_did(iterations: int) -> None:
    plan = ModelPlan(max_iterations=iterations, tolerance=1e-6)
    patterns = simulate(np.array([MATCH, [RANDOM] * 5]), [0.03, 0.97])
    told = train(patterns, PLACES, random_levels(PLACES), ROWS, plan).training
    assert told is not None
    assert told.converged == (told.last_change < 1e-6) == (iterations == 200)
    assert told.iterations <= iterations
    assert told.pairs == PAIRS
    assert told.patterns == len(patterns.counts)


@pytest.mark.parametrize("comparisons", [PLACES, PEOPLE, PEOPLE[:1], []])
@pytest.mark.parametrize("pairs", [0, 1, 500])
def test_every_model_is_one_of_probabilities(comparisons: list[Comparison], pairs: int) -> None:
    rng = np.random.default_rng(pairs)
    vectors = rng.integers(-1, 3, (pairs, len(comparisons))).astype(np.int8)
    counts = np.ones(pairs, np.int64)
    patterns = AgreementPatterns(tuple(c.name for c in comparisons), vectors, counts)
    model = train(patterns, comparisons, random_levels(comparisons), ROWS)
    assert np.isfinite(model.priors).all()
    assert (model.priors > 0).all()
    for levels in model.levels:
        np.testing.assert_allclose(levels.sum(axis=1), 1.0)
        assert (levels > 0).all()
    assert model.training is not None
    assert model.training.pairs == pairs


def test_a_comparison_that_is_always_null_keeps_its_start() -> None:
    """A match without any sign of it: near agreement, as every class starts."""
    vectors = np.array([[2, -1], [0, -1]], np.int8)
    patterns = AgreementPatterns(("a", "b"), vectors, np.array([10, 90]))
    seen = train(patterns, PLACES[:2], random_levels(PLACES[:2]), ROWS)
    nothing = AgreementPatterns(("a", "b"), vectors[:0], np.zeros(0, np.int64))
    start = train(nothing, PLACES[:2], random_levels(PLACES[:2]), ROWS)
    np.testing.assert_allclose(seen.levels[1], start.levels[1], rtol=1e-6)
    assert seen.levels[1][0, 2] > 0.5


def test_what_a_class_always_has_is_missed() -> None:
    """Colleagues have a firm, and a person without one has none in any record. Emails, which no
    class is known by, are missing in all of them alike."""
    near = [0.1, 0.1, 0.8]
    comparisons = [comparison("company", Kind.COMPANY), *PEOPLE]
    colleague = [near, RANDOM, RANDOM, RANDOM, RANDOM, near, RANDOM]
    levels = np.array([[[0.05, 0.1, 0.85]] * 7, [RANDOM] * 7, colleague])
    null = np.zeros((3, 7))
    null[:, 0], null[:, 4] = [0.5, 0.8, 0.0], 0.3
    patterns = simulate(levels, [0.02, 0.96, 0.02], null)
    model = train(patterns, comparisons, random_levels(comparisons), ROWS, missing=null[1])
    missing = dict(zip(model.classes, model.missing[:, 0], strict=True))
    assert missing["random"] == 0.8
    assert missing["match"] == pytest.approx(0.5, abs=0.05)
    assert missing["colleague"] < 0.2
    np.testing.assert_array_equal(model.missing[:, 4], 0.3)
    blind = train(patterns, comparisons, random_levels(comparisons), ROWS)
    assert not blind.missing.any()


@pytest.mark.parametrize(
    ("kinds", "classes"),
    [
        ([Kind.PLACE], ["match", "random"]),
        ([Kind.GIVEN, Kind.FAMILY], ["match", "random"]),
        ([Kind.FAMILY, Kind.PLACE], ["match", "random"]),
        ([Kind.GIVEN, Kind.FAMILY, Kind.BIRTH], ["match", "random", "namesake"]),
        ([Kind.FAMILY, Kind.PLACE, Kind.BIRTH], ["match", "random", "household"]),
        ([Kind.COMPANY, Kind.PLACE], ["match", "random"]),
        ([Kind.COMPANY, Kind.CONTACT, Kind.GIVEN], ["match", "random", "colleague"]),
    ],
)
def test_classes_that_the_comparisons_can_tell_apart(kinds: list[Kind], classes: list[str]) -> None:
    found = latent_classes([comparison(kind, kind) for kind in kinds])
    assert [latent.name for latent in found] == classes
