"""Parts of columns put into fields: those of full names where names are missing, of addresses."""

from __future__ import annotations

from collections import defaultdict
from typing import TypeAlias

from twinset.standardize import contacts
from twinset.standardize.fused_names import split_fused
from twinset.standardize.texts import coalesce
from twinset.types import Role, TextColumn

FieldColumns: TypeAlias = defaultdict[str, list[TextColumn]]
"""The columns of each field, and of each part under ``PART`` and its name."""

PART = "part of "
"""Marks columns that are to go into fields."""
_ADDRESS_PARTS = ("street", "house_number", "unit", "address_rest", "po_box")
_NAMES = ("given_name", "family_name")
_MOSTLY = 0.5


def _fill(columns: FieldColumns, name: str, part: str) -> None:
    """Put a part into the first column of a field where that is null."""
    for source in columns.pop(PART + part, []):
        first = columns[name][0] if columns[name] else None
        if first is None:
            columns[name] = [source]
        elif (first.codes < 0).any():
            columns[name][0] = coalesce(first, source)


def fill_companies(columns: FieldColumns, size: int) -> None:
    """A record's companies of all columns, trading names behind them."""
    names = [*columns.get("company", []), *columns.pop(PART + "trading name", [])]
    if names:
        found = contacts.ContactColumn(Role.COMPANY, names)
        columns["company"], _ = contacts.spread([found], Role.COMPANY, size)


def fill_names(columns: FieldColumns) -> None:
    """Given and family names, whole names in either column divided, gaps filled out of the full
    name; middle names only where a table has neither, as a given name's own column may hold
    them."""
    if columns["given_name"] or columns["family_name"] or columns["middle_name"]:
        columns.pop(PART + "middle_name", None)
    marked = [columns.pop(f"{PART}marked {name}", [None])[0] for name in _NAMES]
    if all(columns[name] for name in _NAMES):
        first = [columns[name][0] for name in _NAMES]
        columns["given_name"][0], columns["family_name"][0] = split_fused(*first, *marked)
    for name in ("given_name", "middle_name", "family_name", "generation"):
        _fill(columns, name, name)


def fill_addresses(columns: FieldColumns) -> None:
    """Street, number and unit out of the street column, then out of the address column.

    Beside a street column an address column may be a second line ("brentwood village") and not
    the same place written out: it fills gaps only where most of it has a house number.
    """
    line = columns.pop(PART + "address", [])
    if line:
        numbers = columns.get(PART + "address.house_number", [])
        numbered = int((numbers[0].codes >= 0).sum()) if numbers else 0
        if numbered < _MOSTLY * int((line[0].codes >= 0).sum()):
            columns["address"] = line
            for name in _ADDRESS_PARTS:
                columns.pop(f"{PART}address.{name}", None)
    further = columns.pop("street", [])
    for name in _ADDRESS_PARTS:
        _fill(columns, name, f"street.{name}")
        _fill(columns, name, f"address.{name}")
    columns["street"].extend(further)
