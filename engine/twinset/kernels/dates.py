"""The kernel that reads dates and times of day from text."""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.calendars import exists, from_days, from_persian, is_persian
from twinset.kernels.text import find_token, integral_stop

DMY, MDY, YMD = 0, 1, 2

# how a date is written: the low four bits of its marks
NO_DATE, YEAR_FIRST, YEAR_LAST, SHORT_YEAR, DIGITS, MONTH_NAME, YEAR, YEAR_MONTH = range(8)
EPOCH, DAY_NUMBER = 8, 9

# what stands between day and month: bits 4 to 6
NOTHING, DOT, SLASH, DASH, BLANK = range(5)
SEPARATOR_SHIFT = 4

# further bits
ON_NO_CALENDAR = 1 << 7
CAN_DMY = 1 << 8
CAN_MDY = 1 << 9
CAN_YMD = 1 << 10
BOTH_WAYS = 1 << 11  # day first and month first are two different dates
TIMED = 1 << 12
WITH_OFFSET = 1 << 13
OTHER_WORDS = 1 << 14
PERSIAN = 1 << 15

_JALALI = 12  # months[k] beyond it is a month of the Persian calendar
_DAY = np.int64(86_400_000_000)


@inline
def _full_year(year, length, newest):
    """A two-digit year is the latest one that is not after ``newest``; 00 is 2000, as 29/02/00 is
    a date in that year only."""
    if length > 2:
        return year
    if year == 0 and newest > 1900:
        return np.int64(2000)
    return newest - (newest - year) % 100


@inline
def _gregorian(newest):
    """The latest year that two digits stand for, in years that are not Persian."""
    return newest + 620 if is_persian(newest) else newest


@inline
def _as_number(year, month, day, persian):
    """yyyymmdd, or -1 where the parts do not fit into eight digits."""
    if persian and is_persian(year) and exists(year, month, day, True):
        return from_persian(year, month, day)
    if year > 9999 or month > 99 or day > 99:
        return np.int64(-1)
    return year * 10000 + month * 100 + day


@inline
def _three_numbers(a, b, c, length_a, length_c, order, newest, persian):
    """(yyyymmdd, kind and flags) of three numbers.

    The order gives way where another reading is on the calendar and it is not. A two-digit year
    in front is one only where it can be no day, or where ``order`` says so.
    """
    if length_a > 2:
        month, day = b, c
        if not exists(a, month, day, persian) and exists(a, day, month, persian):
            month, day = day, month  # 1985-25-12
        flags = YEAR_FIRST
        if length_a > 4 or not exists(a, month, day, persian):
            flags |= ON_NO_CALENDAR
        elif persian and is_persian(a):
            flags |= PERSIAN
        return (_as_number(a, month, day, persian) if length_a <= 4 else np.int64(-1)), flags
    last = _full_year(c, length_c, newest)
    day_first = exists(last, b, a, persian) and a > 0 and b > 0
    month_first = exists(last, a, b, persian) and a > 0 and b > 0
    front = _full_year(a, 2, newest)
    year_first = length_c <= 2 and exists(front, b, c, persian) and b > 0 and c > 0
    flags = YEAR_LAST if length_c > 2 else SHORT_YEAR
    flags |= (CAN_DMY if day_first else 0) | (CAN_MDY if month_first else 0)
    if year_first and (order == YMD or a > 31):
        flags |= CAN_YMD
    if day_first and month_first and a != b:
        flags |= BOTH_WAYS
    if length_c > 4:
        return np.int64(-1), flags | ON_NO_CALENDAR
    if flags & CAN_YMD and (order == YMD or not (day_first or month_first)):
        if persian and is_persian(front):
            flags |= PERSIAN
        return _as_number(front, b, c, persian), flags
    if persian and is_persian(last) and (day_first or month_first):
        flags |= PERSIAN
    if month_first and (order == MDY or not day_first):
        return _as_number(last, a, b, persian), flags
    if day_first:
        return _as_number(last, b, a, persian), flags
    # on no calendar: its digits are evidence all the same
    flags |= ON_NO_CALENDAR
    if order == MDY or b > 12 >= a:
        a, b = b, a
    if order == YMD and length_c <= 2:
        return _as_number(front, b, c, False), flags
    return _as_number(last, b, a, False), flags


@inline
def _three_of_a_persian_column(a, b, c, length_a, length_c, order, newest, persian):
    """``_three_numbers``; a two-digit year of a date that the Persian calendar lacks is of ours."""
    date, flags = _three_numbers(a, b, c, length_a, length_c, order, newest, persian)
    if persian and flags & ON_NO_CALENDAR and length_a <= 2 and length_c <= 2:
        return _three_numbers(a, b, c, length_a, length_c, order, _gregorian(newest), False)
    return date, flags


