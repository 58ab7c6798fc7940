"""Pairs that only one strategy has."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from twinset.laboratory.pair_sample import PairSample
from twinset.types import Int64


def exclusive_found(found: Sequence[Int64]) -> list[int]:
    """How many numbers of each list stand in no other; a list holds a number once."""
    owner, counts = _owners(found)
    return [int(np.count_nonzero((owner == place) & (counts == 1))) for place in range(len(found))]


def exclusive_candidates(samples: Sequence[PairSample]) -> list[tuple[int, bool]]:
    """How many pairs of each strategy no other proposes, and whether that is exact.

    Counted in the sample of the lowest rate of all, and scaled up by it.
    """
    rate = min((sample.rate for sample in samples), default=1.0)
    counts = exclusive_found([sample.at(rate).packed for sample in samples])
    return [(round(count / rate), rate == 1.0) for count in counts]


def _owners(lists: Sequence[Int64]) -> tuple[Int64, Int64]:
    """Of every distinct number: the first list that holds it, and how many do."""
    if not lists:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    numbers = np.concatenate(lists)
    of = np.repeat(np.arange(len(lists)), [len(part) for part in lists])
    _, first, counts = np.unique(numbers, return_index=True, return_counts=True)
    return of[first], counts
