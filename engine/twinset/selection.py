"""Which key rules: chosen from the fields and the data, by marginal gain per pair.

Every rule that the fields allow is laid out, of large bases for a share of its keys
(``blocking.rule_sample``). A few thousand of its pairs are compared, the latent-class model is
fitted to the pooled sample, and each sampled pair then says how likely it is a match and which
rules propose it. A pair that several rules propose is weighed down by their number (the
multiplicity estimator of Birnbaum and Sirken, 1965), so sums over the pool estimate matches and
pairs of any *union* of rules. Rules are taken greedily: most new matches per new pair first, until
the budget is spent or too little is gained. Then those go whose matches the others all find.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from twinset.blocking.candidates import RuleBlocks, build_blocks
from twinset.blocking.keys import KeyBuilder, rule_name
from twinset.blocking.rule_pool import ALL_PAIRS, possible_rules
from twinset.blocking.rule_sample import RuleSample, sample_rule, share_bits
from twinset.blocking.shelf import BlockShelf
from twinset.comparison import ComparisonPlan
from twinset.config import BlockingPlan, KeyRule, ModelPlan
from twinset.kernels import pairs as kernels
from twinset.matching.model import odds, probability
from twinset.matching.patterns import PatternTable, unpack
from twinset.matching.scoring import hashed_uniform
from twinset.matching.training import train
from twinset.parallel import for_each, map_ordered
from twinset.progress import SILENT, Progress, stage
from twinset.types import AgreementPatterns, Bool, Float64, Int32, Int64, StandardRecords

_TINY = 300
"""Bases of up to this many rows are compared whole: 45,000 pairs take a tenth of a second."""
_SAMPLE = 2000
_LEAST_GAIN = 0.0001
"""A rule must add this share of the matches that all rules together find."""
_LEAST_YIELD = 0.0005
"""... and this many new matches per new pair."""
_IDLE = 0.00002
"""A rule goes again that finds no more than this share of the matches alone, once wider rules are
taken too (names and birth date, say, beside names)."""


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """Why a rule was taken: estimates, made before any pair was expanded."""

    name: str
    pairs: int  # exact
    new_pairs: float
    new_matches: float


@dataclass(frozen=True, eq=False)
class Selection:
    """The rules, laid out, and the estimates that chose them."""

    rules: Sequence[KeyRule]
    blocks: Sequence[RuleBlocks]
    choices: Sequence[RuleChoice]
    missing: float = 0.0
    """Estimated share of the matches that no rule of the pool finds (see ``_missing``)."""
    matches: float = 0.0
    """Estimated matches that the whole pool finds; 0 where none was sampled."""
    beyond: Selection | None = None
    """What would be taken next if the budget were no matter, new to these rules; if asked for."""


def lay_out(builder: KeyBuilder, rule: KeyRule, plan: BlockingPlan) -> RuleBlocks:
    """The blocks of one rule under the plan's policy for oversized blocks."""
    refine = builder.refiner(rule) if plan.oversized == "refine" else None
    return build_blocks(builder.keys(rule), max_block=plan.max_block, refine=refine)


