"""Comparing several values of one field: any value of one record with any of the other's.

Matrices of codes are (rows, values), -1 for none; all values of a field are over one set of
distinct values, so that a code means one value in every column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, product

import numpy as np

from twinset.columns import share_values
from twinset.comparison.comparators import memo
from twinset.comparison.levels import Comparator, Comparison
from twinset.glances import Glanced
from twinset.hashing import mix64
from twinset.kernels import contact_levels as kernels
from twinset.numbering import code_counts
from twinset.types import Bool, Float32, Float64, Int8, Int32, Int64, TextColumn, UInt64


@dataclass(frozen=True, eq=False)
class Values:
    """All values of a field: what each row has, and the distinct values as text."""

    codes: Int32  # (rows, values)
    offsets: Int64  # (distinct + 1,)
    data: np.ndarray  # (characters,)

    @classmethod
    def of(cls, columns: Sequence[TextColumn]) -> Values:
        """From the columns of one field; a value counts once in a row."""
        shared = share_values(*columns)
        codes = np.column_stack([column.codes for column in shared]).astype(np.int32, copy=False)
        for later in range(1, codes.shape[1]):
            for earlier in range(later):
                codes[codes[:, later] == codes[:, earlier], later] = -1
        return cls(np.ascontiguousarray(codes), shared[0].offsets, shared[0].data)

    def stacked(self) -> TextColumn:
        """All values one under another: value j of row i is row ``j * rows + i``."""
        return TextColumn(self.codes.T.ravel(), self.offsets, self.data)

    @property
    def distinct(self) -> int:
        return len(self.offsets) - 1

    def text(self, code: int) -> str:
        """A distinct value as a string."""
        data = self.data[self.offsets[code] : self.offsets[code + 1]]
        return data.tobytes().decode("ascii" if data.dtype == np.uint8 else "utf-32-le")

    def frequencies(self) -> Float64:
        """(distinct,) the share of the rows with any value that have this one."""
        return self._counts() / max(1, self.rows_with_any())

    def _counts(self) -> Int64:
        """(distinct,) how many rows have each value."""
        return code_counts(self.codes, self.distinct)

    def log_frequencies(self) -> Float32:
        """The natural log of ``frequencies``; of values that no row has, -inf."""
        with np.errstate(divide="ignore"):
            return np.log(self.frequencies()).astype(np.float32)

    def rows_with_any(self) -> int:
        has = self.codes[:, 0] >= 0
        for further in self.codes.T[1:]:
            has |= further >= 0
        return int(np.count_nonzero(has))

    def sharing_pairs(self) -> int:
        """How many ordered pairs of rows share a value, each once however many they share.

        By inclusion and exclusion over the sets of values that a row has: pairs that share a
        value, less those that share two, and so on. Exact, in integers.
        """
        counts = self._counts()
        total = int((counts * (counts - 1)).sum())
        width = self.codes.shape[1]
        for size in range(2, width + 1):
            sets: list[UInt64] = []
            for slots in combinations(range(width), size):
                rows = np.logical_and.reduce([self.codes[:, slot] >= 0 for slot in slots])
                keys = mix64((self.codes[rows][:, slots] + 1).astype(np.uint64))
                sets.append(keys.sum(axis=1, dtype=np.uint64))  # a sum: a set has no order
            same = _equal_pairs(np.concatenate(sets))
            total += same if size % 2 else -same
        return total


def _equal_pairs(keys: UInt64) -> int:
    """The ordered pairs of equal keys; sorts ``keys`` in place."""
    keys.sort()
    borders = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    counts = np.diff(np.append(borders, len(keys))) if len(keys) else np.empty(0, np.int64)
    return int((counts * (counts - 1)).sum())


_UNASKED = np.empty(0, np.float32)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Which of several values of two records agree best; numbers count from 1."""

    comparison: str
    left_number: int
    right_number: int
    left_value: str
    right_value: str


class _BestOfAll:
    """Levels and the values that agreed, from one kernel that finds both."""

    def compare(self, left: Int32, right: Int32, shift: int, packed: UInt64) -> None:
        self._compare(left, right, shift, packed, _UNASKED)

    def agreed(self, left: Int32, right: Int32) -> Float32:
        """(pairs,) the log frequency of the values that agreed; NaN where a side has none."""
        found = np.empty(len(left), np.float32)
        self._compare(left, right, 0, np.zeros(len(left), np.uint64), found)
        return found

    def _compare(
        self, left: Int32, right: Int32, shift: int, packed: UInt64, agreed: Float32
    ) -> None:
        """``agreed`` is (pairs,) to be filled, or empty where nobody asks."""
        raise NotImplementedError


