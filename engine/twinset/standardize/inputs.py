"""From a table's column, of whatever Arrow type, to something with a text form."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from twinset.errors import InputError
from twinset.types import ColumnRole, Records, Role


def columns_of(roles: Sequence[ColumnRole], *wanted: Role) -> list[str]:
    """The names of the columns that play one of these roles, in the order given."""
    return [item.column for role in wanted for item in roles if item.role == role]


def arrow_column(records: Records, name: str) -> pa.ChunkedArray:
    """A column as text, or a type that casts to text.

    Lists give their first element; floats that are all whole numbers are read as integers (a
    telephone number cast from float would read 4.9e+11). Raises ``InputError`` for types that
    hold more than one value or bytes that are no text, and for a column that is not there.
    """
    places = records.table.schema.get_all_field_indices(name)
    if not places:
        raise InputError(
            f"no column {name!r}", hint=f"columns: {', '.join(records.table.column_names)}"
        )
    column = records.table.column(places[0])
    if pa.types.is_dictionary(column.type) and not pa.types.is_string(column.type.value_type):
        column = pc.cast(column, column.type.value_type)
    while _is_list(column.type):
        column = pa.chunked_array(
            [_first_elements(chunk) for chunk in column.chunks], column.type.value_type
        )
    if pa.types.is_floating(column.type):
        column = _whole(column)
    try:
        if not pa.types.is_dictionary(column.type):
            column = pc.cast(column, pa.string())
    except pa.ArrowException:
        raise InputError(
            f"column {name!r}: values of type {column.type} can't be read as text",
            hint="give the column the role ignore in the plan",
        ) from None
    return column


def _is_list(kind: pa.DataType) -> bool:
    return (
        pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind)
    )


def _first_elements(chunk: pa.Array) -> pa.Array:
    """The first element of each list, null where there is none."""
    if pa.types.is_fixed_size_list(chunk.type):
        chunk = pc.cast(chunk, pa.list_(chunk.type.value_type))
    filled = pc.greater(pc.fill_null(pc.list_value_length(chunk), 0), 0)
    starts = pc.if_else(filled, chunk.offsets[:-1], None)
    return chunk.values.take(starts)


def _whole(column: pa.ChunkedArray) -> pa.ChunkedArray:
    column = pc.if_else(pc.is_nan(column), None, column)
    try:
        return pc.cast(column, pa.int64())  # safe: refuses fractions
    except pa.ArrowInvalid:
        return column
