"""Names as a careful clerk writes them, and what is wrong with them.

Case is repaired where a value, or a word of it, stands in capitals or in small letters only; what
somebody has written with care ("DiCaprio", "MacKenzie", "de Gaulle") stays. Unicode is kept.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.faults import Fault
from twinset.kernels.display import names as kernels
from twinset.standardize import placeholders
from twinset.standardize.buffers import utf8
from twinset.standardize.cells import as_mask
from twinset.standardize.texts import Texts, TokenTable, of_strings, to_array
from twinset.types import Bool, Int64, Role, UInt8

_PARTICLES = """
von vom zu zum zur van vander vanden de den der del dela della delle dello degli dei di da das
do dos du des la las le los el al bin ibn bint binti ben abu af av ap ter ten te y e i und of the
't 's
"""
_SMALL = frozenset(_PARTICLES.split())
"""Particles, small inside a name: Ludwig van Beethoven, Usama bin Ladin."""

_IN_FRONT = "von vom zu zum zur van de del della degli dei di da dos du bin ibn af av ter 't 's"
_SMALL_IN_FRONT = frozenset(_IN_FRONT.split())
"""Small in front of a family name too. Ben, Al, Le, La, El, Do stand for themselves there."""

_MAC_NAMES = """
macarthur macaulay macallister macbride maccallum maccarthy macdonald macdonnell macdougall
macdowell macduff macfarlane macgregor macinnes macintosh macintyre maciver mackinnon mackintosh
maclachlan maclaren maclean macleish maclennan macleod macmahon macmillan macmurray macneil
macneill macpherson macquarie macrae macsween mactaggart macwilliam
"""
_MAC = frozenset(_MAC_NAMES.split())
"""Mackie, Macy, Machado and Macedo are names as well: a capital inside only where it is known."""

_ALL_CAPITALS = """
II III IV VI VII VIII IX XII XIII XIV XV XVI XVII XVIII
MD DDS JP MBA LLM LLB CPA CBE OBE MBE KBE DBE DMD DVM DPM FRCS FRCP MRCP MRCS MBBS CFA CFP FCA PMP
"""
_CAPITALS = {word.lower(): word for word in _ALL_CAPITALS.split()}
_MIXED = {
    "phd": "PhD", "dphil": "DPhil", "bsc": "BSc", "msc": "MSc", "jr": "Jr", "sr": "Sr",
    "esq": "Esq",
} | _CAPITALS  # fmt: skip
"""What stands behind a name with capitals of its own. Not XI, which is a Chinese name."""

_ABBREVIATED = frozenset({"st", "dr", "mr", "ms"})
"""Words without a vowel that are no initials: ST. JOHN is St. John, DR SMITH is Dr Smith."""

_ELIDED = frozenset({"o", "d", "l", "n", "m", "dell", "dall", "sant"})
"""What stands in front of an apostrophe: O'Neil, D'Angelo, dell'Acqua."""

