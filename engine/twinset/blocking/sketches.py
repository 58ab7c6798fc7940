"""What the engine keeps of a record to tell how much it looks like another one.

The built-in embedding of each group of fields (who they are, how they are reached, where they
live): a float32 takes four bytes a dimension, which a whole number of one byte does as well, and a
sign in one bit well enough to tell the hopeless from the rest (``kernels.sketches``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from twinset.blocking.embedding import FIELDS, Fill, embedder
from twinset.blocking.record_text import base_name
from twinset.blocking.signs import signs_of
from twinset.parallel import for_each, tiles
from twinset.types import Float32, Float64, Int32, StandardRecords, UInt64

_NAMES = frozenset(("given_name", "family_name", "full_name"))
_WHO = _NAMES | {"middle_name", "birth_date", "company"}
_REACHED = frozenset(("email", "phone", "identifier", "website"))
_LIVES = frozenset(("street", "house_number", "postcode", "city", "address"))
# Where they live goes with the names: the rest of a household lives there, too, and others in the
# same street. With the family name besides the given one 2389 of the 5041 matches that key rules
# miss (1M generated contacts) are found with 690,000 pairs; 2309 with 732,000 without it.
_LEAST_FILLED = 0.1  # a group that fewer of the rows have is left to the whole record's ranking
_TILE = 16_384


@dataclass(frozen=True, eq=False)
class Sketches:
    """``words`` (rows, 3) uint64: signs, ``bits`` in all. The first ``groups`` groups of fields
    have equal shares of them: three have a word each."""

    words: UInt64
    groups: int
    bits: int

    @property
    def best_two(self) -> bool:
        """Whether records can be judged by the two groups in which they are most alike."""
        return self.groups == self.words.shape[1]


@dataclass(frozen=True, eq=False)
class SketchedRecords:
    """``words`` (rows, groups, dimensions) int8 times ``scales`` (rows, groups) float32 is a row's
    unit vector; all scales of a row without a usable field are 0. ``sketches`` (rows, 3) uint64
    are its signs (see ``Sketches``). The first ``searched`` groups are worth lists of their own."""

    words: NDArray[np.int8]
    scales: Float32
    sketches: UInt64
    searched: int


def groups_of(records: StandardRecords) -> list[frozenset[str]]:
    """The groups of fields that enough rows have for an index of their own."""
    found = []
    for group in (_WHO, _REACHED, _LIVES):
        filled = np.zeros(records.size, np.bool_)
        for name, column in records.fields.items():
            if base_name(name) in group:
                filled |= column.codes >= 0
        if filled.mean() >= _LEAST_FILLED:
            found.append(group | _NAMES if group is _LIVES else group)
    return found


def sign_records(
    records: StandardRecords, groups: Sequence[frozenset[str]], *, seed: int, threads: int
) -> Sketches:
    """The signs alone of what ``sketch_records`` makes: an eighth of the memory."""
    words, filled = signs_of(records, groups, seed=seed, threads=threads)
    return Sketches(words, max(1, len(groups)), 64 * filled)


def sketch_records(
    records: StandardRecords,
    groups: Sequence[frozenset[str]],
    dimensions: int,
    *,
    seed: int,
    threads: int,
) -> SketchedRecords:
    """Embed each group of fields in turn; as float32 only a few tiles stand in memory.

    Fields of no group count too, as a last group without signs: it weighs little.
    """
    from twinset.kernels.embed import quantise

    searched = len(groups)
    signs = sign_records(records, groups, seed=seed, threads=threads)
    rest = FIELDS - frozenset().union(*groups)
    if not groups or any(base_name(name) in rest for name in records.fields):
        groups = [*groups, rest]
    words = np.zeros((records.size, len(groups), dimensions), np.int8)
    scales = np.zeros((records.size, len(groups)), np.float32)
    squares: Float64 = np.zeros(records.size, np.float64)
    for number, group in enumerate(groups):
        fill = embedder(records, dimensions, seed=seed, threads=threads, fields=group)

        def shrink(tile: tuple[int, int], number: int = number, fill: Fill = fill) -> None:
            part = slice(*tile)
            vectors = np.zeros((tile[1] - tile[0], dimensions), np.float32)
            fill(tile, vectors)
            quantise(vectors, number, words[part], scales[part], squares[part])

        for_each(shrink, tiles(records.size, _TILE), threads)
    scales /= np.sqrt(np.maximum(squares, 1e-30))[:, None].astype(np.float32)
    return SketchedRecords(words, scales, signs.words, searched)


def rows_of(nearest: UInt64) -> Int32:
    """The rows of entries (see ``kernels.sketches``), -1 for what is free."""
    return (nearest >> np.uint64(8)).astype(np.uint32).view(np.int32)
