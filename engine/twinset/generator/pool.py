"""A pool of distinct tokens, and the plain forms of words: without marks, in Latin letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from twinset.generator.romanise import WAYS, persian, russian, taiwanese

_LETTERS = {
    "ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "æ": "ae",
    "Æ": "Ae", "ı": "i", "đ": "d",
}  # fmt: skip


class Pool:
    """Collects distinct tokens; equal text is one token unless its Latin form differs."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.latin: list[str | None] = []
        self.ways: dict[int, list[str]] = {}  # further Latin forms that the data name
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
        """A list item: "_" is a space, ``native:latin,other,third`` gives Latin forms too."""
        text, _, latin = item.replace("_", " ").partition(":")
        usual, *others = latin.split(",")
        token = self.add(text, usual or None)
        if others:
            self.ways[token] = others
        return token

    def romanised(self, way: int, count: int) -> list[int]:
        """A token for the Latin form of each of the first ``count``, in one of the ``WAYS``."""
        return [self.add(self._latin(token, way)) for token in range(count)]

    def _latin(self, token: int, way: int) -> str:
        text, latin = self.texts[token], self.latin[token]
        if not 0 < way < WAYS or text.isascii():
            return without_marks(text, latin)
        if token in self.ways:
            return self.ways[token][way - 1]
        first = next((c for c in text if c.isalpha()), "a")
        if "\u0400" <= first <= "\u04ff":
            return russian(text, way)
        if latin and "\u0600" <= first <= "\u06ff":
            return persian(latin, way)
        if latin and "\u4e00" <= first <= "\u9fff":
            return taiwanese(latin) if way == 2 else latin.replace("ü", "v")
        return without_marks(text, latin)

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
    text = russian(text, 0)
    text = "".join(_LETTERS.get(letter, letter) for letter in text)
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if ord(c) < 128)
    return plain if any(c.isalnum() for c in plain) else text  # nobody said how to write it


def damaged(text: str) -> str | None:
    """UTF-8 read as Windows-1252: Müller as MÃ¼ller; None where a byte is no visible character."""
    try:
        read = text.encode().decode("cp1252")
    except UnicodeDecodeError:
        return None
    return None if {"\xa0", "\xad"} & set(read) else read


def slug(text: str) -> str:
    """What of an ASCII text can stand in an e-mail address."""
    return re.sub(r"[^a-z0-9]", "", text.lower())
