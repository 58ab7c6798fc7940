"""Kernels over a batch of texts: transliterate, fold, join initials, replace tokens.

A batch is ``offsets`` (n + 1,) int64 and ``data`` (characters,) uint8 ASCII; text ``v`` is
``data[offsets[v]:offsets[v + 1]]``. Every kernel is one pass and returns a new batch of the same
``n``; an empty text stands for null. *Tokens* are runs of non-spaces.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, inline_owner, kernel
from twinset.kernels.letters import is_lower

SPACE = 32
DROP = 0
ALONE = 1

# where a token of a table applies; see replace_tokens
ANYWHERE = 1
LEADING = 2
TRAILING = 4
SUFFIX = 8
PREFIX = 16

_FNV_OFFSET = np.uint64(14695981039346656037)
_FNV_PRIME = np.uint64(1099511628211)


@inline
def _point_at(data, i):
    """The code point whose (valid) UTF-8 sequence starts at ``i``, and where the next one does."""
    lead = np.int64(data[i])
    if lead < 0x80:
        return lead, i + 1
    if lead < 0xE0:
        return (lead & 0x1F) << 6 | (np.int64(data[i + 1]) & 0x3F), i + 2
    point = (np.int64(data[i + 1]) & 0x3F) << 6 | (np.int64(data[i + 2]) & 0x3F)
    if lead < 0xF0:
        return (lead & 0x0F) << 12 | point, i + 3
    return (lead & 0x07) << 18 | point << 6 | (np.int64(data[i + 3]) & 0x3F), i + 4


@kernel("(uint8[::1],)")
def points_present(data):
    """Which code points occur in UTF-8 text: (0x110000,) bool."""
    present = np.zeros(0x110000, np.bool_)
    i = 0
    while i < data.size:
        point, i = _point_at(data, i)
        present[point] = True
    return present


@kernel("(int64[::1], uint8[::1], int64[::1], uint8[::1])")
def transliterate(offsets, data, table_offsets, table_data):
    """UTF-8 to ASCII. ``table_data[table_offsets[p]:table_offsets[p + 1]]`` replaces point p."""
    n = offsets.size - 1
    total = 0
    i = 0
    while i < data.size:
        point, i = _point_at(data, i)
        total += table_offsets[point + 1] - table_offsets[point]
    out = np.empty(total, np.uint8)
    out_offsets = np.zeros(n + 1, np.int64)
    size = 0
    for v in range(n):
        i = offsets[v]
        while i < offsets[v + 1]:
            point, i = _point_at(data, i)
            for k in range(table_offsets[point], table_offsets[point + 1]):
                out[size] = table_data[k]
                size += 1
        out_offsets[v + 1] = size
    return out_offsets, out


@inline
def integral_stop(data, start, stop):
    """Where the integer of "123.0" ends; ``stop`` for any other text (a table cast from float)."""
    end = stop
    while end > start and data[end - 1] == 48:
        end -= 1
    if end == stop or end - 1 <= start or data[end - 1] != 46:
        return stop
    for i in range(start, end - 1):
        if data[i] < 48 or data[i] > 57:
            return stop
    return end - 1


@kernel("(int64[::1], uint8[::1], uint8[::1], boolean)")
def fold(offsets, data, table, floats):
    """Map every character through ``table`` (256,) uint8 and collapse spaces.

    An entry is the character to write, or DROP, SPACE (runs become one space, none at the ends),
    or ALONE (the character itself as a token of its own). ``floats`` cuts "123.0" to "123".
    """
    n = offsets.size - 1
    out = np.empty(2 * data.size, np.uint8)
    out_offsets = np.zeros(n + 1, np.int64)
    size = 0
    for v in range(n):
        begin = size
        pending = False
        stop = offsets[v + 1]
        if floats:
            stop = integral_stop(data, offsets[v], stop)
        for i in range(offsets[v], stop):
            action = table[data[i]]
            if action == DROP:
                continue
            if action == SPACE:
                pending = True
                continue
            if (pending or action == ALONE) and size > begin:
                out[size] = SPACE
                size += 1
            pending = action == ALONE
            out[size] = data[i] if action == ALONE else action
            size += 1
        out_offsets[v + 1] = size
    return out_offsets, out[:size].copy()


@kernel("(int64[::1], uint8[::1])")
def join_initials(offsets, data):
    """Join runs of one-letter tokens: "s p a" to "spa". Takes folded text (single spaces)."""
    n = offsets.size - 1
    out = np.empty(data.size, np.uint8)
    out_offsets = np.zeros(n + 1, np.int64)
    size = 0
    for v in range(n):
        start, stop = offsets[v], offsets[v + 1]
        for i in range(start, stop):
            if (
                data[i] == SPACE
                and is_lower(data[i - 1])
                and (i - 2 < start or data[i - 2] == SPACE)
                and is_lower(data[i + 1])
                and (i + 2 >= stop or data[i + 2] == SPACE)
            ):
                continue
            out[size] = data[i]
            size += 1
        out_offsets[v + 1] = size
    return out_offsets, out[:size].copy()


@inline
def token_hash(data, start, stop):
    """FNV-1a, 64 bits."""
    h = _FNV_OFFSET
    for i in range(start, stop):
        h = (h ^ np.uint64(data[i])) * _FNV_PRIME
    return h


@inline
def _ends_with(data, start, stop, keys, first, last):
    if stop - start <= last - first:
        return False
    for k in range(last - first):  # noqa: SIM110 - Numba has no generators here
        if data[stop - 1 - k] != keys[last - 1 - k]:
            return False
    return True


@inline
def _starts_with(data, start, stop, keys, first, last):
    if stop - start <= last - first:
        return False
    for k in range(last - first):  # noqa: SIM110 - Numba has no generators here
        if data[start + k] != keys[first + k]:
            return False
    return True


@inline
def find_token(data, start, stop, slots, key_offsets, keys):
    """The number of the key that equals ``data[start:stop]``, or -1.

    ``slots`` is an open-addressing table (a power of two, at most half full) of key numbers, -1
    where free, probed linearly from ``token_hash & (slots.size - 1)``.
    """
    mask = np.uint64(slots.size - 1)
    slot = token_hash(data, start, stop) & mask
    while slots[slot] >= 0:
        key = slots[slot]
        first = key_offsets[key]
        if key_offsets[key + 1] - first == stop - start:
            same = True
            for k in range(stop - start):
                if keys[first + k] != data[start + k]:
                    same = False
                    break
            if same:
                return key
        slot = (slot + np.uint64(1)) & mask
    return -1


@inline_owner
def key_lengths(key_offsets, keys):
    """For each first character the lengths of the keys that begin with it, a bit each (bit 31: 31
    or more): what rules most texts out before they are hashed."""
    lengths = np.zeros(256, np.uint32)
    for k in range(key_offsets.size - 1):
        size = key_offsets[k + 1] - key_offsets[k]
        if size > 0:
            lengths[keys[key_offsets[k]]] |= np.uint32(1) << np.uint32(min(size, 31))
    return lengths


@inline
def may_be_key(lengths, data, start, stop):
    """Whether a text that is not empty can be one of the keys of ``key_lengths``."""
    return lengths[data[start]] >> np.uint32(min(stop - start, 31)) & np.uint32(1) != 0


@kernel("(int64[::1], uint8[::1])")
def token_slots(key_offsets, keys):
    """The hash table that ``find_token`` probes, for distinct keys."""
    n = key_offsets.size - 1
    size = 2
    while size < 2 * n:
        size *= 2
    slots = np.full(size, -1, np.int32)
    mask = np.uint64(size - 1)
    for key in range(n):
        slot = token_hash(keys, key_offsets[key], key_offsets[key + 1]) & mask
        while slots[slot] >= 0:
            slot = (slot + np.uint64(1)) & mask
        slots[slot] = key
    return slots


@kernel(
    "(int64[::1], uint8[::1], int32[::1], int64[::1], uint8[::1], uint8[::1], "
    "int32[::1], int64[::1], uint8[::1])"
)
def replace_tokens(offsets, data, slots, key_offsets, keys, where, affixes, value_offsets, values):
    """Replace or drop the tokens that a table names. Takes and gives single-spaced text.

    Key k becomes ``values[value_offsets[k]:value_offsets[k + 1]]``; an empty value drops it.
    ``where[k]`` says in which place: ANYWHERE; LEADING (no token was kept before it); TRAILING (no
    token that is not of the table's trailing ones follows: it is dropped there, whatever its
    value). ``affixes`` lists the keys that also count as the end (SUFFIX) or start (PREFIX) of a
    longer token: the value takes the key's place inside the token. A text whose tokens would all
    be dropped stays as it is.
    """
    n = offsets.size - 1
    lengths = key_lengths(key_offsets, keys)
    longest_value = 0
    for k in range(value_offsets.size - 1):
        longest_value = max(longest_value, value_offsets[k + 1] - value_offsets[k])
    # a token has at least one character, and a separator before all but the first
    out = np.empty(data.size + longest_value * (data.size // 2 + n) + 1, np.uint8)
    out_offsets = np.zeros(n + 1, np.int64)
    size = 0
    for v in range(n):
        begin = size
        kept_to = begin  # the end of the last token that surely stays
        stop = offsets[v + 1]
        i = offsets[v]
        while i < stop:
            first = i
            while i < stop and data[i] != SPACE:
                i += 1
            last = i
            i += 1
            key = -1
            if first < last and may_be_key(lengths, data, first, last):
                key = find_token(data, first, last, slots, key_offsets, keys)
            fused = -1  # the affix whose value stands inside the token
            while key < 0 and fused < 0:
                cut = False
                for a in range(affixes.size):
                    affix = affixes[a]
                    k0, k1 = key_offsets[affix], key_offsets[affix + 1]
                    v0, v1 = value_offsets[affix], value_offsets[affix + 1]
                    if where[affix] & SUFFIX and _ends_with(data, first, last, keys, k0, k1):
                        last -= k1 - k0
                        if v1 > v0:
                            fused = affix
                        cut = True
                        break
                    if where[affix] & PREFIX and _starts_with(data, first, last, keys, k0, k1):
                        first += k1 - k0
                        cut = True
                        break
                if not cut:
                    break
                if fused < 0:
                    key = find_token(data, first, last, slots, key_offsets, keys)
            trailing = False
            replace = False
            if key >= 0:
                trailing = where[key] & TRAILING != 0
                replace = where[key] & ANYWHERE != 0 or (
                    where[key] & LEADING != 0 and kept_to == begin
                )
                if replace and value_offsets[key + 1] == value_offsets[key]:
                    continue
            if size > begin:
                out[size] = SPACE
                size += 1
            if replace:
                for k in range(value_offsets[key], value_offsets[key + 1]):
                    out[size] = values[k]
                    size += 1
            else:
                for k in range(first, last):
                    out[size] = data[k]
                    size += 1
                if fused >= 0:
                    for k in range(value_offsets[fused], value_offsets[fused + 1]):
                        out[size] = values[k]
                        size += 1
            if not trailing:
                kept_to = size
        if kept_to > begin:
            size = kept_to
        else:
            size = begin
            for k in range(offsets[v], stop):
                out[size] = data[k]
                size += 1
        out_offsets[v + 1] = size
    return out_offsets, out[:size].copy()
