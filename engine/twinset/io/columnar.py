"""Parquet and Arrow IPC files, and whatever speaks the Arrow C data interface."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from twinset.errors import InputError
from twinset.io.inputs import Input


def read_parquet(source: Input) -> pa.Table:
    """The whole file, with its own types. Raises ``InputError`` for a damaged one."""
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(source.path) as file:
            return file.read(use_threads=True)
    except (pa.ArrowException, OSError, ValueError):
        raise InputError(f"{source.name}: a damaged or unsupported Parquet file") from None


def read_ipc(source: Input) -> pa.Table:
    """An Arrow IPC file or stream. Raises ``InputError`` for a damaged one.

    Read, not mapped: a table over a mapped file would break when the file is overwritten.
    """
    opener = pa.ipc.open_file if source.format == "arrow" else pa.ipc.open_stream
    try:
        with pa.OSFile(str(source.path)) as file, opener(file) as reader:
            return reader.read_all()
    except (pa.ArrowException, OSError, ValueError):
        raise InputError(f"{source.name}: a damaged or unsupported Arrow IPC file") from None


def is_table(source: Any) -> bool:
    """Can ``read_table_object`` take it?"""
    return (
        hasattr(source, "__arrow_c_stream__")
        or hasattr(source, "__arrow_c_array__")
        or _is_pandas(source)
    )


def read_table_object(source: Any) -> pa.Table:
    """A table from pyarrow, polars, pandas, DuckDB or any other speaker of the C interface.

    Buffers are shared where the producer allows it. Raises ``InputError`` for an Arrow array
    that is not a struct (it has no columns).
    """
    try:
        if isinstance(source, pa.Table):
            return source
        if _is_pandas(source):
            return pa.Table.from_pandas(source, preserve_index=False)
        if hasattr(source, "__arrow_c_stream__"):
            return pa.RecordBatchReader.from_stream(source).read_all()
        return pa.Table.from_batches([pa.record_batch(source)])
    except (pa.ArrowException, TypeError, ValueError):
        kind = type(source).__name__
        raise InputError(f"<{kind}>: not a table that Arrow can read") from None


def _is_pandas(source: Any) -> bool:
    """By name, so that pandas is not imported; before 2.2 it does not speak the C interface."""
    kind = type(source)
    return kind.__name__ == "DataFrame" and kind.__module__.split(".")[0] == "pandas"
