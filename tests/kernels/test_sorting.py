"""Integers that sort as texts and rows do, against plain Python."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.kernels.sorting import extend_keys, mark_characters, pack_rows, text_words


def buffers(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    offsets = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    points = [ord(c) for text in texts for c in text]
    return offsets, np.array(points, np.uint8 if max(points, default=0) < 128 else np.uint32)


@given(
    st.lists(st.text("abc é\U0001f600", max_size=9), min_size=1, max_size=5),
    st.integers(0, 10),
    st.integers(1, 12),
    st.booleans(),
)
@settings(deadline=None, max_examples=60)
def test_words_of_texts(texts: list[str], skip: int, length: int, backwards: bool) -> None:
    offsets, data = buffers(texts)
    present = np.zeros(int(data.max(initial=0)) + 1, np.bool_)
    mark_characters(data, present)
    letters = sorted({character for text in texts for character in text})
    assert np.flatnonzero(present).tolist() == [ord(letter) for letter in letters]
    base = len(letters) + 1
    values = np.array([*range(len(texts)), 0])
    out = np.empty(len(values), np.uint64)
    digits = np.cumsum(present, dtype=np.uint64)
    text_words(offsets, data, values, digits, np.uint64(base), skip, length, backwards, out)
    for value, word in zip(values.tolist(), out.tolist(), strict=True):
        text = texts[value][::-1] if backwards else texts[value]
        expected = 0
        for at in range(skip, skip + length):
            expected = expected * base + (letters.index(text[at]) + 1 if at < len(text) else 0)
        assert word == expected


@pytest.mark.parametrize("rows", [0, 1, 63, 64, 65])
def test_keys_before_rows(rows: int) -> None:
    rng = np.random.default_rng(rows)
    codes = [rng.integers(-1, 9, rows).astype(np.int32) for _ in range(2)]
    ranks = [rng.permutation(9).astype(np.int32) for _ in range(2)]
    keys = np.zeros(rows, np.uint64)
    for part in range(2):
        extend_keys(codes[part], ranks[part], np.uint64(10), keys)
    digits = [np.where(codes[part] >= 0, ranks[part][codes[part]] + 1, 0) for part in range(2)]
    expected = digits[0] * 10 + digits[1]
    assert keys.tolist() == expected.tolist()
    out = np.zeros(rows, np.uint64)
    found = pack_rows(keys, np.uint64(10), np.uint64(2), np.uint64(7), out)
    kept = [row for row in range(rows) if expected[row] >= 10]
    assert out[:found].tolist() == [(int(expected[row]) >> 2) << 7 | row for row in kept]
