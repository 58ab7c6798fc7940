"""Findings: a count, a share, rows to look at, and what to do; and the table of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from twinset.auditing.cells import NO_VALUE, Cells
from twinset.auditing.contacts import RecordFault
from twinset.auditing.formats import shapes
from twinset.auditing.report import SEVERITIES, AuditedColumn, Finding, SampleRow
from twinset.auditing.wording import wording
from twinset.faults import Fault
from twinset.standardize import dates
from twinset.summary import DateOrder, date_orders
from twinset.types import Bool, Records, Role

_SAMPLES = 5
_SILENT_GAPS = frozenset(
    {Role.IGNORE, Role.NAME_PREFIX, Role.NAME_SUFFIX, Role.MIDDLE_NAME, Role.TEXT, Role.CATEGORY}
)
"""Columns that are empty by nature more often than not: their gaps are counted, not reported."""


@dataclass
class Findings:
    """Collects findings about ``records``."""

    records: Records
    found: list[Finding] = field(default_factory=list)

    def add(
        self,
        kind: str,
        mask: Bool,
        *,
        column: str | None = None,
        role: Role | None = None,
        of: int | None = None,
        unit: str = "records",
        count: int | None = None,
        name: str | None = None,
    ) -> None:
        """``mask`` (rows,) says where it is; nothing is added where it is nowhere.

        ``of`` is what the share is of (all records), ``count`` the number where it is not that of
        rows, ``name`` what tells apart two findings of one kind and column.
        """
        rows = int(np.count_nonzero(mask))
        if not rows:
            return
        number, whole = rows if count is None else count, self.records.size if of is None else of
        share = min(1.0, number / max(1, whole))
        words = wording(kind, role, share)
        parts = [part for part in (kind, column, name) if part]
        self.found.append(
            Finding(
                id=":".join(parts),
                kind=str(kind),
                column=column,
                severity=words.severity,
                count=number,
                unit=unit,  # type: ignore[arg-type]
                of=whole,
                share=share,
                title=words.title,
                advice=words.advice,
                sample_rows=self._samples(mask),
            )
        )

    def ordered(self) -> list[Finding]:
        """The most severe first, then the most frequent."""
        return sorted(
            self.found, key=lambda f: (SEVERITIES.index(f.severity), -f.share, -f.count, f.id)
        )

    def _samples(self, mask: Bool) -> list[SampleRow]:
        rows: list[int] = []
        start = 0
        while start < len(mask) and len(rows) < _SAMPLES:  # the first are soon found
            stop = start + 65_536
            rows += (np.flatnonzero(mask[start:stop])[: _SAMPLES - len(rows)] + start).tolist()
            start = stop
        files = self.records.sources
        found = []
        for row in rows:
            source = next(file for file in reversed(files) if file.first_row <= row)
            found.append(SampleRow(file=source.name, row=row - source.first_row + 1))
        return found


def audited_column(cells: Cells) -> AuditedColumn:
    """Completeness, validity, uniqueness and formats of one column."""
    rows = cells.rows
    missing, placeholders = cells.count(Fault.MISSING), cells.count(Fault.PLACEHOLDER)
    invalid, wrong = cells.count(Fault.INVALID), cells.count(Fault.WRONG_COLUMN)
    filled = rows - missing - placeholders
    valid = filled - invalid - wrong
    present = ~cells.any_of((Fault.MISSING, Fault.PLACEHOLDER)) & (cells.counts > 0)
    values = cells.values.filter(pa.array(present))
    # a value stands twice where it was judged by country
    distinct = len(values.unique()) if cells.role in (Role.PHONE, Role.POSTCODE) else len(values)
    formats, number = shapes(cells)
    counts = {fault.value: cells.count(fault) for fault in Fault if fault in cells.faults}
    return AuditedColumn(
        column=cells.column,
        role=cells.role.value,
        confidence=cells.confidence,
        filled=filled,
        missing=missing,
        placeholders=placeholders,
        valid=valid,
        invalid=invalid,
        wrong_column=wrong,
        completeness=filled / max(1, rows),
        validity=valid / filled if filled else 1.0,
        distinct=distinct,
        uniqueness=distinct / filled if filled else 1.0,
        faults={name: count for name, count in counts.items() if count},
        shapes=formats,
        distinct_shapes=number,
        date_orders=_date_orders(cells),
    )


def _date_orders(cells: Cells) -> list[DateOrder]:
    """How the dates that read two ways were read."""
    if cells.evidence is None or cells.reading is None:
        return []
    orders = dates.resolved(cells.evidence, cells.reading)
    return date_orders(orders, lambda mask: int(cells.counts[mask].sum()))


def cell_findings(findings: Findings, cells: Cells, audited: AuditedColumn) -> None:
    """A finding for every fault of a column, and for an identifier that repeats."""
    for name in audited.faults:
        fault = Fault(name)
        if fault is Fault.MISSING and cells.role in _SILENT_GAPS:
            continue
        of_all = fault in (Fault.MISSING, Fault.PLACEHOLDER)
        findings.add(
            fault,
            cells.mask(fault),
            column=cells.column,
            role=cells.role,
            of=cells.rows if of_all else audited.filled,
            unit="cells",
        )
    if cells.role in (Role.RECORD_ID, Role.IDENTIFIER):
        repeated = (cells.counts > 1) & ~cells.any_of(NO_VALUE)
        findings.add(
            "not_unique",
            np.append(repeated, False)[cells.codes],
            column=cells.column,
            role=cells.role,
            of=audited.filled,
            unit="cells",
        )


def fault_table(
    records: Records, ids: pa.Array, columns: Sequence[Cells], others: Iterable[RecordFault]
) -> pa.Table:
    """One row a fault: row, file, file_row, id, column, fault; by column, fault and row.

    ``row`` counts from 0 over all inputs, as in every table of Twinset; ``file_row`` from 1 in its
    file, the first below the header. Empty cells are not in it, unless the field is required.
    """
    parts: list[tuple[str | None, Fault, np.ndarray]] = []
    for cells in columns:
        for fault in Fault:
            if fault in cells.faults and fault is not Fault.MISSING:
                rows = np.flatnonzero(cells.mask(fault))
                if len(rows):
                    parts.append((cells.column, fault, rows))
    parts += [(item.column, item.fault, np.flatnonzero(item.mask)) for item in others]
    lengths = [len(rows) for _, _, rows in parts]
    rows = np.concatenate([np.empty(0, np.int64), *(rows for _, _, rows in parts)])
    starts = np.array([file.first_row for file in records.sources], np.int64)
    file = np.searchsorted(starts, rows, side="right") - 1
    names = pa.array([source.name for source in records.sources], pa.string())
    return pa.table(
        {
            "row": rows.astype(np.int32),
            "file": pa.DictionaryArray.from_arrays(pa.array(file.astype(np.int32)), names),
            "file_row": (rows - starts[file] + 1).astype(np.int32),
            "id": ids.take(pa.array(rows)),
            "column": _repeated([column for column, _, _ in parts], lengths),
            "fault": _repeated([fault.value for _, fault, _ in parts], lengths),
        }
    )


def _repeated(words: Sequence[str | None], lengths: Sequence[int]) -> pa.DictionaryArray:
    distinct = list(dict.fromkeys(word for word in words if word is not None))
    codes = np.repeat(
        np.array([-1 if word is None else distinct.index(word) for word in words], np.int32),
        np.array(lengths, np.int64),
    )
    indices = pa.array(codes, pa.int32(), mask=codes < 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array(distinct, pa.string()))
