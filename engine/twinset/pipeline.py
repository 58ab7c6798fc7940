"""The stages in order. Knows what follows what; knows no kernel and no file format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np

from twinset.blocking.candidates import Candidates
from twinset.clock import Clock
from twinset.clustering import ClusterResult, cluster, exclusive_of
from twinset.comparison import ComparisonPlan, plan_comparisons
from twinset.config import ModelPlan, Plan
from twinset.errors import PlanError
from twinset.families import add_families, choose_rules, search_neighbours
from twinset.matching import scoring
from twinset.matching.frequencies import LogFrequencies, log_frequencies
from twinset.matching.model import FellegiSunterModel, load_model
from twinset.matching.patterns import joined_patterns
from twinset.matching.refinement import refine
from twinset.matching.threshold import Threshold, choose_threshold, expected_at
from twinset.matching.training import train
from twinset.memory import Budget
from twinset.one_to_one import compete, rule_out_within
from twinset.parallel import available_threads, map_ordered
from twinset.preparation import Prepared, prepare
from twinset.progress import SILENT, Progress, stage
from twinset.provenance import input_digests
from twinset.selection import Selection
from twinset.shared_values import SharedValues, shared_values
from twinset.standardize.date_times import timestamps
from twinset.types import (
    AgreementPatterns,
    Clusters,
    Float64,
    Int64,
    RuleReport,
    ScoredPairs,
    StandardRecords,
)

T = TypeVar("T")

_MISSING_WORTH_A_SEARCH = 0.01
"""Neighbours are searched when the key rules are estimated to miss more of the matches."""
_SCORED_BYTES = 100
"""Scored pairs and clusters, a record; frequencies come to it, four bytes a comparison."""
_AT_WORK = 16 << 20
"""What a thread has under way while it compares."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a run found, in row numbers of the input."""

    prepared: Prepared
    plan: Plan  # resolved
    comparisons: ComparisonPlan
    model: FellegiSunterModel
    pairs: ScoredPairs
    rule_names: Sequence[str]
    reports: Sequence[RuleReport]
    candidate_pairs: int
    threshold: Threshold
    clusters: ClusterResult
    updated: Callable[[], Int64 | None]
    """When each record was updated, as ``standardize.date_times.timestamps`` says it."""
    shared: Callable[[], list[SharedValues]]
    """Whose the emails, phones and addresses are, as ``shared_values`` says it."""
    digests: Callable[[], list[dict[str, Any]]]
    """The inputs' names and digests, as ``provenance.input_digests`` says them."""
    clock: Clock
    threads: int
    memory: int | None
    loaded: bool


