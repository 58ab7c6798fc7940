"""Edit distances and Jaro-Winkler against slow twins and RapidFuzz."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz import distance as rapidfuzz
from twins import slow_distance, slow_jaro_winkler

from twinset.kernels import character_masks, edit_distance, jaro_winkler, similarity, slices

NO_CUTOFF = 1 << 30
NO_MASKS = np.empty(0, np.uint64)
BOUNDARY_LENGTHS = (0, 1, 2, 63, 64, 65, 128, 129, 2000)

# Calling kernels ------------------------------------------------------------------------------


def points(text: str, dtype: Any = np.uint32) -> np.ndarray:
    return np.array([ord(character) for character in text], dtype)


def column(texts: Sequence[str], dtype: Any) -> tuple[np.ndarray, np.ndarray]:
    offsets = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    return points("".join(texts), dtype), offsets


def compare(
    kernel: Callable[..., None], a: Sequence[str], b: Sequence[str], cutoff: float, dtype: Any
) -> list[float]:
    data, offsets = column([*a, *b], dtype)
    left = np.arange(len(a), dtype=np.int32)
    similarities = kernel is similarity.jaro_winkler_pairs
    out = np.full(len(a), 99, np.float32 if similarities else np.int32)
    right = left + np.int32(len(a))
    kernel(data, offsets, NO_MASKS, left, right, cutoff, out)
    # the bounds reject early and change nothing else
    bounded = out.copy()
    masks = np.array(
        [character_masks.character_mask(data, *span) for span in pairwise(offsets)], np.uint64
    )
    kernel(data, offsets, masks, left, right, cutoff, bounded)
    assert bounded.tolist() == out.tolist()
    return out.tolist()


def width(*texts: str) -> Any:
    return np.uint8 if all(text.isascii() for text in texts) else np.uint32


DISTANCES = {
    "levenshtein": (similarity.levenshtein_pairs, rapidfuzz.Levenshtein.distance, False),
    "damerau": (similarity.damerau_pairs, rapidfuzz.OSA.distance, True),
}

few_letters = st.text("ab", max_size=12)
names = st.text("abcdefgh ", max_size=30)
unicode_texts = st.text(st.sampled_from("aé中𝒳🂡z"), max_size=70)
any_text = st.one_of(few_letters, names, unicode_texts)


@st.composite
def near_pairs(draw: st.DrawFn) -> tuple[str, str]:
    """Two texts of a length around the word size, a few edits apart."""
    length = draw(st.sampled_from([1, 8, 31, 62, 63, 64, 65, 66, 127, 128, 129, 200]))
    alphabet = draw(st.sampled_from(["ab", "abcdefghij", "aé中𝒳"]))
    a = draw(st.text(alphabet, min_size=length, max_size=length))
    b = list(a)
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(b)))
        edit = draw(st.sampled_from(["insert", "delete", "swap"]))
        if edit == "insert":
            b.insert(at, draw(st.sampled_from(alphabet)))
        elif edit == "delete":
            del b[at : at + 1]
        else:
            b[at : at + 2] = b[at : at + 2][::-1]
    return a, "".join(b)


# Distances ------------------------------------------------------------------------------------


@pytest.mark.parametrize("metric", DISTANCES)
@given(a=any_text, b=any_text)
@example(a="ca", b="abc")
@example(a="", b="")
@settings(max_examples=150, deadline=None)
def test_distance_is_that_of_the_slow_twin(metric: str, a: str, b: str) -> None:
    kernel, oracle, transpose = DISTANCES[metric]
    (found,) = compare(kernel, [a], [b], NO_CUTOFF, width(a, b))
    assert found == slow_distance(a, b, transpose=transpose) == oracle(a, b)


@pytest.mark.parametrize("metric", DISTANCES)
@given(pair=near_pairs(), cutoff=st.integers(0, 12))
@settings(max_examples=200, deadline=None)
def test_distance_around_the_word_size_and_its_cutoff(
    metric: str, pair: tuple[str, str], cutoff: int
) -> None:
    kernel, oracle, _ = DISTANCES[metric]
    expected = oracle(*pair)
    for a, b in (pair, pair[::-1]):
        assert compare(kernel, [a], [b], NO_CUTOFF, width(a, b)) == [expected]
        assert compare(kernel, [a], [b], cutoff, width(a, b)) == [min(expected, cutoff + 1)]


@pytest.mark.parametrize("metric", DISTANCES)
@pytest.mark.parametrize("dtype", [np.uint8, np.uint32])
@pytest.mark.parametrize("cutoff", [0, 3, 70, 700, NO_CUTOFF])
def test_distance_at_boundary_lengths(metric: str, dtype: Any, cutoff: int) -> None:
    kernel, oracle, _ = DISTANCES[metric]
    a, b = boundary_pairs()
    expected = [min(oracle(x, y), cutoff + 1) for x, y in zip(a, b, strict=True)]
    assert compare(kernel, a, b, cutoff, dtype) == expected
    assert compare(kernel, b, a, cutoff, dtype) == expected


def boundary_pairs() -> tuple[list[str], list[str]]:
    """Random, equal, and nearly equal texts of every pair of boundary lengths."""
    generator = np.random.default_rng(7)
    a: list[str] = []
    b: list[str] = []
    for length_a in BOUNDARY_LENGTHS:
        for length_b in BOUNDARY_LENGTHS:
            letters = generator.choice(list("abcdef"), length_a + length_b)
            first = "".join(letters[:length_a])
            second = "".join(letters[length_a:])
            a += [first, first, first]
            b += [second, first, (first[:-3] + "zz" + first[-2:])[:length_b]]
    return a, b


def test_edits_next_to_a_block_border_survive_a_tight_cutoff() -> None:
    """The band of a block must hold the shortest path, also where it enters at its corner."""
    base = "abcdefghij" * 30
    for at in range(58, 72):
        for edited in (
            base[:at] + base[at + 1] + base[at] + base[at + 2 :],
            base[:at] + base[at + 1 :],
            base[:at] + "xyz" + base[at:],
        ):
            # differing ends, so that stripping can't move the borders
            a, b = "p" + base + "q", "r" + edited + "s"
            for kernel, oracle, _ in DISTANCES.values():
                distance = oracle(a, b)
                assert compare(kernel, [a, a], [b, b], distance, np.uint8) == [distance] * 2
                assert compare(kernel, [a], [b], distance - 1, np.uint8) == [distance]


# Jaro-Winkler ---------------------------------------------------------------------------------


@given(a=any_text, b=any_text)
@example(a="", b="")
@example(a="a", b="")
@example(a="martha", b="marhta")
@example(a="𝒳a", b="a𝒳")
@settings(max_examples=200, deadline=None)
def test_jaro_winkler_is_that_of_the_slow_twin(a: str, b: str) -> None:
    (found,) = compare(similarity.jaro_winkler_pairs, [a], [b], 0.0, width(a, b))
    assert found == pytest.approx(slow_jaro_winkler(a, b), abs=1e-6)
    assert found == pytest.approx(rapidfuzz.JaroWinkler.similarity(a, b), abs=1e-6)


@given(pair=near_pairs(), cutoff=st.floats(0, 1))
@settings(max_examples=200, deadline=None)
def test_jaro_winkler_around_the_word_size_and_its_cutoff(
    pair: tuple[str, str], cutoff: float
) -> None:
    a, b = (points(text, width(*pair)) for text in pair)
    value = jaro_winkler.jaro_winkler(a, 0, len(a), b, 0, len(b), 0.0)
    assert value == pytest.approx(rapidfuzz.JaroWinkler.similarity(*pair), abs=1e-12)
    assert value == jaro_winkler.jaro_winkler(b, 0, len(b), a, 0, len(a), 0.0)
    for limit in (cutoff, value, math.nextafter(value, 2.0)):
        expected = value if value >= limit else 0.0
        assert jaro_winkler.jaro_winkler(a, 0, len(a), b, 0, len(b), limit) == expected


@pytest.mark.parametrize("dtype", [np.uint8, np.uint32])
@pytest.mark.parametrize("cutoff", [0.0, 0.6, 0.9, 1.0])
def test_jaro_winkler_at_boundary_lengths(dtype: Any, cutoff: float) -> None:
    a, b = boundary_pairs()
    values = [rapidfuzz.JaroWinkler.similarity(x, y) for x, y in zip(a, b, strict=True)]
    expected = [value if value >= cutoff else 0.0 for value in values]
    assert compare(similarity.jaro_winkler_pairs, a, b, cutoff, dtype) == pytest.approx(
        expected, abs=1e-6
    )


@given(a=names, b=names)
@settings(max_examples=50, deadline=None)
def test_two_arrays_of_different_width(a: str, b: str) -> None:
    narrow, wide = points(a, np.uint8), points(b, np.uint32)
    spans = (narrow, 0, len(a), wide, 0, len(b))
    assert jaro_winkler.jaro_winkler(*spans, 0.0) == pytest.approx(slow_jaro_winkler(a, b))
    assert edit_distance.levenshtein(*spans, NO_CUTOFF) == slow_distance(a, b, transpose=False)
    assert slices.common_prefix(*spans) == len(
        [k for k in range(1, min(len(a), len(b)) + 1) if a[:k] == b[:k]]
    )
    assert slices.equal_slices(*spans) == (a == b)


def test_no_length_is_out_of_reach() -> None:
    """100,000 characters: a bad cell must not stop a run."""
    a = "lorem ipsum dolor sit amet " * 3700
    b = "x" + a[:50_000] + "y" + a[50_000:] + "z"
    assert compare(similarity.levenshtein_pairs, [a], [b], 5, np.uint8) == [3]
    (value,) = compare(similarity.jaro_winkler_pairs, [a], [b], 0.0, np.uint8)
    assert 0.7 < value < 1.0


def test_null_codes() -> None:
    data, offsets = column(["ab", "abc"], np.uint8)
    left, right = np.array([-1, 0, 0], np.int32), np.array([1, -1, 1], np.int32)
    scores = np.zeros(3, np.float32)
    similarity.jaro_winkler_pairs(data, offsets, NO_MASKS, left, right, 0.0, scores)
    assert np.isnan(scores).tolist() == [True, True, False]
    for kernel, _, _ in DISTANCES.values():
        edits = np.zeros(3, np.int32)
        kernel(data, offsets, NO_MASKS, left, right, 2, edits)
        assert edits.tolist() == [-1, -1, 1]


# Bounds from character masks ------------------------------------------------------------------


@given(a=any_text, b=any_text)
@settings(max_examples=200, deadline=None)
def test_bounds_hold(a: str, b: str) -> None:
    texts = [points(text, width(a, b)) for text in (a, b)]
    masks = [character_masks.character_mask(text, 0, len(text)) for text in texts]
    parts = (len(a), np.uint64(masks[0]), len(b), np.uint64(masks[1]))
    assert character_masks.common_bound(*parts) >= (Counter(a) & Counter(b)).total()
    assert jaro_winkler.jaro_winkler_bound(*parts) >= slow_jaro_winkler(a, b)
    assert edit_distance.distance_bound(*parts) <= slow_distance(a, b, transpose=True)


def test_bounds_reject_what_shares_no_letter() -> None:
    data, offsets = column(["anna", "anne", "bob"], np.uint8)
    masks = np.zeros(3, np.uint64)
    character_masks.character_masks(data, offsets, masks)
    anna, anne, bob = masks
    assert jaro_winkler.jaro_winkler_bound(4, anna, 3, bob) == 0.0
    assert edit_distance.distance_bound(4, anna, 3, bob) == 4
    assert edit_distance.distance_bound(4, anna, 4, anne) == 1
