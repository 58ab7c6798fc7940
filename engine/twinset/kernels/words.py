"""Machine words and characters: bit counts, and masks of where a character occurs in a text.

The floor under the bit-parallel kernels. ``at`` is how they read a character: an unsigned index
needs no test for Python's negative ones, which made Jaro-Winkler on surnames a third faster.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, overload

from twinset._jit import inline, inline_owner

ONE = np.uint64(1)
ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
WORD = 64  # characters in one machine word
TABLE = 256  # entries of a match table: the values of one byte


@inline
def at(text, index):
    """``text[index]`` for an index that is known to be >= 0."""
    return text[np.uint64(index)]


def one_byte(text):
    """True where the array's characters are bytes: known when a kernel is compiled."""
    return bool(text.itemsize == 1)


@overload(one_byte)
def _one_byte(text):
    answer = text.dtype.bitwidth == 8
    return lambda text: answer


@inline
def popcount(word):
    """Set bits of a uint64. LLVM turns this loop into one instruction."""
    count = 0
    while word:
        word &= word - ONE
        count += 1
    return count


@inline
def trailing_zeros(word):
    """Index of the lowest set bit of a uint64 that is not 0."""
    return popcount((word & (~word + ONE)) - ONE)


@intrinsic
def stack_table(_context: Any) -> Any:
    """Pointer to ``TABLE`` uint64 on the stack of the calling function, not initialised.

    Wrap it with ``numba.carray`` in the function that uses it and never return it. An array from
    the heap took 70 ns a pair, as much as the whole comparison of two surnames.
    """

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        word = context.get_value_type(types.uint64)
        return cgutils.alloca_once(builder, word, size=TABLE)

    return types.CPointer(types.uint64)(), generate


if numba.config.DISABLE_JIT:  # for coverage runs: an intrinsic has no Python form
    import ctypes

    def stack_table() -> Any:
        buffer = (ctypes.c_uint64 * TABLE)()
        return ctypes.cast(buffer, ctypes.POINTER(ctypes.c_uint64))


@inline
def fill_match_table(table, a, a0, a1, b, b0, b1):
    """Bit i of ``table[c]`` is set where ``a[a0 + i]`` is c; 0 for other characters of ``b``.

    uint8 texts, ``a`` of at most 64 characters. Entries of characters in neither text stay
    undefined.
    """
    for j in range(b0, b1):
        table[at(b, j)] = np.uint64(0)
    for i in range(a0, a1):
        table[at(a, i)] = np.uint64(0)
    bit = ONE
    for i in range(a0, a1):
        table[at(a, i)] |= bit
        bit <<= ONE


@inline_owner
def dense_ids(a, a0, a1, b, b0, b1):
    """Number the distinct characters of both texts from 0: (ids of a, ids of b, count).

    For long texts only, where arrays indexed by character id replace tables over all of Unicode.
    """
    size = 64
    while size < 2 * (a1 - a0 + b1 - b0):
        size *= 2
    keys = np.full(size, -1, np.int64)
    ids = np.empty(size, np.int32)
    ids_a = np.empty(a1 - a0, np.int32)
    ids_b = np.empty(b1 - b0, np.int32)
    count = 0
    for side in range(2):
        for i in range(a1 - a0 if side == 0 else b1 - b0):
            character = np.int64(at(a, a0 + i)) if side == 0 else np.int64(at(b, b0 + i))
            slot = (character * 40503) & (size - 1)
            while keys[slot] != character:
                if keys[slot] < 0:
                    keys[slot] = character
                    ids[slot] = count
                    count += 1
                else:
                    slot = (slot + 1) & (size - 1)
            if side == 0:
                ids_a[i] = ids[slot]
            else:
                ids_b[i] = ids[slot]
    return ids_a, ids_b, count
