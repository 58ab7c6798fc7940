"""Overlap of two texts as bags of character n-grams or of tokens, and texts read as numbers.

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
GRAM_BITS = 21  # a code point + 1 takes 21 bits: three characters fit into a word

FUZZY_TOKENS = 32
"""Longer texts have their tokens compared for equality only."""
FUZZY_SIMILARITY = 0.9
INITIAL_CREDIT = 0.75
"""An initial agrees with any name of that letter, so it counts less than the least similarity."""


# Bags of words of 64 bits ---------------------------------------------------------------------


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


@inline
def bigram_dice(a, a0, a1, b, b0, b1):
    """``ngram_overlap`` of pairs of characters."""
    return ngram_overlap(a, a0, a1, b, b0, b1, 2)


# Tokens ---------------------------------------------------------------------------------------


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


@inline_owner
def token_sets(a, a0, a1, b, b0, b1):
    """(distinct tokens in common, distinct tokens of a, distinct tokens of b)."""
    words = carray(stack_table(), TABLE)
    if (a1 - a0) + (b1 - b0) + 2 > 2 * TABLE:  # a token takes at least two places, but the last
        words = np.empty(token_count(a, a0, a1) + token_count(b, b0, b1), np.uint64)
    middle = _write_tokens(a, a0, a1, words, 0)
    stop = _write_tokens(b, b0, b1, words, middle)
    _sort_words(words, 0, middle)
    _sort_words(words, middle, stop)
    stop_a = _drop_repeats(words, 0, middle)
    stop_b = _drop_repeats(words, middle, stop)
    return _shared(words, 0, stop_a, middle, stop_b), stop_a, stop_b - middle


@inline
def token_set_overlap(a, a0, a1, b, b0, b1):
    """Overlap coefficient of the token sets: shared / size of the smaller set."""
    shared, size_a, size_b = token_sets(a, a0, a1, b, b0, b1)
    smaller = min(size_a, size_b)
    if smaller == 0:
        return 1.0 if size_a == size_b else 0.0
    return shared / smaller


@inline
def token_set_jaccard(a, a0, a1, b, b0, b1):
    """Jaccard coefficient of the token sets: shared / size of the union."""
    shared, size_a, size_b = token_sets(a, a0, a1, b, b0, b1)
    if size_a + size_b == 0:
        return 1.0
    return shared / (size_a + size_b - shared)


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


# Numbers and dates ----------------------------------------------------------------------------


@inline
def number(a, a0, a1):
    """The integer that a text of digits stands for, as float64; NaN for any other text."""
    if a0 == a1:
        return np.nan
    value = 0.0
    for i in range(a0, a1):
        if not 48 <= at(a, i) <= 57:
            return np.nan
        value = 10.0 * value + (np.int64(at(a, i)) - 48)
    return value


@inline
def numeric_difference(a, a0, a1, b, b0, b1):
    """Absolute difference of two integers; NaN where one is none."""
    return abs(number(a, a0, a1) - number(b, b0, b1))


@inline
def date_days(a, a0, a1):
    """Day number of "YYYYMMDD", 1 for 1 January 0001 (``datetime.date.toordinal``); -1 if none.

    -1 also where a part is unknown ("00") or where the month has no such day. Hinnant,
    "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
    """
    if a1 - a0 != 8:
        return np.int64(-1)
    value = number(a, a0, a1)
    if not value >= 0.0:
        return np.int64(-1)
    digits = np.int64(value)
    year, month, day = digits // 10000, digits // 100 % 100, digits % 100
    if year < 1 or month < 1 or month > 12 or day < 1:
        return np.int64(-1)
    last = 31
    if month == 2:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        last = 29 if leap else 28
    elif month == 4 or month == 6 or month == 9 or month == 11:
        last = 30
    if day > last:
        return np.int64(-1)
    # years start in March, so that the leap day is the last one
    shifted = year - 1 if month <= 2 else year
    day_of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1
    return np.int64(
        365 * shifted + shifted // 4 - shifted // 100 + shifted // 400 + day_of_year - 305
    )
