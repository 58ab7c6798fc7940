"""Comparison levels of emails, phones and identifiers, one value a record or several.

As in ``kernels.levels``: ``level + 1`` is ORed into the packed comparison vector at ``shift``,
null is 0. The ``compare_any_*`` kernels take (rows, values) codes, -1 for none, and compare every
value of one record with every value of the other: the best level counts. They also say how common
the values are that agreed: ``agreed`` is empty, or (pairs,) float32 and receives the natural log of
the frequency, NaN where a side has no value. Of two unequal values the more common counts, as in
``kernels.scoring``; of several pairs of values on the best level the rarest. Where ``agreed`` is
asked for, ``packed`` is left alone for records of one value each: nothing is to be compared there.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.edit_distance import damerau
from twinset.kernels.glances import (
    VALUES,
    may_reach_winkler,
    number_length,
    number_slips,
    same_tail,
    winkler_needs,
)
from twinset.kernels.jaro_winkler import jaro_winkler
from twinset.kernels.levels import _put, _slot

_EXACT = 4  # of both kinds of levels
_SIMILAR, _CLOSE = 0.88, 0.95  # Jaro-Winkler of local parts


@kernel("void(uint8[::1], int64[::1], int64[::1], uint8[::1])")
def local_parts(data, offsets, out_offsets, out):
    """What stands before the first ``@`` of each address, all where there is none. ``out`` has room
    for ``data``."""
    filled = 0
    out_offsets[0] = 0
    for code in range(len(offsets) - 1):
        for position in range(offsets[code], offsets[code + 1]):
            if data[position] == 64:
                break
            out[filled] = data[position]
            filled += 1
        out_offsets[code + 1] = filled


@inline
def _digits_level(values, a, b, tail):
    """Of unequal numbers: 0 different, 1 two slips, 2 one slip, 3 same last ``tail``."""
    offsets, data, glances = values
    if min(number_length(glances, a), number_length(glances, b)) < 6:
        return 0
    if tail > 0 and same_tail(glances, a, b, tail):
        return 3
    if number_slips(glances, a, b) > 2:
        return 0
    slips = damerau(data, offsets[a], offsets[a + 1], data, offsets[b], offsets[b + 1], 2)
    return 2 if slips <= 1 else (1 if slips == 2 else 0)


@inline
def _email_level(values, x, y, needs, memo_keys, memo_levels):
    """Of unequal addresses with the local parts x and y: 0 different, 1 similar local part,
    2 close, 3 same."""
    if x == y:
        return 3
    offsets, data, glances = values
    if not may_reach_winkler(glances, x, y, needs):
        return 0
    slot, key = _slot(memo_keys, x, y)
    if memo_keys[slot] == key:
        return np.int64(memo_levels[slot])
    value = jaro_winkler(
        data, offsets[x], offsets[x + 1], data, offsets[y], offsets[y + 1], _SIMILAR
    )
    level = np.int64(2 if value >= _CLOSE else (1 if value >= _SIMILAR else 0))
    memo_keys[slot] = key
    memo_levels[slot] = level
    return level


@kernel(f"void(int32[::1], int32[::1], int32[::1], {VALUES}, int64, int64, uint64[::1])")
def compare_digits(left, right, codes, values, tail, shift, packed):
    """Numbers as text: 0 different, 1 two slips, 2 one slip, 3 same last ``tail`` (at most 8),
    4 exact.

    ``tail`` 0 leaves level 3 out. Slips count from six characters on: below, one slip of a
    three-digit number is most other numbers. The glances are those of numbers.
    """
    for i in range(len(left)):
        a, b = codes[left[i]], codes[right[i]]
        level = np.int64(-1)
        if a >= 0 and b >= 0:
            level = np.int64(_EXACT)
            if a != b:
                level = np.int64(_digits_level(values, a, b, tail))
        _put(packed, i, level, shift)


@inline
def _more_common(log_frequency, a, b):
    return max(log_frequency[a], log_frequency[b])


@inline
def _only_one(codes, row):
    """Whether a record has no value after its first."""
    one = True
    for p in range(1, codes.shape[1]):
        one = one and codes[row, p] < 0
    return one


@inline
def _one_each(codes, log_frequency, left, right):
    """``agreed`` of two records of one value each; NaN where one has none."""
    a, b = codes[left, 0], codes[right, 0]
    if a < 0 or b < 0:
        return np.float32(np.nan)
    return _more_common(log_frequency, a, b)


@inline
def _report(agreed, i, level, rarest):
    if len(agreed) > 0:
        agreed[i] = rarest if level >= 0 else np.float32(np.nan)


@kernel(
    f"void(int32[::1], int32[::1], int32[:, ::1], {VALUES}, int64, float32[::1], int64,"
    " uint64[::1], float32[::1])"
)
def compare_any_digits(left, right, codes, values, tail, log_frequency, shift, packed, agreed):
    """``compare_digits`` over all values of two records."""
    for i in range(len(left)):
        if agreed.size > 0 and _only_one(codes, left[i]) and _only_one(codes, right[i]):
            agreed[i] = _one_each(codes, log_frequency, left[i], right[i])
            continue
        level = np.int64(-1)
        rarest = np.float32(np.inf)
        for p in range(codes.shape[1]):
            a = codes[left[i], p]
            if a < 0:
                continue
            for q in range(codes.shape[1]):
                b = codes[right[i], q]
                if b < 0 or (level == _EXACT and a != b):
                    continue
                found = np.int64(_EXACT)
                if a != b:
                    found = np.int64(_digits_level(values, a, b, tail))
                if found >= level:
                    if agreed.size > 0:
                        common = _more_common(log_frequency, a, b)
                        rarest = common if found > level else min(rarest, common)
                    level = found
        _put(packed, i, level, shift)
        _report(agreed, i, level, rarest)


@kernel(
    f"void(int32[::1], int32[::1], int32[:, ::1], int32[::1], {VALUES}, float32[::1],"
    " uint64[::1], int8[::1], int64, uint64[::1], float32[::1])"
)
def compare_any_email(
    left, right, emails, locals_, values, log_frequency, memo_keys, memo_levels, shift, packed,
    agreed,
):  # fmt: skip
    """The best over all values of 0 different, 1 similar local part, 2 close local part, 3 same
    local part, 4 exact. ``locals_`` is the local part of each address's code, ``values`` are the
    local parts. Of one value a record too: a kernel for that alone takes half a second to compile.
    """
    needs = winkler_needs(_SIMILAR)
    for i in range(len(left)):
        if agreed.size > 0 and _only_one(emails, left[i]) and _only_one(emails, right[i]):
            agreed[i] = _one_each(emails, log_frequency, left[i], right[i])
            continue
        level = np.int64(-1)
        rarest = np.float32(np.inf)
        for p in range(emails.shape[1]):
            a = emails[left[i], p]
            if a < 0:
                continue
            for q in range(emails.shape[1]):
                b = emails[right[i], q]
                if b < 0 or (level == _EXACT and a != b):
                    continue
                found = np.int64(_EXACT)
                if a != b:
                    found = np.int64(
                        _email_level(values, locals_[a], locals_[b], needs, memo_keys, memo_levels)
                    )
                if found >= level:
                    if agreed.size > 0:
                        common = _more_common(log_frequency, a, b)
                        rarest = common if found > level else min(rarest, common)
                    level = found
        _put(packed, i, level, shift)
        _report(agreed, i, level, rarest)
