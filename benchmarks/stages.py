"""Where the seconds and the bytes of a run go, stage by stage, and what memory would allow.

    python benchmarks/stages.py                    # 1,000,000 generated rows, the best of 3 runs
    python benchmarks/stages.py --rows 100000 --runs 1 --stdout

Runs ``twinset dedupe`` as a process of its own on a generated base (medium difficulty, seed 1) as
CSV, kernels compiled before, and puts the stages of its ``summary.json`` into the table of
``benchmarks/README.md``. The *limit* of a stage is the time in which one core moves the bytes and
makes the random reads that no way of doing it can avoid:

- read: the file and the table
- standardize: every cell's text read, and its value looked up among the distinct ones
- block: a key of every row looked up, for each rule that was chosen
- compare: a code on either side of every candidate pair, for each comparison
- merge: every cell's text read
- write: the text of the golden records read and written, each cell from its row
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import machine
import readme
from twinset.generator import GeneratorSettings, generate
from twinset.io import read_records, write_table_file

HERE = Path(__file__).resolve().parent
WARM_ROWS = 2_000
MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Run:
    """A run's summary, the seconds of its whole process, and what it read."""

    summary: Mapping[str, Any]
    seconds: float
    comparisons: int
    file_bytes: int
    table_bytes: int


def generated(rows: int, folder: Path) -> Path:
    path = folder / f"base_{rows}.csv"
    base = generate(GeneratorSettings(rows=rows, seed=1, difficulty=0.5))
    write_table_file(path, base.records)
    return path


def dedupe(source: Path, table_bytes: int, folder: Path) -> Run:
    out = folder / "out"
    command = [sys.executable, "-m", "twinset_cli", "dedupe", source, "-o", out, "--force"]
    start = time.perf_counter()
    subprocess.run([*command, "--quiet"], check=True)
    seconds = time.perf_counter() - start
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    model = json.loads((out / "model.json").read_text(encoding="utf-8"))
    size = source.stat().st_size
    return Run(summary, seconds, len(model["comparisons"]), size, table_bytes)


def limits(run: Run) -> dict[str, float]:
    """Seconds of one core below which a stage can't go; see above."""
    rows, columns = run.summary["rows"], len(run.summary["columns"])
    golden = run.summary["clusters"]["total"]
    text = run.table_bytes
    touched_and_reads = {
        "read": (run.file_bytes + text, 0),
        "standardize": (text, rows * columns),
        "block": (0, rows * len(run.summary["rules"])),
        "compare": (0, 2 * run.summary["candidate_pairs"] * run.comparisons),
        "merge": (text, 0),
        "write": (2 * text * golden // rows, golden * columns),
    }
    lookups = machine.lookups(4 * rows)  # in a column of codes
    return {
        name: touched / machine.bandwidth() + reads / lookups
        for name, (touched, reads) in touched_and_reads.items()
    }


def lines(run: Run) -> Iterator[str]:
    found = limits(run)
    stages = run.summary["stages"]
    largest = sorted(stages, key=lambda stage: -stage["seconds"])[:3]
    pairs, rules = run.summary["candidate_pairs"], len(run.summary["rules"])
    yield (
        f"{run.summary['rows']:,} generated rows, {len(run.summary['columns'])} columns, "
        f"{pairs:,} candidate pairs of {rules} rules; {machine.description()}. {machine.load()}"
    )
    yield ""
    yield "| stage | s | CPU s | limit, s | CPU s, times the limit | MiB at its end | peak MiB |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for stage in stages:
        name, cpu = stage["name"], stage["cpu_seconds"]
        shown = f"**{name}**" if stage in largest else name
        limit = found.get(name)
        reached = f"{limit:.3f} | {cpu / limit:.0f}" if limit else " | "
        yield (
            f"| {shown} | {stage['seconds']:.1f} | {cpu:.1f} | {reached} "
            f"| {stage['rss_bytes'] // MIB:,} | {stage['peak_bytes'] // MIB:,} |"
        )
    cpu = sum(stage["cpu_seconds"] for stage in stages)
    peak = run.summary["peak_bytes"] // MIB
    yield f"| whole process | {run.seconds:.1f} | {cpu:.1f} | | | | {peak:,} |"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3, help="the one of the least seconds counts")
    parser.add_argument("--stdout", action="store_true", help="print the table, write nothing")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="stages-") as name:
        folder = Path(name)
        dedupe(generated(WARM_ROWS, folder), 0, folder)
        source = generated(options.rows, folder)
        table_bytes = read_records(source).table.nbytes
        runs = [dedupe(source, table_bytes, folder) for _ in range(options.runs)]
    table = "\n".join(lines(min(runs, key=lambda run: run.seconds))) + "\n"
    if options.stdout:
        print(table, end="")
    else:
        readme.put("stages", table, HERE / "README.md")


if __name__ == "__main__":
    main()
