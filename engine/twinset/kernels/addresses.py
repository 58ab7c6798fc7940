"""Kernels that take addresses apart.

Batches of texts are as in ``kernels/text.py``: offsets (n + 1,) int64, data uint8 ASCII, an empty
text is null.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.appending import COMMA, append_words
from twinset.kernels.letters import is_digit, is_lower
from twinset.kernels.text import SPACE, find_token, key_lengths, may_be_key

_MAX_TOKENS = 64

# kinds of token in an address, see split_addresses
UNIT = 1
NUMBER = 2
BOX = 3
ROAD = 4
BOX_POSTAL = 5
BOX_FILLER = 6
BOX_OPENER = 7
UNIT_BEHIND = 8
CARE_OF = 9

_BOX = np.frombuffer(b"box", np.uint8)


@inline
def _is_bis(data, first, last):
    """The French for a second or third house of one number."""
    if last - first != 3:
        return False
    a, b, c = data[first], data[first + 1], data[first + 2]
    return (a == 98 and b == 105 and c == 115) or (a == 116 and b == 101 and c == 114)


@inline
def _is_floor(c):
    """What Dutch and Roman numerals behind a house number are made of: 123-ii, 12-hs."""
    return c in (104, 105, 115, 118, 120)


@inline
def _is_house_number(data, first, last):
    """12, 12b, 12/3, 12-14a, 12bis, 12-iii; not 5th, not more than five digits in a row, not
    3com."""
    if last - first > 10 or not is_digit(data[first]):
        return False
    if last - first > 3 and _is_bis(data, last - 3, last) and is_digit(data[last - 4]):
        last -= 3
    elif last - first > 3 and _is_floor(data[last - 1]):
        end = last - 1
        while end > first and _is_floor(data[end - 1]):
            end -= 1
        if last - end < 4 and data[end - 1] in (45, 47):
            last = end - 1
    run = 0
    letters = 0
    for i in range(first, last):
        c = data[i]
        if is_digit(c):
            run += 1
            letters = 0
            if run > 5:
                return False
        elif c == 45 or c == 47:
            run = 0
            letters = 0
        elif is_lower(c):
            letters += 1
            if letters > 1:
                return False
        else:
            return False
    return True


@inline
def _is_compass_letter(c):
    return c == 101 or c == 110 or c == 115 or c == 119


@inline
def _is_number(data, first, last):
    for i in range(first, last):  # noqa: SIM110 - Numba has no generators here
        if not is_digit(data[i]):
            return False
    return True


@inline
def _find_box(data, first, last, kind, segment, count):
    """A PO box among the tokens: (the first token of it, the first of its number, the one behind
    it); the first is -1 where there is none.

    "p o box 123", "postfach 12 34" (digits in pairs), "casella postale 5", "box x12".
    """
    for t in range(count - 1):
        begin = t
        if last[t] - first[t] == 1 and data[first[t]] == 112 and t > 0:  # b p 12
            begin -= last[t - 1] - first[t - 1] == 1 and data[first[t - 1]] == 98
        if begin == t and kind[t] != BOX and kind[t] != BOX_POSTAL:
            continue
        number = t + 1
        while number < count and kind[number] in (BOX_FILLER, NUMBER):
            number += 1
        if number >= count or segment[number] != segment[t]:
            continue
        if kind[t] == BOX_POSTAL and number == t + 1:
            continue
        size = last[number] - first[number]
        lettered = size > 1 and _is_number(data, first[number] + 1, last[number])
        if size > 9 or not (is_digit(data[first[number]]) or lettered):
            continue
        behind = number + 1
        while (
            behind < count
            and segment[behind] == segment[t]
            and last[behind - 1] - first[behind - 1] <= 2
            and last[behind] - first[behind] == 2
            and _is_number(data, first[behind - 1], last[behind - 1])
            and _is_number(data, first[behind], last[behind])
        ):
            behind += 1
        while (
            begin > 0
            and segment[begin - 1] == segment[t]
            and (
                kind[begin - 1] == BOX_OPENER
                # the office of "post office box", else one of a building
                or (kind[begin - 1] == UNIT and begin > 1 and kind[begin - 2] == BOX_OPENER)
            )
        ):
            begin -= 1
        return begin, number, behind
    return -1, -1, -1


@kernel("(int64[::1], uint8[::1], int32[::1], int64[::1], uint8[::1], uint8[::1])")
def split_addresses(offsets, data, slots, key_offsets, keys, kinds):
    """Addresses to (street, house number, unit, rest, PO box), five batches of n texts.

    Takes folded text in which commas (and #) are tokens and - and / are kept. ``kinds`` says what
    a key is: UNIT ("apt": the next short token is the unit, of "unit 3/45" what stands before the
    slash), UNIT_BEHIND ("m": the same, but behind a house number only), NUMBER ("nr": the next
    token is the house number), ROAD ("highway": the number after it is its name), CARE_OF ("c/o":
    the segment is a name and is dropped, where it is not all there is), or a part of a PO box: BOX
    (the number follows), BOX_POSTAL ("casella": BOX_FILLER stands between, "postale") and
    BOX_OPENER (what may stand in front: "p o"). The house number is the first token of number
    shape that leads or ends a comma-separated segment (after the first segment: of three digits at
    most, so that a postcode is none). The segments after the one with number and street are the
    rest. Where there is no house number, the PO box's is it, and the street the words before the
    box, or "box".
    """
    n = offsets.size - 1
    street = np.empty(data.size + _BOX.size * n, np.uint8)
    number = np.empty(data.size, np.uint8)
    box = np.empty(data.size, np.uint8)
    unit = np.empty(data.size, np.uint8)
    rest = np.empty(data.size, np.uint8)
    bounds = np.zeros((5, n + 1), np.int64)
    first = np.empty(_MAX_TOKENS, np.int64)
    last = np.empty(_MAX_TOKENS, np.int64)
    kind = np.empty(_MAX_TOKENS, np.int64)
    free = np.empty(_MAX_TOKENS, np.bool_)
    segment = np.empty(_MAX_TOKENS, np.int64)
    lengths = key_lengths(key_offsets, keys)
    s = h = u = r = x = 0
    for v in range(n):
        s0, h0, u0, r0, x0 = s, h, u, r, x
        start, stop = offsets[v], offsets[v + 1]
        # tokens without commas; segment borders are kept as "a comma stands before token t"
        count = 0
        commas = 0
        whole = boxes = cared = False
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
            cared = cared or kind[count] == CARE_OF
            boxes = boxes or kind[count] == BOX or kind[count] == BOX_POSTAL
            boxes = boxes or (kind[count] == BOX_OPENER and data[begin] == 112)
            count += 1
        if whole:
            s = append_words(street, s, s0, data, start, stop, plain=True)
        else:
            if cared:
                for t in range(count):
                    if kind[t] == CARE_OF and free[t]:
                        free[t] = False
                        t += 1
                        while commas > 0 and t < count and segment[t] == segment[t - 1]:
                            free[t] = False
                            t += 1
            at_box = -1
            if boxes:
                at_box, inside, behind = _find_box(data, first, last, kind, segment, count)
                for t in range(at_box, behind):
                    free[t] = False
                    if t >= inside:
                        for i in range(first[t], last[t]):
                            box[x] = data[i]
                            x += 1
            chosen = -1
            for t in range(count - 1):
                short = is_digit(data[first[t + 1]]) or last[t + 1] - first[t + 1] == 1
                if not free[t] or not short or segment[t] != segment[t + 1]:
                    continue
                is_unit = kind[t] == UNIT or (
                    kind[t] == UNIT_BEHIND
                    and t > 0
                    and _is_house_number(data, first[t - 1], last[t - 1])
                )
                if is_unit and u == u0 and count > 2:
                    end = first[t + 1]
                    while end < last[t + 1] and (data[end] != 47 or t + 2 == count):
                        end += 1
                    u = append_words(unit, u, u0, data, first[t + 1], end, plain=True)
                    free[t] = False
                    first[t + 1] = end + 1
                    free[t + 1] = end + 1 < last[t + 1]
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
                    and is_lower(data[first[following]])
                )
                beyond = following + 1 if lone else following
                while beyond < count and not free[beyond]:
                    beyond += 1
                closes = beyond >= count or segment[beyond] != segment[t]
                leading = previous < 0 or segment[t] == 0
                fits = _is_house_number(data, first[t], last[t]) and (
                    (leading and (at_box < 0 or t < at_box)) or last[t] - first[t] <= 3
                )
                if fits and (opens or (closes and kind[previous] != ROAD)):
                    chosen = t
                    leads = opens
                previous = t
            if chosen >= 0:
                free[chosen] = False
                h = append_words(number, h, h0, data, first[chosen], last[chosen])
                following = chosen + 1
                if (
                    following < count
                    and free[following]
                    and segment[following] == segment[chosen]
                    and last[following] - first[following] == 1
                    and is_lower(data[first[following]])
                    and is_digit(number[h - 1])
                    and not (leads and _is_compass_letter(data[first[following]]))
                ):
                    number[h] = data[first[following]]
                    h += 1
                    free[following] = False
                elif (
                    following < count
                    and free[following]
                    and segment[following] == segment[chosen]
                    and _is_bis(data, first[following], last[following])
                    and leads
                ):
                    for i in range(first[following], last[following]):
                        number[h] = data[i]
                        h += 1
                    free[following] = False
            elif at_box >= 0:  # a PO box in place of a house
                h = append_words(number, h, h0, box, x0, x)
                for t in range(at_box):
                    if free[t] and segment[t] == segment[at_box]:
                        s = append_words(street, s, s0, data, first[t], last[t], plain=True)
                        free[t] = False
                if s == s0:
                    for c in _BOX:
                        street[s] = c
                        s += 1
                for t in range(count):
                    if free[t]:
                        r = append_words(rest, r, r0, data, first[t], last[t], plain=True)
                    free[t] = False
            # the street ends with the first segment, from the number's on, that has a word left
            ends = commas
            if chosen >= 0:
                for t in range(count - 1, -1, -1):
                    if free[t] and segment[t] >= segment[chosen]:
                        ends = segment[t]
            for t in range(count):
                if free[t] and segment[t] <= ends:
                    s = append_words(street, s, s0, data, first[t], last[t], plain=True)
                elif free[t]:
                    r = append_words(rest, r, r0, data, first[t], last[t], plain=True)
        bounds[0, v + 1] = s
        bounds[1, v + 1] = h
        bounds[2, v + 1] = u
        bounds[3, v + 1] = r
        bounds[4, v + 1] = x
    return (
        bounds,
        street[:s].copy(),
        number[:h].copy(),
        unit[:u].copy(),
        rest[:r].copy(),
        box[:x].copy(),
    )
