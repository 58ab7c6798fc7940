"""MinHash values of records, put together from those of their fields.

The least hash of a set of shingles is the least of its parts', so a value that many rows share is
hashed once. Shingles do not cross the fields' borders, which are marked instead: the order of the
fields does not matter. Values have 16 bits, half of the work of 32: records have some 50 shingles,
so two values are equal by chance in 1 of 1300. For the sets of a thousand and more that a long text
has take ``kernels/minhash.py``.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import kernel
from twinset.kernels.minhash import shingle_hashes
from twinset.kernels.values import value_bounds

EMPTY = np.uint16(0xFFFF)
"""The MinHash value of a record without text."""

_EDGE = 32  # stands at both ends of a value
_MIX = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)
_ONE, _TWO, _THREE = np.uint64(1), np.uint64(2), np.uint64(3)


@kernel(
    "void(int32[::1], int64[::1], int64[::1], uint8[::1], int64, uint16[::1], uint16[::1],"
    " uint16[:, ::1])"
)
def fold_values(codes, starts, stops, data, shingle, xors, multipliers, minima):
    """Put the values of a field into the ``minima`` (rows, functions) uint16 of their rows.

    ``codes`` (rows,) int32 pick the value ``data[starts[c]:stops[c]]``; -1 and empty values change
    nothing. Function i of a shingle's hash is ``(hash ^ xors[i]) * multipliers[i]``.
    """
    first, last, longest = value_bounds(codes, starts, stops, data)
    characters = np.empty(longest + 2, np.uint32)
    hashes = np.empty(longest + 8, np.uint32)
    for row in range(len(codes)):
        if last[row] <= first[row]:
            continue
        length = last[row] - first[row]
        characters[0] = characters[np.uint64(length + 1)] = _EDGE
        for i in range(length):
            characters[np.uint64(i + 1)] = data[np.uint64(first[row] + i)]
        count = shingle_hashes(characters, 0, length + 2, shingle, hashes)
        for index in range(0, count, 4):
            at = np.uint64(index)
            one, two = np.uint16(hashes[at]), np.uint16(hashes[at + _ONE])
            three, four = np.uint16(hashes[at + _TWO]), np.uint16(hashes[at + _THREE])
            for i in range(len(xors)):
                b, a = xors[i], multipliers[i]
                least = min(np.uint16((one ^ b) * a), np.uint16((two ^ b) * a))
                least = min(least, np.uint16((three ^ b) * a))
                least = min(least, np.uint16((four ^ b) * a))
                minima[row, i] = min(minima[row, i], least)


@kernel("void(int32[::1], uint16[:, ::1], uint16[:, ::1])")
def fold_known_values(codes, values, minima):
    """The same where the minima of every value (distinct, functions) uint16 are known."""
    for row in range(len(codes)):
        if codes[row] >= 0:
            code = np.uint64(codes[row])
            for i in range(minima.shape[1]):
                minima[row, i] = min(minima[row, i], values[code, i])


@kernel("void(uint16[:, ::1], int64, uint32[:, ::1], int64)")
def band_cells(minima, band_rows, out, first_row):
    """A number for each band of ``band_rows`` values: ``out[band, first_row + row]`` uint32, 0 for
    a row without text. Where it differs the values do; bands are not told apart."""
    for row in range(len(minima)):
        least = EMPTY
        for i in range(minima.shape[1]):
            least = min(least, minima[row, i])
        for band in range(len(out)):
            key = np.uint64(0)
            for i in range(band * band_rows, (band + 1) * band_rows):
                key = (key ^ np.uint64(minima[row, np.uint64(i)])) * _MIX
                key ^= key >> _HALF
            number = max(np.uint32(key >> _HALF), np.uint32(1))
            out[band, first_row + row] = number if least < EMPTY else 0
