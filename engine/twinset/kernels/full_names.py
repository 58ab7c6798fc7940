"""Kernels that take full names apart.

Batches of texts are as in ``kernels/text.py``: offsets (n + 1,) int64, data uint8 ASCII, an empty
text is null.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.appending import COMMA, append_words
from twinset.kernels.text import SPACE, find_token


@inline
def _token_start(data, start, last):
    """Where the token that ends at ``last`` starts."""
    while last > start and data[last - 1] != SPACE:
        last -= 1
    return last


@kernel("(int64[::1], uint8[::1], int32[::1], int64[::1], uint8[::1])")
def split_names(offsets, data, slots, key_offsets, keys):
    """Full names to (full, given, middle, family), four batches of n texts.

    Takes folded text in which a comma is a token. "family, given middle" is turned round;
    otherwise the first token is the given name, and the last one with the particles before it
    (the keys) the family name. A single token is a family name.
    """
    n = offsets.size - 1
    full = np.empty(data.size, np.uint8)
    given = np.empty(data.size, np.uint8)
    middle = np.empty(data.size, np.uint8)
    family = np.empty(data.size, np.uint8)
    bounds = np.zeros((4, n + 1), np.int64)
    f = g = m = s = 0
    for v in range(n):
        start, stop = offsets[v], offsets[v + 1]
        while start < stop and data[start] in (SPACE, COMMA):
            start += 1
        while stop > start and data[stop - 1] in (SPACE, COMMA):
            stop -= 1
        comma = start
        while comma < stop and data[comma] != COMMA:
            comma += 1
        f0, g0, m0, s0 = f, g, m, s
        if comma < stop:
            first = comma
            while data[first] in (SPACE, COMMA):  # stop - 1 is neither
                first += 1
            split = first
            while split < stop and data[split] not in (SPACE, COMMA):
                split += 1
            g = append_words(given, g, g0, data, first, split)
            m = append_words(middle, m, m0, data, split, stop)
            s = append_words(family, s, s0, data, start, comma)
            f = append_words(full, f, f0, data, first, stop)
            f = append_words(full, f, f0, data, start, comma)
        elif start < stop:
            first = start
            while first < stop and data[first] != SPACE:
                first += 1
            split = _token_start(data, start, stop)
            while split - 1 > first:
                before = _token_start(data, start, split - 1)
                if find_token(data, before, split - 1, slots, key_offsets, keys) < 0:
                    break
                split = before
            if split > start:
                g = append_words(given, g, g0, data, start, first)
                m = append_words(middle, m, m0, data, first, split)
            s = append_words(family, s, s0, data, split, stop)
            f = append_words(full, f, f0, data, start, stop)
        bounds[0, v + 1] = f
        bounds[1, v + 1] = g
        bounds[2, v + 1] = m
        bounds[3, v + 1] = s
    return bounds, full[:f].copy(), given[:g].copy(), middle[:m].copy(), family[:s].copy()
