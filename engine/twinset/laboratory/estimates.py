"""Recall of blocking strategies without a truth file: estimates, with intervals.

The samples of all strategies hold the same pairs (``pair_sample``), so their union at one common
rate is one sample of all that any of them proposes, and which of them propose a sampled pair is
known exactly. The union is compared and scored by the engine's own model, trained on it. Matches
found by a strategy are a sum of probabilities over its pairs; matches in all, over the union, plus
those that every strategy misses.

Those are estimated from how the strategies overlap, as in capture-recapture: Chao, "Estimating
Population Size for Sparse Data in Capture-Recapture Experiments", Biometrics 45, 1989, section 2,
the form for occasions of unequal catchability. Strategies of one family (``learned:budget=3`` and
``learned``) are one occasion: their overlap says nothing of what both miss.

The interval carries three doubts. Sampling: Wilson's interval (JASA 22, 1927). The unseen: from
none to an upper bound. And the model: how many matches there are depends on where in its doubtful
pairs it draws the line, so the line is moved through them, and the further the more there are.

The model is one of contacts. Where no field identifies anybody (catalogues of products, of
citations, of discs), it may be sure and wrong: on the public sets of that sort between 0.5 and 90 %
of the pairs that it is sure of are matches. There, and where it is sure of less than half of what
it takes for matches, the strategies' agreement is heard as well: a match is a pair that two
families propose, or three, ... or all. The interval holds what each of these opinions says, and is
as wide as that makes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from twinset import pipeline
from twinset.blocking.candidates import Candidates
from twinset.comparison import ComparisonPlan, Kind, plan_comparisons
from twinset.config import Plan
from twinset.laboratory.bench import Bench
from twinset.laboratory.pair_sample import PairSample
from twinset.matching import scoring
from twinset.matching.frequencies import log_frequencies
from twinset.pair_codes import pack_pairs, unpack_pairs
from twinset.types import Bool, Float64, Int64, PairList

SCORED = 400_000
"""Pairs of the union that are compared, at most."""
_FLOOR = 1e-6
"""Pairs of less probability are no match; a hundred million of them would be a hundred."""
_Z = 1.959964
_DOUBTFUL = (0.01, 0.99)
_FEWER, _MORE = 3.0, 1.3
"""How far the line is moved: where a share ``a`` of the expected matches is doubtful, from
``1 - 3 a`` to ``1 + 1.3 a`` times them. On the public sets with a usable model the true number lay
between ``1 - 1.4 a`` and ``1 + 0.7 a`` times the expected; twice as far, since the pairs above the
line are not all the right ones either."""
_WIDE, _HARDLY = 0.3, 0.5
"""Doubtful shares that are told. Of the four public sets above one half (products, music,
citations, traps) the true recall lay outside its interval in two."""
_IDENTIFYING = (Kind.GIVEN, Kind.FAMILY, Kind.BIRTH, Kind.IDENTIFIER, Kind.EMAIL, Kind.CONTACT)
_UNIDENTIFIED = (
    "no field identifies anybody (name, date of birth, email, phone, number): the model was made "
    "for contacts and may be sure and wrong, so the intervals hold all that the strategies' "
    "agreement allows; a truth file of a few hundred records says more"
)
_STEPS = 25
_LEAST_MATCHES = 5.0
"""Expected in the sample; with fewer there is nothing to estimate a share of."""
_DEPENDENT = 2.0
"""Strategies fail on the same hard pairs, so there are more unseen than overlaps show: on public
sets up to twice as many by the true labels."""


@dataclass(frozen=True, slots=True)
class Range:
    """An estimate and its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class StrategyEstimate:
    """Shares of one strategy. None where the model sees no matches to speak of."""

    recall: Range | None
    """Of the matches; pair completeness."""
    quality: Range | None
    """Matches among its pairs; pairs quality. None as well where it proposes no pair."""


@dataclass(frozen=True, slots=True)
class RecallEstimates:
    """All that is estimated, in the order of the samples. Nothing here was counted.

    ``matches`` are those of the whole base, ``unseen`` those of them that no strategy proposes.
    ``rate`` is the share of the candidate pairs that was scored, ``scored`` their number.
    ``doubtful`` is the share of the expected matches in pairs that the model is not sure of.
    """

    strategies: tuple[StrategyEstimate, ...]
    matches: Range | None
    unseen: Range
    rate: float
    scored: int
    doubtful: float
    notes: tuple[str, ...] = ()


