"""Which cells may hold several phone numbers: what is left for regular expressions and Python."""

from __future__ import annotations

import numpy as np

from twinset._jit import kernel

# ; | , / & newlines tab +, which stand between two numbers
_BETWEEN = (59, 124, 44, 47, 38, 10, 13, 9, 43)
_MOST = 15  # digits of one number (E.164)


@kernel("(int64[::1], uint8[::1], int64)")
def may_be_several(offsets, data, fewest):
    """Texts (ASCII) with at least ``fewest`` digits and, behind one of them, a letter or a sign of
    ``_BETWEEN``, or two spaces and then 0 or a bracket; or with more digits than one number has
    and a space between two of them: (n,) bool."""
    several = np.zeros(offsets.size - 1, np.bool_)
    for v in range(offsets.size - 1):
        start, stop = offsets[v], offsets[v + 1]
        if stop - start <= fewest:
            continue
        digits = 0
        between = spaced = False
        for i in range(start, stop):
            c = data[i]
            if 48 <= c <= 57:
                digits += 1
                spaced = spaced or (digits > 1 and data[i - 1] == 32)
            elif digits > 0:
                letter = 97 <= c | 32 <= 122
                between = between or letter or c in _BETWEEN
                if c == 32 and not between and i + 1 < stop and data[i + 1] in (40, 48):
                    # two spaces or more, back to a digit
                    k = i
                    while data[k] == 32:
                        k -= 1
                    between = i - k > 1 and 48 <= data[k] <= 57
        several[v] = (between and digits >= fewest) or (spaced and digits > _MOST)
    return several
