"""The stages in order. Knows what follows what; knows no kernel and no file format."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from twinset import canonical
from twinset.blocking.candidates import Candidates, RuleBlocks, build_blocks
from twinset.blocking.keys import KeyBuilder
from twinset.clustering import ClusterResult, cluster, exclusive_of
from twinset.comparison import ComparisonPlan, plan_comparisons
from twinset.config import ModelPlan, Plan, load_plan
from twinset.errors import InputError, PlanError
from twinset.exclusive_sources import rule_out_within
from twinset.io import read_records
from twinset.matching import scoring
from twinset.matching.frequencies import LogFrequencies, log_frequencies
from twinset.matching.model import FellegiSunterModel, load_model
from twinset.matching.refinement import refine
from twinset.matching.threshold import Threshold, choose_threshold, expected_at
from twinset.matching.training import train
from twinset.memory import Budget, give_back, on_disk, peak_memory, resident_memory
from twinset.parallel import available_threads, map_ordered
from twinset.progress import SILENT, Progress, stage
from twinset.roles import infer_roles
from twinset.selection import Selection, lay_out, select_rules
from twinset.standardize import standardize
from twinset.standardize.date_times import timestamps
from twinset.summary import StageSummary
from twinset.types import (
    Clusters,
    ColumnRole,
    Float64,
    Int32,
    Int64,
    PairList,
    Records,
    Role,
    RuleReport,
    ScoredPairs,
    StandardRecords,
)

_MISSING_WORTH_A_SEARCH = 0.01
"""Neighbours are searched when the key rules are estimated to miss more of the matches."""
_SCORED_BYTES = 100
"""Scored pairs and clusters, a record; frequencies come to it, eight bytes a comparison."""
_AT_WORK = 16 << 20
"""What a thread has under way while it compares."""
UNLIMITED = Budget()


@dataclass
class Clock:
    """Seconds and memory of each stage."""

    stages: list[StageSummary] = field(default_factory=list)

    @contextmanager
    def measure(self, name: str) -> Iterator[None]:
        start, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.stages.append(
                StageSummary(
                    name=name,
                    seconds=time.perf_counter() - start,
                    cpu_seconds=time.process_time() - cpu,
                    peak_bytes=peak_memory(),
                    rss_bytes=resident_memory(),
                )
            )
            give_back()


@dataclass(frozen=True, eq=False)
class Prepared:
    """What is known before any pair: the records as read, and standardised in canonical order.

    Canonical position i holds row ``order[i]``.
    """

    records: Records
    roles: tuple[ColumnRole, ...]
    plan: Plan
    standard: StandardRecords
    order: Int64


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
    clock: Clock
    threads: int
    memory: int | None
    loaded: bool


def prepare(
    source: Any,
    plan: Plan | str | Path | None = None,
    *,
    threads: int = 1,
    progress: Progress = SILENT,
    clock: Clock | None = None,
    budget: Budget = UNLIMITED,
) -> Prepared:
    """Read, find the roles, standardise, and put the records in canonical order. Raises
    ``BudgetError`` where the records alone are too large for the budget."""
    clock = clock or Clock()
    settings = plan if isinstance(plan, Plan) else (load_plan(plan) if plan else Plan())
    with clock.measure("read"):
        records = read_records(source, settings.read, progress=progress)
    if records.size == 0:
        names = ", ".join(file.name for file in records.sources)
        raise InputError(f"{names}: no records", hint="there is a header, but no row below it")
    warm_kernels(progress, clock)
    with clock.measure("roles"):
        roles = infer_roles(records, settings.roles)
    budget.require_standard(records.size, sum(c.role != Role.IGNORE for c in roles))
    working = budget.threads(threads)
    with clock.measure("standardize"):
        standard = standardize(
            records, roles, settings.standardize, threads=working, progress=progress
        )
        order = canonical.canonical_order(standard, _identifiers(records, roles), threads=working)
        standard = canonical.reorder(standard, order, threads=working)
        if budget.tight:  # only golden records and the like look at it again
            records = replace(records, table=on_disk(records.table))
    resolved = msgspec.structs.replace(settings, roles={c.column: c.role for c in roles})
    return Prepared(records, roles, resolved, standard, order)


def warm_kernels(progress: Progress, clock: Clock, package: str = "twinset.kernels") -> None:
    """Compile the kernels if this machine has not yet; about half a minute, once."""
    from twinset import _jit, kernels

    if _jit.kernels_are_cached(package):
        return
    with clock.measure("compile kernels"):
        kernels.load_all(package)
        name = "compile kernels (first run on this machine)"
        with stage(progress, name, _jit.kernel_count(package), "kernels") as bar:
            _jit.compile_kernels(bar.advance, package)


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
    wanted = None if settings.model.comparisons == "auto" else settings.model.comparisons
    with clock.measure("block"):
        comparisons = plan_comparisons(standard, wanted, threads=threads)
        loaded = _loaded(model, comparisons, standard.size)
        random_levels = scoring.random_levels(
            comparisons, standard, seed=settings.seed, threads=threads
        )
        selection = choose_rules(
            standard, comparisons, random_levels, settings,
            threads=threads, budget=budget, progress=progress,
        )  # fmt: skip
        blocks = list(selection.blocks)
        selection = replace(selection, blocks=())
        candidates = add_families(standard, blocks, settings, threads=threads)
    later = standard.size * (_SCORED_BYTES + 8 * len(comparisons.comparisons)) + _AT_WORK * threads
    budget.require(later, "compare", standard.size)
    with clock.measure("compare"):
        compared = scoring.compare(
            candidates, comparisons, memory=budget.room(later), threads=threads, progress=progress
        )
    with clock.measure("train"), stage(progress, "train", None, ""):
        frequency = log_frequencies(comparisons, standard, threads=threads)
        trained = loaded or fit(
            compared, comparisons, random_levels, frequency, standard.size, settings.model,
            threads=threads,
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
                standard, candidates, compared, pairs, comparisons, trained, frequency, settings,
                threads=threads, progress=progress,
            )  # fmt: skip
    # blocks, compared pairs and frequencies are a quarter of what is held here: let them go
    # before clusters and golden records need room
    rules, rule_names = selection.rules, candidates.names
    reports = candidates.reports(compared.rule_pairs)
    candidate_pairs = int(compared.patterns.counts.sum())
    del selection, candidates, compared, frequency, random_levels
    updated: Callable[[], Int64 | None]
    updated = partial(timestamps, prepared.records, prepared.roles, settings.standardize)
    with (
        clock.measure("cluster"),
        stage(progress, "cluster", None, ""),
        ThreadPoolExecutor(1) as meanwhile,
    ):
        if threads > 1 and not memory:  # clusters take one thread; golden records ask for these
            updated = meanwhile.submit(updated).result
        wish = settings.cluster.threshold
        likely = 0.5 if isinstance(wish, str) else wish
        exclusive = exclusive_of(standard.size, pairs, likely, standard, settings.cluster)
        believed = rule_out_within(pairs, exclusive)
        threshold = (
            choose_threshold(believed.probability)
            if isinstance(wish, str)
            else expected_at(believed.probability, wish)
        )
        clusters = cluster(
            standard.size, pairs, threshold.probability, standard, settings.cluster, exclusive
        )
        pairs = believed
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
        pairs_in_rows(pairs, prepared.order, threads=threads),
        rule_names,
        reports,
        candidate_pairs,
        threshold,
        replace(clusters, clusters=clusters_in_rows(clusters.clusters, prepared.order)),
        updated,
        clock,
        threads,
        memory,
        loaded is not None,
    )


def choose_rules(
    standard: StandardRecords,
    comparisons: ComparisonPlan,
    random_levels: Sequence[Float64],
    plan: Plan,
    *,
    threads: int,
    budget: Budget = UNLIMITED,
    progress: Progress = SILENT,
) -> Selection:
    """The plan's own rules, laid out; or those that the data ask for."""
    families = plan.blocking.families
    if families != "auto" and "keys" not in families:
        return Selection((), (), ())
    if plan.blocking.rules == "auto":
        return select_rules(
            standard, comparisons, random_levels, plan.blocking,
            seed=plan.seed, threads=budget.threads(threads), progress=progress,
            on_disk=budget.tight,
        )  # fmt: skip
    builder = KeyBuilder(standard)
    rules = list(plan.blocking.rules)
    return Selection(rules, [lay_out(builder, rule, plan.blocking) for rule in rules], ())