def estimate_recall(
    bench: Bench,
    samples: Sequence[PairSample],
    families: Sequence[str],
    plan: Plan | None = None,
    *,
    limit: int = SCORED,
    threads: int = 1,
) -> RecallEstimates:
    """Estimate recall and pairs quality of the strategies that ``samples`` are of.

    ``families[i]`` names what sample i is akin to (``families_of``). The truth of ``bench`` is not
    looked at. No result depends on ``threads``. Raises ``ValueError`` where the lengths differ.
    """
    if len(samples) != len(families):
        raise ValueError(f"{len(samples)} samples, {len(families)} families")
    rate, packed = _union(samples, limit)
    proposes = np.empty((len(packed), len(samples)), np.bool_)
    for number, sample in enumerate(samples):
        own = sample.at(rate).packed
        proposes[:, number] = np.isin(packed, own, assume_unique=True)
    plan = plan or Plan()
    comparisons = plan_comparisons(bench.records, plan.model)
    identified = any(comparison.kind in _IDENTIFYING for comparison in comparisons.comparisons)
    weight, match = _score(bench, comparisons, packed, rate, plan, threads)
    expected = float(match.sum())
    if expected < _LEAST_MATCHES:
        nothing = tuple(StrategyEstimate(None, None) for _ in samples)
        notes = ["too few of the pairs look like matches: recall can't be estimated"]
        if not identified:
            notes.append(_UNIDENTIFIED)
        return RecallEstimates(nothing, None, Range(0, 0, 0), rate, len(packed), 0.0, tuple(notes))
    low, high = _DOUBTFUL
    doubtful = float(match[(match > low) & (match < high)].sum()) / expected
    lines = _lines(weight, expected, doubtful)
    occasions = _occasions(proposes, families)
    if not identified or doubtful > _HARDLY:
        lines += _agreed(occasions)
    unseen = _unseen(occasions, match, lines)
    estimates = tuple(
        _strategy(proposes[:, number], match, lines, unseen) for number in range(len(samples))
    )
    return RecallEstimates(
        estimates,
        _matches(match, lines, unseen, rate),
        Range(unseen.value / rate, unseen.low / rate, unseen.high / rate),
        rate,
        len(packed),
        doubtful,
        tuple(_notes(occasions.shape[1], doubtful, identified)),
    )


def families_of(notations: Sequence[str]) -> list[str]:
    """What each strategy is akin to: the name of its first step; a union joins those of its
    members. Strategies of one family have equal text."""
    parts = [
        [term.split("/")[0].partition(":")[0].strip() for term in notation.split("+")]
        for notation in notations
    ]
    family = {name: name for names in parts for name in names}
    for names in parts:
        joined = {family[name] for name in names}
        smallest = min(joined)
        family = {name: smallest if old in joined else old for name, old in family.items()}
    return [family[names[0]] for names in parts]


def _union(samples: Sequence[PairSample], limit: int) -> tuple[float, Int64]:
    """The common rate and the distinct pairs of all samples at it, packed, ascending."""
    rate = min((sample.rate for sample in samples), default=1.0)
    while True:
        parts = [sample.at(rate).packed for sample in samples]
        packed = np.unique(np.concatenate([np.empty(0, np.int64), *parts]))
        if len(packed) <= limit:
            return rate, packed
        rate /= 2


def _score(
    bench: Bench,
    comparisons: ComparisonPlan,
    packed: Int64,
    rate: float,
    plan: Plan,
    threads: int,
) -> tuple[Float64, Float64]:
    """The match weight (-inf below the floor) and the probability of each pair, as ``dedupe`` has
    them, trained on the patterns of the pairs that the sample stands for."""
    standard = bench.records
    left, right = unpack_pairs(packed)
    candidates = Candidates(bench.size, [], [PairList("sample", left, right)])
    levels = scoring.random_levels(comparisons, standard, seed=bench.seed, threads=threads)
    compared = scoring.compare(candidates, comparisons, threads=threads)
    counts = np.round(compared.patterns.counts / rate).astype(np.int64)
    compared = replace(compared, patterns=replace(compared.patterns, counts=counts))
    frequency = log_frequencies(comparisons, standard)
    model = pipeline.fit(
        compared, comparisons, levels, frequency, bench.size, plan.model, threads=threads
    )
    pairs = scoring.score(model, candidates, compared, frequency, floor=_FLOOR, threads=threads)
    at = np.searchsorted(packed, pack_pairs(pairs.left, pairs.right))
    weight, match = np.full(len(packed), -np.inf), np.zeros(len(packed))
    weight[at], match[at] = pairs.weight, pairs.probability
    return weight, match


def _lines(weight: Float64, expected: float, doubtful: float) -> list[Bool]:
    """What counts as a match as the line moves: (pairs,) masks, the fewest matches first."""
    possible = int(np.isfinite(weight).sum())
    fewest = max(0.4, 1 - _FEWER * doubtful)
    sizes = np.linspace(fewest, 1 + _MORE * doubtful, _STEPS) * expected
    sizes = np.unique(np.clip(np.round(sizes).astype(np.int64), 1, max(1, possible)))
    order = np.argsort(-weight, kind="stable")
    lines = []
    for size in sizes.tolist():
        line = np.zeros(len(weight), np.bool_)
        line[order[:size]] = True
        lines.append(line)
    return lines


