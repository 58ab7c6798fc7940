"""SimHash: records whose fingerprints differ in a few bits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from math import comb, log2
from typing import Annotated, ClassVar

import msgspec
import numpy as np

from twinset.blocking.record_text import compose, field_spans
from twinset.parallel import for_each, tiles
from twinset.strategies.base import BlockingTask, FittedStrategy, PairChunk, Strategy
from twinset.strategies.lsh import text_parts
from twinset.types import Bool, Int64, UInt64

_BITS = 64
_TILE = 16_384
_CHUNK = 1 << 18
_MOST_TABLES = 120


class SimHash(Strategy, frozen=True, kw_only=True):
    """SimHash over character n-grams of a record's text (Charikar, "Similarity estimation
    techniques from rounding algorithms", STOC 2002, section 3): the fingerprints' Hamming distance
    over 64 estimates the angle between two records over pi.

    Exact within ``distance``: of ``distance + m`` blocks of bits m at least are equal, so that a
    table for every choice of m blocks finds all pairs (Manku, Jain, Das Sarma, "Detecting
    Near-Duplicates for Web Crawling", WWW 2007, section 3). Tables are sorted one after the other;
    a pair belongs to the first that finds it.
    """

    name: ClassVar[str] = "simhash"
    approximate: ClassVar[bool] = True

    distance: Annotated[int, msgspec.Meta(ge=0, le=24)] = 8
    """Bits that may differ. A cosine of 0.9 is 9 bits on average, 0.8 is 13."""
    shingle: Annotated[int, msgspec.Meta(ge=1, le=8)] = 3
    """Characters of an n-gram."""
    fields: str = ""
    """As those of ``lsh``."""

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Compute the fingerprints."""
        prints, filled = _fingerprints(self, task)
        rows = np.flatnonzero(filled)
        return _Tables(self.distance, task, prints[rows], rows)


def _fingerprints(plan: SimHash, task: BlockingTask) -> tuple[UInt64, Bool]:
    """The fingerprint of each row, and which rows have a text."""
    from twinset.kernels.laboratory.signatures import fingerprints

    spans = field_spans(task.records, text_parts(plan.fields))
    prints, filled = np.zeros(task.size, np.uint64), np.zeros(task.size, np.bool_)
    salt = np.uint64((task.seed * 0xD1342543DE82EF95) & 0xFFFFFFFFFFFFFFFF)

    def fill(tile: tuple[int, int]) -> None:
        text = compose(spans, *tile)
        fingerprints(text.data, text.offsets, plan.shingle, salt, prints[slice(*tile)])
        filled[slice(*tile)] = np.diff(text.offsets) > 0

    if spans:
        for_each(fill, tiles(task.size, _TILE), task.threads)
    return prints, filled


def layout(distance: int, rows: int) -> tuple[UInt64, int]:
    """The masks of the blocks of bits, and how many of them a table takes.

    As many as tell ``rows`` random fingerprints apart, but no more tables than pay.
    """
    taken = 1
    while (
        _BITS * taken / (distance + taken) < log2(max(2, rows))
        and comb(distance + taken + 1, taken + 1) <= _MOST_TABLES
    ):
        taken += 1
    borders = np.linspace(0, _BITS, distance + taken + 1).round().astype(int).tolist()
    masks = [(1 << stop) - (1 << start) for start, stop in pairwise(borders)]
    return np.array(masks, np.uint64), taken


class _Tables:
    """Permuted tables, one at a time: 40 bytes a row. A ``FittedStrategy``."""

    def __init__(self, distance: int, task: BlockingTask, prints: UInt64, rows: Int64) -> None:
        self._distance, self._task = distance, task
        self._prints, self._rows = prints, rows.astype(np.int32)
        self._blocks, self._taken = layout(distance, len(rows))
        self.largest_block = self._largest()

    def pairs(self) -> Iterator[PairChunk]:
        from twinset.kernels.laboratory.signatures import close_fingerprints

        sides = np.zeros(0, np.int32) if self._task.side is None else self._task.side

        def search(number: int, tables: list[tuple[int, ...]]) -> Iterator[PairChunk]:
            table = self._blocks[list(tables[number])]
            prints, rows, ends = self._table(table)
            resume = np.zeros(2, np.int64)
            while resume[0] < len(rows):
                left, right = np.empty(_CHUNK, np.int32), np.empty(_CHUNK, np.int32)
                count = close_fingerprints(
                    *resume.tolist(), ends, self._distance, prints, rows, self._blocks, table,
                    self._taken, len(rows), sides, left, right, resume,
                )  # fmt: skip
                if count:
                    yield left[:count], right[:count]

        tables = list(combinations(range(len(self._blocks)), self._taken))
        for number in range(len(tables)):
            yield from search(number, tables)

    def _table(self, table: UInt64) -> tuple[UInt64, np.ndarray, Int64]:
        """Fingerprints and rows by the table's bits, rows ascending, and where runs end."""
        keys = self._prints & np.bitwise_or.reduce(table)
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        borders = np.append(np.flatnonzero(keys[1:] != keys[:-1]) + 1, len(keys))
        run = np.append(0, np.cumsum(keys[1:] != keys[:-1]))[: len(keys)]
        return self._prints[order], self._rows[order], borders[run].astype(np.int64)

    def _largest(self) -> int:
        """Of the first table: the others' are alike."""
        if not len(self._rows):
            return 0
        _, _, ends = self._table(self._blocks[: self._taken])
        return int(np.bincount(ends).max())
