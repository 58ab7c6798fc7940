"""Tables to files: CSV, TSV, NDJSON, Parquet, Arrow IPC. Equal tables give equal bytes.

Rows are cut into batches of a fixed size first, so that the bytes do not depend on how a table
happens to be chunked, and a stream of any length is written in bounded memory.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, TypeAlias

import pyarrow as pa
import pyarrow.csv as pacsv

from twinset.errors import OutputError
from twinset.io.json_text import json_lines, json_lists
from twinset.io.tables import as_text
from twinset.parallel import available_threads, map_ordered

TableFormat = Literal["csv", "tsv", "ndjson", "parquet", "arrow"]
Batches: TypeAlias = pa.Table | pa.RecordBatchReader | Iterable[pa.RecordBatch | pa.Table]

_TEXT_ROWS = 1 << 16
GROUP_ROWS = 1 << 18
"""Rows of a row group in Parquet. A stream of tables of as many is written without a copy."""
_BATCH_ROWS = 1 << 14  # values that the encoder of a column takes at once
_LOOKED_AT = 1 << 13  # rows, in each of two places, that decide on a column's dictionary
_DICTIONARY_BYTES = 1 << 20  # Parquet's limit for the dictionary of a column in a row group
_FORMAT_OF_SUFFIX: dict[str, TableFormat] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".arrow": "arrow",
    ".feather": "arrow",
    ".ipc": "arrow",
}
_COMPRESSIONS = {".gz": "gzip", ".zst": "zstd"}
_COMPRESSION_LEVELS = {"gzip": 4, "zstd": 3}


def write_table_file(
    path: str | os.PathLike[str], data: Batches, format: TableFormat | None = None
) -> int:
    """Write one file and return its number of rows. An existing file is replaced at the end.

    ``format`` None takes it from the name: csv, tsv, ndjson (also .gz, .zst), parquet, arrow.
    What is written stands under a temporary name in the same folder until it is complete. In
    text formats a null is an empty cell and empty text is ``""``; a list is a JSON array.

    Raises ``OutputError`` for an unknown ending, a folder, a missing or unwritable parent and a
    full disk.
    """
    target = Path(path).expanduser()
    kind, compression = format_of(target, format)
    with output_errors(target):
        if target.is_dir():
            raise OutputError(f"{target}: is a folder", hint="name a file in it")
        if target.exists() and not target.is_file():  # a pipe or a device takes bytes directly
            return _write(target, data, kind, compression)
        final = target.resolve()  # a link stays a link
        partial = final.with_name(temporary_name(final.name))
        try:
            rows = _write(partial, data, kind, compression)
            partial.replace(final)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
    return rows


def temporary_name(name: str) -> str:
    """A hidden sibling's name, different at every call."""
    return f".{name[:200]}.{secrets.token_hex(4)}.partial"


@contextlib.contextmanager
def output_errors(path: Path) -> Iterator[None]:
    """Turn the system's errors into an ``OutputError`` that names ``path``."""
    try:
        yield
    except OSError as error:
        hint = "free some space, or write to another disk" if error.errno == errno.ENOSPC else ""
        reason = os.strerror(error.errno) if error.errno else "the system refused"
        raise OutputError(f"{path}: can't write: {reason}", hint=hint) from None


def format_of(path: Path, format: TableFormat | None = None) -> tuple[TableFormat, str | None]:
    """The format and the compression that a file's name asks for; ``format`` wins.

    Raises ``OutputError`` where the name does not say.
    """
    suffix = path.suffix.lower()
    compression = _COMPRESSIONS.get(suffix)
    if compression:
        suffix = Path(path.stem).suffix.lower()
    kind = format or _FORMAT_OF_SUFFIX.get(suffix)
    if kind is None:
        known = ", ".join(_FORMAT_OF_SUFFIX)
        raise OutputError(f"{path}: the name does not say the format", hint=f"end it in {known}")
    if compression and kind in ("parquet", "arrow"):
        raise OutputError(
            f"{path}: a {kind} file is not compressed as a whole", hint="drop the .gz"
        )
    return kind, compression


def _write(path: Path, data: Batches, kind: TableFormat, compression: str | None) -> int:
    schema, tables = _as_stream(data)
    if kind == "parquet":
        return _write_parquet(path, schema, tables)
    if kind == "arrow":
        return _write_ipc(path, schema, tables)
    with pa.OSFile(str(path), "wb") as sink:
        return _write_text(sink, schema, tables, kind, compression)


def _as_stream(data: Batches) -> tuple[pa.Schema, Iterator[pa.Table]]:
    """The schema and the rows as a stream of tables."""
    if isinstance(data, pa.Table):
        return data.schema, iter([data])
    if isinstance(data, pa.RecordBatchReader):
        return data.schema, (pa.Table.from_batches([batch]) for batch in data)
    stream = (
        part if isinstance(part, pa.Table) else pa.Table.from_batches([part]) for part in data
    )
    first = next(stream, None)
    if first is None:
        raise OutputError("nothing to write: an empty stream has no columns")
    return first.schema, _chain(first, stream)


def _chain(first: pa.Table, rest: Iterator[pa.Table]) -> Iterator[pa.Table]:
    yield first
    yield from rest


def _rebatch(tables: Iterator[pa.Table], rows: int) -> Iterator[pa.Table]:
    """The same rows in tables of exactly ``rows``, the last one shorter, one chunk a column."""
    held: list[pa.Table] = []
    size = 0
    for table in tables:
        start = 0
        while table.num_rows - start >= rows - size:
            held.append(table.slice(start, rows - size))
            start += rows - size
            yield pa.concat_tables(held).combine_chunks()
            held, size = [], 0
        if start < table.num_rows:
            held.append(table.slice(start))
            size += table.num_rows - start
    if held:
        yield pa.concat_tables(held).combine_chunks()


