"""The pairs that blocking rules propose, sampled, compared and judged: what rules are chosen by.

A few thousand pairs of each rule are compared, the latent-class model is fitted to the pooled
sample, and each sampled pair then says how likely it is a match and which rules propose it. A pair
that several rules propose is weighed down by their number (the multiplicity estimator of Birnbaum
and Sirken, 1965), so sums over the pool estimate matches and pairs of any *union* of rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from twinset.blocking.candidates import RuleBlocks
from twinset.blocking.keys import KeyBuilder
from twinset.blocking.likely_missed import JudgedPairs
from twinset.blocking.rule_sample import RuleSample
from twinset.blocking.shelf import BlockShelf
from twinset.comparison import ComparisonPlan
from twinset.config import KeyRule, ModelPlan
from twinset.kernels import pairs as kernels
from twinset.matching.further_pairs import FurtherPairs
from twinset.matching.model import odds, probability
from twinset.matching.patterns import PatternTable, unpack
from twinset.matching.random_pairs import hashed_uniform
from twinset.matching.training import train
from twinset.pair_codes import pack_pairs
from twinset.parallel import for_each, map_ordered
from twinset.types import AgreementPatterns, Bool, Float64, Int32, Int64

_SAMPLE = 2000
"""Pairs of each rule."""


@dataclass(frozen=True, eq=False)
class WholeRule:
    """All blocks of a rule, as ``RuleSample`` has a share of them."""

    shelf: BlockShelf
    number: int

    @property
    def strata(self) -> Sequence[tuple[RuleBlocks, float]]:
        return [(self.shelf[self.number], 1.0)]

    def shared(self, left: Int32, right: Int32) -> Int64:
        return self.shelf[self.number].shared(left, right)


SeenRule = WholeRule | RuleSample


@dataclass(frozen=True, eq=False)
class PooledSample:
    """Pairs of all rules in question."""

    proposes: Bool  # (pairs, rules)
    weight: Float64  # (pairs,) how many pairs of the union the sampled pair stands for
    match: Float64  # (pairs,) probability of a match
    doubtful: Bool  # (pairs,) drawn from a share of the rule's blocks
    patterns: AgreementPatterns
    index: Int32  # (pairs,) the pattern of each
    left: Int32  # (pairs,)
    right: Int32

    def left_out(self, taken: Sequence[int]) -> FurtherPairs:
        """The pairs that none of the rules ``taken`` proposes."""
        new = ~self.proposes[:, taken].any(axis=1)
        return FurtherPairs(self.patterns, self.index[new], self.weight[new])

    def judged(self) -> JudgedPairs:
        """The pairs, as those learn from them who look for what rules miss."""
        return JudgedPairs(self.left, self.right, self.weight, self.match)

    def missing(self) -> float:
        """Matches that every rule misses, as a share of all: Chao's lower bound f1^2 / (2 f2).

        Chao, "Estimating the Population Size for Capture-Recapture Data with Unequal
        Catchability", Biometrics 1987, equation 5; the rules are the occasions, f1 and f2 the
        matches that just one and just two of them propose.
        """
        mass = self.weight * self.match
        rules = self.proposes.sum(axis=1)
        once, twice = float(mass[rules == 1].sum()), float(mass[rules == 2].sum())
        unseen = once**2 / (2 * max(twice, 1e-9)) if once > 0 else 0.0
        return unseen / max(unseen + float(mass.sum()), 1e-9)


def pooled_sample(
    seen: Sequence[SeenRule],
    rules: Sequence[KeyRule],
    builder: KeyBuilder,
    comparisons: ComparisonPlan,
    random_levels: Sequence[Float64],
    seed: int,
    threads: int,
) -> PooledSample | None:
    """Pairs of each rule of ``seen`` (the ``rules``, as far as they are laid out), judged by a
    model that is fitted to them; None where no rule proposes any."""
    lefts: list[Int32] = []
    rights: list[Int32] = []
    weights: list[Float64] = []
    doubtful: list[Bool] = []
    for number, rule in enumerate(seen):
        strata = rule.strata
        pairs = sum(blocks.pairs * scale for blocks, scale in strata)
        for blocks, scale in strata:
            count = round(_SAMPLE * blocks.pairs * scale / max(1, pairs))
            left, right = sample_pairs(blocks, count, seed + number)
            lefts.append(left)
            rights.append(right)
            weights.append(np.full(len(left), blocks.pairs * scale / max(1, len(left))))
            doubtful.append(np.full(len(left), scale > 1))
    if not sum(map(len, lefts)):
        return None
    # in the order of the rows: what is asked of one pair is in the cache when the next is asked
    by_row = np.argsort(pack_pairs(np.concatenate(lefts), np.concatenate(rights)), kind="stable")
    left, right = np.concatenate(lefts)[by_row], np.concatenate(rights)[by_row]
    meetings = _meetings(seen, rules, builder, left, right, threads)
    weight = np.concatenate(weights)[by_row] / meetings.sum(axis=0)
    patterns = PatternTable()
    index = patterns.number(comparisons.compare_all(left, right, threads=threads))
    levels = unpack(patterns.packed, len(comparisons.comparisons))
    # EM over the pairs of the union: each pattern counts what its sampled pairs stand for
    counts = np.bincount(index, weights=weight, minlength=len(levels))
    whole = np.maximum(1, np.round(counts)).astype(np.int64)
    names = tuple(c.name for c in comparisons.comparisons)
    shown = AgreementPatterns(names, levels, whole)
    model = train(
        shown,
        comparisons.comparisons,
        random_levels,
        builder.records.size,
        ModelPlan(max_iterations=60, tolerance=1e-3),
        threads=threads,
    )
    match = probability(odds(model.class_log_likelihoods(levels)))[index]
    proposes = np.ascontiguousarray(meetings.T > 0)
    return PooledSample(
        proposes, weight, match, np.concatenate(doubtful)[by_row], shown, index, left, right
    )


def _meetings(
    seen: Sequence[SeenRule],
    rules: Sequence[KeyRule],
    builder: KeyBuilder,
    left: Int32,
    right: Int32,
    threads: int,
) -> Int64:
    """(rules, pairs) in how many blocks of each rule the rows of each pair meet: a pair that shares
    two values of a field is proposed, and may be drawn, twice by one rule.

    What a pair has in common is asked once for each part of the rules, of which there are half as
    many as rules; the blocks, of the few pairs that agree on all parts of a rule.
    """
    parts = sorted({part for rule in rules for part in rule.parts})
    agreements = map_ordered(lambda part: builder.agree(part, left, right), parts, threads)
    agree = dict(zip(parts, agreements, strict=True))
    meetings = np.zeros((len(rules), len(left)), np.int64)

    def count(number: int) -> None:
        both = np.ones(len(left), np.bool_)
        for part in rules[number].parts:
            both &= agree[part]
        at = np.flatnonzero(both)
        meetings[number, at] = seen[number].shared(left[at], right[at])

    for_each(count, range(len(rules)), threads)
    return meetings


def sample_pairs(blocks: RuleBlocks, count: int, seed: int) -> tuple[Int32, Int32]:
    """At most ``count`` hashed random pairs of a rule, with replacement; all where it has fewer."""
    if blocks.pairs == 0:
        return np.empty(0, np.int32), np.empty(0, np.int32)
    if blocks.pairs <= count:
        picks = np.arange(blocks.pairs, dtype=np.int64)
    else:
        picks = (hashed_uniform(count, seed) * blocks.pairs).astype(np.int64)
    left, right = np.empty(len(picks), np.int32), np.empty(len(picks), np.int32)
    kernels.pairs_at(picks, blocks.rows, blocks.before, left, right)
    return left, right
