"""Phone numbers read as people type them; ``numbering_plans`` say what their digits are.

Batches of texts are as in ``kernels/text.py``.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.letters import is_letter
from twinset.kernels.numbering_plans import (
    DAMAGED,
    INVALID,
    NEEDS_LIBRARY,
    NEEDS_PLAN,
    PLACEHOLDER,
    SHORTEST,
    VALID,
    resolve,
)
from twinset.kernels.text import find_token, integral_stop
from twinset.kernels.words import at

_ROOM = 16  # free in front of the digits, for what transform rules put there
_MOST = 48  # digits that are read; no number has more than 20
_AGAIN = 3
_LONGEST = 15  # digits of an E.164 number with its calling code
_LONGEST_ANYWHERE = 17  # with a calling code that nothing shows: +49 and 15, which is valid there
_KEYPAD = np.array([int(c) for c in "22233344455566677778889999"], np.uint8)

# what a character of a number is
_DIGIT = np.uint8(0)
_BETWEEN = np.uint8(1)
_TELLING = np.uint8(2)
_CLASSES = np.full(256, _BETWEEN, np.uint8)
_CLASSES[48:58] = _DIGIT
_CLASSES[np.frombuffer(b"+#;,\n|/", np.uint8)] = _TELLING
_CLASSES[65:91] = _CLASSES[97:123] = _TELLING


@inline
def _same_or_counting(digits, first, last):
    """All one digit, or each one more than the last: what people type who have no number."""
    same = True
    counting = True
    i = first + 1
    while i < last and (same or counting):
        step = np.int64(digits[i]) - np.int64(digits[i - 1])
        same = same and step == 0
        counting = counting and (step == 1 or step == -9)
        i += 1
    return same or counting


@inline
def _extension(data, i, stop, slots, label_offsets, labels, word):
    """(begin, end) of the extension whose label starts at ``i``, (i, i) if it is none.

    The label is letters in the table ``labels``, or # , ; or both; ``word`` is room for it. Behind
    the digits stands nothing but punctuation.
    """
    at = i
    while at < stop and data[at] in (32, 35, 44, 59):
        at += 1
    size = 0
    while at < stop and is_letter(data[at]) and size < word.size:
        word[size] = data[at] | 32
        size += 1
        at += 1
    if size > 0 and find_token(word, 0, size, slots, label_offsets, labels) < 0:
        return i, i
    while at < stop and data[at] in (9, 32, 45, 46, 58, 61):
        at += 1
    begin = at
    while at < stop and 48 <= data[at] <= 57:
        at += 1
    end = at
    if end - begin > (9 if size > 0 else 6):
        return i, i
    while at < stop:
        if is_letter(data[at]) or 48 <= data[at] <= 57:
            return i, i
        at += 1
    return begin, end


@inline
def _is_damaged(data, start, stop):
    """4.9E+11: a spreadsheet's rounding."""
    i = start
    digits = 0
    while i < stop and (48 <= data[i] <= 57 or data[i] in (44, 46)):
        digits += 1
        i += 1
    if digits == 0 or i + 2 >= stop or data[i] | 32 != 101:
        return False
    i += 1
    if data[i] == 43:
        i += 1
    begin = i
    while i < stop and 48 <= data[i] <= 57:
        i += 1
    return i == stop and 1 <= stop - begin <= 2


@inline
def _begins_anew(data, i, stop):
    """Whether a number starts behind the slash at ``i``: / 0171, / +49, / (030."""
    i += 1
    while i < stop and data[i] == 32:
        i += 1
    digits = 0
    opens = i < stop and data[i] in (40, 43, 48)
    while i < stop and (not is_letter(data[i])):
        digits += 48 <= data[i] <= 57
        i += 1
    return opens and digits >= SHORTEST


@inline
def _has_letters(data, begin, stop):
    for i in range(begin, stop):  # noqa: SIM110 - Numba has no generators here
        if is_letter(data[i]):
            return True
    return False


@inline
def _read_keypad(data, begin, stop, digits):
    """Digits and letters (1-800-FLOWERS) as digits; where they end, or 0 if there are fewer than
    three letters, or what no number is written with."""
    last = _ROOM
    letters = 0
    for i in range(begin, stop):
        c = data[i]
        if 48 <= c <= 57 or is_letter(c):
            if last == digits.size:
                return 0
            digits[last] = c - 48 if c <= 57 else _KEYPAD[(c | 32) - 97]
            letters += c > 57
            last += 1
        elif c not in (32, 40, 41, 42, 43, 45, 46, 47, 91, 93, 126):
            return 0
    return last if letters >= 3 else 0


@inline
def _read_digits(data, begin, stop, slots, label_offsets, labels, word, digits):
    """The digits of the first number in data[begin:stop]: (where they end in ``digits``, whether
    a + stands in front, begin and end of the extension, where it stopped reading)."""
    plus = False
    last = _ROOM
    i = begin
    while i < stop:
        c = at(data, i)
        kind = at(_CLASSES, c)
        if kind != _TELLING:
            # without a branch: digits and what stands between them come as they like, and a third
            # of the guesses was wrong
            digits[np.uint64(min(last, digits.size - 1))] = c - 48
            last += kind == _DIGIT and last < digits.size
        elif c == 43:
            if last > _ROOM:
                break
            plus = True
        elif is_letter(c) or c in (35, 44, 59):
            if last >= _ROOM + 3 and not is_letter(data[i - 1]):
                first, end = _extension(data, i, stop, slots, label_offsets, labels, word)
                if end > first:
                    return last, plus, first, end, i
                if last - _ROOM >= 7:
                    break  # a remark, or a second number
        elif (c in (10, 124) or (c == 47 and _begins_anew(data, i, stop))) and last - _ROOM >= 7:
            break
        i += 1
    return last, plus, stop, stop, i


