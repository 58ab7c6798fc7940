"""Capitals for names of places that stand in capitals or in small letters only."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

_PARTICLES = """
a aan al am an and auf aux bei by d da das de degli dei del dell della delle den der des di do dos
du e el em en et i im in la las le les lo los na nad of ob on op pod sous sur the under unter upon
van vom von y zu zum zur
"""
_SMALL = frozenset(_PARTICLES.split())
"""Words that stay small inside a name."""
_ABBREVIATIONS = "nyc dc usa uk uae ne nw se sw po ii iii iv vi vii"
_CAPITALS = frozenset(_ABBREVIATIONS.split())
_WORD = re.compile(r"[^\W_]+(?:['’`][^\W\d_]+)*")
_DIFFICULT = (
    r"['’`\d]|(?i:\b(?:mc\w+|" + "|".join(sorted(_SMALL | _CAPITALS)) + r")\b)|[^\x00-\x{24f}]"
)


def needs_case(values: pa.StringArray) -> pa.BooleanArray:
    """Values with two or more cased letters, all of one case; of capitals three (UK, NY)."""
    lower, upper = pc.utf8_lower(values), pc.utf8_upper(values)
    shouting = pc.and_(
        pc.equal(values, upper), pc.match_substring_regex(values, r"\pL\PL*\pL\PL*\pL")
    )
    small = pc.and_(pc.equal(values, lower), pc.match_substring_regex(values, r"\pL\PL*\pL"))
    return pc.and_(pc.not_equal(lower, upper), pc.or_(shouting, small))


def proper_case(values: pa.StringArray) -> pa.StringArray:
    """Such values with a capital in front of each word but for particles; others unchanged.

    Arrow does those without particles, apostrophes and digits: a hundred times faster.
    """
    wrong = pc.fill_null(needs_case(values), False)
    if not pc.any(wrong).as_py():
        return values
    titled = pc.utf8_title(values)
    hard = pc.and_(wrong, pc.fill_null(pc.match_substring_regex(values, _DIFFICULT), False))
    titled = pc.if_else(wrong, titled, values)
    by_hand = pa.array([_capitals(text) for text in values.filter(hard).to_pylist()], pa.string())
    return pc.replace_with_mask(titled, hard, by_hand)


def _capitals(text: str) -> str:
    first = True

    def word(match: re.Match[str]) -> str:
        nonlocal first
        lower = match[0].lower()
        opens, first = first, False
        if lower in _CAPITALS:
            return lower.upper()
        if lower in _SMALL and not opens:
            return lower
        if lower[0].isdigit():  # 5th, 12b
            return lower
        if lower.isalpha() or lower.endswith(("'s", "’s")):
            return _capital(lower)
        return "".join(_capital(part) for part in re.split(r"(['’`])", lower))

    return _WORD.sub(word, text)


def _capital(word: str) -> str:
    if word.startswith("mc") and len(word) > 4:
        return "Mc" + word[2:3].upper() + word[3:]
    first = word[:1].upper()
    return (first if len(first) == 1 else word[:1]) + word[1:]  # ß has no capital of one letter
