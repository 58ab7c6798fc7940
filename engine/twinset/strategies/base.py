"""The interface of a blocking strategy, and what strategies that make blocks share.

There are four kinds of step. A ``Strategy`` proposes pairs. A ``BlockStrategy`` is one that does so
by blocks, which a ``BlockRefiner`` may change (purging, filtering) and a ``PairPruner`` may weigh
and prune (meta-blocking) before they become pairs. Parameters are the fields of the struct, with a
type, a default and a docstring each, so that one declaration validates them, documents them and
reads them from the command line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Protocol, TypeAlias

import msgspec

from twinset.types import Int32, Int64, StandardRecords

PairChunk: TypeAlias = tuple[Int32, Int32]
"""Left and right row numbers of some candidate pairs, (pairs,) each, left < right."""


@dataclass(frozen=True, slots=True, eq=False)
class BlockingTask:
    """What a strategy works on.

    records  the standardised fields, in canonical order
    side     (rows,) int32, or None. In a link task two rows of one side are never a pair; a
             strategy that ranks (neighbours, top-k) looks for the best of the *other* side
    seed     of everything random; the same seed gives the same pairs
    threads  never changes the pairs
    """

    records: StandardRecords
    side: Int32 | None = None
    seed: int = 1
    threads: int = 1

    @property
    def size(self) -> int:
        return self.records.size


class FittedStrategy(Protocol):
    """A strategy bound to records. What is costly and not yet pairs (signatures, an index) is done
    by then, so that fitting and pairing can be timed apart."""

    largest_block: int
    """Rows of the largest block; 0 for a strategy without blocks."""

    def pairs(self) -> Iterator[PairChunk]:
        """Each candidate pair once over the whole stream, in an order that the records, the
        parameters and the seed decide alone. Memory is bounded by the chunk, not by the pairs,
        where the method allows it; a class says so where it does not."""


class Strategy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A blocking strategy and its parameters. The class docstring cites the method's source."""

    name: ClassVar[str]
    """The name in the notation: a short word of lower-case letters, digits and hyphens."""
    approximate: ClassVar[bool] = False
    """True where the method may miss pairs that its definition asks for (hashing, indexes)."""

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Bind to records. Raises ``PlanError`` where they lack a field that is named."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, eq=False)
class BlockCollection:
    """Overlapping blocks: block b holds ``rows[offsets[b]:offsets[b + 1]]``, ascending.

    ``rows`` is (entries,) int32, ``offsets`` (blocks + 1,) int64. Blocks have two rows at least,
    and in a link task rows of two sides at least; their order is of their smallest row, then of
    their key.
    """

    size: int
    rows: Int32
    offsets: Int64

    @property
    def blocks(self) -> int:
        return len(self.offsets) - 1


class BlockRefiner(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Changes blocks before they become pairs: block purging, block filtering."""

    name: ClassVar[str]

    def refine(self, blocks: BlockCollection, task: BlockingTask) -> BlockCollection:
        """The blocks that are left; never a pair that was not there."""
        raise NotImplementedError


class PairPruner(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Weighs the pairs of a block collection and keeps some: meta-blocking."""

    name: ClassVar[str]

    def prune(self, blocks: BlockCollection, task: BlockingTask) -> FittedStrategy:
        """The pairs that are kept, as a stream; never one that no block holds."""
        raise NotImplementedError
