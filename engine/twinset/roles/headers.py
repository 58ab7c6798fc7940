"""What a column's header says: a vocabulary of roles in some twenty languages.

Headers are compared without case, accents, spacing and punctuation, so that ``FirstName``,
``first_name`` and ``First Name`` are one phrase. The whole header is looked up first, then its
longest part; of parts of equal length the last wins, since the head noun of most compounds
stands there ("billing *city*", "phone *type*"). Scores run from 0 to 1.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass, field

from twinset.roles.id_vocabulary import ID_WORDS, PERSON_IDS, ROW_IDS, SUBJECT_IDS
from twinset.roles.vocabulary import PHRASES
from twinset.roles.weak_vocabulary import AMBIGUOUS_NAMES, OTHER_PEOPLE, WEAK_PHRASES
from twinset.types import Role

WHOLE, PART, COMPOUND = 0.95, 0.8, 0.6
"""Score of a header that is a known phrase, that contains one, that has one inside a word."""
WEAK_WHOLE, WEAK_PART = 0.6, 0.45
"""The same for phrases that mean this only sometimes: ``pc``, ``state``, ``by``."""
OTHER_PART = 0.35
"""Score of a phrase that is not the header's head: the values may still choose it."""

_LONGEST_PHRASE = 5  # words: "número de la seguridad social"


@dataclass(frozen=True, slots=True)
class HeaderReading:
    """What a header says; ``scores`` is empty where it says nothing.

    ``ambiguous_name``: a word for "name" that is the full name, the given name or the family name
    depending on the columns beside it (Name, Nom, Nombre, نام). ``person_id``: the identifier
    names a person or company whoever keeps the file. ``id_score``: how much it reads like the
    row's own key.
    """

    scores: dict[Role, float] = field(default_factory=dict)
    phrase: str = ""
    ambiguous_name: bool = False
    person_id: bool = False
    id_score: float = 0.0


def header_words(header: str) -> tuple[str, ...]:
    """A header's words: NFKC, camelCase, snake_case and digits split, casefolded, accents off.

    Numbers are dropped: ``address_2`` and ``address`` say the same.
    """
    if header.islower() and header.isascii() and header.replace(" ", "").isalpha():
        return tuple(header.split())  # most of the 3,000 phrases known here: a tenth of the time
    text = unicodedata.normalize("NFKC", header)
    text = re.sub(r"['’ʼ`´]", "", text)  # По-батькові, Ім'я, Mother's name
    text = re.sub(r"([A-Z]{2,})s\b", r"\1", text)  # IDs
    text = text.casefold() if text.islower() else _split_camel_case(text).casefold()
    text = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ł", "l"))
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = unicodedata.normalize("NFC", text).translate(_LETTERS)
    return tuple(re.findall(r"[^\W\d_]+", text))


# Arabic yeh and kaf are typed for Persian ones and the reverse; æ, ø, đ have no decomposition
_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "æ": "ae", "ø": "o", "đ": "d", "ð": "d"})


def _split_camel_case(text: str) -> str:
    pieces: list[str] = []
    for position, character in enumerate(text):
        before = text[position - 1] if position else ""
        after = text[position + 1] if position + 1 < len(text) else ""
        if character.isupper() and (
            before.islower() or before.isdigit() or (before.isupper() and after.islower())
        ):
            pieces.append(" ")
        pieces.append(character)
    return "".join(pieces)


@functools.cache
def read_header(header: str) -> HeaderReading:
    """What a header says about its column, by itself."""
    words = header_words(header)
    if not words:
        return HeaderReading()
    spans = _spans(words)
    if _others(words):
        return HeaderReading({Role.CATEGORY: 0.7}, "another person's")
    ids = _read_identifier(words, spans)
    if ids is not None:
        return ids
    if not spans:
        return _read_compound(words)
    start, stop, key = max(spans, key=lambda span: (span[1] - span[0], span[1]))
    whole = start == 0 and stop == len(words)
    scores = _scores(key, (WHOLE, WEAK_WHOLE) if whole else (PART, WEAK_PART))
    if {Role.GIVEN_NAME, Role.FAMILY_NAME} <= _roles(spans):
        scores = {Role.FULL_NAME: PART}  # "first and last name"
    if any(_vocabulary()[found].get(Role.CONSENT) is False for _, _, found in spans):
        scores = {Role.CONSENT: WHOLE if whole else PART}  # also its date: no change of the record
    for other_start, other_stop, other in spans:
        if not (start <= other_start and other_stop <= stop):
            for role in _vocabulary()[other]:
                scores.setdefault(role, OTHER_PART)
    return HeaderReading(scores, " ".join(words[start:stop]), ambiguous_name=key in _ambiguous())


