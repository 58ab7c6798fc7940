"""What a column's values say: shares of the patterns that roles are known by.

Only a bounded number of distinct values is looked at (the commonest and a spread of the rest,
both chosen by content), so this costs the same for a thousand rows and for ten million.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from twinset.roles import lexicon
from twinset.roles.lexicon import fold
from twinset.roles.sample import spread

if TYPE_CHECKING:
    import pyarrow as pa

COMMON_VALUES = 200
SPREAD_VALUES = 200
"""How many distinct values are looked at: the commonest, and others at random by content. The
standard error of a share of one half over 400 values is 2.5%."""

_LONGEST_VALUE = 400  # characters; what lies beyond does not change the kind of a value


@dataclass(frozen=True, slots=True)
class Profile:
    """A column in figures. Shares (0 to 1) are over distinct non-null values looked at; shares in
    ``weighted`` count each value as often as it occurs.

    ``rows`` and ``filled`` count the sample's rows; ``distinct`` its distinct values.
    """

    rows: int = 0
    filled: int = 0
    distinct: int = 0
    shares: dict[str, float] = field(default_factory=dict)
    weighted: dict[str, float] = field(default_factory=dict)
    characters: float = 0.0  # mean length
    tokens: float = 0.0  # mean number of words
    years: tuple[int, int, int] = (0, 0, 0)  # 5th, 50th and 95th percentile of the dates' years

    @property
    def fill(self) -> float:
        return self.filled / self.rows if self.rows else 0.0

    @property
    def distinct_ratio(self) -> float:
        return self.distinct / self.filled if self.filled else 0.0

    def __getitem__(self, pattern: str) -> float:
        return self.shares.get(pattern, 0.0)

    def common(self, pattern: str) -> float:
        """The share of rows, not of distinct values."""
        return self.weighted.get(pattern, 0.0)


def profile_column(column: pa.ChunkedArray | pa.Array, *, rows: int | None = None) -> Profile:
    """The profile of a (sampled) column; ``rows`` where nulls were taken out before.

    Types without a text form give an empty profile.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = len(column) if rows is None else rows
    try:
        if pa.types.is_dictionary(column.type):
            column = column.cast(column.type.value_type)
        column = column.cast(pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return Profile(rows=rows)
    counted = pc.value_counts(column)
    values, counts = counted.field("values"), counted.field("counts").to_numpy()
    real = pc.invert(pc.is_in(_folded(values), pa.array(sorted(lexicon.NULLS))))
    real = pc.and_(real, values.is_valid())
    values, counts = values.filter(real), counts[real.to_numpy(zero_copy_only=False)]
    if not len(values):
        return Profile(rows=rows)
    chosen = _choose(values, counts)
    return _profile(
        [text[:_LONGEST_VALUE] for text in values.take(pa.array(chosen)).to_pylist()],
        counts[chosen],
        rows=rows,
        filled=int(counts.sum()),
        distinct=len(values),
    )


def _folded(values: pa.Array) -> pa.Array:
    import pyarrow.compute as pc

    return pc.utf8_lower(pc.utf8_trim_whitespace(values))


def _choose(values: pa.Array, counts: np.ndarray) -> np.ndarray:
    """Positions of the values to look at; ties in count are broken by content."""
    order = spread(values)
    common = order[np.argsort(-counts[order], kind="stable")][:COMMON_VALUES]
    rest = order[~np.isin(order, common)][:SPREAD_VALUES]
    return np.concatenate((common, rest))


def _profile(
    texts: list[str], counts: np.ndarray, *, rows: int, filled: int, distinct: int
) -> Profile:
    tally: dict[str, int] = {}
    weighted: dict[str, int] = {}
    years: list[int] = []
    for text, count in zip(texts, counts.tolist(), strict=True):
        found, year = patterns(text)
        if year:
            years.append(year)
        for pattern in found:
            tally[pattern] = tally.get(pattern, 0) + 1
            weighted[pattern] = weighted.get(pattern, 0) + count
    total = int(counts.sum())
    years.sort()
    at = [years[int(q * (len(years) - 1))] for q in (0.05, 0.5, 0.95)] if years else [0, 0, 0]
    return Profile(
        rows=rows,
        filled=filled,
        distinct=distinct,
        shares={pattern: n / len(texts) for pattern, n in tally.items()},
        weighted={pattern: n / total for pattern, n in weighted.items()},
        characters=sum(map(len, texts)) / len(texts),
        tokens=sum(len(text.split()) for text in texts) / len(texts),
        years=(at[0], at[1], at[2]),
    )


# --- one value -------------------------------------------------------------------------------

_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}|<?[^@\s<]+@[^@\s>]+>?")
_URL = re.compile(r"(https?://|www\.)\S+", re.I)
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,6}(/\S*)?", re.I)
_PHONE = re.compile(r"[+(]*\d[\d\s().\-/+\u2010-\u2015]*\d(\s*(x|ext\.?|#)\s*\d+)?", re.I)
_NANP = re.compile(r"1?[2-9]\d\d[2-9]\d{6}")
_SSN = re.compile(r"\d{3}-\d\d-\d{4}")
_DATE = re.compile(
    r"(?P<y1>\d{4})(?P<s>[-/. ])\d{1,2}(?P=s)\d{1,2}"
    r"|\d{1,2}([-/. ])\d{1,2}\3(?P<y2>\d{4}|\d\d)"
    r"|(?P<y3>(1[89]|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
    r"|\d{1,2}(st|nd|rd|th|\.)?[-/ .]*(?P<m1>[^\W\d_]{3,9})\.?[-/ ,]*(?P<y4>\d{4}|\d\d)"
    r"|(?P<m2>[^\W\d_]{3,9})\.? \d{1,2}(st|nd|rd|th)?,? (?P<y5>\d{4})"
    r"|(?P<y6>\d{4})\s?年\s?\d{1,2}\s?月(\s?\d{1,2}\s?日)?"
)
_TIME = re.compile(
    r"[T ,]+\d{1,2}:\d\d(:\d\d)?([.,]\d+)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?$"
)
_EPOCH = re.compile(r"1[0-9]{9}(\d{3})?")
_UUID = re.compile(r"\{?[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}\}?", re.I)
_INTEGER = re.compile(r"-?\d+(\.0+)?")
_DECIMAL = re.compile(r"[$€£¥]?\s*-?\d{1,3}([, ]?\d{3})*[.,]\d+\s*[$€£¥%]?|[$€£¥]\s*\d[\d,]*")
_HOUSE = re.compile(r"\d{1,5}(\.0)?\s?[a-z]?([-/]\d{1,4}\s?[a-z]?)?", re.I)
_POSTCODE_MARKED = re.compile(
    r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}"  # GB
    r"|[A-Z]\d[A-Z]\s?\d[A-Z]\d"  # CA
    r"|\d{4}\s?[A-Z]{2}"  # NL
    r"|\d\d-\d{3}|\d{4}-\d{3}|\d{3}-\d{4}|\d{3}\s\d\d|\d{5}-\d{3,4}"  # PL PT JP CZ/SE/GR BR/US
    r"|(D|A|CH|F|L|LV|LT|MD|SE|DK|AD)-?\d{4,5}",
    re.I,
)
_POSTCODE = re.compile(r"[A-Z\d][A-Z\d \-]{1,8}[A-Z\d]|\d{5}\.0", re.I)
_HASH_ID = re.compile(r"(?=[^\s]*\d)[A-Z\d_\-]{6,40}", re.I)
_YEAR_INSIDE = re.compile(r"\(?(1[5-9]\d\d|20\d\d)[a-z]?\)?[.,]?")
_INITIAL = re.compile(r"[^\W\d_]\.?")
_CJK_NAME = re.compile(r"[\u4e00-\u9fff々]{2,4}|[\uac00-\ud7a3]{2,4}")


