"""How words of other scripts are written in Latin letters: never one way only.

Each function gives the further ways beside the usual one; what they give back is what a person, a
passport office or a form of another country made of the name.
"""

from __future__ import annotations

from collections.abc import Mapping

WAYS = 3
"""The usual way, and two more."""

_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


def _rules(latin: str) -> Mapping[str, str]:
    return {
        letter: text.replace("_", "") for letter, text in zip(_CYRILLIC, latin.split(), strict=True)
    }


_RUSSIAN = (
    # ICAO Doc 9303 part 3 section 6: passports since 2013; the hard sign is left out
    _rules("a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e iu ia"),
    # BGN/PCGN 1947, without apostrophes: maps, newspapers, older passports
    _rules("a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya"),
    # what people write themselves: German and French habits, x for ks, c for ts
    _rules("a b v g d e e j z i j k l m n o p r s t u f h c tch sch sch _ y _ e ju ja"),
)
_VOWELS = set("аеёиоуыэюя")


def russian(text: str, way: int) -> str:
    """Cyrillic by the rules of a way; case is kept."""
    rules, out = _RUSSIAN[way], []
    for i, letter in enumerate(text):
        low = letter.lower()
        if low not in rules:
            out.append(letter)
            continue
        new = rules[low]
        if way == 1 and low == "е" and (i == 0 or text[i - 1].lower() in _VOWELS | {"ъ", "ь"}):
            new = "ye"
        if way == 2 and low == "с" and i and text[i - 1].lower() == "к":
            new = "s"
        out.append(new.capitalize() if letter != low else new)
    latin = "".join(out)
    if way == 1:  # -ий and -ый are one letter in BGN
        latin = latin.replace("iy", "y").replace("yy", "y")
    if way == 2:
        latin = latin.replace("ks", "x")
        latin = latin[:-2] + "y" if latin.endswith("ij") else latin
    return latin


_PERSIAN = (
    # as the letters are spelled: q for ق, u and i for the long vowels
    (("gh", "q"), ("Gh", "Q"), ("ou", "u"), ("Ou", "U"), ("ei", "ey"), ("Kh", "Kh"), ("mm", "m"),
     ("ss", "s"), ("ae", "ai")),
    # as it is heard in English or Arabic
    (("ou", "oo"), ("Mo", "Mu"), ("Ho", "Hu"), ("ey", "ei"), ("e", "i"), ("zh", "j"), ("Zh", "J"),
     ("ii", "i")),
)  # fmt: skip


def persian(latin: str, way: int) -> str:
    """Another spelling of a usual one: Hossein as Hosein or Hussiin; a silent h is dropped."""
    if way == 0:
        return latin
    if latin.endswith("eh"):
        latin = latin[:-1] if way == 1 else latin[:-2] + "a"
    for old, new in _PERSIAN[way - 1]:
        if old == "e":  # only the first inner one: Mehdi as Mihdi, Rezaei as Rizaei
            at = latin.find("e", 1)
            latin = latin[:at] + "i" + latin[at + 1 :] if 0 < at < len(latin) - 2 else latin
        else:
            latin = latin.replace(old, new)
    return latin


_WADE = (
    ("zh", "ch"), ("Zh", "Ch"), ("q", "ch"), ("Q", "Ch"), ("x", "hs"), ("X", "Hs"), ("ian", "ien"),
    ("ong", "ung"), ("j", "ch"), ("J", "Ch"), ("d", "t"), ("D", "T"), ("b", "p"), ("B", "P"),
    ("g", "k"), ("G", "K"), ("nk", "ng"), ("ü", "u"), ("Ü", "U"), ("r", "j"), ("R", "J"),
)  # fmt: skip


def taiwanese(pinyin: str) -> str:
    """Wade-Giles without apostrophes and tones: Zhang as Chang, Xu as Hsu, Qian as Chien."""
    for old, new in _WADE:
        pinyin = pinyin.replace(old, new)
    return pinyin