def _write_parquet(path: Path, schema: pa.Schema, tables: Iterator[pa.Table]) -> int:
    import pyarrow.parquet as pq

    groups = _rebatch(tables, GROUP_ROWS)
    first = next(groups, None)
    numbers = [column.name for column in schema if _is_number(column.type)]
    # dictionaries of row numbers, all of them different, took a quarter of all writing; those of
    # ids, emails and phones a seventh, and made the file larger
    options: dict[str, Any] = {
        "use_dictionary": [
            name
            for name in schema.names
            if name not in numbers and (first is None or _repeats(first[name]))
        ],
        "column_encoding": {
            name: "DELTA_BINARY_PACKED"
            for name in numbers
            if pa.types.is_integer(schema.field(name).type)
        },
        # the smallest and largest text of a quarter of a million, in no order, rule out nothing
        # that is looked for; to find them took a quarter of the time of short text
        "write_statistics": numbers,
    }
    rows = 0
    with pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        compression_level=1,
        write_batch_size=_BATCH_ROWS,
        **options,
    ) as writer:
        for table in () if first is None else _chain(first, groups):
            writer.write_table(table, row_group_size=GROUP_ROWS)
            rows += table.num_rows
    return rows


def _repeats(column: pa.ChunkedArray) -> bool:
    """Whether a column's values come again, so that a dictionary pays.

    Text does not of which four of five, or more, are new ones in two places of the column; nor
    where the second place repeats nothing of the first (ids of pairs that are sorted by them) and
    the dictionary would become too large: Arrow then gives it up, having made it.
    """
    import pyarrow.compute as pc

    if not pa.types.is_string(column.type):
        return True
    middle = max(_LOOKED_AT, len(column) // 2)
    places = [column.slice(0, _LOOKED_AT), column.slice(middle, _LOOKED_AT)]
    both = pa.chunked_array([c for place in places for c in place.chunks], column.type).drop_null()
    if len(both) < _LOOKED_AT // 4:
        return True
    distinct = pc.count_distinct(both).as_py()
    apart = sum(pc.count_distinct(place, mode="only_valid").as_py() for place in places)
    if distinct < 0.95 * apart:
        return bool(distinct < 0.8 * len(both))
    share = distinct / len(both)
    entry = pc.sum(pc.binary_length(both)).as_py() / len(both) + 4
    return share < 0.8 and share * len(column) * entry < _DICTIONARY_BYTES


def _is_number(kind: pa.DataType) -> bool:
    return kind in (pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.float32(), pa.float64())


def _write_ipc(path: Path, schema: pa.Schema, tables: Iterator[pa.Table]) -> int:
    # an IPC file holds one dictionary a column, a stream of batches may bring several
    plain = pa.schema([_plain_field(column) for column in schema])
    rows = 0
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, plain) as writer:
        for table in _rebatch(tables, GROUP_ROWS):
            writer.write_table(table.cast(plain))
            rows += table.num_rows
    return rows


def _plain_field(column: pa.Field) -> pa.Field:
    is_dictionary = pa.types.is_dictionary(column.type)
    return column.with_type(column.type.value_type) if is_dictionary else column


def _write_text(
    sink: pa.NativeFile,
    schema: pa.Schema,
    tables: Iterator[pa.Table],
    kind: TableFormat,
    compression: str | None,
) -> int:
    """Batches become text on all threads, each compressed as a member of its own, in order.

    Both gzip and zstd define a file of several members; Arrow's stream writer would use gzip's
    slowest level on one thread (26 s instead of 2 s for a million rows of 15 columns).
    """
    rows = 0

    def render(table: pa.Table) -> pa.Buffer:
        text = _ndjson_text(table) if kind == "ndjson" else _csv_text(table, kind, header=False)
        return _compress(text, compression)

    if kind != "ndjson":
        header = _csv_text(schema.empty_table(), kind, header=True)
        sink.write(_compress(header, compression))

    def counted() -> Iterator[pa.Table]:
        nonlocal rows
        for table in _rebatch(tables, _TEXT_ROWS):
            rows += table.num_rows
            yield table

    for text in map_ordered(render, counted(), available_threads()):
        sink.write(text)
    return rows


def _compress(text: pa.Buffer, compression: str | None) -> pa.Buffer:
    if compression is None:
        return text
    # a codec of its own for every call: Arrow's gzip codec, shared by two threads, crashes
    return pa.Codec(compression, _COMPRESSION_LEVELS[compression]).compress(text)


def _csv_text(table: pa.Table, kind: TableFormat, *, header: bool) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    options = pacsv.WriteOptions(include_header=header, delimiter="\t" if kind == "tsv" else ",")
    plain = pa.table([_cells(column) for column in table.columns], names=table.column_names)
    pacsv.write_csv(plain, sink, options)
    return sink.getvalue()


def _cells(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column as the CSV writer takes it: text and numbers as they are, the rest as text."""
    kind = column.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return pa.chunked_array([json_lists(chunk) for chunk in column.chunks], pa.string())
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind):
        return column
    return as_text(column)


def _ndjson_text(table: pa.Table) -> pa.Buffer:
    """The rows' text with a line end each: the string array's own data, nothing joined."""
    import pyarrow.compute as pc

    pieces = [
        pc.binary_join_element_wise(json_lines(batch), "\n", "") for batch in table.to_batches()
    ]
    lines = pa.concat_arrays(pieces) if pieces else pa.array([], pa.string())
    data = lines.buffers()[2] if len(lines) else None
    return data if data is not None else pa.py_buffer(b"")
