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

from twinset.columns import text_buffers
from twinset.columns import texts as column_texts
from twinset.faults import Fault
from twinset.kernels import phones as kernels
from twinset.kernels.appending import pieces
from twinset.standardize import countries, phone_plans, placeholders
from twinset.standardize.cells import as_mask, join_parts, some
from twinset.standardize.phone_cells import LABELS, split
from twinset.standardize.texts import (
    NOTHING,
    Texts,
    ascii_texts,
    of_strings,
    to_array,
    to_column,
    token_table,
)
from twinset.types import Bool, Int32, Int64, Role, TextColumn, UInt8

__all__ = [
    "Cells",
    "Phones",
    "check",
    "display",
    "display_of",
    "extension",
    "faults_of",
    "infer_country",
    "international",
    "parse",
    "phone",
    "read",
    "split",
]

_ENOUGH = 20
_MOSTLY = 0.8
_SAMPLE = 20_000
_LABELS = token_table(LABELS)
_NORTH_AMERICAN = r"^\s*(?:\+?1[ .-]*)?(?:\(\d{3}\)|\d{3})[ ./-]*\d{3}[ .-]+\d{4}\b"
_EMAIL = r"[^\s@]@[^\s@]+\.[^\s@]"


@dataclass(frozen=True)
class Phones:
    """What is read from ``n`` texts.

    ``digits``: calling code and national number (see ``kernels.phones.parse_phones``; empty where
    there is none). ``verdict`` (n,) uint8: VALID, INVALID, ... of that module. ``calling`` (n,)
    int32: the calling code, 0 where the country is not known. ``extension`` (n, 2) int64: where in
    the characters of the texts the extension stands.
    """

    digits: Texts
    verdict: UInt8
    calling: Int32
    extension: Int64


def parse(texts: Texts, text: Int64, region: Int32) -> Phones:
    """The first number in each of ``text`` (numbers in ``texts``), dialled from ``region`` (rows
    of ``phone_plans``, -1 where it is not known).

    Plans are compiled as numbers turn out to need them; a number that needs one is read again.
    """
    arrays = _run(texts, text, region, phone_plans.tables())
    todo = np.flatnonzero(arrays.verdict == kernels.NEEDS_PLAN)
    while len(todo):
        tables = phone_plans.build(np.unique(arrays.calling[todo]).tolist())
        arrays = _replaced(arrays, todo, _run(texts, text[todo], region[todo], tables))
        todo = np.flatnonzero(arrays.verdict == kernels.NEEDS_PLAN)
    todo = np.flatnonzero(arrays.verdict == kernels.NEEDS_LIBRARY)
    if len(todo):
        arrays = _replaced(arrays, todo, _by_library(texts, text[todo], region[todo]))
    return arrays


def _run(texts: Texts, text: Int64, region: Int32, tables: phone_plans.Tables) -> Phones:
    offsets, digits, *rest = kernels.parse_phones(
        texts.offsets,
        texts.data,
        text,
        region,
        *_LABELS.keys,
        tables.nodes,
        tables.prefixes,
        tables.regions,
        tables.codes,
    )
    return Phones(Texts(offsets, digits), *rest)


def _replaced(whole: Phones, where: Int64, part: Phones) -> Phones:
    """``whole`` with the numbers ``where`` from ``part``."""
    if len(where) == len(whole.verdict):
        return part
    take = np.arange(len(whole.verdict))
    take[where] = len(take) + np.arange(len(where))
    digits = pa.concat_arrays([to_array(whole.digits), to_array(part.digits)])
    return Phones(
        ascii_texts(digits.take(pa.array(take))),
        np.concatenate((whole.verdict, part.verdict))[take],
        np.concatenate((whole.calling, part.calling))[take],
        np.concatenate((whole.extension, part.extension))[take],
    )


def _by_library(texts: Texts, text: Int64, region: Int32) -> Phones:
    """The same by the library itself: of plans that we could not compile."""
    import phonenumbers

    names = phone_plans.region_names()
    strings = to_array(texts).take(pa.array(text)).to_pylist()
    found, verdict, calling = [], [], []
    for string, row in zip(strings, region.tolist(), strict=True):
        try:
            number = phonenumbers.parse(string, names[row] if row >= 0 else None)
        except phonenumbers.NumberParseException:
            number = phonenumbers.PhoneNumber()
        valid = phonenumbers.is_valid_number(number)
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        found.append(e164[1:] if valid else "")
        verdict.append(kernels.VALID if valid else kernels.INVALID)
        calling.append(number.country_code or 0)
    return Phones(
        of_strings(found),
        np.array(verdict, np.uint8),
        np.array(calling, np.int32),
        np.zeros((len(found), 2), np.int64),
    )


