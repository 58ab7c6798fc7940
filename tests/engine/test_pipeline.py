"""Whole runs through ``twinset.dedupe`` on a small base with planted duplicates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet
import pytest
from people import hard_people, id_sets, pair_weights, people, records, shuffled

import twinset
from twinset.config import BlockingPlan, KeyRule, ModelPlan, Plan, dump_plan, parse_plan
from twinset.errors import InputError, PlanError
from twinset.evaluation import evaluate_tables
from twinset.result import Result
from twinset.summary import Summary

TABLE = people()


@pytest.fixture(scope="module")
def result() -> Result:
    return twinset.dedupe(records(TABLE), threads=1)


def f1(found: Result, table: pa.Table) -> float:
    truth = pa.table({"id": table["id"], "entity": pc.cast(table["person"], pa.string())})
    return evaluate_tables(found.clusters, truth).f1


def test_planted_duplicates_are_found(result: Result) -> None:
    assert f1(result, TABLE) >= 0.98


def test_threads_change_nothing(result: Result) -> None:
    other = twinset.dedupe(records(TABLE), threads=2)
    assert other.membership.tolist() == result.membership.tolist()
    assert other.pairs.equals(result.pairs)
    assert other.model.to_json() == result.model.to_json()
    assert dump_plan(other.plan) == dump_plan(result.plan)


@pytest.mark.parametrize("seed", [1, 2])
def test_order_of_the_rows_changes_nothing(result: Result, seed: int) -> None:
    """The same clusters of the same ids, and the same weights to the last bit."""
    other = twinset.dedupe(records(shuffled(TABLE, seed)), threads=2)
    assert id_sets(other.clusters) == id_sets(result.clusters)
    assert pair_weights(other.pairs) == pair_weights(result.pairs)
    assert other.model.to_json() == result.model.to_json()
    assert other.plan.blocking == result.plan.blocking


def test_a_resolved_plan_gives_the_same_again(result: Result) -> None:
    again = twinset.dedupe(records(TABLE), parse_plan(dump_plan(result.plan)), threads=1)
    assert again.clusters.equals(result.clusters)
    assert dump_plan(again.plan) == dump_plan(result.plan)


def test_a_resolved_plan_gives_the_same_again_after_a_search_of_neighbours() -> None:
    table = records(hard_people())
    first = twinset.dedupe(table, threads=1)
    assert first.outcome.rule_names[-1] == "neighbours"
    again = twinset.dedupe(table, parse_plan(dump_plan(first.plan)), threads=1)
    assert again.clusters.equals(first.clusters)


def test_order_of_the_rows_changes_nothing_after_a_search_of_neighbours() -> None:
    table = records(hard_people())
    first, other = (twinset.dedupe(t, threads=2) for t in (table, shuffled(table)))
    assert first.outcome.rule_names[-1] == "neighbours"
    assert id_sets(other.clusters) == id_sets(first.clusters)
    assert pair_weights(other.pairs) == pair_weights(first.pairs)


def test_every_rule_that_proposes_a_pair_is_named() -> None:
    found = twinset.dedupe(records(hard_people()), threads=1)
    number = found.outcome.rule_names.index("neighbours")
    by_neighbours = found.scored.rules >> np.uint64(number) & np.uint64(1) == 1
    rules = np.bitwise_count(found.scored.rules)
    assert by_neighbours.any()
    assert (rules[by_neighbours] == 1).all()  # they look for what no other rule proposes
    assert (rules[~by_neighbours] > 1).any()


def test_unknown_comparisons_are_refused() -> None:
    with pytest.raises(PlanError, match="emial"):
        twinset.dedupe(records(TABLE), Plan(model=ModelPlan(comparisons=["emial"])), threads=1)


def test_a_saved_model_is_used_again(result: Result, tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_bytes(result.model.to_json())
    again = twinset.dedupe(records(TABLE), model=path, threads=1)
    assert again.pairs.equals(result.pairs)
    assert again.clusters.equals(result.clusters)
    assert again.summary["training"]["source"] == "loaded"
    assert result.summary["training"]["source"] == "trained"


def test_a_model_of_other_columns_is_refused(result: Result) -> None:
    with pytest.raises(PlanError, match="the model compares"):
        twinset.dedupe(records(TABLE).drop_columns(["email"]), model=result.model)


def test_an_unreadable_model(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="can't read the model"):
        twinset.dedupe(records(TABLE), model=tmp_path / "none.json")


def test_pairs_and_clusters_agree(result: Result) -> None:
    pairs = result.scored
    assert (pairs.left < pairs.right).all()
    assert len(set(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))) == pairs.size
    assert (pairs.rules > 0).all()
    clusters = result.clusters
    for row, cluster in enumerate(clusters["cluster"].to_pylist()):
        assert cluster <= row
        assert clusters["cluster"][cluster].as_py() == cluster


def test_rule_counts_add_up(result: Result) -> None:
    summary = result.summary
    assert sum(rule["new_pairs"] for rule in summary["rules"]) == summary["candidate_pairs"]
    assert summary["training"]["pairs"] <= summary["candidate_pairs"]
    assert summary["clusters"]["total"] + summary["clusters"]["duplicates"] == summary["rows"]


def test_summary_keeps_its_contract(result: Result) -> None:
    encoded = msgspec.json.encode(result.summary)
    assert msgspec.json.decode(encoded, type=Summary, strict=True).rows == TABLE.num_rows


def test_written_folder_holds_the_tables(result: Result, tmp_path: Path) -> None:
    result.write(tmp_path / "out")
    written = pyarrow.parquet.read_table(tmp_path / "out" / "clusters.parquet")
    assert written["cluster"].to_pylist() == result.membership.tolist()
    assert (tmp_path / "out" / "model.json").read_bytes() == result.model.to_json()


@pytest.mark.parametrize("kind", ["pyarrow", "pandas", "polars", "csv", "parquet"])
def test_sources(kind: str, result: Result, tmp_path: Path) -> None:
    table, source = records(TABLE), None
    if kind == "pyarrow":
        source = table.to_reader(max_chunksize=50)
    elif kind == "pandas":
        source = pytest.importorskip("pandas") and table.to_pandas()
    elif kind == "polars":
        source = pytest.importorskip("polars").from_arrow(table)
    elif kind == "csv":
        source = tmp_path / "base.csv"
        pyarrow.csv.write_csv(table, source)
    else:
        source = tmp_path / "base.parquet"
        pyarrow.parquet.write_table(table, source)
    assert id_sets(twinset.dedupe(source, threads=1).clusters) == id_sets(result.clusters)


TEXT = pa.string()
SMALL: dict[str, dict[str, Any]] = {
    "one row": {"first_name": ["anna"], "surname": ["bell"]},
    "all null": {"first_name": pa.array([None] * 5, TEXT), "surname": pa.array([None] * 5, TEXT)},
    "nothing to compare": {"id": ["1", "2", "3"], "created_at": ["2020-01-01"] * 3},
    "no pairs": {
        "first_name": ["anna", "bob", "carl"],
        "surname": ["bell", "cook", "dent"],
        "email": ["a@b.com", "x@y.de", "q@w.fr"],
    },
    "one column": {"email": ["a@b.com", "a@b.com", "x@y.de"]},
    "all equal": {"first_name": ["anna"] * 40, "surname": ["bell"] * 40},
}


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("families", ["auto", ["keys", "lsh", "neighbours", "sorted"]])
def test_tiny_bases(name: str, families: Any, tmp_path: Path) -> None:
    table = pa.table(SMALL[name])
    plan = Plan(blocking=BlockingPlan(families=families))
    found = twinset.dedupe(table, plan, threads=1)
    assert len(found.membership) == table.num_rows
    assert found.clusters.num_rows == table.num_rows
    assert found.summary["clusters"]["total"] >= 1
    found.write(tmp_path / "out")


def test_no_rows() -> None:
    with pytest.raises(InputError):
        twinset.dedupe(pa.table({"email": pa.array([], TEXT)}))


def test_nothing_to_compare_is_said() -> None:
    found = twinset.dedupe(pa.table(SMALL["nothing to compare"]), threads=1)
    assert any("no column could be compared" in warning for warning in found.summary["warnings"])


def test_a_rare_name_weighs_more_than_a_common_one() -> None:
    """Two pairs of the same levels: who shares Zywicki is likelier one person than two Smiths."""
    rows = records(people(400, 100, seed=3)).drop_columns(["email", "street"]).to_pylist()
    for row in rows[::4]:
        row["surname"] = "Smith"
    for number, surname in enumerate(("Smith", "Zywicki")):
        pair = rows[2 * number : 2 * number + 2]
        for row in pair:
            row |= {"first_name": "Anna", "surname": surname, "city": "Leeds"}
            row["date_of_birth"] = pair[0]["date_of_birth"]
    table = pa.Table.from_pylist(rows)
    gain = {}
    for term_frequency in (True, False):
        plan = Plan(model=ModelPlan(term_frequency=term_frequency))
        weights = pair_weights(twinset.dedupe(table, plan, threads=1).pairs)
        gain[term_frequency] = weights[frozenset(("r2", "r3"))] - weights[frozenset(("r0", "r1"))]
    assert gain[True] > 1.0
    assert gain[False] == pytest.approx(0.0)


def test_unknown_rule_parts_are_refused() -> None:
    plan = Plan(blocking=BlockingPlan(rules=[KeyRule(parts=["shoe_size"])]))
    with pytest.raises(PlanError, match="shoe_size"):
        twinset.dedupe(records(TABLE), plan)


def test_three_records_are_enough_to_see_a_pair() -> None:
    table = pa.table(
        {
            "first name": ["Anna", "Anna", "Bernd"],
            "last name": ["Meier", "Meyer", "Schulz"],
            "phone": ["0171 1234567", "+49 171 1234567", "0221 998877"],
            "city": ["Bonn", "Bonn", "Köln"],
        }
    )
    assert twinset.dedupe(table).membership.tolist() == [0, 0, 2]


def test_two_records_of_two_people_stay_two() -> None:
    table = pa.table({"first name": ["Anna", "Bert"], "email": ["a@web.de", "b@web.de"]})
    result = twinset.dedupe(table)
    assert result.membership.tolist() == [0, 1]
    assert result.summary["expected_precision"] is None
    assert result.summary["clusters"]["expected_precision"] is None
