"""What an audit says: the typed shape of ``audit.json`` and of ``twinset audit --json``.

``audit_schema`` publishes it as JSON Schema. It holds counts, names of columns, files and sources,
row numbers and value shapes; never a record's value. Within one ``schema_version`` keys are only
added.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from twinset.summary import Count, DateOrder, InputSummary, Seconds, Share, StageSummary

Severity = Literal["high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")


class SampleRow(msgspec.Struct, frozen=True, kw_only=True):
    """A record to look at."""

    file: str
    """The input's name."""
    row: Count
    """Its data row in that input; the first below the header is 1."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong, how often, where to look, and what to do about it."""

    id: str
    """Stable: the kind, and the column's name behind a colon where it is about a column."""
    kind: str
    """A fault of ``twinset.faults``, or duplicates, consent_conflict, not_unique, shared_value,
    unreachable."""
    column: str | None = None
    severity: Severity
    count: Count
    unit: Literal["records", "cells", "values"]
    of: Count
    """What the share is of: all records, or the cells that are filled."""
    share: Share
    title: str
    advice: str
    sample_rows: list[SampleRow] = []


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """A format in which values are written: 9 a digit, A and a letters, or yyyy-mm-dd."""

    shape: str
    count: Count
    share: Share
    """Of the filled cells."""


class AuditedColumn(msgspec.Struct, frozen=True, kw_only=True):
    """One column: how complete, valid and unique it is. Cells add up: filled + missing +
    placeholders = rows, valid + invalid + wrong_column = filled."""

    column: str
    role: str
    confidence: Share
    """How sure the role is."""
    filled: Count
    """Cells that hold something: neither missing nor placeholders."""
    missing: Count
    placeholders: Count
    valid: Count
    invalid: Count
    wrong_column: Count
    completeness: Share
    """filled of all rows"""
    validity: Share
    """valid of filled; 1 where nothing is filled"""
    distinct: Count
    """Different values among the filled cells."""
    uniqueness: Share
    """distinct of filled; 1 where nothing is filled"""
    faults: dict[str, int] = {}
    """Cells by fault, those of count 0 left out."""
    shapes: list[Shape] = []
    """The most frequent formats, for columns in which format matters."""
    distinct_shapes: Count = 0
    date_orders: list[DateOrder] = []
    """How dates that read two ways (03/04/1990) were read, where the column or the plan says."""


class RequiredField(msgspec.Struct, frozen=True, kw_only=True):
    """A field that records have to have, and how many lack it."""

    field: str
    columns: list[str]
    lacking: Count
    share: Share


class DuplicateAudit(msgspec.Struct, frozen=True, kw_only=True):
    """Records that are likely to be of one person or company."""

    method: Literal["strong_keys", "pipeline"]
    """strong_keys: only what agrees on strong evidence, a lower bound; pipeline: the whole of
    ``twinset dedupe``."""
    sets: Count
    """Groups of two records or more."""
    records: Count
    """Records in them."""
    duplicates: Count
    """Records beyond the first of each group."""
    share: Share
    """duplicates of all records"""
    largest: Count
    evidence: dict[str, int] = {}
    """Records that each strong key joins to another; keys overlap."""
    sizes: dict[str, int] = {}
    """Groups by size: 2, 3, 4, 5 to 9, 10 and more."""


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """The 1-10-100 rule (Labovitz and Chang, Making Quality Work, 1992): a fault that costs 1 to
    prevent costs 10 to correct and 100 to leave."""

    what: str
    records: Count
    prevention: float
    correction: float
    leaving: float


class SourceAudit(msgspec.Struct, frozen=True, kw_only=True):
    """What one source brought."""

    source: str | None
    """None: records without a source."""
    rows: Count
    duplicates: Count
    """Records that another record, there before, is the same as."""
    duplicate_share: Share
    dated: Count
    """Records with a plausible time of their last update."""
    stale: Count
    stale_share: Share
    """stale of dated"""
    faulty: Count
    """Records with at least one fault that a clerk would mend."""
    faulty_share: Share


class AgeBand(msgspec.Struct, frozen=True, kw_only=True):
    """Records by the time between their last update and the newest of the base."""

    label: str
    from_days: Count
    to_days: Count | None
    records: Count
    share: Share
    """Of all records."""


class StalenessAudit(msgspec.Struct, frozen=True, kw_only=True):
    """How old the records are."""

    column: str
    newest: str
    """Day of the newest plausible update: ages are counted back from it."""
    limit_days: Count
    dated: Count
    undated: Count
    stale: Count
    share: Share
    """stale of dated"""
    bands: list[AgeBand]


class ContactAudit(msgspec.Struct, frozen=True, kw_only=True):
    """Contacts that do not arrive, do not want, or do not answer. None: no such column."""

    bounced: Count | None = None
    unsubscribed: Count | None = None
    unresponsive: Count | None = None
    unreachable: Count | None = None
    """Records without an email, a phone number or a postal address."""


class ConsentAudit(msgspec.Struct, frozen=True, kw_only=True):
    """Consent among records of one person."""

    column: str
    given: Count
    refused: Count
    unknown: Count
    conflicting_sets: Count
    """Groups of duplicates in which one record says yes and another no."""
    conflicting_records: Count


class SharedValues(msgspec.Struct, frozen=True, kw_only=True):
    """Values that several different people carry."""

    field: str
    kind: str
    """household, mailbox, switchboard, ..."""
    values: Count
    records: Count


class AuditReport(msgspec.Struct, frozen=True, kw_only=True):
    """The whole audit."""

    schema_version: Literal[1] = 1
    version: str
    inputs: list[InputSummary]
    rows: Count
    as_of: str
    """The day of the audit."""
    faultless: Count
    """Records in which a clerk would find nothing to mend: no fault but missing values."""
    faultless_share: Share
    completeness: Share
    """Filled cells of all cells."""
    validity: Share
    """Valid cells of the filled ones."""
    columns: list[AuditedColumn]
    required: list[RequiredField] = []
    findings: list[Finding]
    """The most severe first, then the most frequent."""
    duplicates: DuplicateAudit
    costs: list[Cost]
    unit_cost: float
    sources: list[SourceAudit] = []
    """The one that brings the most duplicates first."""
    staleness: StalenessAudit | None = None
    contacts: ContactAudit
    consent: list[ConsentAudit] = []
    shared_values: list[SharedValues] = []
    stages: list[StageSummary] = []
    seconds: Seconds = 0.0
    rows_per_second: float = 0.0
    warnings: list[str] = []
    output: str | None = None
    """The folder that was written; None where nothing was."""


def audit_schema() -> dict[str, Any]:
    """The JSON Schema of ``audit.json``."""
    return msgspec.json.schema(AuditReport)
