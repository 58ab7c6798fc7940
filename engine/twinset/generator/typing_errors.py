"""Keyboards, scanners and ears: the tables behind a typing error.

Neighbours are those of the QWERTY and the Russian keyboard; confusions of scanned text and of
what is spelled by ear follow the corruptors of FEBRL and GeCo (Christen & Vatsalan 2013, "Flexible
and extensible generation and corruption of personal data", section 3.2).
"""

from __future__ import annotations

import numpy as np

from twinset.generator import kernels
from twinset.types import Int32, UInt8, UInt64

_KEYBOARDS = (
    ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"),
    ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
    ("ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو"),
)
_OCR = """rn>m m>rn cl>d d>cl 0>o o>0 l>1 1>l i>l l>i 5>s s>5 8>b b>8 vv>w w>vv h>b n>ri u>ii e>c
g>q q>g 2>z z>2 6>b"""
_PHONETIC = """ph>f ie>ei ei>ie ck>k th>t y>i i>y c>k k>c z>s ss>s s>ss v>w w>v f>ph tt>t ll>l nn>n
mm>m rr>r ee>ea ai>ay ay>ai ou>u qu>kw x>ks dt>t tz>z sch>sh"""

FAULTS = {
    "given_name": ("typo", "space"),
    "family_name": ("typo", "truncated", "space"),
    "full_name": ("typo", "space"),
    "email": ("typo",),
    "phone": ("typo",),
    "street": ("typo", "truncated"),
    "city": ("typo",),
    "postcode": ("typo",),
    "company": ("typo", "truncated", "space"),
}
"""Which faults a column may have; their rates stand in ``rates``."""

_MIX = np.array(
    [kernels.KEYBOARD] * 5 + [kernels.DELETE] * 3 + [kernels.DOUBLE] * 2 + [kernels.TRANSPOSE] * 3
    + [kernels.OCR] + [kernels.PHONETIC] * 4, np.uint8
)  # fmt: skip
_DIGITS = {"phone", "postcode"}


def kinds_of(fault: str, column: str, random: UInt64) -> UInt8:
    """The kind of edit for each hit."""
    if fault == "truncated":
        return np.full(len(random), kernels.TRUNCATE, np.uint8)
    if fault == "space":
        return np.full(len(random), kernels.SPACE, np.uint8)
    if column in _DIGITS:
        return np.full(len(random), kernels.DIGIT, np.uint8)
    return _MIX[(random % np.uint64(len(_MIX))).astype(np.int64)]


def _neighbours() -> Int32:
    """(code points, 4) int32: the keys beside and above a key; 0 ends the list."""
    table = np.zeros((0x700, 4), np.int32)
    for rows in _KEYBOARDS:
        for r, row in enumerate(rows):
            for c, key in enumerate(row):
                near = [row[c - 1] if c else "", row[c + 1] if c + 1 < len(row) else ""]
                near += [
                    rows[s][c] for s in (r - 1, r + 1) if 0 <= s < len(rows) and c < len(rows[s])
                ]
                # a letter beside a digit is rarely mistyped for it
                points = [ord(k) for k in near if k and k.isdigit() == key.isdigit()]
                table[ord(key), : len(points)] = points
                if key.upper() != key:
                    table[ord(key.upper()), : len(points)] = points
    return table


def _rules(text: str) -> tuple[Int32, Int32]:
    """Rules ``from>to`` as one run of code points and the borders in it."""
    parts = [part for rule in text.split() for part in rule.split(">")]
    offsets = np.concatenate(([0], np.cumsum([len(part) for part in parts]))).astype(np.int32)
    return np.array([ord(c) for c in "".join(parts)], np.int32), offsets


TABLES = (_neighbours(), *_rules(_PHONETIC), *_rules(_OCR))
"""The last arguments of ``kernels.edit_texts``."""
