"""Golden records: one row a cluster, each value with the record that it came from.

Fields that describe one thing survive together, from one record: an address of which the street
is old and the city new is wrong, and so is one person's given name before another's family name.
A record stands for such a group if it fills enough of it (``_Together.share`` of what the
fullest record of the cluster fills). Identifier, source and times stay with the surviving
record. A field that the plan names in ``survivorship.fields`` goes its own way. Which value
survives is for ``survivorship`` to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from twinset.config import SurvivorshipPlan
from twinset.errors import PlanError, did_you_mean
from twinset.memory import let_go_of_mapped
from twinset.merging.survivorship import Members, choose, codes_of, members_of, surviving_member
from twinset.parallel import map_ordered, tiles
from twinset.types import Clusters, ColumnRole, Int32, Int64, Records, Role

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """A column of golden records: for each cluster of two or more (segment) two rows."""

    name: str
    cells: pa.ChunkedArray  # of the input
    chosen: Int32  # (segments,) the row that the value came from
    taken: Int32  # (segments,) the first row of the cluster where it has the same value, else that


@dataclass(frozen=True, slots=True, eq=False)
class GoldenRecords:
    """One row a cluster, by ascending cluster, singletons included.

    The rows that values come from are known; the values are put together when they are asked for,
    as many rows at a time as are wanted: a table is written in a part of the memory that it would
    take, and new memory costs more than to fill it.
    """

    clusters: Int32
    """(clusters,) the smallest row of each."""
    sizes: Int32
    survivors: Int32
    """The same as ``survivor_rows``."""
    columns: Sequence[_Column]
    several: Int64  # (segments,) where the clusters of two or more stand among all

    def tables(self, rows: int, *, threads: int = 1) -> Iterator[pa.Table]:
        """``rows`` golden records a table: ``cluster`` and ``size`` int32 and the input's columns
        with their types; an input column of one of these two names gets ``input_`` before it."""
        import pyarrow as pa

        for part in self._parts(rows):
            taken = map_ordered(partial(self._taken, part), self.columns, threads)
            cells: dict[str, Any] = {"cluster": self.clusters[part], "size": self.sizes[part]}
            for column, values in zip(self.columns, taken, strict=True):
                cells[_output_name(column)] = values
                let_go_of_mapped()
            yield pa.table(cells)

    def source_tables(self, rows: int) -> Iterator[pa.Table]:
        """The like for the rows that the values came from: ``cluster`` and, under the same column
        names as in ``tables``, int32 the row that has the value."""
        import pyarrow as pa

        for part in self._parts(rows):
            sources: dict[str, Any] = {"cluster": self.clusters[part]}
            shared: dict[int, Int32] = {}  # of columns that survive together
            for column in self.columns:
                key = id(column.chosen)
                if key not in shared:
                    shared[key] = self._rows(column.chosen, part)
                sources[_output_name(column)] = shared[key]
            yield pa.table(sources)

    @property
    def table(self) -> pa.Table:
        """All of ``tables``; made at every call."""
        return next(self.tables(len(self.clusters)))

    @property
    def source_rows(self) -> pa.Table:
        """All of ``source_tables``; made at every call."""
        return next(self.source_tables(len(self.clusters)))

    def _taken(self, part: slice, column: _Column) -> pa.ChunkedArray:
        import pyarrow as pa

        return column.cells.take(pa.array(self._rows(column.taken, part)))

    def _parts(self, rows: int) -> list[slice]:
        """One at least: a table without rows has columns all the same."""
        return [slice(*part) for part in tiles(len(self.clusters), rows)] or [slice(0, 0)]

    def _rows(self, of_segments: Int32, part: slice) -> Int32:
        """A row for each cluster of the part: its only one, or that of the segment."""
        rows = self.clusters[part].copy()
        first, end = np.searchsorted(self.several, (part.start, part.stop))
        rows[self.several[first:end] - part.start] = of_segments[first:end]
        return rows


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
    _check_fields(plan, records.table.column_names)
    group = members_of(records, clusters, updated)
    role_of = {column.column: column.role for column in roles}
    survivor = surviving_member(group, ids)

    def decide(item: tuple[list[str], float | None]) -> list[_Column]:
        """The columns that survive together."""
        names, share = item
        cells = [records.table[name] for name in names]
        if share is None:
            rows = group.rows[survivor]
            return [_Column(name, of, rows, rows) for name, of in zip(names, cells, strict=True)]
        policies = plan.fields.get(names[0], plan.policy) if len(names) == 1 else plan.policy
        codes = np.stack([codes_of(column, group) for column in cells])
        choice = choose(cells, codes, share, policies, group)
        choice = np.where(choice < 0, survivor, choice)
        rows = group.rows[choice]
        # in the place of the cluster's first row: most of a column is then taken as it stands
        near = np.where(codes[:, choice] == codes[:, group.starts[:-1]], group.clusters, rows)
        let_go_of_mapped()
        return [
            _Column(*column) for column in zip(names, cells, [rows] * len(names), near, strict=True)
        ]

    together = _fields_together(records.table.column_names, role_of, plan)
    together.sort(key=lambda item: -len(item[0]))  # the longest first, so that threads end together
    columns = {
        column.name: column for found in map_ordered(decide, together, threads) for column in found
    }
    roots = np.flatnonzero(clusters.membership == np.arange(clusters.size)).astype(np.int32)
    sizes = np.bincount(clusters.membership, minlength=clusters.size)[roots].astype(np.int32)
    return GoldenRecords(
        roots,
        sizes,
        _surviving_rows(clusters.size, group, survivor),
        [columns[name] for name in records.table.column_names],
        np.flatnonzero(sizes > 1),
    )


def _output_name(column: _Column) -> str:
    return f"input_{column.name}" if column.name in ("cluster", "size") else column.name


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
