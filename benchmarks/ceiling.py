"""How much better could it be? The same evidence, weighed by a model that is shown the truth.

    python benchmarks/ceiling.py [--rows 100000] [--difficulty medium] [--seed 1]

A generated base is deduplicated without labels. Then gradient boosting learns from the truth of one
half of the households, and judges the scored pairs of the other half, by what Twinset knows of each
pair: the level and the frequency of the values of every comparison, and how likely each latent
class is. Both probabilities are clustered alike. What lies between the two is what better
weighing could bring; what is above needs other evidence, or candidates. Writes nothing.

Needs scikit-learn: ``pip install "twinset[blocking-peers]"``.
"""

from __future__ import annotations

import argparse
from dataclasses import replace

import numpy as np

import twinset
from twinset.clustering import cluster
from twinset.evaluation import evaluate
from twinset.generator import GeneratorSettings, generate, parse_difficulty
from twinset.hashing import mix64
from twinset.matching.frequencies import log_frequencies
from twinset.types import Bool, Float32, Float64, ScoredPairs

THRESHOLD = 0.5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--difficulty", default="medium")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    difficulty = parse_difficulty(options.difficulty)
    base = generate(GeneratorSettings(options.rows, seed=options.seed, difficulty=difficulty))
    result = twinset.dedupe(base.records)
    order = result.outcome.prepared.order
    entity = base.truth["entity"].to_numpy()[order]
    pairs = in_canonical_order(result.scored, order)
    true = entity[pairs.left] == entity[pairs.right]
    half = halves(base.truth["household"].to_pylist(), base.truth["entity"].to_numpy())[order]
    taught = learned(features(result, pairs), true, half[pairs.left])
    matches = pairs_of_one(entity)
    print(f"{options.rows:,} rows, {len(true):,} scored pairs hold {true.sum():,} of {matches:,}")
    print(f"{'':12}  log loss  precision  recall  F1")
    for name, probability in (("no labels", pairs.probability), ("labels", taught)):
        found = evaluate(clustered(result, pairs, probability), entity)
        print(
            f"{name:12}  {log_loss(probability, true):.5f}   {found.precision:.4f}"
            f"     {found.recall:.4f}  {found.f1:.4f}"
        )


def in_canonical_order(pairs: ScoredPairs, order: np.ndarray) -> ScoredPairs:
    """The pairs by where the records stand inside the engine, not in the input."""
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    a, b = place[pairs.left], place[pairs.right]
    return replace(pairs, left=np.minimum(a, b), right=np.maximum(a, b))


def halves(households: list[int | None], entity: np.ndarray) -> Bool:
    """(rows,) two halves of the base; a household, or else a person, is in one of them."""
    keys = [~e if home is None else home for home, e in zip(households, entity, strict=True)]
    return np.asarray(mix64(np.array(keys, np.int64).astype(np.uint64)) >> np.uint64(63) == 0)


def features(result: twinset.Result, pairs: ScoredPairs) -> Float32:
    """(pairs, features): NaN where something is missing."""
    outcome = result.outcome
    rows = log_frequencies(outcome.comparisons, outcome.prepared.standard).rows
    likelihoods = outcome.model.class_log_likelihoods(np.ascontiguousarray(pairs.levels))
    found = np.column_stack([
        np.where(pairs.levels < 0, np.nan, pairs.levels),
        np.maximum(rows[pairs.left], rows[pairs.right]),
        likelihoods[:, :1] - likelihoods[:, 1:],
        pairs.weight,
    ]).astype(np.float32)  # fmt: skip
    varied = [len(np.unique(column[~np.isnan(column)])) > 1 for column in found.T]
    return found[:, varied]


def learned(table: Float32, true: Bool, half: Bool) -> Float64:
    """The probability of each pair by a model of the other half's pairs."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    probability = np.empty(len(true))
    for judged in (half, ~half):
        model = HistGradientBoostingClassifier(
            max_iter=150, learning_rate=0.12, min_samples_leaf=40, l2_regularization=1.0,
            early_stopping=False, random_state=1,
        )  # fmt: skip
        model.fit(table[~judged], true[~judged])
        probability[judged] = model.predict_proba(table[judged])[:, 1]
    return probability


def clustered(result: twinset.Result, pairs: ScoredPairs, probability: Float64) -> np.ndarray:
    pairs = replace(pairs, probability=probability)
    outcome = result.outcome
    records, plan = outcome.prepared.standard, outcome.plan.cluster
    return cluster(records.size, pairs, THRESHOLD, records, plan).clusters.membership


def log_loss(probability: Float64, true: Bool) -> float:
    return -float(np.log(np.clip(np.where(true, probability, 1 - probability), 1e-9, 1)).mean())


def pairs_of_one(entity: np.ndarray) -> int:
    counts = np.unique(entity, return_counts=True)[1]
    return int((counts * (counts - 1) // 2).sum())


if __name__ == "__main__":
    main()
