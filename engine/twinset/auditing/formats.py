"""The formats that values are written in: "dd.mm.yyyy", "+99 999 9999999", by count."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

from twinset.auditing.cells import NO_VALUE, Cells
from twinset.auditing.report import Shape
from twinset.columns import text_buffers
from twinset.types import Role, UInt8

_DATES = frozenset({Role.BIRTH_DATE, Role.CREATED_AT, Role.UPDATED_AT, Role.LAST_ACTIVITY})
SHAPED = _DATES | {Role.PHONE, Role.POSTCODE, Role.RECORD_ID, Role.IDENTIFIER}
"""Roles in which the form of a value is a habit, not its content."""

_MOST = 8
_LONGEST = 40
_RUN = re.compile(r"([aAx])\1{4,}")
_LETTER = ord("x")
_OTHER = ord("?")


def shapes(cells: Cells) -> tuple[list[Shape], int]:
    """The most frequent shapes of the filled cells, and how many there are in all.

    A digit is 9, a letter A or a (x in a script without case), a run of more than four letters
    is cut to four; the rest stands as it is. Dates say yyyy, mm and dd where that is plain.
    """
    if cells.role not in SHAPED:
        return [], 0
    filled = ~cells.any_of(NO_VALUE) & (cells.counts > 0)
    values, counts = cells.values.filter(pa.array(filled)), cells.counts[filled]
    total = int(counts.sum())
    if total == 0:
        return [], 0
    coded = _shape_texts(values).dictionary_encode()
    short = [_RUN.sub(_cut, name)[:_LONGEST] for name in coded.dictionary.to_pylist()]
    merged = pa.array(short, pa.string()).dictionary_encode()
    codes = merged.indices.to_numpy()[coded.indices.to_numpy()]
    texts = merged.dictionary.to_pylist()
    sums = np.bincount(codes, weights=counts, minlength=len(texts)).astype(np.int64)
    order = sorted(range(len(texts)), key=lambda place: (-sums[place], texts[place]))
    found = []
    for place in order[:_MOST]:
        name = texts[place]
        if cells.role in _DATES:
            name = _date_name(name, values.filter(pa.array(codes == place)))
        count = int(sums[place])
        found.append(Shape(shape=name, count=count, share=count / total))
    return found, len(texts)


def _cut(run: re.Match[str]) -> str:
    return run[0][:4]


def _shape_texts(values: pa.StringArray) -> pa.StringArray:
    """Character by character; by a table, so that Python sees no value."""
    offsets, data = text_buffers(values)
    if data.dtype == np.uint8:
        shaped = _ascii_shapes()[data]
    else:
        points = np.unique(data)
        known = np.array([_shape_of(chr(point)) for point in points.tolist()], np.uint8)
        shaped = known[np.searchsorted(points, data)]
    return pa.StringArray.from_buffers(
        len(values), pa.py_buffer(offsets.astype(np.int32)), pa.py_buffer(shaped)
    )


def _ascii_shapes() -> UInt8:
    return np.array([_shape_of(chr(point)) for point in range(128)], np.uint8)


def _shape_of(character: str) -> int:
    if character.isdecimal():
        return ord("9")
    if character.isalpha():
        if character.lower() == character.upper():
            return _LETTER
        return ord("A") if character.isupper() else ord("a")
    if character.isspace():
        return ord(" ")
    return ord(character) if character.isascii() and character.isprintable() else _OTHER


def _date_name(shape: str, values: pa.StringArray) -> str:
    """The shape of a date with the names of its parts, as far as its values show the order."""
    year_first = ("9999-99-99", "9999/99/99", "9999.99.99")
    if shape[:10] in year_first:
        mark = shape[4]
        return f"yyyy{mark}mm{mark}dd" + _clock(shape[10:])
    if len(shape) >= 10 and shape[2] == shape[5] and shape[:10].replace(shape[2], "") == "9" * 8:
        first, second = (_largest(values, start) for start in (0, 3))
        mark = shape[2]
        day_first, month_first = f"dd{mark}mm{mark}yyyy", f"mm{mark}dd{mark}yyyy"
        if first > 12 and second > 12:
            name = f"{day_first} and {month_first}"
        elif first > 12:
            name = day_first
        elif second > 12:
            name = month_first
        else:
            name = f"{day_first} or {month_first}"
        return name + _clock(shape[10:])
    return "yyyymmdd" if shape == "9" * 8 else shape


def _clock(rest: str) -> str:
    return rest.replace("99:99:99", "hh:mm:ss").replace("99:99", "hh:mm")


def _largest(values: pa.StringArray, start: int) -> int:
    """The largest number that the two digits from ``start`` are."""
    offsets, data = text_buffers(values)
    at = offsets[:-1] + start
    tens, ones = (data[at + place].astype(np.int64) - 48 for place in (0, 1))
    plain = (tens >= 0) & (tens <= 9) & (ones >= 0) & (ones <= 9)  # digits of any script are 9s
    return int((tens * 10 + ones)[plain].max(initial=0))
