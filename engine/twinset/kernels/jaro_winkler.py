"""Jaro-Winkler similarity of two texts, and a bound of it that reads neither.

Texts are ``slices``. The cutoff is part of the result: see ``similarity``.
"""

from __future__ import annotations

import numpy as np
from numba import carray

from twinset._jit import inline, inline_owner
from twinset.kernels.character_masks import common_bound
from twinset.kernels.slices import common_prefix
from twinset.kernels.words import (
    ALL,
    ONE,
    WORD,
    at,
    dense_ids,
    fill_match_table,
    one_byte,
    stack_table,
    trailing_zeros,
)

# Jaro-Winkler builds a table of character masks above this many rows x columns. Below, its two
# passes over each text cost more than plain loops: surnames of 7 letters 26 against 22 million
# pairs a second; addresses of 27 the other way round, 5.5 against 2.4.
TABLE_CELLS = 80

WINKLER_PREFIX = 4
WINKLER_WEIGHT = 0.1
WINKLER_FLOOR = 0.7  # Jaro values up to this one get no prefix boost
SLACK = 1e-9  # bounds are computed another way than values: never reject within rounding


@inline
def _jaro_to_winkler(matches, transposed, length_a, length_b, prefix):
    """The value from its parts; ``transposed`` counts matched characters out of order."""
    jaro = (matches / length_a + matches / length_b + (matches - transposed // 2) / matches) / 3.0
    if jaro > WINKLER_FLOOR:
        jaro += prefix * WINKLER_WEIGHT * (1.0 - jaro)
    return jaro


@inline
def _matches_needed(length_a, length_b, prefix, cutoff):
    """Fewest matched characters, as a real number, that can still reach the cutoff.

    The formula solved for the number of matches, without transpositions: one division per pair
    instead of one per bound.
    """
    jaro = cutoff
    if cutoff > WINKLER_FLOOR:
        boost = prefix * WINKLER_WEIGHT
        jaro = max(WINKLER_FLOOR, (cutoff - boost) / (1.0 - boost))
    return (3.0 * jaro - 1.0) * (length_a * length_b) / (length_a + length_b) - SLACK


@inline
def _jaro_loop(a, a0, length_a, b, b0, length_b, prefix, needed):
    """(matches, transposed) of texts of 1 to 64 characters.

    Matched characters are bits of two words. Matches are -1 once ``needed`` is out of reach. The
    plain loop over the window beats tables and SWAR words where texts are short.
    """
    window = max(max(length_a, length_b) // 2 - 1, 0)
    # a common prefix always matches itself
    taken_a = (ONE << np.uint64(prefix)) - ONE
    taken_b = taken_a
    matches = prefix
    spare = length_a - needed
    for i in range(prefix, length_a):
        character = at(a, a0 + i)
        found = False
        for j in range(max(prefix, i - window), min(length_b, i + window + 1)):
            if at(b, b0 + j) == character and not (taken_b >> np.uint64(j)) & ONE:
                taken_a |= ONE << np.uint64(i)
                taken_b |= ONE << np.uint64(j)
                matches += 1
                found = True
                break
        if not found:
            spare -= 1.0
            if spare < 0.0:
                return -1, 0
    transposed = 0
    while taken_a:
        if at(a, a0 + trailing_zeros(taken_a)) != at(b, b0 + trailing_zeros(taken_b)):
            transposed += 1
        taken_a &= taken_a - ONE
        taken_b &= taken_b - ONE
    return matches, transposed


@inline_owner
def _jaro_table(a, a0, length_a, b, b0, length_b, prefix, needed):
    """The same for uint8 texts, with the window as a mask over the places of a character."""
    table = carray(stack_table(), 256)
    fill_match_table(table, b, b0, b0 + length_b, a, a0, a0 + length_a)
    window = max(max(length_a, length_b) // 2 - 1, 0)
    taken_a = (ONE << np.uint64(prefix)) - ONE
    taken_b = taken_a
    matches = prefix
    spare = length_a - needed
    for i in range(prefix, length_a):
        free = table[at(a, a0 + i)] & ~taken_b
        if i > window:
            free &= ALL << np.uint64(i - window)
        if i + window + 1 < WORD:
            free &= (ONE << np.uint64(i + window + 1)) - ONE
        if free:
            taken_a |= ONE << np.uint64(i)
            taken_b |= free & (~free + ONE)
            matches += 1
        else:
            spare -= 1.0
            if spare < 0.0:
                return -1, 0
    transposed = 0
    while taken_a:
        lowest = taken_b & (~taken_b + ONE)
        if not table[at(a, a0 + trailing_zeros(taken_a))] & lowest:
            transposed += 1
        taken_a &= taken_a - ONE
        taken_b ^= lowest
    return matches, transposed


@inline_owner
def _jaro_long(a, a0, a1, b, b0, b1):
    """(matches, transposed) of texts of any length, in linear time.

    The window moves to the right, so for each character the free positions of ``b`` form a queue:
    what falls out of the window on the left never comes back.
    """
    ids_a, ids_b, count = dense_ids(a, a0, a1, b, b0, b1)
    length_a, length_b = a1 - a0, b1 - b0
    window = max(max(length_a, length_b) // 2 - 1, 0)
    head = np.full(count, -1, np.int64)
    following = np.empty(length_b, np.int64)
    for j in range(length_b - 1, -1, -1):
        following[j] = head[ids_b[j]]
        head[ids_b[j]] = j
    taken_b = np.zeros(length_b, np.uint8)
    matched = np.empty(min(length_a, length_b), np.int32)
    matches = 0
    for i in range(length_a):
        j = head[ids_a[i]]
        while j >= 0 and j < i - window:
            j = following[j]
        if j >= 0 and j <= i + window:
            taken_b[j] = 1
            matched[matches] = ids_a[i]
            matches += 1
            j = following[j]
        head[ids_a[i]] = j
    transposed = 0
    k = 0
    for j in range(length_b):
        if taken_b[j]:
            if ids_b[j] != matched[k]:
                transposed += 1
            k += 1
    return matches, transposed


@inline
def jaro_winkler(a, a0, a1, b, b0, b1, cutoff):
    """Jaro-Winkler similarity, 0 to 1 as float64; 0.0 where it is below ``cutoff``.

    Prefix of up to 4 characters, weight 0.1, and only Jaro values above 0.7 are boosted: Winkler
    (1990), "String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of
    Record Linkage", section 3. Two empty texts are 1.0, as in RapidFuzz.
    """
    length_a, length_b = a1 - a0, b1 - b0
    if length_a == 0 or length_b == 0:
        return 1.0 if length_a == length_b and cutoff <= 1.0 else 0.0
    prefix = common_prefix(a, a0, min(a1, a0 + WINKLER_PREFIX), b, b0, b1)
    needed = _matches_needed(length_a, length_b, prefix, cutoff)
    if needed > min(length_a, length_b):
        return 0.0
    if max(length_a, length_b) > WORD:
        matches, transposed = _jaro_long(a, a0, a1, b, b0, b1)
    elif one_byte(a) and one_byte(b) and length_a * length_b > TABLE_CELLS:
        matches, transposed = _jaro_table(a, a0, length_a, b, b0, length_b, prefix, needed)
    else:
        matches, transposed = _jaro_loop(a, a0, length_a, b, b0, length_b, prefix, needed)
    if matches <= 0:
        return 0.0
    similarity = _jaro_to_winkler(matches, transposed, length_a, length_b, prefix)
    return similarity if similarity >= cutoff else 0.0


@inline
def jaro_winkler_bound(length_a, mask_a, length_b, mask_b):
    """Upper bound of ``jaro_winkler`` that touches no text: full prefix, no transposition."""
    common = common_bound(length_a, mask_a, length_b, mask_b)
    if common <= 0:
        return 1.0 if length_a == 0 and length_b == 0 else 0.0
    prefix = min(WINKLER_PREFIX, common)
    return _jaro_to_winkler(common, 0, length_a, length_b, prefix) + SLACK
