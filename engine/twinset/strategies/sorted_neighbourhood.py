"""Sorted neighbourhood: sort the records by a key, and pair each with those close by.

In a link task both sides are sorted into one list, and the pairs of one side are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar, Literal

import msgspec
import numpy as np

from twinset.blocking.record_text import FieldSpans, compose, field_spans
from twinset.blocking.sorted_neighbourhood import default_passes, sort_orders
from twinset.parallel import for_each, map_ordered, tiles
from twinset.strategies.base import BlockingTask, FittedStrategy, PairChunk, Strategy
from twinset.types import Bool, Int32, Int64, StandardRecords

_TILE = 16_384
_UNIT_PLACES = 1 << 23
"""Places in windows that a unit of work may look at: what bounds the memory of a chunk."""

Window = Annotated[int, msgspec.Meta(ge=2, le=1000)]


class Sorted(Strategy, frozen=True, kw_only=True):
    """Sorted neighbourhood: each record with the ``window - 1`` after it in every sort order
    (Hernández, Stolfo, "The merge/purge problem for large databases", SIGMOD 1995, sections 2.2
    and 2.4); or with all of its own key and of the ``window - 1`` keys after it (Christen, "Data
    Matching", 2012, section 4.2.2)."""

    name: ClassVar[str] = "sorted"

    window: Window = 5
    over: Literal["records", "keys"] = "records"
    """What the window counts. keys: those who share a common key are not torn, whose pairs grow
    with the square of the records."""
    keys: str = ""
    """Sort keys with ; between them, their fields with &, from the end where a field is followed by
    :reversed ("family_name&given_name;email:reversed"); empty: some for the fields there are."""

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Sort."""
        keys = sort_keys(self.keys, task)
        orders = sort_orders(task.records, keys, threads=task.threads)
        if self.over == "keys":
            reach = [
                key_windows(_changes(task.records, key, order), self.window)
                for key, order in zip(keys, orders, strict=True)
            ]
        else:
            reach = [np.minimum(np.arange(len(o)) + self.window, len(o)) for o in orders]
        return _Windows(orders, reach, task)


class AdaptiveSorted(Strategy, frozen=True, kw_only=True):
    """Adaptive sorted neighbourhood: a window goes on as long as each key is like the one before
    it, and ends where two neighbours differ (Yan, Lee, Kan, Giles, "Adaptive Sorted Neighborhood
    Methods for Efficient Record Linkage", JCDL 2007, section 4: boundary pairs). So a run of equal
    keys, wider than any fixed window, is not torn, and strangers that happen to be neighbours are
    not paired. A chain of keys, each like the next, would never end: ``widest`` cuts it."""

    name: ClassVar[str] = "sorted-adaptive"

    similarity: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.75
    """Of two neighbouring keys, written out with spaces between their fields: 1 - Levenshtein
    distance over the longer one's length. Below it a window ends."""
    widest: Window = 30
    keys: str = ""
    """As those of ``sorted``."""

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Sort, and compare the keys of neighbours."""
        keys = sort_keys(self.keys, task)
        orders = sort_orders(task.records, keys, threads=task.threads)
        reach = []
        for key, order in zip(keys, orders, strict=True):
            spans = field_spans(task.records, [part.partition(":")[0] for part in key])
            ends = run_ends(_breaks(spans, order, self.similarity, task.threads))
            reach.append(np.minimum(np.arange(len(order)) + self.widest, ends))
        return _Windows(orders, reach, task)


class _Windows:
    """Windows over several orders; a ``FittedStrategy``. 12 bytes a row and pass."""

    def __init__(self, orders: Sequence[Int32], reach: Sequence[Int64], task: BlockingTask) -> None:
        self._task = task
        self._orders = np.full((len(orders), task.size), -1, np.int32)
        self._places = np.full((len(orders), task.size), -1, np.int32)
        self._reach = np.zeros((len(orders), task.size), np.int32)
        self.largest_block = 0
        for number, (order, ends) in enumerate(zip(orders, reach, strict=True)):
            places = np.arange(len(order), dtype=np.int32)
            self._orders[number, : len(order)] = order
            self._places[number, order] = places
            self._reach[number, : len(order)] = ends
            self.largest_block = max(self.largest_block, int((ends - places).max(initial=0)))

    def pairs(self) -> Iterator[PairChunk]:
        from twinset.kernels.laboratory.windows import window_pairs

        size, passes = self._task.size, len(self._orders)
        seen = 2 * passes * max(1, self.largest_block - 1)
        sides = np.zeros(0, np.int32) if self._task.side is None else self._task.side

        def expand(unit: tuple[int, int]) -> PairChunk:
            room = (unit[1] - unit[0]) * seen
            left, right = np.empty(room, np.int32), np.empty(room, np.int32)
            stamps = np.full(size, -1, np.int32)
            count = window_pairs(
                *unit, self._orders, self._places, self._reach, sides, stamps, left, right
            )
            return left[:count].copy(), right[:count].copy()

        units = tiles(size, max(1, _UNIT_PLACES // max(1, seen)))
        for chunk in map_ordered(expand, units, self._task.threads):
            if len(chunk[0]):
                yield chunk


def sort_keys(notation: str, task: BlockingTask) -> list[tuple[str, ...]]:
    """The sort keys of the notation, or those for the fields that are there."""
    keys = [tuple(key.split("&")) for key in notation.split(";") if key]
    return keys or default_passes(task.records)


def run_ends(broken: Bool) -> Int64:
    """Where the run of each place ends, exclusive: ``broken`` (places - 1,) parts neighbours."""
    places = len(broken) + 1
    ends = np.append(np.flatnonzero(broken) + 1, places)
    run: Int64 = np.append(0, np.cumsum(broken))
    return ends[run]


def key_windows(broken: Bool, window: int) -> Int64:
    """Where the window of each place ends, exclusive: with the last place of the ``window``-th key
    from its own on. ``broken`` (places - 1,) parts keys."""
    ends = np.append(np.flatnonzero(broken) + 1, len(broken) + 1)
    run = np.append(0, np.cumsum(broken))
    reach: Int64 = ends[np.minimum(run + window - 1, len(ends) - 1)]
    return reach


def _changes(records: StandardRecords, key: Sequence[str], order: Int32) -> Bool:
    """Whether each neighbour's key is another one, (len(order) - 1,)."""
    out = np.zeros(max(0, len(order) - 1), np.bool_)
    for part in key:
        codes = records[part.partition(":")[0]].codes[order]
        out |= codes[1:] != codes[:-1]
    return out


def _breaks(spans: Sequence[FieldSpans], order: Int32, similarity: float, threads: int) -> Bool:
    """Whether each neighbour is unlike the one before, (len(order) - 1,)."""
    from twinset.kernels.laboratory.windows import breaks

    sorted_spans = [_reorder(span, order) for span in spans]
    out = np.zeros(max(0, len(order) - 1), np.bool_)

    def compare(tile: tuple[int, int]) -> None:
        text = compose(sorted_spans, tile[0], tile[1] + 1)
        breaks(text.data, text.offsets, similarity, out[slice(*tile)])

    for_each(compare, tiles(len(out), _TILE), threads)
    return out


def _reorder(span: FieldSpans, order: Int32) -> FieldSpans:
    codes: Int32 = span.codes[order]
    return FieldSpans(span.name, codes, span.starts, span.stops, span.data)
