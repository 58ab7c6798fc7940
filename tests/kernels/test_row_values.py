"""Pairs of codes and groups, and values spread over a row's places, against plain Python."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.kernels.contacts import number_pairs, place_beside

MANY = settings(max_examples=150, deadline=None)


@MANY
@given(st.lists(st.tuples(st.integers(-1, 4), st.integers(-1, 6)), max_size=40))
def test_pairs_are_numbered_in_order(rows: list[tuple[int, int]]) -> None:
    codes, groups = np.array(rows, np.int32).reshape(-1, 2).T.copy()
    text, group, number = number_pairs(codes, groups, 5, 7)
    expected = sorted({row for row in rows if row[0] >= 0})
    assert list(zip(text.tolist(), group.tolist(), strict=True)) == expected
    assert number.tolist() == [expected.index(row) if row[0] >= 0 else -1 for row in rows]


def test_a_text_of_many_groups() -> None:
    codes = np.repeat(np.arange(3, dtype=np.int32), 500)
    groups = np.random.default_rng(1).integers(-1, 250, len(codes)).astype(np.int32)
    text, group, number = number_pairs(codes, groups, 3, 250)
    pairs, inverse = np.unique(codes.astype(np.int64) * 1000 + groups, return_inverse=True)
    assert (text * 1000 + group).tolist() == pairs.tolist()
    assert number.tolist() == inverse.tolist()


@MANY
@given(
    st.integers(1, 3),
    st.lists(st.lists(st.integers(-1, 5), min_size=6, max_size=6), min_size=1, max_size=5),
)
def test_values_take_the_first_free_place(places: int, columns: list[list[int]]) -> None:
    slots = np.full((places, 6), -1, np.int32)
    crowded = np.zeros(6, np.bool_)
    for column in columns:
        place_beside(np.array(column, np.int32), slots, crowded)
    for row in range(6):
        distinct = list(dict.fromkeys(column[row] for column in columns if column[row] >= 0))
        kept = distinct[:places]
        assert slots[:, row].tolist() == kept + [-1] * (places - len(kept))
        assert crowded[row] == (len(distinct) > places)
