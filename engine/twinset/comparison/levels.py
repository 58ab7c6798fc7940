"""What a comparison is: its name, what it speaks of, and what each of its levels means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from twinset.types import Int32, UInt64

MAX_COMPARISONS = 16
"""A packed vector has four bits a comparison in 64 bits."""


class Kind(StrEnum):
    """What a comparison speaks of; the latent classes of the model are made of these."""

    GIVEN = "given"
    FAMILY = "family"
    BIRTH = "birth"
    IDENTIFIER = "identifier"
    EMAIL = "email"
    CONTACT = "contact"  # shared by a household or an office: phone, website
    PLACE = "place"  # likewise: address
    COMPANY = "company"
    PERSON = "person"  # weak evidence of a person: gender, birth place, job, middle name
    RECORD = "record"  # what the record is of: a person or a firm
    WEAK = "weak"  # few values: categories


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison's name, its kind, and its levels from no agreement to full.

    ``strengths`` say how much of an agreement each level is, 0 to 1: where EM starts from.
    ``exact`` is the level on which equal values stand, the one that term frequencies adjust;
    ``frequency_field`` names the field whose values count there (None: no adjustment).
    ``exact_is_equal``: the exact level is just that this field's values are equal.
    """

    name: str
    kind: Kind
    labels: tuple[str, ...]
    strengths: tuple[float, ...]
    exact: int
    frequency_field: str | None
    exact_is_equal: bool = True


NAME_LABELS = ("different", "similar", "initial", "part", "variant", "close", "exact", "swapped")
NAME_STRENGTHS = (0.0, 0.3, 0.6, 0.7, 0.8, 0.9, 1.0, 0.8)
TEXT_LABELS = ("different", "similar", "close", "exact")
TEXT_STRENGTHS = (0.0, 0.4, 0.9, 1.0)
DATE_LABELS = ("different", "same year", "as far as known", "same day", "one slip", "exact")
DATE_STRENGTHS = (0.0, 0.2, 0.6, 0.6, 0.9, 1.0)
DIGIT_LABELS = ("different", "two slips", "one slip", "same tail", "exact")
DIGIT_STRENGTHS = (0.0, 0.5, 0.8, 0.9, 1.0)
EMAIL_LABELS = ("different", "similar name", "close name", "same name", "exact")
EMAIL_STRENGTHS = (0.0, 0.4, 0.7, 0.8, 1.0)
ADDRESS_LABELS = (
    "different",
    "house number only",
    "near",
    "same postcode",
    "place and house number",
    "street only",
    "street, other number",
    "street and place",
    "close",
    "same",
)
ADDRESS_STRENGTHS = (0.0, 0.05, 0.2, 0.4, 0.8, 0.5, 0.5, 0.8, 0.95, 1.0)


class Comparator(Protocol):
    """Columns bound to a comparison; several comparisons may come from one pass (names)."""

    comparisons: tuple[Comparison, ...]

    def compare(self, left: Int32, right: Int32, shift: int, packed: UInt64) -> None:
        """OR the levels of the pairs into ``packed`` from bit ``shift`` on."""
