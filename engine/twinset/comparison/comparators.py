"""Comparators: columns bound to a comparison and to the kernel that finds its levels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from twinset.comparison.levels import NAME_LABELS, NAME_STRENGTHS, Comparison, Kind
from twinset.glances import Glanced
from twinset.kernels import contact_levels as contact_kernels
from twinset.kernels import levels as kernels
from twinset.kernels import name_levels
from twinset.types import Float64, Int32, TextColumn, UInt64

MEMO_SLOTS = 1 << 14
"""Slots of a tile's memo: 147 KB, which leaves room in the second-level cache for the columns."""


def memo() -> tuple[UInt64, np.ndarray]:
    """Keys and levels of value pairs that a tile has compared already, empty."""
    return np.zeros(MEMO_SLOTS, np.uint64), np.zeros(MEMO_SLOTS, np.int8)


@dataclass(frozen=True, eq=False)
class NameComparator:
    """Given and family name over one set of values."""

    given: Int32  # codes
    family: Int32
    values: Glanced
    relatives: tuple[UInt64, UInt64]  # nicknames: pairs of codes, and their sieve
    voices: tuple[np.ndarray, ...]  # scripts and sounds; see ``standardize.voices``
    comparisons: tuple[Comparison, ...] = (
        Comparison("given_name", Kind.GIVEN, NAME_LABELS, NAME_STRENGTHS, 6, "given_name"),
        Comparison(
            "family_name", Kind.FAMILY, NAME_LABELS[:7], NAME_STRENGTHS[:7], 6, "family_name"
        ),
    )

    def compare(self, left: Int32, right: Int32, shift: int, packed: UInt64) -> None:
        name_levels.compare_names(
            left, right, self.given, self.family, self.values, self.relatives, self.voices,
            *memo(), shift, shift + 4, packed,
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class TextComparator:
    """One text field by Jaro-Winkler, or by fuzzy token overlap."""

    comparisons: tuple[Comparison, ...]
    codes: Int32
    values: Glanced
    close: float
    similar: float
    by_token: bool

    def compare(self, left: Int32, right: Int32, shift: int, packed: UInt64) -> None:
        kernels.compare_text(
            left, right, self.codes, self.values, self.close, self.similar, self.by_token,
            *memo(), shift, packed,
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class OverlapComparator:
    """One text field by what its character n-grams share, or where ``n`` is 0 its sets of words."""

    comparisons: tuple[Comparison, ...]
    column: TextColumn
    n: int
    close: float
    similar: float

    def compare(self, left: Int32, right: Int32, shift: int, packed: UInt64) -> None:
        from twinset.kernels.chosen import overlaps

        column = self.column
        overlaps.compare_overlap(
            left, right, column.codes, column.offsets, column.data, self.n, self.close,
            self.similar, *memo(), shift, packed,
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class NumberComparator:
    """Numbers by their difference over the larger: a hundredth is close, a tenth is similar."""

    comparisons: tuple[Comparison, ...]
    codes: Int32
    numbers: Float64  # of each code

    def compare(self, left: Int32, right: Int32, shift: int, packed: UInt64) -> None:
        from twinset.kernels.chosen import overlaps

        overlaps.compare_numbers(left, right, self.codes, self.numbers, 0.01, 0.1, shift, packed)


@dataclass(frozen=True, eq=False)
class ExactComparator:
    """Equal or not."""

    comparisons: tuple[Comparison, ...]
    column: TextColumn

    def compare(self, left: Int32, right: Int32, shift: int, packed: UInt64) -> None:
        kernels.compare_exact(left, right, self.column.codes, shift, packed)


_LOWEST = np.uint64(1)
"""Level 0 in a packed vector."""


@dataclass(frozen=True, eq=False)
class TieBreaker:
    """Equal or not, asked only where another comparison agrees; elsewhere null.

    GmbH or AG tells two firms of one name apart, junior or senior two people of one name: of firms
    and people whose names differ it says nothing that the names have not said. Asked of all pairs
    it was evidence twice over (a blocking rule of 300,000 pairs more at 100,000 contacts).
    """

    comparisons: tuple[Comparison, ...]
    column: TextColumn
    asked: tuple[str, ...]
    """Comparisons that are to agree, the first of them that the plan has; none: always asked."""
    least: int
    """From this level of it on."""
    besides: str = ""
    """A comparison that is to agree from that level on, too, or be null."""
    overrules: bool = False
    """Where it differs, what was asked of differs too: John Jr. and John Sr. are not both John."""
    place: int = -1
    """Its first bit in the packed vector; see ``plan_comparisons``."""
    place_besides: int = -1

    def placed(self, places: Mapping[str, int]) -> TieBreaker:
        place = next((places[x] for x in self.asked if x in places), -1)
        return replace(self, place=place, place_besides=places.get(self.besides, -1))

    def compare(self, left: Int32, right: Int32, shift: int, packed: UInt64) -> None:
        codes = self.column.codes
        if self.place < 0:
            kernels.compare_exact(left, right, codes, shift, packed)
            return
        level = packed >> np.uint64(self.place) & np.uint64(15)  # level + 1
        agreed = np.flatnonzero(level > np.uint64(self.least))
        if self.place_besides >= 0:
            level = packed[agreed] >> np.uint64(self.place_besides) & np.uint64(15)
            agreed = agreed[(level == np.uint64(0)) | (level > np.uint64(self.least))]
        found = packed[agreed]
        kernels.compare_exact(left[agreed], right[agreed], codes, shift, found)
        if self.overrules:
            differs = found >> np.uint64(shift) & np.uint64(15) == _LOWEST
            place = np.uint64(self.place)
            found[differs] = found[differs] & ~(np.uint64(15) << place) | _LOWEST << place
        packed[agreed] = found


@dataclass(frozen=True, eq=False)
class DateComparator:
    """Dates as YYYYMMDD text."""

    comparisons: tuple[Comparison, ...]
    column: TextColumn

    def compare(self, left: Int32, right: Int32, shift: int, packed: UInt64) -> None:
        column = self.column
        kernels.compare_date(left, right, column.codes, column.offsets, column.data, shift, packed)


@dataclass(frozen=True, eq=False)
class DigitsComparator:
    """Phones and identifiers: slips of the keyboard on characters."""

    comparisons: tuple[Comparison, ...]
    codes: Int32
    values: Glanced
    tail: int

    def compare(self, left: Int32, right: Int32, shift: int, packed: UInt64) -> None:
        contact_kernels.compare_digits(
            left, right, self.codes, self.values, self.tail, shift, packed
        )


@dataclass(frozen=True, eq=False)
class EmailComparator:
    """The whole address, then its local part."""

    comparisons: tuple[Comparison, ...]
    codes: Int32
    local_codes: Int32  # (distinct,) of each address
    local_values: Glanced

    def compare(self, left: Int32, right: Int32, shift: int, packed: UInt64) -> None:
        unasked = np.empty(0, np.float32)
        contact_kernels.compare_any_email(
            left, right, self.codes[:, None], self.local_codes, self.local_values, unasked, *memo(),
            shift, packed, unasked,
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class AddressComparator:
    """Street, house number, postcode and city as one; absent fields are columns of nulls."""

    comparisons: tuple[Comparison, ...]
    streets: Int32  # codes
    street_values: Glanced
    houses: Int32
    postcodes: Int32
    postcode_values: Glanced
    cities: Int32
    city_values: Glanced

    def compare(self, left: Int32, right: Int32, shift: int, packed: UInt64) -> None:
        kernels.compare_address(
            left, right, self.streets, self.street_values, self.houses, self.postcodes,
            self.postcode_values, self.cities, self.city_values, *memo(), shift, packed,
        )  # fmt: skip
