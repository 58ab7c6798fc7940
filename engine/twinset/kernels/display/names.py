"""ASCII names with their case repaired: ``standardize.name_display`` in one pass over bytes.

Only case changes and spaces fall away, so that a text is repaired where it stands.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.letters import is_lower, is_upper
from twinset.kernels.text import SPACE, find_token

# what a word of the table is (bits)
SMALL = 1  # a particle, small inside a name
IN_FRONT = 2  # small in front of a family name too
MIXED = 4  # has capitals of its own, behind a name: PhD, III
MAC = 8  # MacDonald
ELIDED = 16  # O', dell': what follows begins with a capital
ABBREVIATED = 32  # a word without a vowel: ST. JOHN, no initials

_MOST_WORDS = 64
_TURNS = 4

# letter case of a text
_NONE, _UPPER, _LOWER = 0, 1, 2
_CARED_FOR = 3


@inline
def _separates(c):
    """Space , ; / ( ) and the double quote."""
    return c in (32, 34, 40, 41, 44, 47, 59)


@inline
def _style(text, start, stop):
    """The cases that occur, added up."""
    found = _NONE
    for i in range(start, stop):
        if is_upper(text[i]):
            found |= _UPPER
        elif is_lower(text[i]):
            found |= _LOWER
    return found


@inline
def _is_long(low, start, stop):
    """Three letters in a row."""
    run = 0
    for i in range(start, stop):
        run = run + 1 if is_lower(low[i]) else 0
        if run == 3:
            return True
    return False


@inline
def _is_vowel(low):
    return low in (97, 101, 105, 111, 117)


@inline
def _consonant_capital(c):
    return is_upper(c) and c != 89 and not _is_vowel(c + 32)


@inline
def _is_initials(text, start, stop):
    """JP, T.S., K.: one consonant in capitals or two, with a dot or without."""
    i = start
    for _ in range(2):
        if i < stop and _consonant_capital(text[i]):
            i += 1
        elif i == start:
            return False
        if i < stop and text[i] == 46:
            i += 1
    return i == stop


@inline
def _has_vowel(low, start, stop):
    for i in range(start, stop):  # noqa: SIM110 - Numba has no generators here
        if low[i] == 121 or _is_vowel(low[i]):
            return True
    return False


@inline
def _kind(low, start, stop, slots, key_offsets, keys, kinds):
    """The bits of a word, 0 if the table has none."""
    if stop - start < 1 or stop - start > 12:
        return 0
    key = find_token(low, start, stop, slots, key_offsets, keys)
    return np.int64(kinds[key]) if key >= 0 else 0


@inline
def _raise_first(text, start, stop):
    """A capital on the first letter, unless a digit stands before it."""
    for i in range(start, stop):
        if is_lower(text[i]):
            text[i] -= 32
            return
        if 48 <= text[i] <= 57:
            return


@inline
def _capitalize(text, low, start, stop, slots, key_offsets, keys, kinds):
    """The capitals of one word, or of what stands between hyphens. It is in small letters."""
    at = start + 1
    while at < stop:
        if text[at] == 39 or text[at] == 96:
            if (
                stop - at <= 2
                or not _kind(low, start, at, slots, key_offsets, keys, kinds) & ELIDED
            ):
                break
            _raise_first(text, start, at)
            start = at + 1
            at = start
        at += 1
    size = stop - start
    if _kind(low, start, stop, slots, key_offsets, keys, kinds) & MAC:
        text[start] -= 32
        text[start + 3] -= 32
    elif size > 4 and low[start] == 109 and low[start + 1] == 99 and is_lower(low[start + 2]):
        text[start] -= 32
        text[start + 2] -= 32
    elif (
        size > 2
        and low[start] == 105
        and low[start + 1] == 106
        and is_lower(low[start + 2])
        and low[start + 2] != 121
        and not _is_vowel(low[start + 2])
    ):
        text[start] -= 32
        text[start + 1] -= 32
    else:
        _raise_first(text, start, stop)


@inline
def _repair(text, low, start, stop, slots, key_offsets, keys, kinds):
    """A word in small letters but for the capitals that its parts between - and . begin with."""
    last = start  # the last border
    for i in range(start, stop):
        text[i] = low[i]
        if low[i] == 45 or low[i] == 46:
            last = i
    part = start
    for i in range(start, stop + 1):
        if i < stop and low[i] != 45 and low[i] != 46:
            continue
        small = False
        if part > start and i <= last:
            small = _kind(low, part, i, slots, key_offsets, keys, kinds) & SMALL != 0
        elif part == start and i - part == 2 and i < stop and low[i] == 45:  # al- el- as- ad-
            a, b = low[part], low[part + 1]
            small = (b == 108 and (a == 97 or a == 101)) or (a == 97 and (b == 115 or b == 100))
        if not small:
            _capitalize(text, low, part, i, slots, key_offsets, keys, kinds)
        part = i + 1


@kernel(
    "(int64[::1], uint8[::1], boolean, int32[::1], int64[::1], uint8[::1], uint8[::1], "
    "int64[::1], uint8[::1])"
)
def show_names(
    offsets, data, family, slots, key_offsets, keys, kinds, value_offsets, values
):  # fmt: skip
    """The display form of each text (UTF-8), and which texts this can't decide: (n,) bool, empty
    texts: what is not printable ASCII, has @ or : or more than ``_MOST_WORDS`` words.

    ``slots``, ``key_offsets`` and ``keys`` are the table of words (see ``find_token``), ``kinds``
    what each is, ``values`` how the MIXED ones are written. ``family``: whether these are family
    names.
    """
    n = offsets.size - 1
    text = np.empty(data.size, np.uint8)
    low = np.empty(data.size, np.uint8)
    out_offsets = np.zeros(n + 1, np.int64)
    undecided = np.zeros(n, np.bool_)
    begins = np.empty(_MOST_WORDS, np.int64)
    ends = np.empty(_MOST_WORDS, np.int64)
    styles = np.empty(_MOST_WORDS, np.int64)
    stop = 0
    for v in range(n):
        start = stop
        hard = False
        letters = 0
        whole_style = _NONE
        count = 0
        inside = False
        for i in range(offsets[v], offsets[v + 1]):
            c = data[i]
            if c < 32 or c > 126 or c == 64 or c == 58:
                hard = True
                break
            if c == SPACE and (stop == start or text[stop - 1] == SPACE):
                inside = False
                continue
            if _separates(c):
                inside = False
            else:
                if not inside:
                    if count == _MOST_WORDS:
                        hard = True
                        break
                    begins[count] = stop
                    styles[count] = _NONE
                    count += 1
                    inside = True
                ends[count - 1] = stop + 1
                if is_upper(c):
                    styles[count - 1] |= _UPPER
                    letters += 1
                elif is_lower(c):
                    styles[count - 1] |= _LOWER
                    letters += 1
            text[stop] = c
            low[stop] = c + 32 if is_upper(c) else c
            stop += 1
        if hard:
            undecided[v] = True
            stop = start
            out_offsets[v + 1] = stop
            continue
        if stop > start and text[stop - 1] == SPACE:
            stop -= 1
        out_offsets[v + 1] = stop
        for _ in range(_TURNS):
            whole_style = _NONE
            careless = False
            cared_for = False
            for w in range(count):
                whole_style |= styles[w]
                cared_for = cared_for or styles[w] == _CARED_FOR
                if styles[w] in (_UPPER, _LOWER) and not careless:
                    careless = _is_long(low, begins[w], ends[w])
            everything = (careless and not cared_for) or (
                letters > 1 and whole_style in (_UPPER, _LOWER)
            )
            changed = False
            for w in range(count):
                begin, end, style = begins[w], ends[w], styles[w]
                if style in (_NONE, _CARED_FOR) or (style == _LOWER and not everything):
                    continue
                first, last = begin, end
                dotted = False
                for i in range(begin, end):
                    dotted = dotted or low[i] == 46
                while first < last and low[first] == 46:
                    first += 1
                while last > first and low[last - 1] == 46:
                    last -= 1
                kind = 0
                key = -1
                if first < last and last - first <= 12:
                    key = find_token(low, first, last, slots, key_offsets, keys)
                    kind = np.int64(kinds[key]) if key >= 0 else 0
                known = kind & ABBREVIATED != 0 or (kind & MIXED != 0 and w > 0)
                if not known and _is_initials(text, begin, end):
                    continue
                if style == _UPPER and not everything:
                    shouted = (
                        _is_long(low, begin, end)
                        and not kind & MIXED
                        and _has_vowel(low, begin, end)
                    )
                    if not shouted:
                        continue
                if kind & MIXED and w > 0:
                    for i in range(begin, end):
                        text[i] = low[i]
                    for k in range(last - first):
                        text[first + k] = values[value_offsets[key] + k]
                else:
                    small = False
                    if kind & SMALL and w < count - 1 and not dotted:
                        small = (
                            w > 0
                            or (family and kind & IN_FRONT != 0)
                            or _kind(
                                low, begins[w + 1], ends[w + 1], slots, key_offsets, keys, kinds
                            )
                            & SMALL
                            != 0
                        )
                    if small:
                        for i in range(begin, end):
                            text[i] = low[i]
                    else:
                        _repair(text, low, begin, end, slots, key_offsets, keys, kinds)
                now = _style(text, begin, end)
                changed = changed or now != style
                styles[w] = now
            if not changed:
                break
    return out_offsets, text[:stop].copy(), undecided
