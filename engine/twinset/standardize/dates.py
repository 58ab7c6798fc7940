"""Dates of birth: the form that compares, the form that is shown, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.columns import texts as column_texts
from twinset.config import StandardizePlan
from twinset.faults import Fault
from twinset.kernels import dates as kernels
from twinset.standardize import date_words, placeholders
from twinset.standardize.date_eras import date_texts
from twinset.standardize.date_evidence import (
    NO_DATES,
    DateEvidence,
    DateReading,
    evidence,
    evidence_of,
    read,
)
from twinset.standardize.texts import Texts, to_array, to_column
from twinset.types import Bool, Int32, Int64, Role, TextColumn

__all__ = [
    "DateEvidence", "birth_date", "check", "display", "evidence", "joined_birth_date", "resolved",
    "undecided",
]  # fmt: skip

_OLDEST = 120
_FIRST_SHOWN_YEAR = 1600
"""Before it a date is more likely a slip, or of another calendar, than meant: shown as it is."""


def _digits(numbers: Int32 | Int64, width: int) -> np.ndarray:
    """(n, width) ASCII digits of non-negative numbers."""
    out = np.empty((len(numbers), width), np.uint8)
    rest = numbers.copy()
    for place in range(width - 1, -1, -1):
        rest, out[:, place] = np.divmod(rest, 10)
    return out + np.uint8(48)


def _as_texts(dates: Int32, valid: Bool) -> Texts:
    """yyyymmdd as eight characters; empty where there is no date."""
    offsets = np.concatenate(([0], np.cumsum(np.where(valid, 8, 0)))).astype(np.int64)
    return Texts(offsets, _digits(dates[valid], 8).reshape(-1))


def birth_date(codes: Int32, texts: Texts, plan: StandardizePlan) -> TextColumn:
    """A column of dates as "YYYYMMDD"; "00" for a month or day that is not known."""
    reading = read(texts, evidence_of(texts, plan))
    known = (reading.dates >= 0) & ~reading.placeholder
    return to_column(codes, _as_texts(reading.dates, known), ())


def _small_numbers(column: TextColumn, names: Mapping[str, int] | None = None) -> Int32:
    """Per row the whole number or named number that a folded text is; 0 for anything else."""
    values = [
        int(text) if text.isdigit() and len(text) <= 4 else (names or {}).get(text, 0)
        for text in column_texts(column)
    ]
    return np.array([*values, 0], np.int32)[column.codes]


def joined_birth_date(
    year: TextColumn | None, month: TextColumn | None, day: TextColumn | None
) -> TextColumn:
    """A date of birth out of (folded) columns for its parts; a part that is missing is "00"."""
    size = next(part.size for part in (year, month, day) if part is not None)
    nothing = np.zeros(size, np.int32)
    years = _small_numbers(year) if year is not None else nothing
    years = np.where((years > 0) & (years < 100), years + 1900 + 100 * (years < 30), years)
    months = _small_numbers(month, date_words.month_numbers()) if month is not None else nothing
    days = _small_numbers(day) if day is not None else nothing
    dates = years * 10000 + np.minimum(months, 99) * 100 + np.minimum(days, 99)
    distinct, codes = np.unique(dates.astype(np.int32), return_inverse=True)
    known = ~np.isin(distinct, NO_DATES)
    return to_column(codes.astype(np.int32), _as_texts(distinct, known), ())


def display(
    values: pa.StringArray,
    found: DateEvidence | None = None,
    *,
    times: bool = False,
    reading: DateReading | None = None,
) -> pa.StringArray:
    """Dates in ISO 8601, as far as they are known: 1985-04-12, 1985-04, 1985.

    ``found`` is the evidence of the whole column, by default of these values; ``reading`` what was
    read by it, if it has been. ``times`` keeps the time of day and its offset
    (2024-02-29T12:00:00+01:00). Placeholders become null; what is no date, or on no calendar, keeps
    its text without spaces around it.
    """
    if reading is None:
        texts = date_texts(values)
        reading = read(texts, found or evidence_of(texts, StandardizePlan()))
    shown = reading.valid & ~reading.placeholder & (reading.dates // 10000 >= _FIRST_SHOWN_YEAR)
    nothing = reading.placeholder & ~reading.has(kernels.OTHER_WORDS)
    nothing |= placeholders.mask(values, Role.BIRTH_DATE)
    kept = pc.utf8_trim_whitespace(values)
    kept = pc.if_else(pa.array(nothing), pa.scalar(None, pa.string()), kept)
    return pc.if_else(pa.array(shown), to_array(_iso(reading, shown, times)), kept)


def _iso(reading: DateReading, shown: Bool, times: bool) -> Texts:
    """ISO 8601 of the dates that are shown, empty for the others.

    Every character has a column in a table, and a mask says which of them a text has.
    """
    size = len(shown)
    dates = np.where(shown, reading.dates, 0)
    month, day = dates // 100 % 100, dates % 100
    pieces: list[tuple[np.ndarray, Bool]] = []

    def add(characters: np.ndarray, where: Bool) -> None:
        pieces.append((characters, np.repeat(where[:, None], characters.shape[1], axis=1)))

    def sign(character: str) -> np.ndarray:
        return np.full((size, 1), ord(character), np.uint8)

    add(_digits(dates // 10000, 4), shown)
    for part, known in ((month, month > 0), (day, (month > 0) & (day > 0))):
        add(sign("-"), shown & known)
        add(_digits(part, 2), shown & known)
    if times:
        timed = shown & (day > 0) & reading.has(kernels.TIMED)
        seconds, micros = np.divmod(reading.times, 1_000_000)
        for mark, part in (("T", seconds // 3600), (":", seconds // 60 % 60), (":", seconds % 60)):
            add(sign(mark), timed)
            add(_digits(part, 2), timed)
        add(sign("."), timed & (micros > 0))
        add(_digits(micros, 6), timed & (micros > 0))
        zoned = timed & reading.has(kernels.WITH_OFFSET)
        minutes = np.abs(reading.zones)
        add(np.where(reading.zones < 0, ord("-"), ord("+")).astype(np.uint8)[:, None], zoned)
        add(_digits(minutes // 60, 2), zoned)
        add(sign(":"), zoned)
        add(_digits(minutes % 60, 2), zoned)
    table = np.concatenate([characters for characters, _ in pieces], axis=1)
    mask = np.concatenate([where for _, where in pieces], axis=1)
    offsets = np.concatenate(([0], np.cumsum(mask.sum(axis=1)))).astype(np.int64)
    return Texts(offsets, table[mask])


def check(
    values: pa.StringArray,
    role: Role = Role.BIRTH_DATE,
    *,
    today: date | None = None,
    found: DateEvidence | None = None,
    reading: DateReading | None = None,
) -> dict[Fault, Bool]:
    """What is wrong with distinct dates of birth or, by ``role``, time stamps; masks (n,).

    ``found`` is the evidence of the whole column, by default of these values; ``reading`` what
    the values are by it, where the caller has read them already. Without ``today``
    no date is too early or too late. Only a date of birth can be ambiguous or too long ago.
    """
    if found is None or reading is None:
        texts = date_texts(values)
        found = found or evidence_of(texts, StandardizePlan())
        reading = read(texts, found)
    blank = pc.fill_null(pc.equal(pc.utf8_trim_whitespace(values), ""), True)
    filled = ~blank.to_numpy(zero_copy_only=False)
    nothing = reading.placeholder & ~reading.has(kernels.OTHER_WORDS)
    nothing = filled & (nothing | placeholders.mask(values, Role.BIRTH_DATE))
    valid = reading.valid & ~nothing
    ambiguous = valid & reading.has(kernels.BOTH_WAYS)
    ambiguous &= reading.divided_by(found.undecided)
    if role != Role.BIRTH_DATE:
        ambiguous[:] = False
    implausible = np.zeros(len(values), np.bool_)
    if today is not None:
        limit = today.year * 10000 + today.month * 100 + today.day
        implausible = valid & (reading.dates > limit)
        if role == Role.BIRTH_DATE:
            latest = reading.dates + 1200 * (reading.dates % 10000 == 0)
            latest = latest + 31 * (latest % 100 == 0)
            implausible |= valid & (latest < limit - _OLDEST * 10000)
    return {
        Fault.PLACEHOLDER: nothing,
        Fault.INVALID: filled & ~valid & ~nothing,
        Fault.AMBIGUOUS_DATE: ambiguous,
        Fault.IMPLAUSIBLE_DATE: implausible,
    }


def resolved(found: DateEvidence, reading: DateReading) -> dict[tuple[str, str], Bool]:
    """The dates that read two ways and were read in the order that their column shows, or the plan
    says: by separator and order, a mask (n,) each."""
    two_ways = reading.valid & ~reading.placeholder & reading.has(kernels.BOTH_WAYS)
    masks = {}
    if two_ways.any():
        for separator in set(found.orders) - found.undecided:
            mask = two_ways & reading.divided_by({separator})
            if mask.any():
                masks[separator, found.orders[separator]] = mask
    return dict(sorted(masks.items()))


def undecided(found: DateEvidence, reading: DateReading) -> Bool:
    """(n,) dates that read two ways, and nothing says which; between dots it is day first."""
    either = reading.valid & reading.has(kernels.BOTH_WAYS)
    return either & reading.divided_by(found.undecided - {"."})
