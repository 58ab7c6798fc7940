"""Golden records: which value of a cluster survives, and which record it came from.

For each field the policies of the plan are tried in order; each keeps the candidates (non-null
values) that are best by it, until one value is left:

- ``most_recent``: the record that was updated last; decides nothing where no time is known
- ``most_complete``: the record with the most non-null cells
- ``most_frequent``: the value that most records of the cluster have
- ``longest``: the value with the most characters
- ``first``: the smallest row

What is still tied goes to the smaller text, so that the surviving value does not depend on the
order of the input; of the records that have it, the smallest row is named as its source.

Fields that describe one thing survive together, from one record: an address of which the street
is old and the city new is wrong, and so is one person's given name before another's family name.
A record stands for such a group if it fills enough of it (``_Together.share`` of what the
fullest record of the cluster fills). Identifier, source and times stay with the surviving
record. A field that the plan names in ``survivorship.fields`` goes its own way.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from twinset.config import Survivor, SurvivorshipPlan
from twinset.errors import PlanError
from twinset.memory import let_go_of_mapped
from twinset.merging.merge_sets import members
from twinset.parallel import map_ordered
from twinset.types import NULL_CODE, Bool, Clusters, ColumnRole, Int32, Int64, Records, Role

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True, eq=False)
class GoldenRecords:
    """One row a cluster, by ascending cluster, singletons included.

    ``table`` has ``cluster`` and ``size`` int32 and the input's columns with their types; an
    input column of one of these two names gets ``input_`` before it. ``source_rows`` has
    ``cluster`` and, under the same column names, int32 the row that the value was taken from.
    """

    table: pa.Table
    source_rows: pa.Table
    survivors: Int32
    """The same as ``survivor_rows``."""


@dataclass(frozen=True, slots=True)
class _Together:
    roles: frozenset[Role]
    share: float


_GROUPS = (
    _Together(
        frozenset(
            {
                Role.ADDRESS,
                Role.STREET,
                Role.HOUSE_NUMBER,
                Role.CITY,
                Role.REGION,
                Role.POSTCODE,
                Role.COUNTRY,
            }
        ),
        0.5,  # a new address without its country is better than an old one with it
    ),
    _Together(frozenset({Role.GIVEN_NAME, Role.MIDDLE_NAME, Role.FAMILY_NAME}), 1.0),
    _Together(frozenset({Role.BIRTH_YEAR, Role.BIRTH_MONTH, Role.BIRTH_DAY}), 1.0),
)
_OF_THE_RECORD = frozenset({Role.RECORD_ID, Role.SOURCE, Role.CREATED_AT, Role.UPDATED_AT})


@dataclass(frozen=True, slots=True, eq=False)
class _Members:
    """The records of clusters of two or more, cluster by cluster, each by ascending row."""

    rows: Int32
    segment: Int64  # (members,) number of the cluster among those of two or more
    clusters: Int32  # (segments,) smallest row
    updated: Int64 | None  # (members,)
    filled: Int64  # (members,) non-null cells of the record

    @property
    def segments(self) -> int:
        return len(self.clusters)


@dataclass(frozen=True, slots=True, eq=False)
class _Values:
    """A column's values at the members: a code each (-1 null) and the distinct values."""

    codes: Int32
    distinct: pa.Array | None  # None where the type has no order: codes are then all different