def add_families(
    standard: StandardRecords, blocks: list[RuleBlocks], plan: Plan, *, threads: int
) -> Candidates:
    """The key rules (their ``blocks``, which the list gives away), and what the plan's other
    families propose: beside key rules for the records that these leave open
    (``blocking.complement``), else for all."""
    families = plan.blocking.families
    rules = Candidates.compact(standard.size, blocks, threads=threads)
    if families == "auto" or set(families) <= {"keys"}:
        return rules
    wanted: NDArray[np.bool_] | None = None
    if rules.rules:
        from twinset.blocking import complement

        wanted = complement.open_records(rules, threads=threads)
    lists: list[PairList] = []
    if "lsh" in families:
        from twinset.blocking.lsh import lsh_blocks

        bands = [
            build_blocks(band, max_block=plan.blocking.max_block)
            for band in lsh_blocks(standard, plan.blocking.lsh, seed=plan.seed, threads=threads)
        ]
        if wanted is None:
            rules = Candidates.compact(standard.size, bands, threads=threads)
        else:
            lists.append(complement.blocks_for("lsh", bands, wanted, threads=threads))
    if "sorted" in families:
        from twinset.blocking.sorted_neighbourhood import sorted_neighbourhood

        window = plan.blocking.sorted
        lists.append(
            sorted_neighbourhood(standard, window, threads=threads)
            if wanted is None
            else complement.sorted_for(standard, window, wanted, threads=threads)
        )
    if "neighbours" in families:
        from twinset.blocking.neighbours import nearest_neighbours

        queries = None if wanted is None else np.flatnonzero(wanted).astype(np.int32)
        lists.append(
            nearest_neighbours(
                standard, plan.blocking.neighbours,
                seed=plan.seed, threads=threads, queries=queries,
            )
        )  # fmt: skip
    for pairs in lists:
        rules = rules.with_list(pairs)
    return rules


