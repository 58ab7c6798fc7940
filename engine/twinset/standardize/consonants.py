"""A key that one name has in any script: which consonants it holds, however they are ordered.

Across scripts vowels come and go (Hosseini, حسینی "hsyny"), words run together (李志伟 "lizhiwei",
Zhi Wei Li) and change places. What stays are the consonants but h, v, w and y, which are vowels or
silent in one script or another; z and d are one letter of romanised Arabic, g, k and q of Persian;
kh is h in Cyrillic. The sum of the hashes of what is left is the same in any order.
"""

from __future__ import annotations

import numpy as np

from twinset.hashing import mix64, sums
from twinset.types import TextColumn, UInt64

_CLASSES = ("b p", "c", "d z", "f", "g k q", "j", "l", "m", "n", "r", "s x", "t")


def _classes() -> np.ndarray:
    table = np.zeros(256, np.uint8)
    for number, letters in enumerate(_CLASSES, start=1):
        for letter in letters.split():
            table[ord(letter)] = number
    return table


_CLASS_OF = _classes()
_HASHES = np.append(np.zeros(1, np.uint64), mix64(np.arange(1, len(_CLASSES) + 1, dtype=np.uint64)))


def consonant_codes(column: TextColumn, *, in_order: bool = False) -> UInt64:
    """(distinct,) the sum of the hashes of each value's consonants; 0 where it has none.

    A doubled letter counts once: it is not written twice in every script. ``in_order``, values with
    the same consonants in another order have another sum: Sulzburg is not Beloozersk.
    """
    data, offsets = column.data, column.offsets
    if column.distinct == 0 or len(data) == 0:
        return np.zeros(column.distinct, np.uint64)
    goes_on = np.ones(len(data) + 1, np.bool_)  # the value of the character before
    goes_on[offsets] = False
    goes_on = goes_on[1:-1]
    kinds = _CLASS_OF[data]
    kinds[:-1][(data[:-1] == ord("k")) & (data[1:] == ord("h")) & goes_on] = 0
    kinds[1:][(data[1:] == data[:-1]) & goes_on] = 0
    if not in_order:
        return sums(_HASHES[kinds], offsets)
    before = np.concatenate((np.zeros(1, np.uint64), np.cumsum(kinds > 0, dtype=np.uint64)))
    place = before[:-1] - np.repeat(before[offsets[:-1]], np.diff(offsets))
    hashes = mix64(place * np.uint64(len(_HASHES)) + kinds)
    return sums(np.where(kinds > 0, hashes, np.uint64(0)), offsets)
