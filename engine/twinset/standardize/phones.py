"""Phone numbers: what is typed, to E.164, as the ``phonenumbers`` library reads and judges it.

A number with + or an international prefix names its country; one without takes the country of its
row, else the plan's, else the one that the column's other numbers speak for. The library's own
metadata, compiled to automata (``phone_plans``), decide at a million numbers a second what the
library decides at thirty thousand.

Forms: the *comparison form* is digits, calling code first where the country is known, else the
national digits without leading zeros. The *display form* is E.164 ("+4930123456", an extension as
" ext. 12"): what CRMs and diallers take, the same however a number was grouped, and made without
a library call. ``international`` groups it for people to read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.columns import texts as column_texts
from twinset.faults import Fault
from twinset.kernels.appending import pieces
from twinset.kernels.contacts import number_pairs
from twinset.kernels.distinct import recoded
from twinset.kernels.numbering_plans import (
    DAMAGED,
    INVALID,
    NATIONAL,
    NO_NUMBER,
    PLACEHOLDER,
    VALID,
)
from twinset.standardize import phone_plans, placeholders
from twinset.standardize.cells import as_mask, join_parts, some
from twinset.standardize.phone_cells import LABELS, NUMBER_LABELS, split
from twinset.standardize.phone_countries import country_code, dialled_from
from twinset.standardize.phone_parsing import Phones, parse
from twinset.standardize.texts import (
    NOTHING,
    Texts,
    ascii_texts,
    to_array,
    to_column,
)
from twinset.types import Bool, Int32, Int64, Role, TextColumn

__all__ = [
    "Cells",
    "check",
    "display",
    "display_of",
    "extension",
    "faults_of",
    "international",
    "phone",
    "read",
    "split",
]

_EMAIL = r"[^\s@]@[^\s@]+\.[^\s@]"
_NUMBER_WORDS = rf"(?i)\b(?:{'|'.join(f'{LABELS} {NUMBER_LABELS}'.split())})\b"
_LETTERS_DIALLED = 4
"""How many digits more than it is written with make a number one with letters; a calling code adds
three."""


def phone(
    codes: Int32, texts: Texts, country: TextColumn | None, default: str | None
) -> TextColumn:
    """The phone column of rows with ``codes`` into ``texts``, in comparison form.

    ``country`` holds the standardised country of the rows; ``default`` a country's code or name,
    for rows that have none.
    """
    known = phone_plans.region_numbers()
    fallback = known.get(country_code(default), -1)
    rows = np.full(len(codes), fallback, np.int32)
    if country is not None:
        own = np.array([known.get(code, -1) for code in column_texts(country)], np.int32)
        rows = recoded(country.codes, own)
        rows[rows < 0] = fallback
    if (rows == rows[:1]).all():
        text = np.arange(texts.size, dtype=np.int64)
        region = np.full(texts.size, rows[0] if len(rows) else -1, np.int32)
        combined = codes
    else:
        # one text dialled from two countries is two numbers
        text, region, combined = number_pairs(codes, rows, texts.size, 1 + max(known.values()))
    found = parse(texts, text, region)
    ends = np.where(found.verdict == PLACEHOLDER, 0, found.digits.offsets[1:])
    numbers = Texts(*pieces(found.digits.data, found.digits.offsets[:-1], ends))
    return to_column(combined, numbers, NOTHING)


@dataclass(frozen=True)
class Cells:
    """Cells taken apart: ``values`` as they were, dialled from ``regions`` (rows of
    ``phone_plans``); ``owner`` (parts,) tells the cell of each of ``parts``, and ``phones``
    what is read from it."""

    values: pa.StringArray
    regions: Int32
    owner: Int64
    parts: pa.StringArray
    texts: Texts
    phones: Phones

    @cached_property
    def placeholders(self) -> Bool:
        """Parts that stand for nothing: 0000000000, 1234567890, n/a."""
        word = placeholders.mask(self.parts, Role.PHONE)
        return word | (self.phones.verdict == PLACEHOLDER)


def _cells(values: pa.StringArray, regions: Int32) -> Cells:
    owner, parts = split(values)
    texts = ascii_texts(parts)
    found = parse(texts, np.arange(texts.size, dtype=np.int64), regions[owner])
    return Cells(values, regions, owner, parts, texts, found)


def display(
    values: pa.StringArray, countries: pa.StringArray | None = None, default: str | None = None
) -> pa.StringArray:
    """E.164, an extension behind it: "030/1234567 Durchwahl 12" to "+49301234567 ext. 12".

    ``countries`` are the countries of the values (names or ISO 3166 codes), ``default`` that of
    values that have none; where neither helps, what the column speaks for. A number that is not
    valid, or whose country is not known, stays as it is, as does any other text; what stands for
    nothing is null. Several numbers in one cell are joined by "; ".
    """
    return display_of(read(values, countries, default))


def international(
    values: pa.StringArray, countries: pa.StringArray | None = None, default: str | None = None
) -> pa.StringArray:
    """As ``display``, grouped for people: "+49 30 1234567". By the library, number by number."""
    return _written(read(values, countries, default), _grouped)


def read(
    values: pa.StringArray, countries: pa.StringArray | None = None, default: str | None = None
) -> Cells:
    """The numbers in each value, what ``display`` and ``check`` both begin with; arguments as
    for ``display``."""
    return _cells(values, dialled_from(values, countries, default))


def display_of(cells: Cells) -> pa.StringArray:
    """``display`` of what has been read."""
    return _written(cells, _e164)


def _written(
    cells: Cells, form: Callable[[Cells], pa.StringArray], rounds: int = 8
) -> pa.StringArray:
    values = cells.values
    shown = join_parts(_shown(cells, form(cells)), cells.owner, len(values))
    # a cell of several parts may come apart anew when some are gone: until nothing changes
    several = np.flatnonzero(np.bincount(cells.owner, minlength=len(values)) > 1)
    if len(several) and rounds:
        part = shown.take(pa.array(several))
        if not part.equals(values.take(pa.array(several))):
            again = _written(_cells(part, cells.regions[several]), form, rounds - 1)
            mask = np.zeros(len(values), np.bool_)
            mask[several] = True
            shown = pc.replace_with_mask(shown, pa.array(mask), again)
    return shown


def _e164(cells: Cells) -> pa.StringArray:
    return pc.binary_join_element_wise("+", to_array(cells.phones.digits), "")


def _grouped(cells: Cells) -> pa.StringArray:
    import phonenumbers

    numbers: list[str | None] = to_array(cells.phones.digits).to_pylist()
    for index in np.flatnonzero(cells.phones.verdict == VALID).tolist():
        number = phonenumbers.parse(f"+{numbers[index]}")
        form = phonenumbers.PhoneNumberFormat.INTERNATIONAL
        numbers[index] = phonenumbers.format_number(number, form)
    return pa.array(numbers, pa.string())


def _shown(cells: Cells, valid: pa.StringArray) -> pa.StringArray:
    """Each part as it is displayed: ``valid`` where the number is, null where there is none."""
    verdict = cells.phones.verdict
    extensions = _extensions(cells)
    suffix = pc.binary_join_element_wise(" ext. ", extensions, "")
    suffix = pc.if_else(pc.equal(extensions, ""), "", suffix)
    written = pc.binary_join_element_wise(valid, suffix, "")
    kept = pc.utf8_trim_whitespace(cells.parts)
    plain = (verdict == VALID) & ~_with_remark(cells)
    shown = pc.if_else(pa.array(plain), written, kept)
    blank = as_mask(pc.equal(kept, ""))
    nothing = pa.array(cells.placeholders | blank, pa.bool_())
    return pc.if_else(nothing, pa.scalar(None, pa.string()), shown)


def _with_remark(cells: Cells) -> Bool:
    """Parts that say more than a number: "030 1234567 (evenings only)", "Fax 030 1234568".

    They stay as they are: E.164 has no room for it. Words that name a kind of number ("mobile")
    are no remark, nor is 1-800-FLOWERS, whose letters are dialled.
    """
    letters = np.flatnonzero((cells.texts.data | 32) - np.uint8(97) < 26)  # few numbers have any
    remark = np.zeros(cells.texts.size, np.bool_)
    remark[np.searchsorted(cells.texts.offsets, letters, "right") - 1] = True
    remark &= cells.phones.verdict == VALID
    if not remark.any():
        return remark
    some_texts = to_array(cells.texts).filter(pa.array(remark))
    digits = pc.count_substring_regex(some_texts, "[0-9]").to_numpy()
    dialled = np.diff(cells.phones.digits.offsets)[remark] - digits >= _LETTERS_DIALLED
    words = pc.replace_substring_regex(some_texts, "[0-9_]+", " ")
    words = pc.replace_substring_regex(words, _NUMBER_WORDS, " ")
    remark[remark] = as_mask(pc.match_substring_regex(words, "[A-Za-z]{2}")) & ~dialled
    return remark


def _extensions(cells: Cells) -> pa.StringArray:
    """The digits of each part's extension, empty where it has none."""
    valid = cells.phones.verdict == VALID
    begin, end = np.where(valid[:, None], cells.phones.extension, 0).T.copy()
    return to_array(Texts(*pieces(cells.texts.data, begin, end)))


