"""Training without labels: EM over agreement patterns, with latent classes.

Random pairs are not fitted but known: how often two records of the base agree on each level is
measured on hashed random pairs (and from value counts), and there are n (n - 1) / 2 of them. What
the candidate pairs show beyond that has causes, and EM finds out which: match, household,
namesake and the like (``twinset.matching.classes``). So the prior follows the size of the base,
and agreements that blocking itself selected are not mistaken for evidence. Left free, the random
class fitted whatever the blocking rules had put together, and the match class took in the rest:
F1 0.81 instead of 0.98 on the census set, 0.08 instead of 0.73 on the foreigners set.

A missing value is a level like others for the classes that are known by the value: households have
a family name, colleagues a firm. Two records without a firm are not colleagues, and taking that
for no evidence left too many of the doubtful pairs to the matches: on generated bases of 100,000
hard rows expected precision at one half was 2.7 points too high, now 0.7 too low. Elsewhere values
are missing as in random pairs: left free everywhere, the classes sorted pairs by how full the
records are (F1 0.908 instead of 0.946 there), and matches seemed fuller than they are, because
blocking finds the full ones.

EM after Dempster, Laird, Rubin, "Maximum Likelihood from Incomplete Data via the EM Algorithm",
JRSS B 1977; with a Dirichlet prior at each class's start (section 3.2, the MAP form).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from twinset.comparison import Comparison
from twinset.config import ModelPlan
from twinset.matching.classes import LatentClass, latent_classes
from twinset.matching.expectation import CutPatterns, expect
from twinset.matching.model import MAX_LEVELS, FellegiSunterModel, TrainingResult
from twinset.matching.patterns import thinned
from twinset.types import AgreementPatterns, Bool, Float64

DEFAULT_PLAN = ModelPlan()
_PRIOR_SHARE = 0.05
"""Weight of a class's start values, as a share of the pairs that the class has."""
_PRIOR_PAIRS = 10.0
"""... and at least this many pairs, so that a class without pairs keeps its start values."""
_STRONG = 0.8
"""Levels of at least this strength are those that a class may be pinned on."""


def train(
    patterns: AgreementPatterns,
    comparisons: Sequence[Comparison],
    random_levels: Sequence[Float64],
    rows: float,
    plan: ModelPlan = DEFAULT_PLAN,
    *,
    missing: Float64 | None = None,
    threads: int = 1,
) -> FellegiSunterModel:
    """Fit the model to the candidate pairs' patterns.

    ``random_levels[c]`` are the level probabilities of random pairs, ``missing[c]`` how often one
    of them lacks the value (left out, a missing value says nothing); ``rows`` is the size of the
    base, whose n (n - 1) / 2 pairs the candidates were chosen from (not whole where the patterns
    count a sample of the candidates). Term-frequency scales are left out (NaN): scoring sets
    them once the classes are known.
    """
    rules = Restraints.of(comparisons, random_levels, missing)
    levels, counts = thinned(patterns.levels, patterns.counts.astype(np.float64))
    cut = CutPatterns.of(levels)
    total = max(1.0, float(counts.sum()))
    all_pairs = max(rows * (rows - 1) / 2, total)
    sizes = np.array([latent.share for latent in rules.classes]) * total  # pairs of each class
    sizes[1] = all_pairs
    table = rules.start
    evidence = np.ones(len(counts))
    converged, change, iteration = False, np.inf, 0
    while iteration < plan.max_iterations and not converged:
        iteration += 1
        level_sums, class_sums, evidence = expect(
            cut, counts, table, sizes / all_pairs, threads=threads
        )
        new_table, new_sizes = rules.maximise(level_sums, class_sums, all_pairs)
        moved = np.abs(new_table - table).max(initial=0.0)  # no comparison: nothing can move
        change = float(max(moved, np.abs(new_sizes - sizes).max() / total))
        table, sizes = new_table, new_sizes
        converged = change < plan.tolerance
    classes = rules.classes
    return FellegiSunterModel(
        comparisons=tuple(x.name for x in comparisons),
        labels=tuple(x.labels for x in comparisons),
        classes=tuple(latent.name for latent in classes),
        rows=round(rows),
        priors=sizes / all_pairs,
        levels=rules.by_comparison(table),
        log_frequency=tuple(np.full((len(classes), len(x.labels)), np.nan) for x in comparisons),
        chance=np.array(
            [[x.kind in latent.by_chance for x in comparisons] for latent in classes], np.bool_
        ),
        missing=table[:, :, 0],
        training=TrainingResult(
            converged,
            iteration,
            change,
            float(counts @ np.log(evidence)) / total,
            int(patterns.counts.sum()),
            len(patterns.levels),
        ),
    )


