# mypy: disable-error-code="no-untyped-def, no-untyped-call"
"""Kernels of the generator: keyed draws, the keyed permutation, texts from tokens, typing errors.

They live here and not in ``twinset.kernels`` so that an ordinary run never compiles them.
Every draw is a hash of (key, salt): a row can be made from its number alone, in any batch.
"""

from __future__ import annotations

import math

import numpy as np

from twinset._jit import inline, kernel

# Kinds of edit; 0 leaves the text alone.
KEYBOARD, DELETE, DOUBLE, TRANSPOSE, OCR, PHONETIC, TRUNCATE, SPACE, DIGIT = range(1, 10)

_MAX_TEXT = 512


@inline
def mix(value):
    """SplitMix64's finaliser (Steele, Lea, Flood 2014, "Fast splittable PRNGs", figure 16)."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@kernel("uint64[::1](uint64[::1], uint64)")
def draw(keys, salt):
    """64 random bits for every key."""
    out = np.empty(len(keys), np.uint64)
    mixed = mix(salt * np.uint64(0x9E3779B97F4A7C15) + np.uint64(1))
    for i in range(len(keys)):
        out[i] = mix(keys[i] + mixed)
    return out


@kernel("float64[::1](uint64[::1], uint64)")
def uniform(keys, salt):
    """A uniform number in [0, 1) for every key."""
    out = np.empty(len(keys), np.float64)
    mixed = mix(salt * np.uint64(0x9E3779B97F4A7C15) + np.uint64(1))
    for i in range(len(keys)):
        out[i] = (mix(keys[i] + mixed) >> np.uint64(11)) * 2.0**-53
    return out


@kernel("boolean[::1](uint64[::1], uint64, float64[::1], int32[::1])")
def below(keys, salt, rates, group):
    """Whether the key's uniform number is below the rate of its group."""
    out = np.empty(len(keys), np.bool_)
    mixed = mix(salt * np.uint64(0x9E3779B97F4A7C15) + np.uint64(1))
    for i in range(len(keys)):
        out[i] = (mix(keys[i] + mixed) >> np.uint64(11)) * 2.0**-53 < rates[group[i]]
    return out


@kernel("int32[::1](int32[:, ::1], int32[::1], float64[::1])")
def pick(table, group, share):
    """``table[group, share * columns]``: a draw from the group's quantile table."""
    out = np.empty(len(group), np.int32)
    columns = table.shape[1]
    for i in range(len(group)):
        out[i] = table[group[i], int(share[i] * columns)]
    return out


