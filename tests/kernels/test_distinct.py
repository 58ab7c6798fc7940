"""Numbers of distinct texts against a dictionary."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.kernels.distinct import chosen_texts, number_texts
from twinset.standardize.texts import Texts, of_strings, to_array, token_table

_DROPPED = "na unknown x"


def _twin(texts: list[str]) -> tuple[list[int], list[int]]:
    seen: dict[str, int] = {}
    firsts = []
    numbers = []
    for row, text in enumerate(texts):
        if not text or text in _DROPPED.split():
            numbers.append(-1)
            continue
        if text not in seen:
            seen[text] = len(seen)
            firsts.append(row)
        numbers.append(seen[text])
    return numbers, firsts


def _check(texts: list[str]) -> None:
    batch = of_strings(texts)
    numbers, firsts = number_texts(batch.offsets, batch.data, *token_table(_DROPPED).keys)
    expected, places = _twin(texts)
    assert numbers.tolist() == expected
    assert firsts.tolist() == places
    chosen = to_array(Texts(*chosen_texts(batch.offsets, batch.data, firsts))).to_pylist()
    assert chosen == [texts[place] for place in places]


_SHORT = st.text(alphabet="ab", max_size=9)
_LONG = st.text(alphabet="abc", min_size=15, max_size=17)


@given(st.lists(st.one_of(_SHORT, _LONG, st.sampled_from(_DROPPED.split())), max_size=40))
@settings(max_examples=200, deadline=None)
def test_numbers_are_a_dictionarys(texts: list[str]) -> None:
    _check(texts)


@pytest.mark.parametrize("size", [0, 1, 31, 32, 33, 255, 256, 257, 5000])
def test_sizes_around_a_tile_and_a_full_table(size: int) -> None:
    rng = np.random.default_rng(size)
    _check([f"{'z' * int(rng.integers(0, 20))}{rng.integers(0, size)}" for _ in range(size)])


@pytest.mark.parametrize("length", [0, 1, 7, 8, 9, 15, 16, 17, 64])
def test_texts_that_differ_in_one_character_are_two(length: int) -> None:
    text = "a" * length
    others = [text[:i] + "b" + text[i + 1 :] for i in range(length)]
    _check([text, *others, text, *others])
