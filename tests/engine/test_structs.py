"""Cells that hold records, or lists of them: a column for each member, in every format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import twinset
from twinset.columns import row_texts
from twinset.errors import PlanError
from twinset.faults import Fault
from twinset.io.read import read_records
from twinset.io.structs import without_structs
from twinset.roles.infer import infer_roles
from twinset.standardize import standardize
from twinset.types import Role

FIRST = ["Ann", "Bob", "Carla", "Dirk", "Eva"]
LAST = ["Berg", "Cole", "Diaz", "Engel", "Fox", "Gross", "Hahn"]


def crm_rows(size: int = 70) -> list[dict[str, Any]]:
    """As a CRM exports them; the first and the last are one person, by a second email only."""
    rows: list[dict[str, Any]] = [
        {
            "first name": FIRST[n % 5],
            "last name": LAST[n % 7],
            "emails": [
                {"type": "home", "value": f"home{n}@x.de"},
                {"type": "work", "value": f"work{n}@y.org"},
            ],
            "phones": [{"kind": "mobile", "number": f"+49 171 23456{n:02}"}, None],
            "web": {"label": "work", "email": f"third{n}@z.net"},
        }
        for n in range(size)
    ]
    rows[1]["emails"], rows[2]["emails"], rows[3]["emails"] = None, [], [None]
    rows[4]["emails"][0]["value"] = None
    rows[5]["phones"], rows[6]["web"] = None, None
    rows[-1] = rows[0] | {
        "emails": [{"type": "old", "value": "work0@y.org"}],
        "phones": [],
        "web": None,
    }
    return rows


def written(rows: list[dict[str, Any]], kind: str, folder: Path) -> Path:
    path = folder / f"crm.{kind}"
    if kind == "parquet":
        pa.parquet.write_table(pa.Table.from_pylist(rows), path)
    elif kind == "arrow":
        pa.feather.write_feather(pa.Table.from_pylist(rows), path)
    elif kind == "ndjson":
        path.write_text("\n".join(map(json.dumps, rows)))
    else:
        path.write_text(json.dumps(rows))
    return path


@pytest.mark.parametrize("kind", ["parquet", "arrow", "ndjson", "json"])
def test_all_values_are_read(kind: str, tmp_path: Path) -> None:
    rows = crm_rows()
    records = read_records(written(rows, kind, tmp_path))
    names = ["emails", "emails.type", "phones", "phones.kind", "web", "web.label"]
    assert records.table.column_names[2:] == names
    assert records.table.column("emails.type").to_pylist()[:4] == [
        ["home", "work"],
        None,
        [],
        [None],
    ]
    roles = infer_roles(records)
    found = [item.role for item in roles[2:]]
    assert found == [Role.EMAIL, Role.IGNORE, Role.PHONE, Role.IGNORE, Role.EMAIL, Role.IGNORE]
    out = standardize(records, roles)
    emails = list(zip(*[row_texts(column) for column in out.values_of("email")], strict=True))
    assert emails[:5] == [
        ("home0@x.de", "work0@y.org", "third0@z.net"),
        *[(f"third{n}@z.net", None, None) for n in (1, 2, 3)],
        ("work4@y.org", "third4@z.net", None),
    ]
    assert emails[6] == ("home6@x.de", "work6@y.org", None)
    assert row_texts(out["phone"])[4:6] == ["491712345604", None]


def test_a_second_value_links_two_records(tmp_path: Path) -> None:
    rows = crm_rows()
    result = twinset.dedupe(written(rows, "ndjson", tmp_path))
    clusters = result.membership.tolist()
    assert clusters[0] == clusters[-1]
    assert len(set(clusters)) == len(rows) - 1


def test_the_value_that_agreed_is_told(tmp_path: Path) -> None:
    rows = crm_rows()
    out = tmp_path / "out"
    twinset.dedupe(written(rows, "ndjson", tmp_path)).write(out)
    agreed = {"comparison": "email", "left_number": 2, "right_number": 1,
              "left_value": "work0@y.org", "right_value": "work0@y.org"}  # fmt: skip
    told = twinset.explain(out, "row:0", f"row:{len(rows) - 1}")
    assert told.to_dict()["agreements"] == [agreed]
    assert twinset.explain(out, f"row:{len(rows) - 1}", "row:0") == told
    one_each = [item.comparison for item in twinset.explain(out, "row:1", "row:2").agreements]
    assert "email" not in one_each  # one value each: the level says it all


def test_all_values_are_judged_and_cleaned(tmp_path: Path) -> None:
    rows = crm_rows()
    rows[7]["emails"][1]["value"] = "ann@gmial.com"
    rows[8]["emails"][1]["value"] = "Ann@X.ORG"
    path = written(rows, "parquet", tmp_path)
    audit = twinset.audit(path)
    assert audit.rows("emails", Fault.MISSING).tolist() == [1, 2, 3]
    assert audit.rows("emails", Fault.MISSPELT_DOMAIN).tolist() == [7]
    assert audit.rows("phones", Fault.MISSING).tolist() == [5, len(rows) - 1]
    cleaned = twinset.clean(path).table.to_pydict()
    assert cleaned["emails"][8] == ["home8@x.de", "ann@x.org"]
    assert cleaned["phones"][4:6] == [["+491712345604", None], None]
    assert cleaned["phones.kind"][4:6] == [["mobile", None], None]


def members(cells: list[Any]) -> dict[str, list[Any]]:
    return without_structs(pa.table({"x": cells})).to_pydict()


def test_the_member_that_is_the_value() -> None:
    assert list(members([[{"label": "a", "value": "b"}]])) == ["x", "x.label"]
    assert list(members([{"Label": "a", "E-Mail": "a@x.de"}])) == ["x", "x.Label"]
    assert members([[{"a": "work", "b": "a@x.de"}]]) == {"x": [["a@x.de"]], "x.a": [["work"]]}
    assert list(members([[{"number": "030 1234567", "ext": "12"}]])) == ["x", "x.ext"]


def test_where_it_cannot_be_told_each_member_is_a_column() -> None:
    assert list(members([{"street": "Main St", "number": "12"}])) == ["x.street", "x.number"]
    assert list(members([{"email": "a@x.de", "phone": "1"}])) == ["x.email", "x.phone"]
    assert list(members([[{"a": "a@x.de", "b": "b@x.de"}]])) == ["x.a", "x.b"]
    records = read_records(pa.table({"x": [[{"a": "a@x.de", "b": "b@x.de"}]]}))
    with pytest.raises(PlanError, match="column 'x' holds records") as error:
        infer_roles(records, {"x": Role.EMAIL})
    assert "x.a, x.b" in str(error.value.hint)


def test_records_in_records() -> None:
    cells = [{"work": {"city": "Bonn", "geo": {"lat": 1.5}}, "tags": ["a"]}, None]
    assert members(cells) == {
        "x.work.city": ["Bonn", None], "x.work.geo.lat": [1.5, None], "x.tags": [["a"], None],
    }  # fmt: skip


def test_names_that_are_taken_are_made_unique() -> None:
    table = pa.table({"x.type": ["own"], "x": [[{"type": "a", "value": "b"}]]})
    names = read_records(table).table.column_names
    assert names[:2] == ["x.type", "x"]
    assert len(set(names)) == 3


def test_objects_with_different_members_in_json(tmp_path: Path) -> None:
    """What Arrow's parser refuses, a number beside a text, is read line by line as text."""
    rows = [
        {"mail": [{"value": "a@x.de", "rank": 1}]},
        {"mail": [{"value": "b@x.de", "rank": "first", "more": {"x": 1}}]},
        {"mail": []},
    ]
    for kind in ("ndjson", "json"):
        table = read_records(written(rows, kind, tmp_path)).table
        assert table.to_pydict() == {
            "mail": [["a@x.de"], ["b@x.de"], []],
            "mail.rank": [["1"], ["first"], []],
            "mail.more": [[None], ['{"x":1}'], []],
        }


