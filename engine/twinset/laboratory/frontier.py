"""Which strategies nothing beats, which of them to take, and what that costs."""

from __future__ import annotations

from collections.abc import Sequence

from twinset.laboratory.report import StrategyRow

PAIRS_A_MATCH = 200
"""Candidate pairs that one more true pair is worth. Scoring takes about a microsecond a pair and
core, so a match that is found costs a fifth of a millisecond at most; and false candidates beyond
that begin to cost precision."""


def pareto(points: Sequence[tuple[float, float]]) -> list[int]:
    """The places of the (cost, gain) points that no other beats, the cheapest first.

    A point is beaten by one that costs no more and gains no less, and is better in one of the two.
    Of equal points the first stays.
    """
    order = sorted(range(len(points)), key=lambda i: (points[i][0], -points[i][1], i))
    kept: list[int] = []
    best = float("-inf")
    for place in order:
        if points[place][1] > best:
            kept.append(place)
            best = points[place][1]
    return kept


def eligible(rows: Sequence[StrategyRow]) -> list[StrategyRow]:
    """The rows that were measured to the end."""
    return [row for row in rows if row.status == "done" and row.pair_completeness is not None]


def pairs_frontier(rows: Sequence[StrategyRow]) -> list[StrategyRow]:
    """Recall against candidate pairs."""
    able = eligible(rows)
    points = [(float(row.candidate_pairs or 0), row.pair_completeness or 0.0) for row in able]
    return [able[place] for place in pareto(points)]


def seconds_frontier(rows: Sequence[StrategyRow]) -> list[StrategyRow]:
    """Recall against seconds, fit and pairs together."""
    able = [row for row in eligible(rows) if row.seconds is not None]
    points = [(_seconds(row), row.pair_completeness or 0.0) for row in able]
    return [able[place] for place in pareto(points)]


def recommended(
    rows: Sequence[StrategyRow], true_pairs: float, worth: float = PAIRS_A_MATCH
) -> StrategyRow | None:
    """The strategy of the pairs frontier with the most found, ``worth`` candidate pairs being
    worth one true pair; of equals the cheaper. None where none was measured to the end.

    ``true_pairs`` is how many there are, known or estimated.
    """
    front = pairs_frontier(rows)
    if not front:
        return None

    def value(row: StrategyRow) -> float:
        return worth * true_pairs * (row.pair_completeness or 0.0) - (row.candidate_pairs or 0)

    return max(front, key=value)  # the first of equals: the frontier begins with the cheapest


def sentence(row: StrategyRow, rows: Sequence[StrategyRow]) -> str:
    """The recommendation with its price, and what more or less of it would cost."""
    front = pairs_frontier(rows)
    place = front.index(row)
    about = "an estimated " if row.completeness_interval is not None else ""
    text = (
        f"Take {row.strategy}: it finds {about}{_percent(row.pair_completeness)} of the true pairs "
        f"from {row.pairs_per_record or 0:,.1f} candidate pairs a record "
        f"({row.candidate_pairs or 0:,})"
    )
    if row.seconds is not None:
        text += f", in {_seconds(row):,.2f} s"
    dearer = front[place + 1 : place + 2] + front[place + 2 :][-1:]  # the next, and the last
    if dearer:
        pairs = max(1, row.candidate_pairs or 0)
        prices = [
            f"{_percent(other.pair_completeness)} ({other.strategy}) would cost "
            f"{(other.candidate_pairs or 0) / pairs:,.1f} times the pairs"
            for other in dearer
        ]
        text += "; " + ", ".join(prices)
    elif len(front) > 1:
        text += "; no other finds more"
    return text + "."


def _percent(share: float | None) -> str:
    """``99.6 %``; as many digits as it takes to tell it from all: ``99.96 %``."""
    percent = 100.0 * (share or 0.0)
    for digits in (1, 2, 3, 4):
        text = f"{percent:.{digits}f}"
        if share == 1.0 or float(text) < 100.0:
            return f"{text} %"
    return "nearly 100 %"


def _seconds(row: StrategyRow) -> float:
    return row.seconds.median if row.seconds is not None else 0.0