def _spans(words: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """The known phrases in a header, longest first, without overlap: (start, stop, phrase)."""
    vocabulary = _vocabulary()
    found: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    for length in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
        for start in range(len(words) - length, -1, -1):
            key = "".join(words[start : start + length])
            positions = set(range(start, start + length))
            if key in vocabulary and not positions & taken:
                found.append((start, start + length, key))
                taken |= positions
    return found


def _roles(spans: list[tuple[int, int, str]]) -> set[Role]:
    return {role for _, _, key in spans for role in _vocabulary()[key]}


def _scores(key: str, strong_and_weak: tuple[float, float]) -> dict[Role, float]:
    """The roles of a phrase. "by" is a Danish town and an English birth year: the values decide."""
    return {role: strong_and_weak[weak] for role, weak in _vocabulary()[key].items()}


def _others(words: tuple[str, ...]) -> bool:
    """Someone else than the record's subject: a mother's name, the owner of the account."""
    others = _set("others")
    # "mothers", but not "pais", a country in Spanish and parents in Portuguese
    return any(word in others or (len(word) > 5 and word[:-1] in others) for word in words)


def _read_identifier(
    words: tuple[str, ...], spans: list[tuple[int, int, str]]
) -> HeaderReading | None:
    """An identifier's header, or None. Its type, country and state are categories."""
    whole = "".join(words)
    phrases = {
        "".join(words[start:stop])
        for start in range(len(words))
        for stop in range(start + 1, min(len(words), start + _LONGEST_PHRASE) + 1)
    }
    if phrases & _set("person ids"):
        about = {Role.CATEGORY, Role.COUNTRY, Role.REGION, Role.CREATED_AT}
        if spans and about & set(_vocabulary()[max(spans, key=lambda s: s[1])[2]]):
            return HeaderReading({Role.CATEGORY: PART}, "about an identifier")
        score = WHOLE if whole in _set("person ids") else PART
        return HeaderReading({Role.IDENTIFIER: score}, " ".join(words), person_id=True)
    if whole in _set("row ids"):
        return HeaderReading({Role.IDENTIFIER: 0.9}, " ".join(words), id_score=WHOLE)
    if whole in _set("subject ids"):
        return HeaderReading(
            {Role.IDENTIFIER: WHOLE}, " ".join(words), person_id=True, id_score=PART
        )
    if phrases & _set("subject ids"):
        return HeaderReading(
            {Role.IDENTIFIER: PART}, " ".join(words), person_id=True, id_score=COMPOUND
        )
    last = words[-1]
    if last in _set("id words") and not any(stop == len(words) for _, stop, _ in spans):
        return HeaderReading({Role.IDENTIFIER: 0.7}, " ".join(words), id_score=COMPOUND)
    return None


def _read_compound(words: tuple[str, ...]) -> HeaderReading:
    """A known phrase at the end or the start of a longer word: Kundenvorname, 联系电话."""
    vocabulary = _vocabulary()
    for word in reversed(words):
        shortest = 2 if word[0] >= "\u2e80" else 5  # CJK and Hangul say much in two characters
        for cut in range(1, len(word) - shortest + 1):
            tail = word[cut:]
            if tail in vocabulary:
                scores = _scores(tail, (COMPOUND, WEAK_PART))
                return HeaderReading(scores, tail, ambiguous_name=tail in _ambiguous())
        for cut in range(len(word) - 1, shortest, -1):
            if word[:cut] in vocabulary:
                return HeaderReading(_scores(word[:cut], (WEAK_PART, OTHER_PART)), word[:cut])
        if word.endswith("name"):  # four letters, but too telling to leave out
            return HeaderReading({Role.FULL_NAME: WEAK_PART}, "name", ambiguous_name=True)
    return HeaderReading()


@functools.cache
def _vocabulary() -> dict[str, dict[Role, bool]]:
    """Squeezed phrase to its roles, and whether it is a weak sign of each."""
    found: dict[str, dict[Role, bool]] = {}
    for weak, source in ((True, WEAK_PHRASES), (False, PHRASES)):
        for role, text in source.items():
            for key in _keys(text):
                found.setdefault(key, {})[role] = weak
    for key in _ambiguous():
        found.setdefault(key, {})[Role.FULL_NAME] = False
    return found


@functools.cache
def _ambiguous() -> frozenset[str]:
    return frozenset(_keys(AMBIGUOUS_NAMES))


@functools.cache
def _set(which: str) -> frozenset[str]:
    texts = {
        "others": OTHER_PEOPLE,
        "person ids": PERSON_IDS,
        "subject ids": SUBJECT_IDS,
        "row ids": ROW_IDS,
        "id words": ID_WORDS,
    }
    return frozenset(_keys(texts[which]))


def _keys(text: str) -> list[str]:
    """The phrases of a comma-separated list as they are looked up: words without spaces."""
    phrases = (part for line in text.splitlines() for part in line.split(","))
    return [key for phrase in phrases if (key := "".join(header_words(phrase)))]
