"""The generator's kernels beside slow twins."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.generator import kernels
from twinset.generator.layout import cluster_sizes
from twinset.generator.typing_errors import TABLES

MASK = (1 << 64) - 1


def mix(value: int) -> int:
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 & MASK
    value = (value ^ value >> 27) * 0x94D049BB133111EB & MASK
    return value ^ value >> 31


def buffers(texts: list[str], dtype: type = np.int32) -> tuple[np.ndarray, np.ndarray]:
    encoded = [text.encode() for text in texts]
    offsets = np.concatenate(([0], np.cumsum([len(e) for e in encoded]))).astype(dtype)
    return offsets, np.frombuffer(b"".join(encoded), np.uint8).copy()


def texts_of(offsets: np.ndarray, data: np.ndarray) -> list[str]:
    raw = data.tobytes()
    return [raw[a:b].decode() for a, b in pairwise(offsets)]


@given(st.lists(st.integers(0, MASK), max_size=20), st.integers(0, MASK))
@settings(max_examples=50, deadline=None)
def test_draws_are_splitmix(keys: list[int], salt: int):
    array = np.array(keys, np.uint64)
    mixed = mix((salt * 0x9E3779B97F4A7C15 + 1) & MASK)
    expected = [mix((key + mixed) & MASK) for key in keys]
    assert kernels.draw(array, np.uint64(salt)).tolist() == expected
    uniform = kernels.uniform(array, np.uint64(salt))
    assert uniform.tolist() == [(value >> 11) * 2.0**-53 for value in expected]


@pytest.mark.parametrize("size", [1, 2, 3, 63, 64, 65, 1000, 8193])
def test_the_permutation_takes_every_row_once(size: int):
    whole = kernels.permuted(0, size, size, np.uint64(99))
    assert sorted(whole.tolist()) == list(range(size))
    part = kernels.permuted(size // 2, size, size, np.uint64(99))
    assert part.tolist() == whole[size // 2 :].tolist()
    if size > 60:
        assert whole.tolist() != kernels.permuted(0, size, size, np.uint64(98)).tolist()


@given(st.lists(st.lists(st.integers(-1, 4), min_size=3, max_size=3), max_size=70))
@settings(max_examples=50, deadline=None)
def test_tokens_are_joined_in_order(rows: list[list[int]]):
    words = ["a", "", "Müller", "𝔸", " "]
    tokens = np.ascontiguousarray(np.array(rows, np.int32).reshape(-1, 3).T)
    joined = kernels.join_tokens(*buffers(words, np.int64), tokens)
    assert texts_of(*joined) == ["".join(words[t] for t in row if t >= 0) for row in rows]


@given(st.lists(st.integers(0, (1 << 70) - 1), max_size=20))
@settings(max_examples=50, deadline=None)
def test_flags_are_joined_by_commas(values: list[int]):
    names = [f"tag{i}" for i in range(70)]
    flags = np.array([[v & MASK, v >> 64] for v in values], np.uint64).reshape(-1, 2)
    joined = kernels.join_flags(*buffers(names, np.int64), flags)
    expected = [",".join(n for i, n in enumerate(names) if value >> i & 1) for value in values]
    assert texts_of(*joined) == expected


@given(
    st.lists(st.tuples(st.text(max_size=70), st.integers(0, 9), st.integers(0, MASK)), max_size=20)
)
@settings(max_examples=150, deadline=None)
def test_edits_tell_the_truth_and_stay_small(rows: list[tuple[str, int, int]]):
    """``changed`` may be set without a visible change only where letters repeat."""
    texts = [row[0] for row in rows]
    kinds = np.array([row[1] for row in rows], np.uint8)
    random = np.array([row[2] for row in rows], np.uint64)
    offsets, data, changed = kernels.edit_texts(*buffers(texts), kinds, random, *TABLES)
    for text, kind, new, flag in zip(texts, kinds, texts_of(offsets, data), changed, strict=True):
        assert flag == (new != text)
        assert not (flag and kind == 0)
        if kind != kernels.TRUNCATE:
            assert abs(len(new) - len(text)) <= 1
        else:
            assert text.startswith(new)


@pytest.mark.parametrize(
    ("kind", "text", "possible"),
    [
        (kernels.DELETE, "abc", {"ac", "ab"}),
        (kernels.DOUBLE, "abc", {"abbc", "abcc"}),
        (kernels.TRANSPOSE, "abc", {"acb"}),
        (kernels.DIGIT, "4a1b", {f"4a{d}b" for d in "023456789"}),
        (kernels.DIGIT, "a1b", {"a1b"}),
        (kernels.SPACE, "abc", {" abc", "abc "}),
        (kernels.SPACE, "a bc", {" a bc", "a bc ", "a  bc"}),
        (kernels.PHONETIC, "Phil", {"Fil", "Phyl"}),
        (kernels.OCR, "Corn", {"Com", "C0rn", "Corri"}),
        (kernels.KEYBOARD, "Йод", {"Йлд", "Йщд", "Йрд", "Йоб", "Йол", "Йож", "Йош", "Йощ",
                                    "Йот", "Йоь", "Йгд", "Йьд", "Йою"}),
    ],
)  # fmt: skip
def test_each_kind_of_edit(kind: int, text: str, possible: set[str]):
    draws = np.arange(200, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    kinds = np.full(200, kind, np.uint8)
    offsets, data, _ = kernels.edit_texts(*buffers([text] * 200), kinds, draws, *TABLES)
    seen = set(texts_of(offsets, data))
    assert seen <= possible
    assert len(seen) > 1 or len(possible) == 1


@pytest.mark.parametrize(("rows", "entities"), [(1, 1), (8, 1), (10, 7), (8192, 5325), (80, 16)])
def test_cluster_sizes_add_up(rows: int, entities: int):
    sizes = cluster_sizes(rows, entities)
    assert sizes.sum() == rows
    assert len(sizes) == entities
    assert sizes.min() >= 1
    assert sizes.max() <= 8
