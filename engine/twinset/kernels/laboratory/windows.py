"""Windows over several sort orders at once, and where a window that adapts ends."""

from __future__ import annotations

from twinset._jit import kernel
from twinset.kernels.edit_distance import levenshtein


@kernel(
    "int64(int64, int64, int32[:, ::1], int32[:, ::1], int32[:, ::1], int32[::1], int32[::1],"
    " int32[::1], int32[::1])"
)
def window_pairs(first, last, orders, places, reach, sides, stamps, left, right):
    """The pairs (r, s), r < s, of the rows r in [first, last) that share a window; each once.

    ``orders`` (passes, rows) are the rows of each sort order, ``places`` (passes, rows) where a
    row stands in them (-1: nowhere), ``reach[p, i]`` where the window that begins at place i ends;
    it never falls along an order. ``sides`` (rows,) rules out pairs of equal side; empty: none.
    ``stamps`` (rows,) is scratch, all -1. Returns the pairs.
    """
    count = 0
    for row in range(first, last):
        for number in range(orders.shape[0]):
            place = places[number, row]
            if place < 0:
                continue
            start = place
            while start > 0 and reach[number, start - 1] > place:
                start -= 1
            for at in range(start, reach[number, place]):
                other = orders[number, at]
                if other <= row or stamps[other] == row:
                    continue
                stamps[other] = row
                if len(sides) > 0 and sides[row] == sides[other]:
                    continue
                left[count] = row
                right[count] = other
                count += 1
    return count


@kernel("void(uint8[::1], int64[::1], float64, boolean[::1])")
def breaks(data, offsets, similarity, out):
    """Whether text i + 1 is less than ``similarity`` like text i: 1 - Levenshtein distance over
    the longer one's length. ``out`` is (texts - 1,); two empty texts are alike."""
    for text in range(len(offsets) - 2):
        start, middle, stop = offsets[text], offsets[text + 1], offsets[text + 2]
        longer = max(middle - start, stop - middle)
        if longer == 0:
            out[text] = False
            continue
        allowed = int((1.0 - similarity) * longer + 1e-9)
        distance = levenshtein(data, start, middle, data, middle, stop, allowed)
        out[text] = distance > allowed
