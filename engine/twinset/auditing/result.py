"""What an audit gives: the report, the faults behind it row by row, and the output folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import numpy as np

from twinset.auditing.cells import Cells
from twinset.auditing.contacts import RecordFault
from twinset.auditing.findings import fault_table
from twinset.auditing.report import AuditReport
from twinset.faults import Fault
from twinset.io import OutputFolder, write_rejects
from twinset.merging import merge_sets
from twinset.types import Bool, ColumnRole, Int32, Int64, Records

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, eq=False)
class Audit:
    """The result of ``twinset.audit``."""

    report: AuditReport
    """The typed report: what ``audit.json`` holds."""
    records: Records
    roles: tuple[ColumnRole, ...]
    cells: tuple[Cells, ...]
    record_faults: tuple[RecordFault, ...]
    membership: Int32
    """(rows,) the smallest row of the likely duplicates that each row is one of."""

    @property
    def summary(self) -> dict[str, Any]:
        """The report, ready for JSON."""
        summary: dict[str, Any] = msgspec.to_builtins(self.report)
        return summary

    def mask(self, column: str | None, fault: Fault) -> Bool:
        """(rows,) the records with a fault in a column, or with a fault of the record."""
        found = np.zeros(self.records.size, np.bool_)
        for cells in self.cells:
            if cells.column == column and (fault in cells.faults or fault is Fault.MISSING):
                found |= cells.mask(fault)
        for item in self.record_faults:
            if item.fault is fault and column in (None, item.column):
                found |= item.mask
        return found

    def rows(self, column: str | None, fault: Fault) -> Int64:
        """The rows (from 0, over all inputs) with a fault in a column, or of the record."""
        return np.flatnonzero(self.mask(column, fault))

    def counts(self) -> Mapping[tuple[str | None, Fault], int]:
        """How many cells or records have each fault, by column and fault; none of 0."""
        found: dict[tuple[str | None, Fault], int] = {
            (cells.column, fault): cells.count(fault)
            for cells in self.cells
            for fault in Fault
            if cells.count(fault)
        }
        for item in self.record_faults:
            count = int(item.mask.sum())
            if count:
                found[item.column, item.fault] = count
        return found

    @cached_property
    def findings(self) -> pa.Table:
        """One row a fault: row, file, file_row, id, column, fault. See ``fault_table``."""
        ids = merge_sets.record_ids(self.records, self.roles)
        return fault_table(self.records, ids, self.cells, self.record_faults)

    @cached_property
    def html(self) -> str:
        """The report as one HTML page that needs nothing else."""
        from twinset.auditing.page import page

        return page(self.report)

    def write(
        self,
        out: str | os.PathLike[str],
        *,
        format: Literal["parquet", "csv"] = "parquet",
        force: bool = False,
    ) -> Audit:
        """Write ``audit.json``, ``audit.html`` and ``findings``: whole or not at all.

        Gives the audit back with the folder in its report. Raises ``OutputError``.
        """
        written = replace(self, report=msgspec.structs.replace(self.report, output=str(out)))
        with OutputFolder(out, force=force) as folder:
            folder.write_table("findings", written.findings, format=format)
            folder.write_text("audit.html", written.html)
            write_rejects(folder, self.records)
            folder.write_json("audit.json", written.summary)
        return written
