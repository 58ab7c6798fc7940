"""What a generated base should look like. Everything here changes the result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from twinset.errors import PlanError, did_you_mean
from twinset.generator.headers import LANGUAGES, LAYOUTS

DIFFICULTIES = {"easy": 0.2, "medium": 0.5, "hard": 0.8}

# Share of each country, by locale. A country's own code is a locale too.
MIXES: dict[str, dict[str, float]] = {
    "western": {
        "us": 0.28, "gb": 0.16, "de": 0.15, "fr": 0.12, "es": 0.09, "it": 0.09, "nl": 0.05,
        "pl": 0.06,
    },
    "world": {
        "us": 0.20, "gb": 0.10, "de": 0.10, "fr": 0.09, "es": 0.08, "it": 0.07, "nl": 0.04,
        "pl": 0.05, "ru": 0.10, "zh": 0.08, "fa": 0.06, "is": 0.03,
    },
}  # fmt: skip
COUNTRIES = tuple(MIXES["world"])

Mix: TypeAlias = tuple[tuple[str, float], ...]


def parse_difficulty(text: str | float) -> float:
    """A difficulty from "easy", "medium", "hard" or a number from 0 to 1.

    Raises ``PlanError`` for anything else.
    """
    if isinstance(text, str) and text.strip().lower() in DIFFICULTIES:
        return DIFFICULTIES[text.strip().lower()]
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 1.0:
        raise PlanError(
            "difficulty is neither a known name nor a number from 0 to 1",
            hint=f"known names: {', '.join(DIFFICULTIES)}",
        )
    return value


@dataclass(frozen=True, slots=True)
class GeneratorSettings:
    """A base is a function of these settings alone.

    rows        records in all
    seed        another seed is another base
    difficulty  0 (copies differ in source and time stamps only) to 1; rates of faults, of stale
                values and of shared households grow in proportion; 0.5 is what a CRM export
                looks like
    companies   share of entities that are companies and not people
    duplicates  share of rows that are further copies of an entity: 1 - entities / rows
    locale      "western", "world", or a country: us gb de fr es it nl pl ru fa zh is
    headers     language of the column names; None is the locale's own
    layout      "contacts"; "crm" has second addresses, email status and last activity too;
                "full_name" has one column for the name

    Raises ``PlanError`` for a value out of range.
    """

    rows: int
    seed: int = 1
    difficulty: float = DIFFICULTIES["medium"]
    companies: float = 0.02
    duplicates: float = 0.35
    locale: str = "western"
    headers: str | None = None
    layout: str = "contacts"

    def __post_init__(self) -> None:
        if self.rows < 0:
            raise PlanError("rows must be 0 or more")
        if not 0.0 <= self.difficulty <= 1.0:
            raise PlanError("difficulty must be from 0 to 1")
        if not 0.0 <= self.companies <= 1.0:
            raise PlanError("companies must be from 0 to 1")
        if not 0.0 <= self.duplicates <= 0.8:
            raise PlanError("duplicates must be from 0 to 0.8")
        known = (*MIXES, *COUNTRIES)
        if self.locale not in known:
            raise PlanError(
                f"no locale {self.locale!r}",
                hint=did_you_mean(self.locale, known, f"there are: {', '.join(known)}"),
            )
        if self.headers is not None and self.headers not in LANGUAGES:
            raise PlanError(
                f"no headers in language {self.headers!r}",
                hint=f"there are: {', '.join(LANGUAGES)}",
            )
        if self.layout not in LAYOUTS:
            raise PlanError(
                f"no layout {self.layout!r}",
                hint=did_you_mean(self.layout, LAYOUTS, f"there are: {', '.join(LAYOUTS)}"),
            )

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the layout, as the generator names them."""
        return LAYOUTS[self.layout]

    @property
    def mix(self) -> Mix:
        """The countries and their shares."""
        return tuple(MIXES.get(self.locale, {self.locale: 1.0}).items())

    @property
    def language(self) -> str:
        """The language of the column names."""
        if self.headers is not None:
            return self.headers
        return self.locale if self.locale in LANGUAGES else "en"
