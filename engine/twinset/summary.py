"""What a run says about itself: the typed shape of ``summary.json``.

The pipeline fills these structs, ``summary.json`` and ``twinset dedupe --json`` carry them, and
``summary_schema`` publishes them as JSON Schema, so the three can't drift apart. They hold counts,
names and measurements; never a record's value. Within one ``schema_version`` keys are only added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec

if TYPE_CHECKING:
    from twinset.types import Bool, Records

Count = Annotated[int, msgspec.Meta(ge=0)]
Seconds = Annotated[float, msgspec.Meta(ge=0.0)]
Share = Annotated[float, msgspec.Meta(ge=0.0, le=1.0)]
"""A probability or a share of a whole: 0 to 1."""


class InputSummary(msgspec.Struct, frozen=True, kw_only=True):
    """One input file or table."""

    name: str
    """The path as given, or ``<table>`` for an Arrow stream."""
    format: str
    """csv, parquet, arrow, ndjson or table."""
    rows: Count
    rejected: Count = 0
    """Lines that could not become a row; they are in the rejects file."""
    details: dict[str, Any] = {}
    """What was detected: delimiter, encoding, compression."""


def input_summaries(records: Records) -> list[InputSummary]:
    """What was read, a file each."""
    rejects = Counter(reject.source for reject in records.rejects)
    return [
        InputSummary(
            name=source.name,
            format=source.format,
            rows=source.rows,
            rejected=rejects[source.name],
            details=dict(source.details),
        )
        for source in records.sources
    ]


class DateOrder(msgspec.Struct, frozen=True, kw_only=True):
    """How the dates of a column that read two ways (03/04/1990) were read, and how many there are:
    as its other dates with the same separator show, or as the plan says."""

    separator: str
    order: Literal["dmy", "mdy", "ymd"]
    cells: Count


def date_orders(
    found: Mapping[tuple[str, str], Bool], count: Callable[[Bool], int]
) -> list[DateOrder]:
    """``found``: masks by separator and order (``standardize.dates.resolved``), of which ``count``
    says how many cells they are."""
    return [
        DateOrder(separator=separator, order=order, cells=count(mask))  # type: ignore[arg-type]
        for (separator, order), mask in found.items()
    ]


class ColumnSummary(msgspec.Struct, frozen=True, kw_only=True):
    """One input column and the role that it plays."""

    column: str
    role: str
    confidence: Share
    evidence: str = ""


class RuleSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A blocking rule: what it proposed and what its oversized blocks cost."""

    name: str
    pairs: Count
    """Pairs that it proposes, after the policy for oversized blocks."""
    new_pairs: Count
    """Of them, those that no earlier rule proposed."""
    records: Count
    """Rows that have a key of this rule, or that appear in one of its pairs."""
    largest_block: Count = 0
    oversized_blocks: Count = 0
    pairs_before: Count = 0
    """Pairs before the policy for oversized blocks."""
    dropped_pairs: Count = 0
    """Pairs that the policy gave up."""


class TrainingSummary(msgspec.Struct, frozen=True, kw_only=True):
    """How the Fellegi-Sunter model came about."""

    source: Literal["trained", "loaded"]
    converged: bool
    """False where EM ran out of iterations. A loaded model carries what its training said."""
    iterations: Count = 0
    patterns: Count = 0
    """Distinct agreement patterns that EM worked on."""
    pairs: Count = 0
    """Candidate pairs that the patterns count."""
    log_likelihood: float | None = None
    prior: Share | None = None
    """Probability that a candidate pair is a match."""


class ClusterSummary(msgspec.Struct, frozen=True, kw_only=True):
    """The clusters after checking. Every record is in exactly one, so ``total`` counts entities."""

    total: Count
    merge_sets: Count
    """Clusters of two records or more."""
    duplicates: Count
    """Records beyond the first of their cluster: rows - total."""
    largest: Count
    """Records in the largest cluster."""
    split: Count = 0
    """Linked components that the checks split."""
    expected_precision: Share | None = None
    """The share of the scored pairs within clusters that are matches, estimated without labels.
    Checking drops doubtful links and merging joins pairs that are none, so it is not the links'."""


class ThresholdSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What to expect of linking the pairs of at least one probability. From the probabilities
    themselves: they are meant to be shares, so that of the pairs with 0.9 nine in ten match."""

    threshold: Share
    links: Count
    """Pairs of at least this probability."""
    expected_precision: Share
    """The share of these links that are matches."""
    expected_recall: Share
    """The share of the matches among the candidate pairs that are linked."""


class StageSummary(msgspec.Struct, frozen=True, kw_only=True):
    """One stage of the run."""

    name: str
    seconds: Seconds
    cpu_seconds: Seconds = 0.0
    """Processor seconds of all threads meanwhile; well below ``seconds`` on a machine that others
    use too, or where a stage waits for a disk."""
    peak_bytes: Count = 0
    """Peak resident memory of the process up to the stage's end; 0 where the system has none. A
    stage whose peak is that of the one before did not set it."""
    rss_bytes: Count = 0
    """Resident memory at the stage's end, so what is kept for later; 0 where the system does not
    say. Most of what it is below the peak was needed for a moment only."""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """A run: ``summary.json``, and what ``twinset dedupe --json`` prints."""

    schema_version: Literal[1] = 1
    version: str
    """The Twinset version that made it."""
    inputs: list[InputSummary]
    rows: Count
    columns: list[ColumnSummary]
    rules: list[RuleSummary]
    candidate_pairs: Count
    """Distinct pairs that were compared."""
    scored_pairs: Count
    """Pairs kept after scoring: those in the ``pairs`` file."""
    training: TrainingSummary | None = None
    """None where there was no pair to train on."""
    threshold: Share | None = None
    """Match probability from which a pair links two records."""
    expected_precision: Share | None = None
    """The share of the linked pairs that are matches: estimated from the probabilities, without
    labels."""
    expected_recall: Share | None = None
    """Likewise; among the candidate pairs, so pairs that blocking missed are not in it."""
    thresholds: list[ThresholdSummary] = []
    """The same at other thresholds; those that link nothing are left out."""
    clusters: ClusterSummary
    stages: list[StageSummary]
    seconds: Seconds
    peak_bytes: Count = 0
    threads: Count = 1
    warnings: list[str] = []
    output: str | None = None
    """The folder that was written; None where nothing was."""


def summary_schema() -> dict[str, Any]:
    """The JSON Schema of ``summary.json``."""
    return msgspec.json.schema(Summary)
