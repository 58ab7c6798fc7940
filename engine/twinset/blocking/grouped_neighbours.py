"""Approximate neighbours of a large base, searched by groups of fields.

An error in one field moves the whole record's vector, and an inverted file then looks in the wrong
lists: of the true duplicates among a row's 10 nearest (0.967 of all by exact search, 1M generated
contacts), one index over 96 dimensions and 32 of 1024 lists found 0.854 in 33 s. But two records of
one person seldom differ in *every* group of fields: who they are, how they are reached, where they
live. So each group has lists of its own, round centroids that FAISS finds, and whom a row meets
there is judged by the whole record: first by the sketch, then by the cosine. Judged by the group
alone (4-bit product quantisation, 12 of each group kept) those that share a frequent name crowd out
the others: at a third of the speed fewer were found.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from twinset.blocking.faiss_index import even_sample, faiss_threads, list_count
from twinset.blocking.sketches import SketchedRecords, rows_of
from twinset.parallel import for_each, tiles
from twinset.types import Float32, Int32, Int64, UInt64

PROBES = 4
CANDIDATES = 16
"""Rows that the lists of all groups find for a query together."""
_LISTS = 0.5  # of ``list_count``: to scan a list costs less than to find its centroid
_CENTROID_POINTS = 40
_ITERATIONS = 6
_TILE = 16_384
_QUERY_TILE = 4096


def search_groups(
    records: SketchedRecords, members: Int32, queries: Int32, *, seed: int, threads: int
) -> Int32:
    """Candidates for the nearest of each query: (queries, any) rows, -1 for none, the query itself
    not among them.

    ``members`` are the rows that may be found, ``queries`` some of these.
    """
    from twinset.kernels.sketches import FREE

    nearest: UInt64 = np.full((len(queries), CANDIDATES), FREE, np.uint64)
    with faiss_threads(threads) as faiss:
        for group in range(records.searched):
            _search_group(faiss, records, group, members, queries, nearest, seed, threads)
    return rows_of(nearest)


def _search_group(
    faiss: Any,
    records: SketchedRecords,
    group: int,
    members: Int32,
    queries: Int32,
    nearest: UInt64,
    seed: int,
    threads: int,
) -> None:
    from twinset.kernels.sketches import scan_lists

    filled = records.scales[:, group] > 0
    members = members[filled[members]]
    asking = np.flatnonzero(filled[queries]).astype(np.int32)
    if not len(asking):
        return
    coarse, count = _centroids(faiss, records, group, members, seed)
    lists = np.full((len(queries), min(PROBES, count)), -1, np.int32)
    lists[asking] = _nearest_lists(
        faiss, coarse, records, group, queries[asking], lists.shape[1], threads
    )
    own = np.full(len(filled), -1, np.int32)  # the list that keeps each row
    own[queries[asking]] = lists[asking, 0]
    rest = members[own[members] < 0]
    own[rest] = _nearest_lists(faiss, coarse, records, group, rest, 1, threads)[:, 0]
    starts, kept, columns = _lay_out(records.sketches, members, own[members], count)
    # those that share their nearest list share most of the others: these stay in the cache
    order = asking[np.argsort(lists[asking, 0], kind="stable")]

    def scan(tile: tuple[int, int]) -> None:
        scan_lists(
            order[slice(*tile)], queries, lists, records.sketches,
            starts, kept, columns, nearest,
        )  # fmt: skip

    for_each(scan, tiles(len(order), _QUERY_TILE), threads)


def _centroids(
    faiss: Any, records: SketchedRecords, group: int, members: Int32, seed: int
) -> tuple[Any, int]:
    """A FAISS index of the group's centroids, by spherical k-means, and how many these are."""
    count = max(1, int(list_count(len(members)) * _LISTS))
    sample = members[even_sample(len(members), count * _CENTROID_POINTS)]
    vectors = records.words[sample, group].astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    means = faiss.Clustering(vectors.shape[1], count)
    means.seed, means.niter, means.spherical = seed & 0x7FFFFFFF, _ITERATIONS, True
    means.max_points_per_centroid = _CENTROID_POINTS
    means.min_points_per_centroid = 1  # or FAISS prints a warning
    coarse = faiss.IndexFlatIP(vectors.shape[1])
    # Beside other programs 2 threads took 5 s of processor time, waiting, and 1 took 0.4 s.
    faiss.omp_set_num_threads(1)
    means.train(vectors, coarse)
    return coarse, count


def _nearest_lists(
    faiss: Any,
    coarse: Any,
    records: SketchedRecords,
    group: int,
    rows: Int32,
    probes: int,
    threads: int,
) -> Int32:
    """The lists of the ``probes`` nearest centroids of each row, nearest first."""
    out = np.empty((len(rows), probes), np.int32)

    def assign(tile: tuple[int, int]) -> None:
        # one thread a call, and several calls: what stands around the search runs at once, too
        faiss.omp_set_num_threads(1)
        # the length of a vector changes nothing in which centroid is nearest
        vectors: Float32 = records.words[rows[slice(*tile)], group].astype(np.float32)
        out[slice(*tile)] = coarse.search(vectors, probes)[1]

    for_each(assign, tiles(len(rows), _TILE), threads)
    return out


def _lay_out(
    sketches: UInt64, members: Int32, own: Int32, count: int
) -> tuple[Int64, Int32, UInt64]:
    """Where each list starts, (lists + 1,), the members, list after list, -1 up to the next whole
    chunk, and their sketches, word by word."""
    from twinset.kernels.sketches import CHUNK, WORDS

    order = np.argsort(own.astype(np.uint16), kind="stable")  # of 16 bits: a radix sort
    sizes = np.bincount(own, minlength=count)
    starts = np.zeros(count + 1, np.int64)
    np.cumsum(-(-sizes // CHUNK) * CHUNK, out=starts[1:])
    before = np.cumsum(sizes) - sizes
    places = np.arange(len(order)) + (starts[:-1] - before)[own[order]]
    kept = np.full(starts[-1], -1, np.int32)
    kept[places] = members[order]
    columns: UInt64 = np.empty((WORDS, starts[-1]), np.uint64)
    for word in range(WORDS):
        columns[word] = sketches[kept, word]  # row -1, the last one, where there is none
    return starts, kept, columns
