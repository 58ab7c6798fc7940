"""Signs of fields against plain Python."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.hashing import mix64
from twinset.kernels.signs import (
    BUCKETS,
    DIMENSIONS,
    PAIR_BITS,
    TRIPLE_BITS,
    add_known_values,
    add_values,
    count_grams_of_rows,
    set_signs,
)

SPREAD, MASK = 0x9E3779B1, 0xFFFFFFFF
TEXTS = st.lists(st.text(max_size=12), min_size=1, max_size=6)


def slow_buckets(text: str) -> list[int]:
    """Of the n-grams of two and three characters, with a space at both ends."""
    padded = [ord(character) for character in f" {text} "] if text else []
    found = []
    for a, b in pairwise(padded):
        found.append((((a * SPREAD & MASK) ^ b) * SPREAD & MASK) >> (32 - PAIR_BITS))
    for a, b, c in zip(padded, padded[1:], padded[2:], strict=False):
        pair = ((a * SPREAD & MASK) ^ b) * SPREAD & MASK
        found.append((1 << PAIR_BITS) + (((pair ^ c) * SPREAD & MASK) >> (32 - TRIPLE_BITS)))
    return found


def slow_sums(text: str, moves: np.ndarray, weight: float) -> np.ndarray:
    sums, buckets = np.zeros(DIMENSIONS, np.int64), slow_buckets(text)
    for bucket in buckets:
        step, dimension = divmod(int(moves[bucket]), 64)
        scale = int(np.float32(weight) * np.float32(1 << 14) / np.sqrt(np.float32(len(buckets))))
        sums[dimension] += (step * scale + (1 << 13)) >> 14
    return sums


def buffers(texts: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    offsets = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    points = [ord(c) for text in texts for c in text]
    data = np.array(points, np.uint8 if max(points, default=0) < 128 else np.uint32)
    return offsets[:-1], offsets[1:], data


def check(texts: list[str]) -> None:
    starts, stops, data = buffers(texts)
    codes = np.array([-1, *range(len(texts)), 0, -1], np.int32)
    for step in (1, 2):
        counts = np.zeros(BUCKETS, np.int64)
        count_grams_of_rows(codes, starts, stops, data, step, counts)
        expected = np.zeros(BUCKETS, np.int64)
        for code in codes[::step].tolist():
            np.add.at(expected, slow_buckets(texts[code]) if code >= 0 else [], 1)
        assert np.array_equal(counts, expected)

    moves = np.random.default_rng(1).integers(-(1 << 15), 1 << 15, BUCKETS).astype(np.int16)
    sums = np.full((len(codes), DIMENSIONS), 3, np.int16)
    add_values(codes, starts, stops, data, moves, np.float32(0.3), sums)
    for code, own in zip(codes.tolist(), sums, strict=True):
        slow = slow_sums(texts[code] if code >= 0 else "", moves, 0.3)
        assert np.array_equal(own, (slow + 3).astype(np.int16))


@given(TEXTS)
@settings(deadline=None, max_examples=60)
def test_values_are_counted_and_added(texts: list[str]) -> None:
    check(texts)


@pytest.mark.parametrize("length", [0, 1, 2, 3, 15, 16, 17, 63, 64, 65, 4000])
def test_values_at_boundary_lengths(length: int) -> None:
    rng = np.random.default_rng(length)
    check(["".join(rng.choice(list("abcdefg "), length)), "other", "", "\U0001f600x"])
    check(["".join(rng.choice(list("abcdefg "), length)), "other"])


def test_known_values_are_added_to_the_rows_that_have_them() -> None:
    rng = np.random.default_rng(1)
    values = rng.integers(-128, 128, (5, DIMENSIONS)).astype(np.int8)
    codes = np.array([4, -1, 0, 0, 3], np.int32)
    sums = rng.integers(-1000, 1000, (5, DIMENSIONS)).astype(np.int16)
    expected = sums + np.where(codes[:, None] >= 0, values[codes], 0).astype(np.int16)
    add_known_values(codes, values, sums)
    assert np.array_equal(sums, expected)


def test_a_sign_is_a_bit_of_one_word() -> None:
    sums = np.random.default_rng(1).integers(-2, 3, (65, DIMENSIONS)).astype(np.int16)
    sums[:, 0] = 1
    signs = np.full((65, 3), 7, np.uint64)
    set_signs(sums, 0, 1, signs)
    bits = np.unpackbits(signs[:, 1].copy().view(np.uint8), bitorder="little").reshape(sums.shape)
    assert np.array_equal(bits, sums > 0)
    assert (signs[:, [0, 2]] == 7).all()


def test_the_signs_of_nothing_are_drawn_by_row() -> None:
    """Half of the bits of two rows of zeros differ, and a tile draws what the whole draws."""

    def drawn(first: int, rows: int) -> np.ndarray:
        signs = np.zeros((rows, 3), np.uint64)
        for word in range(3):
            set_signs(np.zeros((rows, DIMENSIONS), np.int16), first, word, signs)
        return signs

    whole = drawn(0, 200)
    assert np.array_equal(whole, mix64(np.arange(600, dtype=np.uint64)).reshape(200, 3))
    assert np.array_equal(whole[50:], drawn(50, 150))
    far = np.bitwise_count(whole[1:] ^ whole[:-1]).sum(axis=1)
    assert 50 < far.min() < far.max() < 142
    assert 92 < far.mean() < 100
