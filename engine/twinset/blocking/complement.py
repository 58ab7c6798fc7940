"""What other families add beside key rules: for the records that the rules leave open, a few pairs.

A union of everything pays for most pairs of a record that a rule found long ago, and for as many
that look nothing alike. So the families are asked for the records alone that the rules are likely
to have missed (``likely_missed``), and of all that they propose a record keeps the few that its
sketch comes closest to: a form of cardinality node pruning (Papadakis, Koutrika, Palpanas, Nejdl,
"Meta-blocking: taking entity resolution to the next level", TKDE 26(8), 2014, section 5), whose
weight is how alike two records look and not how often they meet. Proposals are judged as they are
made: no list of them is ever sorted or kept.

Two records of one person seldom differ in *every* group of fields: who they are, how they are
reached, where they live. What key rules miss is most often spoilt in one of them, so records are
judged by the two groups in which they are most alike. Of the pairs that all families proposed (1M
generated contacts) the nearest two millions held 1250 of the matches that the rules miss, and 1044
by all three groups.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from queue import Empty, SimpleQueue
from typing import NamedTuple

import numpy as np

from twinset.blocking.candidates import Candidates
from twinset.blocking.sketches import Sketches, rows_of
from twinset.blocking.sorted_neighbourhood import sort_orders
from twinset.config import SortedPlan
from twinset.pair_codes import pack_pairs, unpack_pairs
from twinset.parallel import for_each, map_ordered, tiles
from twinset.types import Int32, Int64, PairList, StandardRecords, UInt32, UInt64

KEPT = 5
"""Pairs that a record keeps, at the least, of those that the families propose for it and no rule
does."""
_MANY = 150_000
"""Queries from which on it takes seconds to compare what they meet."""
_FREE_PAIRS = 100_000
_MOST_KEPT = 10
"""Where all come to no more than the free pairs, each keeps up to so many: completeness .8370 on
historical_50k, .8280 without."""
_MOST_SEARCHED = 40
"""... where a trained model weighs the pairs: F1 .9408 on historical_50k, .9397 with 10."""


class Limit(NamedTuple):
    """Share of the bits that are looked at in which the records of a pair may differ."""

    best_two: float  # of two groups in three; in 0.4 of them by chance
    all_groups: float  # in half of them by chance

    def bits(self, sketches: Sketches) -> int:
        """The bits in which they may differ."""
        if sketches.best_two:
            return int(sketches.bits * 2 / 3 * self.best_two)
        return int(sketches.bits * self.all_groups)


MET = Limit(0.235, 0.42)
"""Where records share a band or stand close in a sort order, and queries are not many."""
NEARER = Limit(0.19, 0.34)
"""... where they are many, or where the model has not seen such pairs while it was trained. Many:
on 1M generated contacts all families add 0.35M pairs to those of the rules; with 0.21 0.47M, with
the same F1, .9871, as on hard ones (.9520 each). Not seen: on a hard base (100,000 rows,
difficulty 0.9) F1 is .9435 with 47,000 pairs, .9433 with 114,000 with 0.235."""
SKETCH_ALONE = Limit(0.12, 0.3)
"""Where nothing but the sketch speaks for a pair: with 0.235 there are 1.3M pairs more, of which
108 are matches."""
_CROWDED = 100
"""In cells of more rows nobody meets: there one meets whom a frequent value leads to. Of the
matches that key rules miss (1M generated contacts) the nearest hold 2547 with this, 2410 with
cells of up to 5000 rows."""
_PART = 16  # bits: cells of 15 rows at 1M; parts of 16 never straddle two words
_SMALLEST = 4  # bits fewer than rows have: on average cells of 16
_TILE = 1 << 15

Search = Callable[["Complement", int, UInt64], None]
"""``search(complement, marks, nearest)`` puts whom the queries meet into their lists, marked."""


@dataclass(frozen=True)
class Family:
    """A way for records to meet, in several ``searches``."""

    name: str
    searches: Iterable[Search]


@dataclass(frozen=True, eq=False)
class Complement:
    """What families may add to the pairs of key ``rules`` for the rows ``queries``."""

    rules: Candidates
    queries: Int32
    sketches: Sketches
    threads: int
    trained: bool = False
    """Whether it is a trained model that weighs the pairs."""

    def nearest(self, families: Sequence[Family]) -> list[PairList]:
        """The nearest of each query (``kept``), of those that it meets and no rule proposes: a list
        for each family, in which a pair may stand that another one proposes too."""
        # the last one first: to make what sketches meet by takes no time, and meanwhile the others'
        searches = (
            (search, 1 << number)
            for number, family in reversed(list(enumerate(families)))
            for search in family.searches
        )
        packed, marks = self._listed(self._met(searches))
        lists = []
        before = 0
        for number, family in enumerate(families):
            ours = (marks >> number & 1).astype(np.bool_)
            new = (marks[ours] & before) == 0
            lists.append(PairList(family.name, *unpack_pairs(packed[ours]), new))
            before |= 1 << number
        return lists

    def meet_in_cells(
        self, keys: UInt32, bits: int, shift: int, check: int, most: int, limit: Limit,
        marks: int, nearest: UInt64,
    ) -> None:  # fmt: skip
        """Queries meet the rows of their cell (see ``kernels.queries``)."""
        from twinset.kernels import queries as kernels

        kernels.meet_in_cells(
            keys, bits, shift, check, self.queries, most, self.sketches.words, self._spared,
            np.uint64(limit.bits(self.sketches)), np.uint64(marks), nearest,
        )  # fmt: skip

    def meet_in_order(self, order: Int32, window: int, marks: int, nearest: UInt64) -> None:
        """Queries meet the rows that stand close in an order (see ``kernels.queries``)."""
        from twinset.kernels import queries as kernels

        kernels.meet_in_order(
            order, window, self.queries, self.sketches.words, self._spared,
            np.uint64(self.met.bits(self.sketches)), np.uint64(marks), nearest,
        )  # fmt: skip

    @cached_property
    def _spared(self) -> np.uint64:
        from twinset.kernels.sketches import ALL_GROUPS, BEST_TWO

        return BEST_TWO if self.sketches.best_two else ALL_GROUPS

    def _met(self, searches: Iterable[tuple[Search, int]]) -> UInt64:
        """The nearest of each query (queries, any), over all searches. A few more than are kept are
        remembered, those that a rule proposes included: whether one does is asked once at the end.
        Asked whenever two rows met, it was two thirds of the time.

        Threads take a search each, and have lists of their own, which come together at the end:
        the nearest of all are among the nearest of each.
        """
        from twinset.kernels.queries import join_nearest
        from twinset.kernels.sketches import FREE

        room = self.kept + self.kept // KEPT
        idle: SimpleQueue[UInt64] = SimpleQueue()

        def work(item: tuple[Search, int]) -> None:
            search, marks = item
            try:
                nearest = idle.get_nowait()
            except Empty:
                nearest = np.full((len(self.queries), room), FREE)
            search(self, marks, nearest)
            idle.put(nearest)

        for_each(work, searches, self.threads)
        whole: UInt64 = np.full((len(self.queries), room), FREE) if idle.empty() else idle.get()
        while not idle.empty():
            join_nearest(idle.get(), whole)
        return whole

    @property
    def met(self) -> Limit:
        """How far those may be that queries meet, but for ``SKETCH_ALONE``."""
        return NEARER if self.trained or self.many else MET

    @property
    def many(self) -> bool:
        """Whether the queries are so many that what they meet is to be nearer."""
        return len(self.queries) > _MANY

    @property
    def kept(self) -> int:
        """The pairs that each query keeps."""
        most = _MOST_SEARCHED if self.trained else _MOST_KEPT
        return max(KEPT, min(most, _FREE_PAIRS // max(1, len(self.queries))))

    def _listed(self, nearest: UInt64) -> tuple[Int64, Int64]:
        """The pairs that no rule proposes, packed, in order, and the marks of each: the first of
        each list, as many as are kept."""

        def listed(tile: tuple[int, int]) -> tuple[Int64, Int64]:
            entries, own = nearest[slice(*tile)], self.queries[slice(*tile)]
            part = rows_of(entries)
            new = part >= 0
            new[new] = self.rules.proposing(np.repeat(own, new.sum(axis=1)), part[new]) == 0
            new &= np.cumsum(new, axis=1) <= self.kept
            own, other = np.repeat(own, new.sum(axis=1)), part[new]
            packed = pack_pairs(np.minimum(own, other), np.maximum(own, other))
            return packed, (entries[new] & np.uint64(0xFF)).astype(np.int64)

        none = np.empty(0, np.int64)
        parts = [(none, none), *map_ordered(listed, tiles(len(nearest), _TILE), self.threads)]
        packed, marks = (np.concatenate(column) for column in zip(*parts, strict=True))
        order = np.argsort(packed)
        packed, marks = packed[order], marks[order]
        starts = np.flatnonzero(np.diff(packed, prepend=-1))  # both rows may have asked
        return packed[starts], np.bitwise_or.reduceat(marks, starts) if len(starts) else marks


def band_searches(bands: Iterable[UInt32], most: int) -> Iterator[Search]:
    """Rows meet that have equal keys (rows,) in a band, 0 for none; where they are at most
    ``most``."""
    for keys in bands:
        bits = _bits(len(keys))

        def search(
            complement: Complement, marks: int, nearest: UInt64, keys: UInt32 = keys,
            bits: int = bits,
        ) -> None:  # fmt: skip
            at_most = min(most, _CROWDED)
            complement.meet_in_cells(
                keys, bits, 32 - bits, 0, at_most, complement.met, marks, nearest
            )

        yield search


def window_searches(
    records: StandardRecords, plan: SortedPlan, *, threads: int
) -> Iterator[Search]:
    """Rows meet that stand close in a sort order."""
    for order in sort_orders(records, None, threads=threads):

        def search(
            complement: Complement, marks: int, nearest: UInt64, order: Int32 = order
        ) -> None:
            complement.meet_in_order(order, plan.window, marks, nearest)

        yield search


def sketch_searches(sketches: Sketches, most: int, *, few: bool = False) -> Iterator[Search]:
    """Rows meet whose sketches agree in one of the parts of up to 16 bits that they are cut into,
    in cells of at most ``most`` rows; or in the first part of a word, where a ``few`` will do.

    Multi-index hashing: Norouzi, Punjani, Fleet, "Fast search in Hamming space with multi-index
    hashing", CVPR 2012, section 3.
    """
    bits = min(_PART, max(1, _bits(len(sketches.words)) - _SMALLEST))
    for at in range(0, sketches.bits - bits + 1, 64 if few else _PART):

        def search(complement: Complement, marks: int, nearest: UInt64, at: int = at) -> None:
            halves = sketches.words.view(np.uint32)[:, at // 32]
            shift, at_most = at % 32, min(most, _CROWDED)
            complement.meet_in_cells(
                halves, bits, shift, shift, at_most, SKETCH_ALONE, marks, nearest
            )

        yield search


def _bits(size: int) -> int:
    """The bits of the numbers below ``size``, at least 1."""
    return max(1, (size - 1).bit_length())
