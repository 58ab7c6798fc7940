"""Comparison levels of given and family names, together; the memo is that of ``levels``."""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.levels import _put, _slot
from twinset.kernels.similarity import (
    character_mask,
    damerau,
    distance_bound,
    jaro_winkler,
    jaro_winkler_bound,
)
from twinset.kernels.sounds import scratch, sound_similarity

_SPACE = 32

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
def _spelling_level(data, offsets, relatives, a, b):
    """The level of two names in one script; see ``_name_level``."""
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
def _name_level(data, offsets, relatives, voices, table, a, b):
    """0 different, 1 similar, 2 initial, 3 part, 4 variant, 5 close, 6 exact.

    A variant is a nickname, or the same sounds in another script.
    """
    level = _spelling_level(data, offsets, relatives, a, b)
    scripts = voices[0]
    two_scripts = scripts.size > 0 and scripts[a] != scripts[b]
    if level <= 3 and two_scripts and sound_similarity(voices, a, b, table) >= _SOUNDS_ALIKE:
        return 4
    return level


@inline
def _remembered_level(values, memo, table, a, b):
    data, offsets, relatives, voices = values
    memo_keys, memo_levels = memo
    if a == b:
        return 6
    slot, key = _slot(memo_keys, a, b)
    if memo_keys[slot] == key:
        return np.int64(memo_levels[slot])
    level = _name_level(data, offsets, relatives, voices, table, a, b)
    memo_keys[slot] = key
    memo_levels[slot] = level
    return level


@kernel(
    "void(int32[::1], int32[::1], int32[::1], int32[::1], int64[::1], uint8[::1], uint64[::1],"
    " Tuple((uint8[::1], uint8[::1], int64[::1], int16[::1], float32[:, ::1], float32[:, ::1],"
    " uint8[::1])), uint64[::1], int8[::1], int64, int64, uint64[::1])"
)
def compare_names(
    left, right, given, family, offsets, data, relatives, voices, memo_keys, memo_levels,
    given_shift, family_shift, packed,
):  # fmt: skip
    """Given and family name together; both code columns are over one set of values.

    Level 7 of the given name is "swapped": each stands in the other's column. The family name is
    null then, so that the agreement counts once. ``voices`` are the values' scripts and sounds (see
    ``kernels.sounds.sound_similarity``), empty where all names were in Latin letters.
    """
    table = scratch(voices[0].size > 0)
    values = (data, offsets, relatives, voices)
    memo = (memo_keys, memo_levels)
    for i in range(len(left)):
        ga, gb = given[left[i]], given[right[i]]
        fa, fb = family[left[i]], family[right[i]]
        g = np.int64(-1)
        f = np.int64(-1)
        if ga >= 0 and gb >= 0:
            g = _remembered_level(values, memo, table, ga, gb)
        if fa >= 0 and fb >= 0:
            f = _remembered_level(values, memo, table, fa, fb)
        if g < 3 and f < 3 and (g >= 0 or f >= 0):
            crossed = 0
            contradicted = False
            if ga >= 0 and fb >= 0:
                if _remembered_level(values, memo, table, ga, fb) >= 5:
                    crossed += 1
                elif fa >= 0 and gb >= 0:
                    contradicted = True
            if not contradicted and fa >= 0 and gb >= 0:
                if _remembered_level(values, memo, table, fa, gb) >= 5:
                    crossed += 1
                elif ga >= 0 and fb >= 0:
                    contradicted = True
            if crossed > 0 and not contradicted:
                g, f = np.int64(7), np.int64(-1)
        _put(packed, i, g, given_shift)
        _put(packed, i, f, family_shift)
