"""Several emails and phones of a record: lists, cells, columns, and values in the wrong column."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.columns import row_texts
from twinset.standardize import contacts, standardize
from twinset.types import ColumnRole, Records, Role, StandardRecords

EMAIL, PHONE = Role.EMAIL, Role.PHONE


def run(columns: dict[str, tuple[Role, list]], kind: pa.DataType | None = None) -> StandardRecords:
    table = pa.table({name: pa.array(cells, kind) for name, (_, cells) in columns.items()})
    roles = [ColumnRole(name, role, 1.0, "test") for name, (role, _) in columns.items()]
    return standardize(Records(table, ()), roles)


def values(out: StandardRecords, name: str) -> list[list[str]]:
    """What each row has, from the left."""
    columns = [row_texts(column) for column in out.values_of(name)]
    rows = [list(row) for row in zip(*columns, strict=True)]
    for row in rows:
        present = [value for value in row if value is not None]
        assert row[: len(present)] == present  # no gaps
        assert len(set(present)) == len(present)  # each once
    return [[value for value in row if value is not None] for row in rows]


@pytest.mark.parametrize(
    "kind",
    [
        pa.list_(pa.string()), pa.large_list(pa.string()), pa.list_(pa.large_string()),
        pa.list_(pa.dictionary(pa.int32(), pa.string())),
    ],
)  # fmt: skip
def test_lists(kind: pa.DataType) -> None:
    cells = [["a@x.de", None, "b@x.de"], [], None, ["", "A@X.de ", "a@x.de"], ["none"]]
    out = run({"mail": (EMAIL, cells)}, kind)
    assert values(out, "email") == [["a@x.de", "b@x.de"], [], [], ["a@x.de"], []]
    assert list(out.fields) == ["email", "email_2"]


def test_lists_in_several_chunks_of_fixed_size_and_nested() -> None:
    chunks = [[["a@x.de", "b@x.de"]], [], [["c@x.de", None], None, ["d@x.de", "a@x.de"]]]
    wanted = [["a@x.de", "b@x.de"], ["c@x.de"], [], ["d@x.de", "a@x.de"]]
    for kind in (pa.list_(pa.string()), pa.list_(pa.string(), 2)):
        table = pa.table({"mail": pa.chunked_array(chunks, kind)})
        out = standardize(Records(table, ()), [ColumnRole("mail", EMAIL, 1.0, "test")])
        assert values(out, "email") == wanted
    sliced = standardize(Records(table.slice(1), ()), [ColumnRole("mail", EMAIL, 1.0, "test")])
    assert values(sliced, "email") == wanted[1:]
    nested = run({"mail": (EMAIL, [[["a@x.de"], ["b@x.de", "c@x.de"]], None, [None, ["d@x.de"]]])})
    assert values(nested, "email") == [["a@x.de", "b@x.de", "c@x.de"], [], ["d@x.de"]]


def test_numbers_in_a_list() -> None:
    out = run({"tel": (PHONE, [[4930123456.0, 4930123457.0], None])}, pa.list_(pa.float64()))
    assert values(out, "phone") == [["4930123456", "4930123457"], []]


def test_several_in_a_cell_and_in_columns() -> None:
    out = run({
        "home": (PHONE, ["+49 30 1234567; +49 171 7654321", None, "+49 30 1234567"]),
        "work": (PHONE, ["+49 171 765 43 21", "+49 30 9999999", None]),
        "mail": (EMAIL, ["Ann Lee <a@x.de>, b@x.de", "c@x.de", None]),
    })  # fmt: skip
    assert values(out, "phone") == [
        ["49301234567", "491717654321"], ["49309999999"], ["49301234567"],
    ]  # fmt: skip
    assert values(out, "email") == [["a@x.de", "b@x.de"], ["c@x.de"], []]


def test_values_in_the_wrong_column_come_last() -> None:
    out = run({
        "tel": (PHONE, ["ann99887766@x.de", "+49 30 1234567", "b@x.de; +49 30 7777777", None]),
        "mail": (EMAIL, ["own@x.de", "+49 171 7654321", None, "no address"]),
    })  # fmt: skip
    assert values(out, "email") == [["own@x.de", "ann99887766@x.de"], [], ["b@x.de"], []]
    assert values(out, "phone") == [[], ["49301234567", "491717654321"], ["49307777777"], []]


@pytest.mark.parametrize("cell", ["12345", "customer 4711", "2024", "x", "ann.lee.x.de", "1.2.3"])
def test_what_is_no_number_is_not_moved(cell: str) -> None:
    assert list(run({"mail": (EMAIL, [cell, "a@x.de"])}).fields) == ["email"]


def test_more_values_than_are_kept() -> None:
    cells = [[f"m{n}@x.de" for n in range(count)] for count in (5, 6, 30, 0)]
    out = run({"mail": (EMAIL, cells)})
    most = contacts.MAX_VALUES
    assert values(out, "email") == [row[:most] for row in cells]
    assert out.notes == (
        f"2 records have more than {most} emails: only the first ones are compared",
    )
    repeated = run({"mail": (EMAIL, [["a@x.de", "b@x.de"] * 5])})
    assert values(repeated, "email") == [["a@x.de", "b@x.de"]]
    assert repeated.notes == ()


def test_one_column_of_single_values_stays_one_field() -> None:
    """The common case: no matrix, no further columns, its own values."""
    out = run({"mail": (EMAIL, ["a@x.de", None, "a@x.de"]), "tel": (PHONE, ["030 1234567"] * 3)})
    assert list(out.fields) == ["email", "phone"]
    assert out["email"].distinct == 1


cell = st.one_of(st.none(), st.sampled_from(["a@x.de", "b@x.de", "A@x.de", "x", ""]))


@given(rows=st.lists(st.tuples(cell, cell, cell), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_columns_against_a_set_of_each_row(rows: list[tuple[str | None, ...]]) -> None:
    out = run({f"mail {n}": (EMAIL, [row[n] for row in rows]) for n in range(3)}, pa.string())
    wanted = [
        list(dict.fromkeys(v.lower() for v in row if v is not None and "@" in v)) for row in rows
    ]
    assert (values(out, "email") or [[] for _ in rows]) == wanted


@pytest.mark.parametrize("second", [[None, None, None], ["c@x.de", None, "c@x.de"]])
def test_values_of_a_dictionary_that_no_row_has_are_no_values(second: list[str | None]) -> None:
    """A category that was filtered out still stands in its dictionary."""
    words = pa.array(["a@x.de", "gone@x.de; more@x.de", "b@x.de", "last@x.de"])
    cells = pa.DictionaryArray.from_arrays(pa.array([0, None, 2], pa.int32()), words)
    table = pa.table({"mail": cells, "other": pa.array(second, pa.string())})
    out = standardize(
        Records(table, ()), [ColumnRole(name, EMAIL, 1.0, "test") for name in table.column_names]
    )
    known = ["a@x.de", None, "b@x.de"]
    wanted = [[v for v in row if v] for row in zip(known, second, strict=True)]
    assert values(out, "email") == wanted
    assert out["email"].distinct == len({v for row in wanted for v in row})
