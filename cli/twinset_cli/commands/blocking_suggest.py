"""``twinset blocking suggest``: rules proposed from the data alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twinset_cli import options
from twinset_cli.errors import guard
from twinset_cli.output import Output
from twinset_cli.values import number

if TYPE_CHECKING:
    from rich.console import RenderableType

    from twinset.laboratory.suggest import BlockingSuggestion, SuggestedRule


def register(app: typer.Typer) -> None:
    app.command("suggest", short_help="Propose blocking rules from the data alone.")(suggest)


def suggest(
    inputs: options.Inputs,
    budget: Annotated[
        int | None,
        typer.Option(
            parser=number,
            metavar="PAIRS",
            help="Candidate pairs in all, such as 500k; 15 a record by default.",
            show_default=False,
        ),
    ] = None,
    config: options.Config = None,
    save_plan: Annotated[
        Path | None,
        typer.Option(metavar="PLAN.toml", help="Write the plan with these rules."),
    ] = None,
    threads: options.Threads = None,
    json: options.Json = False,
    force: options.Force = False,
) -> None:
    """Propose blocking rules from the data alone: no truth, no labels.

    The search that dedupe runs by itself: some fifty rules are laid out, a sample of their pairs is
    compared, and rules are taken by new matches per new pair. Coverage, blocks and pairs are exact;
    matches are estimates.

    \b
    Examples:
      twinset blocking suggest contacts.csv
      twinset blocking suggest contacts.csv --budget 500k --save-plan plan.toml
    """
    output = Output(json=json)
    with guard(output) as run:
        from twinset_cli.paths import check_file, write_text

        if save_plan is not None:
            check_file(save_plan, force=force)

        from twinset_cli.imports import import_engine

        import_engine()

        import msgspec

        from twinset.config import dump_plan, load_plan
        from twinset.laboratory.suggest import suggest as suggest_rules

        given = None if config is None else load_plan(config)
        with output.progress() as progress:
            suggestion, plan = suggest_rules(
                inputs, given, budget=budget, threads=threads, progress=progress
            )
        if save_plan is not None:
            write_text(save_plan, dump_plan(plan))
            run.written.append(save_plan)
        output.result(
            lambda: msgspec.to_builtins(suggestion), lambda: told(suggestion, inputs, save_plan)
        )


def told(suggestion: BlockingSuggestion, inputs: list[str], saved: Path | None) -> RenderableType:
    """The rules, what they miss together, and what more pairs would buy."""
    import shlex

    from rich.console import Group

    from twinset_cli import render

    parts: list[RenderableType] = [
        render.heading(f"Blocking rules for {render.plural(suggestion.rows, 'record')}"),
        _table(suggestion.rules),
        "",
        render.facts(_totals(suggestion)),
    ]
    if suggestion.beyond:
        parts += ["", render.heading("Next, beyond the budget"), _table(suggestion.beyond)]
    parts += ["", render.styled("  ~ estimated from a sample, without truth", "dim")]
    names = shlex.join(inputs)
    if saved is None:
        line = f"Next: twinset blocking suggest {names} --save-plan plan.toml"
    else:
        line = f"Wrote {saved}. Next: twinset dedupe {names} -o out --config {saved}"
    parts.append(render.styled(line, "dim"))
    return Group(*parts)


def _totals(suggestion: BlockingSuggestion) -> list[tuple[str, str]]:
    facts = [
        (
            "candidate pairs",
            f"~{suggestion.pairs:,} of a budget of {suggestion.budget:,}, "
            f"{suggestion.pairs_per_record:.1f} a record",
        )
    ]
    if suggestion.missed is not None:
        facts.append(("matches found", f"~{suggestion.matches:,.0f}"))
        facts.append(("matches missed", f"~{suggestion.missed:.1%}"))
    return facts


_HEADS = (
    "rule", "records", "coverage", "largest block", "pairs", "~new pairs", "~new matches",
    "~per 1,000 pairs",
)  # fmt: skip


def _table(rules: list[SuggestedRule]) -> RenderableType:
    from twinset_cli import render

    if not rules:
        return render.styled("  none: no rule finds what looks like a match", "dim")
    return render.table(
        _HEADS,
        [
            (
                rule.rule,
                render.count(rule.records),
                f"{rule.coverage:.1%}",
                render.count(rule.largest_block),
                render.count(rule.pairs),
                render.count(rule.new_pairs),
                f"{rule.new_matches:,.0f}",
                f"{rule.matches_per_1000_pairs:,.0f}",
            )
            for rule in rules
        ],
        right=_HEADS[1:],
    )
