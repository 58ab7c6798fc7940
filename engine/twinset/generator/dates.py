"""Dates of birth as copies have them, and time stamps: right, wrong, in many forms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twinset.faults import Fault
from twinset.generator.frame import Frame, salt
from twinset.generator.kernels import draw, uniform
from twinset.generator.lexicon import DATE_ORDERS
from twinset.generator.people import People, write_digits
from twinset.generator.planted import UNKNOWN
from twinset.generator.rates import FAKE_DATES
from twinset.generator.text import Text
from twinset.generator.vocabulary import NONE
from twinset.types import Bool, Int32, Int64

_DMY, _MDY, _YMD, _JALALI = range(len(DATE_ORDERS))
_NO_DATES = (1900, 1901, 1970)
"""Years whose first of January programs write for "no date"."""


@dataclass(frozen=True, slots=True, eq=False)
class Births:
    """The column of dates of birth, and its dates; ``local`` ones are valid and not in ISO form."""

    text: Text
    day: Int64
    month: Int64
    local: Bool


def birth_column(frame: Frame, people: People) -> Births:
    """Date of birth: ISO, or as the country writes it, sometimes wrong, often not there."""
    lexicon, tags, person = frame.lexicon, frame.tags, ~frame.company
    wrong = frame.chance("date_typo") & person
    year, month, day = gregorian(people.born)
    how = draw(frame.record, salt("wrong date")) % np.uint64(3)
    step = 1 + (draw(frame.record, salt("wrong by")) % np.uint64(9)).astype(np.int64)
    day = np.where(wrong & (how == 0), (day - 1 + step) % 28 + 1, day)
    year = np.where(wrong & (how == 1), year - np.where(step < 6, 1, 10), year)
    month = np.where(wrong & (how == 2), (month - 1 + step) % 12 + 1, month)
    day = np.where(wrong & ((how == 2) | (month == 2)), np.minimum(day, 28), day)
    swapped = frame.chance("day_month_swap") & (day <= 12) & (day != month) & person
    day, month = np.where(swapped, month, day), np.where(swapped, day, month)
    day = day + ((day == 1) & (month == 1) & np.isin(year, _NO_DATES))

    order = frame.trait("date_order")
    local = (frame.chance("date_format") | (order == _JALALI) & frame.chance("jalali")) & person
    century = frame.rarely("century", person)
    ahead = draw(frame.record[century], salt("ahead")) % np.uint64(2) == 0
    year[century] = np.where(ahead, 2050, 1800) + year[century] % 50
    impossible = frame.rarely("invalid:date_of_birth", person)
    day[impossible] = 31 - (month[impossible] == 2)
    month[impossible] = np.where(month[impossible] <= 6, 2, 11)
    for rows in (century, impossible):  # no reader takes these for Persian years
        local[rows] &= order[rows] != _JALALI
    text = _written(frame, year, month, day, local)
    text.flag(Fault.IMPLAUSIBLE_DATE, century)
    text.flag(Fault.INVALID, impossible)
    write_digits(frame, [text])

    fake = frame.chance("placeholder:date_of_birth") & person
    which = (uniform(frame.record, salt("fake date")) * len(FAKE_DATES)).astype(np.int64)
    fakes = np.array([lexicon.token(t) for t in FAKE_DATES], np.int32)
    text.settle(fake, Fault.PLACEHOLDER, fakes[which[fake]])
    text.null = frame.company | (frame.chance("missing:date_of_birth") & person)
    tags.add("missing:date_of_birth", text.null & person)
    tags.add("placeholder:date_of_birth", fake & ~text.null)
    for tag, mask in (
        ("date_typo", wrong), ("day_month_swap", swapped), ("date_format", local),
    ):  # fmt: skip
        tags.add(tag, mask & text.shown)
    for tag, rows in (("century", century), ("invalid:date_of_birth", impossible)):
        tags.add(tag, rows[text.shown[rows]])
    valid = local & text.shown
    valid[impossible] = False
    return Births(text, day, month, valid)


def gregorian(days: Int32) -> tuple[Int64, Int64, Int64]:
    """Year, month and day of days since 1970."""
    dates = days.astype("datetime64[D]")
    year = dates.astype("datetime64[Y]").astype(np.int64) + 1970
    month = dates.astype("datetime64[M]").astype(np.int64) % 12 + 1
    day = (dates - dates.astype("datetime64[M]")).astype(np.int64) + 1
    return year, month, day


def to_jalali(days: Int64) -> tuple[Int64, Int64, Int64]:
    """Year, month and day in the Persian calendar of days since 1970; right for 1800 to 2100.

    33 years of which 8 are leap years, as in R. Pournader and M. Toossi's jalali.c (FarsiWeb).
    """
    days = days + 1_075_195
    year = -1595 + 33 * (days // 12_053)
    days = days % 12_053
    year += 4 * (days // 1461)
    days = days % 1461
    year += np.maximum(days - 1, 0) // 365
    days = np.where(days > 365, (days - 1) % 365, days)
    month = np.where(days < 186, 1 + days // 31, 7 + (days - 186) // 30)
    day = 1 + np.where(days < 186, days % 31, (days - 186) % 30)
    return year, month, day


def _written(frame: Frame, year: Int64, month: Int64, day: Int64, local: Bool) -> Text:
    """The text of each date: ISO, or in the country's way where ``local``."""
    lexicon = frame.lexicon
    order = np.where(local, frame.trait("date_order"), _YMD)
    persian = np.flatnonzero(order == _JALALI)
    if len(persian):
        months = ((year[persian] - 1970) * 12 + month[persian] - 1).astype("datetime64[M]")
        days = months.astype("datetime64[D]").astype(np.int64) + day[persian] - 1
        year, month, day = year.copy(), month.copy(), day.copy()
        year[persian], month[persian], day[persian] = to_jalali(days)
    gap = np.where(local, frame.trait("date_separator"), lexicon.token("-"))
    y, m, d = lexicon.digits[4] + year, lexicon.digits[2] + month, lexicon.digits[2] + day
    first = np.select([order == _DMY, order == _MDY], [d, m], y)
    second = np.where(order == _MDY, d, m)
    third = np.where((order == _DMY) | (order == _MDY), y, d)
    text = Text.of(first, gap, second, gap, third, NONE)
    chinese = local & (frame.trait("date_order") == _YMD) & frame.chance("spelled_date")
    rows = np.flatnonzero(chinese)
    for piece, token in enumerate(
        (y[rows], lexicon.token("年"), lexicon.numbers + month[rows], lexicon.token("月"),
         lexicon.numbers + day[rows], lexicon.token("日"))
    ):  # fmt: skip
        text.tokens[piece, rows] = token
    return text


