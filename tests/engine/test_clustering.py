"""Clusters: components, the checks that split them, and what must not change them."""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset import clustering
from twinset.clustering import ClusterResult, cluster
from twinset.columns import from_arrow, take
from twinset.config import ClusterPlan
from twinset.kernels.linkage import CONFLICT, KEPT, WEAK, agglomerate, dates_conflict
from twinset.types import ScoredPairs, StandardRecords

Edge = tuple[int, int, float]


def scored(edges: Iterable[Edge]) -> ScoredPairs:
    """Pairs from (left, right, log2 odds)."""
    rows = list(edges)
    weight = np.array([w for _, _, w in rows], np.float64)
    return ScoredPairs(
        np.array([a for a, _, _ in rows], np.int32),
        np.array([b for _, b, _ in rows], np.int32),
        weight,
        1 / (1 + np.exp2(-weight)),
        np.ones(len(rows), np.uint64),
        np.zeros((len(rows), 0), np.int8),
    )


def people(size: int, **fields: list[str | None]) -> StandardRecords:
    """Records whose ``text`` field tells them apart, and the fields given."""
    fields.setdefault("text", [f"record {row}" for row in range(size)])
    columns = {name: from_arrow(pa.array(v, pa.string())) for name, v in fields.items()}
    return StandardRecords(size, columns)


def clique(rows: range, weight: float = 6.0) -> list[Edge]:
    return [(a, b, weight) for a in rows for b in rows if a < b]


def run(
    size: int, edges: list[Edge], records: StandardRecords | None = None, threshold: float = 0.5
) -> ClusterResult:
    return cluster(size, scored(edges), threshold, records or people(size), ClusterPlan())


def test_no_pairs_and_no_records() -> None:
    assert run(0, []).clusters.membership.tolist() == []
    assert run(3, []).clusters.membership.tolist() == [0, 1, 2]


def test_a_clique_and_a_pair_stay() -> None:
    result = run(9, [*clique(range(6)), (7, 8, 0.1)])
    assert result.clusters.membership.tolist() == [0] * 6 + [6, 7, 7]
    assert result.report["components_checked"] == 1
    assert result.report["components_split"] == 0
    assert result.dropped == {"weak": 0, "conflict": 0}


def test_a_chain_of_three_strong_links_with_nothing_against_stays() -> None:
    assert not run(4, [(0, 1, 8.0), (1, 2, 8.0), (2, 3, 8.0)]).clusters.membership.any()


def test_a_weak_bridge_between_two_cliques_is_dropped() -> None:
    result = run(12, [*clique(range(6)), *clique(range(6, 12)), (5, 6, 2.0)])
    assert result.clusters.membership.tolist() == [0] * 6 + [6] * 6
    assert result.dropped == {"weak": 1, "conflict": 0}
    assert (result.report["components_split"], result.report["largest_component"]) == (1, 12)
    assert result.report["largest_cluster"] == 6


@pytest.mark.parametrize(("weight", "largest"), [(0.5, 2), (2.0, 4), (60.0, 12)])
def test_a_chain_of_300_links_is_broken_up(weight: float, largest: int) -> None:
    result = run(300, [(row, row + 1, weight) for row in range(299)])
    assert 1 < result.report["largest_cluster"] <= largest


def test_split_none_keeps_components() -> None:
    pairs = scored((row, row + 1, 0.5) for row in range(299))
    result = cluster(300, pairs, 0.5, people(300), ClusterPlan(split="none"))
    assert not result.clusters.membership.any()


def test_a_scored_non_link_counts_against() -> None:
    # a record without a birth date between a father and a son
    assert run(3, [(0, 1, 5.0), (1, 2, 4.0)]).report["largest_cluster"] == 3
    result = run(3, [(0, 1, 5.0), (1, 2, 4.0), (0, 2, -6.0)])
    assert result.clusters.membership.tolist() == [0, 0, 2]


def families(between: str | None) -> tuple[StandardRecords, list[Edge]]:
    """50 couples of equal dates, then father, a record in between, and son: never compared."""
    dates = [f"19{50 + row // 2 % 40}0{1 + row // 2 % 9}11" for row in range(100)]
    records = people(103, birth_date=[*dates, "19500321", between, "19841102"])
    edges = [(row, row + 1, 9.0) for row in range(0, 100, 2)]
    return records, [*edges, (100, 101, 5.0), (101, 102, 4.5)]


