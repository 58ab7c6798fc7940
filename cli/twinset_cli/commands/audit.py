"""``twinset audit``: what is wrong with a base, before anyone merges anything."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twinset_cli import options
from twinset_cli.errors import guard
from twinset_cli.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from twinset.auditing.report import AuditReport, Finding
    from twinset.summary import InputSummary

_SHOWN = 12
"""Findings in the report for people; all of them are in the JSON and on the page."""


class Format(StrEnum):
    """The table format of the output folder."""

    PARQUET = "parquet"
    CSV = "csv"


def register(app: typer.Typer) -> None:
    app.command("audit", short_help="Say what is wrong with a base.")(audit)


def audit(
    context: typer.Context,
    inputs: options.Inputs,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="OUT", help="Folder to write: page, JSON, findings."),
    ] = None,
    require: Annotated[
        str,
        typer.Option(metavar="FIELDS", help="What every record needs: roles or columns."),
    ] = "",
    config: options.Config = None,
    unit_cost: Annotated[
        float,
        typer.Option(min=0, metavar="COST", help="What it costs to prevent one bad record."),
    ] = 1.0,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day after which a date is in the future; today."),
    ] = None,
    stale_after: Annotated[
        str,
        typer.Option(
            metavar="AGE", help="Stale is what was not updated for so long: 2y, 18m, 90d."
        ),
    ] = "2y",
    threads: options.Threads = None,
    format: Annotated[Format, typer.Option(help="Format of findings in OUT.")] = Format.PARQUET,
    json: options.Json = False,
    quiet: options.Quiet = False,
    force: options.Force = False,
) -> None:
    """Say what is wrong with a base, before anyone merges anything.

    Completeness, validity and uniqueness of every column; formats; faults such as placeholders,
    stray spaces and values in the wrong column; old and unreachable records; likely duplicates,
    the sources that bring them, and what they cost. Counts and row numbers, never a value.

    \b
    Examples:
      twinset audit contacts.csv
      twinset audit contacts.csv -o audit --require email,phone --unit-cost 0.5

    \b
    OUT holds:
      audit.html   one page with charts, for the browser, the phone and paper
      audit.json   the report; its JSON Schema: twinset schema audit
      findings     every fault by row: row, file, file_row, id, column, fault
    """
    output = Output(json=json, quiet=quiet)
    with guard(output) as run:
        from twinset.errors import PlanError
        from twinset_cli.paths import check_folder

        if out is not None:
            check_folder(out, force=force)

        from twinset_cli.imports import import_engine

        import_engine()

        import twinset
        from twinset.auditing.run import parse_age, parse_day
        from twinset.config import load_plan

        try:
            age, day = parse_age(stale_after), parse_day(as_of)
        except PlanError as error:  # a bad value of an option is wrong usage, not a bad plan
            raise typer.BadParameter(f"{error.message} ({error.hint})", ctx=context) from None
        plan = None if config is None else load_plan(config)
        with output.progress() as progress:
            result = twinset.audit(
                inputs,
                plan,
                require=[field.strip() for field in require.split(",") if field.strip()],
                unit_cost=unit_cost,
                as_of=day,
                stale_after=age,
                threads=threads,
                progress=progress,
            )
            if out is not None:
                result = result.write(out, format=format.value, force=force)
                run.written.append(out)
        output.result(lambda: result.summary, lambda: report(result.report, inputs))


def report(audit: AuditReport, inputs: list[str]) -> RenderableType:
    """The overall picture, the findings by severity, the columns, and what to do next."""
    import shlex

    from rich.console import Group

    from twinset_cli import render

    shown = [item for item in audit.findings if (item.kind, item.severity) != ("missing", "low")]
    rest = len(audit.findings) - len(shown[:_SHOWN])
    names = shlex.join(inputs)
    following = [f"Next: twinset dedupe {names} -o out"]
    if audit.output is None:
        following.insert(0, f"Next: twinset audit {names} -o audit, for the page and every row")
    else:
        following.insert(0, f"Wrote {audit.output}: open {Path(audit.output) / 'audit.html'}")
    return Group(
        *map(_read, audit.inputs),
        "",
        render.heading("The base"),
        _picture(audit),
        "",
        render.heading("Findings"),
        _findings(shown[:_SHOWN], several=len(audit.inputs) > 1),
        *([render.styled(f"  and {rest} more with -o or --json", "dim")] if rest else []),
        "",
        render.heading("Columns"),
        _columns(audit),
        "",
        *render.date_orders(audit.columns),
        *render.warnings(audit.warnings),
        *([""] if audit.warnings else []),
        *(render.styled(line, "dim") for line in following),
    )


def _read(source: InputSummary) -> RenderableType:
    from twinset_cli import render

    rejected = f", {render.plural(source.rejected, 'line')} rejected" if source.rejected else ""
    return render.styled(f"Read {source.name}: {render.plural(source.rows, 'row')}{rejected}")


def _picture(audit: AuditReport) -> RenderableType:
    from twinset_cli import render

    found, rows = audit.duplicates, audit.rows
    at_least = "at least " if found.method == "strong_keys" else ""
    facts = [
        ("records without a fault", f"{audit.faultless:,} ({percent(audit.faultless_share)})"),
        ("filled cells", percent(audit.completeness)),
        ("valid of the filled", percent(audit.validity)),
        ("likely duplicates", f"{at_least}{found.duplicates:,} ({percent(found.share)})"),
    ]
    if audit.staleness is not None:
        stale = audit.staleness
        facts.append(
            ("stale", f"{stale.stale:,} ({percent(stale.share)}), newest update {stale.newest}")
        )
    for words in ("unreachable", "bounced", "unsubscribed", "unresponsive"):
        number = getattr(audit.contacts, words)
        if number is not None:
            facts.append((words, f"{number:,} ({percent(number / max(1, rows))})"))
    cost = audit.costs[0]
    if cost.records and audit.unit_cost:
        facts.append(
            (
                "duplicates cost",
                f"{cost.prevention:,.0f} to prevent, {cost.correction:,.0f} to correct, "
                f"{cost.leaving:,.0f} to leave (the 1-10-100 rule)",
            )
        )
    if audit.sources:
        first = audit.sources[0]
        facts.append(
            ("most duplicates from", f"{first.source or 'no source'}: {first.duplicates:,}")
        )
    return render.facts(facts)


def _findings(findings: list[Finding], *, several: bool) -> RenderableType:
    from twinset_cli import render

    if not findings:
        return render.styled("  nothing")
    return render.table(
        ("", "what", "column", "count", "share", "such as row"),
        [
            (
                _severity(item.severity),
                item.title,
                item.column or "",
                render.count(item.count),
                percent(item.share),
                _rows(item, several),
            )
            for item in findings
        ],
        right=("count", "share"),
    )


def _rows(finding: Finding, several: bool) -> str:
    """Data rows to look at; with their file where there are several."""
    if several:
        return ", ".join(f"{Path(row.file).name}:{row.row}" for row in finding.sample_rows[:2])
    return ", ".join(str(row.row) for row in finding.sample_rows[:3])


def _severity(severity: str) -> Text:
    from twinset_cli import render

    return render.styled(severity, {"high": "red", "medium": "yellow"}.get(severity, "dim"))


def _columns(audit: AuditReport) -> RenderableType:
    from twinset_cli import render

    return render.table(
        ("column", "role", "complete", "valid", "unique", "format"),
        [
            (
                column.column,
                column.role.replace("_", " "),
                percent(column.completeness),
                percent(column.validity),
                percent(column.uniqueness),
                column.shapes[0].shape if column.shapes else "",
            )
            for column in audit.columns
        ],
        right=("complete", "valid", "unique"),
    )


def percent(share: float) -> str:
    """``12.3%``; never 0% of something, nor 100% of not quite all."""
    if 0 < share < 0.001:
        return "<0.1%"
    if 0.999 < share < 1:
        return "99.9%"
    return f"{share:.1%}"
