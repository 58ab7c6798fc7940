"""Which characters a text holds, as 64 bits: a bound on what two texts have in common."""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.words import ONE, popcount


@inline
def character_mask(a, a0, a1):
    """64 bits that say which characters a text holds, computed once per distinct value.

    Bits 0-25: the letter occurs; 26-51: it occurs twice or more; 52-61: the digit occurs; 62-63:
    one class each for all other characters, of even and of odd code. A bit that is set in one
    text only is a character that finds no partner.
    """
    mask = np.uint64(0)
    for i in range(a0, a1):
        character = np.int64(a[i])
        if 97 <= character <= 122:
            bit = ONE << np.uint64(character - 97)
            if mask & bit:
                bit <<= np.uint64(26)
            mask |= bit
        elif 48 <= character <= 57:
            mask |= ONE << np.uint64(52 + character - 48)
        else:
            mask |= ONE << np.uint64(62 + (character & 1))
    return mask


@inline
def common_bound(length_a, mask_a, length_b, mask_b):
    """Upper bound on the characters (with multiplicity) that two texts have in common."""
    return min(
        length_a - popcount(mask_a & ~mask_b),
        length_b - popcount(mask_b & ~mask_a),
    )


@kernel()  # for benchmarks and tests: compiled on first use
def character_masks(data, offsets, out):
    """``character_mask`` of every distinct value; ``out`` is (distinct,) uint64."""
    for code in range(offsets.size - 1):
        out[code] = character_mask(data, offsets[code], offsets[code + 1])
