"""``twinset standardize``: the same table, put right, with a log of every change."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twinset_cli import options
from twinset_cli.errors import Run, guard
from twinset_cli.output import Output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from twinset.cleaning import Cleaned
    from twinset.cleaning.report import CleaningReport, ColumnReport, RestoreReport
    from twinset.progress import Progress


class FileFormat(StrEnum):
    """Formats of a table file."""

    CSV = "csv"
    TSV = "tsv"
    NDJSON = "ndjson"
    PARQUET = "parquet"
    ARROW = "arrow"


@dataclass(frozen=True, slots=True)
class Files:
    """What a clean-up writes; None is not written."""

    out: Path
    changes: Path | None
    updates: Path | None
    rejects: Path | None
    format: FileFormat | None

    def write(self, cleaned: Cleaned, progress: Progress, run: Run) -> None:
        """The log first: a cleaned table is never there without the log that was asked for."""
        from twinset.io import rejects_table, write_table_file
        from twinset.progress import stage

        with stage(progress, "write", cleaned.table.num_rows, "rows") as bar:
            if self.rejects is not None and cleaned.rejects:
                write_table_file(self.rejects, rejects_table(cleaned.rejects))
                run.written.append(self.rejects)
            if self.changes is not None:
                write_table_file(self.changes, cleaned.log.batches())
                run.written.append(self.changes)
            if self.updates is not None:
                write_table_file(self.updates, cleaned.updates)
                run.written.append(self.updates)
            write_table_file(self.out, cleaned.table, self.format.value if self.format else None)
            run.written.append(self.out)
            bar.advance(cleaned.table.num_rows)


def register(app: typer.Typer) -> None:
    app.command("standardize", short_help="Put a table right, with a log of every change.")(
        standardize
    )


def standardize(
    context: typer.Context,
    inputs: options.Inputs,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="File to write; its name says the format: .csv, .parquet, .ndjson, .arrow.",
            show_default=False,
        ),
    ],
    changes: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the change log: one line a changed cell."),
    ] = None,
    updates: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write a bulk update: the changed records, their ids and changed columns.",
        ),
    ] = None,
    rejects: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write the lines that could not be read, if there are any."
        ),
    ] = None,
    keep_raw: Annotated[
        bool,
        typer.Option(
            "--keep-raw/--replace",
            help="Keep each cleaned column as it was read beside it, as <column>_raw.",
        ),
    ] = False,
    only: Annotated[
        str | None,
        typer.Option(metavar="NAMES", help="Clean these columns or roles only: email,phone."),
    ] = None,
    accept_suggestions: Annotated[
        bool,
        typer.Option(
            "--accept-suggestions", help="Put misspelt email domains right, not only suggest it."
        ),
    ] = False,
    move: Annotated[
        bool,
        typer.Option(
            "--move",
            help="Move emails, phones and birth dates in other columns to their own, if empty.",
        ),
    ] = False,
    undo: Annotated[
        Path | None,
        typer.Option(
            metavar="CHANGES",
            help="Take a clean-up back: INPUT is cleaned, this is its change log.",
        ),
    ] = None,
    config: options.Config = None,
    format: Annotated[
        FileFormat | None,
        typer.Option(help="Format of FILE; by its name without this.", show_default=False),
    ] = None,
    threads: options.Threads = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    force: options.Force = False,
) -> None:
    """Write every value as a careful clerk would, and log every change.

    Names get their capitals back, phones the international form, dates ISO 8601, emails lower
    case; stray spaces go, placeholders become empty. Nothing is guessed: what is invalid, misspelt
    or in the wrong column is counted and left. Rows, their order and all other columns stay. The
    input is never written to.

    \b
    Examples:
      twinset standardize contacts.csv -o clean.csv --changes changes.csv
      twinset standardize crm.parquet -o clean.parquet --only email,phone --updates updates.csv
      twinset standardize clean.csv --undo changes.csv -o restored.csv
    """
    output = Output(json=json, quiet=quiet)
    with guard(output) as run:
        others = (changes, updates, rejects, only, config, keep_raw, accept_suggestions, move)
        if undo is not None and any(others):
            raise typer.BadParameter("--undo goes with -o, --format and --force only", ctx=context)
        targets = [path for path in (out, changes, updates, rejects) if path is not None]
        _check(targets, inputs if undo is None else [*inputs, str(undo)], force)

        from twinset_cli.imports import import_engine

        import_engine()

        import msgspec

        import twinset
        from twinset.config import load_plan
        from twinset.io.write import format_of

        for target in targets:
            format_of(target, format.value if format and target == out else None)
        if undo is not None:
            _undo(inputs, undo, out, format, output, run)
            return
        started = time.perf_counter()
        plan = None if config is None else load_plan(config)
        with output.progress() as progress:
            cleaned = twinset.clean(
                inputs,
                plan,
                only=[name.strip() for name in (only or "").split(",") if name.strip()],
                keep_raw=keep_raw,
                accept_suggestions=accept_suggestions,
                move=move,
                threads=threads,
                progress=progress,
            )
            files = Files(out, changes, updates, rejects, format)
            files.write(cleaned, progress, run)
        summary = msgspec.structs.replace(
            cleaned.report,
            seconds=time.perf_counter() - started,
            output=str(out),
            changes=_text(changes),
            updates=_text(updates),
        )
        output.result(lambda: msgspec.to_builtins(summary), lambda: report(summary))


def _check(targets: Sequence[Path], inputs: Sequence[str], force: bool) -> None:
    """Refuse, before any work, what could not be written or would overwrite what is read."""
    from twinset.errors import OutputError
    from twinset_cli.paths import check_file

    for place, target in enumerate(targets):
        if any(Path(name).exists() and target.resolve() == Path(name).resolve() for name in inputs):
            raise OutputError(
                f"{target}: is an input; what was read stays as it is", hint="name another file"
            )
        if target.resolve() in [other.resolve() for other in targets[:place]]:
            raise OutputError(f"{target}: is named for two outputs", hint="name two files")
        check_file(target, force=force)


def _undo(
    inputs: list[str],
    changes: Path,
    out: Path,
    format: FileFormat | None,
    output: Output,
    run: Run,
) -> None:
    import msgspec

    import twinset
    from twinset.io import write_table_file

    with output.progress() as progress:
        restored = twinset.restore(inputs, changes, progress=progress)
        write_table_file(out, restored.table, format.value if format else None)
    run.written.append(out)
    summary = msgspec.structs.replace(restored.report, output=str(out))
    output.result(lambda: msgspec.to_builtins(summary), lambda: undo_report(summary))


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def report(summary: CleaningReport) -> RenderableType:
    """Cells changed by column and reason, what is left to a person, and what was written."""
    from rich.console import Group

    from twinset_cli import render

    share = summary.changed_records / summary.rows if summary.rows else 0.0
    changed = render.table(
        ("column", "as", "changed", "why"),
        [(c.column, c.type, render.count(c.changed), _reasons(c)) for c in summary.columns],
        right=("changed",),
    )
    left = [
        (c.column, fault.replace("_", " "), render.count(number))
        for c in summary.columns
        for fault, number in c.left.items()
    ]
    parts: list[RenderableType] = [
        *(render.styled(f"Read {i.name}: {render.plural(i.rows, 'row')}") for i in summary.inputs),
        *render.warnings(
            f"{i.name}: {render.plural(i.rejected, 'line')} could not be read; see --rejects"
            for i in summary.inputs
            if i.rejected
        ),
        "",
        render.heading(
            f"Changed: {render.plural(summary.changed_cells, 'cell')} in "
            f"{render.plural(summary.changed_records, 'record')} ({share:.1%})"
        ),
        changed,
        "",
    ]
    if left:
        table = render.table(("column", "fault", "cells"), left, right=("cells",))
        parts += [render.heading("Left for you to decide"), table, ""]
    parts += render.date_orders(summary.columns)
    if summary.suggestions and summary.changes:
        found = f"{render.plural(summary.suggestions, 'suggestion')} in {summary.changes}"
        parts.append(render.styled(f"{found}; --accept-suggestions takes them"))
    files = [path for path in (summary.output, summary.changes, summary.updates) if path]
    parts.append(
        render.styled(f"Wrote {' and '.join(files)} in {render.duration(summary.seconds)}")
    )
    if summary.changes:
        undo = f"twinset standardize {summary.output} --undo {summary.changes} -o FILE"
        parts.append(render.styled(f"Take it back: {undo}", "dim"))
    return Group(*parts)


def _reasons(column: ColumnReport) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {n:,}" for name, n in column.reasons.items())


def undo_report(summary: RestoreReport) -> RenderableType:
    """What was put back and what was not."""
    from rich.console import Group

    from twinset_cli import render

    conflicts = [f"{render.plural(summary.conflicts, 'cell')} changed since: left as they are"]
    return Group(
        render.styled(f"Restored {render.plural(summary.restored, 'cell')}"),
        *render.warnings(conflicts if summary.conflicts else []),
        render.styled(f"Wrote {summary.output}"),
    )
