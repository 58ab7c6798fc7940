"""Agreement patterns: interning packed comparison vectors, EM over their counts, scoring.

A packed vector holds ``level + 1`` of comparison c in the four bits from ``4 * c`` on; 0 is null.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import kernel
from twinset.kernels.keys import mix64


@kernel("int64(uint64[::1], int32[::1], int32[::1], uint64[::1], int64[::1])")
def intern_patterns(packed, table, index, keys, counts):
    """Number the distinct vectors of a tile in order of first appearance.

    ``table`` is scratch: a power of two of at least 2 * len(packed) entries, all -1. ``index``
    receives each pair's number; ``keys`` and ``counts`` (len(packed),) the vectors and how often
    each stands in the tile. Returns how many there are.
    """
    mask = np.uint64(len(table) - 1)
    found = 0
    for i in range(len(packed)):
        key = packed[i]
        slot = mix64(key) & mask
        while True:
            number = table[slot]
            if number < 0:
                table[slot] = found
                keys[found] = key
                counts[found] = 1
                index[i] = found
                found += 1
                break
            if keys[number] == key:
                counts[number] += 1
                index[i] = number
                break
            slot = (slot + np.uint64(1)) & mask
    return found


@kernel("void(uint64[::1], int8[:, ::1])")
def unpack_levels(packed, levels):
    """Packed vectors to (vectors, comparisons) int8 levels, -1 for null."""
    for i in range(len(packed)):
        for c in range(levels.shape[1]):
            levels[i, c] = np.int64((packed[i] >> np.uint64(4 * c)) & np.uint64(15)) - 1


@kernel("void(int8[:, ::1], float64[:, :, ::1], float64[::1], float64[:, ::1])")
def class_likelihoods(levels, log_levels, log_prior, out):
    """``out[p, k]`` = log prior of class k + log probability of pattern p in it. Null adds 0."""
    for p in range(levels.shape[0]):
        for k in range(len(log_prior)):
            total = log_prior[k]
            for c in range(levels.shape[1]):
                level = levels[p, c]
                if level >= 0:
                    total += log_levels[k, c, level]
            out[p, k] = total


@kernel("float64(float64[:, ::1], int8[:, ::1], float64[::1], float64[:, :, ::1], float64[::1])")
def em_step(likelihoods, levels, counts, level_sums, class_sums):
    """One E-step over pattern counts: adds expected counts, returns the log likelihood.

    ``likelihoods`` (patterns, classes) are overwritten by the posterior class probabilities.
    """
    classes = likelihoods.shape[1]
    total = 0.0
    for p in range(levels.shape[0]):
        best = likelihoods[p, 0]
        for k in range(1, classes):
            best = max(best, likelihoods[p, k])
        scale = 0.0
        for k in range(classes):
            likelihoods[p, k] = np.exp(likelihoods[p, k] - best)
            scale += likelihoods[p, k]
        total += counts[p] * (best + np.log(scale))
        for k in range(classes):
            posterior = likelihoods[p, k] / scale
            likelihoods[p, k] = posterior
            expected = posterior * counts[p]
            class_sums[k] += expected
            for c in range(levels.shape[1]):
                level = levels[p, c]
                if level >= 0:
                    level_sums[k, c, level] += expected
    return total