def golden_records(
    records: Records,
    roles: Sequence[ColumnRole],
    ids: pa.Array,
    clusters: Clusters,
    updated: Int64 | None,
    plan: SurvivorshipPlan,
    *,
    threads: int = 1,
) -> GoldenRecords:
    """The golden record of every cluster and the source row of every field.

    ``ids`` is (rows,) as ``merge_sets.record_ids`` gives it; it settles which record survives where
    nothing else does. ``updated`` is (rows,), larger is later, as
    ``standardize.date_times.timestamps`` gives it; None where no record has a time. Raises
    ``PlanError`` where ``plan.fields`` names a column that is not there.
    """
    import pyarrow as pa

    _check_fields(plan, records.table.column_names)
    group = _members(records, clusters, updated, threads)
    role_of = {column.column: column.role for column in roles}
    survivor = _surviving_member(group, ids)
    roots = np.flatnonzero(clusters.membership == np.arange(clusters.size)).astype(np.int32)
    sizes = np.bincount(clusters.membership, minlength=clusters.size)[roots].astype(np.int32)
    several = np.flatnonzero(sizes > 1)

    def decide(item: tuple[list[str], float | None]) -> tuple[list[str], Int32, list[Any]]:
        """The columns that survive together, their source rows and their values."""
        names, share = item
        columns = [_joined(records.table[name]) for name in names]
        choice = survivor
        if share is not None:
            policies = plan.fields.get(names[0], plan.policy) if len(names) == 1 else plan.policy
            values = [_values(column, group.rows) for column in columns]
            choice = _choose(values, share, policies, group)
            choice = np.where(choice < 0, survivor, choice)
        rows = roots.copy()
        rows[several] = group.rows[choice]
        return names, rows, [column.take(pa.array(rows)) for column in columns]

    columns: dict[str, tuple[Int32, Any]] = {}
    together = _fields_together(records.table.column_names, role_of, plan)
    together.sort(key=lambda item: -len(item[0]))  # the longest first, so that threads end together
    for names, rows, taken in map_ordered(decide, together, threads):
        columns |= {name: (rows, cells) for name, cells in zip(names, taken, strict=True)}
        let_go_of_mapped()
    golden: dict[str, Any] = {"cluster": roots, "size": sizes}
    source_rows: dict[str, Any] = {"cluster": roots}
    for name in records.table.column_names:
        output = f"input_{name}" if name in ("cluster", "size") else name
        source_rows[output], golden[output] = columns[name]
    survivors = _surviving_rows(clusters.size, group, survivor)
    return GoldenRecords(pa.table(golden), pa.table(source_rows), survivors)


