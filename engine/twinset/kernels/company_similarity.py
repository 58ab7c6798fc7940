"""How far two company names are one: words pair off by fuzzy equality and count by what they say.

Names are ASCII texts in comparison form (see ``twinset.standardize.companies``), cut into words
once by ``company_words.company_tokens``. Every value is symmetric, 0 to 1 (float64).
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.company_words import (
    CONNECTOR,
    CONTENT,
    GENERIC,
    GENERIC_END,
    LETTER,
    MAX_WORDS,
    NUMBER,
    PLACE,
)
from twinset.kernels.edit_distance import damerau
from twinset.kernels.jaro_winkler import jaro_winkler
from twinset.kernels.slices import equal_slices

# What a word counts: a few settings tried by hand, see twinset.standardize.company_similarity.
WEIGHT_CONTENT = 1.0
WEIGHT_NUMBER = 0.4
WEIGHT_CONNECTOR = 0.05
WEIGHT_LETTER = 0.5  # an initial
WEIGHT_PLACE = 0.5
WEIGHT_GENERIC = 0.5
WEIGHT_COMPANY = 0.2  # group, holding, international

MORE = 0.5  # what only the longer name has is often left out
OTHER = 1.3  # what both have and the other lacks tells two companies apart
SLIP = 0.7  # a slip of the keyboard, by the share of the word's letters
RUN_TOGETHER = 0.97
INITIALS = 0.9
ACRONYM = 0.9
SHORT_ACRONYM = 0.85  # of two letters
ABBREVIATION = 0.82
OTHER_NUMBER = 0.6  # factors on the whole
MISSING_NUMBER = 0.85


@inline
def _weight(kind):
    if kind == CONTENT:
        return WEIGHT_CONTENT
    if kind == NUMBER:
        return WEIGHT_NUMBER
    if kind == CONNECTOR:
        return WEIGHT_CONNECTOR
    if kind == LETTER:
        return WEIGHT_LETTER
    if kind == PLACE:
        return WEIGHT_PLACE
    return WEIGHT_GENERIC if kind < GENERIC_END else WEIGHT_COMPANY


@inline
def _slips_allowed(shorter):
    """Slips of the keyboard that leave a word the same: none below three letters, one to eight."""
    if shorter < 3:
        return 0
    return 1 if shorter <= 8 else 2


@inline
def _skeleton(data, start, stop, out):
    """The consonants as they sound, doubled ones once: "samseong" and "samsung" to "smsng"."""
    size = 0
    for i in range(start, stop):
        c = data[i]
        if c == 97 or c == 101 or c == 105 or c == 111 or c == 117 or c == 121 or c == 104:
            continue  # a e i o u y h
        if c == 99 or c == 113:
            c = np.uint8(107)  # c q: k
        elif c == 122:
            c = np.uint8(115)  # z: s
        elif c == 119:
            c = np.uint8(118)  # w: v
        elif c == 108:
            c = np.uint8(114)  # l: r, one letter in Japanese
        if size > 0 and out[size - 1] == c:
            continue
        if size == out.size:
            break
        out[size] = c
        size += 1
    return size


@inline
def _word_credit(data, a0, a1, a_kind, b0, b1, b_kind, bones_a, bones_b):
    """How far two unequal words are one."""
    if a_kind in (NUMBER, CONNECTOR) or b_kind in (NUMBER, CONNECTOR):
        return 0.0
    if a_kind == b_kind and a_kind >= GENERIC:
        return 0.95
    if a_kind >= PLACE and b_kind >= PLACE:
        return 0.0  # known words, no slip of one another
    length_a, length_b = a1 - a0, b1 - b0
    shorter, longer = min(length_a, length_b), max(length_a, length_b)
    allowed = _slips_allowed(shorter)
    if allowed == 0:
        return 0.0
    if longer - shorter <= allowed:
        slips = damerau(data, a0, a1, data, b0, b1, allowed)
        if slips <= allowed:
            return 1.0 - SLIP * slips / (shorter - 1)
    # the same consonants: another romanisation, or a slip of the ear
    if longer <= 32 and shorter >= 4:
        size_a = _skeleton(data, a0, a1, bones_a)
        size_b = _skeleton(data, b0, b1, bones_b)
        least = min(size_a, size_b)
        if least >= 3 and bones_a[0] == bones_b[0] and abs(size_a - size_b) <= 1:
            slips = damerau(bones_a, 0, size_a, bones_b, 0, size_b, 1)
            if slips == 0 or (slips == 1 and least >= 5 and shorter >= 8):
                near = jaro_winkler(data, a0, a1, data, b0, b1, 0.8)
                if near > 0.0:
                    return 0.9 if slips == 0 else 0.85
    return 0.0


@inline
def _join(data, first, last, starts, stops, kinds, connectors, out):
    """The words in one, with or without connectors; cut to the length of ``out``."""
    size = 0
    for w in range(first, last):
        if kinds[w] == CONNECTOR and not connectors:
            continue
        for i in range(starts[w], stops[w]):
            if size == out.size:
                return size
            out[size] = data[i]
            size += 1
    return size


@inline
def _is_acronym(data, first, last, starts, kinds, letters, size):
    """True where the letters are the words' initials, with or without the connectors'."""
    if last - first < 2:
        return False
    for skip in range(2):
        at = 0
        words = 0
        for w in range(first, last):
            if skip == 1 and kinds[w] == CONNECTOR:
                continue
            if at >= size or data[starts[w]] != letters[at]:
                at = -1
                break
            at += 1
            words += 1
        if at == size and words >= 2:
            return True
    return False


@inline
def _is_abbreviation(data, start, stop, letters, size):
    """True where the letters, none a vowel, stand in the word in that order, its first first."""
    if stop - start < 2 * size or data[start] != letters[0]:
        return False
    at = 0
    for i in range(size):
        c = letters[i]
        if c == 97 or c == 101 or c == 105 or c == 111 or c == 117:
            return False
    for i in range(start, stop):
        if at < size and data[i] == letters[at]:
            at += 1
    return at == size


@inline
def _numbers(data, first, last, starts, stops, kinds, skip):
    """(how many numbers, sum of their hashes)."""
    count = 0
    total = np.uint64(0)
    for w in range(first, last):
        if kinds[w] == NUMBER and w != skip:
            h = np.uint64(1469598103934665603)
            for i in range(starts[w], stops[w]):
                h = (h ^ np.uint64(data[i])) * np.uint64(1099511628211)
            total += h
            count += 1
    return count, total


@inline
def _initials_of(data, word, first, last, starts, stops, kinds, partner, base, own):
    """What a word counts that is the initials of words in a row, which are marked as paired; else
    0. ``partner[base + k]`` is word ``first + k``, ``partner[own]`` the short one."""
    length = stops[word] - starts[word]
    if kinds[word] == NUMBER or kinds[word] == CONNECTOR or not 2 <= length <= 6:
        return 0.0
    for begin in range(first, last):
        at = 0
        end = begin
        weight = 0.0
        while end < last and at < length and partner[base + end - first] < 0.0:
            if data[starts[end]] == data[starts[word] + at] and stops[end] - starts[end] > 1:
                at += 1
                weight += _weight(kinds[end])
            elif kinds[end] != CONNECTOR or end == begin:
                break
            end += 1
        if at == length:
            for w in range(begin, end):
                partner[base + w - first] = INITIALS
            partner[own] = INITIALS
            return INITIALS * 0.5 * (weight + _weight(kinds[word]))
    return 0.0


@inline
def _words_alike(data, a_first, a_last, b_first, b_last, starts, stops, kinds, partner, bones):
    """Words that pair off over all words; the greedy choice takes the best pair first."""
    bones_a, bones_b = bones[0], bones[1]
    count_a, count_b = a_last - a_first, b_last - b_first
    for j in range(count_b):
        partner[j] = -1.0
    common = 0.0
    only_a, only_b = 0.0, 0.0
    # equal words first
    for i in range(count_a):
        a = a_first + i
        partner[MAX_WORDS + i] = -1.0
        for j in range(count_b):
            b = b_first + j
            if partner[j] < 0.0 and equal_slices(
                data, starts[a], stops[a], data, starts[b], stops[b]
            ):
                partner[j] = 1.0
                partner[MAX_WORDS + i] = 1.0
                common += 0.5 * (_weight(kinds[a]) + _weight(kinds[b]))
                break
    for i in range(count_a):
        if partner[MAX_WORDS + i] < 0.0:
            common += _initials_of(
                data, a_first + i, b_first, b_last, starts, stops, kinds, partner, 0, MAX_WORDS + i
            )  # fmt: skip
    for j in range(count_b):
        if partner[j] < 0.0:
            common += _initials_of(
                data, b_first + j, a_first, a_last, starts, stops, kinds, partner, MAX_WORDS, j
            )  # fmt: skip
    while True:
        best, best_i, best_j = 0.0, -1, -1
        for i in range(count_a):
            if partner[MAX_WORDS + i] >= 0.0:
                continue
            a = a_first + i
            for j in range(count_b):
                if partner[j] >= 0.0:
                    continue
                b = b_first + j
                credit = _word_credit(
                    data, starts[a], stops[a], kinds[a], starts[b], stops[b], kinds[b],
                    bones_a, bones_b,
                )  # fmt: skip
                if credit > best:
                    best, best_i, best_j = credit, i, j
        if best_i < 0:
            break
        partner[best_j] = best
        partner[MAX_WORDS + best_i] = best
        a, b = a_first + best_i, b_first + best_j
        weight = max(_weight(kinds[a]), _weight(kinds[b]))
        common += best * weight
        only_a += 0.5 * (1.0 - best) * weight
        only_b += 0.5 * (1.0 - best) * weight
    for i in range(count_a):
        if partner[MAX_WORDS + i] < 0.0:
            only_a += _weight(kinds[a_first + i])
    for j in range(count_b):
        if partner[j] < 0.0:
            only_b += _weight(kinds[b_first + j])
    if common == 0.0:
        return 0.0
    fewer, more = min(only_a, only_b), max(only_a, only_b)
    return common / (common + MORE * (more - fewer) + OTHER * fewer)


@inline
def _acronym_value(data, a_first, a_last, b_first, b_last, starts, stops, kinds, letters):
    """The value where the first name is short for the second, else 0."""
    size = _join(data, a_first, a_last, starts, stops, kinds, False, letters)
    if not 2 <= size <= 6:
        return 0.0
    for i in range(size):
        if not 97 <= letters[i] <= 122:
            return 0.0
    if _is_acronym(data, b_first, b_last, starts, kinds, letters, size):
        return ACRONYM if size > 2 else SHORT_ACRONYM
    alone = size >= 3 and b_last - b_first == 1
    if alone and _is_abbreviation(data, starts[b_first], stops[b_first], letters, size):
        return ABBREVIATION if size > 3 else ABBREVIATION - 0.05
    return 0.0


@inline
def company_value(
    data, a_first, a_last, b_first, b_last, starts, stops, kinds, partner, buffers, bones
):
    """The similarity of two names as words ``first..last-1``, but for their legal forms."""
    if a_first == a_last or b_first == b_last:
        return 0.0
    value = _words_alike(
        data, a_first, a_last, b_first, b_last, starts, stops, kinds, partner, bones
    )
    for connectors in (True, False):
        if value < RUN_TOGETHER and (a_last - a_first > 1 or b_last - b_first > 1):
            left, right = buffers[0], buffers[1]
            size_a = _join(data, a_first, a_last, starts, stops, kinds, connectors, left)
            size_b = _join(data, b_first, b_last, starts, stops, kinds, connectors, right)
            if size_a >= 4 and equal_slices(left, 0, size_a, right, 0, size_b):
                value = RUN_TOGETHER
            elif (
                min(size_a, size_b) >= 6
                and abs(size_a - size_b) <= 1
                and a_last - a_first != b_last - b_first
                and damerau(left, 0, size_a, right, 0, size_b, 1) <= 1
            ):
                value = max(value, RUN_TOGETHER - 0.05)
    if value < ACRONYM:
        short = _acronym_value(
            data, a_first, a_last, b_first, b_last, starts, stops, kinds, buffers[0]
        )
        value = max(value, short)
        short = _acronym_value(
            data, b_first, b_last, a_first, a_last, starts, stops, kinds, buffers[0]
        )
        value = max(value, short)
    count_a, numbers_a = _numbers(data, a_first, a_last, starts, stops, kinds, -1)
    count_b, numbers_b = _numbers(data, b_first, b_last, starts, stops, kinds, -1)
    if count_a != count_b or numbers_a != numbers_b:
        value *= OTHER_NUMBER if count_a > 0 and count_b > 0 else MISSING_NUMBER
    return value


@inline
def _is_behind(data, a0, a1, b0, b1):
    """True where the first text sorts behind the second."""
    for i in range(min(a1 - a0, b1 - b0)):
        if data[a0 + i] != data[b0 + i]:
            return data[a0 + i] > data[b0 + i]
    return a1 - a0 > b1 - b0


@kernel()  # 12 s to compile, and no stage of a run calls it: on first use
def company_pairs(left, right, offsets, data, bounds, starts, stops, kinds):
    """The similarity of each pair of names, given as codes: (pairs,) float64; -1 is null: NaN."""
    out = np.empty(left.size, np.float64)
    partner = np.empty(2 * MAX_WORDS, np.float64)
    buffers = np.empty((2, 256), np.uint8)
    bones = np.empty((2, 32), np.uint8)
    for p in range(left.size):
        a, b = left[p], right[p]
        if (
            a >= 0
            and b >= 0
            and _is_behind(data, offsets[a], offsets[a + 1], offsets[b], offsets[b + 1])
        ):
            a, b = b, a  # in one order, so that ties fall the same way with the names changed round
        if a < 0 or b < 0:
            out[p] = np.nan
        elif a == b or equal_slices(
            data, offsets[a], offsets[a + 1], data, offsets[b], offsets[b + 1]
        ):
            out[p] = 1.0
        else:
            out[p] = company_value(
                data, bounds[a], bounds[a + 1], bounds[b], bounds[b + 1], starts, stops, kinds,
                partner, buffers, bones,
            )  # fmt: skip
    return out
