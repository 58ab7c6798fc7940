"""MinHash-LSH: records that share a band of MinHash values are candidates.

Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", 3rd ed., section 3.4: with ``b`` bands
of ``r`` values, records of Jaccard similarity s meet with probability ``1 - (1 - s**r)**b``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from twinset.blocking.record_text import FieldSpans, compose, field_spans
from twinset.config import LshPlan
from twinset.hashing import mix64
from twinset.parallel import for_each, map_ordered, tiles
from twinset.types import BlockKeys, Int32, StandardRecords, UInt32, UInt64

_TILE = 16_384  # texts of one tile (about 1 MB) stay in the cache between composing and hashing
_VECTOR = 32  # functions are padded to whole unrolled vector steps; a scalar rest costs a fifth
# datasketch's answers, without importing scipy (0.3 s)
_DEFAULT_BANDS = {(0.4, 128, 0.5): (32, 4), (0.4, 48, 0.7): (16, 3)}

_FOLDED = 4096  # rows whose minima, 96 bytes each, stay in the second-level cache with the texts
_GATHER = 8  # rows per distinct value from which minima of values are made once and looked up

UInt16 = NDArray[np.uint16]

_MISSED = 0.7  # weight of a missed match where a meeting in vain costs next to nothing


@lru_cache
def bands_and_rows(threshold: float, permutations: int, missed: float = 0.5) -> tuple[int, int]:
    """The bands and values per band for a threshold: ``datasketch``'s own choice.

    It weighs false negatives (the area over the S-curve right of the threshold) by ``missed``, and
    false positives (the area under it, left of the threshold) by the rest of 1.
    """
    known = _DEFAULT_BANDS.get((threshold, permutations, missed))
    if known is not None:
        return known
    from datasketch.lsh import _optimal_param

    bands, rows = _optimal_param(threshold, permutations, 1 - missed, missed)
    # At a threshold next to 0 or 1 datasketch may find no error at all and answer (0, 0).
    return max(1, bands), max(1, rows)


def hash_family(size: int, seed: int) -> tuple[UInt32, UInt32]:
    """``size`` hash functions ``(x ^ b) * a``: b, and odd a, both (size,) uint32.

    Function i depends on the seed and on i alone, so a part of a family is a slice of it.
    """
    numbers = _splitmix64(np.arange(size, dtype=np.uint64), seed)
    xors = (numbers >> np.uint64(32)).astype(np.uint32)
    multipliers = (numbers & np.uint64(0xFFFFFFFF)).astype(np.uint32) | np.uint32(1)
    return xors, multipliers


def lsh_blocks(
    records: StandardRecords,
    plan: LshPlan,
    *,
    seed: int,
    threads: int,
    fields: Sequence[str] | None = None,
) -> list[BlockKeys]:
    """One ``BlockKeys`` per band, all in memory: bands x rows x 8 bytes.

    1M rows at the default plan (32 bands): 256 MB. Take ``iter_lsh_blocks`` for more.
    """
    return list(iter_lsh_blocks(records, plan, seed=seed, threads=threads, fields=fields))


def iter_lsh_blocks(
    records: StandardRecords,
    plan: LshPlan,
    *,
    seed: int,
    threads: int,
    fields: Sequence[str] | None = None,
    memory: int | None = None,
) -> Iterator[BlockKeys]:
    """One ``BlockKeys`` per band, one after the other; key 0 only for rows without text.

    Bands are computed in groups whose keys fit in ``memory`` bytes (None: all at once; at least
    one band). A group hashes the texts anew but only its own functions, so ten groups cost about
    twice the time of one; the keys are the same for every ``memory``. ``fields``: see
    ``record_text``.
    """
    bands, rows = bands_and_rows(plan.threshold, plan.permutations)
    group = bands
    if memory is not None and records.size:
        group = min(bands, max(1, memory // (8 * records.size)))
    for first, stop in tiles(bands, group):
        keys = _group_keys(records, plan, first, stop, rows, seed, threads, fields)
        for band in range(first, stop):
            yield BlockKeys("lsh", keys[band - first])


def complement_bands(records: StandardRecords, plan: LshPlan, *, seed: int, threads: int) -> UInt32:
    """The keys (bands, rows) of the bands that serve beside key rules (``blocking.complement``), 0
    for rows without text.

    There a meeting in vain costs a look at two sketches, so misses weigh more, and three eighths of
    the plan's hash functions do, of 16 bits and field by field (``kernels.minima``): of the 6324
    matches that key rules miss (1M generated contacts) 16 bands of 3 bring 3752 together in 0.3 s
    of CPU; 21 of 3 as in ``iter_lsh_blocks`` 3629 in 1.2 s.
    """
    from twinset.kernels.minima import EMPTY, band_cells

    bands, rows = bands_and_rows(plan.threshold, max(1, plan.permutations * 3 // 8), _MISSED)
    xors, multipliers = (part.astype(np.uint16) for part in hash_family(bands * rows, seed))
    spans = [span for span in field_spans(records) if len(span.starts)]
    folds = list(
        map_ordered(
            lambda span: _Fold.of(span, plan.shingle, xors, multipliers, records.size),
            spans,
            threads,
        )
    )
    keys = np.zeros((bands, records.size), np.uint32)

    def fill(tile: tuple[int, int]) -> None:
        minima = np.full((tile[1] - tile[0], bands * rows), EMPTY, np.uint16)
        for fold in folds:
            fold.add(fold.span.codes[slice(*tile)], minima)
        band_cells(minima, rows, keys, tile[0])

    for_each(fill, tiles(records.size, _FOLDED), threads)
    return keys


@dataclass(frozen=True, eq=False)
class _Fold:
    """A field whose minima are put into those of its rows."""

    span: FieldSpans
    shingle: int
    xors: UInt16
    multipliers: UInt16
    values: UInt16 | None  # the minima of every value, where rows share them

    @staticmethod
    def of(span: FieldSpans, shingle: int, xors: UInt16, multipliers: UInt16, rows: int) -> _Fold:
        from twinset.kernels.minima import EMPTY

        fold = _Fold(span, shingle, xors, multipliers, None)
        if len(span.starts) * _GATHER > rows:
            return fold
        values = np.full((len(span.starts), len(xors)), EMPTY, np.uint16)
        for first, stop in tiles(len(values), _FOLDED):
            fold.add(np.arange(first, stop, dtype=np.int32), values[first:stop])
        return _Fold(span, shingle, xors, multipliers, values)

    def add(self, codes: Int32, minima: UInt16) -> None:
        """Put the values of rows into their minima."""
        from twinset.kernels.minima import fold_known_values, fold_values

        if self.values is not None:
            fold_known_values(codes, self.values, minima)
            return
        span = self.span
        fold_values(
            codes, span.starts, span.stops, span.data, self.shingle, self.xors, self.multipliers,
            minima,
        )  # fmt: skip


def _group_keys(
    records: StandardRecords,
    plan: LshPlan,
    first_band: int,
    stop_band: int,
    rows: int,
    seed: int,
    threads: int,
    fields: Sequence[str] | None,
) -> UInt64:
    from twinset.kernels.minhash import band_keys

    needed = -(-(stop_band - first_band) * rows // _VECTOR) * _VECTOR
    xors, multipliers = hash_family(first_band * rows + needed, seed)
    xors, multipliers = xors[first_band * rows :].copy(), multipliers[first_band * rows :].copy()
    keys = np.zeros((stop_band - first_band, records.size), np.uint64)
    spans = field_spans(records, fields)
    if not spans:
        return keys

    def fill(tile: tuple[int, int]) -> None:
        text = compose(spans, *tile)
        band_keys(
            text.data,
            text.offsets,
            plan.shingle,
            xors,
            multipliers,
            first_band,
            rows,
            keys,
            text.first_row,
        )

    for_each(fill, tiles(records.size, _TILE), threads)
    return keys


def _splitmix64(index: UInt64, seed: int) -> UInt64:
    """The numbers of SplitMix64's stream for a seed (see ``twinset.hashing``)."""
    mask = np.uint64(0xFFFFFFFFFFFFFFFF)
    state = (index + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    state += np.uint64((seed * 0xD1342543DE82EF95) & int(mask))
    return mix64(state)
