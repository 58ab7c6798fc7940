"""The same method, ours and everybody else's, in one run: ``results/blocking_speed.md``.

    python benchmarks/blocking/speed.py --rows 1M

Key rules, MinHash-LSH and sorted neighbourhood on one generated base. Of each method all have the
same rules, threshold and permutations, or sort keys, and see the same standardised values. Each
runs in a process of its own, in turn. What a library takes as input is made before the clock
starts; ours starts from the standardised columns.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

import msgspec
from run import LIBRARIES, machine, make, parse_size, versions

from twinset.laboratory.report import BlockingComparison, StrategyRow
from twinset.laboratory.run import compare

HERE = Path(__file__).resolve().parent
EXACT = "email;given_name&family_name;family_name&postcode;birth_date&family_name"
SORT = "family_name&given_name"

METHODS: dict[str, tuple[str, ...]] = {
    "key rules": (
        f"keys:rules={EXACT},max_block=1000000",
        f"splink-rules:rules={EXACT}",
        f"recordlinkage-block:rules={EXACT}",
    ),
    "MinHash-LSH": (
        "lsh:threshold=0.6",
        "lsh:threshold=0.4,permutations=144",
        "datasketch-lsh:threshold=0.6",
        "rensa-lsh:threshold=0.6",
    ),
    "sorted neighbourhood": (
        f"sorted:over=keys,window=2,keys={SORT}",
        f"sorted:window=5,keys={SORT}",
        f"recordlinkage-sorted:window=3,keys={SORT}",
    ),
}
"""Ours first. Blocks are not refined here (``max_block``): the peers keep every block whole.
rensa's bands must divide the permutations: 32 of 4 values at 0.6, as ours at 0.4, which here have
36 of them. recordlinkage's window counts distinct keys, one on either side of a record's own."""


class Speed(msgspec.Struct):
    """One size: the comparison of each method."""

    machine: str
    versions: dict[str, str]
    methods: dict[str, BlockingComparison] = {}


def markdown(speeds: list[Speed]) -> str:
    """The page."""
    first = speeds[0]
    tools = ", ".join(f"{name} {first.versions[name]}" for name in LIBRARIES)
    lines = [
        "# Blocking: the same method, ours and others'",
        "",
        "Generated bases of medium difficulty. Each row is a process; what a library takes as "
        "input was made before the clock started. Seconds of building and pairing together, one "
        "timed run after an untimed one. Made by `python benchmarks/blocking/speed.py`.",
        "",
        f"Machine: {first.machine}.  ",
        f"Versions: {tools}.",
        "",
    ]
    for speed in speeds:
        for method, comparison in speed.methods.items():
            report = comparison.largest
            lines += [
                f"## {method}, {report.rows:,} records",
                "",
                "| | pair completeness | candidate pairs | seconds | GiB |",
                "|---|--:|--:|--:|--:|",
                *map(_line, report.strategies),
                "",
            ]
    return "\n".join(lines).rstrip() + "\n"


def _line(row: StrategyRow) -> str:
    if row.status != "done" or row.seconds is None:
        return f"| `{row.strategy}` | {row.status}: {row.message} | | | |"
    return (
        f"| `{row.strategy}` | {row.pair_completeness:.4f} | {row.candidate_pairs:,} "
        f"| {row.seconds.median:.2f} | {(row.extra_bytes or 0) / 2**30:.2f} |"
    )


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--rows", action="append", help="10k, 1M; several times; default 100k")
    add("--methods", default=",".join(METHODS), help="comma-separated")
    add("--repeat", type=int, default=1)
    add("--timeout", type=float, default=1800.0)
    add("--memory", type=float, default=14.0, help="GiB that a process may hold")
    add("--threads", type=int, default=os.cpu_count() or 1)
    add("--results", type=Path, default=HERE.parent / "results")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    kept = options.results / "blocking_speed.json"
    by_rows: dict[str, Speed] = {}
    if kept.exists():
        by_rows = msgspec.json.decode(kept.read_bytes(), type=dict[str, Speed])
    with tempfile.TemporaryDirectory(prefix="twinset-") as folder:
        for text in options.rows or ["100k"]:
            rows = parse_size(text)
            records, truth = make(rows, Path(folder))
            speed = by_rows.setdefault(str(rows), Speed(machine(), versions()))
            speed.machine, speed.versions = machine(), versions()
            for method in options.methods.split(","):
                made = compare(
                    [records], truth=truth, strategies=METHODS[method], repeat=options.repeat,
                    time_limit=options.timeout, memory_limit=int(options.memory * 2**30),
                    score=False, threads=options.threads,
                )  # fmt: skip
                inputs = [msgspec.structs.replace(one, name=records.name) for one in made.inputs]
                speed.methods[method] = msgspec.structs.replace(
                    made, inputs=inputs, truth=truth.name
                )
                options.results.mkdir(parents=True, exist_ok=True)
                kept.write_bytes(msgspec.json.format(msgspec.json.encode(by_rows), indent=1))
                page = markdown([by_rows[key] for key in sorted(by_rows, key=int)])
                (options.results / "blocking_speed.md").write_text(page, encoding="utf-8")
                print(page)


if __name__ == "__main__":
    main()
