"""Kernels that look in texts for tokens of a table and for characters.

Batches are as in ``kernels/text.py``, tables of tokens as ``token_slots`` makes them.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import kernel
from twinset.kernels.text import DROP, SPACE, find_token, key_lengths, may_be_key

COMMA = 44


@kernel("(int64[::1], uint8[::1], uint8[::1], int32[::1], int64[::1], uint8[::1])")
def find_folded(offsets, data, table, slots, key_offsets, keys):
    """What each text, folded as ``text.fold`` does it, is among the tokens: (n,) int32, -1 for
    none of them and -2 for a text of which nothing is left."""
    n = offsets.size - 1
    found = np.full(n, -1, np.int32)
    lengths = key_lengths(key_offsets, keys)
    longest = 0
    for k in range(key_offsets.size - 1):
        longest = max(longest, key_offsets[k + 1] - key_offsets[k])
    word = np.empty(longest + 2, np.uint8)
    # the first two characters of the keys, which few texts begin with: the rest need not be folded
    begins = np.zeros(1 << 16, np.bool_)
    for k in range(key_offsets.size - 1):
        if key_offsets[k + 1] - key_offsets[k] > 1:
            begins[np.int64(keys[key_offsets[k]]) << 8 | keys[key_offsets[k] + 1]] = True
    for v in range(n):
        size = 0
        pending = False
        for i in range(offsets[v], offsets[v + 1]):
            action = table[data[i]]
            if action == DROP:
                continue
            if action == SPACE:
                pending = True
                continue
            if pending and size > 0:
                word[size] = SPACE
                size += 1
            pending = False
            if size >= longest:
                size = longest + 1
                break
            word[size] = action
            size += 1
            if size == 2 and not begins[np.int64(word[0]) << 8 | word[1]]:
                size = longest + 1
                break
        if size == 0:
            found[v] = -2
        elif size <= longest and may_be_key(lengths, word, 0, size):
            found[v] = find_token(word, 0, size, slots, key_offsets, keys)
    return found


@kernel("(int64[::1], uint8[::1], int32[::1], int64[::1], uint8[::1])")
def closing_tokens(offsets, data, slots, key_offsets, keys):
    """The first token of each text that is in the table and stands at the end or before a comma,
    which is a token of its own: (n,) int32, -1 where none is. Takes single-spaced text."""
    n = offsets.size - 1
    found = np.full(n, -1, np.int32)
    lengths = key_lengths(key_offsets, keys)
    for v in range(n):
        stop = offsets[v + 1]
        i = offsets[v]
        while i < stop and found[v] < 0:
            first = i
            while i < stop and data[i] != SPACE:
                i += 1
            if (i == stop or data[i + 1] == COMMA) and may_be_key(lengths, data, first, i):
                found[v] = find_token(data, first, i, slots, key_offsets, keys)
            i += 1
    return found


@kernel("(int64[::1], uint8[::1], uint8)")
def count_character(offsets, data, character):
    """How often a character of ASCII stands in each text (ASCII or UTF-8): (n,) int32."""
    counts = np.zeros(offsets.size - 1, np.int32)
    for v in range(offsets.size - 1):
        count = 0
        for i in range(offsets[v], offsets[v + 1]):
            count += data[i] == character
        counts[v] = count
    return counts
