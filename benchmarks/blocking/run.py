"""All blocking strategies on the public sets and on generated bases: ``results/blocking.md``.

    python benchmarks/blocking/run.py                        what they find, then what they cost
    python benchmarks/blocking/run.py --quality --sets cora  what they find, of one set
    python benchmarks/blocking/run.py --seconds              what they cost, again, nothing else
    python benchmarks/blocking/run.py --seconds --sets restaurants,abt_buy --generated= --within 10

What a strategy finds never changes with the machine or its load: it is kept in ``blocking.json``,
and ``--seconds`` alone measures time and memory again (``blocking_seconds.json``), each strategy in
a process of its own; it says first about how long that takes. Public sets are read from the
folder named by ``TWINSET_DATASETS``. After each set all is written, so that nothing is lost.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

import msgspec
from blocking_report import (
    Results,
    SetQuality,
    SetSeconds,
    StrategySeconds,
    markdown,
)
from published import PUBLISHED
from sets import SETS, BenchmarkSet, generated
from speed_report import is_baseline

from quality import compare_quality
from twinset.config import Plan
from twinset.generator import GeneratorSettings, generate_batches
from twinset.laboratory.bench import open_bench
from twinset.laboratory.costs import spoken
from twinset.laboratory.frontier import pairs_frontier
from twinset.laboratory.pictures import frontier_svg
from twinset.laboratory.report import SizeReport
from twinset.laboratory.rows import with_frontiers
from twinset.laboratory.run import compare
from twinset.laboratory.selection import default_strategies

HERE = Path(__file__).resolve().parent
BESIDE_REPOSITORY = HERE.parents[2] / "shared" / "datasets"
LIBRARIES = (
    "twinset", "datasketch", "rensa", "splink", "duckdb", "recordlinkage", "sparse-dot-topn",
    "scikit-learn", "blockingpy", "pyjedai", "numpy", "numba", "faiss-cpu",
)  # fmt: skip


def find(
    chosen: BenchmarkSet, records: Path, truth: Path, options: argparse.Namespace
) -> SetQuality:
    """What the strategies find on one set."""
    _, bench = open_bench(
        [records], plan_of(chosen), truth=truth, link_by=link_by(chosen), threads=options.threads
    )
    wanted = options.strategies or [
        *default_strategies(bench.records), *chosen.strategies, *chosen.baselines,
    ]  # fmt: skip
    report = compare_quality(
        bench, list(dict.fromkeys(wanted)),
        seconds=lambda notation: allowed(notation, options),
        budget=options.budget, threads=options.threads,
    )  # fmt: skip
    return SetQuality(link=link_by(chosen) is not None, report=report)


def merged(before: SetQuality, now: SetQuality) -> SetQuality:
    """What was found before, with the rows of now added or in their place. What only one strategy
    finds depends on its company, and is not known any more."""
    rows = {row.strategy: row for row in (*before.report.strategies, *now.report.strategies)}
    alone = [
        msgspec.structs.replace(row, only_found_pairs=None, only_candidate_pairs=None)
        for row in rows.values()
    ]
    report = msgspec.structs.replace(
        now.report,
        strategies=with_frontiers(alone),
        pairs_frontier=[row.strategy for row in pairs_frontier(alone)],
    )
    return SetQuality(link=now.link, report=report)


def cost(
    chosen: BenchmarkSet,
    quality: SetQuality,
    records: Path,
    truth: Path,
    options: argparse.Namespace,
) -> SetSeconds:
    """What those cost that were measured to the end; of one, that it finds the same again."""
    started, load = time.perf_counter(), os.getloadavg()[0]
    repeat = options.repeat or chosen.repeat
    made = compare(
        [records],
        plan_of(chosen),
        truth=truth,
        strategies=to_time(quality, options),
        link_by=link_by(chosen),
        repeat=repeat,
        budget=options.budget,
        time_limit=options.timeout,
        memory_limit=int(options.memory * 2**30),
        score=False,
        threads=options.threads,
    )
    found = {row.strategy: row.candidate_pairs for row in quality.report.strategies}
    rows = {
        row.strategy: StrategySeconds(
            status=row.status,
            same_pairs=row.candidate_pairs == found[row.strategy],
            seconds=row.seconds,
            cpu_seconds=row.cpu_seconds,
            extra_bytes=row.extra_bytes,
        )
        for row in made.largest.strategies
    }
    return SetSeconds(
        machine=machine(), versions=versions(), threads=options.threads, repeat=repeat, load=load,
        took=time.perf_counter() - started, strategies=rows,
    )  # fmt: skip


def to_time(quality: SetQuality, options: argparse.Namespace) -> list[str]:
    """Those that were measured to the end, of the ones that ``options`` name."""
    done = [row.strategy for row in quality.report.strategies if row.status == "done"]
    return [name for name in done if name in (options.strategies or done)]


def allowed(notation: str, options: argparse.Namespace) -> float:
    """Seconds that one strategy may take."""
    ours: float = options.timeout
    return options.peer_timeout or ours if is_baseline(notation) else ours


def joined(before: SetSeconds | None, now: SetSeconds) -> SetSeconds:
    """What some strategies cost, beside what the others did before on the same machine."""
    if before is None or (before.machine, before.versions, before.threads) != (
        now.machine, now.versions, now.threads
    ):  # fmt: skip
        return now
    return msgspec.structs.replace(
        now,
        load=max(before.load, now.load),
        took=max(before.took, now.took),
        repeat=min(before.repeat, now.repeat),
        strategies=before.strategies | now.strategies,
    )


def will_take(chosen: BenchmarkSet, results: Results, options: argparse.Namespace) -> float:
    """Seconds that the costs of a set took the last time; else a guess: starting a process and its
    libraries, and a pass of 20,000 pairs a second."""
    before = results.seconds.get(chosen.name)
    if before is not None and not options.strategies:
        return before.took
    quality = results.sets[chosen.name]
    passes = 1 + (options.repeat or chosen.repeat)
    return len(to_time(quality, options)) * (2.0 + passes * quality.report.rows * 1e-4)


def plan_of(chosen: BenchmarkSet) -> Plan | Path:
    """The roles of columns that nobody could guess; they are told in the plan's comments."""
    path = HERE / "plans" / f"{chosen.name}.toml"
    return path if path.exists() else Plan()


