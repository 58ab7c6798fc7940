"""What a run gives: Arrow tables, the summary, and the output folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import numpy as np

from twinset import __version__
from twinset.config import Plan, dump_plan
from twinset.io import OutputFolder, write_rejects
from twinset.matching.model import FellegiSunterModel
from twinset.matching.threshold import REPORTED, expected_at, expected_merged
from twinset.memory import Budget, give_back, peak_memory
from twinset.merging import merge_sets
from twinset.merging.golden import GoldenRecords, golden_records, survivor_rows
from twinset.pipeline import Outcome
from twinset.progress import SILENT, Progress, stage
from twinset.provenance import provenance
from twinset.shared_values import describe
from twinset.summary import (
    ClusterSummary,
    ColumnSummary,
    RuleSummary,
    Summary,
    ThresholdSummary,
    TrainingSummary,
    input_summaries,
)
from twinset.types import ColumnRole, Records, RuleReport, ScoredPairs

if TYPE_CHECKING:
    import pyarrow as pa

    from twinset.io import Batches


@dataclass(frozen=True, eq=False)
class Result:
    """The result of ``twinset.dedupe``. Tables are made when asked for.

    A row is a number from 0 over all inputs in order, int32; the identifiers of rows are strings,
    null where the input has no identifier column or none in that row.
    """

    outcome: Outcome

    @property
    def records(self) -> Records:
        """The records as they were read."""
        return self.outcome.prepared.records

    @property
    def roles(self) -> tuple[ColumnRole, ...]:
        """The role of every column."""
        return self.outcome.prepared.roles

    @property
    def plan(self) -> Plan:
        """The resolved plan: roles, rules and all defaults spelled out."""
        return self.outcome.plan

    @property
    def model(self) -> FellegiSunterModel:
        """The model that scored the pairs."""
        return self.outcome.model

    @property
    def scored(self) -> ScoredPairs:
        """The scored pairs as NumPy columns; ``pairs`` is the same as an Arrow table."""
        return self.outcome.pairs

    @property
    def membership(self) -> np.ndarray:
        """(rows,) int32: the smallest row of the cluster that each row is in."""
        return self.outcome.clusters.clusters.membership

    @cached_property
    def clusters(self) -> pa.Table:
        """One row a record, by ``row``: ``id``, ``source`` (dictionary of string), ``cluster``
        (int32, the smallest row in it) and ``size`` (int32)."""
        clusters = self.outcome.clusters.clusters
        return merge_sets.clusters_table(self.records, self.roles, self._ids, clusters)

    @cached_property
    def pairs(self) -> pa.Table:
        """One row a pair of at least 1 % probability, by ``left_row`` < ``right_row``, with both
        ids: ``weight`` (float64, bits: log2 of the odds of a match), ``probability`` (float64),
        ``rules`` (joined by ";") and an int8 ``level_<comparison>`` each, -1 where one side has no
        value."""
        names = [comparison.name for comparison in self.outcome.comparisons.comparisons]
        return merge_sets.pairs_table(self.outcome.pairs, self._ids, self.outcome.rule_names, names)

    @cached_property
    def merge_sets(self) -> pa.Table:
        """One row a cluster of two records or more: ``survivor_row``, ``survivor_id``, lists
        ``member_rows`` and ``member_ids``, ``size``, and ``weakest_probability`` (float64) of the
        links that hold it together."""
        clusters, times = self.outcome.clusters.clusters, self._updated
        golden: GoldenRecords | None = self.__dict__.get("_golden")  # if made, it knows
        survivors = (
            golden.survivors
            if golden is not None
            else survivor_rows(self.records, self._ids, clusters, times)
        )
        return merge_sets.merge_sets_table(clusters, self.outcome.pairs, self._ids, survivors)

    @cached_property
    def golden(self) -> pa.Table:
        """One row a cluster, singles included: ``cluster``, ``size``, and the input's columns with
        their types and the surviving values."""
        return self._golden.table

    @cached_property
    def golden_sources(self) -> pa.Table:
        """One row a cluster: for every column of ``golden`` the row (int32) that its value, null or
        not, came from."""
        return self._golden.source_rows

    @cached_property
    def _golden(self) -> GoldenRecords:
        clusters = self.outcome.clusters.clusters
        return golden_records(
            self.records,
            self.roles,
            self._ids,
            clusters,
            self._updated,
            self.plan.survivorship,
            threads=self._threads,
        )

    @property
    def _threads(self) -> int:
        return Budget(self.outcome.memory).threads(self.outcome.threads)

    @cached_property
    def _ids(self) -> pa.Array:
        return merge_sets.record_ids(self.records, self.roles)

    @cached_property
    def _shared(self) -> list[str]:
        """What the summary says of households, mailboxes and switchboards."""
        return describe(self.outcome.shared())

    @cached_property
    def _cluster_summary(self) -> ClusterSummary:
        return _clusters(self.outcome)

    @cached_property
    def _thresholds(self) -> list[ThresholdSummary]:
        return _thresholds(self.outcome)

    @cached_property
    def _provenance(self) -> dict[str, Any]:
        model = self.model.to_json().decode()
        return provenance(self.outcome.digests(), self.plan, model)

    @cached_property
    def _updated(self) -> np.ndarray | None:
        return self.outcome.updated()

    @property
    def summary(self) -> dict[str, Any]:
        """Counts, seconds, thresholds and warnings, ready for JSON."""
        summary: dict[str, Any] = msgspec.to_builtins(
            summarize(self.outcome, self._shared, self._cluster_summary, self._thresholds)
        )
        return summary

    def write(
        self,
        out: str | os.PathLike[str],
        *,
        format: Literal["parquet", "csv"] = "parquet",
        force: bool = False,
        progress: Progress = SILENT,
    ) -> None:
        """Write the output folder: whole or not at all. Raises ``OutputError``."""
        with OutputFolder(out, force=force) as folder:

            def save(name: str) -> int:
                return folder.write_table(name, self._stream(name), format=format)

            if self.outcome.memory:
                self._save_one_by_one(save, progress)
            else:
                self._save_side_by_side(save, progress)
            write_rejects(folder, self.records)
            folder.write_text("plan.toml", dump_plan(self.plan))
            folder.write_text("model.json", self.model.to_json().decode())
            folder.write_json("provenance.json", self._provenance)
            folder.write_json("summary.json", self.summary)

    def _stream(self, name: str) -> Batches:
        """A table, as it is written: golden records a part at a time, so that they never stand
        in memory as a whole."""
        from twinset.io import GROUP_ROWS

        if name == "golden":
            return self._golden.tables(GROUP_ROWS, threads=self._threads)
        if name == "golden_sources":
            return self._golden.source_tables(GROUP_ROWS)
        table: pa.Table = getattr(self, name)
        return table

    def _save_side_by_side(self, save: Callable[[str], int], progress: Progress) -> None:
        clock, threads = self.outcome.clock, self.outcome.threads
        # the pool ends first: nothing writes into a folder that is being removed
        with ThreadPoolExecutor(threads) as pool:
            saving: dict[str, Future[int]] = {}
            with clock.measure("merge"), stage(progress, "merge", None, ""):
                background: list[Future[Any]] = []
                if threads > 1:  # what needs no golden record is done meanwhile
                    parts = ("_provenance", "_cluster_summary", "_thresholds")
                    background = [pool.submit(getattr, self, part) for part in parts]
                    saving = {"clusters": pool.submit(save, "clusters")}
                golden = self._golden
                made = len(golden.clusters) * 2 + len(golden.several)
            rows = made + self.outcome.pairs.size + self.records.size
            with clock.measure("write"), stage(progress, "write", rows, "rows") as bar:
                # the longest first: Arrow encodes one file on one thread. Pairs take the other
                # meanwhile
                for name in ("golden", "pairs", "golden_sources", "merge_sets", "clusters"):
                    if name not in saving:
                        saving[name] = pool.submit(save, name)
                for done in as_completed(saving.values()):
                    bar.advance(done.result())
                for work in background:
                    work.result()

    def _save_one_by_one(self, save: Callable[[str], int], progress: Progress) -> None:
        """Under a memory budget: each table is let go before the next is made."""
        steps = (("pairs",), ("clusters",), ("merge_sets",), ("golden", "golden_sources"))
        with self.outcome.clock.measure("write"), stage(progress, "write", 5, "tables") as bar:
            for names in steps:
                for name in names:
                    save(name)
                    bar.advance(1)
                for made in (*names, "_golden"):
                    self.__dict__.pop(made, None)  # where a cached property keeps it
                give_back()


def summarize(
    outcome: Outcome,
    shared: Sequence[str],
    clusters: ClusterSummary,
    thresholds: Sequence[ThresholdSummary],
) -> Summary:
    """The run's summary; ``shared`` is what it says of values that several people share."""
    records, threshold = outcome.prepared.records, outcome.threshold
    linked = bool((outcome.pairs.probability >= threshold.probability).any())
    return Summary(
        version=__version__,
        inputs=input_summaries(records),
        rows=records.size,
        columns=[
            ColumnSummary(
                column=c.column, role=c.role, confidence=c.confidence, evidence=c.evidence
            )
            for c in outcome.prepared.roles
        ],
        rules=[
            RuleSummary(**{name: getattr(report, name) for name in RuleSummary.__struct_fields__})
            for report in family_reports(outcome.reports)
        ],
        candidate_pairs=outcome.candidate_pairs,
        scored_pairs=outcome.pairs.size,
        training=_training(outcome),
        threshold=threshold.probability,
        expected_precision=threshold.expected_precision if linked else None,
        expected_recall=threshold.expected_recall if linked else None,
        thresholds=list(thresholds),
        clusters=clusters,
        stages=list(outcome.clock.stages),
        seconds=sum(part.seconds for part in outcome.clock.stages),
        peak_bytes=peak_memory(),
        threads=outcome.threads,
        warnings=warnings(outcome, shared),
    )


