"""MinHash values of records, put together from those of their fields.

The least hash of a set of shingles is the least of its parts', so a value that many rows share is
hashed once. Shingles do not cross the fields' borders, which are marked instead: the order of the
fields does not matter. Values have 16 bits, half of the work of 32: records have some 50 shingles,
so two values are equal by chance in 1 of 1300. For the sets of a thousand and more that a long text
has take ``kernels/minhash.py``.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.values import value_bounds

EMPTY = np.uint16(0xFFFF)
"""The MinHash value of a record without text."""

_EDGE = 32  # stands at both ends of a value
_SPREAD = np.uint32(0x9E3779B1)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)


@inline
def _shingle_hashes(data, start, stop, shingle, characters, mixed, hashes):
    """Hash a value's character n-grams, its edges among them; returns how many there are, filled up
    to a multiple of four with the last one (a minimum does not mind).

    There is room for as many hashes as the value has characters, and for eight more.
    """
    length = stop - start
    characters[0] = _EDGE
    for i in range(length):
        characters[np.uint64(i + 1)] = data[np.uint64(start + i)]
    characters[np.uint64(length + 1)] = _EDGE
    for i in range(length + 2, shingle):  # a value shorter than a shingle is one shingle
        characters[np.uint64(i)] = 0
    count = max(length + 3 - shingle, 1)
    for i in range(count):
        mixed[np.uint64(i)] = 0
    for k in range(shingle):  # one character of all shingles after the other: in SIMD
        for i in range(count):
            at = np.uint64(i)
            mixed[at] = np.uint32((mixed[at] ^ characters[at + np.uint64(k)]) * _SPREAD)
    for i in range(count):
        at = np.uint64(i)
        value = mixed[at] ^ (mixed[at] >> np.uint32(15))
        hashes[at] = np.uint16(np.uint32(value * _SPREAD) >> np.uint32(16))
    while count % 4:
        hashes[count] = hashes[count - 1]
        count += 1
    return count


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
    room = longest + 8
    characters, mixed = np.empty(room, np.uint32), np.empty(room, np.uint32)
    hashes = np.empty(room, np.uint16)
    for row in range(len(codes)):
        if last[row] <= first[row]:
            continue
        count = _shingle_hashes(data, first[row], last[row], shingle, characters, mixed, hashes)
        for index in range(0, count, 4):
            one, two = hashes[index], hashes[index + 1]
            three, four = hashes[index + 2], hashes[index + 3]
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
