"""Scores of pairs: class likelihoods of their patterns, adjusted for how common the values are."""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel


@inline
def _log_frequency(log_frequency, left, right, c):
    """The more common of the two values counts; NaN where either has none."""
    a, b = log_frequency[left, c], log_frequency[right, c]
    return a if a >= b or np.isnan(a) else b  # Numba's max of a and NaN depends on their order


@kernel(
    "void(int32[::1], int32[::1], int32[::1], int8[:, ::1], float64[:, ::1], float32[:, ::1],"
    " float64[:, ::1], float64[:, ::1])"
)
def sum_log_frequencies(left, right, index, levels, chance_share, log_frequency, sums, weights):
    """Sum the log frequencies of shared values per comparison and level.

    ``chance_share[p, c]`` is how likely an agreement of pattern p on comparison c is by chance;
    ``log_frequency`` (rows, comparisons) is NaN where there is none. Of two values that are close
    but not equal the more common counts.
    """
    for i in range(len(left)):
        p = index[i]
        for c in range(levels.shape[1]):
            level = levels[p, c]
            if level <= 0:
                continue
            value = _log_frequency(log_frequency, left[i], right[i], c)
            if not np.isnan(value):
                sums[c, level] += chance_share[p, c] * value
                weights[c, level] += chance_share[p, c]


@kernel(
    "int64(int32[::1], int32[::1], int32[::1], int8[:, ::1], float64[:, ::1], boolean[::1],"
    " float32[:, ::1], float64[:, ::1], boolean[:, ::1], float64, int32[::1], float64[::1])"
)
def score_pairs(
    left, right, index, levels, likelihoods, hopeless, log_frequency, scale, chance, floor, kept,
    weight,
):  # fmt: skip
    """Natural-log odds of a match for each pair; keeps those of at least ``floor``.

    ``likelihoods`` (patterns, classes), class 0 being the match. In a class that agrees by chance
    (``chance[k, c]``) the likelihood of agreeing on a value of frequency f is scaled by f over
    the mean frequency ``exp(scale[c, level])``. ``hopeless`` patterns can't reach the floor
    whatever the values are. Returns how many were kept: their positions are in ``kept``.
    """
    classes = likelihoods.shape[1]
    comparisons = levels.shape[1]
    terms = np.empty(classes)
    shift = np.empty(comparisons)
    count = 0
    for i in range(len(left)):
        p = index[i]
        if hopeless[p]:
            continue
        for c in range(comparisons):
            shift[c] = 0.0
            level = levels[p, c]
            if level > 0 and not np.isnan(scale[c, level]):
                value = _log_frequency(log_frequency, left[i], right[i], c)
                if not np.isnan(value):
                    shift[c] = value - scale[c, level]
        best = -np.inf
        for k in range(1, classes):
            terms[k] = likelihoods[p, k]
            for c in range(comparisons):
                if chance[k, c]:
                    terms[k] += shift[c]
            best = max(best, terms[k])
        total = 0.0
        for k in range(1, classes):
            total += np.exp(terms[k] - best)
        odds = likelihoods[p, 0] - best - np.log(total)
        if odds >= floor:
            kept[count] = i
            weight[count] = odds
            count += 1
    return count
