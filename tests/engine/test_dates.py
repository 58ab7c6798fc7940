"""Dates: what is read, how a column decides, what is shown, what is wrong; time stamps."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import dateutil.parser
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.config import StandardizePlan
from twinset.faults import Fault
from twinset.kernels import dates as kernels
from twinset.standardize import date_words
from twinset.standardize.date_times import UNKNOWN_TIME, timestamps
from twinset.standardize.dates import check, display, evidence
from twinset.standardize.texts import ascii_texts
from twinset.types import Bool, ColumnRole, Records, Role

SHOWN: dict[str, str | None] = {
    "1985-04-12": "1985-04-12", "12.04.1985": "1985-04-12", "25/12/85": "1985-12-25",
    "12 Aprile 1990": "1990-04-12", "maj 1990": "1990-05", "5 stycznia 1990": "1990-01-05",
    "12. mars 1985": "1985-03-12", "12. júní 1985": "1985-06-12", "3 мая 1990 г.": "1990-05-03",
    "3-го мая 1990": "1990-05-03", "12. März 1985": "1985-03-12", "12 août 1985": "1985-08-12",
    "2 de febrero de 1990": "1990-02-02", "5 mei 1990": "1990-05-05", "1990年5月3日": "1990-05-03",
    "1990년 5월 3일": "1990-05-03", "April 12th, 1985": "1985-04-12", "31149": "1985-04-12",
    "31149.0": "1985-04-12", "3 خرداد ۱۳۷۰": "1991-05-24", "٢٠٠١/٠٣/٠٤": "2001-03-04",
    " 1985 ": "1985", "1990-05": "1990-05", "05/1990": "1990-05", "19850412": "1985-04-12",
    "2131999": "1999-02-13", "31/02/1985": "31/02/1985", " soon ": "soon", "1066": "1066",
    "01/01/1970": None, "1900-01-01 00:00:00": None, "11.11.1111": None, "9999-12-31": None,
    "昭和55年2月13日": "1980-02-13", "平成元年1月8日": "1989-01-08",
    "民國７０年5月6日": "1981-05-06",
    "n/a": None, "-": None, "не указано": None,
}  # fmt: skip


@pytest.mark.parametrize("text", SHOWN)
def test_a_date_alone_is_shown(text: str) -> None:
    assert display(pa.array([text])).to_pylist() == [SHOWN[text]]


def test_times_are_shown_when_asked_for() -> None:
    times = pa.array(
        ["2024-02-29 1:05 PM", "2024-02-29T12:00:00+0300", "45351.25", "29.02.2024", "1709208000"]
    )
    assert display(times, times=True).to_pylist() == [
        "2024-02-29T13:05:00", "2024-02-29T12:00:00+03:00", "2024-02-29T06:00:00", "2024-02-29",
        "2024-02-29T12:00:00",
    ]  # fmt: skip
    assert set(display(times).to_pylist()) == {"2024-02-29"}


def test_the_column_says_which_number_is_the_month() -> None:
    open_ = ["03/04/1990", "05/06/1990", "7/7/1990"]
    found = evidence(pa.array([*open_, "12/25/1990", "25-12-1990", "03-04-90"]))
    assert (found.day_first, found.month_first) == (1, 1)
    assert (found.orders["/"], found.orders["-"], found.orders["."]) == ("mdy", "dmy", "dmy")
    assert found.undecided.isdisjoint({"/", "-"})
    assert found.ambiguous == 0
    assert found.formats == {"MM/DD/YYYY": 4, "DD-MM-YY": 1, "DD-MM-YYYY": 1}
    silent = evidence(pa.array(open_), counts=np.array([5, 2, 1]))
    assert (silent.ambiguous, silent.orders["/"]) == (7, "dmy")
    assert evidence(pa.array(open_), StandardizePlan(country="US")).orders["/"] == "mdy"
    both = evidence(pa.array([*open_, "12/25/1990", "25/12/1990", "26/12/1990"]))
    assert (both.ambiguous, both.orders["/"]) == (2, "dmy")
    assert evidence(pa.array(open_), StandardizePlan(date_order="mdy")).ambiguous == 0


def test_votes_are_of_dates_on_the_calendar() -> None:
    """So that the column of displayed dates, where only the impossible look as before, reads the
    same."""
    found = evidence(pa.array(["99/02/31", "31/12/9999", "30/02/1990"]))
    assert (found.day_first, found.month_first, found.year_first) == (0, 0, 0)


def test_two_digit_years_are_not_later_than_the_column() -> None:
    old = [f"12.04.{year}" for year in range(1950, 1990)]
    young = [f"12.04.{year}" for year in range(1980, 2016)]
    for column, year in ((old, "1905"), (young, "2005"), ([], "2005")):
        shown = display(pa.array([*column, "13.04.05"]))
        assert shown[-1].as_py() == f"{year}-04-13"
    assert display(pa.array(["850412", "050413", "990101"])).to_pylist() == [
        "1985-04-12", "2005-04-13", "1999-01-01",
    ]  # fmt: skip


def test_a_persian_column_is_converted() -> None:
    column = pa.array(["۱۳۷۰/۰۵/۱۲", "1364/1/23", "1403/12/30", "1402/12/30", "70/05/13"])
    shown = ["1991-08-03", "1985-04-12", "2025-03-20", "1402/12/30", "1991-08-04"]
    assert evidence(column).persian
    assert display(column).to_pylist() == shown
    assert display(pa.array(shown)).to_pylist() == shown
    slip = pa.array([f"19{year}/01/01" for year in range(50, 99)] + ["1385/05/12"])
    assert not evidence(slip).persian


def test_persian_dates_against_days_counted_one_by_one() -> None:
    """The twin walks from Nowruz 1300 (21 March 1921); leap years as the calendar's law of 1925
    has given them so far."""
    leap = {1300, 1304, 1309, 1313, 1317, 1321, 1325, 1329, 1333, 1337, 1342, 1346, 1350, 1354}
    leap |= {1358, 1362, 1366, 1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403}
    day, texts, expected = date(1921, 3, 21), [], []
    for year in range(1300, 1405):
        lengths = [31] * 6 + [30] * 5 + [30 if year in leap else 29]
        for month, length in enumerate(lengths, 1):
            for number in (1, length):
                texts.append(f"{year}/{month}/{number}")
                expected.append((day + timedelta(number - 1)).isoformat())
            day += timedelta(length)
    assert display(pa.array(texts)).to_pylist() == expected


def faults(column: list[str | None], **options: object) -> dict[Fault, list[str | None]]:
    masks: dict[Fault, Bool] = check(pa.array(column, pa.string()), **options)  # type: ignore[arg-type]
    return {
        fault: [text for text, wrong in zip(column, mask, strict=True) if wrong]
        for fault, mask in masks.items()
    }


def test_faults() -> None:
    column = ["03/04/1990", "5/5/1990", "31/02/1985", "soon", "a1985@x.de", None, " ", "n/a"]
    column += ["01/01/1900", "1850-01-01", "2030-01-01", "1905", "1904", "1990-02-01"]
    assert faults(column, today=date(2025, 6, 30)) == {
        Fault.AMBIGUOUS_DATE: ["03/04/1990"],
        Fault.INVALID: ["31/02/1985", "soon", "a1985@x.de"],
        Fault.PLACEHOLDER: ["n/a", "01/01/1900"],
        Fault.IMPLAUSIBLE_DATE: ["1850-01-01", "2030-01-01", "1904"],
    }
    stamps = faults(column, role=Role.UPDATED_AT, today=date(2025, 6, 30))
    assert stamps[Fault.AMBIGUOUS_DATE] == []
    assert stamps[Fault.IMPLAUSIBLE_DATE] == ["2030-01-01"]
    assert faults([*column, "25/12/1990"])[Fault.AMBIGUOUS_DATE] == []
    assert faults([])[Fault.INVALID] == []


DAYS = st.dates(date(1930, 1, 1), date(2029, 12, 31)).filter(lambda day: day != date(1970, 1, 1))


@settings(max_examples=60, deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=9), st.integers(0, 8))
def test_what_dateutil_reads(days: list[date], form: int) -> None:
    style = ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%d-%b-%Y",
             "%Y-%m-%dT%H:%M", "%a %d %b %Y", "%d %b %y"][form]  # fmt: skip
    texts = [day.strftime(style) for day in days if form < 8 or 1980 <= day.year <= 2025]
    expected = [dateutil.parser.parse(text).date().isoformat() for text in texts]
    assert display(pa.array(texts, pa.string())).to_pylist() == expected


NUMBERS = st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99) | st.just(1985))


def slow_reading(parts: tuple[int, int, int], order: int, newest: int) -> int:
    """The kernel's reading of three numbers, by trying every order on Python's calendar."""

    def year(number: int) -> int:
        if number == 0:
            return 2000
        return number if number > 99 else max(y for y in range(newest - 99, newest + 1)
                                              if y % 100 == number)  # fmt: skip

    def exists(y: int, m: int, d: int) -> bool:
        try:
            return date(y, m, d) is not None
        except ValueError:
            return False

    a, b, c = parts
    ways = {kernels.DMY: (year(c), b, a), kernels.MDY: (year(c), a, b)}
    if c <= 99 and (order == kernels.YMD or a > 31):
        ways[kernels.YMD] = (year(a), b, c)
    for way in (order, kernels.DMY, kernels.MDY, kernels.YMD):
        if way in ways and exists(*ways[way]):
            y, m, d = ways[way]
            return y * 10000 + m * 100 + d
    return -1


@settings(max_examples=200, deadline=None)
@given(st.lists(NUMBERS, max_size=20), st.sampled_from([0, 1, 2]), st.sampled_from([1999, 2029]))
def test_three_numbers_against_the_twin(parts: list, order: int, newest: int) -> None:
    texts = ascii_texts(pa.array(["/".join(f"{n:02}" for n in p) for p in parts], pa.string()))
    dates, _, _, marks = kernels.read_dates(
        texts.offsets, texts.data, np.full(5, order), newest, False, *date_words.keys()
    )
    valid = (marks & kernels.ON_NO_CALENDAR) == 0
    expected = [slow_reading(p, order, newest) for p in parts]
    assert np.where(valid, dates, -1).tolist() == expected


CELLS = (
    st.text(max_size=12)
    | st.text("0123456789./- :+TZ", max_size=24)
    | st.tuples(*[st.sampled_from(["1", "30", "31", "12", "02", "85", "1370", "1985", "99"])] * 3)
    .flatmap(lambda parts: st.sampled_from("/.- ").map(lambda gap: gap.join(parts)))
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.none() | CELLS, max_size=12), st.booleans())
def test_display_changes_nothing_twice(column: list[str | None], times: bool) -> None:
    once = display(pa.array(column, pa.string()), times=times)
    assert display(once, times=times).to_pylist() == once.to_pylist()
    assert len(once) == len(column)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.none() | CELLS, max_size=12))
def test_faults_do_not_overlap(column: list[str | None]) -> None:
    masks = check(pa.array(column, pa.string()), today=date(2025, 1, 1))
    assert not (masks[Fault.INVALID] & masks[Fault.PLACEHOLDER]).any()
    assert not (masks[Fault.AMBIGUOUS_DATE] & masks[Fault.INVALID]).any()
    blank = np.array([not (text or "").strip() for text in column], np.bool_)
    assert not (masks[Fault.INVALID] & blank).any()


def roles(**named: Role) -> list[ColumnRole]:
    return [ColumnRole(column, role, 1.0, "") for column, role in named.items()]


def moments(**columns: object) -> list[object] | None:
    named = {"u": Role.UPDATED_AT, "c": Role.CREATED_AT}
    kinds = roles(**{name: named[name] for name in columns})
    times = timestamps(Records(pa.table(columns), []), kinds)
    return None if times is None else times.astype("datetime64[us]").tolist()


def test_time_stamps_are_updated_then_created() -> None:
    updated = ["2024-02-29T12:00:00.5Z", None, "12/31/2023 1:05 PM", "never", "9999-12-31"]
    created = pa.array([None, 172_800, None, None, None], pa.timestamp("s"))
    assert moments(u=updated, c=created) == [
        datetime(2024, 2, 29, 12, 0, 0, 500000), datetime(1970, 1, 3),
        datetime(2023, 12, 31, 13, 5), None, None,
    ]  # fmt: skip
    assert moments(u=["never"]) is None
    assert timestamps(Records(pa.table({"u": ["2024-01-01"]}), []), []) is None


def test_time_stamps_of_every_type() -> None:
    day = datetime(2020, 1, 1)
    assert moments(u=["2020-01-01", "2020-01-01T01:00:01+01:00", "06.01.2020", None]) == [
        day, day + timedelta(seconds=1), datetime(2020, 1, 6), None,
    ]  # fmt: skip
    assert moments(u=pa.array([18262, None], pa.date32())) == [day, None]
    assert moments(u=pa.array([1577836800, 1577836801000, 20200101])) == [
        day, day + timedelta(seconds=1), day,
    ]  # fmt: skip
    stamps = pa.array([1577836800, 0], pa.timestamp("s", "Europe/Berlin"))
    assert moments(u=stamps) == [day, None]
    counters = timestamps(Records(pa.table({"u": [3, 1, None, 2]}), []), roles(u=Role.UPDATED_AT))
    assert counters is not None
    assert counters.tolist() == [3, 1, UNKNOWN_TIME, 2]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.datetimes(datetime(1980, 1, 1), datetime(2029, 1, 1)),
            st.integers(-14 * 60, 14 * 60),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_offsets_against_datetime(stamps: list[tuple[datetime, int]]) -> None:
    zoned = [at.replace(tzinfo=timezone(timedelta(minutes=offset))) for at, offset in stamps]
    expected = [at.astimezone(timezone.utc).replace(tzinfo=None) for at in zoned]  # noqa: UP017
    assert moments(u=[at.isoformat() for at in zoned]) == expected
