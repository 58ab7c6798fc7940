"""Cities, regions, postcodes, countries."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.faults import Fault
from twinset.kernels.text import ANYWHERE, LEADING
from twinset.standardize import countries, placeholders
from twinset.standardize.cells import as_mask
from twinset.standardize.letter_case import proper_case
from twinset.standardize.postcodes import ascii_digits, grouped, postcodes, stripped_prefix
from twinset.standardize.texts import (
    Texts,
    TokenTable,
    ascii_texts,
    compact,
    fold,
    substitute,
    to_array,
    to_column,
)
from twinset.types import Bool, Int32, Role, TextColumn

_CITY = TokenTable(
    {
        **dict.fromkeys(("saint", "sankt", "sainte"), ("st", ANYWHERE)),
        "mount": ("mt", ANYWHERE),
        "fort": ("ft", LEADING),
    }
)
_ZEROS = pa.array(["0" * size for size in range(3, 11)])
"""Codes of no place, however they are written ("0 000")."""
_CASED = frozenset({Role.CITY, Role.BIRTH_PLACE, Role.STREET, Role.ADDRESS})


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


def postcode_column(
    codes: Int32, texts: Texts, country: TextColumn | None, default: str | None
) -> TextColumn:
    """A column of postcodes in comparison form: ``postcode``, and the leading zero that a
    spreadsheet has dropped is put back where the row's country (else ``default``, a two-letter
    code) has codes that begin with one: German "1067" to "01067"."""
    plain = postcode(texts)
    known = country.distinct if country is not None else 0
    names = to_array(Texts(country.offsets, country.data)).to_pylist() if country else []
    digits = {code: item.digits for code, item in postcodes().items() if item.digits}
    lengths = np.array([*(digits.get(name, 0) for name in names),
                        digits.get((default or "").lower(), 0)], np.int64)  # fmt: skip
    if not lengths.any():
        return to_column(codes, plain, placeholders.folded(Role.POSTCODE))
    of_row = np.full(len(codes), known, np.int64)
    if country is not None:
        of_row = np.where(country.codes >= 0, country.codes, known)
    # the values without and with a zero in front, side by side: a row takes one of the two
    array = to_array(plain)
    size = pc.utf8_length(array).to_numpy().copy()
    size[~pc.match_substring_regex(array, r"^\d+$").to_numpy(zero_copy_only=False)] = -1
    padded = pc.binary_join_element_wise(pa.scalar("0"), array, "")
    both = pa.concat_arrays([array, padded.cast(pa.string())])
    wanted = lengths[of_row]
    lost = (codes >= 0) & (wanted > 0) & (size[codes] == wanted - 1) if len(size) else codes > 0
    merged = np.where(lost, codes + len(array), codes).astype(np.int32)
    return to_column(merged, ascii_texts(both), placeholders.folded(Role.POSTCODE))


def country(texts: Texts) -> Texts:
    """A name or code to the ISO 3166 two-letter code in lower case; else the folded text."""
    known = countries.names()
    folded = to_array(fold(texts)).dictionary_encode()
    codes = pa.array([known.get(text, text) for text in folded.dictionary.to_pylist()], pa.string())
    return ascii_texts(codes.take(folded.indices))


def _tidy(values: pa.StringArray) -> pa.StringArray:
    """White space in a row to one space, none in front and behind; empty to null."""
    array = pc.utf8_trim_whitespace(values)
    # whatever the replacement changes: else a value's text would depend on those beside it
    untidy = pc.match_substring_regex(array, r"[\t\n\f\r\x{a0}\x{200b}\x{feff}]|  ")
    if pc.any(untidy).as_py():
        array = pc.replace_substring_regex(array, r"[\s\x{a0}\x{200b}\x{feff}]+", " ")
        array = pc.utf8_trim_whitespace(array)
    return pc.if_else(pc.equal(array, ""), pa.scalar(None, pa.string()), array)


def display(
    values: pa.StringArray, role: Role = Role.CITY, country: pa.StringArray | str | None = None
) -> pa.StringArray:
    """Places as a careful clerk writes them; placeholders and blanks become null.

    Cities and streets in capitals or small letters only get their capitals ("SAINT-ÉTIENNE" to
    "Saint-Étienne"). Postcodes are written as their country does ("sw1a1aa" to "SW1A 1AA", German
    "1067" to "01067") where ``country``, a two-letter code for all or one each, says whose they
    are and the shape fits; others keep their text.
    """
    tidy = placeholders.without(_tidy(values), role)
    if role in _CASED:
        return proper_case(tidy)
    if role == Role.POSTCODE:
        for code, where in _by_country(country, len(values)):
            tidy = _laid_out(tidy, code, where)
    return tidy


def _by_country(country: pa.StringArray | str | None, size: int) -> list[tuple[str, Bool]]:
    """The countries whose postcodes are known, and where they are."""
    if country is None:
        return []
    if isinstance(country, str):
        return (
            [(country.lower(), np.ones(size, np.bool_))] if country.lower() in postcodes() else []
        )
    lower = pc.utf8_lower(country)
    return [
        (code, as_mask(pc.equal(lower, code)))
        for code in pc.unique(lower).to_pylist()
        if code in postcodes()
    ]


def _compact(values: pa.StringArray, code: str) -> tuple[pa.StringArray, Bool, Bool]:
    """Letters and digits in capitals with a lost zero put back; whether they have the country's
    shape; whether a zero was put back."""
    rule = postcodes()[code]
    array = ascii_digits(pc.fill_null(values, ""))
    if code != "ad":
        array = pc.replace_substring_regex(array, stripped_prefix(), r"\1")
    array = pc.replace_substring_regex(array, r"^\s*(\d+)\.0+\s*$", r"\1")
    array = pc.utf8_upper(pc.replace_substring_regex(array, r"[\s.\-\x{2010}-\x{2013}]+", ""))
    lost = np.zeros(len(array), np.bool_)
    if rule.digits:
        short = pc.match_substring_regex(array, rf"^\d{{{rule.digits - 1}}}$")
        lost = short.to_numpy(zero_copy_only=False)
        padded = pc.binary_join_element_wise(pa.scalar("0"), array, "")
        array = pc.if_else(short, padded, array)
    fits = pc.match_substring_regex(array, rf"^(?:{rule.shape})$").to_numpy(zero_copy_only=False)
    fits &= ~pc.is_in(array, value_set=_ZEROS).to_numpy(zero_copy_only=False)
    return array, fits, lost & fits


def _laid_out(values: pa.StringArray, code: str, where: Bool) -> pa.StringArray:
    array, fits, _ = _compact(values, code)
    chosen = where & fits & pc.is_valid(values).to_numpy(zero_copy_only=False)
    layout = postcodes()[code].layout
    if layout.isdigit():
        return pc.if_else(pa.array(chosen), array, values)
    return pc.if_else(pa.array(chosen), grouped(array, layout), values)


def check(
    values: pa.StringArray, role: Role = Role.CITY, country: pa.StringArray | str | None = None
) -> dict[Fault, Bool]:
    """What is wrong with distinct places; masks (n,).

    A postcode is INVALID that has not the shape of its ``country`` (as in ``display``), DAMAGED
    that has lost its leading zero; a city is INVALID without a single letter.
    """
    nothing = placeholders.mask(values, role)
    invalid = np.zeros(len(values), np.bool_)
    damaged = np.zeros(len(values), np.bool_)
    blank = pc.fill_null(pc.equal(pc.utf8_trim_whitespace(values), ""), True)
    judged = ~blank.to_numpy(zero_copy_only=False) & ~nothing
    if role == Role.POSTCODE:
        for code, where in _by_country(country, len(values)):
            there = np.flatnonzero(where & judged)
            _, fits, lost = _compact(values.take(pa.array(there)), code)
            invalid[there] = ~fits
            damaged[there] = lost
    elif role in (Role.CITY, Role.BIRTH_PLACE):  # regions have numbers: French departments
        lettered = pc.fill_null(pc.match_substring_regex(values, r"\pL"), False)
        invalid = judged & ~lettered.to_numpy(zero_copy_only=False)
    return {Fault.PLACEHOLDER: nothing, Fault.INVALID: invalid, Fault.DAMAGED: damaged}
