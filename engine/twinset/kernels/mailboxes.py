"""What is left of addresses without the names that they are made of."""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.keys import mix64

_PRIME = np.uint64(0x100000001B3)  # FNV-1a
_BASIS = np.uint64(0xCBF29CE484222325)
_NONE, _FAMILY, _GIVEN, _INITIAL = np.uint64(0), np.uint64(1), np.uint64(2), np.uint64(3)
_AT, _SPACE = 64, 32
_ONE = np.uint64(1)


@inline
def _find(data, start, stop, name, first, last):
    """The borders of the first place where the name stands, without its spaces; else stop, stop."""
    if last - first > 1:
        letter = name[first]
        for begin in range(start, stop):
            if data[np.uint64(begin)] != letter:
                continue
            place = begin + 1
            i = first + 1
            while i < last:
                if name[np.uint64(i)] != _SPACE:
                    if place >= stop or data[np.uint64(place)] != name[np.uint64(i)]:
                        break
                    place += 1
                i += 1
            if i == last:
                return np.int64(begin), np.int64(place)
    return np.int64(stop), np.int64(stop)


@inline
def _fed(h, value):
    return (h ^ value) * _PRIME


@inline
def _fed_text(h, data, start, stop):
    for i in range(start, stop):
        h = _fed(h, np.uint64(data[np.uint64(i)]))
    return h


@kernel(
    "void(int64[::1], uint8[::1], int32[::1], int32[::1], int64[::1], uint8[::1], int32[::1],"
    " int64[::1], uint8[::1], uint64[::1])"
)
def hash_mailboxes(
    offsets, data, emails, given, given_offsets, given_data, family, family_offsets, family_data,
    hashes,
):  # fmt: skip
    """Hashes of addresses with a person's names taken out: ``hashes`` (addresses,), never 0.

    ``emails``, ``given`` and ``family`` (addresses,) are codes, names -1 for none. Names count
    where they first stand in one piece, without their spaces, the family name before the given
    name; the latter also by its initial at the beginning of the local part, or right behind the
    family name.
    """
    for n in range(len(emails)):
        start, stop = offsets[emails[n]], offsets[emails[n] + 1]
        at = stop - 1
        while at >= start and data[np.uint64(at)] != _AT:
            at -= 1
        if at < start:
            at = stop
        initial = False
        f0, f1, g0, g1 = at, at, at, at
        if family[n] >= 0:
            first, last = family_offsets[family[n]], family_offsets[family[n] + 1]
            f0, f1 = _find(data, start, at, family_data, first, last)
        if given[n] >= 0:
            first, last = given_offsets[given[n]], given_offsets[given[n] + 1]
            g0, g1 = _find(data, start, f0, given_data, first, last)
            if g0 == f0:  # not in front of the family name
                g0, g1 = _find(data, f1, at, given_data, first, last)
            if g0 == at and f0 < at and last > first:
                if f0 == start + 1 and data[np.uint64(start)] == given_data[first]:
                    g0, g1, initial = start, f0, True
                elif f0 == start and f1 < at and data[np.uint64(f1)] == given_data[first]:
                    g0, g1, initial = f1, f1 + 1, True
        of_given = (_INITIAL if initial else _GIVEN) if g0 < g1 else _NONE
        of_family = _FAMILY if f0 < f1 else _NONE
        if g0 < f0:
            pattern = _fed(_fed_text(_BASIS, data, start, g0), of_given)
            pattern = _fed(_fed_text(pattern, data, g1, f0), of_family)
            pattern = _fed_text(pattern, data, f1, at)
        else:
            pattern = _fed(_fed_text(_BASIS, data, start, f0), of_family)
            pattern = _fed(_fed_text(pattern, data, f1, g0), of_given)
            pattern = _fed_text(pattern, data, g1, at)
        hashes[n] = mix64(_fed_text(pattern, data, at, stop)) | _ONE