def _training(outcome: Outcome) -> TrainingSummary | None:
    training = outcome.model.training
    if training is None or outcome.candidate_pairs == 0:
        return None
    return TrainingSummary(
        source="loaded" if outcome.loaded else "trained",
        converged=training.converged,
        iterations=training.iterations,
        patterns=training.patterns,
        pairs=training.pairs,
        log_likelihood=training.log_likelihood,
        prior=float(outcome.model.priors[0]),
    )


def _thresholds(outcome: Outcome) -> list[ThresholdSummary]:
    found = [expected_at(outcome.pairs.probability, threshold) for threshold in REPORTED]
    return [
        ThresholdSummary(
            threshold=at.probability,
            links=at.links,
            expected_precision=at.expected_precision,
            expected_recall=at.expected_recall,
        )
        for at in found
        if at.links
    ]


def _clusters(outcome: Outcome) -> ClusterSummary:
    sizes = np.bincount(outcome.clusters.clusters.membership)
    total = int((sizes > 0).sum())
    return ClusterSummary(
        total=total,
        merge_sets=int((sizes > 1).sum()),
        duplicates=int(sizes.sum()) - total,
        largest=int(sizes.max(initial=0)),
        split=outcome.clusters.report["components_split"],
        expected_precision=expected_merged(outcome.pairs, outcome.clusters.clusters.membership),
    )