TEXT, NUMBER = st.none() | st.text(max_size=3), st.none() | st.integers(0, 9)
CELL = st.none() | st.fixed_dictionaries({"value": TEXT, "n": NUMBER})
TYPE = pa.struct({"value": pa.string(), "n": pa.int64()})


@pytest.mark.parametrize("outer", [pa.list_, pa.large_list, None])
@settings(max_examples=40, deadline=None)
@given(data=st.data(), start=st.integers(0, 3))
def test_against_python(outer: Any, data: st.DataObject, start: int) -> None:
    """Nulls at every level, several chunks, slices."""
    kind = TYPE if outer is None else outer(TYPE)
    cell = CELL if outer is None else st.none() | st.lists(CELL, max_size=3)
    chunks = data.draw(st.lists(st.lists(cell, max_size=4), min_size=1, max_size=3))
    table = pa.table({"x": pa.chunked_array([pa.array(part, kind) for part in chunks], kind)})
    cells = [cell for part in chunks for cell in part][start:]

    def member(name: str) -> list[Any]:
        def of(item: Any) -> Any:
            return None if item is None else item[name]

        return [
            [of(item) for item in cell] if isinstance(cell, list) else of(cell) for cell in cells
        ]

    found = without_structs(table.slice(start)).to_pydict()
    assert found == {"x": member("value"), "x.n": member("n")}
