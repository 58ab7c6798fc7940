"""Strategies that make overlapping blocks: their pairs, each once, however many blocks hold it.

Row by row: the rows that follow in any of a row's blocks are stamped with it, so that a pair is
seen a second time without a set of pairs (the entity-centric "ScanCount" of Papadakis et al.,
"Scaling Entity Resolution to Large, Heterogeneous Data with Enhanced Meta-blocking", EDBT 2016,
section 4.3). Memory is one stamp a row and thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from twinset.parallel import map_ordered
from twinset.strategies.base import (
    BlockCollection,
    BlockingTask,
    FittedStrategy,
    PairChunk,
    Strategy,
)
from twinset.types import Bool, Int32, Int64, UInt64

_UNIT_PAIRS = 1 << 22
"""Pairs a unit of work, repeated ones counted: what a unit's stamps cost is little beside them."""


class BlockPairs:
    """The stream of a block collection; a ``FittedStrategy``."""

    def __init__(self, blocks: BlockCollection, task: BlockingTask) -> None:
        self.blocks = blocks
        self.task = task
        sizes = np.diff(blocks.offsets)
        self.largest_block = int(sizes.max(initial=0))
        self.comparisons = int((sizes * (sizes - 1) // 2).sum())
        """Pairs counted once a block, as the literature's "aggregate cardinality"."""

    def pairs(self) -> Iterator[PairChunk]:
        from twinset.kernels.laboratory.blocks import following_rows

        entries = entries_by_row(self.blocks)
        sides = np.zeros(0, np.int32) if self.task.side is None else self.task.side
        starts, positions, ends = entries

        def expand(unit: tuple[int, int]) -> PairChunk:
            first, last = unit
            span = slice(starts[first], starts[last])
            room = int((ends[positions[span]] - positions[span] - 1).sum())
            left, right = np.empty(room, np.int32), np.empty(room, np.int32)
            count = following_rows(
                first, last, starts, positions, ends, self.blocks.rows, sides,
                np.full(self.blocks.size, -1, np.int32), left, right,
            )  # fmt: skip
            return left[:count].copy(), right[:count].copy()

        for chunk in map_ordered(expand, row_units(entries), self.task.threads):
            if len(chunk[0]):
                yield chunk


Entries = tuple[Int64, Int64, Int64]
"""Per row where its entries start (rows + 1,); the position of each entry in the collection's
``rows``, by row, blocks ascending (entries,); and per position where its block ends (entries,)."""


def entries_by_row(blocks: BlockCollection) -> Entries:
    """The collection turned round: from each row to its places in the blocks."""
    from twinset.kernels.laboratory.blocks import turn_round

    starts = np.zeros(blocks.size + 1, np.int64)
    positions = np.empty(len(blocks.rows), np.int64)
    turn_round(blocks.rows, starts, positions)
    ends = np.repeat(blocks.offsets[1:], np.diff(blocks.offsets))
    return starts, positions, ends


def row_units(entries: Entries, pairs: int = _UNIT_PAIRS) -> list[tuple[int, int]]:
    """Ranges of rows with about this many pairs each; borders depend on the blocks alone."""
    starts, positions, ends = entries
    followers = np.concatenate(([0], np.cumsum(ends[positions] - positions - 1)))[starts]
    cuts = np.append(np.arange(0, followers[-1], pairs), followers[-1])
    borders = np.unique(np.append(np.searchsorted(followers, cuts), len(starts) - 1))
    return list(pairwise(borders.tolist()))


def collect(size: int, rows: Int32, keys: UInt64, side: Int32 | None) -> BlockCollection:
    """Blocks of the rows that share a key. ``rows`` and ``keys`` are (entries,), uint64 and
    never 0; a row that stands twice under one key counts once.

    Blocks that can make no pair (one row, one side) are left out; see ``BlockCollection`` for the
    order.
    """
    from twinset.kernels.laboratory.blocks import turn_round

    by_row = np.argsort(rows, kind="stable")  # a merge of the few ascending runs there are
    rows, keys = rows[by_row], keys[by_row]
    ids, blocks = number_keys(keys)
    positions = np.empty(len(rows), np.int64)
    # a counting sort by block: np.argsort of 20M keys took ten times as long
    turn_round(ids, np.zeros(blocks + 1, np.int64), positions)
    rows, ids = rows[positions], ids[positions]
    fresh = np.ones(len(rows), np.bool_)
    fresh[1:] = (ids[1:] != ids[:-1]) | (rows[1:] != rows[:-1])
    rows, ids = rows[fresh], ids[fresh]
    offsets = np.concatenate(([0], np.cumsum(np.bincount(ids, minlength=blocks)))).astype(np.int64)
    found = BlockCollection(size, rows, offsets)
    useful = np.diff(offsets) > 1
    if side is not None and blocks:
        sides = side[rows]
        useful &= np.minimum.reduceat(sides, offsets[:-1]) != np.maximum.reduceat(
            sides, offsets[:-1]
        )
    return keep_blocks(found, useful)


def number_keys(keys: UInt64) -> tuple[Int32, int]:
    """A number for each key, (entries,) int32, in order of first appearance; and how many."""
    from twinset.kernels.pairs import number_blocks

    table = np.full(1 << max(4, (2 * len(keys) - 1).bit_length()), -1, np.int32)
    ids, sizes = np.empty(len(keys), np.int32), np.empty(len(keys), np.int32)
    return ids, int(number_blocks(keys, table, ids, sizes))


def keep_blocks(blocks: BlockCollection, keep: Bool) -> BlockCollection:
    """The blocks of a mask (blocks,), in order."""
    sizes = np.diff(blocks.offsets)
    offsets = np.concatenate(([0], np.cumsum(sizes[keep]))).astype(np.int64)
    return BlockCollection(blocks.size, blocks.rows[np.repeat(keep, sizes)], offsets)


class BlockStrategy(Strategy, frozen=True, kw_only=True):
    """A strategy that proposes the pairs within blocks."""

    def blocks(self, task: BlockingTask) -> BlockCollection:
        """The blocks that the parameters ask for."""
        raise NotImplementedError

    def fit(self, task: BlockingTask) -> FittedStrategy:
        return BlockPairs(self.blocks(task), task)
