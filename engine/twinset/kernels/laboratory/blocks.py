"""Overlapping blocks: from rows to their places in blocks, and to the rows that share one.

Blocks stand in one array ``rows`` (entries,), one after the other, rows ascending in each. A row's
*entry* is a position in it; ``ends[p]`` is where the block of position p ends.
"""

from __future__ import annotations

from twinset._jit import kernel


@kernel("void(int32[::1], int64[::1], int64[::1])")
def turn_round(rows, starts, positions):
    """Fill ``starts`` (rows + 1,) and ``positions`` (entries,): row r's entries, in the order of
    blocks, are ``positions[starts[r]:starts[r + 1]]``. A counting sort; ``starts`` comes zeroed."""
    for row in rows:
        starts[row + 1] += 1
    for row in range(len(starts) - 1):
        starts[row + 1] += starts[row]
    filled = starts.copy()
    for position in range(len(rows)):
        row = rows[position]
        positions[filled[row]] = position
        filled[row] += 1


@kernel(
    "int64(int64, int64, int64[::1], int64[::1], int64[::1], int32[::1], int32[::1], int32[::1],"
    " int32[::1], int32[::1])"
)
def following_rows(first, last, starts, positions, ends, rows, sides, stamps, left, right):
    """The pairs (r, s), r < s, of the rows r in [first, last) that share a block; each once.

    ``sides`` (rows,) rules out pairs of equal side; empty: none is ruled out. ``stamps`` (rows,)
    is scratch, all -1. ``left`` and ``right`` must hold every entry's followers. Returns the
    pairs.
    """
    count = 0
    for row in range(first, last):
        for entry in range(starts[row], starts[row + 1]):
            position = positions[entry]
            for place in range(position + 1, ends[position]):
                other = rows[place]
                if stamps[other] == row:
                    continue
                stamps[other] = row
                if len(sides) > 0 and sides[row] == sides[other]:
                    continue
                left[count] = row
                right[count] = other
                count += 1
    return count
