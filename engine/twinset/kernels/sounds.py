"""Names as sounds: read words by a trie, and align two sequences of sounds.

What the sounds are and what they cost stands in ``twinset.standardize.sounds``.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, inline_owner, kernel

BORDER = 1  # character class of the border of a word; 0 is a character that nothing reads
MOST_SOUNDS = 96  # of a name that are compared
LEAST_WEIGHT = 0.5

_SWAP = 0.3  # two neighbours in the other order, on top of what tells them apart
_SECOND_VOWEL = 0.5  # the second of two vowels is half a sound: Mihail, Mixajl


@kernel("(int64[::1], int16[::1], int16[:, ::1], int16[:, ::1])")
def read_sounds(offsets, classes, children, output):
    """The sounds of n words: offsets (n + 1,) int64 and sounds int16.

    ``classes`` are the words' characters as classes. From each position the longest grapheme of
    the trie is read, the border of the word in front and behind being a character; what starts no
    grapheme is skipped.
    """
    n = offsets.size - 1
    out = np.empty(4 * classes.size + 1, np.int16)
    out_offsets = np.zeros(n + 1, np.int64)
    size = 0
    for v in range(n):
        start, stop = offsets[v] - 1, offsets[v + 1]
        i = start
        while i < stop:
            node = 0
            best = -1
            j = i
            while j <= stop:
                node = children[node, BORDER if j in (start, stop) else classes[j]]
                if node < 0:
                    break
                if output[node, 0] >= 0:
                    best = node
                j += 1
            if best < 0:
                i += 1
                continue
            for k in range(1, 5):
                if output[best, k] >= 0:
                    out[size] = output[best, k]
                    size += 1
            i += max(output[best, 0], 1)
        out_offsets[v + 1] = size
    return out_offsets, out[:size].copy()


@inline
def _lost(deletion, is_vowel, sounds, first, i, step, writing):
    """What sound ``i`` costs where the other name lacks it."""
    cost = deletion[sounds[i], writing]
    if i != first and is_vowel[sounds[i]] and is_vowel[sounds[i - step]]:
        cost *= _SECOND_VOWEL
    return cost


@inline
def sound_distance(
    a, a0, a1, a_writing, b, b0, b1, b_writing, substitution, deletion, is_vowel, step, table
):
    """(the cost of the cheapest alignment, that of ``a`` with the cheapest beginning of ``b``).

    Weighted edit distance with swaps of neighbours (Lowrance and Wagner 1975, restricted).
    ``step`` -1 reads both from behind, so that beginnings are ends. ``table`` is scratch,
    (rows, columns) float32.
    """
    n, m = min(a1 - a0, MOST_SOUNDS), min(b1 - b0, MOST_SOUNDS)
    i0 = a0 if step > 0 else a1 - 1
    j0 = b0 if step > 0 else b1 - 1
    table[0, 0] = 0.0
    for j in range(m):
        table[0, j + 1] = table[0, j] + _lost(
            deletion, is_vowel, b, j0, j0 + step * j, step, a_writing
        )
    for i in range(n):
        x = a[i0 + step * i]
        lost = _lost(deletion, is_vowel, a, i0, i0 + step * i, step, b_writing)
        table[i + 1, 0] = table[i, 0] + lost
        for j in range(m):
            y = b[j0 + step * j]
            best = table[i, j + 1] + lost
            best = min(best, table[i, j] + substitution[x, y])
            best = min(
                best,
                table[i + 1, j] + _lost(deletion, is_vowel, b, j0, j0 + step * j, step, a_writing),
            )
            if i > 0 and j > 0:
                swapped = (
                    table[i - 1, j - 1]
                    + substitution[a[i0 + step * (i - 1)], y]
                    + substitution[x, b[j0 + step * (j - 1)]]
                    + _SWAP
                )
                best = min(best, swapped)
            table[i + 1, j + 1] = best
    part = table[n, 0]
    for j in range(m):
        part = min(part, table[n, j + 1])
    return table[n, m], part


@inline
def sound_weight(sounds, first, last, deletion):
    """What a name costs that is lost altogether, between two alphabets."""
    weight = 0.0
    for i in range(first, last):
        weight += deletion[sounds[i], 0]
    return weight


@inline_owner
def scratch(needed):
    """The table that ``sound_distance`` works in."""
    size = MOST_SOUNDS + 1 if needed else 1
    return np.empty((size, size), np.float32)


@inline
def sound_similarity(voices, a, b, table):
    """How alike two values sound, 0 to 1; costs that one side's writing does not have are small.

    ``voices`` is (scripts, writings, sound offsets, sounds, substitution, deletion, is_vowel).
    """
    _, writings, offsets, sounds, substitution, deletion, is_vowel = voices
    a0, a1, b0, b1 = offsets[a], offsets[a + 1], offsets[b], offsets[b + 1]
    weight = 0.5 * (sound_weight(sounds, a0, a1, deletion) + sound_weight(sounds, b0, b1, deletion))
    distance, _ = sound_distance(
        sounds, a0, a1, writings[a], sounds, b0, b1, writings[b], substitution, deletion,
        is_vowel, 1, table,
    )  # fmt: skip
    return max(0.0, 1.0 - distance / max(weight, LEAST_WEIGHT))
