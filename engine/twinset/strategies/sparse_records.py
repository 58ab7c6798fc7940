"""Records as sparse TF-IDF vectors, and the inverted index over them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from twinset.blocking.record_text import compose, field_spans
from twinset.parallel import map_ordered, tiles
from twinset.strategies.base import BlockingTask
from twinset.strategies.block_pairs import number_keys
from twinset.types import Float32, Int32, Int64

_TILE = 16_384
Weight = Literal["tfidf", "log", "set"]
_SCALES: dict[Weight, int] = {"tfidf": 0, "log": 1, "set": 2}
"""COUNT, LOGARITHM and PRESENCE of the kernel."""

Index = tuple[Int64, Int32, Float32, Int64, Int32, Float32, Float32, Int32]


@dataclass(frozen=True, eq=False)
class SparseRecords:
    """Unit vectors: row r has the terms ``terms[starts[r]:starts[r + 1]]``, rarest first.

    ``starts`` (rows + 1,) int64, ``terms`` (entries,) int32, ``weights`` (entries,) float32;
    ``sides`` (rows,) int32 rules out rows of one side, empty rules out none. About 40 bytes an
    entry while it is built, 24 with the index.
    """

    starts: Int64
    terms: Int32
    weights: Float32
    vocabulary: int
    sides: Int32

    @property
    def size(self) -> int:
        return len(self.starts) - 1

    @cached_property
    def index(self) -> Index:
        """The vectors, and turned round: where each term's postings start, their rows and weights,
        and the largest weight of each term."""
        from twinset.kernels.laboratory.blocks import turn_round

        list_starts = np.zeros(self.vocabulary + 1, np.int64)
        positions = np.empty(len(self.terms), np.int64)
        turn_round(self.terms, list_starts, positions)
        rows = np.repeat(np.arange(self.size, dtype=np.int32), np.diff(self.starts))
        weights = self.weights[positions]
        largest = np.empty(0, np.float32)
        if self.vocabulary:
            largest = np.maximum.reduceat(weights, list_starts[:-1])
        return (
            self.starts, self.terms, self.weights, list_starts, rows[positions], weights, largest,
            self.sides,
        )  # fmt: skip


def sparse_records(
    task: BlockingTask,
    fields: list[str] | None,
    gram: int,
    *,
    sided: bool,
    weight: Weight = "tfidf",
) -> SparseRecords:
    """TF-IDF vectors of the record texts (see ``blocking.record_text``) over their n-grams of
    ``gram`` characters, or their words where it is 0.

    A term's weight is its count times ``ln((1 + n) / (1 + df)) + 1`` (Salton, Buckley, "Term-
    weighting approaches in automatic text retrieval", IPM 24(5), 1988, smoothed as in scikit-
    learn's ``TfidfVectorizer``), where n rows have a text and df of them the term. ``log``:
    1 + ln(count) instead of the count. ``set``: all terms weigh the same.
    """
    from twinset.kernels.laboratory.sparse import merge_terms, text_terms, weigh

    spans = field_spans(task.records, fields)
    counts = np.zeros(task.size, np.int64)

    def hash_terms(tile: tuple[int, int]) -> np.ndarray:
        text = compose(spans, *tile)
        part = counts[slice(*tile)]
        keys = np.empty(
            text_terms(text.data, text.offsets, gram, part, np.empty(0, np.uint64)), np.uint64
        )
        text_terms(text.data, text.offsets, gram, part, keys)
        return keys

    parts = [np.empty(0, np.uint64)]
    if spans:
        parts += map_ordered(hash_terms, tiles(task.size, _TILE), task.threads)
    ids, vocabulary = number_keys(np.concatenate(parts))
    del parts
    starts = np.concatenate(([0], np.cumsum(counts)))
    packed = np.empty(len(ids), np.int64)
    entries = merge_terms(starts, ids, packed)
    packed = packed[:entries].copy()
    found_in = np.bincount(packed >> 16, minlength=vocabulary)
    by_rarity = np.argsort(found_in, kind="stable")
    rank = np.empty(vocabulary, np.int32)
    rank[by_rarity] = np.arange(vocabulary, dtype=np.int32)
    filled = np.count_nonzero(np.diff(starts))
    rarity = np.log((1 + filled) / (1 + found_in[by_rarity])) + 1.0
    terms, weights = np.empty(entries, np.int32), np.empty(entries, np.float32)
    if weight == "set":
        rarity = np.ones_like(rarity)
    weigh(starts, packed, rank, rarity, _SCALES[weight], terms, weights)
    sides = task.side if sided and task.side is not None else np.zeros(0, np.int32)
    return SparseRecords(starts, terms, weights, vocabulary, sides)
