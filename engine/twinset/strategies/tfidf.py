"""TF-IDF: each record with those whose sparse vectors are nearest by cosine, exactly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec
import numpy as np

from twinset.parallel import map_ordered, tiles
from twinset.strategies.base import BlockingTask, FittedStrategy, PairChunk, Strategy
from twinset.strategies.lsh import text_parts
from twinset.strategies.lsh_forest import packed_pairs
from twinset.strategies.sparse_records import SparseRecords, sparse_records
from twinset.types import Int64

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
    fields: str = ""
    """As those of ``lsh``."""

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Weigh the terms and turn them round."""
        records = sparse_records(task, text_parts(self.fields), self.gram, sided=True)
        records.index  # noqa: B018 - built here, before threads ask for it
        return _Nearest(self, records, task.threads)


class _Nearest:
    largest_block = 0

    def __init__(self, plan: TfIdf, records: SparseRecords, threads: int) -> None:
        self._plan, self._records, self._threads = plan, records, threads

    def pairs(self) -> Iterator[PairChunk]:
        from twinset.kernels.laboratory.sparse import nearest_sparse

        k, least = self._plan.k, np.float32(max(self._plan.min_similarity, 1e-6))

        def search(tile: tuple[int, int]) -> Int64:
            out = np.empty((tile[1] - tile[0]) * k, np.int64)
            count = nearest_sparse(*tile, k, least, *self._records.index, out)
            return out[:count].copy()

        size = self._records.size
        parts = list(map_ordered(search, tiles(size, _TILE), self._threads))
        yield from packed_pairs(parts, size)
