"""A match weight as a waterfall: every comparison's bar starts where the one before it ended."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

EIGHTHS = " ▏▎▍▌▋▊▉█"
WIDTH = 40


def bars(weights: Sequence[float], width: int = WIDTH) -> list[str]:
    """A bar of ``width`` cells for each weight, the last one from 0 to their sum.

    All bars share one axis, from the smallest to the largest running sum, 0 included. A weight
    of 0 is an empty bar; any other has at least one cell, so that it can be seen.
    """
    sums = [0.0]
    for weight in weights:
        sums.append(sums[-1] + weight)
    low, high = min(sums), max(sums)
    spans = [*pairwise(sums), (0.0, sums[-1])]
    span = high - low

    def cell(end: float) -> float:
        return (end - low) / span * width if span else 0.0

    return [_bar(cell(min(ends)), cell(max(ends)), width) for ends in spans]


def _bar(start: float, stop: float, width: int) -> str:
    if stop <= start:
        return " " * width
    first = min(int(start), width - 1)
    # eighths of a cell at the right end only: Unicode has no blocks that grow from the right
    last = max(first + 1.0, round(stop * 8) / 8)
    whole = int(last)
    tail = EIGHTHS[int((last - whole) * 8)].strip()
    return (" " * first + "█" * (whole - first) + tail).ljust(width)[:width]
