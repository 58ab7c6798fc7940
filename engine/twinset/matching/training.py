"""Training without labels: EM over agreement patterns, latent classes named by their start.

The start says what each class is: matches agree on everything; random pairs agree as random pairs
of the base do (measured on hashed random pairs); household members share family name, address and
phone; namesakes share their names. From there every probability is free, under a weak Dirichlet
prior at the start values that keeps a class that the data does not have from wandering off to
explain something else (Dempster, Laird, Rubin, "Maximum Likelihood from Incomplete Data via the
EM Algorithm", JRSS B 1977, section 3.2 for the MAP form).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from twinset.comparison import Comparison, Kind
from twinset.config import ModelPlan
from twinset.kernels import patterns as kernels
from twinset.matching.model import MATCH, MAX_LEVELS, FellegiSunterModel, TrainingResult
from twinset.types import AgreementPatterns, Float64

RANDOM, HOUSEHOLD, NAMESAKE = "random", "household", "namesake"

_SHARED: dict[str, frozenset[Kind]] = {
    MATCH: frozenset(Kind),
    RANDOM: frozenset(),
    HOUSEHOLD: frozenset({Kind.FAMILY, Kind.PLACE, Kind.COMPANY}),
    NAMESAKE: frozenset({Kind.GIVEN, Kind.FAMILY}),
}
"""The kinds of comparison on which a class agrees for a cause. Elsewhere it agrees by chance."""

_BY_CAUSE: dict[str, frozenset[Kind]] = {**_SHARED, NAMESAKE: frozenset()}
"""Like ``_SHARED``, but namesakes agree on their names by chance: a common name is why."""

DEFAULT_PLAN = ModelPlan()

_PRIOR_PAIRS = 0.01
"""Weight of the Dirichlet prior of each class, as a share of all candidate pairs."""


def latent_classes(comparisons: Sequence[Comparison]) -> tuple[str, ...]:
    """The classes that the comparisons can tell apart; match first, random second."""
    kinds = {comparison.kind for comparison in comparisons}
    own = kinds & {Kind.GIVEN, Kind.PERSON}
    classes = [MATCH, RANDOM]
    if Kind.FAMILY in kinds and own and kinds & {Kind.PLACE, Kind.COMPANY}:
        classes.append(HOUSEHOLD)
    if {Kind.GIVEN, Kind.FAMILY} <= kinds and kinds & {Kind.PLACE, Kind.PERSON}:
        classes.append(NAMESAKE)
    return tuple(classes)


def train(
    patterns: AgreementPatterns,
    comparisons: Sequence[Comparison],
    random_levels: Sequence[Float64],
    plan: ModelPlan = DEFAULT_PLAN,
) -> FellegiSunterModel:
    """Fit the model. ``random_levels[c]`` are the level probabilities of random pairs.

    Term-frequency scales are left out (NaN); scoring sets them once the classes are known.
    """
    classes = latent_classes(comparisons)
    start = _start(comparisons, random_levels, classes)
    priors = _start_priors(classes)
    counts = patterns.counts.astype(np.float64)
    total = max(1.0, counts.sum())
    strength = _PRIOR_PAIRS * total
    levels = np.ascontiguousarray(patterns.levels)
    table, converged, change, likelihood, iteration = start.copy(), False, np.inf, 0.0, 0
    used = start > 0
    while iteration < plan.max_iterations and not converged:
        iteration += 1
        out = np.empty((len(levels), len(classes)))
        logs = np.log(np.where(used, table, 1.0))
        kernels.class_likelihoods(levels, logs, np.log(priors), out)
        level_sums, class_sums = np.zeros_like(table), np.zeros(len(classes))
        likelihood = kernels.em_step(out, levels, counts, level_sums, class_sums)
        level_sums += strength * start
        new_table = np.where(used, level_sums, 0) / level_sums.sum(axis=2, keepdims=True)
        new_priors = np.maximum(class_sums / total, 1e-9)
        new_priors /= new_priors.sum()
        moved = np.abs(new_table - table).max(initial=0.0)  # no comparison: nothing can move
        change = float(max(moved, np.abs(new_priors - priors).max()))
        table, priors = np.where(used, np.maximum(new_table, 1e-9), 0.0), new_priors
        converged = change < plan.tolerance
    probabilities = [table[:, c, : len(x.labels)] for c, x in enumerate(comparisons)]
    return FellegiSunterModel(
        comparisons=tuple(x.name for x in comparisons),
        labels=tuple(x.labels for x in comparisons),
        classes=classes,
        priors=priors,
        levels=tuple(p / p.sum(axis=1, keepdims=True) for p in probabilities),
        log_frequency=tuple(np.full(len(x.labels), np.nan) for x in comparisons),
        chance=np.array(
            [[x.kind not in _BY_CAUSE[k] for x in comparisons] for k in classes], np.bool_
        ),
        training=TrainingResult(
            converged,
            iteration,
            change,
            float(likelihood / total),
            int(patterns.counts.sum()),
            len(levels),
        ),
    )


def _start_priors(classes: Sequence[str]) -> Float64:
    shares = {MATCH: 0.1, RANDOM: 0.7, HOUSEHOLD: 0.1, NAMESAKE: 0.1}
    priors = np.array([shares[name] for name in classes])
    return priors / priors.sum()


def _start(
    comparisons: Sequence[Comparison], random_levels: Sequence[Float64], classes: Sequence[str]
) -> Float64:
    """(classes, comparisons, MAX_LEVELS) start probabilities; 0 where a level does not exist."""
    table = np.zeros((len(classes), len(comparisons), MAX_LEVELS))
    for c, comparison in enumerate(comparisons):
        size = len(comparison.labels)
        for k, name in enumerate(classes):
            if comparison.kind in _SHARED[name]:
                table[k, c, :size] = _agreeing(comparison)
            else:
                table[k, c, :size] = random_levels[c]
    return table


def _agreeing(comparison: Comparison) -> Float64:
    """Where one meant the same value: mostly exact, slips by how near they are, some misses."""
    strengths = np.array(comparison.strengths)
    shares = 0.10 * strengths**2 / max(1e-9, float((strengths**2).sum()))
    shares[comparison.exact] += 0.80
    shares += 0.10 / len(shares)
    return shares / shares.sum()