def test_contradicting_birth_dates_keep_father_and_son_apart() -> None:
    records, edges = families(None)
    result = run(103, edges, records)
    assert result.clusters.membership[100:].tolist() == [100, 100, 102]
    assert result.dropped == {"weak": 0, "conflict": 1}
    plain = run(103, edges)
    assert plain.report["largest_cluster"] == 3


def test_gender_contradicts_only_together_with_the_given_name() -> None:
    couples = [f"name{row // 2}" for row in range(100)]
    genders = ["m" if row // 2 % 2 else "f" for row in range(100)]
    edges: list[Edge] = [(row, row + 1, 9.0) for row in range(0, 100, 2)]
    edges += [(100, 101, 5.0), (101, 102, 4.5)]
    sizes = {}
    for last in ("maria", "marek"):
        records = people(
            103,
            given_name=[*couples, "maria", None, last],
            gender=[*genders, "f", None, "m"],
        )
        sizes[last] = run(103, edges, records).report["largest_cluster"]
    assert sizes == {"maria": 3, "marek": 2}


def test_an_identifier_that_links_contradict_costs_nothing() -> None:
    # a number that every source gives anew: linked records always differ in it
    records = people(103, identifier=[f"n{row}" for row in range(101)] + [None, "other"])
    edges: list[Edge] = [(row, row + 1, 9.0) for row in range(0, 100, 2)]
    edges += [(100, 101, 5.0), (101, 102, 4.5)]
    assert run(103, edges, records).report["largest_cluster"] == 3


def test_equal_records_are_one_witness() -> None:
    # 40 equal records that sorted neighbourhood linked in a chain, and a neighbour of each
    size = 41
    records = people(size, text=["same"] * 40 + ["other"])
    edges: list[Edge] = [(row, row + 1, 3.0) for row in range(39)]
    edges += [(row, 40, -5.0 + row % 2) for row in range(39)] + [(39, 40, 2.0)]
    result = run(size, edges, records)
    assert not result.clusters.membership.any()
    assert not run(size, edges[:39], records).clusters.membership[:40].any()


def test_a_pair_below_a_high_threshold_neither_links_nor_speaks_against() -> None:
    assert not run(
        3, [(0, 1, 9.0), (1, 2, 3.0), (0, 2, 9.0)], threshold=0.99
    ).clusters.membership.any()
    result = run(3, [(0, 1, 9.0), (1, 2, 3.0)], threshold=0.99)
    assert result.clusters.membership.tolist() == [0, 0, 2]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, list[Edge]]:
    size = draw(st.integers(3, 14))
    every = [(a, b) for a in range(size) for b in range(a + 1, size)]
    kept = draw(st.lists(st.sampled_from(every), unique=True, min_size=2))
    weights = st.integers(-6, 8).map(float)  # few values, so that there are ties
    return size, [(a, b, draw(weights)) for a, b in kept]


@settings(max_examples=60, deadline=None)
@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_pairs_and_of_rows_does_not_matter(graph, random) -> None:
    size, edges = graph
    dates = [[None, "19500321", "19841102"][row % 3] for row in range(size)]
    records = people(size, birth_date=dates)
    first = run(size, edges, records).clusters.membership

    place = list(range(size))
    random.shuffle(place)  # row r moves to place[r]
    moved = [(min(place[a], place[b]), max(place[a], place[b]), w) for a, b, w in edges]
    random.shuffle(moved)
    back = np.argsort(place)
    again = StandardRecords(size, {n: take(c, back) for n, c in records.fields.items()})
    # codes by first appearance, as a reader of the shuffled file would give them
    again = StandardRecords(size, {n: reencoded(c) for n, c in again.fields.items()})
    second = run(size, moved, again).clusters.membership
    groups = {frozenset(np.flatnonzero(first == root).tolist()) for root in set(first.tolist())}
    moved_groups = {
        frozenset(int(back[row]) for row in np.flatnonzero(second == root))
        for root in set(second.tolist())
    }
    assert groups == moved_groups


def reencoded(column):
    from twinset.columns import row_texts

    return from_arrow(pa.array(row_texts(column), pa.string()))


