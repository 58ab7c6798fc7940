"""Quality floors on the public sets: no configuration, no labels."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pyarrow as pa
import pytest
from people import id_sets

import twinset
from twinset.evaluation import evaluate_tables
from twinset.result import Result

pytestmark = pytest.mark.public

FLOORS = {
    "febrl3": 0.998,
    "febrl4": 0.998,
    "historical_50k": 0.90,
    "rldata10000": 0.85,
    "fake_1000": 0.93,
}
"""Pairwise F1."""


@pytest.fixture(scope="module")
def run(public_set: Callable[[str], pa.Table]) -> Callable[[str], Result]:
    """``run(name)``: the result on a public set, computed once."""

    @cache
    def once(name: str) -> Result:
        return twinset.dedupe(public_set(name))

    return once


@pytest.mark.parametrize("name", FLOORS)
def test_floor(
    name: str, run: Callable[[str], Result], public_truth: Callable[[str], pa.Table]
) -> None:
    assert evaluate_tables(run(name).clusters, public_truth(name)).f1 >= FLOORS[name]


def test_shuffled_rows_give_the_same_clusters(
    run: Callable[[str], Result], public_set: Callable[[str], pa.Table]
) -> None:
    table = public_set("febrl3")
    other = twinset.dedupe(table.take(np.random.default_rng(1).permutation(table.num_rows)))
    assert id_sets(other.clusters) == id_sets(run("febrl3").clusters)
