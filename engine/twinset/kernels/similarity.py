"""Edit distances and Jaro-Winkler of pairs of codes: what Python calls, each with its bound.

One contract for every metric: the cutoff is part of the result. A similarity below its cutoff is
0.0, a distance above its cutoff is cutoff + 1, any other value is what it would be without one.
All metrics are symmetric.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.edit_distance import distance_bound, edit_distance
from twinset.kernels.jaro_winkler import jaro_winkler, jaro_winkler_bound

# Masks reject 78 to 99 % of the pairs in blocks of one first letter at usual cutoffs. Million pairs
# a second with and without them: Jaro-Winkler >= 0.85 on surnames 42 and 20, Levenshtein <= 2 on
# surnames 118 and 11, on addresses 294 and 14. They don't pay without a cutoff.


@kernel()  # for benchmarks and tests: compiled on first use
def jaro_winkler_pairs(data, offsets, masks, left_codes, right_codes, cutoff, out):
    """Jaro-Winkler of pairs of codes into one TextColumn; ``out`` is (pairs,) float32.

    ``masks`` are the values' ``character_masks``, or empty to do without. NaN where one code is -1
    (null).
    """
    for pair in range(left_codes.size):
        left, right = left_codes[pair], right_codes[pair]
        if left < 0 or right < 0:
            out[pair] = np.nan
            continue
        a0, a1, b0, b1 = offsets[left], offsets[left + 1], offsets[right], offsets[right + 1]
        if masks.size and jaro_winkler_bound(a1 - a0, masks[left], b1 - b0, masks[right]) < cutoff:
            out[pair] = 0.0
        else:
            out[pair] = jaro_winkler(data, a0, a1, data, b0, b1, cutoff)


@inline
def _distance_pairs(data, offsets, masks, left_codes, right_codes, cutoff, transpose, out):
    for pair in range(left_codes.size):
        left, right = left_codes[pair], right_codes[pair]
        if left < 0 or right < 0:
            out[pair] = -1
            continue
        a0, a1, b0, b1 = offsets[left], offsets[left + 1], offsets[right], offsets[right + 1]
        if masks.size and distance_bound(a1 - a0, masks[left], b1 - b0, masks[right]) > cutoff:
            out[pair] = cutoff + 1
        else:
            out[pair] = edit_distance(data, a0, a1, data, b0, b1, cutoff, transpose)


@kernel()  # for benchmarks and tests: compiled on first use
def levenshtein_pairs(data, offsets, masks, left_codes, right_codes, cutoff, out):
    """Levenshtein of pairs of codes into one TextColumn; ``out`` is (pairs,) int32.

    ``masks`` are the values' ``character_masks``, or empty to do without. -1 where one code is -1
    (null).
    """
    _distance_pairs(data, offsets, masks, left_codes, right_codes, cutoff, False, out)


@kernel()  # for benchmarks and tests: compiled on first use
def damerau_pairs(data, offsets, masks, left_codes, right_codes, cutoff, out):
    """Optimal string alignment of pairs of codes; as ``levenshtein_pairs``."""
    _distance_pairs(data, offsets, masks, left_codes, right_codes, cutoff, True, out)