def family_reports(reports: Sequence[RuleReport]) -> list[RuleReport]:
    """One report a rule; those of one name (the bands of MinHash-LSH) as one."""
    joined: dict[str, RuleReport] = {}
    for report in reports:
        known = joined.get(report.name)
        joined[report.name] = report if known is None else _joined(known, report)
    return list(joined.values())


def _joined(one: RuleReport, other: RuleReport) -> RuleReport:
    return RuleReport(
        name=one.name,
        pairs=one.pairs + other.pairs,
        new_pairs=one.new_pairs + other.new_pairs,
        records=max(one.records, other.records),
        largest_block=max(one.largest_block, other.largest_block),
        oversized_blocks=one.oversized_blocks + other.oversized_blocks,
        pairs_before=one.pairs_before + other.pairs_before,
        dropped_pairs=one.dropped_pairs + other.dropped_pairs,
    )


def warnings(outcome: Outcome, shared: Sequence[str]) -> list[str]:
    """What a careful colleague would mention about this run; counts and names only."""
    found: list[str] = []
    records, training = outcome.prepared.records, outcome.model.training
    if records.rejects:
        found.append(f"{len(records.rejects):,} lines could not be read; see rejects.csv")
    for source in records.sources:
        found += [f"{source.name}: {note}" for note in source.details.get("warnings", ())]
    if not outcome.comparisons.comparisons:
        found.append("no column could be compared: name their roles under [roles] in a plan")
    if training and training.pairs and not training.converged:
        found.append(
            f"training stopped after {training.iterations} iterations before it had converged "
            f"(last change {training.last_change:.1e})"
        )
    if outcome.clusters.report["exclusive_sources"]:
        found.append(
            "sources hold no duplicates of their own: a cluster has one record of each at most, "
            f"and {outcome.clusters.report['links_within_source']:,} links within a source do not "
            "count (one_per_source = false under [cluster] in a plan believes them)"
        )
    for report in family_reports(outcome.reports):
        if report.dropped_pairs:
            found.append(
                f"blocking rule {report.name}: {report.oversized_blocks:,} blocks were too large; "
                f"refining them gave up {report.dropped_pairs:,} pairs"
            )
    peak = peak_memory()
    if outcome.memory and peak > outcome.memory:
        found.append(
            f"the memory budget of {outcome.memory / 2**20:,.0f} MiB was not kept: the records "
            f"themselves and what is known of them took it to {peak / 2**20:,.0f} MiB"
        )
    return [*found, *outcome.prepared.standard.notes, *shared]
