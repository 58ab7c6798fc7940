"""From a table's column, of whatever Arrow type, to something with a text form."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.columns import first_elements, is_list
from twinset.errors import InputError
from twinset.types import ColumnRole, Int64, Records, Role


def columns_of(roles: Sequence[ColumnRole], *wanted: Role) -> list[str]:
    """The names of the columns that play one of these roles, in the order given."""
    return [item.column for role in wanted for item in roles if item.role == role]


def arrow_column(records: Records, name: str) -> pa.ChunkedArray:
    """A column as text, or a type that casts to text.

    Lists give their first element; floats that are all whole numbers are read as integers (a
    telephone number cast from float would read 4.9e+11). Raises ``InputError`` for types that
    hold more than one value or bytes that are no text, and for a column that is not there.
    """
    return _as_text(first_elements(_column(records, name)), name)


def list_column(records: Records, name: str) -> tuple[Int64, pa.ChunkedArray] | None:
    """All elements of a column of lists: the row of each, ascending, and its text as in
    ``arrow_column``. Null and empty elements are left out. None for a column of other types."""
    column = _column(records, name)
    if not is_list(column.type):
        return None
    rows: Int64 = np.arange(len(column), dtype=np.int64)
    while is_list(column.type):
        rows = rows[pc.list_parent_indices(column).to_numpy()]
        column = pc.list_flatten(column)
    text = _as_text(column, name)
    if pa.types.is_dictionary(text.type):
        text = pc.cast(text, text.type.value_type)
    filled = pc.fill_null(pc.not_equal(text, ""), False)
    return rows[filled.to_numpy()], text.filter(filled)


def _column(records: Records, name: str) -> pa.ChunkedArray:
    places = records.table.schema.get_all_field_indices(name)
    if not places:
        raise InputError(
            f"no column {name!r}", hint=f"columns: {', '.join(records.table.column_names)}"
        )
    column = records.table.column(places[0])
    if pa.types.is_dictionary(column.type) and not pa.types.is_string(column.type.value_type):
        column = pc.cast(column, column.type.value_type)
    return column


def _as_text(column: pa.ChunkedArray, name: str) -> pa.ChunkedArray:
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


def _whole(column: pa.ChunkedArray) -> pa.ChunkedArray:
    column = pc.if_else(pc.is_nan(column), None, column)
    try:
        return pc.cast(column, pa.int64())  # safe: refuses fractions
    except pa.ArrowInvalid:
        return column