def select_rules(
    records: StandardRecords,
    comparisons: ComparisonPlan,
    random_levels: Sequence[Float64],
    plan: BlockingPlan,
    *,
    seed: int = 1,
    threads: int = 1,
    progress: Progress = SILENT,
    look_beyond: bool = False,
    on_disk: bool = False,
) -> Selection:
    """Choose the rules. The budget is ``plan.pairs_per_record`` candidate pairs a record;
    ``look_beyond`` also says what more than that would buy; ``on_disk`` keeps the blocks of the
    rules in question in a temporary file."""
    builder = KeyBuilder(records)
    if records.size <= min(_TINY, plan.max_block):
        blocks = lay_out(builder, ALL_PAIRS, plan)
        choice = RuleChoice(rule_name(ALL_PAIRS), blocks.pairs, float(blocks.pairs), 0.0)
        return Selection([ALL_PAIRS], [blocks], [choice])
    rules = possible_rules(builder)
    builder.prepare(part for rule in rules for part in rule.parts)
    laid = BlockShelf(on_disk=on_disk)
    bits = share_bits(records.size)
    seen: list[_Seen] = []

    def look(rule: KeyRule) -> RuleBlocks | RuleSample:
        return sample_rule(builder, rule, plan, bits) if bits else lay_out(builder, rule, plan)

    with stage(progress, "choose blocking rules", len(rules), "rules") as bar:
        for number, found in enumerate(map_ordered(look, rules, threads)):
            if isinstance(found, RuleBlocks):
                laid.put(found)
                seen.append(_Whole(laid, number))
            else:
                seen.append(found)
            bar.advance(1)
    sample = _pool(seen, rules, builder, comparisons, random_levels, seed, threads)
    if sample is None:
        return Selection([], [], [], 1.0)
    sets = _by_rules(sample)
    taken = _busy(_greedy(sets, plan.pairs_per_record * records.size), sets)
    further = _greedy(sets, np.inf, taken) if look_beyond else []

    def blocks_of(choice: _Taken) -> RuleBlocks:
        return lay_out(builder, rules[choice[0]], plan) if bits else laid[choice[0]]

    def selection(taken: Sequence[_Taken]) -> Selection:
        return _selection(rules, list(map_ordered(blocks_of, taken, threads)), taken)

    return replace(
        selection(taken),
        missing=_missing(sample),
        matches=float((sample.weight * sample.match).sum()),
        beyond=selection(further) if look_beyond else None,
    )


@dataclass(frozen=True, eq=False)
class _Whole:
    """All blocks of a rule, as ``RuleSample`` has a share of them."""

    shelf: BlockShelf
    number: int

    @property
    def strata(self) -> Sequence[tuple[RuleBlocks, float]]:
        return [(self.shelf[self.number], 1.0)]

    def shared(self, left: Int32, right: Int32) -> Int64:
        return self.shelf[self.number].shared(left, right)


_Seen = _Whole | RuleSample

_Taken = tuple[int, float, float]
"""Number of a rule, its new pairs, its new matches."""


def _selection(
    rules: Sequence[KeyRule], blocks: Sequence[RuleBlocks], taken: Sequence[_Taken]
) -> Selection:
    return Selection(
        [rules[number] for number, _, _ in taken],
        blocks,
        [
            RuleChoice(rule_name(rules[number]), of_rule.pairs, pairs, matches)
            for (number, pairs, matches), of_rule in zip(taken, blocks, strict=True)
        ],
    )


@dataclass(frozen=True, eq=False)
class _Pool:
    proposes: np.ndarray  # (pairs, rules) bool
    weight: Float64  # (pairs,) how many pairs of the union the sampled pair stands for
    match: Float64  # (pairs,) probability of a match
    doubtful: Bool  # (pairs,) drawn from a share of the rule's blocks


class _RuleSets(NamedTuple):
    proposes: Bool  # (sets, rules)
    weight: Float64  # (sets,) how many pairs the sampled pairs of the set stand for
    matches: Float64  # (sets,) ... and how many matches
    variance: Float64  # (sets,) of the matches, as far as it is doubtful


def _pool(
    seen: Sequence[_Seen],
    rules: Sequence[KeyRule],
    builder: KeyBuilder,
    comparisons: ComparisonPlan,
    random_levels: Sequence[Float64],
    seed: int,
    threads: int,
) -> _Pool | None:
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
    left, right = np.concatenate(lefts), np.concatenate(rights)
    meetings = _meetings(seen, rules, builder, left, right, threads)
    weight = np.concatenate(weights) / meetings.sum(axis=0)
    patterns = PatternTable()
    index = patterns.number(comparisons.compare_all(left, right, threads=threads))
    levels = unpack(patterns.packed, len(comparisons.comparisons))
    # EM over the pairs of the union: each pattern counts what its sampled pairs stand for
    counts = np.bincount(index, weights=weight, minlength=len(levels))
    whole = np.maximum(1, np.round(counts)).astype(np.int64)
    names = tuple(c.name for c in comparisons.comparisons)
    model = train(
        AgreementPatterns(names, levels, whole),
        comparisons.comparisons,
        random_levels,
        builder.records.size,
        ModelPlan(max_iterations=60, tolerance=1e-3),
        threads=threads,
    )
    match = probability(odds(model.class_log_likelihoods(levels)))[index]
    return _Pool(np.ascontiguousarray(meetings.T > 0), weight, match, np.concatenate(doubtful))