def run(
    source: Any,
    plan: Plan | str | Path | None = None,
    *,
    model: FellegiSunterModel | str | Path | None = None,
    threads: int | None = None,
    memory: int | None = None,
    progress: Progress = SILENT,
) -> Outcome:
    """From a source to clusters. ``threads`` and ``memory`` never change the result.

    ``memory`` (bytes) is what the process may have resident. Under it the input table, blocks and
    compared pairs are kept on disk as far as they must; raises ``BudgetError`` where that is not
    enough.
    """
    threads = threads or available_threads()
    clock, budget = Clock(), Budget(memory)
    budget.settle()
    prepared = prepare(source, plan, threads=threads, progress=progress, clock=clock, budget=budget)
    settings, standard = prepared.plan, prepared.standard
    with clock.measure("block"):
        comparisons = plan_comparisons(standard, settings.model, threads=threads)
        loaded = _loaded(model, comparisons, standard.size)
        # what later stages ask for, for moments in which others leave a core idle: while rules are
        # chosen, EM runs and clusters are found
        meanwhile = _Meanwhile(threads > 1 and not memory)
        frequencies = meanwhile.work_out(
            partial(log_frequencies, comparisons, standard, threads=meanwhile.threads(threads))
        )
        random_levels = scoring.random_levels(
            comparisons, standard, seed=settings.seed, threads=threads
        )
        selection = choose_rules(
            standard, comparisons, random_levels, settings,
            threads=threads, budget=budget, progress=progress,
        )  # fmt: skip
        blocks = list(selection.blocks)
        selection = replace(selection, blocks=())
        candidates = add_families(standard, selection, blocks, settings, threads=threads)
    later = standard.size * (_SCORED_BYTES + 4 * len(comparisons.comparisons)) + _AT_WORK * threads
    budget.require(later, "compare", standard.size)
    with clock.measure("compare"):
        compared = scoring.compare(
            candidates, comparisons, memory=budget.room(later), threads=threads, progress=progress
        )
    # for golden records and the summary
    updated: Callable[[], Int64 | None] = meanwhile.work_out(
        partial(timestamps, prepared.records, prepared.roles, settings.standardize)
    )
    shared = meanwhile.work_out(partial(shared_values, standard))
    with clock.measure("train"), stage(progress, "train", None, ""):
        frequency = frequencies()
        del frequencies  # it holds them too
        room = settings.blocking.pairs_per_record * standard.size - compared.pairs
        further = None if selection.further is None else selection.further.within(room)
        trained = loaded or fit(
            compared, comparisons, random_levels, frequency, standard.size, settings.model,
            further=further, threads=threads,
        )  # fmt: skip
    with clock.measure("score"):
        pairs = scoring.score(
            trained, candidates, compared, frequency, threads=threads, progress=progress
        )
    search = settings.blocking.search_uncovered
    if search == "auto":
        missed = selection.missing > _MISSING_WORTH_A_SEARCH
        search = settings.blocking.families == "auto" and missed
    if search:
        with clock.measure("neighbours"), stage(progress, "search neighbours", None, ""):
            candidates, compared, pairs = search_uncovered(
                standard, selection, candidates, compared, pairs, comparisons, trained, frequency,
                settings, threads=threads, progress=progress,
            )  # fmt: skip
    # blocks, compared pairs and frequencies are a quarter of what is held here: let them go
    # before clusters and golden records need room
    rules, rule_names = selection.rules, candidates.names
    reports = candidates.reports(compared.rule_pairs)
    candidate_pairs = compared.pairs
    del selection, candidates, compared, frequency, random_levels
    with clock.measure("cluster"), stage(progress, "cluster", None, ""):
        wish = settings.cluster.threshold
        likely = 0.5 if isinstance(wish, str) else wish
        exclusive = exclusive_of(standard.size, pairs, likely, standard, settings.cluster)
        pairs = compete(pairs, exclusive)
        believed = rule_out_within(pairs, exclusive)
        threshold = (
            choose_threshold(believed.probability)
            if isinstance(wish, str)
            else expected_at(believed.probability, wish)
        )
        in_rows = meanwhile.work_out(
            partial(pairs_in_rows, believed, prepared.order, threads=meanwhile.threads(threads))
        )
        digests = meanwhile.work_out(partial(input_digests, prepared.records.sources))
        clusters = cluster(
            standard.size, pairs, threshold.probability, standard, settings.cluster, exclusive
        )
        meanwhile.end()
        del pairs
        scored = in_rows()
    resolved = msgspec.structs.replace(
        settings,
        blocking=msgspec.structs.replace(
            settings.blocking, rules=list(rules), search_uncovered=search
        ),
    )
    return Outcome(
        prepared,
        resolved,
        comparisons,
        trained,
        scored,
        rule_names,
        reports,
        candidate_pairs,
        threshold,
        replace(clusters, clusters=clusters_in_rows(clusters.clusters, prepared.order)),
        updated,
        shared,
        digests,
        clock,
        threads,
        memory,
        loaded is not None,
    )


class _Meanwhile:
    """A thread for what is asked for later, while others leave a core to it; if there is none, it
    is worked out when it is asked for."""

    def __init__(self, wanted: bool) -> None:
        self._pool = ThreadPoolExecutor(1) if wanted else None

    def threads(self, alone: int) -> int:
        """The threads for work that would have ``alone`` of them if it had to be waited for."""
        return 1 if self._pool else alone

    def work_out(self, function: Callable[[], T]) -> Callable[[], T]:
        """What gives the function's result."""
        return self._pool.submit(function).result if self._pool else function

    def end(self) -> None:
        """There will be nothing more to work out."""
        if self._pool:
            self._pool.shutdown(wait=False)


