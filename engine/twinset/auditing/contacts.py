"""Contacts that can't be had: no field that is required, no way to reach them, no arrival, no wish,
no answer. And what a consent column says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.auditing.cells import NO_VALUE, Cells
from twinset.auditing.report import RequiredField
from twinset.auditing.vocabulary import BOUNCED, KINDS_OF_BOUNCE, NO, UNSUBSCRIBED, YES
from twinset.errors import PlanError, did_you_mean
from twinset.faults import Fault
from twinset.standardize.cells import as_mask
from twinset.types import Bool, Role


def _vocabulary(words: str) -> pa.Array:
    return pa.array(sorted(set(words.split())), pa.string())


@dataclass(frozen=True, slots=True, eq=False)
class RecordFault:
    """A fault of records: (rows,) which have it, and the column that says so, where one does."""

    fault: Fault
    column: str | None
    mask: Bool


def _words(texts: pa.StringArray) -> pa.StringArray:
    """Texts as words look: lower case, nothing but letters and digits."""
    return pc.replace_substring_regex(pc.utf8_lower(texts), r"[^\p{L}\p{N}]+", "")


def _is_in(cells: Cells, words: str) -> Bool:
    mask = pc.is_in(_words(cells.values), _vocabulary(words)).to_numpy(zero_copy_only=False)
    return np.append(mask, False)[cells.codes]


def status_faults(columns: Sequence[Cells]) -> list[RecordFault]:
    """Bounced and unsubscribed contacts, by the columns that say what became of an email.

    A column may hold the word itself, or be named by it ("bounced", "unsubscribed_at") and hold yes
    or no, what kind it was, when, or how often. One that is named by the one says nothing of the
    other unless it holds its word.
    """
    found = []
    for cells in columns:
        if cells.role is not Role.EMAIL_STATUS:
            continue
        header = _words(pa.array([cells.column], pa.string()))[0].as_py()
        named = [fault for fault, words in _STATUS if any(w in header for w in _long(words))]
        for fault, words in _STATUS:
            mask = _is_in(cells, words)
            if fault in named:
                mask |= _is_in(cells, YES + (KINDS_OF_BOUNCE if fault is Fault.BOUNCED else ""))
                mask |= _is_time_or_count(cells)
            if fault in named or not named or mask.any():
                found.append(RecordFault(fault, cells.column, mask))
    return found


_STATUS = ((Fault.BOUNCED, BOUNCED), (Fault.UNSUBSCRIBED, UNSUBSCRIBED))


def _long(words: str) -> list[str]:
    return [word for word in words.split() if len(word) > 2]


def _is_time_or_count(cells: Cells) -> Bool:
    """(rows,) cells that hold a day or a number other than nought."""
    number = pc.match_substring_regex(_words(cells.values), r"^0*[1-9]\d*(?:t\d+z?)?$")
    return np.append(as_mask(number), False)[cells.codes]


def consent_of(cells: Cells) -> np.ndarray:
    """(rows,) int8: 1 consent given, 0 refused, -1 not known."""
    given, refused = _is_in(cells, YES), _is_in(cells, NO)
    return np.where(given, 1, np.where(refused, 0, -1)).astype(np.int8)


_ADDRESS = (Role.STREET, Role.ADDRESS)


def unreachable(columns: Sequence[Cells]) -> Bool | None:
    """(rows,) no email, phone or street that holds; None where no column is for any of these."""
    ways = [cells for cells in columns if cells.role in (Role.EMAIL, Role.PHONE, *_ADDRESS)]
    if not ways:
        return None
    return ~np.logical_or.reduce([_has(cells) for cells in ways])


def _has(cells: Cells) -> Bool:
    return ~cells.mask(*NO_VALUE)


def lacking(columns: Sequence[Cells], require: Sequence[str]) -> list[tuple[RequiredField, Bool]]:
    """The required fields, and (rows,) who lacks each: no column of it holds a value.

    A field is a column's name or a role. Raises ``PlanError`` for what is neither.
    """
    found = []
    for name in require:
        matching = [cells for cells in columns if cells.column == name]
        matching = matching or [cells for cells in columns if cells.role == name]
        if not matching:
            raise _no_such_field(columns, name)
        mask = ~np.logical_or.reduce([_has(cells) for cells in matching])
        count = int(mask.sum())
        field = RequiredField(
            field=name,
            columns=[cells.column for cells in matching],
            lacking=count,
            share=count / max(1, len(mask)),
        )
        found.append((field, mask))
    return found


def _no_such_field(columns: Sequence[Cells], name: str) -> PlanError:
    known = [cells.column for cells in columns]
    roles = sorted({cells.role.value for cells in columns if cells.role is not Role.IGNORE})
    if name in set(Role):
        return PlanError(
            f"required: no column has the role {name!r}",
            hint=f"give a column the role in a plan; roles here: {', '.join(roles)}",
        )
    return PlanError(
        f"required: {name!r} is neither a column nor a role",
        hint=did_you_mean(name, [*known, *roles], f"columns: {', '.join(known)}"),
    )
