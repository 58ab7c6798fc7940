"""Record texts and their MinHash values.

MinHash: Broder, "On the resemblance and containment of documents", SEQUENCES 1997, section 2.
Every value is the minimum, over the record's shingles, of one hash function of a family.

One-permutation hashing with densification is the textbook shortcut, and was rejected: a contact
has about 30 shingles, so some 100 of 128 bins are empty and are filled with copies. The values
are then no more than 26 independent samples, and the recall of LSH falls below its S-curve. A
SIMD pass of a full family over 32-bit hashes costs a few hundred nanoseconds a record and its
values are independent. The family is ``(x ^ b) * a mod 2**32`` with odd ``a``, over shingle
hashes ``x`` that are mixed first: a permutation of 32-bit space, without the overflow that makes
``(a * x + b) mod p`` in 64 bits neither linear nor uniform.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel

EMPTY = np.uint32(0xFFFFFFFF)
"""The MinHash value of a record without text."""

_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_SPACE = np.uint8(32)


@kernel("void(int32[::1], int64[::1], int64[::1], uint8[::1], int64[::1], int64[::1], uint8[::1])")
def append_field(codes, starts, stops, data, offsets, cursor, out):
    """Append one field to the text of every row.

    ``codes`` (rows,) int32 pick the distinct value ``data[starts[c]:stops[c]]``; -1 and empty
    values append nothing. ``cursor`` (rows,) int64 is where each row's text ends so far and is
    moved on; a space goes before every field but a row's first (``cursor == offsets``).
    """
    for row in range(len(codes)):
        code = codes[row]
        if code < 0:
            continue
        start, stop = starts[code], stops[code]
        if start == stop:
            continue
        at = cursor[row]
        if at > offsets[row]:
            out[at] = _SPACE
            at += 1
        for position in range(start, stop):
            out[at] = data[position]
            at += 1
        cursor[row] = at


@inline
def shingle_hashes(data, start, stop, shingle, hashes):
    """Hash the character n-grams of one text into ``hashes``; returns how many there are.

    A polynomial rolling hash mod 2**64, then mixed to 32 bits. A text shorter than ``shingle`` is
    one shingle. The count is filled up to a multiple of four with the last hash: a minimum does
    not mind, and ``fold_minima`` takes four at a time.
    """
    length = stop - start
    if length <= 0:
        return 0
    width = min(length, shingle)
    power = np.uint64(1)
    rolling = np.uint64(0)
    for position in range(start, start + width):
        rolling = rolling * _BASE + np.uint64(data[position])
        power *= _BASE
    count = length - width + 1
    for index in range(count):
        if index > 0:
            leaving = np.uint64(data[start + index - 1])
            entering = np.uint64(data[start + index + width - 1])
            rolling = rolling * _BASE + entering - leaving * power
        mixed = (rolling ^ (rolling >> np.uint64(32))) * _MIX
        mixed = (mixed ^ (mixed >> np.uint64(32))) * _MIX
        hashes[index] = np.uint32(mixed >> np.uint64(32))
    while count % 4:
        hashes[count] = hashes[count - 1]
        count += 1
    return count


@inline
def fold_minima(hashes, count, xors, multipliers, minima):
    """``minima[i]`` = the least of hash function ``i`` over the shingles.

    Four shingles a pass: the minima and the family are then loaded once for four, and the inner
    loop becomes vector instructions (1.6 times the speed of one shingle a pass).
    """
    minima[:] = EMPTY
    for index in range(0, count, 4):
        first, second = hashes[index], hashes[index + 1]
        third, fourth = hashes[index + 2], hashes[index + 3]
        for i in range(len(minima)):
            b, a = xors[i], multipliers[i]
            least = min(np.uint32((first ^ b) * a), np.uint32((second ^ b) * a))
            least = min(least, np.uint32((third ^ b) * a))
            least = min(least, np.uint32((fourth ^ b) * a))
            minima[i] = min(minima[i], least)


@inline
def longest_text(offsets):
    longest = 0
    for row in range(len(offsets) - 1):
        longest = max(longest, offsets[row + 1] - offsets[row])
    return longest


@kernel()  # for LSH Forest and benchmarks: compiled on first use
def signatures(data, offsets, shingle, xors, multipliers, out):
    """MinHash values (rows, functions) uint32 of the texts ``data[offsets[r]:offsets[r + 1]]``.

    The share of equal values in two rows estimates the Jaccard similarity of their sets of
    character n-grams. A row without text holds ``EMPTY`` throughout.
    """
    hashes = np.empty(longest_text(offsets) + 4, np.uint32)
    for row in range(len(offsets) - 1):
        count = shingle_hashes(data, offsets[row], offsets[row + 1], shingle, hashes)
        fold_minima(hashes, count, xors, multipliers, out[row])


@kernel(
    "void(uint8[::1], int64[::1], int64, uint32[::1], uint32[::1], int64, int64, uint64[:, ::1],"
    " int64)"
)
def band_keys(data, offsets, shingle, xors, multipliers, first_band, band_rows, out, first_row):
    """Key of each band of each text: ``out[band, first_row + row]`` uint64, 0 for no text.

    ``xors`` and ``multipliers`` hold the family of the bands asked for, ``band_rows`` functions a
    band, and may be longer (padded to whole vectors). The key hashes the band's values with its
    number ``first_band + band``, so keys of two bands never meet. Signatures are not kept:
    128 values for ten million rows would be 5 GB.
    """
    bands = out.shape[0]
    hashes = np.empty(longest_text(offsets) + 4, np.uint32)
    minima = np.empty(len(xors), np.uint32)
    for row in range(len(offsets) - 1):
        count = shingle_hashes(data, offsets[row], offsets[row + 1], shingle, hashes)
        if count == 0:
            for band in range(bands):
                out[band, first_row + row] = 0
            continue
        fold_minima(hashes, count, xors, multipliers, minima)
        for band in range(bands):
            key = np.uint64(first_band + band + 1) * _BASE
            for i in range(band * band_rows, (band + 1) * band_rows):
                key = (key ^ np.uint64(minima[i])) * _MIX
                key ^= key >> np.uint64(32)
            out[band, first_row + row] = max(key, np.uint64(1))
