"""Sorted neighbourhood: sort the records by a key, and compare each with the few that follow.

Hernández, Stolfo, "The merge/purge problem for large databases", SIGMOD 1995: section 2.2 (the
method), section 2.4 (multi-pass: several cheap passes with different keys beat one wide window).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from twinset.blocking.record_text import base_name
from twinset.blocking.text_order import order_rows, text_ranks
from twinset.config import SortedPlan
from twinset.errors import PlanError
from twinset.parallel import map_ordered
from twinset.types import Int32, Int64, PairList, StandardRecords

_PASSES: tuple[tuple[str, ...], ...] = (
    ("family_name", "given_name", "birth_date"),
    ("birth_date", "family_name", "given_name"),
    ("family_name:reversed", "given_name"),  # a typo in the first letter tears the first pass
    ("given_name", "birth_date", "family_name"),
    ("full_name", "birth_date"),
    ("full_name:reversed", "birth_date"),
    ("email",),
    ("phone:reversed",),  # the end of a number does not depend on how its country is written
    ("postcode", "street", "house_number"),
    ("company", "city"),
    ("company:reversed",),
    ("address", "city"),
    ("text",),
)
_LEAST_VALUES = 2  # a first field of one single value sorts nothing


def default_passes(records: StandardRecords) -> list[tuple[str, ...]]:
    """The sort keys for the fields that are present.

    A pass is taken where its first field is; later fields that are missing are left out. Passes
    on the full name are taken only where no family name is.
    """
    passes = []
    for wanted in _PASSES:
        first = wanted[0].partition(":")[0]
        if first not in records or records[first].distinct < _LEAST_VALUES:
            continue
        if base_name(first) == "full_name" and "family_name" in records:
            continue
        key = tuple(part for part in wanted if part.partition(":")[0] in records)
        if key not in passes:
            passes.append(key)
    return passes


def sorted_neighbourhood(
    records: StandardRecords,
    plan: SortedPlan,
    sort_fields: Sequence[Sequence[str]] | None = None,
    *,
    threads: int,
) -> PairList:
    """Each row with the ``window - 1`` rows after it, in every sort order; each pair once.

    ``sort_fields`` is one sort key a pass (default: ``default_passes``): field names, each alone
    or as ``field:reversed`` (its values read from the end). A pass leaves out the rows whose
    first field is null; null sorts first in the later fields; ties are in row order. Pairs are
    sorted by (left, right). Raises ``PlanError`` for a field that is not there.

    Peak memory: 16 bytes a pair for one pass and the union so far.
    """
    orders = sort_orders(records, sort_fields, threads=threads)

    def pass_pairs(order: Int32) -> Int64:
        return _window_pairs(order.astype(np.int64), plan.window, records.size)

    packed = np.empty(0, np.int64)
    for pairs in map_ordered(pass_pairs, orders, threads):
        packed = sorted_distinct(np.concatenate([packed, pairs]))
    left, right = np.divmod(packed, max(1, records.size))
    return PairList("sorted neighbourhood", left.astype(np.int32), right.astype(np.int32))


def sort_orders(
    records: StandardRecords, sort_fields: Sequence[Sequence[str]] | None = None, *, threads: int
) -> list[Int32]:
    """The rows in the order of each sort key (see ``sorted_neighbourhood``)."""
    passes = default_passes(records) if sort_fields is None else sort_fields
    parts = sorted({part for key in passes for part in key})
    columns = dict(
        zip(parts, map_ordered(lambda part: _ranked(records, part), parts, threads), strict=True)
    )
    orders = map_ordered(lambda key: order_rows([columns[part] for part in key]), passes, threads)
    return list(orders)


def sorted_distinct(packed: Int64) -> Int64:
    """The distinct values in order; sorts ``packed`` in place.

    Not ``np.unique``: without an index it goes through a hash table since NumPy 2.3, which took
    38 s for 5M random pairs where this takes 0.1 s.
    """
    packed.sort()
    if len(packed):
        packed = packed[np.append(True, packed[1:] != packed[:-1])]
    return packed


def _ranked(records: StandardRecords, part: str) -> tuple[Int32, Int32]:
    """The code of each row, and the rank of each code: no text is compared for a row, only for a
    distinct value."""
    name, _, transform = part.partition(":")
    if name not in records or transform not in ("", "reversed"):
        raise PlanError(
            f"sorted neighbourhood: no field {part!r}", hint=f"fields: {', '.join(records.fields)}"
        )
    column = records[name]
    return column.codes, text_ranks(column, backwards=transform == "reversed")


def _window_pairs(order: Int64, window: int, size: int) -> Int64:
    """Pairs within the window as ``left * size + right``; each once within a pass."""
    packed = [
        np.minimum(order[:-step], order[step:]) * size + np.maximum(order[:-step], order[step:])
        for step in range(1, min(window, len(order)))
    ]
    return np.concatenate(packed) if packed else np.empty(0, np.int64)
