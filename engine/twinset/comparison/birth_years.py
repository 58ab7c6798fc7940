"""The year of birth that an address tells, where a record has no date of birth.

Many people put it into their address: ann.smith85@, smith1985@. Of two records, one of them without
a date of birth, it is often all there is to tell a father from his son, or two namesakes. So that
year stands in for the missing one, as a comparison of its own: how far digits in addresses can be
trusted is for EM to find out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twinset.columns import local_stops
from twinset.comparison.levels import Comparison, Kind
from twinset.types import Bool, Int8, Int32, StandardRecords, TextColumn, UInt64

YEAR_LABELS = ("different", "a year apart", "same")
YEAR_STRENGTHS = (0.0, 0.5, 0.8)

_UNKNOWN = -1
_FEWEST = 0.01
"""Share of the records without a date that tell a year, from which on the comparison is made."""
_LIVING = (1900, 2030)
"""Four digits outside of these years are a number, not a year."""
_LONGEST = 4


@dataclass(frozen=True, eq=False)
class BirthYearComparator:
    """Years of birth, modulo 100; null where both records have a date, or one tells no year.

    Of two records with one address it is asked only whether the year speaks against it: that it is
    the same year follows from the address, which has been compared.
    """

    comparisons: tuple[Comparison, ...]
    dates: Int8  # (rows,) year of the date of birth, modulo 100, -1 without
    addresses: Int8  # (rows,) year in the address, modulo 100, -1 without
    emails: Int32  # codes

    @staticmethod
    def of(records: StandardRecords) -> BirthYearComparator | None:
        """The comparator of a base; None where addresses tell no years that dates don't."""
        email, date = records["email"], records["birth_date"]
        dates = np.append(_date_years(date), _UNKNOWN).astype(np.int8)[date.codes]
        addresses = np.append(years_in_addresses(email), _UNKNOWN).astype(np.int8)[email.codes]
        told = int(np.count_nonzero((dates < 0) & (addresses >= 0)))
        if told == 0 or told < _FEWEST * int(np.count_nonzero(dates < 0)):
            return None
        # nothing but the year: how common one is has been told by the level
        comparison = Comparison(
            "birth_year", Kind.BIRTH, YEAR_LABELS, YEAR_STRENGTHS, 2, None, exact_is_equal=False
        )
        return BirthYearComparator((comparison,), dates, addresses, email.codes)

    def compare(self, left: Int32, right: Int32, shift: int, packed: UInt64) -> None:
        a, b = self.dates[left], self.dates[right]
        asked = np.flatnonzero((a < 0) | (b < 0))
        a, b, left, right = a[asked], b[asked], left[asked], right[asked]
        one = np.where(a < 0, self.addresses[left], a)
        other = np.where(b < 0, self.addresses[right], b)
        gap = np.abs(one - other)
        level = np.maximum(2 - np.minimum(gap, 100 - gap), 0)
        no_news = (self.emails[left] == self.emails[right]) & (level > 0)
        told = np.flatnonzero((one >= 0) & (other >= 0) & ~no_news)
        packed[asked[told]] |= (level[told] + 1).astype(np.uint64) << np.uint64(shift)


def _date_years(dates: TextColumn) -> Int32:
    """(distinct,) the year of dates that begin with one, modulo 100; -1 elsewhere."""
    starts, lengths = dates.offsets[:-1], np.diff(dates.offsets)
    digits = _digits(dates, starts[:, None] + np.arange(4), (lengths >= 4)[:, None])
    whole = (digits >= 0).all(axis=1)
    return np.where(whole, digits[:, 2] * 10 + digits[:, 3], _UNKNOWN).astype(np.int32)


def years_in_addresses(emails: TextColumn) -> Int32:
    """(distinct,) the year, modulo 100, that stands at the end of each address's local part.

    Two digits, or four that are a year of birth of somebody alive; -1 elsewhere.
    """
    starts, ends = emails.offsets[:-1], local_stops(emails)
    places = ends[:, None] - np.arange(1, _LONGEST + 2)  # from the end, one more than asked for
    digits = _digits(emails, places, places >= starts[:, None])
    count = np.logical_and.accumulate(digits >= 0, axis=1).sum(axis=1)
    two = digits[:, 1] * 10 + digits[:, 0]
    four = digits[:, 3] * 1000 + digits[:, 2] * 100 + two
    is_year = (count == 2) | ((count == 4) & (four >= _LIVING[0]) & (four < _LIVING[1]))
    return np.where(is_year, two, _UNKNOWN).astype(np.int32)


def _digits(column: TextColumn, places: np.ndarray, inside: Bool) -> Int32:
    """The digit at each place of the text, -1 where there is none or the place is not inside."""
    data = column.data
    digits = data[np.clip(places, 0, len(data) - 1)].astype(np.int32) - ord("0")
    return np.where(inside & (digits >= 0) & (digits <= 9), digits, _UNKNOWN)
