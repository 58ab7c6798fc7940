"""Strategies made of others: the union, and blocks that are refined and pruned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

import numpy as np

from twinset.blocking.sorted_neighbourhood import sorted_distinct
from twinset.errors import PlanError
from twinset.strategies.base import (
    BlockCollection,
    BlockingTask,
    BlockRefiner,
    FittedStrategy,
    PairChunk,
    PairPruner,
    Strategy,
)
from twinset.strategies.block_pairs import BlockStrategy
from twinset.types import Int64

_CHUNK = 1 << 18


class Union(Strategy, frozen=True, kw_only=True):
    """The pairs that any of the members proposes, each once.

    Holds all pairs, 8 bytes each: the members share no order in which they could be merged.
    """

    name: ClassVar[str] = "union"

    members: tuple[Strategy, ...]

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Bind every member."""
        return _FittedUnion([member.fit(task) for member in self.members], task.size)


class _FittedUnion:
    def __init__(self, members: Sequence[FittedStrategy], size: int) -> None:
        self._members = members
        self._size = max(1, size)
        self.largest_block = max((member.largest_block for member in members), default=0)

    def pairs(self) -> Iterator[PairChunk]:
        packed = np.empty(0, np.int64)
        for member in self._members:
            parts = [self._pack(left, right) for left, right in member.pairs()]
            packed = sorted_distinct(np.concatenate([packed, *parts]))
        for first in range(0, len(packed), _CHUNK):
            left, right = np.divmod(packed[first : first + _CHUNK], self._size)
            yield left.astype(np.int32), right.astype(np.int32)

    def _pack(self, left: np.ndarray, right: np.ndarray) -> Int64:
        packed: Int64 = left.astype(np.int64) * self._size + right
        return packed


class RefinedBlocks(BlockStrategy, frozen=True, kw_only=True):
    """A block strategy's blocks after the refiners, in order."""

    name: ClassVar[str] = "refined"

    source: BlockStrategy
    refiners: tuple[BlockRefiner, ...]

    def blocks(self, task: BlockingTask) -> BlockCollection:
        """The source's blocks, refined."""
        blocks = self.source.blocks(task)
        for refiner in self.refiners:
            blocks = refiner.refine(blocks, task)
        return blocks


class PrunedPairs(Strategy, frozen=True, kw_only=True):
    """The pairs of a block strategy that a pruner keeps."""

    name: ClassVar[str] = "pruned"

    source: BlockStrategy
    pruner: PairPruner

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Make the blocks and weigh their pairs."""
        return self.pruner.prune(self.source.blocks(task), task)


def refined(
    source: Strategy, steps: Sequence[Strategy | BlockRefiner | PairPruner]
) -> RefinedBlocks | PrunedPairs:
    """A source followed by refiners, and by one pruner at the end or none.

    Raises ``PlanError`` where the steps do not fit together.
    """
    if not isinstance(source, BlockStrategy):
        raise PlanError(
            f"{source.name!r} proposes pairs, not blocks: nothing can follow it after a /",
            hint="join two strategies with +",
        )
    *before, last = steps
    for step in before:
        if not isinstance(step, BlockRefiner):
            raise PlanError(
                f"{step.name!r} can't stand before {last.name!r}",
                hint="refiners of blocks come first, one pruner of pairs last",
            )
    refiners = tuple(step for step in before if isinstance(step, BlockRefiner))
    if isinstance(last, BlockRefiner):
        return RefinedBlocks(source=source, refiners=(*refiners, last))
    if isinstance(last, PairPruner):
        base = RefinedBlocks(source=source, refiners=refiners) if refiners else source
        return PrunedPairs(source=base, pruner=last)
    raise PlanError(
        f"{last.name!r} proposes pairs of its own and can't follow a /",
        hint="join two strategies with +",
    )
