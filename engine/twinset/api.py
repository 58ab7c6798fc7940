"""The front door: from files or tables to a result, in one call."""

from __future__ import annotations

import dataclasses
import os
import time
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from twinset.config import Plan, load_plan
from twinset.evaluation import Evaluation, evaluate_tables
from twinset.matching.model import FellegiSunterModel
from twinset.parallel import available_threads
from twinset.pipeline import run
from twinset.progress import SILENT, Progress
from twinset.result import Result

if TYPE_CHECKING:
    import pyarrow as pa

    from twinset.auditing.result import Audit
    from twinset.cleaning import Cleaned, Restored


def dedupe(
    source: Any,
    plan: Plan | str | Path | None = None,
    *,
    model: FellegiSunterModel | str | Path | None = None,
    threads: int | None = None,
    memory: int | None = None,
    progress: Progress = SILENT,
) -> Result:
    """Find the records of one person or company.

    ``source`` is a path, a glob, "-" for standard input, a list of them, or anything that speaks
    the Arrow C stream (pyarrow, polars, pandas, DuckDB). ``plan`` is a ``Plan`` or the path of a
    TOML file; without one everything is worked out from the data. ``model`` is a trained model to
    use instead of training one. ``threads`` and ``memory`` (bytes) change how a run goes, never its
    result.

    Raises ``InputError``, ``PlanError``, and ``BudgetError`` where the records need more memory.
    """
    return Result(run(source, plan, model=model, threads=threads, memory=memory, progress=progress))


def audit(
    source: Any,
    plan: Plan | str | Path | None = None,
    *,
    require: Sequence[str] = (),
    unit_cost: float = 1.0,
    as_of: date | str | None = None,
    stale_after: str | int | timedelta = "2y",
    threads: int | None = None,
    progress: Progress = SILENT,
) -> Audit:
    """Say what is wrong with a base: faults by column, old and unreachable records, duplicates.

    ``source`` and ``plan`` are as for ``dedupe``. ``require`` names columns or roles that every
    record has to have. ``unit_cost`` is what it costs to prevent one bad record; correcting it
    costs ten times that, leaving it a hundred times. ``as_of`` is the day after which a date is in
    the future, today by default. ``stale_after`` (2y, 18m, 26w, 90d, days) is how long before the
    newest update of the base a record may have been updated last. ``threads`` changes how it runs,
    never the report.

    Raises ``InputError`` and ``PlanError``.
    """
    from twinset.auditing.run import audit as run_audit

    return run_audit(
        source,
        plan,
        require=require,
        unit_cost=unit_cost,
        as_of=as_of,
        stale_after=stale_after,
        threads=threads,
        progress=progress,
    )


def clean(
    source: Any,
    plan: Plan | str | Path | None = None,
    *,
    only: Collection[str] = (),
    keep_raw: bool = False,
    accept_suggestions: bool = False,
    move: bool = False,
    threads: int | None = None,
    progress: Progress = SILENT,
) -> Cleaned:
    """The same table, every value as a careful clerk would write it, and a log of each change.

    ``source`` and ``plan`` are those of ``dedupe``; see ``twinset.cleaning.clean`` for the rest.
    Raises ``InputError`` and ``PlanError``.
    """
    from twinset.cleaning import clean as clean_records
    from twinset.io import read_records
    from twinset.roles import infer_roles

    started = time.perf_counter()
    settings = plan if isinstance(plan, Plan) else Plan() if plan is None else load_plan(plan)
    records = read_records(source, settings.read, progress=progress)
    cleaned = clean_records(
        records,
        infer_roles(records, settings.roles),
        settings.standardize,
        only=only,
        keep_raw=keep_raw,
        accept_suggestions=accept_suggestions,
        move=move,
        threads=threads or available_threads(),
        progress=progress,
    )
    seconds = time.perf_counter() - started
    report = msgspec.structs.replace(cleaned.report, seconds=seconds)
    return dataclasses.replace(cleaned, report=report)


def restore(source: Any, changes: Any, *, progress: Progress = SILENT) -> Restored:
    """Take a clean-up back: what was cleaned, and its change log; both files or Arrow tables.

    Raises ``InputError`` where the log does not fit.
    """
    from twinset.cleaning import restore as restore_table
    from twinset.io import read_records

    table = read_records(source, progress=progress).table
    return restore_table(table, read_records(changes, progress=progress).table)


def evaluate_files(clusters: str | os.PathLike[str], truth: str | os.PathLike[str]) -> Evaluation:
    """Measure clusters (an output folder, or a table of ``id`` and ``cluster``) by a truth file.

    Ids are compared as text. Records that only one side knows are left out and counted, as are
    those without an id. Raises ``InputError`` where a file can't be read or lacks a column, where
    an id of the truth stands twice, and where no id is in both.
    """
    import pyarrow as pa

    from twinset.io import read_truth

    known = read_truth(truth)
    table = pa.table({"id": known.ids, "entity": known.entities})
    return evaluate_tables(_clusters(Path(clusters)), table)


def _clusters(path: Path) -> pa.Table:
    if path.is_dir():
        from twinset.errors import InputError

        for name in ("clusters.parquet", "clusters.csv"):
            if (path / name).exists():
                return _table(path / name)
        raise InputError(f"{path}: no clusters table here", hint="pass a folder that dedupe wrote")
    return _table(path)


def _table(path: Path) -> pa.Table:
    from twinset.io import read_records

    return read_records(path).table
