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


def consonant_codes(column: TextColumn) -> UInt64:
    """(distinct,) the sum of the hashes of each value's consonants; 0 where it has none.

    A doubled letter counts once: it is not written twice in every script.
    """
    data = column.data
    if column.distinct == 0 or len(data) == 0:
        return np.zeros(column.distinct, np.uint64)
    following = np.append(data[1:], np.uint8(0))
    kinds = _CLASS_OF[data]
    kinds[(data == ord("k")) & (following == ord("h"))] = 0
    begins = np.zeros(len(data) + 1, np.bool_)
    begins[column.offsets] = True
    kinds[1:][(data[1:] == data[:-1]) & ~begins[1:-1]] = 0
    return sums(_HASHES[kinds], column.offsets)