def fit(
    compared: scoring.ComparedPairs,
    comparisons: ComparisonPlan,
    random_levels: Sequence[Float64],
    frequency: LogFrequencies,
    rows: int,
    plan: ModelPlan,
    *,
    threads: int = 1,
) -> FellegiSunterModel:
    """Train on the compared pairs' patterns, scale the term frequencies, train on with them."""
    model = train(
        compared.patterns, comparisons.comparisons, random_levels, rows, plan, threads=threads
    )
    if plan.term_frequency:
        model = scoring.with_frequency_scale(
            model, comparisons.comparisons, compared, frequency, random_levels, threads=threads
        )
        model = refine(
            model, comparisons.comparisons, compared, frequency, random_levels, threads=threads
        )
    return model


def search_uncovered(
    standard: StandardRecords,
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
    from twinset.blocking.neighbours import nearest_neighbours

    covered = np.zeros(standard.size, np.bool_)
    likely = pairs.probability >= 0.5
    covered[pairs.left[likely]] = True
    covered[pairs.right[likely]] = True
    queries: Int32 = np.flatnonzero(~covered).astype(np.int32)
    found = nearest_neighbours(
        standard, plan.blocking.neighbours, seed=plan.seed, threads=threads, queries=queries
    )
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


def _identifiers(records: Records, roles: Sequence[ColumnRole]) -> dict[str, Any]:
    """The record id and source columns: they settle the order of otherwise equal records."""
    wanted = (Role.RECORD_ID, Role.SOURCE)
    return {f"{c.role}:{c.column}": records.table[c.column] for c in roles if c.role in wanted}


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
