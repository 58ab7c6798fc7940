"""Comparison levels of given and family names, together; the memo is that of ``levels``."""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.edit_distance import damerau
from twinset.kernels.glances import (
    SPACE_BIT,
    VALUES,
    may_be_one_slip,
    may_reach_winkler,
    same_first,
    text_length,
    winkler_needs,
)
from twinset.kernels.jaro_winkler import jaro_winkler
from twinset.kernels.keys import mix64
from twinset.kernels.levels import _put
from twinset.kernels.sounds import scratch, sound_similarity
from twinset.kernels.words import ONE

SIEVE_BITS = 1 << 16
_SPACE = 32
_SIMILAR, _CLOSE = 0.8, 0.92  # Jaro-Winkler

# Two names of one record in two scripts that sound so alike are as near as a nickname.
_SOUNDS_ALIKE = 0.7


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
def _may_be_token(glances, a, b):
    """Whether ``a`` may be one of several tokens of ``b``, by their characters."""
    return glances[b, 0] & SPACE_BIT != 0 and glances[a, 0] & ~glances[b, 0] == 0


@inline
def _may_agree(glances, needs, a, b):
    """False where two names in one script that are no nicknames can only be different."""
    if may_reach_winkler(glances, a, b, needs):
        return True
    shorter = min(text_length(glances, a), text_length(glances, b))
    if shorter == 1 and same_first(glances, a, b):
        return True
    if shorter >= 4 and may_be_one_slip(glances, a, b):
        return True
    return _may_be_token(glances, a, b) or _may_be_token(glances, b, a)


@inline
def _may_be_relatives(sieve, mixed):
    bit = mixed >> np.uint64(48)
    return sieve[bit >> np.uint64(6)] >> (bit & np.uint64(63)) & ONE != 0


@inline
def _spelling_level(values, needs, known, a, b, key):
    """The level of two unequal names in one script; see ``_name_level``."""
    offsets, data, glances = values
    shorter = min(text_length(glances, a), text_length(glances, b))
    if shorter == 1:
        return 2 if same_first(glances, a, b) else 0
    at = np.searchsorted(known, key)
    if at < len(known) and known[at] == key:
        return 4
    a0, a1, b0, b1 = offsets[a], offsets[a + 1], offsets[b], offsets[b + 1]
    similarity = 0.0
    if may_reach_winkler(glances, a, b, needs):
        similarity = jaro_winkler(data, a0, a1, data, b0, b1, _SIMILAR)
        if similarity >= _CLOSE:
            return 5
    near = shorter >= 4 and may_be_one_slip(glances, a, b)
    if near and damerau(data, a0, a1, data, b0, b1, 1) <= 1:
        return 5
    if _may_be_token(glances, a, b) and _is_token(data, a0, a1, b0, b1):
        return 3
    if _may_be_token(glances, b, a) and _is_token(data, b0, b1, a0, a1):
        return 3
    return 1 if similarity >= _SIMILAR else 0


@inline
def _name_level(values, needs, relatives, voices, table, memo, a, b):
    """0 different, 1 similar, 2 initial, 3 part, 4 variant, 5 close, 6 exact.

    A variant is a nickname, or the same sounds in another script. What a glance does not decide is
    remembered.
    """
    if a == b:
        return np.int64(6)
    known, sieve = relatives
    low, high = (a, b) if a < b else (b, a)
    key = (np.uint64(low) << np.uint64(32)) | np.uint64(high)
    mixed = mix64(key)
    scripts = voices[0]
    two_scripts = scripts.size > 0 and scripts[a] != scripts[b]
    asked = two_scripts or _may_be_relatives(sieve, mixed) or _may_agree(values[2], needs, a, b)
    if not asked:
        return np.int64(0)
    memo_keys, memo_levels = memo
    slot = np.int64(mixed & np.uint64(len(memo_keys) - 1))
    if memo_keys[slot] == key + ONE:
        return np.int64(memo_levels[slot])
    level = _spelling_level(values, needs, known, a, b, key)
    if level <= 3 and two_scripts and sound_similarity(voices, a, b, table) >= _SOUNDS_ALIKE:
        level = 4
    memo_keys[slot] = key + ONE
    memo_levels[slot] = level
    return np.int64(level)


@kernel(
    f"void(int32[::1], int32[::1], int32[::1], int32[::1], {VALUES},"
    " Tuple((uint64[::1], uint64[::1])),"
    " Tuple((uint8[::1], uint8[::1], int64[::1], int16[::1], float32[:, ::1], float32[:, ::1],"
    " uint8[::1])), uint64[::1], int8[::1], int64, int64, uint64[::1])"
)
def compare_names(
    left, right, given, family, values, relatives, voices, memo_keys, memo_levels, given_shift,
    family_shift, packed,
):  # fmt: skip
    """Given and family name together; both code columns are over one set of values.

    Level 7 of the given name is "swapped": each stands in the other's column, one of them at least
    close, the other a variant or better. The family name is null then, so that the agreement counts
    once. ``relatives`` are the nicknames: pairs of codes,
    low << 32 | high, sorted, and a sieve of ``SIEVE_BITS`` bits where bit ``mix64(pair) >> 48`` is
    set for each. ``voices`` are the values' scripts and sounds (see
    ``kernels.sounds.sound_similarity``), empty where all names were in Latin letters.
    """
    table = scratch(voices[0].size > 0)
    needs = winkler_needs(_SIMILAR)
    memo = (memo_keys, memo_levels)
    for i in range(len(left)):
        ga, gb = given[left[i]], given[right[i]]
        fa, fb = family[left[i]], family[right[i]]
        g = np.int64(-1)
        f = np.int64(-1)
        crossed = np.int64(0)
        contradicted = False
        least = 4 if min(min(ga, gb), min(fa, fb)) >= 0 else 5  # of two, one may be a variant
        for which in range(4):  # the given names, the family names, then each with the other's
            if (which == 2 and (max(g, f) >= 3 or max(g, f) < 0)) or contradicted:
                break
            a = ga if which == 0 or which == 2 else fa
            b = gb if which == 0 or which == 3 else fb
            if a < 0 or b < 0:
                continue
            level = _name_level(values, needs, relatives, voices, table, memo, a, b)
            if which == 0:
                g = level
            elif which == 1:
                f = level
            elif level >= least:
                crossed = max(crossed, level)
            else:
                contradicted = True
        if crossed >= 5 and not contradicted:
            g, f = np.int64(7), np.int64(-1)
        _put(packed, i, g, given_shift)
        _put(packed, i, f, family_shift)
