"""Texts as slices of flat character arrays, and what two of them share at their ends.

A text is a half-open slice ``a[a0:a1]`` of a contiguous uint8 (ASCII) or uint32 (code points)
array, so one element is one character. Two texts may lie in one array or in two of different
dtype.
"""

from __future__ import annotations

from twinset._jit import inline
from twinset.kernels.words import at


@inline
def common_prefix(a, a0, a1, b, b0, b1):
    """Number of leading characters that the two texts share."""
    shorter = min(a1 - a0, b1 - b0)
    length = 0
    while length < shorter and at(a, a0 + length) == at(b, b0 + length):
        length += 1
    return length


@inline
def common_suffix(a, a0, a1, b, b0, b1):
    """Number of trailing characters that the two texts share."""
    shorter = min(a1 - a0, b1 - b0)
    length = 0
    while length < shorter and at(a, a1 - 1 - length) == at(b, b1 - 1 - length):
        length += 1
    return length


@inline
def equal_slices(a, a0, a1, b, b0, b1):
    """True where the two texts are the same."""
    return a1 - a0 == b1 - b0 and common_prefix(a, a0, a1, b, b0, b1) == a1 - a0
