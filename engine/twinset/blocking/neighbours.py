"""Nearest neighbours: each record with the few that look most like it, over the built-in embedding.

FAISS searches it: exactly while that is cheap, above with an inverted file and 4-bit product
quantisation in registers (``faiss_index``), whose candidates are ranked again by exact cosine. A
large base whose records have several groups of fields is searched group by group
(``grouped_neighbours``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from twinset.blocking.embedding import embed
from twinset.blocking.faiss_index import faiss_threads, quantised_index
from twinset.blocking.grouped_neighbours import search_groups
from twinset.blocking.sketches import (
    SketchedRecords,
    Sketches,
    groups_of,
    sign_records,
    sketch_records,
)
from twinset.blocking.sorted_neighbourhood import sorted_distinct
from twinset.config import NeighboursPlan
from twinset.parallel import for_each, tiles
from twinset.types import Float32, Int32, Int64, PairList, StandardRecords, UInt64

_TILE = 16_384
_EXACT = 2_500_000_000  # queries x vectors searched exactly (50,000 x 50,000: 4 s on 2 cores)
_RERANK = 4  # candidates by quantised similarity, for each neighbour that is asked for


def sketch_for(
    records: StandardRecords, plan: NeighboursPlan, *, seed: int, threads: int
) -> SketchedRecords:
    """The records' vectors and sketches, in the groups of fields that they have. A group's vectors
    have two thirds of the plan's dimensions."""
    dimensions = max(8, plan.dimensions * 2 // 3)
    return sketch_records(records, groups_of(records), dimensions, seed=seed, threads=threads)


def signs_for(records: StandardRecords, *, seed: int, threads: int) -> Sketches:
    """The sketches alone."""
    return sign_records(records, groups_of(records), seed=seed, threads=threads)


def nearest_neighbours(
    records: StandardRecords,
    plan: NeighboursPlan,
    *,
    seed: int,
    threads: int,
    queries: Int32 | None = None,
) -> PairList:
    """Each queried row (default: all) with its ``plan.k`` nearest rows by cosine.

    Pairs below ``plan.min_similarity`` (exact cosine) are dropped; the rest are sorted by (left,
    right), each once. Rows of one embedding count as one neighbour, the smallest of them, so that
    copies don't crowd out the others; among themselves they are linked to the ``k`` that follow.
    Rows without a usable field have no neighbours. The result does not depend on
    ``threads``.
    """
    asked = np.ones(records.size, np.bool_)
    if queries is not None:
        asked[:] = False
        asked[queries] = True
    rows = np.flatnonzero(asked).astype(np.int32)
    groups = groups_of(records) if len(rows) * records.size > _EXACT else []
    search: _Whole | _Grouped
    if len(groups) > 1:
        search = _Grouped(sketch_for(records, plan, seed=seed, threads=threads), seed)
    else:
        search = _Whole(embed(records, plan.dimensions, seed=seed, threads=threads), seed)
    group, first = _copies(search.hashes())
    rows = rows[group[rows] >= 0]
    if len(rows) == 0:
        return PairList("neighbours", np.empty(0, np.int32), np.empty(0, np.int32))
    asked[group < 0] = False
    pairs = [_copy_pairs(group, asked, plan.k)]
    asked_groups = np.zeros(len(first), np.bool_)
    asked_groups[group[rows]] = True
    wanted = np.flatnonzero(asked_groups).astype(np.int32)
    nearest, similarity = search.nearest(group, first, wanted, plan.k, threads)
    kept = (nearest >= 0) & (similarity >= plan.min_similarity)
    at = np.full(len(first), -1, np.int32)
    at[wanted] = np.arange(len(wanted), dtype=np.int32)
    place = at[group[rows]]
    for step in range(nearest.shape[1]):
        keep = kept[place, step]
        pairs.append(_pack(rows[keep], first[nearest[place[keep], step]], records.size))
    left, right = np.divmod(sorted_distinct(np.concatenate(pairs)), records.size)
    return PairList("neighbours", left.astype(np.int32), right.astype(np.int32))


@dataclass(frozen=True, eq=False)
class _Whole:
    """One vector a record: searched exactly, or through one index."""

    vectors: Float32
    seed: int

    def hashes(self) -> UInt64:
        from twinset.kernels.embed import vector_hashes

        hashes: UInt64 = np.empty(len(self.vectors), np.uint64)
        vector_hashes(self.vectors.view(np.uint32), hashes)
        return hashes

    def nearest(
        self, group: Int32, first: Int64, wanted: Int32, k: int, threads: int
    ) -> tuple[Int32, Float32]:
        """The k nearest other copies' groups of each group wanted, and their cosines."""
        distinct = self.vectors if len(first) == len(group) else self.vectors[first]
        return _search(distinct, wanted, k, self.seed, threads)


@dataclass(frozen=True, eq=False)
class _Grouped:
    """A sketch a record, and lists of them for each group of fields."""

    records: SketchedRecords
    seed: int

    def hashes(self) -> UInt64:
        from twinset.kernels.embed import vector_hashes

        words = self.records.words
        flat = words.reshape(len(words), -1)
        if flat.shape[1] % 4:
            flat = np.pad(flat, ((0, 0), (0, -flat.shape[1] % 4)))
        hashes: UInt64 = np.empty(len(words), np.uint64)
        vector_hashes(np.ascontiguousarray(flat).view(np.uint32), hashes)
        return hashes

    def nearest(
        self, group: Int32, first: Int64, wanted: Int32, k: int, threads: int
    ) -> tuple[Int32, Float32]:
        """As ``_Whole.nearest``, among the candidates that the lists hold."""
        from twinset.kernels.embed import nearest_quantised

        members = first.astype(np.int32)  # of copies one stands for all
        queries = members[wanted]
        candidates = search_groups(self.records, members, queries, seed=self.seed, threads=threads)
        nearest = np.empty((len(wanted), k), np.int32)
        similarity = np.empty((len(wanted), k), np.float32)

        def rank(tile: tuple[int, int]) -> None:
            part = slice(*tile)
            nearest_quantised(
                self.records.words, self.records.scales, queries[part], candidates[part],
                nearest[part], similarity[part],
            )  # fmt: skip

        for_each(rank, tiles(len(wanted), _TILE), threads)
        return np.append(group, np.int32(-1))[nearest], similarity


def _copies(hashes: UInt64) -> tuple[Int32, Int64]:
    """Rows of equal vectors: the group of each row (-1: a vector of zeros, whose hash is 0), in
    order of first appearance, and the first row of each group."""
    rows = np.flatnonzero(hashes)
    _, first, inverse = np.unique(hashes[rows], return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(first), np.int32)
    rank[order] = np.arange(len(first), dtype=np.int32)
    group = np.full(len(hashes), -1, np.int32)
    group[rows] = rank[inverse]
    return group, rows[first[order]]


def _copy_pairs(group: Int32, asked: np.ndarray, k: int) -> Int64:
    """Each row with the next ``k`` of its group, where one of the two was asked for."""
    rows = np.flatnonzero(group >= 0)
    rows = rows[np.argsort(group[rows], kind="stable")]
    packed = []
    for step in range(1, min(k, len(rows) - 1) + 1):
        left, right = rows[:-step], rows[step:]
        same = (group[left] == group[right]) & (asked[left] | asked[right])
        packed.append(_pack(left[same], right[same], len(group)))
    return np.concatenate(packed) if packed else np.empty(0, np.int64)


def _pack(left: np.ndarray, right: np.ndarray, size: int) -> Int64:
    left, right = left.astype(np.int64), right.astype(np.int64)
    packed: Int64 = np.minimum(left, right) * size + np.maximum(left, right)
    return packed


def _search(
    vectors: Float32, queries: Int32, k: int, seed: int, threads: int
) -> tuple[Int32, Float32]:
    """The k nearest other vectors of each query and their cosines, (queries, k); -1 for none."""
    from twinset.kernels.embed import nearest_of

    exact = len(queries) * len(vectors) <= _EXACT
    wanted = min(len(vectors), k + 1 if exact else k * _RERANK + 1)  # + 1: the query itself
    nearest = np.empty((len(queries), k), np.int32)
    similarity = np.empty((len(queries), k), np.float32)
    with faiss_threads(threads) as faiss:
        index = _exact_index(faiss, vectors) if exact else quantised_index(faiss, vectors, seed)
        for start, stop in tiles(len(queries), 8 * _TILE):
            _, found = index.search(vectors[queries[start:stop]], wanted)

            def rerank(tile: tuple[int, int], start: int = start, found: Int64 = found) -> None:
                part = slice(start + tile[0], start + tile[1])
                candidates = np.ascontiguousarray(found[slice(*tile)])
                nearest_of(vectors, queries[part], candidates, nearest[part], similarity[part])

            for_each(rerank, tiles(stop - start, _TILE), threads)
    return nearest, similarity


def _exact_index(faiss: Any, vectors: Float32) -> Any:
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return index
