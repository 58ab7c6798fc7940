"""Kernels that take full names and addresses apart.

Batches of texts are as in ``kernels/text.py``: offsets (n + 1,) int64, data uint8 ASCII, an empty
text is null. Dates have their own file.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.text import SPACE, find_token, key_lengths, may_be_key

COMMA = 44
_MAX_TOKENS = 64

# kinds of token in an address, see split_addresses
UNIT = 1
NUMBER = 2
BOX = 3
ROAD = 4


@inline
def _is_digit(character):
    return 48 <= character <= 57


@inline
def _is_letter(character):
    return 97 <= character <= 122


@inline
def _append(out, size, begin, data, first, last, plain):
    """Write ``data[first:last]`` as further tokens, commas left out; the new size.

    ``plain`` also turns - and / into spaces.
    """
    pending = size > begin
    for i in range(first, last):
        c = data[i]
        if c in (SPACE, COMMA) or (plain and c in (35, 45, 47)):
            pending = size > begin
        else:
            if pending:
                out[size] = SPACE
                size += 1
                pending = False
            out[size] = c
            size += 1
    return size


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
            g = _append(given, g, g0, data, first, split, False)
            m = _append(middle, m, m0, data, split, stop, False)
            s = _append(family, s, s0, data, start, comma, False)
            f = _append(full, f, f0, data, first, stop, False)
            f = _append(full, f, f0, data, start, comma, False)
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
                g = _append(given, g, g0, data, start, first, False)
                m = _append(middle, m, m0, data, first, split, False)
            s = _append(family, s, s0, data, split, stop, False)
            f = _append(full, f, f0, data, start, stop, False)
        bounds[0, v + 1] = f
        bounds[1, v + 1] = g
        bounds[2, v + 1] = m
        bounds[3, v + 1] = s
    return bounds, full[:f].copy(), given[:g].copy(), middle[:m].copy(), family[:s].copy()


@inline
def _is_house_number(data, first, last):
    """12, 12b, 12/3, 12-14a; not 5th, not more than five digits in a row, not 3com."""
    if last - first > 10 or not _is_digit(data[first]):
        return False
    run = 0
    letters = 0
    for i in range(first, last):
        c = data[i]
        if _is_digit(c):
            run += 1
            letters = 0
            if run > 5:
                return False
        elif c == 45 or c == 47:
            run = 0
            letters = 0
        elif _is_letter(c):
            letters += 1
            if letters > 1:
                return False
        else:
            return False
    return True


@inline
def _is_compass_letter(c):
    return c == 101 or c == 110 or c == 115 or c == 119


@kernel("(int64[::1], uint8[::1], int32[::1], int64[::1], uint8[::1], uint8[::1])")
def split_addresses(offsets, data, slots, key_offsets, keys, kinds):
    """Addresses to (street, house number, unit, rest), four batches of n texts.

    Takes folded text in which commas (and #) are tokens and - and / are kept. ``kinds`` says what
    a key is: UNIT ("apt": the next short token is the unit), NUMBER ("nr": the next token is the
    house number), BOX (a PO box: nothing is split off) or ROAD ("highway": the number after it is
    its name). The house number is the first token of number shape that leads or ends a
    comma-separated segment (after the first segment: of three digits at most, so that a postcode
    is none). The segments after the one with number and street are the rest.
    """
    n = offsets.size - 1
    street = np.empty(data.size, np.uint8)
    number = np.empty(data.size, np.uint8)
    unit = np.empty(data.size, np.uint8)
    rest = np.empty(data.size, np.uint8)
    bounds = np.zeros((4, n + 1), np.int64)
    first = np.empty(_MAX_TOKENS, np.int64)
    last = np.empty(_MAX_TOKENS, np.int64)
    kind = np.empty(_MAX_TOKENS, np.int64)
    free = np.empty(_MAX_TOKENS, np.bool_)
    segment = np.empty(_MAX_TOKENS, np.int64)
    lengths = key_lengths(key_offsets, keys)
    s = h = u = r = 0
    for v in range(n):
        s0, h0, u0, r0 = s, h, u, r
        start, stop = offsets[v], offsets[v + 1]
        # tokens without commas; segment borders are kept as "a comma stands before token t"
        count = 0
        commas = 0
        whole = False
        i = start
        while i < stop and not whole:
            begin = i
            while i < stop and data[i] != SPACE:
                i += 1
            end = i
            i += 1
            while begin < end and data[begin] in (45, 47):
                begin += 1
            while end > begin and data[end - 1] in (45, 47):
                end -= 1
            if begin == end:
                continue
            if data[begin] == COMMA:
                commas += 1
                continue
            if count == _MAX_TOKENS:
                whole = True
                continue
            first[count] = begin
            last[count] = end
            free[count] = True
            segment[count] = commas
            key = -1
            if may_be_key(lengths, data, begin, end):
                key = find_token(data, begin, end, slots, key_offsets, keys)
            kind[count] = kinds[key] if key >= 0 else 0
            whole = whole or kind[count] == BOX
            count += 1
        if whole:
            s = _append(street, s, s0, data, start, stop, True)
        else:
            chosen = -1
            for t in range(count - 1):
                short = _is_digit(data[first[t + 1]]) or last[t + 1] - first[t + 1] == 1
                if not free[t] or not short or segment[t] != segment[t + 1]:
                    continue
                if kind[t] == UNIT and u == u0 and count > 2:
                    u = _append(unit, u, u0, data, first[t + 1], last[t + 1], True)
                    free[t] = False
                    free[t + 1] = False
                elif (
                    kind[t] == NUMBER
                    and chosen < 0
                    and _is_house_number(data, first[t + 1], last[t + 1])
                ):
                    chosen = t + 1
                    free[t] = False
            leads = False
            previous = -1
            for t in range(count):
                if chosen >= 0:
                    break
                if not free[t]:
                    continue
                following = t + 1
                while following < count and not free[following]:
                    following += 1
                opens = previous < 0 or segment[previous] != segment[t]
                # a lone letter after the last number belongs to it: hauptstr 12 b
                lone = (
                    following < count
                    and segment[following] == segment[t]
                    and last[following] - first[following] == 1
                    and _is_letter(data[first[following]])
                )
                beyond = following + 1 if lone else following
                while beyond < count and not free[beyond]:
                    beyond += 1
                closes = beyond >= count or segment[beyond] != segment[t]
                fits = _is_house_number(data, first[t], last[t]) and (
                    previous < 0 or segment[t] == 0 or last[t] - first[t] <= 3
                )
                if fits and (opens or (closes and kind[previous] != ROAD)):
                    chosen = t
                    leads = opens
                previous = t
            if chosen >= 0:
                free[chosen] = False
                h = _append(number, h, h0, data, first[chosen], last[chosen], False)
                following = chosen + 1
                if (
                    following < count
                    and free[following]
                    and segment[following] == segment[chosen]
                    and last[following] - first[following] == 1
                    and _is_letter(data[first[following]])
                    and _is_digit(number[h - 1])
                    and not (leads and _is_compass_letter(data[first[following]]))
                ):
                    number[h] = data[first[following]]
                    h += 1
                    free[following] = False
            # the street ends with the first segment, from the number's on, that has a word left
            ends = commas
            if chosen >= 0:
                for t in range(count - 1, -1, -1):
                    if free[t] and segment[t] >= segment[chosen]:
                        ends = segment[t]
            for t in range(count):
                if free[t] and segment[t] <= ends:
                    s = _append(street, s, s0, data, first[t], last[t], True)
                elif free[t]:
                    r = _append(rest, r, r0, data, first[t], last[t], True)
        bounds[0, v + 1] = s
        bounds[1, v + 1] = h
        bounds[2, v + 1] = u
        bounds[3, v + 1] = r
    return bounds, street[:s].copy(), number[:h].copy(), unit[:u].copy(), rest[:r].copy()
