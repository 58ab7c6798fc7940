"""FAISS indexes over unit vectors: an inverted file whose codes are scanned in registers.

André, Kermarrec, Le Scouarnec, "Quicker ADC", TPAMI 2021; Jégou, Douze, Schmid, "Product
quantization for nearest neighbor search", TPAMI 2011, section IV.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from twinset.types import Float32, Int64

CENTROID_POINTS = 64  # training points a centroid: 256, the default, takes 4 times as long
ITERATIONS = 10  # of k-means, in place of 25: time is linear in it
_PROBES = 32
# Of the true duplicates among a row's 5 nearest by exact search (1M fabricated contacts), 32 of
# 1024 lists find 0.925 and 16 find 0.857, at two thirds of the time.
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
    _train(index, vectors, seed)
    index.nprobe = _PROBES
    index.add(vectors)
    return index


def _codes(dimensions: int) -> int:
    return dimensions // 2 if dimensions % 2 == 0 else dimensions


def _train(index: Any, vectors: Float32, seed: int) -> None:
    index.cp.seed = index.pq.cp.seed = seed & 0x7FFFFFFF
    index.cp.niter = ITERATIONS
    index.cp.max_points_per_centroid = CENTROID_POINTS
    index.cp.min_points_per_centroid = 1  # or FAISS prints a warning
    index.train(vectors[even_sample(len(vectors), index.nlist * CENTROID_POINTS)])


def even_sample(size: int, most: int) -> Int64:
    """``most`` of ``size`` rows to train with, at even steps: a matter of the data, whatever the
    seed."""
    return np.linspace(0, size - 1, min(size, most)).astype(np.int64)


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
