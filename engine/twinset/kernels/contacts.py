"""Values of several columns, or of several countries, brought together row by row."""

from __future__ import annotations

import numpy as np

from twinset._jit import kernel


@kernel("(int32[::1], int32[::1], int64, int64)")
def number_pairs(codes, groups, texts, most):
    """Each distinct pair of a row's code (of ``texts``) and its group (-1 to ``most`` - 1), in
    order of code, then group. The code of each pair (pairs,) int64, its group (pairs,) int32, and
    the number of each row's pair (rows,) int32; rows with code -1 have none: -1."""
    rows = codes.size
    ends = np.zeros(texts + 1, np.int64)
    for row in range(rows):
        if codes[row] >= 0:
            ends[codes[row] + 1] += 1
    for text in range(texts):
        ends[text + 1] += ends[text]
    by_code = np.empty(ends[texts], np.int32)
    for row in range(rows):
        if codes[row] >= 0:
            by_code[ends[codes[row]]] = row
            ends[codes[row]] += 1
    text_of, group_of = np.empty(by_code.size, np.int64), np.empty(by_code.size, np.int32)
    number = np.full(rows, -1, np.int32)
    number_of = np.full(most + 1, -1, np.int32)  # of a group among the pairs of one text
    count = start = 0
    for text in range(texts):
        first = count
        for i in range(start, ends[text]):
            group = groups[by_code[i]]
            if number_of[group + 1] >= first:
                continue
            place = count
            while place > first and group_of[place - 1] > group:
                group_of[place] = group_of[place - 1]
                place -= 1
            group_of[place] = group
            number_of[group + 1] = first
            count += 1
        for place in range(first, count):
            text_of[place] = text
            number_of[group_of[place] + 1] = place
        for i in range(start, ends[text]):
            number[by_code[i]] = number_of[groups[by_code[i]] + 1]
        start = ends[text]
    return text_of[:count].copy(), group_of[:count].copy(), number


@kernel("void(int32[::1], int32[:, ::1], boolean[::1])")
def place_beside(codes, slots, crowded):
    """A further value for each row, ``codes`` (rows,) with -1 for none: into the row's first free
    place (-1) of ``slots`` (places, rows), if it is not there already. Rows without a free place
    are ``crowded``."""
    for row in range(codes.size):
        code = codes[row]
        place = 0
        while code >= 0 and place < slots.shape[0]:
            if slots[place, row] < 0:
                slots[place, row] = code
                break
            if slots[place, row] == code:
                break
            place += 1
        if code >= 0 and place == slots.shape[0]:
            crowded[row] = True
