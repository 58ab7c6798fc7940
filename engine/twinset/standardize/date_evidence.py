"""How a column writes its dates: what its unambiguous values say about the others.

Every text is read twice. The first time each date that can only be day first, or only month
first, is a vote for what its separator means; the second time the rest is read that way. Only
dates that are on the calendar vote, so that a column of standardised dates, in which just the
impossible ones still look as they did, is not read another way than before.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from twinset.config import StandardizePlan
from twinset.kernels import dates as kernels
from twinset.standardize import date_words, placeholders
from twinset.standardize.texts import Texts, ascii_texts
from twinset.types import Bool, Int32, Int64, Role

_ORDERS = {"dmy": kernels.DMY, "mdy": kernels.MDY, "ymd": kernels.YMD}
_NAMES = {order: name for name, order in _ORDERS.items()}
_SEPARATORS = {
    kernels.NOTHING: "",
    kernels.DOT: ".",
    kernels.SLASH: "/",
    kernels.DASH: "-",
    kernels.BLANK: " ",
}
_KIND = 15
_USUAL_NEWEST = 2029
"""The latest year that two digits stand for, where a column does not say. Fixed, so that a run
next year gives the same result."""
_ENOUGH_YEARS = 20
_PERSIAN_SHARE = 0.2
_PERSIAN_FEW = 3

NO_DATES = np.array(
    [
        *(0, 10101, 17530101, 18991230, 18991231, 19000101, 19010101, 19700101),
        *(29991231, 99990101, 99991231, 11111111, 22222222, 12345678, 99999999),
    ],
    np.int32,
)
"""What systems store for "no date": zero dates of spreadsheets, Unix and SQL Server; and what
people type: 11.11.1111."""


@dataclass(frozen=True, slots=True)
class DateEvidence:
    """What a column's dates show; the numbers count rows, or distinct values where no counts were
    given.

    ``orders`` says, for each separator ("" for none), how day and month are read: dmy, mdy or
    ymd. ``undecided`` are the separators whose dates do not say: none is of one kind only, or
    some are day first and some month first. ``ambiguous`` counts the dates with such a separator
    that read two ways.
    """

    formats: Mapping[str, int]
    day_first: int
    month_first: int
    year_first: int  # of those with a two-digit year
    ambiguous: int
    orders: Mapping[str, str]
    undecided: frozenset[str]
    newest_year: int  # the latest year that two digits stand for, in the calendar of the column
    persian: bool  # years of the 13th to 15th century are of the Solar Hijri calendar
    placeholders: int
    invalid: int


@dataclass(frozen=True, slots=True, eq=False)
class DateReading:
    """Texts read as dates; see ``kernels.dates.read_dates``."""

    dates: Int32
    times: Int64
    zones: Int32
    marks: np.ndarray

    @property
    def kind(self) -> np.ndarray:
        return self.marks & _KIND

    @property
    def separator(self) -> np.ndarray:
        return self.marks >> kernels.SEPARATOR_SHIFT & 7

    def has(self, flag: int) -> Bool:
        return (self.marks & flag) != 0

    def divided_by(self, separators: Collection[str]) -> Bool:
        """Dates with one of these separators, "" being none."""
        return np.isin(self.separator, [n for n, name in _SEPARATORS.items() if name in separators])

    @property
    def placeholder(self) -> Bool:
        """Dates that stand for none."""
        return np.isin(self.dates, NO_DATES)

    @property
    def valid(self) -> Bool:
        """On a calendar, with nothing else in the text."""
        wrong = self.has(kernels.ON_NO_CALENDAR) | self.has(kernels.OTHER_WORDS)
        return (self.dates >= 0) & ~wrong


def read(texts: Texts, found: DateEvidence) -> DateReading:
    """Texts read as the evidence says."""
    orders = np.array([_ORDERS[found.orders[s]] for s in _SEPARATORS.values()], np.int64)
    return _read(texts, orders, found.newest_year, found.persian)


def _read(texts: Texts, orders: Int64, newest: int, persian: bool) -> DateReading:
    return DateReading(
        *kernels.read_dates(texts.offsets, texts.data, orders, newest, persian, *date_words.keys())
    )


def evidence(
    values: pa.StringArray,
    plan: StandardizePlan = StandardizePlan(),  # noqa: B008 - frozen
    counts: Int64 | None = None,
) -> DateEvidence:
    """What a column's distinct values (and the rows that have each) show about its dates."""
    nothing = placeholders.mask(values, Role.BIRTH_DATE)
    found = evidence_of(ascii_texts(placeholders.without(values, Role.BIRTH_DATE)), plan, counts)
    rows = int(nothing.sum() if counts is None else counts[nothing].sum())
    return replace(found, placeholders=found.placeholders + rows)