@dataclass(frozen=True, eq=False)
class AnyDigitsComparator(_BestOfAll):
    """Phones: the best level over all values of two records."""

    comparisons: tuple[Comparison, ...]
    values: Values
    numbers: Glanced  # the values
    log_frequency: Float32  # (distinct,)
    tail: int

    def _compare(
        self, left: Int32, right: Int32, shift: int, packed: UInt64, agreed: Float32
    ) -> None:
        kernels.compare_any_digits(
            left, right, self.values.codes, self.numbers, self.tail, self.log_frequency, shift,
            packed, agreed,
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class AnyEmailComparator(_BestOfAll):
    """Emails: the best level over all values of two records."""

    comparisons: tuple[Comparison, ...]
    values: Values
    local_codes: Int32  # (distinct,) of each address
    local_values: Glanced
    log_frequency: Float32  # (distinct,)

    def _compare(
        self, left: Int32, right: Int32, shift: int, packed: UInt64, agreed: Float32
    ) -> None:
        kernels.compare_any_email(
            left, right, self.values.codes, self.local_codes, self.local_values,
            self.log_frequency, *memo(), shift, packed, agreed,
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class AnyValueComparator:
    """The best level over all values of two records, by a comparison of single ones.

    ``single`` compares the rows of a column in which value j of row i is row ``j * rows + i``
    (``stacked``). Few records have a second value: the others are compared once, as ever.
    """

    comparisons: tuple[Comparison, ...]
    values: Values
    log_frequency: Float32  # (distinct,)
    single: Comparator

    def compare(self, left: Int32, right: Int32, shift: int, packed: UInt64) -> None:
        self.single.compare(left, right, shift, packed)
        some = np.flatnonzero(self._several[left] | self._several[right])
        if len(some):
            level, _ = self._best(left[some], right[some])
            packed[some] &= ~(np.uint64(15) << np.uint64(shift))
            packed[some] |= (level + 1).astype(np.uint64) << np.uint64(shift)

    @cached_property
    def _several(self) -> Bool:
        """(rows,) the records with a second value."""
        return np.asarray((self.values.codes[:, 1:] >= 0).any(axis=1))

    def agreed(self, left: Int32, right: Int32) -> Float32:
        """(pairs,) the log frequency of the values that agreed; NaN where a side has none."""
        level, rarest = self._best(left, right)
        return np.where(level >= 0, rarest, np.nan).astype(np.float32)

    def _best(self, left: Int32, right: Int32) -> tuple[Int8, Float32]:
        """The best level and, of the values that reach it, how common the rarest are; of two
        unequal values the more common counts, as in ``kernels.contact_levels``."""
        rows, width = self.values.codes.shape
        best = np.full(len(left), -1, np.int8)
        rarest = np.full(len(left), np.inf, np.float32)
        for p, q in product(range(width), repeat=2):
            a, b = self.values.codes[left, p], self.values.codes[right, q]
            both = np.flatnonzero((a >= 0) & (b >= 0))
            packed = np.zeros(len(both), np.uint64)
            self.single.compare(
                (left[both] + p * rows).astype(np.int32),
                (right[both] + q * rows).astype(np.int32),
                0,
                packed,
            )
            level = packed.astype(np.int8) - 1
            common = np.maximum(self.log_frequency[a[both]], self.log_frequency[b[both]])
            better, equal = level > best[both], level == best[both]
            rarest[both[better]] = common[better]
            rarest[both[equal]] = np.minimum(rarest[both[equal]], common[equal])
            best[both[better]] = level[better]
        return best, rarest


AnyComparator = AnyDigitsComparator | AnyEmailComparator | AnyValueComparator


def agreement(comparator: AnyComparator, left: int, right: int) -> Agreement | None:
    """The values of two rows that reach the best level, of several the rarest: the ones that
    ``compare`` and ``agreed`` speak of. None where both rows have one value, or none agree."""
    codes = comparator.values.codes
    if not (codes[[left, right], 1:] >= 0).any():
        return None
    best: tuple[int, float] = 0, 0.0
    found = None
    for p, q in product(range(codes.shape[1]), repeat=2):
        a, b = int(codes[left, p]), int(codes[right, q])
        if a < 0 or b < 0:
            continue
        rarity = -float(max(comparator.log_frequency[a], comparator.log_frequency[b]))
        score = _level(comparator, (left, p), (right, q)), rarity
        if score[0] > 0 and score > best:
            best = score
            texts = comparator.values.text(a), comparator.values.text(b)
            found = Agreement(comparator.comparisons[0].name, p + 1, q + 1, *texts)
    return found


def _level(comparator: AnyComparator, left: tuple[int, int], right: tuple[int, int]) -> int:
    """The level of one value, (row, place), with one other."""
    packed = np.zeros(1, np.uint64)
    codes = comparator.values.codes
    if isinstance(comparator, AnyValueComparator):
        stacked = np.array([row + place * len(codes) for row, place in (left, right)], np.int32)
        comparator.single.compare(stacked[:1], stacked[1:], 0, packed)
    else:
        two = np.array([[codes[left]], [codes[right]]], np.int32)
        alone = replace(comparator, values=replace(comparator.values, codes=two))
        alone.compare(np.array([0], np.int32), np.array([1], np.int32), 0, packed)
    return int(packed[0]) - 1
