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
_ABBREVIATIONS = """
nyc dc usa uk uae ne nw se sw po ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx
xxi xxii xxiii xxiv xxv
"""
_CAPITALS = frozenset(_ABBREVIATIONS.split())
"""Points of the compass, and the numerals of Via XX Settembre and Ludwig-XIV-Platz."""
_ELIDED = frozenset({"d", "l", "dell", "dall", "nell", "all", "sull"})
"""Articles that stay small inside a name: Rue de l'Église, Via dell'Orso."""
_DUTCH = frozenset({"s", "t", "n"})
"""Small also in front, behind an apostrophe: 's-Hertogenbosch, 't Zand."""
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|er|ère|ere|ème|eme|º|ª)")
_WORD = re.compile(r"[^\W_]+(?:['’`][^\W\d_]+)*")
_APOSTROPHES = ("'", "’", "`")
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
    titled = pc.replace_with_mask(titled, hard, by_hand)
    # "ß, ß" has no letter with a capital of its own, and "ı" one that is another's: hands off
    restless = pc.and_(wrong, pc.fill_null(needs_case(titled), False))
    if pc.any(restless).as_py():
        titled = pc.if_else(restless, values, titled)
    return titled


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
        if any(character.isdigit() for character in lower):
            # 5th; 221B, NW1 and A7 keep what they have
            return lower if _ORDINAL.fullmatch(lower) else match[0]
        if lower.isalpha() or lower.endswith(("'s", "’s")):
            behind = text[max(match.start() - 1, 0) : match.start()]
            return lower if lower in _DUTCH and behind in _APOSTROPHES else _capital(lower)
        if not any(mark in lower for mark in _APOSTROPHES):
            return _capital(lower)
        before, mark, after = re.split(r"(['’`])", lower, maxsplit=1)
        if before in _ELIDED and not opens:
            return before + mark + _capital(after)
        return "".join(_capital(part) for part in (before, mark, after))

    return _WORD.sub(word, text)


def _capital(word: str) -> str:
    if word.startswith("mc") and len(word) > 4:
        return "Mc" + word[2:3].upper() + word[3:]
    first = word[:1].upper()
    return (first if len(first) == 1 else word[:1]) + word[1:]  # ß has no capital of one letter
