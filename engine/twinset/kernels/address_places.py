"""Which shapes of ``standardize.address_places`` an address may have: a look before the regular
expressions, which cost a microsecond each."""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.letters import is_digit
from twinset.kernels.text import SPACE, find_token, key_lengths, may_be_key

COMMA = 44
COUNTRY = 1 << 15


@inline
def _is_word(c):
    """A letter, or what stands inside a word."""
    return 97 <= c <= 122 or c == 45 or c == 47


@inline
def _code_at(data, i, stop):
    """Whether a postcode may start at ``i``: two digits, behind the country's letters or not."""
    letters = i
    while letters < stop and letters < i + 2 and 97 <= data[letters] <= 122:
        letters += 1
    if letters > i and letters < stop and data[letters] == 45:
        i = letters + 1
    return i + 1 < stop and is_digit(data[i]) and is_digit(data[i + 1])


@kernel("(int64[::1], uint8[::1], int32[::1], int64[::1], uint8[::1])")
def place_shapes(offsets, data, slots, key_offsets, keys):
    """Bit k is set where shape k can't be ruled out, COUNTRY where the last segment is in the table
    (see ``find_token``): (n,) uint16. Takes folded text in which a comma is a token."""
    n = offsets.size - 1
    shapes = np.zeros(n, np.uint16)
    lengths = key_lengths(key_offsets, keys)
    for v in range(n):
        start, stop = offsets[v], offsets[v + 1]
        if stop - start < 4:
            continue
        digits = 0
        digits_behind = 0  # in the last segment
        words_in_front = True  # in the first segment
        commas = 0
        last = before = start
        for i in range(start, stop):
            c = data[i]
            if c == COMMA:
                before = last
                last = i
                commas += 1
                digits_behind = 0
            elif is_digit(c):
                digits += 1
                digits_behind += 1
            if commas == 0 and not (_is_word(c) or c == SPACE):
                words_in_front = False
        a, b, c = data[stop - 3], data[stop - 2], data[stop - 1]
        found = 0
        if _is_word(c):
            if commas > 0 and (
                _code_at(data, last + 2, stop) or (commas > 1 and _code_at(data, before + 2, stop))
            ):
                found |= 1 << 2
            if digits > 4 and 97 <= data[start] <= 122:
                found |= 1 << 3
            if commas > 0 and digits > 0:
                found |= 1 << 6
                if digits_behind == 0:
                    found |= 1 << 7
                if is_digit(a):
                    found |= 1 << 1
                if a == SPACE and is_digit(data[stop - 4]):
                    found |= 1 << 5
        elif commas > 0 and is_digit(c):
            if is_digit(b):
                if is_digit(a):
                    found |= 1 << 5
                    if is_digit(data[stop - 4]):
                        found |= 1 << 0
                elif a == SPACE and is_digit(data[stop - 4]):
                    found |= 1 << 5
            elif is_digit(a):
                found |= 1 << 0
        if commas == 0 and digits > 3 and is_digit(data[start]):
            if is_digit(c):
                found |= 1 << 8
            elif is_digit(a):
                found |= 1 << 9
        if commas > 0:
            if words_in_front or (stop - start > 8 and data[start + 7] == COMMA):
                found |= 1 << 4
            if (
                last + 2 < stop
                and may_be_key(lengths, data, last + 2, stop)
                and find_token(data, last + 2, stop, slots, key_offsets, keys) >= 0
            ):
                found |= COUNTRY
        shapes[v] = found
    return shapes
