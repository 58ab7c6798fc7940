"""Schema-agnostic blocking by what values are made of: tokens, q-grams, suffixes.

Equal parts meet in one block whatever field they stand in, so that no schema and no role has to be
right. Papadakis, Alexiou, Papastefanatos, Koutrika, "Schema-agnostic vs Schema-based Configurations
for Blocking Methods on Homogeneous Data", PVLDB 9(4), 2015, sections 2.2 and 3.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec
import numpy as np

from twinset.blocking.record_text import base_name
from twinset.errors import PlanError
from twinset.kernels.laboratory.grams import QGRAMS, SUFFIXES, TOKENS, gram_keys
from twinset.strategies.base import BlockCollection, BlockingTask
from twinset.strategies.block_pairs import BlockStrategy, collect, keep_blocks
from twinset.types import Int32, StandardRecords, UInt64

_NOT_TEXT = frozenset(("source", "category", "gender", "country"))
"""Fields of a few values, which say nothing of a record: every row would share them."""

Size = Annotated[int, msgspec.Meta(ge=1, le=64)]


class _PartsOfValues(BlockStrategy, frozen=True, kw_only=True):
    fields: str = ""
    """Fields to read, with ; between them; empty: all but source, category, gender, country."""

    kind: ClassVar[int]

    def _size(self) -> int:
        raise NotImplementedError

    def blocks(self, task: BlockingTask) -> BlockCollection:
        """One block for each part that two rows share."""
        rows, keys = entries(task.records, self._fields(task.records), self.kind, self._size())
        return collect(task.size, rows, keys, task.side)

    def _fields(self, records: StandardRecords) -> list[str]:
        wanted = [name for name in self.fields.split(";") if name]
        for name in wanted:
            if name not in records:
                raise PlanError(
                    f"{self.name}: no field {name!r}", hint=f"fields: {', '.join(records.fields)}"
                )
        return wanted or [n for n in records.fields if base_name(n) not in _NOT_TEXT]


class Tokens(_PartsOfValues, frozen=True, kw_only=True):
    """Token blocking: a block for each word that two records share (Papadakis et al., "Efficient
    entity resolution for large heterogeneous information spaces", WSDM 2011, section 4)."""

    name: ClassVar[str] = "tokens"
    kind: ClassVar[int] = TOKENS

    shortest: Size = 1
    """Characters of a token at least."""

    def _size(self) -> int:
        return self.shortest


class QGrams(_PartsOfValues, frozen=True, kw_only=True):
    """Q-gram blocking: a block for each substring of ``size`` characters of a token, so that a typo
    spoils ``size`` keys and not all (Christen, "Data Matching", 2012, section 4.5)."""

    name: ClassVar[str] = "qgrams"
    kind: ClassVar[int] = QGRAMS

    size: Size = 5

    def _size(self) -> int:
        return self.size


class Suffixes(_PartsOfValues, frozen=True, kw_only=True):
    """Suffix-array blocking: a block for each ending of a token of ``shortest`` characters or more,
    without those of over ``largest`` rows (Aizawa, Oyama, "A fast linkage detection scheme for
    multi-source information integration", WIRI 2005, section 3)."""

    name: ClassVar[str] = "suffixes"
    kind: ClassVar[int] = SUFFIXES

    shortest: Size = 6
    largest: Annotated[int, msgspec.Meta(ge=2)] = 50

    def _size(self) -> int:
        return self.shortest

    def blocks(self, task: BlockingTask) -> BlockCollection:
        """One block for each ending that not too many rows share."""
        blocks = _PartsOfValues.blocks(self, task)
        return keep_blocks(blocks, np.diff(blocks.offsets) <= self.largest)


def entries(
    records: StandardRecords, fields: list[str], kind: int, size: int
) -> tuple[Int32, UInt64]:
    """(row, key) for each part of each row's values: (entries,) int32 and uint64, field by field,
    rows ascending within a field."""
    all_rows: list[Int32] = []
    all_keys: list[UInt64] = []
    for name in fields:
        column = records[name]
        count = gram_keys(
            column.data, column.offsets, kind, size, np.empty(0, np.int32), np.empty(0, np.uint64)
        )
        codes, keys = np.empty(count, np.int32), np.empty(count, np.uint64)
        gram_keys(column.data, column.offsets, kind, size, codes, keys)
        starts = np.searchsorted(codes, np.arange(column.distinct + 1))
        rows = np.flatnonzero(column.codes >= 0).astype(np.int32)
        first, last = starts[column.codes[rows]], starts[column.codes[rows] + 1]
        sizes = last - first
        before = np.cumsum(sizes) - sizes
        places = np.repeat(first - before, sizes) + np.arange(sizes.sum())
        all_rows.append(np.repeat(rows, sizes))
        all_keys.append(keys[places])
    if not all_rows:
        return np.empty(0, np.int32), np.empty(0, np.uint64)
    return np.concatenate(all_rows), np.concatenate(all_keys)
