"""The same method, ours and everybody else's, in one run: ``results/blocking_speed.md``.

    python benchmarks/blocking/speed.py --rows 100k --rows 1M
    python benchmarks/blocking/speed.py --rows 1M --peer-timeout 60           in about ten minutes
    python benchmarks/blocking/speed.py --rows 1M --methods lsh --only lsh,rensa-lsh

Key rules, MinHash-LSH and sorted neighbourhood on one generated base. Of each method all have the
same rules, threshold and permutations, or sort keys, and see the same standardised values. Each
runs in a process of its own, in turn. What a library takes as input is made before the clock
starts; ours starts from the standardised columns. Every row is kept as soon as it is measured
(``blocking_speed.json``), and measured again alone with ``--methods`` and ``--only``.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from run import keep, machine, make, parse_size, tell, versions
from speed_report import Run, Size, is_baseline, markdown

from twinset import _jit
from twinset.clock import Clock
from twinset.config import Plan
from twinset.laboratory import process
from twinset.laboratory.bench import Bench, open_bench, store
from twinset.laboratory.process import Limits
from twinset.laboratory.rows import measured_row
from twinset.laboratory.worker import Task
from twinset.preparation import warm_kernels
from twinset.progress import SILENT
from twinset.strategies import parse_strategy

HERE = Path(__file__).resolve().parent
EXACT = "email;given_name&family_name;family_name&postcode;birth_date&family_name"
SORT = "family_name&given_name"

METHODS: dict[str, tuple[str, tuple[str, ...]]] = {
    "keys": (
        "key rules",
        (
            f"keys:rules={EXACT},max_block=1000000",
            f"splink-rules:rules={EXACT}",
            f"recordlinkage-block:rules={EXACT}",
        ),
    ),
    "lsh": (
        "MinHash-LSH",
        (
            "lsh:threshold=0.6",
            "lsh:threshold=0.4,permutations=144",
            "rensa-lsh:threshold=0.6",
            "datasketch-lsh:threshold=0.6",
        ),
    ),
    "sorted": (
        "sorted neighbourhood",
        (
            f"sorted:over=keys,window=2,keys={SORT}",
            f"sorted:window=5,keys={SORT}",
            f"recordlinkage-sorted:window=3,keys={SORT}",
        ),
    ),
}
"""Ours first. Blocks are not refined here (``max_block``): the peers keep every block whole.
rensa's bands must divide the permutations: 32 of 4 values at 0.6, as ours at 0.4, which here have
36 of them. recordlinkage's window counts distinct keys, one on either side of a record's own."""


def chosen(methods: list[str], only: list[str]) -> list[str]:
    """Notations of the methods; ``only`` names the strategies, where it names any."""
    notations = [notation for method in methods for notation in METHODS[method][1]]
    return [one for one in notations if not only or one.partition(":")[0] in only]


def limit_of(notation: str, options: argparse.Namespace) -> float:
    """Seconds that a pass may take: ``--peer-timeout`` [NAME=]SECONDS of other people's libraries,
    the last that fits, else ``--timeout``."""
    limit: float = options.timeout
    if is_baseline(notation):
        for name, seconds in options.peer_timeout:
            if name in ("", notation.partition(":")[0]):
                limit = seconds
    return limit


def measure(
    bench: Bench, plan: Plan, notations: list[str], options: argparse.Namespace
) -> Iterator[Run]:
    """One after the other, each in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="twinset-bench-") as folder:
        path = Path(folder) / "bench"
        store(bench, path)
        for notation in notations:
            limit, load, since = limit_of(notation, options), os.getloadavg()[0], time.monotonic()
            task = Task(
                bench=str(path), strategy=notation, plan=plan, threads=options.threads,
                repeat=options.repeat, budget=None, score=False,
            )  # fmt: skip
            outcome = process.run(task, Limits(limit, int(options.memory * 2**30)))
            row = measured_row(notation, parse_strategy(notation), outcome, bench)
            seconds = "" if row.seconds is None else f"{row.seconds.median:.2f} s"
            tell(f"{bench.size:,} {notation} {row.status} {row.message} {seconds} "
                 f"(all in all {time.monotonic() - since:.0f} s)")  # fmt: skip
            yield Run(
                row=row, limit=limit, machine=machine(), threads=options.threads, load=load,
                day=datetime.now(UTC).date().isoformat(), versions=versions(),
            )  # fmt: skip


def kept(path: Path) -> dict[str, Size]:
    """What earlier runs left, by the number of rows."""
    return msgspec.json.decode(path.read_bytes(), type=dict[str, Size]) if path.exists() else {}


def write(sizes: dict[str, Size], folder: Path) -> None:
    """The numbers and the page."""
    folder.mkdir(parents=True, exist_ok=True)
    keep(folder / "blocking_speed.json", sizes)
    (folder / "blocking_speed.md").write_text(markdown(sizes, METHODS), encoding="utf-8")


def arguments() -> argparse.Namespace:
    def words(text: str) -> list[str]:
        return [name for name in text.split(",") if name]

    def limit(text: str) -> tuple[str, float]:
        name, _, seconds = text.rpartition("=")
        return name, float(seconds)

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--rows", action="append", help="10k, 1M; several times; default 100k")
    add("--methods", type=words, default=list(METHODS), help="of keys,lsh,sorted")
    add("--only", type=words, default=[], help="names of strategies, such as lsh,rensa-lsh")
    add("--repeat", type=int, default=1)
    add("--timeout", type=float, default=1800.0, help="seconds that a pass may take")
    add(
        "--peer-timeout",
        type=limit,
        action="append",
        default=[],
        metavar="[NAME=]SECONDS",
        help="the same of others' libraries, of one or of all; the last that fits counts",
    )
    add("--memory", type=float, default=14.0, help="GiB that a process may hold")
    add("--threads", type=int, default=os.cpu_count() or 1)
    add("--tables", action="store_true", help="only write the page again")
    add("--results", type=Path, default=HERE.parent / "results")
    options = parser.parse_args()
    if unknown := [name for name in options.methods if name not in METHODS]:
        parser.error(f"--methods: {', '.join(unknown)}; there are {', '.join(METHODS)}")
    if not chosen(options.methods, options.only):
        parser.error("--only: none of these methods has a strategy of that name")
    return options


def main() -> None:
    options = arguments()
    sizes = kept(options.results / "blocking_speed.json")
    if options.tables:
        write(sizes, options.results)
        return
    warm_kernels(SILENT, Clock(), _jit.LABORATORY)
    with tempfile.TemporaryDirectory(prefix="twinset-") as folder:
        for text in options.rows or ["100k"]:
            records, truth = make(parse_size(text), Path(folder))
            prepared, bench = open_bench([records], truth=truth, threads=options.threads)
            size = sizes.setdefault(str(bench.size), Size(bench.size, bench.true_pairs or 0))
            wanted = chosen(options.methods, options.only)
            for run in measure(bench, prepared.plan, wanted, options):
                size.runs[run.row.strategy] = run
                write(sizes, options.results)


if __name__ == "__main__":
    main()
