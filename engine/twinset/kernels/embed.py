"""Hashed character n-grams of a field, weighted by rarity, in a few dimensions.

Signed feature hashing: Weinberger et al., "Feature hashing for large scale multitask learning",
ICML 2009, section 2: an n-gram's hash picks one dimension and a sign, so that the dot product of
two records is that of their n-grams plus noise of mean zero. It is the sparsest of the sign
projections, and the best: with 4 and 8 dimensions an n-gram, recall@5 at 64 dimensions fell from
0.988 to 0.970 and 0.961 on febrl3 and from 0.845 to 0.814 and 0.785 on historical_50k. N-grams of
four characters besides those of two and three cost 0.003 and 0.012, and a third of the speed.
"""

from __future__ import annotations

import math

import numpy as np

from twinset._jit import inline, kernel

BUCKET_BITS = 18
"""Document frequencies are counted in ``2**BUCKET_BITS`` buckets: 1 MB of IDF, fits the cache."""

_LONGEST = 3  # n-grams of 2 and 3 characters
_BOUNDARY = 32  # a word's edge, between words and at both ends of a value
_STEP = np.uint64(0x9E3779B97F4A7C15)
_SPREAD = np.uint64(0xD6E8FEB86659FD93)


@inline
def next_gram(hashed, data, position, start, stop):
    """Extend an n-gram's hash by one character; one before ``start`` and ``stop`` are edges."""
    character = np.uint64(_BOUNDARY)
    if start <= position < stop:
        character = np.uint64(data[position])
    hashed = (hashed ^ character) * _STEP
    return hashed ^ (hashed >> np.uint64(29))


@inline
def bucket_of(hashed):
    return np.int64((hashed * _SPREAD) >> np.uint64(64 - BUCKET_BITS))


@kernel("void(int64[::1], int64[::1], uint8[::1], int64[::1], uint64, int64[::1])")
def count_grams(starts, stops, data, repeats, salt, counts):
    """Add to ``counts`` (buckets,) int64 in how many rows each hashed n-gram stands.

    Value c is ``data[starts[c]:stops[c]]`` and stands in ``repeats[c]`` rows. An n-gram twice in
    one value is counted twice: it is rare, and only makes that n-gram a little lighter.
    """
    for value in range(len(starts)):
        start, stop = starts[value], stops[value]
        if start == stop:
            continue
        for first in range(start - 1, stop):
            hashed = next_gram(salt, data, first, start, stop)
            for last in range(first + 1, min(first + _LONGEST, stop + 1)):
                hashed = next_gram(hashed, data, last, start, stop)
                counts[bucket_of(hashed)] += repeats[value]


@kernel(
    "void(int32[::1], int64[::1], int64[::1], uint8[::1], uint64, float32, float32[::1],"
    " float32[:, ::1])"
)
def add_field(codes, starts, stops, data, salt, weight, idf, out):
    """Add one field's part to the vector ``out[row]`` (rows, dimensions) float32.

    Each n-gram moves one dimension by plus or minus ``idf`` (buckets,) float32. The part is then
    scaled to length ``weight``, so a long field does not drown a short one. Code -1 and empty
    values add nothing.
    """
    dimensions = out.shape[1]
    part = np.empty(dimensions, np.float32)
    for row in range(len(codes)):
        code = codes[row]
        if code < 0 or starts[code] == stops[code]:
            continue
        start, stop = starts[code], stops[code]
        part[:] = 0.0
        for first in range(start - 1, stop):
            hashed = next_gram(salt, data, first, start, stop)
            for last in range(first + 1, min(first + _LONGEST, stop + 1)):
                hashed = next_gram(hashed, data, last, start, stop)
                rarity = idf[bucket_of(hashed)]
                bits = hashed * _STEP
                index = ((bits >> np.uint64(48)) * np.uint64(dimensions)) >> np.uint64(16)
                part[index] += rarity if bits & np.uint64(1 << 40) else -rarity
        square = np.float32(0.0)
        for i in range(dimensions):
            square += part[i] * part[i]
        if square > 0.0:
            scale = np.float32(weight / math.sqrt(square))
            for i in range(dimensions):
                out[row, i] += part[i] * scale


@kernel("void(float32[:, ::1])")
def normalise(vectors):
    """Scale every row of (rows, dimensions) float32 to length 1; a row of zeros stays so."""
    for row in range(vectors.shape[0]):
        square = 0.0
        for i in range(vectors.shape[1]):
            square += vectors[row, i] * vectors[row, i]
        if square > 0.0:
            scale = np.float32(1.0 / math.sqrt(square))
            for i in range(vectors.shape[1]):
                vectors[row, i] *= scale


