"""Agreement patterns: interning packed comparison vectors, EM over their counts, scoring.

A packed vector holds ``level + 1`` of comparison c in the four bits from ``4 * c`` on; 0 is null.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import kernel
from twinset.kernels.keys import mix64


@kernel(
    "UniTuple(int64, 2)(uint64[::1], int64, int64, int32[::1], int32[::1], uint64[::1], int64[::1])"
)
def intern_patterns(packed, first, found, table, index, keys, counts):
    """Number the distinct vectors in order of first appearance, from pair ``first`` on.

    ``keys`` and ``counts`` hold the ``found`` vectors that are known and how often each was seen;
    ``table`` is a power of two of at least twice as many entries: their places by hash, -1 where
    there is none. ``index`` receives each pair's number. Returns where it stopped, which is before
    a new vector that ``keys`` has no room for or at the end, and how many vectors are known now.
    """
    mask = np.uint64(len(table) - 1)
    for i in range(first, len(packed)):
        key = packed[i]
        slot = mix64(key) & mask
        while True:
            number = table[slot]
            if number < 0:
                if found == len(keys):
                    return i, found
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
    return len(packed), found


@kernel("void(uint64[::1], int8[:, ::1])")
def unpack_levels(packed, levels):
    """Packed vectors to (vectors, comparisons) int8 levels, -1 for null."""
    for i in range(len(packed)):
        for c in range(levels.shape[1]):
            levels[i, c] = np.int64((packed[i] >> np.uint64(4 * c)) & np.uint64(15)) - 1


@kernel("void(int8[:, ::1], float64[:, :, ::1], float64[::1], float64[:, ::1])")
def class_likelihoods(levels, log_levels, log_prior, out):
    """``out[p, k]`` = log prior of class k + log probability of pattern p in it.

    ``log_levels`` is (comparisons, 1 + levels, classes), null in front: what a level adds lies in
    one piece.
    """
    classes = len(log_prior)
    for p in range(levels.shape[0]):
        for k in range(classes):
            out[p, k] = log_prior[k]
        for c in range(levels.shape[1]):
            at = np.uint64(levels[p, c] + 1)
            for k in range(classes):
                out[p, k] += log_levels[c, at, k]


LANES = 4  # classes that are handled at once; there is room for a multiple of them


@kernel(
    "float64(int8[:, ::1], float64[::1], float64[:, :, ::1], float64[::1], float64[:, ::1],"
    " float64[:, :, ::1], float64[::1])"
)
def em_step(levels, counts, probabilities, priors, factors, level_sums, class_sums):
    """One E-step over pattern counts: adds expected counts, returns the log likelihood.

    ``probabilities`` and ``level_sums`` are (comparisons, 1 + levels, classes); null stands in
    front. ``factors`` (patterns, classes) multiply the likelihood of each
    pattern; (0, classes) to do without. The classes are padded to a multiple of ``LANES`` with
    priors of 0. Likelihoods are products, not sums of logarithms, which takes no ``exp``: sixteen
    comparisons whose probabilities are 1e-15 and more can't underflow. Lanes are written out: a
    loop over the classes takes half as long again.
    """
    terms = np.empty(len(priors))
    total = 0.0
    for p in range(levels.shape[0]):
        scale = 0.0
        for k in range(0, len(priors), LANES):
            a, b, c, d = priors[k], priors[k + 1], priors[k + 2], priors[k + 3]
            if len(factors) > 0:
                a *= factors[p, k]
                b *= factors[p, k + 1]
                c *= factors[p, k + 2]
                d *= factors[p, k + 3]
            for n in range(levels.shape[1]):
                at = np.uint64(levels[p, n] + 1)
                a *= probabilities[n, at, k]
                b *= probabilities[n, at, k + 1]
                c *= probabilities[n, at, k + 2]
                d *= probabilities[n, at, k + 3]
            terms[k], terms[k + 1], terms[k + 2], terms[k + 3] = a, b, c, d
            scale += (a + b) + (c + d)
        total += counts[p] * np.log(scale)
        share = counts[p] / scale
        for k in range(0, len(priors), LANES):
            a, b = terms[k] * share, terms[k + 1] * share
            c, d = terms[k + 2] * share, terms[k + 3] * share
            class_sums[k] += a
            class_sums[k + 1] += b
            class_sums[k + 2] += c
            class_sums[k + 3] += d
            for n in range(levels.shape[1]):
                at = np.uint64(levels[p, n] + 1)
                level_sums[n, at, k] += a
                level_sums[n, at, k + 1] += b
                level_sums[n, at, k + 2] += c
                level_sums[n, at, k + 3] += d
    return total
