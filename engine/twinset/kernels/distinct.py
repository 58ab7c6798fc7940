"""Equal texts to one number each: a hash table over batches of texts, filled in one pass.

Batches are as in ``kernels/text.py``.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, inline_owner, kernel
from twinset.kernels.text import find_token, key_lengths, may_be_key

_MIX = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_ONE = np.uint64(1)
_TILE = 256
_IN_CACHE = 1 << 15
"""Slots of a table that stays in the processor's cache."""
_JUMP = 16

# masks of the first and of the second eight characters of texts of up to 16: a table is read
# where a shift by 64 would have to be branched around (4 and more to 1.6 ns a text)
SHORT = 16
_FIRST = np.array([(1 << 8 * min(size, 8)) - 1 for size in range(SHORT + 1)], np.uint64)
_SECOND = np.array([(1 << 8 * max(size - 8, 0)) - 1 for size in range(SHORT + 1)], np.uint64)


@inline
def _word(data, i):
    """Eight characters as one machine word; LLVM makes it one load."""
    k = np.uint64(i)
    word = np.uint64(0)
    for byte in range(8):
        word |= np.uint64(data[k + np.uint64(byte)]) << np.uint64(8 * byte)
    return word


@inline
def _last_word(data, i, stop):
    """The last characters of a text, at most eight, as one machine word."""
    if i + 8 <= data.size:
        return _word(data, i) & _FIRST[stop - i]
    word = np.uint64(0)
    for k in range(stop - i):
        word |= np.uint64(data[i + k]) << np.uint64(8 * k)
    return word


@inline
def hash_text(data, start, stop):
    """Eight characters a step: multiplied, and the high half, which is mixed best, folded in."""
    size = stop - start
    h = np.uint64(size) * _MIX
    if size <= SHORT and start + SHORT <= data.size:
        h = (h ^ (_word(data, start) & _FIRST[np.uint64(size)])) * _MIX
        h ^= h >> _HALF
        return (h ^ (_word(data, start + 8) & _SECOND[np.uint64(size)])) * _MIX
    i = start
    while stop - i > 8:
        h = (h ^ _word(data, i)) * _MIX
        h ^= h >> _HALF
        i += 8
    h = (h ^ _last_word(data, i, stop)) * _MIX
    return h if size > 8 else (h ^ (h >> _HALF)) * _MIX


@inline
def _same(a, a0, b, b0, size):
    if size <= SHORT and a0 + SHORT <= a.size and b0 + SHORT <= b.size:
        first = (_word(a, a0) ^ _word(b, b0)) & _FIRST[np.uint64(size)]
        second = (_word(a, a0 + 8) ^ _word(b, b0 + 8)) & _SECOND[np.uint64(size)]
        return first | second == 0
    i = 0
    while size - i > 8:
        if _word(a, a0 + i) != _word(b, b0 + i):
            return False
        i += 8
    return _last_word(a, a0 + i, a0 + size) == _last_word(b, b0 + i, b0 + size)


@inline
def _bits(table):
    bits = 0
    while 1 << bits < table.size:
        bits += 1
    return bits


@inline_owner
def _widened(table, size):
    """The entries in a larger table. Those that stood in order stand in order again, so it is one
    walk through both."""
    wider = np.zeros(size, np.uint64)
    shift, mask = np.uint64(64 - _bits(wider)), np.uint64(size - 1)
    for entry in table:
        if entry != 0:
            slot = entry >> shift
            while wider[slot] != 0:
                slot = (slot + _ONE) & mask
            wider[slot] = entry
    return wider


@inline_owner
def _roomy(table, count, seen, rows):
    """The table, wide enough for another tile to leave it half empty. One of mostly distinct texts
    widens by more at a time, up to what all rows may need."""
    size = table.size
    while size < 2 * (count + _TILE):
        size *= 2
    if size == table.size:
        return table
    most = size
    while most < 2 * rows:
        most *= 2
    return _widened(table, min(most, size * _JUMP) if 2 * count > seen else size)


