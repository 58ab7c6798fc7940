"""N-gram and token overlaps, numbers and dates, against slow twins."""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Callable, Hashable
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from twinset.kernels import tokens

texts = st.one_of(
    st.text("ab", max_size=8),
    st.text("abcde ", max_size=70),
    st.text(st.sampled_from("aé 中𝒳"), max_size=40),
)
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


def bag(text: str, n: int) -> Counter[Hashable]:
    if not text:
        return Counter()
    return Counter(text[i : i + n] for i in range(max(1, len(text) - n + 1)))


def slow_ngram_overlap(a: str, b: str, n: int) -> float:
    total = (bag(a, n) + bag(b, n)).total()
    return 2 * (bag(a, n) & bag(b, n)).total() / total if total else 1.0


@given(a=texts, b=texts, n=st.integers(1, 5))
@example(a="", b="", n=2)
@example(a="", b="a", n=2)
@example(a="a", b="a", n=2)
@example(a="\0a", b="a", n=2)
@example(a="caaa", b="eaab", n=4)
@settings(max_examples=200, deadline=None)
def test_ngram_overlap(a: str, b: str, n: int) -> None:
    assert call(tokens.ngram_overlap, a, b, n) == slow_ngram_overlap(a, b, n)
    assert call(tokens.ngram_overlap, b, a, n) == slow_ngram_overlap(a, b, n)


@pytest.mark.parametrize("length", [63, 64, 65, 128, 129, 256, 257, 258, 3000])
def test_ngram_overlap_of_long_texts(length: int) -> None:
    letters = np.random.default_rng(length).choice(list("abcd"), 2 * length)
    a, b = "".join(letters[:length]), "".join(letters[length:])
    assert call(tokens.bigram_dice, a, b) == slow_ngram_overlap(a, b, 2)
    assert call(tokens.bigram_dice, a, a) == 1.0


@given(a=texts, b=texts)
@example(a="", b=" ")
@example(a="a  b", b=" b a a")
@settings(max_examples=200, deadline=None)
def test_token_sets(a: str, b: str) -> None:
    left, right = set(a.split(" ")) - {""}, set(b.split(" ")) - {""}
    shared, smaller, union = left & right, min(len(left), len(right)), left | right
    assert call(tokens.token_sets, a, b) == (len(shared), len(left), len(right))
    overlap = len(shared) / smaller if smaller else float(not union)
    assert call(tokens.token_set_overlap, a, b) == overlap
    jaccard = len(shared) / len(union) if union else 1.0
    assert call(tokens.token_set_jaccard, a, b) == jaccard


def test_token_sets_of_many_tokens() -> None:
    a, b = (" ".join(map(str, range(start, start + 900))) for start in (0, 300))
    assert call(tokens.token_sets, a, b) == (600, 900, 900)
    many, other = " ".join("a" * 260), " ".join("b" * 260)
    assert call(tokens.token_sets, many, other) == (0, 1, 1)


# Fuzzy overlap --------------------------------------------------------------------------------


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


# Numbers and dates ----------------------------------------------------------------------------


@given(a=st.integers(0, 10**15), b=st.integers(0, 10**15))
@settings(max_examples=50, deadline=None)
def test_numeric_difference(a: int, b: int) -> None:
    assert call(tokens.numeric_difference, str(a), str(b)) == abs(a - b)


@pytest.mark.parametrize("text", ["", "12a", "-1", "1 2", "１２"])
def test_no_number(text: str) -> None:
    assert math.isnan(call(tokens.numeric_difference, text, "1"))
    assert math.isnan(call(tokens.numeric_difference, "1", text))


def slow_date_days(text: str) -> int:
    try:
        return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:])).toordinal()
    except ValueError:
        return -1


@given(date=st.dates(), month=st.integers(0, 14), day=st.integers(0, 33))
@example(date=datetime.date(1900, 2, 28), month=2, day=29)
@example(date=datetime.date(2000, 2, 28), month=2, day=29)
@settings(max_examples=200, deadline=None)
def test_date_days(date: datetime.date, month: int, day: int) -> None:
    for text in (f"{date:%Y%m%d}".zfill(8), f"{date.year:04}{month:02}{day:02}"):
        assert tokens.date_days(points(text), 0, 8) == slow_date_days(text)


@pytest.mark.parametrize("text", ["", "1987", "198713011", "1987010a", "00000101"])
def test_no_date(text: str) -> None:
    assert tokens.date_days(points(text), 0, len(text)) == -1
