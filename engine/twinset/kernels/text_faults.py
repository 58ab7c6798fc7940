"""What is wrong with a text whatever it means: spaces, case, damage. One pass over UTF-8.

A batch is ``offsets`` (n + 1,) int64 and ``data`` (bytes,) uint8, as Arrow has it. ``classes``
(0x110000,) uint8 says what each code point is, as a sum of the classes below.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import kernel
from twinset.kernels.text import _point_at

# classes of code points
WHITE = 1
INVISIBLE = 2
UPPER = 4
LOWER = 8
LEAD = 16  # what the first byte of a UTF-8 sequence looks like in Windows-1252
TRAIL = 32  # what its other bytes look like
JOINED = 64  # letters and their marks, which joiners may stand between
JOINER = 128

# what is found about a text
BLANK = 1
STRAY = 2
SHOUTS = 4
WHISPERS = 8
SUSPECT = 16

_SHOUT = 3
_WHISPER = 2


@kernel("(int64[::1], uint8[::1], uint8[::1])")
def text_faults(offsets, data, classes):
    """(n,) uint8, the sum of what is found about each text.

    BLANK: nothing that is seen. STRAY: white space at an end or two in a row, or an invisible
    character; a joiner between two letters is spelling. SHOUTS: three cased
    letters or more, all upper case. WHISPERS: two or more, all lower case. SUSPECT: a pair of
    characters as UTF-8 read in Windows-1252 gives them.
    """
    found = np.zeros(offsets.size - 1, np.uint8)
    for v in range(offsets.size - 1):
        upper, lower, seen = 0, 0, 0
        flags = 0
        before = np.uint8(WHITE)  # as if a space stood in front: so a first one is one too many
        pending = False  # a joiner waits for the letter that follows
        i = offsets[v]
        while i < offsets[v + 1]:
            point, i = _point_at(data, i)
            kind = classes[point]
            if pending and not kind & JOINED:
                flags |= STRAY
            pending = False
            if kind & WHITE:
                if before & WHITE:
                    flags |= STRAY
            elif kind & JOINER:
                pending = True
                if not before & JOINED:
                    flags |= STRAY
            elif kind & INVISIBLE:
                flags |= STRAY
            else:
                seen += 1
            upper += (kind & UPPER) != 0
            lower += (kind & LOWER) != 0
            if kind & TRAIL and before & LEAD:
                flags |= SUSPECT
            before = kind
        if pending or (before & WHITE and offsets[v] < offsets[v + 1]):
            flags |= STRAY
        if seen == 0:
            flags |= BLANK
        if upper >= _SHOUT and lower == 0:
            flags |= SHOUTS
        if lower >= _WHISPER and upper == 0:
            flags |= WHISPERS
        found[v] = flags
    return found


@kernel("(int64[::1], uint8[::1])")
def may_be_untidy(offsets, data):
    """Texts (UTF-8) that are empty, or have a character below 32 or above 126, a space at an end or
    two in a row: (n,) bool."""
    n = offsets.size - 1
    untidy = np.zeros(n, np.bool_)
    for v in range(n):
        before = np.uint8(32)
        found = False
        for i in range(offsets[v], offsets[v + 1]):
            c = data[i]
            found |= (c < 32) | (c > 126) | ((c == 32) & (before == 32))
            before = c
        untidy[v] = found | (before == 32)
    return untidy
