"""Arrow arrays to JSON text, column by column, without a Python object per cell."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.compute as pc

from twinset.io.tables import as_text, is_text

_SHORT_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_ESCAPES = {chr(code): _SHORT_ESCAPES.get(chr(code), f"\\u{code:04x}") for code in range(32)}


def json_values(array: pa.Array) -> pa.Array:
    """Each cell as JSON text, ``null`` for null, NaN and the infinities; no null in the result."""
    kind = array.type
    if pa.types.is_dictionary(kind):
        found = json_values(array.dictionary).take(array.indices)
    elif is_text(kind):
        found = _quote(array)
    elif pa.types.is_boolean(kind) or pa.types.is_integer(kind):
        found = pc.cast(array, pa.string())
    elif pa.types.is_floating(kind):
        found = pc.if_else(pc.is_finite(array), pc.cast(array, pa.string()), None)
    elif pa.types.is_list(kind) or pa.types.is_large_list(kind):
        found = _lists(array)
    elif pa.types.is_nested(kind):
        texts = [
            None if cell is None else json.dumps(cell, default=str) for cell in array.to_pylist()
        ]
        found = pa.array(texts, pa.string())
    else:  # dates, times, decimals, binary: quoted text
        found = _quote(as_text(pa.chunked_array([array])).combine_chunks())
    return pc.fill_null(found, "null")


def json_lists(array: pa.Array) -> pa.Array:
    """A list array as JSON arrays; null stays null."""
    return pc.if_else(pc.is_valid(array), json_values(array), None)


def json_lines(batch: pa.RecordBatch) -> pa.Array:
    """Each row as a JSON object; the keys are the column names, null included."""
    if batch.num_columns == 0:
        return pa.array(["{}"] * batch.num_rows, pa.string())
    parts: list[pa.Array | pa.Scalar] = []
    for position, (name, column) in enumerate(zip(batch.schema.names, batch.columns, strict=True)):
        start = "{" if position == 0 else ","
        parts += [f"{start}{json.dumps(name, ensure_ascii=False)}:", json_values(column)]
    return pc.binary_join_element_wise(*parts, "}", "")


def _quote(array: pa.Array) -> pa.Array:
    text = pc.cast(array, pa.string())
    text = pc.replace_substring(text, "\\", "\\\\")
    text = pc.replace_substring(text, '"', '\\"')
    if pc.any(pc.match_substring_regex(text, "[\\x00-\\x1f]")).as_py():
        for character, escape in _ESCAPES.items():
            text = pc.replace_substring(text, character, escape)
    return pc.binary_join_element_wise('"', text, '"', "")


def _lists(array: pa.Array) -> pa.Array:
    """Rebuilt from lengths: the offsets of a sliced array, or under a null, are not dense."""
    lengths = pc.fill_null(pc.list_value_length(array), 0).cast(pa.int64())
    ends = pc.cumulative_sum(lengths)
    offsets = pa.concat_arrays([pa.array([0], pa.int64()), ends])
    items = pa.LargeListArray.from_arrays(offsets, json_values(pc.list_flatten(array)))
    joined = pc.binary_join_element_wise("[", pc.binary_join(items, ","), "]", "")
    return pc.if_else(pc.is_valid(array), joined, None)
