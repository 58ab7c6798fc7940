"""What comes before any pair: records read, roles found, values in one form, in canonical order."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from twinset import canonical
from twinset.clock import Clock
from twinset.config import Plan, load_plan
from twinset.errors import InputError
from twinset.io import read_records
from twinset.memory import UNLIMITED, Budget, on_disk
from twinset.numbered_ahead import numbered_ahead
from twinset.progress import SILENT, Progress, stage
from twinset.roles import infer_roles
from twinset.standardize import standardize
from twinset.types import ColumnRole, Int64, Records, Role, StandardRecords


@dataclass(frozen=True, eq=False)
class Prepared:
    """What is known before any pair: the records as read, and standardised in canonical order.

    Canonical position i holds row ``order[i]``.
    """

    records: Records
    roles: tuple[ColumnRole, ...]
    plan: Plan
    standard: StandardRecords
    order: Int64


def prepare(
    source: Any,
    plan: Plan | str | Path | None = None,
    *,
    threads: int = 1,
    progress: Progress = SILENT,
    clock: Clock | None = None,
    budget: Budget = UNLIMITED,
) -> Prepared:
    """Read, find the roles, standardise, and put the records in canonical order. Raises
    ``BudgetError`` where the records alone are too large for the budget. ``source`` may be the
    future of records whose reading has begun, by the same plan."""
    clock = clock or Clock()
    settings = plan if isinstance(plan, Plan) else (load_plan(plan) if plan else Plan())
    with clock.measure("read"):
        if isinstance(source, Future):
            records: Records = source.result()
        else:
            records = read_records(source, settings.read, progress=progress)
    require_records(records)
    warm_kernels(progress, clock)
    working = budget.threads(threads)
    with (
        clock.measure("roles"),
        numbered_ahead(records, settings.roles, threads=working) as ahead,
    ):
        roles = infer_roles(records, settings.roles, threads=working)
    budget.require_standard(records.size, sum(c.role != Role.IGNORE for c in roles))
    with clock.measure("standardize"):
        standard = standardize(
            records, roles, settings.standardize,
            ahead=ahead, threads=working, progress=progress,
        )  # fmt: skip
        order = canonical.canonical_order(standard, _identifiers(records, roles), threads=working)
        standard = canonical.reorder(standard, order, threads=working)
        if budget.tight:  # only golden records and the like look at it again
            records = replace(records, table=on_disk(records.table))
    resolved = msgspec.structs.replace(settings, roles={c.column: c.role for c in roles})
    return Prepared(records, roles, resolved, standard, order)


def require_records(records: Records) -> None:
    """Raises ``InputError`` where there are none."""
    if records.size == 0:
        names = ", ".join(file.name for file in records.sources)
        raise InputError(f"{names}: no records", hint="there is a header, but no row below it")


def warm_kernels(progress: Progress, clock: Clock, package: str = "twinset.kernels") -> None:
    """Compile the kernels if this machine has not yet; about half a minute, once."""
    from twinset import _jit, kernels

    if _jit.kernels_are_cached(package):
        return
    with clock.measure("compile kernels"):
        kernels.load_all(package)
        name = "compile kernels (first run on this machine)"
        with stage(progress, name, _jit.kernel_count(package), "kernels") as bar:
            _jit.compile_kernels(bar.advance, package)


def _identifiers(records: Records, roles: Sequence[ColumnRole]) -> dict[str, Any]:
    """The record id and source columns: they settle the order of otherwise equal records."""
    wanted = (Role.RECORD_ID, Role.SOURCE)
    return {f"{c.role}:{c.column}": records.table[c.column] for c in roles if c.role in wanted}
