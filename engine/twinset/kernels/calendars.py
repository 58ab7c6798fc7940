"""The Gregorian and the Persian (Solar Hijri) calendar: which days exist, and what day that is."""

from __future__ import annotations

from twinset._jit import inline

FIRST_PERSIAN_YEAR, LAST_PERSIAN_YEAR = 1206, 1498
"""Where the leap years of the Solar Hijri calendar follow the cycle of 33 years."""


@inline
def is_persian(year):
    return FIRST_PERSIAN_YEAR <= year <= LAST_PERSIAN_YEAR


@inline
def _persian_month_length(year, month):
    if month <= 6:
        return 31
    if month <= 11:
        return 30
    return 30 if year % 33 in (1, 5, 9, 13, 17, 22, 26, 30) else 29


@inline
def _month_length(year, month):
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


@inline
def exists(year, month, day, persian):
    """On a calendar; a month or day of 0 is one that is not known."""
    if year < 1 or year > 9999 or month < 0 or month > 12 or day < 0:
        return False
    if month == 0 or day == 0:
        return day == 0
    if persian and is_persian(year):
        return day <= _persian_month_length(year, month)
    return day <= _month_length(year, month)


@inline
def from_days(days):
    """yyyymmdd of days since 1970 (H. Hinnant, chrono-compatible low-level date algorithms)."""
    z = days + 719468
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
def from_persian(year, month, day):
    """yyyymmdd of a date of the Solar Hijri calendar: 33 years of which 8 are leap years, counted
    from Nowruz 979 (R. Pournader and M. Toossi, jalali.c of the FarsiWeb project).

    Without a day or month the year in which most of that time lies.
    """
    if month == 0:
        return (year + 621) * 10000
    since = year - 979
    days = 365 * since + since // 33 * 8 + (since % 33 + 3) // 4 + 79 - 135140
    days += (month - 1) * 31 - max(month - 7, 0) + (14 if day == 0 else day - 1)
    date = from_days(days)
    return date // 100 * 100 if day == 0 else date
