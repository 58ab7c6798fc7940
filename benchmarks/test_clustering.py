"""Checked clusters on shapes that could go quadratic.

Run: ``pytest benchmarks/test_clustering.py --benchmark-only``
"""

import numpy as np
import pyarrow as pa
import pytest

from twinset.clustering import cluster
from twinset.columns import from_arrow
from twinset.config import ClusterPlan
from twinset.types import Int32, ScoredPairs, StandardRecords


def pairs_of_shape(shape: str) -> tuple[int, Int32, Int32]:
    if shape == "small":  # 200,000 components of three records
        left = np.arange(0, 600_000, 3, dtype=np.int32)
        return 600_000, np.concatenate([left, left + 1]), np.concatenate([left + 1, left + 2])
    if shape == "chain":
        left = np.arange(199_999, dtype=np.int32)
        return 200_000, left, left + np.int32(1)
    if shape == "star":
        right = np.arange(1, 200_000, dtype=np.int32)
        return 200_000, np.zeros_like(right), right
    left, right = np.triu_indices(1000, 1)
    return 1000, left.astype(np.int32), right.astype(np.int32)


@pytest.mark.parametrize("shape", ["small", "chain", "star", "clique"])
def test_checked_clusters(benchmark, shape: str) -> None:
    size, left, right = pairs_of_shape(shape)
    weight = np.random.default_rng(1).normal(5, 2, len(left))
    pairs = ScoredPairs(
        left,
        right,
        weight,
        1 / (1 + np.exp2(-weight)),
        np.ones(len(left), np.uint64),
        np.zeros((len(left), 1), np.int8),
    )
    dates = from_arrow(pa.array(["1950-03-21", "1951-07-02", "1960-11-30"]))
    codes = np.random.default_rng(2).integers(0, 3, size, dtype=np.int32)
    records = StandardRecords(size, {"birth_date": type(dates)(codes, dates.offsets, dates.data)})
    benchmark.pedantic(
        cluster, (size, pairs, 0.5, records, ClusterPlan()), rounds=2, warmup_rounds=1
    )
