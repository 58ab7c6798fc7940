"""The union of blocking strategies: exact counts first, then each candidate pair once.

Key rules and LSH bands are block keys; neighbours and sorted neighbourhood are explicit pairs.
Explicit pairs that a key proposes too are left to the key, so the stream needs no set of pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from twinset.kernels import pairs as kernels
from twinset.pair_codes import pack_pairs
from twinset.parallel import for_each, tiles
from twinset.types import BlockKeys, Bool, Int32, Int64, PairList, PairTile, RuleReport, UInt64

TILE_PAIRS = 1 << 18
"""Pairs a tile: 2 MiB of row numbers, so that a tile's arrays stay in the second-level cache."""
_TILE_ROWS = 1 << 13

Refine = Callable[[UInt64, Int64, int], bool]
"""``refine(keys, rows, step)`` conjoins one more field to the keys of ``rows``, in place; False
when there is no further field."""


@dataclass(frozen=True, eq=False)
class RuleBlocks:
    """A rule's blocks, laid out (see ``kernels.pairs``).

    ``ids`` has a column per key of a row; a row with several keys stands in several blocks, and
    two rows may meet in more than one of them.
    """

    name: str
    ids: Int32  # (rows, keys) block number, -1 none
    rows: Int32  # (positions,)
    ends: Int32  # (positions,)
    before: Int64  # (positions + 1,)
    largest: int
    oversized: int = 0
    pairs_before: int = 0
    blocks: Int32 = field(default_factory=lambda: np.empty(0, np.int32))
    """(positions,) the block of each position, where rows have several keys; else empty."""

    @property
    def pairs(self) -> int:
        """The pairs of all blocks; two rows that meet in two blocks count twice."""
        return int(self.before[-1])

    @property
    def records(self) -> int:
        """The rows that are in a block."""
        if self.ids.shape[1] == 1:
            return len(self.rows)
        inside = np.zeros(len(self.ids), np.bool_)
        inside[self.rows] = True
        return int(np.count_nonzero(inside))

    def shared(self, left: Int32, right: Int32) -> Int64:
        """In how many blocks the rows of each pair meet; 0 is "not proposed"."""
        meetings = np.zeros(len(left), np.int64)
        for own in self.ids.T:
            at = own[left]
            for other in self.ids.T:
                meetings += (at >= 0) & (at == other[right])
        return meetings


