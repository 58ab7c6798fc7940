"""All blocking strategies on the public sets and on generated bases: ``results/blocking.md``.

    python benchmarks/blocking/run.py --sets febrl3,abt_buy --generated 10k
    python benchmarks/blocking/run.py --sets= --generated 1M --update

The blocking laboratory (``twinset.laboratory``) measures: each strategy in a process of its own,
baselines through their own libraries likewise. Public sets are read from the folder named by
``TWINSET_DATASETS``. After each set the tables are written, so that nothing is lost.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import sys
import tempfile
from pathlib import Path

import msgspec
from blocking_report import Results, markdown
from sets import SETS, BenchmarkSet, generated

from twinset.config import Plan
from twinset.generator import GeneratorSettings, generate_batches
from twinset.laboratory.bench import open_bench
from twinset.laboratory.pictures import frontier_svg
from twinset.laboratory.report import BlockingComparison
from twinset.laboratory.run import compare
from twinset.laboratory.selection import default_strategies

HERE = Path(__file__).resolve().parent
BESIDE_REPOSITORY = HERE.parents[2] / "shared" / "datasets"
LIBRARIES = (
    "twinset", "datasketch", "rensa", "splink", "duckdb", "recordlinkage", "sparse-dot-topn",
    "scikit-learn", "blockingpy", "pyjedai", "numpy", "numba", "faiss-cpu",
)  # fmt: skip


def run(chosen: BenchmarkSet, records: Path, truth: Path, options: argparse.Namespace) -> (
    BlockingComparison
):  # fmt: skip
    """Compare on one set."""
    plan_file = HERE / "plans" / f"{chosen.name}.toml"
    plan = plan_file if plan_file.exists() else Plan()
    link_by = "source" if is_link(chosen) else None
    _, bench = open_bench([records], plan, truth=truth, link_by=link_by, threads=options.threads)
    strategies = [*default_strategies(bench.records), *chosen.strategies, *chosen.baselines]
    if options.strategies:
        strategies = options.strategies
    del bench
    return compare(
        [records],
        plan,
        truth=truth,
        strategies=strategies,
        link_by=link_by,
        repeat=options.repeat or chosen.repeat,
        budget=options.budget,
        time_limit=options.timeout,
        memory_limit=int(options.memory * 2**30),
        score=False,
        threads=options.threads,
    )


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
    (folder / "blocking.json").write_bytes(
        msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n"
    )
    for name, comparison in results.sets.items():
        for cost in ("pairs", "seconds"):
            picture = pictures / f"{picture_name(name)}_{cost}.svg"
            picture.write_text(frontier_svg(comparison.largest, cost), encoding="utf-8")
    published = {name: one.published for name, one in SETS.items()}
    text = markdown(results, published, picture_name)
    (folder / "blocking.md").write_text(text, encoding="utf-8")


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
    add("--sets", type=words, default=list(SETS), help="public sets, comma-separated")
    add("--generated", type=words, default=["10k", "100k"], help="sizes of generated bases")
    add("--strategy", dest="strategies", action="append", help="these alone, not the selection")
    add("--repeat", type=int, help="timed runs; default: 3, of large sets 1")
    add("--timeout", type=float, default=300.0, help="seconds that a run may take")
    add("--memory", type=float, default=8.0, help="GiB that a process may hold")
    add("--budget", type=int, default=200_000_000, help="candidate pairs at which one is stopped")
    add("--threads", type=int, default=os.cpu_count() or 1)
    add("--update", action="store_true", help="keep the sets of an earlier run on this machine")
    add("--datasets", type=Path, help="folder of public sets; default TWINSET_DATASETS",
        default=Path(os.environ.get("TWINSET_DATASETS") or BESIDE_REPOSITORY))  # fmt: skip
    add("--results", type=Path, default=HERE.parent / "results")
    add("--tables", action="store_true", help="only write tables and pictures of blocking.json")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    results = Results(machine=machine(), versions=versions())
    kept = options.results / "blocking.json"
    if (options.update or options.tables) and kept.exists():
        results.sets |= msgspec.json.decode(kept.read_bytes(), type=Results).sets
    if options.tables:
        write(results, options.results)
        return
    with tempfile.TemporaryDirectory(prefix="twinset-") as folder:
        work = [(SETS[name], *files(SETS[name], options.datasets)) for name in options.sets]
        sizes = [parse_size(text) for text in options.generated]
        for chosen, records, truth in work:
            note(results, chosen, run(chosen, records, truth, options), options)
        for rows in sizes:
            records, truth = make(rows, Path(folder))
            note(results, generated(rows), run(generated(rows), records, truth, options), options)
            records.unlink()


def note(
    results: Results, chosen: BenchmarkSet, made: BlockingComparison, options: argparse.Namespace
) -> None:
    """Keep a comparison, and write all that there is."""
    # folders of this machine are nobody's business
    inputs = [msgspec.structs.replace(one, name=Path(one.name).name) for one in made.inputs]
    results.sets[chosen.name] = msgspec.structs.replace(
        made, inputs=inputs, truth=Path(made.truth or "").name
    )
    write(results, options.results)
    for row in made.largest.strategies:
        print(chosen.name, row.strategy, row.status, row.pair_completeness, row.pairs_quality,
              row.candidate_pairs, row.seconds and row.seconds.median, row.message,
              file=sys.stderr, flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
