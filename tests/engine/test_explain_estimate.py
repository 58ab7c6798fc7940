"""Explanations that add up to the weight in the pairs file, and estimates that agree with runs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
from people import people, records

import twinset
from twinset.errors import InputError
from twinset.generator import GeneratorSettings, generate
from twinset.preparation import prepare
from twinset.pricing import Estimate, estimate

TABLE = people()


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain")
    # swapped names with a missing given name: the frequency of a value that one side lacks
    rows = records(TABLE).to_pylist()
    for row in rows[::7]:
        row["first_name"], row["surname"] = row["surname"], None
    pyarrow.csv.write_csv(pa.Table.from_pylist(rows), folder / "base.csv")
    twinset.dedupe(folder / "base.csv", threads=1).write(folder / "out")
    return folder / "out"


def test_parts_sum_to_the_weight_of_every_pair(out: Path) -> None:
    from twinset.comparison import plan_comparisons
    from twinset.config import load_plan
    from twinset.explanation import weigh
    from twinset.matching.model import load_model

    pairs = pyarrow.parquet.read_table(out / "pairs.parquet")
    model = load_model((out / "model.json").read_bytes())
    prepared = prepare(out.parent / "base.csv", load_plan(out / "plan.toml"))
    plan = plan_comparisons(prepared.standard, prepared.plan.model)
    weights = pairs["weight"].to_pylist()
    for number in np.linspace(0, pairs.num_rows - 1, min(60, pairs.num_rows)).astype(int).tolist():
        left, right = pairs["left_row"][number].as_py(), pairs["right_row"][number].as_py()
        prior, parts = weigh(model, prepared, plan, left, right)
        assert prior + sum(part[2] for part in parts) == pytest.approx(weights[number], abs=1e-6)


def test_values_that_go_together_are_a_part_of_the_weight(tmp_path: Path) -> None:
    from twinset.explanation import TOGETHER

    base = generate(GeneratorSettings(4000, seed=3, difficulty=0.9)).records
    pyarrow.csv.write_csv(base, tmp_path / "base.csv")
    twinset.dedupe(tmp_path / "base.csv", threads=1).write(tmp_path / "out")
    pairs = pyarrow.parquet.read_table(tmp_path / "out" / "pairs.parquet")
    undecided = np.flatnonzero(np.abs(pairs["weight"].to_numpy()) < 3)[::20]
    told_of = 0
    for number in undecided.tolist()[:12]:
        left, right, weight = (
            pairs[name][number].as_py() for name in ("left_row", "right_row", "weight")
        )
        told = twinset.explain(tmp_path / "out", f"row:{left}", f"row:{right}")
        assert told.weight == pytest.approx(weight, abs=1e-6)
        told_of += told.parts[-1][:2] == (TOGETHER, "by country")
    assert told_of


def test_explanation_of_a_pair(out: Path) -> None:
    pairs = pyarrow.parquet.read_table(out / "pairs.parquet")
    number = int(np.argmax(pairs["weight"].to_numpy()))
    left, right = pairs["left_id"][number].as_py(), pairs["right_id"][number].as_py()
    told = twinset.explain(out, left, right)
    assert told == twinset.explain(out, right, left)
    assert told.weight == pytest.approx(pairs["weight"][number].as_py(), abs=1e-6)
    assert told.probability == pytest.approx(pairs["probability"][number].as_py(), abs=1e-6)
    assert told.prior_weight + sum(p[2] for p in told.parts) == pytest.approx(told.weight)
    assert ";".join(told.rules) == pairs["rules"][number].as_py()
    assert told.same_cluster


def test_explanation_by_row_of_a_pair_that_was_no_candidate(out: Path) -> None:
    told = twinset.explain(out, "row:0", "row:1")
    assert (told.left_row, told.right_row) == (0, 1)
    assert told.weight < 0
    assert not told.same_cluster


@pytest.mark.parametrize(
    ("left", "right", "message"),
    [
        ("r0", "nobody", "no record"),
        ("row:0", "row:999999", "300 rows"),
        ("r3", "row:3", "both identifiers are row 3"),
    ],
)
def test_wrong_identifiers(out: Path, left: str, right: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        twinset.explain(out, left, right)


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no clusters table"):
        twinset.explain(tmp_path, "a", "b")


@pytest.fixture(scope="module")
def price() -> Estimate:
    return estimate(records(TABLE), threads=1)


def test_estimated_rules_are_those_of_the_run(price: Estimate) -> None:
    run = twinset.dedupe(records(TABLE), threads=1)
    exact = [(r.name, r.pairs, r.records, r.largest_block) for r in run.outcome.reports]
    told = [(r.name, r.pairs, r.records, r.largest_block) for r in price.rules]
    assert told == [rule for rule in exact if rule[0] != "neighbours"]
    assert price.plan.blocking.rules == run.plan.blocking.rules
    assert price.rows == TABLE.num_rows


def test_estimated_total_is_near_the_run(price: Estimate) -> None:
    run = twinset.dedupe(records(TABLE), threads=1)
    found = sum(r.new_pairs for r in run.outcome.reports if r.name != "neighbours")
    assert price.pairs == pytest.approx(found, rel=0.1)
    assert price.pairs == sum(rule.new_pairs for rule in price.rules)


def test_an_estimate_is_json_ready(price: Estimate) -> None:
    import json

    body = json.loads(json.dumps(price.to_dict()))
    assert body["candidate_pairs"] == price.pairs
    assert body["memory_bytes"] > 0
    assert body["seconds"] > 0
