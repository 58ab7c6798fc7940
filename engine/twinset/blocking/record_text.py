"""A record as one text: the standard fields that say who it is, one after the other.

What MinHash-LSH shingles. Texts are built for a range of rows, so that ten million records never
stand in memory as text; ``field_spans`` is done once, ``compose`` for every tile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from twinset.columns import local_stops
from twinset.errors import PlanError
from twinset.types import Int32, Int64, StandardRecords

_NAMES = ("given_name", "middle_name", "family_name")
_PLACES = ("address", "house_number", "street", "postcode", "city")
_LAST_RESORT = ("text", "website", "job_title", "phone", "identifier", "birth_place")
# A full name only where no part of a name is kept: it would count the same characters twice.
# Phones and identifiers agree wholly or not at all, which key rules find at less cost; their
# n-grams are digits that meet those of other fields. Region, country and the like are shared by
# so many that they only raise the similarity of strangers.


@dataclass(frozen=True, slots=True, eq=False)
class RecordText:
    """``data[offsets[i]:offsets[i + 1]]`` is the text of row ``first_row + i``; empty for none.

    ``data`` is uint8 (ASCII) unless a field holds code points (uint32); ``offsets`` is
    (rows + 1,) int64.
    """

    first_row: int
    data: NDArray[Any]
    offsets: Int64

    @property
    def size(self) -> int:
        return len(self.offsets) - 1


@dataclass(frozen=True, slots=True, eq=False)
class FieldSpans:
    """A field's codes and, for each code, the part of its value that is used.

    ``data[starts[c]:stops[c]]``; an empty part counts as null.
    """

    name: str
    codes: Int32  # (rows,)
    starts: Int64  # (distinct,)
    stops: Int64  # (distinct,)
    data: NDArray[Any]  # (characters,)


def base_name(field: str) -> str:
    """The role of a field: ``address_2`` is a further ``address``."""
    head, _, tail = field.rpartition("_")
    return head if head and tail.isdigit() else field


def text_fields(records: StandardRecords) -> tuple[str, ...]:
    """The fields that make a record's text, in order, of those that are present.

    Names (the full name where its parts are not kept), company, local part of the email address,
    date of birth, address. Where none of these is present: free text and what else there is.
    """
    names: Sequence[str] = _NAMES if any(name in records for name in _NAMES) else ("full_name",)
    for roles in ((*names, "company", "email", "birth_date", *_PLACES), _LAST_RESORT):
        found = [
            f"{field}:local" if role == "email" else field
            for role in roles
            for field in sorted(records.fields, key=lambda name: (len(name), name))
            if base_name(field) == role
        ]
        if found:
            return tuple(found)
    return ()


def field_spans(records: StandardRecords, fields: Sequence[str] | None = None) -> list[FieldSpans]:
    """Resolve ``fields`` (default: ``text_fields``). ``email:local`` is what stands before the @.

    Raises ``PlanError`` for a field that is not there.
    """
    spans = []
    local: dict[int, Int64] = {}  # columns that share their values share this
    for part in text_fields(records) if fields is None else fields:
        name, _, transform = part.partition(":")
        if name not in records or transform not in ("", "local"):
            raise PlanError(
                f"record text: no field {part!r}", hint=f"fields: {', '.join(records.fields)}"
            )
        column = records[name]
        starts, stops = column.offsets[:-1], column.offsets[1:]
        if transform == "local":
            if id(column.data) not in local:
                local[id(column.data)] = local_stops(column)
            stops = local[id(column.data)]
        spans.append(
            FieldSpans(
                part,
                column.codes,
                np.ascontiguousarray(starts),
                np.ascontiguousarray(stops),
                column.data,
            )
        )
    return spans


def compose(spans: Sequence[FieldSpans], first_row: int, stop_row: int) -> RecordText:
    """The texts of rows ``first_row`` to ``stop_row`` (half open): fields separated by a space."""
    from twinset.kernels.minhash import append_field

    rows = stop_row - first_row
    lengths = np.zeros(rows, np.int64)
    for span in spans:
        used = span.stops - span.starts
        cost = np.append(np.where(used > 0, used + 1, 0), 0)  # last: code -1, null
        lengths += cost[span.codes[first_row:stop_row]]
    offsets = np.zeros(rows + 1, np.int64)
    np.cumsum(np.maximum(lengths - 1, 0), out=offsets[1:])
    wide = any(span.data.dtype != np.uint8 for span in spans)
    out = np.empty(offsets[-1], np.uint32 if wide else np.uint8)
    cursor = offsets[:-1].copy()
    for span in spans:
        append_field(
            np.ascontiguousarray(span.codes[first_row:stop_row]),
            span.starts,
            span.stops,
            np.ascontiguousarray(span.data),
            offsets[:-1],
            cursor,
            out,
        )
    return RecordText(first_row, out, offsets)


def record_text(
    records: StandardRecords,
    fields: Sequence[str] | None = None,
    *,
    first_row: int = 0,
    stop_row: int | None = None,
) -> RecordText:
    """One text per row over several standard fields; null fields are skipped.

    ``fields`` are field names, or ``email:local``; None means ``text_fields(records)``. Raises
    ``PlanError`` for a field that is not there.
    """
    stop = records.size if stop_row is None else stop_row
    return compose(field_spans(records, fields), first_row, stop)
