"""The same method in ours and in others' hands, as a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from twinset.laboratory.report import StrategyRow
from twinset.strategies.registry import baseline_names


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One strategy at one size, and where and when it was measured."""

    row: StrategyRow
    limit: float
    """Seconds that a pass could take."""
    machine: str
    threads: int
    load: float
    """The load average before it began."""
    day: str
    versions: dict[str, str]


class Size(msgspec.Struct):
    """One generated base; the runs by the strategy's notation."""

    rows: int
    true_pairs: int
    runs: dict[str, Run] = {}


BUSY = 0.7
"""Load average before a run, above which its seconds are not those of the machine alone."""

_HEAD = """# Blocking: the same method, ours and others'

Generated bases of medium difficulty. Of each method all have the same rules, threshold or sort
keys, and see the same standardised values; ours stands first. Each row is a process of its own;
seconds are of building and pairing together, one timed run after an untimed one. What a library
takes as input was made before the clock started; ours starts from the standardised columns. A pass
that takes longer than its limit is a row that says so, with what the same took on the next smaller
base. Rows are measured one by one and kept, so that one can be measured again alone. Made by
`python benchmarks/blocking/speed.py`.
"""


def markdown(sizes: Mapping[str, Size], methods: Mapping[str, tuple[str, Sequence[str]]]) -> str:
    """The page. ``methods``: title and notations of each, in the order of the page."""
    ordered = sorted(sizes.values(), key=lambda size: size.rows)
    lines = [_HEAD, *_measured_on(ordered)]
    for place, size in enumerate(ordered):
        smaller = ordered[place - 1] if place else None
        lines += [f"## {size.rows:,} records", "", f"{size.true_pairs:,} true pairs.", ""]
        for title, notations in methods.values():
            there = [notation for notation in notations if notation in size.runs]
            if there:
                lines += [
                    f"### {title}", "",
                    "| | pair completeness | candidate pairs | seconds | processor s | GiB |",
                    "|---|--:|--:|--:|--:|--:|",
                    *(_line(size.runs[notation], smaller) for notation in there), "",
                ]  # fmt: skip
                lines += _verdicts(size, there, smaller)
    return "\n".join(lines).rstrip() + "\n"


def _measured_on(sizes: Sequence[Size]) -> list[str]:
    runs = [run for size in sizes for run in size.runs.values()]
    machines = sorted({f"{run.machine}, {run.threads} threads" for run in runs})
    versions: dict[str, set[str]] = {}
    for run in runs:
        for name, version in run.versions.items():
            versions.setdefault(name, set()).add(version)
    tools = ", ".join(f"{name} {' or '.join(sorted(has))}" for name, has in versions.items())
    days = sorted({run.day for run in runs})
    when = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    lines = [f"Machine: {'; '.join(machines)}. Measured {when}.  ", f"Versions: {tools}."]
    if any(run.load > BUSY for run in runs):
        lines += ["", "Rows with a `~` were measured on a busy machine: go by processor seconds."]
    return [*lines, ""]


def _line(run: Run, smaller: Size | None) -> str:
    row = run.row
    name = f"| `{row.strategy}` "
    if row.status != "done" or row.seconds is None or row.cpu_seconds is None:
        return f"{name}| {_stopped(run, smaller)} | | | | |"
    busy = "~" if run.load > BUSY else ""
    return (
        f"{name}| {row.pair_completeness:.4f} | {row.candidate_pairs:,} "
        f"| {busy}{row.seconds.median:.2f} | {row.cpu_seconds.median:.2f} "
        f"| {(row.extra_bytes or 0) / 2**30:.2f} |"
    )


def _stopped(run: Run, smaller: Size | None) -> str:
    """Why it has no seconds, and what the next smaller base says about them."""
    row = run.row
    if row.status != "time limit":
        return f"{row.status}: {row.message}".rstrip(": ")
    said = f"more than {run.limit:,.0f} s"
    before = _done(smaller, row.strategy)
    if smaller is None or before is None:
        return said
    return (
        f"{said} ({before[1]:.1f} s and completeness {before[0]:.4f} of {smaller.rows:,} records)"
    )


def _verdicts(size: Size, notations: Sequence[str], smaller: Size | None) -> list[str]:
    """Of each peer, whether one of ours is faster at no lower pair completeness. A peer that was
    stopped has taken its limit at least; its completeness is that of the next smaller base."""
    ours = [(name, *found) for name in notations
            if not is_baseline(name) and (found := _done(size, name)) is not None]  # fmt: skip
    lines, smaller_rows = [], "" if smaller is None else f"{smaller.rows:,}"
    for peer in filter(is_baseline, notations):
        found = _done(size, peer)
        least, than = "", "at no lower pair completeness"
        if found is None and size.runs[peer].row.status == "time limit":
            before = _done(smaller, peer)
            found = None if before is None else (before[0], size.runs[peer].limit)
            least = "at least "
            than = (
                f"stopped at its limit, at no lower completeness than its of {smaller_rows} records"
            )
        if found is None or not ours:
            continue
        completeness, seconds = found
        able = [one for one in ours if one[1] >= completeness]
        if not able:
            best = max(ours, key=lambda one: one[1])
            lines.append(
                f"- `{_short(peer)}` finds more than any of ours (`{best[0]}`: {best[1]:.4f})."
            )
            continue
        name, _, own = min(able, key=lambda one: one[2])
        word = f"{least}{seconds / own:.1f} times as fast as" if own < seconds else (
            f"**slower** ({seconds / own:.2f} times as fast) than"
        )  # fmt: skip
        lines.append(f"- `{_short(name)}` is {word} `{_short(peer)}`, {than}.")
    return [*lines, ""] if lines else []


def _done(size: Size | None, notation: str) -> tuple[float, float] | None:
    """Pair completeness and seconds of a run that came to its end."""
    run = None if size is None else size.runs.get(notation)
    if run is None or run.row.status != "done" or run.row.seconds is None:
        return None
    return run.row.pair_completeness or 0.0, run.row.seconds.median


def _short(notation: str) -> str:
    return notation if len(notation) <= 40 else notation.partition(":")[0]


def is_baseline(notation: str) -> bool:
    """Whether a strategy is of somebody else's library."""
    return notation.partition(":")[0] in baseline_names()