@inline
def _one_number(value, length, order, newest, persian):
    """(yyyymmdd, kind and flags) of a date without separators; -1 where it is none."""
    if length == 8 and 1000 <= value // 10000 <= 2999:
        month, day = value // 100 % 100, value % 100
        if exists(value // 10000, month, day, persian):
            flags = DIGITS
            if persian and is_persian(value // 10000):
                flags |= PERSIAN
            return _as_number(value // 10000, month, day, persian), flags
    if length in (7, 8):  # of seven, the day's or month's leading zero was lost
        a, b, year = value // 1000000, value // 10000 % 100, value % 10000
        if 1800 <= year <= 2100 or (persian and is_persian(year)):
            date, flags = _three_numbers(a, b, year, 2, 4, order, newest, persian)
            if not flags & ON_NO_CALENDAR:
                return date, flags & ~15 | DIGITS
        if length == 8:
            return value, DIGITS | ON_NO_CALENDAR
    if length == 4 and 1000 <= value <= 2999:
        if persian and is_persian(value):
            return _as_number(value, 0, 0, persian), YEAR | PERSIAN
        return value * 10000, YEAR
    if length == 6:
        if 1800 <= value // 100 <= 2100 and 1 <= value % 100 <= 12:
            return value * 100, YEAR_MONTH
        date, flags = _three_of_a_persian_column(
            value // 10000, value // 100 % 100, value % 100, 2, 2, order, newest, persian
        )
        if not flags & ON_NO_CALENDAR:
            return date, flags & ~15 | DIGITS
    if length == 5 and 10000 <= value <= 73050:  # days since 1899-12-30, as spreadsheets count
        return from_days(value - 25569), DAY_NUMBER
    return np.int64(-1), NO_DATE


@inline
def _two_digits(data, i, stop):
    """Whether two digits stand at ``i``."""
    return i + 1 < stop and 48 <= data[i] <= 57 and 48 <= data[i + 1] <= 57


@inline
def _number_at(data, i):
    return (np.int64(data[i]) - 48) * 10 + np.int64(data[i + 1]) - 48


@kernel(
    "(int64[::1], uint8[::1], int64[::1], int64, boolean, int32[::1], int64[::1], uint8[::1], "
    "uint8[::1])"
)
def read_dates(offsets, data, orders, newest, persian, slots, key_offsets, keys, months):
    """Dates and times in any usual notation.

    ``orders[s]`` (DMY, MDY or YMD) decides what separator s leaves open; ``newest`` is the latest
    year that two digits stand for; ``persian`` reads years of 1206 to 1498 in the Solar Hijri
    calendar. ``months[k]`` is the month that key k names, 13 to 24 for those of the Persian
    calendar, 0 for words that say nothing. Gives, per text:

    - dates int32: yyyymmdd, 00 for a part that is not given, -1 where there is no date; eight
      digits that are on no calendar are kept
    - times int64: the time of day in microseconds
    - zones int32: minutes that the time is ahead of UTC, 0 where nothing is said
    - marks uint16: kind, separator and the flags above
    """
    n = offsets.size - 1
    dates = np.full(n, -1, np.int32)
    times = np.zeros(n, np.int64)
    zones = np.zeros(n, np.int32)
    marks = np.zeros(n, np.uint16)
    value = np.zeros(3, np.int64)
    length = np.zeros(3, np.int64)
    word = np.empty(16, np.uint8)
    for v in range(n):
        start = offsets[v]
        stop = integral_stop(data, start, offsets[v + 1])
        count = 0
        month = 0
        timed = False
        separator = NOTHING
        flags = 0
        i = start
        while i < stop:
            c = data[i]
            if 48 <= c <= 57:
                number = np.int64(0)
                first = i
                while i < stop and 48 <= data[i] <= 57:
                    if i - first < 18:
                        number = number * 10 + np.int64(data[i]) - 48
                    i += 1
                if i < stop and data[i] == 58 and i - first <= 2:
                    clock = number * 3600  # hh:mm[:ss[.ffffff]]
                    unit = np.int64(60)
                    while i + 1 < stop and data[i] == 58 and 48 <= data[i + 1] <= 57:
                        i += 1
                        part = np.int64(0)
                        begin = i
                        while i < stop and 48 <= data[i] <= 57:
                            if i - begin < 9:
                                part = part * 10 + np.int64(data[i]) - 48
                            i += 1
                        clock += part * unit
                        unit //= 60
                    clock *= 1000000
                    if i + 1 < stop and data[i] in (44, 46) and 48 <= data[i + 1] <= 57:
                        i += 1
                        scale = np.int64(100000)
                        while i < stop and 48 <= data[i] <= 57:
                            clock += (np.int64(data[i]) - 48) * scale
                            scale //= 10
                            i += 1
                    if not timed:
                        times[v] = clock
                    timed = True
                elif count < 3 and not (timed and count + (month > 0) >= 3):
                    if count == 0 and i < stop:
                        if data[i] == 46:
                            separator = DOT
                        elif data[i] == 47:
                            separator = SLASH
                        elif data[i] == 45:
                            separator = DASH
                        else:
                            separator = BLANK
                    value[count] = number
                    length[count] = i - first
                    count += 1
            elif 65 <= c <= 90 or 97 <= c <= 122:
                first = i
                while i < stop and (65 <= data[i] <= 90 or 97 <= data[i] <= 122):
                    if i - first < 16:
                        word[i - first] = data[i] | 32
                    i += 1
                size = min(i - first, 16)
                spelt = size == 1 and i + 1 < stop and data[i] == 46 and data[i + 1] | 32 == 109
                if timed and ((size == 2 and word[1] == 109) or spelt):  # pm, p.m.
                    noon = np.int64(43200000000)
                    if word[0] == 112 and times[v] < noon:
                        times[v] += noon
                    elif word[0] == 97 and times[v] >= noon:
                        times[v] -= noon
                elif size > 1:
                    key = find_token(word, 0, size, slots, key_offsets, keys)
                    if key < 0:
                        flags |= OTHER_WORDS
                    elif month == 0:
                        month = np.int64(months[key])
            elif (
                timed
                and (c == 43 or c == 45)
                and _two_digits(data, i + 1, stop)
                and (count + (month > 0) >= 3 or (count == 1 and length[0] >= 8))
            ):
                minutes = _number_at(data, i + 1) * 60  # +hh, +hhmm, +hh:mm
                sign = 1 if c == 43 else -1
                i += 3
                if i < stop and data[i] == 58:
                    i += 1
                if _two_digits(data, i, stop):
                    minutes += _number_at(data, i)
                    i += 2
                if minutes <= 840:
                    zones[v] = sign * minutes
                    flags |= WITH_OFFSET
            else:
                if c == 64:  # an email address
                    flags |= OTHER_WORDS
                i += 1
        if times[v] < 0 or times[v] >= _DAY:
            times[v] = 0
            timed = False
        order = orders[separator]
        date = np.int64(-1)
        read = NO_DATE
        if month == 0 and count == 1:
            if length[0] == 14 or length[0] == 12:
                power = 1000000 if length[0] == 14 else 10000
                clock = value[0] % power
                if power == 10000:
                    clock *= 100
                date, read = _one_number(value[0] // power, 8, orders[NOTHING], newest, persian)
                seconds = clock // 10000 * 3600 + clock // 100 % 100 * 60 + clock % 100
                times[v] = min(seconds, 86399) * 1000000
                timed = True
            elif length[0] == 10 or length[0] == 13:  # seconds or milliseconds since 1970
                micros = value[0] * (1000000 if length[0] == 10 else 1000)
                date = from_days(micros // _DAY)
                times[v] = micros % _DAY
                timed = True
                read = EPOCH
            else:
                separator = NOTHING
                date, read = _one_number(value[0], length[0], orders[NOTHING], newest, persian)
        elif month > 0 and count >= 1:
            read = MONTH_NAME
            day = np.int64(0)
            year = np.int64(-1)
            shown = np.int64(4)
            if count == 1:
                if length[0] == 4:
                    year = value[0]
            elif length[0] > 2:
                year, shown, day = value[0], length[0], value[1]
            else:
                day, year, shown = value[0], value[1], length[1]
            if year >= 0 and shown <= 4:
                if month > _JALALI:
                    year = _full_year(year, shown, np.int64(1409))
                    date = _as_number(year, month - _JALALI, day, True)
                    flags |= PERSIAN
                    if not exists(year, month - _JALALI, day, True):
                        read |= ON_NO_CALENDAR
                else:
                    year = _full_year(year, shown, _gregorian(newest))
                    date = _as_number(year, month, day, False)
                    if not exists(year, month, day, False):
                        read |= ON_NO_CALENDAR
        elif count == 2:
            year = np.int64(-1)
            if length[0] == 4 and value[1] <= 12:
                year, month = value[0], value[1]
            elif length[1] == 4 and value[0] <= 12:
                year, month = value[1], value[0]
            elif length[0] == 5 and separator == DOT and 10000 <= value[0] <= 73050:
                date = from_days(value[0] - 25569)
                share = value[1] / 10.0 ** min(length[1], 18)
                times[v] = np.int64(round(share * 86400)) % 86400 * 1000000
                timed = True
                read = DAY_NUMBER
            if year >= 0:
                read = YEAR_MONTH
                if persian and is_persian(year):
                    read |= PERSIAN
                date = _as_number(year, month, 0, persian)
        elif count == 3:
            date, read = _three_of_a_persian_column(
                value[0], value[1], value[2], length[0], length[2], order, newest, persian
            )
        dates[v] = date
        if date >= 0:
            flags |= read | separator << SEPARATOR_SHIFT | (TIMED if timed else 0)
        marks[v] = flags
    return dates, times, zones, marks
