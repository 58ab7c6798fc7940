"""Sources that hold no duplicates of their own are found, and kept apart in clusters."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pytest

import twinset
from twinset.clustering import cluster
from twinset.columns import from_arrow
from twinset.config import ClusterPlan
from twinset.evaluation import evaluate
from twinset.exclusive_sources import exclusive_sources
from twinset.types import ScoredPairs, StandardRecords


def scored(pairs: dict[tuple[int, int], float]) -> ScoredPairs:
    """Pairs with their weights in bits."""
    left, right = (np.array(side, np.int32) for side in zip(*sorted(pairs), strict=True))
    weight = np.array([pairs[pair] for pair in sorted(pairs)])
    return ScoredPairs(
        left, right, weight, 1 / (1 + 2.0**-weight),
        np.zeros(len(left), np.uint64), np.zeros((len(left), 1), np.int8),
    )  # fmt: skip


def records(sources: list[str | None]) -> StandardRecords:
    column = from_arrow(pa.array(sources, pa.string()))
    return StandardRecords(len(sources), {"source": column})


def lists(entities: int) -> tuple[list[str | None], dict[tuple[int, int], float]]:
    """Row 2n of list a and row 2n + 1 of list b are one entity."""
    return ["a", "b"] * entities, {(2 * n, 2 * n + 1): 10.0 for n in range(entities)}


def test_two_clean_lists_are_kept_apart() -> None:
    sources, pairs = lists(50)
    # the first two entities share so much that all four records are linked
    pairs |= {(0, 2): 9.0, (0, 3): 6.0, (1, 2): 6.0, (1, 3): 9.0}
    pairs |= {(4, 6): 5.0}  # and two records of one list are
    found = cluster(100, scored(pairs), 0.5, records(sources), ClusterPlan())
    assert found.clusters.membership.tolist() == [row - row % 2 for row in range(100)]
    assert found.report["exclusive_sources"] == 2
    assert found.report["links_within_source"] == 3
    believed = cluster(100, scored(pairs), 0.5, records(sources), ClusterPlan(one_per_source=False))
    assert believed.clusters.membership[:8].tolist() == [0, 0, 0, 0, 4, 4, 4, 4]


@pytest.mark.parametrize(
    ("entities", "within", "clean"), [(50, 0, True), (50, 3, True), (50, 15, False), (14, 0, False)]
)
def test_links_tell_whether_lists_are_clean(entities: int, within: int, clean: bool) -> None:
    sources, pairs = lists(entities)
    for _ in range(within):
        sources += ["a", "a"]
        pairs[(len(sources) - 2, len(sources) - 1)] = 8.0
    size = len(sources)
    links = np.ones(len(pairs), np.bool_)
    found = exclusive_sources(size, scored(pairs), links, records(sources))
    assert bool(found.any()) == clean
    assert set(found.tolist()) == ({1, 2} if clean else {0})


def test_a_wish_decides_and_rows_without_a_source_are_free() -> None:
    sources, pairs = lists(2)
    sources[0] = None
    links = np.ones(2, np.bool_)
    base = records(sources)
    assert exclusive_sources(4, scored(pairs), links, base, True).tolist() == [0, 1, 2, 1]
    assert not exclusive_sources(4, scored(pairs), links, base, False).any()
    assert not exclusive_sources(4, scored(pairs), links, StandardRecords(4, {}), True).any()


@pytest.mark.public
def test_restaurants_of_one_hotel_are_told_apart(datasets: Path) -> None:
    result = twinset.dedupe(datasets / "restaurants" / "records.csv")
    entity = pa.csv.read_csv(datasets / "restaurants" / "truth.csv")["entity"].to_numpy()
    assert evaluate(result.membership, entity).f1 > 0.9
    assert any("no duplicates of their own" in text for text in result.summary["warnings"])
