"""Where a generated base goes wrong: false links and misses by class, and the calibration.

    python benchmarks/errors.py [--rows 100000] [--difficulty medium] [--seed 1]

The generator tells what it did to every record, so each wrong link and each missed pair has a
class. Writes ``errors.md`` into ``benchmarks/results``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

import twinset
from twinset.evaluation import evaluate
from twinset.generator import GeneratorSettings, generate, parse_difficulty

RESULTS = Path(__file__).resolve().parent / "results" / "errors.md"
BORDERS = (0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999, 1.0)

Truth = dict[str, list[Any]]
"""The generator's truth, column by column: entity, household, changes."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--difficulty", default="medium")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--results", type=Path, default=RESULTS, help="file to write")
    options = parser.parse_args()
    difficulty = parse_difficulty(options.difficulty)
    base = generate(GeneratorSettings(options.rows, seed=options.seed, difficulty=difficulty))
    result = twinset.dedupe(base.records)
    report = "\n".join(render(result, base.truth.to_pydict(), options))
    options.results.parent.mkdir(parents=True, exist_ok=True)
    options.results.write_text(report + "\n", encoding="utf-8")
    print(report)


def render(result: twinset.Result, truth: Truth, options: argparse.Namespace) -> Iterator[str]:
    """The report, line by line."""
    entity = np.array(truth["entity"])
    found = evaluate(result.membership, entity)
    yield "# Errors by class, and calibration"
    yield ""
    yield (
        f"A generated base of {options.rows:,} rows, difficulty {options.difficulty}, seed "
        f"{options.seed}: precision {found.precision:.4f}, recall {found.recall:.4f}, F1 "
        f"{found.f1:.4f}. Made by `python benchmarks/errors.py`."
    )
    left, right = pairs_within(result.membership)
    wrong = entity[left] != entity[right]
    yield from table(
        "Wrong pairs", left[wrong], right[wrong], lambda a, b: kind_of_two(truth, a, b)
    )
    left, right = pairs_within(entity)
    missed = result.membership[left] != result.membership[right]
    yield from table(
        "Missed pairs, by what was done to the two records (one pair may count several times)",
        left[missed],
        right[missed],
        lambda a, b: changes_of(truth, a, b),
    )
    yield from calibration(result, entity)


def pairs_within(labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All pairs of rows with one label; groups are small."""
    order = np.argsort(labels, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
    pairs = [np.triu_indices(len(group), 1) for group in groups if len(group) > 1]
    wanted = [group for group in groups if len(group) > 1]
    left = [group[a] for group, (a, _) in zip(wanted, pairs, strict=True)]
    right = [group[b] for group, (_, b) in zip(wanted, pairs, strict=True)]
    none = np.empty(0, np.int64)
    return np.concatenate([none, *left]), np.concatenate([none, *right])


def kind_of_two(truth: Truth, a: int, b: int) -> list[str]:
    """What two different people are to each other."""
    one, other = truth["changes"][a] or "", truth["changes"][b] or ""
    home = truth["household"][a]
    if home is not None and home == truth["household"][b]:
        for trait in ("father_son", "twin"):
            if trait in one and trait in other:
                return [trait.replace("_", " and ")]
        return ["others of one household"]
    if "switchboard" in one and "switchboard" in other:
        return ["one switchboard"]
    return ["no relation: namesakes and chance"]


def changes_of(truth: Truth, a: int, b: int) -> list[str]:
    """What was done to either record, without the traits of the person."""
    tags = {tag for row in (a, b) for tag in (truth["changes"][row] or "").split(",") if tag}
    return sorted(tags - {"twin", "father_son"}) or ["nothing"]


def table(
    title: str, left: np.ndarray, right: np.ndarray, classify: Callable[[int, int], list[str]]
) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        counts.update(classify(a, b))
    yield from (
        "",
        f"## {title}",
        "",
        f"{len(left):,} pairs.",
        "",
        "| class | pairs |",
        "|---|--:|",
    )
    for name, count in counts.most_common(20):
        yield f"| {name} | {count:,} |"


def calibration(result: twinset.Result, entity: np.ndarray) -> Iterator[str]:
    """Expected against measured share of matches, by probability; and by threshold."""
    pairs = result.scored
    true = entity[pairs.left] == entity[pairs.right]
    yield from ("", "## Reliability", "", "| probability | pairs | expected | measured |")
    yield "|---|--:|--:|--:|"
    for low, high in pairwise(BORDERS):
        inside = (pairs.probability >= low) & (pairs.probability < high)
        if high == 1.0:
            inside = pairs.probability >= low
        yield (
            f"| {low} to {high} | {inside.sum():,} | {mean(pairs.probability[inside])} "
            f"| {mean(true[inside])} |"
        )
    yield from ("", "| threshold | links | expected precision | measured precision |")
    yield "|---|--:|--:|--:|"
    for threshold in (0.3, 0.5, 0.7, 0.9, 0.95, 0.99):
        linked = pairs.probability >= threshold
        yield (
            f"| {threshold} | {linked.sum():,} | {mean(pairs.probability[linked])} "
            f"| {mean(true[linked])} |"
        )


def mean(values: np.ndarray) -> str:
    return f"{values.mean():.3f}" if len(values) else "-"


if __name__ == "__main__":
    main()
