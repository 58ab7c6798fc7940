"""Phonetic codes of distinct values, packed into a uint64: blocking keys and comparison levels.

A code is up to eight ASCII characters, the first in the lowest byte, so a little-endian view as
"S8" shows it; a longer code keeps its first eight. 0 means that the value has no letter. Only the
letters a to z count, upper and lower case alike; everything else (spaces, digits, code points
beyond ASCII) is skipped. The rules are for Latin letters: transliterate first.
"""

from __future__ import annotations

import numpy as np
from numba import carray

from twinset._jit import inline, inline_owner, kernel
from twinset.kernels.words import TABLE, stack_table

A, B, C, D, E, F, G, H, I, J, K, L, M = range(65, 78)  # noqa: E741
N, O, P, Q, R, S, T, U, V, W, X, Y, Z = range(78, 91)  # noqa: E741
NONE = 0

CODE_LENGTH = 8
LETTERS = TABLE - 2
"""Letters of a value that NYSIIS and the skeleton read."""

SOUNDEX_DIGITS = np.frombuffer(b"01230120022455012623010202", np.uint8)  # of A to Z
ZERO = 48  # the character


@inline
def _upper(character):
    """The upper-case letter as int64; NONE for what is no letter."""
    letter = np.int64(character)
    if 97 <= letter <= 122:
        letter -= 32
    return letter if A <= letter <= Z else NONE


@inline
def _is_vowel(letter):
    return letter in (A, E, I, O, U)


@inline
def _pack(code, length, letter):
    """The code with one more letter, unless it is full."""
    if length >= CODE_LENGTH:
        return code
    return code | (np.uint64(letter) << np.uint64(8 * length))


@inline
def _read_letters(data, start, stop, letters):
    """Copy the upper-case letters of a value and return how many; two times NONE follow."""
    count = 0
    for i in range(start, stop):
        letter = _upper(data[i])
        if letter != NONE and count < LETTERS:
            letters[count] = np.uint64(letter)
            count += 1
    letters[count] = np.uint64(NONE)
    letters[count + 1] = np.uint64(NONE)
    return count


@kernel("void(uint8[::1], int64[::1], uint64[::1])")
def soundex_codes(data, offsets, out):
    """American Soundex: the first letter and three digits; ``out`` is (distinct,) uint64.

    Letters of one class count once, also with h or w between them; a vowel separates them.
    National Archives (USA), "The Soundex Indexing System"; equal to ``jellyfish.soundex`` on
    letters.
    """
    for value in range(offsets.size - 1):
        code = np.uint64(0)
        length = 0
        last = ZERO
        for i in range(offsets[value], offsets[value + 1]):
            letter = _upper(data[i])
            if letter == NONE:
                continue
            digit = np.int64(SOUNDEX_DIGITS[letter - A])
            if length == 0:
                code = np.uint64(letter)
                length = 1
            elif digit != ZERO and digit != last:
                code = _pack(code, length, digit)
                length += 1
                if length == 4:
                    break
            if letter != H and letter != W:
                last = digit
        while 0 < length < 4:
            code = _pack(code, length, ZERO)
            length += 1
        out[value] = code


@inline
def _nysiis_prefix(s, count):
    """Step 1: rewrite the first letters; returns where the name now starts."""
    if s[0] == M and s[1] == A and s[2] == C:
        s[1] = np.uint64(C)
    elif s[0] == K:
        if s[1] == N:
            return 1
        s[0] = np.uint64(C)
    elif s[0] == P and (s[1] == H or s[1] == F):
        s[0] = s[1] = np.uint64(F)
    elif s[0] == S and s[1] == C and s[2] == H:
        s[1] = s[2] = np.uint64(S)
    return 0


@inline
def _nysiis_suffix(s, start, count):
    """Step 2: rewrite the last two letters to one; returns the new end."""
    if count - start < 2:
        return count
    x, y = np.int64(s[count - 2]), np.int64(s[count - 1])
    if y == E and x in (I, E):
        s[count - 2] = np.uint64(Y)
    elif (y == T and x in (D, R, N)) or (y == D and x in (R, N)):
        s[count - 2] = np.uint64(D)
    else:
        return count
    s[count - 1] = np.uint64(NONE)
    return count - 1


