"""Comparison levels of emails, phones and identifiers, one value a record or several.

As in ``kernels.levels``: ``level + 1`` is ORed into the packed comparison vector at ``shift``,
null is 0. The ``compare_any_*`` kernels take (rows, values) codes, -1 for none, and compare every
value of one record with every value of the other: the best level counts. They also say how common
the values are that agreed: ``agreed`` is empty, or (pairs,) float32 and receives the natural log of
the frequency, NaN where a side has no value. Of two unequal values the more common counts, as in
``kernels.scoring``; of several pairs of values on the best level the rarest.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.levels import _put, _slot, _winkler
from twinset.kernels.similarity import damerau

_EXACT = 4  # of both kinds of levels


@inline
def _digits_level(data, a0, a1, b0, b1, tail):
    """Of unequal numbers: 0 different, 1 two slips, 2 one slip, 3 same last ``tail``."""
    if min(a1 - a0, b1 - b0) < 6:
        return 0
    same = 0
    while same < tail and a1 - same > a0 and b1 - same > b0:
        if data[a1 - same - 1] != data[b1 - same - 1]:
            break
        same += 1
    if tail > 0 and same == tail:
        return 3
    slips = damerau(data, a0, a1, data, b0, b1, 2)
    return 2 if slips <= 1 else (1 if slips == 2 else 0)


@inline
def _email_level(offsets, data, x, y, memo_keys, memo_levels):
    """Of unequal addresses with the local parts x and y: 0 different, 1 similar local part,
    2 close, 3 same."""
    if x == y:
        return 3
    slot, key = _slot(memo_keys, x, y)
    if memo_keys[slot] == key:
        return np.int64(memo_levels[slot])
    a0, a1, b0, b1 = offsets[x], offsets[x + 1], offsets[y], offsets[y + 1]
    value = _winkler(data, a0, a1, b0, b1, 0.88)
    level = np.int64(2 if value >= 0.95 else (1 if value >= 0.88 else 0))
    memo_keys[slot] = key
    memo_levels[slot] = level
    return level


@kernel(
    "void(int32[::1], int32[::1], int32[::1], int64[::1], uint8[::1], int64, int64, uint64[::1])"
)
def compare_digits(left, right, codes, offsets, data, tail, shift, packed):
    """Numbers as text: 0 different, 1 two slips, 2 one slip, 3 same last ``tail``, 4 exact.

    ``tail`` 0 leaves level 3 out. Slips count from six characters on: below, one slip of a
    three-digit number is most other numbers.
    """
    for i in range(len(left)):
        a, b = codes[left[i]], codes[right[i]]
        level = np.int64(-1)
        if a >= 0 and b >= 0:
            level = np.int64(_EXACT)
            if a != b:
                level = np.int64(
                    _digits_level(
                        data, offsets[a], offsets[a + 1], offsets[b], offsets[b + 1], tail
                    )
                )
        _put(packed, i, level, shift)


@kernel(
    "void(int32[::1], int32[::1], int32[::1], int32[::1], int64[::1], uint8[::1], uint64[::1],"
    " int8[::1], int64, uint64[::1])"
)
def compare_email(
    left, right, emails, locals_, offsets, data, memo_keys, memo_levels, shift, packed
):
    """0 different, 1 similar local part, 2 close local part, 3 same local part, 4 exact."""
    for i in range(len(left)):
        a, b = emails[left[i]], emails[right[i]]
        level = np.int64(-1)
        if a >= 0 and b >= 0:
            level = np.int64(_EXACT)
            if a != b:
                x, y = locals_[left[i]], locals_[right[i]]
                level = np.int64(_email_level(offsets, data, x, y, memo_keys, memo_levels))
        _put(packed, i, level, shift)


@inline
def _more_common(log_frequency, a, b):
    return max(log_frequency[a], log_frequency[b])


@inline
def _report(agreed, i, level, rarest):
    if len(agreed) > 0:
        agreed[i] = rarest if level >= 0 else np.float32(np.nan)


@kernel(
    "void(int32[::1], int32[::1], int32[:, ::1], int64[::1], uint8[::1], int64, float32[::1],"
    " int64, uint64[::1], float32[::1])"
)
def compare_any_digits(
    left, right, codes, offsets, data, tail, log_frequency, shift, packed, agreed
):
    """``compare_digits`` over all values of two records."""
    for i in range(len(left)):
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
                    found = np.int64(
                        _digits_level(
                            data, offsets[a], offsets[a + 1], offsets[b], offsets[b + 1], tail
                        )
                    )
                if found >= level:
                    common = _more_common(log_frequency, a, b)
                    rarest = common if found > level else min(rarest, common)
                    level = found
        _put(packed, i, level, shift)
        _report(agreed, i, level, rarest)


@kernel(
    "void(int32[::1], int32[::1], int32[:, ::1], int32[::1], int64[::1], uint8[::1], float32[::1],"
    " uint64[::1], int8[::1], int64, uint64[::1], float32[::1])"
)
def compare_any_email(
    left, right, emails, locals_, offsets, data, log_frequency, memo_keys, memo_levels, shift,
    packed, agreed,
):  # fmt: skip
    """``compare_email`` over all values; ``locals_`` is the local part of each address's code."""
    for i in range(len(left)):
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
                        _email_level(offsets, data, locals_[a], locals_[b], memo_keys, memo_levels)
                    )
                if found >= level:
                    common = _more_common(log_frequency, a, b)
                    rarest = common if found > level else min(rarest, common)
                    level = found
        _put(packed, i, level, shift)
        _report(agreed, i, level, rarest)
