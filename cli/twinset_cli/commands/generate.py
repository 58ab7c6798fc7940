"""``twinset generate``: a synthetic contact base, with the truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twinset_cli import options
from twinset_cli.errors import Run, guard
from twinset_cli.output import Output

if TYPE_CHECKING:
    import pyarrow as pa
    from rich.console import RenderableType

    from twinset.generator import GeneratorSettings
    from twinset.progress import Progress


BATCH_ROWS = 100_000


def register(app: typer.Typer) -> None:
    app.command("generate", short_help="Make a contact base with known duplicates.")(generate)


def generate(
    context: typer.Context,
    rows: Annotated[
        int, typer.Argument(metavar="ROWS", min=1, help="Records in all.", show_default=False)
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="File to write; its name says the format: .csv, .parquet, .ndjson, also .gz.",
            show_default=False,
        ),
    ],
    truth: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="File for the truth: which entity each record is."),
    ] = None,
    faults: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="File for the faults: row, id, column and fault."),
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Another seed is another base.")] = 1,
    difficulty: Annotated[
        str,
        typer.Option(metavar="LEVEL", help="easy, medium, hard, or a number from 0 to 1."),
    ] = "medium",
    locale: Annotated[
        str,
        typer.Option(
            metavar="LOCALE",
            help="western, world, or a country: us gb de fr es it nl pl ru fa zh is.",
        ),
    ] = "western",
    companies: Annotated[
        float | None,
        typer.Option(metavar="SHARE", help="Share of entities that are companies."),
    ] = None,
    duplicates: Annotated[
        float | None,
        typer.Option(metavar="SHARE", help="Share of records that are further copies, to 0.8."),
    ] = None,
    layout: Annotated[
        str,
        typer.Option(
            metavar="LAYOUT", help="contacts, crm (second addresses, email status) or full_name."
        ),
    ] = "contacts",
    headers: Annotated[
        str | None,
        typer.Option(metavar="LANGUAGE", help="Language of the headers; else the locale's."),
    ] = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    force: options.Force = False,
) -> None:
    """Make a contact base with known duplicates, to measure on.

    The same settings give the same bytes, on every machine.

    \b
    Examples:
      twinset generate 5000 -o contacts.csv --truth truth.csv
      twinset generate 1000000 -o big.parquet --difficulty hard --locale world
      twinset generate 20000 -o kontakty.csv --locale ru --layout crm --faults faults.csv
    """
    output = Output(json=json, quiet=quiet)
    with guard(output) as run:
        from twinset.errors import PlanError
        from twinset_cli.paths import check_file

        targets = [target for target in (out, truth, faults) if target is not None]
        for target in targets:
            check_file(target, force=force)
        try:
            settings = _settings(
                rows, seed, difficulty, locale, companies, duplicates, layout, headers
            )
        except PlanError as error:  # a bad value of an option is wrong usage, not a bad plan
            hint = f" ({error.hint})" if error.hint else ""
            raise typer.BadParameter(f"{error.message}{hint}", ctx=context) from None
        with output.progress() as progress:
            _write(settings, out, truth, faults, progress, run)
        data = {
            "rows": rows,
            "out": str(out),
            "truth": None if truth is None else str(truth),
            "faults": None if faults is None else str(faults),
        }
        output.result(lambda: data, lambda: _report(rows, targets))


def _settings(
    rows: int,
    seed: int,
    difficulty: str,
    locale: str,
    companies: float | None,
    duplicates: float | None,
    layout: str,
    headers: str | None,
) -> GeneratorSettings:
    """The generator's settings, its own defaults where nothing was given."""
    from twinset.generator import GeneratorSettings, parse_difficulty

    defaults = GeneratorSettings(rows)
    return replace(
        defaults,
        seed=seed,
        difficulty=parse_difficulty(difficulty),
        locale=locale,
        companies=defaults.companies if companies is None else companies,
        duplicates=defaults.duplicates if duplicates is None else duplicates,
        layout=layout,
        headers=headers,
    )


def _write(
    settings: GeneratorSettings,
    out: Path,
    truth: Path | None,
    faults: Path | None,
    progress: Progress,
    run: Run,
) -> None:
    """Stream the base to its file, then the truth and the faults, which were kept meanwhile."""
    from twinset.generator import FaultLog, column_names, generate_batches
    from twinset.io import write_table_file
    from twinset.progress import stage

    kept: list[pa.Table] = []
    log = None if faults is None else FaultLog()

    def records() -> Iterator[pa.Table]:
        for generated in generate_batches(settings, batch_rows=BATCH_ROWS, log=log):
            if truth is not None:
                kept.append(generated.truth)
            yield generated.records
            bar.advance(generated.records.num_rows)

    with stage(progress, "generate", settings.rows, "records") as bar:
        write_table_file(out, records())
    run.written.append(out)
    if truth is not None:
        write_table_file(truth, kept)
        run.written.append(truth)
    if faults is not None and log is not None:
        names = column_names(settings.language, settings.layout)
        write_table_file(faults, log.tables(names, settings.columns))
        run.written.append(faults)


def _report(rows: int, targets: list[Path]) -> RenderableType:
    from rich.console import Group

    from twinset_cli import render

    written = " and ".join(str(target) for target in targets)
    return Group(
        render.styled(f"Wrote {render.plural(rows, 'record')} to {written}"),
        render.styled(f"Next: twinset dedupe {targets[0]} -o out", "dim"),
    )
