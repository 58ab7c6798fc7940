"""The form of a country's data, and how a country is found.

Lists are whitespace-separated, most frequent first; "_" stands for a space inside an item. Where
the script is not Latin an item may be ``native:latin`` or ``native:latin,other,third``, for the
ways that people romanise it; a missing Latin form is derived.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One country. Frequencies fall off by rank (Zipf-Mandelbrot)."""

    code: str
    spellings: str  # the country's name; the first is the usual one
    male: str
    female: str
    middle_share: float = 0.0  # people whose middle name is known
    surnames: str
    stems: str = ""  # further surnames are stem + suffix: the long tail
    suffixes: str = ""
    tail: float = 0.0  # share of people whose surname is in the long tail
    feminine: tuple[tuple[str, str], ...] = ()  # endings of women's surnames
    two_surnames: bool = False
    family_first: bool = False  # a full name begins with the family name
    patronymic: bool = False  # surnames are not passed on to partners
    nicknames: str = ""  # Formal:Short,Short
    cities: str  # one a line: City|Region|postcode prefix|area code
    town_stems: str = ""  # small towns are stem + suffix
    town_suffixes: str = ""
    streets: str
    street_types: str  # Full:Abbreviation,Abbreviation
    street_form: str  # pieces in order: n number, s name, t type; a space where they are apart
    postcode_tail: str  # "#" digit, "@" letter
    phone: str  # country code|trunk prefix|digits after it|digits in the last group
    mobiles: str
    providers: str  # domain:weight
    tld: str
    legal: str  # Form:Variant,Variant
    trades: str  # what companies are called after a surname or a place
    jobs: str
    titles: tuple[str, str]  # men's, women's
    genders: tuple[str, str]
    short: str = ""  # area codes with one digit fewer behind them
    abroad: str = "00"  # what stands for the "+" in its people's numbers
    leads: str = ""  # area:digits that can stand behind it; "*" is every area; else any digit
    date_order: str = "dmy"  # dmy, mdy, ymd, or jalali (year first, the Persian calendar)
    date_separator: str = "."
    numerals: str = ""  # ten digits that records of the country may be written in
    letters: tuple[tuple[str, str], ...] = ()  # code points that keyboards confuse: ی and ي
    junior: tuple[str, str] | None = None  # suffixes of a son and a father of one name
    family_word: str = "family"
    expand: tuple[tuple[str, str], ...] = ()  # transliteration other than dropping marks


def load(code: str) -> Country:
    """The country with this code; only the countries in use are imported."""
    return import_module(f"twinset.generator.countries.{code}").COUNTRY
