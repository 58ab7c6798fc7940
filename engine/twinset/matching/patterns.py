"""Comparison vectors as numbers: which vectors there are, and how often each was seen."""

from __future__ import annotations

import numpy as np

from twinset.hashing import mix64
from twinset.kernels import patterns as kernels
from twinset.types import AgreementPatterns, Float64, Int8, Int32, Int64, UInt64

_SLOTS = 1 << 12
_MANY = 1 << 14
"""Patterns over which EM is quick."""
_FEW = 4
_SHARE = 4


class PatternTable:
    """Numbers packed comparison vectors in order of first appearance, tile after tile.

    A million rows show a hundred thousand vectors at most: the table stays in the cache, and one
    thread numbers 200 million pairs a second.
    """

    def __init__(self) -> None:
        self._found = 0
        self._table, self._keys, self._counts = _room(_SLOTS)

    def _grow(self) -> None:
        known, counts = self.packed, self.counts
        self._table, self._keys, self._counts = _room(4 * len(self._table))
        self._found = 0
        self.number(known)
        self._counts[: self._found] = counts

    @property
    def packed(self) -> UInt64:
        """The distinct vectors."""
        return self._keys[: self._found]

    @property
    def counts(self) -> Int64:
        """How often each was seen."""
        return self._counts[: self._found]

    def number(self, packed: UInt64) -> Int32:
        """The number of each vector of a tile, counting them."""
        index = np.empty(len(packed), np.int32)
        done = 0
        while True:
            done, self._found = kernels.intern_patterns(
                packed, done, self._found, self._table, index, self._keys, self._counts
            )
            if done == len(packed):
                return index
            self._grow()


def joined_patterns(
    first: AgreementPatterns, second: AgreementPatterns | None
) -> AgreementPatterns:
    """The pairs of both. A pattern that is in both stands twice, which is the same to EM."""
    if second is None:
        return first
    return AgreementPatterns(
        first.comparisons,
        np.concatenate([first.levels, second.levels]),
        np.concatenate([first.counts, second.counts]),
    )


def thinned(levels: Int8, counts: Float64) -> tuple[Int8, Float64]:
    """Patterns (patterns, comparisons) and their counts, for EM: of many, those that few pairs
    show are a hashed share that stands for all of them.

    Of a million rows two thirds of the patterns are those of one or two pairs, and EM takes as long
    over each as over one of a thousand pairs.
    """
    rare = counts < _FEW
    if len(levels) <= _MANY or not rare.any():
        return levels, counts
    hashed = np.zeros(len(levels), np.uint64)
    for column in levels.T:
        hashed = mix64(hashed + column.astype(np.uint64))
    kept = ~rare | (hashed % np.uint64(_SHARE) == 0)
    return levels[kept], np.where(rare, counts * _SHARE, counts)[kept]


def _room(slots: int) -> tuple[Int32, UInt64, Int64]:
    """An empty hash table, with keys and counts for half as many vectors."""
    room = slots // 2
    return np.full(slots, -1, np.int32), np.empty(room, np.uint64), np.empty(room, np.int64)


def unpack(packed: UInt64, comparisons: int) -> Int8:
    """(vectors, comparisons) int8 levels, -1 for null."""
    levels = np.empty((len(packed), comparisons), np.int8)
    kernels.unpack_levels(np.ascontiguousarray(packed), levels)
    return levels
