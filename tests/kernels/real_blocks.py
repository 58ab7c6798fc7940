"""A generated base and the pairs of its blocks: what kernels are tested and timed on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from twinset.blocking.candidates import Candidates, RuleBlocks
from twinset.blocking.keys import KeyBuilder
from twinset.columns import texts
from twinset.config import BlockingPlan, KeyRule
from twinset.generator import GeneratorSettings, generate
from twinset.preparation import prepare
from twinset.selection import lay_out
from twinset.types import Int32, StandardRecords, TextColumn, UInt64

RULES = (
    ("names",),
    ("phone",),
    ("email:local",),
    ("birth_date", "postcode"),
    ("family_name:4", "given_name:3"),
    ("postcode", "family_name:skeleton"),
    ("city", "family_name", "given_name:1"),
    ("street", "house_number"),
)
"""Rules of the pool that the engine chooses from; named here, so that another choice of the
engine does not change what is measured."""


@dataclass(frozen=True, eq=False)
class RealBlocks:
    """A standardised base and its candidate pairs in the order in which blocking makes them."""

    standard: StandardRecords
    left: Int32  # (pairs,) rows
    right: Int32
    keys: UInt64  # (rows,) of one rule
    blocks: RuleBlocks  # of that rule

    def values(self, field: str) -> tuple[TextColumn, Int32, Int32]:
        """A field, and the codes of both sides of the pairs that have it on both."""
        column = self.standard[field]
        left, right = column.codes[self.left], column.codes[self.right]
        known = (left >= 0) & (right >= 0)
        return column, left[known], right[known]


@lru_cache(maxsize=2)
def real_blocks(rows: int) -> RealBlocks:
    """The base of ``rows`` rows: always the same one (medium difficulty, seed 1)."""
    prepared = prepare(generate(GeneratorSettings(rows=rows, seed=1)).records)
    builder = KeyBuilder(prepared.standard)
    rules = [KeyRule(parts=list(parts)) for parts in RULES]
    blocks = [lay_out(builder, rule, BlockingPlan()) for rule in rules]
    candidates = Candidates(rows, blocks)
    tiles = [candidates.expand(unit) for unit in candidates.units()]
    place = RULES.index(("family_name:4", "given_name:3"))
    return RealBlocks(
        prepared.standard,
        np.concatenate([tile.left for tile in tiles]),
        np.concatenate([tile.right for tile in tiles]),
        builder.keys(rules[place]).keys,
        blocks[place],
    )


def strings(column: TextColumn, codes: Int32) -> list[str]:
    """The values of the codes; equal ones are one object, which costs a peer no more memory than
    it costs us."""
    values = texts(column)
    return [values[code] for code in codes.tolist()]
