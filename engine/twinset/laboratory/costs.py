"""What a comparison will take, before it starts; and in which order to run it.

The figures are of generated contacts on two idle processors, an order of magnitude for anything
else: they name a price and sort the work, and no result depends on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twinset.laboratory.measure import SCORED_PAIRS

_ROWS = 100_000
"""The size that the figures below are of."""
_START = 1.5  # seconds to start a process, map the records and load kernels from their cache
_A_PAIR = 2.5e-6  # processor seconds to compare, score and write it
_A_ROW = 1.2e-5  # ... for the frequencies, the clusters and their checks
_SECOND_THREAD = 0.7  # what each thread beyond the first adds

LEAST_LIMIT = 120.0
"""Seconds of a pass: the default time limit up to ``_ROWS`` records; beyond it grows with the
square root of the records, enough for what grows with them and soon too little for what grows with
their square."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one strategy: processor seconds of a pass and candidate pairs a record at ``_ROWS``
    records, and the powers of the records that the seconds grow with."""

    seconds: float
    pairs: float
    power: float = 1.1


_STEPS: dict[str, Cost] = {
    "keys": Cost(0.2, 1.0),
    "learned": Cost(5.0, 4.0),
    "tokens": Cost(1.5, 470.0, 1.9),
    "qgrams": Cost(2.0, 600.0, 1.9),
    "suffixes": Cost(1.0, 15.0),
    "sorted": Cost(0.5, 22.0),
    "sorted-adaptive": Cost(0.5, 2.0),
    "canopy": Cost(60.0, 2.0, 1.6),
    "lsh": Cost(0.5, 2.0),
    "lsh-forest": Cost(5.0, 8.0),
    "simhash": Cost(0.5, 0.5),
    "tfidf": Cost(60.0, 1.0, 1.6),
    "neighbours": Cost(6.0, 2.5),
}
_PRUNED: dict[str, Cost] = {
    "tokens": Cost(12.0, 10.0, 1.9),
    "qgrams": Cost(33.0, 8.0, 1.9),
    "suffixes": Cost(3.0, 5.0),
}
"""With meta-blocking, which weighs every pair of the blocks."""
_UNKNOWN = Cost(5.0, 10.0, 1.2)  # a plugin; somebody else's library


def default_time_limit(rows: int) -> float:
    """Seconds that a pass may take where nobody says."""
    return float(LEAST_LIMIT * max(1.0, rows / _ROWS) ** 0.5)


def expected_seconds(
    notation: str,
    rows: int,
    *,
    repeat: int = 1,
    score: bool = True,
    threads: int = 1,
    time_limit: float | None = None,
) -> float:
    """What one strategy is expected to take: its start, its untimed and its timed passes (none
    beyond the limit), and the scoring of its pairs."""
    speed = 1.0 + _SECOND_THREAD * (threads - 1)
    size = rows / _ROWS
    parts = [_cost(term) for term in notation.split("+")]
    a_pass = sum(cost.seconds * size**cost.power for cost in parts) / speed
    limit = float("inf") if time_limit is None else time_limit
    if a_pass > limit:
        return _START + limit
    pairs = sum(cost.pairs * rows * size ** max(0.0, cost.power - 1.1) for cost in parts)
    scored = score and pairs <= SCORED_PAIRS
    scoring = (pairs * _A_PAIR + rows * _A_ROW) / speed if scored else 0.0
    return _START + (1 + repeat) * a_pass + min(limit, scoring)


def _cost(term: str) -> Cost:
    names = [step.partition(":")[0].strip() for step in term.split("/")]
    known = _PRUNED if "prune" in names else _STEPS
    return known.get(names[0], _UNKNOWN)


def spoken(seconds: float) -> str:
    """``40 seconds``, ``4 minutes``, ``3 hours``: no more digits than an estimate has."""
    for unit, length in (("hour", 3600.0), ("minute", 60.0)):
        if seconds >= 1.5 * length:
            return _counted(round(seconds / length), unit)
    return _counted(max(5, 5 * round(seconds / 5)), "second")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def price(
    seconds: Sequence[float], sizes: Sequence[int], strategies: int, limit: float | None
) -> str:
    """One sentence: what will be run, and about how long that takes. ``seconds`` are those that
    each strategy is expected to take at each size."""
    records = " and ".join(f"{size:,}" for size in sizes)
    bound = ""
    if limit is not None:
        said = spoken(limit) if limit >= 10.0 else f"{limit:g} s"
        bound = f"; a pass is stopped after {said}"
    count = "1 strategy" if strategies == 1 else f"{strategies} strategies"
    return f"comparing {count} at {records} records: about {spoken(sum(seconds))}{bound}"
