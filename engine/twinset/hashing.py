"""The mixer behind every sample and hash family that is drawn in NumPy, and sums of hashes."""

from __future__ import annotations

import numpy as np

from twinset.types import Int64, UInt64


def mix64(values: UInt64) -> UInt64:
    """SplitMix64's finaliser, (n,) uint64 to (n,) uint64: equal stays equal, alike becomes unlike.

    A bijection; the twin of ``kernels.keys.mix64``. Our own, so that no library's version changes
    a key or a sample. Steele, Lea, Flood, "Fast splittable pseudorandom number generators",
    OOPSLA 2014, figure 15.
    """
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def sums(hashes: UInt64, offsets: Int64) -> UInt64:
    """The sum of ``hashes[offsets[i]:offsets[i + 1]]`` for each i, (n,) uint64, wrapping: a hash of
    a bag, whose order does not matter."""
    total = np.concatenate((np.zeros(1, np.uint64), np.cumsum(hashes)))
    return np.asarray(total[offsets[1:]] - total[offsets[:-1]])