@kernel("int64[::1](int64, int64, int64, uint64)")
def permuted(start, stop, size, key):
    """Where the rows ``start..stop`` of ``size`` lie under a keyed permutation of the rows.

    A Feistel network over an a x b rectangle that just covers ``size``, with cycle walking for
    the few values outside (Black & Rogaway 2002, "Ciphers with arbitrary finite domains", 4-5).
    """
    out = np.empty(stop - start, np.int64)
    a = np.uint64(max(1, math.ceil(math.sqrt(size))))
    b = np.uint64((size + np.int64(a) - 1) // np.int64(a))
    for i in range(stop - start):
        value = np.uint64(start + i)
        while True:
            left = value // b
            right = value % b
            for step in range(3):
                salt = key + np.uint64(2 * step)
                left = (left + mix(right * np.uint64(0x9E3779B97F4A7C15) + salt) % a) % a
                salt += np.uint64(1)
                right = (right + mix(left * np.uint64(0xD1B54A32D192ED03) + salt) % b) % b
            value = left * b + right
            if value < np.uint64(size):
                break
        out[i] = np.int64(value)
    return out


@kernel("Tuple((int32[::1], uint8[::1]))(int64[::1], uint8[::1], int32[:, ::1])")
def join_tokens(offsets, data, tokens):
    """Concatenate, for every row, the tokens in ``tokens[:, row]``; negative is no token."""
    parts, rows = tokens.shape
    out_offsets = np.empty(rows + 1, np.int32)
    total = 0
    for row in range(rows):
        out_offsets[row] = total
        for part in range(parts):
            token = tokens[part, row]
            if token >= 0:
                total += offsets[token + 1] - offsets[token]
    out_offsets[rows] = total
    out = np.empty(total, np.uint8)
    at = 0
    for row in range(rows):
        for part in range(parts):
            token = tokens[part, row]
            if token >= 0:
                for source in range(offsets[token], offsets[token + 1]):
                    out[at] = data[source]
                    at += 1
    return out_offsets, out


@kernel("Tuple((int32[::1], uint8[::1]))(int64[::1], uint8[::1], uint64[:, ::1])")
def join_flags(offsets, data, flags):
    """Comma-join the names of the bits that are set in ``flags[row]``."""
    rows, words = flags.shape
    out_offsets = np.empty(rows + 1, np.int32)
    total = 0
    for row in range(rows):
        out_offsets[row] = total
        for word in range(words):
            bits = flags[row, word]
            while bits:
                low = bits & (~bits + np.uint64(1))
                tag = word * 64 + int(math.log2(float(low)))
                total += offsets[tag + 1] - offsets[tag] + 1
                bits ^= low
        if total > out_offsets[row]:
            total -= 1
    out_offsets[rows] = total
    out = np.empty(total, np.uint8)
    at = 0
    for row in range(rows):
        for word in range(words):
            bits = flags[row, word]
            while bits:
                low = bits & (~bits + np.uint64(1))
                tag = word * 64 + int(math.log2(float(low)))
                if at > out_offsets[row]:
                    out[at] = 44
                    at += 1
                for source in range(offsets[tag], offsets[tag + 1]):
                    out[at] = data[source]
                    at += 1
                bits ^= low
    return out_offsets, out


@inline
def decode(data, start, stop, points):
    """UTF-8 bytes to code points; returns how many."""
    length = 0
    at = start
    while at < stop and length < _MAX_TEXT:
        byte = np.int32(data[at])
        if byte < 0x80:
            size, point = 1, byte
        elif byte < 0xE0:
            size, point = 2, byte & 0x1F
        elif byte < 0xF0:
            size, point = 3, byte & 0x0F
        else:
            size, point = 4, byte & 0x07
        for following in range(1, size):
            point = (point << 6) | (np.int32(data[at + following]) & 0x3F)
        points[length] = point
        length += 1
        at += size
    return length


@inline
def encode(points, length, out, at):
    """Code points to UTF-8 at ``out[at:]``; returns the end."""
    for i in range(length):
        point = points[i]
        if point < 0x80:
            out[at] = point
            at += 1
        elif point < 0x800:
            out[at] = 0xC0 | (point >> 6)
            out[at + 1] = 0x80 | (point & 0x3F)
            at += 2
        elif point < 0x10000:
            out[at] = 0xE0 | (point >> 12)
            out[at + 1] = 0x80 | ((point >> 6) & 0x3F)
            out[at + 2] = 0x80 | (point & 0x3F)
            at += 3
        else:
            out[at] = 0xF0 | (point >> 18)
            out[at + 1] = 0x80 | ((point >> 12) & 0x3F)
            out[at + 2] = 0x80 | ((point >> 6) & 0x3F)
            out[at + 3] = 0x80 | (point & 0x3F)
            at += 4
    return at


@inline
def is_letter(point):
    lower = point | 0x20
    return (97 <= lower <= 122) or point >= 0xC0


@inline
def replace_at(points, length, at, size, source, source_start, source_size):
    """Replace ``size`` points at ``at`` by ``source[source_start:+source_size]``."""
    shift = source_size - size
    if shift > 0:
        for i in range(length - 1, at + size - 1, -1):
            points[i + shift] = points[i]
    elif shift < 0:
        for i in range(at + size, length):
            points[i + shift] = points[i]
    for i in range(source_size):
        points[at + i] = source[source_start + i]
    return length + shift


@inline
def rewrite(points, length, rules, rule_offsets, start):
    """Apply the first rule that fits, trying the rules in turn from ``start``.

    Rule r maps ``rules[o[2r]:o[2r+1]]`` to ``rules[o[2r+1]:o[2r+2]]``; case is kept on the
    first letter.
    """
    count = (len(rule_offsets) - 1) // 2
    for turn in range(count):
        rule = (start + turn) % count
        first, middle, last = (
            rule_offsets[2 * rule],
            rule_offsets[2 * rule + 1],
            rule_offsets[2 * rule + 2],
        )
        size = middle - first
        for at in range(length - size + 1):
            fits = True
            for i in range(size):
                point = points[at + i]
                if 65 <= point <= 90:
                    point += 32
                if point != rules[first + i]:
                    fits = False
                    break
            if fits:
                capital = 65 <= points[at] <= 90
                length = replace_at(points, length, at, size, rules, middle, last - middle)
                if capital and 97 <= points[at] <= 122:
                    points[at] -= 32
                return length, True
    return length, False


@inline
def edit_points(points, length, kind, random, neighbours, rules, rule_offsets, ocr, ocr_offsets):
    """One edit; returns the new length and whether the text changed."""
    if length < 3:
        return length, False
    position = 1 + int(random % np.uint64(length - 1))
    random = mix(random)
    if kind == DIGIT:
        # one of the last three and never the first: prefixes say whose number it is
        digits = 0
        for at in range(length):
            digits += 48 <= points[at] <= 57
        if digits < 2:
            return length, False
        back = position % min(3, digits - 1)
        for at in range(length - 1, -1, -1):
            if 48 <= points[at] <= 57:
                if back == 0:
                    points[at] = 48 + (points[at] - 48 + 1 + int(random % np.uint64(9))) % 10
                    return length, True
                back -= 1
        return length, False
    if kind == SPACE:
        where = int(random % np.uint64(3))
        at = 0 if where == 0 else length
        if where == 2:  # doubled inside, where there is one
            for i in range(length):
                if points[i] == 32:
                    at = i
                    break
        for i in range(length - 1, at - 1, -1):
            points[i + 1] = points[i]
        points[at] = 32
        return length + 1, True
    if kind == TRUNCATE:
        if length < 5:
            return length, False
        keep = max(3, length - 1 - int(random % np.uint64(max(1, length // 2))))
        return keep, True
    if kind in (OCR, PHONETIC):
        start = int(random % np.uint64(1 << 30))
        if kind == OCR:
            length, changed = rewrite(points, length, ocr, ocr_offsets, start)
        else:
            length, changed = rewrite(points, length, rules, rule_offsets, start)
        if changed:
            return length, True
        kind = TRANSPOSE
    if kind == KEYBOARD:
        for turn in range(length - 1):
            at = 1 + (position - 1 + turn) % (length - 1)
            point = points[at]
            if point < neighbours.shape[0] and neighbours[point, 0] > 0:
                count = 0
                while count < neighbours.shape[1] and neighbours[point, count] > 0:
                    count += 1
                points[at] = neighbours[point, int(random % np.uint64(count))]
                return length, True
        kind = DELETE
    if kind == TRANSPOSE:
        for turn in range(length - 2):
            at = 1 + (position - 1 + turn) % (length - 2)
            if points[at] != points[at + 1] and is_letter(points[at]) and is_letter(points[at + 1]):
                points[at], points[at + 1] = points[at + 1], points[at]
                return length, True
        kind = DELETE
    if kind == DOUBLE:
        for i in range(length - 1, position - 1, -1):
            points[i + 1] = points[i]
        return length + 1, True
    for i in range(position, length - 1):  # DELETE, and what the others fall back on
        points[i] = points[i + 1]
    return length - 1, True


@kernel(
    "Tuple((int32[::1], uint8[::1], boolean[::1]))(int32[::1], uint8[::1], uint8[::1], "
    "uint64[::1], int32[:, ::1], int32[::1], int32[::1], int32[::1], int32[::1])"
)
def edit_texts(offsets, data, kinds, random, neighbours, rules, rule_offsets, ocr, ocr_offsets):
    """Every text with the edit that ``kinds`` asks for, and whether that changed it."""
    rows = len(kinds)
    room = 0
    for row in range(rows):
        if kinds[row]:
            room += 8
    out_offsets = np.empty(rows + 1, np.int32)
    out = np.empty(len(data) + room, np.uint8)
    changed = np.zeros(rows, np.bool_)
    points = np.empty(_MAX_TEXT + 8, np.int32)
    at = 0
    for row in range(rows):
        out_offsets[row] = at
        start, stop = offsets[row], offsets[row + 1]
        if kinds[row] and stop - start <= _MAX_TEXT:
            length = decode(data, start, stop, points)
            length, changed[row] = edit_points(
                points, length, kinds[row], random[row], neighbours,
                rules, rule_offsets, ocr, ocr_offsets,
            )  # fmt: skip
            at = encode(points, length, out, at)
        else:
            for source in range(start, stop):
                out[at] = data[source]
                at += 1
    out_offsets[rows] = at
    return out_offsets, out[:at].copy(), changed