def _occasions(proposes: Bool, families: Sequence[str]) -> Bool:
    """(pairs, families): whether any strategy of the family proposes the pair."""
    names = np.array(families)
    return np.column_stack([proposes[:, names == name].any(axis=1) for name in sorted(set(names))])


def _agreed(occasions: Bool) -> list[Bool]:
    """(pairs,) masks: what two families and more propose, three and more, ... all of them."""
    times = occasions.sum(axis=1)
    masks = [times >= least for least in range(2, occasions.shape[1] + 1)]
    return [mask for mask in masks if mask.any()]


def _unseen(occasions: Bool, match: Float64, lines: Sequence[Bool]) -> Range:
    """Matches of the sample that no family proposes; from none to an upper bound."""
    high = 0.0
    for line in [match, *(line.astype(np.float64) for line in lines)]:
        missed, spread = _chao(occasions, line)
        high = max(high, _DEPENDENT * missed * spread)
    return Range(_chao(occasions, match)[0], 0.0, high)


def _chao(occasions: Bool, match: Float64) -> tuple[float, float]:
    """Chao's estimate of the unseen, sum over i < j of Z_i Z_j / (f2 + 1), where Z_i matches are
    proposed by family i alone and f2 by just two; and the factor to its upper 95 % bound, of a
    log-normal with the variances of the Z and f2 as counts (Chao, Biometrics 43, 1987)."""
    times = occasions.sum(axis=1)
    once = np.sort([float(match[(times == 1) & own].sum()) for own in occasions.T])[::-1]
    twice = float(match[times == 2].sum())
    missed = (once.sum() ** 2 - (once**2).sum()) / 2 / (twice + 1)
    variance = sum(1 / (count + 1) for count in [*once[:2], twice])
    return float(missed), float(np.exp(_Z * np.sqrt(variance)))


def _strategy(own: Bool, match: Float64, lines: Sequence[Bool], unseen: Range) -> StrategyEstimate:
    expected, pairs = float(match.sum()), int(own.sum())
    found = float(match[own].sum())
    counted = [(float((line & own).sum()), float(line.sum())) for line in lines]
    counted.append((found, expected))
    recall = Range(
        found / (expected + unseen.value),
        min(_wilson(hits, total + unseen.high)[0] for hits, total in counted),
        max(_wilson(hits, total)[1] for hits, total in counted),
    )
    if pairs == 0:
        return StrategyEstimate(recall, None)
    quality = Range(
        found / pairs,
        min(_wilson(hits, pairs)[0] for hits, _ in counted),
        max(_wilson(hits, pairs)[1] for hits, _ in counted),
    )
    return StrategyEstimate(recall, quality)


def _matches(match: Float64, lines: Sequence[Bool], unseen: Range, rate: float) -> Range:
    """Matches of the base: the sample's over its rate; a Poisson count where it is a part."""
    sizes = [float(line.sum()) for line in lines] + [float(match.sum())]
    sampled = _Z * np.sqrt(1 - rate)
    least = min(size - sampled * np.sqrt(size) for size in sizes)
    most = max(size + sampled * np.sqrt(size) for size in sizes)
    expected = float(match.sum()) + unseen.value
    return Range(expected / rate, max(0.0, least) / rate, (most + unseen.high) / rate)


def _wilson(hits: float, total: float) -> tuple[float, float]:
    """The 95 % interval of a share. A whole sample (rate 1) is treated as one of a larger base:
    wider than need be, for what the model takes for certain is not."""
    share, square = min(1.0, hits / total), _Z**2
    centre = share + square / (2 * total)
    spread = _Z * np.sqrt(share * (1 - share) / total + square / (4 * total**2))
    scale = 1 + square / total
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def _notes(families: int, doubtful: float, identified: bool) -> list[str]:
    notes = [] if identified else [_UNIDENTIFIED]
    if families < 2:
        notes.append(
            "one family of strategies: matches that all of it misses can't be estimated, so recall "
            "is a share of what was found"
        )
    if doubtful > _HARDLY:
        notes.append(
            f"the model is not sure of {doubtful:.0%} of what it takes for matches: the intervals "
            "hold all that the strategies' agreement allows; a truth file of a few hundred records "
            "says more"
        )
    elif doubtful > _WIDE:
        notes.append(
            f"the model is not sure of {doubtful:.0%} of the matches: the intervals are wide"
        )
    return notes
