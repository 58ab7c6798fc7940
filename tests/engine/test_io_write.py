"""Writing a file: whole or not at all, equal tables to equal bytes, nothing lost."""

from __future__ import annotations

import csv
import datetime
import decimal
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from twinset.errors import OutputError
from twinset.io import read_records, write_table_file

TEXTS = ["plain", None, "", 'say "hi", ok', "two\nlines", "tab\there", "\\back", "é😀", "\x01"]
TABLE = pa.table({"text": TEXTS, "row": pa.array(range(len(TEXTS)), pa.int32())})
FORMATS = ["csv", "tsv", "ndjson", "csv.gz", "csv.zst", "ndjson.zst", "parquet", "arrow"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("suffix", FORMATS)
def test_formats_read_back(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x.{suffix}"
    assert write_table_file(path, TABLE) == len(TEXTS)
    table = read_records(path).table
    assert table.column("text").to_pylist() == [text or None for text in TEXTS]
    assert [int(row) for row in table.column("row").to_pylist()] == list(range(len(TEXTS)))
    assert names(tmp_path) == [path.name]


def test_parquet_keeps_a_dictionary_of_what_repeats(tmp_path: Path) -> None:
    path, size = tmp_path / "x.parquet", 1 << 14
    table = pa.table(
        {"id": [f"C{row}" for row in range(size)], "city": [f"c{row % 99}" for row in range(size)]}
    )
    write_table_file(path, table)
    assert pq.read_table(path).equals(table)
    columns = [pq.read_metadata(path).row_group(0).column(place) for place in range(2)]
    assert ["RLE_DICTIONARY" in column.encodings for column in columns] == [False, True]


def test_parquet_without_rows_has_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    assert write_table_file(path, TABLE.schema.empty_table()) == 0
    assert pq.read_table(path).schema.equals(TABLE.schema)


def test_csv_tells_null_from_empty_text(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    write_table_file(path, pa.table({"a": [None, ""], "b": [1, 2]}))
    assert path.read_text() == '"a","b"\n,1\n"",2\n'


def test_csv_lists_are_json_arrays(tmp_path: Path) -> None:
    ids = [['a;b"c', "é\n", None], [], None, ["x"]]
    rows = [[1, 2], [], None, [3]]
    table = pa.table({"ids": ids, "rows": pa.array(rows, pa.list_(pa.int32()))}).slice(0, 4)
    for part, start in ((table, 0), (table.slice(1), 1)):
        write_table_file(tmp_path / "x.csv", part)
        with (tmp_path / "x.csv").open(newline="", encoding="utf-8") as file:
            found = list(csv.DictReader(file))
        for column, values in (("ids", ids), ("rows", rows)):
            read = [json.loads(row[column]) if row[column] else None for row in found]
            assert read == values[start:]


def test_other_types_become_text(tmp_path: Path) -> None:
    table = pa.table(
        {
            "date": [datetime.date(2020, 1, 2), None],
            "price": [decimal.Decimal("1.50"), None],
            "code": pa.array(["x", None]).dictionary_encode(),
            "part": [{"k": 1}, None],
            "none": pa.nulls(2),
            "raw": [b"\xff", None],
        }
    )
    write_table_file(tmp_path / "x.csv", table)
    with (tmp_path / "x.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1:] == [["2020-01-02", "1.50", "x", '{"k": 1}', "", "ff"], [""] * 6]


ANY_ROW = st.tuples(
    st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=66),
    st.none() | st.integers(-(2**63), 2**63 - 1),
    st.none() | st.floats(),
    st.none() | st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"])), max_size=3),
    st.none() | st.booleans(),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(ANY_ROW, max_size=9))
def test_ndjson_is_what_the_json_module_reads(
    tmp_path: Path, rows: list[tuple[object, ...]]
) -> None:
    columns = list(zip(*rows, strict=True)) or [()] * 5
    kinds = [pa.string(), pa.int64(), pa.float64(), pa.list_(pa.string()), pa.bool_()]
    keys = ['a"\n', "b", "c", "d", "e"]
    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    path = tmp_path / "x.ndjson"
    write_table_file(path, pa.table(arrays, names=keys))
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    expected = [dict(zip(keys, row, strict=True)) for row in rows]
    for row in expected:
        number = row["c"]
        if isinstance(number, float) and not abs(number) < float("inf"):
            row["c"] = None  # JSON has no NaN and no infinity
    assert found == expected


@pytest.mark.parametrize("suffix", FORMATS)
def test_bytes_do_not_depend_on_chunks(tmp_path: Path, suffix: str) -> None:
    size = 150_000  # more than two batches of text
    table = pa.table({"a": [f"v{n % 977}" for n in range(size)], "n": pa.array(range(size))})

    def stream() -> Iterator[pa.RecordBatch]:
        yield from table.to_batches(max_chunksize=7_001)

    write_table_file(tmp_path / f"whole.{suffix}", table)
    for name, data in (
        ("stream", stream()),
        ("reader", table.to_reader(max_chunksize=50_000)),
        ("tables", [table.slice(0, 3), table.slice(3, 0), table.slice(3)]),
    ):
        path = tmp_path / f"{name}.{suffix}"
        assert write_table_file(path, data) == size
        assert path.read_bytes() == (tmp_path / f"whole.{suffix}").read_bytes()
    assert read_records(path).size == size


def test_batches_with_dictionaries_of_their_own(tmp_path: Path) -> None:
    parts = [pa.table({"a": pa.array(text).dictionary_encode()}) for text in (["x"], ["y", "x"])]
    for suffix in FORMATS:
        path = tmp_path / f"x.{suffix}"
        write_table_file(path, parts)
        assert read_records(path).table.column("a").to_pylist() == ["x", "y", "x"]


def test_no_rows(tmp_path: Path) -> None:
    for suffix in FORMATS:
        assert write_table_file(tmp_path / f"x.{suffix}", TABLE.schema.empty_table()) == 0
    assert read_records(tmp_path / "x.csv").table.column_names == ["text", "row"]
    with pytest.raises(OutputError, match="nothing to write"):
        write_table_file(tmp_path / "y.csv", iter([]))


def test_names_that_do_not_work(tmp_path: Path) -> None:
    for name, reason in (("x.xlsx", "format"), ("x", "format"), ("x.parquet.gz", "compressed")):
        with pytest.raises(OutputError, match=reason):
            write_table_file(tmp_path / name, TABLE)
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        write_table_file(tmp_path / "folder.csv", TABLE)
    with pytest.raises(OutputError, match="No such file"):
        write_table_file(tmp_path / "missing" / "x.csv", TABLE)
    assert names(tmp_path) == ["folder.csv"]


def test_device_is_written_directly() -> None:
    assert write_table_file("/dev/null", TABLE, "csv") == len(TEXTS)
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_interrupted_file_leaves_the_old_one(
    tmp_path: Path, suffix: str, error: type[BaseException]
) -> None:
    path = tmp_path / f"x.{suffix}"
    path.write_text("old")

    def stream() -> Iterator[pa.Table]:
        yield TABLE
        raise error

    with pytest.raises(error):
        write_table_file(path, stream())
    assert path.read_text() == "old"
    assert names(tmp_path) == [path.name]


FULL_DISK = """
import resource, signal, sys
import pyarrow as pa
from twinset.errors import OutputError
from twinset.io import OutputFolder
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
table = pa.table({"a": [str(n * 7919 % 1000003) for n in range(200_000)]})
try:
    with OutputFolder(sys.argv[1]) as out:
        out.write_table("clusters", table, format=sys.argv[2])
except OutputError as error:
    print(error.message)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs file size limits")
@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_disk_that_takes_no_more(tmp_path: Path, format: str) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-c", FULL_DISK, str(out), format]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.startswith(f"{out / 'clusters'}.{format}: can't write: File too large")
    assert names(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_disk_has_a_hint() -> None:
    with pytest.raises(OutputError, match="No space left") as caught:
        write_table_file("/dev/full", TABLE, "csv")
    assert "free some space" in caught.value.hint


def test_a_parquet_column_has_a_dictionary_where_one_pays(tmp_path: Path) -> None:
    rows = np.arange(100_000)
    table = pa.table(
        {
            "distinct": [f"id {row}" for row in rows],
            "in order": [f"a rather long identifier {row // 2}" for row in rows],
            "few": [f"kind {row % 50}" for row in rows],
            "level": pa.array(rows % 4, pa.int8()),
            "empty": pa.nulls(len(rows), pa.string()),
        }
    )
    path = tmp_path / "x.parquet"
    write_table_file(path, table)
    group = pq.ParquetFile(path).metadata.row_group(0)
    found = [group.column(place) for place in range(table.num_columns)]
    dictionaries = [column.has_dictionary_page for column in found]
    assert dictionaries[:4] == [False, False, True, False]
    assert [column.is_stats_set for column in found] == [False, False, False, True, False]
    assert pq.read_table(path).equals(table)


def test_importing_io_is_light() -> None:
    code = "import sys, twinset.io; print('pyarrow' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
