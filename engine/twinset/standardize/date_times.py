"""Time stamps: when a record was last known to be right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.columns import encode
from twinset.config import StandardizePlan
from twinset.standardize.buffers import utf8
from twinset.standardize.date_eras import date_texts
from twinset.standardize.date_evidence import NO_DATES, DateReading, reading_of
from twinset.standardize.inputs import arrow_column, columns_of
from twinset.types import Bool, ColumnRole, Int32, Int64, Records, Role, UInt8

UNKNOWN_TIME = np.iinfo(np.int64).min
"""The time of a record that has none; also what NumPy's NaT is."""

_DAY = 86_400_000_000
_MINUTE = 60_000_000
_MOSTLY = 0.5

_ISO_LENGTH = len("2024-02-29 12:30:00")
_ISO_MARKS = {"-": [4, 7], ":": [13, 16]}
_ISO_BETWEEN = np.frombuffer(b" T", np.uint8)
_ISO_DIGITS = [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18]
# of century, year, month, day, hour, minute, second: years that no other calendar counts
_ISO_LEAST = np.array([15, 0, 1, 1, 0, 0, 0], np.uint8)[:, None]
_ISO_MOST = np.array([29, 99, 12, 31, 23, 59, 59], np.uint8)[:, None]


def timestamps(
    records: Records,
    roles: Sequence[ColumnRole],
    plan: StandardizePlan = StandardizePlan(),  # noqa: B008 - frozen
) -> Int64 | None:
    """When each row was last updated, else created: (rows,) microseconds since 1970.

    Times with a UTC offset are moved to UTC, others are taken to be in it. Dates may be written
    in any way (see ``date_evidence``); placeholders (9999-12-31) and what is no date are
    ``UNKNOWN_TIME``. Whole numbers that mostly are no dates (a version counter) order the records
    as they are. None where no row has a time.
    """
    result: Int64 | None = None
    for role in (Role.UPDATED_AT, Role.CREATED_AT):
        for column in columns_of(roles, role):
            if result is not None and (result != UNKNOWN_TIME).all():
                return result
            times = column_times(records, column, plan)
            result = times if result is None else np.where(result == UNKNOWN_TIME, times, result)
    return result if result is not None and (result != UNKNOWN_TIME).any() else None


def column_times(records: Records, column: str, plan: StandardizePlan) -> Int64:
    """``timestamps`` of one column."""
    cells = records.table[column]
    if pa.types.is_timestamp(cells.type) or pa.types.is_date(cells.type):
        zone = cells.type.tz if pa.types.is_timestamp(cells.type) else None
        stamps = pc.cast(cells, pa.timestamp("us", zone), safe=False)
        found = _numbers(stamps)
        return np.where(np.isin(found // _DAY, _days(NO_DATES)), UNKNOWN_TIME, found)
    if (quickly := iso_times(cells)) is not None:
        return quickly
    codes, values = encode(arrow_column(records, column))
    texts = date_texts(values)
    _, reading = reading_of(texts, plan)
    found = moments(reading)
    if pa.types.is_integer(cells.type) and len(found) and (found != UNKNOWN_TIME).mean() < _MOSTLY:
        return _numbers(cells)
    return np.append(found, UNKNOWN_TIME)[codes]


def iso_times(cells: pa.ChunkedArray) -> Int64 | None:
    """``column_times`` of text that is written like "2024-02-29 12:30:00", with or without the T of
    ISO 8601, or null in every row; None for any other column.

    It is what databases write, and nearly each value is distinct: with no need to number them or
    to ask which way round they are, a tenth of the time.
    """
    if not pa.types.is_string(cells.type):
        return None
    found = np.full(len(cells), UNKNOWN_TIME, np.int64)
    start = 0
    for chunk in cells.chunks:
        offsets, data = utf8(chunk)
        sizes = np.diff(offsets)
        rows = np.flatnonzero(sizes)
        if (sizes[rows] != _ISO_LENGTH).any():
            return None
        times = _iso_times(data.reshape(-1, _ISO_LENGTH))
        if times is None:
            return None
        found[start + rows] = times
        start += len(chunk)
    return found


def _iso_times(texts: UInt8) -> Int64 | None:
    """The times in (n, 19) characters; None where one is written in another way, or its year may
    be of another calendar."""
    by_place = np.ascontiguousarray(texts.T)
    for character, places in _ISO_MARKS.items():
        if not (by_place[places] == ord(character)).all():
            return None
    if not np.isin(by_place[10], _ISO_BETWEEN).all():
        return None
    digits = by_place[_ISO_DIGITS] - np.uint8(ord("0"))
    if digits.max(initial=0) > 9:
        return None
    parts = digits[::2] * np.uint8(10) + digits[1::2]
    if (parts < _ISO_LEAST).any() or (parts > _ISO_MOST).any():
        return None
    century, year, month, day, hour, minute, second = parts.astype(np.int32)
    dates = (century * 100 + year) * 10000 + month * 100 + day
    distinct, which = np.unique(dates, return_inverse=True)
    days = np.where(np.isin(distinct, NO_DATES), UNKNOWN_TIME, _days(distinct) * _DAY)[which]
    seconds = ((hour * 60 + minute) * 60 + second).astype(np.int64)
    return np.where(days == UNKNOWN_TIME, days, days + seconds * 1_000_000)


def moments(reading: DateReading) -> Int64:
    """Microseconds since 1970 of dates that were read; ``UNKNOWN_TIME`` where there is none."""
    known: Bool = (reading.dates > 0) & ~reading.placeholder
    stamps = _days(reading.dates) * _DAY + reading.times - reading.zones.astype(np.int64) * _MINUTE
    return np.where(known, stamps, UNKNOWN_TIME)


def _numbers(cells: pa.ChunkedArray) -> Int64:
    numbers = pc.fill_null(pc.cast(cells, pa.int64(), safe=False), UNKNOWN_TIME)
    return numbers.to_numpy().astype(np.int64)


def _days(dates: Int32) -> Int64:
    """Days since 1970 of yyyymmdd; a month or day of 00 counts as the first."""
    years = (dates // 10000).astype(np.int64) - 1970
    months = np.clip(dates // 100 % 100, 1, 12).astype(np.int64) - 1
    days = np.clip(dates % 100, 1, 31).astype(np.int64) - 1
    first = (years * 12 + months).astype("datetime64[M]").astype("datetime64[D]")
    return first.astype(np.int64) + days
