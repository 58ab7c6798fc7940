"""The comparison of blocking strategies as a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec
from published import SOURCES, Published
from speed_report import is_baseline

from twinset.laboratory.frontier import pairs_frontier
from twinset.laboratory.pictures import numbers
from twinset.laboratory.report import SizeReport, Spread, StrategyRow
from twinset.laboratory.rows import with_frontiers

HEAD = """# Blocking strategies compared

Made by `make blocking`; see [how](../README.md#blocking-strategies).

Every strategy worked on the same standardised records. Pair completeness is the share of true pairs
among the candidates, pairs quality the share of candidates that are true, reduction ratio the share
of all possible pairs that is saved: these are the same on every machine. Seconds were measured
apart, each strategy in a process of its own, of building and pairing together, after an untimed
first run; what other people's libraries (marked *lib*) take as input was made before the clock
started. Processor seconds are those of all threads, which other work on the machine hardly changes.
Memory is what the strategy took beside the records. A strategy that took more processor time than
it was given is a row that says so. In **bold**: on the frontier, no other finds more from fewer
pairs.

Parameters were chosen by hand with the truth at hand, as those of the literature were; what a
strategy does with its defaults is in the table as well. Published figures are others' measurements
on their own preparation of the same records.
"""


BUSY = 0.5
"""Load average before a run, above which its seconds are not those of the machine alone."""


class SetQuality(msgspec.Struct, kw_only=True):
    """What the strategies find on a set: the same on every machine."""

    link: bool
    report: SizeReport


class StrategySeconds(msgspec.Struct, kw_only=True):
    """What one costs. ``same_pairs``: it proposed as many as where its quality was measured."""

    status: str
    same_pairs: bool
    seconds: Spread | None
    cpu_seconds: Spread | None
    extra_bytes: int | None


class SetSeconds(msgspec.Struct, kw_only=True):
    """What they cost on a set, on one machine. ``load`` is its load average before the run,
    ``took`` the seconds of the whole run."""

    machine: str
    versions: dict[str, str]
    threads: int
    repeat: int
    load: float
    took: float
    strategies: dict[str, StrategySeconds]


class Results(msgspec.Struct):
    """All that was measured, by set."""

    sets: dict[str, SetQuality]
    seconds: dict[str, SetSeconds]

    def report(self, name: str) -> SizeReport:
        """What was found on a set, with what it cost, as far as that was measured."""
        quality, cost = self.sets[name].report, self.seconds.get(name)
        if cost is None:
            return quality
        rows = [_with_cost(row, cost.strategies.get(row.strategy)) for row in quality.strategies]
        return msgspec.structs.replace(quality, strategies=with_frontiers(rows))


def _with_cost(row: StrategyRow, cost: StrategySeconds | None) -> StrategyRow:
    if cost is None:
        return row
    return msgspec.structs.replace(
        row, seconds=cost.seconds, cpu_seconds=cost.cpu_seconds, extra_bytes=cost.extra_bytes
    )


def markdown(
    results: Results,
    published: Mapping[str, Sequence[Published]],
    picture_name: Callable[[str], str],
) -> str:
    """The page."""
    lines = [HEAD, *measured_on(results), *frontier_table(results, published)]
    for name in results.sets:
        lines += section(results, name, published.get(name, ()), picture_name(name))
    return "\n".join(lines).rstrip() + "\n"


def measured_on(results: Results) -> list[str]:
    """The machines and versions that seconds were measured on; whether these were busy."""
    lines: list[str] = []
    told: dict[str, list[str]] = {}
    for name, cost in results.seconds.items():
        tools = ", ".join(f"{tool} {version}" for tool, version in cost.versions.items())
        told.setdefault(f"Machine: {cost.machine}.  \nVersions: {tools}.", []).append(name)
    for text, names in told.items():
        about = "" if len(told) == 1 else f"Of {', '.join(names)}:  \n"
        lines += [about + text, ""]
    missing = [name for name in results.sets if name not in results.seconds]
    if missing:
        lines += [f"Seconds have not been measured of: {', '.join(missing)}.", ""]
    return lines


def frontier_table(results: Results, published: Mapping[str, Sequence[Published]]) -> list[str]:
    """Each published figure, and the best of ours at no lower completeness."""
    lines = [
        "## Beside the literature",
        "",
        "For each published figure ours of the highest pairs quality among those whose pair "
        "completeness is no lower (to the digits published); where none is, the nearest.",
        "",
        "| set | published | completeness | quality | ours | completeness | quality | |",
        "|---|---|--:|--:|---|--:|--:|---|",
    ]
    for name, found in results.sets.items():
        for figure in published.get(name, ()):
            lines.append(_beside(name, figure, found.report))
    return [*lines, "", SOURCES, ""]


def _beside(name: str, figure: Published, report: SizeReport) -> str:
    quality, least = figure.quality, float(figure.completeness)
    if quality is None and figure.pairs is not None:
        quality = least * (report.true_pairs or 0) / figure.pairs
    digits = len(figure.completeness.partition(".")[2])
    ours = [
        row for row in report.strategies if row.status == "done" and not is_baseline(row.strategy)
    ]
    able = [row for row in ours if round(row.pair_completeness or 0, digits) >= least]
    best = max(able, key=lambda row: row.pairs_quality or 0.0) if able else max(
        ours, key=lambda row: row.pair_completeness or 0.0
    )  # fmt: skip
    if not able:
        verdict = "below in completeness"
    elif quality is None or (best.pairs_quality or 0.0) >= quality - 5e-4:
        verdict = "on or above"
    else:
        verdict = "**below in quality**"
    shown = "" if quality is None else f"{quality:.4f}"
    return (
        f"| {name} | {figure.label} | {figure.completeness} | {shown} "
        f"| `{best.strategy}` | {best.pair_completeness:.4f} | {best.pairs_quality:.4f} "
        f"| {verdict} |"
    )


def section(results: Results, name: str, published: Sequence[Published], picture: str) -> list[str]:
    """One set."""
    report, cost = results.report(name), results.seconds.get(name)
    number = numbers(report)
    lines = [
        f"## {name}",
        "",
        f"{report.rows:,} records, {report.true_pairs or 0:,} true pairs"
        + (" between two sources" if results.sets[name].link else "")
        + f".{_timed(cost)}",
        "",
        "| | strategy | pair completeness | pairs quality | reduction ratio | candidate pairs "
        "| seconds | processor s | MiB |",
        "|--:|---|--:|--:|--:|--:|--:|--:|--:|",
        *(_line(number[row.strategy], row) for row in report.strategies),
    ]
    for figure in published:
        quality = "" if figure.quality is None else f"{figure.quality:.4f}"
        pairs = "" if figure.pairs is None else f"{figure.pairs:,}"
        lines.append(
            f"| | *published: {figure.label}* | {figure.completeness} "
            f"| {quality} | | {pairs} | | | |"
        )
    lines += ["", _frontier(report), "", f"![{name}: recall against pairs]"
              f"(blocking/{picture}_pairs.svg)"]  # fmt: skip
    if cost is not None:
        lines.append(f"![{name}: recall against seconds](blocking/{picture}_seconds.svg)")
    return [*lines, ""]


def _timed(cost: SetSeconds | None) -> str:
    if cost is None:
        return ""
    runs = "one timed run" if cost.repeat == 1 else f"median of {cost.repeat} runs"
    text = f" Seconds on {cost.threads} threads, {runs}"
    if cost.load > BUSY:
        text += f", **on a busy machine** (load average {cost.load:.0f}): go by processor seconds"
    changed = [name for name, one in cost.strategies.items() if not one.same_pairs]
    if changed:
        text += f"; another number of pairs than in the table: {', '.join(changed)}"
    return text + "."


def _frontier(report: SizeReport) -> str:
    names = [f"`{row.strategy}`" for row in pairs_frontier(report.strategies)]
    return f"On the frontier, the fewest pairs first: {', '.join(names)}."


def _line(number: int, row: StrategyRow) -> str:
    label = f"`{row.strategy}`" + (" *lib*" if is_baseline(row.strategy) else "")
    if row.on_pairs_frontier:
        label = f"**{label}**"
    if row.status != "done":
        said = f"{row.status}: {row.message}" if row.message else row.status
        return f"| {number} | {label} | {said} | | | | | | |"
    cost = ["", "", ""]
    if row.seconds is not None and row.cpu_seconds is not None:
        cost = [f"{row.seconds.median:.2f}", f"{row.cpu_seconds.median:.2f}",
                f"{(row.extra_bytes or 0) / 2**20:,.0f}"]  # fmt: skip
    return (
        f"| {number} | {label} | {row.pair_completeness:.4f} | {row.pairs_quality:.4f} "
        f"| {row.reduction_ratio:.6f} | {row.candidate_pairs:,} | {' | '.join(cost)} |"
    )
