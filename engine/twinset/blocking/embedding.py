"""The built-in embedding: a record as a unit vector, so that records that look alike are close.

Deterministic and offline: hashed character n-grams of every field, each field in its own space (a
"1985" in a date of birth is not one in a house number), but names share one, so that swapped given
and family names stay close.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from twinset.blocking.record_text import FieldSpans, base_name, field_spans
from twinset.parallel import for_each, map_ordered, tiles
from twinset.types import Float32, Int32, Int64, StandardRecords

_TILE = 16_384
_SPACES = {
    # field: (space of its n-grams, weight). Near equal weights did best: recall@5 at 64
    # dimensions 0.995 on febrl3 and 0.881 on historical_50k, against 0.989 and 0.848 with
    # addresses at half; given names are the most often shortened, swapped and shared.
    "given_name": ("name", 0.8),
    "middle_name": ("name", 0.5),
    "family_name": ("name", 1.0),
    "full_name": ("name", 1.4),
    "company": ("company", 1.0),
    "email": ("email", 1.0),
    "phone": ("phone", 1.0),
    "birth_date": ("birth_date", 1.0),
    "identifier": ("identifier", 1.0),
    "address": ("street", 1.0),
    "street": ("street", 1.0),
    "house_number": ("house_number", 0.5),
    "city": ("city", 0.7),
    "postcode": ("postcode", 1.0),
    "birth_place": ("birth_place", 0.7),
    "job_title": ("job_title", 0.5),
    "website": ("website", 0.7),
    "text": ("text", 1.0),
}
_GATHER = 4  # rows per distinct value from which values are projected once and gathered


FIELDS = frozenset(_SPACES)
"""The roles that the embedding reads."""


def embed(
    records: StandardRecords,
    dimensions: int,
    *,
    seed: int,
    threads: int,
    rows: Int32 | None = None,
    fields: frozenset[str] = FIELDS,
) -> Float32:
    """Unit vectors (rows, ``dimensions``) float32; zeros for a record with no usable field.

    ``rows`` picks and orders the rows (default: all); a row's vector does not depend on it.
    ``fields`` are the roles that are read. 1M rows of 64 dimensions are 256 MB.
    """
    from twinset.kernels.embed import normalise

    size = records.size if rows is None else len(rows)
    fill = embedder(records, dimensions, seed=seed, threads=threads, rows=rows, fields=fields)
    vectors = np.zeros((size, dimensions), np.float32)

    def embed_tile(tile: tuple[int, int]) -> None:
        part = vectors[slice(*tile)]
        fill(tile, part)
        normalise(part)

    for_each(embed_tile, tiles(size, _TILE), threads)
    return vectors


Fill = Callable[[tuple[int, int], Float32], None]
"""``fill((first, stop), out)`` adds the vectors of these rows to ``out`` (stop - first,
dimensions) float32, before they are scaled to unit length: a row's length grows with its fields."""


def embedder(
    records: StandardRecords,
    dimensions: int,
    *,
    seed: int,
    threads: int,
    rows: Int32 | None = None,
    fields: frozenset[str] = FIELDS,
) -> Fill:
    """What embeds rows tile by tile, on any thread; for the arguments see ``embed``."""
    from twinset.kernels.embed import add_field

    spans = field_spans(records, [name for name in records.fields if base_name(name) in fields])
    spans = [span for span in spans if len(span.starts)]
    salts = [salt_of(span, seed) for span in spans]
    rarity = _rarity(spans, salts, records.size, threads)
    values = [
        _project(span, salt, rarity, dimensions, threads)
        if len(span.starts) * _GATHER <= records.size
        else None
        for span, salt in zip(spans, salts, strict=True)
    ]

    def fill(tile: tuple[int, int], out: Float32) -> None:
        for span, salt, vectors in zip(spans, salts, values, strict=True):
            codes = span.codes[slice(*tile)] if rows is None else span.codes[rows[slice(*tile)]]
            if vectors is not None:
                out += vectors[codes]
            else:
                codes = np.ascontiguousarray(codes)
                add_field(
                    codes, span.starts, span.stops, span.data, salt, weight_of(span), rarity, out
                )

    return fill


def salt_of(span: FieldSpans, seed: int) -> np.uint64:
    """The start of every n-gram's hash: differs by seed and by the field's space."""
    value = (seed * 0x9E3779B97F4A7C15 + 0xD1342543DE82EF95) & 0xFFFFFFFFFFFFFFFF
    for character in space_of(span.name).encode():
        value = ((value ^ character) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF  # FNV-1a
    return np.uint64(value)


def space_of(field: str) -> str:
    """Fields of one space share their n-grams."""
    return _SPACES[base_name(field)][0]


def weight_of(span: FieldSpans) -> np.float32:
    """The length of the field's part of a vector."""
    return np.float32(_SPACES[base_name(span.name)][1])


def _rarity(
    spans: Sequence[FieldSpans], salts: Sequence[np.uint64], size: int, threads: int
) -> Float32:
    """The weight of each bucket of n-grams: the square root of its IDF.

    Not the whole of it: the rarest n-grams are those of typing errors. Recall@5 at 64 dimensions:
    0.961 with the root, 0.956 with all of it on febrl3; 0.796 and 0.782 on historical_50k.
    """
    from twinset.kernels.embed import BUCKET_BITS, count_grams

    def count(item: tuple[FieldSpans, np.uint64]) -> Int64:
        span, salt = item
        # code -1 is counted in place 0 and cut off
        repeats = np.bincount(span.codes + 1, minlength=len(span.starts) + 1)[1:]
        counts = np.zeros(1 << BUCKET_BITS, np.int64)
        count_grams(span.starts, span.stops, span.data, repeats.astype(np.int64), salt, counts)
        return counts

    total = np.zeros(1 << BUCKET_BITS, np.int64)
    for counts in map_ordered(count, zip(spans, salts, strict=True), threads):
        total += counts
    # + 0.01: an n-gram that every row has still tells them from rows without the field
    return np.sqrt(np.log((size + 1) / (np.minimum(total, size) + 1)) + 0.01).astype(np.float32)


def _project(
    span: FieldSpans, salt: np.uint64, rarity: Float32, dimensions: int, threads: int
) -> Float32:
    """The vector of each distinct value, and a last row of zeros, which code -1 finds."""
    from twinset.kernels.embed import add_field

    distinct = len(span.starts)
    vectors = np.zeros((distinct + 1, dimensions), np.float32)

    def fill(tile: tuple[int, int]) -> None:
        codes = np.arange(*tile, dtype=np.int32)
        part = vectors[slice(*tile)]
        add_field(codes, span.starts, span.stops, span.data, salt, weight_of(span), rarity, part)

    for_each(fill, tiles(distinct, _TILE), threads)
    return vectors
