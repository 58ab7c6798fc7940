"""Cities, regions, postcodes, countries."""

from __future__ import annotations

from twinset.kernels.text import ANYWHERE, LEADING
from twinset.standardize import countries
from twinset.standardize.texts import (
    Texts,
    TokenTable,
    compact,
    fold,
    of_strings,
    substitute,
    to_array,
)

_CITY = TokenTable(
    {
        **dict.fromkeys(("saint", "sankt", "sainte"), ("st", ANYWHERE)),
        "mount": ("mt", ANYWHERE),
        "fort": ("ft", LEADING),
    }
)


def city(texts: Texts) -> Texts:
    """Fold, then Saint to st, Mount to mt, Fort in front to ft."""
    return _CITY.replace(fold(texts))


def postcode(texts: Texts) -> Texts:
    """Letters and digits only, lower case: "N1 0NH" to "n10nh".

    Floats lose their ".0", ZIP+4 its last four, "D-12345" its country letters.
    """
    trimmed = substitute(
        texts,
        (r"^\s*(?:[A-Za-z]{1,3}[- ]+)?(\d{4,5})\s*$", r"\1"),
        (r"^\s*(\d{5})-\d{4}\s*$", r"\1"),
        (r"^\s*(\d+)\.0+\s*$", r"\1"),
    )
    return substitute(compact(trimmed), (r"^0+$", ""))


def country(texts: Texts) -> Texts:
    """A name or code to the ISO 3166 two-letter code in lower case; else the folded text."""
    known = countries.names()
    return of_strings([known.get(text, text) for text in to_array(fold(texts)).to_pylist()])
