"""What other families add beside key rules: for the records that the rules leave open, a few pairs.

A union of everything pays for most pairs of a record that a rule found long ago, and for as many
that look nothing alike. So each family proposes for the open records alone, and of what it proposes
a record keeps the few that its sketch comes closest to: a form of cardinality node pruning
(Papadakis, Koutrika, Palpanas, Nejdl, "Meta-blocking: taking entity resolution to the next level",
TKDE 26(8), 2014, section 5), whose weight is how alike two records look and not how often they
meet. Proposals are judged as they are made: no list of them is ever sorted or kept.

Two records of one person seldom differ in *every* group of fields: who they are, how they are
reached, where they live. What key rules miss is most often spoilt in one of them, so records are
judged by the two groups in which they are most alike. Of the pairs that all families proposed (1M
generated contacts) the nearest two millions held 1250 of the matches that the rules miss, and 1044
by all three groups.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np

from twinset.blocking.candidates import Candidates
from twinset.blocking.sketches import Sketches
from twinset.blocking.sorted_neighbourhood import sort_orders, sorted_distinct
from twinset.config import SortedPlan
from twinset.kernels.pairs import lay_out_blocks
from twinset.pair_codes import pack_pairs, unpack_pairs
from twinset.parallel import for_each, map_ordered, tiles
from twinset.types import Bool, Int32, Int64, PairList, StandardRecords, UInt32, UInt64

_SHARE_OF_RULES = 4
# A record is found when it shares a quarter of the rules with another one. All four families on
# generated contacts (100k, 27 rules, which alone have 4.6 pairs a record and completeness 0.9974):
# 8.0 pairs a record and 0.9992 with a quarter, 9.0 and 0.9993 with half, 29.6 and 0.9995 for all.
KEPT = 5
"""Pairs that an open record keeps of those that a family proposes for it and no rule does."""
ROOM = 8
"""Rows that are remembered for it, those that a rule proposes included: whether one does is asked
once at the end. Asked whenever two rows met, it was two thirds of the time."""


class Limit(NamedTuple):
    """Share of the bits that are looked at in which the records of a pair may differ."""

    best_two: float  # of two groups in three; in 0.4 of them by chance
    all_groups: float  # in half of them by chance


MET = Limit(0.235, 0.42)
"""Where records share a band or stand close in a sort order. On 1M generated contacts all families
add 3.5M pairs to those of the rules, for a completeness of 0.9963; with 0.27 5.8M, for 0.9967."""
SKETCH_ALONE = Limit(0.12, 0.3)
"""Where nothing but the sketch speaks for a pair: with 0.235 there are 1.3M pairs more, of which
108 are matches."""
_PART = 16  # bits: cells of 15 rows at 1M; parts of 16 never straddle two words
_SMALLEST = 4  # bits fewer than rows have: on average cells of 16
_TILE = 1 << 15  # positions: their sketches stay in the second-level cache


@dataclass(frozen=True, eq=False)
class Ranges:
    """Rows in an order: the one at position p meets those at ``firsts[p]`` to ``ends[p]``
    (excluded)."""

    rows: Int32
    firsts: Int32
    ends: Int32

    @staticmethod
    def of_cells(cells: Int32, count: int, most: int) -> Ranges:
        """Rows that meet all others of their cell, (rows,) from 0 to ``count - 1``, -1 for none;
        cells of more than ``most`` rows are left out."""
        ids, size = cells.copy(), len(cells)
        sizes = np.bincount(ids[ids >= 0], minlength=count).astype(np.int32)
        sizes[sizes > most] = 1  # as cells of one row, which nobody meets
        rows, ends = np.empty(size, np.int32), np.empty(size, np.int32)
        filled = lay_out_blocks(ids, sizes, count, rows, ends, np.empty(size + 1, np.int64))
        rows, ends = rows[:filled], ends[:filled]
        starts = np.flatnonzero(np.diff(ends, prepend=-1)).astype(np.int32)
        return Ranges(rows, np.repeat(starts, np.diff(starts, append=filled)), ends)

    @staticmethod
    def of_window(order: Int32, window: int) -> Ranges:
        """Rows that meet the ``window - 1`` before and after them."""
        places = np.arange(len(order), dtype=np.int32)
        firsts = np.maximum(places - np.int32(window - 1), 0)
        ends = np.minimum(places + np.int32(window), len(order))
        return Ranges(order, firsts, ends.astype(np.int32))


def open_records(candidates: Candidates, *, threads: int) -> Bool:
    """(rows,): whether no pair of the record is proposed by a quarter of the key rules."""
    least = -(-len(candidates.rules) // _SHARE_OF_RULES)
    found = np.zeros(candidates.size, np.bool_)
    candidates.prepare()

    def mark(unit: tuple[int, int, int]) -> None:
        tile = candidates.expand(unit)
        shared = np.bitwise_count(candidates.proposing(tile.left, tile.right)) >= least
        found[tile.left[shared]] = True  # by several threads: all write the same
        found[tile.right[shared]] = True

    for_each(mark, candidates.units(), threads)
    return ~found


def band_ranges(bands: Iterable[UInt32], most: int, *, threads: int) -> Iterator[Ranges]:
    """Rows of equal keys (rows,), 0 for none, of each band, in cells of at most ``most`` rows: by
    the first bits of the key, as many as tell all rows apart."""

    def lay_out(keys: UInt32) -> Ranges:
        bits = _bits(len(keys))
        cells = (keys >> np.uint32(32 - bits)).astype(np.int32)
        cells[keys == 0] = -1
        return Ranges.of_cells(cells, 1 << bits, most)

    yield from map_ordered(lay_out, bands, threads)


def window_ranges(records: StandardRecords, plan: SortedPlan, *, threads: int) -> Iterator[Ranges]:
    """Rows that stand close in a sort order."""
    for order in sort_orders(records, None, threads=threads):
        yield Ranges.of_window(order, plan.window)


def sketch_ranges(sketches: Sketches, most: int, *, threads: int) -> Iterator[Ranges]:
    """Rows whose sketches agree in one of the parts of up to 16 bits that they are cut into, in
    cells of at most ``most`` rows.

    Multi-index hashing: Norouzi, Punjani, Fleet, "Fast search in Hamming space with multi-index
    hashing", CVPR 2012, section 3.
    """
    size = len(sketches.words)
    bits = min(_PART, max(1, _bits(size) - _SMALLEST))

    def lay_out(at: int) -> Ranges:
        part = sketches.words[:, at // 64] >> np.uint64(at % 64)
        cells = (part & np.uint64((1 << bits) - 1)).astype(np.int32)
        return Ranges.of_cells(cells, 1 << bits, most)

    yield from map_ordered(lay_out, range(0, sketches.bits - bits + 1, _PART), threads)


def _bits(size: int) -> int:
    """The bits of the numbers below ``size``, at least 1."""
    return max(1, (size - 1).bit_length())


@dataclass(frozen=True, eq=False)
class Complement:
    """What families may add to the pairs of key ``rules``, for the ``wanted`` records (rows,)."""

    rules: Candidates
    wanted: Bool
    sketches: Sketches
    threads: int

    def nearest(self, name: str, proposals: Iterable[Ranges], *, limit: Limit = MET) -> PairList:
        """The ``KEPT`` nearest of each wanted record, of those that it meets and no rule proposes.

        In each of the ``proposals`` a record stands once at most, so that tiles of positions write
        into lists of their own.
        """
        from twinset.kernels.sketches import ALL_GROUPS, BEST_TWO, FREE, scan_ranges

        sketches, places = self.sketches, self._places
        spared = BEST_TWO if sketches.best_two else ALL_GROUPS
        most = int(sketches.bits * limit.all_groups)
        if sketches.best_two:
            most = int(sketches.bits * 2 / 3 * limit.best_two)
        owners = np.flatnonzero(self.wanted).astype(np.int32)
        nearest: UInt64 = np.full((len(owners), ROOM), FREE, np.uint64)

        def scan(tile: tuple[int, int], ranges: Ranges) -> None:
            scan_ranges(
                ranges.rows, ranges.firsts, ranges.ends, *tile, sketches.words, places, spared,
                most, nearest,
            )  # fmt: skip

        for ranges in proposals:
            for_each(partial(scan, ranges=ranges), tiles(len(ranges.rows), _TILE), self.threads)
        return self._listed(name, owners, nearest)

    @cached_property
    def _places(self) -> Int32:
        """(rows,) the list of each wanted row, -1 for the others."""
        numbers = np.cumsum(self.wanted, dtype=np.int32) - np.int32(1)
        return np.where(self.wanted, numbers, np.int32(-1))

    def _listed(self, name: str, owners: Int32, nearest: UInt64) -> PairList:
        """Each owner with the first ``KEPT`` entries of its list (owners, any) that no rule
        proposes."""

        def pack(tile: tuple[int, int]) -> Int64:
            part, own = nearest[slice(*tile)].astype(np.uint32).view(np.int32), owners[slice(*tile)]
            new = part >= 0  # what is free has only ones
            new[new] = self.rules.proposing(np.repeat(own, new.sum(axis=1)), part[new]) == 0
            new &= np.cumsum(new, axis=1) <= KEPT
            own, other = np.repeat(own, new.sum(axis=1)), part[new]
            return pack_pairs(np.minimum(own, other), np.maximum(own, other))

        parts = map_ordered(pack, tiles(len(owners), _TILE), self.threads)
        packed = sorted_distinct(np.concatenate([np.empty(0, np.int64), *parts]))
        return PairList(name, *unpack_pairs(packed))
