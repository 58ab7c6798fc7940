"""Whether the probabilities can be trusted: expected against measured precision, by threshold.

    python benchmarks/calibration.py
    python benchmarks/calibration.py --sets febrl3 --generated 20000:hard:world:2

Public sets as in ``quality.py``; generated bases as ROWS:DIFFICULTY:LOCALE:SEED. Expected is what
the summary tells without labels (``thresholds``), measured is the share of those links that the
truth confirms. Writes ``benchmarks/results/calibration.md``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

import twinset
from known_sets import FOLDER
from quality import PUBLIC, DataSet, public_sets
from twinset.evaluation import evaluate_tables
from twinset.generator import GeneratorSettings, generate, parse_difficulty
from twinset.matching.threshold import REPORTED

RESULTS = Path(__file__).resolve().parent / "results" / "calibration.md"
GENERATED = (
    "20000:easy:western:6", "20000:medium:western:1", "20000:hard:western:1",
    "20000:medium:de:3", "20000:medium:zh:3", "20000:medium:ru:5", "20000:hard:us:4",
    "20000:hard:world:2", "100000:medium:western:1", "100000:hard:western:7",
    "100000:hard:world:2",
)  # fmt: skip
BORDERS = (0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999, 1.0)


@dataclass(frozen=True)
class Row:
    """``gaps`` are expected minus measured precision at each reported threshold, in points; NaN
    where nothing is linked. ``pairs`` are (probability, whether they match)."""

    name: str
    gaps: Sequence[float]
    threshold: float
    expected: float
    measured: float
    merged: float  # what to expect of the clusters
    clusters: float
    pairs: tuple[np.ndarray, np.ndarray]


def generated_set(text: str) -> DataSet:
    rows, difficulty, locale, seed = text.split(":")
    settings = GeneratorSettings(
        int(rows), seed=int(seed), difficulty=parse_difficulty(difficulty), locale=locale
    )
    base = generate(settings)
    return DataSet(f"{int(rows):,} {difficulty} {locale}", base.records, base.truth)


def measure(data: DataSet) -> Row:
    result = twinset.dedupe(data.source)
    pairs, threshold = result.scored, result.outcome.threshold
    entity, known = entities(result, data.truth)
    judged = known[pairs.left] & known[pairs.right]
    probability = pairs.probability[judged]
    true = (entity[pairs.left] == entity[pairs.right])[judged]
    gaps = [gap(probability, true, at) for at in REPORTED]
    linked = probability >= threshold.probability
    clusters = evaluate_tables(result.clusters, data.truth).precision
    return Row(
        data.name,
        gaps,
        threshold.probability,
        threshold.expected_precision,
        float(true[linked].mean()) if linked.any() else float("nan"),
        result.summary["clusters"]["expected_precision"] or float("nan"),
        clusters,
        (probability, true),
    )


def entities(result: twinset.Result, truth: pa.Table) -> tuple[np.ndarray, np.ndarray]:
    """Per row a number for its entity, and whether the truth knows the row."""
    ids = result.clusters["id"].cast(pa.string())
    place = pc.index_in(ids, value_set=truth["id"].cast(pa.string()).combine_chunks())
    known = pc.is_valid(place).to_numpy()
    codes = truth["entity"].combine_chunks().dictionary_encode().indices.to_numpy()
    return codes[pc.fill_null(place, 0).to_numpy()], known


def gap(probability: np.ndarray, true: np.ndarray, threshold: float) -> float:
    linked = probability >= threshold
    if not linked.any():
        return float("nan")
    return 100 * float(probability[linked].mean() - true[linked].mean())


def document(rows: Sequence[Row]) -> Iterator[str]:
    yield "# Calibration"
    yield ""
    yield (
        "Expected minus measured precision of the links at each threshold that the summary tells, "
        "in points (+ promises too much); then expected and measured precision at the threshold "
        "that was taken, of the links and of the clusters, which are checked after linking. No "
        "plan, no labels. Made by `python "
        f"benchmarks/calibration.py` with Twinset {twinset.__version__}."
    )
    yield ""
    yield (
        "| set | "
        + " | ".join(f"{at:g}" for at in REPORTED)
        + " | taken | links | measured | clusters | measured |"
    )
    yield "|---|" + "--:|" * (len(REPORTED) + 5)
    for row in rows:
        gaps = " | ".join("-" if np.isnan(value) else f"{value:+.1f}" for value in row.gaps)
        yield (
            f"| {row.name} | {gaps} | {row.threshold:.2f} | {row.expected:.4f} "
            f"| {row.measured:.4f} | {row.merged:.4f} | {row.clusters:.4f} |"
        )
    yield ""
    yield "## Reliability"
    yield ""
    yield "Of the pairs of a probability, the share that match: expected / measured (pairs)."
    yield ""
    yield "| set | " + " | ".join(f"{low:g} to {high:g}" for low, high in BANDS) + " |"
    yield "|---|" + "--:|" * len(BANDS)
    for row in rows:
        yield f"| {row.name} | " + " | ".join(bands(*row.pairs)) + " |"


BANDS = tuple(pairwise(BORDERS))


def bands(probability: np.ndarray, true: np.ndarray) -> Iterator[str]:
    for low, high in BANDS:
        inside = (probability >= low) & ((probability < high) | (high == 1.0))
        if inside.any():
            expected, measured = probability[inside].mean(), true[inside].mean()
            yield f"{expected:.3f} / {measured:.3f} ({inside.sum():,})"
        else:
            yield "-"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--sets", default=",".join((*PUBLIC, "dblp_acm")), help="public sets, comma-separated")
    add("--generated", default=",".join(GENERATED), help="ROWS:DIFFICULTY:LOCALE:SEED, ...")
    add("--datasets", type=Path, help="folder of public sets; default TWINSET_DATASETS",
        default=FOLDER)  # fmt: skip
    add("--results", type=Path, default=RESULTS, help="file to write")
    options = parser.parse_args()
    rows: list[Row] = []
    names = [name for name in options.sets.split(",") if name]
    for data in public_sets(names, options.datasets):
        rows.append(measure(data))
        print(data.name, file=sys.stderr, flush=True)
    for text in filter(None, options.generated.split(",")):
        rows.append(measure(generated_set(text)))
        print(text, file=sys.stderr, flush=True)
    text = "\n".join(document(rows)) + "\n"
    options.results.parent.mkdir(parents=True, exist_ok=True)
    options.results.write_text(text, encoding="utf-8")
    print(text, end="")


if __name__ == "__main__":
    main()