@kernel(
    "(int64[::1], uint8[::1], int64[::1], int32[::1], int32[::1], int64[::1], uint8[::1], "
    "int32[:, ::1], int32[:, ::1], int32[:, ::1], int32[:, ::1])"
)
def parse_phones(
    offsets, data, text, region, slots, label_offsets, labels, nodes, prefixes, regions, codes
):
    """The first phone number of text ``text[i]`` as dialled from row ``region[i]`` of ``regions``.

    ``region`` is -1 where it is not known; ``slots``, ``label_offsets`` and ``labels`` are the
    table (see ``find_token``) of words before extensions. Returns offsets and digits of the
    numbers (calling code and national number where the country is known, else the national digits
    without leading zeros; empty for NO_NUMBER, DAMAGED and NEEDS_..., for a PLACEHOLDER that
    would be no valid number, and for what has fewer digits or more than a number), what each is
    (uint8), its calling code (int32, 0 if not known) and begin and end of its extension in
    ``data`` (n, 2).
    """
    n = text.size
    out = np.empty(n * 20 + _MOST, np.uint8)
    out_offsets = np.zeros(n + 1, np.int64)
    verdict = np.zeros(n, np.uint8)
    calling = np.zeros(n, np.int32)
    extensions = np.zeros((n, 2), np.int64)
    digits = np.empty(_ROOM + _MOST, np.uint8)
    word = np.empty(16, np.uint8)
    size = 0
    for v in range(n):
        out_offsets[v + 1] = size
        start = offsets[text[v]]
        stop = integral_stop(data, start, offsets[text[v] + 1])
        while start < stop and data[start] == 32:
            start += 1
        while stop > start and data[stop - 1] == 32:
            stop -= 1
        if _is_damaged(data, start, stop):
            verdict[v] = DAMAGED
            continue
        begin = start
        while begin < stop and not (48 <= data[begin] <= 57 or data[begin] == 43):
            begin += 1
        kind = INVALID
        code = 0
        first = last = count = ext_begin = ext_end = read = 0
        plus = nobody = abroad = written_over = False
        # the digits; in a country that dials something else, 00 and the digits; letters too; and
        # if all this makes no valid number, the digits again, as each reading writes over the last;
        # then what came out of it, until it stays as it is: 0000012345 has five trunk prefixes
        for reading in range(4 + _AGAIN):
            dials = True
            if reading >= 4:
                if code == 0:
                    break
                while first < last and digits[first] == 0:
                    first += 1
                rest = code
                while rest > 0:
                    first -= 1
                    digits[first] = rest % 10
                    rest //= 10
            else:
                if reading == 2:
                    end = read if ext_end > ext_begin else stop
                    if not _has_letters(data, begin, end):
                        continue
                    written_over = True
                    last = _read_keypad(data, begin, end, digits)
                    if last == 0:
                        continue
                elif reading == 0 or (abroad and not plus if reading == 1 else written_over):
                    written_over = reading == 1
                    last, plus, ext_begin, ext_end, read = _read_digits(
                        data, begin, stop, slots, label_offsets, labels, word, digits
                    )
                else:
                    continue
                first = _ROOM
                count = last - first
                if reading == 0:
                    nobody = count >= SHORTEST and _same_or_counting(digits, first, last)
                    abroad = count >= 10 and digits[first] == 0 and digits[first + 1] == 0
                if not 2 <= count < digits.size - _ROOM:
                    break
                if abroad and not plus and (region[v] < 0 or reading == 1):
                    first += 2
                else:
                    dials = plus or reading == 1
            kind, code, first = resolve(
                nodes, prefixes, regions, codes, digits, first, last, dials, region[v]
            )
            if kind == VALID and reading >= 4:
                kind = INVALID
                break
            if kind != INVALID or nobody:
                break
        if count == 0:
            continue
        calling[v] = code
        verdict[v] = kind
        if kind in (NEEDS_PLAN, NEEDS_LIBRARY):
            continue
        while kind != VALID and first < last and digits[first] == 0:
            first += 1
        size_of_number = last - first
        if nobody or (size_of_number >= SHORTEST and _same_or_counting(digits, first, last)):
            verdict[v] = PLACEHOLDER
            if kind != VALID:
                continue
        width = 3 if code >= 100 else 2 if code >= 10 else 1 if code > 0 else 0
        # what is longer than any number is none: cut to size, it would be another one
        longest = _LONGEST - width if code > 0 else _LONGEST_ANYWHERE
        if kind != VALID and not SHORTEST <= size_of_number <= longest:
            verdict[v] = INVALID
            continue
        extensions[v, 0] = ext_begin
        extensions[v, 1] = ext_end
        for k in range(width - 1, -1, -1):
            out[size + k] = 48 + code % 10
            code //= 10
        size += width
        for k in range(first, last):
            out[size] = 48 + digits[k]
            size += 1
        out_offsets[v + 1] = size
    return out_offsets, out[:size].copy(), verdict, calling, extensions