_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_SPACES = re.compile(r"\s+")
_WORDS = re.compile(r"[^\s,;/()\"]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_APOSTROPHES = "'’ʼ`"
_IJ = re.compile(r"ij(?=[bcdfghjklmnpqrstvwxz])")
_TURKISH = frozenset({"tr", "tur", "turkey", "turkiye", "az"})

# values that need no look by hand: Anna, Anna-Lena Schmidt
_FINE = r"^\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+)*$"
_ADDRESS = r"[^\s@]+@[^\s@]+\.[^\s@]+"
_NUMBER = r"^[+(]?[\d][\d\s()./+-]{5,}$"
_DATE = r"^\s*(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2})"
_PAGE = r"(?i)^\s*(?:https?://|www\.)\S+"


def display(
    values: pa.StringArray,
    role: Role = Role.FULL_NAME,
    country: pa.StringArray | str | None = None,
) -> pa.StringArray:
    """Names for golden records: one space between words, case repaired; null where nothing is.

    ``country`` (of every value, or of all) only decides how i is capitalised: İpek in Turkey.
    Idempotent. Values of the usual shape take no Python.
    """
    kept = placeholders.without(values, role)
    offsets, shown_plain, undecided = kernels.show_names(
        *utf8(kept), role == Role.FAMILY_NAME, *_table()
    )
    if country is not None:
        undecided |= _of_turkey(country, len(kept))
    plain = to_array(Texts(offsets, shown_plain))
    kept = pc.if_else(pa.array(undecided), kept, plain)
    kept = pc.if_else(pc.equal(kept, ""), pa.scalar(None, pa.string()), kept)
    rest = np.flatnonzero(undecided & as_mask(pc.is_valid(kept)))
    if len(rest) == 0:
        return kept
    fine = as_mask(pc.match_substring_regex(kept.take(pa.array(rest)), _FINE))
    look = rest[~fine]
    if len(look) == 0:
        return kept
    countries = country if isinstance(country, (pa.Array, pa.ChunkedArray)) else None
    where = countries.take(pa.array(look)).to_pylist() if countries is not None else None
    texts = kept.take(pa.array(look)).to_pylist()
    default = country if isinstance(country, str) else None
    shown = [
        _display(text, role, (where[index] if where else default))
        for index, text in enumerate(texts)
    ]
    # what stands for nothing may come to light only when invisible characters are gone
    repaired = placeholders.without(pa.array(shown, pa.string()), role)
    return pc.replace_with_mask(kept, pa.array(_mask(look, len(kept))), repaired)


def _of_turkey(country: pa.StringArray | str, size: int) -> Bool:
    """Where i and I have dots of their own."""
    if isinstance(country, str):
        return np.full(size, country.lower() in _TURKISH)
    lower = pc.utf8_lower(country)
    return as_mask(pc.is_in(lower, value_set=pa.array(sorted(_TURKISH))))


@cache
def _table() -> tuple[np.ndarray, Int64, UInt8, UInt8, Int64, UInt8]:
    """The words that ``kernels.display.names.show_names`` takes, and how they are written."""
    kinds: dict[str, int] = {}
    for words, kind in (
        (_SMALL, kernels.SMALL), (_SMALL_IN_FRONT, kernels.IN_FRONT), (_MIXED, kernels.MIXED),
        (_MAC, kernels.MAC), (_ELIDED, kernels.ELIDED), (_ABBREVIATED, kernels.ABBREVIATED),
    ):  # fmt: skip
        for word in words:
            kinds[word] = kinds.get(word, 0) | kind
    written = of_strings(_MIXED.get(word, word) for word in kinds)
    table = TokenTable(dict.fromkeys(kinds, ("", 0))).keys
    return *table, np.array(list(kinds.values()), np.uint8), written.offsets, written.data


def _mask(where: np.ndarray, size: int) -> Bool:
    out = np.zeros(size, np.bool_)
    out[where] = True
    return out


def _display(text: str, role: Role, country: str | None) -> str | None:
    if "@" in text or "://" in text:
        return text  # no name: see ``check``
    turkish = "İ" in text or (country is not None and country.lower() in _TURKISH)
    tidy = _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()
    for _ in range(4):  # one turn for all but what Unicode has in store
        shown = _SPACES.sub(" ", unicodedata.normalize("NFC", _cased(tidy, role, turkish))).strip()
        if shown == tidy:
            break
        tidy = shown
    return tidy or None


def _cased(text: str, role: Role, turkish: bool) -> str:
    """The text with each word's case repaired where it needs to be."""
    words = [match[0] for match in _WORDS.finditer(text)]
    styles = [_style(word) for word in words]
    whole = _style(text) in ("upper", "lower") and sum(map(len, _LETTERS.findall(text))) > 1
    # JON doh: no word is written with care
    careless = not any(style == "mixed" for style in styles) and any(
        style in ("upper", "lower") and _long(word)
        for word, style in zip(words, styles, strict=True)
    )
    index = -1

    def repaired(match: re.Match[str]) -> str:
        nonlocal index
        index += 1
        word, style = match[0], styles[index]
        everything = whole or careless
        plain = word.strip(".").lower()
        known = plain in _ABBREVIATED or (plain in _MIXED and index > 0)
        if style in ("none", "mixed") or (_is_initials(word) and not known):
            return word
        if style == "upper" and not everything and not _shouted(word):
            return word
        if style == "lower" and not everything:
            return word
        return _word(word, words, index, role, turkish)

    return _WORDS.sub(repaired, text)


def _style(text: str) -> str:
    """upper, lower or mixed by its cased letters; none where it has none."""
    upper, lower = text.upper(), text.lower()
    if upper == lower:
        return "none"
    if text == upper:
        return "upper"
    return "lower" if text == lower else "mixed"


def _long(word: str) -> bool:
    """Three letters in a row: no initials."""
    return any(len(part) >= 3 for part in _LETTERS.findall(word))


def _shouted(word: str) -> bool:
    """A word in capitals beside others that are not: SMITH, but no initials, numerals, degrees."""
    plain = word.strip(".").lower()
    return (
        _long(word) and plain not in _MIXED and bool(re.search("[AEIOUYaeiouy\u0080-\uffff]", word))
    )


def _is_initials(word: str) -> bool:
    """JP, T.S.: capitals that no vowel makes a word."""
    return bool(re.fullmatch(r"[B-DF-HJ-NP-TV-XZ]\.?[B-DF-HJ-NP-TV-XZ]?\.?", word))


def _word(word: str, words: list[str], index: int, role: Role, turkish: bool) -> str:
    lower = _lower(word, turkish)
    plain = lower.strip(".")
    if plain in _MIXED and index > 0:
        return lower.replace(plain, _MIXED[plain])
    if plain in _SMALL and index < len(words) - 1 and "." not in word:
        following = _lower(words[index + 1], turkish)
        if index > 0 or following in _SMALL:
            return lower
        if role == Role.FAMILY_NAME and plain in _SMALL_IN_FRONT:
            return lower
    parts = re.split(r"([-.–])", lower)
    return "".join(
        part if _stays_small(parts, number) else _capital(part, turkish)
        for number, part in enumerate(parts)
    )


def _stays_small(parts: list[str], number: int) -> bool:
    """Particles between hyphens (Rio-de-Janeiro) and the article of Arabic names (al-Assad)."""
    if 0 < number < len(parts) - 1:
        return parts[number] in _SMALL
    return number == 0 and parts[1:2] == ["-"] and parts[0] in ("al", "el", "as", "ad")


def _lower(text: str, turkish: bool) -> str:
    if turkish:
        text = text.replace("I", "ı").replace("İ", "i")
    return text.replace("İ", "i").lower()


def _capital(word: str, turkish: bool) -> str:
    """One word, or what stands between hyphens, in small letters, with its capitals."""
    for position, character in enumerate(word):
        if character in _APOSTROPHES and position > 0:
            before, after = word[:position], word[position + 1 :]
            # O'Neil, D'Angelo, dell'Acqua; not Ba'asyir, not Anna's
            if before in _ELIDED and len(after) > 1:
                return _first(before, turkish) + character + _capital(after, turkish)
            break
    if word in _MAC:
        return "Mac" + word[3].upper() + word[4:]
    if word.startswith("mc") and len(word) > 4 and word[2:3].isalpha():
        return "Mc" + _first(word[2:], turkish)
    if _IJ.match(word):
        return "IJ" + word[2:]
    return _first(word, turkish)


def _first(word: str, turkish: bool) -> str:
    """A capital on the first letter, behind signs that stand in front of it."""
    for position, character in enumerate(word):
        if character.isalpha():
            capital = "İ" if turkish and character == "i" else character.title()
            if len(capital) > 1:  # ß has no capital of one letter
                return word
            return word[:position] + capital + word[position + 1 :]
        if character.isdigit():
            return word  # 2nd
    return word


def check(values: pa.StringArray, role: Role = Role.FULL_NAME) -> dict[Fault, Bool]:
    """Faults that a name can have, a mask (values,) each.

    PLACEHOLDER: stands for nothing ("no name" included). WRONG_COLUMN: an email or web address, a
    phone number or a date. INVALID: anything else without a single letter.
    """
    wrong = as_mask(pc.match_substring_regex(values, _ADDRESS))
    for pattern in (_NUMBER, _DATE, _PAGE):
        wrong |= as_mask(pc.match_substring_regex(values, pattern))
    nothing = placeholders.mask(values, role) & ~wrong
    letters = as_mask(pc.match_substring_regex(values, r"\pL"))
    filled = as_mask(pc.match_substring_regex(values, r"[^\s\pC]"))
    return {
        Fault.PLACEHOLDER: nothing,
        Fault.WRONG_COLUMN: wrong,
        Fault.INVALID: filled & ~letters & ~wrong & ~nothing,
    }
