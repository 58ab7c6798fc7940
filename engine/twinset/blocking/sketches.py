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
from twinset.parallel import for_each, tiles
from twinset.types import Float32, Float64, StandardRecords, UInt64

_GROUPS = (
    frozenset(("given_name", "middle_name", "family_name", "full_name", "birth_date", "company")),
    frozenset(("email", "phone", "identifier", "website")),
    # with the given name: the rest of a household lives there, too
    frozenset(("street", "house_number", "postcode", "city", "address", "given_name")),
)
_LEAST_FILLED = 0.1  # a group that fewer of the rows have is left to the whole record's ranking
_TILE = 16_384


@dataclass(frozen=True, eq=False)
class SketchedRecords:
    """``words`` (rows, groups, dimensions) int8 times ``scales`` (rows, groups) float32 is a row's
    unit vector; all scales of a row without a usable field are 0. ``sketches`` (rows, 3) uint64
    are signs, ``bits`` in all. The first ``searched`` groups are worth lists of their own, and have
    equal shares of the bits."""

    words: NDArray[np.int8]
    scales: Float32
    sketches: UInt64
    searched: int
    bits: int


def groups_of(records: StandardRecords) -> list[frozenset[str]]:
    """The groups of fields that enough rows have for an index of their own."""
    found = []
    for group in _GROUPS:
        filled = np.zeros(records.size, np.bool_)
        for name, column in records.fields.items():
            if base_name(name) in group and base_name(name) != "given_name":
                filled |= column.codes >= 0
        if filled.mean() >= _LEAST_FILLED:
            found.append(group)
    return found


def sketch_records(
    records: StandardRecords,
    groups: Sequence[frozenset[str]],
    dimensions: int,
    *,
    seed: int,
    threads: int,
) -> SketchedRecords:
    """Embed each group of fields in turn; as float32 only a few tiles stand in memory.

    Fields of no group count too, as a last group without bits: it weighs little.
    """
    from twinset.kernels.embed import quantise
    from twinset.kernels.sketches import BITS, WORDS

    searched = len(groups)
    rest = FIELDS - frozenset().union(*groups)
    if not groups or any(base_name(name) in rest for name in records.fields):
        groups = [*groups, rest]
    share = min(dimensions, BITS // max(1, searched))
    words = np.zeros((records.size, len(groups), dimensions), np.int8)
    scales = np.zeros((records.size, len(groups)), np.float32)
    sketches: UInt64 = np.zeros((records.size, WORDS), np.uint64)
    squares: Float64 = np.zeros(records.size, np.float64)
    for number, group in enumerate(groups):
        fill = embedder(records, dimensions, seed=seed, threads=threads, fields=group)
        bits = share if number < max(1, searched) else 0

        def shrink(
            tile: tuple[int, int], fill: Fill = fill, number: int = number, bits: int = bits
        ) -> None:
            part = slice(*tile)
            vectors = np.zeros((tile[1] - tile[0], dimensions), np.float32)
            fill(tile, vectors)
            quantise(
                vectors, tile[0], number, bits,
                words[part], scales[part], squares[part], sketches[part],
            )  # fmt: skip

        for_each(shrink, tiles(records.size, _TILE), threads)
    scales /= np.sqrt(np.maximum(squares, 1e-30))[:, None].astype(np.float32)
    return SketchedRecords(words, scales, sketches, searched, share * max(1, searched))
