"""The order of texts and rows against Python's and Arrow's."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.blocking import text_order
from twinset.blocking.text_order import order_rows, text_ranks
from twinset.columns import from_arrow
from twinset.types import Int32


def check(values: list[str], *, backwards: bool = False) -> None:
    values = list(dict.fromkeys(values))
    ranks = text_ranks(from_arrow(pa.array(values, pa.string())), backwards=backwards)
    texts = [value[::-1] for value in values] if backwards else values
    # no value is empty in a column
    expected = {text: rank for rank, text in enumerate(sorted(filter(None, texts)))}
    assert ranks.dtype == np.int32
    assert ranks.tolist() == [expected[text] for text in texts if text]


@given(st.lists(st.text("ab é\x7f\U0001f600\ue000", max_size=40)), st.booleans())
@settings(deadline=None, max_examples=100)
def test_ranks_of_texts(values: list[str], backwards: bool) -> None:
    check(values, backwards=backwards)


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("letters", ["ab", "0123456789", "".join(map(chr, range(1, 128)))])
@pytest.mark.parametrize("size", [0, 1, 2, 63, 64, 65, 3000])
def test_ranks_of_many(size: int, letters: str, backwards: bool) -> None:
    """Texts that share beginnings of several words and of parts of one."""
    rng = np.random.default_rng(size)
    starts = ["".join(rng.choice(list(letters), n)) for n in (0, 1, 9, 30, 64, 200)]
    values = [
        starts[rng.integers(6)] + "".join(rng.choice(list(letters), rng.integers(1, 20)))
        for _ in range(size)
    ]
    check([*values, *starts], backwards=backwards)


def test_ranks_are_those_of_arrow() -> None:
    rng = np.random.default_rng(1)
    words = pa.array(["".join(rng.choice(list("abc\xe9\u4e2d "), 12)) for _ in range(5000)])
    values = words.unique()
    expected = np.empty(len(values), np.int32)
    expected[pc.sort_indices(values).to_numpy()] = np.arange(len(values))
    assert np.array_equal(text_ranks(from_arrow(values)), expected)


def naive(columns: list[tuple[Int32, Int32]]) -> list[int]:
    keys = [[int(ranks[code]) if code >= 0 else -1 for code in codes] for codes, ranks in columns]
    rows = [row for row, rank in enumerate(keys[0]) if rank >= 0]
    return sorted(rows, key=lambda row: [key[row] for key in keys])


def columns_of(rows: int, distinct: list[int], seed: int = 1) -> list[tuple[Int32, Int32]]:
    rng = np.random.default_rng(seed)
    return [
        (
            rng.integers(-1, min(few, 40), rows).astype(np.int32),
            rng.permutation(few).astype(np.int32),
        )
        for few in distinct
    ]


@pytest.mark.parametrize("rows", [1, 2, 63, 64, 65, 5000])
@pytest.mark.parametrize("distinct", [[3], [3, 1, 2], [500, 20], [1 << 18] * 3, [1 << 20] * 4])
def test_rows_in_order(rows: int, distinct: list[int]) -> None:
    """With room for key and row in a word, for the key alone, and for neither."""
    columns = columns_of(rows, distinct)
    order = order_rows(columns)
    assert order.dtype == np.int32
    assert order.tolist() == naive(columns)


@pytest.mark.parametrize("word", [64, 30, 26, 22, 18, 14])
def test_rows_in_order_with_less_room(word: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of 18 bits, of which ever fewer stand before a row of 12 bits."""
    monkeypatch.setattr(text_order, "_WORD", word)
    columns = columns_of(4000, [60, 60, 60])
    assert order_rows(columns).tolist() == naive(columns)


def test_no_rows() -> None:
    none = np.empty(0, np.int32)
    assert order_rows([(none, none)]).tolist() == []
    null = np.full(5, -1, np.int32)
    assert order_rows([(null, none), (null, none)]).tolist() == []
