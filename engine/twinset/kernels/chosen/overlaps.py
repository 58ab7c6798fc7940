"""Overlap of two texts as bags of character n-grams or as sets of tokens, and its levels.

Texts are ``slices``. *Tokens* are runs of non-spaces. Every value is symmetric, 0 to 1 (float64),
1.0 for two texts without content and 0.0 where only one has none.
"""

from __future__ import annotations

import numpy as np
from numba import carray

from twinset._jit import inline, inline_owner, kernel
from twinset.kernels.levels import _put, _slot
from twinset.kernels.tokens import _sort_words, _write_tokens, token_count
from twinset.kernels.words import ONE, TABLE, at, stack_table

GRAM_BITS = 21  # a code point + 1 takes 21 bits: three characters fit into a word


@inline
def _drop_repeats(words, start, stop):
    """Keep one of each word of a sorted range; returns the new stop."""
    kept = start
    for i in range(start, stop):
        if kept == start or words[i] != words[kept - 1]:
            words[kept] = words[i]
            kept += 1
    return kept


@inline
def _shared(words, start_a, stop_a, start_b, stop_b):
    """How many words two sorted ranges have in common, with multiplicity."""
    shared = 0
    i, j = start_a, start_b
    while i < stop_a and j < stop_b:
        if at(words, i) == at(words, j):
            shared += 1
            i += 1
            j += 1
        elif at(words, i) < at(words, j):
            i += 1
        else:
            j += 1
    return shared


@inline
def _gram_count(a0, a1, n):
    """A text shorter than n is one gram."""
    return 0 if a0 == a1 else max(1, a1 - a0 - n + 1)


@inline
def _write_grams(a, a0, a1, n, words, start):
    stop = start + _gram_count(a0, a1, n)
    for k in range(start, stop):
        first = a0 + k - start
        word = np.uint64(0)
        for i in range(first, min(first + n, a1)):
            if n <= 3:  # exactly: three code points fit into 64 bits
                word = (word << np.uint64(GRAM_BITS)) | (np.uint64(at(a, i)) + ONE)
            else:  # a polynomial hash; rotating by 21 bits had made "caaa" and "eaab" one
                word = (word + np.uint64(at(a, i)) + ONE) * np.uint64(0x9E3779B97F4A7C15)
        words[np.uint64(k)] = word
    return stop


@inline_owner
def ngram_overlap(a, a0, a1, b, b0, b1, n):
    """Dice coefficient of the bags of character n-grams: 2 x shared / (grams of a + grams of b).

    No padding; a text shorter than ``n`` is one gram. Exact for n <= 3, by 64-bit hash above.
    """
    count_a, count_b = _gram_count(a0, a1, n), _gram_count(b0, b1, n)
    if count_a == 0 or count_b == 0:
        return 1.0 if count_a == count_b else 0.0
    words = carray(stack_table(), TABLE)
    if count_a + count_b > TABLE:
        words = np.empty(count_a + count_b, np.uint64)
    middle = _write_grams(a, a0, a1, n, words, 0)
    stop = _write_grams(b, b0, b1, n, words, middle)
    _sort_words(words, 0, middle)
    _sort_words(words, middle, stop)
    return 2.0 * _shared(words, 0, middle, middle, stop) / stop


@inline_owner
def token_set_overlap(a, a0, a1, b, b0, b1):
    """Jaccard coefficient of the sets of tokens: shared / distinct tokens of both."""
    words = carray(stack_table(), TABLE)
    if (a1 - a0) + (b1 - b0) + 2 > 2 * TABLE:  # a token takes at least two places, but the last
        words = np.empty(token_count(a, a0, a1) + token_count(b, b0, b1), np.uint64)
    middle = _write_tokens(a, a0, a1, words, 0)
    stop = _write_tokens(b, b0, b1, words, middle)
    _sort_words(words, 0, middle)
    _sort_words(words, middle, stop)
    stop_a = _drop_repeats(words, 0, middle)
    stop_b = _drop_repeats(words, middle, stop)
    shared = _shared(words, 0, stop_a, middle, stop_b)
    union = stop_a + stop_b - middle - shared
    return shared / union if union else 1.0


@kernel(
    "void(int32[::1], int32[::1], int32[::1], int64[::1], uint8[::1], int64, float64, float64,"
    " uint64[::1], int8[::1], int64, uint64[::1])"
)
def compare_overlap(
    left, right, codes, offsets, data, n, close, similar, memo_keys, memo_levels, shift, packed
):
    """0 different, 1 similar, 2 close, 3 exact: overlap of n-grams, or (n = 0) of token sets.

    The memo is that of ``levels``.
    """
    for i in range(len(left)):
        a, b = codes[left[i]], codes[right[i]]
        level = np.int64(-1 if a < 0 or b < 0 else 3)
        if level == 3 and a != b:
            slot, key = _slot(memo_keys, a, b)
            if memo_keys[slot] != key:
                a0, a1, b0, b1 = offsets[a], offsets[a + 1], offsets[b], offsets[b + 1]
                if n == 0:
                    value = token_set_overlap(data, a0, a1, data, b0, b1)
                else:
                    value = ngram_overlap(data, a0, a1, data, b0, b1, n)
                memo_keys[slot] = key
                memo_levels[slot] = 2 if value >= close else (1 if value >= similar else 0)
            level = np.int64(memo_levels[slot])
        _put(packed, i, level, shift)


@kernel(
    "void(int32[::1], int32[::1], int32[::1], float64[::1], float64, float64, int64, uint64[::1])"
)
def compare_numbers(left, right, codes, numbers, close, similar, shift, packed):
    """0 different, 1 similar, 2 close, 3 exact, by the difference over the larger magnitude.

    ``numbers`` (float64) has the value of each code, none of them NaN.
    """
    for i in range(len(left)):
        a, b = codes[left[i]], codes[right[i]]
        level = np.int64(-1 if a < 0 or b < 0 else 3)
        if level == 3 and a != b:
            x, y = numbers[a], numbers[b]
            difference, larger = abs(x - y), max(abs(x), abs(y))
            level = np.int64(
                2 if difference <= close * larger else (1 if difference <= similar * larger else 0)
            )
        _put(packed, i, level, shift)
