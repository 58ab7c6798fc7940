"""``read_records``: the way in.

What CSV files do not need is imported where it is asked for: pyarrow.compute, which the other
formats ask for, takes 20 ms, and the reading of a file waits for the imports of this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

import pyarrow as pa

from twinset.config import ReadPlan
from twinset.errors import InputError
from twinset.io.columnar import is_table, read_ipc, read_parquet, read_table_object
from twinset.io.delimited import TextTable, read_delimited
from twinset.io.inputs import Advance, Input, find_inputs
from twinset.progress import SILENT, Progress, stage
from twinset.types import Records, Reject, SourceFile

_FORMAT_NAMES = {"arrow_stream": "arrow", "json": "ndjson"}


def read_records(
    source: Any, plan: ReadPlan | None = None, *, progress: Progress = SILENT
) -> Records:
    """Read files or tables into one table.

    ``source`` is a path, a glob, a folder, "-" for standard input, any object that speaks the
    Arrow C interface (pyarrow, polars, pandas, DuckDB), or a list of those. Inputs are put one
    after the other, their columns matched by name.

    Raises ``InputError`` for what can't be read and ``PlanError`` for a plan that makes no sense.
    """
    plan = plan or ReadPlan()
    sources = list(source) if _is_list(source) else [source]
    if not sources:
        raise InputError("no input was named")
    with ExitStack() as stack:
        parts = _resolve(sources, stack)
        total = sum(part.size for part in parts if isinstance(part, Input))
        with stage(progress, "read", total, "bytes") as bar:
            results = [_read_one(part, plan, bar.advance) for part in parts]
    return _assemble(parts, results)


def _is_list(source: Any) -> bool:
    return isinstance(source, Sequence) and not isinstance(source, str) and not is_table(source)


def _resolve(sources: Sequence[Any], stack: ExitStack) -> list[Any]:
    """Files as ``Input``, tables as they are."""
    parts: list[Any] = []
    for source in sources:
        if is_table(source):
            parts.append(source)
        elif isinstance(source, str) or hasattr(source, "__fspath__"):
            parts.extend(find_inputs([source], stack))
        else:
            kind = type(source).__name__
            raise InputError(
                f"can't read a {kind}", hint="give a path, or a table that speaks Arrow"
            )
    return parts


def _read_one(part: Any, plan: ReadPlan, advance: Advance) -> TextTable:
    if not isinstance(part, Input):
        return _tidied(TextTable(read_table_object(part)))
    if part.format == "csv":
        return read_delimited(part, plan, advance)
    if part.format in ("ndjson", "json"):
        from twinset.io.ndjson import read_ndjson

        return _tidied(read_ndjson(part, plan, advance))
    table = read_parquet(part) if part.format == "parquet" else read_ipc(part)
    advance(part.size)
    return _tidied(TextTable(table))


def _tidied(result: TextTable) -> TextTable:
    from twinset.io.tables import tidy

    return TextTable(tidy(result.table), result.details, result.rejects)


def _assemble(parts: Sequence[Any], results: Sequence[TextTable]) -> Records:
    files: list[SourceFile] = []
    rejects: list[Reject] = []
    first_row, tables_seen = 0, 0
    for part, result in zip(parts, results, strict=True):
        if isinstance(part, Input):
            name, kind = part.name, _FORMAT_NAMES.get(part.format, part.format)
        else:
            tables_seen += 1
            name = "<table>" if tables_seen == 1 else f"<table {tables_seen}>"
            kind = "table"
        rows = result.table.num_rows
        files.append(SourceFile(name, kind, first_row, rows, result.details))
        rejects.extend(result.rejects)
        first_row += rows
    table = _joined([result.table for result in results])
    if table.num_columns == 0:
        raise InputError(f"{files[0].name}: no columns")
    return Records(_without_metadata(table), files, rejects)


def _joined(tables: Sequence[pa.Table]) -> pa.Table:
    if len(tables) == 1:
        return tables[0]
    from twinset.io.tables import concatenate

    return concatenate(tables)


def _without_metadata(table: pa.Table) -> pa.Table:
    """Foreign metadata (pandas keeps whole indexes there) would travel into every output."""
    return table.replace_schema_metadata(None)