def patterns(text: str) -> tuple[list[str], int]:
    """The patterns that a value shows, and the year where it is a date (else 0)."""
    text = text.strip()
    digits = len(_DIGIT.findall(text))
    if "@" in text and _EMAIL.fullmatch(text):
        return ["email", "letters"], 0
    found: list[str] = []
    if _LETTER.search(text):
        found.append("letters")
    folded = fold(text)
    if folded in _words("YES_NO"):
        found.append("yes_no")
    year = 0
    if digits:
        found.append("digits")
        year = _digit_patterns(text, digits, found)
    if "." in text and (_URL.match(text) or ("/" not in text[:4] and _DOMAIN.fullmatch(text))):
        found.append("url")
    if not digits or len(text) > 8 or (len(folded) <= 3 and "letters" in found):
        _word_patterns(text, folded, found)
    return found, year


def _digit_patterns(text: str, digits: int, found: list[str]) -> int:
    """Patterns of values with digits; returns the year of a date."""
    year = read_year(text)
    if year:
        found.append("date")
        if _TIME.search(text):
            found.append("time")
    elif 7 <= digits <= 15 and _PHONE.fullmatch(text) and not _SSN.fullmatch(text):
        found.append("phone")
        plain = digits == len(text)
        if (not plain and (8 <= digits <= 13 or text[0] == "+")) or (
            digits == 7 and re.fullmatch(r"\d{3}[- ]\d{4}", text)
        ):
            found.append("phone_marked")
        elif plain and _NANP.fullmatch(text):
            found.append("phone_nanp")
        if plain and _EPOCH.fullmatch(text):
            found.append("epoch")
    elif 4 <= digits <= 6 and _PHONE.fullmatch(text):
        found.append("phone_short")
    if _INTEGER.fullmatch(text):
        found.append("integer")
        number = int(float(text)) if len(text) < 16 else -1
        if 1850 <= number <= 2030:
            found.append("year")
        if 1 <= number <= 12:
            found.append("int12")
        if 1 <= number <= 31:
            found.append("int31")
        if digits == len(text) and digits in (4, 5):
            found.append(f"digits{digits}")
    elif _DECIMAL.fullmatch(text):
        found.append("decimal")
    elif _YEAR_INSIDE.fullmatch(text):
        found.append("year_inside")
    if len(text) <= 11:
        if _HOUSE.fullmatch(text):
            found.append("house")
            if text[-1].isalpha():
                found.append("house_letter")
        if _POSTCODE_MARKED.fullmatch(text):
            found.append("postcode_marked")
        if _POSTCODE.fullmatch(text):
            found.append("postcode")
    if len(text) >= 6:
        if _UUID.fullmatch(text):
            found.append("uuid")
        if _HASH_ID.fullmatch(text):
            found.append("code")
    return year


