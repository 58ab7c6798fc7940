"""The comparison as one HTML page: charts to point at, tables to sort; needs nothing else.

Without its script it still shows everything but the values on hover and the sorting.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import NamedTuple

from twinset.auditing.page.text import count, escape, plain_name, plural
from twinset.laboratory.axes import Scale
from twinset.laboratory.pictures import Cost, frontier_svg, numbers
from twinset.laboratory.report import BlockingComparison, Estimated, SizeReport, Spread, StrategyRow


class _Column(NamedTuple):
    name: str
    value: Callable[[StrategyRow], float | int | None]
    shown: Callable[[StrategyRow], str]
    interval: Callable[[StrategyRow], Estimated | None] = lambda row: None


def page(report: BlockingComparison) -> str:
    """The whole page."""
    title = "Blocking strategies compared"
    style = files("twinset.auditing.page").joinpath("style.css").read_text(encoding="utf-8")
    own = files(__package__)
    sections = "".join(_size(size, place) for place, size in enumerate(reversed(report.sizes)))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<link rel="icon" href="data:,">\n'
        f"<title>{title}</title>\n<style>{style}{own.joinpath('page.css').read_text('utf-8')}"
        f"</style>\n</head>\n<body>\n{_header(report, title)}\n<main>\n{sections}</main>\n"
        f"{_footer(report)}\n<script>\n{own.joinpath('page.js').read_text('utf-8')}</script>\n"
        "</body>\n</html>\n"
    )


def _header(report: BlockingComparison, title: str) -> str:
    names = ", ".join(plain_name(file.name.replace("\\", "/").rsplit("/", 1)[-1])
                      for file in report.inputs)  # fmt: skip
    truth = (
        "No truth file: <b>pair completeness and pairs quality are estimates</b>, with intervals "
        "that should hold the true value 19 times of 20."
        if report.estimated
        else "Measured against a truth file."
    )
    best = report.largest.recommendation
    price = f'<section><p class="price">{escape(best.sentence)}</p></section>' if best else ""
    return (
        f"<header>\n<h1>{title}</h1>\n"
        f'<p class="soft">{names}: {count(report.rows)} records. {truth}</p>\n{price}</header>'
    )


def _size(size: SizeReport, place: int) -> str:
    true = "" if size.true_pairs is None else f", {count(size.true_pairs)} true pairs"
    guess = size.estimate
    if guess is not None and guess.true_pairs is not None:
        true = (
            f", an estimated {guess.true_pairs:,.0f} true pairs "
            f'<span class="estimate">({guess.low or 0:,.0f} to {guess.high or 0:,.0f})</span>'
        )
    radios = "".join(
        f'<label><input type="radio" name="scale{place}" value="{scale}"'
        f"{' checked' if scale == 'log' else ''}> {scale} scale</label>"
        for scale in ("log", "linear")
    )
    costs: tuple[Cost, ...] = ("pairs", "seconds")
    scales: tuple[Scale, ...] = ("log", "linear")
    charts = "".join(
        '<div class="chart">'
        + "".join(
            f'<div class="{scale}">{frontier_svg(size, cost, scale=scale, standalone=False)}</div>'
            for scale in scales
        )
        + "</div>"
        for cost in costs
    )
    return (
        f'<section class="size">\n<h2>{count(size.rows)} records{true}</h2>\n'
        '<p class="soft">Filled marks are on the frontier: nothing else finds more for less. '
        "Point at a mark or tap it for its figures; the numbers are those of the table.</p>\n"
        f'<fieldset class="switch" aria-label="scale of the cost">{radios}</fieldset>\n'
        f'<div class="charts">{charts}</div>\n<p class="details" aria-live="polite"></p>\n'
        f"{_table(size)}</section>\n"
    )


def _table(size: SizeReport) -> str:
    number = numbers(size)
    heads = ['<th scope="col" class="n"><button type="button">#</button></th>',
             '<th scope="col"><button type="button">strategy</button></th>']  # fmt: skip
    heads += [
        f'<th scope="col" class="n"><button type="button">{column.name}</button></th>'
        for column in COLUMNS
    ]
    body = "".join(_row(row, number[row.strategy]) for row in size.strategies)
    return (
        '<div class="wide" tabindex="0" role="region" aria-label="All strategies"><table>'
        "<caption>All strategies; a click on a heading sorts</caption>"
        f"<thead><tr>{''.join(heads)}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(row: StrategyRow, number: int) -> str:
    why = "" if row.status == "done" else f"{row.status}: {row.message}".rstrip(": ")
    note = f'<div class="why">{escape(why or row.message)}</div>' if why or row.message else ""
    name = escape(row.strategy)
    cells = [
        f'<td class="n" data-value="{number}">{number}</td>',
        f'<th scope="row" data-value="{name}">{_breakable(name)}{note}</th>',
    ]
    for column in COLUMNS:
        value, interval = column.value(row), column.interval(row)
        shown = "-" if value is None else column.shown(row)
        if interval is not None:
            shown += f' <span class="estimate">({interval.low:.3f} to {interval.high:.3f})</span>'
        raw = "" if value is None else f' data-value="{value!r}"'
        cells.append(f'<td class="n" data-label="{escape(column.name)}"{raw}>{shown}</td>')
    on = " class=on" if row.on_pairs_frontier or row.on_seconds_frontier else ""
    return f'<tr data-number="{number}"{on}>{"".join(cells)}</tr>'


def _breakable(text: str) -> str:
    """A notation that may go on in the next line after each step and parameter."""
    for mark in ("/", "+", ",", ";", ":"):
        text = text.replace(mark, f"{mark}<wbr>")
    return text


def _footer(report: BlockingComparison) -> str:
    machine = report.machine
    limits = [
        f"{plural(report.repeat, 'timed run')} each, after one that was not timed",
        f"{report.threads} threads of {machine.processors} processors",
        f"{machine.system}, Python {machine.python}, NumPy {machine.numpy}, Numba {machine.numba}",
        f"Twinset {report.version}, seed {report.seed}",
    ]
    notes = "".join(f"<p>{escape(warning)}</p>" for warning in report.warnings)
    return f"<footer>{notes}<p>{escape('; '.join(limits))}.</p></footer>"


def _median(spread: Spread | None) -> float | None:
    return None if spread is None else spread.median


def _seconds(spread: Spread | None) -> str:
    if spread is None:
        return "-"
    if spread.high == spread.low:
        return f"{spread.median:.3f}"
    return f"{spread.median:.3f} ({spread.low:.3f} to {spread.high:.3f})"


def _megabytes(value: int | None) -> str:
    return "-" if value is None else f"{value / 2**20:,.0f} MiB"


COLUMNS: tuple[_Column, ...] = (
    _Column("completeness", lambda r: r.pair_completeness, lambda r: f"{r.pair_completeness:.4f}",
            lambda r: r.completeness_interval),
    _Column("quality", lambda r: r.pairs_quality, lambda r: f"{r.pairs_quality:.4f}",
            lambda r: r.quality_interval),
    _Column("pairs", lambda r: r.candidate_pairs,
            lambda r: f"{'> ' if r.status == 'over budget' else ''}{r.candidate_pairs:,}"),
    _Column("a record", lambda r: r.pairs_per_record, lambda r: f"{r.pairs_per_record:.2f}"),
    _Column("F1 in the end", lambda r: r.f1, lambda r: f"{r.f1:.4f}"),
    _Column("fit, s", lambda r: _median(r.fit_seconds), lambda r: _seconds(r.fit_seconds)),
    _Column("pairs, s", lambda r: _median(r.pair_seconds), lambda r: _seconds(r.pair_seconds)),
    _Column("peak memory", lambda r: r.peak_bytes, lambda r: _megabytes(r.peak_bytes)),
    _Column("of it own", lambda r: r.extra_bytes, lambda r: _megabytes(r.extra_bytes)),
    _Column("largest block", lambda r: r.largest_block, lambda r: f"{r.largest_block:,}"),
    _Column("true, only it", lambda r: r.only_found_pairs, lambda r: f"{r.only_found_pairs:,}"),
    _Column("pairs, only it", lambda r: r.only_candidate_pairs,
            lambda r: f"{'' if r.only_candidates_exact else '≈ '}{r.only_candidate_pairs:,}"),
    _Column("reduction", lambda r: r.reduction_ratio, lambda r: f"{r.reduction_ratio:.6f}"),
)  # fmt: skip
"""The table's columns after number and strategy, what is decided by first; an estimate stands with
its interval."""
