"""The comparison: every strategy, at every size, each in a process of its own."""

from __future__ import annotations

import os
import platform
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from twinset import __version__, pipeline
from twinset.config import Plan
from twinset.errors import PlanError
from twinset.laboratory import frontier, plans, process, selection
from twinset.laboratory.bench import Bench, open_bench, sample, store
from twinset.laboratory.estimates import Range, estimate_recall, families_of
from twinset.laboratory.overlap import exclusive_candidates, exclusive_found
from twinset.laboratory.process import Limits, Outcome
from twinset.laboratory.report import (
    BlockingComparison,
    Estimated,
    Machine,
    Recommendation,
    SizeReport,
    Spread,
    StrategyRow,
    TruthEstimate,
)
from twinset.laboratory.worker import Task
from twinset.parallel import available_threads
from twinset.progress import SILENT, Progress, Stage, stage
from twinset.strategies import Strategy
from twinset.summary import InputSummary


@dataclass(frozen=True, slots=True)
class Settings:
    """How a comparison is run. ``threads`` and the limits never change what a strategy finds."""

    repeat: int = 1
    budget: int | None = None
    """Candidate pairs at which a strategy is stopped."""
    limits: Limits = field(default_factory=Limits)
    score: bool = True
    """Also score and cluster the pairs of each strategy."""
    threads: int = 1


def compare(
    source: Any,
    plan: Plan | str | Path | None = None,
    *,
    truth: str | Path | None = None,
    strategies: Sequence[str] = (),
    sizes: Sequence[int] = (),
    link_by: str | None = None,
    repeat: int = 1,
    budget: int | None = None,
    time_limit: float | None = 600.0,
    memory_limit: int | None = None,
    score: bool = True,
    threads: int | None = None,
    progress: Progress = SILENT,
) -> BlockingComparison:
    """Compare blocking strategies on ``source`` (as for ``dedupe``).

    ``strategies`` are in the notation of ``twinset.strategies.registry``; without any, a selection
    of all that are registered. ``sizes`` are numbers of rows: nested samples of whole entities,
    the whole base where it is empty. ``truth`` is a truth file; without one, recall is estimated.
    ``link_by`` names the column that tells the sides of a link task apart. Each strategy runs in
    its own process, within ``time_limit`` (seconds, each pass), ``memory_limit`` (bytes) and
    ``budget`` (pairs): one that goes beyond is a row that says so.

    Raises ``InputError`` and ``PlanError``.
    """
    started = time.perf_counter()
    threads = threads or available_threads()
    if repeat < 1:
        raise PlanError("at least one timed run", hint="repeat 1 or more")
    parsed = selection.check(list(dict.fromkeys(strategies)))
    prepared, bench = open_bench(
        source, plan, truth=truth, link_by=link_by, threads=threads, progress=progress
    )
    notations = list(dict.fromkeys(strategies)) or selection.default_strategies(bench.records)
    parsed = parsed or selection.check(notations)
    settings = Settings(repeat, budget, Limits(time_limit, memory_limit), score, threads)
    benches, warnings = _benches(bench, sizes)
    reports = []
    with stage(progress, "compare strategies", len(benches) * len(notations), "strategies") as bar:
        for part in benches:
            reports.append(
                compare_on(part, notations, parsed, prepared.plan, settings, prepared, bar)
            )
    warnings += sorted({note for report in reports for note in _notes(report)})
    return BlockingComparison(
        version=__version__,
        inputs=_inputs(prepared),
        rows=bench.size,
        truth=None if truth is None else str(truth),
        estimated=truth is None,
        link_by=link_by,
        sizes=reports,
        repeat=repeat,
        threads=threads,
        seed=bench.seed,
        time_limit=time_limit,
        memory_limit=memory_limit,
        budget=budget,
        scored=score,
        machine=machine(),
        warnings=warnings,
        seconds=time.perf_counter() - started,
    )