def read_year(text: str) -> int:
    """The year of a date, or 0 where the text is not a date. Two digits are read as 1930-2029."""
    if not 6 <= len(text) <= 45:
        return 0
    time = _TIME.search(text)
    match = _DATE.fullmatch(text[: time.start()] if time else text)
    if match is None:
        return 0
    month = match["m1"] or match["m2"]
    if month and fold(month)[:3] not in _words("MONTHS"):
        return 0
    digits = next(match[f"y{n}"] for n in range(1, 7) if match[f"y{n}"])
    year = int(digits)
    if len(digits) == 2:
        year += 2000 if year < 30 else 1900
    return year if 1000 <= year <= 2200 else 0


def _word_patterns(text: str, folded: str, found: list[str]) -> None:
    """Patterns of values with words, by the small lists."""
    for pattern, words in (
        ("gender", "GENDER"),
        ("country", "COUNTRIES"),
        ("region", "REGIONS"),
        ("city", "CITIES"),
    ):
        if folded in _words(words):
            found.append(pattern)
    tokens = re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*", folded)
    if not tokens:
        return
    found.append("one_word" if len(tokens) == 1 else "many_words")
    plain = [token.rstrip(".") for token in tokens]
    if not _words("COMPANY").isdisjoint(plain) or "公司" in text or "会社" in text:
        found.append("company")
    if not _words("JOB").isdisjoint(plain):
        found.append("job")
    has_number = any(token[0].isdigit() for token in plain)
    if _has_street_word(plain):
        found.append("street")
        if has_number:
            found.append("street_number")
    if plain[0][0].isdigit() and len(plain) > 1:
        found.append("number_first")
    if not has_number:
        _name_patterns(folded, plain, found)


def _has_street_word(tokens: list[str]) -> bool:
    if len(tokens) == 1 and len(tokens[0]) <= 5:
        return False
    if not _words("STREET").isdisjoint(tokens):
        return True
    endings = _endings("STREET_ENDINGS")
    return any(
        token.endswith(endings) and (len(token) > 6 or token[0] >= "\u2e80") for token in tokens
    )


def _name_patterns(folded: str, tokens: list[str], found: list[str]) -> None:
    tokens = [token for token in tokens if token not in _words("NAME_TITLES")]
    if not tokens:
        return
    given, family = _words("GIVEN"), _words("FAMILY")
    first, last = tokens[0], tokens[-1]
    if len(tokens) == 1:
        if _INITIAL.fullmatch(first):
            found.append("initial")
        if first in given:
            found.append("given")
        if first in family or _family_ending(first):
            found.append("family")
        if first.endswith(_endings("PATRONYMIC_ENDINGS")):
            found.append("patronymic")
        if _CJK_NAME.fullmatch(folded) and first[0] in family and first not in family:
            found.append("full")
    elif len(tokens) <= 5:
        surname = any(token in family or _family_ending(token) for token in tokens)
        if (first in given or last in given) and surname:
            found.append("full")
        elif first in given or ("," in folded and tokens[1] in given):
            found.append("maybe_full")
        if all(token in given or _INITIAL.fullmatch(token) for token in tokens):
            found.append("given")


def _family_ending(token: str) -> bool:
    return len(token) >= 5 and token.endswith(_endings("FAMILY_ENDINGS"))


@functools.cache
def _words(name: str) -> frozenset[str]:
    return lexicon.words(name)


@functools.cache
def _endings(name: str) -> tuple[str, ...]:
    return tuple(sorted(lexicon.words(name)))