@kernel("void(uint32[:, ::1], uint64[::1])")
def vector_hashes(words, out):
    """A 64-bit hash of each row's bits (rows, dimensions) uint32; 0 only for a row of zeros."""
    for row in range(words.shape[0]):
        hashed = np.uint64(0)
        for i in range(words.shape[1]):
            hashed = (hashed ^ np.uint64(words[row, i])) * _STEP
            hashed ^= hashed >> np.uint64(29)
        out[row] = hashed


@inline
def _place(other, total, found, nearest, similarities):
    """Put a candidate into a query's list, best first, ties to the smaller row; the new length.

    A candidate that stands there already is left alone: its similarity is the same.
    """
    k = len(nearest)
    at = found
    while at > 0 and (
        similarities[at - 1] < total or (similarities[at - 1] == total and nearest[at - 1] > other)
    ):
        at -= 1
    if at >= k or (at > 0 and nearest[at - 1] == other):
        return found
    found = min(found + 1, k)
    for i in range(found - 1, at, -1):
        nearest[i] = nearest[i - 1]
        similarities[i] = similarities[i - 1]
    nearest[at] = other
    similarities[at] = total
    return found


@kernel("void(float32[:, ::1], int32[::1], int64[:, ::1], int32[:, ::1], float32[:, ::1])")
def nearest_of(vectors, queries, candidates, nearest, similarities):
    """The k best candidates of each query by exact cosine, ties to the smaller row.

    ``candidates`` (queries, any) int64 are rows of ``vectors``, repeated or not; -1 and the query
    itself are passed over. ``nearest`` (queries, k) int32 and ``similarities`` float32 are filled
    best first, with -1 where there are fewer.
    """
    for query in range(len(queries)):
        row = queries[query]
        found = 0
        for c in range(candidates.shape[1]):
            other = candidates[query, c]
            if other < 0 or other == row:
                continue
            total = np.float32(0.0)
            for i in range(vectors.shape[1]):
                total += vectors[row, i] * vectors[other, i]
            found = _place(other, total, found, nearest[query], similarities[query])
        for i in range(found, nearest.shape[1]):
            nearest[query, i] = -1
            similarities[query, i] = -1.0


@kernel("void(float32[:, ::1], int64, int8[:, :, ::1], float32[:, ::1], float64[::1])")
def quantise(vectors, group, words, scales, squares):
    """One group of fields' raw vectors (rows, dimensions) float32, in whole numbers.

    ``words[row, group]`` (dimensions,) from -127 to 127 times ``scales[row, group]`` is the vector;
    its square length is added to ``squares[row]``.
    """
    for row in range(vectors.shape[0]):
        largest = np.float32(0.0)
        square = 0.0
        for i in range(vectors.shape[1]):
            largest = max(largest, abs(vectors[row, i]))
            square += vectors[row, i] * vectors[row, i]
        squares[row] += square
        scales[row, group] = largest / np.float32(127.0)
        if largest > 0.0:
            step = np.float32(127.0) / largest
            for i in range(vectors.shape[1]):
                words[row, group, i] = np.int8(round(vectors[row, i] * step))


@kernel(
    "void(int8[:, :, ::1], float32[:, ::1], int32[::1], int32[:, ::1], int32[:, ::1],"
    " float32[:, ::1])"
)
def nearest_quantised(words, scales, queries, candidates, nearest, similarities):
    """``nearest_of`` over the vectors that ``quantise`` made, ``scales`` divided by their lengths.

    A quarter of the memory of float32, which is what the time goes to (48 candidates at random
    places for each of 1M rows), and whole numbers add up in any order, so in SIMD.
    """
    groups, dimensions = words.shape[1], words.shape[2]
    totals = np.empty(candidates.shape[1], np.float32)
    for query in range(len(queries)):
        row = queries[query]
        # all products first: the processor fetches the next candidates while it multiplies, and
        # does not where it has to guess each one's place
        for c in range(candidates.shape[1]):
            other = max(candidates[query, c], 0)
            total = np.float32(0.0)
            for group in range(groups):
                product = np.int32(0)
                for i in range(dimensions):
                    product += np.int32(words[row, group, i]) * np.int32(words[other, group, i])
                total += np.float32(product) * (scales[row, group] * scales[other, group])
            totals[c] = total
        found = 0
        for c in range(candidates.shape[1]):
            other = candidates[query, c]
            if other >= 0 and other != row:
                found = _place(other, totals[c], found, nearest[query], similarities[query])
        for i in range(found, nearest.shape[1]):
            nearest[query, i] = -1
            similarities[query, i] = -1.0
