"""The rows of the report: what was measured of each strategy, then what only all rows together say
(pairs that only one proposes, estimates without truth, the frontier)."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import msgspec

from twinset.config import Plan
from twinset.laboratory import frontier, plans
from twinset.laboratory.bench import Bench
from twinset.laboratory.estimates import Range, estimate_recall, families_of
from twinset.laboratory.overlap import exclusive_candidates, exclusive_found
from twinset.laboratory.process import Outcome
from twinset.laboratory.report import Estimated, Recommendation, Spread, StrategyRow, TruthEstimate
from twinset.strategies import Strategy


def measured_row(notation: str, strategy: Strategy, outcome: Outcome, bench: Bench) -> StrategyRow:
    measured = outcome.measured
    row = StrategyRow(
        strategy=notation,
        status=outcome.status,
        message=outcome.message,
        approximate=strategy.approximate,
    )
    if measured is None:
        return row
    row = msgspec.structs.replace(row, candidate_pairs=measured.candidate_pairs)
    if measured.over_budget:
        return row
    pairs, possible, true_pairs = (
        measured.candidate_pairs, bench.possible_pairs, bench.true_pairs
    )  # fmt: skip
    judged = measured.judged_pairs
    both = [a + b for a, b in zip(measured.fit_seconds, measured.pair_seconds, strict=True)]
    message = outcome.message
    if not measured.repeatable:
        message = "; ".join(filter(None, [message, "another number of pairs when repeated"]))
    row = msgspec.structs.replace(
        row,
        message=message,
        pairs_per_record=pairs / max(1, bench.size),
        reduction_ratio=1.0 - pairs / possible if possible else 1.0,
        largest_block=measured.largest_block,
    )
    if both:
        row = msgspec.structs.replace(
            row,
            fit_seconds=spread(measured.fit_seconds),
            pair_seconds=spread(measured.pair_seconds),
            seconds=spread(both),
            cpu_seconds=spread(measured.cpu_seconds),
            peak_bytes=measured.peak_bytes,
            extra_bytes=measured.extra_bytes,
        )
    if true_pairs is not None:
        row = msgspec.structs.replace(
            row,
            found_pairs=measured.found_pairs,
            pair_completeness=measured.found_pairs / true_pairs if true_pairs else 1.0,
            pairs_quality=measured.found_pairs / judged if judged else 1.0,
        )
    if outcome.final is not None:
        final = outcome.final
        row = msgspec.structs.replace(
            row,
            precision=final.precision,
            recall=final.recall,
            f1=final.f1,
            score_seconds=final.seconds,
        )
    return row


def spread(seconds: Sequence[float]) -> Spread:
    """The median of repeated runs, and between what they lie."""
    return Spread(median=statistics.median(seconds), low=min(seconds), high=max(seconds))


def with_exclusives(
    rows: Sequence[StrategyRow], outcomes: Sequence[Outcome], bench: Bench
) -> list[StrategyRow]:
    places = [place for place, row in enumerate(rows) if row.status == "done"]
    proposed = [p for place in places if (p := outcomes[place].proposed) is not None]
    made = list(rows)
    candidates = exclusive_candidates([p.sample for p in proposed])
    found = exclusive_found([p.found for p in proposed])
    for place, (count, exact), true in zip(places, candidates, found, strict=True):
        made[place] = msgspec.structs.replace(
            rows[place],
            only_candidate_pairs=count,
            only_candidates_exact=exact,
            only_found_pairs=None if bench.entity is None else true,
        )
    return made


def with_estimates(
    rows: Sequence[StrategyRow],
    outcomes: Sequence[Outcome],
    bench: Bench,
    plan: Plan,
    threads: int,
) -> tuple[list[StrategyRow], TruthEstimate | None]:
    """Recall and pairs quality estimated, with intervals; and how many true pairs there may be."""
    places = [place for place, row in enumerate(rows) if row.status == "done"]
    samples = [p.sample for place in places if (p := outcomes[place].proposed) is not None]
    if not samples:
        return list(rows), None
    families = families_of([rows[place].strategy for place in places])
    found = estimate_recall(bench, samples, families, plan, threads=threads)
    made = list(rows)
    for place, estimate in zip(places, found.strategies, strict=True):
        recall, quality = estimate.recall, estimate.quality
        made[place] = msgspec.structs.replace(
            rows[place],
            pair_completeness=None if recall is None else _share(recall.value),
            completeness_interval=_interval(recall),
            pairs_quality=None if quality is None else _share(quality.value),
            quality_interval=_interval(quality),
        )
    if found.matches is None:
        return made, TruthEstimate(notes=list(found.notes))
    return made, TruthEstimate(
        true_pairs=float(found.matches.value),
        low=float(found.matches.low),
        high=float(found.matches.high),
        unseen=float(found.unseen.value),
        scored_pairs=found.scored,
        sampling_rate=found.rate,
        doubtful=_share(found.doubtful),
        notes=list(found.notes),
    )


def _interval(found: Range | None) -> Estimated | None:
    return None if found is None else Estimated(low=_share(found.low), high=_share(found.high))


def _share(value: float) -> float:
    """A share as JSON can hold it: no NumPy number, nothing beyond 0 and 1."""
    return float(min(1.0, max(0.0, value)))


def with_frontiers(rows: Sequence[StrategyRow]) -> list[StrategyRow]:
    by_pairs = {row.strategy for row in frontier.pairs_frontier(rows)}
    by_seconds = {row.strategy for row in frontier.seconds_frontier(rows)}
    return [
        msgspec.structs.replace(
            row,
            on_pairs_frontier=row.strategy in by_pairs,
            on_seconds_frontier=row.strategy in by_seconds,
        )
        for row in rows
    ]


def recommendation(
    best: StrategyRow, rows: Sequence[StrategyRow], plan: Plan, true_pairs: float
) -> Recommendation:
    """``best`` in a sentence, and what a plan can say of it."""
    made, note = plans.plan_for(best.strategy, plan)
    sayable: StrategyRow | None = best
    if made is None:
        able = [row for row in rows if plans.plan_for(row.strategy, plan)[0] is not None]
        sayable = frontier.recommended(able, true_pairs)
    return Recommendation(
        strategy=best.strategy,
        sentence=frontier.sentence(best, rows),
        plan="none" if made is None else "exact",
        plan_note=note,
        plan_strategy="" if sayable is None else sayable.strategy,
    )