def compare_on(
    bench: Bench,
    notations: Sequence[str],
    strategies: Sequence[Strategy],
    plan: Plan,
    settings: Settings,
    prepared: pipeline.Prepared,
    bar: Stage,
) -> SizeReport:
    """All strategies at one size."""
    with tempfile.TemporaryDirectory(prefix="twinset-bench-") as folder:
        path = Path(folder) / "bench"
        store(bench, path)
        outcomes = []
        for notation in notations:
            task = Task(
                bench=str(path), strategy=notation, plan=plan, threads=settings.threads,
                repeat=settings.repeat, budget=settings.budget, score=settings.score,
            )  # fmt: skip
            outcomes.append(process.run(task, settings.limits))
            bar.advance(1)
    rows = [
        _row(notation, strategy, outcome, bench)
        for notation, strategy, outcome in zip(notations, strategies, outcomes, strict=True)
    ]
    rows = _with_exclusives(rows, outcomes, bench)
    true_pairs: float | None = bench.true_pairs
    estimate = None
    if true_pairs is None:
        rows, estimate = _with_estimates(rows, outcomes, bench, plan, settings)
        true_pairs = None if estimate is None else estimate.true_pairs
    rows = _with_frontiers(rows)
    best = None if true_pairs is None else frontier.recommended(rows, true_pairs)
    return SizeReport(
        rows=bench.size,
        true_pairs=bench.true_pairs,
        estimate=estimate,
        possible_pairs=bench.possible_pairs,
        strategies=rows,
        pairs_frontier=[row.strategy for row in frontier.pairs_frontier(rows)],
        seconds_frontier=[row.strategy for row in frontier.seconds_frontier(rows)],
        recommendation=None if best is None else _recommendation(best, rows, plan),
    )


def _benches(bench: Bench, sizes: Sequence[int]) -> tuple[list[Bench], list[str]]:
    wanted = sorted(set(sizes)) or [bench.size]
    warnings = []
    if wanted[-1] > bench.size:
        above = ", ".join(f"{size:,}" for size in wanted if size > bench.size)
        warnings.append(f"the input has {bench.size:,} records: no sample of {above}")
    fitting = list(dict.fromkeys(min(size, bench.size) for size in wanted))
    if bench.entity is None and fitting[0] < bench.size:
        warnings.append(
            "without truth, samples are of single records: they hold fewer duplicates than the base"
        )
    return [sample(bench, size) for size in fitting], warnings


def _row(notation: str, strategy: Strategy, outcome: Outcome, bench: Bench) -> StrategyRow:
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
        fit_seconds=spread(measured.fit_seconds),
        pair_seconds=spread(measured.pair_seconds),
        seconds=spread(both),
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


def _with_exclusives(
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


def _with_estimates(
    rows: Sequence[StrategyRow],
    outcomes: Sequence[Outcome],
    bench: Bench,
    plan: Plan,
    settings: Settings,
) -> tuple[list[StrategyRow], TruthEstimate | None]:
    """Recall and pairs quality estimated, with intervals; and how many true pairs there may be."""
    places = [place for place, row in enumerate(rows) if row.status == "done"]
    samples = [p.sample for place in places if (p := outcomes[place].proposed) is not None]
    if not samples:
        return list(rows), None
    families = families_of([rows[place].strategy for place in places])
    found = estimate_recall(bench, samples, families, plan, threads=settings.threads)
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


def _with_frontiers(rows: Sequence[StrategyRow]) -> list[StrategyRow]:
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


def _recommendation(best: StrategyRow, rows: Sequence[StrategyRow], plan: Plan) -> Recommendation:
    made, note = plans.plan_for(best.strategy, plan)
    return Recommendation(
        strategy=best.strategy,
        sentence=frontier.sentence(best, rows),
        plan="none" if made is None else "exact",
        plan_note=note,
    )


def _notes(report: SizeReport) -> list[str]:
    notes = [] if report.estimate is None else report.estimate.notes
    short = [row.strategy for row in report.strategies if row.status != "done"]
    if not short:
        return notes
    return [
        *notes,
        f"at {report.rows:,} records {len(short)} of {len(report.strategies)} are not done",
    ]


def _inputs(prepared: pipeline.Prepared) -> list[InputSummary]:
    rejects = [reject.source for reject in prepared.records.rejects]
    return [
        InputSummary(
            name=file.name,
            format=file.format,
            rows=file.rows,
            rejected=rejects.count(file.name),
            details=dict(file.details),
        )
        for file in prepared.records.sources
    ]


def machine() -> Machine:
    """This machine and the versions that figures depend on."""
    import numba

    return Machine(
        processors=os.cpu_count() or 1,
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        numpy=np.__version__,
        numba=numba.__version__,
    )
