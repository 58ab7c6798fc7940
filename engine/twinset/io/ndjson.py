"""NDJSON (JSON lines) through Arrow's parser; line by line where Arrow gives up."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.json as pajson

from twinset.config import ReadPlan
from twinset.errors import InputError
from twinset.io.delimited import TextTable, bad_encoding, known_encoding, locate_bad_bytes
from twinset.io.encoding import detect_encoding
from twinset.io.inputs import Advance, Input
from twinset.io.structs import without_structs
from twinset.io.tables import concatenate
from twinset.types import Reject

_BLOCK_SIZES = (4 << 20, 64 << 20)
_BATCH_LINES = 1 << 16


def read_ndjson(source: Input, plan: ReadPlan, advance: Advance) -> TextTable:
    """One object a line, or one array of objects. Columns are the union of the keys.

    Text stays text (no dates are inferred); numbers and booleans keep their type; lists stay
    lists; objects are for ``tables.tidy``. A line that is no JSON object is a reject. A key with
    values of several types becomes text. Raises ``InputError`` for bytes outside the encoding and
    for an array that is not JSON.
    """
    encoding = known_encoding(plan.encoding) or detect_encoding(source.head)
    details: dict[str, Any] = {"encoding": encoding, "compression": source.compression}
    try:
        if source.format == "json":
            return TextTable(_read_array(source, encoding, advance), details)
        table = _read_fast(source, encoding, advance)
        if table is not None:
            return TextTable(table, details)
        table, rejects = _read_lines(source, encoding)
    except UnicodeDecodeError:
        raise bad_encoding(source, encoding, locate_bad_bytes(source, encoding)) from None
    except OSError:
        raise InputError(f"{source.name}: the compressed content is damaged") from None
    if table.num_columns == 0 and rejects:
        raise InputError(f"{source.name}: no line is a JSON object")
    if rejects:
        details["rejected_rows"] = len(rejects)
    return TextTable(table, details, rejects)


def _read_fast(source: Input, encoding: str, advance: Advance) -> pa.Table | None:
    """Arrow's threaded parser; None where a line is broken or a key's values differ in type.

    Arrow takes text that looks like a time for one. The first block shows which columns those
    are; a column that only turns up later costs a second pass.
    """
    as_text: dict[str, pa.DataType] = {}
    order: list[str] = []
    for block_size in _BLOCK_SIZES:
        options = pajson.ReadOptions(use_threads=True, block_size=block_size)
        try:
            with source.open_text(encoding) as stream:
                probe = pajson.open_json(_without_mark(stream, encoding), options).schema
            order = probe.names
            as_text.update(_times(probe))
            while True:
                with source.open_text(encoding, advance) as stream:
                    table = pajson.read_json(
                        _without_mark(stream, encoding),
                        options,
                        pajson.ParseOptions(explicit_schema=pa.schema(list(as_text.items()))),
                    )
                advance = _ignore  # what is read again is not progress
                late = _times(table.schema)
                if not late:
                    break
                as_text.update(late)
            _check_text(table)
        except pa.ArrowInvalid as error:
            if "straddling" in str(error):
                continue
            return None
        order += [name for name in table.column_names if name not in order]
        return table.select(order)
    return None


def _ignore(amount: int) -> None:
    pass


def _without_mark(stream: pa.NativeFile, encoding: str) -> pa.NativeFile:
    if encoding == "utf-8-sig":
        stream.read(3)
    return stream


def _times(schema: pa.Schema) -> dict[str, pa.DataType]:
    """The columns that hold inferred times, with the text type to read them as."""
    found: dict[str, pa.DataType] = {}
    for column in schema:
        if pa.types.is_timestamp(column.type):
            found[column.name] = pa.string()
        elif pa.types.is_list(column.type) and pa.types.is_timestamp(column.type.value_type):
            found[column.name] = pa.list_(pa.string())
    return found


def _check_text(table: pa.Table) -> None:
    """Arrow's JSON parser takes any bytes for text; validation does not."""
    for column in table.columns:
        column.validate(full=True)


