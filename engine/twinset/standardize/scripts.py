"""Any script to ASCII, one code point at a time.

Compatibility forms (full width, ligatures, superscripts) are resolved by NFKC, then anyascii
transliterates: ü to u, ø to o, ß to ss, þ to th, ł to l; Cyrillic, Greek, Hebrew, kana, Hangul
and Chinese by their usual romanisation. Where anyascii would lose a name or tell apart what is
one letter, our own table decides (Arabic and Persian).
"""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np

from twinset.types import Bool, Int64, UInt8

# Anyascii drops alef and ain, so that "ابا" would be "b", and gives the two forms of yeh and kaf
# that Arabic and Persian keyboards type different letters.
_OWN = {
    **dict.fromkeys("اأإآٱعٲٳ", "a"),
    **dict.fromkeys("يیىېے", "y"),
    **dict.fromkeys("كکڪ", "k"),
    **dict.fromkeys("هةەۀہھۃ", "h"),
    **dict.fromkeys("وؤۆۇ", "w"),
    "ئ": "y",
    **dict.fromkeys("ءـ", ""),  # hamza on the line, tatweel
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),  # joiners and marks
    **dict.fromkeys("ьъЬЪ", ""),
}


@cache
def ascii_of(point: int) -> str:
    """What stands for a code point; empty for marks and joiners, a space for control characters."""
    from anyascii import anyascii

    if point < 128:
        return chr(point)
    parts = []
    for character in unicodedata.normalize("NFKC", chr(point)):
        if character in _OWN:
            parts.append(_OWN[character])
            continue
        category = unicodedata.category(character)
        if category in ("Mn", "Me"):
            continue
        if category[0] in "ZC":
            parts.append("" if category == "Cf" else " ")
            continue
        text = anyascii(character)
        if text in ("", "-") and category[0] == "L" and category != "Lm":
            text = f"u{ord(character):x}"  # a letter that anyascii does not know stays a letter
        elif text in ("'", "`") and category == "Lo":
            text = "a"  # Hebrew and Syriac alef and ain, as the Arabic ones: "א." is an initial
        parts.append(text)
    return "".join(parts)


def needs_composition(present: Bool) -> bool:
    """True where a mark would be lost that makes another letter (й of и, or Hangul of jamo).

    ``present`` (0x110000,) says which code points occur.
    """
    return any(
        0x1100 <= point <= 0x11FF or unicodedata.combining(chr(point))
        for point in np.flatnonzero(present).tolist()
    )


def table_for(present: Bool) -> tuple[Int64, UInt8]:
    """The table that ``kernels.text.transliterate`` takes, up to the last code point that occurs.

    Python looks at each distinct code point once (a few hundred), not at each character.
    """
    used = np.flatnonzero(present)
    replacements = [ascii_of(point).encode("ascii") for point in used.tolist()]
    lengths = np.zeros(int(used.max(initial=0)) + 2, np.int64)
    lengths[used + 1] = [len(text) for text in replacements]
    return np.cumsum(lengths), np.frombuffer(b"".join(replacements) or b" ", np.uint8).copy()
