"""Merge sets, cluster and pair tables, golden records."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.config import SurvivorshipPlan
from twinset.errors import PlanError
from twinset.merging.golden import GoldenRecords, golden_records, survivor_rows
from twinset.merging.merge_sets import (
    clusters_table,
    merge_sets_table,
    pairs_table,
    record_ids,
    weakest_probability,
)
from twinset.merging.survivorship import members_of
from twinset.standardize.date_times import UNKNOWN_TIME
from twinset.types import Clusters, ColumnRole, Records, Role, ScoredPairs, SourceFile


def records(table: pa.Table | dict, names: tuple[str, ...] = ("a.csv",)) -> Records:
    table = table if isinstance(table, pa.Table) else pa.table(table)
    rows = table.num_rows // len(names)
    sizes = [rows] * (len(names) - 1) + [table.num_rows - rows * (len(names) - 1)]
    sources = [SourceFile(n, "csv", 0, size) for n, size in zip(names, sizes, strict=True)]
    return Records(table, sources)


def roles(**named: Role) -> list[ColumnRole]:
    return [ColumnRole(column, role, 1.0, "") for column, role in named.items()]


def clusters(*membership: int) -> Clusters:
    return Clusters(np.array(membership, np.int32))


def scored(*pairs: tuple[int, int, float], rules: list[int] | None = None) -> ScoredPairs:
    p = np.array([probability for _, _, probability in pairs], np.float64)
    return ScoredPairs(
        np.array([left for left, _, _ in pairs], np.int32),
        np.array([right for _, right, _ in pairs], np.int32),
        np.log2(p / (1 - p)),
        p,
        np.array(rules or [1] * len(pairs), np.uint64),
        np.arange(2 * len(pairs), dtype=np.int8).reshape(-1, 2),
    )


# --- tables ------------------------------------------------------------------------------------


def clusters_of(base: Records, kind: list[ColumnRole], found: Clusters) -> pa.Table:
    return clusters_table(base, kind, record_ids(base, kind), found)


def test_clusters_table_carries_id_and_file() -> None:
    base = records({"key": [7, 8, 7, None]}, ("a.csv", "b.csv"))
    table = clusters_of(base, roles(key=Role.RECORD_ID), clusters(0, 1, 0, 0))
    assert table.schema.types[0] == table.schema.field("size").type == pa.int32()
    assert table.to_pydict() == {
        "row": [0, 1, 2, 3],
        "id": ["7", "8", "7", None],
        "source": ["a.csv", "a.csv", "b.csv", "b.csv"],
        "cluster": [0, 1, 0, 0],
        "size": [3, 1, 3, 3],
    }


def test_the_source_column_goes_before_the_file() -> None:
    base = records({"system": pa.array(["crm", None, "shop"]).dictionary_encode()})
    table = clusters_of(base, roles(system=Role.SOURCE), clusters(0, 1, 2))
    assert table["source"].to_pylist() == ["crm", None, "shop"]
    assert table["id"].to_pylist() == [None] * 3


def test_pairs_table_names_rules_and_levels() -> None:
    pairs = scored((0, 2, 0.75), (1, 2, 0.5), rules=[0b101, 0])
    ids = pa.array(["x", None, "z"])
    table = pairs_table(pairs, ids, ["email", "phone", "lsh"], ["name", "date"])
    assert table["rules"].to_pylist() == ["email;lsh", ""]
    assert table["left_id"].to_pylist() == ["x", None]
    assert table["right_id"].to_pylist() == ["z", "z"]
    assert table["level_name"].to_pylist() == [0, 2]
    assert table["level_date"].to_pylist() == [1, 3]
    assert table.schema.field("level_date").type == pa.int8()
    assert table["weight"].to_pylist() == pytest.approx([np.log2(3), 0])


@pytest.mark.parametrize("highest", [3, 1 << 15, 1 << 16, 1 << 63])
def test_pairs_name_rules_of_any_number(highest: int) -> None:
    names = [f"rule {number}" for number in range(64)]
    pairs = scored((0, 1, 0.5), (0, 2, 0.5), (1, 2, 0.5), rules=[highest, 1, highest])
    told = ";".join(name for bit, name in enumerate(names) if highest >> bit & 1)
    table = pairs_table(pairs, pa.array(["x", "y", "z"]), names, [])
    assert table["rules"].to_pylist() == [told, "rule 0", told]


def test_merge_sets_list_members_and_the_weakest_link() -> None:
    groups = clusters(0, 1, 0, 3, 0, 3)
    pairs = scored((0, 2, 0.9), (2, 4, 0.6), (0, 4, 0.2), (3, 5, 0.8), (1, 2, 0.99))
    ids = pa.array(list("abcdef"))
    survivors = np.array([2, 1, 2, 5, 4, 5], np.int32)
    table = merge_sets_table(groups, pairs, ids, survivors)
    assert table.to_pydict() == {
        "cluster": [0, 3],
        "survivor_row": [2, 5],
        "survivor_id": ["c", "f"],
        "member_rows": [[0, 2, 4], [3, 5]],
        "member_ids": [["a", "c", "e"], ["d", "f"]],
        "size": [3, 2],
        "weakest_probability": [0.6, 0.8],
    }


def test_no_duplicates_make_an_empty_table_of_the_same_schema() -> None:
    ids = pa.array(["a", "b"])
    none = merge_sets_table(clusters(0, 1), scored(), ids, np.arange(2, dtype=np.int32))
    some = merge_sets_table(clusters(0, 0), scored((0, 1, 0.9)), ids, np.zeros(2, np.int32))
    assert none.num_rows == 0
    assert none.schema == some.schema


def test_weakest_probability_is_unknown_outside_clusters() -> None:
    found = weakest_probability(clusters(0, 0, 2), scored((0, 1, 0.7), (1, 2, 0.1)))
    assert found[0] == 0.7
    assert np.isnan(found[1:]).all()


# --- golden records ----------------------------------------------------------------------------


def golden(table: dict, membership: tuple[int, ...], *policy: str, **kwargs) -> GoldenRecords:
    base = records(table)
    plan = SurvivorshipPlan(policy=list(policy) or SurvivorshipPlan().policy,
                            fields=kwargs.get("fields", {}))  # fmt: skip
    times = kwargs.get("updated")
    updated = None if times is None else np.array(times, np.int64)
    kind = kwargs.get("roles", [])
    ids = record_ids(base, kind)
    return golden_records(base, kind, ids, clusters(*membership), updated, plan)


@pytest.mark.parametrize(
    ("policy", "value", "row"),
    [
        ("most_recent", "bb", 2),
        ("most_complete", "ccc", 3),
        ("most_frequent", "a", 0),
        ("longest", "dddd", 4),
        ("first", "a", 0),
    ],
)
def test_each_policy(policy: str, value: str, row: int) -> None:
    table = {
        "x": ["a", "a", "bb", "ccc", "dddd", None],
        "y": [None, "1", None, "1", None, "1"],
        "z": [None, None, None, "2", None, "2"],
    }
    result = golden(table, (0,) * 6, policy, updated=[1, 2, 7, 4, UNKNOWN_TIME, 9])
    assert result.table["x"].to_pylist() == [value]
    assert result.source_rows["x"].to_pylist() == [row]


def test_policies_are_tried_in_order_and_ties_go_to_the_smaller_text() -> None:
    table = {"x": ["b", "a", "b", "a", "zz"]}
    tied = golden(table, (0,) * 5, "most_recent", "most_frequent", updated=[5, 5, 5, 5, 1])
    assert tied.table["x"].to_pylist() == ["a"]
    assert tied.source_rows["x"].to_pylist() == [1]
    assert golden(table, (0,) * 5).table["x"].to_pylist() == ["a"]
    assert golden(table, (0,) * 5, "longest").table["x"].to_pylist() == ["zz"]


def test_a_field_may_have_its_own_policy_and_null_never_survives() -> None:
    table = {"x": ["a", "bb", None], "y": ["aa", "b", None], "n": [None, None, None]}
    table["n"] = pa.nulls(3, pa.string())
    result = golden(table, (0, 0, 0), "longest", fields={"y": ["first"]}, updated=[1, 2, 3])
    assert result.table.to_pydict() == {
        "cluster": [0], "size": [3], "x": ["bb"], "y": ["aa"], "n": [None],
    }  # fmt: skip


def test_an_unknown_field_is_named() -> None:
    with pytest.raises(PlanError, match="no column 'emial'") as error:
        golden({"email": ["a", "b"]}, (0, 0), fields={"emial": ["first"]})
    assert error.value.hint == "did you mean 'email'?"


ADDRESS = roles(street=Role.STREET, city=Role.CITY, postcode=Role.POSTCODE)


def test_an_address_survives_whole() -> None:
    table = {
        "street": ["old road", "new road", None],
        "city": ["oldham", "newham", None],
        "postcode": ["1111", None, "3333"],
    }
    result = golden(table, (0, 0, 0), roles=ADDRESS, updated=[1, 2, 3])
    # the newest record has too little of an address; the second is not filled up from others
    assert result.table.select(["street", "city", "postcode"]).to_pylist() == [
        {"street": "new road", "city": "newham", "postcode": None}
    ]
    own = golden(table, (0,) * 3, roles=ADDRESS, updated=[1, 2, 3],
                 fields={"postcode": ["most_recent"]})  # fmt: skip
    assert own.table["postcode"].to_pylist() == ["3333"]
    assert own.table["city"].to_pylist() == ["newham"]


def test_a_name_survives_whole() -> None:
    table = {"first": ["ann", "bea", None], "last": ["x", "y", "z"]}
    result = golden(table, (0, 0, 0), updated=[1, 2, 3],
                    roles=roles(first=Role.GIVEN_NAME, last=Role.FAMILY_NAME))  # fmt: skip
    assert (result.table["first"][0].as_py(), result.table["last"][0].as_py()) == ("bea", "y")


def test_id_and_times_are_those_of_the_surviving_record() -> None:
    table = {"id": ["p", "q", None], "name": ["n", "n", "n"]}
    kind = roles(id=Role.RECORD_ID)
    result = golden(table, (0, 0, 0), roles=kind, updated=[1, 1, 2])
    assert result.table["id"].to_pylist() == [None]
    base = records(table)
    ids = record_ids(base, kind)
    assert survivor_rows(base, ids, clusters(0, 0, 0), None)[0] == 0
    assert survivor_rows(base, ids, clusters(0, 0, 2), np.array([1, 2, 0]))[0] == 1
    assert ids.to_pylist() == ["p", "q", None]


@pytest.mark.parametrize("rows", [1, 3, 7, 8, 100])
@pytest.mark.parametrize("threads", [1, 2])
def test_golden_records_come_in_parts_of_any_size(rows: int, threads: int) -> None:
    rng = np.random.default_rng(rows)
    membership = [int(row) for row in np.minimum(np.arange(12), rng.integers(0, 12, 12))]
    membership = [root if membership[root] == root else row for row, root in enumerate(membership)]
    cells = rng.choice(["a", "b", "cc", None], (2, 12)).tolist()
    table = {"x": cells[0], "y": cells[1], "n": list(range(12))}
    result = golden(table, tuple(membership), "longest", roles=roles(n=Role.RECORD_ID))
    parts = list(result.tables(rows, threads=threads))
    assert [len(part) for part in parts[:-1]] == [rows] * (len(parts) - 1)
    assert pa.concat_tables(parts).to_pydict() == result.table.to_pydict()
    sources = list(result.source_tables(rows))
    assert pa.concat_tables(sources).to_pydict() == result.source_rows.to_pydict()
    for name in "xyn":
        of = result.source_rows[name].to_pylist()
        assert result.table[name].to_pylist() == [table[name][row] for row in of]


def test_an_input_column_called_cluster_is_kept() -> None:
    result = golden({"cluster": ["x", "y"], "size": [1.5, None]}, (0, 1))
    assert result.table.column_names == ["cluster", "size", "input_cluster", "input_size"]
    assert result.table["input_cluster"].to_pylist() == ["x", "y"]


def test_every_arrow_type_survives() -> None:
    table = pa.table(
        {
            "int": [1, 2, None],
            "bool": [True, False, None],
            "float": [0.5, None, 2.5],
            "date": pa.array([1, 2, 3], pa.date32()),
            "time": pa.array([1, 2, 3], pa.timestamp("us")),
            "list": [[1], [2], None],
            "dictionary": pa.array(["b", "a", None]).dictionary_encode(),
            "null": pa.nulls(3),
            "decimal": pa.array([1, 2, 3]).cast(pa.decimal128(25, 2)),
        }
    )
    base = records(table)
    ids = record_ids(base, [])
    result = golden_records(base, [], ids, clusters(0, 0, 0), None, SurvivorshipPlan())
    for name in table.column_names:
        row = result.source_rows[name][0].as_py()
        assert result.table.schema.field(name).type == table.schema.field(name).type
        assert result.table[name][0].as_py() == table[name][row].as_py()
        assert result.table[name][0].as_py() is not None or name == "null"


def slow_value(cells: list, times: list[int], filled: list[int], policy: list[str]) -> object:
    rows = [row for row, cell in enumerate(cells) if cell is not None]
    known = [cell for cell in cells if cell is not None]
    scores = {
        "most_recent": lambda row: times[row],
        "most_complete": lambda row: filled[row],
        "most_frequent": lambda row: known.count(cells[row]),
        "longest": lambda row: len(cells[row]),
        "first": lambda row: -row,
    }
    for name in policy:
        best = max((scores[name](row) for row in rows), default=None)
        rows = [row for row in rows if scores[name](row) == best]
    return min((cells[row] for row in rows), default=None)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_values_match_the_slow_twin_and_their_source_rows(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 20))
    cell = st.sampled_from([None, "a", "b", "cc", "d\U0001f600d"])
    table = {name: data.draw(st.lists(cell, min_size=size, max_size=size)) for name in "xy"}
    label = data.draw(st.lists(st.integers(0, 3), min_size=size, max_size=size))
    membership = [label.index(value) for value in label]
    times = data.draw(st.lists(st.integers(0, 2), min_size=size, max_size=size))
    names = ["most_recent", "most_complete", "most_frequent", "longest", "first"]
    policy = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=5, unique=True))

    base = {name: pa.array(cells, pa.string()) for name, cells in table.items()}
    result = golden(base, tuple(membership), *policy, updated=times)
    for place, root in enumerate(sorted(set(membership))):
        rows = [row for row in range(size) if membership[row] == root]
        assert result.table["cluster"][place].as_py() == root
        assert result.table["size"][place].as_py() == len(rows)
        filled = [sum(table[n][row] is not None for n in "xy") for row in rows]
        for name in "xy":
            cells = [table[name][row] for row in rows]
            value = result.table[name][place].as_py()
            assert value == slow_value(cells, [times[row] for row in rows], filled, policy)
            source = result.source_rows[name][place].as_py()
            assert source in rows
            assert table[name][source] == value


@pytest.mark.parametrize("columns", [1, 300])
def test_non_null_cells_are_counted_in_every_kind_of_column(columns: int) -> None:
    """Of chunks that begin within a byte of their bitmap, without one, and of a type without;
    columns that every record fills tell none apart."""
    texts = pa.array([None, "a", None, "b", None, "c", "d"]).slice(1)
    table = {
        "text": pa.chunked_array([texts.slice(0, 2), texts.slice(2, 3), pa.array(["e"])]),
        "null": pa.nulls(6),
        "full": pa.array(range(6)),
        **{f"list {n}": pa.array([None, [1], [], None, [2], None]) for n in range(columns)},
    }
    records = Records(pa.table(table), [])
    group = members_of(records, Clusters(np.array([0, 0, 0, 0, 0, 0], np.int32)), None)
    assert group.filled.tolist() == [1, columns, 1 + columns, 0, 1 + columns, 1]
