"""Which comparisons a base gets, and their levels for pairs of its records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from twinset.comparison.comparators import TieBreaker
from twinset.comparison.fields import check_names, comparators_of
from twinset.comparison.levels import MAX_COMPARISONS, Comparison
from twinset.config import ModelPlan
from twinset.parallel import map_ordered, tiles
from twinset.types import Float32, Int32, StandardRecords, UInt64

_TILE_PAIRS = 1 << 16


@dataclass(frozen=True, eq=False)
class ComparisonPlan:
    """All comparators of a run, in order; comparison c is in bits 4c .. 4c+3 of a vector."""

    comparators: Sequence[Any]

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        return tuple(c for comparator in self.comparators for c in comparator.comparisons)

    @property
    def agreed(self) -> dict[int, Callable[[Int32, Int32], Float32]]:
        """For comparisons of several values a record, by number: how common (log frequency) the
        values are that agree in each pair. Elsewhere that is a matter of the row."""
        found: dict[int, Callable[[Int32, Int32], Float32]] = {}
        number = 0
        for comparator in self.comparators:
            if hasattr(comparator, "agreed"):
                found[number] = comparator.agreed
            number += len(comparator.comparisons)
        return found

    def compare(self, left: Int32, right: Int32) -> UInt64:
        """The packed comparison vector of each pair: (pairs,) uint64."""
        packed = np.zeros(len(left), np.uint64)
        shift = 0
        for comparator in self.comparators:
            comparator.compare(left, right, shift, packed)
            shift += 4 * len(comparator.comparisons)
        return packed

    def compare_all(self, left: Int32, right: Int32, *, threads: int = 1) -> UInt64:
        """``compare`` in tiles, side by side."""

        def compared(tile: tuple[int, int]) -> UInt64:
            return self.compare(left[slice(*tile)], right[slice(*tile)])

        packed = map_ordered(compared, tiles(len(left), _TILE_PAIRS), threads)
        return np.concatenate([np.empty(0, np.uint64), *packed])


def plan_comparisons(
    records: StandardRecords, model: ModelPlan | None = None, *, threads: int = 1
) -> ComparisonPlan:
    """The comparisons that the fields of a base allow, those and as ``model`` wants them.

    Given and family name come together. Raises ``PlanError`` for a name that is none of them.
    """
    model = model or ModelPlan()
    wanted = None if model.comparisons == "auto" else model.comparisons
    makers = comparators_of(records, model.similarity)
    made = map_ordered(lambda make: make(), makers, threads)
    comparators = [comparator for comparator in made if comparator is not None]
    known = [c.name for x in comparators for c in x.comparisons]
    check_names("model.comparisons", wanted or (), known, "of these records")
    comparators = [c for c in comparators if _is_wanted(c, wanted)]
    kept: list[Any] = []
    count = 0
    for comparator in comparators:
        if count + len(comparator.comparisons) <= MAX_COMPARISONS:
            kept.append(comparator)
            count += len(comparator.comparisons)
    titles = [c.name for comparator in kept for c in comparator.comparisons]
    places = {title: 4 * number for number, title in enumerate(titles)}
    return ComparisonPlan([c.placed(places) if isinstance(c, TieBreaker) else c for c in kept])


def _is_wanted(comparator: Any, wanted: Sequence[str] | None) -> bool:
    return wanted is None or any(c.name in wanted for c in comparator.comparisons)
