"""A sample of candidate pairs by hash: the same pairs for every strategy, so that samples of two
strategies overlap as their pairs do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twinset.hashing import mix64
from twinset.pair_codes import pack_pairs, unpack_pairs
from twinset.types import Bool, Int32, Int64, UInt64

LIMIT = 1 << 20
"""Pairs that a sample holds at most."""
_ALL = 1 << 64


@dataclass(frozen=True, slots=True, eq=False)
class PairSample:
    """The candidate pairs whose hash is below ``rate``.

    ``left`` and ``right`` are (pairs,) int32, left < right, sorted by left, then right. ``rate`` is
    the share of all pairs that are sampled, a power of two: 1.0 says that these are all pairs.
    """

    left: Int32
    right: Int32
    rate: float

    @property
    def packed(self) -> Int64:
        """(pairs,) int64, ascending: a pair as one number."""
        return pack_pairs(self.left, self.right)

    def at(self, rate: float) -> PairSample:
        """The smaller sample of a lower rate."""
        if rate >= self.rate:
            return self
        keep = _below(self.packed, rate)
        return PairSample(self.left[keep], self.right[keep], rate)


class Sampler:
    """Collects a ``PairSample`` from a stream; halves its rate when it has more than ``limit``."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._kept: list[Int64] = []
        self._count = 0
        self.rate = 1.0

    def add(self, left: Int32, right: Int32) -> None:
        """More pairs of the stream."""
        packed = pack_pairs(left, right)
        if self.rate < 1.0:
            packed = packed[_below(packed, self.rate)]
        self._kept.append(packed)
        self._count += len(packed)
        while self._count > self._limit:
            self.rate /= 2
            self._kept = [part[_below(part, self.rate)] for part in self._kept]
            self._count = sum(map(len, self._kept))

    def sample(self) -> PairSample:
        """What has been sampled so far."""
        packed = np.sort(np.concatenate([np.empty(0, np.int64), *self._kept]))
        left, right = unpack_pairs(packed)
        return PairSample(left, right, self.rate)


def _below(packed: Int64, rate: float) -> Bool:
    hashes: UInt64 = mix64(packed.astype(np.uint64))
    below: Bool = hashes < np.uint64(min(_ALL - 1, int(_ALL * rate)))
    return below