def link_by(chosen: BenchmarkSet) -> str | None:
    """The column that tells the two sides apart, of a set that links two sources."""
    return "source" if is_link(chosen) else None


def is_link(chosen: BenchmarkSet) -> bool:
    """Whether the set links two sources. A generated base has sources, too, but is deduplicated."""
    linked = {"febrl4", "census_cis", "restaurants", "abt_buy", "dblp_acm", "dblp_scholar",
              "walmart_amazon"}  # fmt: skip
    return chosen.name in linked


def files(chosen: BenchmarkSet, folder: Path) -> tuple[Path, Path]:
    """The records and the truth of a public set."""
    found = [folder / chosen.name / f"records.{kind}" for kind in ("csv", "parquet")]
    return next(path for path in found if path.exists()), folder / chosen.name / "truth.csv"


def make(rows: int, folder: Path) -> tuple[Path, Path]:
    """A generated base of medium difficulty, written batch by batch."""
    import pyarrow.csv as csv

    records, truth = folder / f"generated_{rows}.csv", folder / f"generated_{rows}_truth.csv"
    settings = GeneratorSettings(rows=rows, seed=1, difficulty=0.5)
    writers: list[csv.CSVWriter] = []
    for batch in generate_batches(settings):
        parts = (batch.records, batch.truth)
        if not writers:
            writers = [
                csv.CSVWriter(path, part.schema)
                for path, part in zip((records, truth), parts, strict=True)
            ]
        for writer, part in zip(writers, parts, strict=True):
            writer.write(part)
    for writer in writers:
        writer.close()
    return records, truth


def versions() -> dict[str, str]:
    """Of the libraries that are there."""
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


def machine() -> str:
    """The machine in a line, in words that name no host."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} processors ({platform.machine()}), {memory:.0f} GiB, "
        f"{platform.system()}, Python {platform.python_version()}"
    )


def write(results: Results, folder: Path) -> None:
    """The numbers, the tables and the pictures."""
    pictures = folder / "blocking"
    pictures.mkdir(parents=True, exist_ok=True)
    keep(folder / "blocking.json", results.sets)
    keep(folder / "blocking_seconds.json", results.seconds)
    for name in results.sets:
        report = results.report(name)
        costs = ("pairs", "seconds") if name in results.seconds else ("pairs",)
        for axis in costs:
            picture = pictures / f"{picture_name(name)}_{axis}.svg"
            picture.write_text(frontier_svg(report, axis), encoding="utf-8")
    text = markdown(results, PUBLISHED, picture_name)
    (folder / "blocking.md").write_text(text, encoding="utf-8")


def keep(path: Path, what: object) -> None:
    """As JSON, a line a value."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(what), indent=1) + b"\n")