def _joined(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column, text in one chunk: Arrow's ``take`` looks up the chunk of every row."""
    import pyarrow as pa

    if pa.types.is_string(column.type) and column.nbytes < np.iinfo(np.int32).max:
        return pa.chunked_array([column.combine_chunks()], column.type)
    return column


def survivor_rows(
    records: Records, ids: pa.Array, clusters: Clusters, updated: Int64 | None
) -> Int32:
    """The record that a cluster is merged into, (rows,) at the cluster's smallest row.

    The one that was updated last, else the most complete, else the one with the smaller id,
    else the smallest row. Rows that are not a cluster's smallest hold themselves.
    """
    group = _members(records, clusters, updated)
    return _surviving_rows(clusters.size, group, _surviving_member(group, ids))


def _surviving_rows(size: int, group: _Members, member: Int64) -> Int32:
    survivors = np.arange(size, dtype=np.int32)
    survivors[group.clusters] = group.rows[member]
    return survivors


def _check_fields(plan: SurvivorshipPlan, columns: Sequence[str]) -> None:
    for name in plan.fields:
        if name not in columns:
            close = difflib.get_close_matches(name, columns, n=1, cutoff=0.5)
            raise PlanError(
                f"survivorship.fields: there is no column {name!r}",
                hint=f"did you mean {close[0]!r}?" if close else f"columns: {', '.join(columns)}",
            )


def _members(
    records: Records, clusters: Clusters, updated: Int64 | None, threads: int = 1
) -> _Members:
    import pyarrow.compute as pc

    rows, _, smallest, sizes = members(clusters)

    def filled_in(column: pa.ChunkedArray) -> Bool:
        return np.asarray(pc.is_valid(column).to_numpy()[rows])

    filled = np.zeros(len(rows), np.int64)
    columns = [column for column in records.table.columns if column.null_count]
    for known in map_ordered(filled_in, columns, threads):
        filled += known
    return _Members(
        rows,
        np.repeat(np.arange(len(smallest)), sizes),
        smallest,
        None if updated is None else updated[rows],
        filled,
    )


def _values(column: pa.ChunkedArray, rows: Int32) -> _Values:
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = column.take(pa.array(rows))
    if not pa.types.is_dictionary(cells.type):
        try:
            cells = cells.dictionary_encode()
        except pa.ArrowNotImplementedError:  # lists and structs
            known = pc.is_valid(cells).to_numpy()
            return _Values(np.where(known, np.arange(len(rows)), NULL_CODE).astype(np.int32), None)
    if cells.num_chunks == 0:
        return _Values(np.empty(0, np.int32), None)
    array = cells.unify_dictionaries().combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = array.chunk(0)
    codes = pc.fill_null(array.indices.cast(pa.int32()), NULL_CODE).to_numpy(zero_copy_only=False)
    return _Values(codes, array.dictionary)


def _fields_together(
    columns: Sequence[str], role_of: dict[str, Role], plan: SurvivorshipPlan
) -> list[tuple[list[str], float | None]]:
    """Columns that survive together and their share; None: with the surviving record.

    The second column of a role belongs to a second address, and so on.
    """
    together: dict[tuple[int, int], list[str]] = {}
    result: list[tuple[list[str], float | None]] = []
    seen: dict[Role, int] = {}
    for name in columns:
        role = role_of.get(name, Role.IGNORE)
        number = seen[role] = seen.get(role, 0) + 1
        kind = next((k for k, group in enumerate(_GROUPS) if role in group.roles), None)
        if name in plan.fields:
            result.append(([name], 1.0))
        elif role in _OF_THE_RECORD:
            result.append(([name], None))
        elif kind is None:
            result.append(([name], 1.0))
        else:
            if (kind, number) not in together:
                together[kind, number] = []
                result.append((together[kind, number], _GROUPS[kind].share))
            together[kind, number].append(name)
    return result


def _surviving_member(group: _Members, ids: pa.Array) -> Int64:
    """The member (an index into ``group.rows``) that each cluster is merged into."""
    alive = np.arange(len(group.rows))
    scores = [group.filled] if group.updated is None else [group.updated, group.filled]
    for score in scores:
        alive = _keep_best(alive, group.segment[alive], score[alive])
    tied = _in_tie(group.segment[alive])
    values = _values_of(ids, group.rows[alive[tied]])
    order = np.zeros(len(alive), np.int64)
    order[tied] = -_rank(values)
    alive = _keep_best(alive, group.segment[alive], order)
    return alive[_starts(group.segment[alive])]


def _values_of(array: pa.Array, rows: Int32) -> _Values:
    import pyarrow as pa

    return _values(pa.chunked_array([array]), rows)


def _choose(
    fields: Sequence[_Values], share: float, policies: Sequence[Survivor], group: _Members
) -> Int64:
    """The member that gives the fields their values, (segments,); -1 where all are null."""
    chosen = np.full(group.segments, -1, np.int64)
    fill = np.sum([field.codes >= 0 for field in fields], axis=0)
    if not fill.any():
        return chosen
    most = np.maximum.reduceat(fill, _starts(group.segment))
    candidates = np.flatnonzero((fill > 0) & (fill >= share * most[group.segment]))
    value = _combined(fields)
    alive = _settle(candidates, value, group, chosen)
    for policy in policies:
        if len(alive) == 0:
            return chosen
        score = _score(policy, alive, candidates, fields, value, group)
        if score is not None:
            alive = _keep_best(alive, group.segment[alive], score)
            alive = _settle(alive, value, group, chosen)
    for field in fields:
        if len(alive):
            texts = _Values(field.codes[alive], field.distinct)
            alive = _keep_best(alive, group.segment[alive], -_rank(texts))
            alive = _settle(alive, value, group, chosen)
    first = _starts(group.segment[alive])
    chosen[group.segment[alive[first]]] = alive[first]
    return chosen


def _combined(fields: Sequence[_Values]) -> Int64:
    """One number per distinct combination of the fields' codes."""
    value = fields[0].codes.astype(np.int64)
    for field in fields[1:]:
        # made dense after every step, so that the product never overflows
        wide = value * (int(field.codes.max(initial=-1)) + 2) + field.codes + 1
        value = np.unique(wide, return_inverse=True)[1].astype(np.int64)
    return value


def _score(
    policy: Survivor,
    alive: Int64,
    candidates: Int64,
    fields: Sequence[_Values],
    value: Int64,
    group: _Members,
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
        key = group.segment * (int(value.max()) + 1) + value
        keys, counts = np.unique(key[counted], return_counts=True)
        return counts[np.searchsorted(keys, key[alive])]
    if policy == "longest":
        return np.sum([_lengths(field)[field.codes[alive]] for field in fields], axis=0)
    return -group.rows[alive].astype(np.int64)


def _lengths(field: _Values) -> Int64:
    """Characters of each distinct value; the last entry, for null, is 0."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if field.distinct is None:
        return np.zeros(len(field.codes) + 1, np.int64)
    lengths = pc.utf8_length(field.distinct.cast(pa.string())).to_numpy(zero_copy_only=False)
    return np.append(lengths, 0).astype(np.int64)


def _rank(values: _Values) -> Int64:
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


def _settle(alive: Int64, value: Int64, group: _Members, chosen: Int64) -> Int64:
    """Write the segments that have one value left; return the members of the others."""
    if len(alive) == 0:
        return alive
    segment = group.segment[alive]
    starts = _starts(segment)
    living = value[alive]
    settled = np.minimum.reduceat(living, starts) == np.maximum.reduceat(living, starts)
    chosen[segment[starts[settled]]] = alive[starts[settled]]
    return alive[np.repeat(~settled, np.diff(starts, append=len(alive)))]
