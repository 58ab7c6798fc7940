"""Overlap of two texts as bags of tokens.

Texts are ``slices``. *Tokens* are runs of non-spaces. Every value is symmetric, 0 to 1 (float64),
1.0 for two texts without content and 0.0 where only one has none.
"""

from __future__ import annotations

import numpy as np
from numba import carray

from twinset._jit import inline, inline_owner
from twinset.kernels.jaro_winkler import jaro_winkler
from twinset.kernels.slices import equal_slices
from twinset.kernels.text import token_hash
from twinset.kernels.words import ONE, TABLE, at, popcount, stack_table

SPACE = 32

FUZZY_TOKENS = 32
"""Longer texts have their tokens compared for equality only."""
FUZZY_SIMILARITY = 0.9
INITIAL_CREDIT = 0.75
"""An initial agrees with any name of that letter, so it counts less than the least similarity."""


@inline
def _sort_words(words, start, stop):
    """Shell sort in place, with Knuth's gaps: an insertion sort for what is short."""
    gap = 1
    while gap < (stop - start) // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for i in range(start + gap, stop):
            word = at(words, i)
            j = i
            while j >= start + gap and at(words, j - gap) > word:
                words[np.uint64(j)] = at(words, j - gap)
                j -= gap
            words[np.uint64(j)] = word
        gap //= 3


@inline
def next_token(a, start, stop):
    """Start and stop of the first token in a slice; both are ``stop`` where there is none."""
    while start < stop and at(a, start) == SPACE:
        start += 1
    end = start
    while end < stop and at(a, end) != SPACE:
        end += 1
    return start, end


@inline
def token_count(a, a0, a1):
    count = 0
    start, end = next_token(a, a0, a1)
    while start < end:
        count += 1
        start, end = next_token(a, end, a1)
    return count


@inline
def _write_tokens(a, a0, a1, words, stop):
    """Append a hash of every token, with the token's length in the low 16 bits."""
    start, end = next_token(a, a0, a1)
    while start < end:
        length = np.uint64(min(end - start, 0xFFFF))
        words[stop] = (token_hash(a, start, end) << np.uint64(16)) | length
        stop += 1
        start, end = next_token(a, end, a1)
    return stop


@inline
def _has_digit(a, start, stop):
    for i in range(start, stop):  # noqa: SIM110 (Numba compiles no generators)
        if 48 <= at(a, i) <= 57:
            return True
    return False


@inline
def token_credit(a, a0, a1, b, b0, b1):
    """How far two unequal tokens count as one, 0.0 to 1.0.

    Jaro-Winkler where it is at least 0.9; 0.75 where one is the other's initial. Tokens with a
    digit count only where they are equal: house 1234 is not house 1235.
    """
    if _has_digit(a, a0, a1) or _has_digit(b, b0, b1):
        return 0.0
    if a1 - a0 == 1 or b1 - b0 == 1:
        return INITIAL_CREDIT if at(a, a0) == at(b, b0) else 0.0
    return jaro_winkler(a, a0, a1, b, b0, b1, FUZZY_SIMILARITY)


@inline
def _write_bounds(a, a0, a1, table, stop):
    """Append start and stop of every token; returns the new stop and the tokens' characters."""
    characters = 0
    start, end = next_token(a, a0, a1)
    while start < end:
        table[stop] = np.uint64(start)
        table[stop + 1] = np.uint64(end)
        stop += 2
        characters += end - start
        start, end = next_token(a, end, a1)
    return stop, characters


@inline_owner
def token_fuzzy_overlap(a, a0, a1, b, b0, b1):
    """Share of the characters that stand in tokens which pair off, whatever their order.

    One-to-one: first equal tokens, then greedily the pair of highest ``token_credit``. The value
    is the sum of credit x (characters of both tokens) over the characters of all tokens, so an
    additional short token (an initial, a legal form) costs less than an additional name. Texts of
    more than ``FUZZY_TOKENS`` tokens pair off equal tokens only.
    """
    if a1 - a0 + 1 > 2 * FUZZY_TOKENS or b1 - b0 + 1 > 2 * FUZZY_TOKENS:
        count_a, count_b = token_count(a, a0, a1), token_count(b, b0, b1)
        if count_a > FUZZY_TOKENS or count_b > FUZZY_TOKENS:
            return _token_bag_overlap(a, a0, a1, b, b0, b1, count_a + count_b)
    bounds = carray(stack_table(), TABLE)
    middle, characters_a = _write_bounds(a, a0, a1, bounds, 0)
    stop, characters_b = _write_bounds(b, b0, b1, bounds, middle)
    if characters_a == 0 or characters_b == 0:
        return 1.0 if characters_a == characters_b else 0.0
    free_a = (ONE << np.uint64(middle // 2)) - ONE
    free_b = (ONE << np.uint64((stop - middle) // 2)) - ONE
    paired = 0
    for i in range(0, middle, 2):
        for j in range(middle, stop, 2):
            bit = ONE << np.uint64((j - middle) // 2)
            if free_b & bit and equal_slices(
                a, np.int64(bounds[i]), np.int64(bounds[i + 1]),
                b, np.int64(bounds[j]), np.int64(bounds[j + 1]),
            ):  # fmt: skip
                free_a ^= ONE << np.uint64(i // 2)
                free_b ^= bit
                paired += 2 * np.int64(bounds[i + 1] - bounds[i])
                break
    value = float(paired)
    for _ in range(min(popcount(free_a), popcount(free_b))):
        best, best_key = 0.0, np.uint64(0)
        best_i, best_j = 0, middle
        for i in range(0, middle, 2):
            if not free_a & (ONE << np.uint64(i // 2)):
                continue
            i0, i1 = np.int64(bounds[i]), np.int64(bounds[i + 1])
            for j in range(middle, stop, 2):
                if not free_b & (ONE << np.uint64((j - middle) // 2)):
                    continue
                j0, j1 = np.int64(bounds[j]), np.int64(bounds[j + 1])
                credit = token_credit(a, i0, i1, b, j0, j1)
                if credit == 0.0 or credit < best:
                    continue
                # a tie must fall the same way with a and b changed round, and in any token order
                key = token_hash(a, i0, i1) + token_hash(b, j0, j1)
                if credit > best or key > best_key:
                    best, best_key = credit, key
                    best_i, best_j = i, j
        if best == 0.0:
            break
        free_a ^= ONE << np.uint64(best_i // 2)
        free_b ^= ONE << np.uint64((best_j - middle) // 2)
        value += best * float(
            bounds[best_i + 1] - bounds[best_i] + bounds[best_j + 1] - bounds[best_j]
        )
    return value / (characters_a + characters_b)


@inline_owner
def _token_bag_overlap(a, a0, a1, b, b0, b1, count):
    """The overlap of texts of many tokens: equal tokens only, by hash."""
    words = np.empty(count, np.uint64)
    middle = _write_tokens(a, a0, a1, words, 0)
    stop = _write_tokens(b, b0, b1, words, middle)
    _sort_words(words, 0, middle)
    _sort_words(words, middle, stop)
    characters = 0
    for k in range(stop):
        characters += np.int64(words[k] & np.uint64(0xFFFF))
    paired = 0
    i, j = 0, middle
    while i < middle and j < stop:
        if words[i] == words[j]:
            paired += 2 * np.int64(words[i] & np.uint64(0xFFFF))
            i += 1
            j += 1
        elif words[i] < words[j]:
            i += 1
        else:
            j += 1
    return paired / characters if characters else 1.0