@inline_owner
def _nysiis_code(s, count):
    start = _nysiis_prefix(s, count)
    count = _nysiis_suffix(s, start, count)
    key = carray(stack_table(), TABLE)
    key[0] = s[start]
    size = 1
    i = start + 1
    while i < count:
        letter = np.int64(s[i])
        before, after = np.int64(s[i - 1]), np.int64(s[i + 1])
        second = NONE
        if letter == E and after == V:
            letter, second = A, F
            i += 1
        elif _is_vowel(letter):
            letter = A
        elif letter == Q:
            letter = G
        elif letter == Z:
            letter = S
        elif letter == M:
            letter = N
        elif letter == K:
            letter = N if after == N else C
        elif letter == S and after == C and s[i + 2] == H:
            second = S
            i += 2
        elif letter == P and after == H:
            letter = F
            i += 1
        elif letter == H and (not _is_vowel(before) or not _is_vowel(after)):
            letter = A if _is_vowel(before) else before
        elif letter == W and _is_vowel(before):
            letter = before
        # a pair is compared by its last letter and added whole
        if (letter if second == NONE else second) != key[size - 1]:
            key[size] = np.uint64(letter)
            size += 1
            if second != NONE:
                key[size] = np.uint64(second)
                size += 1
        i += 1
    if size > 1 and key[size - 1] == S:
        size -= 1
    if size > 1 and key[size - 2] == A and key[size - 1] == Y:
        key[size - 2] = np.uint64(Y)
        size -= 1
    if size > 1 and key[size - 1] == A:
        size -= 1
    code = np.uint64(0)
    for k in range(min(size, CODE_LENGTH)):
        code = _pack(code, k, key[k])
    return code


@kernel()  # no rule of the pool uses it: compiled on first use
def nysiis_codes(data, offsets, out):
    """NYSIIS, the first eight letters of the code; ``out`` is (distinct,) uint64.

    Taft (1970), "Name Search Techniques"; equal to ``jellyfish.nysiis`` on letters.
    """
    letters = carray(stack_table(), TABLE)
    for value in range(offsets.size - 1):
        count = _read_letters(data, offsets[value], offsets[value + 1], letters)
        out[value] = _nysiis_code(letters, count) if count else np.uint64(0)


@inline
def _sound(s, i):
    """(consonant class at ``s[i]`` or NONE for what is not sounded, letters that it takes)."""
    letter, after = np.int64(s[i]), np.int64(s[i + 1])
    sound, taken = letter, 1
    if letter == P and after == H:
        sound, taken = F, 2
    elif letter == T and after == Z:
        sound, taken = S, 2
    elif letter == D and after == T:
        sound, taken = T, 2
    elif letter == S and after == C and s[i + 2] == H:
        sound, taken = S, 3
    elif letter in (C, Q):
        sound = K
    elif letter == Z:
        sound = S
    elif letter in (V, W):
        sound = F
    elif letter in (H, J, Y) or _is_vowel(letter):
        sound = NONE
    return sound, taken


@kernel("void(uint8[::1], int64[::1], uint64[::1])")
def skeleton_codes(data, offsets, out):
    """The consonant skeleton of a name across European spellings; ``out`` is (distinct,) uint64.

    Our own code, coarser than NYSIIS on spelling and finer on length (up to eight sounds). In
    order: ph = f, tz = s, dt = t, sch = s; c, k, q = k; s, z = s; f, v, w = f; x = ks; vowels, h,
    j and y are dropped (so th = t, sh = s), but keep their place at the start, where i, j, y = i;
    neighbours of one sound count once, also with an h between them (ck = k, ll = l). Schmidt =
    Schmitt = "SMT", Philipp = Filip = "FLP", Katharina = Catarina = "KTRN", Sonja = Sonya = "SN".
    """
    letters = carray(stack_table(), TABLE)
    for value in range(offsets.size - 1):
        count = _read_letters(data, offsets[value], offsets[value + 1], letters)
        code = np.uint64(0)
        length = 0
        last = NONE
        i = 0
        while i < count and length < CODE_LENGTH:
            letter = np.int64(letters[i])
            sound, taken = _sound(letters, i)
            if i == 0 and sound == NONE:
                sound = I if letter in (J, Y) else letter
            if letter == X:
                if last != K:
                    code = _pack(code, length, K)
                    length += 1
                code = _pack(code, length, S)
                length += 1
                last = S
            elif sound == NONE:
                last = last if letter == H else NONE
            elif sound != last:
                code = _pack(code, length, sound)
                length += 1
                last = sound
            i += taken
        out[value] = code
