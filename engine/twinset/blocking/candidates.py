"""The union of blocking strategies: exact counts first, then each candidate pair once.

Key rules and LSH bands are block keys; neighbours and sorted neighbourhood are explicit pairs.
Explicit pairs that a key proposes too are left to the key, so the stream needs no set of pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from twinset.kernels import pairs as kernels
from twinset.types import BlockKeys, Int32, Int64, PairList, PairTile, RuleReport, UInt64

TILE_PAIRS = 1 << 18
"""Pairs a tile: 2 MiB of row numbers, so that a tile's arrays stay in the second-level cache."""

Refine = Callable[[UInt64, Int64, int], bool]
"""``refine(keys, rows, step)`` conjoins one more field to the keys of ``rows``, in place; False
when there is no further field."""


@dataclass(frozen=True, eq=False)
class RuleBlocks:
    """A rule's blocks, laid out (see ``kernels.pairs``)."""

    name: str
    ids: Int32  # (rows,) block number, -1 none
    rows: Int32  # (positions,)
    ends: Int32  # (positions,)
    before: Int64  # (positions + 1,)
    largest: int
    oversized: int = 0
    pairs_before: int = 0

    @property
    def pairs(self) -> int:
        return int(self.before[-1])


def build_blocks(keys: BlockKeys, *, max_block: int, refine: Refine | None = None) -> RuleBlocks:
    """Lay out the blocks of a rule; those above ``max_block`` rows are refined, then dropped.

    Refinement conjoins a further field to the keys of the rows in oversized blocks, step after
    step while any block is too large. What is still too large after the last step is dropped.
    """
    current = keys.keys
    ids, sizes = _number(current)
    large = sizes > max_block
    oversized = int(large.sum())
    full = sizes.astype(np.int64)
    pairs_before = int((full * (full - 1) // 2).sum())
    if oversized:
        current = current.copy()
        step = 0
        while large.any():
            inside = np.flatnonzero((ids >= 0) & large[ids])
            part = current[inside]
            if refine is None or not refine(part, inside, step):
                current[inside] = 0
            else:
                current[inside] = part
            step += 1
            ids, sizes = _number(current)
            large = sizes > max_block
    rows = np.empty(len(ids), np.int32)
    ends = np.empty(len(ids), np.int32)
    before = np.empty(len(ids) + 1, np.int64)
    used = kernels.lay_out_blocks(ids, sizes, len(sizes), rows, ends, before)
    return RuleBlocks(
        keys.name,
        ids,
        rows[:used].copy(),
        ends[:used].copy(),
        before[: used + 1].copy(),
        int(sizes.max(initial=0)),
        oversized,
        pairs_before,
    )


def _number(keys: UInt64) -> tuple[Int32, Int32]:
    size = len(keys)
    table = np.full(1 << max(4, (2 * size - 1).bit_length()), -1, np.int32)
    ids = np.empty(size, np.int32)
    sizes = np.empty(size, np.int32)
    blocks = kernels.number_blocks(keys, table, ids, sizes)
    return ids, sizes[:blocks].copy()


@dataclass(frozen=True, eq=False)
class Candidates:
    """The candidate pairs of all strategies, not expanded yet. Rules come before pair lists."""

    size: int
    rules: Sequence[RuleBlocks]
    lists: Sequence[PairList] = ()

    @cached_property
    def block_ids(self) -> np.ndarray:
        """(rows, rules) int32, row-major: the block of each row under each rule, -1 none."""
        matrix = np.empty((self.size, len(self.rules)), np.int32)
        for number, rule in enumerate(self.rules):
            matrix[:, number] = rule.ids
        return matrix

    @property
    def names(self) -> list[str]:
        return [rule.name for rule in self.rules] + [pairs.name for pairs in self.lists]

    @property
    def upper_bound(self) -> int:
        """Pairs proposed, counted once per rule: exact for one rule, a bound for several."""
        return sum(rule.pairs for rule in self.rules) + sum(len(p.left) for p in self.lists)

    def units(self) -> Iterator[tuple[int, int, int]]:
        """The work as (rule, first, last) units of about ``TILE_PAIRS`` pairs each.

        For a rule the range is of positions, for a pair list of pairs. Borders depend on the
        data alone, never on threads.
        """
        for number, rule in enumerate(self.rules):
            cuts = np.append(np.arange(0, rule.pairs, TILE_PAIRS), rule.pairs)
            borders = np.unique(np.searchsorted(rule.before, cuts))
            for first, last in pairwise(borders.tolist()):
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
            room = self.proposed(unit)
            left, right = np.empty(room, np.int32), np.empty(room, np.int32)
            count = kernels.expand_positions(
                rule.rows, rule.ends, first, last, self.block_ids, number, left, right
            )
            return PairTile(left[:count], right[:count], number)
        pairs = self.lists[number - len(self.rules)]
        left, right = pairs.left[first:last], pairs.right[first:last]
        new = self.first_rules(left, right, len(self.rules)) == len(self.rules)
        for earlier in self.lists[: number - len(self.rules)]:
            new &= ~_contains(earlier, left, right)
        return PairTile(left[new], right[new], number)

    def first_rules(self, left: Int32, right: Int32, limit: int) -> Int64:
        """The first rule below ``limit`` that proposes each pair, else ``limit``."""
        out = np.empty(len(left), np.int64)
        kernels.first_rules(left, right, self.block_ids, limit, out)
        return out

    def proposing(self, left: Int32, right: Int32) -> UInt64:
        """Bit r set where rule or list r proposes the pair; numbers from 64 on have no bit."""
        bits = np.zeros(len(left), np.uint64)
        kernels.proposing_rules(left, right, self.block_ids, bits)
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
                len(rule.rows),
                rule.largest,
                rule.oversized,
                rule.pairs_before,
                rule.pairs_before - rule.pairs,
            )
            for rule, new in zip(self.rules, new_pairs, strict=False)
        ]
        for pairs, new in zip(self.lists, new_pairs[len(self.rules) :], strict=True):
            count, records = len(pairs.left), len(np.unique(np.append(pairs.left, pairs.right)))
            reports.append(RuleReport(pairs.name, count, new, records, 0, 0, count, 0))
        return reports


def _contains(pairs: PairList, left: Int32, right: Int32) -> np.ndarray:
    """Which of the given pairs stand in the (sorted) list."""
    known = _pair_codes(pairs.left, pairs.right)
    asked = _pair_codes(left, right)
    if not len(known):
        return np.zeros(len(asked), np.bool_)
    at = np.searchsorted(known, asked)
    return known[np.minimum(at, len(known) - 1)] == asked


def _pair_codes(left: Int32, right: Int32) -> Int64:
    return (left.astype(np.int64) << 32) | right
