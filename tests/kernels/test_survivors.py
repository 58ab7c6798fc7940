"""Members of a cluster that say the same, against plain Python."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.kernels.survivors import settle_clusters
from twinset.merging import survivorship
from twinset.merging.survivorship import Members, codes_of

CELLS = st.sampled_from([None, "", "a", "ab", "abc", "abd", "ä", "\U0001f600", "x" * 70])


def members(sizes: list[int], rows: np.ndarray, size: int) -> Members:
    starts = np.cumsum([0, *sizes])
    segment = np.repeat(np.arange(len(sizes)), sizes)
    none = np.zeros(len(rows), np.int64)
    places = np.full(size, -1, np.int32)
    places[rows] = np.arange(len(rows), dtype=np.int32)
    return Members(rows, places, segment, starts, np.array([], np.int32), None, none)


@settings(max_examples=80, deadline=None)
@given(
    cells=st.lists(CELLS, min_size=1, max_size=40),
    sizes=st.lists(st.integers(2, 6), max_size=6),
    first=st.integers(0, 9),
    chunks=st.booleans(),
    data=st.data(),
)
def test_codes_are_equal_where_the_texts_are(
    cells: list[str | None], sizes: list[int], first: int, chunks: bool, data: st.DataObject
) -> None:
    array = pa.array([None] * first + cells, pa.string()).slice(first)  # an array with an offset
    column = pa.chunked_array([array[: len(cells) // 2], array[len(cells) // 2 :]])
    column = column if chunks else pa.chunked_array([array])
    rows = data.draw(st.permutations(range(len(cells))))
    while sum(sizes) > len(rows):
        sizes.pop()
    group = members(sizes, np.array(rows[: sum(sizes)], np.int32), len(cells))
    codes = codes_of(column, group)
    for begin, end in pairwise(group.starts):
        texts = [cells[row] for row in rows[begin:end]]
        assert [code < 0 for code in codes[begin:end]] == [text is None for text in texts]
        for i, text in enumerate(texts):
            assert [code == codes[begin + i] for code in codes[begin:end]] == [
                other == text for other in texts
            ]


def test_large_clusters_and_other_types_get_codes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.array([3, 0, 2, 1, 4], np.int32)
    texts = pa.chunked_array([["a", "b", None, "a", "b"]])
    numbers = pa.chunked_array([[1, 2, None, 1, 2]])
    group = members([3, 2], rows, 5)
    near = codes_of(texts, group)
    monkeypatch.setattr(survivorship, "_LARGE", 2)
    for codes in (codes_of(texts, group), codes_of(numbers, group), near):
        assert (codes < 0).tolist() == [False, False, True, False, False]
        assert codes[0] == codes[1]
        assert codes[3] == codes[4]


def slow_settled(
    codes: np.ndarray, starts: np.ndarray, share: float
) -> tuple[list[int], list[bool]]:
    chosen, standing = [], [False] * codes.shape[1]
    for begin, end in pairwise(starts):
        filled = {i: sum(code >= 0 for code in codes[:, i].tolist()) for i in range(begin, end)}
        most = max(filled.values())
        able = [i for i, count in filled.items() if count > 0 and count >= share * most]
        values = {tuple(codes[:, i].tolist()) for i in able}
        chosen.append(able[0] if len(values) == 1 else -1)
        for i in able:
            standing[i] = len(values) > 1
    return chosen, standing


@pytest.mark.parametrize("share", [0.5, 1.0])
@pytest.mark.parametrize("fields", [1, 2, 5])
def test_clusters_are_settled_where_all_candidates_say_the_same(fields: int, share: float) -> None:
    rng = np.random.default_rng(fields)
    sizes = rng.integers(2, 5, 300)
    starts = np.cumsum([0, *sizes])
    codes = rng.integers(-1, 2, (fields, starts[-1])).astype(np.int32)
    chosen = np.empty(len(sizes), np.int64)
    standing = np.empty(starts[-1], np.bool_)
    settle_clusters(codes, starts, share, chosen, standing)
    wanted: Any = slow_settled(codes, starts, share)
    assert chosen.tolist() == wanted[0]
    assert standing.tolist() == wanted[1]
    assert 0 < np.mean(standing) < 1
