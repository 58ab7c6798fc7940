"""Embedding kernels against slow twins."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.kernels.embed import (
    BUCKET_BITS,
    add_field,
    count_grams,
    nearest_of,
    nearest_quantised,
    normalise,
    quantise,
    vector_hashes,
)

MASK = (1 << 64) - 1
STEP, SPREAD = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93
BUCKETS = 1 << BUCKET_BITS
LENGTHS = [0, 1, 2, 3, 63, 64, 65, 4000]
SALT = 0x1234567890ABCDEF


def slow_grams(text: str, salt: int) -> list[int]:
    """The hashes of the n-grams of 2 and 3 characters, with a space at both ends."""
    padded = f" {text} "
    hashed = []
    for size in (2, 3):
        for first in range(len(padded) - size + 1 if text else 0):
            value = salt
            for character in padded[first : first + size]:
                value = ((value ^ ord(character)) * STEP) & MASK
                value ^= value >> 29
            hashed.append(value)
    return hashed


def slow_bucket(value: int) -> int:
    return ((value * SPREAD) & MASK) >> (64 - BUCKET_BITS)


def slow_part(text: str, salt: int, weight: float, idf: np.ndarray, dims: int) -> np.ndarray:
    part = np.zeros(dims)
    for value in slow_grams(text, salt):
        bits = (value * STEP) & MASK
        sign = 1 if bits >> 40 & 1 else -1
        part[((bits >> 48) * dims) >> 16] += sign * idf[slow_bucket(value)]
    length = math.sqrt((part**2).sum())
    return part * (weight / length) if length else part


def buffers(texts: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    offsets = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    points = [ord(c) for text in texts for c in text]
    data = np.array(points, np.uint8 if max(points, default=0) < 128 else np.uint32)
    return offsets[:-1], offsets[1:], data


def check_counts_and_parts(texts: list[str], dims: int) -> None:
    starts, stops, data = buffers(texts)
    repeats = np.arange(1, len(texts) + 1, dtype=np.int64)
    counts = np.zeros(BUCKETS, np.int64)
    count_grams(starts, stops, data, repeats, np.uint64(SALT), counts)
    expected = np.zeros(BUCKETS, np.int64)
    for text, times in zip(texts, repeats, strict=True):
        np.add.at(expected, [slow_bucket(value) for value in slow_grams(text, SALT)], times)
    assert np.array_equal(counts, expected)

    idf = np.random.default_rng(1).random(BUCKETS).astype(np.float32) + np.float32(0.5)
    codes = np.array([-1, *range(len(texts)), -1], np.int32)
    out = np.full((len(codes), dims), 0.25, np.float32)
    add_field(codes, starts, stops, data, np.uint64(SALT), np.float32(0.7), idf, out)
    assert (out[[0, -1]] == 0.25).all()
    for row, text in enumerate(texts, start=1):
        slow = slow_part(text, SALT, 0.7, idf, dims) + 0.25
        assert out[row] == pytest.approx(slow, abs=2e-5)


@pytest.mark.parametrize("length", LENGTHS)
def test_fields_at_boundary_lengths(length: int) -> None:
    rng = np.random.default_rng(length)
    check_counts_and_parts(["".join(rng.choice(list("abcdefg "), length)), "other"], 64)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.text("ab é\U0001f600", max_size=8), min_size=1, max_size=4),
    st.integers(8, 70),
)
def test_fields_of_any_text(texts: list[str], dims: int) -> None:
    check_counts_and_parts(texts, dims)


def test_dot_products_estimate_shared_grams() -> None:
    """Mean zero for fields without a common n-gram, near one for near copies."""
    rng = np.random.default_rng(2)
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    texts = ["".join(rng.choice(letters, 20)) for _ in range(400)]
    texts += [text[:10] + "0" + text[11:] for text in texts]
    out = np.zeros((800, 64), np.float32)
    idf = np.ones(BUCKETS, np.float32)
    add_field(
        np.arange(800, dtype=np.int32), *buffers(texts), np.uint64(1), np.float32(1), idf, out
    )
    strangers = (out[:399] * out[1:400]).sum(axis=1)
    copies = (out[:400] * out[400:]).sum(axis=1)
    assert abs(strangers.mean()) < 0.03
    assert strangers.std() == pytest.approx(1 / math.sqrt(64), rel=0.25)
    assert copies.mean() > 0.8


def test_normalise_keeps_zeros() -> None:
    vectors = np.array([[3, 4], [0, 0], [-1e-3, 0]], np.float32)
    normalise(vectors)
    assert vectors == pytest.approx(np.array([[0.6, 0.8], [0, 0], [-1, 0]]))


def test_hashes_tell_vectors_apart() -> None:
    rng = np.random.default_rng(3)
    vectors = rng.standard_normal((5000, 8)).astype(np.float32)
    vectors[10] = vectors[20]
    vectors[30] = 0
    vectors[40] = -vectors[50]
    out = np.empty(5000, np.uint64)
    vector_hashes(vectors.view(np.uint32), out)
    assert out[10] == out[20]
    assert out[30] == 0
    assert len(np.unique(out)) == 4999


@pytest.mark.parametrize("k", [1, 3, 8])
def test_nearest_of_ranks_candidates(k: int) -> None:
    rng = np.random.default_rng(4)
    vectors = rng.integers(-2, 3, (30, 8)).astype(np.float32)  # whole numbers: many ties
    queries = np.array([0, 7, 29], np.int32)
    candidates = np.array([rng.permutation(30)[:7] for _ in queries], np.int64)
    candidates[1, :6] = -1
    candidates[2, 2] = 29
    nearest = np.empty((3, k), np.int32)
    similarity = np.empty((3, k), np.float32)
    nearest_of(vectors, queries, candidates, nearest, similarity)
    for at, query in enumerate(queries):
        ranked = sorted(
            (-float(vectors[query] @ vectors[row]), int(row))
            for row in candidates[at]
            if row not in (-1, query)
        )[:k]
        padding = [-1] * (k - len(ranked))
        assert nearest[at].tolist() == [row for _, row in ranked] + padding
        assert similarity[at].tolist() == [-negative for negative, _ in ranked] + padding


@pytest.mark.parametrize(("rows", "dimensions"), [(0, 8), (1, 1), (65, 7), (64, 48)])
def test_quantise_keeps_direction_and_length(rows: int, dimensions: int) -> None:
    rng = np.random.default_rng(rows)
    groups = [rng.normal(size=(rows, dimensions)).astype(np.float32) for _ in range(2)]
    groups[1][::3] = 0.0
    words = np.zeros((rows, 2, dimensions), np.int8)
    scales = np.zeros((rows, 2), np.float32)
    squares = np.zeros(rows)
    for number, vectors in enumerate(groups):
        quantise(vectors, number, words, scales, squares)
        restored = words[:, number] * scales[:, number, None]
        step = np.abs(vectors).max(axis=1, initial=0.0) / 127
        assert (np.abs(restored - vectors) <= 0.501 * step[:, None]).all()
    assert squares == pytest.approx(sum((g.astype(np.float64) ** 2).sum(axis=1) for g in groups))


@pytest.mark.parametrize("k", [1, 3, 8])
def test_nearest_quantised_ranks_candidates_once_each(k: int) -> None:
    rng = np.random.default_rng(5)
    words = rng.integers(-2, 3, (30, 3, 4)).astype(np.int8)  # whole numbers: many ties
    scales = rng.choice([0.0, 0.5, 1.0], (30, 3)).astype(np.float32)
    queries = np.array([0, 7, 29], np.int32)
    candidates = rng.integers(-1, 30, (3, 12)).astype(np.int32)  # with repetitions
    nearest = np.empty((3, k), np.int32)
    similarity = np.empty((3, k), np.float32)
    nearest_quantised(words, scales, queries, candidates, nearest, similarity)
    vectors = (words * scales[:, :, None]).reshape(30, -1)
    for at, query in enumerate(queries):
        ranked = sorted(
            (-float(vectors[query] @ vectors[row]), int(row))
            for row in set(candidates[at].tolist()) - {-1, query}
        )[:k]
        padding = [-1] * (k - len(ranked))
        assert nearest[at].tolist() == [row for _, row in ranked] + padding
        assert similarity[at].tolist() == [-negative for negative, _ in ranked] + padding
