"""What cleaning says about itself: the typed shape of ``twinset standardize --json``.

Counts and names only, never a record's value. Within one ``schema_version`` keys are only added.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from twinset.summary import Count, DateOrder, InputSummary, Seconds


class ColumnReport(msgspec.Struct, frozen=True, kw_only=True):
    """One column that was cleaned. A list of values is one cell."""

    column: str
    role: str
    type: str
    """The kind of value: name, email, phone, date, ..."""
    changed: Count
    """Cells that are different now."""
    reasons: dict[str, Count]
    """Cells by reason; a cell can have several."""
    suggestions: Count = 0
    """Cells for which the change log suggests another value, left as they are."""
    left: dict[str, Count] = {}
    """Cells by fault that cleaning does not mend: invalid, wrong_column, misspelt_domain, ..."""
    date_orders: list[DateOrder] = []
    """How dates that read two ways (03/04/1990) were read."""


class CleaningReport(msgspec.Struct, frozen=True, kw_only=True):
    """What ``twinset standardize --json`` prints."""

    schema_version: Literal[1] = 1
    version: str
    inputs: list[InputSummary] = []
    rows: Count
    columns: list[ColumnReport]
    """Those that were cleaned, in the table's order."""
    kept: list[str]
    """The other columns: not text, not selected, or of a role that is carried as it is."""
    changed_cells: Count
    changed_records: Count
    suggestions: Count
    moved: Count = 0
    """Values moved to the column of their type."""
    seconds: Seconds = 0.0
    output: str | None = None
    changes: str | None = None
    updates: str | None = None


class RestoreReport(msgspec.Struct, frozen=True, kw_only=True):
    """What ``twinset standardize --undo --json`` prints."""

    schema_version: Literal[1] = 1
    version: str
    rows: Count
    restored: Count
    """Cells that hold again what they held before."""
    conflicts: Count
    """Cells that have been changed since: left as they are."""
    output: str | None = None


def cleaning_schema() -> dict[str, Any]:
    """The JSON Schema of ``twinset standardize --json``."""
    return msgspec.json.schema(CleaningReport)
