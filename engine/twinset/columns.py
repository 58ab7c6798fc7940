"""Arrow columns to distinct values and codes, and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from twinset.types import NULL_CODE, Int32, Int64, TextColumn, UInt8

if TYPE_CHECKING:
    import pyarrow as pa


_PIECE_ROWS = 1 << 17
_PIECE_BYTES = 1 << 26
"""What is numbered at a time: a column of a million rows comes in 50 chunks, and for each call
into a kernel a thread may have to wait for others that run Python."""


def empty_column(size: int) -> TextColumn:
    """A column of ``size`` nulls."""
    return TextColumn(
        np.full(size, NULL_CODE, np.int32), np.zeros(1, np.int64), np.empty(0, np.uint8)
    )


def encode(column: pa.ChunkedArray | pa.Array) -> tuple[Int32, pa.Array]:
    """A column's codes (rows,) int32 and its distinct values, in order of first appearance.

    Null is code -1. Any Arrow type is taken; values that are not text are cast to text, as are
    dictionary arrays (their distinct values are used as they are). Raises ``pa.ArrowInvalid``
    or ``pa.ArrowNotImplementedError`` for types with no text form (structs, lists).
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    chunked = column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column])
    if not pa.types.is_dictionary(chunked.type):
        if not (pa.types.is_string(chunked.type) or pa.types.is_large_string(chunked.type)):
            chunked = pc.cast(chunked, pa.string())
        if pa.types.is_string(chunked.type):
            return _encode_text(chunked)
        # in one chunk first: unifying the dictionaries of 50 chunks took 20 times as long
        chunked = pa.chunked_array([_one_chunk(chunked)]).dictionary_encode()
    elif chunked.type.index_type != pa.int32():
        # pandas categories have int8 codes; several chunks together may need more
        chunked = chunked.cast(pa.dictionary(pa.int32(), chunked.type.value_type))
    if chunked.num_chunks == 0:
        return np.empty(0, np.int32), pa.array([], pa.string())
    array = _one_chunk(chunked.unify_dictionaries())
    codes = pc.fill_null(array.indices.cast(pa.int32()), NULL_CODE).to_numpy(zero_copy_only=False)
    values = array.dictionary
    if not pa.types.is_string(values.type):
        values = values.cast(pa.string())
    return np.ascontiguousarray(codes, np.int32), values


def _encode_text(column: pa.ChunkedArray) -> tuple[Int32, pa.Array]:
    """``encode`` by our own kernel: two thirds of Arrow's time where values repeat, and 40 % where
    they do not."""
    import pyarrow as pa

    from twinset.numbering import Numbering

    ends = [_borders(chunk) for chunk in column.chunks]
    numbering = Numbering(len(column), sum(int(each[-1]) - int(each[0]) for each in ends))
    for piece in _pieces(column):
        raw_valid, _, raw_data = piece.buffers()
        data = np.empty(0, np.uint8) if raw_data is None else as_array(raw_data, np.uint8)
        if piece.null_count:
            valid, first_bit = as_array(raw_valid, np.uint8), piece.offset
        else:
            valid, first_bit = np.full(len(piece) // 8 + 1, 0xFF, np.uint8), 0
        numbering.add(_borders(piece).astype(np.int64), data, valid, first_bit)
    kept, characters = numbering.texts()
    if kept[-1] > np.iinfo(np.int32).max:
        large = pa.py_buffer(kept), pa.py_buffer(characters)
        values = pa.LargeStringArray.from_buffers(numbering.count, *large).cast(pa.string())
    else:
        buffers = pa.py_buffer(kept.astype(np.int32)), pa.py_buffer(characters)
        values = pa.StringArray.from_buffers(numbering.count, *buffers)
    return numbering.codes, values


def _borders(texts: pa.StringArray) -> Int32:
    """Where each text begins and the last ends, Arrow's own."""
    if len(texts) == 0:
        return np.zeros(1, np.int32)
    borders: Int32 = as_array(texts.buffers()[1], np.int32)
    return borders[texts.offset :][: len(texts) + 1]


def _pieces(column: pa.ChunkedArray) -> Iterator[pa.Array]:
    """The column in pieces of at most ``_PIECE_ROWS``, chunks joined as far as they fit in."""
    import pyarrow as pa

    waiting: list[pa.Array] = []
    rows = size = 0
    for chunk in column.chunks:
        for start in range(0, len(chunk), _PIECE_ROWS):
            part = chunk.slice(start, _PIECE_ROWS)
            rows, size = rows + len(part), size + part.nbytes
            if waiting and (rows > _PIECE_ROWS or size > _PIECE_BYTES):
                yield waiting[0] if len(waiting) == 1 else pa.concat_arrays(waiting)
                waiting, rows, size = [], len(part), part.nbytes
            waiting.append(part)
    if waiting:
        yield waiting[0] if len(waiting) == 1 else pa.concat_arrays(waiting)


class _Borrowed:
    """A buffer in the form that NumPy makes an array of, which keeps the buffer alive."""

    def __init__(self, buffer: pa.Buffer) -> None:
        self.buffer = buffer
        self.__array_interface__ = {
            "shape": (buffer.size,),
            "typestr": "|u1",
            "data": (buffer.address, False),
            "version": 3,
        }


def as_array(buffer: pa.Buffer, kind: type[np.generic]) -> np.ndarray:
    """The numbers in an Arrow buffer, not copied. Nobody may write to them.

    NumPy is not told so: for read-only arrays Numba would compile every kernel a second time.
    """
    return np.asarray(_Borrowed(buffer)).view(kind)


def _one_chunk(column: pa.ChunkedArray) -> pa.Array:
    """The column in one piece; as large_string where it holds more than 2 GiB of text."""
    import pyarrow as pa

    if column.num_chunks == 1:
        return column.chunk(0)
    if pa.types.is_string(column.type) and column.nbytes > np.iinfo(np.int32).max:
        column = column.cast(pa.large_string())
    array = column.combine_chunks()
    if isinstance(array, pa.ChunkedArray):  # pyarrow < 18 returns a one-chunk array here
        array = array.chunk(0)
    return array


def is_list(kind: pa.DataType) -> bool:
    """Whether a cell of this type holds a list of values."""
    import pyarrow as pa

    return (
        pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind)
    )


