"""The comparison: every strategy, at every size, each in a process of its own."""

from __future__ import annotations

import os
import platform
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np

from twinset import __version__, _jit
from twinset.clock import Clock
from twinset.config import Plan
from twinset.errors import PlanError
from twinset.laboratory import costs, frontier, process, selection
from twinset.laboratory.bench import Bench, open_bench, sample, store
from twinset.laboratory.final import levels_at_random
from twinset.laboratory.process import Limits, Outcome
from twinset.laboratory.report import BlockingComparison, Machine, SizeReport
from twinset.laboratory.rows import (
    measured_row,
    recommendation,
    with_estimates,
    with_exclusives,
    with_frontiers,
)
from twinset.laboratory.worker import Task
from twinset.parallel import available_threads
from twinset.preparation import warm_kernels
from twinset.progress import SILENT, Progress, Stage, stage
from twinset.strategies import Strategy
from twinset.summary import input_summaries


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
    time_limit: float | Literal["auto"] | None = "auto",
    memory_limit: int | None = None,
    score: bool = True,
    threads: int | None = None,
    progress: Progress = SILENT,
    tell: Callable[[str], None] = lambda text: None,
) -> BlockingComparison:
    """Compare blocking strategies on ``source`` (as for ``dedupe``).

    ``strategies`` are in the notation of ``twinset.strategies.registry``; without any, a selection
    of all that are registered. ``sizes`` are numbers of rows: nested samples of whole entities,
    the whole base where it is empty. ``truth`` is a truth file; without one, recall is estimated.
    ``link_by`` names the column that tells the sides of a link task apart. Each strategy runs in
    its own process, within ``time_limit`` (seconds, each pass; ``auto``: two minutes up to 100,000
    records, see ``costs``), ``memory_limit`` (bytes) and ``budget`` (pairs): one that goes beyond
    is a row that says so. The cheap ones run first; the report has the order that was given.

    ``repeat`` timed runs follow an untimed one; with 0 of them there are no seconds.
    ``tell`` is told in a sentence what is going to be run and about how long that takes.

    Raises ``InputError`` and ``PlanError``.
    """
    started = time.perf_counter()
    threads = threads or available_threads()
    if repeat < 0:
        raise PlanError("repeat is below 0", hint="0: no timed run, no seconds; 1 or more")
    parsed = selection.check(list(dict.fromkeys(strategies)))
    prepared, bench = open_bench(
        source, plan, truth=truth, link_by=link_by, threads=threads, progress=progress
    )
    notations = list(dict.fromkeys(strategies)) or selection.default_strategies(bench.records)
    parsed = parsed or selection.check(notations)
    benches, warnings = _benches(bench, sizes)
    if bench.unknown_records:
        warnings.append(
            f"{bench.unknown_records:,} of {bench.size:,} records are not in the truth: "
            "their pairs count neither as found nor against pairs quality"
        )
    if time_limit == "auto":
        time_limit = costs.default_time_limit(benches[-1].size)
    settings = Settings(repeat, budget, Limits(time_limit, memory_limit), score, threads)
    warm_kernels(progress, Clock(), _jit.LABORATORY)
    expected = [_expected(notations, part.size, settings) for part in benches]
    seconds = [sum(one) for one in expected]
    tell(costs.price(seconds, [part.size for part in benches], len(notations), time_limit))
    reports = []
    with stage(progress, "compare strategies", round(sum(seconds)), "s expected") as bar:
        for part, prices in zip(benches, expected, strict=True):
            work = list(zip(notations, parsed, prices, strict=True))
            reports.append(compare_on(part, work, prepared.plan, settings, progress, bar))
    warnings += sorted({note for report in reports for note in _notes(report)})
    return BlockingComparison(
        version=__version__,
        inputs=input_summaries(prepared.records),
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
    work: Sequence[tuple[str, Strategy, float]],
    plan: Plan,
    settings: Settings,
    progress: Progress,
    bar: Stage,
) -> SizeReport:
    """All strategies at one size. ``work`` is (notation, strategy, expected seconds) of each."""
    outcomes = _measure(bench, work, plan, settings, progress, bar)
    rows = [
        measured_row(notation, strategy, outcome, bench)
        for (notation, strategy, _), outcome in zip(work, outcomes, strict=True)
    ]
    rows = with_exclusives(rows, outcomes, bench)
    true_pairs: float | None = bench.true_pairs
    estimate = None
    if true_pairs is None:
        rows, estimate = with_estimates(rows, outcomes, bench, plan, settings.threads)
        true_pairs = None if estimate is None else estimate.true_pairs
    rows = with_frontiers(rows)
    best = None if true_pairs is None else frontier.recommended(rows, true_pairs)
    return SizeReport(
        rows=bench.size,
        true_pairs=bench.true_pairs,
        estimate=estimate,
        possible_pairs=bench.possible_pairs,
        strategies=rows,
        pairs_frontier=[row.strategy for row in frontier.pairs_frontier(rows)],
        seconds_frontier=[row.strategy for row in frontier.seconds_frontier(rows)],
        recommendation=(
            None
            if best is None or true_pairs is None
            else recommendation(best, rows, plan, true_pairs)
        ),
    )


def _measure(
    bench: Bench,
    work: Sequence[tuple[str, Strategy, float]],
    plan: Plan,
    settings: Settings,
    progress: Progress,
    bar: Stage,
) -> list[Outcome]:
    """Each strategy in its own process, the cheap ones first; the outcomes in the order given."""
    levels = None
    if settings.score:
        shared = levels_at_random(bench, plan, threads=settings.threads)
        levels = [one.tolist() for one in shared]
    outcomes: dict[int, Outcome] = {}
    with tempfile.TemporaryDirectory(prefix="twinset-bench-") as folder:
        path = Path(folder) / "bench"
        store(bench, path)
        for place in sorted(range(len(work)), key=lambda place: work[place][2]):
            notation, _, seconds = work[place]
            task = Task(
                bench=str(path), strategy=notation, plan=plan, threads=settings.threads,
                repeat=settings.repeat, budget=settings.budget, score=settings.score,
                levels=levels,
            )  # fmt: skip
            with stage(progress, f"  {notation}", unit=""):
                outcomes[place] = process.run(task, settings.limits)
            bar.advance(round(seconds))
    return [outcomes[place] for place in range(len(work))]


def _expected(notations: Sequence[str], rows: int, settings: Settings) -> list[float]:
    return [
        costs.expected_seconds(
            notation, rows, repeat=settings.repeat, score=settings.score,
            threads=settings.threads, time_limit=settings.limits.seconds,
        )
        for notation in notations
    ]  # fmt: skip


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


def _notes(report: SizeReport) -> list[str]:
    notes = [] if report.estimate is None else report.estimate.notes
    short = [row.strategy for row in report.strategies if row.status != "done"]
    if not short:
        return notes
    return [
        *notes,
        f"at {report.rows:,} records {len(short)} of {len(report.strategies)} are not done",
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