def fit(
    compared: scoring.ComparedPairs,
    comparisons: ComparisonPlan,
    random_levels: Sequence[Float64],
    frequency: LogFrequencies,
    rows: int,
    plan: ModelPlan,
    *,
    further: AgreementPatterns | None = None,
    threads: int = 1,
) -> FellegiSunterModel:
    """Train on the compared pairs' patterns and those of ``further`` pairs, scale the term
    frequencies, train on with them."""
    patterns = joined_patterns(compared.patterns, further)
    model = train(
        patterns, comparisons.comparisons, random_levels, rows, plan,
        missing=frequency.missing(), threads=threads,
    )  # fmt: skip
    if plan.term_frequency:
        model = scoring.with_frequency_scale(
            model, comparisons.comparisons, compared, frequency, random_levels, threads=threads
        )
        model = refine(
            model, comparisons.comparisons, compared, frequency, random_levels,
            further=further, threads=threads,
        )  # fmt: skip
    return model


def search_uncovered(
    standard: StandardRecords,
    selection: Selection,
    candidates: Candidates,
    compared: scoring.ComparedPairs,
    pairs: ScoredPairs,
    comparisons: ComparisonPlan,
    model: FellegiSunterModel,
    frequency: LogFrequencies,
    plan: Plan,
    *,
    threads: int,
    progress: Progress,
) -> tuple[Candidates, scoring.ComparedPairs, ScoredPairs]:
    """Search the neighbours of the records that no likely pair covers, and score what is new."""
    uncovered = np.ones(standard.size, np.bool_)
    likely = pairs.probability >= 0.5
    uncovered[pairs.left[likely]] = False
    uncovered[pairs.right[likely]] = False
    found = search_neighbours(standard, selection, candidates, uncovered, plan, threads=threads)
    wider = candidates.with_list(found)
    number = len(wider.names) - 1
    units = [unit for unit in wider.units() if unit[0] == number]
    more = scoring.compare(wider, comparisons, units=units, threads=threads, progress=progress)
    scored = scoring.score(model, wider, more, frequency, threads=threads, progress=progress)
    joined = scoring.join_scored(pairs, scored)
    joined = replace(joined, rules=wider.proposing(joined.left, joined.right, threads=threads))
    return wider, scoring.join_compared(compared, more), joined


def pairs_in_rows(pairs: ScoredPairs, order: Int64, *, threads: int = 1) -> ScoredPairs:
    """Pairs of canonical positions as pairs of input rows, sorted."""
    a, b = order[pairs.left].astype(np.int32), order[pairs.right].astype(np.int32)
    left, right = np.minimum(a, b), np.maximum(a, b)
    by_row = scoring.pair_order(left, right, threads=threads)
    columns = (left, right, pairs.weight, pairs.probability, pairs.rules, pairs.levels)
    return ScoredPairs(*map_ordered(lambda column: column[by_row], columns, threads))


def clusters_in_rows(clusters: Clusters, order: Int64) -> Clusters:
    """Membership over canonical positions as membership over input rows."""
    smallest = np.full(clusters.size, clusters.size, np.int64)
    np.minimum.at(smallest, clusters.membership, order)
    membership = np.empty(clusters.size, np.int32)
    membership[order] = smallest[clusters.membership]
    return Clusters(membership)


def _loaded(
    model: FellegiSunterModel | str | Path | None, comparisons: ComparisonPlan, rows: int
) -> FellegiSunterModel | None:
    if model is None:
        return None
    if not isinstance(model, FellegiSunterModel):
        path = Path(model)
        try:
            text = path.read_bytes()
        except OSError as error:
            raise PlanError(f"{path}: can't read the model: {error.strerror}") from None
        model = load_model(text, name=str(path))
    names = tuple(c.name for c in comparisons.comparisons)
    labels = tuple(c.labels for c in comparisons.comparisons)
    if (model.comparisons, model.labels) != (names, labels):
        raise PlanError(
            f"the model compares {', '.join(model.comparisons)}; these records {', '.join(names)}",
            hint="train on a base with the same columns, or leave --model out",
        )
    return model.for_rows(rows)