def first_elements(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The first element of each list, null where there is none; other columns as they are."""
    import pyarrow as pa
    import pyarrow.compute as pc

    def first(chunk: pa.Array) -> pa.Array:
        if pa.types.is_fixed_size_list(chunk.type):
            chunk = pc.cast(chunk, pa.list_(chunk.type.value_type))
        filled = pc.greater(pc.fill_null(pc.list_value_length(chunk), 0), 0)
        return chunk.values.take(pc.if_else(filled, chunk.offsets[:-1], None))

    while is_list(column.type):
        kind = column.type.value_type
        column = pa.chunked_array([first(chunk) for chunk in column.chunks], kind)
    return column


def from_distinct(codes: Int32, values: pa.Array | Sequence[str | None]) -> TextColumn:
    """A ``TextColumn`` from a code per row and the text of each code.

    ``values`` may repeat and may hold null or empty text: equal texts are merged to one code,
    null and empty become -1. So a function over distinct values is all that standardising takes.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    array = values if isinstance(values, pa.Array) else pa.array(values, pa.string())
    if not pa.types.is_string(array.type):
        array = array.cast(pa.string())
    merged = pc.if_else(pc.equal(array, ""), None, array).dictionary_encode()
    number = pc.fill_null(merged.indices, NULL_CODE).to_numpy(zero_copy_only=False)
    offsets, data = text_buffers(merged.dictionary)
    return TextColumn(_recoded(codes, number), offsets, data)


def from_arrow(column: pa.ChunkedArray | pa.Array) -> TextColumn:
    """A ``TextColumn`` with the column's own text, unchanged."""
    import pyarrow as pa
    import pyarrow.compute as pc

    codes, values = encode(column)
    repeated = pa.types.is_dictionary(column.type)  # may hold one value twice
    if repeated or pc.any(pc.equal(values, "")).as_py():
        return from_distinct(codes, values)
    # a copy: Arrow's own codes are read-only, which Numba would compile a second time for
    return TextColumn(codes.copy(), *text_buffers(values))


def local_stops(addresses: TextColumn) -> Int64:
    """(distinct,) where the local part of each address stops: at its @, else at its end."""
    signs = np.append(np.flatnonzero(addresses.data == ord("@")), len(addresses.data))
    starts, stops = addresses.offsets[:-1], addresses.offsets[1:]
    return np.minimum(stops, signs[np.searchsorted(signs, starts)])


def text_buffers(values: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """Offsets int64 and characters (uint8 where all is ASCII, else uint32 code points).

    Characters of ASCII are Arrow's own: nobody may write to them.
    """
    if len(values) == 0:
        return np.zeros(1, np.int64), np.empty(0, np.uint8)
    _, raw_offsets, raw_data = values.buffers()
    byte_offsets = as_array(raw_offsets, np.int32)[
        values.offset : values.offset + len(values) + 1
    ].astype(np.int64)
    first, last = int(byte_offsets[0]), int(byte_offsets[-1])
    data = np.empty(0, np.uint8) if raw_data is None else as_array(raw_data, np.uint8)
    data = data[first:last]
    byte_offsets -= first
    if is_ascii(data):
        return byte_offsets, data
    # a byte that does not continue a character starts one: count them up to each border
    starts = (data & 0xC0) != 0x80
    characters = np.concatenate(([0], np.cumsum(starts, dtype=np.int64)))
    points = np.frombuffer(data.tobytes().decode("utf-8").encode("utf-32-le"), np.uint32).copy()
    return characters[byte_offsets], points


def is_ascii(data: UInt8) -> bool:
    """Whether these bytes of UTF-8 are all ASCII; asks without an array of the answers."""
    return bool(data.max(initial=0) < 0x80)


def texts(column: TextColumn) -> list[str]:
    """The distinct values as Python strings: for tests, reports and rare library calls."""
    encoding = "ascii" if column.data.dtype == np.uint8 else "utf-32-le"
    return [
        column.data[start:stop].tobytes().decode(encoding)
        for start, stop in zip(column.offsets[:-1], column.offsets[1:], strict=True)
    ]


def row_texts(column: TextColumn) -> list[str | None]:
    """The value of every row, None for null: for tests and small outputs."""
    values: list[Any] = [*texts(column), None]
    return [values[code] for code in column.codes]


def take(column: TextColumn, rows: np.ndarray) -> TextColumn:
    """The column for a subset or another order of rows; the distinct values are shared."""
    return TextColumn(column.codes[rows], column.offsets, column.data)


def share_values(*columns: TextColumn) -> list[TextColumn]:
    """The same columns over one common set of distinct values.

    Codes can then be compared across columns: a given name that stands in the family name's
    column has one code in both.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if all(column.data is columns[0].data for column in columns):  # they do already
        return list(columns)
    first, *others = [distinct_values(column) for column in columns]
    more = pa.concat_arrays(others).dictionary_encode() if others else first[:0].dictionary_encode()
    # of the many values of the first column those that the others have, not the other way round:
    # a tenth of the time where they are a few second values of a cell
    known = pc.index_in(first, value_set=more.dictionary)
    held = pc.is_valid(known).to_numpy(zero_copy_only=False)
    place = np.full(len(more.dictionary), -1, np.int64)
    place[known.filter(pa.array(held)).to_numpy()] = np.flatnonzero(held)
    new = place < 0
    place[new] = len(first) + np.arange(new.sum())
    remap = np.concatenate((np.arange(len(first)), place[more.indices.to_numpy()])).astype(np.int32)
    offsets, data = text_buffers(pa.concat_arrays([first, more.dictionary.filter(pa.array(new))]))
    shared: list[TextColumn] = []
    start = 0
    for column in columns:
        own = remap[start : start + column.distinct]
        start += column.distinct
        shared.append(TextColumn(_recoded(column.codes, own), offsets, data))
    return shared


def _recoded(codes: Int32, numbers: np.ndarray) -> Int32:
    """``numbers[code]`` of each row's code, null for null."""
    from twinset.kernels.distinct import recoded

    # what Arrow has made is read-only, which Numba would compile a second time for
    own = np.require(numbers, np.int32, ["C", "W"])
    return np.asarray(recoded(np.require(codes, np.int32, ["C", "W"]), own))


def distinct_values(column: TextColumn) -> pa.Array:
    """The distinct values as an Arrow string array."""
    import pyarrow as pa

    if column.data.dtype == np.uint8:
        offsets = pa.py_buffer(column.offsets.astype(np.int32))
        return pa.StringArray.from_buffers(
            column.distinct, offsets, pa.py_buffer(np.ascontiguousarray(column.data))
        )
    return pa.array(texts(column), pa.string())


def to_arrow(column: TextColumn) -> pa.DictionaryArray:
    """The column as an Arrow dictionary array, without expanding the values."""
    import pyarrow as pa

    mask = column.codes < 0
    indices = pa.array(np.where(mask, 0, column.codes), pa.int32(), mask=mask)
    return pa.DictionaryArray.from_arrays(indices, distinct_values(column))
