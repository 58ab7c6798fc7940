"""Names as the reader of sounds takes them: characters that it knows, and which script they are.

ASCII goes through a kernel; other values through Python, one look-up a character.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.columns import text_buffers
from twinset.standardize.sounds import (
    PINYIN_FINAL,
    PINYIN_FINALS,
    PINYIN_INITIAL,
    PINYIN_INITIALS,
    Writing,
    reader,
)
from twinset.standardize.texts import Texts, fold, to_array
from twinset.types import UInt8


class Script(IntEnum):
    """Which script a word is in: spellings are compared letter by letter within one only."""

    LATIN = 0
    CYRILLIC = 1
    GREEK = 2
    HEBREW = 3
    ARABIC = 4
    KANA = 5
    HANGUL = 6
    HAN = 7
    OTHER = 8


WRITINGS = np.array([
    Writing.ALPHABET, Writing.ALPHABET, Writing.ALPHABET, Writing.ABJAD, Writing.ABJAD,
    Writing.KANA, Writing.HANGUL, Writing.HAN, Writing.ALPHABET,
], np.uint8)  # fmt: skip
"""The ``Writing`` of each ``Script``."""

_RANGES = (
    (0x0041, 0x024F, Script.LATIN), (0x1E00, 0x1EFF, Script.LATIN),
    (0x0370, 0x03FF, Script.GREEK), (0x1F00, 0x1FFF, Script.GREEK),
    (0x0400, 0x052F, Script.CYRILLIC), (0x0590, 0x05FF, Script.HEBREW),
    (0xFB1D, 0xFB4F, Script.HEBREW), (0x0600, 0x077F, Script.ARABIC),
    (0x08A0, 0x08FF, Script.ARABIC), (0xFB50, 0xFDFF, Script.ARABIC),
    (0xFE70, 0xFEFC, Script.ARABIC), (0x3041, 0x30FF, Script.KANA),
    (0xFF66, 0xFF9D, Script.KANA), (0x1100, 0x11FF, Script.HANGUL),
    (0x3130, 0x318F, Script.HANGUL), (0xAC00, 0xD7A3, Script.HANGUL),
    (0x3400, 0x9FFF, Script.HAN), (0xF900, 0xFAFF, Script.HAN), (0x20000, 0x3FFFF, Script.HAN),
    (PINYIN_INITIAL, PINYIN_FINAL + 0xFF, Script.HAN),
)  # fmt: skip
_APOSTROPHES = "'\u2019\u2018\u02bc\u05f3`\u00b4\u02bb\u02bf\u02be"


def script_of(word: str) -> Script:
    """The script of a word's first letter; kana before Han, as Japanese mixes them."""
    found = Script.OTHER
    for character in word:
        point = ord(character)
        for first, last, script in _RANGES:
            if first <= point <= last and character.isalpha() | (script == Script.HAN):
                if script != Script.HAN:
                    return script
                found = script
                break
    return found


def spell(values: pa.StringArray) -> pa.StringArray:
    """Each value as words of characters that the reader knows, divided by single spaces.

    Letters in lower case, Hangul in jamo, Han as the beginning and end of each syllable in pinyin,
    hiragana as katakana, compatibility forms and vowel points resolved. Null becomes empty.
    """
    if values.null_count:
        values = pc.fill_null(values, "")
    plain = pc.string_is_ascii(values)
    if pc.all(plain).as_py() in (True, None):
        return to_array(fold(Texts(*text_buffers(values))))
    rest = [_spelled(text) for text in values.filter(pc.invert(plain)).to_pylist()]
    simple = to_array(fold(Texts(*text_buffers(values.filter(plain)))))
    return pc.replace_with_mask(
        pc.replace_with_mask(values, plain, simple), pc.invert(plain), pa.array(rest, pa.string())
    )


def _spelled(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    return " ".join("".join([_character(character) for character in text]).split())


@cache
def _character(character: str) -> str:
    """What the reader reads for one character: itself where it knows it, else a relative of it."""
    from anyascii import anyascii

    point = ord(character)
    if point < 0x10000 and reader().classes[point]:
        lower = character.lower()
        return lower if len(lower) == 1 else character
    if character in _APOSTROPHES:
        return "'"
    if 0xAC00 <= point <= 0xD7A3:
        return unicodedata.normalize("NFD", character)
    if 0x3041 <= point <= 0x3096:
        return _character(chr(point + 0x60))
    if unicodedata.name(character, "").startswith("CJK"):
        return "".join(_syllable(part) for part in _syllables(anyascii(character)))
    simpler = "".join(
        part
        for part in unicodedata.normalize("NFKD", character.lower())
        if not unicodedata.combining(part)
    )
    if simpler not in ("", character):
        return "".join(_character(part) for part in simpler)
    category = unicodedata.category(character)
    if category[0] in "LN":
        return "".join(c for c in anyascii(character).lower() if c.isalnum())
    return "" if category in ("Mn", "Me", "Cf", "Lm") else " "


def _syllables(pinyin: str) -> list[str]:
    """ "BeiLa" to bei, la."""
    parts: list[str] = []
    for letter in pinyin:
        if letter.isupper() or not parts:
            parts.append(letter.lower())
        else:
            parts[-1] += letter
    return parts


def _syllable(pinyin: str) -> str:
    """Two private characters, for what a syllable begins and ends with."""
    initial = pinyin[:2] if pinyin[:2] in ("zh", "ch", "sh") else pinyin[:1]
    if initial not in PINYIN_INITIALS:
        initial = ""
    final = pinyin[len(initial) :]
    if final == "i" and initial in ("z", "c", "s", "zh", "ch", "sh", "r"):
        final = "ih"  # no vowel at all: si, zhi
    if final not in PINYIN_FINALS:
        return pinyin
    start = chr(PINYIN_INITIAL + PINYIN_INITIALS.index(initial)) if initial else ""
    return start + chr(PINYIN_FINAL + PINYIN_FINALS.index(final))


def scripts_of(words: pa.StringArray) -> UInt8:
    """``Script`` of each spelled word."""
    out = np.zeros(len(words), np.uint8)
    foreign = np.flatnonzero(~pc.string_is_ascii(words).to_numpy(zero_copy_only=False))
    for index, word in zip(
        foreign.tolist(), words.take(pa.array(foreign)).to_pylist(), strict=True
    ):
        out[index] = script_of(word)
    return out
