"""What a comparison of blocking strategies says: JSON whose schema other programs can rely on.

Names of files, columns and strategies, and measurements; never a record's value. Within one
``schema_version`` keys are only added. ``twinset schema blocking`` prints the schema.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from twinset.summary import Count, InputSummary, Seconds, Share

Status = Literal["done", "time limit", "memory limit", "over budget", "failed"]


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """Repeated runs: the median, the smallest and the largest."""

    median: Seconds
    low: Seconds
    high: Seconds


class Estimated(msgspec.Struct, frozen=True, kw_only=True):
    """Where there is no truth: between what an estimated share lies, 19 times of 20."""

    low: Share
    high: Share


class StrategyRow(msgspec.Struct, frozen=True, kw_only=True):
    """One strategy at one size. What could not be measured is null."""

    strategy: str
    """Its notation: what ``--strategy`` takes."""
    status: Status
    message: str = ""
    """Why it is not done, or what is missing from a row that is."""
    approximate: bool = False
    """It may miss pairs that its own definition asks for: hashing, indexes."""
    candidate_pairs: Count | None = None
    """Where over budget: those seen before it was stopped."""
    pairs_per_record: Annotated[float, msgspec.Meta(ge=0.0)] | None = None
    reduction_ratio: float | None = None
    """1 - candidate pairs / all possible pairs."""
    found_pairs: Count | None = None
    """True pairs among the candidates; null without truth."""
    pair_completeness: Share | None = None
    """Found of the true pairs; without truth an estimate, see ``completeness_interval``."""
    completeness_interval: Estimated | None = None
    pairs_quality: Share | None = None
    """True of the candidate pairs (of records that the truth knows); without truth an estimate."""
    quality_interval: Estimated | None = None
    only_found_pairs: Count | None = None
    """True pairs that no other strategy of the table found."""
    only_candidate_pairs: Count | None = None
    """Candidate pairs that no other strategy proposed; from a sample by hash where there are many
    (``only_candidates_exact``)."""
    only_candidates_exact: bool = True
    largest_block: Count | None = None
    """Rows; 0 for a strategy without blocks."""
    fit_seconds: Spread | None = None
    pair_seconds: Spread | None = None
    seconds: Spread | None = None
    """Both together."""
    cpu_seconds: Spread | None = None
    """Processor time of both, of all threads: what other work on the machine hardly changes."""
    peak_bytes: Count | None = None
    """Largest resident memory of its process, records and libraries included."""
    extra_bytes: Count | None = None
    """What it took of that itself."""
    precision: Share | None = None
    """Pairwise, after scoring and clustering; likewise ``recall`` and ``f1``."""
    recall: Share | None = None
    f1: Share | None = None
    score_seconds: Seconds | None = None
    """Comparing, training, scoring and clustering."""
    on_pairs_frontier: bool = False
    """No other finds more from fewer pairs."""
    on_seconds_frontier: bool = False
    """No other finds more in less time."""


class TruthEstimate(msgspec.Struct, frozen=True, kw_only=True):
    """Where there is no truth: how many true pairs there may be, and what that rests on."""

    true_pairs: float | None = None
    """``low`` and ``high`` are its 95 % interval; null where there are too few matches."""
    low: float | None = None
    high: float | None = None
    unseen: float | None = None
    """Of these, what no strategy of the table is thought to find."""
    scored_pairs: Count = 0
    """Candidate pairs that were scored for it."""
    sampling_rate: Share = 1.0
    """The share of all candidate pairs that these are."""
    doubtful: Share = 0.0
    """The share of the matches in pairs that the model is not sure of."""
    notes: list[str] = []


class Recommendation(msgspec.Struct, frozen=True, kw_only=True):
    """The strategy to take, and its price in one sentence."""

    strategy: str
    sentence: str
    plan: Literal["exact", "none"] = "none"
    """Whether the engine's plan can say it."""
    plan_note: str = ""
    """Why it can't."""
    plan_strategy: str = ""
    """What --save-plan writes: the strategy, else the best of the table that a plan can say."""


class SizeReport(msgspec.Struct, frozen=True, kw_only=True):
    """All strategies at one size."""

    rows: Count
    true_pairs: Count | None
    """Null without truth: see ``estimate``."""
    estimate: TruthEstimate | None = None
    possible_pairs: Count
    strategies: list[StrategyRow]
    pairs_frontier: list[str]
    """Strategies that nothing beats in recall and pairs, the cheapest first."""
    seconds_frontier: list[str]
    recommendation: Recommendation | None = None


class Machine(msgspec.Struct, frozen=True, kw_only=True):
    """What it was measured on."""

    processors: Count
    system: str
    python: str
    numpy: str
    numba: str


class BlockingComparison(msgspec.Struct, frozen=True, kw_only=True):
    """The whole comparison."""

    schema_version: Literal[1] = 1
    version: str
    """The Twinset version that made it."""
    inputs: list[InputSummary]
    rows: Count
    truth: str | None
    """The truth file; null: recall and pairs quality are estimates."""
    estimated: bool
    link_by: str | None = None
    sizes: list[SizeReport]
    """The smallest first; each a part of the next."""
    repeat: Count
    threads: Count
    seed: int
    time_limit: Seconds | None
    memory_limit: Count | None
    budget: Count | None
    scored: bool
    machine: Machine
    warnings: list[str] = []
    seconds: Seconds = 0.0
    output: str | None = None
    """The folder that was written; null where nothing was."""

    @property
    def largest(self) -> SizeReport:
        """The size that the recommendation is made at."""
        return self.sizes[-1]


def comparison_schema() -> dict[str, Any]:
    """The JSON Schema of ``compare.json``."""
    return msgspec.json.schema(BlockingComparison)
