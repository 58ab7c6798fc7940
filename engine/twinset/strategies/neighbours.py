"""FAISS neighbours: each record with the nearest over the built-in embedding, by several indexes.

Douze et al., "The Faiss library", arXiv 2401.08281, 2024, sections 4 and 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log2
from typing import Annotated, Any, ClassVar, Literal

import msgspec
import numpy as np

from twinset.blocking.embedding import embed
from twinset.blocking.faiss_index import (
    CENTROID_POINTS,
    ITERATIONS,
    even_sample,
    faiss_threads,
    quantised_index,
)
from twinset.blocking.neighbours import nearest_neighbours
from twinset.config import NeighboursPlan
from twinset.parallel import for_each, tiles
from twinset.strategies.base import BlockingTask, FittedStrategy, PairChunk, Strategy
from twinset.strategies.lsh_forest import packed_pairs
from twinset.types import Float32, Int32, Int64

_TILE = 16_384
_EXACT = 2_500_000_000  # queries x vectors that auto and binary search exactly
_TRAIN_LISTS = 39  # what FAISS asks of training points a list, at least
_LEAST_TRAINING = 16  # vectors without which 4-bit codes can't be trained

Count = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]


class Neighbours(Strategy, frozen=True, kw_only=True):
    """FAISS neighbours: the ``k`` nearest by cosine over hashed n-grams of every field.

    ``auto`` is what the engine does: exact while that is cheap, above lists of sketches round
    centroids of each group of fields (``blocking.neighbours``); copies stand for one another. The
    others are the plain methods, over one vector a record: ``flat`` compares all; ``hnsw`` walks a
    graph (Malkov, Yashunin, TPAMI 42(4), 2020), built in one thread, as FAISS's insertions depend
    on their order; ``ivf-flat`` looks in the nearest of many lists; ``ivf-pq`` does so over 4-bit
    codes in registers (André, Kermarrec, Le Scouarnec, TPAMI 43(5), 2021); ``binary`` compares the
    signs of the dimensions. What an index finds is ranked again by the exact cosine, ties to the
    smaller row. In a link task each side is searched in an index of the others.

    Holds the vectors, 4 bytes a dimension, the index (hnsw: as much again and 8 bytes a link), and
    8 bytes a pair.
    """

    name: ClassVar[str] = "neighbours"
    approximate: ClassVar[bool] = True

    index: Literal["auto", "flat", "hnsw", "ivf-flat", "ivf-pq", "binary"] = "auto"
    k: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 10
    dimensions: Annotated[int, msgspec.Meta(ge=8, le=512)] = 96
    min_similarity: Annotated[float, msgspec.Meta(ge=-1, le=1)] = 0.4
    rerank: Annotated[int, msgspec.Meta(ge=1, le=100)] = 4
    """Candidates that are ranked for each of the k; not with auto, flat and ivf-flat."""
    lists: Annotated[int, msgspec.Meta(ge=0, le=65_536)] = 0
    """Of ivf-flat, ivf-pq and a large binary search; 0: the power of two next to the root of the
    rows."""
    probes: Count = 32
    """Lists that are looked in."""
    links: Annotated[int, msgspec.Meta(ge=2, le=256)] = 16
    """hnsw: neighbours of a node ("M")."""
    build: Count = 80
    """hnsw: breadth of the search for a new node's neighbours ("efConstruction")."""
    breadth: Count = 128
    """hnsw: breadth of a search ("efSearch")."""

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Embed the records, but for auto without sides."""
        if self.index == "auto" and task.side is None:
            return _EngineNeighbours(self, task)
        return _IndexNeighbours(self, task)


class _EngineNeighbours:
    largest_block = 0

    def __init__(self, plan: Neighbours, task: BlockingTask) -> None:
        self._task = task
        self._plan = NeighboursPlan(
            k=plan.k, dimensions=plan.dimensions, min_similarity=plan.min_similarity
        )

    def pairs(self) -> Iterator[PairChunk]:
        task = self._task
        found = nearest_neighbours(task.records, self._plan, seed=task.seed, threads=task.threads)
        for start, stop in tiles(len(found.left), 1 << 18):
            yield found.left[start:stop], found.right[start:stop]


class _IndexNeighbours:
    """One index, or one for each side; a ``FittedStrategy``."""

    largest_block = 0

    def __init__(self, plan: Neighbours, task: BlockingTask) -> None:
        self._plan, self._task = plan, task
        # zeros are no vector: nothing is known of the record
        self._vectors = embed(task.records, plan.dimensions, seed=task.seed, threads=task.threads)
        filled = self._vectors.any(axis=1)
        sides = np.zeros(task.size, np.int32) if task.side is None else task.side
        self._searches: list[tuple[Any, str, Int32, Int32]] = []
        for side in np.unique(sides).tolist():
            base = filled if task.side is None else filled & (sides != side)
            rows = np.flatnonzero(base).astype(np.int32)
            queries = np.flatnonzero(filled & (sides == side)).astype(np.int32)
            if len(rows) and len(queries):
                kind = _chosen(plan.index, len(rows) * len(queries))
                if kind == "ivf-pq" and len(rows) < _LEAST_TRAINING:
                    kind = "flat"
                self._searches.append((self._build(kind, rows), kind, rows, queries))

    def pairs(self) -> Iterator[PairChunk]:
        parts = [part for search in self._searches for part in self._search(*search)]
        yield from packed_pairs(parts, max(1, self._task.size))

    def _build(self, kind: str, rows: Int32) -> Any:
        plan, seed = self._plan, self._task.seed
        vectors = self._vectors[rows]
        lists = plan.lists or 1 << max(0, round(log2(len(rows)) / 2))
        lists = max(1, min(lists, len(rows) // _TRAIN_LISTS))
        with faiss_threads(1 if kind == "hnsw" else self._task.threads) as faiss:
            if kind == "ivf-pq":
                index = quantised_index(faiss, vectors, seed, lists)
                index.nprobe = plan.probes
                return index
            if kind in ("binary", "binary-ivf"):
                codes = _signs(vectors)
                index = faiss.IndexBinaryFlat(codes.shape[1] * 8)
                if kind == "binary-ivf":
                    coarse = index
                    index = faiss.IndexBinaryIVF(coarse, coarse.d, lists)
                    index.own_fields, index.nprobe = False, plan.probes
                    index.keep = coarse  # FAISS keeps no reference of its own
                    index.cp.seed, index.cp.niter = seed & 0x7FFFFFFF, ITERATIONS
                    index.train(codes[even_sample(len(codes), lists * CENTROID_POINTS)])
                index.add(codes)
                return index
            if kind == "hnsw":
                index = faiss.IndexHNSWFlat(plan.dimensions, plan.links, faiss.METRIC_INNER_PRODUCT)
                index.hnsw.efConstruction = plan.build
                index.hnsw.efSearch = max(plan.breadth, plan.k * plan.rerank)
            elif kind == "ivf-flat":
                index = faiss.index_factory(
                    plan.dimensions, f"IVF{lists},Flat", faiss.METRIC_INNER_PRODUCT
                )
                index.cp.seed, index.cp.niter = seed & 0x7FFFFFFF, ITERATIONS
                index.cp.max_points_per_centroid = CENTROID_POINTS
                index.nprobe = plan.probes
                index.train(vectors[even_sample(len(vectors), lists * CENTROID_POINTS)])
            else:
                index = faiss.IndexFlatIP(plan.dimensions)
            index.add(vectors)
            return index

    def _search(self, index: Any, kind: str, rows: Int32, queries: Int32) -> Iterator[Int64]:
        """The pairs that a search finds, as left * size + right, part by part."""
        plan, size = self._plan, self._task.size
        exact = kind in ("flat", "ivf-flat")
        # one more: the query itself, which is in the index where there are no sides
        wanted = min(len(rows), plan.k * (1 if exact else plan.rerank) + 1)
        for start, stop in tiles(len(queries), 8 * _TILE):
            part = queries[start:stop]
            asked: Float32 = self._vectors[part]
            with faiss_threads(self._task.threads):
                binary = kind in ("binary", "binary-ivf")
                _, found = index.search(_signs(asked) if binary else asked, wanted)
            nearest, similarity = self._rank(part, np.where(found >= 0, rows[found], -1))
            kept = (nearest >= 0) & (similarity >= plan.min_similarity)
            left, right = np.repeat(part, kept.sum(axis=1)).astype(np.int64), nearest[kept]
            yield np.minimum(left, right) * size + np.maximum(left, right)

    def _rank(self, queries: Int32, candidates: Int64) -> tuple[Int32, Float32]:
        """The k best candidates by exact cosine, and their cosines; -1 for none."""
        from twinset.kernels.embed import nearest_of

        nearest = np.empty((len(queries), self._plan.k), np.int32)
        similarity = np.empty((len(queries), self._plan.k), np.float32)

        def rank(tile: tuple[int, int]) -> None:
            span = slice(*tile)
            nearest_of(
                self._vectors, queries[span], candidates[span], nearest[span], similarity[span]
            )

        for_each(rank, tiles(len(queries), _TILE), self._task.threads)
        return nearest, similarity


def _chosen(index: str, comparisons: int) -> str:
    if index == "auto":
        return "flat" if comparisons <= _EXACT else "ivf-pq"
    if index == "binary" and comparisons > 8 * _EXACT:
        return "binary-ivf"
    return index


def _signs(vectors: Float32) -> np.ndarray:
    """The sign bit of each dimension, (rows, bytes) uint8."""
    return np.packbits(vectors > 0, axis=1)
