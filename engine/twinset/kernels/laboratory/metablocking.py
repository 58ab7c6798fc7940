"""The blocking graph, node by node: a pair is an edge, the blocks that hold it give its weight.

No edge is stored. A pass visits each row's neighbours through its blocks with one stamp and one
count a row, and weighs them; passes differ in what they do with the weights. A weight is the same
from both ends, bit for bit: sums run over blocks in ascending order, products are commutative; and
it is rounded to 2**-40, so that 1/2 + 1/3 and 1/3 + 1/2, of other blocks, are a tie.
"""

from __future__ import annotations

import math

import numpy as np

from twinset._jit import inline, kernel

CBS, ECBS, JS, ARCS = 0, 1, 2, 3
_UNIT = 2.0**40

_GRAPH = "int64[::1], int64[::1], int64[::1], int64[::1], int32[::1], float64[::1], int32[::1]"
# starts (rows + 1,), positions (entries,), where a position's block begins and ends (entries,),
# rows (entries,), 1 / comparisons of a position's block (entries,), side of a row or empty


@inline
def _neighbours(row, forward, graph, stamps, counts, shares, found):
    """Fill ``found`` with the rows that share a block with ``row`` (those after it alone, where
    ``forward``), and count their common blocks; how many there are."""
    starts, positions, begins, ends, rows, inverse, sides = graph
    size = 0
    for entry in range(starts[row], starts[row + 1]):
        position = positions[entry]
        for place in range(position + 1 if forward else begins[position], ends[position]):
            other = rows[place]
            if other == row or (len(sides) > 0 and sides[row] == sides[other]):
                continue
            if stamps[other] != row:
                stamps[other] = row
                counts[other] = 0
                shares[other] = 0.0
                found[size] = other
                size += 1
            counts[other] += 1
            shares[other] += inverse[position]
    return size


@inline
def _weight(scheme, common, share, own, others, blocks):
    """The weight of an edge between rows in ``own`` and ``others`` of the ``blocks``."""
    if scheme == CBS:
        return float(common)
    if scheme == ECBS:
        weight = common * (math.log(blocks / own) * math.log(blocks / others))
    elif scheme == JS:
        weight = common / (own + others - common)
    else:
        weight = share
    return math.floor(weight * _UNIT + 0.5) / _UNIT


@kernel(f"void(int64, int64, int64, int64, int64, {_GRAPH}, float64[::1])")
def node_thresholds(
    first, last, scheme, blocks, best, starts, positions, begins, ends, rows, inverse, sides, out
):
    """Per row in [first, last) the weight that keeps an edge: the mean weight of its edges where
    ``best`` is 0, else the ``best``-th largest (the smallest, where it has fewer). Infinity for a
    row without edges."""
    graph = (starts, positions, begins, ends, rows, inverse, sides)
    size = len(starts) - 1
    stamps = np.full(size, -1, np.int64)
    counts = np.empty(size, np.int32)
    shares = np.empty(size, np.float64)
    found = np.empty(size, np.int32)
    weights = np.empty(size, np.float64)
    for row in range(first, last):
        degree = _neighbours(row, False, graph, stamps, counts, shares, found)
        own = starts[row + 1] - starts[row]
        if degree == 0:
            out[row] = math.inf
            continue
        total = 0.0
        found[:degree].sort()  # so that the mean does not depend on the order of blocks
        for n in range(degree):
            other = found[n]
            others = starts[other + 1] - starts[other]
            weights[n] = _weight(scheme, counts[other], shares[other], own, others, blocks)
            total += weights[n]
        if best == 0:
            out[row] = total / degree - 2.0 / _UNIT  # an edge of just the mean weight stays
        else:
            weights[:degree].sort()
            out[row] = weights[max(0, degree - best)]


@kernel(f"float64(int64, int64, int64, int64, int64, uint64, {_GRAPH}, int64[::1])")
def edge_histogram(
    first, last, scheme, blocks, shift, prefix,
    starts, positions, begins, ends, rows, inverse, sides, histogram,
):  # fmt: skip
    """Count the edges of the rows in [first, last) by 16 bits of their weight, and sum the weights.

    The bits of a positive float64 sort as it does. An edge counts where its bits above ``shift``
    + 16 are ``prefix``, in the place of ``histogram`` (65536,) that the 16 bits name; so four
    passes find the k-th largest weight of any number of edges. Returns the sum of all weights.
    """
    graph = (starts, positions, begins, ends, rows, inverse, sides)
    size = len(starts) - 1
    stamps = np.full(size, -1, np.int64)
    counts = np.empty(size, np.int32)
    shares = np.empty(size, np.float64)
    found = np.empty(size, np.int32)
    word = np.empty(1, np.float64)
    bits = word.view(np.uint64)
    total = 0.0
    for row in range(first, last):
        degree = _neighbours(row, True, graph, stamps, counts, shares, found)
        own = starts[row + 1] - starts[row]
        for n in range(degree):
            other = found[n]
            others = starts[other + 1] - starts[other]
            word[0] = _weight(scheme, counts[other], shares[other], own, others, blocks)
            total += word[0]
            place = bits[0] >> np.uint64(shift)
            if shift == 48 or (place >> np.uint64(16)) == prefix:
                histogram[np.int64(place & np.uint64(0xFFFF))] += 1
    return total


@kernel(
    f"int64(int64, int64, int64, int64, boolean, float64[::1], {_GRAPH}, int32[::1], int32[::1])"
)
def keep_edges(
    first, last, scheme, blocks, both, thresholds,
    starts, positions, begins, ends, rows, inverse, sides, left, right,
):  # fmt: skip
    """The pairs (r, s), r < s, of the rows r in [first, last) whose weight reaches the threshold of
    r or of s (``both``: of each). Returns how many were put into ``left`` and ``right``."""
    graph = (starts, positions, begins, ends, rows, inverse, sides)
    size = len(starts) - 1
    stamps = np.full(size, -1, np.int64)
    counts = np.empty(size, np.int32)
    shares = np.empty(size, np.float64)
    found = np.empty(size, np.int32)
    kept = 0
    for row in range(first, last):
        degree = _neighbours(row, True, graph, stamps, counts, shares, found)
        own = starts[row + 1] - starts[row]
        for n in range(degree):
            other = found[n]
            others = starts[other + 1] - starts[other]
            weight = _weight(scheme, counts[other], shares[other], own, others, blocks)
            one, two = weight >= thresholds[row], weight >= thresholds[other]
            if (one and two) or (not both and (one or two)):
                left[kept] = row
                right[kept] = other
                kept += 1
    return kept
