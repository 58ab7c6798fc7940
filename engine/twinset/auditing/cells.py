"""A column's cells under judgement: distinct values, a code a row, and the faults of each value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from twinset.faults import Fault
from twinset.types import Bool, ColumnRole, Int32, Int64, Role

if TYPE_CHECKING:
    import pyarrow as pa

    from twinset.standardize.date_evidence import DateEvidence, DateReading

NOTHING_ELSE = (Fault.MISSING, Fault.PLACEHOLDER, Fault.WRONG_COLUMN)
"""A cell with one of these has no other fault; the first of them wins."""

MENDABLE = frozenset(
    {
        *(Fault.PLACEHOLDER, Fault.INVALID, Fault.WRONG_COLUMN, Fault.STRAY_SPACE),
        *(Fault.SHOUTING, Fault.LOWERCASE, Fault.SEVERAL_VALUES, Fault.MISSPELT_DOMAIN),
        *(Fault.DAMAGED, Fault.AMBIGUOUS_DATE, Fault.IMPLAUSIBLE_DATE, Fault.DISPOSABLE),
    }
)
"""What a clerk would mend. A gap may be right, and so may a role mailbox."""

NO_VALUE = frozenset({*NOTHING_ELSE, Fault.INVALID})
"""Faults with which a cell does not give the field that its column is for."""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """One column. ``faults`` has a mask (values,) for each fault that could be judged.

    ``values`` are texts as they were read; one may stand here twice, where what it is depends on
    another column too (a phone number on its row's country). Code -1 is null.
    """

    column: str
    role: Role
    confidence: float
    codes: Int32  # (rows,)
    values: pa.StringArray
    counts: Int64  # (values,) rows
    nulls: int
    faults: Mapping[Fault, Bool]
    reading: DateReading | None = None
    """(values,) what the dates of a column of text are."""
    evidence: DateEvidence | None = None
    """How they are written."""

    @property
    def rows(self) -> int:
        return len(self.codes)

    def count(self, fault: Fault) -> int:
        """Rows with the fault."""
        mask = self.faults.get(fault)
        found = 0 if mask is None else int(self.counts[mask].sum())
        return found + (self.nulls if fault is Fault.MISSING else 0)

    def mask(self, *faults: Fault) -> Bool:
        """(rows,) which rows have any of the faults."""
        found = np.append(self.any_of(faults), Fault.MISSING in faults)  # code -1 is the last
        return found[self.codes]

    def any_of(self, faults: Iterable[Fault]) -> Bool:
        """(values,) which values have any of the faults."""
        found = np.zeros(len(self.counts), np.bool_)
        for fault in faults:
            if fault in self.faults:
                found |= self.faults[fault]
        return found


def make_cells(
    item: ColumnRole,
    codes: Int32,
    values: pa.StringArray,
    faults: Mapping[Fault, Bool],
    read: tuple[DateEvidence, DateReading] | None = None,
) -> Cells:
    """Cells with counts. Of the faults that shut others out only the first is kept."""
    nulls = int((codes < 0).sum())
    counts = np.bincount(codes[codes >= 0] if nulls else codes, minlength=len(values))
    kept: dict[Fault, Bool] = {}
    settled = np.zeros(len(values), np.bool_)
    for fault in NOTHING_ELSE:
        if fault in faults:
            kept[fault] = faults[fault] & ~settled
            settled |= faults[fault]
    for fault, mask in faults.items():
        if fault not in NOTHING_ELSE:
            kept[fault] = mask & ~settled
    if Fault.INVALID in kept:  # a number as 4.9E+11 is damaged, two emails in a cell are several
        for fault in (Fault.DAMAGED, Fault.SEVERAL_VALUES):
            if fault in kept:
                kept[Fault.INVALID] = kept[Fault.INVALID] & ~kept[fault]
    counts = counts.astype(np.int64)
    found, reading = read or (None, None)
    return Cells(
        item.column, item.role, item.confidence, codes, values, counts, nulls, kept, reading, found
    )
