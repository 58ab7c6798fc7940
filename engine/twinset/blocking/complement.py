"""What other families add beside key rules: for the records that the rules leave open, a few pairs.

A union of everything pays for most pairs of a record that a rule found long ago. So each family
proposes for the open records alone, and of what it proposes a record keeps the best few: those that
meet most often, which is cardinality node pruning over the common blocks (Papadakis, Koutrika,
Palpanas, Nejdl, "Meta-blocking: taking entity resolution to the next level", TKDE 26(8), 2014,
section 5).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from twinset.blocking.candidates import Candidates, RuleBlocks
from twinset.blocking.sorted_neighbourhood import sort_orders, sorted_distinct
from twinset.config import SortedPlan
from twinset.parallel import map_ordered
from twinset.types import Int32, Int64, PairList, StandardRecords

_SHARE_OF_RULES = 4
# A record is found when it shares a quarter of the rules with another one. All four families on
# generated contacts (100k, 27 rules, which alone have 4.6 pairs a record and completeness 0.9974):
# 8.0 pairs a record and 0.9992 with a quarter, 9.0 and 0.9993 with half, 29.6 and 0.9995 for all.
KEPT = 5
"""Pairs that an open record keeps of those that lsh, or sorted, proposes for it."""
_WEIGHT_BITS = 3  # of one proposal, beside its pair
_MOST = 63  # the largest sum of weights that counts
_LARGEST = 1 << 28  # rows: two rows and a sum of weights are one integer

Bools = NDArray[np.bool_]


def open_records(candidates: Candidates, *, threads: int) -> Bools:
    """(rows,): whether no pair of the record is proposed by a quarter of the key rules."""
    least = -(-len(candidates.rules) // _SHARE_OF_RULES)
    found = np.zeros(candidates.size, np.bool_)

    def mark(unit: tuple[int, int, int]) -> None:
        tile = candidates.expand(unit)
        shared = np.bitwise_count(candidates.proposing(tile.left, tile.right)) >= least
        found[tile.left[shared]] = True  # by several threads: all write the same
        found[tile.right[shared]] = True

    for _ in map_ordered(mark, candidates.units(), threads):
        pass
    return ~found


def sorted_for(
    records: StandardRecords, plan: SortedPlan, wanted: Bools, *, threads: int
) -> PairList:
    """Sorted neighbourhood for the ``wanted`` records (rows,): the closer two rows stand, and the
    more sort orders they stand close in, the better."""
    size = records.size
    top = (1 << _WEIGHT_BITS) - 1

    def window(order: Int64) -> Int64:
        parts = [np.empty(0, np.int64)]
        for step in range(1, min(plan.window, len(order))):
            weight = max(1, min(top, plan.window - step))
            parts.append(_proposals(order[:-step], order[step:], weight, wanted))
        return np.concatenate(parts)

    orders = sort_orders(records, None, threads=threads)
    return _best("sorted neighbourhood", map_ordered(window, orders, threads), wanted, size)


def blocks_for(name: str, blocks: Iterable[RuleBlocks], wanted: Bools, *, threads: int) -> PairList:
    """The pairs of block keys, such as LSH bands, for the ``wanted`` records (rows,): the more
    blocks two records share, the better."""

    def pairs(rule: RuleBlocks) -> Int64:
        alone = Candidates(len(wanted), [rule])
        tiles = (alone.expand(unit) for unit in alone.units())
        parts = [_proposals(tile.left, tile.right, 1, wanted) for tile in tiles]
        return np.concatenate([np.empty(0, np.int64), *parts])

    return _best(name, map_ordered(pairs, blocks, threads), wanted, len(wanted))


def _proposals(left: Int32 | Int64, right: Int32 | Int64, weight: int, wanted: Bools) -> Int64:
    """Pairs of which one is wanted, as ``(smaller * rows + larger) << 3 | weight``."""
    kept = wanted[left] | wanted[right]
    left, right = left[kept].astype(np.int64), right[kept].astype(np.int64)
    pair = np.minimum(left, right) * len(wanted) + np.maximum(left, right)
    packed: Int64 = (pair << _WEIGHT_BITS) | weight
    return packed


def _best(name: str, parts: Iterable[Int64], wanted: Bools, size: int) -> PairList:
    """The ``KEPT`` pairs of most weight of each wanted record, ties to the smaller row."""
    if size > _LARGEST:
        raise ValueError(f"{size:,} rows: at most {_LARGEST:,}")
    proposals = np.concatenate([np.empty(0, np.int64), *parts])
    proposals.sort()
    pairs = proposals >> _WEIGHT_BITS
    first = np.flatnonzero(np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)])
    weights = np.empty(0, np.int64)
    if len(first):
        weights = np.add.reduceat(proposals & ((1 << _WEIGHT_BITS) - 1), first)
    del proposals
    left, right = np.divmod(pairs[first], max(1, size))
    lack = _MOST - np.minimum(weights, _MOST)  # 0: the best
    ranked = np.concatenate([
        (own[wanted[own]] << 34 | lack[wanted[own]] << 28 | other[wanted[own]])
        for own, other in ((left, right), (right, left))
    ])  # fmt: skip
    ranked.sort()
    own, other = ranked >> 34, ranked & (_LARGEST - 1)
    starts = np.flatnonzero(np.append(True, own[1:] != own[:-1])[: len(own)])
    places = np.arange(len(own)) - np.repeat(starts, np.diff(np.append(starts, len(own))))
    own, other = own[places < KEPT], other[places < KEPT]
    packed = sorted_distinct(np.minimum(own, other) * size + np.maximum(own, other))
    left, right = np.divmod(packed, max(1, size))
    return PairList(name, left.astype(np.int32), right.astype(np.int32))
