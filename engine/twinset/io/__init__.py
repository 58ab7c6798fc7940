"""Files and tables in, files out. Submodules load on first use: they import pyarrow."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twinset.io.folder import OutputFolder, rejects_table, write_rejects
    from twinset.io.read import read_records
    from twinset.io.truth import Truth, read_truth
    from twinset.io.write import GROUP_ROWS, Batches, write_table_file

_MODULE_OF = {
    "Batches": "write",
    "GROUP_ROWS": "write",
    "OutputFolder": "folder",
    "Truth": "truth",
    "read_records": "read",
    "read_truth": "truth",
    "rejects_table": "folder",
    "write_rejects": "folder",
    "write_table_file": "write",
}

__all__ = [
    "GROUP_ROWS",
    "Batches",
    "OutputFolder",
    "Truth",
    "read_records",
    "read_truth",
    "rejects_table",
    "write_rejects",
    "write_table_file",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
