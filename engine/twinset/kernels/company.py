"""Kernels over company names: their words, and what of them is a legal form.

Batches as in ``twinset.kernels.text``. A *form* is a legal form as it stands in a name (one word
or several); the tables are made in ``twinset.standardize.companies``.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.letters import is_lower, is_upper
from twinset.kernels.text import ALONE, DROP, SPACE, find_token

ALIAS = 124  # "|": a trading or former name follows
_DOT_GAP = 1  # between two words stood a dot
_SLASH_GAP = 2
_TA, _AKA, _DBA, _FKA = 0x7461, 0x616B61, 0x646261, 0x666B61  # the letters

# where a form, or a word that goes with it, is dropped
IN_FRONT = 1
BEHIND = 2
SEPARATES = 4  # another name follows
BRANCH = 8  # a branch or department: dropped with what follows a form
# of a word: forms start or end with it, so that most words cost one look-up
STARTS = 16
ENDS = 32
ANNOUNCES = 64  # starts a form that separates

LONGEST_FORM = 6  # words


@inline
def _starts_fused_form(data, i, start, stop):
    """True at the A of "SiemensAG": three lower-case letters, then two to four capitals, the end
    of the word."""
    if not is_upper(data[i]) or i - start < 3:
        return False
    if not (is_lower(data[i - 1]) and is_lower(data[i - 2]) and is_lower(data[i - 3])):
        return False
    end = i
    while end < stop and is_upper(data[end]):
        end += 1
    if not 2 <= end - i <= 4:
        return False
    return end == stop or not (is_lower(data[end]) or 48 <= data[end] <= 57)


@inline
def _joins(out, gaps, at, first, last):
    """True where the gap at ``at`` stands between two initials of one word.

    "S.p.A." and "S P A" are one word; "V L.P." are two: a bare space beside a dotted run parts.
    """
    if at - 1 < first or at + 1 >= last:
        return False
    if not (is_lower(out[at - 1]) and is_lower(out[at + 1])):
        return False
    if at - 2 >= first and out[at - 2] != SPACE:
        return False
    if at + 2 < last and out[at + 2] != SPACE:
        return False
    if gaps[at]:
        return True
    dotted_before = at - 2 > first and gaps[at - 2] and _is_single(out, at - 3, first, last)
    dotted_behind = at + 2 < last and gaps[at + 2] and _is_single(out, at + 3, first, last)
    return not (dotted_before or dotted_behind)


@inline
def _is_single(out, at, first, last):
    """True where a letter is a word by itself."""
    if at < first or at >= last or not is_lower(out[at]):
        return False
    return (at == first or out[at - 1] == SPACE) and (at + 1 == last or out[at + 1] == SPACE)


@inline
def _alias_mark(folded, gaps, gap, length):
    """Where the t/a, a/k/a, d/b/a or f/k/a ends that stands behind ``gap`` and before another
    word; 0 where none does."""
    if gaps[gap] == _SLASH_GAP:
        return 0
    first = gap + 1
    for size in (3, 5):
        stop = first + size
        if stop + 1 >= length or folded[stop] != SPACE or gaps[stop] == _SLASH_GAP:
            continue
        letters = 0
        for i in range(first, stop, 2):
            letters = letters * 256 + np.int64(folded[i])
        slashes = True
        for i in range(first + 1, stop, 2):
            slashes = slashes and folded[i] == SPACE and gaps[i] == _SLASH_GAP
        if slashes and letters in (_TA, _AKA, _DBA, _FKA):
            return stop
    return 0


@kernel("(int64[::1], uint8[::1], uint8[::1])")
def company_words(offsets, data, table):
    """Fold as ``text.fold`` does, initials joined ("S.p.A." to "spa"), t/a and its like to "|"."""
    n = offsets.size - 1
    longest = 0
    for v in range(n):
        longest = max(longest, offsets[v + 1] - offsets[v])
    folded = np.empty(2 * longest + 1, np.uint8)  # one text, before its initials are joined
    gaps = np.empty(2 * longest + 1, np.uint8)
    out = np.empty(2 * data.size, np.uint8)
    out_offsets = np.zeros(n + 1, np.int64)
    size = 0
    for v in range(n):
        length = 0
        pending = False
        gap = 0
        for i in range(offsets[v], offsets[v + 1]):
            action = table[data[i]]
            if action == DROP:
                continue
            if action == SPACE:
                pending = True
                if data[i] == 46:
                    gap = _DOT_GAP
                elif data[i] == 47:
                    gap = _SLASH_GAP
                continue
            if length > 0 and (
                pending
                or action == ALONE
                or _starts_fused_form(data, i, offsets[v], offsets[v + 1])
            ):
                folded[length] = SPACE
                gaps[length] = gap
                length += 1
            pending = action == ALONE
            gap = 0
            folded[length] = data[i] if action == ALONE else action
            gaps[length] = 0
            length += 1
        skip_to = 0
        for i in range(length):
            if i < skip_to:
                continue
            if folded[i] != SPACE:
                out[size] = folded[i]
                size += 1
                continue
            stop = _alias_mark(folded, gaps, i, length)
            if stop > 0:
                out[size], out[size + 1], out[size + 2] = SPACE, ALIAS, SPACE
                size += 3
                skip_to = stop + 1
            elif not _joins(folded, gaps, i, 0, length):
                out[size] = SPACE
                size += 1
        out_offsets[v + 1] = size
    return out_offsets, out[:size].copy()


@inline
def _form_behind(data, first, last, slots, key_offsets, keys, places, starts, stops, word_keys):
    """(key, word where it starts) of the longest form that words ``first..last-1`` end with."""
    key = word_keys[last - 1]
    if key < 0 or not places[key] & (BEHIND | ENDS):
        return -1, last
    found, found_at = (key, last - 1) if places[key] & BEHIND else (-1, last)
    if places[key] & ENDS:
        for at in range(last - 2, max(first, last - LONGEST_FORM) - 1, -1):
            key = find_token(data, starts[at], stops[last - 1], slots, key_offsets, keys)
            if key >= 0 and places[key] & BEHIND:
                found, found_at = key, at
    return found, found_at


@inline
def _form_in_front(
    data, first, last, slots, key_offsets, keys, places, starts, stops, word_keys, wanted
):
    """(key, word behind it) of the longest form that words ``first..last-1`` start with."""
    key = word_keys[first]
    if key < 0 or not places[key] & (wanted | STARTS | ANNOUNCES):
        return -1, first
    found, found_end = (key, first + 1) if places[key] & wanted else (-1, first)
    if places[key] & (STARTS | ANNOUNCES):
        for at in range(first + 1, min(last, first + LONGEST_FORM)):
            key = find_token(data, starts[first], stops[at], slots, key_offsets, keys)
            if key >= 0 and places[key] & wanted:
                found, found_end = key, at + 1
    return found, found_end


@inline
def _landmarks(data, count, slots, key_offsets, keys, places, starts, stops, word_keys):
    """The word that starts the name behind "trading as" (``count`` without one), and the word
    where the first name ends: behind "acme ltd" of "acme ltd london branch"."""
    cut = count
    behind_form = -1
    for at in range(1, count):
        if word_keys[at] < 0:
            continue
        here = places[word_keys[at]]
        if here & (ANNOUNCES | SEPARATES):
            key, end = _form_in_front(
                data,
                at,
                count,
                slots,
                key_offsets,
                keys,
                places,
                starts,
                stops,
                word_keys,
                SEPARATES,
            )
            if key >= 0 and end < count:
                return end, min(cut, at)
        if here & BRANCH and behind_form >= 0:
            cut = min(cut, behind_form)
        if here & BEHIND and behind_form < 0:
            behind_form = at + 1
    return count, cut


@kernel(
    "(int64[::1], uint8[::1], int32[::1], int64[::1], uint8[::1], uint8[::1], int16[::1],"
    " uint8[::1], int64)"
)
def strip_forms(offsets, data, slots, key_offsets, keys, places, forms, specific, part):
    """Drop legal forms at either end. Takes ``company_words``.

    ``places[key]`` says where a form is dropped; ``forms[key]`` is its number, -1 for words that
    only go with one ("and", "the"). ``part`` 0 takes the name, 1 the trading or former name that
    follows it (empty where there is none). Gives offsets, data, and the form of each text (int16,
    -1 none): the outermost, but one that is ``specific[form]`` before one that is not. A text of
    nothing but forms stays whole.
    """
    n = offsets.size - 1
    longest = 1
    for v in range(n):
        longest = max(longest, offsets[v + 1] - offsets[v])
    # Which lengths the keys of a first letter have: most words need no look-up. With it, and with
    # arrays handed to helpers only where need be, 1.1 to 0.35 microseconds a name.
    lengths = np.zeros(256, np.uint64)
    for key in range(key_offsets.size - 1):
        length = np.uint64(min(key_offsets[key + 1] - key_offsets[key], 63))
        lengths[keys[key_offsets[key]]] |= np.uint64(1) << length
    starts = np.empty(longest, np.int64)
    stops = np.empty(longest, np.int64)
    word_keys = np.empty(longest, np.int64)
    out = np.empty(data.size, np.uint8)
    out_offsets = np.zeros(n + 1, np.int64)
    found = np.full(n, -1, np.int16)
    size = 0
    for v in range(n):
        count = 0
        seen = 0
        at, stop = offsets[v], offsets[v + 1]
        while at < stop:
            start = at
            while at < stop and data[at] != SPACE:
                at += 1
            key = -1
            if (lengths[data[start]] >> np.uint64(min(at - start, 63))) & np.uint64(1):
                key = find_token(data, start, at, slots, key_offsets, keys)
            if key >= 0:
                seen |= places[key]
            starts[count], stops[count], word_keys[count] = start, at, key
            count += 1
            at += 1
        other, cut = count, count
        if seen & (SEPARATES | ANNOUNCES | BRANCH):
            other, cut = _landmarks(
                data, count, slots, key_offsets, keys, places, starts, stops, word_keys
            )
        first, last = (0, cut) if part == 0 else (other, count)
        whole_first, whole_last = first, last
        form = -1
        while first < last:
            key = word_keys[last - 1]
            at = last
            if key >= 0 and places[key] & ENDS:
                key, at = _form_behind(
                    data, first, last, slots, key_offsets, keys, places, starts, stops, word_keys
                )
            elif key >= 0 and places[key] & BEHIND:
                at = last - 1
            if at < last:
                last = at
            else:
                key = word_keys[first]
                if key < 0 or not places[key] & (IN_FRONT | STARTS):
                    break
                key, at = _form_in_front(
                    data, first, last, slots, key_offsets, keys, places, starts, stops, word_keys,
                    IN_FRONT,
                )  # fmt: skip
                if key < 0:
                    break
                first = at
            number = forms[key]
            if number >= 0 and (form < 0 or (specific[number] and not specific[form])):
                form = number
        if first >= last:
            first, last = whole_first, whole_last
        if first < last:
            for i in range(starts[first], stops[last - 1]):
                out[size] = data[i]
                size += 1
        out_offsets[v + 1] = size
        found[v] = form
    return out_offsets, out[:size].copy(), found
