"""Similarity of names, word by word.

What the sounds are and what they cost stands in ``twinset.standardize.sounds``. A *word* is a
distinct token; everything about a word is computed once and looked up by its code.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.edit_distance import damerau
from twinset.kernels.jaro_winkler import jaro_winkler
from twinset.kernels.sounds import LEAST_WEIGHT, MOST_SOUNDS, scratch, sound_distance, sound_weight

MOST_WORDS = 12
FEATURES = 15

PLAIN, PARTICLE, TITLE, INITIAL = 0, 1, 2, 3
SYLLABIC = 3  # writings of whole syllables, Hangul and Han


@inline
def _common_subsequence(data, a0, a1, b0, b1, table):
    """Length of the longest common subsequence of two slices."""
    n, m = min(a1 - a0, MOST_SOUNDS), min(b1 - b0, MOST_SOUNDS)
    for j in range(m + 1):
        table[0, j] = 0.0
    for i in range(n):
        table[i + 1, 0] = 0.0
        for j in range(m):
            if data[a0 + i] == data[b0 + j]:
                table[i + 1, j + 1] = table[i, j] + 1
            else:
                table[i + 1, j + 1] = max(table[i, j + 1], table[i + 1, j])
    return table[n, m]


@inline
def _is_letter_vowel(c):
    return c == 97 or c == 101 or c == 105 or c == 111 or c == 117 or c == 121


@inline
def _features(
    a, b, sound_offsets, sounds, letter_offsets, letters, related, distance, weight, costs, table,
    out,
):  # fmt: skip
    """What tells two spellings in one script apart; see ``standardize.name_similarity``."""
    substitution, deletion, is_vowel = costs
    a0, a1 = letter_offsets[a], letter_offsets[a + 1]
    b0, b1 = letter_offsets[b], letter_offsets[b + 1]
    if a1 - a0 > b1 - b0:
        a, b = b, a
        a0, a1, b0, b1 = b0, b1, a0, a1
    s0, s1, t0, t1 = (
        sound_offsets[a], sound_offsets[a + 1], sound_offsets[b], sound_offsets[b + 1],
    )  # fmt: skip
    stem = s1
    while stem - s0 > 2 and is_vowel[sounds[stem - 1]]:
        stem -= 1  # Katie, Kate: the ending of a pet name is none of the name's own
    _, front = sound_distance(
        sounds, s0, stem, 0, sounds, t0, t1, 0, substitution, deletion, is_vowel, 1, table
    )
    _, back = sound_distance(
        sounds, s0, s1, 0, sounds, t0, t1, 0, substitution, deletion, is_vowel, -1, table
    )
    shorter, longer = a1 - a0, b1 - b0
    edits = damerau(letters, a0, a1, letters, b0, b1, longer)
    same_first = letters[a0] == letters[b0]
    out[0] = 1.0 - distance / max(weight, LEAST_WEIGHT)
    out[1] = distance
    out[2] = weight
    out[3] = front / max(sound_weight(sounds, s0, stem, deletion), LEAST_WEIGHT)
    out[4] = back / max(sound_weight(sounds, s0, s1, deletion), LEAST_WEIGHT)
    out[5] = _common_subsequence(letters, a0, a1, b0, b1, table) / longer
    out[6] = jaro_winkler(letters, a0, a1, letters, b0, b1, 0.0)
    out[7] = edits / longer
    out[8] = 1.0 if edits <= 1 else 0.0
    out[9] = 1.0 if edits <= 1 and same_first else 0.0
    first = 1.0
    if s1 > s0 and t1 > t0:
        first = min(1.0, np.float64(substitution[sounds[s0], sounds[t0]]))
    out[10] = first
    out[11] = 1.0 / shorter
    out[12] = shorter / longer
    out[13] = 1.0 if _is_letter_vowel(letters[a1 - 1]) != _is_letter_vowel(letters[b1 - 1]) else 0.0
    out[14] = 1.0 if related else 0.0


@inline
def _network(features, net):
    """Log odds that two spellings are one name: one hidden layer."""
    mean, scale, hidden, bias, last = net
    total = last[last.size - 1]
    for h in range(bias.size):
        value = bias[h]
        for f in range(FEATURES):
            value += hidden[f, h] * (features[f] - mean[f]) / scale[f]
        total += last[h] * np.tanh(value)
    return total


@inline
def _are_related(relatives, a, b):
    low, high = (a, b) if a < b else (b, a)
    key = (np.uint64(low) << np.uint64(32)) | np.uint64(high)
    at = np.searchsorted(relatives, key)
    return at < relatives.size and relatives[at] == key


@inline
def _word_similarity(a, b, words, relatives, costs, net, offset, table, features):
    sound_offsets, sounds, letter_offsets, letters, scripts, writings, _ = words
    if a == b:
        return 1.0
    substitution, deletion, is_vowel = costs
    s0, s1, t0, t1 = (
        sound_offsets[a], sound_offsets[a + 1], sound_offsets[b], sound_offsets[b + 1],
    )  # fmt: skip
    distance, _ = sound_distance(
        sounds, s0, s1, writings[a], sounds, t0, t1, writings[b], substitution, deletion,
        is_vowel, 1, table,
    )  # fmt: skip
    weight = 0.5 * (sound_weight(sounds, s0, s1, deletion) + sound_weight(sounds, t0, t1, deletion))
    empty = letter_offsets[a] == letter_offsets[a + 1] or letter_offsets[b] == letter_offsets[b + 1]
    if scripts[a] != scripts[b] or empty:
        return max(0.0, 1.0 - distance / max(weight, LEAST_WEIGHT))
    _features(
        a, b, sound_offsets, sounds, letter_offsets, letters, _are_related(relatives, a, b),
        distance, weight, costs, table, features,
    )  # fmt: skip
    value = 1.0 / (1.0 + np.exp(-_network(features, net) - offset))
    if writings[a] >= SYLLABIC:
        value = min(value, 0.6)  # another syllable is another name: Jung-eun, Jong-eun
    return value


@inline
def _join(words, codes, first, last, turn, out):
    """All sounds of a name in a row, from word ``turn`` on and round; how many there are."""
    sound_offsets, sounds = words[0], words[1]
    size = 0
    count = last - first
    for k in range(count):
        word = codes[first + (k + turn) % count]
        for i in range(sound_offsets[word], sound_offsets[word + 1]):
            if size < out.size:
                out[size] = sounds[i]
                size += 1
    return size


@inline
def _whole(a_sounds, n, a_writing, b_sounds, m, b_writing, costs, table):
    substitution, deletion, is_vowel = costs
    distance, _ = sound_distance(
        a_sounds, 0, n, a_writing, b_sounds, 0, m, b_writing, substitution, deletion, is_vowel, 1,
        table,
    )  # fmt: skip
    weight = 0.5 * (sound_weight(a_sounds, 0, n, deletion) + sound_weight(b_sounds, 0, m, deletion))
    return max(0.0, 1.0 - distance / max(weight, LEAST_WEIGHT))


@inline
def _word_weight(kind, parts):
    if kind in (PARTICLE, TITLE):
        return parts[0]
    return parts[1] if kind == INITIAL else 1.0


@inline
def _strict(similarity, floor):
    """From 0 at ``floor`` to 1: words that are no more alike than any two are not alike at all."""
    return max(0.0, (similarity - floor) / (1.0 - floor))


@kernel()  # no stage of a run calls it: compiled on first use
def name_similarities(left, right, offsets, codes, words, relatives, costs, net, parts, out):
    """How alike names are, 0 to 1: ``out`` (pairs,) float64.

    ``left`` and ``right`` number names; the words of name v are ``codes[offsets[v]:offsets[v+1]]``.
    ``words`` is (sound offsets, sounds, letter offsets, letters, script, writing, kind) of every
    distinct word, ``parts`` the numbers of ``standardize.name_similarity.PARTS``. Words pair off
    best first; a name's words may stand in any order, be missing, or be written as one.
    """
    writings, kinds = words[5], words[6]
    letter_offsets, letters = words[2], words[3]
    table = scratch(True)
    features = np.empty(FEATURES, np.float64)
    matrix = np.empty((MOST_WORDS, MOST_WORDS), np.float64)
    a_sounds = np.empty(MOST_SOUNDS, np.int16)
    b_sounds = np.empty(MOST_SOUNDS, np.int16)
    floor, initial, nickname, missing, worst_share, joined, offset = (
        parts[2], parts[3], parts[4], parts[5], parts[6], parts[7], parts[8],
    )  # fmt: skip
    for pair in range(left.size):
        v, w = left[pair], right[pair]
        v0, v1 = offsets[v], min(offsets[v + 1], offsets[v] + MOST_WORDS)
        w0, w1 = offsets[w], min(offsets[w + 1], offsets[w] + MOST_WORDS)
        n, m = v1 - v0, w1 - w0
        if n == 0 or m == 0:
            out[pair] = np.nan
            continue
        if n == 1 and m == 1:
            out[pair] = _word_similarity(
                codes[v0], codes[w0], words, relatives, costs, net, offset, table, features
            )
            continue
        for i in range(n):
            for j in range(m):
                a, b = codes[v0 + i], codes[w0 + j]
                if a == b:
                    value = 1.0
                elif kinds[a] == INITIAL or kinds[b] == INITIAL:
                    same = letters[letter_offsets[a]] == letters[letter_offsets[b]]
                    value = initial if same else 0.0
                elif kinds[a] == TITLE or kinds[b] == TITLE:
                    value = 0.0
                else:
                    value = _word_similarity(
                        a, b, words, relatives, costs, net, offset, table, features
                    )
                    if _are_related(relatives, a, b):
                        value = max(value, nickname)
                matrix[i, j] = value
        taken_a = np.uint64(0)
        taken_b = np.uint64(0)
        total = 0.0
        weight = 0.0
        worst = 1.0
        for _ in range(min(n, m)):
            best = -1.0
            x = y = 0
            for i in range(n):
                if taken_a >> np.uint64(i) & np.uint64(1):
                    continue
                for j in range(m):
                    if taken_b >> np.uint64(j) & np.uint64(1):
                        continue
                    share = min(
                        _word_weight(kinds[codes[v0 + i]], parts),
                        _word_weight(kinds[codes[w0 + j]], parts),
                    )
                    value = matrix[i, j] * (share + 0.001)
                    if value > best:
                        best, x, y = value, i, j
            taken_a |= np.uint64(1) << np.uint64(x)
            taken_b |= np.uint64(1) << np.uint64(y)
            share = min(
                _word_weight(kinds[codes[v0 + x]], parts),
                _word_weight(kinds[codes[w0 + y]], parts),
            )
            value = _strict(matrix[x, y], floor)
            total += share * value
            weight += share
            if share > 0.3:
                worst = min(worst, value)
        absent = 0.0
        for i in range(n):
            if not (taken_a >> np.uint64(i) & np.uint64(1)):
                absent += _word_weight(kinds[codes[v0 + i]], parts)
        for j in range(m):
            if not (taken_b >> np.uint64(j) & np.uint64(1)):
                absent += _word_weight(kinds[codes[w0 + j]], parts)
        score = (1.0 - worst_share) * total / weight + worst_share * worst
        score *= weight / (weight + missing * absent)
        # the whole name in one piece, also with its first word last: Kim Nam-hun, gimnamhun
        a_writing, b_writing = writings[codes[v0]], writings[codes[w0]]
        k = _join(words, codes, v0, v1, 0, a_sounds)
        length = _join(words, codes, w0, w1, 0, b_sounds)
        whole = _whole(a_sounds, k, a_writing, b_sounds, length, b_writing, costs, table)
        if n > 1:
            k = _join(words, codes, v0, v1, 1, a_sounds)
            whole = max(
                whole, _whole(a_sounds, k, a_writing, b_sounds, length, b_writing, costs, table)
            )
        if m > 1:
            k = _join(words, codes, v0, v1, 0, a_sounds)
            length = _join(words, codes, w0, w1, 1, b_sounds)
            whole = max(
                whole, _whole(a_sounds, k, a_writing, b_sounds, length, b_writing, costs, table)
            )
        out[pair] = max(score, joined * _strict(whole, floor))


@kernel()  # for fitting the network: compiled on first use
def word_features(left, right, words, relatives, costs, out):
    """What the network sees of pairs of distinct words: ``out`` is (pairs, FEATURES) float64."""
    sound_offsets, sounds, letter_offsets, letters, _, _, _ = words
    substitution, deletion, is_vowel = costs
    table = scratch(True)
    for pair in range(left.size):
        a, b = left[pair], right[pair]
        s0, s1, t0, t1 = (
            sound_offsets[a], sound_offsets[a + 1], sound_offsets[b], sound_offsets[b + 1],
        )  # fmt: skip
        distance, _ = sound_distance(
            sounds, s0, s1, 0, sounds, t0, t1, 0, substitution, deletion, is_vowel, 1, table
        )
        weight = 0.5 * (
            sound_weight(sounds, s0, s1, deletion) + sound_weight(sounds, t0, t1, deletion)
        )
        _features(
            a, b, sound_offsets, sounds, letter_offsets, letters, _are_related(relatives, a, b),
            distance, weight, costs, table, out[pair],
        )  # fmt: skip
