"""Cells that hold records: ``[{"type": "work", "value": "ann@x.org"}]``, as CRMs export contacts.

A column of records, or of lists of them, becomes a column for each of their members, of the same
shape: nothing is lost, and each has its own role. The member that holds the value keeps the
column's name (``emails``), the others stand behind it (``emails.type``).
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from twinset.columns import is_list

_VALUE = "value"
_NAMED = """
email mail e_mail emailaddress email_address address phone tel telephone phonenumber phone_number
mobile number
"""
_VALUES = frozenset(_NAMED.split())
"""Names of members that hold the value, where there is none that is called so."""
_PLACES = frozenset({"street", "line1", "city", "town", "zip", "postcode", "postal_code"})
"""Beside these an address is a place, and a number that of a house: each is a value."""

_CONTACT = r"^\s*(?:[^\s@]+@[^\s@]+\.[^\s@]+|[+(]?[\d\s().\-/]{7,24})\s*$"
"""An email address, or digits enough for a telephone number."""
_SAMPLE = 1000
_MOSTLY = 0.5


def without_structs(table: pa.Table) -> pa.Table:
    """The table with a column for each member of what were records, however deep they are nested.

    A null record has null members; an empty list stays one, and so does a null one. Columns of
    lists of lists, and of records without members, stay what they are. Names are not made unique.
    """
    if not any(_members(kind) for kind in table.schema.types):
        return table
    names: list[str] = []
    columns: list[pa.ChunkedArray] = []
    for name, column in zip(table.column_names, table.columns, strict=True):
        for member, values in _taken_apart(name, column):
            names.append(member)
            columns.append(values)
    return pa.table(columns, names=names)


def _taken_apart(name: str, column: pa.ChunkedArray) -> list[tuple[str, pa.ChunkedArray]]:
    members = _members(column.type)
    if not members:
        return [(name, column)]
    parts = [_parts(chunk) for chunk in column.chunks] or [_parts(pa.array([], column.type))]
    found = {
        member: pa.chunked_array([part[place] for part in parts])
        for place, member in enumerate(members)
    }
    value = _value_member(found)
    order = sorted(found, key=lambda member: member != value)
    out = []
    for member in order:
        own = name if member == value else f"{name}.{member}"
        out.extend(_taken_apart(own, found[member]))
    return out


def _members(kind: pa.DataType) -> list[str]:
    """The members of a type of records, or of lists of records; none of others."""
    if is_list(kind):
        kind = kind.value_type
    if not pa.types.is_struct(kind):
        return []
    names = [field.name for field in kind]
    return names if len(set(names)) == len(names) else []


def _parts(array: pa.Array) -> list[pa.Array]:
    """The members of an array of records, or of lists of them."""
    if not is_list(array.type):
        return list(array.flatten())  # with the nulls of the records themselves
    lengths = pc.cast(pc.fill_null(pc.list_value_length(array), 0), pa.int64())
    ends = pc.cumulative_sum(lengths)
    # rebuilt from lengths: the offsets of a sliced array, or under a null, are not dense
    offsets = pa.concat_arrays([pa.array([0], pa.int64()), ends]).cast(pa.int32())
    out = []
    for member in pc.list_flatten(array).flatten():
        if pa.types.is_null(member.type):
            member = member.cast(pa.string())
        out.append(pa.ListArray.from_arrays(offsets, member, mask=pc.is_null(array)))
    return out


def _value_member(members: Mapping[str, pa.ChunkedArray]) -> str | None:
    """The member that is the value: by its name, else the only one that holds emails or phones;
    None where it cannot be told, as of ``{"street": ..., "city": ...}``."""
    plain = {member.lower().replace("-", "_"): member for member in members}
    if _VALUE in plain:
        return plain[_VALUE]
    if not _PLACES.isdisjoint(plain):
        return None
    # by name first: files of one origin are to have the same columns, whatever they hold
    named = [plain[name] for name in plain if name in _VALUES]
    if not named:
        named = [member for member, column in members.items() if _holds_contacts(column)]
    return named[0] if len(named) == 1 else None


def _holds_contacts(column: pa.ChunkedArray) -> bool:
    """Whether most of the first values that there are could be emails or phones."""
    if is_list(column.type):
        column = pc.list_flatten(column)
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return False
    filled = column.drop_null().slice(0, _SAMPLE)
    fits = pc.sum(pc.match_substring_regex(filled, _CONTACT)).as_py() or 0
    return bool(fits > _MOSTLY * len(filled))
