"""How good clusters or candidate pairs are, given the truth.

Pairs are never enumerated: every measure of clusters is a sum over the cells of the contingency
table (predicted cluster, true entity). Pairwise measures: Hand and Christen, "A note on using the
F-measure for evaluating record linkage algorithms", Stat. Comput. 28, 2018. B-cubed: Bagga and
Baldwin, "Algorithms for scoring coreference chains", LREC 1998; one mark per record, so that a
large cluster does not drown the others. Pair completeness, pairs quality and reduction ratio:
Christen, "Data Matching", 2012, section 7.3.

A ratio without cases is 1: where nothing was to be found, nothing was missed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from twinset.columns import encode
from twinset.errors import InputError
from twinset.types import Int32, Int64

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Predicted clusters against true entities, over the records that have both."""

    records: int
    true_pairs: int
    predicted_pairs: int
    true_positives: int
    precision: float
    recall: float
    f1: float
    bcubed_precision: float
    bcubed_recall: float
    bcubed_f1: float
    clusters: int
    entities: int
    exact_clusters: int  # clusters that are an entity, whole and alone
    largest_cluster: int
    cluster_sizes: Mapping[int, int] = field(default_factory=dict)  # size: number of clusters
    without_truth: int = 0  # records of the prediction that the truth does not know: left out
    without_cluster: int = 0  # records of the truth that the prediction does not know: left out


@dataclass(frozen=True, slots=True)
class PairEvaluation:
    """Candidate pairs against true entities."""

    records: int
    candidate_pairs: int
    true_pairs: int
    found_pairs: int
    pair_completeness: float  # found / true: what blocking allows recall to be
    pairs_quality: float  # found / candidates: what blocking alone has for precision
    reduction_ratio: float  # 1 - candidates / all possible pairs


def evaluate(membership_pred: NDArray[Any], membership_true: NDArray[Any]) -> Evaluation:
    """Compare two partitions of the same records; labels are (records,), of any sortable dtype.

    Raises ``InputError`` where the lengths differ.
    """
    if len(membership_pred) != len(membership_true):
        raise InputError(
            f"{len(membership_pred)} records have a cluster, {len(membership_true)} an entity",
            hint="compare by id (evaluate_tables) when the records are not the same",
        )
    records = len(membership_pred)
    predicted, predicted_sizes = _factorize(membership_pred)
    true, true_sizes = _factorize(membership_true)
    cells, shared = np.unique(
        predicted * np.int64(max(1, len(true_sizes))) + true, return_counts=True
    )
    in_cluster = predicted_sizes[cells // max(1, len(true_sizes))]
    in_entity = true_sizes[cells % max(1, len(true_sizes))]
    predicted_pairs, true_pairs = _pairs(predicted_sizes), _pairs(true_sizes)
    true_positives = _pairs(shared)
    squares = np.square(shared.astype(np.float64))
    bcubed_precision = _ratio(float(np.sum(squares / in_cluster)), records)
    bcubed_recall = _ratio(float(np.sum(squares / in_entity)), records)
    sizes, numbers = np.unique(predicted_sizes, return_counts=True)
    return Evaluation(
        records=records,
        true_pairs=true_pairs,
        predicted_pairs=predicted_pairs,
        true_positives=true_positives,
        precision=_ratio(true_positives, predicted_pairs),
        recall=_ratio(true_positives, true_pairs),
        f1=_ratio(2 * true_positives, predicted_pairs + true_pairs),
        bcubed_precision=bcubed_precision,
        bcubed_recall=bcubed_recall,
        bcubed_f1=_ratio(2 * bcubed_precision * bcubed_recall, bcubed_precision + bcubed_recall),
        clusters=len(predicted_sizes),
        entities=len(true_sizes),
        exact_clusters=int(np.count_nonzero((shared == in_cluster) & (shared == in_entity))),
        largest_cluster=int(predicted_sizes.max(initial=0)),
        cluster_sizes=dict(zip(sizes.tolist(), numbers.tolist(), strict=True)),
    )


def evaluate_pairs(left: Int32, right: Int32, entity: NDArray[Any]) -> PairEvaluation:
    """Compare candidate pairs with the truth.

    ``left`` and ``right`` are (pairs,) row numbers, each unordered pair once; ``entity`` is
    (records,), of any sortable dtype.
    """
    true, sizes = _factorize(entity)
    true_pairs = _pairs(sizes)
    found = int(np.count_nonzero(true[left] == true[right]))
    records, candidates = len(entity), len(left)
    possible = records * (records - 1) // 2
    return PairEvaluation(
        records=records,
        candidate_pairs=candidates,
        true_pairs=true_pairs,
        found_pairs=found,
        pair_completeness=_ratio(found, true_pairs),
        pairs_quality=_ratio(found, candidates),
        reduction_ratio=1.0 - candidates / possible if possible else 1.0,
    )


def evaluate_tables(clusters: pa.Table, truth: pa.Table) -> Evaluation:
    """Compare a table (``id``, ``cluster``, …) with one (``id``, ``entity``, …), joined by id.

    Ids are compared as text. Records that only one table knows, and rows without an id, a
    cluster or an entity, are left out and counted. Raises ``InputError`` where a column is
    missing, where an id stands twice in a table, and where no id is in both.
    """
    import pyarrow.compute as pc

    predicted_ids, predicted = _labels(clusters, "id", "cluster", "clusters")
    true_ids, true = _labels(truth, "id", "entity", "truth")
    place = pc.fill_null(pc.index_in(predicted_ids, value_set=true_ids), -1).to_numpy()
    joined = place >= 0
    common = int(np.count_nonzero(joined))
    if common == 0:
        raise InputError(
            "no id of the clusters is in the truth",
            hint="both need an id column with the same identifiers; "
            'name the input\'s identifier column in the plan: [roles] column = "record_id"',
        )
    result = evaluate(predicted[joined], true[place[joined]])
    return replace(
        result,
        without_truth=clusters.num_rows - common,
        without_cluster=truth.num_rows - common,
    )


def _labels(table: pa.Table, id_name: str, label_name: str, what: str) -> tuple[pa.Array, Int64]:
    """The ids as text and a number for each label, of the rows that have both."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for name in (id_name, label_name):
        if table.column_names.count(name) != 1:
            raise InputError(
                f"{what}: {table.column_names.count(name)} columns are named {name!r}, not one",
                hint=f"the columns are: {', '.join(table.column_names)}",
            )
    table = table.select([id_name, label_name]).drop_null()
    ids = pc.cast(table[id_name], pa.string())
    if pc.count_distinct(ids).as_py() != len(ids):
        raise InputError(
            f"{what}: an id stands twice in column {id_name!r}",
            hint="each record needs an id of its own",
        )
    codes, _ = encode(table[label_name])
    return ids, codes.astype(np.int64)


def _factorize(labels: NDArray[Any]) -> tuple[Int64, Int64]:
    """Labels as numbers from 0 and how often each stands."""
    _, codes, counts = np.unique(labels, return_inverse=True, return_counts=True)
    return codes.astype(np.int64), counts.astype(np.int64)


def _pairs(sizes: Int64) -> int:
    return int(np.sum(sizes * (sizes - 1) // 2))


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 1.0
