"""Reading CSV and its kin: everything stays text, and what is odd is reported, not lost."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from twinset.config import ReadPlan
from twinset.errors import InputError, PlanError
from twinset.io import read_records
from twinset.types import Records


def read(path: Path, content: str | bytes, plan: ReadPlan | None = None) -> Records:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_records(path, plan)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "people.csv"


def test_values_stay_text_and_empty_cells_are_null(file: Path) -> None:
    records = read(file, 'zip,n,note\n01234,1e5,""\n,  ,NA\n')
    assert records.table.to_pydict() == {
        "zip": ["01234", None],
        "n": ["1e5", "  "],
        "note": [None, "NA"],
    }
    assert records.sources[0].format == "csv"
    assert (records.sources[0].first_row, records.sources[0].rows) == (0, 2)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_detected(file: Path, delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in [["a", "b"], ["x y", "1"], ["z", "2"]])
    records = read(file, text)
    assert records.sources[0].details["delimiter"] == delimiter
    assert records.table.to_pydict() == {"a": ["x y", "z"], "b": ["1", "2"]}


def test_delimiter_inside_values_does_not_mislead(file: Path) -> None:
    records = read(file, "name;amount\nSmith, John;1,5\nDoe, Jane;2,5\n")
    assert records.sources[0].details["delimiter"] == ";"
    assert records.table.column_names == ["name", "amount"]


def test_tsv_name_decides_a_tie(tmp_path: Path) -> None:
    content = "a,x\tb,y\n1,2\t3,4\n"
    (tmp_path / "t.tsv").write_text(content)
    table = read_records(tmp_path / "t.tsv", ReadPlan(delimiter="tab")).table
    assert table.column_names == ["a,x", "b,y"]


def test_excel_separator_line(file: Path) -> None:
    assert read(file, "sep=;\r\na;b\r\n1;2\r\n").table.to_pydict() == {"a": ["1"], "b": ["2"]}


def test_single_quotes_are_detected_and_apostrophes_are_not(file: Path) -> None:
    quoted = read(file, "a,b\n'x, y','1'\n'z','2'\n")
    assert quoted.table.column("a").to_pylist() == ["x, y", "z"]
    plain = read(file, "a,b\nO'Brien,'t Hooft\nD'Arcy,x\n")
    assert plain.table.column("b").to_pylist() == ["'t Hooft", "x"]


def test_quoted_newlines_and_doubled_quotes(file: Path) -> None:
    records = read(file, 'a,b\n"line 1\nline 2","say ""hi"""\n5" pipe,x\n')
    assert records.table.column("a").to_pylist() == ["line 1\nline 2", '5" pipe']
    assert records.table.column("b")[0].as_py() == 'say "hi"'


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(file: Path, end: str) -> None:
    assert read(file, f"a,b{end}1,2{end}3,4").table.num_rows == 2


def test_ragged_rows_are_rejects_with_their_lines(file: Path) -> None:
    records = read(file, 'a,b,c\n1,2,3\n4,5\n"x\ny",6,7\n\n8,9,10,11\n"q\nz",3\n4,5\n1,2,3\n')
    assert records.size == 3
    assert [(reject.line, reject.reason, reject.text) for reject in records.rejects] == [
        (3, "2 fields, expected 3", "4,5"),
        (7, "4 fields, expected 3", "8,9,10,11"),
        (8, "2 fields, expected 3", '"q\nz",3'),
        (10, "2 fields, expected 3", "4,5"),
    ]
    assert records.sources[0].details["rejected_rows"] == 4


def test_reject_lines_over_many_blocks(file: Path) -> None:
    rng = random.Random(3)
    lines = ["a,b,c"]
    bad = set(rng.sample(range(2, 60_000), 40))
    lines += [
        f"{n},{n}" if n in bad else f"{n},{'x' * rng.randrange(300)},y" for n in range(2, 60_000)
    ]
    records = read(file, "\n".join(lines))
    assert file.stat().st_size > 8 << 20  # more than one block, so more than one thread
    assert [reject.line for reject in records.rejects] == sorted(bad)
    assert records.size == len(lines) - 1 - len(bad)


