"""Faults that any text can have: blank, stray spaces, shouting, all lower case, damaged.

They are judged on distinct values, as they were read; definitions stand in ``twinset.faults``.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Collection
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.faults import Fault
from twinset.kernels import text_faults as kernels
from twinset.kernels.text import points_present
from twinset.standardize.buffers import utf8
from twinset.standardize.cells import as_mask
from twinset.types import Bool, Role, UInt8

_NAMES = frozenset({Role.GIVEN_NAME, Role.MIDDLE_NAME, Role.FAMILY_NAME, Role.FULL_NAME})
SHOUTING_ROLES = _NAMES | {
    Role.STREET,
    Role.ADDRESS,
    Role.CITY,
    Role.BIRTH_PLACE,
    Role.JOB_TITLE,
}
"""Where a value in capitals only is a fault: elsewhere capitals may be right (KPMG, DE)."""
LOWERCASE_ROLES = _NAMES | {Role.CITY, Role.BIRTH_PLACE, Role.COMPANY}

_REPLACEMENT = "\ufffd"
_JOINERS = "\u200c\u200d"
_ODD_BYTES = {bytes([byte]).decode("cp1252", "ignore"): byte for byte in range(0x80, 0xA0)}
_ODD_BYTES.pop("", None)
"""The characters that Windows-1252 has for the bytes 80 to 9F, and those bytes."""
DAMAGE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf" + "".join(_ODD_BYTES) + "]{1,3}")


def check(values: pa.StringArray, role: Role) -> dict[Fault, Bool]:
    """The generic faults of distinct values, a mask (n,) each.

    MISSING, STRAY_SPACE and DAMAGED are judged for every role, SHOUTING and LOWERCASE for the
    roles in which they are faults. A blank value is MISSING and nothing else; null is MISSING.
    """
    offsets, data = utf8(values)
    flags = kernels.text_faults(offsets, data, _classes(data))
    missing = (flags & kernels.BLANK) != 0
    damaged = _damaged(values, flags, data)
    stray = (flags & kernels.STRAY) != 0
    for index in np.flatnonzero(damaged & stray).tolist():
        # the wrong encoding makes spaces and control characters of letters: "voilÃ\xa0"
        stray[index] = _has_stray_spaces(values[index].as_py())
    found = {
        Fault.MISSING: missing,
        Fault.STRAY_SPACE: stray & ~missing,
        Fault.DAMAGED: damaged & ~missing,
    }
    for fault, roles, flag in (
        (Fault.SHOUTING, SHOUTING_ROLES, kernels.SHOUTS),
        (Fault.LOWERCASE, LOWERCASE_ROLES, kernels.WHISPERS),
    ):
        if role in roles:
            found[fault] = (flags & flag) != 0
    if role is Role.JOB_TITLE:
        found[Fault.SHOUTING] &= ~_abbreviations(values)
    return found


def _abbreviations(values: pa.StringArray) -> Bool:
    """One word of up to four letters: CEO, CTO."""
    return as_mask(pc.match_substring_regex(values, r"^\s*\p{L}{1,4}\s*$"))


def is_damaged(text: str) -> bool:
    """Does the text hold UTF-8 that was read in Windows-1252 or Latin-1, or a lost character?"""
    return _REPLACEMENT in text or any(_decodes(match.group()) for match in DAMAGE.finditer(text))


def _decodes(piece: str) -> bool:
    """Are these characters the bytes of one in UTF-8, and perhaps of something behind it?

    A no-break space behind an accented capital ("CAFÉ\u00a0") is more often one than half a letter,
    but for the letters that begin what western Europe and Russia write; and nobody writes IPA.
    """
    if piece[1:].isspace() and piece[0] not in "ÂÃÅÐ":
        return False
    read = bytes(_ODD_BYTES.get(character, ord(character) & 0xFF) for character in piece)
    for stop in range(2, len(read) + 1):
        try:
            letter = read[:stop].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return not "\u0250" <= letter <= "\u02af"
    return False


def _damaged(values: pa.StringArray, flags: UInt8, data: UInt8) -> Bool:
    """Suspects are few, and looked at one by one."""
    damaged = np.zeros(len(values), np.bool_)
    if not (data & 0x80).any():
        return damaged
    for index in np.flatnonzero(flags & kernels.SUSPECT).tolist():
        damaged[index] = is_damaged(values[index].as_py())
    return damaged | as_mask(pc.match_substring(values, _REPLACEMENT))


def _has_stray_spaces(text: str) -> bool:
    return text != text.strip(" \t\n") or "  " in text


def _classes(data: UInt8) -> UInt8:
    """What each code point is; only those that occur are looked up, so Python sees hundreds."""
    if not (data & 0x80).any():
        return _table(range(128))
    return _table(np.flatnonzero(points_present(data)).tolist())


def _table(points: Collection[int]) -> UInt8:
    classes = np.zeros(sys.maxunicode + 1, np.uint8)
    for point in points:
        classes[point] = _class_of(point)
    return classes


@cache
def _class_of(point: int) -> int:
    character = chr(point)
    category = unicodedata.category(character)
    kind = 0
    if character.isspace() and not "\x1c" <= character <= "\x1f":  # Python's four are no spaces
        kind |= kernels.WHITE
    elif character in _JOINERS:
        kind |= kernels.JOINER
    elif category == "Cf":
        kind |= kernels.INVISIBLE
    if category[0] == "L":
        upper, lower = character.upper() == character, character.lower() == character
        if upper and not lower:
            kind |= kernels.UPPER
        elif lower and not upper:
            kind |= kernels.LOWER
        elif not (upper or lower):  # a title-case letter: neither all upper nor all lower
            kind |= kernels.UPPER | kernels.LOWER
    if category[0] in "LM":  # in Hindi a joiner follows the mark of a letter
        kind |= kernels.JOINED
    if 0xC2 <= point <= 0xF4:
        kind |= kernels.LEAD
    if 0x80 <= point <= 0xBF or character in _ODD_BYTES:
        kind |= kernels.TRAIL
    return kind
