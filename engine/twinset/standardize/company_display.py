"""Company names as a careful clerk writes them, and what is wrong with them.

Order of the steps: white space to single spaces, what stands for nothing to null, legal forms in
their proper writing, then the case of the name itself: capitals are kept where they may be an
acronym (up to four letters), names in small letters are capitalised. Mixed case is its owner's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from twinset.faults import Fault
from twinset.standardize import company_vocabulary as vocabulary
from twinset.standardize.cells import as_mask, rewritten
from twinset.standardize.legal_forms import legal_forms
from twinset.standardize.texts import NOTHING, ascii_texts, fold, to_array
from twinset.types import Bool

_ACRONYM = 4  # letters: IBM, KPMG
_SPACES = r"^\s|\s$|\s\s|[^\S ]"
_EMAIL = r"^\s*[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+\s*$"
_PHONE = r"^\s*\+?[\d\s()./-]{7,}\s*$"
_SEVEN_DIGITS = r"(?:\d\D*){7}"
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWELS = frozenset("aeiouyäöüåøæéèêáíóúàòùìаеёиоуыэюяіїαεηιουω")
_SMALL = frozenset(vocabulary.CONNECTORS.split()) - {"i", "a", "e", "y", "o", "na"}
_MARKS = ".,;"


@cache
def _writings() -> dict[str, str]:
    """The proper writing of each spelling, by what it looks like in small letters, with its dots
    and without; spellings that several forms share ("a.s.") are not in it."""
    found: dict[str, set[str]] = defaultdict(set)
    for form in legal_forms():
        for spelling in form.spellings:
            found[spelling.casefold()].add(spelling)
    for key, spellings in list(found.items()):
        bare = key.replace(".", "")
        if bare != key and bare not in found:  # who leaves the dots out may go on
            found[bare] |= {spelling.replace(".", "") for spelling in spellings}
    return {key: min(s) for key, s in found.items() if len(s) == 1}


def _run_together(phrase: str) -> str:
    return phrase.casefold().replace(".", "").replace(" ", "")


@cache
def _spaced_writings() -> dict[str, str]:
    """The writing of each spelling with dots by its letters alone, for who sets dots and blanks
    otherwise ("sp. j.", "Sp.z.o.o."): a form's name before its other spellings; letters that two
    forms share ("a.s.") are not in it."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for form in legal_forms():
        for spelling in (form.name, *form.spellings):
            if "." in spelling:
                found[_run_together(spelling)].setdefault(form.name, spelling)
    return {key: next(iter(s.values())) for key, s in found.items() if len(s) == 1}


@cache
def _known_short() -> frozenset[str]:
    """Words of up to four letters that are no acronyms."""
    return frozenset(
        w
        for w in f"the {vocabulary.GENERIC} {vocabulary.ORGANIZATION}".split()
        if len(w) <= _ACRONYM
    )


def display(values: pa.StringArray) -> pa.StringArray:
    """ "MÜLLER BAU GMBH" to "Müller Bau GmbH", "acme ltd" to "Acme Ltd"; "IBM" stays.

    Same length; null and what stands for nothing ("n/a") become null. Idempotent. Python looks
    only at values that may change: in one case throughout, or with a legal form.
    """
    if len(values) == 0:
        return values
    spaced = pc.fill_null(pc.match_substring_regex(values, _SPACES), False)
    if pc.any(spaced).as_py():
        values = rewritten(values, spaced, lambda value: " ".join(value.split()))
    nothing = pa.array(_is_nothing(values))
    values = pc.if_else(nothing, pa.scalar(None, pa.string()), values)
    return rewritten(values, pc.fill_null(_may_change(values), False), _written)


def check(values: pa.StringArray) -> dict[Fault, Bool]:
    """PLACEHOLDER: stands for nothing. WRONG_COLUMN: an email address or a phone number."""
    missing = pc.fill_null(pc.match_substring_regex(values, r"^[\s\p{Cf}\p{Cc}]*$"), True)
    elsewhere = pc.or_(
        pc.match_substring_regex(values, _EMAIL),
        pc.and_(
            pc.match_substring_regex(values, _PHONE),
            pc.match_substring_regex(values, _SEVEN_DIGITS),
        ),
    )
    wrong = as_mask(elsewhere)
    nothing = _is_nothing(values) & ~missing.to_numpy(zero_copy_only=False)
    return {Fault.PLACEHOLDER: nothing & ~wrong, Fault.WRONG_COLUMN: wrong}


def _is_nothing(values: pa.Array) -> Bool:
    """True where no letter or digit is left, or a word for nothing; also for null."""
    words = to_array(fold(ascii_texts(values)))
    wanted = pa.array(sorted({"", *NOTHING}), pa.string())
    found: Bool = pc.is_in(words, value_set=wanted).to_numpy(zero_copy_only=False)
    return found


