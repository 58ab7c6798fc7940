"""``twinset explain``: why two records are, or are not, the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twinset_cli import options
from twinset_cli.errors import guard
from twinset_cli.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType

    from twinset import Explanation
    from twinset.comparison.multi_valued import Agreement


def register(app: typer.Typer) -> None:
    app.command("explain", short_help="Show why two records match, or do not.")(explain)


def explain(
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="What dedupe wrote.", show_default=False)
    ],
    left: Annotated[
        str, typer.Argument(metavar="ID", help="Identifier of one record.", show_default=False)
    ],
    right: Annotated[
        str, typer.Argument(metavar="ID", help="Identifier of the other.", show_default=False)
    ],
    json: options.Json = False,
) -> None:
    """Show what each comparison adds to the match weight of two records.

    The match weight is the base-2 logarithm of the odds of a match: +1 doubles them, -1 halves
    them. It starts at the prior, the odds of any candidate pair. A record without an identifier
    is named by its row number: row:0 is the first.

    \b
    Examples:
      twinset explain out 1042 2077
      twinset explain out 1042 2077 --json
    """
    output = Output(json=json)
    with guard(output):
        from twinset_cli.imports import import_engine

        import_engine()

        import twinset

        with output.progress() as progress:
            explanation = twinset.explain(out, left, right, progress=progress)
        output.result(explanation.to_dict, lambda: report(explanation))


def report(explanation: Explanation) -> RenderableType:
    """The waterfall and the verdict."""
    from rich.console import Group

    from twinset_cli import render

    together = "the same cluster" if explanation.same_cluster else "different clusters"
    rules = ", ".join(explanation.rules) or "none: blocking did not propose this pair"
    return Group(
        render.heading("Records"),
        render.table(
            ("column", "left", "right"),
            [
                (column, left or "", right or "")
                for column, left, right in explanation.values
                if left is not None or right is not None
            ],
        ),
        "",
        render.heading(
            f"Match weight of rows {explanation.left_row:,} and {explanation.right_row:,}"
        ),
        _waterfall(explanation),
        "",
        render.facts(
            [
                ("probability", f"{explanation.probability:.4f}"),
                ("now in", together),
                ("blocking rules", rules),
                *(_agreed(item) for item in explanation.agreements),
            ]
        ),
    )


def _agreed(item: Agreement) -> tuple[str, str]:
    """Which of a record's several emails, phones or companies agree."""
    values = " and ".join(dict.fromkeys((item.left_value, item.right_value)))
    numbers = f"number {item.left_number} of left, {item.right_number} of right"
    return f"{item.comparison} that agrees".replace("_", " "), f"{values} ({numbers})"


def _waterfall(explanation: Explanation) -> RenderableType:
    from twinset_cli import render
    from twinset_cli.waterfall import bars

    names = ["prior", *(name for name, _, _ in explanation.parts), "total"]
    levels = ["", *(level for _, level, _ in explanation.parts), ""]
    steps = [explanation.prior_weight, *(weight for _, _, weight in explanation.parts)]
    drawn = bars(steps)
    rows = []
    for name, level, weight, bar in zip(names, levels, [*steps, sum(steps)], drawn, strict=True):
        colour = "green" if weight > 0 else "red"
        style = f"bold {colour}" if name == "total" else colour
        rows.append(
            (
                name.replace("_", " "),
                level,
                render.styled(f"{weight:+.2f}", style),
                render.styled(bar, style),
            )
        )
    return render.table(("comparison", "level", "weight", ""), rows, right=("weight",))