def phone(
    codes: Int32, texts: Texts, country: TextColumn | None, default: str | None
) -> TextColumn:
    """The phone column of rows with ``codes`` into ``texts``, in comparison form.

    ``country`` holds the standardised country of the rows; ``default`` a country's code or name,
    for rows that have none.
    """
    known = phone_plans.region_numbers()
    fallback = known.get(_code(default), -1)
    rows = np.full(len(codes), fallback, np.int32)
    if country is not None:
        own = [known.get(code, -1) for code in column_texts(country)]
        rows = np.array([*own, -1], np.int32)[country.codes]
        rows[rows < 0] = fallback
    if (rows == rows[:1]).all():
        text = np.arange(texts.size, dtype=np.int64)
        region = np.full(texts.size, rows[0] if len(rows) else -1, np.int32)
        combined = codes
    else:
        # one text dialled from two countries is two numbers
        regions = len(known) + 1 + max(known.values())
        keys = codes.astype(np.int64) * regions + rows + 1
        distinct, inverse = np.unique(keys, return_inverse=True)
        nulls = int((distinct < 0).sum())  # code -1, whatever the country
        text, dialled_from = np.divmod(distinct[nulls:], regions)
        region = (dialled_from - 1).astype(np.int32)
        combined = np.maximum(inverse - nulls, -1).astype(np.int32)
    found = parse(texts, text, region)
    numbers = pc.if_else(
        pa.array(found.verdict == kernels.PLACEHOLDER, pa.bool_()), "", to_array(found.digits)
    )
    return to_column(combined, Texts(*text_buffers(numbers)), NOTHING)


def _code(country: str | None) -> str:
    return countries.names().get((country or "").lower(), "")


def _regions(values: pa.StringArray, where: pa.StringArray | None, default: str | None) -> Int32:
    """The plan (row) that each value is dialled from: its own country's, else the default's, else
    the one that the column speaks for; -1 where none is known."""
    known = phone_plans.region_numbers()
    fallback = known.get(_code(default), -1)
    regions = np.full(len(values), fallback, np.int32)
    if where is not None and len(where):
        names = where.dictionary_encode()
        own = [known.get(_code(name), -1) for name in names.dictionary.to_pylist()]
        rows = np.array([*own, -1], np.int32)[pc.fill_null(names.indices, -1).to_numpy()]
        regions = np.where(rows < 0, regions, rows)
    if fallback < 0 and (regions < 0).any():
        inferred = infer_country(values)
        regions[regions < 0] = known.get(inferred or "", -1)
    return regions


def infer_country(values: pa.StringArray) -> str | None:
    """The country (ISO 3166, lower case) in which most of a column's numbers are at home.

    It takes twenty numbers in international form, four in five of them of one country, and four
    in five of the other numbers valid there; without international ones, twenty as North
    Americans write them, (212) 555-1234, and valid. Anything less is None: a guess would put a
    wrong country into every number.
    """
    sample = _sample(values)
    texts = ascii_texts(sample)
    everything = np.arange(texts.size, dtype=np.int64)
    nowhere = np.full(texts.size, -1, np.int32)
    first = parse(texts, everything, nowhere)
    abroad = (first.verdict == kernels.VALID) & (first.calling > 0)
    national = np.flatnonzero(first.verdict == kernels.NATIONAL)
    known = phone_plans.region_numbers()
    if abroad.sum() >= _ENOUGH:
        calling, counts = np.unique(first.calling[abroad], return_counts=True)
        if counts.max() < _MOSTLY * abroad.sum():
            return None
        row = int(phone_plans.tables().codes[calling[counts.argmax()], 1])
    else:
        written = pc.match_substring_regex(to_array(texts), _NORTH_AMERICAN)
        if as_mask(written).sum() < max(_ENOUGH, _MOSTLY * len(national)):
            return None
        row = known["us"]
    there = parse(texts, national, np.full(len(national), row, np.int32))
    if len(national) and (there.verdict == kernels.VALID).mean() < _MOSTLY:
        return None
    return next((code for code, number in known.items() if number == row), None)


def _sample(values: pa.StringArray) -> pa.StringArray:
    """At most some thousands of the values, chosen by what they are, not where they stand."""
    values = values.drop_null()
    if len(values) <= _SAMPLE:
        return values.unique()
    offsets, data = text_buffers(values)
    key = np.zeros(len(values), np.uint32)
    for place in range(1, 6):  # the last digits are the most random ones
        at = np.maximum(offsets[1:] - place, offsets[:-1])
        key = key * np.uint32(31) + data[np.minimum(at, len(data) - 1)]
    return values.filter(pa.array(key % np.uint32(len(values) // _SAMPLE + 1) == 0)).unique()


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
        return word | (self.phones.verdict == kernels.PLACEHOLDER)


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
    return _cells(values, _regions(values, countries, default))


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
    for index in np.flatnonzero(cells.phones.verdict == kernels.VALID).tolist():
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
    shown = pc.if_else(pa.array(verdict == kernels.VALID), written, kept)
    blank = as_mask(pc.equal(kept, ""))
    nothing = pa.array(cells.placeholders | blank, pa.bool_())
    return pc.if_else(nothing, pa.scalar(None, pa.string()), shown)


def _extensions(cells: Cells) -> pa.StringArray:
    """The digits of each part's extension, empty where it has none."""
    valid = cells.phones.verdict == kernels.VALID
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
    blank = verdict == kernels.NO_NUMBER
    blank[blank] = as_mask(pc.match_substring_regex(text.filter(pa.array(blank)), r"^\s*$"))
    nothing = cells.placeholders & ~blank
    damaged = verdict == kernels.DAMAGED
    digits = np.diff(cells.phones.digits.offsets)
    odd = (verdict == kernels.NATIONAL) & ((digits < 5) | (digits > 17))
    bad = (verdict == kernels.INVALID) | (verdict == kernels.NO_NUMBER) | odd
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
