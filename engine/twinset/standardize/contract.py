"""The normalisation contract: what the comparison form of each type looks like, and how it is made.

Every standardiser keeps it: a closed set of steps in this order; nothing is null, and null stays
null; doing it twice changes nothing more; what was read is never written to. All begin in ASCII
(other scripts are romanised, see ``scripts``) and work on distinct values.
"""

from __future__ import annotations

from dataclasses import dataclass

from twinset.types import Role

_WORDS = r"[a-z0-9]+(?: [a-z0-9]+)*"
_NUMBERS = r"[a-z0-9/-]+(?: [a-z0-9/-]+)*"


@dataclass(frozen=True)
class ComparisonForm:
    """The comparison form of one type. ``shape`` is what every value of it matches, in full."""

    type: str
    roles: tuple[Role, ...]
    steps: tuple[str, ...]
    shape: str


_NAMES = (Role.GIVEN_NAME, Role.MIDDLE_NAME, Role.FAMILY_NAME)

FORMS: tuple[ComparisonForm, ...] = (
    ComparisonForm("name", _NAMES, ("ascii", "fold", "titles and degrees", "placeholders"), _WORDS),
    ComparisonForm(
        "full name",
        (Role.FULL_NAME,),
        ("ascii", "fold", "titles and degrees", "given name first", "placeholders"),
        _WORDS,
    ),
    ComparisonForm(
        "email",
        (Role.EMAIL,),
        ("ascii", "address out of its text", "lower case", "provider rules", "placeholders"),
        r"[^\s@]+@[^\s@]+",
    ),
    ComparisonForm(
        "phone",
        (Role.PHONE,),
        ("ascii", "extension off", "digits", "country and trunk prefix", "placeholders"),
        r"\d+",
    ),
    ComparisonForm(
        "birth date",
        (Role.BIRTH_DATE,),
        ("ascii", "order of the column", "date", "placeholders"),
        r"\d{8}",
    ),
    ComparisonForm(
        "street and address",
        (Role.STREET, Role.ADDRESS),
        ("ascii", "fold", "number and unit split off", "street words", "placeholders"),
        _WORDS,
    ),
    ComparisonForm(
        "house number", (Role.HOUSE_NUMBER,), ("ascii", "fold", "letters joined"), _NUMBERS
    ),
    ComparisonForm(
        "city",
        (Role.CITY, Role.BIRTH_PLACE),
        ("ascii", "fold", "saint, mount, fort", "placeholders"),
        _WORDS,
    ),
    ComparisonForm(
        "postcode",
        (Role.POSTCODE,),
        ("ascii", "country letters and ZIP+4 off", "letters and digits", "placeholders"),
        r"[a-z0-9]+",
    ),
    ComparisonForm(
        "country", (Role.COUNTRY,), ("ascii", "fold", "ISO 3166", "placeholders"), _WORDS
    ),
    ComparisonForm(
        "company",
        (Role.COMPANY,),
        (
            "CJK words apart",
            "ascii",
            "fold",
            "initials joined",
            "branch and trading name off",
            "legal forms",
            "and, abbreviations",
            "placeholders",
        ),
        r"[a-z0-9]+(?: [a-z0-9]+)*",
    ),
    ComparisonForm("gender", (Role.GENDER,), ("ascii", "fold", "m, f, x"), r"[mfx]"),
    ComparisonForm(
        "website", (Role.WEBSITE,), ("ascii", "host", "fold", "www off"), r"[a-z0-9._-]+"
    ),
    ComparisonForm(
        "identifier",
        (Role.IDENTIFIER,),
        ("ascii", "letters and digits", "placeholders"),
        r"[a-z0-9]+",
    ),
    ComparisonForm(
        "number",
        (Role.NUMBER,),
        ("ascii", "one number", "thousands off, a point before decimals", "zeros off"),
        r"-?[0-9]+(?:\.[0-9]+)?",
    ),
    ComparisonForm(
        "words",
        (Role.REGION, Role.JOB_TITLE, Role.CATEGORY, Role.TEXT, Role.SOURCE),
        ("ascii", "fold", "placeholders"),
        _WORDS,
    ),
)
