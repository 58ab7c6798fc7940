"""FAISS indexes over unit vectors: an inverted file whose codes are scanned in registers.

André, Kermarrec, Le Scouarnec, "Quicker ADC", TPAMI 2021; Jégou, Douze, Schmid, "Product
quantization for nearest neighbor search", TPAMI 2011, section IV.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from twinset.parallel import map_ordered, tiles
from twinset.types import Float32, Int32, Int64

_CENTROID_POINTS = 64  # training points a centroid: 256, the default, takes 4 times as long
_ITERATIONS = 10  # of k-means, in place of 25: time is linear in it
_PROBES = 32
# Of the true duplicates among a row's 5 nearest by exact search (1M fabricated contacts), 32 of
# 1024 lists find 0.925 and 16 find 0.857, at two thirds of the time.
_SELF_POINTS, _SELF_ITERATIONS = 40, 6
# Of a search with its own rows, whose lists are found from either side: a third of the training.
_TILE = 16_384
_SEARCH_TILE = 65_536  # queries of one list are scanned together: fewer, and a list is read again
_QUERY_BLOCK = 256
# Rows whose products with all centroids are made before they are ranked. FAISS takes 4096 rows:
# 16 MB, out of the second-level cache; 2.1 and 1.3 us a row for 1024 lists of 48 dimensions.


def list_count(size: int) -> int:
    """The power of two next to the root of ``size``, at most 65,536."""
    return min(65_536, 1 << round(np.log2(np.sqrt(size))))


def quantised_index(faiss: Any, vectors: Float32, seed: int, lists: int = 0) -> Any:
    """IVF with 4-bit codes of two dimensions each: half a byte where a float32 takes eight.

    ``lists`` is ``list_count`` where it is 0.
    """
    size, dimensions = vectors.shape
    lists = lists or list_count(size)
    index = faiss.index_factory(
        dimensions, f"IVF{lists},PQ{_codes(dimensions)}x4fs", faiss.METRIC_INNER_PRODUCT
    )
    _train(index, vectors, seed, _CENTROID_POINTS, _ITERATIONS)
    index.nprobe = _PROBES
    index.add(vectors)
    return index


@dataclass(frozen=True, eq=False)
class SelfSearch:
    """An index whose own rows are searched in it.

    The nearest lists of a row say both where it is kept and where its neighbours are looked for,
    so they are found once: to find them costs a fifth of a search.
    """

    _faiss: Any
    _index: Any
    _kept: Any  # owns what the index points to
    _vectors: Float32
    _rows: Int32  # that are searched for, of the vectors
    _lists: Int64  # (rows searched for, probes)

    @classmethod
    def build(
        cls, faiss: Any, vectors: Float32, rows: Int32, probes: int, *, seed: int, threads: int
    ) -> SelfSearch:
        """``rows`` (asked,) of the ``vectors`` (size, dimensions) will be searched for, in the
        ``probes`` lists nearest to each."""
        size, dimensions = vectors.shape
        lists = list_count(size)
        coarse = faiss.IndexFlatIP(dimensions)
        whole = faiss.IndexIVFPQ(
            coarse, dimensions, lists, _codes(dimensions), 4, faiss.METRIC_INNER_PRODUCT
        )
        whole.by_residual = False  # as fast scan does: one table a query, not one a list
        # Beside other programs 2 threads took 5 s of processor time, waiting, and 1 took 0.4 s.
        faiss.omp_set_num_threads(1)
        _train(whole, vectors, seed, _SELF_POINTS, _SELF_ITERATIONS)
        faiss.omp_set_num_threads(threads)
        own = np.empty(size, np.int64)
        others = np.ones(size, np.bool_)
        others[rows] = False
        rest = np.flatnonzero(others).astype(np.int32)
        own[rest] = _nearest_lists(faiss, coarse, vectors, rest, 1, threads)[:, 0]
        nearest = _nearest_lists(faiss, coarse, vectors, rows, min(probes, lists), threads)
        own[rows] = nearest[:, 0]
        whole.add_core(size, faiss.swig_ptr(vectors), None, faiss.swig_ptr(own))
        index = faiss.IndexIVFPQFastScan(whole)
        whole.reset()  # its codes were copied
        index.nprobe = nearest.shape[1]
        return cls(faiss, index, (coarse, whole), vectors, rows, nearest)

    def nearest(self, k: int, threads: int) -> Iterator[tuple[slice, Int64]]:
        """Parts of the rows searched for, and the ``k`` nearest of each (part, k); -1 for none."""

        def search(tile: tuple[int, int]) -> tuple[slice, Int64]:
            # one thread a call, and several calls: what stands around the search runs at once, too
            self._faiss.omp_set_num_threads(1)
            part = slice(*tile)
            lists = self._lists[part]
            # by_residual is off: a list's own similarity counts for nothing
            unused = np.zeros(lists.shape, np.float32)
            queries = self._vectors[self._rows[part]]
            return part, self._index.search_preassigned(queries, k, lists, unused)[1]

        yield from map_ordered(search, tiles(len(self._rows), _SEARCH_TILE), threads)


def _nearest_lists(
    faiss: Any, coarse: Any, vectors: Float32, rows: Int32, probes: int, threads: int
) -> Int64:
    out = np.empty((len(rows), probes), np.int64)

    def assign(tile: tuple[int, int]) -> None:
        faiss.omp_set_num_threads(1)
        part = slice(*tile)
        out[part] = coarse.search(vectors[rows[part]], probes)[1]

    for _ in map_ordered(assign, tiles(len(rows), _TILE), threads):
        pass
    return out


def _codes(dimensions: int) -> int:
    return dimensions // 2 if dimensions % 2 == 0 else dimensions


def _train(index: Any, vectors: Float32, seed: int, points: int, iterations: int) -> None:
    index.cp.seed = index.pq.cp.seed = seed & 0x7FFFFFFF
    index.cp.niter = iterations
    index.cp.max_points_per_centroid = points
    index.cp.min_points_per_centroid = 1  # or FAISS prints a warning
    size = len(vectors)
    # rows at even steps: the sample is a matter of the data, whatever the seed
    index.train(vectors[np.linspace(0, size - 1, min(size, index.nlist * points)).astype(np.int64)])


@contextmanager
def faiss_threads(threads: int) -> Iterator[Any]:
    """FAISS with this many OpenMP threads; the settings before are restored.

    Index and results were byte for byte the same for 1 and 2 threads (200k x 64, both kinds).
    """
    import faiss

    before = faiss.omp_get_max_threads(), faiss.cvar.distance_compute_blas_query_bs
    faiss.omp_set_num_threads(max(1, threads))
    faiss.cvar.distance_compute_blas_query_bs = _QUERY_BLOCK
    try:
        yield faiss
    finally:
        faiss.omp_set_num_threads(before[0])
        faiss.cvar.distance_compute_blas_query_bs = before[1]