@cache
def _form_pattern() -> str:
    """Finds values that end or start with a word of a legal form."""
    words = {w.strip(_MARKS).replace(".", "") for key in _writings() for w in key.split()}
    bare = sorted(w for w in words if w.isalnum())
    dotted = r"(?:[a-z]{1,2}\.)+[a-z]{0,2}"
    one = f"(?:{'|'.join(bare)}|{dotted})"
    return rf"(?i)(?:^{one}\.?\s|[\s,]{one}[.,;]*$)"


def _may_change(values: pa.Array) -> pa.Array:
    one_case = pc.or_(
        pc.equal(values, pc.utf8_upper(values)), pc.equal(values, pc.utf8_lower(values))
    )
    formed = pc.match_substring_regex(values, _form_pattern())
    proper = pc.match_substring_regex(values, _proper_pattern())
    compound = pc.match_substring_regex(values, r"(?i)&\s*co\b")
    changing = pc.or_(one_case, pc.and_(formed, pc.or_(compound, pc.invert(proper))))
    return pc.and_not(changing, pc.match_substring_regex(values, _EMAIL))


@cache
def _proper_pattern() -> str:
    """Finds values that end with a legal form of one word in its proper writing."""
    words = sorted(re.escape(w) for w in _writings().values() if " " not in w)
    return rf"[\s,](?:{'|'.join(words)})$"


def _written(value: str) -> str:
    words = value.split(" ")
    last = len(words)
    while last > 1:
        at, form = _form_behind(words, last)
        if form is None:
            break
        words[at:last] = form
        last = at
    first = 0
    if last == len(words) and last > 1:
        form_in_front = _writings().get(words[0].casefold())
        if form_in_front is not None and form_in_front in _in_front():
            words[0] = form_in_front
            first = 1
    words[first:last] = _cased(" ".join(words[first:last])).split(" ")
    return " ".join(words)


@cache
def _in_front() -> frozenset[str]:
    return frozenset(s for form in legal_forms() if form.in_front for s in form.spellings)


@cache
def _last_words() -> frozenset[str]:
    return frozenset(key.split(" ")[-1].rstrip(",;").rstrip(".") for key in _writings())


def _form_behind(words: list[str], last: int) -> tuple[int, list[str] | None]:
    """(where it starts, its words) of the longest legal form before ``last``, never the whole."""
    end = words[last - 1].rstrip(",;").rstrip(".").casefold()
    if end not in _last_words() and "." not in "".join(words[max(1, last - 5) : last]):
        return last, None
    for at in range(max(1, last - 5), last):
        phrase = " ".join(words[at:last])
        bare = phrase.rstrip(",;")
        for text in (bare, bare.rstrip(".")):
            writing = _writings().get(text.casefold())
            if writing is not None:
                # a dot that the writing has already is not written twice
                rest = phrase[len(text) :]
                if writing.endswith("."):
                    rest = rest.removeprefix(".")
                return at, (writing + rest).split(" ")
        writing = _spaced_writings().get(_run_together(bare)) if "." in bare else None
        if writing is not None:
            return at, (writing + phrase[len(bare) :]).split(" ")
    return last, None


def _cased(name: str) -> str:
    small = name == name.lower()
    if small == (name == name.upper()):  # of both cases, or without letters that have one
        return name
    if _letters(name) < 2:
        return name
    if small:
        return _LETTERS.sub(_from_small, name)
    if max(map(_letters, name.split(" "))) > _ACRONYM:
        return _LETTERS.sub(_from_capitals, name)
    return name


def _letters(text: str) -> int:
    """Its letters that have a case."""
    if text.isascii():
        return sum(map(str.isalpha, text))
    return sum(c.lower() != c.upper() for c in text)


def _from_small(match: re.Match[str]) -> str:
    word = match[0]
    before, behind = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    if len(word) == 1 and "." in (before, behind):
        return word.upper()
    if before:
        if before not in " -(/&+\"'«„“":
            return word  # the com of amazon.com
        if word in _SMALL:
            return word
    if len(word) in (2, 3, 4) and not _VOWELS & set(word) and len(word.upper()) == len(word):
        return word.upper()  # not of ligatures, which are two letters in capitals
    return _capitalised(word)


def _from_capitals(match: re.Match[str]) -> str:
    word, small = match[0], match[0].lower()
    if match.start() > 0 and small in _SMALL:
        return small
    unspoken = len(word) < _ACRONYM or not _VOWELS & set(small)
    if len(word) <= _ACRONYM and unspoken and small not in _known_short():
        return word
    if match.start() > 0 and match.string[match.start() - 1] == "." and len(word) > 1:
        return small
    return _capitalised(word)


def _capitalised(word: str) -> str:
    """O'Neil, McDonald, and the rest by its first letter."""
    small = word.lower()
    if len(small) > 3 and small[1] in "'’" and small[0] in "odl":
        return small[0].upper() + small[1] + small[2].upper() + small[3:]
    if len(small) > 4 and small.startswith("mc"):
        return "Mc" + small[2].upper() + small[3:]
    return small[:1].upper() + small[1:]
