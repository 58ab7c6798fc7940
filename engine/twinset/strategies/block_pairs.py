"""The pairs of overlapping blocks, each once, however many blocks hold it.

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
from twinset.strategies.base import BlockCollection, BlockingTask, PairChunk
from twinset.types import Int32, Int64

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


def collect(size: int, rows: Int32, keys: np.ndarray, side: Int32 | None) -> BlockCollection:
    """Blocks of the rows that share a key. ``rows`` and ``keys`` are (entries,), keys uint64; a row
    that stands twice under one key counts once.

    Blocks that can make no pair (one row, one side) are left out; see ``BlockCollection`` for the
    order.
    """
    order = np.lexsort((rows, keys))
    keys, rows = keys[order], rows[order]
    fresh = np.ones(len(rows), np.bool_)
    fresh[1:] = (keys[1:] != keys[:-1]) | (rows[1:] != rows[:-1])
    keys, rows = keys[fresh], rows[fresh]
    first = (
        np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if len(keys) else np.empty(0, int)
    )
    sizes = np.diff(np.append(first, len(keys)))
    useful = sizes > 1
    if side is not None and len(first):
        sides = side[rows]
        useful &= np.minimum.reduceat(sides, first) != np.maximum.reduceat(sides, first)
    first, sizes = first[useful], sizes[useful]
    by_row = np.argsort(rows[first], kind="stable") if len(first) else np.empty(0, np.int64)
    first, sizes = first[by_row], sizes[by_row]
    offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    places = np.repeat(first - offsets[:-1], sizes) + np.arange(offsets[-1])
    return BlockCollection(size, np.ascontiguousarray(rows[places], np.int32), offsets)
