"""Job titles as a careful clerk writes them: those in capitals get small letters.

"SENIOR VP OF SALES" to "Senior VP of Sales". What has a small letter is its owner's way to write
it; a title in small letters only is no fault ("software engineer").
"""

from __future__ import annotations

import re

import pyarrow as pa

from twinset.faults import Fault
from twinset.standardize import placeholders, text_faults
from twinset.standardize.cells import rewritten
from twinset.types import Role

_CAPITALS = """
ai api apac avp aws bi ccio cco cdo ceo cfo chro cia cio ciso cmo cno coo cpo cro cso cto dach ea
edi ehs emea emt er erp eu eva evp fao gis hse ias icu ii iii iv ios it iso latam moe nato oem osha
pa pos qa sap sas seo sem sre ui uk us usa ux usaf vi vii
"""
_ACRONYMS = frozenset(_CAPITALS.split())
"""Words that stay capitals though they have vowels; short ones without are acronyms anyway (VP,
HR, CRM)."""
_ABBREVIATIONS = "dr jr mfg mgmt mgr mktg mr mrs ms mstr sr st svc"
_WRITTEN = {
    **{"phd": "PhD", "ph": "Ph", "devops": "DevOps", "devsecops": "DevSecOps", "gmbh": "GmbH"},
    **{"macos": "macOS", "mba": "MBA", "bsc": "BSc", "msc": "MSc", "javascript": "JavaScript"},
    **{word: word.capitalize() for word in _ABBREVIATIONS.split()},
}
_PARTICLES = """
a an and at by for from in of on or the to with am an bei der des die für im in und von zu zum zur
à au aux d da das de degli dei del della delle den der di do dos du e en et i in l la las le les lo
los o og och oraz para per por sur van voor w y z
"""
_SMALL = frozenset(_PARTICLES.split())
"""Words that stay small but for the first."""
_ACRONYM = 4  # letters
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWELS = frozenset("aeiouyäöüåæøáàâãéèêëíìîïóòôõúùû")


def display(values: pa.StringArray) -> pa.StringArray:
    """Job titles of which those in capitals are repaired; what stands for nothing is null.

    Distinct values (n,) in, as many out; null stays null. Acronyms keep their capitals.
    """
    values = placeholders.without(values, Role.JOB_TITLE)
    shouting = text_faults.check(values, Role.JOB_TITLE)[Fault.SHOUTING]
    if not shouting.any():
        return values
    return rewritten(values, pa.array(shouting), _repaired)


def _repaired(title: str) -> str:
    first = True
    turkish = "İ" in title

    def word(match: re.Match[str]) -> str:
        nonlocal first
        lower = (match[0].replace("I", "ı") if turkish else match[0]).replace("İ", "i").lower()
        opens, first = first, False
        if len(lower) == 1 and lower not in _SMALL:  # R&D, C++
            return match[0]
        if lower in _WRITTEN:
            return _WRITTEN[lower]
        if lower in _ACRONYMS or (len(lower) <= _ACRONYM and _is_acronym(lower)):
            return match[0]
        if not opens and (lower in _SMALL or not _is_latin(lower)):
            return lower
        capital = "İ" if turkish and lower[0] == "i" else lower[0].upper()
        return capital + lower[1:]

    return _WORD.sub(word, title)


def _is_acronym(word: str) -> bool:
    return _is_latin(word) and not any(letter in _VOWELS for letter in word)


def _is_latin(word: str) -> bool:
    """Elsewhere only a title's first word has a capital: "Главный бухгалтер"."""
    return all(letter < "\u0250" for letter in word if letter.isalpha())
