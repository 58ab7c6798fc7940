"""Values of a column as its rows have them: a code each, the text somewhere in one array."""

from __future__ import annotations

import numpy as np

from twinset._jit import inline_owner


@inline_owner
def value_bounds(codes, starts, stops, data):
    """Where the value of each row starts and stops (nowhere for code -1), and the longest one.

    What lies at random places is called into the cache by loops that do nothing else, many at a
    time: to wait for each value was two thirds of the time.
    """
    rows = len(codes)
    first, last = np.empty(rows, np.int64), np.empty(rows, np.int64)
    longest = 0
    for row in range(rows):
        code = np.uint64(max(codes[row], 0))
        first[row] = starts[code]
        last[row] = stops[code] if codes[row] >= 0 else starts[code]
        longest = max(longest, last[row] - first[row])
    heads = np.empty(rows, data.dtype)  # stored, or the compiler would leave out the loop
    for row in range(rows):
        if last[row] > first[row]:
            heads[row] = data[np.uint64(first[row])]
    return first, last, longest