def slow_agglomerate(nodes: int, edges: dict[tuple[int, int], int], absent: int, penalty):
    """All groups against all groups, the best average first; ties by the smallest edge."""

    def raw(a: int, b: int) -> int:
        pair = (min(a, b), max(a, b))
        return edges[pair] if pair in edges else -absent - penalty(a, b)

    groups = [[node] for node in range(nodes)]
    while True:
        best = None
        for x, first in enumerate(groups):
            for y in range(x + 1, len(groups)):
                cross = [(a, b) for a in first for b in groups[y]]
                if not any((min(p), max(p)) in edges for p in cross):
                    continue
                total = sum(raw(a, b) for a, b in cross)
                average = total / len(cross)
                if average > 0 and (best is None or average > best[0]):
                    best = (average, x, y)
        if best is None:
            return sorted(sorted(group) for group in groups)
        _, x, y = best
        groups[x] += groups.pop(y)


@settings(max_examples=80, deadline=None)
@given(graphs(), st.integers(0, 3), st.integers(0, 2**32 - 1))
def test_agglomeration_matches_the_slow_twin(graph, absent: int, seed: int) -> None:
    size, edges = graph
    rng = np.random.default_rng(seed)
    facts = np.zeros((5, size), np.int32)
    facts[3] = rng.integers(0, 3, size)
    facts[4] = rng.integers(0, 3, size)
    penalties = np.array([0, 0, 500, 700], np.int64)
    # distinct evidence, so that ties do not decide
    evidence = {(a, b): int(w * 1000) + int(rng.integers(0, 900)) for a, b, w in sorted(set(edges))}

    def penalty(a: int, b: int) -> int:
        differ = facts[3, a] and facts[3, b] and facts[3, a] != facts[3, b]
        return 500 * bool(differ) + 700 * bool(facts[4, a] and facts[4, a] == facts[4, b])

    left, right = np.array(sorted(evidence), np.int32).T.copy()
    values = np.array([evidence[key] for key in sorted(evidence)], np.int64)
    group, reason = np.empty(size, np.int32), np.empty(len(left), np.int8)
    borders, edge_borders = np.array([0, size]), np.array([0, len(left)])
    agglomerate(
        borders, edge_borders, left, right, values, absent * 300, facts, penalties, group, reason
    )
    found = [np.flatnonzero(group == root).tolist() for root in np.unique(group)]
    assert found == slow_agglomerate(size, evidence, absent * 300, penalty)
    assert all(members[0] == group[members[0]] for members in found)
    assert ((group[left] == group[right]) == (reason == KEPT)).all()
    for a, b, why in zip(group[left], group[right], reason, strict=True):
        cross = [(x, y) for x in np.flatnonzero(group == a) for y in np.flatnonzero(group == b)]
        total = sum(evidence.get((min(p), max(p)), -absent * 300) for p in cross)
        assert a == b or ((why == CONFLICT) == (total > 0) and why in (WEAK, CONFLICT))


@pytest.mark.parametrize(
    ("a", "b", "conflict"),
    [
        (19870321, 19870321, False),
        (0, 19870321, False),
        (19870321, 19870331, False),  # one digit
        (19870321, 19780321, False),  # two neighbouring digits swapped
        (19870311, 19871103, False),  # day and month swapped
        (19870101, 19871103, False),  # the year alone is known
        (19870101, 19881103, True),
        (19870321, 19870412, True),
        (19870321, 19540917, True),
        (19870321, 19890321, False),
        (19870321, 19660321, True),  # two neighbouring digits, not swapped
        (19870321, 19380321, True),
    ],
)
def test_dates_conflict_unless_one_is_the_other_written_badly(
    a: int, b: int, conflict: bool
) -> None:
    assert dates_conflict(a, b) is conflict
    assert dates_conflict(b, a) is conflict


def test_evidence_is_log_odds_and_a_link_is_never_against() -> None:
    p = np.array([0.0, 0.2, 0.5, 0.8, 0.9, 1.0])
    one = 1 / clustering.SCALE
    assert clustering._evidence(p, 0.5) == pytest.approx([-15, -2, one, 2, np.log2(9), 15])
    assert clustering._evidence(p, 0.9) == pytest.approx([-15, -2, 0, 0, np.log2(9), 15])
    assert clustering._evidence(p, 0.2) == pytest.approx([-15, one, 2, 4, 2 + np.log2(9), 15])