def write_readings(frame: Frame, births: Births) -> None:
    """Write down which dates read two ways, and of which separators one way is sure."""
    if frame.log is None:
        return
    lexicon, day, month = frame.lexicon, births.day, births.month
    valid = births.local & births.text.shown
    order, gap = frame.trait("date_order"), frame.trait("date_separator")
    for separator in ("/", ".", "-"):
        here = valid & (gap == lexicon.token(separator))
        for way, said in ((_DMY, frame.log.day_first), (_MDY, frame.log.month_first)):
            if (here & (order == way) & (day > 12)).any():
                said.add(separator)
        two_ways = here & ((order == _DMY) | (order == _MDY)) & (day <= 12) & (day != month)
        frame.log.two_ways[separator] = np.flatnonzero(two_ways)


def timestamp(frame: Frame, days: Int32, seconds: Int64) -> Text:
    """``YYYY-MM-DD HH:MM:SS``."""
    lexicon = frame.lexicon
    year, month, day = gregorian(days)
    two, dash, colon = lexicon.digits[2], lexicon.token("-"), lexicon.token(":")
    return Text.of(
        lexicon.digits[4] + year, dash, two + month, dash, two + day, lexicon.token(" "),
        two + seconds // 3600, colon, two + seconds // 60 % 60, colon, two + seconds % 60,
    )  # fmt: skip


def update_columns(frame: Frame) -> dict[str, Text]:
    """When the record was made and last changed; a few changes are yet to come."""
    made = _seconds(frame)
    later = _later(frame)
    days = frame.updated.copy()
    future = frame.rarely("future", np.ones(frame.size, bool))
    days[future] += 40 * 365
    updated = timestamp(frame, days, later)
    updated.flag(Fault.IMPLAUSIBLE_DATE, future)
    frame.tags.add("future", future)
    if frame.log is not None:
        frame.log.updated = frame.updated.astype(np.int64) * 86_400 + later
        frame.log.updated[future] = UNKNOWN
    return {"created_at": timestamp(frame, frame.created, made), "updated_at": updated}


def _seconds(frame: Frame) -> Int64:
    """The time of day when a record was made, around noon mostly."""
    one, other = uniform(frame.record, salt("time")), uniform(frame.record, salt("time too"))
    return np.asarray((one + other) / 2 * 86_399, np.int64)


def _later(frame: Frame) -> Int64:
    """The time of day of the last change: after the creation where it is the same day."""
    free = (uniform(frame.record, salt("later")) * 86_399).astype(np.int64)
    made = _seconds(frame)
    same_day = made + (free * (86_399 - made) // 86_399)
    return np.where(frame.created == frame.updated, same_day, free)
