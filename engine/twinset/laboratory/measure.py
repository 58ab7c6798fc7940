"""One strategy on one bench: what it finds, what it costs.

The first pass looks at the pairs; it also warms up what is compiled or loaded on first use, and is
not timed. The timed passes that follow only count, so that no figure holds our own work.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from twinset.errors import PlanError
from twinset.laboratory.bench import UNKNOWN, Bench
from twinset.laboratory.memory import reset_peak, resident_memory
from twinset.laboratory.pair_sample import PairSample, Sampler
from twinset.memory import peak_memory
from twinset.pair_codes import pack_pairs
from twinset.strategies.base import FittedStrategy, PairChunk, Strategy
from twinset.types import Int64

SCORED_PAIRS = 20_000_000
"""A strategy that proposes more is not scored and clustered."""


class Measured(msgspec.Struct, kw_only=True):
    """The figures of one strategy. Seconds are of every timed run, in the order of the runs."""

    candidate_pairs: int = 0
    """Where ``over_budget``: those seen until then."""
    over_budget: bool = False
    judged_pairs: int = 0
    """Candidate pairs of two records that the truth knows."""
    found_pairs: int = 0
    largest_block: int = 0
    fit_seconds: list[float] = []
    pair_seconds: list[float] = []
    cpu_seconds: list[float] = []
    """Processor time of both together, on all threads and in the processes that it started: what a
    busy machine does not change."""
    peak_bytes: int = 0
    """Largest resident memory during the timed runs, records and libraries included."""
    extra_bytes: int = 0
    """How much of it was not there before the run: what the strategy itself took."""
    repeatable: bool = True
    """False where a timed run gave another number of pairs than the first."""


@dataclass(frozen=True, slots=True, eq=False)
class Proposed:
    """What is kept of the pairs. ``found`` is (found pairs,) int64, packed, ascending; empty where
    there is no truth."""

    found: Int64
    sample: PairSample


def measure(
    strategy: Strategy,
    bench: Bench,
    *,
    threads: int = 1,
    repeat: int = 1,
    budget: int | None = None,
    keep: Path | None = None,
    announce: Callable[[str], None] = lambda phase: None,
) -> tuple[Measured, Proposed]:
    """Measure ``strategy``, ``repeat`` timed runs; 0: what it finds alone, not what it costs.

    ``budget`` is the number of pairs at which it is stopped. ``keep`` is a file for the pairs,
    packed int64, of which no more than ``SCORED_PAIRS`` are written: it is removed where there are
    more. ``announce`` is told of each pass: ``look``, then ``run`` as often as it is repeated.
    """
    announce("look")
    measured, proposed = _look(strategy, bench, threads, budget, keep)
    if measured.over_budget or not repeat:
        return measured, proposed
    gc.collect()
    before = resident_memory()
    reset_peak()
    for _ in range(repeat):
        announce("run")
        cpu = _processor_time()
        fit_seconds, pair_seconds, pairs = _run(strategy, bench, threads)
        measured.cpu_seconds.append(_processor_time() - cpu)
        measured.fit_seconds.append(fit_seconds)
        measured.pair_seconds.append(pair_seconds)
        measured.repeatable &= pairs == measured.candidate_pairs
    measured.peak_bytes = peak_memory()
    measured.extra_bytes = max(0, measured.peak_bytes - before)
    return measured, proposed


def _processor_time() -> float:
    """Seconds that this process and its ended children have computed."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _run(strategy: Strategy, bench: Bench, threads: int) -> tuple[float, float, int]:
    start = time.perf_counter()
    fitted = strategy.fit(bench.task(threads))
    between = time.perf_counter()
    pairs = sum(len(left) for left, _ in fitted.pairs())
    return between - start, time.perf_counter() - between, pairs


def _look(
    strategy: Strategy, bench: Bench, threads: int, budget: int | None, keep: Path | None
) -> tuple[Measured, Proposed]:
    fitted: FittedStrategy = strategy.fit(bench.task(threads))
    measured, sampler = Measured(), Sampler()
    found: list[Int64] = []
    kept = None if keep is None else keep.open("wb")
    try:
        for chunk in fitted.pairs():
            left, right = _checked(chunk, bench, strategy)
            measured.candidate_pairs += len(left)
            if budget is not None and measured.candidate_pairs > budget:
                measured.over_budget = True
                break
            packed = pack_pairs(left, right)
            sampler.add(left, right)
            if bench.entity is not None:
                entity = bench.entity[left]
                known = (entity != UNKNOWN) & (bench.entity[right] != UNKNOWN)
                found.append(packed[known & (entity == bench.entity[right])])
                measured.judged_pairs += int(known.sum())
            if kept is not None and measured.candidate_pairs <= SCORED_PAIRS:
                kept.write(packed.tobytes())
    finally:
        if kept is not None:
            kept.close()
    if keep is not None and (measured.over_budget or measured.candidate_pairs > SCORED_PAIRS):
        keep.unlink()
    sample = sampler.sample()
    if len(sample.left) and not np.all(np.diff(sample.packed)):
        raise PlanError(f"{strategy.name}: a pair was proposed twice", hint="give each pair once")
    measured.largest_block = int(fitted.largest_block)
    true = np.sort(np.concatenate([np.empty(0, np.int64), *found]))
    measured.found_pairs = len(true)
    return measured, Proposed(true, sample)


def _checked(chunk: PairChunk, bench: Bench, strategy: Strategy) -> PairChunk:
    """A chunk as the interface promises it; what follows would be silently wrong otherwise."""
    left, right = chunk
    fine = len(left) == len(right)
    if fine and len(left):
        fine = bool(np.all(left < right)) and int(left.min()) >= 0 and int(right.max()) < bench.size
    if fine and bench.side is not None:
        fine = not np.any(bench.side[left] == bench.side[right])
    if not fine:
        raise PlanError(
            f"{strategy.name}: a pair that is none",
            hint="left < right, both rows of the records, and of two sides in a link task",
        )
    return left, right
