"""The E-step over agreement patterns, which are cut into runs of comparisons.

Of a million rows EM sees fifty thousand patterns of thirteen comparisons, but their first five
comparisons show a thousand different runs of levels, the next four some hundreds, the rest sixty.
What a run says of each class is worked out once a step, and so is where the expected counts of a
run go: a pattern is three look-ups instead of thirteen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from twinset.kernels import patterns as kernels
from twinset.matching.model import MAX_LEVELS, weigh_missing
from twinset.parallel import map_ordered, tiles
from twinset.types import Float64, Int8, Int32, Int64

_RUNS = 1 << 10
"""Runs of one place: what they say of eight classes, and what is counted of them, stays in the
second-level cache."""
_TILE = 1 << 15
"""Patterns a tile: enough for what a thread costs."""
_LEAST = 1e-15
"""No level of any class is taken for less probable: see ``kernels.em_step``."""
_SIZE = 1 + MAX_LEVELS


class Expected(NamedTuple):
    """What an E-step finds."""

    levels: Float64
    """(classes, comparisons, 1 + ``MAX_LEVELS``) expected counts, null in front"""
    classes: Float64  # (classes,) expected counts
    evidence: Float64
    """(patterns,) the likelihood of each, with missing values as likely in random pairs as any"""


@dataclass(frozen=True, eq=False)
class CutPatterns:
    """Patterns, each as the few runs of levels that it is made of.

    A cell is a level of a comparison, ``comparison * (1 + MAX_LEVELS) + 1 + level``; run r has the
    cells ``cells[starts[r] : starts[r + 1]]``.
    """

    runs: Int32  # (patterns, places)
    cells: Int32
    starts: Int64  # (runs + 1,)
    factors: Float64
    """(patterns, classes) multiply the likelihoods, ``padded``; or (0, classes)"""

    @staticmethod
    def of(levels: Int8, factors: Float64 | None = None) -> CutPatterns:
        """Cut (patterns, comparisons) where a place would have more than ``_RUNS`` runs."""
        patterns, comparisons = levels.shape
        places: list[Int64] = []
        cells: list[Int64] = []
        widths: list[Int64] = []
        first, found = 0, 0
        while first < comparisons:
            number, count, last = np.zeros(patterns, np.int64), 1, first
            while last < comparisons:
                wider, wider_count = _numbered(number * _SIZE + levels[:, last] + 1, count * _SIZE)
                if last > first and wider_count > _RUNS:
                    break
                number, count, last = wider, wider_count, last + 1
            shown = np.zeros(count, np.int64)
            shown[number] = np.arange(patterns)  # a pattern that has the run, whichever
            cells.append((levels[shown, first:last] + 1 + _SIZE * np.arange(first, last)).ravel())
            widths.append(np.full(count, last - first))
            places.append(number + found)
            first, found = last, found + count
        none = np.zeros(0, np.int64)
        return CutPatterns(
            np.array(places, np.int32).reshape(len(places), patterns).T.copy(),
            np.concatenate([none, *cells]).astype(np.int32),
            np.cumsum(np.concatenate([none, [0], *widths]), dtype=np.int64),
            np.empty((0, 0)) if factors is None else padded(factors),
        )


def expect(
    patterns: CutPatterns, counts: Float64, table: Float64, priors: Float64, *, threads: int = 1
) -> Expected:
    """The expected counts per class, comparison and level, and per class, of patterns that stand
    ``counts`` times each. Tile by tile of patterns, summed in the order of the tiles."""
    classes, comparisons, size = table.shape
    shares = padded(priors)
    lanes = len(shares)
    factors = patterns.factors if len(patterns.factors) else np.empty((0, lanes))
    probabilities = np.ones((comparisons * size, lanes))
    by_level = np.moveaxis(weigh_missing(table), 0, 2).reshape(-1, classes)
    probabilities[:, :classes] = np.maximum(by_level, _LEAST)
    likelihoods = np.empty((len(patterns.starts) - 1, lanes))
    kernels.multiply_cells(patterns.cells, patterns.starts, probabilities, likelihoods)
    evidence = np.empty(len(counts))

    def step(tile: tuple[int, int]) -> tuple[Float64, Float64]:
        part = slice(*tile)
        of_runs, of_classes = np.zeros_like(likelihoods), np.zeros(lanes)
        kernels.em_step(
            patterns.runs[part], counts[part], likelihoods, shares, factors[part], of_runs,
            of_classes, evidence[part],
        )  # fmt: skip
        return of_runs, of_classes

    run_sums, class_sums = np.zeros_like(likelihoods), np.zeros(lanes)
    workers = threads if len(counts) > _TILE else 1
    for of_runs, of_classes in map_ordered(step, tiles(len(counts), _TILE), workers):
        run_sums += of_runs
        class_sums += of_classes
    level_sums = np.zeros_like(probabilities)
    kernels.add_to_cells(patterns.cells, patterns.starts, run_sums, level_sums)
    by_class = np.moveaxis(level_sums[:, :classes].reshape(comparisons, size, classes), 2, 0)
    return Expected(by_class, class_sums[:classes], evidence)


def padded(of_classes: Float64) -> Float64:
    """(..., classes) as ``kernels.em_step`` takes it: zeros behind, up to a multiple of lanes."""
    classes = of_classes.shape[-1]
    wide = np.zeros((*of_classes.shape[:-1], -(-classes // kernels.LANES) * kernels.LANES))
    wide[..., :classes] = of_classes
    return wide


def _numbered(codes: Int64, room: int) -> tuple[Int64, int]:
    """Codes below ``room`` as ranks of those that there are, and how many there are."""
    there = np.zeros(room, np.bool_)
    there[codes] = True
    rank = np.cumsum(there)
    return rank[codes] - 1, int(np.count_nonzero(there))
