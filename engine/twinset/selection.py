"""Which key rules: chosen from the fields and the data, by marginal gain per pair.

Every rule that the fields allow is laid out, of large bases for a share of its keys
(``blocking.rule_sample``), and a sample of their pairs is judged (``pooled_sample``). Rules are
taken greedily: most new matches per new pair first, until the budget is spent or too little is
gained. Then those go whose matches the others all find.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from twinset.blocking.candidates import RuleBlocks, build_blocks
from twinset.blocking.keys import KeyBuilder, rule_name
from twinset.blocking.likely_missed import JudgedPairs
from twinset.blocking.rule_pool import ALL_PAIRS, possible_rules
from twinset.blocking.rule_sample import RuleSample, sample_rule, share_bits
from twinset.blocking.shelf import BlockShelf
from twinset.blocking.value_shares import ValueShares
from twinset.comparison import ComparisonPlan
from twinset.config import BlockingPlan, KeyRule
from twinset.matching.further_pairs import FurtherPairs
from twinset.parallel import map_ordered
from twinset.pooled_sample import PooledSample, SeenRule, WholeRule, pooled_sample
from twinset.progress import SILENT, Progress, stage
from twinset.types import Bool, Float64, StandardRecords

_TINY = 300
"""Bases of up to this many rows are compared whole: 45,000 pairs take a tenth of a second."""
_LEAST_GAIN = 0.0001
"""A rule must add this share of the matches that all rules together find."""
_LEAST_YIELD = 0.0005
"""... and this many new matches per new pair."""
_FREE_PAIRS = 100_000
_LIKELY = 0.5
"""New pairs beyond these, a tenth of a second's work, must bring that many *links* a pair: matches
that are likely by what the pair agrees on. Matches that nobody can tell from namesakes are of no
use: at a million rows the rule "names" added 3.4 of 5.5 million pairs for 963 links in 530,000,
and F1 was .9807 without it, .9805 with it."""
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
    """Estimated share of the matches that no rule of the pool finds (``PooledSample.missing``)."""
    matches: float = 0.0
    """Estimated matches that the whole pool finds; 0 where none was sampled."""
    further: FurtherPairs | None = None
    """Sampled pairs that the rules leave out; None where nothing was sampled."""
    judged: JudgedPairs | None = None
    """The pairs that were sampled; None where nothing was."""
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
    """Choose the rules, or take those that the plan names, and sample what they leave.

    The budget is ``plan.pairs_per_record`` candidate pairs a record; ``look_beyond`` also says what
    more than that would buy; ``on_disk`` keeps the blocks of the rules in question in a temporary
    file. Rules that the plan names are sampled beside the pool's: a plan that names the rules that
    were chosen gives the same model."""
    builder = KeyBuilder(records)
    wanted = None if plan.rules == "auto" else list(plan.rules)
    if records.size <= min(_TINY, plan.max_block):
        return _unsampled(builder, [ALL_PAIRS] if wanted is None else wanted, plan)
    rules = possible_rules(builder)
    rules += [rule for rule in wanted or () if rule not in rules]
    builder.prepare(sorted({part for rule in rules for part in rule.parts}), threads=threads)
    laid = BlockShelf(on_disk=on_disk)
    bits = share_bits(records.size)
    # what was laid out of a share of the keys goes before the rules that are taken are laid out
    # whole: together they took a million rows 70 MB more
    seen = list(_look(builder, rules, plan, laid, bits, threads, progress))
    sample = pooled_sample(seen, rules, builder, comparisons, random_levels, seed, threads)
    del seen
    if sample is None:
        return replace(_unsampled(builder, wanted or [], plan), missing=float(wanted is None))
    sets = _by_rules(sample)
    if wanted is None:
        taken = _busy(_greedy(sets, plan.pairs_per_record * records.size), sets)
    else:
        taken = _in_turn([rules.index(rule) for rule in wanted], sets)
    beyond = _greedy(sets, np.inf, taken) if look_beyond else []

    def blocks_of(choice: _Taken) -> RuleBlocks:
        return lay_out(builder, rules[choice[0]], plan) if bits else laid[choice[0]]

    def selection(taken: Sequence[_Taken]) -> Selection:
        return _selection(rules, list(map_ordered(blocks_of, taken, threads)), taken)

    return replace(
        selection(taken),
        missing=sample.missing() if wanted is None else 0.0,
        matches=float((sample.weight * sample.match).sum()),
        further=sample.left_out([number for number, _, _ in taken]),
        judged=sample.judged(),
        beyond=selection(beyond) if look_beyond else None,
    )


def _look(
    builder: KeyBuilder,
    rules: Sequence[KeyRule],
    plan: BlockingPlan,
    laid: BlockShelf,
    bits: int,
    threads: int,
    progress: Progress,
) -> Iterator[SeenRule]:
    """The rules, a share of their keys laid out or, with no ``bits``, all, into ``laid``."""
    shares = None
    if bits:
        shares = ValueShares.of(
            builder, rules, bits=bits, max_block=plan.max_block, threads=threads
        )

    def look(rule: KeyRule) -> RuleBlocks | RuleSample:
        return sample_rule(shares, rule, plan) if shares else lay_out(builder, rule, plan)

    with stage(progress, "choose blocking rules", len(rules), "rules") as bar:
        for number, found in enumerate(map_ordered(look, rules, threads)):
            if isinstance(found, RuleBlocks):
                laid.put(found)
                yield WholeRule(laid, number)
            else:
                yield found
            bar.advance(1)


def _unsampled(builder: KeyBuilder, rules: Sequence[KeyRule], plan: BlockingPlan) -> Selection:
    """Rules of which no pair was sampled."""
    blocks = [lay_out(builder, rule, plan) for rule in rules]
    return _selection(rules, blocks, [(n, float(b.pairs), 0.0) for n, b in enumerate(blocks)])


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


class _RuleSets(NamedTuple):
    proposes: Bool  # (sets, rules)
    weight: Float64  # (sets,) how many pairs the sampled pairs of the set stand for
    matches: Float64  # (sets,) ... and how many matches
    variance: Float64  # (sets,) of the matches, as far as it is doubtful
    links: Float64  # (sets,) the matches that are likely ones


def _greedy(sets: _RuleSets, budget: float, before: Sequence[_Taken] = ()) -> list[_Taken]:
    """The rules in the order taken, after those of ``before``."""
    proposes, weight, mass, variance, links = sets
    total = float(mass.sum())
    open_pairs = np.ones(len(mass), np.bool_)
    left = set(range(proposes.shape[1]))
    for number, _, _ in before:
        left.discard(number)
        open_pairs &= ~proposes[:, number]
    taken: list[_Taken] = []
    spent = 0.0
    while left:
        affordable = []
        for number in sorted(left):
            new = open_pairs & proposes[:, number]
            matches, pairs = float(mass[new].sum()), float(weight[new].sum())
            # of a share of the blocks one match in a single pair promises a lot: for that the rule
            # "company" was taken, four million pairs of a million rows (where all blocks are laid
            # out such rules are worth their pairs: 0.0003 of F1 on febrl3 and census_cis)
            doubt = float(variance[new].sum()) ** 0.5
            if (
                matches > 0
                and spent + pairs <= budget
                and matches >= _LEAST_GAIN * total
                and matches - doubt >= _LEAST_YIELD * pairs
                and float(links[new].sum()) - doubt >= _LEAST_YIELD * (pairs - _FREE_PAIRS)
            ):
                yields = matches / (pairs + 1e-3 * total + 1.0)
                affordable.append((yields, matches, pairs, number))
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
    proposes, _, mass, _, _ = sets
    kept = [number for number, _, _ in taken]
    for number in list(kept):
        others = [other for other in kept if other != number]
        alone = proposes[:, number] & ~proposes[:, others].any(axis=1)
        if float(mass[alone].sum()) <= _IDLE * float(mass.sum()):
            kept = others
    return _in_turn(kept, sets)


def _in_turn(numbers: Sequence[int], sets: _RuleSets) -> list[_Taken]:
    """Rules with what each of them adds to those before."""
    found: list[_Taken] = []
    open_pairs = np.ones(len(sets.weight), np.bool_)
    for number in numbers:
        new = open_pairs & sets.proposes[:, number]
        found.append((number, float(sets.weight[new].sum()), float(sets.matches[new].sum())))
        open_pairs &= ~new
    return found


def _by_rules(pool: PooledSample) -> _RuleSets:
    """The pool by the set of rules that propose a pair: there are a tenth as many sets as
    pairs."""
    sets = np.packbits(pool.proposes, axis=1)
    _, first, of_pair = np.unique(
        sets.view(f"V{sets.shape[1]}").ravel(), return_index=True, return_inverse=True
    )
    matches = pool.weight * pool.match

    def summed(of_pairs: Float64) -> Float64:
        return np.bincount(of_pair, weights=of_pairs, minlength=len(first)).astype(np.float64)

    return _RuleSets(
        pool.proposes[first],
        summed(pool.weight),
        summed(matches),
        summed(matches * matches * pool.doubtful),
        summed(matches * (pool.match >= _LIKELY)),
    )
