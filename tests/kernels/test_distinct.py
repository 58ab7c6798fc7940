"""Numbers of distinct texts against a dictionary."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.kernels.distinct import recoded
from twinset.numbering import Numbering
from twinset.standardize.texts import Texts, of_strings, to_array, token_table

_DROPPED = "na unknown x"


def _twin(texts: list[str]) -> tuple[list[int], list[str]]:
    seen: dict[str, int] = {}
    numbers = []
    for text in texts:
        if not text or text in _DROPPED.split():
            numbers.append(-1)
            continue
        numbers.append(seen.setdefault(text, len(seen)))
    return numbers, list(seen)


def _check(texts: list[str], borders: tuple[int, ...] = ()) -> None:
    """All at once, or in several batches."""
    batch = of_strings(texts)
    numbering = Numbering(batch.size, len(batch.data), token_table(_DROPPED).keys)
    cuts = sorted({0, batch.size, *(border % (batch.size + 1) for border in borders)})
    for begin, end in pairwise(cuts):
        numbering.add(batch.offsets[begin : end + 1], batch.data)
    numbers, distinct = _twin(texts)
    assert numbering.codes.tolist() == numbers
    assert numbering.count == len(distinct)
    assert to_array(Texts(*numbering.texts())).to_pylist() == distinct


_SHORT = st.text(alphabet="ab", max_size=9)
_LONG = st.text(alphabet="abc", min_size=15, max_size=17)


@given(
    st.lists(st.one_of(_SHORT, _LONG, st.sampled_from(_DROPPED.split())), max_size=40),
    st.tuples(st.integers(0, 40), st.integers(0, 40)),
)
@settings(max_examples=200, deadline=None)
def test_numbers_are_a_dictionarys(texts: list[str], borders: tuple[int, ...]) -> None:
    _check(texts, borders)


@pytest.mark.parametrize("size", [0, 1, 31, 255, 256, 257, 5000, 60_000])
def test_sizes_around_a_tile_and_a_full_table(size: int) -> None:
    rng = np.random.default_rng(size)
    _check([f"{'z' * int(rng.integers(0, 20))}{rng.integers(0, size)}" for _ in range(size)])


@pytest.mark.parametrize("length", [0, 1, 7, 8, 9, 15, 16, 17, 24, 25, 64])
def test_texts_that_differ_in_one_character_are_two(length: int) -> None:
    text = "a" * length
    others = [text[:i] + "b" + text[i + 1 :] for i in range(length)]
    _check([text, *others, text, *others])


def test_a_table_that_widens_by_more_than_twice_keeps_all() -> None:
    _check([f"{number}" for number in range(70_000)] * 2)


@given(st.lists(st.integers(-1, 4), max_size=20), st.lists(st.integers(-1, 9), min_size=5))
@settings(max_examples=50, deadline=None)
def test_codes_of_codes(codes: list[int], numbers: list[int]) -> None:
    given_codes, of_codes = np.array(codes, np.int32), np.array(numbers, np.int32)
    expected = [-1 if code < 0 else numbers[code] for code in codes]
    assert recoded(given_codes, of_codes).tolist() == expected


def test_nothing_is_added_to_texts_that_were_asked_for() -> None:
    batch = of_strings(["one", "two", "one"])
    numbering = Numbering(4, 100)
    numbering.add(batch.offsets, batch.data)
    for _ in range(2):  # asked again they are the same
        assert to_array(Texts(*numbering.texts())).to_pylist() == ["one", "two"]
    with pytest.raises(RuntimeError):
        numbering.add(batch.offsets[:2], batch.data)
