"""Hashes of rows against plain Python."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.columns import as_array
from twinset.kernels.row_hashes import add_texts, add_values

MANY = settings(max_examples=100, deadline=None)
WORD = 1 << 64
STEP = 0x9E3779B97F4A7C15


def of_text(text: str | None, ends: bool) -> int:
    data = (text or "").encode()
    if not data or not ends:
        return len(data)
    head = int.from_bytes(data[:8].rjust(8, b"\0") if len(data) < 8 else data[:8], "little")
    tail = int.from_bytes(data[-8:], "little")
    return (len(data) + head * 0xC2B2AE3D27D4EB4F + tail * 0x165667B19E3779F9) % WORD


@MANY
@given(
    st.lists(st.none() | st.text(max_size=12) | st.sampled_from(["1234567", "12345678"])),
    st.booleans(),
    st.integers(0, 9),
)
def test_texts(cells: list[str | None], ends: bool, skip: int) -> None:
    array = pa.array(cells, pa.string()).slice(min(skip, len(cells)))
    cells = cells[skip:]
    offsets = np.frombuffer(array.buffers()[1], np.int32) if cells else np.zeros(1, np.int32)
    offsets = offsets[array.offset :][: len(cells) + 1] if cells else offsets
    data, valid = array.buffers()[2], array.buffers()[0]
    hashes = np.arange(len(cells), dtype=np.uint64)
    add_texts(
        offsets.astype(np.int64),
        np.empty(0, np.uint8) if data is None else as_array(data, np.uint8),
        as_array(valid, np.uint8) if array.null_count else np.empty(0, np.uint8),
        array.offset,
        ends,
        hashes,
    )
    assert hashes.tolist() == [
        (row * STEP + of_text(cell, ends)) % WORD for row, cell in enumerate(cells)
    ]


@MANY
@given(st.lists(st.integers(-1, 3), max_size=20))
def test_values(codes: list[int]) -> None:
    values = [5, WORD - 1, 1 << 40, 0]
    hashes = np.arange(len(codes), dtype=np.uint64)
    add_values(np.array(values, np.uint64), np.array(codes, np.int32), hashes)
    mixed = [
        (row * STEP + (values[code] if code >= 0 else 0)) % WORD for row, code in enumerate(codes)
    ]
    assert hashes.tolist() == [one ^ one >> 29 for one in mixed]
