"""Survivorship: which record of a cluster survives, and which gives a field its value.

For each field the policies of the plan are tried in order; each keeps the candidates (non-null
values) that are best by it, until one value is left:

- ``most_recent``: the record that was updated last; decides nothing where no time is known
- ``most_complete``: the record with the most non-null cells
- ``most_frequent``: the value that most records of the cluster have
- ``longest``: the value with the most characters
- ``first``: the smallest row

What is still tied goes to the smaller text, so that the surviving value does not depend on the
order of the input; of the records that have it, the smallest row is named as its source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from twinset.columns import as_array
from twinset.config import Survivor
from twinset.kernels.survivors import hash_members, number_within, settle_clusters
from twinset.merging.merge_sets import members
from twinset.types import NULL_CODE, Bool, Clusters, Int32, Int64, Records

if TYPE_CHECKING:
    import pyarrow as pa


_LARGE = 1000
"""Records in a cluster above which its values are sorted, not compared with one another."""


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """The records of clusters of two or more, cluster by cluster, each by ascending row."""

    rows: Int32
    places: Int32  # (rows of the base,) where in ``rows`` each row is, -1 where it is not
    segment: Int64  # (members,) number of the cluster among those of two or more
    starts: Int64  # (segments + 1,)
    clusters: Int32  # (segments,) smallest row
    updated: Int64 | None  # (members,)
    filled: Int64  # (members,) non-null cells of the record

    @property
    def segments(self) -> int:
        return len(self.clusters)


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """A column's values at some rows: a code each (-1 null) and the distinct values."""

    codes: Int32
    distinct: pa.Array | None  # None where the type has no order: codes are then all different


def members_of(records: Records, clusters: Clusters, updated: Int64 | None) -> Members:
    """The members of all clusters of two or more; ``updated`` is (rows,), None where not known."""
    rows, starts, smallest, sizes = members(clusters)
    few = records.table.num_columns <= np.iinfo(np.uint8).max
    filled = np.zeros(records.size, np.uint8 if few else np.int32)
    for column in records.table.columns:
        if column.null_count:
            _count_valid(column, filled)
    places = np.full(records.size, -1, np.int32)
    places[rows] = np.arange(len(rows), dtype=np.int32)
    return Members(
        rows,
        places,
        np.repeat(np.arange(len(smallest)), sizes),
        np.append(starts, len(rows)),
        smallest,
        None if updated is None else updated[rows],
        filled[rows].astype(np.int64),
    )


def _count_valid(column: pa.ChunkedArray, counts: NDArray[Any]) -> None:
    """Add 1 to ``counts`` (rows,) where the column is not null."""
    import pyarrow.compute as pc

    first = 0
    for chunk in column.chunks:
        bitmap = chunk.buffers()[0] if len(chunk.buffers()) else None
        own = counts[first : first + len(chunk)]
        if chunk.null_count == 0:
            own += 1
        elif bitmap is None:  # a type that has none
            own += pc.is_valid(chunk).to_numpy(zero_copy_only=False)
        else:
            end = chunk.offset + len(chunk)
            bits = np.unpackbits(as_array(bitmap, np.uint8), count=end, bitorder="little")
            own += bits[chunk.offset :]
        first += len(chunk)


def codes_of(column: pa.ChunkedArray, group: Members) -> Int32:
    """(members,): equal within a cluster where the column's values are, -1 for null.

    Texts are equal where their hashes of 64 bits are: of the ten million that are compared in a
    base of a million rows, two that differ are taken for equal once in a million million bases.
    """
    import pyarrow as pa

    if not pa.types.is_string(column.type):
        return values_at(column, group.rows).codes
    hashes = np.empty(len(group.rows), np.uint64)
    first = 0
    for chunk in column.chunks:
        bitmap, borders, characters = chunk.buffers()
        none = np.empty(0, np.uint8)
        hash_members(
            as_array(borders, np.int32)[chunk.offset :],
            none if characters is None else as_array(characters, np.uint8),
            none if bitmap is None else as_array(bitmap, np.uint8),
            chunk.offset,
            group.places[first : first + len(chunk)],
            hashes,
        )
        first += len(chunk)
    codes = np.empty(len(hashes), np.int32)
    if int(np.diff(group.starts).max(initial=0)) <= _LARGE:
        number_within(hashes, group.starts, codes)
    else:
        codes[:] = np.unique(hashes, return_inverse=True)[1]
        codes[hashes == 0] = NULL_CODE
    return codes


def values_at(column: pa.ChunkedArray, rows: Int32) -> Values:
    """The column's values at these rows."""
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = column.take(pa.array(rows))
    if not pa.types.is_dictionary(cells.type):
        try:
            cells = cells.dictionary_encode()
        except pa.ArrowNotImplementedError:  # lists and structs
            known = pc.is_valid(cells).to_numpy()
            return Values(np.where(known, np.arange(len(rows)), NULL_CODE).astype(np.int32), None)
    if cells.num_chunks == 0:
        return Values(np.empty(0, np.int32), None)
    array = cells.unify_dictionaries().combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = array.chunk(0)
    codes = pc.fill_null(array.indices.cast(pa.int32()), NULL_CODE).to_numpy(zero_copy_only=False)
    return Values(codes, array.dictionary)