def _meetings(
    seen: Sequence[_Seen],
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


def _greedy(sets: _RuleSets, budget: float, before: Sequence[_Taken] = ()) -> list[_Taken]:
    """The rules in the order taken, after those of ``before``."""
    proposes, weight, mass, variance = sets
    total = float(mass.sum())
    open_pairs = np.ones(len(mass), np.bool_)
    left = set(range(proposes.shape[1]))
    for number, _, _ in before:
        left.discard(number)
        open_pairs &= ~proposes[:, number]
    taken: list[_Taken] = []
    spent = 0.0
    while left:
        gains = []
        for number in sorted(left):
            new = open_pairs & proposes[:, number]
            # of a share of the blocks one match in a single pair promises a lot: for that the rule
            # "company" was taken, four million pairs of a million rows (where all blocks are laid
            # out such rules are worth their pairs: 0.0003 of F1 on febrl3 and census_cis)
            sure = float(mass[new].sum()) - float(variance[new].sum()) ** 0.5
            gains.append((float(mass[new].sum()), sure, float(weight[new].sum()), number))
        affordable = [
            (matches / (pairs + 1e-3 * total + 1.0), matches, pairs, number)
            for matches, sure, pairs, number in gains
            if spent + pairs <= budget
            and matches >= _LEAST_GAIN * total
            and sure >= _LEAST_YIELD * pairs
            and matches > 0
        ]
        if not affordable:
            break
        _, matches, pairs, number = max(affordable, key=lambda item: (item[0], -item[3]))
        taken.append((number, pairs, matches))
        left.discard(number)
        open_pairs &= ~proposes[:, number]
        spent += pairs
    return taken


def _busy(taken: Sequence[_Taken], sets: _RuleSets) -> list[_Taken]:
    """The rules taken, without those whose matches the others find, the first taken first: the
    narrow ones. The pairs stay nearly the same, and fewer rules are laid out and asked."""
    proposes, weight, mass, _ = sets
    kept = [number for number, _, _ in taken]
    for number in list(kept):
        others = [other for other in kept if other != number]
        alone = proposes[:, number] & ~proposes[:, others].any(axis=1)
        if float(mass[alone].sum()) <= _IDLE * float(mass.sum()):
            kept = others
    found: list[_Taken] = []
    open_pairs = np.ones(len(mass), np.bool_)
    for number in kept:
        new = open_pairs & proposes[:, number]
        found.append((number, float(weight[new].sum()), float(mass[new].sum())))
        open_pairs &= ~new
    return found


def _by_rules(pool: _Pool) -> _RuleSets:
    """The pool by the set of rules that propose a pair: there are a tenth as many sets as
    pairs."""
    sets = np.packbits(pool.proposes, axis=1)
    _, first, of_pair = np.unique(
        sets.view(f"V{sets.shape[1]}").ravel(), return_index=True, return_inverse=True
    )
    matches = pool.weight * pool.match

    def summed(of_pairs: Float64) -> Float64:
        return np.bincount(of_pair, weights=of_pairs, minlength=len(first)).astype(np.float64)

    variance = summed(matches * matches * pool.doubtful)
    return _RuleSets(pool.proposes[first], summed(pool.weight), summed(matches), variance)


def _missing(pool: _Pool) -> float:
    """Matches that every rule misses, as a share of all: Chao's lower bound f1^2 / (2 f2).

    Chao, "Estimating the Population Size for Capture-Recapture Data with Unequal Catchability",
    Biometrics 1987, equation 5; the rules are the occasions, f1 and f2 the matches that just one
    and just two of them propose.
    """
    mass = pool.weight * pool.match
    rules = pool.proposes.sum(axis=1)
    once, twice = float(mass[rules == 1].sum()), float(mass[rules == 2].sum())
    unseen = once**2 / (2 * max(twice, 1e-9)) if once > 0 else 0.0
    return unseen / max(unseen + float(mass.sum()), 1e-9)