@kernel(
    "(int64[::1], uint8[::1], uint8[::1], int64, int32[::1], int64[::1], uint8[::1], "
    "uint64[::1], int64[::1], uint8[::1], int64, int64, int32[::1])"
)
def number_texts(
    offsets, data, valid, bit, slots, key_offsets, keys, table, kept_offsets, kept, count, row, out
):
    """Number the texts of a batch, the next one of several: ``out[row:]`` gets the number of each
    among the distinct ones, in order of first appearance. Returns the count of these and the hash
    table (uint64, a power of two, 0 where free), to go on with.

    Distinct texts are appended to ``kept``, after ``count`` others with borders ``kept_offsets``;
    both have room. The number is -1 for texts in the table of ``slots`` (see ``find_token``), and
    for null: where ``valid``, from ``bit`` on, Arrow's bitmap, is 0; if it has no bits, for empty
    texts.

    A slot holds the high half of a hash, whose first bits say where it is looked for, and a
    number, so that texts are compared where they are equal and hardly elsewhere.
    """
    n = offsets.size - 1
    lengths = key_lengths(key_offsets, keys)
    hashes = np.empty(_TILE, np.uint64)
    ahead = np.empty(_TILE, np.uint64)
    for tile in range(0, n, _TILE):
        border = min(n, tile + _TILE)
        table = _roomy(table, count, row + tile, out.size)
        shift, mask = np.uint64(64 - _bits(table)), np.uint64(table.size - 1)
        # apart from the loop that probes, so that the processor works on several texts at once
        for v in range(tile, border):
            hashes[v - tile] = hash_text(data, offsets[v], offsets[v + 1])
        if table.size > _IN_CACHE:
            # what will be probed and compared is called into the cache, many at a time: two
            # thirds of the time of waiting for each when it is wanted
            for v in range(border - tile):
                ahead[v] = table[hashes[v] >> shift]
            for v in range(border - tile):
                # a free slot meets the hash of no characters, which is 0: it names no text
                met = ahead[v] != 0 and ahead[v] >> _HALF == hashes[v] >> _HALF
                ahead[v] = kept_offsets[(ahead[v] & _LOW) - _ONE] if met else 0
            for v in range(border - tile):
                ahead[v] = kept[ahead[v]]
        for v in range(tile, border):
            start, stop = offsets[v], offsets[v + 1]
            if valid.size == 0:
                is_null = start == stop
            else:
                is_null = valid[(bit + v) >> 3] >> ((bit + v) & 7) & 1 == 0
            if is_null:
                out[row + v] = -1
                continue
            half = hashes[v - tile] >> _HALF
            slot = hashes[v - tile] >> shift
            number = -1
            while table[slot] != 0:
                if table[slot] >> _HALF == half:
                    known = np.int64(table[slot] & _LOW) - 1
                    place = kept_offsets[known]
                    size = kept_offsets[known + 1] - place
                    if size == stop - start and _same(kept, place, data, start, size):
                        number = known
                        break
                slot = (slot + _ONE) & mask
            if number < 0 and not (
                start < stop
                and may_be_key(lengths, data, start, stop)
                and find_token(data, start, stop, slots, key_offsets, keys) >= 0
            ):
                number = count
                place = kept_offsets[count]
                for i in range(stop - start):
                    kept[place + i] = data[start + i]
                count += 1
                kept_offsets[count] = place + stop - start
                table[slot] = half << _HALF | np.uint64(count)
            out[row + v] = number
    return count, table


@kernel("(int32[::1], int32[::1])")
def recoded(codes, numbers):
    """``numbers[code]`` of each row's code; -1 for code -1, (rows,) int32."""
    out = np.empty(codes.size, np.int32)
    for row in range(codes.size):
        out[row] = numbers[np.uint64(codes[row])] if codes[row] >= 0 else -1
    return out
