"""Writing parts of texts: as further words of another text, or as texts of their own."""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
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


@kernel("(uint8[::1], int64[::1], int64[::1])")
def pieces(data, begins, ends):
    """The texts ``data[begins[i]:ends[i]]`` as one batch: offsets (n + 1,) and characters."""
    offsets = np.zeros(begins.size + 1, np.int64)
    for i in range(begins.size):
        offsets[i + 1] = offsets[i] + max(0, ends[i] - begins[i])
    out = np.empty(offsets[-1], np.uint8)
    for i in range(begins.size):
        for k in range(offsets[i + 1] - offsets[i]):
            out[offsets[i] + k] = data[begins[i] + k]
    return offsets, out
