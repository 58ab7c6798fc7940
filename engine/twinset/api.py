"""The front door: from files or tables to a result, in one call."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twinset.config import Plan
from twinset.evaluation import Evaluation, evaluate_tables
from twinset.matching.model import FellegiSunterModel
from twinset.pipeline import run
from twinset.progress import SILENT, Progress
from twinset.result import Result

if TYPE_CHECKING:
    import pyarrow as pa


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

    ``source`` is a path, a glob, a list of them, or anything that speaks the Arrow C stream
    (pyarrow, polars, pandas, DuckDB). ``plan`` is a ``Plan`` or the path of a TOML file; without
    one everything is worked out from the data. ``model`` is a trained model to use instead of
    training one. ``threads`` and ``memory`` (bytes) change how a run goes, never its result.

    Raises ``InputError`` and ``PlanError``.
    """
    return Result(run(source, plan, model=model, threads=threads, memory=memory, progress=progress))


def evaluate_files(clusters: str | os.PathLike[str], truth: str | os.PathLike[str]) -> Evaluation:
    """Measure clusters (an output folder, or a table of ``id`` and ``cluster``) by a truth file."""
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
