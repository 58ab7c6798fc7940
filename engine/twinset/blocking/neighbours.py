"""Nearest neighbours: each record with the few that look most like it, over a built-in embedding.

The embedding is deterministic and works offline: hashed character n-grams of every field, each
field in its own space (a "1985" in a date of birth is not one in a house number), but names share
one, so that swapped given and family names stay close. FAISS searches it: exactly while that is
cheap, above with an inverted file and 4-bit product quantisation in registers (André, Kermarrec,
Le Scouarnec, "Quicker ADC", TPAMI 2021; Jégou, Douze, Schmid, TPAMI 2011, section IV), whose
candidates are ranked again by exact cosine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from twinset.blocking.record_text import FieldSpans, base_name, field_spans
from twinset.blocking.sorted_neighbourhood import sorted_distinct
from twinset.config import NeighboursPlan
from twinset.parallel import map_ordered, tiles
from twinset.types import Float32, Int32, Int64, PairList, StandardRecords, UInt64

_TILE = 16_384
_SPACES = {
    # field: (space of its n-grams, weight). Near equal weights did best: recall@5 at 64
    # dimensions 0.995 on febrl3 and 0.881 on historical_50k, against 0.989 and 0.848 with
    # addresses at half; given names are the most often shortened, swapped and shared.
    "given_name": ("name", 0.8),
    "middle_name": ("name", 0.5),
    "family_name": ("name", 1.0),
    "full_name": ("name", 1.4),
    "company": ("company", 1.0),
    "email": ("email", 1.0),
    "phone": ("phone", 1.0),
    "birth_date": ("birth_date", 1.0),
    "identifier": ("identifier", 1.0),
    "address": ("street", 1.0),
    "street": ("street", 1.0),
    "house_number": ("house_number", 0.5),
    "city": ("city", 0.7),
    "postcode": ("postcode", 1.0),
    "birth_place": ("birth_place", 0.7),
    "job_title": ("job_title", 0.5),
    "website": ("website", 0.7),
    "text": ("text", 1.0),
}
_GATHER = 4  # rows per distinct value from which values are projected once and gathered
_EXACT = 2_500_000_000  # queries x vectors searched exactly (50,000 x 50,000: 4 s on 2 cores)
_CENTROID_POINTS = 64  # training points a centroid: 256, the default, takes 4 times as long
_ITERATIONS = 10  # of k-means, in place of 25: time is linear in it
# Of the true duplicates among a row's 5 nearest by exact search (1M fabricated contacts), 32 of
# 1024 lists find 0.925 and 16 find 0.857, at two thirds of the time.
_PROBES = 32
_RERANK = 4  # candidates by quantised similarity, for each neighbour that is asked for


def embed(
    records: StandardRecords,
    plan: NeighboursPlan,
    *,
    seed: int,
    threads: int,
    rows: Int32 | None = None,
) -> Float32:
    """Unit vectors (rows, ``plan.dimensions``) float32; zeros for a record with no usable field.

    ``rows`` picks and orders the rows (default: all); a row's vector does not depend on it. 1M
    rows of 64 dimensions are 256 MB.
    """
    from twinset.kernels.embed import add_field, normalise

    size = records.size if rows is None else len(rows)
    out = np.zeros((size, plan.dimensions), np.float32)
    spans = field_spans(records, [name for name in records.fields if base_name(name) in _SPACES])
    spans = [span for span in spans if len(span.starts)]
    salts = [_salt(span, seed) for span in spans]
    rarity = _rarity(spans, salts, records.size, threads)
    values = [
        _project(span, salt, rarity, plan.dimensions, threads)
        if len(span.starts) * _GATHER <= records.size
        else None
        for span, salt in zip(spans, salts, strict=True)
    ]

    def fill(tile: tuple[int, int]) -> None:
        part = out[tile[0] : tile[1]]
        for span, salt, vectors in zip(spans, salts, values, strict=True):
            codes = span.codes[slice(*tile)] if rows is None else span.codes[rows[slice(*tile)]]
            if vectors is not None:
                part += vectors[codes]
            else:
                codes = np.ascontiguousarray(codes)
                add_field(
                    codes, span.starts, span.stops, span.data, salt, _weight(span), rarity, part
                )
        normalise(part)

    for _ in map_ordered(fill, tiles(size, _TILE), threads):
        pass
    return out


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
    Rows without a usable field have no neighbours. The result does not depend on ``threads``.
    """
    asked = np.ones(records.size, np.bool_)
    if queries is not None:
        asked[:] = False
        asked[queries] = True
    vectors = embed(records, plan, seed=seed, threads=threads)
    group, first = _copies(vectors)
    asked &= group >= 0
    if not asked.any():
        return PairList("neighbours", np.empty(0, np.int32), np.empty(0, np.int32))
    pairs = [_copy_pairs(group, asked, plan.k)]
    distinct = vectors if len(first) == records.size else vectors[first]
    del vectors
    present = np.zeros(len(first), np.bool_)
    present[group[asked]] = True
    wanted = np.flatnonzero(present).astype(np.int32)
    nearest, similarity = _search(distinct, wanted, plan.k, seed, threads)
    kept = (nearest >= 0) & (similarity >= plan.min_similarity)
    at = np.full(len(first), -1, np.int32)
    at[wanted] = np.arange(len(wanted), dtype=np.int32)
    rows = np.flatnonzero(asked)
    for step in range(nearest.shape[1]):
        place = at[group[rows]]
        keep = kept[place, step]
        pairs.append(_pack(rows[keep], first[nearest[place[keep], step]], records.size))
    left, right = np.divmod(sorted_distinct(np.concatenate(pairs)), records.size)
    return PairList("neighbours", left.astype(np.int32), right.astype(np.int32))


