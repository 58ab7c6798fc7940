"""Golden records: one row a cluster, each value with the record that it came from.

Fields that describe one thing survive together, from one record: an address of which the street
is old and the city new is wrong, and so is one person's given name before another's family name.
A record stands for such a group if it fills enough of it (``_Together.share`` of what the
fullest record of the cluster fills). Identifier, source and times stay with the surviving
record. A field that the plan names in ``survivorship.fields`` goes its own way. Which value
survives is for ``survivorship`` to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from twinset.config import SurvivorshipPlan
from twinset.errors import PlanError, did_you_mean
from twinset.memory import let_go_of_mapped
from twinset.merging.survivorship import Members, choose, members_of, surviving_member, values_at
from twinset.parallel import map_ordered
from twinset.types import Clusters, ColumnRole, Int32, Int64, Records, Role

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
    group = members_of(records, clusters, updated, threads)
    role_of = {column.column: column.role for column in roles}
    survivor = surviving_member(group, ids)
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
            values = [values_at(column, group.rows) for column in columns]
            choice = choose(values, share, policies, group)
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
    group = members_of(records, clusters, updated)
    return _surviving_rows(clusters.size, group, surviving_member(group, ids))


def _surviving_rows(size: int, group: Members, member: Int64) -> Int32:
    survivors = np.arange(size, dtype=np.int32)
    survivors[group.clusters] = group.rows[member]
    return survivors


def _check_fields(plan: SurvivorshipPlan, columns: Sequence[str]) -> None:
    for name in plan.fields:
        if name not in columns:
            raise PlanError(
                f"survivorship.fields: there is no column {name!r}",
                hint=did_you_mean(name, columns, f"columns: {', '.join(columns)}"),
            )


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
