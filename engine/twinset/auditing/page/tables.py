"""The page's tables. On a phone a row becomes a card; each cell then says what it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from twinset.auditing.page.text import count, escape, keyed, percent, plain_name
from twinset.auditing.report import AuditReport

Cell = tuple[str, bool]
"""HTML, and whether it is a number."""


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The first cell of a row is its heading."""
    lines = []
    numeric: list[bool] = [False] * len(heads)
    for row in rows:
        (first, _), *rest = row
        numeric = [number for _, number in row]
        cells = "".join(
            f'<td class="{"n" if number else "full"}" data-label="{escape(head)}">{cell}</td>'
            for head, (cell, number) in zip(heads[1:], rest, strict=True)
        )
        lines.append(f'<tr><th scope="row">{first}</th>{cells}</tr>')
    if not lines:
        return ""
    top = "".join(
        f'<th scope="col"{" class=n" if number else ""}>{escape(head)}</th>'
        for head, number in zip(heads, numeric, strict=True)
    )
    return (
        f'<div class="wide"><table class="stack"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def columns_table(report: AuditReport) -> str:
    """Completeness, validity, uniqueness and faults of every column."""
    rows = []
    for column in report.columns:
        place = f"columns.{column.column}"
        faults = ", ".join(
            f"{escape(fault.replace('_', ' '))} {keyed(f'{place}.faults.{fault}', n, count(n))}"
            for fault, n in column.faults.items()
            if fault != "missing"
        )
        distinct = keyed(f"{place}.distinct", column.distinct, count(column.distinct))
        rows.append(
            (
                (plain_name(column.column), False),
                (percent(column.completeness), True),
                (percent(column.validity), True),
                (percent(column.uniqueness), True),
                (distinct, True),
                (escape(column.role.replace("_", " ")), False),
                (faults or "none", False),
            )
        )
    heads = ("column", "complete", "valid", "unique", "distinct", "role", "faults")
    return _table("Complete: of all records. Valid and unique: of the filled cells.", heads, rows)


def formats_table(report: AuditReport) -> str:
    """The most frequent shapes of the columns in which format matters."""
    rows = []
    for column in report.columns:
        if not column.shapes:
            continue
        shapes = ", ".join(
            f"<code>{escape(shape.shape)}</code> {percent(shape.share)}" for shape in column.shapes
        )
        more = column.distinct_shapes - len(column.shapes)
        shapes += f", and {count(more)} more" if more else ""
        rows.append(
            (
                (plain_name(column.column), False),
                (count(column.distinct_shapes), True),
                (shapes, False),
            )
        )
    return _table("The most frequent first.", ("column", "formats", "which"), rows)


def sources_table(report: AuditReport) -> str:
    """What each source brought, in numbers."""
    rows = [
        (
            ("no source" if line.source is None else plain_name(line.source), False),
            (count(line.rows), True),
            (count(line.duplicates), True),
            (percent(line.stale_share) if line.dated else "not known", True),
            (percent(line.faulty_share), True),
        )
        for line in report.sources
    ]
    heads = ("source", "records", "duplicates", "stale", "with faults")
    return _table("Stale: of the records with a date.", heads, rows)
