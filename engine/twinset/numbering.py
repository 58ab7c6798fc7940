"""Distinct texts and their numbers, batch after batch."""

from __future__ import annotations

import numpy as np

from twinset.kernels.distinct import SHORT, number_texts
from twinset.kernels.keys import count_codes
from twinset.types import Int32, Int64, UInt8

Words = tuple[Int32, Int64, UInt8]
"""A table of tokens as ``kernels.text.find_token`` probes it: slots, offsets and characters."""

NO_WORDS: Words = (np.full(2, -1, np.int32), np.zeros(1, np.int64), np.empty(0, np.uint8))
EMPTY_IS_NULL: UInt8 = np.empty(0, np.uint8)
_FIRST_SLOTS = 1 << 10


def code_counts(codes: Int32, distinct: int) -> Int64:
    """(distinct,) how often each code stands; null, which is negative, counts for nothing."""
    counts = np.zeros(distinct, np.int64)
    count_codes(codes.ravel(), counts)
    return counts


class Numbering:
    """Numbers the texts of ``rows`` rows, ``characters`` in all, in order of first appearance.

    ``words``, folded text, and nulls have the number -1.
    """

    def __init__(self, rows: int, characters: int, words: Words = NO_WORDS) -> None:
        self.codes: Int32 = np.empty(rows, np.int32)
        self.count = 0
        self._rows = 0
        self._words = words
        self._table = np.zeros(_FIRST_SLOTS, np.uint64)
        # room for all, of which the system gives what is written to
        self._offsets: Int64 = np.empty(rows + 1, np.int64)
        self._offsets[0] = 0
        self._characters: UInt8 = np.empty(characters + SHORT, np.uint8)

    def add(
        self, offsets: Int64, data: UInt8, valid: UInt8 = EMPTY_IS_NULL, first_bit: int = 0
    ) -> None:
        """Number the next texts. ``valid`` is their Arrow bitmap, from ``first_bit`` on; without
        it, empty texts are null. Raises ``RuntimeError`` after ``texts``, which leaves no room."""
        if len(self._offsets) <= len(self.codes):
            raise RuntimeError("texts were asked for: none can be added")
        self.count, self._table = number_texts(
            offsets, data, valid, first_bit, *self._words,
            self._table, self._offsets, self._characters, self.count, self._rows, self.codes,
        )  # fmt: skip
        self._rows += len(offsets) - 1

    def texts(self) -> tuple[Int64, UInt8]:
        """The distinct texts: offsets (count + 1,) int64 and characters.

        The room that is left is given back, which takes no copy: of a million emails that took a
        tenth of the time of numbering them, as new memory does.
        """
        self._offsets.resize(self.count + 1, refcheck=False)
        self._characters.resize(int(self._offsets[self.count]), refcheck=False)
        return self._offsets, self._characters
