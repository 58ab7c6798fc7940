"""What a rule would propose, seen through a share of its keys.

To choose among some fifty rules, the pairs of each are sampled and weighed. Laying out all blocks
of all of them for that was an eighth of a run over a million rows, and a third of its memory; half
of the rules were not taken. Here a hashed share of the keys is laid out, all rows of such a key:
its blocks are whole, and each stands for ``1 / share`` blocks. Where it can be, the share is drawn
by the values of one part (``value_shares``).

Keys that may stand in more rows than a block may have are laid out all, since what becomes of an
oversized block is known only when it has been refined. Which keys these are, counters say that
many keys share: too many are taken for crowded, never too few.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from twinset.blocking.candidates import RuleBlocks, build_blocks
from twinset.blocking.keys import TILE_ROWS, KeyBuilder, rule_name
from twinset.blocking.value_shares import COUNTERS, ValueShares, key_counter, key_matrix
from twinset.config import BlockingPlan, KeyRule
from twinset.kernels import keys as kernels
from twinset.parallel import tiles
from twinset.types import BlockKeys, Bool, Int32, Int64, UInt64

_EXACT_ROWS = 1 << 18
"""Bases of fewer rows are laid out whole."""
_SHARE_ROWS = 1 << 17
"""About so many rows at most are laid out of larger ones, crowded keys besides."""
_MOST_BITS = 8


def share_bits(rows: int) -> int:
    """One key of ``2 ** share_bits`` is laid out of a base of ``rows`` records."""
    return 0 if rows < _EXACT_ROWS else min(_MOST_BITS, (rows // _SHARE_ROWS).bit_length())


@dataclass(frozen=True, eq=False)
class RuleSample:
    """A rule's blocks, of a share of its keys."""

    rule: KeyRule
    builder: KeyBuilder
    strata: Sequence[tuple[RuleBlocks, float]]
    """Blocks and how many blocks each stands for: of a share of the usual keys, which have no
    ``ids``, and, where there are any, of all crowded ones."""
    crowded: Bool
    """(counters,) whether the keys of a counter are laid out all."""

    @property
    def pairs(self) -> float:
        """About how many pairs the rule proposes."""
        return sum(blocks.pairs * scale for blocks, scale in self.strata)

    def shared(self, left: Int32, right: Int32) -> Int64:
        """In how many blocks of the whole rule the rows of each pair meet, of pairs that agree on
        all parts of the rule. Of usual keys, equal keys say it; what became of crowded ones, their
        blocks."""
        if self.builder.width(self.rule) == 1:  # then their keys are equal
            meetings = np.ones(len(left), np.int64)
            if self.crowded.any():
                meetings -= self.crowded[key_counter(self._keys(left)[:, 0])]
        else:
            meetings = np.zeros(len(left), np.int64)
            ours, theirs = self._usual(left), self._usual(right)
            for own in ours.T:
                for other in theirs.T:
                    meetings += (own != 0) & (own == other)
        for blocks, _ in self.strata[1:]:
            meetings += blocks.shared(left, right)
        return meetings

    def _keys(self, rows: Int32) -> UInt64:
        """(rows, keys) the keys of rows."""
        return key_matrix(self.builder.keys(self.rule, rows))

    def _usual(self, rows: Int32) -> UInt64:
        """The keys of rows, 0 for crowded ones."""
        keys = self._keys(rows)
        if not self.crowded.any():
            return keys
        return np.where(self.crowded[key_counter(keys)], np.uint64(0), keys)


def sample_rule(shares: ValueShares, rule: KeyRule, plan: BlockingPlan) -> RuleSample:
    """Lay out one of ``2 ** shares.bits`` keys of a rule, and all that may be crowded."""
    builder, bits = shares.builder, shares.bits
    if shares.anchored(rule):
        rows, keys = shares.keys(rule)
        crowded = shares.crowded(rule)
    else:
        rows, keys, counts = _share(builder, rule, bits)
        crowded = counts > plan.max_block
    usual = ~crowded[key_counter(keys)]
    rows, keys = rows[usual], keys[usual]
    blocks = build_blocks(BlockKeys(rule_name(rule), keys), max_block=plan.max_block)
    small = replace(blocks, ids=np.empty((0, 1), np.int32), rows=rows[blocks.rows])
    strata = [(small, float(1 << bits))]
    if crowded.any():
        refine = builder.refiner(rule) if plan.oversized == "refine" else None
        keys = key_matrix(builder.keys(rule))
        keys[~crowded[key_counter(keys)]] = 0
        large = build_blocks(
            BlockKeys(rule_name(rule), keys), max_block=plan.max_block, refine=refine
        )
        strata.append((large, 1.0))
    return RuleSample(rule, builder, strata, crowded)


def _share(builder: KeyBuilder, rule: KeyRule, bits: int) -> tuple[Int32, UInt64, Int64]:
    """The rows and keys of one of ``2 ** bits`` keys, in the order of the rows, and how many keys
    each counter has seen; of a rule without an anchor. The keys of all rows are made a tile at a
    time: they were 8 MB fresh memory a million rows, for each of fifty rules."""
    counts = np.zeros(COUNTERS, np.int64)
    mask = np.uint64((1 << bits) - 1)
    parts = [(np.empty(0, np.int32), np.empty(0, np.uint64))]
    for first, last in tiles(builder.records.size, TILE_ROWS):
        keys = key_matrix(builder.keys(rule, slice(first, last)))
        rows, kept = np.empty(keys.size, np.int32), np.empty(keys.size, np.uint64)
        found = kernels.sample_keys(keys, first, mask, counts, rows, kept)
        parts.append((rows[:found].copy(), kept[:found].copy()))
    rows, kept = (np.concatenate(column) for column in zip(*parts, strict=True))
    return rows, kept, counts
