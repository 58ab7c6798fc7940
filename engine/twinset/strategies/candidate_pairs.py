"""The stream of the engine's own candidates (key rules, bands, pair lists) as a strategy's."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from twinset.blocking.candidates import Candidates
from twinset.parallel import map_ordered
from twinset.strategies.base import BlockingTask, PairChunk


class CandidatePairs:
    """What ``Candidates`` propose, less the pairs of one side; a ``FittedStrategy``."""

    def __init__(self, candidates: Candidates, task: BlockingTask) -> None:
        self.candidates = candidates
        self.task = task
        self.largest_block = max((rule.largest for rule in candidates.rules), default=0)
        candidates.prepare()

    def pairs(self) -> Iterator[PairChunk]:
        units = self.candidates.units()
        for tile in map_ordered(self.candidates.expand, units, self.task.threads):
            left, right = other_side(tile.left, tile.right, self.task)
            if len(left):
                yield left, right


def other_side(left: np.ndarray, right: np.ndarray, task: BlockingTask) -> PairChunk:
    """The pairs of two sides; all, where the task has none."""
    if task.side is None:
        return left, right
    apart = task.side[left] != task.side[right]
    return left[apart], right[apart]
