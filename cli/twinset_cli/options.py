"""The options that more than one command has: one wording, one meaning."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from twinset_cli.values import memory_size

Inputs: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="CSV, TSV, Parquet, Arrow or NDJSON files (also .gz, .zst), folders or globs.",
        show_default=False,
    ),
]
Config: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--config", "-c", metavar="PLAN.toml", help="The plan: everything that changes the result."
    ),
]
Threads: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--threads", min=1, metavar="N", help="Threads to use; all by default.", show_default=False
    ),
]
Memory: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--memory",
        parser=memory_size,
        metavar="SIZE",
        help="Memory that the run may hold, such as 8GiB; what does not fit waits on disk.",
        show_default=False,
    ),
]
Json: TypeAlias = Annotated[
    bool, typer.Option("--json", help="Print one JSON object instead of the report.")
]
Quiet: TypeAlias = Annotated[
    bool, typer.Option("--quiet", "-q", help="No report, no progress; errors only.")
]
Force: TypeAlias = Annotated[bool, typer.Option("--force", help="Replace what is there already.")]
