"""Block purging and block filtering: fewer comparisons from the same blocks."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec
import numpy as np

from twinset.strategies.base import BlockCollection, BlockingTask, BlockRefiner
from twinset.strategies.block_pairs import entries_by_row, keep_blocks
from twinset.types import Bool, Int64


def pairs_in_blocks(blocks: BlockCollection, task: BlockingTask) -> Int64:
    """The comparisons of each block, (blocks,): its pairs of rows, of two sides in a link task."""
    sizes = np.diff(blocks.offsets)
    pairs: Int64 = sizes * (sizes - 1) // 2
    if task.side is None or not len(sizes):
        return pairs
    sides = task.side[blocks.rows]
    for side in np.unique(task.side):
        own = np.add.reduceat((sides == side).astype(np.int64), blocks.offsets[:-1])
        pairs -= own * (own - 1) // 2
    return pairs


class Purge(BlockRefiner, frozen=True, kw_only=True):
    """Block purging: blocks of stop words go. Without a parameter the limit is found as in
    Papadakis et al., "A Blocking Framework for Entity Resolution in Highly Heterogeneous
    Information Spaces", TKDE 25(12), 2013, section 5.1: going down from the largest blocks, the
    limit is where dropping more saves comparisons no faster than it costs assignments of rows."""

    name: ClassVar[str] = "purge"

    largest: Annotated[int, msgspec.Meta(ge=0)] = 0
    """Rows of the largest block that stays; 0: found from the blocks."""
    smoothing: Annotated[float, msgspec.Meta(ge=1.0)] = 1.025

    def refine(self, blocks: BlockCollection, task: BlockingTask) -> BlockCollection:
        """The blocks up to the limit."""
        pairs = pairs_in_blocks(blocks, task)
        if self.largest:
            return keep_blocks(blocks, np.diff(blocks.offsets) <= self.largest)
        return keep_blocks(blocks, pairs <= self._limit(blocks, pairs))

    def _limit(self, blocks: BlockCollection, pairs: Int64) -> int:
        sizes = np.diff(blocks.offsets)
        levels, level = np.unique(pairs, return_inverse=True)
        if len(levels) == 0:
            return 0
        comparisons = np.cumsum(np.bincount(level, weights=pairs)).astype(np.float64)
        assignments = np.cumsum(np.bincount(level, weights=sizes)).astype(np.float64)
        limit = levels[-1]
        for upper in range(len(levels) - 1, 0, -1):
            lower = upper - 1
            if (
                assignments[lower] * comparisons[upper]
                < self.smoothing * comparisons[lower] * assignments[upper]
            ):
                return int(limit)
            limit = levels[lower]
        return int(limit)


class Filter(BlockRefiner, frozen=True, kw_only=True):
    """Block filtering: each row stays in its smallest blocks alone (Papadakis et al., "Scaling
    Entity Resolution to Large, Heterogeneous Data with Enhanced Meta-blocking", EDBT 2016,
    section 4.1)."""

    name: ClassVar[str] = "filter"

    ratio: Annotated[float, msgspec.Meta(gt=0.0, le=1.0)] = 0.8
    """Share of a row's blocks that it stays in, rounded; at least one."""

    def refine(self, blocks: BlockCollection, task: BlockingTask) -> BlockCollection:
        """The blocks that are left, less the rows that left them."""
        starts, positions, _ = entries_by_row(blocks)
        of_position = np.repeat(np.arange(blocks.blocks), np.diff(blocks.offsets))
        pairs = pairs_in_blocks(blocks, task)
        rows = np.repeat(np.arange(blocks.size), np.diff(starts))
        block = of_position[positions]
        # by row, then by comparisons; ties to the block that comes first
        order = np.lexsort((block, pairs[block], rows))
        rank = np.arange(len(rows)) - starts[rows]
        most = np.maximum(1, np.round(self.ratio * np.diff(starts)).astype(np.int64))
        keep = np.zeros(len(blocks.rows), np.bool_)
        keep[positions[order][rank < most[rows]]] = True
        return _rows_left(blocks, keep, task)


def _rows_left(blocks: BlockCollection, keep: Bool, task: BlockingTask) -> BlockCollection:
    """The collection without the entries outside a mask (entries,), nor blocks of no pair."""
    of_position = np.repeat(np.arange(blocks.blocks), np.diff(blocks.offsets))
    sizes = np.bincount(of_position[keep], minlength=blocks.blocks)
    offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    less = BlockCollection(blocks.size, blocks.rows[keep], offsets)
    if task.side is None:
        return keep_blocks(less, sizes > 1)
    filled = keep_blocks(less, sizes > 1)
    return keep_blocks(filled, pairs_in_blocks(filled, task) > 0)