def kept(folder: Path) -> Results:
    """What earlier runs left."""
    results = Results(sets={}, seconds={})
    if (path := folder / "blocking.json").exists():
        results.sets |= msgspec.json.decode(path.read_bytes(), type=dict[str, SetQuality])
    if (path := folder / "blocking_seconds.json").exists():
        results.seconds |= msgspec.json.decode(path.read_bytes(), type=dict[str, SetSeconds])
    return results


def picture_name(name: str) -> str:
    """A file name for a set."""
    return name.replace(" ", "_").replace(",", "")


def parse_size(text: str) -> int:
    """10k, 1M or a plain number."""
    units = {"k": 1_000, "M": 1_000_000}
    return int(float(text[:-1]) * units[text[-1]]) if text[-1] in units else int(text)


def arguments() -> argparse.Namespace:
    def words(text: str) -> list[str]:
        return [name for name in text.split(",") if name]

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--quality", action="store_true", help="only what the strategies find")
    add("--seconds", action="store_true", help="only what they cost, of the sets that are kept")
    add("--tables", action="store_true", help="only write the page and the pictures again")
    add("--sets", type=words, default=list(SETS), help="public sets, comma-separated")
    add("--generated", type=words, default=["10k", "100k"], help="sizes of generated bases")
    add("--strategy", dest="strategies", action="append",
        help="these alone, not the selection; the other rows that are kept stay")  # fmt: skip
    add("--repeat", type=int, help="timed runs; default: 3, of large sets 1")
    add("--timeout", type=float, default=300.0,
        help="seconds that a run may take; with --quality of processor time")  # fmt: skip
    add("--peer-timeout", type=float, help="the same of other people's libraries; default: as ours")
    add(
        "--within",
        type=float,
        default=float("inf"),
        help="minutes: with --seconds, no set is begun that is expected to take longer",
    )
    add("--memory", type=float, default=8.0, help="GiB that a process may hold")
    add("--budget", type=int, default=200_000_000, help="candidate pairs at which one is stopped")
    add("--threads", type=int, default=os.cpu_count() or 1)
    add("--datasets", type=Path, help="folder of public sets; default TWINSET_DATASETS",
        default=Path(os.environ.get("TWINSET_DATASETS") or BESIDE_REPOSITORY))  # fmt: skip
    add("--results", type=Path, default=HERE.parent / "results")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    results = kept(options.results)
    if options.tables:
        write(results, options.results)
        return
    chosen = [SETS[name] for name in options.sets]
    chosen += [generated(parse_size(text)) for text in options.generated]
    if options.seconds:
        chosen = [one for one in chosen if one.name in results.sets]
        expected = sum(will_take(one, results, options) for one in chosen)
        tell(f"{len(chosen)} sets, about {spoken(expected)}")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="twinset-") as folder:
        for one in chosen:
            left = 60.0 * options.within - (time.monotonic() - begun)
            if options.seconds and will_take(one, results, options) > left:
                tell(f"{one.name}: not begun, {spoken(max(0.0, left))} are left of --within")
                continue
            paths = make(one.rows, Path(folder)) if one.rows else files(one, options.datasets)
            if not options.seconds:
                found = find(one, *paths, options)
                if options.strategies and one.name in results.sets:
                    found = merged(results.sets[one.name], found)
                results.sets[one.name] = found
                write(results, options.results)
            if not options.quality:
                made = cost(one, results.sets[one.name], *paths, options)
                results.seconds[one.name] = joined(results.seconds.get(one.name), made)
                write(results, options.results)
            tell_rows(one.name, results.report(one.name))


def tell_rows(name: str, report: SizeReport) -> None:
    """A line a strategy."""
    for row in report.strategies:
        seconds = "" if row.seconds is None else f"{row.seconds.median:.2f} s"
        tell(f"{name} {row.strategy} {row.status} {row.pair_completeness} {row.pairs_quality} "
             f"{row.candidate_pairs} {seconds} {row.message}")  # fmt: skip


def tell(text: str) -> None:
    """On stderr."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
