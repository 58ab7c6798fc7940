"""Meta-blocking: weigh the pairs of overlapping blocks by what their blocks say, keep the best.

Papadakis, Koutrika, Palpanas, Nejdl, "Meta-Blocking: Taking Entity Resolution to the Next Level",
TKDE 26(8), 2014: the weights of section 4.1, the pruning of 4.2; the reciprocal forms are of
Papadakis et al., "Scaling Entity Resolution to Large, Heterogeneous Data with Enhanced
Meta-blocking", EDBT 2016, section 5. Edges of equal weight are kept or dropped together, so the
cardinality forms (CEP, CNP) may keep more than their number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

import numpy as np

from twinset.kernels.laboratory import metablocking as kernels
from twinset.parallel import for_each, map_ordered
from twinset.strategies.base import (
    BlockCollection,
    BlockingTask,
    FittedStrategy,
    PairChunk,
    PairPruner,
)
from twinset.strategies.block_pairs import entries_by_row, row_units
from twinset.strategies.refiners import pairs_in_blocks
from twinset.types import Float64

_WEIGHTS = {"cbs": kernels.CBS, "ecbs": kernels.ECBS, "js": kernels.JS, "arcs": kernels.ARCS}


class Prune(PairPruner, frozen=True, kw_only=True):
    """Meta-blocking: keeps the pairs whose blocks say most.

    ``wep`` keeps the pairs of at least mean weight, ``cep`` the best of all, half as many as there
    are assignments of rows to blocks; ``wnp`` and ``cnp`` do so row by row, and keep what either of
    the two rows keeps, ``rwnp`` and ``rcnp`` what both keep.
    """

    name: ClassVar[str] = "prune"

    weight: Literal["cbs", "ecbs", "js", "arcs"] = "js"
    """cbs: common blocks; ecbs: those, less for rows in many blocks; js: Jaccard similarity of the
    two rows' blocks; arcs: each common block counts as one over its comparisons."""
    scheme: Literal["wep", "cep", "wnp", "cnp", "rwnp", "rcnp"] = "rcnp"

    def prune(self, blocks: BlockCollection, task: BlockingTask) -> FittedStrategy:
        """Find the thresholds; two passes over the pairs for nodes, up to five for cep."""
        return _PrunedPairs(self, blocks, task)


class _PrunedPairs:
    def __init__(self, plan: Prune, blocks: BlockCollection, task: BlockingTask) -> None:
        self._both = plan.scheme in ("rwnp", "rcnp")
        self._task = task
        self._size = blocks.size
        sizes = np.diff(blocks.offsets)
        self.largest_block = int(sizes.max(initial=0))
        starts, positions, ends = entries_by_row(blocks)
        begins = np.repeat(blocks.offsets[:-1], sizes)
        inverse = np.repeat(1.0 / np.maximum(1, pairs_in_blocks(blocks, task)), sizes)
        sides = np.zeros(0, np.int32) if task.side is None else task.side
        self._graph: tuple[Any, ...] = (
            starts, positions, begins, ends, blocks.rows, inverse, sides,
        )  # fmt: skip
        self._scheme = (_WEIGHTS[plan.weight], blocks.blocks)
        self._units = row_units((starts, positions, ends))
        self._room = np.concatenate(([0], np.cumsum(ends[positions] - positions - 1)))[starts]
        assignments = len(blocks.rows)
        if plan.scheme == "wep":
            self._thresholds = np.full(self._size, self._mean())
        elif plan.scheme == "cep":
            self._thresholds = np.full(self._size, self._best(assignments // 2))
        elif plan.scheme in ("wnp", "rwnp"):
            self._thresholds = self._per_node(0)
        else:
            placed = int(np.count_nonzero(np.diff(starts)))
            self._thresholds = self._per_node(max(1, assignments // max(1, placed) - 1))

    def pairs(self) -> Iterator[PairChunk]:
        def keep(unit: tuple[int, int]) -> PairChunk:
            room = int(self._room[unit[1]] - self._room[unit[0]])
            left, right = np.empty(room, np.int32), np.empty(room, np.int32)
            kept = kernels.keep_edges(
                *unit, *self._scheme, self._both, self._thresholds, *self._graph, left, right
            )
            return left[:kept].copy(), right[:kept].copy()

        for chunk in map_ordered(keep, self._units, self._task.threads):
            if len(chunk[0]):
                yield chunk

    def _per_node(self, best: int) -> Float64:
        out = np.empty(self._size, np.float64)

        def fill(unit: tuple[int, int]) -> None:
            kernels.node_thresholds(*unit, *self._scheme, best, *self._graph, out)

        for_each(fill, self._units, self._task.threads)
        return out

    def _histogram(self, shift: int, prefix: int) -> tuple[Any, float]:
        def count(unit: tuple[int, int]) -> tuple[Any, float]:
            histogram = np.zeros(1 << 16, np.int64)
            total = kernels.edge_histogram(
                *unit, *self._scheme, shift, np.uint64(prefix), *self._graph, histogram
            )
            return histogram, total

        histogram, total = np.zeros(1 << 16, np.int64), 0.0
        for one, part in map_ordered(count, self._units, self._task.threads):
            histogram += one
            total += part  # in the order of units: the same sum for any number of threads
        return histogram, total

    def _mean(self) -> float:
        histogram, total = self._histogram(48, 0)
        # less two units of weight: an edge of just the mean weight stays
        return float(total / max(1, int(histogram.sum()))) - 2.0**-39

    def _best(self, number: int) -> float:
        """The ``number``-th largest weight, 16 bits a pass; the smallest where there are fewer."""
        prefix, left = 0, max(1, number)
        for shift in (48, 32, 16, 0):
            histogram, _ = self._histogram(shift, prefix)
            if not histogram.any():
                return float("inf")
            above = np.cumsum(histogram[::-1])
            place = min(int(np.searchsorted(above, left)), int(np.flatnonzero(histogram[::-1])[-1]))
            left -= int(above[place] - histogram[::-1][place])
            prefix = (prefix << 16) | (0xFFFF - place)
        return float(np.uint64(prefix).view(np.float64))