def extension(values: pa.StringArray) -> pa.StringArray:
    """The digits of the extension in each value ("030 123456 x12" to "12"); null where none is."""
    texts = ascii_texts(values)
    everything = np.arange(texts.size, dtype=np.int64)
    found = parse(texts, everything, np.full(texts.size, -1, np.int32))
    begin, end = found.extension.T.copy()
    array = to_array(Texts(*pieces(texts.data, begin, end)))
    return pc.if_else(pc.equal(array, ""), pa.scalar(None, pa.string()), array)


def check(
    values: pa.StringArray, countries: pa.StringArray | None = None, default: str | None = None
) -> dict[Fault, Bool]:
    """The faults of each value; arguments as for ``display``.

    PLACEHOLDER: all digits equal or counting up, or a word for nothing. WRONG_COLUMN: an email.
    DAMAGED: 4.9E+11. INVALID: no number of its country, or no number at all; where the country is
    not known, only what has fewer than 5 digits or more than 17. SEVERAL_VALUES: two numbers or
    more.
    """
    return faults_of(read(values, countries, default))


def faults_of(cells: Cells) -> dict[Fault, Bool]:
    """``check`` of what has been read."""
    size = len(cells.values)
    verdict = cells.phones.verdict
    text = to_array(cells.texts)
    email = as_mask(pc.match_substring(text, "@"))
    email[email] = as_mask(pc.match_substring_regex(text.filter(pa.array(email)), _EMAIL))
    blank = verdict == NO_NUMBER
    blank[blank] = as_mask(pc.match_substring_regex(text.filter(pa.array(blank)), r"^\s*$"))
    nothing = cells.placeholders & ~blank
    damaged = verdict == DAMAGED
    digits = np.diff(cells.phones.digits.offsets)
    odd = (verdict == NATIONAL) & ((digits < 5) | (digits > 17))
    bad = (verdict == INVALID) | (verdict == NO_NUMBER) | odd
    count = np.bincount(cells.owner, minlength=size)

    placeholder = (count > 0) & (np.bincount(cells.owner[nothing], minlength=size) == count)
    wrong = some(email, cells.owner, size)
    return {
        Fault.PLACEHOLDER: placeholder,
        Fault.WRONG_COLUMN: wrong & ~placeholder,
        Fault.DAMAGED: some(damaged, cells.owner, size) & ~wrong,
        Fault.INVALID: some(bad & ~nothing & ~blank, cells.owner, size) & ~placeholder & ~wrong,
        Fault.SEVERAL_VALUES: (count > 1) & ~placeholder & ~wrong,
    }
