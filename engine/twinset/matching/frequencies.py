"""How common values are: the probability of an equal pair, and what a shared value weighs.

With several values of a field in a record, two records agree where any two values do: then all
counts here are of that agreement, and how common the shared value is belongs to the pair.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from twinset.comparison import ComparisonPlan
from twinset.comparison.multi_valued import Values
from twinset.matching.joint_frequencies import JointFrequencies, joint_frequencies
from twinset.matching.mailboxes import named_mailboxes
from twinset.numbering import code_counts
from twinset.parallel import for_each, map_ordered, tiles
from twinset.types import Bool, Float32, Float64, Int32, Int64, StandardRecords, TextColumn

_TILE_ROWS = 1 << 13
USUAL_PAIRS = 1000
"""A base's own counts lean on those of a usual one by this many pairs."""


def equal_share(columns: Sequence[TextColumn], usual: float) -> float:
    """How likely the values of two records that have one are equal; of records with several
    (``columns``: one for each), how likely any two are.

    All pairs of the base count, and ``USUAL_PAIRS`` pairs of a usual base besides: two equal
    records alone are no proof that everybody is called the same. Summed in integers: the order of
    the distinct values follows the input's, and a sum of floats would too.
    """
    if len(columns) == 1:
        counts = code_counts(columns[0].codes, columns[0].distinct)
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
    known: Int64
    """(comparisons,): the rows that have a value"""
    agreed: Mapping[int, Callable[[Int32, Int32], Float32]]
    """For comparisons of several values a record, and of ``of_names``: of the value that each pair
    shares."""
    joint: JointFrequencies | None = None
    """How much more common the values of some comparisons are together than apart."""
    of_names: frozenset[int] = frozenset()
    """Comparisons whose values follow from the names: ``matching.mailboxes``."""

    @property
    def slots(self) -> Int64:
        """(comparisons,) the column of ``shared`` that a comparison has, -1 for none."""
        slots = np.full(self.rows.shape[1], -1, np.int64)
        slots[list(self.agreed)] = np.arange(len(self.agreed))
        return slots

    def missing(self) -> Float64:
        """(comparisons,) how often one of two random records has no value."""
        has = self.known / max(1, len(self.rows))
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
    fields = [records.values_of(x.frequency_field or "") for x in plan.comparisons]

    def of_field(columns: Sequence[TextColumn]) -> tuple[Sequence[Int32], Float32, int]:
        """Codes, the log frequency of each code with NaN behind, rows that have a value."""
        if len(columns) > 1:
            values = Values.of(columns)
            logs, known = values.log_frequencies(), values.rows_with_any()
            return list(values.codes.T), np.append(logs, np.float32(np.nan)), known
        codes = [column.codes for column in columns]
        counts = code_counts(columns[0].codes, columns[0].distinct) if columns else np.zeros(0)
        with np.errstate(divide="ignore"):
            logs = np.log(counts / max(1.0, float(counts.sum()))).astype(np.float32)
        return codes, np.append(logs, np.float32(np.nan)), int(counts.sum())

    table = np.full((records.size, len(fields)), np.nan, np.float32)
    # what takes longest first; then all fields of some rows at a time, which stay in the cache
    jobs: list[Callable[[], Any]] = [
        partial(named_mailboxes, plan, records, table),  # reads the table once it is filled
        partial(joint_frequencies, plan, records),
    ]
    jobs += [partial(of_field, columns) for columns in fields]
    mailboxes, joint, *found = map_ordered(lambda job: job(), jobs, threads)

    def fill(tile: tuple[int, int]) -> None:
        part = slice(*tile)
        for c, (codes, logs, _) in enumerate(found):
            if codes:
                rarest = logs[codes[0][part]]
                for further in codes[1:]:
                    np.fmin(rarest, logs[further[part]], out=rarest)
                table[part, c] = rarest

    for_each(fill, tiles(records.size, _TILE_ROWS), threads)
    known = np.array([known for _, _, known in found], np.int64)
    agreed = dict(plan.agreed)
    if mailboxes is not None:
        agreed[mailboxes[0]] = mailboxes[1].agreed
    of_names = frozenset(() if mailboxes is None else mailboxes[:1])
    return LogFrequencies(table, known, agreed, joint, of_names)
