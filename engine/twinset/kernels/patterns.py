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
_ONE, _TWO, _THREE, _STEP = np.uint64(1), np.uint64(2), np.uint64(3), np.uint64(LANES)


@kernel("void(int32[::1], int64[::1], float64[:, ::1], float64[:, ::1])")
def multiply_cells(cells, starts, factors, out):
    """``out[e]``: the product of the rows ``cells[starts[e] : starts[e + 1]]`` of ``factors``."""
    for e in range(out.shape[0]):
        for k in range(out.shape[1]):
            out[e, k] = 1.0
        for i in range(starts[e], starts[e + 1]):
            cell = np.uint64(cells[i])
            for k in range(out.shape[1]):
                out[e, k] *= factors[cell, k]


@kernel("void(int32[::1], int64[::1], float64[:, ::1], float64[:, ::1])")
def add_to_cells(cells, starts, sums, out):
    """Add row e of ``sums`` to the rows ``cells[starts[e] : starts[e + 1]]`` of ``out``."""
    for e in range(sums.shape[0]):
        for i in range(starts[e], starts[e + 1]):
            cell = np.uint64(cells[i])
            for k in range(sums.shape[1]):
                out[cell, k] += sums[e, k]


@kernel(
    "void(int32[:, ::1], float64[::1], float64[:, ::1], float64[::1], float64[:, ::1],"
    " float64[:, ::1], float64[::1], float64[::1])"
)
def em_step(runs, counts, likelihoods, priors, factors, sums, class_sums, evidence):
    """One E-step over pattern counts: adds the expected counts of each run and of each class.

    ``runs[p]`` are the runs of levels that make up pattern p, rows of ``likelihoods`` and ``sums``
    (runs, classes). ``factors`` (patterns, classes) multiply the likelihood of each pattern;
    (0, classes) to do without. ``evidence`` (patterns,) receives the likelihood of each pattern in
    all classes together. The classes are padded to a multiple of ``LANES`` with priors of 0.
    Likelihoods are products, not sums of logarithms, which takes no ``exp``: sixteen comparisons
    whose probabilities are 1e-15 and more can't underflow. Lanes are written out: a loop over the
    classes takes a fifth longer; so do places that could be negative, which NumPy counts from the
    end, half as long again.
    """
    terms = np.empty(len(priors))
    lanes, places = np.uint64(len(priors)), np.uint64(runs.shape[1])
    for p in range(np.uint64(runs.shape[0])):
        scale = 0.0
        for k in range(np.uint64(0), lanes, _STEP):
            a, b, c, d = priors[k], priors[k + _ONE], priors[k + _TWO], priors[k + _THREE]
            if len(factors) > 0:
                a *= factors[p, k]
                b *= factors[p, k + _ONE]
                c *= factors[p, k + _TWO]
                d *= factors[p, k + _THREE]
            for n in range(places):
                at = np.uint64(runs[p, n])
                a *= likelihoods[at, k]
                b *= likelihoods[at, k + _ONE]
                c *= likelihoods[at, k + _TWO]
                d *= likelihoods[at, k + _THREE]
            terms[k], terms[k + _ONE], terms[k + _TWO], terms[k + _THREE] = a, b, c, d
            scale += (a + b) + (c + d)
        evidence[p] = scale
        share = counts[p] / scale
        for k in range(np.uint64(0), lanes, _STEP):
            a, b = terms[k] * share, terms[k + _ONE] * share
            c, d = terms[k + _TWO] * share, terms[k + _THREE] * share
            class_sums[k] += a
            class_sums[k + _ONE] += b
            class_sums[k + _TWO] += c
            class_sums[k + _THREE] += d
            for n in range(places):
                at = np.uint64(runs[p, n])
                sums[at, k] += a
                sums[at, k + _ONE] += b
                sums[at, k + _TWO] += c
                sums[at, k + _THREE] += d
