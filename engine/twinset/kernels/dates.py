"""The kernel that reads dates and times of day from text."""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.text import find_token, integral_stop

DMY, MDY, YMD, MDY_UNLESS_DOTS = 0, 1, 2, 3
"""The last one is for a guessed order: 12.04.1985 is day first even in a month-first column."""

_TWO_DIGIT_PIVOT = 30
"""Two-digit years below it are 20xx. Fixed, so that a run next year gives the same result."""


@inline
def _full_year(year, length):
    if length > 2:
        return year
    return year + 2000 if year < _TWO_DIGIT_PIVOT else year + 1900


@inline
def _is_date(month, day):
    return 1 <= month <= 12 and 1 <= day <= 31


@inline
def _day_month(first, second, order):
    """(day, month) of two numbers; the order gives way where it would be no date."""
    if order in (MDY, MDY_UNLESS_DOTS):
        first, second = second, first
    if not _is_date(second, first) and _is_date(first, second):
        first, second = second, first
    return first, second


@inline
def _from_epoch(seconds):
    """yyyymmdd of seconds since 1970 (H. Hinnant, chrono-compatible low-level date algorithms)."""
    z = seconds // 86400 + 719468
    era = z // 146097
    doe = z - era * 146097
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    mp = (5 * doy + 2) // 153
    day = doy - (153 * mp + 2) // 5 + 1
    month = mp + 3 if mp < 10 else mp - 9
    year = yoe + era * 400 + (1 if month <= 2 else 0)
    return year * 10000 + month * 100 + day


@inline
def _one_number(value, length, order):
    """yyyymmdd of a date without separators, or -1."""
    if length == 8:
        if 1000 <= value // 10000 <= 2999 and _is_date(value // 100 % 100, value % 100):
            return value
        if 1800 <= value % 10000 <= 2100:
            day, month = _day_month(value // 1000000, value // 10000 % 100, order)
            if _is_date(month, day):
                return value % 10000 * 10000 + month * 100 + day
        return value  # a typo: its digits still are evidence
    if length == 4:
        return value * 10000 if 1000 <= value <= 2999 else np.int64(-1)
    if length == 6:
        if 1800 <= value // 100 <= 2100 and 1 <= value % 100 <= 12:
            return value * 100
        if order == YMD:
            return _full_year(value // 10000, 2) * 10000 + value % 10000
        day, month = _day_month(value // 10000, value // 100 % 100, order)
        if _is_date(month, day):
            return _full_year(value % 100, 2) * 10000 + month * 100 + day
    return np.int64(-1)


@kernel("(int64[::1], uint8[::1], int64, int32[::1], int64[::1], uint8[::1], uint8[::1])")
def parse_dates(offsets, data, order, slots, key_offsets, keys, months):
    """Dates and times in any usual notation.

    ``order`` (one of those above) decides where day and month, or a two-digit year, are ambiguous.
    ``months[k]`` is the month that key k names. Gives, per text: yyyymmdd int32 (00 for a part
    that is not given, -1 where there is no date; eight digits that are no date are kept), the
    time of day in microseconds int64; and evidence (2,) int64: how many texts without dots can
    only be day first, and only month first.
    """
    n = offsets.size - 1
    dates = np.full(n, -1, np.int32)
    times = np.zeros(n, np.int64)
    evidence = np.zeros(2, np.int64)
    value = np.zeros(3, np.int64)
    length = np.zeros(3, np.int64)
    word = np.empty(16, np.uint8)
    for v in range(n):
        start = offsets[v]
        stop = integral_stop(data, start, offsets[v + 1])
        count = 0
        month = 0
        timed = False
        dotted = False
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
                    # hh:mm[:ss[.ffffff]]; a second such group is an offset and is passed over
                    clock = number * 3600
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
                    dotted = dotted or (count == 0 and i < stop and data[i] == 46)
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
                if timed and size == 2 and word[1] == 109:
                    noon = np.int64(43200000000)
                    if word[0] == 112 and times[v] < noon:
                        times[v] += noon
                    elif word[0] == 97 and times[v] >= noon:
                        times[v] -= noon
                key = find_token(word, 0, size, slots, key_offsets, keys)
                if month == 0 and key >= 0:
                    month = np.int64(months[key])
            else:
                i += 1
        if times[v] < 0 or times[v] >= 86400000000:
            times[v] = 0
        date = np.int64(-1)
        if month == 0 and count == 1:
            if length[0] == 14 or length[0] == 12:
                power = 1000000 if length[0] == 14 else 10000
                clock = value[0] % power
                if power == 10000:
                    clock *= 100
                date = _one_number(value[0] // power, 8, order)
                seconds = clock // 10000 * 3600 + clock // 100 % 100 * 60 + clock % 100
                times[v] = min(seconds, 86399) * 1000000
            elif length[0] == 10 or length[0] == 13:  # seconds or milliseconds since 1970
                micros = value[0] * (1000000 if length[0] == 10 else 1000)
                date = _from_epoch(micros // 1000000)
                times[v] = micros % 86400000000
            else:
                date = _one_number(value[0], length[0], order)
        elif month > 0 and count >= 1:
            day = np.int64(0)
            year = np.int64(-1)
            if count == 1:
                if length[0] == 4:
                    year = value[0]
            elif length[0] > 2:
                year, day = value[0], value[1]
            else:
                day, year = value[0], _full_year(value[1], length[1])
            if 0 <= year <= 9999 and day <= 99:
                date = year * 10000 + month * 100 + day
        elif count == 2:
            if length[0] == 4 and value[1] <= 12:
                date = value[0] * 10000 + value[1] * 100
            elif length[1] == 4 and value[0] <= 12:
                date = value[1] * 10000 + value[0] * 100
        elif count == 3:
            if length[0] > 2 or (order == YMD and length[2] <= 2):
                year, first, second = _full_year(value[0], length[0]), value[2], value[1]
                if not _is_date(second, first) and _is_date(first, second):
                    first, second = second, first  # 1985-25-12
            else:
                year = _full_year(value[2], length[2])
                if dotted:
                    pass  # says nothing about those with slashes
                elif 12 < value[0] <= 31 and value[1] <= 12:
                    evidence[0] += 1
                elif 12 < value[1] <= 31 and value[0] <= 12:
                    evidence[1] += 1
                day_first = dotted and order == MDY_UNLESS_DOTS
                first, second = _day_month(value[0], value[1], DMY if day_first else order)
            if year <= 9999 and first <= 99 and second <= 99:
                date = year * 10000 + second * 100 + first
        dates[v] = date
    return dates, times, evidence
