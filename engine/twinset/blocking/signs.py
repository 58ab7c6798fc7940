"""A bit a dimension of what a record's fields look like: 64 for each group of fields.

The signs of sums that are those of the built-in embedding (``blocking.embedding``: its n-grams,
spaces, weights and rarity), made for nothing else and so much faster (``kernels.signs``). On the
matches that key rules miss, and on what else meets them, they judge as well as the embedding's own
(1M generated contacts, at 3% of the others let through: 4713 of 6034 matches; 4693 by the
embedding).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from twinset.blocking.embedding import FIELDS, salt_of, space_of, weight_of
from twinset.blocking.record_text import FieldSpans, base_name, field_spans
from twinset.hashing import mix64
from twinset.parallel import for_each, map_ordered, tiles
from twinset.types import Float64, Int32, Int64, StandardRecords, UInt64

WORDS = 3
_TILE = 4096  # rows whose sums, 128 bytes each, stay in the second-level cache with their texts
_GATHER = 8  # rows per distinct value from which sums of values are made once and looked up
_SAMPLE = 1 << 14  # rows from which on only a part of them is counted for the rarity of n-grams
_LENGTH = 160.0  # of a field's vector of weight 1: its largest sums nearly fill eight bits
_UNIT = 128.0  # of rarity, at most 3.2, in the ten bits of a move

Int8Array = NDArray[np.int8]
Int16Array = NDArray[np.int16]


def signs_of(
    records: StandardRecords, groups: Sequence[frozenset[str]], *, seed: int, threads: int
) -> tuple[UInt64, int]:
    """Words of signs (rows, 3) uint64, and how many of them are filled: one for each group of
    roles, up to three; of a single group, or of all fields where there is none, three that see its
    n-grams in other dimensions.

    Two words of one group differ in the more bits the less alike its fields are; the word of a row
    that has none of them is drawn at random.
    """
    from twinset.kernels.signs import DIMENSIONS, set_signs

    wanted = list(groups) if len(groups) > 1 else [groups[0] if groups else FIELDS] * WORDS
    names = [name for name in records.fields if base_name(name) in frozenset().union(*wanted)]
    spans = [span for span in field_spans(records, names) if len(span.starts)]
    spaces = dict.fromkeys(space_of(span.name) for span in spans)
    rarity = dict(
        map_ordered(
            lambda space: (space, _Rarity.of([s for s in spans if space_of(s.name) == space])),
            spaces,
            threads,
        )
    )

    def make(item: tuple[FieldSpans, int]) -> _Field:
        span, version = item
        return _Field.of(span, rarity[space_of(span.name)], salt_of(span, seed + version))

    # the versions of a field: one for all groups, but one for each word of a single group
    versions = WORDS if len(groups) <= 1 else 1
    items = [(span, version) for version in range(versions) for span in spans]
    fields = list(map_ordered(make, items, threads))
    parts = [
        [
            field
            for field, (span, version) in zip(fields, items, strict=True)
            if version == word % versions and base_name(span.name) in group
        ]
        for word, group in enumerate(wanted)
    ]
    words: UInt64 = np.zeros((records.size, WORDS), np.uint64)

    def fill(tile: tuple[int, int]) -> None:
        for word, part in enumerate(parts):
            sums = np.zeros((tile[1] - tile[0], DIMENSIONS), np.int16)
            for field in part:
                field.add(field.span.codes[slice(*tile)], sums)
            set_signs(sums, tile[0], word, words[slice(*tile)])

    for_each(fill, tiles(records.size, _TILE), threads)
    return words, len(wanted)


@dataclass(frozen=True, eq=False)
class _Rarity:
    """What each bucket of n-grams weighs in one space, and what one of its n-grams weighs in the
    mean (root of the mean square)."""

    weights: Float64  # (buckets,)
    typical: float

    @staticmethod
    def of(spans: Sequence[FieldSpans]) -> _Rarity:
        """The root of the IDF (see ``blocking.embedding``), from a sample of the rows: every n-th,
        as their order does not depend on the input's."""
        from twinset.kernels.signs import BUCKETS, count_grams_of_rows

        rows = len(spans[0].codes)
        step = max(1, rows // _SAMPLE)
        sampled = -(-rows // step)
        counts: Int64 = np.zeros(BUCKETS, np.int64)
        for span in spans:
            count_grams_of_rows(span.codes, span.starts, span.stops, span.data, step, counts)
        squares = np.log((sampled + 1) / (np.minimum(counts, sampled) + 1)) + 0.01
        mean = float(squares @ counts) / max(1, int(counts.sum()))
        return _Rarity(np.sqrt(squares), max(mean, 0.01) ** 0.5)


@dataclass(frozen=True, eq=False)
class _Field:
    span: FieldSpans
    moves: Int16Array  # (buckets,)
    weight: np.float32
    values: Int8Array | None  # the sums of every value, where rows share them

    @staticmethod
    def of(span: FieldSpans, rarity: _Rarity, salt: np.uint64) -> _Field:
        drawn = mix64(np.arange(len(rarity.weights), dtype=np.uint64) + salt)
        moves = np.round(rarity.weights * _UNIT).astype(np.int64)
        moves[drawn & np.uint64(64) > 0] *= -1
        moves = (moves << 6) | (drawn & np.uint64(63)).astype(np.int64)
        weight = np.float32(weight_of(span) * _LENGTH / (_UNIT * rarity.typical))
        field = _Field(span, moves.astype(np.int16), weight, None)
        if len(span.starts) * _GATHER > len(span.codes):
            return field
        return _Field(span, field.moves, weight, field._sums_of_values())

    def add(self, codes: Int32, sums: Int16Array) -> None:
        """Add the values of rows to their sums."""
        from twinset.kernels.signs import add_known_values, add_values

        if self.values is not None:
            add_known_values(codes, self.values, sums)
            return
        span = self.span
        add_values(codes, span.starts, span.stops, span.data, self.moves, self.weight, sums)

    def _sums_of_values(self) -> Int8Array:
        from twinset.kernels.signs import DIMENSIONS

        values = np.empty((len(self.span.starts), DIMENSIONS), np.int8)
        for first, stop in tiles(len(values), _TILE):
            sums = np.zeros((stop - first, DIMENSIONS), np.int16)
            self.add(np.arange(first, stop, dtype=np.int32), sums)
            np.clip(sums, -127, 127, out=values[first:stop], casting="unsafe")
        return values
