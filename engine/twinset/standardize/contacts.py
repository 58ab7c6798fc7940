"""Emails and phones: a record may have several, in lists, in one cell, in several columns.

A column is read into *slots*: the first value of each cell, the second, and so on. Values that
stand in the wrong column (an address among the phones) go to the field that they belong to. Then
the slots of all columns are spread over ``email``, ``email_2``, ... : distinct within a record, in
the order of the columns, without gaps, misplaced ones last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.columns import encode, share_values
from twinset.kernels.contacts import place_beside
from twinset.kernels.distinct import recoded
from twinset.kernels.lookup import count_character
from twinset.standardize import emails, phones, placeholders
from twinset.standardize.buffers import utf8
from twinset.standardize.cells import as_mask
from twinset.standardize.inputs import arrow_column, list_column
from twinset.standardize.texts import Texts, ascii_texts, is_null, to_column
from twinset.types import Bool, Int32, Int64, Records, Role, TextColumn

MAX_VALUES = 5
"""Values of one field that a record is matched by: any-to-any costs their square."""
_MAX_SLOTS = 4 * MAX_VALUES
"""Values that are read of a cell: some are the same, some are nothing."""

_NUMBER = r"^\s*[+(]?[\d\s().\-/]{7,24}$"
"""What is a phone number where an email address should be; it has seven digits at least."""
_LEAST_DIGITS = 7
_ADDRESS = r"[^\s;,|<>]*@[^\s;,|<>]*"
"""An email address where a phone number should be: its digits are no number."""

_Slot = tuple[Int32, pa.StringArray]
"""A code per row, and the text of each code."""

PhoneStep = Callable[[Int32, pa.StringArray], TextColumn]


@dataclass(frozen=True, eq=False)
class ContactColumn:
    """What a column of emails or phones holds."""

    role: Role
    own: Sequence[TextColumn]
    moved: Sequence[TextColumn] = ()
    """Values of the other role: emails among phones, phones among emails."""
    crowded: Bool = field(default_factory=lambda: np.zeros(0, np.bool_))
    """(rows,) cells with more values than are read; empty where there are none."""


def read(
    records: Records, column: str, role: Role, phone: PhoneStep, encoded: _Slot | None = None
) -> ContactColumn:
    """A column of emails or phones, standardised. ``phone`` makes phones of a code per row and
    distinct values; ``encoded`` is what the column holds if that has been read. Raises
    ``InputError`` for a column with no text form."""
    split = emails.split if role == Role.EMAIL else phones.split
    crowded = np.zeros(records.size, np.bool_)
    own: list[TextColumn] = []
    moved: list[TextColumn] = []
    for codes, values in _cells(records, column, role, crowded, encoded):
        owner, parts = split(values)
        slots, beyond = _slots(owner, len(values))
        if beyond.any():
            crowded[(codes >= 0) & np.append(beyond, False)[codes]] = True
        for slot in slots:
            in_slot, texts = _used(slot, parts)
            rows = recoded(codes, in_slot)
            addresses, numbers = _by_shape(rows, texts, role)
            found = {
                Role.EMAIL: addresses and to_column(addresses[0], _emails(addresses[1]), ()),
                Role.PHONE: numbers and phone(*numbers),
            }
            for of_role, values in found.items():
                if values is not None and not is_null(values):
                    (own if of_role == role else moved).append(values)
    return ContactColumn(role, own, moved, crowded if crowded.any() else np.zeros(0, np.bool_))


def _cells(
    records: Records, column: str, role: Role, crowded: Bool, encoded: _Slot | None
) -> Iterable[tuple[Int32, pa.StringArray]]:
    """Codes (rows,) and distinct values that a row has; for lists once for each position."""
    lists = list_column(records, column)
    if lists is None:
        cells = arrow_column(records, column)
        codes, values = encoded or encode(cells)
        values = placeholders.without(values, role)
        # a dictionary may hold values that no row has
        yield _used(codes, values) if pa.types.is_dictionary(cells.type) else (codes, values)
        return
    rows, elements = lists
    codes, values = encode(elements)
    values = placeholders.without(values, role)
    slots, beyond = _slots(rows, records.size)
    crowded |= beyond
    for slot in slots:
        yield _used(recoded(slot, codes), values)


def _slots(owner: Int64, size: int) -> tuple[list[Int32], Bool]:
    """From the ascending owner of each part to slots: slot j is (size,) int32, the number of each
    owner's part j or -1. Parts beyond ``_MAX_SLOTS`` are left out; whose, says the mask."""
    beyond = np.zeros(size, np.bool_)
    begins = np.diff(owner, prepend=-1) > 0
    slots = [_slot(owner, np.flatnonzero(begins), size)]
    further = np.flatnonzero(~begins)  # few
    if len(further):
        rank = further - slots[0][owner[further]]
        for j in range(1, min(_MAX_SLOTS, int(rank.max()) + 1)):
            slots.append(_slot(owner, further[rank == j], size))
        beyond[owner[further[rank >= _MAX_SLOTS]]] = True
    return slots, beyond


