"""Hashed tokens, and parts of tokens, of distinct values."""

from __future__ import annotations

from twinset._jit import inline, kernel
from twinset.kernels.keys import hash_slice

TOKENS, QGRAMS, SUFFIXES = 0, 1, 2


@inline
def _put(data, start, stop, code, count, codes, keys):
    if len(keys) > 0:
        codes[count] = code
        keys[count] = hash_slice(data, start, stop, 0)
    return count + 1


@kernel("int64(uint8[::1], int64[::1], int64, int64, int32[::1], uint64[::1])")
def gram_keys(data, offsets, kind, size, codes, keys):
    """The keys of every value's tokens (``TOKENS``; of ``size`` characters at least), of their
    substrings of ``size`` characters (``QGRAMS``) or of their endings of ``size`` and more
    characters (``SUFFIXES``). A token shorter than ``size`` gives itself, but for ``TOKENS``.

    Fills ``codes`` and ``keys`` (keys,), or only counts where these are empty. Repetitions within
    a value are kept. Returns the keys.
    """
    count = 0
    for code in range(len(offsets) - 1):
        begin, stop = offsets[code], offsets[code + 1]
        for position in range(offsets[code], stop + 1):
            if position < stop and data[position] != 32:
                continue
            length = position - begin
            if length > 0:
                if kind == TOKENS:
                    if length >= size:
                        count = _put(data, begin, position, code, count, codes, keys)
                elif length <= size:
                    count = _put(data, begin, position, code, count, codes, keys)
                elif kind == QGRAMS:
                    for first in range(begin, position - size + 1):
                        count = _put(data, first, first + size, code, count, codes, keys)
                else:
                    for first in range(begin, position - size + 1):
                        count = _put(data, first, position, code, count, codes, keys)
            begin = position + 1
    return count
