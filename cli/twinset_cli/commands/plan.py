"""``twinset plan``: what a run would do and cost, without doing it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twinset_cli import options
from twinset_cli.errors import guard
from twinset_cli.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType

    from twinset import Estimate


def register(app: typer.Typer) -> None:
    app.command("plan", short_help="Show roles, rules and the price of a run.")(plan)


def plan(
    inputs: options.Inputs,
    config: options.Config = None,
    save: Annotated[
        Path | None,
        typer.Option(metavar="PLAN.toml", help="Write the plan, to edit it and to run it again."),
    ] = None,
    threads: options.Threads = None,
    json: options.Json = False,
    force: options.Force = False,
) -> None:
    """Show the columns' roles, the blocking rules and the price of a run, before the run.

    Each rule's pairs are counted exactly, before any is expanded; those that are new to the
    rules before it, and so the total, are estimated from a sample. Memory and time come from
    rates measured on this machine and these records.

    \b
    Examples:
      twinset plan contacts.csv
      twinset plan contacts.csv --save plan.toml
    """
    output = Output(json=json)
    with guard(output) as run:
        from twinset_cli.paths import check_file, write_text

        if save is not None:
            check_file(save, force=force)

        from twinset_cli.imports import import_engine

        import_engine()

        import twinset
        from twinset.config import dump_plan, load_plan

        given = None if config is None else load_plan(config)
        with output.progress() as progress:
            estimate = twinset.estimate(inputs, given, threads=threads, progress=progress)
        if save is not None:
            write_text(save, dump_plan(estimate.plan))
            run.written.append(save)
        output.result(estimate.to_dict, lambda: report(estimate, inputs, save))


def report(estimate: Estimate, inputs: list[str], save: Path | None) -> RenderableType:
    """Roles, rules, price tag, and what to run next."""
    from rich.console import Group

    from twinset_cli import render

    roles = render.table(
        ("column", "role", "sure", "why"),
        [
            (role.column, role.role.replace("_", " "), f"{role.confidence:.0%}", role.evidence)
            for role in estimate.roles
        ],
        right=("sure",),
    )
    rules = render.table(
        ("blocking rule", "pairs", "new", "records", "largest block"),
        [
            (
                rule.name,
                render.count(rule.pairs),
                render.count(rule.new_pairs),
                render.count(rule.records),
                render.count(rule.largest_block),
            )
            for rule in estimate.rules
        ],
        right=("pairs", "new", "records", "largest block"),
    )
    price = render.facts(
        [
            ("candidate pairs", f"about {estimate.pairs:,}"),
            ("peak memory", f"about {render.size(estimate.memory_bytes)}"),
            ("time", f"about {render.duration(estimate.seconds)}"),
        ]
    )
    config = "" if save is None else f" --config {save}"
    return Group(
        render.heading("Columns"),
        roles,
        "",
        render.heading("Blocking rules"),
        rules,
        "",
        render.heading("Price of a run on this machine"),
        price,
        "",
        *([render.styled(f"Wrote {save}")] if save is not None else []),
        render.styled(f"Next: twinset dedupe {' '.join(inputs)} -o out{config}", "dim"),
    )
