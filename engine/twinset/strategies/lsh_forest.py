"""LSH Forest: each record with its nearest by common prefixes of MinHash values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

import msgspec
import numpy as np

from twinset.blocking.lsh import hash_family
from twinset.blocking.record_text import compose, field_spans
from twinset.blocking.sorted_neighbourhood import sorted_distinct
from twinset.parallel import for_each, map_ordered, tiles
from twinset.strategies.base import BlockingTask, FittedStrategy, PairChunk, Strategy
from twinset.strategies.lsh import text_parts
from twinset.types import Bool, Int64, UInt64

_TILE = 16_384
_CHUNK = 1 << 18


class LshForest(Strategy, frozen=True, kw_only=True):
    """LSH Forest (Bawa, Condie, Ganesan, "LSH Forest: Self-Tuning Indexes for Similarity Search",
    WWW 2005, sections 3.2 and 3.3): no threshold, but the ``k`` that share the longest paths of
    MinHash values with a record, in any of several sorted trees, all descended to their depth and
    ascended together.

    A value is its lowest byte (b-bit minwise hashing: Li, König, WWW 2010), so that a path of 8 is
    one integer; two values are equal by chance in 1 of 256. The candidates are ranked by the number
    of equal values over all trees, which estimates the Jaccard similarity. Holds 24 bytes a row and
    tree, and 8 bytes a pair.
    """

    name: ClassVar[str] = "lsh-forest"
    approximate: ClassVar[bool] = True

    k: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 10
    trees: Annotated[int, msgspec.Meta(ge=1, le=128)] = 16
    candidates: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 8
    """Records that are ranked, for each of the k."""
    shingle: Annotated[int, msgspec.Meta(ge=1, le=8)] = 3
    """Characters of an n-gram."""
    fields: str = ""
    """As those of ``lsh``."""

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Hash the records and sort the trees."""
        paths, filled = forest_paths(self, task)
        return _Forest(self, task, paths, np.flatnonzero(filled))


def forest_paths(plan: LshForest, task: BlockingTask) -> tuple[UInt64, Bool]:
    """The path of each row in each tree, (trees, rows), and which rows have a text."""
    from twinset.kernels.laboratory.signatures import DEPTH
    from twinset.kernels.minhash import signatures

    xors, multipliers = hash_family(plan.trees * DEPTH, task.seed)
    spans = field_spans(task.records, text_parts(plan.fields))
    paths = np.zeros((plan.trees, task.size), np.uint64)
    filled = np.zeros(task.size, np.bool_)
    if not spans:
        return paths, filled

    def fill(tile: tuple[int, int]) -> None:
        text = compose(spans, *tile)
        values = np.empty((text.size, plan.trees * DEPTH), np.uint32)
        signatures(text.data, text.offsets, plan.shingle, xors, multipliers, values)
        # the high byte: the low bits of (x ^ b) * a are those of few bits of x
        words = (values >> np.uint32(24)).astype(np.uint8).view(">u8")
        paths[:, slice(*tile)] = words.T
        filled[slice(*tile)] = np.diff(text.offsets) > 0

    for_each(fill, tiles(task.size, _TILE), task.threads)
    return paths, filled


class _Forest:
    """Sorted trees; a ``FittedStrategy``."""

    largest_block = 0

    def __init__(self, plan: LshForest, task: BlockingTask, paths: UInt64, rows: Int64) -> None:
        self._plan, self._task, self._paths = plan, task, paths
        shape = (plan.trees, len(rows))
        self._sorted = np.empty(shape, np.uint64)
        self._orders = np.empty(shape, np.int32)
        self._places = np.full((plan.trees, task.size), -1, np.int32)

        def sort(tree: int) -> None:
            order = rows[np.argsort(paths[tree, rows], kind="stable")]
            self._orders[tree] = order
            self._sorted[tree] = paths[tree, order]
            self._places[tree, order] = np.arange(len(order), dtype=np.int32)

        for_each(sort, range(plan.trees), task.threads)

    def pairs(self) -> Iterator[PairChunk]:
        from twinset.kernels.laboratory.signatures import forest_neighbours

        k, wanted = self._plan.k, self._plan.k * self._plan.candidates
        sides = np.zeros(0, np.int32) if self._task.side is None else self._task.side

        def search(tile: tuple[int, int]) -> Int64:
            out = np.empty((tile[1] - tile[0]) * k, np.int64)
            count = forest_neighbours(
                *tile, self._paths, self._sorted, self._orders, self._places, sides, wanted, k, out
            )
            return out[:count]

        parts = map_ordered(search, tiles(self._task.size, _TILE), self._task.threads)
        yield from packed_pairs(list(parts), self._task.size)


def packed_pairs(parts: Sequence[Int64], size: int) -> Iterator[PairChunk]:
    """The pairs of ``left * size + right`` that a ranking found, perhaps from both ends; each
    once, sorted."""
    packed = sorted_distinct(np.concatenate([np.empty(0, np.int64), *parts]))
    for first in range(0, len(packed), _CHUNK):
        left, right = np.divmod(packed[first : first + _CHUNK], size)
        yield left.astype(np.int32), right.astype(np.int32)