def build_blocks(keys: BlockKeys, *, max_block: int, refine: Refine | None = None) -> RuleBlocks:
    """Lay out the blocks of a rule; those above ``max_block`` rows are refined, then dropped.

    Refinement conjoins a further field to the keys of the rows in oversized blocks, step after
    step while any block is too large. What is still too large after the last step is dropped.
    """
    width = 1 if keys.keys.ndim == 1 else keys.keys.shape[1]
    given = keys.keys.reshape(-1) if width == 1 else distinct_in_row(keys.keys).reshape(-1)
    present = int(np.count_nonzero(given))
    places, current = _repeated(given, present)  # place: row * width + which of its keys
    ids, sizes = number_keys(current)
    large = sizes > max_block
    oversized = int(large.sum())
    full = sizes.astype(np.int64)
    pairs_before = int((full * (full - 1) // 2).sum())
    step = 0
    while large.any():
        inside = np.flatnonzero((ids >= 0) & large[ids])
        part = current[inside]
        if refine is None or not refine(part, places[inside] // np.int32(width), step):
            current[inside] = 0
        else:
            current[inside] = part
        step += 1
        ids, sizes = number_keys(current)
        large = sizes > max_block
    room = int(sizes[sizes > 1].sum())
    entries = np.empty(room, np.int32)
    ends = np.empty(room, np.int32)
    before = np.empty(room + 1, np.int64)
    kernels.lay_out_blocks(ids, sizes, len(sizes), entries, ends, before)
    of_rows = np.full(len(given), -1, np.int32)
    of_rows[places] = ids
    rows = places[entries]
    return RuleBlocks(
        keys.name,
        of_rows.reshape(-1, width),
        rows if width == 1 else rows // np.int32(width),
        ends,
        before,
        max(int(sizes.max(initial=0)), int(present > 0)),
        oversized,
        pairs_before,
        ids[entries] if width > 1 else np.empty(0, np.int32),
    )


def _repeated(keys: UInt64, present: int) -> tuple[Int32, UInt64]:
    """Where keys stand that may stand more than once, ascending, and which they are: all of those,
    and few others. ``present`` keys are not 0, which is none.

    Of most rules more than half of the keys stand alone. With them gone, which takes no more memory
    than the cache has, the rest takes half the time.
    """
    bits = max(2, (2 * present).bit_length() + 1)
    places, kept = np.empty(len(keys), np.int32), np.empty(len(keys), np.uint64)
    found = kernels.repeated_keys(keys, bits, np.zeros(1 << bits - 2, np.uint8), places, kept)
    return places[:found], kept[:found]


def distinct_in_row(keys: UInt64) -> UInt64:
    """The keys, where a key that a row has before is 0: no row is twice in one block. A copy where
    there is one."""
    own = keys
    for later in range(1, keys.shape[1]):
        for earlier in range(later):
            again = np.flatnonzero((own[:, later] == own[:, earlier]) & (own[:, later] != 0))
            if len(again):
                own = keys.copy() if own is keys else own
                own[again, later] = 0
    return own


def number_keys(keys: UInt64) -> tuple[Int32, Int32]:
    """A number from 0 for each distinct key, in order of first appearance, -1 for key 0; and how
    often each number stands."""
    present = int(np.count_nonzero(keys))
    table = np.full(1 << max(4, (2 * present - 1).bit_length()), -1, np.int32)
    ids = np.empty(len(keys), np.int32)
    sizes = np.empty(present, np.int32)
    blocks = kernels.number_blocks(keys, table, ids, sizes)
    return ids, sizes[:blocks].copy()


def position_ranges(before: Int64) -> Iterator[tuple[int, int]]:
    """Half-open ranges of positions of about ``TILE_PAIRS`` pairs each; ``before`` (positions + 1,)
    are the pairs of the positions before."""
    cuts = np.append(np.arange(0, before[-1], TILE_PAIRS), before[-1])
    yield from pairwise(np.unique(np.searchsorted(before, cuts)).tolist())


@dataclass(frozen=True, eq=False)
class Candidates:
    """The candidate pairs of all strategies, not expanded yet. Rules come before pair lists."""

    size: int
    rules: Sequence[RuleBlocks]
    lists: Sequence[PairList] = ()

    @cached_property
    def columns(self) -> Int64:
        """(rules + 1,): rule r owns the columns ``columns[r] .. columns[r + 1] - 1`` of
        ``block_ids``, one for each key that a row may have."""
        return np.cumsum([0, *(rule.ids.shape[1] for rule in self.rules)], dtype=np.int64)

    @cached_property
    def block_ids(self) -> np.ndarray:
        """(rows, columns) int32, row-major: the blocks of each row under each rule. Where it is in
        none, a negative number that no other row has: two rows with the same number meet."""
        return _side_by_side(self.size, self.rules)

    @cached_property
    def several(self) -> Bool:
        """(rows,): whether the row is in a block of a further column of some rule."""
        marked = np.zeros(self.size, np.bool_)
        for rule in self.rules:
            for further in rule.ids.T[1:]:
                marked |= further >= 0
        return marked

    def prepare(self) -> None:
        """Make what is shared by all tiles: before threads ask for it."""
        _ = self.block_ids, self.several

    @staticmethod
    def compact(
        size: int, rules: list[RuleBlocks], lists: Sequence[PairList] = (), *, threads: int = 1
    ) -> Candidates:
        """Candidates whose rules' ``ids`` are columns of ``block_ids``, so that they are held
        once; ``rules`` is emptied, so that they are not held twice."""
        matrix = _side_by_side(size, rules, threads=threads)
        slim: list[RuleBlocks] = []
        last = 0
        while rules:
            rule = rules.pop(0)
            first, last = last, last + rule.ids.shape[1]
            slim.append(replace(rule, ids=matrix[:, first:last]))
        return Candidates(size, slim, lists)._with_block_ids(matrix)

    def with_list(self, pairs: PairList) -> Candidates:
        """These candidates and one more pair list."""
        wider = Candidates(self.size, self.rules, [*self.lists, pairs])
        return wider._with_block_ids(self.block_ids)

    def rules_alone(self) -> Candidates:
        """These candidates without their pair lists."""
        return Candidates(self.size, self.rules)._with_block_ids(self.block_ids)

    def _with_block_ids(self, matrix: np.ndarray) -> Candidates:
        self.__dict__["block_ids"] = matrix  # where the cached property keeps it
        return self

    @property
    def names(self) -> list[str]:
        return [rule.name for rule in self.rules] + [pairs.name for pairs in self.lists]

    def units(self) -> Iterator[tuple[int, int, int]]:
        """The work as (rule, first, last) units of about ``TILE_PAIRS`` pairs each.

        For a rule the range is of positions, for a pair list of pairs. Borders depend on the
        data alone, never on threads.
        """
        for number, rule in enumerate(self.rules):
            for first, last in position_ranges(rule.before):
                yield number, first, last
        for number, pairs in enumerate(self.lists, start=len(self.rules)):
            for first in range(0, len(pairs.left), TILE_PAIRS):
                yield number, first, min(first + TILE_PAIRS, len(pairs.left))

    def proposed(self, unit: tuple[int, int, int]) -> int:
        """The pairs of one unit, those that an earlier rule proposes too included."""
        number, first, last = unit
        if number < len(self.rules):
            before = self.rules[number].before
            return int(before[last] - before[first])
        return last - first

    def expand(self, unit: tuple[int, int, int]) -> PairTile:
        """The pairs of one unit that no earlier rule or list proposes."""
        number, first, last = unit
        if number < len(self.rules):
            rule = self.rules[number]
            room = self.proposed(unit) + 1
            left, right = np.empty(room, np.int32), np.empty(room, np.int32)
            count = kernels.expand_positions(
                rule.rows, rule.ends, rule.blocks, first, last, self.block_ids, self.several,
                self.columns, number, left, right,
            )  # fmt: skip
            return PairTile(left[:count], right[:count], number)
        pairs = self.lists[number - len(self.rules)]
        left, right = pairs.left[first:last], pairs.right[first:last]
        if pairs.new is not None:
            new = pairs.new[first:last]
            return PairTile(left[new], right[new], number)
        new = self.first_rules(left, right, len(self.rules)) == len(self.rules)
        for earlier in self.lists[: number - len(self.rules)]:
            new &= ~_contains(earlier, left, right)
        return PairTile(left[new], right[new], number)

    def first_rules(self, left: Int32, right: Int32, limit: int) -> Int64:
        """The first rule below ``limit`` that proposes each pair, else ``limit``."""
        out = np.empty(len(left), np.int64)
        kernels.first_rules(left, right, self.block_ids, self.columns, limit, out)
        return out

    def proposing(self, left: Int32, right: Int32, *, threads: int = 1) -> UInt64:
        """Bit r set where rule or list r proposes the pair; numbers from 64 on have no bit."""
        bits = np.zeros(len(left), np.uint64)
        self.prepare()

        def mark(tile: tuple[int, int]) -> None:
            part = slice(*tile)
            kernels.proposing_rules(
                left[part], right[part], self.block_ids, self.several, self.columns, bits[part]
            )

        for_each(mark, tiles(len(left), TILE_PAIRS), threads)
        for number, pairs in enumerate(self.lists, start=len(self.rules)):
            if number < 64:
                bits |= _contains(pairs, left, right).astype(np.uint64) << np.uint64(number)
        return bits

    def reports(self, new_pairs: Sequence[int]) -> list[RuleReport]:
        """What each rule and list did; ``new_pairs`` counts what the stream held of each."""
        reports = [
            RuleReport(
                rule.name,
                rule.pairs,
                new,
                rule.records,
                rule.largest,
                rule.oversized,
                rule.pairs_before,
                rule.pairs_before - rule.pairs,
            )
            for rule, new in zip(self.rules, new_pairs, strict=False)
        ]
        for pairs, new in zip(self.lists, new_pairs[len(self.rules) :], strict=True):
            inside = np.zeros(self.size, np.bool_)  # np.unique took 1.4 s for 7M row numbers
            inside[pairs.left] = inside[pairs.right] = True
            count, records = len(pairs.left), int(np.count_nonzero(inside))
            reports.append(RuleReport(pairs.name, count, new, records, 0, 0, count, 0))
        return reports


def _side_by_side(size: int, rules: Sequence[RuleBlocks], *, threads: int = 1) -> np.ndarray:
    """``Candidates.block_ids``: some rows of all rules at a time, which stay in the cache."""
    columns = np.cumsum([0, *(rule.ids.shape[1] for rule in rules)])
    matrix = np.empty((size, int(columns[-1])), np.int32)
    ids = [np.ascontiguousarray(rule.ids) for rule in rules]

    def fill(tile: tuple[int, int]) -> None:
        part = slice(*tile)
        for of_rule, column in zip(ids, columns.tolist(), strict=False):
            kernels.place_blocks(of_rule[part], tile[0], matrix[part], column)

    for_each(fill, tiles(size, _TILE_ROWS), threads)
    return matrix


def _contains(pairs: PairList, left: Int32, right: Int32) -> np.ndarray:
    """Which of the given pairs stand in the (sorted) list."""
    known = pack_pairs(pairs.left, pairs.right)
    asked = pack_pairs(left, right)
    if not len(known):
        return np.zeros(len(asked), np.bool_)
    at = np.searchsorted(known, asked)
    return known[np.minimum(at, len(known) - 1)] == asked
