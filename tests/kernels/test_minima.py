"""MinHash values of fields against plain Python and exact Jaccard similarity."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twins import MIX, WORD, shingles, slow_shingle_hash

from twinset.blocking.lsh import hash_family
from twinset.kernels.minima import EMPTY, band_cells, fold_known_values, fold_values


def family(functions: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    xors, multipliers = hash_family(functions, seed)
    return xors.astype(np.uint16), multipliers.astype(np.uint16)


def slow_hashes(text: str, width: int) -> set[int]:
    """Of the shingles of a value with a space at both ends."""
    return {
        slow_shingle_hash(gram) & 0xFFFF for gram in (shingles(f" {text} ", width) if text else [])
    }


def slow_minima(hashes: set[int], functions: int) -> list[int]:
    return [
        min((((x ^ b) * a) & 0xFFFF for x in hashes), default=int(EMPTY))
        for b, a in zip(*(part.tolist() for part in family(functions)), strict=True)
    ]


def slow_cell(values: list[int]) -> int:
    key = 0
    for value in values:
        key = ((key ^ value) * MIX) & WORD
        key ^= key >> 32
    return max(key >> 32, 1)


def buffers(texts: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    offsets = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    points = [ord(c) for text in texts for c in text]
    data = np.array(points, np.uint8 if max(points, default=0) < 128 else np.uint32)
    return offsets[:-1], offsets[1:], data


def empty(rows: int, functions: int) -> np.ndarray:
    return np.full((rows, functions), EMPTY, np.uint16)


def check(first: list[str], second: list[str], width: int, functions: int) -> None:
    """Records of two fields: one is hashed, the other is looked up."""
    rows = len(first) * (len(second) + 1)
    codes = np.repeat(np.arange(len(first), dtype=np.int32), len(second) + 1)
    others = np.tile(np.arange(-1, len(second), dtype=np.int32), len(first))
    minima = empty(rows, functions)
    fold_values(codes, *buffers(first), width, *family(functions), minima)
    known = empty(len(second), functions)
    every = np.arange(len(second), dtype=np.int32)
    fold_values(every, *buffers(second), width, *family(functions), known)
    fold_known_values(others, known, minima)
    for code, other, own in zip(codes.tolist(), others.tolist(), minima.tolist(), strict=True):
        hashes = slow_hashes(first[code], width)
        hashes |= slow_hashes(second[other], width) if other >= 0 else set()
        assert own == slow_minima(hashes, functions)


@given(
    st.lists(st.text("ab é\U0001f600", max_size=12), min_size=1, max_size=4),
    st.lists(st.text("abc", max_size=12), min_size=1, max_size=3),
    st.integers(1, 8),
)
@settings(deadline=None, max_examples=40)
def test_fields_are_put_together(first: list[str], second: list[str], width: int) -> None:
    check(first, second, width, 7)


@pytest.mark.parametrize("length", [0, 1, 2, 3, 4, 15, 16, 17, 63, 64, 65, 3000])
def test_boundary_lengths(length: int) -> None:
    text = "".join(np.random.default_rng(length).choice(list("abcdefghij "), length))
    check([text, "x", ""], ["other"], 3, 48)


def test_null_changes_nothing() -> None:
    minima = empty(3, 16)
    fold_values(np.full(3, -1, np.int32), *buffers(["anna"]), 3, *family(16), minima)
    assert (minima == EMPTY).all()


@pytest.mark.parametrize(("shared", "own"), [(3, 2), (15, 5), (20, 10), (15, 15), (40, 10)])
def test_the_share_of_equal_values_is_the_jaccard_similarity(shared: int, own: int) -> None:
    """At the sizes that records have; the values are as good as independent."""
    pairs, functions = 1000, 1024
    points = np.random.default_rng(shared).integers(128, 2**21, (pairs, shared + 2 * own))
    left, right = points[:, : shared + own], np.delete(points, np.s_[shared : shared + own], 1)
    minima = []
    for side in (left, right):
        ends = np.arange(1, pairs + 1, dtype=np.int64) * side.shape[1]
        out = empty(pairs, functions)
        every = np.arange(pairs, dtype=np.int32)
        data = side.astype(np.uint32).ravel()
        fold_values(every, ends - side.shape[1], ends, data, 1, *family(functions), out)
        minima.append(out)
    estimate = (minima[0] == minima[1]).mean(axis=1)
    jaccard = (shared + 1) / (shared + 2 * own + 1)  # with the space at the ends
    deviation = np.sqrt(jaccard * (1 - jaccard) / functions)
    assert estimate.mean() == pytest.approx(jaccard, abs=0.01)  # the edges are one draw for all
    assert estimate.std() == pytest.approx(deviation, rel=0.1)


@pytest.mark.parametrize("band_rows", [1, 3, 4, 5])
def test_a_number_for_each_band(band_rows: int) -> None:
    minima = np.random.default_rng(1).integers(0, 3, (40, 5 * band_rows)).astype(np.uint16)
    minima[7] = EMPTY
    minima[8, 1:] = EMPTY
    out = np.full((5, 42), 9, np.uint32)
    band_cells(minima, band_rows, out, 1)
    assert (out[:, [0, 41]] == 9).all()  # rows of other tiles are left alone
    assert (out[:, 8] == 0).all()
    for row in set(range(40)) - {7}:
        values = minima[row].reshape(5, band_rows).tolist()
        assert out[:, 1 + row].tolist() == [slow_cell(band) for band in values]
