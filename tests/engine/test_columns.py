"""Arrow columns to distinct values and codes, and back."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from twinset import columns

values = st.lists(
    st.one_of(st.none(), st.text(max_size=5), st.sampled_from(["a", "é", "𝒳", "中", "x" * 65])),
    max_size=70,
)


def cleaned(cells: list[str | None]) -> list[str | None]:
    return [cell or None for cell in cells]


@given(cells=values, chunk=st.integers(1, 9), skip=st.integers(0, 3))
@example(cells=[], chunk=1, skip=0)
@example(cells=[None, None], chunk=1, skip=0)
@example(cells=["", "a", ""], chunk=2, skip=1)
@settings(max_examples=100, deadline=None)
def test_rows_survive_every_layout(cells: list[str | None], chunk: int, skip: int) -> None:
    """Plain, chunked, sliced, dictionary and large: one content, one column."""
    wanted = cleaned(cells)[skip:]
    array = pa.array(cells, pa.string())
    parts = [array.slice(i, chunk) for i in range(0, len(cells), chunk)]
    chunked = pa.chunked_array(parts, pa.string())
    for column in (
        array.slice(skip),
        chunked.slice(skip),
        array.dictionary_encode().slice(skip),
        pa.chunked_array([p.dictionary_encode() for p in parts], array.dictionary_encode().type)[
            skip:
        ],
        array.cast(pa.large_string()).slice(skip),
        array.cast(pa.large_string()).dictionary_encode().slice(skip),
    ):
        made = columns.from_arrow(column)
        assert columns.row_texts(made) == wanted
        assert made.codes.dtype == np.int32
        assert made.offsets.dtype == np.int64
        assert made.data.dtype in (np.uint8, np.uint32)
        assert made.codes.flags.writeable
        assert made.data.flags.writeable
        assert columns.to_arrow(made).to_pylist() == wanted


@given(cells=values, chunk=st.integers(1, 9), piece=st.integers(1, 20), skip=st.integers(0, 3))
@example(cells=["", None, ""], chunk=2, piece=1, skip=0)
@settings(max_examples=100, deadline=None)
def test_codes_are_those_of_arrows_dictionary(
    cells: list[str | None], chunk: int, piece: int, skip: int
) -> None:
    """However the column comes in chunks, and whatever is numbered at a time; unlike null, a text
    of no characters is a value."""
    array = pa.array(cells, pa.string())
    parts = [array.slice(i, chunk) for i in range(0, len(cells), chunk)]
    whole = array.slice(skip).dictionary_encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "_PIECE_ROWS", piece)
        codes, distinct = columns.encode(pa.chunked_array(parts, pa.string()).slice(skip))
    assert codes.dtype == np.int32
    assert codes.tolist() == whole.indices.fill_null(-1).to_pylist()
    assert distinct.equals(whole.dictionary)


@given(cells=values)
@settings(max_examples=60, deadline=None)
def test_equal_text_has_equal_code(cells: list[str | None]) -> None:
    made = columns.from_arrow(pa.array(cells, pa.string()))
    texts = columns.texts(made)
    assert len(set(texts)) == len(texts) == made.distinct
    assert "" not in texts
    assert columns.distinct_values(made).to_pylist() == texts


@pytest.mark.parametrize("text", ["a", "abc" * 2000])
def test_ascii_is_one_byte_a_character(text: str) -> None:
    column = columns.from_arrow(pa.array([text]))
    assert column.data.dtype == np.uint8
    assert column.offsets.tolist() == [0, len(text)]


def test_other_text_is_one_code_point_a_character() -> None:
    column = columns.from_arrow(pa.array(["né𝒳", "ab", "中"]))
    assert column.data.dtype == np.uint32
    assert column.offsets.tolist() == [0, 3, 5, 6]
    assert column.data.tolist() == [ord(c) for c in "né𝒳ab中"]


@pytest.mark.parametrize("cells", [["ab", "c", "def"], ["né", "𝒳", "ab中"]])
def test_buffers_of_a_slice_start_at_zero(cells: list[str]) -> None:
    offsets, data = columns.text_buffers(pa.array(cells).slice(1))
    assert offsets.tolist() == [0, 1, 1 + len(cells[2])]
    assert data.tolist() == [ord(c) for c in cells[1] + cells[2]]


def test_many_small_dictionaries_grow_beyond_their_index_type() -> None:
    parts = [
        pa.DictionaryArray.from_arrays(
            pa.array(range(100), pa.int8()), [f"{part}-{i}" for i in range(100)]
        )
        for part in range(3)
    ]
    made = columns.from_arrow(pa.chunked_array(parts))
    assert columns.row_texts(made) == [f"{part}-{i}" for part in range(3) for i in range(100)]


@pytest.mark.parametrize(
    ("array", "wanted"),
    [
        (pa.array([1, None, 1]), ["1", None, "1"]),
        (pa.array([True, False]), ["true", "false"]),
        (pa.array([datetime.date(1984, 3, 12)]), ["1984-03-12"]),
        (pa.array([None, None]), [None, None]),
        (pa.array([b"ab", None]), ["ab", None]),
        (pa.array([3, 3, None]).dictionary_encode(), ["3", "3", None]),
    ],
    ids=["int", "bool", "date", "null", "binary", "int dictionary"],
)
def test_what_is_not_text_is_cast(array: pa.Array, wanted: list[str | None]) -> None:
    assert columns.row_texts(columns.from_arrow(array)) == wanted


@pytest.mark.parametrize("cells", [[{"a": 1}], [[1]]])
def test_a_type_without_text_form_is_refused(cells: list[Any]) -> None:
    with pytest.raises((pa.ArrowInvalid, pa.ArrowNotImplementedError)):
        columns.encode(pa.array(cells))


def test_from_distinct_merges_what_became_equal() -> None:
    codes = np.array([0, 1, 2, 3, -1], np.int32)
    made = columns.from_distinct(codes, ["bob", "", None, "bob"])
    assert columns.row_texts(made) == ["bob", None, None, "bob", None]
    assert made.distinct == 1


@given(first=values, second=values)
@settings(max_examples=60, deadline=None)
def test_shared_values(first: list[str | None], second: list[str | None]) -> None:
    """Codes compare across columns exactly as the texts do."""
    a, b = columns.share_values(
        columns.from_arrow(pa.array(first, pa.string())),
        columns.from_arrow(pa.array(second, pa.string())),
    )
    assert columns.row_texts(a) == cleaned(first)
    assert columns.row_texts(b) == cleaned(second)
    for x, code in zip(cleaned(first), a.codes, strict=True):
        for y, other in zip(cleaned(second), b.codes, strict=True):
            assert (code == other) == (x == y)


def test_nothing_to_share() -> None:
    assert columns.share_values() == []


def test_take_is_a_view_of_other_rows() -> None:
    column = columns.from_arrow(pa.array(["a", None, "b"]))
    taken = columns.take(column, np.array([2, 2, 1]))
    assert columns.row_texts(taken) == ["b", "b", None]
    assert taken.data is column.data


@pytest.mark.parametrize("size", [0, 1, 3])
def test_empty_column(size: int) -> None:
    column = columns.empty_column(size)
    assert columns.row_texts(column) == [None] * size
    assert columns.to_arrow(column).to_pylist() == [None] * size


def test_nulls_among_more_texts_than_the_cache_holds() -> None:
    """The hash of no characters is 0, as a free slot is: what such a slot names was read."""
    texts = [None if row % 3 == 0 else f"text {row}" for row in range(90_000)]
    for _ in range(3):
        codes, values = columns.encode(pa.chunked_array([texts[:30_000], texts[30_000:]]))
        assert (codes < 0).sum() == 30_000
        assert values.take(pa.array(codes[codes >= 0])).to_pylist() == [t for t in texts if t]
