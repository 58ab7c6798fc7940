"""``twinset blocking compare``: every strategy on the same records, within the same limits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twinset_cli import options
from twinset_cli.errors import guard
from twinset_cli.output import Output
from twinset_cli.values import duration, memory_size, number

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
    from rich.text import Text

    from twinset.laboratory.report import (
        BlockingComparison,
        Recommendation,
        SizeReport,
        StrategyRow,
    )


def register(app: typer.Typer) -> None:
    app.command("compare", short_help="Compare strategies: recall, pairs, seconds, memory, F1.")(
        compare
    )


def compare(
    context: typer.Context,
    inputs: options.Inputs,
    truth: Annotated[
        Path | None,
        typer.Option(metavar="TRUTH", help="Records and entities; else recall is estimated."),
    ] = None,
    strategy: Annotated[
        list[str] | None,
        typer.Option(
            "--strategy",
            "-s",
            metavar="NOTATION",
            help="A strategy, such as tokens/purge or sorted:window=7; again for more. "
            "Without: a selection of all. 'twinset blocking list' names them.",
            show_default=False,
        ),
    ] = None,
    sizes: Annotated[
        str,
        typer.Option(metavar="SIZES", help="Numbers of records to sample, such as 10k,100k,1M."),
    ] = "",
    budget: Annotated[
        int | None,
        typer.Option(parser=number, metavar="PAIRS", help="Stop a strategy at so many pairs."),
    ] = None,
    repeat: Annotated[int, typer.Option(min=1, metavar="N", help="Timed runs of each.")] = 1,
    time_limit: Annotated[
        float | None,
        typer.Option(
            parser=duration,
            metavar="TIME",
            help="Of each pass: 90s, 10m. Without: 2m, from 100,000 records on with their square "
            "root more (1M: 6m).",
            show_default=False,
        ),
    ] = None,
    memory_limit: Annotated[
        int,
        typer.Option(parser=memory_size, metavar="SIZE", help="Resident memory of each strategy."),
    ] = "8GiB",  # type: ignore[assignment]
    link_by: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN",
            help="Link: pairs of two values of this column only ('file': of two input files).",
        ),
    ] = None,
    score: Annotated[
        bool, typer.Option(help="Also score and cluster, for the F1 in the end.")
    ] = True,
    config: options.Config = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="OUT", help="Folder to write: JSON, page, pictures."),
    ] = None,
    save_plan: Annotated[
        Path | None,
        typer.Option(metavar="PLAN.toml", help="Write the plan with the recommended strategy."),
    ] = None,
    threads: options.Threads = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    force: options.Force = False,
) -> None:
    """Compare blocking strategies on your own data, and recommend one with its price.

    Each strategy runs in a process of its own, within the limits: one that goes beyond is a row
    that says so. The first run of each is not timed. Samples are of whole entities.

    \b
    Examples:
      twinset blocking compare contacts.csv --truth truth.csv -o compared
      twinset blocking compare contacts.csv -s learned -s tokens/purge/filter --sizes 10k,100k

    \b
    OUT holds:
      compare.html                  one page: charts to point at, tables to sort
      compare.json                  the report; its JSON Schema: twinset schema blocking
      frontier_pairs.svg, .png      recall against candidate pairs, for papers
      frontier_seconds.svg, .png    recall against seconds
      table.csv                     every figure of every strategy
    """
    output = Output(json=json, quiet=quiet)
    with guard(output) as run:
        from twinset_cli.paths import check_file, check_folder, write_text

        try:
            wanted = [number(size) for size in sizes.split(",") if size.strip()]
        except typer.BadParameter as error:
            raise typer.BadParameter(f"--sizes: {error.message}", ctx=context) from None
        if out is not None:
            check_folder(out, force=force)
        if save_plan is not None:
            check_file(save_plan, force=force)

        from twinset_cli.imports import import_engine

        import_engine()

        from twinset.config import Plan, dump_plan, load_plan
        from twinset.laboratory import compare as compare_strategies
        from twinset.laboratory.plans import plan_for

        plan = Plan() if config is None else load_plan(config)
        with output.progress() as progress:
            report = compare_strategies(
                inputs,
                plan,
                truth=truth,
                strategies=strategy or [],
                sizes=wanted,
                link_by=link_by,
                repeat=repeat,
                budget=budget,
                time_limit="auto" if time_limit is None else time_limit,
                memory_limit=memory_limit,
                score=score,
                threads=threads,
                progress=progress,
                tell=output.note,
            )
        if out is not None:
            from twinset.laboratory.output import write

            report = write(report, out, force=force)
            run.written.append(out)
        best = report.largest.recommendation
        saved = None
        if save_plan is not None and best is not None:
            made = plan_for(best.plan_strategy, plan)[0] if best.plan_strategy else None
            if made is not None:
                write_text(save_plan, dump_plan(made))
                run.written.append(save_plan)
                saved = save_plan
                if best.plan_strategy != best.strategy:
                    output.note(f"warning: {save_plan}: {_why_not(best)}; "
                                f"it uses {best.plan_strategy}, the next best")  # fmt: skip
        if save_plan is not None and saved is None:
            output.note(f"warning: {save_plan}: not written: {_why_not(best)}")
        output.result(lambda: as_json(report), lambda: told(report, saved))


def as_json(report: BlockingComparison) -> object:
    """The report, ready for JSON."""
    import msgspec

    return msgspec.to_builtins(report)


def told(report: BlockingComparison, saved: Path | None) -> RenderableType:
    """A table a size, the recommendation, and what to do next."""
    from rich.console import Group

    from twinset_cli import render

    parts: list[RenderableType] = []
    for size in report.sizes:
        head = f"{render.plural(size.rows, 'record')}{_true_pairs(size)}"
        parts += [render.heading(head), _Table(size), ""]
    parts.append(
        render.styled(
            "  * on the frontier of pairs, + of seconds: nothing finds more for less", "dim"
        )
    )
    if report.estimated:
        parts.append(render.styled("  ~ estimated without truth, with 95 % intervals", "dim"))
    parts += ["", *render.warnings(report.warnings)]
    best = report.largest.recommendation
    if best is not None:
        parts.append(render.styled(best.sentence, "bold"))
    if saved is not None:
        parts.append(render.styled(f"Wrote {saved}: twinset dedupe ... --config {saved}", "dim"))
    if report.output is not None:
        place = Path(report.output) / "compare.html"
        parts.append(render.styled(f"Wrote {report.output}: open {place}", "dim"))
    return Group(*parts)


def _true_pairs(size: SizeReport) -> str:
    from twinset_cli import render

    guess = size.estimate
    if guess is not None and guess.true_pairs is not None:
        return (
            f", ~{guess.true_pairs:,.0f} true pairs, estimated "
            f"({guess.low or 0:,.0f} to {guess.high or 0:,.0f})"
        )
    return "" if size.true_pairs is None else f", {render.plural(size.true_pairs, 'true pair')}"


_HEADS = (
    "", "strategy", "recall", "quality", "pairs", "a record", "only it", "block", "seconds",
    "memory", "F1",
)  # fmt: skip


_NARROW = ("memory", "block", "only it", "a record")
"""Columns that a narrow terminal goes without, the first first."""


@dataclass(frozen=True, slots=True)
class _Table:
    """All columns that are known and that the terminal has room for; which are left out is said."""

    size: SizeReport

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.measure import Measurement

        from twinset_cli import render

        rows = [_cells(row) for row in self.size.strategies]
        unknown = () if any(row.f1 is not None for row in self.size.strategies) else ("F1",)
        for count in range(len(_NARROW) + 1):
            without = (*unknown, *_NARROW[:count])
            kept = [place for place, head in enumerate(_HEADS) if head not in without]
            heads = [_HEADS[place] for place in kept]
            cells = [[row[place] for place in kept] for row in rows]
            table = render.table(heads, cells, right=_HEADS[2:])
            width = Measurement.get(console, options.update(max_width=10_000), table).maximum
            if width <= options.max_width:
                break
        yield table
        if count:
            yield render.styled(
                f"  too narrow for: {', '.join(_NARROW[:count])}; --json and -o hold them", "dim"
            )


def _cells(row: StrategyRow) -> tuple[str | Text, ...]:
    from rich.text import Text

    from twinset_cli import render

    mark = ("*" if row.on_pairs_frontier else "") + ("+" if row.on_seconds_frontier else "")
    named = folded(row.strategy)
    pairs = "-" if row.candidate_pairs is None else render.short_count(row.candidate_pairs)
    if row.status != "done":
        name = Text(f"{named}\n")
        name.append_text(render.styled(f"{row.status}: {row.message}".rstrip(": "), "yellow"))
        pairs = f">{pairs}" if row.status == "over budget" else pairs
        return (mark, name, "-", "-", pairs, *["-"] * 6)
    recall = render.close_share(row.pair_completeness)
    quality = render.close_share(row.pairs_quality)
    interval = row.completeness_interval
    if interval is not None:
        recall, quality = f"~{recall}\n({interval.low:.3f}-{interval.high:.3f})", f"~{quality}"
    only = row.only_found_pairs if row.only_found_pairs is not None else row.only_candidate_pairs
    name = Text(named)
    if row.message:
        name.append_text(render.styled(f"\n{row.message}", "yellow"))
    return (
        mark,
        name,
        recall,
        quality,
        pairs,
        f"{row.pairs_per_record or 0:.1f}",
        "-" if only is None else render.short_count(only),
        "-" if row.largest_block is None else render.short_count(row.largest_block),
        _seconds(row),
        "-" if row.peak_bytes is None else render.size(row.peak_bytes),
        render.close_share(row.f1),
    )


_NAME_WIDTH = 34


def folded(notation: str) -> str:
    """A notation in lines of some 34 characters, broken after its marks alone."""
    from twinset_cli import render

    lines = [""]
    for part in re.findall(r"[^/+,;&:]+[/+,;&:]*", notation):
        if lines[-1] and len(lines[-1]) + len(part) > _NAME_WIDTH:
            lines.append("  ")
        lines[-1] += part
    return "\n".join(render.printable(line) for line in lines)


def _seconds(row: StrategyRow) -> str:
    """The median; with what it lies between where runs were repeated."""
    spread = row.seconds
    if spread is None:
        return "-"
    if spread.low == spread.high:
        return f"{spread.median:.2f}"
    return f"{spread.median:.2f}\n({spread.low:.2f}-{spread.high:.2f})"


def _why_not(best: Recommendation | None) -> str:
    if best is None:
        return "there is no strategy to recommend"
    return best.plan_note or f"a plan can't say {best.strategy}"
