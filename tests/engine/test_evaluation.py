"""Evaluation against brute force, scikit-learn's definitions written out, and recordlinkage."""

from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.errors import InputError
from twinset.evaluation import evaluate, evaluate_pairs, evaluate_tables

partitions = st.integers(0, 40).flatmap(
    lambda n: st.tuples(*[st.lists(st.integers(0, 9), min_size=n, max_size=n) for _ in range(2)])
)


def pairs_of(labels: list[int]) -> set[tuple[int, int]]:
    return {(a, b) for a, b in combinations(range(len(labels)), 2) if labels[a] == labels[b]}


@settings(max_examples=80, deadline=None)
@given(partitions)
def test_measures_match_brute_force(labels: tuple[list[int], list[int]]) -> None:
    predicted, true = labels
    result = evaluate(np.array(predicted, np.int64), np.array(true, np.int64))
    found, real = pairs_of(predicted), pairs_of(true)
    assert result.predicted_pairs == len(found)
    assert result.true_pairs == len(real)
    assert result.true_positives == len(found & real)
    if found and real:
        p, r = len(found & real) / len(found), len(found & real) / len(real)
        assert result.precision == pytest.approx(p)
        assert result.recall == pytest.approx(r)
        assert result.f1 == pytest.approx(2 * p * r / (p + r) if p + r else 0.0)

    records = range(len(true))
    cluster = [{b for b in records if predicted[b] == predicted[a]} for a in records]
    entity = [{b for b in records if true[b] == true[a]} for a in records]
    if true:
        p = np.mean([len(c & e) / len(c) for c, e in zip(cluster, entity, strict=True)])
        r = np.mean([len(c & e) / len(e) for c, e in zip(cluster, entity, strict=True)])
        assert result.bcubed_precision == pytest.approx(p)
        assert result.bcubed_recall == pytest.approx(r)
        assert result.bcubed_f1 == pytest.approx(2 * p * r / (p + r))
    exact = {frozenset(c) for c in cluster} & {frozenset(e) for e in entity}
    assert result.exact_clusters == len(exact)
    assert result.clusters == len(set(predicted))
    assert sum(size * number for size, number in result.cluster_sizes.items()) == len(predicted)
    assert result.largest_cluster == max((len(c) for c in cluster), default=0)


def test_labels_do_not_matter_only_who_is_together() -> None:
    true = np.array([0, 0, 1, 2, 2, 2])
    assert evaluate(true, true) == evaluate(np.array([7, 7, 3, -1, -1, -1]), true)
    assert evaluate(true, true).f1 == 1.0


def test_nothing_to_find_and_nothing_found_is_perfect() -> None:
    alone = np.arange(5)
    assert evaluate(alone, alone).f1 == 1.0
    assert evaluate(alone, np.zeros(5)).recall == 0.0
    assert evaluate(alone, np.zeros(5)).f1 == 0.0
    assert evaluate(np.zeros(5), alone).precision == 0.0


def test_lengths_must_agree() -> None:
    with pytest.raises(InputError, match="3 records have a cluster, 2 an entity"):
        evaluate(np.arange(3), np.arange(2))


def test_a_large_count_does_not_overflow() -> None:
    together = np.zeros(200_000, np.int32)  # 2e10 pairs, beyond 32 bits
    assert evaluate(together, together).true_positives == 200_000 * 199_999 // 2


def test_pairs_match_recordlinkage() -> None:
    import pandas
    import recordlinkage

    rng = np.random.default_rng(5)
    entity = rng.integers(0, 60, 200)
    candidates = sorted({tuple(sorted(p)) for p in rng.integers(0, 200, (900, 2)) if p[0] != p[1]})
    left, right = np.array(candidates, np.int32).T
    result = evaluate_pairs(left, right, entity)
    true = pandas.MultiIndex.from_tuples(sorted(pairs_of(entity.tolist())))
    found = pandas.MultiIndex.from_tuples(candidates)
    assert result.pair_completeness == pytest.approx(recordlinkage.recall(true, found))
    assert result.pairs_quality == pytest.approx(recordlinkage.precision(true, found))
    frame = pandas.DataFrame(index=range(200))
    assert result.reduction_ratio == pytest.approx(recordlinkage.reduction_ratio(found, frame))


def clusters(ids: list[str | None], labels: list[int]) -> pa.Table:
    return pa.table({"id": pa.array(ids, pa.string()), "cluster": labels})


def test_tables_are_joined_by_id_whatever_its_type_and_order() -> None:
    truth = pa.table({"id": [3, 1, 2, 9], "entity": ["x", "y", "y", "x"]})
    result = evaluate_tables(clusters(["1", "2", "3", "7", None], [0, 0, 2, 2, 2]), truth)
    assert (result.records, result.true_positives, result.predicted_pairs) == (3, 1, 1)
    assert (result.without_truth, result.without_cluster) == (2, 1)


@pytest.mark.parametrize(
    ("truth", "message"),
    [
        (pa.table({"id": ["1", "1"], "entity": [1, 2]}), "truth: an id stands twice"),
        (pa.table({"id": ["1", "2"], "group": [1, 2]}), "truth: 0 columns are named 'entity'"),
        (pa.table({"id": ["8", "9"], "entity": [1, 2]}), "no id of the clusters is in the truth"),
    ],
)
def test_a_truth_that_can_not_be_used_is_refused(truth: pa.Table, message: str) -> None:
    with pytest.raises(InputError, match=message) as error:
        evaluate_tables(clusters(["1", "2"], [0, 0]), truth)
    assert error.value.hint
