"""Levenshtein distance and optimal string alignment of two texts, bit-parallel, and a bound.

Texts are ``slices``. The cutoff is part of the result: see ``similarity``.
"""

from __future__ import annotations

import numpy as np
from numba import carray

from twinset._jit import inline, inline_owner
from twinset.kernels.character_masks import common_bound
from twinset.kernels.slices import common_prefix, common_suffix
from twinset.kernels.words import (
    ALL,
    ONE,
    WORD,
    at,
    dense_ids,
    fill_match_table,
    one_byte,
    stack_table,
)


@inline_owner
def _distance_word(a, a0, a1, b, b0, b1, cutoff, transpose):
    """Distance by one column of bits per character of ``b``; ``a`` has 1 to 64 characters."""
    length_a, length_b = a1 - a0, b1 - b0
    table = carray(stack_table(), 256)
    if one_byte(a) and one_byte(b):
        fill_match_table(table, a, a0, a1, b, b0, b1)
    last = np.uint64(length_a - 1)
    up, down = ALL, np.uint64(0)
    diagonal = np.uint64(0)
    before = np.uint64(0)
    distance = length_a
    for j in range(length_b):
        character = at(b, b0 + j)
        equal = np.uint64(0)
        if one_byte(a) and one_byte(b):
            equal = table[character]
        else:
            for i in range(length_a):
                equal |= np.uint64(at(a, a0 + i) == character) << np.uint64(i)
        swapped = (((~diagonal) & equal) << ONE) & before if transpose else np.uint64(0)
        diagonal = (((equal & up) + up) ^ up) | equal | down | swapped
        right_up = down | ~(diagonal | up)
        right_down = diagonal & up
        distance += np.int64((right_up >> last) & ONE) - np.int64((right_down >> last) & ONE)
        # each character of b that is left lowers the distance by at most one
        if distance - (length_b - 1 - j) > cutoff:
            return cutoff + 1
        right_up = (right_up << ONE) | ONE
        right_down <<= ONE
        up = right_down | ~(diagonal | right_up)
        down = right_up & diagonal
        before = equal
    return distance


@inline_owner
def _distance_blocks(a, a0, a1, b, b0, b1, cutoff, transpose):
    """The same for any length: blocks of 64 rows, each over the columns that can matter.

    A cell further than ``cutoff`` from the diagonal can't lie on a path that is short enough, so a
    block covers a band of columns (Ukkonen 1985); what is outside counts as an upper bound. The
    horizontal step and the half of a transposition that cross into the next block are kept per
    column: bit 0 up, bit 1 down, bit 2 transposition.
    """
    ids_a, ids_b, count = dense_ids(a, a0, a1, b, b0, b1)
    length_a, length_b = a1 - a0, b1 - b0
    masks = np.zeros(count, np.uint64)
    carry = np.ones(length_b, np.uint8)
    reach = min(cutoff, length_a + length_b) + 2
    start, corner = 0, 0  # first column of the block, distance at the block's top left corner
    distance = 0
    for top in range(0, length_a, WORD):
        rows = min(WORD, length_a - top)
        first = max(0, top - reach)
        for j in range(start, first):
            corner += np.int64(carry[j] & 1) - np.int64((carry[j] >> 1) & 1)
        start = first
        for i in range(rows):
            masks[ids_a[top + i]] |= ONE << np.uint64(i)
        last = np.uint64(rows - 1)
        up, down = ALL, np.uint64(0)
        diagonal = np.uint64(0)
        before = np.uint64(0)
        corner += rows
        distance = corner
        for j in range(start, min(length_b, top + rows + reach)):
            equal = masks[ids_b[j]]
            step = np.uint64(carry[j])
            half = (~diagonal) & equal
            swapped = ((half << ONE) | (step >> np.uint64(2))) & before
            if not transpose:
                swapped = np.uint64(0)
            entered = equal | ((step >> ONE) & ONE)
            diagonal = (((entered & up) + up) ^ up) | entered | down | swapped
            right_up = down | ~(diagonal | up)
            right_down = diagonal & up
            out_up = (right_up >> last) & ONE
            out_down = (right_down >> last) & ONE
            distance += np.int64(out_up) - np.int64(out_down)
            carry[j] = np.uint8(
                out_up | (out_down << ONE) | (((half >> last) & ONE) << np.uint64(2))
            )
            right_up = (right_up << ONE) | (step & ONE)
            right_down = (right_down << ONE) | ((step >> ONE) & ONE)
            up = right_down | ~(diagonal | right_up)
            down = right_up & diagonal
            before = equal
        for i in range(rows):
            masks[ids_a[top + i]] = np.uint64(0)
    return min(distance, cutoff + 1)


@inline
def edit_distance(a, a0, a1, b, b0, b1, cutoff, transpose):
    """Cheap bounds first, then the core that fits the length."""
    if abs((b1 - b0) - (a1 - a0)) > cutoff:
        return cutoff + 1
    prefix = common_prefix(a, a0, a1, b, b0, b1)
    a0 += prefix
    b0 += prefix
    suffix = common_suffix(a, a0, a1, b, b0, b1)
    a1 -= suffix
    b1 -= suffix
    if a1 == a0 or b1 == b0:
        return max(a1 - a0, b1 - b0)
    if a1 - a0 <= WORD:
        return _distance_word(a, a0, a1, b, b0, b1, cutoff, transpose)
    return _distance_blocks(a, a0, a1, b, b0, b1, cutoff, transpose)


@inline
def levenshtein(a, a0, a1, b, b0, b1, cutoff):
    """Insertions, deletions and substitutions between two texts; cutoff + 1 above ``cutoff``.

    ``cutoff`` is an int64 >= 0. Bit-parallel: Myers (1999), "A fast bit-vector algorithm for
    approximate string matching based on dynamic programming", in the form of Hyyrö (2003), "A
    bit-vector algorithm for computing Levenshtein and Damerau edit distances", section 3.
    """
    return edit_distance(a, a0, a1, b, b0, b1, cutoff, False)


@inline
def damerau(a, a0, a1, b, b0, b1, cutoff):
    """Levenshtein with swaps of neighbours as one edit (optimal string alignment).

    No character is edited twice, so "ca" to "abc" is 3. Same contract as ``levenshtein``. Hyyrö
    (2003), section 4.
    """
    return edit_distance(a, a0, a1, b, b0, b1, cutoff, True)


@inline
def distance_bound(length_a, mask_a, length_b, mask_b):
    """Lower bound of ``levenshtein`` and ``damerau`` that touches no text.

    An edit takes at most one partnerless character off each side.
    """
    return max(length_a, length_b) - common_bound(length_a, mask_a, length_b, mask_b)
