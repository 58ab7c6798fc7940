"""The key rules that are tried: the pool that ``selection`` chooses from."""

from __future__ import annotations

from twinset.blocking.keys import KeyBuilder
from twinset.config import KeyRule

POOL: tuple[tuple[str, ...], ...] = (
    ("identifier",),
    ("email",),
    ("phone",),
    ("email:local",),
    ("phone:-8",),
    ("names", "birth_date"),
    ("names",),
    ("names", "postcode"),
    ("names", "city"),
    ("names", "birth_date:year"),
    ("family_name", "birth_date"),
    ("given_name", "birth_date"),
    ("family_name:skeleton", "birth_date:year", "given_name:1"),
    ("family_name:soundex", "given_name:soundex"),
    ("family_name:4", "given_name:3"),
    ("birth_date", "postcode"),
    ("birth_date", "house_number"),
    ("birth_date", "street"),
    ("birth_date", "city"),
    ("birth_date", "birth_place"),
    ("birth_date",),
    ("street", "house_number", "given_name:1"),
    ("street", "house_number", "postcode"),
    ("street", "house_number"),
    ("postcode", "house_number", "family_name:2"),
    ("postcode", "family_name:skeleton"),
    ("postcode", "given_name"),
    ("city", "family_name", "given_name:1"),
    ("street", "family_name"),
    ("street", "given_name"),
    ("phone", "given_name:1"),
    ("company", "family_name"),
    ("company", "given_name"),
    ("company", "postcode"),
    ("company", "city"),
    ("company",),
    ("company:first", "postcode"),
    ("company:first", "street"),
    ("company:8",),
    ("website",),
    ("street", "postcode"),
    ("street",),
    ("postcode",),
    ("full_name:tokens",),
    ("full_name:first", "full_name:last"),
    ("full_name:6",),
    ("text",),
    ("text:12",),
    ("text:first", "category"),
    ("given_name", "birth_place"),
    ("family_name", "birth_place"),
    ("family_name", "job_title"),
    ("given_name",),
    ("family_name",),
)
"""The rules that are tried, those that the base has the fields for."""

ACROSS_SCRIPTS: tuple[tuple[str, ...], ...] = (
    ("names:consonants", "birth_date"),
    ("names:consonants", "birth_date:year"),
    ("names:consonants", "postcode"),
    ("names:consonants", "city:consonants"),
    ("names:consonants", "gender"),
    ("names:consonants",),
    ("family_name:consonants", "birth_date"),
    ("family_name:consonants", "postcode"),
    ("family_name:consonants", "city:consonants", "given_name:1"),
)
"""Tried besides where the names are in several scripts."""

ALL_PAIRS = KeyRule(parts=[])
"""The rule without parts: every row has the same key."""


def possible_rules(builder: KeyBuilder) -> list[KeyRule]:
    """The rules of the pool that the base has the fields for."""
    pool = POOL if builder.records.scripts is None else (*POOL, *ACROSS_SCRIPTS)
    return [
        KeyRule(parts=list(parts)) for parts in pool if all(builder.has(part) for part in parts)
    ]
