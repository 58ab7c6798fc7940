"""The frontier as SVG, drawn by us: for papers (with its own colours) and for the page.

A number in the picture stands for a strategy of the table; filled marks are on the frontier, which
is the line of steps: below and right of it, something is better.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Literal

from twinset.errors import MissingExtraError
from twinset.laboratory.axes import Axis, MissAxis, Scale, cost_axis, recall_axis
from twinset.laboratory.frontier import eligible, pairs_frontier, seconds_frontier
from twinset.laboratory.report import SizeReport, StrategyRow

Cost = Literal["pairs", "seconds"]
_Recall = Axis | MissAxis

WIDTH, HEIGHT = 720, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 78, 20, 18, 52
_LINE = 17  # height of a line of the legend
_PAPER = """
text { font: 12px "Helvetica Neue", Arial, "Liberation Sans", sans-serif; fill: #1b1f23; }
.paper { fill: #fff; } .grid { stroke: #e3e3e3; } .axis { stroke: #444; }
.steps { fill: none; stroke: #2f6f9f; stroke-width: 1.5; }
.mark { fill: #fff; stroke: #555; stroke-width: 1.2; } .mark.on { fill: #2f6f9f; stroke: #2f6f9f; }
.range { stroke: #999; } .number { font-size: 10px; text-anchor: middle; }
.number.on { fill: #fff; font-weight: bold; } .end { text-anchor: end; }
.middle { text-anchor: middle; }
"""


def numbers(report: SizeReport) -> dict[str, int]:
    """The number of each strategy in pictures and tables, from 1."""
    return {row.strategy: place for place, row in enumerate(report.strategies, start=1)}


def frontier_svg(
    report: SizeReport, cost: Cost, *, scale: Scale = "log", standalone: bool = True
) -> str:
    """Recall against ``cost``. ``standalone``: with colours, title and legend, as a file needs."""
    rows = [row for row in eligible(report.strategies) if cost == "pairs" or row.seconds]
    number = numbers(report)
    front = pairs_frontier(rows) if cost == "pairs" else seconds_frontier(rows)
    height = HEIGHT + (_LINE * len(rows) + 14 if standalone else 0)
    length, up = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM
    x = cost_axis([cost_of(row, cost) for row in rows], scale, _LEFT, length)
    y = recall_axis(_shares(rows), scale, HEIGHT - _BOTTOM, -up)
    label = f"Recall against {_COST_NAMES[cost]}, {report.rows:,} records"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'role="img" aria-label="{escape(label)}"'
        + (f' width="{WIDTH}" height="{height}"' if standalone else "")
        + ">"
    ]
    if standalone:
        parts.append(f"<title>{escape(label)}</title><style>{_PAPER}</style>")
        parts.append(f'<rect class="paper" width="{WIDTH}" height="{height}"/>')
    parts += _grid(x, y, cost, estimated=any(row.completeness_interval for row in rows))
    parts.append(
        _steps([(cost_of(row, cost), row.pair_completeness or 0.0) for row in front], x, y)
    )
    on = {row.strategy for row in front}
    for row in sorted(rows, key=lambda row: row.strategy in on):  # those of the frontier on top
        parts.append(_mark(row, number[row.strategy], row.strategy in on, cost, x, y))
    if standalone:
        parts += _legend(rows, number, on)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _shares(rows: Sequence[StrategyRow]) -> list[float]:
    """All shares that are drawn: of the rows, and the ends of their intervals."""
    shares = [row.pair_completeness or 0.0 for row in rows]
    for row in rows:
        if row.completeness_interval is not None:
            shares += [row.completeness_interval.low, row.completeness_interval.high]
    return shares


def png(svg: str) -> bytes:
    """The picture in pixels, twice the size. Raises ``MissingExtraError`` without resvg."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise MissingExtraError(
            "pictures as PNG need the extra 'report'", hint='pip install "twinset[report]"'
        ) from None
    return bytes(svg_to_bytes(svg_string=svg, zoom=2, background="#ffffff"))


_COST_NAMES = {"pairs": "candidate pairs", "seconds": "seconds"}


def cost_of(row: StrategyRow, cost: Cost) -> float:
    """Candidate pairs, or the median seconds of fit and pairs."""
    if cost == "pairs":
        return float(row.candidate_pairs or 0)
    return row.seconds.median if row.seconds is not None else 0.0


def short(value: float) -> str:
    """1.2M, 34k, 560, 1.5, 0.02"""
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:.3g}{letter}"
    return f"{value:.3g}"


def _grid(x: Axis, y: _Recall, cost: Cost, *, estimated: bool) -> list[str]:
    bottom, top, right = HEIGHT - _BOTTOM, _TOP, WIDTH - _RIGHT
    parts = []
    for value in y.ticks():
        if value > 1.0:
            continue
        at = y.at(value)
        parts.append(f'<line class="grid" x1="{_LEFT}" x2="{right}" y1="{at:.1f}" y2="{at:.1f}"/>')
        parts.append(f'<text class="end" x="{_LEFT - 8}" y="{at + 4:.1f}">{value:.6g}</text>')
    for value in x.ticks():
        at = x.at(value)
        parts.append(f'<line class="grid" x1="{at:.1f}" x2="{at:.1f}" y1="{top}" y2="{bottom}"/>')
        parts.append(f'<text class="middle" x="{at:.1f}" y="{bottom + 18}">{short(value)}</text>')
    name = _COST_NAMES[cost] + (", log scale" if x.scale == "log" else "")
    recall = "pair completeness" + (" (estimated)" if estimated else "")
    recall += ", log scale of what is missed" if isinstance(y, MissAxis) else ""
    middle = (top + bottom) / 2
    parts += [
        f'<line class="axis" x1="{_LEFT}" x2="{right}" y1="{bottom}" y2="{bottom}"/>',
        f'<line class="axis" x1="{_LEFT}" x2="{_LEFT}" y1="{top}" y2="{bottom}"/>',
        f'<text class="middle" x="{(_LEFT + right) / 2:.1f}" y="{bottom + 40}">{name}</text>',
        f'<text class="middle" transform="translate(16 {middle:.1f}) rotate(-90)">{recall}</text>',
    ]
    return parts


def _steps(points: Sequence[tuple[float, float]], x: Axis, y: _Recall) -> str:
    if not points:
        return ""
    path = f"M{x.at(points[0][0]):.1f} {HEIGHT - _BOTTOM}"
    for cost, recall in points:
        path += f"H{x.at(cost):.1f}V{y.at(recall):.1f}"
    return f'<path class="steps" d="{path}H{WIDTH - _RIGHT}"/>'


def _mark(row: StrategyRow, number: int, on: bool, cost: Cost, x: Axis, y: _Recall) -> str:
    at, up = x.at(cost_of(row, cost)), y.at(row.pair_completeness or 0.0)
    tone = " on" if on else ""
    said = f"{number} {row.strategy}: {row.pair_completeness:.4f} of the true pairs, " + (
        f"{row.candidate_pairs:,} pairs" if cost == "pairs" else f"{cost_of(row, cost):.3g} s"
    )
    whiskers, interval, seconds = "", row.completeness_interval, row.seconds
    if interval is not None:
        whiskers = _range(at, at, y.at(interval.low), y.at(interval.high))
    elif cost == "seconds" and seconds is not None and seconds.high > seconds.low:
        whiskers = _range(x.at(seconds.low), x.at(seconds.high), up, up)
    return (
        f'<g class="point" data-number="{number}" tabindex="0"><title>{escape(said)}</title>'
        f'{whiskers}<circle class="mark{tone}" cx="{at:.1f}" cy="{up:.1f}" r="8.5"/>'
        f'<text class="number{tone}" x="{at:.1f}" y="{up + 3.5:.1f}">{number}</text></g>'
    )


def _range(x1: float, x2: float, y1: float, y2: float) -> str:
    return f'<line class="range" x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}"/>'


def _legend(rows: Sequence[StrategyRow], number: dict[str, int], on: set[str]) -> list[str]:
    parts = []
    for line, row in enumerate(rows):
        up = HEIGHT + 8 + _LINE * line
        tone = " on" if row.strategy in on else ""
        name = row.strategy if len(row.strategy) <= 100 else row.strategy[:99] + "…"
        own = number[row.strategy]
        parts.append(
            f'<circle class="mark{tone}" cx="{_LEFT + 6}" cy="{up - 4}" r="7.5"/>'
            f'<text class="number{tone}" x="{_LEFT + 6}" y="{up - 0.5}">{own}</text>'
            f'<text x="{_LEFT + 20}" y="{up}">{escape(name)}</text>'
        )
    return parts
