"""The words of company names, and of what kind each is: content, a number, a place, generic."""

from __future__ import annotations

import numpy as np

from twinset._jit import kernel
from twinset.kernels.edit_distance import damerau
from twinset.kernels.letters import is_digit
from twinset.kernels.text import SPACE, find_token

MAX_WORDS = 32  # of a name; further words are not looked at

# kinds of words; groups of meaning are numbered from GENERIC on
CONTENT = 0
NUMBER = 1
CONNECTOR = 2
LETTER = 3
PLACE = 4
GENERIC = 5
GENERIC_END = 1000  # from here on groups that say only that it is a company


@kernel()  # no stage of a run calls it: compiled on first use
def company_tokens(offsets, data, slots, key_offsets, keys, groups):
    """The words of every text: bounds (texts + 1,), starts, stops (words,) int64, kinds int16.

    ``groups[key]`` is the kind of a word of the table. Words with a digit are numbers, as is a
    single v, x or i at the end (a fund's). Behind the first word, one slip of the keyboard from a
    word that says only that it is a company ("compan", "incoporated") is one.
    """
    n = offsets.size - 1
    total = 0
    for v in range(n):
        words = 0
        for i in range(offsets[v], offsets[v + 1]):
            if data[i] != SPACE and (i == offsets[v] or data[i - 1] == SPACE):
                words += 1
        total += min(words, MAX_WORDS)
    bounds = np.zeros(n + 1, np.int64)
    starts = np.empty(total, np.int64)
    stops = np.empty(total, np.int64)
    kinds = np.empty(total, np.int16)
    vague = np.empty(groups.size, np.int64)
    vague_count = 0
    for key in range(groups.size):
        if groups[key] >= GENERIC_END and key_offsets[key + 1] - key_offsets[key] >= 5:
            vague[vague_count] = key
            vague_count += 1
    size = 0
    for v in range(n):
        at, stop = offsets[v], offsets[v + 1]
        while at < stop and size - bounds[v] < MAX_WORDS:
            start = at
            digits = False
            while at < stop and data[at] != SPACE:
                digits = digits or is_digit(data[at])
                at += 1
            kind = CONTENT if at - start > 1 else LETTER
            if digits:
                kind = NUMBER
            else:
                key = find_token(data, start, at, slots, key_offsets, keys)
                if key >= 0:
                    kind = groups[key]
                elif at - start >= 5 and start > offsets[v]:
                    for k in range(vague_count):
                        k0, k1 = key_offsets[vague[k]], key_offsets[vague[k] + 1]
                        near = keys[k0] == data[start] and abs((k1 - k0) - (at - start)) <= 1
                        if near and damerau(keys, k0, k1, data, start, at, 1) <= 1:
                            kind = groups[vague[k]]
                            break
                letter = data[start]
                roman = letter == 118 or letter == 120 or letter == 105
                if at - start == 1 and at == stop and start > offsets[v] and roman:
                    kind = NUMBER
            starts[size], stops[size], kinds[size] = start, at, kind
            size += 1
            at += 1
        bounds[v + 1] = size
    return bounds, starts, stops, kinds
