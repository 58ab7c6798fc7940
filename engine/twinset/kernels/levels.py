"""Comparison levels: how two records agree on one comparison, for a tile of pairs.

Every kernel takes codes per row, compares codes before text, remembers the level of unequal code
pairs (they repeat inside blocks) and ORs ``level + 1`` into the pair's packed comparison vector
at ``shift``; null is 0 there. What the levels mean stands in ``twinset.comparison``.

The memo is a direct-mapped table: ``memo_keys`` holds both codes, ``memo_levels`` the level. A
slot is simply overwritten, so it changes the speed and never the result.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.keys import mix64
from twinset.kernels.similarity import (
    character_mask,
    common_bound,
    damerau,
    distance_bound,
    jaro_winkler,
    jaro_winkler_bound,
)
from twinset.kernels.tokens import token_fuzzy_overlap

_SPACE = 32


@inline
def _slot(memo_keys, a, b):
    """The memo slot and key of an unordered pair of codes."""
    low, high = (a, b) if a < b else (b, a)
    key = (np.uint64(low) << np.uint64(32)) | np.uint64(high)
    return np.int64(mix64(key) & np.uint64(len(memo_keys) - 1)), key + np.uint64(1)


@inline
def _winkler(data, a0, a1, b0, b1, cutoff):
    """Jaro-Winkler of two slices, 0.0 below ``cutoff``; most pairs end at the bound."""
    bound = jaro_winkler_bound(
        a1 - a0, character_mask(data, a0, a1), b1 - b0, character_mask(data, b0, b1)
    )
    return jaro_winkler(data, a0, a1, data, b0, b1, cutoff) if bound >= cutoff else 0.0


@inline
def _put(packed, i, level, shift):
    packed[i] |= np.uint64(level + 1) << np.uint64(shift)


@inline
def _is_token(data, a0, a1, b0, b1):
    """Whether ``a`` is one of several space-separated tokens of ``b``."""
    length = a1 - a0
    begin = b0
    tokens = 0
    found = False
    for position in range(b0, b1 + 1):
        if position == b1 or data[position] == _SPACE:
            tokens += 1
            if position - begin == length:
                same = True
                for k in range(length):
                    if data[a0 + k] != data[begin + k]:
                        same = False
                        break
                found = found or same
            begin = position + 1
    return found and tokens > 1


@inline
def _name_level(data, offsets, relatives, a, b):
    """0 different, 1 similar, 2 initial, 3 part, 4 nickname, 5 close, 6 exact."""
    if a == b:
        return 6
    a0, a1, b0, b1 = offsets[a], offsets[a + 1], offsets[b], offsets[b + 1]
    if a1 - a0 == 1 or b1 - b0 == 1:
        return 2 if data[a0] == data[b0] else 0
    low, high = (a, b) if a < b else (b, a)
    key = (np.uint64(low) << np.uint64(32)) | np.uint64(high)
    at = np.searchsorted(relatives, key)
    if at < len(relatives) and relatives[at] == key:
        return 4
    # characters without a partner rule out most pairs before any text is compared
    mask_a, mask_b = character_mask(data, a0, a1), character_mask(data, b0, b1)
    similarity = 0.0
    if jaro_winkler_bound(a1 - a0, mask_a, b1 - b0, mask_b) >= 0.8:
        similarity = jaro_winkler(data, a0, a1, data, b0, b1, 0.8)
        if similarity >= 0.92:
            return 5
    near = distance_bound(a1 - a0, mask_a, b1 - b0, mask_b) <= 1
    if near and min(a1 - a0, b1 - b0) >= 4 and damerau(data, a0, a1, data, b0, b1, 1) <= 1:
        return 5
    if mask_a & ~mask_b == 0 and _is_token(data, a0, a1, b0, b1):
        return 3
    if mask_b & ~mask_a == 0 and _is_token(data, b0, b1, a0, a1):
        return 3
    return 1 if similarity >= 0.8 else 0


@inline
def _name_level_memo(data, offsets, relatives, a, b, memo_keys, memo_levels):
    if a == b:
        return 6
    slot, key = _slot(memo_keys, a, b)
    if memo_keys[slot] == key:
        return np.int64(memo_levels[slot])
    level = _name_level(data, offsets, relatives, a, b)
    memo_keys[slot] = key
    memo_levels[slot] = level
    return level


@kernel(
    "void(int32[::1], int32[::1], int32[::1], int32[::1], int64[::1], uint8[::1], uint64[::1],"
    " uint64[::1], int8[::1], int64, int64, uint64[::1])"
)
def compare_names(
    left, right, given, family, offsets, data, relatives, memo_keys, memo_levels, given_shift,
    family_shift, packed,
):  # fmt: skip
    """Given and family name together; both code columns are over one set of values.

    Level 7 of the given name is "swapped": each stands in the other's column. The family name is
    null then, so that the agreement counts once.
    """
    for i in range(len(left)):
        ga, gb = given[left[i]], given[right[i]]
        fa, fb = family[left[i]], family[right[i]]
        g = np.int64(-1)
        f = np.int64(-1)
        if ga >= 0 and gb >= 0:
            g = _name_level_memo(data, offsets, relatives, ga, gb, memo_keys, memo_levels)
        if fa >= 0 and fb >= 0:
            f = _name_level_memo(data, offsets, relatives, fa, fb, memo_keys, memo_levels)
        if g < 3 and f < 3 and (g >= 0 or f >= 0):
            crossed = 0
            contradicted = False
            if ga >= 0 and fb >= 0:
                if _name_level_memo(data, offsets, relatives, ga, fb, memo_keys, memo_levels) >= 5:
                    crossed += 1
                elif fa >= 0 and gb >= 0:
                    contradicted = True
            if not contradicted and fa >= 0 and gb >= 0:
                if _name_level_memo(data, offsets, relatives, fa, gb, memo_keys, memo_levels) >= 5:
                    crossed += 1
                elif ga >= 0 and fb >= 0:
                    contradicted = True
            if crossed > 0 and not contradicted:
                g, f = np.int64(7), np.int64(-1)
        _put(packed, i, g, given_shift)
        _put(packed, i, f, family_shift)


@kernel(
    "void(int32[::1], int32[::1], int32[::1], int64[::1], uint8[::1], float64, float64, boolean,"
    " uint64[::1], int8[::1], int64, uint64[::1])"
)
def compare_text(
    left, right, codes, offsets, data, close, similar, by_token, memo_keys, memo_levels, shift,
    packed,
):  # fmt: skip
    """0 different, 1 similar, 2 close, 3 exact: Jaro-Winkler, or fuzzy token overlap."""
    for i in range(len(left)):
        a, b = codes[left[i]], codes[right[i]]
        level = np.int64(-1)
        if a >= 0 and b >= 0:
            level = np.int64(3)
            if a != b:
                slot, key = _slot(memo_keys, a, b)
                if memo_keys[slot] == key:
                    level = np.int64(memo_levels[slot])
                else:
                    a0, a1, b0, b1 = offsets[a], offsets[a + 1], offsets[b], offsets[b + 1]
                    if by_token:
                        value = token_fuzzy_overlap(data, a0, a1, data, b0, b1)
                    else:
                        value = _winkler(data, a0, a1, b0, b1, similar)
                    level = np.int64(2 if value >= close else (1 if value >= similar else 0))
                    memo_keys[slot] = key
                    memo_levels[slot] = level
        _put(packed, i, level, shift)


@kernel("void(int32[::1], int32[::1], int32[::1], int64, uint64[::1])")
def compare_exact(left, right, codes, shift, packed):
    """0 different, 1 exact."""
    for i in range(len(left)):
        a, b = codes[left[i]], codes[right[i]]
        _put(packed, i, -1 if a < 0 or b < 0 else (1 if a == b else 0), shift)


@inline
def _date_part_level(data, a, b, first, last):
    """-1 unknown on a side, 0 different, 1 equal; for one part of two YYYYMMDD texts."""
    equal = True
    a_known = False
    b_known = False
    for k in range(first, last):
        x, y = data[a + k], data[b + k]
        equal = equal and x == y
        a_known = a_known or x != 48
        b_known = b_known or y != 48
    if not (a_known and b_known):
        return -1
    return 1 if equal else 0


@inline
def date_level(data, a0, a1, b0, b1):
    """0 different, 1 same year, 2 agrees as far as known, 3 same day, 4 one slip."""
    if a1 - a0 != 8 or b1 - b0 != 8:
        return 0
    year = _date_part_level(data, a0, b0, 0, 4)
    month = _date_part_level(data, a0, b0, 4, 6)
    day = _date_part_level(data, a0, b0, 6, 8)
    if year != 0 and month != 0 and day != 0:
        return 2
    if year == -1 or month == -1 or day == -1:
        return 1 if year == 1 else 0
    if damerau(data, a0, a1, data, b0, b1, 1) <= 1:
        return 4
    swapped = True
    for k in range(2):
        swapped = swapped and data[a0 + 4 + k] == data[b0 + 6 + k]
        swapped = swapped and data[a0 + 6 + k] == data[b0 + 4 + k]
    if year == 1 and swapped:
        return 4
    if month == 1 and day == 1:
        return 3
    return 1 if year == 1 else 0


@kernel("void(int32[::1], int32[::1], int32[::1], int64[::1], uint8[::1], int64, uint64[::1])")
def compare_date(left, right, codes, offsets, data, shift, packed):
    """``date_level``, and 5 exact."""
    for i in range(len(left)):
        a, b = codes[left[i]], codes[right[i]]
        level = np.int64(-1)
        if a >= 0 and b >= 0:
            level = np.int64(5)
            if a != b:
                level = np.int64(
                    date_level(data, offsets[a], offsets[a + 1], offsets[b], offsets[b + 1])
                )
        _put(packed, i, level, shift)


@kernel(
    "void(int32[::1], int32[::1], int32[::1], int64[::1], uint8[::1], int64, int64, uint64[::1])"
)
def compare_digits(left, right, codes, offsets, data, tail, shift, packed):
    """Numbers as text: 0 different, 1 two slips, 2 one slip, 3 same last ``tail``, 4 exact.

    ``tail`` 0 leaves level 3 out. Slips count from six characters on: below, one slip of a
    three-digit number is most other numbers.
    """
    for i in range(len(left)):
        a, b = codes[left[i]], codes[right[i]]
        level = np.int64(-1)
        if a >= 0 and b >= 0:
            level = np.int64(4)
            if a != b:
                level = np.int64(0)
                a0, a1, b0, b1 = offsets[a], offsets[a + 1], offsets[b], offsets[b + 1]
                if min(a1 - a0, b1 - b0) >= 6:
                    same = 0
                    while same < tail and a1 - same > a0 and b1 - same > b0:
                        if data[a1 - same - 1] != data[b1 - same - 1]:
                            break
                        same += 1
                    if tail > 0 and same == tail:
                        level = np.int64(3)
                    else:
                        slips = damerau(data, a0, a1, data, b0, b1, 2)
                        level = np.int64(2 if slips <= 1 else (1 if slips == 2 else 0))
        _put(packed, i, level, shift)


@kernel(
    "void(int32[::1], int32[::1], int32[::1], int32[::1], int64[::1], uint8[::1], uint64[::1],"
    " int8[::1], int64, uint64[::1])"
)
def compare_email(
    left, right, emails, locals_, offsets, data, memo_keys, memo_levels, shift, packed
):
    """0 different, 1 similar local part, 2 close local part, 3 same local part, 4 exact."""
    for i in range(len(left)):
        a, b = emails[left[i]], emails[right[i]]
        level = np.int64(-1)
        if a >= 0 and b >= 0:
            level = np.int64(4)
            if a != b:
                x, y = locals_[left[i]], locals_[right[i]]
                level = np.int64(3)
                if x != y:
                    slot, key = _slot(memo_keys, x, y)
                    if memo_keys[slot] == key:
                        level = np.int64(memo_levels[slot])
                    else:
                        a0, a1, b0, b1 = offsets[x], offsets[x + 1], offsets[y], offsets[y + 1]
                        value = _winkler(data, a0, a1, b0, b1, 0.88)
                        level = np.int64(2 if value >= 0.95 else (1 if value >= 0.88 else 0))
                        memo_keys[slot] = key
                        memo_levels[slot] = level
        _put(packed, i, level, shift)


@inline
def _street_close(data, a0, a1, b0, b1):
    """1 where two streets are close, in spelling or but for the order of their words; else 0."""
    mask_a, mask_b = character_mask(data, a0, a1), character_mask(data, b0, b1)
    near = jaro_winkler_bound(a1 - a0, mask_a, b1 - b0, mask_b) >= 0.9
    if near and jaro_winkler(data, a0, a1, data, b0, b1, 0.9) >= 0.9:
        return 1
    # words that pair off to four fifths share about three fifths of their characters at least
    if 2 * common_bound(a1 - a0, mask_a, b1 - b0, mask_b) < 0.6 * (a1 - a0 + b1 - b0):
        return 0
    return 1 if token_fuzzy_overlap(data, a0, a1, data, b0, b1) >= 0.8 else 0


@kernel(
    "void(int32[::1], int32[::1], int32[::1], int64[::1], uint8[::1], int32[::1], int32[::1],"
    " int64[::1], uint8[::1], int32[::1], int64[::1], uint8[::1], uint64[::1], int8[::1], int64,"
    " uint64[::1])"
)
def compare_address(
    left, right, streets, street_offsets, street_data, houses, postcodes, postcode_offsets,
    postcode_data, cities, city_offsets, city_data, memo_keys, memo_levels, shift, packed,
):  # fmt: skip
    """One joint level for street, house number, postcode and city (see ``twinset.comparison``)."""
    for i in range(len(left)):
        x, y = left[i], right[i]
        street = np.int64(-1)
        a, b = streets[x], streets[y]
        if a >= 0 and b >= 0:
            street = np.int64(2)
            if a != b:
                slot, key = _slot(memo_keys, a, b)
                if memo_keys[slot] == key:
                    street = np.int64(memo_levels[slot])
                else:
                    street = np.int64(
                        _street_close(
                            street_data, street_offsets[a], street_offsets[a + 1],
                            street_offsets[b], street_offsets[b + 1],
                        )
                    )  # fmt: skip
                    memo_keys[slot] = key
                    memo_levels[slot] = street
        house = np.int64(-1)
        a, b = houses[x], houses[y]
        if a >= 0 and b >= 0:
            house = np.int64(1 if a == b else 0)
        place = np.int64(-1)
        a, b = postcodes[x], postcodes[y]
        if a >= 0 and b >= 0:
            place = np.int64(0)
            if a == b:
                place = np.int64(2)
            else:
                slips = damerau(
                    postcode_data, postcode_offsets[a], postcode_offsets[a + 1],
                    postcode_data, postcode_offsets[b], postcode_offsets[b + 1], 1,
                )  # fmt: skip
                place = np.int64(1 if slips <= 1 else 0)
        a, b = cities[x], cities[y]
        if place < 1 and a >= 0 and b >= 0:
            if a == b:
                place = np.int64(1)
            else:
                value = _winkler(
                    city_data, city_offsets[a], city_offsets[a + 1],
                    city_offsets[b], city_offsets[b + 1], 0.9,
                )  # fmt: skip
                place = np.int64(1 if value >= 0.9 else 0)
        _put(packed, i, address_level(street, house, place), shift)


@inline
def address_level(street, house, place):
    """The joint level from its parts; -1 is unknown in each.

    street: 0 different, 1 close, 2 same. house: 0, 1. place: 0 different, 1 near (the city, or a
    postcode with one slip), 2 same postcode.
    """
    if street < 0 and house < 0 and place < 0:
        return -1
    if street >= 1:
        if house == 1:
            return 9 if street == 2 and place != 0 else 8
        if place >= 1:
            return 7 if house < 0 else 6
        return 5
    if house == 1 and place >= 1:
        return 4
    if place == 2:
        return 3
    if place == 1:
        return 2
    return 1 if house == 1 else 0
