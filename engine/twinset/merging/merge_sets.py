"""The tables that a run writes: clusters, pairs and merge sets. Columns in, Arrow tables out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from twinset.kernels.unionfind import weakest_links
from twinset.pair_codes import pack_pairs, unpack_pairs
from twinset.types import (
    Clusters,
    ColumnRole,
    Float64,
    Int32,
    Int64,
    Records,
    Role,
    ScoredPairs,
    UInt64,
)

if TYPE_CHECKING:
    import pyarrow as pa


def column_with(roles: Sequence[ColumnRole], role: Role) -> str | None:
    """The first column that plays a role."""
    return next((column.column for column in roles if column.role is role), None)


def record_ids(records: Records, roles: Sequence[ColumnRole]) -> pa.Array:
    """The identifier of every record as text, (rows,) string; all null where there is none."""
    import pyarrow as pa

    name = column_with(roles, Role.RECORD_ID)
    if name is None:
        return pa.nulls(records.size, pa.string())
    return _one_array(records.table[name].cast(pa.string()))


def record_sources(records: Records, roles: Sequence[ColumnRole]) -> pa.Array:
    """The source of every record, (rows,) dictionary of text.

    It is what the source column says; where there is no such column, the file's name.
    """
    import pyarrow as pa

    name = column_with(roles, Role.SOURCE)
    if name is not None:
        column = records.table[name]
        if pa.types.is_dictionary(column.type):
            column = column.cast(column.type.value_type)
        return _one_array(column.cast(pa.string()).dictionary_encode())
    rows = [source.rows for source in records.sources]
    indices = np.repeat(np.arange(len(rows), dtype=np.int32), rows)
    names = pa.array([source.name for source in records.sources], pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(indices), names)


def clusters_table(
    records: Records, roles: Sequence[ColumnRole], ids: pa.Array, clusters: Clusters
) -> pa.Table:
    """One row a record: ``row`` int32, ``id`` and ``source`` text, ``cluster`` and ``size`` int32.

    ``cluster`` is the smallest row in it.
    """
    import pyarrow as pa

    membership = clusters.membership
    sizes = np.bincount(membership, minlength=len(membership)).astype(np.int32)
    return pa.table(
        {
            "row": np.arange(len(membership), dtype=np.int32),
            "id": ids,
            "source": record_sources(records, roles),
            "cluster": membership,
            "size": sizes[membership],
        }
    )


def pairs_table(
    pairs: ScoredPairs,
    ids: pa.Array,
    rule_names: Sequence[str],
    comparisons: Sequence[str],
) -> pa.Table:
    """One row a scored pair, in the order of ``pairs``.

    ``left_row`` and ``right_row`` int32, ``left_id`` and ``right_id`` text, ``weight`` (log2
    odds) and ``probability`` float64, ``rules`` the names of the rules that propose the pair,
    joined by ``;`` (a dictionary: there are few combinations, and CSV has no lists), and
    ``level_<comparison>`` int8, -1 where one side is null.
    """
    import pyarrow as pa

    masks, codes = _distinct(pairs.rules)
    names = [
        ";".join(dict.fromkeys(n for bit, n in enumerate(rule_names) if int(mask) >> bit & 1))
        for mask in masks
    ]
    rules = pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(names, pa.string()))
    columns = {
        "left_row": pairs.left,
        "right_row": pairs.right,
        "left_id": ids.take(pa.array(pairs.left)),
        "right_id": ids.take(pa.array(pairs.right)),
        "weight": pairs.weight,
        "probability": pairs.probability,
        "rules": rules,
    }
    for place, name in enumerate(comparisons):
        columns[f"level_{name}"] = np.ascontiguousarray(pairs.levels[:, place])
    return pa.table(columns)


def merge_sets_table(
    clusters: Clusters, pairs: ScoredPairs, ids: pa.Array, survivors: Int32
) -> pa.Table:
    """One row a cluster of two or more, by ascending ``cluster``.

    ``cluster`` int32 the smallest row, ``survivor_row`` int32 and ``survivor_id`` the record
    that the others are merged into, ``member_rows`` list<int32> ascending, ``member_ids``
    list<string> in the same order, ``size`` int32, ``weakest_probability`` float64. ``survivors``
    is (rows,) the surviving row of the cluster at its smallest row, as ``survivor_rows`` gives.
    """
    import pyarrow as pa

    order, starts, cluster, sizes = members(clusters)
    offsets = pa.array(np.append(starts, len(order)).astype(np.int32))
    rows = pa.array(order)
    survivor = pa.array(survivors[cluster])
    return pa.table(
        {
            "cluster": cluster,
            "survivor_row": survivor,
            "survivor_id": ids.take(survivor),
            "member_rows": pa.ListArray.from_arrays(offsets, rows),
            "member_ids": pa.ListArray.from_arrays(offsets, ids.take(rows)),
            "size": sizes,
            "weakest_probability": weakest_probability(clusters, pairs)[cluster],
        }
    )


def members(clusters: Clusters) -> tuple[Int32, Int64, Int32, Int32]:
    """The clusters of two or more: their rows, cluster by cluster and ascending, where each
    cluster starts in them, its smallest row, and its size."""
    membership = clusters.membership
    sizes = np.bincount(membership, minlength=len(membership)).astype(np.int32)
    rows = np.flatnonzero(sizes[membership] > 1).astype(np.int32)
    # one number a row sorts in a tenth of the time of a stable argsort
    _, order = unpack_pairs(np.sort(pack_pairs(membership[rows], rows)))
    cluster = np.flatnonzero(sizes > 1).astype(np.int32)
    starts = np.cumsum(sizes[cluster], dtype=np.int64) - sizes[cluster]
    return order, starts, cluster, sizes[cluster]


def weakest_probability(clusters: Clusters, pairs: ScoredPairs) -> Float64:
    """The weakest link that a cluster needs to hold together, (rows,) at its smallest row.

    That is the smallest probability on the maximum spanning tree of the cluster's scored pairs.
    NaN at other rows and for clusters of one.
    """
    membership = clusters.membership
    of_pair = membership[pairs.left]
    inside = np.flatnonzero(of_pair == membership[pairs.right])
    weakest = np.full(len(membership), np.nan)
    # most clusters are of two: they have one link
    two = np.bincount(membership)[of_pair[inside]] == 2
    weakest[of_pair[inside[two]]] = pairs.probability[inside[two]]
    inside = inside[~two]
    # not stable: of links that are as likely, whichever joins first is as weak
    inside = inside[np.argsort(-pairs.probability[inside])]
    weakest_links(
        np.arange(len(membership), dtype=np.int32),
        pairs.left[inside],
        pairs.right[inside],
        pairs.probability[inside],
        weakest,
    )
    # a set that became part of another one left its own value behind
    weakest[membership != np.arange(len(membership))] = np.nan
    return weakest


def _distinct(masks: UInt64) -> tuple[UInt64, Int32]:
    """The distinct masks, ascending, and the place of each among them. Of a few rules the masks
    are small numbers, which are counted in a tenth of the time that sorting takes."""
    if masks.max(initial=0) >= 1 << 16:
        found, inverse = np.unique(masks, return_inverse=True)
        return found, inverse.astype(np.int32)
    small = masks.astype(np.int64)
    counts = np.bincount(small)
    places: Int32 = (np.cumsum(counts > 0) - 1).astype(np.int32)
    return np.flatnonzero(counts).astype(np.uint64), np.asarray(places[small])


def _one_array(column: pa.ChunkedArray) -> pa.Array:
    array = column.unify_dictionaries().combine_chunks()
    return array.chunk(0) if hasattr(array, "chunk") and array.num_chunks == 1 else array