@dataclass(frozen=True, eq=False)
class Restraints:
    """What EM may not change, and where it leans: the M-step. Tables are (classes, comparisons,
    1 + MAX_LEVELS): how often the value is missing, then the levels where it is not."""

    classes: tuple[LatentClass, ...]
    comparisons: Sequence[Comparison]
    start: Float64  # 0 where a level does not exist
    pinned: Bool  # as ``start``; of no use for missing values
    tied: Bool  # (classes, comparisons)
    present: Bool  # (classes, comparisons): where the class may differ in missing values

    @staticmethod
    def of(
        comparisons: Sequence[Comparison],
        random_levels: Sequence[Float64],
        missing: Float64 | None = None,
    ) -> Restraints:
        classes = latent_classes(comparisons)
        start = _start(comparisons, random_levels, classes)
        if missing is not None:
            start[:, :, 0] = missing

        def mask(chosen: Callable[[LatentClass, Comparison], bool]) -> Bool:
            rows = [[chosen(latent, x) for x in comparisons] for latent in classes]
            return np.array(rows, np.bool_).reshape(start.shape[:2])

        return Restraints(
            classes,
            comparisons,
            start,
            _pinned(comparisons, classes),
            mask(lambda latent, x: x.kind in latent.tied),
            mask(lambda latent, x: latent.has(x)),
        )

    def maximise(
        self, level_sums: Float64, class_sums: Float64, all_pairs: float
    ) -> tuple[Float64, Float64]:
        """Level probabilities and pairs of each class, from expected counts."""
        weight = _PRIOR_SHARE * class_sums + _PRIOR_PAIRS
        start, pinned = self.start[:, :, 1:], self.pinned[:, :, 1:]
        sums = level_sums[:, :, 1:] + weight[:, None, None] * start
        table = np.empty_like(self.start)
        table[:, :, 1:] = _normalise(sums, start, pinned, start > 0)
        table = np.where(self.tied[:, :, None], table[:1], table)
        table[:, :, 0] = self._missing(level_sums, weight)
        sizes = np.maximum(class_sums, 1e-9 * max(1.0, float(class_sums.sum())))
        table[1], sizes[1] = self.start[1], all_pairs
        return table, sizes

    def _missing(self, level_sums: Float64, weight: Float64) -> Float64:
        """(classes, comparisons). What the class has is missing at most as often as elsewhere:
        that it is missing can't be what tells the class."""
        usual = self.start[:, :, 0]
        lacking = level_sums[:, :, 0] + weight[:, None] * usual
        share = lacking / (level_sums.sum(axis=2) + weight[:, None])
        return np.where(self.present, np.minimum(share, usual), usual)

    def by_comparison(self, table: Float64) -> tuple[Float64, ...]:
        """The table as the model holds it: (classes, levels of the comparison) each."""
        return tuple(
            np.ascontiguousarray(table[:, c, 1 : 1 + len(x.labels)])
            for c, x in enumerate(self.comparisons)
        )


def _normalise(sums: Float64, start: Float64, pinned: Bool, used: Bool) -> Float64:
    """Probabilities from expected counts: pinned levels keep their start, the others share the
    rest. (classes, comparisons, MAX_LEVELS) each."""
    kept = np.where(pinned, start, 0.0)
    free = np.where(used & ~pinned, np.maximum(sums, 1e-12), 0.0)
    room = 1.0 - kept.sum(axis=2, keepdims=True)
    shares = free / np.maximum(free.sum(axis=2, keepdims=True), 1e-300)
    return np.asarray(kept + np.maximum(shares, np.where(free > 0, 1e-9, 0.0)) * room)


def _start(
    comparisons: Sequence[Comparison],
    random_levels: Sequence[Float64],
    classes: Sequence[LatentClass],
) -> Float64:
    """(classes, comparisons, 1 + MAX_LEVELS) start probabilities; 0 for no such level."""
    table = np.zeros((len(classes), len(comparisons), 1 + MAX_LEVELS))
    for c, comparison in enumerate(comparisons):
        size = len(comparison.labels)
        for k, latent in enumerate(classes):
            usual = _agreeing(comparison) if comparison.kind in latent.shared else random_levels[c]
            table[k, c, 1 : 1 + size] = latent.starts.get(comparison.kind, usual)
    return table


def _pinned(comparisons: Sequence[Comparison], classes: Sequence[LatentClass]) -> Bool:
    """(classes, comparisons, 1 + MAX_LEVELS): the strong levels of each class's pinned kinds."""
    mask = np.zeros((len(classes), len(comparisons), 1 + MAX_LEVELS), np.bool_)
    for c, comparison in enumerate(comparisons):
        strong = np.array(comparison.strengths) >= _STRONG
        for k, latent in enumerate(classes):
            mask[k, c, 1 : 1 + len(strong)] = strong & (comparison.kind in latent.pinned)
    return mask


def _agreeing(comparison: Comparison) -> Float64:
    """Where one meant the same value: mostly exact, slips by how near they are, some misses."""
    strengths = np.array(comparison.strengths)
    shares = 0.10 * strengths**2 / max(1e-9, float((strengths**2).sum()))
    shares[comparison.exact] += 0.80
    shares += 0.10 / len(shares)
    return np.asarray(shares / shares.sum())
