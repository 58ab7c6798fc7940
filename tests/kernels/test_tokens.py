"""Token overlap against a slow twin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.kernels import tokens

sentences = st.lists(
    st.sampled_from(
        ["j", "a", "john", "jon", "johan", "smith", "smyth", "smithe", "12", "13", "gmbh"]
    ),
    max_size=5,
).map(" ".join)


def points(text: str) -> np.ndarray:
    dtype = np.uint8 if text.isascii() else np.uint32
    return np.array([ord(character) for character in text], dtype)


def call(helper: Callable[..., Any], a: str, b: str, *rest: Any) -> Any:
    return helper(points(a), 0, len(a), points(b), 0, len(b), *rest)


def credit(x: str, y: str) -> float:
    return float(call(tokens.token_credit, x, y))


def slow_fuzzy_overlap(a: str, b: str) -> float:
    left, right = a.split(), b.split()
    total = sum(map(len, left + right))
    if not left or not right:
        return float(left == right)
    paired = 0.0
    for token in list(left):
        if token in right:
            left.remove(token)
            right.remove(token)
            paired += 2 * len(token)
    while left and right:
        pairs = [(credit(x, y), x, y) for x in left for y in right]
        best = max(value for value, _, _ in pairs)
        if best == 0.0:
            break
        _, x, y = next(pair for pair in pairs if pair[0] == best)
        left.remove(x)
        right.remove(y)
        paired += best * (len(x) + len(y))
    return paired / total


@given(a=sentences, b=sentences)
@settings(max_examples=200, deadline=None)
def test_fuzzy_overlap(a: str, b: str) -> None:
    value = call(tokens.token_fuzzy_overlap, a, b)
    assert value == call(tokens.token_fuzzy_overlap, b, a)
    assert call(tokens.token_fuzzy_overlap, a, a) == 1.0
    backwards = " ".join(reversed(a.split()))
    assert value == pytest.approx(call(tokens.token_fuzzy_overlap, backwards, b), abs=1e-12)
    best = [credit(x, y) for x in a.split() for y in b.split() if x != y]
    if len(set(best) - {0.0}) == len(best) - best.count(0.0):  # no ties: greedy has one outcome
        assert value == pytest.approx(slow_fuzzy_overlap(a, b), abs=1e-12)
    assert 0.0 <= value <= 1.0


@given(a=st.text("ab ", max_size=90), b=st.text("ab ", max_size=90))
@settings(max_examples=100, deadline=None)
def test_fuzzy_overlap_is_symmetric_in_ties(a: str, b: str) -> None:
    assert call(tokens.token_fuzzy_overlap, a, b) == call(tokens.token_fuzzy_overlap, b, a)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("", "", 1.0),
        ("", "smith", 0.0),
        ("john smith", "smith john", 1.0),
        ("john smith", "mary jones", 0.0),
        ("j smith", "john smith", (10 + 0.75 * 5) / 15),
        ("john a smith", "john smith", 18 / 19),
        ("john john", "john", 8 / 12),  # one to one
        ("main 1234", "main 1235", 8 / 16),  # numbers have no near misses
        ("1 main", "12 main", 8 / 11),  # nor initials
    ],
)
def test_fuzzy_overlap_says_what_it_should(a: str, b: str, expected: float) -> None:
    assert call(tokens.token_fuzzy_overlap, a, b) == pytest.approx(expected)


@pytest.mark.parametrize("count", [31, 32, 33, 400])
def test_fuzzy_overlap_of_many_tokens(count: int) -> None:
    words = [f"token{k}" for k in range(count)]
    a, b = " ".join(words), " ".join([*reversed(words[1:]), "other"])
    total = len(a.replace(" ", "")) + len(b.replace(" ", ""))
    expected = (total - len("token0") - len("other")) / total
    assert call(tokens.token_fuzzy_overlap, a, b) == pytest.approx(expected)
    one_letter = " ".join("a" * count)
    assert call(tokens.token_fuzzy_overlap, one_letter, one_letter) == 1.0
