"""Values in the wrong column to the empty cell of the column that they belong in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.cleaning.columns import CleanedColumn, take
from twinset.cleaning.distinct import clean_distinct
from twinset.cleaning.fields import Batch
from twinset.cleaning.reasons import Reason
from twinset.config import StandardizePlan
from twinset.faults import Fault
from twinset.standardize.cells import as_mask
from twinset.types import Bool, Role

_TARGETS = (Role.EMAIL, Role.BIRTH_DATE, Role.PHONE)  # the most telling shape first
_UNFIT = (Fault.MISSING, Fault.PLACEHOLDER, Fault.INVALID, Fault.WRONG_COLUMN, Fault.AMBIGUOUS_DATE)


def move_values(
    columns: Sequence[CleanedColumn], plan: StandardizePlan
) -> tuple[list[CleanedColumn], int]:
    """The columns after the moves, and how many values were moved.

    A value goes to the first column of its type, and only where that has no value in its row.
    """
    result = list(columns)
    moved = 0
    for place in range(len(result)):
        for role in _TARGETS:
            target = _first(result, role)
            if target is None or target == place or result[place].offsets is not None:
                continue
            result[place], result[target], count = _move(result[place], result[target], plan)
            moved += count
    return result, moved


def _first(columns: Sequence[CleanedColumn], role: Role) -> int | None:
    found = (i for i, c in enumerate(columns) if c.role.role == role and c.offsets is None)
    return next(found, None)


def _move(
    source: CleanedColumn, target: CleanedColumn, plan: StandardizePlan
) -> tuple[CleanedColumn, CleanedColumn, int]:
    wrong = source.values.faults.get(Fault.WRONG_COLUMN)
    if wrong is None or not wrong.any():
        return source, target, 0
    picked = np.flatnonzero(wrong)
    batch = Batch(source.values.after.take(pa.array(picked)), target.role.role, plan)
    judged = clean_distinct(target.kind, batch)
    fits = np.zeros(len(wrong), np.bool_)
    fits[picked] = as_mask(pc.is_valid(judged.after)) & ~_unfit(judged.faults, len(picked))
    if pa.types.is_date32(target.original.type):  # which takes whole days only, no "1990-05"
        whole = pc.match_substring_regex(judged.after, r"^\d{4}-\d\d-\d\d$")
        fits[picked] &= as_mask(whole)
    empty = np.append(as_mask(pc.is_null(target.values.after)), True)[target.codes]
    rows = np.flatnonzero(source.rows_with(fits) & empty)
    if not len(rows):
        return source, target, 0
    codes = source.codes[rows]
    number = np.full(len(wrong), -1, np.int64)
    number[picked] = np.arange(len(picked))
    target = target.with_cells(
        rows,
        take(target.values.before, target.codes[rows]),
        take(judged.after, number[codes]),
        Reason.WRONG_COLUMN,
    )
    nothing = pa.nulls(len(rows), pa.string())
    source = source.with_cells(
        rows, take(source.values.before, codes), nothing, Reason.WRONG_COLUMN
    )
    return source, target, len(rows)


def _unfit(faults: object, size: int) -> Bool:
    assert isinstance(faults, dict)
    mask = np.zeros(size, np.bool_)
    for fault in _UNFIT:
        mask |= faults.get(fault, False)
    return mask