def evidence_of(texts: Texts, plan: StandardizePlan, counts: Int64 | None = None) -> DateEvidence:
    """``evidence`` of texts that are ASCII already."""
    return reading_of(texts, plan, counts)[0]


def reading_of(
    texts: Texts, plan: StandardizePlan, counts: Int64 | None = None
) -> tuple[DateEvidence, DateReading]:
    """``evidence_of`` and what the texts are, read by it: the same as ``read``, but at once."""
    weight = np.ones(texts.size, np.int64) if counts is None else counts
    usual = np.full(len(_SEPARATORS), kernels.DMY, np.int64)
    first = _read(texts, usual, _USUAL_NEWEST, False)
    persian, mostly_persian = _is_persian(first)
    if persian:
        newest = _USUAL_NEWEST - 620 if mostly_persian else _USUAL_NEWEST
        first = _read(texts, usual, newest, True)
    newest = _newest_year(first, mostly_persian)
    votes = _votes(first, weight)
    orders, undecided = _decide(votes, plan)
    reading = _read(texts, orders, newest, persian)
    nothing = reading.placeholder
    ambiguous = reading.valid & ~nothing & reading.has(kernels.BOTH_WAYS)
    ambiguous &= np.isin(reading.separator, undecided)
    found = DateEvidence(
        formats=_formats(reading, weight, orders),
        day_first=int(votes[:, kernels.DMY].sum()),
        month_first=int(votes[:, kernels.MDY].sum()),
        year_first=int(votes[:, kernels.YMD].sum()),
        ambiguous=int(weight[ambiguous].sum()),
        orders={name: _NAMES[int(orders[s])] for s, name in _SEPARATORS.items()},
        undecided=frozenset(_SEPARATORS[s] for s in undecided),
        newest_year=newest,
        persian=persian,
        placeholders=int(weight[nothing].sum()),
        invalid=int(weight[~reading.valid & ~nothing & (np.diff(texts.offsets) > 0)].sum()),
    )
    return found, reading


def _years(reading: DateReading) -> Int32:
    """The four-digit years as they stand."""
    written = np.isin(
        reading.kind,
        (kernels.YEAR_FIRST, kernels.YEAR_LAST, kernels.YEAR, kernels.YEAR_MONTH, kernels.DIGITS),
    )
    return reading.dates[written & (reading.dates > 0) & ~reading.placeholder] // 10000


def _is_persian(reading: DateReading) -> tuple[bool, bool]:
    """Whether a column holds dates of the Solar Hijri calendar, and whether it mostly does.

    Of its four-digit years too many are of the 1280s to 1420s to be slips of the keyboard: a
    slip in the hundreds of a year of the 20th century comes upon any of the centuries alike, so
    in a column of several countries they have to outnumber those around them.
    """
    years = _years(reading)
    if reading.has(kernels.PERSIAN).any() and len(years) == 0:
        return True, True
    old = int(((years >= 1280) & (years <= 1420)).sum())
    around = int(((years >= 1000) & (years < 1800)).sum()) - old
    mostly = old > 0 and old / len(years) >= _PERSIAN_SHARE
    return mostly or old >= max(_PERSIAN_FEW, 2 * around), mostly


