"""Writing a part of one text as further words of another."""

from __future__ import annotations

from twinset._jit import inline
from twinset.kernels.text import SPACE

COMMA = 44


@inline
def append_words(out, size, begin, data, first, last, plain=False):
    """Write ``data[first:last]`` as further words of the text that begins at ``begin``, commas
    left out; the new size. ``plain`` also turns # - and / into spaces."""
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