def test_reject_line_is_not_one_inside_a_quoted_value(file: Path) -> None:
    records = read(file, 'a,b,c\n1,"x\n4,5\ny",3\n6\n4,5\n')
    assert [reject.line for reject in records.rejects] == [5, 6]


def test_no_row_fits_the_header(file: Path) -> None:
    with pytest.raises(InputError, match="none of its 2 rows has the header's 3 fields"):
        read(file, "a,b,c\n1,SECRET\n2,SECRET\n")


def test_delimiter_at_the_end_of_every_data_row(file: Path) -> None:
    assert read(file, "a,b\n1,2,\n3,4,\n").table.column_names == ["a", "b", "column_3"]
    assert read(file, "a,b,\n1,2\n3,4\n").table.column_names == ["a", "b"]


def test_header_names_are_made_unique(file: Path) -> None:
    records = read(file, "name,name,,name_2, name \n1,2,3,4,5\n")
    assert records.table.column_names == ["name", "name_3", "column_3", "name_2", "name_4"]
    assert records.sources[0].details["renamed_columns"]["name_3"] == "name"


def test_no_header(file: Path) -> None:
    records = read(file, "1,2\n3,4\n", ReadPlan(header=False))
    assert records.table.to_pydict() == {"column_1": ["1", "3"], "column_2": ["2", "4"]}


@pytest.mark.parametrize("content", ["a,b", "a,b\n", "a,b\r\n\r\n", "\n\na,b\n"])
def test_header_only(file: Path, content: str) -> None:
    records = read(file, content)
    assert (records.size, records.table.column_names) == (0, ["a", "b"])


def test_blank_lines_before_the_header(file: Path) -> None:
    assert read(file, "\n\na,b\n\n1,2\n").table.to_pydict() == {"a": ["1"], "b": ["2"]}


def test_one_column(file: Path) -> None:
    assert read(file, "name\nAnn\nBob\n").table.to_pydict() == {"name": ["Ann", "Bob"]}


@pytest.mark.parametrize("length", [100_000, 300_000, 6_000_000])
def test_long_value(file: Path, length: int) -> None:
    records = read(file, f"a,b\n1,{'x' * length}\n2,y\n")
    assert len(records.table.column("b")[0].as_py()) == length
    assert records.size == 2


def test_nul_bytes_are_kept(file: Path) -> None:
    assert read(file, b"a,b\nx\0y,1\nz,2\n").table.column("a")[0].as_py() == "x\0y"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('a,b\n1,2\n3,"never closed\n5,6\n7,8\n', 3),
        ('a,b\n1,2\n"never closed,6\n7,8\n', 3),
        ('a,b\n1,2\n3,"never closed\n' + "5,6\n" * 2_000_000, 3),
    ],
    ids=["last column", "first column", "longer than a block"],
)
def test_open_quote_names_its_line(file: Path, content: str, line: int) -> None:
    with pytest.raises(InputError, match=f"row at line {line} is never closed") as caught:
        read(file, content)
    assert 'quote = "none"' in caught.value.hint


def test_multiline_last_value_is_no_open_quote(file: Path) -> None:
    assert read(file, 'a,b\n1,"x\ny"').table.column("b").to_pylist() == ["x\ny"]


def test_quotes_can_be_switched_off(file: Path) -> None:
    records = read(file, 'a,b\n1,"x\n2,y\n', ReadPlan(quote="none"))
    assert records.table.column("b").to_pylist() == ['"x', "y"]


@pytest.mark.parametrize("field", ["delimiter", "quote"])
def test_plan_refuses_more_than_a_character(file: Path, field: str) -> None:
    with pytest.raises(PlanError, match=f"read.{field}"):
        read(file, "a,b\n1,2\n", ReadPlan(**{field: ",;"}))


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=70)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=20))
def test_reads_what_the_csv_module_writes(file: Path, rows: list[tuple[str, ...]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([("a", "b", "c"), *rows])
    plan = ReadPlan(delimiter=",", quote='"', encoding="utf-8")
    table = read(file, text.getvalue(), plan).table
    expected = [tuple(cell or None for cell in row) for row in rows]
    assert list(zip(*table.to_pydict().values(), strict=True)) == expected
