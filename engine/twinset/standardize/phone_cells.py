"""Several phone numbers in one cell: "030 123456; 0171 2345678", "Tel 030 123456 Fax 030 123457".

Cells that can hold no second number (fewer than twelve digits, or nothing that separates) are
passed on as they are, so that what is left for Python is a few cells of a column.
"""

from __future__ import annotations

import re
import string
from functools import lru_cache

import numpy as np
import pyarrow as pa

from twinset.kernels.phone_cells import may_be_several
from twinset.standardize.cells import expand
from twinset.standardize.texts import Texts, ascii_texts, to_array
from twinset.types import Bool, Int64

LABELS = (
    "x ext extn exten extension extensao anexo ramal int interno interne poste dw durchwahl "
    "app apparat nst nebenstelle toestel tst dob dobavochnyy wew klapka kl linka vn vnutr dahili "
    "lokal anknytning ankn opt option"
)
"""What stands before an extension, folded to ASCII."""

NUMBER_LABELS = (
    "t p h w m c o d b tel telef telefon telefono telefone telephone phone ph fon fone tlf tfno "
    "mobil mobile mobiltelefon movil celular mob cell cellphone handy gsm home work "
    "private privat priv prive perso personal personlich business geschaftlich dienstlich buro "
    "buero bureau office casa lavoro trabajo ufficio thuis werk hjem arbeid arbejde hem arbete "
    "dom rab sluzhebnyy lichnyy main zentrale central centrale switchboard direct direkt "
    "durchwahl whatsapp wa viber telegram signal sms no nr num number nummer numero contact "
    "landline festnetz fixe fijo fisso day evening and und or oder et ou y o e i"
)
"""What stands before or behind a number and says no more than what kind of number it is."""

_LABEL = re.compile(rf"[\s.,;:(]*(?:{'|'.join(LABELS.split())}|#)[\s.:]*", re.IGNORECASE)
_SHORT_NUMBER = re.compile(r"\s*\d{1,6}\s*[)\]]?\s*(?:[;,/|&]|$)")
_FEWEST = 12
_LONGEST = 500
"""Characters of a cell that is split: what is longer is text, and splitting it takes time by the
square of its length (48,000 characters: 10 s)."""

# from the surest separator down; a part is split at the next one only if it holds enough digits
_HARD = re.compile(r"[;|\n\r\t]+")
_SOFT = re.compile(r"[,&]+|\s\+\s")
_WORDS = re.compile(r"(?<=[\d)])\s*[(\[]?\s*[A-Za-z][A-Za-z.:\s()\[\]-]*(?=[+(\d])")
_PLUS = re.compile(r"(?<=\d)\s*(?=\+\s*\d)")
_SEPARATORS = (
    (_HARD, frozenset(";|\n\r\t"), 5),
    (_SOFT, frozenset(",&+"), 6),
    (_WORDS, frozenset(string.ascii_letters), 6),
    (_PLUS, frozenset("+"), 6),
)
"""Each with the signs that it needs, which few cells have, and the digits on either side."""
_SLASH = re.compile(r"\s*/\s*")
_ANEW = re.compile(r"(?<=\d)\s+(?=\(?[0+])")
_EXTENSION = re.compile(r"[A-Za-z#]")
_SHORTEST, _MOST = 9, 15
"""Digits of a number with its area that nothing but spaces divides from the next."""


_DIGITS = str.maketrans("", "", "0123456789")


def _digits(text: str) -> int:
    return len(text) - len(text.translate(_DIGITS))  # a tenth of asking each character


def _abroad(text: str) -> bool:
    return text.lstrip(" (").startswith(("+", "00"))


def _at(pattern: re.Pattern[str], parts: list[str], shortest: int) -> list[str]:
    """Each part at the separators that leave ``shortest`` digits on either side."""
    done = []
    for part in parts:
        begin = 0
        for match in pattern.finditer(part):
            left, right = part[begin : match.start()], part[match.end() :]
            if _LABEL.fullmatch(match.group()) and (
                _digits(right) < 2 * shortest or _SHORT_NUMBER.match(right)
            ):
                continue  # an extension
            if _digits(left) >= shortest and _digits(right) >= shortest:
                done.append(left)
                # a word in front of a number is its label: it stays with it
                begin = match.start() if pattern is _WORDS else match.end()
        done.append(part[begin:])
    return done


def _at_slashes(parts: list[str]) -> list[str]:
    """At the slashes that are not the one between area code and number.

    033439/12345 is one number: before the slash stand up to six digits, nine with the calling
    code. Behind it a number starts anew (0, +), or is too long to go on.
    """
    done = []
    for part in parts:
        begin = 0
        for match in _SLASH.finditer(part):
            left, right = part[begin : match.start()], part[match.end() :]
            before, after = _digits(left), _digits(right)
            if before < (10 if _abroad(left) else 7) or after < 6:
                continue
            if right.startswith(("0", "+", "(")) or before + after > 15 or after >= before:
                done.append(left)
                begin = match.end()
        done.append(part[begin:])
    return done


def _at_spaces(text: str) -> list[str]:
    """More digits than a number has, run together: apart where one begins anew, or in halves that
    are written alike.

    "030 1234567 0171 2345678" and "212 555 1234 212 555 1235"; what gives no pieces of a number's
    length stays whole.
    """
    if _digits(text) <= _MOST or _EXTENSION.search(text):
        return [text]
    anew, begin = [], 0
    for space in _ANEW.finditer(text):
        left, right = text[begin : space.start()], text[space.end() :]
        if _digits(left) >= _SHORTEST <= _digits(right):
            anew.append(left)
            begin = space.end()
    anew.append(text[begin:])
    if len(anew) > 1 and all(_SHORTEST <= _digits(number) <= _MOST for number in anew):
        return anew
    groups = text.split()
    half, odd = divmod(len(groups), 2)
    front, back = groups[:half], groups[half:]
    if odd or [re.sub(r"\d", "0", group) for group in front] != [
        re.sub(r"\d", "0", group) for group in back
    ]:
        return [text]
    return [" ".join(front), " ".join(back)]


@lru_cache(maxsize=1 << 16)
def split_cell(text: str) -> list[str]:
    """The numbers of one cell (ASCII), each with its extension; the cell itself if it has one, or
    is too long to be anything but text."""
    if len(text) > _LONGEST:
        return [text]
    parts = [text]
    for pattern, signs, shortest in _SEPARATORS:
        if not signs.isdisjoint(text):
            parts = _at(pattern, parts, shortest)
    if "/" in text:
        parts = _at_slashes(parts)
    parts = [part.strip(" ,;|/&") for part in parts]
    parts = [number for part in parts for number in _at_spaces(part)]
    return parts if len(parts) > 1 else [text]


def candidates(texts: Texts) -> Bool:
    """The texts that could hold a second number."""
    return np.asarray(may_be_several(texts.offsets, texts.data, _FEWEST))


def split(values: pa.StringArray) -> tuple[Int64, pa.StringArray]:
    """The numbers of each value: which value each is of (ascending), and its text.

    A value with one number, or none, is one part, unchanged; null has no part. Parts of several
    are in ASCII digits. No part is empty or holds several numbers.
    """
    texts = ascii_texts(values)
    several = np.flatnonzero(candidates(texts))
    written = to_array(texts).take(pa.array(several)).to_pylist()
    cells = {
        index: parts
        for index, text in zip(several.tolist(), written, strict=True)
        if len(parts := split_cell(text)) > 1
    }
    return expand(values, cells)
