"""Glances: two words for each distinct value that tell most unlike pairs apart, text unread.

Of the unequal values that meet in blocks nine in ten cannot reach the lowest level of their
comparison; a glance says so from one cache line a side. Every test here is a bound: it may let a
pair through that turns out unlike, never the reverse.

A glance is (mask, head), uint64 each. Of a text: ``character_masks.character_mask``, and the length
over the first four characters, the first one lowest. Of a number: how often each digit occurs, and
the last eight characters, the last one highest.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, inline_owner, kernel
from twinset.kernels.character_masks import character_mask, common_bound
from twinset.kernels.jaro_winkler import SLACK, WINKLER_FLOOR, WINKLER_PREFIX, WINKLER_WEIGHT
from twinset.kernels.words import ONE, at, popcount, trailing_zeros

VALUES = "Tuple((int64[::1], uint8[::1], uint64[:, ::1]))"
"""The type of a column's distinct values in signatures: offsets, text, glances."""

SPACE_BIT = ONE << np.uint64(62)
"""Of a text's mask: set where it has a space (or another sign of even code)."""

TAIL = 8  # characters of a number that its glance holds
_DIGIT_BITS = 6  # a digit counts up to six times: 10 x 6 bits, and 4 for the length
_COUNTS = (ONE << np.uint64(60)) - ONE
_BYTE = np.uint64(0xFF)


@kernel("void(uint8[::1], int64[::1], uint64[:, ::1])")
def text_glances(data, offsets, out):
    """The glance of every distinct text; ``out`` is (distinct, 2)."""
    for code in range(len(out)):
        start, stop = offsets[code], offsets[code + 1]
        head = np.uint64(stop - start) << np.uint64(32)
        for k in range(min(WINKLER_PREFIX, stop - start)):
            head |= (np.uint64(at(data, start + k)) & _BYTE) << np.uint64(8 * k)
        out[code, 0] = character_mask(data, start, stop)
        out[code, 1] = head


@kernel("void(uint8[::1], int64[::1], uint64[:, ::1])")
def number_glances(data, offsets, out):
    """The glance of every distinct number (or other short text); ``out`` is (distinct, 2).

    Characters that leave the same rest by ten count as one, so letters are welcome too. The mask
    holds the length, up to 15, in its upper four bits.
    """
    for code in range(len(out)):
        start, stop = offsets[code], offsets[code + 1]
        mask = np.uint64(min(stop - start, 15)) << np.uint64(60)
        for i in range(start, stop):
            bit = ONE << np.uint64(_DIGIT_BITS * (np.int64(at(data, i)) % 10))
            for _ in range(_DIGIT_BITS):
                if not mask & bit:
                    mask |= bit
                    break
                bit <<= ONE
        tail = np.uint64(0)
        for k in range(min(TAIL, stop - start)):
            tail |= (np.uint64(at(data, stop - 1 - k)) & _BYTE) << np.uint64(8 * (TAIL - 1 - k))
        out[code, 0] = mask
        out[code, 1] = tail


@inline
def text_length(glances, a):
    return np.int64(glances[a, 1] >> np.uint64(32))


@inline
def same_first(glances, a, b):
    """Whether two texts begin with the same character."""
    return (glances[a, 1] ^ glances[b, 1]) & _BYTE == 0


@inline
def common_characters(glances, a, b):
    """Upper bound on the characters that two texts have in common."""
    return common_bound(
        text_length(glances, a), glances[a, 0], text_length(glances, b), glances[b, 0]
    )


@inline
def may_be_one_slip(glances, a, b):
    """Whether the edit distance of two texts may be 1."""
    longer = max(text_length(glances, a), text_length(glances, b))
    return longer - common_characters(glances, a, b) <= 1


@inline_owner
def winkler_needs(cutoff):
    """What ``may_reach_winkler`` asks for at each length of the common prefix: (5,) float64.

    3 x Jaro - 1, for the Jaro value that the prefix lifts to the cutoff.
    """
    needs = np.empty(WINKLER_PREFIX + 1)
    for prefix in range(WINKLER_PREFIX + 1):
        jaro = cutoff
        if cutoff > WINKLER_FLOOR:
            boost = prefix * WINKLER_WEIGHT
            jaro = max(WINKLER_FLOOR, (cutoff - boost) / (1.0 - boost))
        needs[prefix] = 3.0 * jaro - 1.0
    return needs


@inline
def may_reach_winkler(glances, a, b, needs):
    """Whether the Jaro-Winkler similarity of two texts may reach the cutoff of ``needs``.

    Without transpositions Jaro is (m / length + m / length + 1) / 3; the prefix is known exactly.
    """
    length_a, length_b = text_length(glances, a), text_length(glances, b)
    # four characters that are the same leave bit 32
    unlike = (glances[a, 1] ^ glances[b, 1]) | (ONE << np.uint64(32))
    prefix = trailing_zeros(unlike) >> 3
    common = common_bound(length_a, glances[a, 0], length_b, glances[b, 0])
    return (common + SLACK) * (length_a + length_b) >= needs[prefix] * (length_a * length_b)


@inline
def number_length(glances, a):
    """The length of a number, 15 for longer ones."""
    return np.int64(glances[a, 0] >> np.uint64(60))


@inline
def number_slips(glances, a, b):
    """Lower bound of ``levenshtein`` and ``damerau`` of two numbers: digits without a partner."""
    x, y = glances[a, 0] & _COUNTS, glances[b, 0] & _COUNTS
    return max(popcount(x & ~y), popcount(y & ~x))


@inline
def same_tail(glances, a, b, tail):
    """Whether the last ``tail`` characters (1 to 8) of two unequal numbers, of at least that many
    characters, are the same."""
    return (glances[a, 1] ^ glances[b, 1]) >> np.uint64(8 * (TAIL - tail)) == 0
