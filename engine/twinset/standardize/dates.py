"""Dates of birth, and the time stamps that survivorship orders records by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from twinset.columns import encode
from twinset.columns import texts as column_texts
from twinset.config import StandardizePlan
from twinset.kernels import dates as kernels
from twinset.standardize.inputs import arrow_column, columns_of
from twinset.standardize.texts import Texts, TokenTable, ascii_texts, to_column
from twinset.types import ColumnRole, Int32, Int64, Records, Role, TextColumn

_ORDERS = {"dmy": kernels.DMY, "mdy": kernels.MDY, "ymd": kernels.YMD}

# January to December, romanised as twinset.standardize.scripts does
_MONTHS = """
jan january januar janvier enero gennaio gen janeiro januari styczen stycznia yanvar yanvarya ene janv jaenner janner januari leden ocak sty yan
feb february februar fevrier febrero febbraio fevereiro februari luty lutego fevral fevralya fev fevr febr subat lut
mar march marz mars marzo marco maart marzec marca mart marta maerz mrz mrt brezen
apr april avril abril aprile kwiecien kwietnia aprel aprelya avr abr kwi duben nisan
may mai mayo maggio maio mei maj maja maya mag kveten mayis
jun june juni juin junio giugno junho czerwiec czerwca iyun iyunya giu cze cerven haziran
jul july juli juillet julio luglio julho lipiec lipca iyul iyulya lug juil lip cervenec temmuz
aug august aout agosto augustus sierpien sierpnia avgust avgusta ago avg sie srpen agustos agu augusti
sep september septembre septiembre settembre setembro wrzesien wrzesnia sentyabr sentyabrya sept set sen wrz zari eylul setiembre sent
oct october oktober octobre octubre ottobre outubro pazdziernik pazdziernika oktyabr oktyabrya okt ott out paz rijen ekim
nov november novembre noviembre novembro listopad listopada noyabr noyabrya noy lis kasim
dec december dezember decembre diciembre dicembre dezembro grudzien grudnia dekabr dekabrya dez dic dek gru prosinec aralik
"""  # noqa: E501

_MONTH_OF = {
    word: number
    for number, line in enumerate(_MONTHS.strip().splitlines(), 1)
    for word in line.split()
}
_MONTH_KEYS = TokenTable(dict.fromkeys(_MONTH_OF, ("", 0)))
_MONTH_NUMBERS = np.array(list(_MONTH_OF.values()), np.uint8)

# what systems store for "no date": zero dates of Excel, Unix, SQL Server; and typed fillers
_NO_DATES = np.array(
    [
        *(0, 10101, 17530101, 18991230, 18991231, 19000101, 19010101, 19700101),
        *(29991231, 99991231, 11111111, 22222222, 12345678, 99999999),
    ],
    np.int32,
)


def parse(texts: Texts, plan: StandardizePlan) -> tuple[Int32, Int64]:
    """Dates as yyyymmdd int32 (00 for unknown parts, -1 for none) and times of day in microseconds.

    The order of day and month is the plan's, else what the column's unambiguous values show, else
    month first for a US plan and day first elsewhere.
    """
    months = (*_MONTH_KEYS.keys, _MONTH_NUMBERS)
    if plan.date_order != "auto":
        order = _ORDERS[plan.date_order]
        return kernels.parse_dates(texts.offsets, texts.data, order, *months)[:2]
    us = (plan.country or "").lower() == "us"
    assumed = kernels.MDY_UNLESS_DOTS if us else kernels.DMY
    dates, times, evidence = kernels.parse_dates(texts.offsets, texts.data, assumed, *months)
    if evidence[0] != evidence[1]:
        shown = kernels.DMY if evidence[0] > evidence[1] else kernels.MDY_UNLESS_DOTS
        if shown != assumed:
            dates, times, _ = kernels.parse_dates(texts.offsets, texts.data, shown, *months)
    return dates, times


def _as_texts(dates: Int32) -> Texts:
    """yyyymmdd as eight characters; empty for -1 and for dates that stand for none."""
    valid = (dates >= 0) & ~np.isin(dates, _NO_DATES)
    digits = np.empty((int(valid.sum()), 8), np.uint8)
    rest = dates[valid].copy()
    for place in range(7, -1, -1):
        rest, digits[:, place] = np.divmod(rest, 10)
    offsets = np.concatenate(([0], np.cumsum(np.where(valid, 8, 0)))).astype(np.int64)
    return Texts(offsets, (digits + np.uint8(48)).reshape(-1))


def birth_date(codes: Int32, texts: Texts, plan: StandardizePlan) -> TextColumn:
    """A column of dates as "YYYYMMDD"; "00" for a month or day that is not known."""
    return to_column(codes, _as_texts(parse(texts, plan)[0]), ())


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
    months = _small_numbers(month, _MONTH_OF) if month is not None else nothing
    days = _small_numbers(day) if day is not None else nothing
    dates = years * 10000 + np.minimum(months, 99) * 100 + np.minimum(days, 99)
    distinct, codes = np.unique(dates.astype(np.int32), return_inverse=True)
    return to_column(codes.astype(np.int32), _as_texts(distinct), ())


def timestamps(records: Records, roles: Sequence[ColumnRole]) -> Int64 | None:
    """When each row was last known to be right: microseconds since 1970, UTC offsets ignored.

    Updated, else created; the smallest int64 where neither is known. None without such columns.
    """
    unknown = np.iinfo(np.int64).min
    result: Int64 | None = None
    for role in (Role.UPDATED_AT, Role.CREATED_AT):
        for column in columns_of(roles, role):
            codes, values = encode(arrow_column(records, column))
            dates, times = parse(ascii_texts(values), StandardizePlan())
            moments = np.append(np.where(dates > 0, _days(dates) * 86_400_000_000 + times, unknown),
                                unknown)[codes]  # fmt: skip
            result = moments if result is None else np.where(result == unknown, moments, result)
    return result


def _days(dates: Int32) -> Int64:
    """Days since 1970 of yyyymmdd; a month or day of 00 counts as the first."""
    years = (dates // 10000).astype(np.int64) - 1970
    months = np.clip(dates // 100 % 100, 1, 12).astype(np.int64) - 1
    days = np.clip(dates % 100, 1, 31).astype(np.int64) - 1
    first = (years * 12 + months).astype("datetime64[M]").astype("datetime64[D]")
    return first.astype(np.int64) + days
