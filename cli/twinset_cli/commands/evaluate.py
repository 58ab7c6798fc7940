"""``twinset evaluate``: clusters against the truth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twinset_cli import options
from twinset_cli.errors import guard
from twinset_cli.output import Output

if TYPE_CHECKING:
    pass


def register(app: typer.Typer) -> None:
    app.command("evaluate", short_help="Measure clusters against the truth.")(evaluate)


def evaluate(
    clusters: Annotated[
        Path,
        typer.Argument(
            metavar="OUT_OR_CLUSTERS",
            help="What dedupe wrote, or a table with the columns id and cluster.",
            show_default=False,
        ),
    ],
    truth: Annotated[
        Path,
        typer.Argument(
            metavar="TRUTH",
            help="A table of each record's identifier and entity.",
            show_default=False,
        ),
    ],
    json: options.Json = False,
) -> None:
    """Measure clusters against the truth: precision, recall and F1, pairwise and B-cubed.

    \b
    Examples:
      twinset evaluate out truth.csv
      twinset evaluate clusters.csv truth.csv --json
    """
    output = Output(json=json)
    with guard(output):
        raise NotImplementedError
