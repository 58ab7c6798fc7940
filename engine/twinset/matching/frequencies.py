"""How common values are: the probability of an equal pair, and what a shared value weighs.

With several values of a field in a record, two records agree where any two values do: then all
counts here are of that agreement, and how common the shared value is belongs to the pair.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from twinset.comparison import ComparisonPlan
from twinset.comparison.multi_valued import Values
from twinset.matching.joint_frequencies import JointFrequencies, joint_frequencies
from twinset.parallel import for_each
from twinset.types import Bool, Float32, Float64, Int32, Int64, StandardRecords, TextColumn

USUAL_PAIRS = 1000
"""A base's own counts lean on those of a usual one by this many pairs."""


def value_frequencies(codes: Int32, distinct: int) -> Float64:
    """The share of each distinct value among the rows that have one."""
    counts = np.bincount(codes[codes >= 0], minlength=distinct).astype(np.float64)
    return counts / max(1.0, counts.sum())


def equal_share(columns: Sequence[TextColumn], usual: float) -> float:
    """How likely the values of two records that have one are equal; of records with several
    (``columns``: one for each), how likely any two are.

    All pairs of the base count, and ``USUAL_PAIRS`` pairs of a usual base besides: two equal
    records alone are no proof that everybody is called the same. Summed in integers: the order of
    the distinct values follows the input's, and a sum of floats would too.
    """
    if len(columns) == 1:
        codes = columns[0].codes
        counts = np.bincount(codes[codes >= 0]).astype(np.int64)
        rows, equal = int(counts.sum()), int((counts * (counts - 1)).sum())
    else:
        values = Values.of(columns)
        rows, equal = values.rows_with_any(), values.sharing_pairs()
    pairs = rows * (rows - 1)
    return (equal + usual * USUAL_PAIRS) / (pairs + USUAL_PAIRS)


@dataclass(frozen=True, eq=False)
class LogFrequencies:
    """The natural log of how common the values of records are, for every comparison."""

    rows: Float32
    """(rows, comparisons): of the row's value, NaN without one. Where a record has several, of
    the rarest of them: the most that sharing one could weigh."""
    agreed: Mapping[int, Callable[[Int32, Int32], Float32]]
    """For comparisons of several values a record: of the value that each pair shares."""
    joint: JointFrequencies | None = None
    """How much more common the values of some comparisons are together than apart."""

    @property
    def slots(self) -> Int64:
        """(comparisons,) the column of ``shared`` that a comparison has, -1 for none."""
        slots = np.full(self.rows.shape[1], -1, np.int64)
        slots[list(self.agreed)] = np.arange(len(self.agreed))
        return slots

    def missing(self) -> Float64:
        """(comparisons,) how often one of two random records has no value."""
        has = np.count_nonzero(~np.isnan(self.rows), axis=0) / max(1, len(self.rows))
        return np.asarray(1.0 - np.square(has))

    def shared(self, left: Int32, right: Int32, index: Int32, asked: Bool) -> Float32:
        """(pairs, slots): how common the value is that a pair shares, NaN where it is not asked.

        ``asked`` is (patterns, comparisons), ``index`` the pattern of each pair.
        """
        table = np.full((len(left), len(self.agreed)), np.nan, np.float32)
        for slot, (number, agreed) in enumerate(self.agreed.items()):
            some = np.flatnonzero(asked[:, number][index])
            table[some, slot] = agreed(left[some], right[some])
        return table

    def of_pairs(self, left: Int32, right: Int32, index: Int32, asked: Bool) -> Float32:
        """(pairs, comparisons): how common the value is that a pair shares, of two unequal ones
        the more common; NaN where a side has none. Of several values a record: ``shared``."""
        table = np.maximum(self.rows[left], self.rows[right])
        table[:, list(self.agreed)] = self.shared(left, right, index, asked)
        return table


def log_frequencies(
    plan: ComparisonPlan, records: StandardRecords, *, threads: int = 1
) -> LogFrequencies:
    """The log frequencies of the values of a base."""
    comparisons = plan.comparisons
    table = np.full((records.size, len(comparisons)), np.nan, np.float32)

    def fill(c: int) -> None:
        columns = records.values_of(comparisons[c].frequency_field or "")
        if len(columns) > 1:
            values = Values.of(columns)
            logs = np.append(values.log_frequencies(), np.float32(np.nan))
            rarest = logs[values.codes[:, 0]]
            for further in values.codes.T[1:]:
                np.fmin(rarest, logs[further], out=rarest)
            table[:, c] = rarest
        elif columns:
            frequency = value_frequencies(columns[0].codes, columns[0].distinct)
            with np.errstate(divide="ignore"):
                logs = np.append(np.log(frequency), np.nan).astype(np.float32)
            table[:, c] = logs[columns[0].codes]

    for_each(fill, range(len(comparisons)), threads)
    return LogFrequencies(table, plan.agreed, joint_frequencies(plan, records))
