"""The audit: what is wrong with a base, before anyone merges anything."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from twinset.auditing.contacts import lacking
from twinset.auditing.duplicates import likely_duplicates
from twinset.auditing.picture import Picture
from twinset.auditing.result import Audit
from twinset.auditing.verdicts import encode_columns, judge_columns
from twinset.clock import Clock
from twinset.config import Plan, load_plan
from twinset.errors import PlanError
from twinset.io import read_records
from twinset.parallel import available_threads
from twinset.preparation import require_records, warm_kernels
from twinset.progress import SILENT, Progress, stage
from twinset.roles import infer_roles

Age = str | int | timedelta
"""``2y``, ``18m``, ``26w``, ``90d``; a number is days."""

_DAYS = {"d": 1.0, "w": 7.0, "m": 365 / 12, "y": 365.0}


def audit(
    source: Any,
    plan: Plan | str | Path | None = None,
    *,
    require: Sequence[str] = (),
    unit_cost: float = 1.0,
    as_of: date | str | None = None,
    stale_after: Age = "2y",
    threads: int | None = None,
    progress: Progress = SILENT,
) -> Audit:
    """Say what is wrong with a base: faults by column, old and unreachable records, duplicates.

    ``source`` and ``plan`` are as for ``dedupe``. ``require`` names columns or roles that every
    record has to have. ``unit_cost`` is what it costs to prevent one bad record; correcting it
    costs ten times that, leaving it a hundred times. ``as_of`` is the day after which a date is in
    the future, today by default. ``stale_after`` is how long before the newest update of the base
    a record may have been updated last. ``threads`` changes how it runs, never the report.

    Raises ``InputError`` and ``PlanError``.
    """
    threads = threads or available_threads()
    limit = parse_age(stale_after)
    day = parse_day(as_of)
    if not (unit_cost >= 0 and np.isfinite(unit_cost)):
        raise PlanError("unit_cost: must be 0 or more")
    settings = plan if isinstance(plan, Plan) else (load_plan(plan) if plan else Plan())
    begun, clock = time.perf_counter(), Clock()
    with clock.measure("read"):
        records = read_records(source, settings.read, progress=progress)
    require_records(records)
    warm_kernels(progress, clock)
    with clock.measure("roles"):
        roles = infer_roles(records, settings.roles)
    with clock.measure("check"):
        encoded, compact = encode_columns(records, roles, threads=threads)
        cells = judge_columns(
            encoded, roles, settings.standardize, day, threads=threads, progress=progress
        )
    required = lacking(cells, require)
    with clock.measure("duplicates"):
        membership, duplicates, standard = likely_duplicates(
            compact, roles, settings, threads=threads, progress=progress
        )
    with clock.measure("report"), stage(progress, "report", None, ""):
        picture = Picture(
            compact,
            roles,
            cells,
            membership,
            duplicates,
            standard,
            required,
            settings.standardize,
            limit,
            unit_cost,
            threads,
        )
        report = picture.report()
    seconds = time.perf_counter() - begun
    report = msgspec.structs.replace(
        report,
        as_of=day.isoformat(),
        stages=list(clock.stages),
        seconds=seconds,
        rows_per_second=records.size / seconds,
    )
    return Audit(report, records, roles, tuple(cells), tuple(picture.record_faults), membership)


def parse_age(age: Age) -> timedelta:
    """``2y``, ``18m``, ``26w``, ``90d``, days or a timedelta. Raises ``PlanError``."""
    if isinstance(age, timedelta):
        return age
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([dwmy]?)\s*", str(age).lower())
    if match is None or float(match[1]) * _DAYS[match[2] or "d"] > 100_000:
        raise PlanError(f"{str(age)!r} is no length of time", hint="write 2y, 18m, 26w or 90d")
    return timedelta(days=round(float(match[1]) * _DAYS[match[2] or "d"]))


def parse_day(as_of: date | str | None) -> date:
    """A day, one written as 2026-01-31, or today. Raises ``PlanError``."""
    if as_of is None:
        return date.today()
    if isinstance(as_of, date):
        return as_of
    try:
        return date.fromisoformat(as_of)
    except ValueError:
        raise PlanError(f"{as_of!r} is no day", hint="write it as 2026-01-31") from None