def surviving_member(group: Members, ids: pa.Array) -> Int64:
    """The member (an index into ``group.rows``) that each cluster is merged into."""
    import pyarrow as pa

    alive = np.arange(len(group.rows))
    scores = [group.filled] if group.updated is None else [group.updated, group.filled]
    for score in scores:
        alive = _keep_best(alive, group.segment[alive], score[alive])
    tied = _in_tie(group.segment[alive])
    values = values_at(pa.chunked_array([ids]), group.rows[alive[tied]])
    order = np.zeros(len(alive), np.int64)
    order[tied] = -_rank(values)
    alive = _keep_best(alive, group.segment[alive], order)
    return alive[_starts(group.segment[alive])]


def choose(
    columns: Sequence[pa.ChunkedArray],
    codes: Int32,
    share: float,
    policies: Sequence[Survivor],
    group: Members,
) -> Int64:
    """The member that gives the fields their values, (segments,); -1 where all are null.

    ``codes`` is (fields, members), as ``codes_of`` gives each of the ``columns``. Members that
    fill less than ``share`` of what the fullest of their cluster fills don't stand.
    """
    chosen = np.empty(group.segments, np.int64)
    standing = np.empty(len(group.rows), np.bool_)
    settle_clusters(codes, group.starts, share, chosen, standing)
    alive = candidates = np.flatnonzero(standing)
    value = np.empty(len(group.rows), np.int64)  # known of the candidates
    value[candidates] = _combined(codes[:, candidates])
    for policy in policies:
        if len(alive) == 0:
            return chosen
        score = _score(policy, alive, candidates, columns, value, group)
        if score is not None:
            alive = _keep_best(alive, group.segment[alive], score)
            alive = _settle(alive, value, group, chosen)
    for column in columns:
        if len(alive):
            score = -_rank(values_at(column, group.rows[alive]))
            alive = _keep_best(alive, group.segment[alive], score)
            alive = _settle(alive, value, group, chosen)
    first = _starts(group.segment[alive])
    chosen[group.segment[alive[first]]] = alive[first]
    return chosen


def _combined(codes: Int32) -> Int64:
    """One number per distinct combination of the fields' codes, (fields, members)."""
    value = codes[0].astype(np.int64)
    values = int(codes[0].max(initial=-1)) + 2
    for more in codes[1:]:
        width = int(more.max(initial=-1)) + 2
        values *= width
        value = value * width + more + 1
        if values > np.iinfo(np.int32).max:  # made dense, so that the product never overflows
            value = np.unique(value, return_inverse=True)[1].astype(np.int64)
            values = int(value.max(initial=-1)) + 2
    return value


def _score(
    policy: Survivor,
    alive: Int64,
    candidates: Int64,
    columns: Sequence[pa.ChunkedArray],
    value: Int64,
    group: Members,
) -> Int64 | None:
    """What the policy holds of each living candidate; None where it can't tell."""
    if policy == "most_recent":
        return None if group.updated is None else group.updated[alive]
    if policy == "most_complete":
        return group.filled[alive]
    if policy == "most_frequent":
        open_segments = np.zeros(group.segments, np.bool_)
        open_segments[group.segment[alive]] = True
        counted = candidates[open_segments[group.segment[candidates]]]
        several = int(value[counted].max(initial=0)) + 1
        keys, counts = np.unique(
            group.segment[counted] * several + value[counted], return_counts=True
        )
        return counts[np.searchsorted(keys, group.segment[alive] * several + value[alive])]
    if policy == "longest":
        cells = (values_at(column, group.rows[alive]) for column in columns)
        return np.sum([_lengths(values)[values.codes] for values in cells], axis=0)
    return -group.rows[alive].astype(np.int64)


def _lengths(field: Values) -> Int64:
    """Characters of each distinct value; the last entry, for null, is 0."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if field.distinct is None:
        return np.zeros(len(field.codes) + 1, np.int64)
    lengths = pc.utf8_length(field.distinct.cast(pa.string())).to_numpy(zero_copy_only=False)
    return np.append(lengths, 0).astype(np.int64)


def _rank(values: Values) -> Int64:
    """The place of each value among those present, in the order of its type; null is last."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if values.distinct is None:
        return np.zeros(len(values.codes), np.int64)
    present, inverse = np.unique(values.codes, return_inverse=True)
    known = present[present >= 0]
    order = pc.sort_indices(values.distinct.take(pa.array(known))).to_numpy()
    rank = np.full(len(present), len(present), np.int64)
    rank[np.flatnonzero(present >= 0)[order]] = np.arange(len(known))
    return rank[inverse]


def _starts(segment: Int64) -> Int64:
    return np.flatnonzero(np.diff(segment, prepend=-1))


def _keep_best(alive: Int64, segment: Int64, score: NDArray[Any]) -> Int64:
    """The members whose score is the largest of their segment."""
    if len(alive) == 0:
        return alive
    starts = _starts(segment)
    best = np.repeat(np.maximum.reduceat(score, starts), np.diff(starts, append=len(segment)))
    return alive[score == best]


def _in_tie(segment: Int64) -> Bool:
    """Whether a member's segment has more than one living member."""
    starts = _starts(segment)
    counts = np.diff(starts, append=len(segment))
    return np.repeat(counts > 1, counts)


def _settle(alive: Int64, value: Int64, group: Members, chosen: Int64) -> Int64:
    """Write the segments that have one value left; return the members of the others."""
    if len(alive) == 0:
        return alive
    segment = group.segment[alive]
    starts = _starts(segment)
    living = value[alive]
    settled = np.minimum.reduceat(living, starts) == np.maximum.reduceat(living, starts)
    chosen[segment[starts[settled]]] = alive[starts[settled]]
    return alive[np.repeat(~settled, np.diff(starts, append=len(alive)))]
