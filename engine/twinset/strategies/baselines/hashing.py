"""MinHash-LSH of datasketch and of rensa."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar

import msgspec
import numpy as np

from twinset.strategies.base import BlockingTask, FittedStrategy, Strategy
from twinset.strategies.baselines.common import KnownPairs, library, texts, two_sides

_BATCH = 10_000


class _MinHash(Strategy, frozen=True, kw_only=True):
    approximate: ClassVar[bool] = True

    threshold: Annotated[float, msgspec.Meta(gt=0, lt=1)] = 0.4
    """As that of ``lsh``, as is the choice of bands and rows."""
    permutations: Annotated[int, msgspec.Meta(ge=2, le=4096)] = 128
    shingle: Annotated[int, msgspec.Meta(ge=1, le=8)] = 3
    fields: str = ""
    """As those of ``lsh``; ``*``: those of ``tokens``."""


class DatasketchLsh(_MinHash, frozen=True, kw_only=True):
    """datasketch's ``MinHashLSH``: every record inserted, every record queried; in a link task the
    larger side is inserted and the smaller queried."""

    name: ClassVar[str] = "datasketch-lsh"

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Hash, index and query."""
        sketch = library(self.name, "datasketch")
        text = texts(task.records, self.fields)
        inside, sought = two_sides(self.name, task)
        index = sketch.MinHashLSH(threshold=self.threshold, num_perm=self.permutations)
        hashes: dict[int, Any] = {}
        with index.insertion_session() as session:
            for row, one in self._hashes(sketch, text, inside, task.seed):
                session.insert(row, one)
                if task.side is None:
                    hashes[row] = one
        queries = (
            hashes.items() if task.side is None else self._hashes(sketch, text, sought, task.seed)
        )
        left: list[int] = []
        right: list[int] = []
        for row, one in queries:
            found = index.query(one)
            left += found
            right += [row] * len(found)
        return KnownPairs(np.array(left, np.int64), np.array(right, np.int64), task)

    def _hashes(
        self, sketch: Any, text: list[str], rows: Iterable[int], seed: int
    ) -> Iterable[tuple[int, Any]]:
        batch: list[int] = []
        for row in rows:
            if text[row]:
                batch.append(int(row))
            if len(batch) == _BATCH:
                yield from self._bulk(sketch, text, batch, seed)
                batch = []
        yield from self._bulk(sketch, text, batch, seed)

    def _bulk(
        self, sketch: Any, text: list[str], batch: list[int], seed: int
    ) -> Iterable[tuple[int, Any]]:
        parts = [[gram.encode() for gram in shingles(text[row], self.shingle)] for row in batch]
        made = sketch.MinHash.bulk(parts, num_perm=self.permutations, seed=seed)
        return zip(batch, made, strict=True)


class RensaLsh(_MinHash, frozen=True, kw_only=True):
    """rensa's ``RMinHash`` and ``RMinHashLSH`` (Rust). Its number of bands is datasketch's for the
    threshold, made to divide the permutations."""

    name: ClassVar[str] = "rensa-lsh"

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Hash, index and query."""
        rensa = library(self.name, "rensa")
        text = texts(task.records, self.fields)
        inside, sought = two_sides(self.name, task)
        bands = self._bands()
        index = rensa.RMinHashLSH(
            threshold=self.threshold, num_perm=self.permutations, num_bands=bands
        )
        filled = [int(row) for row in inside if text[row]]
        made = self._made(rensa, text, filled, task.seed)
        index.insert_pairs(list(zip(filled, made, strict=True)))
        if task.side is not None:
            filled = [int(row) for row in sought if text[row]]
            made = self._made(rensa, text, filled, task.seed)
        left: list[int] = []
        right: list[int] = []
        for row, found in zip(filled, index.query_all(made), strict=True):
            left += found
            right += [row] * len(found)
        return KnownPairs(np.array(left, np.int64), np.array(right, np.int64), task)

    def _made(self, rensa: Any, text: list[str], rows: list[int], seed: int) -> list[Any]:
        parts = [shingles(text[row], self.shingle) for row in rows]
        made: list[Any] = rensa.RMinHash.from_token_sets(parts, self.permutations, seed)
        return made

    def _bands(self) -> int:
        """Of the divisors the one next above what datasketch would take: no fewer bands."""
        from twinset.blocking.lsh import bands_and_rows

        bands, rows = bands_and_rows(self.threshold, self.permutations)
        rows = max(r for r in range(1, rows + 1) if self.permutations % r == 0)
        return max(self.permutations // rows, bands if self.permutations % bands == 0 else 1)


def shingles(text: str, size: int) -> list[str]:
    """The distinct character n-grams; the whole text where it is shorter."""
    if len(text) <= size:
        return [text]
    return list({text[place : place + size] for place in range(len(text) - size + 1)})
