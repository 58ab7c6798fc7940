"""Names as sequences of sounds, whatever their script, and how far apart two sounds are.

A *sound* is a set of readings (see ``sound_tables``): Hebrew pe is p or f. Two sounds are as far
apart as their two nearest readings: the phones' distance and what each reading costs. All scripts
are read by one trie over characters, the longest grapheme first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

import numpy as np

from twinset.standardize import sound_tables as tables
from twinset.types import Float32, UInt8


class Writing(IntEnum):
    """How a script writes vowels and clusters: decides what a name loses in it."""

    ALPHABET = 0
    ABJAD = 1  # Arabic, Hebrew: short vowels are not written
    KANA = 2  # no clusters, no l, no v
    HANGUL = 3
    HAN = 4


VOWELS = ("a", "e", "i", "o", "u")
_CONSONANTS = "p b t d k g f v th dh s z sh zh ch j ts dz c kh gh h m n ng l r y w"
CONSONANTS = tuple(_CONSONANTS.split())
SILENT = "-"
PHONES = (SILENT, *VOWELS, *CONSONANTS)

# Vowels are where spellings differ most: they weigh less than consonants.
_VOWEL_WEIGHT = 0.45
_VOWEL_GRID = {"a": (0.0, 0.5), "e": (0.5, 0.0), "i": (1.0, 0.0), "o": (0.5, 1.0), "u": (1.0, 1.0)}

_NEAR = """
p b .35; t d .35; k g .35; f v .3; s z .3; sh zh .3; ch j .35; th dh .3; kh gh .3; ts dz .3
b v .35; p f .5; p v .6; b f .6; v w .2; f w .5; b w .6; k kh .3; g gh .1; g kh .5; h kh .25
h gh .4; h k .6; h g .6; k gh .5; k c .1; c ch .2; c s .4; c ts .3; c g .4
t th .3; d dh .2; d th .4; t dh .5; s th .35; z dh .35; s sh .35; z zh .35; s dh .6; z th .5
sh ch .4; zh j .2; s ts .3; z ts .35; z dz .2; s dz .5; ts ch .35; dz j .4; z j .45; s ch .6
sh j .6; t ts .45; t ch .5; d j .5; d dz .45; d z .6; s zh .6; z sh .6; ts j .5; ts sh .6; ts zh .6
j y .5; zh y .7; g j .55; g zh .7; k ch .6; l r .55; n m .5; n ng .15; m ng .6; n l .7; n r .8
l y .6; w u .1; y i .1; w o .3; y e .3; v u .5; g y .7; h y .8; f h .6; f th .4; v th .6; v dh .6
r d .8; n d .8; l d .8; m b .7; r w .8
"""
_FAR = 1.0
_VOWEL_TO_CONSONANT = 1.1


def _phone_distances() -> Float32:
    """(phones, phones): 0 for the same phone, 1 for consonants that are never confused."""
    size = len(PHONES)
    out = np.full((size, size), _FAR, np.float32)
    number = {phone: i for i, phone in enumerate(PHONES)}
    for a in VOWELS:
        for consonant in CONSONANTS:
            out[number[a], number[consonant]] = out[number[consonant], number[a]] = (
                _VOWEL_TO_CONSONANT
            )
        for b in VOWELS:
            (x, y), (u, v) = _VOWEL_GRID[a], _VOWEL_GRID[b]
            apart = min(1.0, float(np.hypot(x - u, 0.8 * (y - v))))
            out[number[a], number[b]] = _VOWEL_WEIGHT * (0.35 + 0.65 * apart)
    for entry in _NEAR.replace("\n", ";").split(";"):
        if entry.strip():
            a, b, value = entry.split()
            out[number[a], number[b]] = out[number[b], number[a]] = float(value)
    np.fill_diagonal(out, 0.0)
    return out


Sound = tuple[tuple[str, float], ...]


def _sound(text: str) -> Sound:
    readings = []
    for word in text.split():
        phone = word.rstrip("0123456789")
        readings.append((phone, int(word[len(phone) :] or 0) / 10))
    return tuple(readings)


PINYIN_INITIAL, PINYIN_FINAL = 0xE000, 0xE100
"""Private code points that stand for the beginning and the end of a syllable of Chinese."""
ROMAN = 0xE200
"""``ROMAN + 256 * writing + letter`` is a letter of romanised text that was in that writing."""


def _jamo(first: int, letters: str) -> dict[str, str]:
    return {letter: chr(first + index) for index, letter in enumerate(letters)}


_INITIAL_JAMO = _jamo(0x1100, "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")
_VOWEL_JAMO = _jamo(0x1161, "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ")
_FINAL_JAMO = _jamo(0x11A8, "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")


def _lines(table: str) -> Iterator[tuple[str, str]]:
    for line in table.strip().splitlines():
        grapheme, _, sounds = line.partition(":")
        yield grapheme, sounds


PINYIN_INITIALS = tuple(grapheme for grapheme, _ in _lines(tables.PINYIN_INITIALS))
PINYIN_FINALS = tuple(grapheme for grapheme, _ in _lines(tables.PINYIN_FINALS))


def _graphemes() -> Iterator[tuple[str, str]]:
    """Every grapheme, in the code points that the reader reads, and its sounds as text."""
    for table in (tables.LATIN, tables.CYRILLIC, tables.GREEK, tables.HEBREW, tables.ARABIC):
        yield from _lines(table)
    kana = dict(_lines(tables.KANA))
    yield from kana.items()
    for row, consonant in _lines(tables.KANA_ROWS):
        for letter, vowel in zip(row, ("a e3", "i e2 y2", "u o2", "e", "o"), strict=True):
            if letter not in kana:
                yield letter, f"{consonant}|{vowel}"
    vowels = _INITIAL_JAMO | _VOWEL_JAMO | {"^": "^"}
    for jamo, table in [
        (_INITIAL_JAMO, tables.HANGUL_INITIALS),
        (_VOWEL_JAMO, tables.HANGUL_VOWELS),
        (_FINAL_JAMO, tables.HANGUL_FINALS),
        (vowels, tables.HANGUL_SEQUENCES),
    ]:
        for grapheme, sounds in _lines(table):
            yield "".join(jamo[letter] for letter in grapheme), sounds
    for first, table in [
        (PINYIN_INITIAL, tables.PINYIN_INITIALS), (PINYIN_FINAL, tables.PINYIN_FINALS),
    ]:  # fmt: skip
        for number, (_, sounds) in enumerate(_lines(table)):
            yield chr(first + number), sounds
    for writing, table in [
        (Writing.ABJAD, tables.ROMAN_ABJAD), (Writing.KANA, tables.ROMAN_KANA),
        (Writing.HANGUL, tables.ROMAN_HANGUL), (Writing.HAN, tables.ROMAN_HAN),
    ]:  # fmt: skip
        for grapheme, sounds in _lines(table):
            yield "".join(chr(ROMAN + 256 * writing + ord(c)) for c in grapheme), sounds


@dataclass(frozen=True, eq=False)
class Reader:
    """The trie over characters, and the sounds it gives; see ``kernels.name_similarity``."""

    classes: np.ndarray  # (65536,) int16: class of a character; 0 nothing, 1 the border of a word
    children: np.ndarray  # (nodes, classes) int16, -1 no child
    output: np.ndarray  # (nodes, 4) int16: taken characters (-1: no grapheme), then sounds or -1
    substitution: Float32  # (sounds, sounds)
    deletion: Float32  # (sounds, writings): where the other name is in that writing
    is_vowel: UInt8  # (sounds,)


@cache
def reader() -> Reader:
    """Built once a process, in 0.1 s."""
    entries = list(_graphemes())
    characters = sorted({c for grapheme, _ in entries for c in grapheme} - set("^$("))
    classes = np.zeros(0x10000, np.int16)
    for index, character in enumerate(characters):
        classes[ord(character)] = index + 2
        upper = character.upper()
        if len(upper) == 1 and upper != character:
            classes[ord(upper)] = index + 2
    sounds: dict[Sound, int] = {}
    children = [np.full(len(characters) + 2, -1, np.int16)]
    output = [[-1] * 5]
    for grapheme, text in entries:
        node = 0
        taken = 0
        looking = False
        for character in grapheme:
            if character == "(":
                looking = True
                continue
            kind = 1 if character in "^$" else int(classes[ord(character)])
            if children[node][kind] < 0:
                children[node][kind] = len(children)
                children.append(np.full(len(characters) + 2, -1, np.int16))
                output.append([-1] * 5)
            node = int(children[node][kind])
            taken += not looking and character != "$"
        parts = [_sound(part) for part in text.split("|")]
        numbers = [sounds.setdefault(part, len(sounds)) for part in parts]
        output[node] = [taken, *numbers, *[-1] * (4 - len(numbers))]
    substitution, deletion, is_vowel = _costs(list(sounds))
    return Reader(
        classes, np.array(children), np.array(output, np.int16), substitution, deletion, is_vowel
    )


# What a vowel costs that one side does not write; what a consonant does that the other script
# often drops: r after a vowel (Parker, pa-ka-), any sound that is no syllable of Chinese.
_VOWEL_LOST = {
    Writing.ALPHABET: 0.5, Writing.ABJAD: 0.06, Writing.KANA: 0.45,
    Writing.HANGUL: 0.45, Writing.HAN: 0.4,
}  # fmt: skip
_CONSONANT_LOST = {
    Writing.ALPHABET: 1.0, Writing.ABJAD: 1.0, Writing.KANA: 1.0,
    Writing.HANGUL: 0.95, Writing.HAN: 0.75,
}  # fmt: skip
_LOST = {
    ("r", Writing.KANA): 0.3, ("r", Writing.HANGUL): 0.35, ("r", Writing.HAN): 0.3,
    ("h", Writing.ALPHABET): 0.4, ("h", Writing.KANA): 0.4, ("h", Writing.HANGUL): 0.4,
    ("h", Writing.HAN): 0.35, ("h", Writing.ABJAD): 0.5, ("l", Writing.HAN): 0.5,
    ("y", Writing.ALPHABET): 0.4, ("y", Writing.ABJAD): 0.4, ("y", Writing.KANA): 0.4,
    ("y", Writing.HANGUL): 0.4, ("y", Writing.HAN): 0.4,
    ("t", Writing.HAN): 0.5, ("d", Writing.HAN): 0.5,
}  # fmt: skip


def _costs(sounds: list[Sound]) -> tuple[Float32, Float32, UInt8]:
    phones = _phone_distances()
    number = {phone: i for i, phone in enumerate(PHONES)}
    size = len(sounds)
    readings = np.full((size, len(PHONES)), 9.0, np.float32)
    for index, sound in enumerate(sounds):
        for phone, cost in sound:
            readings[index, number[phone]] = cost
    heard = readings[:, 1:]  # silence is a deletion, not a substitution
    nearest = (heard[:, :, None] + phones[1:, 1:]).min(axis=1)  # (sounds, phones)
    substitution = np.empty((size, size), np.float32)
    for index in range(size):
        substitution[index] = (nearest[index] + heard).min(axis=1)
    # neither has a reading but silence: nothing to confuse
    deletion = np.full((size, len(Writing)), 9.0, np.float32)
    is_vowel = np.zeros(size, np.uint8)
    for index, sound in enumerate(sounds):
        first = next((p for p, _ in sound if p != SILENT), None)
        is_vowel[index] = first in VOWELS
        for writing in Writing:
            costs = [cost for phone, cost in sound if phone == SILENT]
            if first is None:
                costs.append(0.0)
            elif first in VOWELS:
                costs.append(_VOWEL_LOST[writing])
            else:
                costs.append(_LOST.get((first, writing), _CONSONANT_LOST[writing]))
            deletion[index, writing] = min(costs)
    return np.minimum(substitution, 3.0), deletion, is_vowel
