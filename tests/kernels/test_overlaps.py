"""N-gram and token overlaps and numbers, against slow twins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from itertools import product
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from twinset.columns import text_buffers
from twinset.comparison.comparators import memo
from twinset.kernels.chosen import overlaps

texts = st.one_of(
    st.text("ab", max_size=8),
    st.text("abcde ", max_size=70),
    st.text(st.sampled_from("aé 中𝒳"), max_size=40),
)


def call(helper: Callable[..., Any], a: str, b: str, *rest: Any) -> Any:
    def points(text: str) -> np.ndarray:
        return np.array([ord(character) for character in text], np.uint32)

    return helper(points(a), 0, len(a), points(b), 0, len(b), *rest)


def bag(text: str, n: int) -> Counter[Hashable]:
    if not text:
        return Counter()
    return Counter(text[i : i + n] for i in range(max(1, len(text) - n + 1)))


def slow_ngram_overlap(a: str, b: str, n: int) -> float:
    total = (bag(a, n) + bag(b, n)).total()
    return 2 * (bag(a, n) & bag(b, n)).total() / total if total else 1.0


def slow_token_set_overlap(a: str, b: str) -> float:
    left, right = set(a.split(" ")) - {""}, set(b.split(" ")) - {""}
    return len(left & right) / len(left | right) if left | right else 1.0


@given(a=texts, b=texts, n=st.integers(1, 5))
@example(a="", b="", n=2)
@example(a="", b="a", n=2)
@example(a="a", b="a", n=2)
@example(a="\0a", b="a", n=2)
@example(a="caaa", b="eaab", n=4)
@settings(max_examples=200, deadline=None)
def test_ngram_overlap(a: str, b: str, n: int) -> None:
    assert call(overlaps.ngram_overlap, a, b, n) == slow_ngram_overlap(a, b, n)
    assert call(overlaps.ngram_overlap, b, a, n) == slow_ngram_overlap(a, b, n)


@pytest.mark.parametrize("length", [63, 64, 65, 128, 129, 256, 257, 258, 3000])
def test_ngram_overlap_of_long_texts(length: int) -> None:
    letters = np.random.default_rng(length).choice(list("abcd"), 2 * length)
    a, b = "".join(letters[:length]), "".join(letters[length:])
    assert call(overlaps.ngram_overlap, a, b, 2) == slow_ngram_overlap(a, b, 2)
    assert call(overlaps.ngram_overlap, a, a, 2) == 1.0


@given(a=texts, b=texts)
@example(a="", b=" ")
@example(a="a  b", b=" b a a")
@settings(max_examples=200, deadline=None)
def test_token_set_overlap(a: str, b: str) -> None:
    assert call(overlaps.token_set_overlap, a, b) == slow_token_set_overlap(a, b)


def test_token_sets_of_many_tokens() -> None:
    a, b = (" ".join(map(str, range(start, start + 900))) for start in (0, 300))
    assert call(overlaps.token_set_overlap, a, b) == 600 / 1200
    many, other = " ".join("a" * 260), " ".join("b" * 260)
    assert call(overlaps.token_set_overlap, many, other) == 0.0


def all_pairs(rows: int) -> tuple[np.ndarray, np.ndarray]:
    left, right = np.meshgrid(np.arange(rows), np.arange(rows), indexing="ij")
    return left.ravel().astype(np.int32), right.ravel().astype(np.int32)


@given(st.lists(st.text("ab c", max_size=9), max_size=8, unique=True), st.sampled_from([0, 2]))
@settings(max_examples=60, deadline=None)
def test_levels_of_overlaps(values: list[str], n: int) -> None:
    """Row 0 is null; the others hold a value each. Asked twice, the memo answers."""
    left, right = all_pairs(len(values) + 1)
    codes = np.arange(-1, len(values), dtype=np.int32)
    table = memo()
    for _ in range(2):
        packed = np.zeros(len(left), np.uint64)
        overlaps.compare_overlap(
            left,
            right,
            codes,
            *text_buffers(pa.array(values, pa.string())),
            n,
            0.8,
            0.4,
            *table,
            4,
            packed,
        )
        for found, i, j in zip(packed >> np.uint64(4), codes[left], codes[right], strict=True):
            if min(i, j) < 0:
                assert found == 0
                continue
            a, b = values[i], values[j]
            value = slow_token_set_overlap(a, b) if n == 0 else slow_ngram_overlap(a, b, n)
            assert found == 1 + (3 if i == j else 2 if value >= 0.8 else int(value >= 0.4))


def test_levels_of_numbers() -> None:
    numbers = np.array([0.0, 100.0, 100.5, 101.1, 109.0, 120.0, -100.0])
    codes = np.arange(-1, len(numbers), dtype=np.int32)
    left, right = all_pairs(len(codes))
    packed = np.zeros(len(left), np.uint64)
    overlaps.compare_numbers(left, right, codes, numbers, 0.01, 0.1, 8, packed)
    found = (packed >> np.uint64(8)).reshape(len(codes), -1).astype(int) - 1
    for i, j in product(range(len(codes)), repeat=2):
        if i == 0 or j == 0:
            assert found[i, j] == -1
            continue
        x, y = sorted((abs(numbers[i - 1]), abs(numbers[j - 1])))
        part = abs(numbers[i - 1] - numbers[j - 1]) / y if y else 0.0
        assert found[i, j] == (3 if i == j else 2 if part <= 0.01 else int(part <= 0.1)), (x, y)