def _newest_year(reading: DateReading, persian: bool) -> int:
    """The newest year written with four digits, as nobody is born later; at least 1999, as a
    column of 20th century dates has no two-digit years of the 19th."""
    years = _years(reading)
    years = years[(years >= 1800) & (years <= _USUAL_NEWEST)]
    newest = _USUAL_NEWEST
    if len(years) >= _ENOUGH_YEARS:
        newest = max(int(years.max()), 1999)
    return newest - 620 if persian else newest


def _votes(reading: DateReading, weight: Int64) -> Int64:
    """(separators, orders): the rows of dates that can be read in one order only."""
    can = [reading.has(flag) for flag in (kernels.CAN_DMY, kernels.CAN_MDY, kernels.CAN_YMD)]
    alone = reading.valid & ~reading.placeholder & (np.sum(can, axis=0) == 1)
    votes = np.zeros((len(_SEPARATORS), 3), np.int64)
    for order, possible in enumerate(can):
        chosen = alone & possible
        np.add.at(votes[:, order], reading.separator[chosen], weight[chosen])
    return votes


def _decide(votes: Int64, plan: StandardizePlan) -> tuple[Int64, list[int]]:
    """The order of each separator, and the separators whose dates do not say.

    Most votes of the separator; else of all but the dots (day first all over the world); else
    month first for a US plan and day first elsewhere. A plan that names an order is followed.
    """
    if plan.date_order != "auto":
        return np.full(len(votes), _ORDERS[plan.date_order], np.int64), []
    us = (plan.country or "").lower() == "us"
    usual = kernels.MDY if us else kernels.DMY
    together = votes.sum(axis=0) - votes[kernels.DOT]
    orders = np.full(len(votes), kernels.DMY, np.int64)
    for separator, own in enumerate(votes):
        if own.any():
            orders[separator] = _most(own, usual)
        elif separator != kernels.DOT:
            orders[separator] = _most(together, usual) if together.any() else usual
    undecided = [
        separator
        for separator, own in enumerate(votes)
        if (own[kernels.DMY] > 0) == (own[kernels.MDY] > 0)
    ]
    return orders, undecided


def _most(votes: Int64, usual: int) -> int:
    """The order with most votes, the usual one of equals."""
    return usual if votes[usual] == votes.max() else int(votes.argmax())


def _formats(reading: DateReading, weight: Int64, orders: Int64) -> dict[str, int]:
    """Rows per way of writing, most frequent first."""
    marks = reading.marks[reading.valid]
    shown = marks & ~np.uint16(kernels.PERSIAN)
    forms, which = np.unique(shown, return_inverse=True)
    rows = np.bincount(which, weight[reading.valid], len(forms)).astype(np.int64)
    found: dict[str, int] = {}
    for form, count in zip(forms.tolist(), rows.tolist(), strict=True):
        name = _format_name(form, orders)
        found[name] = found.get(name, 0) + count
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _format_name(form: int, orders: Int64) -> str:
    kind = form & _KIND
    separator = form >> kernels.SEPARATOR_SHIFT & 7
    gap = _SEPARATORS[separator]
    parts = {
        kernels.YEAR_FIRST: ["YYYY", "MM", "DD"],
        kernels.MONTH_NAME: ["D", "month", "YYYY"],
        kernels.YEAR: ["YYYY"],
        kernels.YEAR_MONTH: ["YYYY", "MM"],
        kernels.EPOCH: ["seconds since 1970"],
        kernels.DAY_NUMBER: ["day number"],
    }.get(kind)
    if kind == kernels.MONTH_NAME:
        gap = " "
    if parts is None:
        year = "YY" if kind == kernels.SHORT_YEAR else "YYYY"
        can = form & (kernels.CAN_DMY | kernels.CAN_MDY | kernels.CAN_YMD)
        month_first = not can & kernels.CAN_DMY or (
            bool(can & kernels.CAN_MDY) and orders[separator] == kernels.MDY
        )
        if can == 0 or can & kernels.CAN_YMD:
            parts = [year, "MM", "DD"]
        else:
            parts = ["MM", "DD", year] if month_first else ["DD", "MM", year]
    return gap.join(parts) + (" hh:mm" if form & kernels.TIMED and kind != kernels.EPOCH else "")
