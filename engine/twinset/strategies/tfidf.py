"""TF-IDF: each record with those whose sparse vectors are nearest by cosine, exactly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

import msgspec
import numpy as np

from twinset.errors import PlanError
from twinset.parallel import map_ordered, tiles
from twinset.strategies.base import BlockingTask, FittedStrategy, PairChunk, Strategy
from twinset.strategies.lsh import text_parts
from twinset.strategies.lsh_forest import packed_pairs
from twinset.strategies.sparse_records import SparseRecords, Weight, sparse_records
from twinset.types import Int32, Int64

_TILE = 8192


class TfIdf(Strategy, frozen=True, kw_only=True):
    """TF-IDF cosine top-k (Cohen, "Integration of heterogeneous databases without common domains
    using queries based on textual similarity", SIGMOD 1998, section 2): the ``k`` most similar
    records of each, over the words or the character n-grams of its text; exact, ties to the
    smaller row. Holds 24 bytes a term of a record, and 8 bytes a pair."""

    name: ClassVar[str] = "tfidf"

    k: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 10
    gram: Annotated[int, msgspec.Meta(ge=0, le=8)] = 3
    """Characters of an n-gram; 0: words."""
    min_similarity: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.4
    """Pairs of less are no candidates; the higher, the faster."""
    weight: Weight = "tfidf"
    """tfidf: the count of a term times its rarity; log: 1 + the logarithm of the count, for long
    texts, whose common n-grams repeat (abt_buy, k=1: 0.902 of the pairs instead of 0.874); set: the
    cosine of sets, all terms alike, for records that were copied with small changes."""
    search: Literal["both", "smaller", "larger"] = "both"
    """In a link task of two sides: whose records are searched for in the other. Where one side is a
    catalogue, most of its records have no match, and searching for them costs pairs."""
    fields: str = ""
    """As those of ``lsh``."""

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Weigh the terms and turn them round."""
        records = sparse_records(
            task, text_parts(self.fields), self.gram, sided=True, weight=self.weight
        )
        records.index  # noqa: B018 - built here, before threads ask for it
        return _Nearest(self, records, sought_rows(self.search, task), task.threads)


class _Nearest:
    largest_block = 0

    def __init__(self, plan: TfIdf, records: SparseRecords, sought: Int32, threads: int) -> None:
        self._plan, self._records, self._sought, self._threads = plan, records, sought, threads

    def pairs(self) -> Iterator[PairChunk]:
        from twinset.kernels.laboratory.sparse import nearest_sparse

        k, least = self._plan.k, np.float32(max(self._plan.min_similarity, 1e-6))

        def search(tile: tuple[int, int]) -> Int64:
            out = np.empty((tile[1] - tile[0]) * k, np.int64)
            rows = self._sought[slice(*tile)]
            count = nearest_sparse(rows, k, least, *self._records.index, out)
            return out[:count].copy()

        parts = list(map_ordered(search, tiles(len(self._sought), _TILE), self._threads))
        yield from packed_pairs(parts, self._records.size)


def sought_rows(search: str, task: BlockingTask) -> Int32:
    """The rows that are searched for, ascending: those of the ``smaller`` or ``larger`` of two
    sides (of equal ones the first), else all."""
    rows = np.arange(task.size, dtype=np.int32)
    if task.side is None or search == "both":
        return rows
    sides, counts = np.unique(task.side, return_counts=True)
    if len(sides) != 2:
        raise PlanError(f"tfidf: search={search} needs two sides, not {len(sides)}")
    first_smaller = counts[0] <= counts[1]
    chosen = sides[0 if first_smaller == (search == "smaller") else 1]
    return rows[task.side == chosen]
