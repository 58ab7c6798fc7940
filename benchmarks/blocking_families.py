"""Each blocking family alone, what it adds to the others, and all of them together.

    python benchmarks/blocking_families.py
    python benchmarks/blocking_families.py --rows 20000 --difficulty 0.9 --results /tmp

The engine's own stages on a generated base (100,000 rows, medium difficulty, seed 1, unless told
otherwise). Writes ``benchmarks/results/blocking_families.md``. Pairs, completeness and F1 do not
depend on the machine; seconds do, and say on how many threads they were measured.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa

import readme
import twinset
from twinset.blocking.candidates import Candidates
from twinset.clustering import cluster
from twinset.columns import encode
from twinset.comparison import ComparisonPlan, plan_comparisons
from twinset.config import Family, Plan
from twinset.evaluation import evaluate
from twinset.families import add_families, choose_rules
from twinset.generator import GeneratorSettings, generate
from twinset.matching import scoring
from twinset.matching.frequencies import log_frequencies
from twinset.matching.threshold import choose_threshold
from twinset.parallel import available_threads
from twinset.pipeline import fit
from twinset.preparation import Prepared, prepare
from twinset.types import Bool, Float64, Int64

HERE = Path(__file__).resolve().parent
FAMILIES: tuple[Family, ...] = ("keys", "lsh", "neighbours", "sorted")
TITLES = {
    "keys": "key rules",
    "lsh": "MinHash-LSH",
    "neighbours": "nearest neighbours",
    "sorted": "sorted neighbourhood",
}


@dataclass(frozen=True, eq=False)
class Base:
    """A prepared base and its truth: ``entity`` in canonical order, ``pairs`` the sorted true
    pairs as ``left * rows + right``."""

    prepared: Prepared
    comparisons: ComparisonPlan
    random_levels: list[Float64]
    entity: Int64
    pairs: Int64


@dataclass(frozen=True, eq=False)
class Row:
    """``found`` says of every true pair of the base whether it is a candidate."""

    title: str
    found: Bool
    candidate_pairs: int
    block_seconds: float
    all_seconds: float
    precision: float
    recall: float
    f1: float


def load(source: Any, truth: pa.Table, threads: int) -> Base:
    """``truth`` has ``entity``, in the order of the records."""
    prepared = prepare(source, threads=threads)
    comparisons = plan_comparisons(prepared.standard)
    levels = scoring.random_levels(comparisons, prepared.standard, seed=prepared.plan.seed)
    entity = encode(truth["entity"])[0].astype(np.int64)[prepared.order]
    return Base(prepared, comparisons, levels, entity, true_pairs(entity))


def true_pairs(entity: Int64) -> Int64:
    rows = np.argsort(entity, kind="stable")
    found = []
    for step in range(1, len(rows)):
        same = entity[rows[:-step]] == entity[rows[step:]]
        if not same.any():
            break
        # the sort is stable, so left comes first
        found.append(rows[:-step][same] * len(rows) + rows[step:][same])
    return np.sort(np.concatenate(found)) if found else np.empty(0, np.int64)


def measure(base: Base, title: str, families: list[Family], plan: Plan, threads: int) -> Row:
    """Block with these families alone, then train, score and cluster what they propose."""
    standard = base.prepared.standard
    settings = msgspec.structs.replace(
        plan, blocking=msgspec.structs.replace(plan.blocking, families=families)
    )
    start = time.perf_counter()
    selection = choose_rules(
        standard, base.comparisons, base.random_levels, settings, threads=threads
    )
    candidates = add_families(
        standard, selection, list(selection.blocks), settings, threads=threads
    )
    blocked = time.perf_counter()
    compared = scoring.compare(candidates, base.comparisons, threads=threads)
    frequency = log_frequencies(base.comparisons, standard)
    model = fit(
        compared, base.comparisons, base.random_levels, frequency, standard.size, settings.model
    )
    pairs = scoring.score(model, candidates, compared, frequency, threads=threads)
    threshold = choose_threshold(pairs.probability)
    clusters = cluster(standard.size, pairs, threshold.probability, standard, settings.cluster)
    done = time.perf_counter()
    found = evaluate(clusters.clusters.membership, base.entity)
    return Row(
        title,
        is_candidate(candidates, base.pairs),
        compared.pairs,
        blocked - start,
        done - start,
        found.precision,
        found.recall,
        found.f1,
    )


def is_candidate(candidates: Candidates, pairs: Int64) -> Bool:
    left, right = (part.astype(np.int32) for part in np.divmod(pairs, candidates.size))
    rules = len(candidates.rules)
    found = candidates.first_rules(left, right, rules) < rules
    for listed in candidates.lists:
        found |= np.isin(pairs, listed.left.astype(np.int64) * candidates.size + listed.right)
    return found


def rows_of(base: Base, plan: Plan, threads: int) -> list[Row]:
    """Each family alone, then all together."""
    sets: list[tuple[str, list[Family]]] = [(TITLES[name], [name]) for name in FAMILIES]
    rows = []
    for title, families in [*sets, ("all together", list(FAMILIES))]:
        rows.append(measure(base, title, families, plan, threads))
        row = rows[-1]
        print(f"{title}: completeness {row.found.mean():.4f}, F1 {row.f1:.4f}", file=sys.stderr)
    return rows


def markdown(rows: list[Row]) -> str:
    """The table. *Only it* counts true pairs that no other family proposes."""
    lines = [
        "| family, alone | pair completeness | candidate pairs | true pairs only it finds "
        "| blocking, s | all stages, s | final precision | final recall | final F1 |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    alone = rows[: len(FAMILIES)]
    for row in rows:
        others = [other.found for other in alone if other is not row]
        only = "" if row not in alone else f"{int((row.found & ~np.any(others, axis=0)).sum()):,}"
        lines.append(
            f"| {row.title} | {row.found.mean():.4f} | {row.candidate_pairs:,} | {only} "
            f"| {row.block_seconds:.1f} | {row.all_seconds:.1f} | {row.precision:.4f} "
            f"| {row.recall:.4f} | **{row.f1:.4f}** |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--rows", type=int, default=100_000)
    add("--difficulty", type=float, default=0.5)
    add("--seed", type=int, default=1)
    add("--threads", type=int, default=available_threads())
    add("--plan", type=Path, help="a plan to take the families' settings from")
    add("--results", type=Path, default=HERE / "results")
    add("--readme", action="store_true", help="put the table into the README, too")
    options = parser.parse_args()
    made = generate(
        GeneratorSettings(rows=options.rows, seed=options.seed, difficulty=options.difficulty)
    )
    base = load(made.records, made.truth, options.threads)
    plan = twinset.load_plan(options.plan) if options.plan else Plan()
    table = markdown(rows_of(base, plan, options.threads))
    print(table, end="")
    options.results.mkdir(parents=True, exist_ok=True)
    text = (
        "# Blocking families\n\n"
        f"A generated base of {options.rows:,} rows, difficulty {options.difficulty}, seed "
        f"{options.seed}: {len(base.pairs):,} true pairs. Seconds on {options.threads} threads. "
        f"Made by `python benchmarks/blocking_families.py` with Twinset {twinset.__version__}.\n\n"
    )
    (options.results / "blocking_families.md").write_text(text + table, encoding="utf-8")
    if options.readme:
        readme.put("families", table)


if __name__ == "__main__":
    main()
