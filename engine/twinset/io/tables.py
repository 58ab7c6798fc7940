"""Tables of different inputs made one: columns matched by name, types reconciled, text tidied."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from twinset.io.dialect import unique_names
from twinset.io.structs import without_structs


def tidy(table: pa.Table) -> pa.Table:
    """A table in the form that the stages expect.

    Unique, non-empty column names; text as ``string`` with null for empty; structs and lists of
    them as a column for each member (see ``structs``), maps and binary columns as text. Numbers,
    dates, booleans, dictionaries and lists stay what they are.
    """
    names, _ = unique_names(table.column_names)
    table = without_structs(table.rename_columns(names))
    names, _ = unique_names(table.column_names)
    return pa.table([_tidy_column(column) for column in table.columns], names=names)


def concatenate(tables: Sequence[pa.Table]) -> pa.Table:
    """The rows of all tables, in order; columns by name, in order of first appearance.

    A column that a table lacks is null there. Where types differ, numbers become the wider
    number, and everything else becomes text.
    """
    if len(tables) == 1:
        return tables[0]
    types: dict[str, list[pa.DataType]] = {}
    for table in tables:
        for column in table.schema:
            types.setdefault(column.name, []).append(column.type)
    schema = pa.schema([(name, _common_type(found)) for name, found in types.items()])
    return pa.concat_tables([_conform(table, schema) for table in tables])


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Any column as ``string``: text as it is, numbers and dates as written, the rest as JSON."""
    kind = column.type
    if pa.types.is_string(kind):
        return column
    if pa.types.is_null(kind):
        return pa.chunked_array([pa.nulls(len(column), pa.string())])
    try:
        if not (pa.types.is_nested(kind) or pa.types.is_dictionary(kind)):
            return pc.cast(column, pa.string())
        if pa.types.is_dictionary(kind):
            return as_text(pc.cast(column, kind.value_type))
    except pa.ArrowException:  # binary that is not UTF-8, or a type without a text form
        pass
    texts = [None if cell is None else _json(cell) for cell in column.to_pylist()]
    return pa.chunked_array([pa.array(texts, pa.string())])


def is_text(kind: pa.DataType) -> bool:
    """string, large_string or string_view"""
    return pa.types.is_string(kind) or pa.types.is_large_string(kind) or kind == pa.string_view()


def _json(value: Any) -> str:
    if isinstance(value, bytes):
        return value.hex()
    return json.dumps(value, ensure_ascii=False, default=_json_of_other)


def _json_of_other(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _tidy_column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        if not is_text(kind.value_type):
            return column if not pa.types.is_nested(kind.value_type) else as_text(column)
        has_empty = any(pc.any(pc.equal(chunk.dictionary, "")).as_py() for chunk in column.chunks)
        if not has_empty:
            return column
        column = as_text(column)
    elif _is_plain_list(kind):
        return column
    elif is_text(kind) or pa.types.is_nested(kind) or _is_binary(kind):
        column = as_text(column)
    else:
        return column
    empty = pc.equal(column, "")
    if pc.any(empty).as_py():
        column = pc.if_else(empty, pa.scalar(None, pa.string()), column)
    return column


def _is_binary(kind: pa.DataType) -> bool:
    return (
        pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
        or pa.types.is_fixed_size_binary(kind)
    )


def _is_plain_list(kind: pa.DataType) -> bool:
    return (pa.types.is_list(kind) or pa.types.is_large_list(kind)) and not pa.types.is_nested(
        kind.value_type
    )


def _common_type(types: Sequence[pa.DataType]) -> pa.DataType:
    known = list(dict.fromkeys(kind for kind in types if not pa.types.is_null(kind)))
    if not known:
        return pa.null()
    if len(known) == 1:
        return known[0]
    if all(pa.types.is_integer(kind) for kind in known):
        return pa.int64() if all(map(_fits_int64, known)) else pa.string()
    if all(pa.types.is_integer(kind) or pa.types.is_floating(kind) for kind in known):
        return pa.float64()
    return pa.string()


def _fits_int64(kind: pa.DataType) -> bool:
    return bool(kind != pa.uint64())


def _conform(table: pa.Table, schema: pa.Schema) -> pa.Table:
    present = set(table.column_names)
    columns = []
    for wanted in schema:
        if wanted.name not in present:
            columns.append(pa.chunked_array([pa.nulls(table.num_rows, wanted.type)]))
            continue
        column = table.column(wanted.name)
        if column.type == wanted.type:
            columns.append(column)
        elif pa.types.is_string(wanted.type):
            columns.append(as_text(column))
        else:
            columns.append(pc.cast(column, wanted.type, safe=False))
    return pa.table(columns, schema=schema)
