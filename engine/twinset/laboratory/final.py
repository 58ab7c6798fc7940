"""What a strategy's pairs are worth in the end: the engine's own training, scoring and clustering
on exactly these pairs, measured against the truth."""

from __future__ import annotations

import time
from collections.abc import Sequence

import msgspec
import numpy as np

from twinset import pipeline
from twinset.blocking.candidates import Candidates
from twinset.clustering import cluster
from twinset.comparison import plan_comparisons
from twinset.config import Plan
from twinset.laboratory.bench import UNKNOWN, Bench, pairs_within
from twinset.matching import scoring
from twinset.matching.frequencies import log_frequencies
from twinset.matching.threshold import choose_threshold, expected_at
from twinset.pair_codes import unpack_pairs
from twinset.types import Clusters, Float64, Int64, PairList


class Final(msgspec.Struct, kw_only=True):
    """After scoring and clustering. Precision, recall and F1 are pairwise over the clusters, in a
    link task over pairs of two sides; None without truth."""

    seconds: float
    links: int
    """Pairs at or above the threshold."""
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None


def levels_at_random(bench: Bench, plan: Plan, *, threads: int = 1) -> list[Float64]:
    """What the scoring of every strategy shares: the level probabilities of random pairs, (levels,)
    for each comparison. A second of processor time, whatever the strategy."""
    comparisons = plan_comparisons(bench.records, plan.model)
    return scoring.random_levels(comparisons, bench.records, seed=plan.seed, threads=threads)


def finish(
    bench: Bench,
    packed: Int64,
    plan: Plan,
    *,
    levels: Sequence[Float64] | None = None,
    threads: int = 1,
) -> Final:
    """Train, score and cluster on the candidate pairs (``pack_pairs``), as ``dedupe`` would.

    ``levels`` are those of ``levels_at_random``, where they are known already.
    """
    start = time.perf_counter()
    standard = bench.records
    left, right = unpack_pairs(np.sort(packed))
    candidates = Candidates(bench.size, [], [PairList("strategy", left, right)])
    comparisons = plan_comparisons(standard, plan.model)
    if levels is None:
        levels = scoring.random_levels(comparisons, standard, seed=plan.seed, threads=threads)
    compared = scoring.compare(candidates, comparisons, threads=threads)
    frequency = log_frequencies(comparisons, standard)
    model = pipeline.fit(
        compared, comparisons, levels, frequency, bench.size, plan.model, threads=threads
    )
    pairs = scoring.score(model, candidates, compared, frequency, threads=threads)
    wish = plan.cluster.threshold
    threshold = (
        choose_threshold(pairs.probability)
        if isinstance(wish, str)
        else expected_at(pairs.probability, wish)
    )
    found = cluster(bench.size, pairs, threshold.probability, standard, plan.cluster)
    final = Final(
        seconds=time.perf_counter() - start,
        links=int((pairs.probability >= threshold.probability).sum()),
    )
    if bench.entity is not None:
        final.precision, final.recall, final.f1 = cluster_quality(found.clusters, bench)
    return final


def cluster_quality(clusters: Clusters, bench: Bench) -> tuple[float, float, float]:
    """Pairwise precision, recall and F1 over the records that the truth knows. A ratio without
    cases is 1, as in ``twinset.evaluation``."""
    assert bench.entity is not None
    known = bench.entity != UNKNOWN
    predicted = clusters.membership[known].astype(np.int64)
    true = bench.entity[known]
    side = None if bench.side is None else bench.side[known]
    both = predicted * (int(true.max(initial=0)) + 1) + true
    proposed, wanted = pairs_within(predicted, side), pairs_within(true, side)
    right = pairs_within(both, side)
    return (
        right / proposed if proposed else 1.0,
        right / wanted if wanted else 1.0,
        2 * right / (proposed + wanted) if proposed + wanted else 1.0,
    )
