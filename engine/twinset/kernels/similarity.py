"""Edit distances and Jaro-Winkler on slices of flat character arrays.

A text is a half-open slice ``a[a0:a1]`` of a contiguous uint8 (ASCII) or uint32 (code points)
array, so one element is one character. The two texts may lie in one array or in two of different
dtype. Helpers (``@inline``) are for other kernels; the ``*_pairs`` kernels at the end are what
Python calls.

One contract for every metric: the cutoff is part of the result. A similarity below its cutoff is
0.0, a distance above its cutoff is cutoff + 1, any other value is what it would be without one.
All metrics are symmetric.
"""

from __future__ import annotations

import numpy as np
from numba import carray

from twinset._jit import inline, inline_owner, kernel
from twinset.kernels.words import (
    ALL,
    ONE,
    WORD,
    at,
    dense_ids,
    fill_match_table,
    one_byte,
    popcount,
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
def common_prefix(a, a0, a1, b, b0, b1):
    """Number of leading characters that the two texts share."""
    shorter = min(a1 - a0, b1 - b0)
    length = 0
    while length < shorter and at(a, a0 + length) == at(b, b0 + length):
        length += 1
    return length


@inline
def common_suffix(a, a0, a1, b, b0, b1):
    """Number of trailing characters that the two texts share."""
    shorter = min(a1 - a0, b1 - b0)
    length = 0
    while length < shorter and at(a, a1 - 1 - length) == at(b, b1 - 1 - length):
        length += 1
    return length


@inline
def equal_slices(a, a0, a1, b, b0, b1):
    """True where the two texts are the same."""
    return a1 - a0 == b1 - b0 and common_prefix(a, a0, a1, b, b0, b1) == a1 - a0


# Jaro-Winkler ---------------------------------------------------------------------------------


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


# Levenshtein and optimal string alignment -----------------------------------------------------


@inline_owner
def _distance_word(a, a0, a1, b, b0, b1, cutoff, transpose):
    """Distance by one column of bits per character of ``b``; ``a`` has 1 to 64 characters."""
    length_a, length_b = a1 - a0, b1 - b0
    table = carray(stack_table(), 256)
    if one_byte(a) and one_byte(b):
        fill_match_table(table, a, a0, a1, b, b0, b1)
    last = np.uint64(length_a - 1)
    up, down = ALL, np.uint64(0)
    diagonal = np.uint64(0)
    before = np.uint64(0)
    distance = length_a
    for j in range(length_b):
        character = at(b, b0 + j)
        equal = np.uint64(0)
        if one_byte(a) and one_byte(b):
            equal = table[character]
        else:
            for i in range(length_a):
                equal |= np.uint64(at(a, a0 + i) == character) << np.uint64(i)
        swapped = (((~diagonal) & equal) << ONE) & before if transpose else np.uint64(0)
        diagonal = (((equal & up) + up) ^ up) | equal | down | swapped
        right_up = down | ~(diagonal | up)
        right_down = diagonal & up
        distance += np.int64((right_up >> last) & ONE) - np.int64((right_down >> last) & ONE)
        # each character of b that is left lowers the distance by at most one
        if distance - (length_b - 1 - j) > cutoff:
            return cutoff + 1
        right_up = (right_up << ONE) | ONE
        right_down <<= ONE
        up = right_down | ~(diagonal | right_up)
        down = right_up & diagonal
        before = equal
    return distance


@inline_owner
def _distance_blocks(a, a0, a1, b, b0, b1, cutoff, transpose):
    """The same for any length: blocks of 64 rows, each over the columns that can matter.

    A cell further than ``cutoff`` from the diagonal can't lie on a path that is short enough, so a
    block covers a band of columns (Ukkonen 1985); what is outside counts as an upper bound. The
    horizontal step and the half of a transposition that cross into the next block are kept per
    column: bit 0 up, bit 1 down, bit 2 transposition.
    """
    ids_a, ids_b, count = dense_ids(a, a0, a1, b, b0, b1)
    length_a, length_b = a1 - a0, b1 - b0
    masks = np.zeros(count, np.uint64)
    carry = np.ones(length_b, np.uint8)
    reach = min(cutoff, length_a + length_b) + 2
    start, corner = 0, 0  # first column of the block, distance at the block's top left corner
    distance = 0
    for top in range(0, length_a, WORD):
        rows = min(WORD, length_a - top)
        first = max(0, top - reach)
        for j in range(start, first):
            corner += np.int64(carry[j] & 1) - np.int64((carry[j] >> 1) & 1)
        start = first
        for i in range(rows):
            masks[ids_a[top + i]] |= ONE << np.uint64(i)
        last = np.uint64(rows - 1)
        up, down = ALL, np.uint64(0)
        diagonal = np.uint64(0)
        before = np.uint64(0)
        corner += rows
        distance = corner
        for j in range(start, min(length_b, top + rows + reach)):
            equal = masks[ids_b[j]]
            step = np.uint64(carry[j])
            half = (~diagonal) & equal
            swapped = ((half << ONE) | (step >> np.uint64(2))) & before
            if not transpose:
                swapped = np.uint64(0)
            entered = equal | ((step >> ONE) & ONE)
            diagonal = (((entered & up) + up) ^ up) | entered | down | swapped
            right_up = down | ~(diagonal | up)
            right_down = diagonal & up
            out_up = (right_up >> last) & ONE
            out_down = (right_down >> last) & ONE
            distance += np.int64(out_up) - np.int64(out_down)
            carry[j] = np.uint8(
                out_up | (out_down << ONE) | (((half >> last) & ONE) << np.uint64(2))
            )
            right_up = (right_up << ONE) | (step & ONE)
            right_down = (right_down << ONE) | ((step >> ONE) & ONE)
            up = right_down | ~(diagonal | right_up)
            down = right_up & diagonal
            before = equal
        for i in range(rows):
            masks[ids_a[top + i]] = np.uint64(0)
    return min(distance, cutoff + 1)


@inline
def _distance(a, a0, a1, b, b0, b1, cutoff, transpose):
    """Cheap bounds first, then the core that fits the length."""
    if abs((b1 - b0) - (a1 - a0)) > cutoff:
        return cutoff + 1
    prefix = common_prefix(a, a0, a1, b, b0, b1)
    a0 += prefix
    b0 += prefix
    suffix = common_suffix(a, a0, a1, b, b0, b1)
    a1 -= suffix
    b1 -= suffix
    if a1 == a0 or b1 == b0:
        return max(a1 - a0, b1 - b0)
    if a1 - a0 <= WORD:
        return _distance_word(a, a0, a1, b, b0, b1, cutoff, transpose)
    return _distance_blocks(a, a0, a1, b, b0, b1, cutoff, transpose)


@inline
def levenshtein(a, a0, a1, b, b0, b1, cutoff):
    """Insertions, deletions and substitutions between two texts; cutoff + 1 above ``cutoff``.

    ``cutoff`` is an int64 >= 0. Bit-parallel: Myers (1999), "A fast bit-vector algorithm for
    approximate string matching based on dynamic programming", in the form of Hyyrö (2003), "A
    bit-vector algorithm for computing Levenshtein and Damerau edit distances", section 3.
    """
    return _distance(a, a0, a1, b, b0, b1, cutoff, False)


@inline
def damerau(a, a0, a1, b, b0, b1, cutoff):
    """Levenshtein with swaps of neighbours as one edit (optimal string alignment).

    No character is edited twice, so "ca" to "abc" is 3. Same contract as ``levenshtein``. Hyyrö
    (2003), section 4.
    """
    return _distance(a, a0, a1, b, b0, b1, cutoff, True)


# Bounds from character masks ------------------------------------------------------------------


@inline
def character_mask(a, a0, a1):
    """64 bits that say which characters a text holds, computed once per distinct value.

    Bits 0-25: the letter occurs; 26-51: it occurs twice or more; 52-61: the digit occurs; 62-63:
    one class each for all other characters, of even and of odd code. A bit that is set in one
    text only is a character that finds no partner.
    """
    mask = np.uint64(0)
    for i in range(a0, a1):
        character = np.int64(a[i])
        if 97 <= character <= 122:
            bit = ONE << np.uint64(character - 97)
            if mask & bit:
                bit <<= np.uint64(26)
            mask |= bit
        elif 48 <= character <= 57:
            mask |= ONE << np.uint64(52 + character - 48)
        else:
            mask |= ONE << np.uint64(62 + (character & 1))
    return mask


@inline
def common_bound(length_a, mask_a, length_b, mask_b):
    """Upper bound on the characters (with multiplicity) that two texts have in common."""
    return min(
        length_a - popcount(mask_a & ~mask_b),
        length_b - popcount(mask_b & ~mask_a),
    )


@inline
def jaro_winkler_bound(length_a, mask_a, length_b, mask_b):
    """Upper bound of ``jaro_winkler`` that touches no text: full prefix, no transposition."""
    common = common_bound(length_a, mask_a, length_b, mask_b)
    if common <= 0:
        return 1.0 if length_a == 0 and length_b == 0 else 0.0
    prefix = min(WINKLER_PREFIX, common)
    return _jaro_to_winkler(common, 0, length_a, length_b, prefix) + SLACK


@inline
def distance_bound(length_a, mask_a, length_b, mask_b):
    """Lower bound of ``levenshtein`` and ``damerau`` that touches no text.

    An edit takes at most one partnerless character off each side.
    """
    return max(length_a, length_b) - common_bound(length_a, mask_a, length_b, mask_b)


# Kernels that Python calls --------------------------------------------------------------------


@kernel()  # for benchmarks and tests: compiled on first use
def character_masks(data, offsets, out):
    """``character_mask`` of every distinct value; ``out`` is (distinct,) uint64."""
    for code in range(offsets.size - 1):
        out[code] = character_mask(data, offsets[code], offsets[code + 1])


# Masks reject 78 to 99 % of the pairs in blocks of one first letter at usual cutoffs. Million pairs
# a second with and without them: Jaro-Winkler >= 0.85 on surnames 42 and 20, Levenshtein <= 2 on
# surnames 118 and 11, on addresses 294 and 14. They don't pay without a cutoff.


@kernel()  # for benchmarks and tests: compiled on first use
def jaro_winkler_pairs(data, offsets, masks, left_codes, right_codes, cutoff, out):
    """Jaro-Winkler of pairs of codes into one TextColumn; ``out`` is (pairs,) float32.

    ``masks`` are the values' ``character_masks``, or empty to do without. NaN where one code is -1
    (null).
    """
    for pair in range(left_codes.size):
        left, right = left_codes[pair], right_codes[pair]
        if left < 0 or right < 0:
            out[pair] = np.nan
            continue
        a0, a1, b0, b1 = offsets[left], offsets[left + 1], offsets[right], offsets[right + 1]
        if masks.size and jaro_winkler_bound(a1 - a0, masks[left], b1 - b0, masks[right]) < cutoff:
            out[pair] = 0.0
        else:
            out[pair] = jaro_winkler(data, a0, a1, data, b0, b1, cutoff)


@inline
def _distance_pairs(data, offsets, masks, left_codes, right_codes, cutoff, transpose, out):
    for pair in range(left_codes.size):
        left, right = left_codes[pair], right_codes[pair]
        if left < 0 or right < 0:
            out[pair] = -1
            continue
        a0, a1, b0, b1 = offsets[left], offsets[left + 1], offsets[right], offsets[right + 1]
        if masks.size and distance_bound(a1 - a0, masks[left], b1 - b0, masks[right]) > cutoff:
            out[pair] = cutoff + 1
        else:
            out[pair] = _distance(data, a0, a1, data, b0, b1, cutoff, transpose)


@kernel()  # for benchmarks and tests: compiled on first use
def levenshtein_pairs(data, offsets, masks, left_codes, right_codes, cutoff, out):
    """Levenshtein of pairs of codes into one TextColumn; ``out`` is (pairs,) int32.

    ``masks`` are the values' ``character_masks``, or empty to do without. -1 where one code is -1
    (null).
    """
    _distance_pairs(data, offsets, masks, left_codes, right_codes, cutoff, False, out)


@kernel()  # for benchmarks and tests: compiled on first use
def damerau_pairs(data, offsets, masks, left_codes, right_codes, cutoff, out):
    """Optimal string alignment of pairs of codes; as ``levenshtein_pairs``."""
    _distance_pairs(data, offsets, masks, left_codes, right_codes, cutoff, True, out)