def _read_lines(source: Input, encoding: str) -> tuple[pa.Table, list[Reject]]:
    """Line by line: a tenth of the speed, for files that Arrow's parser refuses."""
    rejects: list[Reject] = []

    def objects(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
        for number, line in enumerate(lines, 1):
            if not line.strip("\ufeff \t\r\n"):
                continue
            try:
                value = msgspec.json.decode(line.lstrip("\ufeff"))
            except (msgspec.DecodeError, RecursionError):
                rejects.append(Reject(source.name, number, "not valid JSON", line.rstrip("\r\n")))
                continue
            if isinstance(value, dict):
                yield value
            else:
                reason = "not a JSON object"
                rejects.append(Reject(source.name, number, reason, line.rstrip("\r\n")))

    with source.open_text(encoding) as stream:
        text = io.TextIOWrapper(stream, "utf-8", newline="\n")
        return _to_table(objects(text)), rejects


def _read_array(source: Input, encoding: str, advance: Advance) -> pa.Table:
    with source.open_text(encoding, advance) as stream:
        pieces = iter(lambda: stream.read(1 << 20), b"")
        data = b"".join(pieces).removeprefix(codecs.BOM_UTF8)
    try:
        rows = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError):
        data.decode("utf-8")  # raises where the bytes are what is wrong
        raise InputError(f"{source.name}: not valid JSON") from None
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise InputError(f"{source.name}: element {number} of the array is not an object")
    return _to_table(iter(rows))


def _to_table(objects: Iterator[dict[str, Any]]) -> pa.Table:
    tables: list[pa.Table] = []
    columns: dict[str, list[Any]] = {}
    rows = 0
    for row in objects:
        for name, value in row.items():
            column = columns.setdefault(name, [])
            column.extend([None] * (rows - len(column)))
            column.append(value)
        rows += 1
        if rows == _BATCH_LINES:
            tables.append(_batch(columns, rows))
            columns, rows = {}, 0
    tables.append(_batch(columns, rows))
    return concatenate(tables)


def _batch(columns: dict[str, list[Any]], rows: int) -> pa.Table:
    arrays = {name: _array(cells + [None] * (rows - len(cells))) for name, cells in columns.items()}
    # here, as the next batch may have other members
    return without_structs(pa.table(arrays))


def _array(cells: Sequence[Any]) -> pa.Array:
    """Cells of one type keep it; cells of several become text, and so do the members of objects."""
    kinds = {type(cell) for cell in cells} - {type(None)}
    if kinds == {dict} and any(cells):
        return pa.array([_members_text(cell) for cell in cells])
    if kinds == {list}:
        inner = {type(item) for cell in cells for item in cell or ()} - {type(None)}
        if inner == {dict} and any(any(cell) for cell in cells if cell):
            return pa.array(
                [cell if cell is None else [*map(_members_text, cell)] for cell in cells]
            )
        return pa.array(
            [cell if cell is None else [_text(item) for item in cell] for cell in cells],
            pa.list_(pa.string()),
        )
    if not kinds:
        return pa.nulls(len(cells))
    if len(kinds) == 1 and kinds <= {str, bool, float}:
        return pa.array(cells)
    if kinds == {int} and all(cell is None or -(2**63) <= cell < 2**63 for cell in cells):
        return pa.array(cells, pa.int64())
    return pa.array([_text(cell) for cell in cells], pa.string())


def _members_text(item: dict[str, Any] | None) -> dict[str, str | None] | None:
    return None if item is None else {name: _text(value) for name, value in item.items()}


def _text(value: Any) -> str | None:
    """Text as it is, anything else as JSON."""
    if value is None or isinstance(value, str):
        return value
    return msgspec.json.encode(value).decode()
