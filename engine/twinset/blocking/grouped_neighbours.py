"""Approximate neighbours of a large base, searched by groups of fields.

An error in one field moves the whole record's vector, and an inverted file then looks in the wrong
lists: of the true duplicates among a row's 10 nearest (0.967 of all by exact search, 1M generated
contacts), one index over 96 dimensions and 32 of 1024 lists found 0.854 in 33 s. But two records of
one person seldom differ in *every* group of fields: who they are, how they are reached, where they
live. So each group has an index of its own, and what the groups find is ranked by the cosine of
the whole: 0.952 with 48 dimensions a group and 8 of 1024 lists (all pairs of the union of both
rows' 10 nearest).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from twinset.blocking.embedding import FIELDS, embed_raw
from twinset.blocking.faiss_index import SelfSearch, faiss_threads
from twinset.blocking.record_text import base_name
from twinset.parallel import map_ordered, tiles
from twinset.types import Float32, Float64, Int32, StandardRecords

_GROUPS = (
    frozenset(("given_name", "middle_name", "family_name", "full_name", "birth_date", "company")),
    frozenset(("email", "phone", "identifier", "website")),
    # with the given name: the rest of a household lives there, too
    frozenset(("street", "house_number", "postcode", "city", "address", "given_name")),
)
_LEAST_FILLED = 0.1  # a group that fewer of the rows have is left to the whole record's ranking
_TILE = 16_384
PROBES = 8
CANDIDATES = 12
"""Of each group, for a row. Of the duplicates (1M generated contacts) 12 found 0.952 and 14 found
0.955, in a fifteenth more time. What is lost is lost here and not by the ranking: 8 lists and 16
candidates hold 0.961 of them, 4 lists hold 0.935."""


@dataclass(frozen=True, eq=False)
class GroupedVectors:
    """Every row's vector in whole numbers, and the candidates that the groups found.

    ``words`` (rows, groups, dimensions) int8 times ``scales`` (rows, groups) float32 is a row's
    unit vector; all scales of a row without a usable field are 0. ``candidates`` (asked, any)
    int32 are rows, -1 for none, maybe repeated.
    """

    words: NDArray[np.int8]
    scales: Float32
    candidates: Int32


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


def search_groups(
    records: StandardRecords,
    groups: Sequence[frozenset[str]],
    dimensions: int,
    asked: Int32,
    *,
    seed: int,
    threads: int,
) -> GroupedVectors:
    """Embed and search each group in turn; only one group's vectors stand in memory as float32.

    ``asked`` are the rows whose neighbours are searched. Fields of no group count in the ranking,
    as a last group.
    """
    from twinset.kernels.embed import quantise

    rest = FIELDS - frozenset().union(*groups)
    if any(base_name(name) in rest for name in records.fields):
        groups = [*groups, rest]
    words = np.zeros((records.size, len(groups), dimensions), np.int8)
    scales = np.zeros((records.size, len(groups)), np.float32)
    squares: Float64 = np.zeros(records.size, np.float64)
    candidates = np.full((len(asked), len(groups) * CANDIDATES), -1, np.int32)
    for number, group in enumerate(groups):
        vectors = embed_raw(records, dimensions, seed=seed, threads=threads, fields=group)

        def shrink(tile: tuple[int, int], number: int = number, vectors: Float32 = vectors) -> None:
            part = slice(*tile)
            quantise(vectors[part], number, words[part], scales[part], squares[part])

        for _ in map_ordered(shrink, tiles(records.size, _TILE), threads):
            pass
        if group is not rest:
            first = number * CANDIDATES
            out = candidates[:, first : first + CANDIDATES]
            _search_group(vectors, asked, out, seed=seed, threads=threads)
    scales /= np.sqrt(np.maximum(squares, 1e-30))[:, None].astype(np.float32)
    return GroupedVectors(words, scales, candidates)


def _search_group(vectors: Float32, asked: Int32, out: Int32, *, seed: int, threads: int) -> None:
    """The ``CANDIDATES`` nearest of each row asked for, into ``out`` (asked, CANDIDATES)."""
    from twinset.kernels.embed import normalise

    filled = np.empty(len(vectors), np.bool_)

    def prepare(tile: tuple[int, int]) -> None:
        part = vectors[slice(*tile)]
        normalise(part)
        part.any(axis=1, out=filled[slice(*tile)])

    for _ in map_ordered(prepare, tiles(len(vectors), _TILE), threads):
        pass
    rows = np.flatnonzero(filled).astype(np.int32)
    present = vectors if len(rows) == len(vectors) else vectors[rows]
    asking = np.flatnonzero(filled[asked])
    place = np.cumsum(filled, dtype=np.int32) - np.int32(1)  # of a row among those present
    numbers = np.append(rows, np.int32(-1))  # FAISS says -1 for none
    with faiss_threads(threads) as faiss:
        search = SelfSearch.build(
            faiss, present, place[asked[asking]], PROBES, seed=seed, threads=threads
        )
        for part, found in search.nearest(CANDIDATES, threads):
            out[asking[part]] = numbers[found]
