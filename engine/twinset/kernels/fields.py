"""Kernels that read one kind of field: emails, phone numbers, full names, addresses.

Batches of texts are as in ``kernels/text.py``: offsets (n + 1,) int64, data uint8 ASCII, an empty
text is null. Dates have their own file.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.text import SPACE, find_token, integral_stop

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
def _lower(character):
    return character + 32 if 65 <= character <= 90 else character


@inline
def _equals(data, start, stop, text):
    """``text`` is bytes."""
    if stop - start != len(text):
        return False
    for k in range(len(text)):  # noqa: SIM110 - Numba has no generators here
        if data[start + k] != text[k]:
            return False
    return True


@inline
def _in_local_part(c):
    """The characters of an RFC 5322 dot-atom, lower case."""
    return _is_letter(c) or _is_digit(c) or c in (
        33, 35, 36, 37, 38, 39, 42, 43, 45, 46, 47, 61, 63, 94, 95, 96, 123, 124, 125, 126,
    )  # fmt: skip


@inline
def _in_domain(c):
    return _is_letter(c) or _is_digit(c) or c == 45 or c == 46 or c == 95


@kernel(
    "(int64[::1], uint8[::1], int32[::1], int64[::1], uint8[::1], int32[::1], int64[::1], "
    "uint8[::1])"
)
def canonical_emails(
    offsets, data, local_slots, local_offsets, locals_, host_slots, host_offsets, hosts
):
    """The first address in each text in canonical form, or empty where there is none.

    An address is an @ with local characters before it and domain characters after it, so
    "mailto:", angle brackets, display names and further addresses fall away. Lower case; the
    local part loses a +tag, and its dots at Gmail; googlemail.com becomes gmail.com. Empty where
    the local part, or the domain's first label, is in a table (see ``find_token``) of those that
    stand for nobody.
    """
    n = offsets.size - 1
    out = np.empty(data.size, np.uint8)
    out_offsets = np.zeros(n + 1, np.int64)
    size = 0
    for v in range(n):
        begin = size
        start, stop = offsets[v], offsets[v + 1]
        for at in range(start, stop):
            if data[at] != 64:
                continue
            first = at
            while first > start and _in_local_part(_lower(data[first - 1])):
                first -= 1
            last = at + 1
            while last < stop and _in_domain(_lower(data[last])):
                last += 1
            while first < at and data[first] in (39, 46):  # a quote or dot is no first character
                first += 1
            while last > at + 1 and data[last - 1] in (45, 46, 95):
                last -= 1
            domain = at + 1
            while domain < last and data[domain] in (45, 46, 95):
                domain += 1
            if domain == last:
                continue
            for i in range(first, at):
                c = _lower(data[i])
                if c == 43 and size > begin:
                    break
                out[size] = c
                size += 1
            while size > begin and out[size - 1] == 46:
                size -= 1
            if size == begin:
                continue
            at_out = size
            out[size] = 64
            size += 1
            for i in range(domain, last):
                out[size] = _lower(data[i])
                size += 1
            if _equals(out, at_out + 1, size, b"googlemail.com"):
                size = at_out + 10
                for k in range(9):
                    out[at_out + 1 + k] = b"gmail.com"[k]
            if _equals(out, at_out + 1, size, b"gmail.com"):
                kept = begin
                for i in range(begin, size):
                    if out[i] != 46 or i > at_out:
                        out[kept] = out[i]
                        kept += 1
                at_out -= size - kept
                size = kept
            label = at_out + 1
            while label < size and out[label] != 46:
                label += 1
            if (
                find_token(out, begin, at_out, local_slots, local_offsets, locals_) >= 0
                or find_token(out, at_out + 1, label, host_slots, host_offsets, hosts) >= 0
            ):
                size = begin
            break
        out_offsets[v + 1] = size
    return out_offsets, out[:size].copy()


@inline
def _same_or_counting(digits, first, last):
    """All one digit, or each one more than the last: what people type who have no number."""
    same = True
    counting = True
    for i in range(first + 1, last):
        step = (int(digits[i]) - int(digits[i - 1])) % 10
        same = same and step == 0
        counting = counting and step == 1
    return same or counting


@inline
def _has_prefix(digits, first, last, prefix):
    """Whether the decimal number ``prefix`` (> 0) stands at ``first``; its length, or 0."""
    length = 1
    power = 10
    while prefix >= power:
        power *= 10
        length += 1
    if last - first < length:
        return 0
    value = 0
    for i in range(first, first + length):
        value = value * 10 + int(digits[i]) - 48
    return length if value == prefix else 0


@kernel("(int64[::1], uint8[::1], int64[::1], int32[::1], int64[::1], int64[::1], int64[::1])")
def phone_numbers(offsets, data, text, country, calling, trunk, shortest):
    """The first phone number of text ``text[i]`` as dialled from ``country[i]``, as digits.

    ``country`` indexes ``calling`` (calling code), ``trunk`` (0: "0"; 1, 8: that digit before ten
    more; 6: Hungary's "06"; -1: none) and ``shortest`` (digits of a national number); -1 where it
    is not known. A number with + or 00, or of a known country, comes out in E.164 order without
    the plus; another one as the national digits without leading zeros. Empty: fewer than 6
    digits, or a placeholder (all digits equal or counting up).
    """
    n = text.size
    out = np.empty(n * 20, np.uint8)
    out_offsets = np.zeros(n + 1, np.int64)
    digits = np.empty(16, np.uint8)
    size = 0
    for v in range(n):
        start = offsets[text[v]]
        stop = integral_stop(data, start, offsets[text[v] + 1])
        plus = False
        count = 0
        i = start
        while i < stop:
            c = _lower(data[i])
            if _is_digit(c):
                if count < 15:
                    digits[count] = c
                    count += 1
            elif c == 43:
                if count >= 6:
                    break
                plus = plus or count == 0
            elif (
                c == 40
                and i + 2 < stop
                and data[i + 1] == 48
                and data[i + 2] == 41
                and (plus or (count > 2 and digits[0] == 48 and digits[1] == 48))
            ):
                i += 2  # the trunk prefix in +44 (0)20
            elif (_is_letter(c) or c in (10, 35, 44, 47, 59, 124)) and count >= 7:
                break  # an extension, a remark or a second number
            i += 1
        first = 0
        if not plus and count >= 10:
            if digits[0] == 48 and digits[1] == 48:
                plus = True
                first = 2
            elif (
                count >= 13
                and digits[0] == 48
                and digits[1] == 49
                and digits[2] == 49
                and country[v] >= 0
                and calling[country[v]] == 1
            ):
                plus = True
                first = 3
        code = np.int64(0)
        if plus:
            while first < count and digits[first] == 48:
                first += 1
            if country[v] >= 0 and trunk[country[v]] == 0:
                length = _has_prefix(digits, first, count, calling[country[v]])
                if length > 0 and first + length < count and digits[first + length] == 48:
                    code = calling[country[v]]  # +49 0171: the trunk prefix does not belong
                    first += length + 1
        elif country[v] < 0:
            while first < count and digits[first] == 48:
                first += 1
        else:
            code = calling[country[v]]
            kind = trunk[country[v]]
            if (kind == 0 and count > 0 and digits[0] == 48) or (
                kind in (1, 8) and count == 11 and digits[0] == 48 + kind
            ):
                first = 1
            elif kind == 6 and count >= 9 and digits[0] == 48 and digits[1] == 54:
                first = 2
            else:
                length = _has_prefix(digits, 0, count, code)
                if length > 0 and count - length >= shortest[country[v]]:
                    code = np.int64(0)  # written with the calling code, without a plus
        if count - first >= 6 and not _same_or_counting(digits, first, count):
            power = np.int64(1)
            while code >= power * 10:
                power *= 10
            while code > 0 and power > 0:
                out[size] = 48 + (code // power) % 10
                size += 1
                power //= 10
            for k in range(first, count):
                out[size] = digits[k]
                size += 1
        out_offsets[v + 1] = size
    return out_offsets, out[:size].copy()


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
    s = h = u = r = 0
    for v in range(n):
        s0, h0, u0, r0 = s, h, u, r
        start, stop = offsets[v], offsets[v + 1]
        # tokens without commas; segment borders are kept as "a comma stands before token t"
        count = 0
        segment = np.zeros(_MAX_TOKENS, np.int64)
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
