"""The stage: every text column of a known role in the form that a careful clerk would write."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version

import pyarrow as pa

from twinset.cleaning.changes import ChangeLog
from twinset.cleaning.columns import (
    CleanedColumn,
    clean_column,
    faults_left,
    is_cleanable,
)
from twinset.cleaning.fields import field_type
from twinset.cleaning.moves import move_values
from twinset.cleaning.report import CleaningReport, ColumnReport
from twinset.columns import encode
from twinset.config import StandardizePlan
from twinset.errors import PlanError
from twinset.parallel import map_ordered
from twinset.progress import SILENT, Progress, stage
from twinset.standardize.cells import as_mask
from twinset.standardize.inputs import arrow_column, columns_of
from twinset.standardize.row_countries import row_countries
from twinset.summary import date_orders, input_summaries
from twinset.types import ColumnRole, Records, Reject, Role

_RAW = "_raw"


@dataclass(frozen=True, eq=False)
class Cleaned:
    """The cleaned table (all rows in their order, all columns) and what was done to it."""

    table: pa.Table
    log: ChangeLog
    report: CleaningReport
    ids: Sequence[str] = ()
    rejects: Sequence[Reject] = ()

    @property
    def changes(self) -> pa.Table:
        """The change log; see ``ChangeLog``. Large logs are better written by ``log.batches()``."""
        return self.log.table()

    @cached_property
    def updates(self) -> pa.Table:
        """A bulk update: the changed records, their id (without one ``row``), and every column in
        which any cell was changed. Null where a record has no value in it."""
        changed = [column.name for column in self.log.columns if column.is_changed]
        rows = self.log.changed_rows.nonzero()[0]
        own = [name for name in self.ids if name not in changed]
        table = self.table.select([*own, *changed]).take(pa.array(rows))
        if not own:
            table = table.add_column(0, "row", pa.array(rows, pa.int64()))
        return table


def clean(
    records: Records,
    roles: Sequence[ColumnRole],
    plan: StandardizePlan = StandardizePlan(),  # noqa: B008 - frozen
    *,
    only: Collection[str] = (),
    keep_raw: bool = False,
    accept_suggestions: bool = False,
    move: bool = False,
    threads: int = 1,
    progress: Progress = SILENT,
) -> Cleaned:
    """Every text column in display form; see ``fields`` for what each type becomes.

    Rows, their order and ids, other columns and types stay. ``only`` names columns or roles;
    ``keep_raw`` puts ``<column>_raw``, as it was read, behind each column that is cleaned;
    ``accept_suggestions`` puts misspelt email domains right; ``move`` moves an email, phone or
    birth date out of a column of another type where the row has none. Idempotent, and equal for
    any number of threads. Raises ``PlanError`` where ``only`` names neither column nor role.
    """
    wanted = [role for role in roles if _is_wanted(role, records.table, only)]
    _check_only(only, roles)
    countries = row_countries(lambda name: encode(arrow_column(records, name)), roles, records.size)

    def job(role: ColumnRole) -> CleanedColumn:
        kind = field_type(role.role)
        assert kind is not None
        column = records.table.column(role.column)
        known = countries.likely if role.role is Role.PHONE else countries.stated
        own = known if kind.by_country and known.distinct else None
        return clean_column(role, kind, column, plan, own, accept_suggestions=accept_suggestions)

    columns: list[CleanedColumn] = []
    with stage(progress, "standardize", len(wanted), "columns") as bar:
        for column in map_ordered(job, wanted, threads):
            columns.append(column)
            bar.advance(1)
    moved = 0
    if move:
        columns, moved = move_values(columns, plan)
    table = _assemble(records.table, columns, keep_raw)
    id_columns = columns_of(roles, Role.RECORD_ID)
    ids = records.table.column(id_columns[0]) if id_columns else None
    log = ChangeLog(columns, ids, records.size)
    return Cleaned(table, log, _report(records, log, moved), id_columns, records.rejects)


def _is_wanted(role: ColumnRole, table: pa.Table, only: Collection[str]) -> bool:
    if field_type(role.role) is None or not is_cleanable(table.schema.field(role.column).type):
        return False
    if only:
        return role.column in only or role.role.value in only
    # what an earlier run has kept as it was read
    return not (role.column.endswith(_RAW) and role.column.removesuffix(_RAW) in table.column_names)


def _check_only(only: Collection[str], roles: Sequence[ColumnRole]) -> None:
    known = {role.column for role in roles} | {role.role.value for role in roles}
    unknown = [name for name in only if name not in known]
    if unknown:
        raise PlanError(
            f"no column or role {unknown[0]!r} here",
            hint=f"columns: {', '.join(role.column for role in roles)}",
        )


def _assemble(table: pa.Table, columns: Sequence[CleanedColumn], keep_raw: bool) -> pa.Table:
    cleaned = {column.name: column for column in columns}
    names: list[str] = []
    data: list[pa.ChunkedArray] = []
    for name in table.column_names:
        column = cleaned.get(name)
        names.append(name)
        data.append(table.column(name) if column is None else column.output)
        if keep_raw and column is not None:
            names.append(_free_name(name + _RAW, [*table.column_names, *names]))
            data.append(column.original)
    return pa.table(data, names=names)


def _free_name(name: str, taken: Collection[str]) -> str:
    """``name``, with a number behind it where a column is called so already."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free


def _report(records: Records, log: ChangeLog, moved: int) -> CleaningReport:
    columns = [_column_report(column) for column in log.columns]
    cleaned = {column.name for column in log.columns}
    return CleaningReport(
        version=version("twinset"),
        inputs=input_summaries(records),
        rows=records.size,
        columns=columns,
        kept=[name for name in records.table.column_names if name not in cleaned],
        changed_cells=sum(column.changed for column in columns),
        changed_records=int(log.changed_rows.sum()),
        suggestions=sum(column.suggestions for column in columns),
        moved=moved,
    )


def _column_report(column: CleanedColumn) -> ColumnReport:
    values = column.values
    return ColumnReport(
        column=column.name,
        role=column.role.role.value,
        type=column.kind.name,
        changed=column.count(values.changed),
        reasons={reason.value: column.count(mask) for reason, mask in values.reasons.items()},
        suggestions=column.count(as_mask(values.suggestions.is_valid())),
        left={fault.value: number for fault, number in faults_left(column).items()},
        date_orders=date_orders(values.orders, column.count),
    )
