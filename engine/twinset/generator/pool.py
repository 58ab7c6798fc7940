"""A pool of distinct tokens, and the plain forms of words: without marks, in Latin letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_LETTERS = {
    "ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "æ": "ae",
    "Æ": "Ae", "ı": "i", "đ": "d",
}  # fmt: skip
# ICAO Doc 9303, part 3, section 6: what Russian passports have; the hard sign is left out
_FROM = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_TO = "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e iu ia"
_CYRILLIC = {
    letter: latin.replace("_", "") for letter, latin in zip(_FROM, _TO.split(), strict=True)
}


class Pool:
    """Collects distinct tokens; equal text is one token unless its Latin form differs."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.latin: list[str | None] = []
        self._ids: dict[tuple[str, str | None], int] = {}

    def add(self, text: str, latin: str | None = None) -> int:
        key = (text, latin)
        token = self._ids.get(key)
        if token is None:
            token = self._ids[key] = len(self.texts)
            self.texts.append(text)
            self.latin.append(latin)
        return token

    def item(self, item: str) -> int:
        """A list item: "_" is a space, ``native:latin`` gives the Latin form too."""
        text, _, latin = item.replace("_", " ").partition(":")
        return self.add(text, latin or None)

    def mapped(self, function: Callable[[str, str | None], str], count: int) -> list[int]:
        """A token for the image of each of the first ``count``; an unchanged text is itself."""
        images = (function(self.texts[t], self.latin[t]) for t in range(count))
        return [t if text == self.texts[t] else self.add(text) for t, text in enumerate(images)]


def without_marks(text: str, latin: str | None = None) -> str:
    """ASCII by dropping marks: Müller to Muller; Cyrillic by rule, other scripts as given."""
    if latin is not None:
        return latin
    if text.isascii():
        return text
    out = []
    for letter in text:
        low = letter.lower()
        if low in _CYRILLIC:
            new = _CYRILLIC[low]
            out.append(new.capitalize() if letter != low else new)
        else:
            new = _LETTERS.get(letter, letter)
            out.append("".join(c for c in unicodedata.normalize("NFKD", new) if ord(c) < 128))
    return "".join(out)


def slug(text: str) -> str:
    """What of an ASCII text can stand in an e-mail address."""
    return re.sub(r"[^a-z0-9]", "", text.lower())
