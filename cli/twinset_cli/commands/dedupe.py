"""``twinset dedupe``: from files to merge sets."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twinset_cli import options
from twinset_cli.errors import guard
from twinset_cli.output import Output

if TYPE_CHECKING:
    import pyarrow as pa
    from rich.console import RenderableType

    from twinset.summary import InputSummary, Summary
    from twinset.types import Records


class Format(StrEnum):
    """The table format of the output folder."""

    PARQUET = "parquet"
    CSV = "csv"


def register(app: typer.Typer) -> None:
    app.command("dedupe", short_help="Find duplicates; write merge sets.")(dedupe)


def dedupe(
    inputs: options.Inputs,
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="OUT", help="Folder to write.", show_default=False),
    ],
    config: options.Config = None,
    model: Annotated[
        Path | None,
        typer.Option(metavar="MODEL.json", help="A trained model to use instead of training one."),
    ] = None,
    threads: options.Threads = None,
    memory: options.Memory = None,
    format: Annotated[Format, typer.Option(help="Format of the tables in OUT.")] = Format.PARQUET,
    json: options.Json = False,
    quiet: options.Quiet = False,
    force: options.Force = False,
) -> None:
    """Find duplicates, and write clusters, merge sets and golden records.

    No configuration is needed: the columns' roles, the blocking rules and the model are worked
    out from the data, without labels. OUT is written whole or not at all.

    \b
    Examples:
      twinset dedupe contacts.csv -o out
      twinset dedupe crm.parquet shop.csv.gz -o out --format csv
      twinset dedupe contacts.csv -o out --config plan.toml --json

    \b
    OUT holds:
      clusters        every record's cluster
      pairs           the scored pairs, with match weight, probability and levels
      merge_sets      one row per cluster of two records or more
      golden          one row per cluster: the surviving values
      golden_sources  the row that each surviving value came from
      summary.json, model.json, plan.toml, provenance.json
      rejects.csv     lines that could not be read, where there are any
    """
    output = Output(json=json, quiet=quiet)
    with guard(output) as run:
        from twinset_cli.paths import check_folder

        check_folder(out, force=force)

        from twinset.config import Plan, load_plan
        from twinset.memory import Budget, keep_pages
        from twinset_cli.imports import import_engine

        if memory is None:
            keep_pages()
        else:
            Budget(memory).settle()
        plan = Plan() if config is None else load_plan(config)

        def read() -> Records:
            from twinset.io import read_records

            return read_records(inputs, plan.read, progress=progress)

        with output.progress() as progress:
            reading = import_engine(beside=read)

            import twinset

            result = twinset.dedupe(
                reading, plan, model=model, threads=threads, memory=memory, progress=progress
            )
            result.write(out, format=format.value, force=force, progress=progress)
        run.written.append(out)
        import msgspec

        from twinset.summary import Summary

        summary = msgspec.convert({**result.summary, "output": str(out)}, Summary)
        output.result(
            lambda: msgspec.to_builtins(summary),
            lambda: report(summary, example_pair(result.merge_sets)),
        )


def report(summary: Summary, pair: Sequence[str]) -> RenderableType:
    """The report for people: what was read, decided, found and written.

    ``pair`` is what the next command is suggested for; empty where nothing was found.
    """
    from rich.console import Group

    from twinset_cli import render

    roles = render.table(
        ("column", "role"),
        [(column.column, column.role.replace("_", " ")) for column in summary.columns],
    )
    rules = render.table(
        ("blocking rule", "pairs", "new"),
        [
            (rule.name, render.count(rule.pairs), render.count(rule.new_pairs))
            for rule in summary.rules
        ],
        right=("pairs", "new"),
    )
    return Group(
        *(render.styled(f"Read {_read(source)}") for source in summary.inputs),
        "",
        render.heading("Columns"),
        roles,
        "",
        render.heading(f"Candidate pairs: {summary.candidate_pairs:,}"),
        rules,
        "",
        render.heading("Found"),
        _found(summary),
        "",
        *render.warnings(summary.warnings),
        *([""] if summary.warnings else []),
        render.styled(f"Wrote {summary.output} in {render.duration(summary.seconds)}"),
        *([render.styled(_next_step(summary, pair), "dim")] if pair else []),
    )


def _read(source: InputSummary) -> str:
    from twinset_cli import render

    rejected = f", {render.plural(source.rejected, 'line')} rejected" if source.rejected else ""
    return f"{source.name}: {render.plural(source.rows, 'row')}{rejected}"


def _found(summary: Summary) -> RenderableType:
    from twinset_cli import render

    clusters = summary.clusters
    share = f"{clusters.duplicates / summary.rows:.1%}" if summary.rows else "0%"
    return render.facts(
        [
            ("merge sets", render.count(clusters.merge_sets)),
            ("duplicates", f"{clusters.duplicates:,} ({share} of the records)"),
            ("records after merging", render.count(clusters.total)),
            ("largest cluster", render.plural(clusters.largest, "record")),
            ("expected precision", render.share(clusters.expected_precision)),
            ("expected recall", render.share(summary.expected_recall)),
        ]
    )


def _next_step(summary: Summary, pair: Sequence[str]) -> str:
    import shlex

    return f"Next: {shlex.join(['twinset', 'explain', str(summary.output), *pair])}"


def example_pair(merge_sets: pa.Table) -> list[str]:
    """Two records of the first merge set, as ``twinset explain`` takes them; or nothing."""
    if not merge_sets.num_rows:
        return []
    first = merge_sets.slice(0, 1).to_pylist()[0]
    ids, rows = first["member_ids"], first["member_rows"]
    named = all(ids) and len(set(ids)) == len(ids)
    return list(ids[:2]) if named else [f"row:{row}" for row in rows[:2]]
