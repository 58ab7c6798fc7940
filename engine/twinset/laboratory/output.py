"""The comparison as a folder: JSON, page, pictures and table, all of it or nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import msgspec

from twinset.errors import MissingExtraError
from twinset.io import OutputFolder
from twinset.laboratory.page import page
from twinset.laboratory.pictures import Cost, frontier_svg, png
from twinset.laboratory.report import BlockingComparison, Spread, StrategyRow

if TYPE_CHECKING:
    import pyarrow as pa

_COSTS: tuple[Cost, ...] = ("pairs", "seconds")
NO_PNG = 'pictures are SVG only: PNG needs the extra, pip install "twinset[report]"'


def write(
    report: BlockingComparison, out: str | os.PathLike[str], *, force: bool = False
) -> BlockingComparison:
    """Write ``compare.json``, ``compare.html``, ``table.csv`` and the frontiers of the largest size
    as ``frontier_pairs`` and ``frontier_seconds``, ``.svg`` and ``.png``.

    Gives the report back with the folder in it. Without the extra ``report`` there is no PNG, and
    a warning says so. Raises ``OutputError``.
    """
    report = msgspec.structs.replace(report, output=str(out))
    with OutputFolder(out, force=force) as folder:
        for cost in _COSTS:
            svg = frontier_svg(report.largest, cost)
            path = folder.write_text(f"frontier_{cost}.svg", svg)
            try:
                path.with_suffix(".png").write_bytes(png(svg))
            except MissingExtraError:
                if NO_PNG not in report.warnings:
                    report = msgspec.structs.replace(report, warnings=[*report.warnings, NO_PNG])
        folder.write_table("table", table(report), format="csv")
        folder.write_text("compare.html", page(report))
        folder.write_json("compare.json", msgspec.to_builtins(report))
    return report


def table(report: BlockingComparison) -> pa.Table:
    """One row a size and strategy; the columns are the keys of the JSON, a spread or an interval in
    three or two columns (``_median``, ``_low``, ``_high``)."""
    import pyarrow as pa

    fields = msgspec.structs.fields(StrategyRow)
    rows = [(size.rows, row) for size in report.sizes for row in size.strategies]
    columns: dict[str, list[Any]] = {"rows": [number for number, _ in rows]}
    for field in fields:
        values = [getattr(row, field.name) for _, row in rows]
        if field.name.endswith("seconds") and field.name != "score_seconds":
            for part in Spread.__struct_fields__:
                columns[f"{field.name}_{part}"] = [v and getattr(v, part) for v in values]
        elif field.name.endswith("interval"):
            for part in ("low", "high"):
                columns[f"{field.name}_{part}"] = [v and getattr(v, part) for v in values]
        else:
            columns[field.name] = values
    return pa.table(columns)