def _slot(owner: Int64, parts: Int64, size: int) -> Int32:
    slot = np.full(size, -1, np.int32)
    slot[owner[parts]] = parts
    return slot


def _used(codes: Int32, values: pa.StringArray) -> _Slot:
    """Only the values that a row has."""
    used = np.zeros(len(values) + 1, np.bool_)
    used[codes] = True
    return _chosen(codes, values, used[:-1])


def _chosen(codes: Int32, values: pa.StringArray, keep: Bool) -> _Slot:
    """Only the values to keep; the rows of others are null."""
    if keep.all():
        return codes, values
    number = np.where(keep, np.cumsum(keep, dtype=np.int32) - np.int32(1), np.int32(-1))
    return recoded(codes, number), values.filter(pa.array(keep))


def _by_shape(
    codes: Int32, values: pa.StringArray, role: Role
) -> tuple[_Slot | None, _Slot | None]:
    """What of a column of ``role`` is to be read as emails, and what as phones."""
    if len(values) == 0:
        return None, None
    slot = codes, values
    addressed = count_character(*utf8(values), ord("@")) > 0
    if role == Role.EMAIL:
        # most values have an @: the digits of the others only
        if addressed.all():
            return slot, None
        others = _chosen(codes, values, ~addressed)
        digits = pc.greater_equal(pc.count_substring_regex(others[1], r"\d"), _LEAST_DIGITS)
        number = as_mask(pc.and_(pc.match_substring_regex(others[1], _NUMBER), digits))
        return slot, _chosen(*others, number) if number.any() else None
    if not addressed.any():
        return None, slot
    some = pa.array(addressed)
    without = pc.replace_substring_regex(values.filter(some), pattern=_ADDRESS, replacement=" ")
    without = pc.replace_with_mask(values, some, without)
    return _chosen(codes, values, addressed), (codes, without)


def _emails(values: pa.StringArray) -> Texts:
    return emails.email(ascii_texts(values))


def spread(found: Sequence[ContactColumn], role: Role, size: int) -> tuple[list[TextColumn], int]:
    """The columns of one field, a record's distinct values from the left, and how many records
    have more than the ``MAX_VALUES`` that are kept."""
    own = [values for column in found if column.role == role for values in column.own]
    moved = [values for column in found if column.role != role for values in column.moved]
    crowded = np.zeros(size, np.bool_)
    for column in found:
        if column.role == role and len(column.crowded):
            crowded |= column.crowded
    if len(own) + len(moved) <= 1:
        return [*own, *moved], int(crowded.sum())
    columns = share_values(*own, *moved)
    slots = np.full((min(len(columns), MAX_VALUES), size), -1, np.int32)
    for values in columns:
        place_beside(values.codes, slots, crowded)
    kept = [slot.copy() for slot in slots if (slot >= 0).any()]
    texts = columns[0].offsets, columns[0].data
    return [TextColumn(slot, *texts) for slot in kept], int(crowded.sum())