def _salt(span: FieldSpans, seed: int) -> np.uint64:
    """The start of every n-gram's hash: differs by seed and by the field's space."""
    value = (seed * 0x9E3779B97F4A7C15 + 0xD1342543DE82EF95) & 0xFFFFFFFFFFFFFFFF
    for character in _SPACES[base_name(span.name)][0].encode():
        value = ((value ^ character) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF  # FNV-1a
    return np.uint64(value)


def _weight(span: FieldSpans) -> np.float32:
    return np.float32(_SPACES[base_name(span.name)][1])


def _rarity(
    spans: Sequence[FieldSpans], salts: Sequence[np.uint64], size: int, threads: int
) -> Float32:
    """The weight of each bucket of n-grams: the square root of its IDF.

    Not the whole of it: the rarest n-grams are those of typing errors. Recall@5 at 64 dimensions:
    0.961 with the root, 0.956 with all of it on febrl3; 0.796 and 0.782 on historical_50k.
    """
    from twinset.kernels.embed import BUCKET_BITS, count_grams

    def count(item: tuple[FieldSpans, np.uint64]) -> Int64:
        span, salt = item
        # code -1 is counted in place 0 and cut off
        repeats = np.bincount(span.codes + 1, minlength=len(span.starts) + 1)[1:]
        counts = np.zeros(1 << BUCKET_BITS, np.int64)
        count_grams(span.starts, span.stops, span.data, repeats.astype(np.int64), salt, counts)
        return counts

    total = np.zeros(1 << BUCKET_BITS, np.int64)
    for counts in map_ordered(count, zip(spans, salts, strict=True), threads):
        total += counts
    # + 0.01: an n-gram that every row has still tells them from rows without the field
    return np.sqrt(np.log((size + 1) / (np.minimum(total, size) + 1)) + 0.01).astype(np.float32)


def _project(
    span: FieldSpans, salt: np.uint64, rarity: Float32, dimensions: int, threads: int
) -> Float32:
    """The vector of each distinct value, and a last row of zeros, which code -1 finds."""
    from twinset.kernels.embed import add_field

    distinct = len(span.starts)
    vectors = np.zeros((distinct + 1, dimensions), np.float32)

    def fill(tile: tuple[int, int]) -> None:
        codes = np.arange(*tile, dtype=np.int32)
        part = vectors[slice(*tile)]
        add_field(codes, span.starts, span.stops, span.data, salt, _weight(span), rarity, part)

    for _ in map_ordered(fill, tiles(distinct, _TILE), threads):
        pass
    return vectors


def _copies(vectors: Float32) -> tuple[Int32, Int64]:
    """Rows of equal vectors: the group of each row (-1: a vector of zeros), in order of first
    appearance, and the first row of each group."""
    from twinset.kernels.embed import vector_hashes

    hashes: UInt64 = np.empty(len(vectors), np.uint64)
    vector_hashes(vectors.view(np.uint32), hashes)
    rows = np.flatnonzero(hashes)
    _, first, inverse = np.unique(hashes[rows], return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(first), np.int32)
    rank[order] = np.arange(len(first), dtype=np.int32)
    group = np.full(len(vectors), -1, np.int32)
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
    with _faiss_threads(threads) as faiss:
        index = _exact_index(faiss, vectors) if exact else _quantised(faiss, vectors, seed)
        for start, stop in tiles(len(queries), 8 * _TILE):
            _, found = index.search(vectors[queries[start:stop]], wanted)

            def rerank(tile: tuple[int, int], start: int = start, found: Int64 = found) -> None:
                part = slice(start + tile[0], start + tile[1])
                candidates = np.ascontiguousarray(found[slice(*tile)])
                nearest_of(vectors, queries[part], candidates, nearest[part], similarity[part])

            for _ in map_ordered(rerank, tiles(stop - start, _TILE), threads):
                pass
    return nearest, similarity


def _exact_index(faiss: Any, vectors: Float32) -> Any:
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return index


def _quantised(faiss: Any, vectors: Float32, seed: int) -> Any:
    """IVF with 4-bit codes of two dimensions each: half a byte where a float32 takes eight."""
    size, dimensions = vectors.shape
    lists = min(65_536, 1 << round(np.log2(np.sqrt(size))))
    codes = dimensions // 2 if dimensions % 2 == 0 else dimensions
    index = faiss.index_factory(dimensions, f"IVF{lists},PQ{codes}x4fs", faiss.METRIC_INNER_PRODUCT)
    index.cp.seed = index.pq.cp.seed = seed & 0x7FFFFFFF
    index.cp.niter = _ITERATIONS
    index.cp.max_points_per_centroid = _CENTROID_POINTS
    index.nprobe = _PROBES
    # rows at even steps: the sample is a matter of the data, whatever the seed
    sample = np.linspace(0, size - 1, min(size, lists * _CENTROID_POINTS)).astype(np.int64)
    index.train(vectors[sample])
    index.add(vectors)
    return index


@contextmanager
def _faiss_threads(threads: int) -> Iterator[Any]:
    """FAISS with this many OpenMP threads; the setting before is restored.

    Index and results were byte for byte the same for 1 and 2 threads (200k x 64, both kinds).
    """
    import faiss

    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(max(1, threads))
    try:
        yield faiss
    finally:
        faiss.omp_set_num_threads(before)
