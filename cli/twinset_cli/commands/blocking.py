"""``twinset blocking``: the blocking laboratory's commands."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from twinset_cli import options
from twinset_cli.commands import blocking_compare, blocking_inspect, blocking_suggest
from twinset_cli.errors import ExitCode, guard
from twinset_cli.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType

    from twinset.laboratory.catalogue import Entry


_HEADS = {
    "strategy": "Strategies",
    "refiner": "Refiners of blocks, after a /",
    "pruner": "Pruners of pairs, last after a /",
    "baseline": "Baselines: other libraries, which must be installed",
}


def register(app: typer.Typer) -> None:
    blocking = typer.Typer(
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    blocking.callback(invoke_without_command=True)(laboratory)
    for command in (blocking_compare, blocking_suggest, blocking_inspect):
        command.register(blocking)
    blocking.command("list", short_help="Name the strategies and their parameters.")(strategies)
    app.add_typer(blocking, name="blocking", short_help="Compare blocking strategies; find one.")


def laboratory(context: typer.Context) -> None:
    """The blocking laboratory: which pairs to look at, and what that costs.

    \b
    Start with:  twinset blocking compare contacts.csv --truth truth.csv
    """
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(ExitCode.USAGE)


def strategies(json: options.Json = False) -> None:
    """Name the blocking strategies and their parameters, those of installed plugins too.

    \b
    How to write one:
      NAME                               tokens
      NAME:PARAMETER=VALUE,...           sorted:window=7
      STRATEGY/REFINER/.../PRUNER        tokens/purge/filter:ratio=0.5/prune:weight=js
      STRATEGY+STRATEGY                  learned+neighbours: the pairs of either
    A package adds its own by the entry point group twinset.strategies.
    """
    output = Output(json=json)
    with guard(output):
        import msgspec

        from twinset.laboratory.catalogue import catalogue

        found = catalogue()
        output.result(lambda: {"strategies": msgspec.to_builtins(found)}, lambda: listed(found))


def listed(entries: list[Entry]) -> RenderableType:
    """The strategies, then what may follow them after a slash."""
    from rich.console import Group
    from rich.padding import Padding

    from twinset_cli import render

    parts: list[RenderableType] = []
    for kind, head in _HEADS.items():
        some = [entry for entry in entries if entry.kind == kind]
        if some:
            parts.append(render.heading(head))
        for entry in some:
            parts.append(render.styled(f"  {entry.name}", "cyan"))
            parts.append(Padding(render.styled(entry.doc), (0, 0, 0, 4)))
            for parameter in entry.parameters:
                given = "" if parameter.default is None else f" = {parameter.default or '(empty)'}"
                text = render.styled(f"{parameter.name}{given}", "bold")
                text.append_text(render.styled(f"  {parameter.type}. {parameter.doc}", "dim"))
                parts.append(Padding(text, (0, 0, 0, 6)))
            parts.append("")
    return Group(*parts[:-1])
