"""The price tag: what a run would propose and cost on this machine, before it runs."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import msgspec

from twinset.blocking.candidates import Candidates
from twinset.clock import Clock
from twinset.comparison import ComparisonPlan, plan_comparisons
from twinset.config import Plan, dump_plan
from twinset.families import add_families, choose_rules
from twinset.matching import scoring
from twinset.matching.patterns import PatternTable
from twinset.memory import peak_memory
from twinset.parallel import available_threads
from twinset.pooled_sample import sample_pairs
from twinset.preparation import prepare
from twinset.progress import SILENT, Progress
from twinset.types import ColumnRole, RuleReport

_BYTES_A_PAIR = 24
"""Left, right and pattern number, and a tile's working arrays at its peak."""
_BYTES_A_ROW = 150
"""Clusters, merge sets and golden records, beyond the input table itself."""
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run would do. ``pairs`` are candidate pairs, ``memory_bytes`` the peak of the process.

    A rule's ``pairs`` are exact; its ``new_pairs``, and so the total, are estimated from a
    sample. ``seconds`` (wall time) come from rates that were measured for this estimate.
    """

    roles: tuple[ColumnRole, ...]
    plan: Plan
    rules: Sequence[RuleReport]
    rows: int
    pairs: int
    memory_bytes: int
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready; the plan as TOML text."""
        return {
            "rows": self.rows,
            "columns": [asdict(role) for role in self.roles],
            "rules": [asdict(rule) for rule in self.rules],
            "candidate_pairs": self.pairs,
            "memory_bytes": self.memory_bytes,
            "seconds": self.seconds,
            "plan": dump_plan(self.plan),
        }


def estimate(
    source: Any,
    plan: Plan | str | Path | None = None,
    *,
    threads: int | None = None,
    progress: Progress = SILENT,
) -> Estimate:
    """Read and standardise, choose the rules, count their pairs, measure the rates.

    No pair beyond a sample is expanded. Raises what ``dedupe`` raises for the same input.
    """
    threads = threads or available_threads()
    clock = Clock()
    prepared = prepare(source, plan, threads=threads, progress=progress, clock=clock)
    settings, standard = prepared.plan, prepared.standard
    comparisons = plan_comparisons(standard, settings.model)
    with clock.measure("block"):
        levels = scoring.random_levels(comparisons, standard, seed=settings.seed)
        selection = choose_rules(
            standard, comparisons, levels, settings, threads=threads, progress=progress
        )
        candidates = add_families(
            standard, selection, list(selection.blocks), settings, threads=threads
        )
    new_pairs = [int(share * rule.pairs) for share, rule in _new_shares(candidates)]
    new_pairs += [len(pairs.left) for pairs in candidates.lists]
    total = sum(new_pairs)
    spent = sum(s.seconds for s in clock.stages if s.name != "compile kernels")
    rate = _pair_seconds(candidates, comparisons)
    written = 0.5 * spent  # golden records and files take about half of reading and standardising
    resolved = msgspec.structs.replace(
        settings,
        blocking=msgspec.structs.replace(settings.blocking, rules=list(selection.rules)),
    )
    return Estimate(
        prepared.roles,
        resolved,
        candidates.reports(new_pairs),
        standard.size,
        total,
        peak_memory() + total * _BYTES_A_PAIR + standard.size * _BYTES_A_ROW,
        spent + total * rate / threads + written,
    )


def _new_shares(candidates: Candidates) -> list[tuple[float, Any]]:
    """For each rule the share of its pairs that no earlier rule proposes, from a sample."""
    shares = []
    for number, rule in enumerate(candidates.rules):
        left, right = sample_pairs(rule, 5000, number)
        new = candidates.first_rules(left, right, number) == number
        # a pair that meets in two blocks is counted, and may be drawn, twice
        new_share = float((new / rule.shared(left, right)).mean()) if len(left) else 0.0
        shares.append((new_share, rule))
    return shares


def _pair_seconds(candidates: Candidates, comparisons: ComparisonPlan) -> float:
    """Seconds to compare and score one pair on one thread, measured on a sample of real pairs."""
    seconds, pairs = 0.0, 0
    for number, rule in enumerate(candidates.rules):
        left, right = sample_pairs(rule, _SAMPLE // max(1, len(candidates.rules)), number)
        start = time.perf_counter()
        PatternTable().number(comparisons.compare(left, right))
        seconds += time.perf_counter() - start
        pairs += len(left)
    return 1.5 * seconds / max(1, pairs)  # expanding and scoring are half as much again
