"""``twinset blocking inspect``: the blocks, the rules, and the true pairs that are missed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twinset_cli import options
from twinset_cli.errors import guard
from twinset_cli.output import Output

if TYPE_CHECKING:
    from rich.console import RenderableType

    from twinset.laboratory.inspect import BlockingInspection

_SHOWN = 12
_BAR = 30


def register(app: typer.Typer) -> None:
    app.command("inspect", short_help="Look into the blocks; explain missed pairs.")(inspect)


def inspect(
    inputs: options.Inputs,
    strategy: Annotated[
        str | None,
        typer.Option(
            "--strategy",
            "-s",
            metavar="NOTATION",
            help="A strategy, such as tokens/purge; without: the rules of the plan.",
            show_default=False,
        ),
    ] = None,
    truth: Annotated[
        Path | None,
        typer.Option(metavar="TRUTH", help="Records and entities: explain what is missed."),
    ] = None,
    show_values: Annotated[
        bool,
        typer.Option("--show-values", help="Also show values of large blocks: personal data."),
    ] = False,
    config: options.Config = None,
    threads: options.Threads = None,
    json: options.Json = False,
) -> None:
    """Look into the blocks: the largest, their sizes, and what each rule alone brings.

    With a truth file also why true pairs are missed: which parts of the nearest rule differ, and by
    how much. Row numbers (from 0, over all inputs in order), never a value unless --show-values.

    \b
    Examples:
      twinset blocking inspect contacts.csv
      twinset blocking inspect contacts.csv --config plan.toml --truth truth.csv
      twinset blocking inspect contacts.csv -s tokens/purge/filter --json
    """
    output = Output(json=json)
    with guard(output):
        from twinset_cli.imports import import_engine

        import_engine()

        import msgspec

        from twinset.config import load_plan
        from twinset.laboratory.inspect import inspect as look_into

        given = None if config is None else load_plan(config)
        with output.progress() as progress:
            inspection = look_into(
                inputs,
                given,
                strategy=strategy,
                truth=truth,
                show_values=show_values,
                threads=threads,
                progress=progress,
            )
        output.result(lambda: msgspec.to_builtins(inspection), lambda: told(inspection))


def told(inspection: BlockingInspection) -> RenderableType:
    """Rules, block sizes, the largest blocks; and what is missed, given the truth."""
    from rich.console import Group

    from twinset_cli import render

    parts: list[RenderableType] = [
        render.heading(
            "Rules" if inspection.strategy == "plan" else f"Rules of {inspection.strategy}"
        ),
        _rules(inspection),
    ]
    if inspection.sizes:
        parts += ["", render.heading("Block sizes"), _sizes(inspection)]
        parts += ["", render.heading("Largest blocks"), _largest(inspection)]
    if inspection.true_pairs is not None:
        parts += [
            "",
            render.heading("Missed true pairs"),
            render.styled(
                f"  {inspection.missed_pairs or 0:,} of {inspection.true_pairs:,} "
                f"(pair completeness {render.close_share(inspection.pair_completeness)})"
            ),
        ]
        if inspection.unknown_records:
            unknown = f"{inspection.unknown_records:,} of {inspection.rows:,}"
            parts.append(render.styled(f"  {unknown} records are not in the truth", "yellow"))
        if inspection.misses:
            parts += ["", _misses(inspection)]
    return Group(*parts)


def _rules(inspection: BlockingInspection) -> RenderableType:
    from twinset_cli import render

    known = inspection.true_pairs is not None
    heads = ["rule", "pairs", "only it", "blocks", "largest"]
    heads += ["true", "only it finds"] if known else []
    rows = []
    for rule in inspection.rules:
        about = "" if rule.only_exact else "~"
        row = [
            rule.rule,
            render.count(rule.pairs),
            f"{about}{rule.only_pairs:,}",
            render.count(rule.blocks) if rule.blocks else "-",
            render.count(rule.largest_block) if rule.blocks else "-",
        ]
        if known:
            row += [render.count(rule.found_pairs or 0), render.count(rule.only_found_pairs or 0)]
        rows.append(row)
    return render.table(heads, rows, right=heads[1:])


def _sizes(inspection: BlockingInspection) -> RenderableType:
    from twinset_cli import render

    most = max(size.pairs for size in inspection.sizes)
    return render.table(
        ("records", "blocks", "pairs", ""),
        [
            (
                f"{size.low:,}-{size.high:,}",
                render.count(size.blocks),
                render.count(size.pairs),
                "#" * -(-_BAR * size.pairs // max(1, most)),
            )
            for size in inspection.sizes
        ],
        right=("records", "blocks", "pairs"),
    )


def _largest(inspection: BlockingInspection) -> RenderableType:
    from twinset_cli import render

    shown = any(block.values for block in inspection.largest)
    heads = ("records", "pairs", "rule", "such as rows", *(("values",) if shown else ()))
    rows = []
    for block in inspection.largest:
        values = ", ".join(f"{k}: {v}" for k, v in (block.values or {}).items() if v is not None)
        cells = (
            render.count(block.records),
            render.count(block.pairs),
            block.rule,
            ", ".join(map(str, block.rows)),
        )
        rows.append((*cells, values) if shown else cells)
    return render.table(heads, rows, right=("records", "pairs"))


def _misses(inspection: BlockingInspection) -> RenderableType:
    from twinset_cli import render

    return render.table(
        ("pairs", "why", "nearest rule", "such as rows"),
        [
            (
                render.count(miss.pairs),
                miss.reason,
                miss.rule or "-",
                ", ".join(f"{left} and {right}" for left, right in miss.examples[:2]),
            )
            for miss in inspection.misses[:_SHOWN]
        ],
        right=("pairs",),
    )
