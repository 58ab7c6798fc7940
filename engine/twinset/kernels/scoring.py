"""Scores of pairs: class likelihoods of their patterns, adjusted for how common the values are."""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel


@inline
def _frequency(frequency, left, right, c):
    """The more common of the two values counts; NaN where either has none."""
    a, b = frequency[left, c], frequency[right, c]
    return a if a >= b or np.isnan(a) else b  # Numba's max of a and NaN depends on their order


@kernel(
    "void(int32[::1], int32[::1], int32[::1], int8[:, ::1], float64[::1], float32[:, ::1],"
    " float32[:, ::1], int64[::1], float64[:, ::1], float64[:, ::1])"
)
def sum_frequencies(
    left, right, index, levels, match, log_frequency, shared, slots, sums, weights
):  # fmt: skip
    """Sum the frequencies of the values that matches share, per comparison and level.

    ``match[p]`` is the probability of a match given pattern p, ``log_frequency`` (rows,
    comparisons) the natural log, NaN where there is none. Of two values that are close but not
    equal the more common counts. ``shared`` (pairs, slots) are those that the rows do not tell: of
    comparison c in slot ``slots[c]``, where that is not negative.
    """
    for i in range(len(left)):
        p = index[i]
        for c in range(levels.shape[1]):
            level = levels[p, c]
            if level <= 0:
                continue
            slot = slots[c]
            value = shared[i, slot] if slot >= 0 else np.float32(np.nan)
            if slot < 0:
                value = _frequency(log_frequency, left[i], right[i], c)
            if not np.isnan(value):
                sums[c, level] += match[p] * np.exp(value)
                weights[c, level] += match[p]


@kernel(
    "int64(int32[::1], int32[::1], int32[::1], int8[:, ::1], float64[:, ::1], boolean[::1],"
    " float32[:, ::1], float32[:, ::1], int64[::1], float64[:, :, ::1], float64, int32[::1],"
    " float64[::1])"
)
def score_pairs(
    left, right, index, levels, likelihoods, hopeless, log_frequency, shared, slots, scale, floor,
    kept, weight,
):  # fmt: skip
    """Natural-log odds of a match for each pair; keeps those of at least ``floor``.

    ``likelihoods`` (patterns, classes), class 0 being the match. In class k the likelihood of
    agreeing on a value of frequency f is scaled by f over ``exp(scale[c, level, k])``, where that
    is not NaN. ``hopeless`` patterns can't reach the floor whatever the values are. ``shared`` and
    ``slots`` as in ``sum_frequencies``. Returns how many were kept: their positions are in
    ``kept``.
    """
    classes = likelihoods.shape[1]
    comparisons = levels.shape[1]
    terms = np.empty(classes)
    count = 0
    for i in range(len(left)):
        p = index[i]
        if hopeless[p]:
            continue
        for k in range(classes):
            terms[k] = likelihoods[p, k]
        for c in range(comparisons):
            level = levels[p, c]
            if level <= 0:
                continue
            slot = slots[c]
            value = shared[i, slot] if slot >= 0 else np.float32(np.nan)
            if slot < 0:
                value = _frequency(log_frequency, left[i], right[i], c)
            if np.isnan(value):
                continue
            for k in range(1, classes):
                if not np.isnan(scale[c, level, k]):
                    terms[k] += value - scale[c, level, k]
        best = terms[1]
        for k in range(2, classes):
            best = max(best, terms[k])
        total = 0.0
        for k in range(1, classes):
            total += np.exp(terms[k] - best)
        odds = terms[0] - best - np.log(total)
        if odds >= floor:
            kept[count] = i
            weight[count] = odds
            count += 1
    return count
