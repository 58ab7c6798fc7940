"""``twinset evaluate``: clusters against the truth."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twinset_cli import options
from twinset_cli.errors import guard
from twinset_cli.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType

    from twinset.evaluation import Evaluation


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
        import twinset

        evaluation = twinset.evaluate_files(clusters, truth)
        output.result(lambda: asdict(evaluation), lambda: report(evaluation))


def report(evaluation: Evaluation) -> RenderableType:
    """The two families of measures side by side, then what they were counted on."""
    from rich.console import Group

    from twinset_cli import render

    e = evaluation
    measures = render.table(
        ("measure", "precision", "recall", "F1"),
        [
            ("pairwise", *map(render.share, (e.precision, e.recall, e.f1))),
            ("B-cubed", *map(render.share, (e.bcubed_precision, e.bcubed_recall, e.bcubed_f1))),
        ],
        right=("precision", "recall", "F1"),
    )
    counts = render.facts(
        [
            ("records", render.count(e.records)),
            ("pairs found", f"{e.true_positives:,} of {e.true_pairs:,}"),
            ("wrong pairs", render.count(e.predicted_pairs - e.true_positives)),
            ("clusters", f"{e.clusters:,} for {e.entities:,} entities"),
            ("exactly right", f"{e.exact_clusters:,} clusters"),
            ("largest cluster", render.plural(e.largest_cluster, "record")),
        ]
    )
    left_out = [
        f"{render.plural(number, 'record')} left out: not in the {where}"
        for number, where in ((e.without_truth, "truth"), (e.without_cluster, "clusters"))
        if number
    ]
    return Group(measures, "", counts, *render.warnings(left_out))
