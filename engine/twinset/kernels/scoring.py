"""Scores of pairs: class likelihoods of their patterns, adjusted for how common the values are."""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel


@inline
def _frequency(frequency, left, right, c):
    """The more common of the two values counts; NaN where either has none."""
    a, b = frequency[left, c], frequency[right, c]
    return a if a >= b or np.isnan(a) else b  # Numba's max of a and NaN depends on their order


@inline
def _of_pair(frequency, shared, slots, left, right, i, c):
    """How common the value is that pair i, of the rows left and right, shares in comparison c."""
    slot = slots[c]
    if slot >= 0:
        return shared[i, slot]
    return _frequency(frequency, left, right, c)


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
            value = _of_pair(log_frequency, shared, slots, left[i], right[i], i, c)
            if not np.isnan(value):
                sums[c, level] += match[p] * np.exp(value)
                weights[c, level] += match[p]


LANES = 8  # classes besides the match that are handled at once; there is room for a multiple


@kernel(
    "int64(int32[::1], int32[::1], int32[::1], int8[:, ::1], float64[::1], float64[:, ::1],"
    " boolean[::1], float32[:, ::1], float32[:, ::1], int64[::1], float64[:, :, ::1],"
    " float64[:, :, ::1], int64, float64, int32[::1], float64[::1])"
)
def score_pairs(
    left, right, index, levels, match, others, hopeless, log_frequency, shared, slots, scale,
    scaled, classes, floor, kept, weight,
):  # fmt: skip
    """Natural-log odds of a match for each pair; keeps those of at least ``floor``.

    ``match`` (patterns,) is the log likelihood as a match, ``others`` (patterns, lanes) that in
    each of the other ``classes``, the lanes padded to a multiple of ``LANES`` with -inf. In class
    k the likelihood of agreeing on a value of frequency f is scaled by f over
    ``exp(scale[c, level, k])`` where ``scaled[c, level, k]`` is 1; both are 0 elsewhere.
    ``hopeless`` patterns can't reach the floor whatever the values are. ``shared`` and ``slots``
    as in ``sum_frequencies``. Returns how many were kept: their positions are in ``kept``.

    Lanes are written out: a loop over the classes that asks where there is a scale takes twice as
    long.
    """
    terms = np.empty(others.shape[1])
    count = 0
    for i in range(len(left)):
        p = index[i]
        if hopeless[p]:
            continue
        x, y = left[i], right[i]
        best = -np.inf
        for k in range(0, len(terms), LANES):
            t0, t1, t2, t3 = others[p, k], others[p, k + 1], others[p, k + 2], others[p, k + 3]
            t4, t5, t6, t7 = others[p, k + 4], others[p, k + 5], others[p, k + 6], others[p, k + 7]
            for c in range(levels.shape[1]):
                level = levels[p, c]
                if level <= 0:
                    continue
                value = _of_pair(log_frequency, shared, slots, x, y, i, c)
                if np.isnan(value):
                    continue
                n = np.uint64(level)
                t0 += scaled[c, n, k] * (value - scale[c, n, k])
                t1 += scaled[c, n, k + 1] * (value - scale[c, n, k + 1])
                t2 += scaled[c, n, k + 2] * (value - scale[c, n, k + 2])
                t3 += scaled[c, n, k + 3] * (value - scale[c, n, k + 3])
                t4 += scaled[c, n, k + 4] * (value - scale[c, n, k + 4])
                t5 += scaled[c, n, k + 5] * (value - scale[c, n, k + 5])
                t6 += scaled[c, n, k + 6] * (value - scale[c, n, k + 6])
                t7 += scaled[c, n, k + 7] * (value - scale[c, n, k + 7])
            best = max(best, max(max(t0, t1), max(t2, t3)), max(max(t4, t5), max(t6, t7)))
            terms[k], terms[k + 1], terms[k + 2], terms[k + 3] = t0, t1, t2, t3
            terms[k + 4], terms[k + 5], terms[k + 6], terms[k + 7] = t4, t5, t6, t7
        odds = match[p] - best
        if odds < floor:  # all the others together are at least as likely as the best of them
            continue
        total = 0.0
        for k in range(classes):
            total += np.exp(terms[k] - best)
        odds -= np.log(total)
        if odds >= floor:
            kept[count] = i
            weight[count] = odds
            count += 1
    return count
