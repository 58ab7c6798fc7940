"""From judged cells and duplicates to the whole picture: the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from twinset import __version__
from twinset.auditing import times
from twinset.auditing.cells import MENDABLE, Cells
from twinset.auditing.contacts import RecordFault, status_faults, unreachable
from twinset.auditing.duplicates import cost
from twinset.auditing.findings import Findings, audited_column, cell_findings
from twinset.auditing.report import (
    AuditReport,
    ConsentAudit,
    ContactAudit,
    DuplicateAudit,
    RequiredField,
    SharedValues,
    SourceAudit,
    StalenessAudit,
)
from twinset.auditing.sources import by_source, consent_conflicts, later_copies
from twinset.config import StandardizePlan
from twinset.faults import Fault
from twinset.merging import merge_sets
from twinset.parallel import map_ordered
from twinset.shared_values import KINDS, Sharing, shared_values
from twinset.summary import input_summaries
from twinset.types import Bool, ColumnRole, Int32, Int64, Records, Role, StandardRecords


@dataclass
class Picture:
    """Puts the report together, topic by topic; ``record_faults`` is filled on the way.

    The table's text columns may be dictionaries (see ``encode_columns``).
    """

    records: Records
    roles: Sequence[ColumnRole]
    cells: Sequence[Cells]
    membership: Int32
    duplicates: DuplicateAudit
    standard: StandardRecords
    required: Sequence[tuple[RequiredField, Bool]]
    plan: StandardizePlan
    limit: timedelta
    unit_cost: float
    threads: int
    record_faults: list[RecordFault] = field(default_factory=list)

    def report(self) -> AuditReport:
        """The report, but for what only the caller knows: the day, the seconds."""
        records, rows = self.records, self.records.size
        findings = Findings(records)
        columns = list(map_ordered(audited_column, self.cells, self.threads))
        for cells, audited in zip(self.cells, columns, strict=True):
            cell_findings(findings, cells, audited)
        staleness, stale, dated = self._ages(findings)
        contacts = self._contacts(findings)
        for requirement, mask in self.required:
            self._record_fault(findings, Fault.INCOMPLETE, requirement.field, mask)
        later = later_copies(self.membership, self._times(Role.CREATED_AT))
        findings.add("duplicates", later)
        consent = self._consent(findings)
        shared = self._shared(findings)
        faulty = self._faulty()
        wrong = int(faulty.sum())
        filled = sum(column.filled for column in columns)
        return AuditReport(
            version=__version__,
            inputs=input_summaries(self.records),
            rows=rows,
            as_of="",
            faultless=rows - wrong,
            faultless_share=1 - wrong / rows,
            completeness=filled / (rows * len(columns)),
            validity=sum(column.valid for column in columns) / max(1, filled),
            columns=columns,
            required=[requirement for requirement, _ in self.required],
            findings=findings.ordered(),
            duplicates=self.duplicates,
            costs=[
                cost("duplicates", self.duplicates.duplicates, self.unit_cost),
                cost("records with faults", wrong, self.unit_cost),
            ],
            unit_cost=self.unit_cost,
            sources=self._sources(later, dated, stale, faulty),
            staleness=staleness,
            contacts=contacts,
            consent=consent,
            shared_values=shared,
            warnings=self._warnings(),
        )

    def _record_fault(
        self,
        findings: Findings,
        fault: Fault,
        column: str | None,
        mask: Bool,
        of: int | None = None,
    ) -> None:
        self.record_faults.append(RecordFault(fault, column, mask))
        findings.add(fault, mask, column=column, of=of)

    def _times(self, role: Role) -> Int64 | None:
        return times.times_of(self.records, self.cells, role, self.plan)

    def _column(self, role: Role) -> str | None:
        return next((cells.column for cells in self.cells if cells.role is role), None)

    def _ages(self, findings: Findings) -> tuple[StalenessAudit | None, Bool, Bool]:
        """The ages of the records, who is stale, and of whom it is known; who sleeps, besides."""
        nothing = np.zeros(self.records.size, np.bool_)
        role = Role.UPDATED_AT
        updated = self._times(role)
        newest = times.newest_of(updated)
        active = self._times(Role.LAST_ACTIVITY)
        reference = newest if newest is not None else times.newest_of(active)
        if active is not None and reference is not None:
            asleep = times.older_than(active, reference, self.limit)
            known = int((active != times.UNKNOWN).sum())
            column = self._column(Role.LAST_ACTIVITY)
            self._record_fault(findings, Fault.UNRESPONSIVE, column, asleep, known)
        if updated is None or newest is None:
            return None, nothing, nothing
        stale = times.older_than(updated, newest, self.limit)
        column = self._column(role)
        audit = times.staleness(column or "", updated, newest, stale, self.limit)
        self._record_fault(findings, Fault.STALE, column, stale, audit.dated)
        return audit, stale, updated != times.UNKNOWN

    def _contacts(self, findings: Findings) -> ContactAudit:
        counts: dict[str, int | None] = {}
        for item in status_faults(self.cells):
            self._record_fault(findings, item.fault, item.column, item.mask)
        for fault in (Fault.BOUNCED, Fault.UNSUBSCRIBED, Fault.UNRESPONSIVE):
            masks = [item.mask for item in self.record_faults if item.fault is fault]
            counts[fault.value] = int(np.logical_or.reduce(masks).sum()) if masks else None
        nobody = unreachable(self.cells)
        if nobody is not None:
            findings.add("unreachable", nobody)
            counts["unreachable"] = int(nobody.sum())
        return ContactAudit(**counts)

    def _consent(self, findings: Findings) -> list[ConsentAudit]:
        audits = []
        for cells in self.cells:
            if cells.role is Role.CONSENT:
                audit, rows = consent_conflicts(cells, self.membership)
                findings.add("consent_conflict", rows, column=cells.column)
                audits.append(audit)
        return audits

    def _shared(self, findings: Findings) -> list[SharedValues]:
        found = []
        for values in shared_values(self.standard):
            for number, kind in enumerate(KINDS):
                rows = values.records_of_kind[kind]
                if kind is Sharing.PERSON or not rows:
                    continue
                count = values.values_of_kind[kind]
                found.append(
                    SharedValues(field=values.field, kind=kind.value, values=count, records=rows)
                )
                if values.field != "address":  # families and neighbours share theirs by nature
                    first = np.zeros(self.records.size, np.bool_)
                    first[values.first_row[(values.kind == number) & (values.records > 0)]] = True
                    name = f"{values.field}:{kind.value}"
                    findings.add("shared_value", first, name=name, count=rows)
        return found

    def _faulty(self) -> Bool:
        """(rows,) records with anything that a clerk would mend."""
        faulty = np.zeros(self.records.size, np.bool_)
        for cells in self.cells:
            if cells.role is not Role.IGNORE and cells.any_of(MENDABLE).any():
                faulty |= cells.mask(*MENDABLE)
        return faulty

    def _sources(self, later: Bool, dated: Bool, stale: Bool, faulty: Bool) -> list[SourceAudit]:
        one_file = len(self.records.sources) == 1 and self._column(Role.SOURCE) is None
        if one_file:
            return []
        names = merge_sets.record_sources(self.records, self.roles)
        return by_source(names, later, dated, stale, faulty)

    def _warnings(self) -> list[str]:
        found = []
        if self.records.rejects:
            found.append(f"lines that could not be read: {len(self.records.rejects):,}")
        for source in self.records.sources:
            found += [f"{source.name}: {note}" for note in source.details.get("warnings", ())]
        return found
