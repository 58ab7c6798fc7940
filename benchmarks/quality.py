"""How good the clusters are without configuration and without labels, on sets with known truth.

    python benchmarks/quality.py
    python benchmarks/quality.py --sets febrl3,historical_50k --generated 5000

Public sets are read from the folder named by ``TWINSET_DATASETS`` (``records.csv`` or
``.parquet`` and ``truth.csv`` a set); sets that are not there are left out. Writes
``benchmarks/results/quality.md``. The figures do not depend on the machine, so the table holds no
times: those are what ``versus.py`` measures.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

import known_sets
import readme
import twinset
from twinset.evaluation import Evaluation, evaluate_tables
from twinset.generator import GeneratorSettings, generate

HERE = Path(__file__).resolve().parent
PUBLIC = (
    "febrl1", "febrl2", "febrl3", "febrl4", "fake_1000", "rldata10000", "census_cis",
    "restaurants", "childcare_sites", "historical_50k", "foreigners",
)  # fmt: skip


@dataclass(frozen=True)
class DataSet:
    """``source`` is what ``twinset.dedupe`` takes; ``truth`` has ``id`` and ``entity``."""

    name: str
    source: Any
    truth: pa.Table


@dataclass(frozen=True)
class Row:
    name: str
    candidate_pairs: int
    found: Evaluation


def public_sets(names: Sequence[str], folder: Path) -> Iterator[DataSet]:
    for name in names:
        records = known_sets.records_of(name, folder)
        if records is None:
            print(f"{name}: not there; TWINSET_DATASETS names the folder of sets", file=sys.stderr)
            continue
        yield DataSet(name, records, known_sets.truth_of(folder / name / "truth.csv"))


def generated_set(rows: int) -> DataSet:
    """What ``twinset generate ROWS`` makes: medium difficulty, seed 1."""
    base = generate(GeneratorSettings(rows=rows, seed=1, difficulty=0.5))
    return DataSet(f"generated, {rows:,} rows", base.records, base.truth)


def measure(data: DataSet) -> Row:
    result = twinset.dedupe(data.source)
    found = evaluate_tables(result.clusters, data.truth)
    return Row(data.name, result.outcome.candidate_pairs, found)


def markdown(rows: Sequence[Row]) -> str:
    lines = [
        "| set | records | true pairs | candidate pairs | precision | recall | F1 | B-cubed F1 |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        e = row.found
        lines.append(
            f"| {row.name} | {e.records:,} | {e.true_pairs:,} | {row.candidate_pairs:,} "
            f"| {e.precision:.4f} | {e.recall:.4f} | **{e.f1:.4f}** | {e.bcubed_f1:.4f} |"
        )
    return "\n".join(lines) + "\n"


def document(rows: Sequence[Row]) -> str:
    return (
        "# Quality without configuration\n\n"
        "Pairwise precision, recall and F1 of the final clusters, and B-cubed F1; no plan, no "
        f"labels. Made by `python benchmarks/quality.py` with Twinset {twinset.__version__}.\n\n"
        + markdown(rows)
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--sets", default=",".join(PUBLIC), help="public sets, comma-separated")
    add("--generated", default="100000", help="rows of generated bases, comma-separated")
    add("--datasets", type=Path, help="folder of public sets; default TWINSET_DATASETS",
        default=known_sets.FOLDER)  # fmt: skip
    add("--results", type=Path, default=HERE / "results")
    add(
        "--readme",
        action="store_true",
        help="put the table into the README, too, if no set is missing",
    )
    options = parser.parse_args()
    rows: list[Row] = []

    def add_row(data: DataSet) -> None:
        rows.append(measure(data))
        print(f"{data.name}: F1 {rows[-1].found.f1:.4f}", file=sys.stderr, flush=True)

    names = [name for name in options.sets.split(",") if name]
    for data in public_sets(names, options.datasets):
        add_row(data)
    complete = len(rows) == len(names)
    for size in filter(None, options.generated.split(",")):
        add_row(generated_set(int(size)))
    print(markdown(rows), end="")
    options.results.mkdir(parents=True, exist_ok=True)
    (options.results / "quality.md").write_text(document(rows), encoding="utf-8")
    if options.readme and complete:
        readme.put("quality", markdown(rows))


if __name__ == "__main__":
    main()
