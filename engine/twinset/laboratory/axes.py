"""The axes of the frontier's pictures: where a value stands, and which values are named."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Scale = Literal["log", "linear"]

_NAMED_MISSES = (
    1.0,
    0.5,
    0.2,
    0.1,
    0.05,
    0.02,
    0.01,
    5e-3,
    2e-3,
    1e-3,
    5e-4,
    2e-4,
    1e-4,
    1e-5,
    1e-6,
)
_DECADES_OF_FIVES = 2.2
"""Up to so many decades, twos and fives are named as well."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Values on a line of ``length`` from ``start``."""

    low: float
    high: float
    start: float
    length: float
    scale: Scale = "linear"

    def at(self, value: float) -> float:
        low, high = self._scaled(self.low), self._scaled(self.high)
        share = (self._scaled(value) - low) / (high - low)
        return self.start + min(1.0, max(0.0, share)) * self.length

    def ticks(self) -> list[float]:
        """The values that are named."""
        return ticks(self.low, self.high, self.scale)

    def _scaled(self, value: float) -> float:
        return math.log10(max(value, 1e-9)) if self.scale == "log" else value


@dataclass(frozen=True, slots=True)
class MissAxis:
    """Shares on a logarithmic scale of what they leave out: 0.9, 0.99 and 0.999 are as far from
    each other, so that strategies that find nearly everything stand apart. 1 stands at the end,
    where ``least`` is missed."""

    most: float
    least: float
    start: float
    length: float

    def at(self, value: float) -> float:
        first, last = math.log10(self.most), math.log10(self.least)
        missed = min(self.most, max(self.least, 1.0 - value))
        return self.start + (math.log10(missed) - first) / (last - first) * self.length

    def ticks(self) -> list[float]:
        """The shares that are named; 1 is always one."""
        close = math.log10(self.most / self.least) <= _DECADES_OF_FIVES
        shown = [
            missed for missed in _NAMED_MISSES
            if 1.35 * self.least < missed <= self.most and (close or _first_digit(missed) in "15")
        ]  # fmt: skip
        return [*(round(1.0 - missed, 7) for missed in shown), 1.0]


def _first_digit(value: float) -> str:
    return f"{value:e}"[0]


def cost_axis(values: Sequence[float], scale: Scale, start: float, length: float) -> Axis:
    """Pairs or seconds, with some room around them."""
    top = max(values, default=1.0) or 1.0
    if scale == "linear":
        return Axis(0.0, top * 1.06, start, length)
    positive = [value for value in values if value > 0] or [1.0]
    low, high = math.log10(min(positive)), math.log10(top)
    room = max(0.08 * (high - low), 0.15)
    return Axis(10 ** (low - room), 10 ** (high + room), start, length, "log")


def recall_axis(
    shares: Sequence[float], scale: Scale, start: float, length: float
) -> Axis | MissAxis:
    """Pair completeness; ``shares`` are all that are drawn."""
    lowest = min(shares, default=0.0)
    if scale == "linear":
        low = max(0.0, math.floor((lowest - 0.02) * 20) / 20)
        return Axis(low, 1.0 + 0.04 * (1 - low), start, length)
    missed = [1.0 - share for share in shares if share < 1.0 - 1e-9] or [0.01]
    most = min(1.0, 1.3 * max(missed))
    least = min(missed) / (2.0 if any(share >= 1.0 - 1e-9 for share in shares) else 1.5)
    return MissAxis(most, min(least, most / 4), start, length)


def ticks(axis_low: float, axis_high: float, scale: Scale, wanted: int = 6) -> list[float]:
    """Round values on an axis: powers of ten and their 2 and 5, or steps of 1, 2, 5."""
    if scale == "log":
        first, last = math.floor(math.log10(axis_low)), math.ceil(math.log10(axis_high))
        steps = (1,) if last - first > 4 else (1, 2, 5)
        values = [step * 10.0**power for power in range(first, last + 1) for step in steps]
        return [value for value in values if axis_low <= value <= axis_high]
    rough = (axis_high - axis_low) / wanted
    unit = 10.0 ** math.floor(math.log10(rough))
    step = next(unit * k for k in (1, 2, 5, 10) if unit * k >= rough)
    start = math.ceil(axis_low / step - 1e-9)
    return [k * step for k in range(start, math.floor(axis_high / step + 1e-9) + 1)]
