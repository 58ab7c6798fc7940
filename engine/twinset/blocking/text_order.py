"""The order of texts and of rows, through integers: NumPy sorts these by vector instructions.

A text is cut into words of as many characters as fit in 64 bits, in the base of the characters that
occur: nineteen digits, eleven characters of email addresses. Few texts agree in the first word, and
only these are compared by the next one. A million rows in nine orders: 0.2 s of CPU in place of 0.8
by Arrow's order of texts and NumPy's ``argsort``.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np

from twinset.types import Bool, Int32, Int64, TextColumn, UInt64

_WORD = 64
_HALF = np.uint64(32)


def text_ranks(column: TextColumn, *, backwards: bool = False) -> Int32:
    """The rank of each distinct value (distinct,), by code points; ``backwards``: read from the
    end. Null has none."""
    from twinset.kernels.sorting import text_words

    digits, base = _digits(column.data)
    length = _characters_of_a_word(base)
    data = np.ascontiguousarray(column.data)

    def words_of(values: Int64, skip: int) -> UInt64:
        words = np.empty(len(values), np.uint64)
        text_words(
            column.offsets, data, values, digits, np.uint64(base), skip, length, backwards, words
        )
        return words

    words = words_of(np.arange(column.distinct), 0)
    order = np.argsort(words)
    words = words[order]
    at, runs = _ties(words[1:] == words[:-1])
    longest = int(np.diff(column.offsets).max(initial=0))
    for skip in range(length, longest, length):
        if not len(at):
            break
        # places ``at`` of the order hold values that are equal so far, in ``runs``
        values = order[at]
        ranks_of_words = np.unique(words_of(values, skip), return_inverse=True)[1]
        keys = runs << _HALF | ranks_of_words.astype(np.uint64)
        inner = np.argsort(keys)
        order[at], keys = values[inner], keys[inner]
        still, runs = _ties(keys[1:] == keys[:-1])
        at = at[still]
    ranks = np.empty(column.distinct, np.int32)
    ranks[order] = np.arange(column.distinct, dtype=np.int32)
    return ranks


def order_rows(columns: Sequence[tuple[Int32, Int32]]) -> Int32:
    """Rows in the order of their keys, ties by row; without rows that have no first part.

    Each part of the key is the rows' codes, -1 for null, which comes first, and the rank of each
    code.
    """
    from twinset.kernels.sorting import extend_keys, pack_rows

    rows = len(columns[0][0])
    bases = [len(ranks) + 1 for _, ranks in columns]
    bits, row_bits = (prod(bases) - 1).bit_length(), (max(1, rows) - 1).bit_length()
    if bits > _WORD:
        return _order_by_parts(columns)
    keys = np.zeros(rows, np.uint64)
    for (codes, ranks), base in zip(columns, bases, strict=True):
        extend_keys(codes, ranks, np.uint64(base), keys)
    cut = max(0, bits + row_bits - _WORD)
    packed = np.empty(rows, np.uint64)
    least = prod(bases[1:])  # the first digit is 0 below it
    found = pack_rows(keys, np.uint64(least), np.uint64(cut), np.uint64(row_bits), packed)
    packed = packed[:found]
    packed.sort()
    order = _last_bits(packed, row_bits)
    if cut:
        packed >>= np.uint64(row_bits)
        at, runs = _ties(packed[1:] == packed[:-1])
        order[at] = _by_last_bits(order[at], runs, keys, cut, row_bits)
    return order


def _by_last_bits(rows: Int32, runs: UInt64, keys: UInt64, bits: int, row_bits: int) -> Int32:
    """Rows by run, the last bits of their keys, and row."""
    last = keys[rows] & np.uint64((1 << bits) - 1)
    if int(runs.max(initial=0)).bit_length() + bits + row_bits > _WORD:
        return rows[np.lexsort((rows, last, runs))]
    packed = (runs << np.uint64(bits) | last) << np.uint64(row_bits) | rows.astype(np.uint64)
    packed.sort()
    return _last_bits(packed, row_bits)


def _last_bits(packed: UInt64, bits: int) -> Int32:
    return packed.astype(np.uint32).view(np.int32) & np.int32((1 << bits) - 1)


def _order_by_parts(columns: Sequence[tuple[Int32, Int32]]) -> Int32:
    """The same for keys that don't fit in a word."""
    parts = [np.append(ranks, np.int32(-1))[codes] for codes, ranks in columns]
    rows = np.flatnonzero(parts[0] >= 0)
    # lexsort is stable and takes its most significant key last
    order: Int32 = rows[np.lexsort([part[rows] for part in reversed(parts)])].astype(np.int32)
    return order


def _digits(data: np.ndarray) -> tuple[UInt64, int]:
    """The digit of each character that occurs, in their order, and the base."""
    from twinset.kernels.sorting import mark_characters

    present: Bool = np.zeros(int(data.max(initial=0)) + 1, np.bool_)
    mark_characters(np.ascontiguousarray(data), present)
    return np.cumsum(present, dtype=np.uint64), int(present.sum()) + 1


def _characters_of_a_word(base: int) -> int:
    """The most characters that are a number of 64 bits."""
    length = 1
    while base ** (length + 1) <= 1 << _WORD and length < _WORD:
        length += 1
    return length


def _ties(same: Bool) -> tuple[Int64, UInt64]:
    """Of places in an order, where ``same`` says which equal the one before: those that have an
    equal, and the number of the run that each is in."""
    tied = np.zeros(len(same) + 1, np.bool_)
    tied[1:] = same
    tied[:-1] |= same
    at = np.flatnonzero(tied)
    starts = np.append(True, ~same)[at] if len(at) else np.empty(0, np.bool_)
    return at, np.cumsum(starts, dtype=np.uint64)
