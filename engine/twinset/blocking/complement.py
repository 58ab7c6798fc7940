"""What other families add beside key rules: for the records that the rules leave open, a few pairs.

A union of everything pays for most pairs of a record that a rule found long ago, and for as many
that look nothing alike. So each family proposes for the open records alone, and of what it proposes
a record keeps the few that its sketch comes closest to: a form of cardinality node pruning
(Papadakis, Koutrika, Palpanas, Nejdl, "Meta-blocking: taking entity resolution to the next level",
TKDE 26(8), 2014, section 5), whose weight is how alike two records look and not how often they
meet. Proposals are judged as they are made: no list of them is ever sorted or kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from twinset.blocking.candidates import Candidates, RuleBlocks, position_ranges
from twinset.blocking.sketches import SketchedRecords
from twinset.blocking.sorted_neighbourhood import sort_orders, sorted_distinct
from twinset.config import SortedPlan
from twinset.parallel import for_each, map_ordered
from twinset.types import Int32, Int64, PairList, StandardRecords

_SHARE_OF_RULES = 4
# A record is found when it shares a quarter of the rules with another one. All four families on
# generated contacts (100k, 27 rules, which alone have 4.6 pairs a record and completeness 0.9974):
# 8.0 pairs a record and 0.9992 with a quarter, 9.0 and 0.9993 with half, 29.6 and 0.9995 for all.
KEPT = 5
"""Pairs that an open record keeps of those that lsh, or sorted, proposes for it."""
FARTHEST = 0.42
"""Share of a sketch's bits in which the records of a pair may differ; in half of them by chance.

Of 1M generated contacts 5 pairs and 0.42 add 4.3M pairs to those of the rules, and find 1760 of the
2820 matches that these miss; 4 pairs and 0.3 add 2.7M and find 1640. The 5 that meet most often,
however far apart, were 5.2M and 1580. Not fewer, for the model learns from the unlike ones, too:
with 0.3 F1 was 0.0005 lower at 100k, and 0.0012 at 1M."""

Bools = NDArray[np.bool_]
Close: TypeAlias = tuple[Int32, Int32, NDArray[np.uint8]]  # left, right, bits that differ


@dataclass(frozen=True, eq=False)
class Positions:
    """Rows in an order: position p is paired with those after it, up to ``ends[p]`` (excluded)."""

    rows: Int32
    ends: Int32
    before: Int64  # pairs of the positions before, (positions + 1,)

    @staticmethod
    def of_blocks(blocks: RuleBlocks) -> Positions:
        """Rows paired within each block."""
        return Positions(blocks.rows, blocks.ends, blocks.before)

    @staticmethod
    def of_window(order: Int64, window: int) -> Positions:
        """Rows paired with the ``window - 1`` that follow."""
        size = len(order)
        ends = np.minimum(np.arange(size) + window, size).astype(np.int32)
        before = np.zeros(size + 1, np.int64)
        np.cumsum(ends - np.arange(1, size + 1), out=before[1:])
        return Positions(order.astype(np.int32), ends, before)


def open_records(candidates: Candidates, *, threads: int) -> Bools:
    """(rows,): whether no pair of the record is proposed by a quarter of the key rules."""
    least = -(-len(candidates.rules) // _SHARE_OF_RULES)
    found = np.zeros(candidates.size, np.bool_)
    candidates.prepare()

    def mark(unit: tuple[int, int, int]) -> None:
        tile = candidates.expand(unit)
        shared = np.bitwise_count(candidates.proposing(tile.left, tile.right)) >= least
        found[tile.left[shared]] = True  # by several threads: all write the same
        found[tile.right[shared]] = True

    for_each(mark, candidates.units(), threads)
    return ~found


def sorted_for(
    records: StandardRecords,
    plan: SortedPlan,
    sketched: SketchedRecords,
    wanted: Bools,
    *,
    threads: int,
) -> PairList:
    """Sorted neighbourhood for the ``wanted`` records (rows,)."""
    orders = sort_orders(records, None, threads=threads)
    positions = (Positions.of_window(order, plan.window) for order in orders)
    return _nearest("sorted neighbourhood", positions, sketched, wanted, threads)


def blocks_for(
    name: str,
    blocks: Iterable[RuleBlocks],
    sketched: SketchedRecords,
    wanted: Bools,
    *,
    threads: int,
) -> PairList:
    """The pairs of block keys, such as LSH bands, for the ``wanted`` records (rows,)."""
    return _nearest(name, map(Positions.of_blocks, blocks), sketched, wanted, threads)


def _nearest(
    name: str,
    proposals: Iterable[Positions],
    sketched: SketchedRecords,
    wanted: Bools,
    threads: int,
) -> PairList:
    """The ``KEPT`` closest of each wanted record, of those that are close at all."""
    from twinset.kernels.sketches import FAR, close_pairs, keep_nearest

    size = len(wanted)
    farthest = int(sketched.bits * FARTHEST)

    def close(unit: tuple[Positions, int, int]) -> Close:
        positions, first, last = unit
        room = int(positions.before[last] - positions.before[first]) + 1
        left, right = np.empty(room, np.int32), np.empty(room, np.int32)
        apart = np.empty(room, np.uint8)
        count = close_pairs(
            positions.rows, positions.ends, first, last, sketched.sketches, wanted, farthest,
            left, right, apart,
        )  # fmt: skip
        return left[:count].copy(), right[:count].copy(), apart[:count].copy()

    places = np.where(wanted, np.cumsum(wanted, dtype=np.int32) - np.int32(1), np.int32(-1))
    owners = np.flatnonzero(wanted)
    rows = np.full((len(owners), KEPT), -1, np.int32)
    distances = np.full((len(owners), KEPT), FAR, np.uint8)
    units = ((one, first, last) for one in proposals for first, last in position_ranges(one.before))
    for left, right, apart in map_ordered(close, units, threads):
        keep_nearest(left, right, apart, places, rows, distances)
    kept = rows >= 0
    own, other = np.repeat(owners, kept.sum(axis=1)), rows[kept].astype(np.int64)
    packed = sorted_distinct(np.minimum(own, other) * size + np.maximum(own, other))
    left, right = np.divmod(packed, max(1, size))
    return PairList(name, left.astype(np.int32), right.astype(np.int32))
