"""The comparison of blocking strategies as a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec
from sets import Published

from twinset.laboratory.pictures import numbers
from twinset.laboratory.report import BlockingComparison, SizeReport, StrategyRow
from twinset.strategies.registry import baseline_names

HEAD = """# Blocking strategies compared

Made by `make blocking`; see [how](../README.md#blocking-strategies).

Each strategy ran in a process of its own on the same standardised records; what other people's
libraries (marked *lib*) take as input was made before the clock started. Pair completeness is the
share of true pairs among the candidates, pairs quality the share of candidates that are true,
reduction ratio the share of all possible pairs that is saved. Seconds are of building and pairing
together, the median of the timed runs, after an untimed first run. Memory is what the strategy
took beside the records. In **bold**: on the frontier, no other finds more from fewer pairs.

Parameters were chosen by hand with the truth at hand, as those of the literature were; what a
strategy does with its defaults is in the table as well. Published figures are others' measurements
on their own preparation of the same records.
"""


class Results(msgspec.Struct):
    """All that was measured."""

    machine: str
    versions: dict[str, str]
    sets: dict[str, BlockingComparison] = {}


def markdown(
    results: Results,
    published: Mapping[str, Sequence[Published]],
    picture_name: Callable[[str], str],
) -> str:
    """The page."""
    tools = ", ".join(f"{name} {version}" for name, version in results.versions.items())
    lines = [HEAD, f"Machine: {results.machine}.  ", f"Versions: {tools}.", ""]
    lines += frontier_table(results, published)
    for name, comparison in results.sets.items():
        lines += section(name, comparison, published.get(name, ()), picture_name(name))
    return "\n".join(lines).rstrip() + "\n"


def frontier_table(results: Results, published: Mapping[str, Sequence[Published]]) -> list[str]:
    """Each published figure, and the best of ours at no lower completeness."""
    lines = [
        "## Beside the literature",
        "",
        "For each published figure ours of the highest pairs quality among those whose pair "
        "completeness is no lower (to three digits, as published); where none is, the nearest.",
        "",
        "| set | published | completeness | quality | ours | completeness | quality | |",
        "|---|---|--:|--:|---|--:|--:|---|",
    ]
    for name, comparison in results.sets.items():
        for figure in published.get(name, ()):
            lines.append(_beside(name, figure, comparison.largest))
    return [*lines, ""]


def _beside(name: str, figure: Published, report: SizeReport) -> str:
    quality = figure.quality
    if quality is None and figure.pairs is not None:
        quality = figure.completeness * (report.true_pairs or 0) / figure.pairs
    ours = [row for row in report.strategies if row.status == "done" and not is_baseline(row)]
    able = [row for row in ours if round(row.pair_completeness or 0, 3) >= figure.completeness]
    best = max(able, key=lambda row: row.pairs_quality or 0.0) if able else max(
        ours, key=lambda row: row.pair_completeness or 0.0
    )  # fmt: skip
    if not able:
        verdict = "below in completeness"
    elif quality is None or (best.pairs_quality or 0.0) >= quality - 5e-4:
        verdict = "on or above"
    else:
        verdict = "**below in quality**"
    shown = "" if quality is None else f"{quality:.3f}"
    return (
        f"| {name} | {figure.method} ({figure.source}) | {figure.completeness:.3f} | {shown} "
        f"| `{best.strategy}` | {best.pair_completeness:.4f} | {best.pairs_quality:.4f} "
        f"| {verdict} |"
    )


def section(
    name: str, comparison: BlockingComparison, published: Sequence[Published], picture: str
) -> list[str]:
    """One set."""
    report = comparison.largest
    number = numbers(report)
    runs = "one timed run" if comparison.repeat == 1 else f"median of {comparison.repeat} runs"
    lines = [
        f"## {name}",
        "",
        f"{report.rows:,} records, {report.true_pairs or 0:,} true pairs"
        + (" between two sources" if comparison.link_by else "")
        + f"; {comparison.threads} threads, {runs}.",
        "",
        "| | strategy | pair completeness | pairs quality | reduction ratio | candidate pairs "
        "| seconds | MiB |",
        "|--:|---|--:|--:|--:|--:|--:|--:|",
        *(_line(number[row.strategy], row) for row in report.strategies),
    ]
    for figure in published:
        quality = "" if figure.quality is None else f"{figure.quality:.3f}"
        pairs = "" if figure.pairs is None else f"{figure.pairs:,}"
        lines.append(
            f"| | *published: {figure.method} ({figure.source})* | {figure.completeness:.3f} "
            f"| {quality} | | {pairs} | | |"
        )
    lines.append("")
    if report.recommendation is not None:
        lines += [report.recommendation.sentence, ""]
    lines += [
        f"![{name}: recall against pairs](blocking/{picture}_pairs.svg)",
        f"![{name}: recall against seconds](blocking/{picture}_seconds.svg)",
        "",
    ]
    return lines


def _line(number: int, row: StrategyRow) -> str:
    label = f"`{row.strategy}`" + (" *lib*" if is_baseline(row) else "")
    if row.on_pairs_frontier:
        label = f"**{label}**"
    if row.status != "done" or row.seconds is None:
        said = f"{row.status}: {row.message}" if row.message else row.status
        return f"| {number} | {label} | {said} | | | | | |"
    return (
        f"| {number} | {label} | {row.pair_completeness:.4f} | {row.pairs_quality:.4f} "
        f"| {row.reduction_ratio:.6f} | {row.candidate_pairs:,} | {row.seconds.median:.2f} "
        f"| {(row.extra_bytes or 0) / 2**20:,.0f} |"
    )


def is_baseline(row: StrategyRow) -> bool:
    """Whether a row is of somebody else's library."""
    return row.strategy.partition(":")[0] in baseline_names()
