"""From candidate pairs to scored pairs: compare, count patterns, train, weigh.

All comparison vectors of a run are kept as pattern numbers (4 bytes a pair, next to the 8 of the
pair itself), so that EM sees every pair's pattern and scoring is a look-up per pattern plus the
term frequencies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from twinset.blocking.candidates import Candidates
from twinset.comparison import Comparison, ComparisonPlan, Kind
from twinset.kernels import scoring as score_kernels
from twinset.matching.expectation import CutPatterns, expect
from twinset.matching.frequencies import USUAL_PAIRS, LogFrequencies, equal_share
from twinset.matching.gains import frequency_gains
from twinset.matching.joint_frequencies import UNDECIDED
from twinset.matching.model import MAX_LEVELS, FellegiSunterModel, by_level, odds, probability
from twinset.matching.patterns import PatternTable, joined_patterns, unpack
from twinset.matching.random_pairs import random_pairs
from twinset.matching.tiles import ComparedTile, TileStore, joined
from twinset.pair_codes import pack_pairs
from twinset.parallel import map_ordered
from twinset.progress import SILENT, Progress, stage
from twinset.types import (
    AgreementPatterns,
    Bool,
    Float32,
    Float64,
    Int8,
    Int32,
    Int64,
    PairTile,
    ScoredPairs,
    StandardRecords,
    UInt64,
)

FLOOR = 0.01
"""Pairs below this probability are not kept: they change no cluster and no report."""

_RANDOM_PAIRS = 500_000
_RANDOM_PAIRS_PER_ROW = 50
"""1,000 rows have no more than 500,000 pairs; a tenth of them took 0.6 s less of 1.5."""
_OUT_OF_CACHE = 1 << 18
_RANDOM_PAIRS_OUT_OF_CACHE = 250_000
"""Of bases of that many rows: a pair takes twice as long there. F1 of 300,000 and of a million rows
is the same to 0.00001; of 20,000, over three bases and four samples, 0.0001 lower."""
_UNLIKELY = 1e-4
"""Patterns below this probability are not asked what values matches share. At a million rows these
are half of the pairs and hold a ten-thousandth of the matches."""
_FOLD = 1 << 10
_ROUNDING = 1e-9
"""Sums of the same terms in another order differ by less."""
_WORTH_THREADS = 1 << 16
"""Pairs from which on they are sorted in two halves."""
_USUAL: Mapping[Kind, float] = {
    Kind.GIVEN: 5e-3,
    Kind.FAMILY: 1e-3,
    Kind.BIRTH: 1e-4,
    Kind.IDENTIFIER: 1e-6,
    Kind.EMAIL: 1e-5,
    Kind.CONTACT: 1e-5,
    Kind.PLACE: 1e-3,
    Kind.COMPANY: 1e-3,
    Kind.PERSON: 0.1,
    Kind.WEAK: 0.3,
}
"""How likely two random records agree exactly, in a usual base; decides for tiny ones alone."""
_INEXACT_FREQUENCY = 0.8
"""Levels of at least this strength share a value closely enough for its frequency to matter."""


@dataclass(frozen=True, eq=False)
class ComparedPairs:
    """All candidate pairs, compared."""

    tiles: Sequence[ComparedTile]
    patterns: AgreementPatterns
    rule_pairs: Sequence[int]  # pairs that each rule was the first to propose

    @property
    def pairs(self) -> int:
        """How many there are."""
        return int(self.patterns.counts.sum())


def compare(
    candidates: Candidates,
    plan: ComparisonPlan,
    *,
    units: Sequence[tuple[int, int, int]] | None = None,
    memory: int | None = None,
    threads: int = 1,
    progress: Progress = SILENT,
) -> ComparedPairs:
    """Expand and compare every candidate pair (of ``units``, if given); count the patterns.

    Beyond ``memory`` bytes the compared pairs are kept in a temporary file.
    """
    store = TileStore(memory)
    patterns = PatternTable()
    tiles: list[ComparedTile] = []
    rule_pairs = [0] * len(candidates.names)
    candidates.prepare()

    def work(unit: tuple[int, int, int]) -> tuple[tuple[int, int, int], PairTile, UInt64]:
        pairs = candidates.expand(unit)
        return unit, pairs, plan.compare(pairs.left, pairs.right)

    work_units = list(candidates.units()) if units is None else units
    # in pairs proposed, by however many rules: those that are new are known only afterwards
    proposed = sum(map(candidates.proposed, work_units))
    with stage(progress, "compare", proposed, "pairs") as bar:
        for unit, pairs, packed in map_ordered(work, work_units, threads):
            index = patterns.number(packed)
            tiles.append(store.keep(ComparedTile(pairs.left, pairs.right, index)))
            rule_pairs[unit[0]] += len(pairs.left)
            bar.advance(candidates.proposed(unit))
    names = tuple(c.name for c in plan.comparisons)
    levels = unpack(patterns.packed, len(names))
    return ComparedPairs(
        tiles, AgreementPatterns(names, levels, patterns.counts.copy()), rule_pairs
    )


def random_levels(
    plan: ComparisonPlan, records: StandardRecords, *, seed: int = 1, threads: int = 1
) -> list[Float64]:
    """The level probabilities of random pairs, smoothed so that none is 0.

    The exact level is not sampled but counted over all pairs: for emails and phones it is far
    below what a sample could show.
    """
    most = _RANDOM_PAIRS if records.size < _OUT_OF_CACHE else _RANDOM_PAIRS_OUT_OF_CACHE
    count = min(most, _RANDOM_PAIRS_PER_ROW * records.size)
    left, right = random_pairs(records.size, count, seed)
    levels = unpack(plan.compare_all(left, right, threads=threads), len(plan.comparisons))

    def of_comparison(item: tuple[int, Comparison]) -> Float64:
        c, comparison = item
        size = len(comparison.labels)
        counts = np.bincount(levels[:, c] + 1, minlength=1 + size)[1:]  # null is in front
        shares = counts.astype(np.float64) + 0.5
        shares /= shares.sum()
        if comparison.kind is not Kind.RECORD:  # usually two people, who are no likelier one
            shares = _lean_on_usual(shares, records.size)
        field = comparison.frequency_field
        if comparison.exact_is_equal and field is not None and field in records:
            usual = _USUAL[comparison.kind]
            exact = min(0.99, equal_share(records.values_of(field), usual))
            shares[comparison.exact] = 0
            shares *= (1 - exact) / shares.sum()
            shares[comparison.exact] = exact
        return shares

    return list(map_ordered(of_comparison, enumerate(plan.comparisons), threads))


def _lean_on_usual(shares: Float64, rows: int) -> Float64:
    """Level shares of a sample, leaning on those of a usual base by ``USUAL_PAIRS`` pairs: among
    the three pairs of three records a match is a third of what is taken for random."""
    usual = np.full(len(shares), 0.02 / max(1, len(shares) - 1))
    usual[0] = 1.0 - usual[1:].sum()
    pairs = rows * (rows - 1) / 2
    return np.asarray((shares * pairs + usual * USUAL_PAIRS) / (pairs + USUAL_PAIRS))


def with_frequency_scale(
    model: FellegiSunterModel,
    comparisons: Sequence[Comparison],
    compared: ComparedPairs,
    frequencies: LogFrequencies,
    random_levels: Sequence[Float64],
    *,
    threads: int = 1,
) -> FellegiSunterModel:
    """Set the model's ``log_frequency``, per class and level.

    Matches share value v as often as v stands in the base, f(v); pairs that agree by chance with
    f(v)^2. So by chance v is f(v) / E[f] times as likely as among matches, E over the matches that
    agree on that level, so that both sum to 1: the scale is log E[f]. For random pairs and equal
    values E[f] is just the probability that two random values are equal, which is known. (The mean
    of log f over the pairs of the class, an agreement on whose usual value would keep its weight,
    lies above log E[f] and makes every shared name speak too much for a match: at 100,000
    generated rows expected precision at one half is 2.1 points too high with it, 1.7 without.)
    """
    levels = np.ascontiguousarray(compared.patterns.levels)
    counts = compared.patterns.counts.astype(np.float64)
    of_classes = expect(
        CutPatterns.of(levels), counts, model.table(), model.priors, threads=threads
    ).levels
    match = probability(model.match_weights(levels))
    possible = match > _UNLIKELY
    sums = np.zeros((len(comparisons), MAX_LEVELS))
    weights = np.zeros_like(sums)

    def summed(tile: ComparedTile) -> tuple[Float64, Float64]:
        part, weight = np.zeros_like(sums), np.zeros_like(sums)
        some = tile.at(np.flatnonzero(possible[tile.index]))
        shared = frequencies.shared(some.left, some.right, some.index, levels > 0)
        score_kernels.sum_frequencies(
            some.left, some.right, some.index, levels, match, frequencies.rows, shared,
            frequencies.slots, part, weight,
        )  # fmt: skip
        tile.let_go()
        return part, weight

    for part, weight in map_ordered(summed, compared.tiles, threads):
        sums += part
        weights += weight
    scales = []
    for c, comparison in enumerate(comparisons):
        strong = np.array(comparison.strengths) >= _INEXACT_FREQUENCY
        size = len(strong)
        seen = of_classes[:, c, 1 : 1 + size] >= 1.0
        known = strong & model.chance[:, c : c + 1] & seen & (weights[c, :size] >= 1.0)
        with np.errstate(invalid="ignore", divide="ignore"):
            among_matches = np.log(sums[c, :size] / weights[c, :size])
        scale = np.where(known, among_matches, np.nan)
        if known[1, comparison.exact] and comparison.exact_is_equal:
            scale[1, comparison.exact] = np.log(random_levels[c][comparison.exact])
        if c in frequencies.of_names:
            # what is known is how common the value is among people of that name
            exact, random = comparison.exact, model.levels[c][1, comparison.exact]
            by_chance = known[:, exact] & np.isclose(model.levels[c][:, exact], random, rtol=1e-6)
            scale[by_chance, exact] = np.log(random)
        scales.append(scale)
    return replace(model, log_frequency=tuple(scales))


def score(
    model: FellegiSunterModel,
    candidates: Candidates,
    compared: ComparedPairs,
    frequencies: LogFrequencies,
    *,
    floor: float = FLOOR,
    threads: int = 1,
    progress: Progress = SILENT,
) -> ScoredPairs:
    """Weigh every pair and keep those of at least ``floor`` probability, sorted by rows."""
    levels = np.ascontiguousarray(compared.patterns.levels)
    likelihoods = model.class_log_likelihoods(levels)
    match, others = likelihoods[:, 0].copy(), _in_lanes(likelihoods[:, 1:], -np.inf)
    scales = by_level(model.scale_table())
    scale = _in_lanes(np.nan_to_num(scales[:, :, 1:]), 0.0)
    scaled = _in_lanes(~np.isnan(scales[:, :, 1:]), 0.0)
    log_floor = float(np.log(floor / (1 - floor)))
    # patterns that stay below the floor even if every shared value were the rarest there is
    highest = odds(model.class_log_likelihoods(levels, _least_gains(scales, frequencies.rows)))
    hopeless = np.asarray(highest * np.log(2.0) < log_floor - _ROUNDING)
    told = np.asarray(scaled.any(axis=2))[np.arange(levels.shape[1]), np.maximum(levels, 0)]
    weighed = np.where(told, levels, np.int8(0))  # how common the others' values are says nothing
    asked = (weighed > 0) & ~hopeless[:, None]

    def work(tile: ComparedTile) -> tuple[ComparedTile, Float64]:
        kept = np.empty(len(tile.left), np.int32)
        weight = np.empty(len(tile.left))
        shared = frequencies.shared(tile.left, tile.right, tile.index, asked)
        count = score_kernels.score_pairs(
            tile.left, tile.right, tile.index, weighed, match, others, hopeless, frequencies.rows,
            shared, frequencies.slots, scale, scaled, len(model.classes) - 1, log_floor, kept,
            weight,
        )  # fmt: skip
        tile, weight = tile.at(kept[:count]), weight[:count] / np.log(2.0)
        weight = _joint_weights(model, tile, weight, levels, likelihoods, frequencies)
        likely = np.flatnonzero(weight >= log_floor / np.log(2.0) - _ROUNDING)
        return tile.at(likely), weight[likely]

    kept_tiles: list[ComparedTile] = []
    weights: list[Float64] = []
    with stage(progress, "score", compared.pairs, "pairs") as bar:
        for source, (tile, weight) in zip(
            compared.tiles, map_ordered(work, compared.tiles, threads), strict=True
        ):
            kept_tiles.append(tile)
            weights.append(weight)
            source.let_go()
            bar.advance(len(source.left))
    pairs = joined(kept_tiles)
    weight = np.concatenate([np.empty(0), *weights])
    order = pair_order(pairs.left, pairs.right, threads=threads)
    pairs, weight = pairs.at(order), weight[order]
    return ScoredPairs(
        pairs.left, pairs.right, weight, probability(weight),
        candidates.proposing(pairs.left, pairs.right, threads=threads), levels[pairs.index],
    )  # fmt: skip


def _joint_weights(
    model: FellegiSunterModel,
    pairs: ComparedTile,
    weight: Float64,
    levels: Int8,
    likelihoods: Float64,
    frequencies: LogFrequencies,
) -> Float64:
    """The log2 odds of the pairs with what their values say together, where that can decide."""
    joint = frequencies.joint
    if joint is None:
        return weight
    open_ = np.flatnonzero(np.abs(weight) < UNDECIDED)
    some = pairs.at(open_)
    open_ = open_[joint.concerns(model, some.left, some.right, levels[some.index])]
    some = pairs.at(open_)
    gains = frequency_gains(model, some, levels, frequencies)
    weight = weight.copy()
    weight[open_] = odds(likelihoods[some.index] + gains)
    return weight


def _in_lanes(of_classes: Float64 | Bool, padding: float) -> Float64:
    """(..., classes) as ``kernels.score_pairs`` takes it: padded to a multiple of lanes."""
    classes, lanes = of_classes.shape[-1], score_kernels.LANES
    wide = np.full((*of_classes.shape[:-1], -(-classes // lanes) * lanes), padding)
    wide[..., :classes] = of_classes
    return wide


def _least_gains(scale: Float64, log_frequency: Float32) -> Float64:
    """What the value that a pair shares adds to the log likelihood of each class at the least, were
    it the rarest there is; (comparisons, ``MAX_LEVELS``, classes), as ``scale``."""
    lowest = np.minimum(_rarest(log_frequency)[:, None, None] - scale, 0.0)
    lowest = np.nan_to_num(lowest)  # where nothing is scaled, or no value is known
    lowest[:, :, 0] = 0.0  # matches agree for a cause
    lowest[:, 0] = 0.0
    return lowest


def _rarest(log_frequency: Float32) -> Float32:
    """The smallest of each column, 0 where it has none; (rows, columns) with NaN.

    Many rows are folded into a long one first: NumPy takes thirty times as long for rows of ten.
    """
    rows, columns = log_frequency.shape
    whole = rows - rows % _FOLD
    folded = log_frequency[:whole].reshape(whole // _FOLD, _FOLD * columns)
    smallest = np.fmin.reduce(folded, axis=0, initial=0.0).reshape(_FOLD, columns)
    rest = [smallest, log_frequency[whole:]]
    return np.asarray(np.fmin.reduce(np.concatenate(rest), axis=0, initial=0.0))


def pair_order(left: Int32, right: Int32, *, threads: int = 1) -> Int64:
    """What sorts distinct pairs by left, then right; faster as one number a pair than as two."""
    code = pack_pairs(left, right)
    if threads <= 1 or len(code) < _WORTH_THREADS:
        return np.argsort(code)
    middle = int(np.median(code[:: len(code) // 1000]))
    low = code < middle

    def sorted_part(inside: Bool) -> Int64:
        at = np.flatnonzero(inside)
        return np.asarray(at[np.argsort(code[at])])

    return np.concatenate(list(map_ordered(sorted_part, [low, ~low], threads)))


def join_compared(first: ComparedPairs, second: ComparedPairs) -> ComparedPairs:
    """The pattern counts of two disjoint sets of pairs of one candidates; tiles are left out."""
    rule_pairs = list(second.rule_pairs)
    for number, pairs in enumerate(first.rule_pairs):
        rule_pairs[number] += pairs
    return ComparedPairs((), joined_patterns(first.patterns, second.patterns), rule_pairs)


def join_scored(first: ScoredPairs, second: ScoredPairs) -> ScoredPairs:
    """Two disjoint sets of scored pairs as one, sorted by rows."""
    left, right = np.append(first.left, second.left), np.append(first.right, second.right)
    order = pair_order(left, right)
    return ScoredPairs(
        left[order],
        right[order],
        np.append(first.weight, second.weight)[order],
        np.append(first.probability, second.probability)[order],
        np.append(first.rules, second.rules)[order],
        np.concatenate([first.levels, second.levels])[order],
    )
