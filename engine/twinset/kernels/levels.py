"""Comparison levels: how two records agree on one comparison, for a tile of pairs.

Every kernel takes codes per row, compares codes before glances and glances before text, remembers
the level of unequal code pairs (they repeat inside blocks) and ORs ``level + 1`` into the pair's
packed comparison vector at ``shift``; null is 0 there. What the levels mean stands in
``twinset.comparison``. ``values`` are the distinct values of the codes: offsets, text, glances.

The memo is a direct-mapped table: ``memo_keys`` holds both codes, ``memo_levels`` the level. A
slot is simply overwritten, so it changes the speed and never the result.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.edit_distance import damerau
from twinset.kernels.glances import (
    VALUES,
    common_characters,
    may_reach_winkler,
    number_slips,
    text_length,
    winkler_needs,
)
from twinset.kernels.jaro_winkler import jaro_winkler
from twinset.kernels.keys import mix64
from twinset.kernels.tokens import token_fuzzy_overlap


@inline
def _slot(memo_keys, a, b):
    """The memo slot and key of an unordered pair of codes."""
    low, high = (a, b) if a < b else (b, a)
    key = (np.uint64(low) << np.uint64(32)) | np.uint64(high)
    return np.int64(mix64(key) & np.uint64(len(memo_keys) - 1)), key + np.uint64(1)


@inline
def _winkler(values, a, b, cutoff, needs):
    """Jaro-Winkler of two values, 0.0 below ``cutoff``; ``needs`` are that cutoff's."""
    offsets, data, glances = values
    if not may_reach_winkler(glances, a, b, needs):
        return 0.0
    return jaro_winkler(data, offsets[a], offsets[a + 1], data, offsets[b], offsets[b + 1], cutoff)


@inline
def _put(packed, i, level, shift):
    packed[i] |= np.uint64(level + 1) << np.uint64(shift)


@inline
def _token_level(values, a, b, close, similar, memo_keys, memo_levels):
    """0 different, 1 similar, 2 close by fuzzy token overlap."""
    slot, key = _slot(memo_keys, a, b)
    if memo_keys[slot] == key:
        return np.int64(memo_levels[slot])
    offsets, data, _ = values
    value = token_fuzzy_overlap(data, offsets[a], offsets[a + 1], data, offsets[b], offsets[b + 1])
    level = np.int64(2 if value >= close else (1 if value >= similar else 0))
    memo_keys[slot] = key
    memo_levels[slot] = level
    return level


@kernel(
    f"void(int32[::1], int32[::1], int32[::1], {VALUES}, float64, float64, boolean, uint64[::1],"
    " int8[::1], int64, uint64[::1])"
)
def compare_text(
    left, right, codes, values, close, similar, by_token, memo_keys, memo_levels, shift, packed
):
    """0 different, 1 similar, 2 close, 3 exact: Jaro-Winkler, or fuzzy token overlap."""
    needs = winkler_needs(similar)
    for i in range(len(left)):
        a, b = codes[left[i]], codes[right[i]]
        level = np.int64(-1)
        if a >= 0 and b >= 0:
            level = np.int64(3)
            if a != b:
                if by_token:
                    level = _token_level(values, a, b, close, similar, memo_keys, memo_levels)
                else:
                    value = _winkler(values, a, b, similar, needs)
                    level = np.int64(2 if value >= close else (1 if value >= similar else 0))
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


@inline
def _street_level(values, a, b, needs, memo_keys, memo_levels):
    """1 where two unequal streets are close, in spelling or but for the order of their words."""
    offsets, data, glances = values
    near = may_reach_winkler(glances, a, b, needs)
    # words that pair off to four fifths share about three fifths of their characters at least
    characters = text_length(glances, a) + text_length(glances, b)
    shuffled = 2 * common_characters(glances, a, b) >= 0.6 * characters
    if not near and not shuffled:
        return np.int64(0)
    slot, key = _slot(memo_keys, a, b)
    if memo_keys[slot] == key:
        return np.int64(memo_levels[slot])
    a0, a1, b0, b1 = offsets[a], offsets[a + 1], offsets[b], offsets[b + 1]
    close = near and jaro_winkler(data, a0, a1, data, b0, b1, 0.9) >= 0.9
    if not close and shuffled:
        close = token_fuzzy_overlap(data, a0, a1, data, b0, b1) >= 0.8
    memo_keys[slot] = key
    memo_levels[slot] = close
    return np.int64(close)


@inline
def _one_slip(values, a, b):
    """Whether two numbers are one slip of the keyboard apart; ``number_glances``."""
    offsets, data, glances = values
    if number_slips(glances, a, b) > 1:
        return False
    return damerau(data, offsets[a], offsets[a + 1], data, offsets[b], offsets[b + 1], 1) <= 1


@kernel(
    f"void(int32[::1], int32[::1], int32[::1], {VALUES}, int32[::1], int32[::1], {VALUES},"
    f" int32[::1], {VALUES}, uint64[::1], int8[::1], int64, uint64[::1])"
)
def compare_address(
    left, right, streets, street_values, houses, postcodes, postcode_values, cities, city_values,
    memo_keys, memo_levels, shift, packed,
):  # fmt: skip
    """One joint level for street, house number, postcode and city (see ``twinset.comparison``).

    Postcodes have the glances of numbers, streets and cities those of texts.
    """
    needs = winkler_needs(0.9)
    for i in range(len(left)):
        x, y = left[i], right[i]
        street = np.int64(-1)
        a, b = streets[x], streets[y]
        if a >= 0 and b >= 0:
            street = np.int64(2)
            if a != b:
                street = _street_level(street_values, a, b, needs, memo_keys, memo_levels)
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
                place = np.int64(1 if _one_slip(postcode_values, a, b) else 0)
        a, b = cities[x], cities[y]
        if place < 1 and a >= 0 and b >= 0:
            close = a == b or _winkler(city_values, a, b, 0.9, needs) >= 0.9
            place = np.int64(1 if close else 0)
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
