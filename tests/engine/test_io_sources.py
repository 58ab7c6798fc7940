"""What can be named as a source, the columnar formats, NDJSON, and how inputs are joined."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import threading
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from twinset.config import ReadPlan
from twinset.errors import InputError
from twinset.io import read_records, write_table_file

TABLE = pa.table({"id": ["1", "2", None], "n": [1, None, 3], "tags": [["a", "b"], [], None]})


def test_several_files_match_columns_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,name\n1,Ann\n")
    (tmp_path / "b.csv").write_text("name,mail\nBob,b@x\n")
    records = read_records([tmp_path / "a.csv", str(tmp_path / "b.csv")])
    assert records.table.to_pydict() == {
        "id": ["1", None],
        "name": ["Ann", "Bob"],
        "mail": [None, "b@x"],
    }
    assert [(source.first_row, source.rows) for source in records.sources] == [(0, 1), (1, 1)]


def test_types_that_differ_become_text(tmp_path: Path) -> None:
    first = pa.table({"k": pa.array([1, 2]), "x": pa.array([1, 2]), "l": [["a"], None]})
    second = pa.table({"k": ["01"], "x": [1.5], "l": ["b"]})
    table = read_records([first, second]).table
    assert table.column("k").to_pylist() == ["1", "2", "01"]
    assert table.column("x").to_pylist() == [1.0, 2.0, 1.5]
    assert table.column("l").to_pylist() == ['["a"]', None, "b"]


def test_globs_and_folders_are_sorted(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.csv").write_text(f"x\n{name}\n")
    (tmp_path / ".hidden.csv").write_text("x\nno\n")
    (tmp_path / "notes.md").write_text("no")
    assert read_records(str(tmp_path / "*.csv")).table.column("x").to_pylist() == ["a", "b", "c"]
    assert read_records(tmp_path).table.column("x").to_pylist() == ["a", "b", "c"]


def test_name_with_glob_characters_is_a_name_first(tmp_path: Path) -> None:
    path = tmp_path / "x[1].csv"
    path.write_text("a\n1\n")
    assert read_records(path).size == 1


def test_missing_file_gets_a_near_spelling(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text("a\n1\n")
    with pytest.raises(InputError, match="no such file") as caught:
        read_records(tmp_path / "contact.csv")
    assert "contacts.csv" in caught.value.hint


@pytest.mark.parametrize("content", [b"", b"\n\n\n", gzip.compress(b"")])
def test_empty_files(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"empty|blank"):
        read_records(path)


def test_folder_without_data(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no data files") as caught:
        read_records(tmp_path)
    assert "Parquet" in caught.value.hint


def test_no_match_and_no_input(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file matches"):
        read_records(str(tmp_path / "*.csv"))
    with pytest.raises(InputError, match="no input"):
        read_records([])
    with pytest.raises(InputError, match="int"):
        read_records(5)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04" + bytes(100), "spreadsheet"),
        (b"%PDF-1.4\n", "PDF"),
        (bytes(range(256)) * 40, "binary"),
        (bytes(1000), "binary"),
        (gzip.compress(b"PAR1" + bytes(50)), "decompress"),
    ],
)
def test_binary_files_are_refused_with_a_hint(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_records(path)
    assert what in caught.value.message + caught.value.hint
    assert caught.value.hint


@pytest.mark.parametrize("magic", [b"PAR1", b"ARROW1\0\0", b"\xff\xff\xff\xff\x10\0\0\0"])
def test_damaged_columnar_files(tmp_path: Path, magic: bytes) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(magic + b"garbage" * 9)
    with pytest.raises(InputError, match="damaged"):
        read_records(path)


def test_truncated_gzip(tmp_path: Path) -> None:
    lines = "".join(f"{n},{n * 7919 % 1000003}\n" for n in range(200_000))
    data = gzip.compress(f"a,b\n{lines}".encode())
    path = tmp_path / "x.csv.gz"
    path.write_bytes(data[: len(data) - 1000])
    with pytest.raises(InputError, match="damaged"):
        read_records(path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads anything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a\n1\n")
    path.chmod(0)
    with pytest.raises(InputError, match="permission"):
        read_records(path)


def test_permission_error_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a\n1\n")

    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="no permission"):
        read_records(path)


@pytest.mark.parametrize("suffix", ["parquet", "arrow", "ndjson", "ndjson.gz", "ndjson.zst"])
def test_typed_formats_round_trip(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x.{suffix}"
    write_table_file(path, TABLE)
    renamed = path.rename(tmp_path / "no_ending")  # the content decides
    assert read_records(renamed).table.to_pydict() == TABLE.to_pydict()


def test_arrow_stream_file(tmp_path: Path) -> None:
    path = tmp_path / "x.arrows"
    with pa.ipc.new_stream(str(path), TABLE.schema) as writer:
        writer.write_table(TABLE)
    records = read_records(path)
    assert records.table.equals(TABLE)
    assert records.sources[0].format == "arrow"


def test_several_parquet_files_of_different_columns(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": ["x"], "b": [1]}), tmp_path / "1.parquet")
    pq.write_table(pa.table({"b": ["y"]}), tmp_path / "2.parquet")
    assert read_records(tmp_path).table.to_pydict() == {"a": ["x", None], "b": ["1", "y"]}


def test_arrow_speakers() -> None:
    class Stream:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return TABLE.__arrow_c_stream__(requested_schema)

    batch = TABLE.to_batches()[0]
    expected = TABLE.to_pydict()
    for source in (TABLE, Stream(), TABLE.to_reader(), batch):
        records = read_records(source)
        assert records.table.to_pydict() == expected
        assert records.sources[0].name == "<table>"
    names = [source.name for source in read_records([TABLE, batch]).sources]
    assert names == ["<table>", "<table 2>"]
    with pytest.raises(InputError, match="not a table"):
        read_records(pa.array([1, 2]))


def test_pandas() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"a": ["x", None, ""], "n": [1, 2, 3]}, index=[5, 6, 7])
    assert read_records(frame).table.to_pydict() == {"a": ["x", None, None], "n": [1, 2, 3]}


def test_tables_are_tidied() -> None:
    table = pa.Table.from_arrays(
        [
            pa.array(["", "x"], pa.large_string()),
            pa.array(["", "y"], pa.string_view()),
            pa.array(["", "z"]).dictionary_encode(),
            pa.array([b"ok", b"\xff"]),
            pa.array([{"k": 1}, None]),
        ],
        names=["a", "a", "", "b", "s"],
    )
    found = read_records(table).table
    assert found.to_pydict() == {
        "a": [None, "x"],
        "a_2": [None, "y"],
        "column_3": [None, "z"],
        "b": ["6f6b", "ff"],
        "s.k": [1, None],
    }
    assert found.schema.field("a").type == found.schema.field("a_2").type == pa.string()


def ndjson(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n")
    return path


def test_ndjson_ragged_keys_and_dates_stay_text(tmp_path: Path) -> None:
    path = ndjson(
        tmp_path / "x.jsonl",
        '{"a": "2020-01-02", "t": ["x", "y"]}',
        "",
        '{"b": 1, "a": "10:30", "d": ["2020-01-01"]}',
    )
    table = read_records(path).table
    assert table.to_pydict() == {
        "a": ["2020-01-02", "10:30"],
        "t": [["x", "y"], None],
        "b": [None, 1],
        "d": [None, ["2020-01-01"]],
    }


def test_ndjson_dates_in_a_later_column(tmp_path: Path) -> None:
    lines = [json.dumps({"a": "x" * 100, "n": n}) for n in range(60_000)]
    path = ndjson(tmp_path / "x.ndjson", *lines, '{"late": "2020-01-01"}')
    assert path.stat().st_size > 4 << 20  # beyond the first block
    table = read_records(path).table
    assert table.column_names == ["a", "n", "late"]
    assert table.column("late")[-1].as_py() == "2020-01-01"


def test_ndjson_broken_lines_are_rejects(tmp_path: Path) -> None:
    path = ndjson(tmp_path / "x.ndjson", '{"a": 1}', "{oops", '{"a": "x"}', "[1]", '{"b": true}')
    records = read_records(path)
    assert [(reject.line, reject.text) for reject in records.rejects] == [(2, "{oops"), (4, "[1]")]
    assert records.table.to_pydict() == {"a": ["1", "x", None], "b": [None, None, True]}


def test_ndjson_mixed_values_become_text(tmp_path: Path) -> None:
    path = ndjson(tmp_path / "x.ndjson", '{"z": 1234, "o": {"k": [1]}}', '{"z": "01234"}')
    assert read_records(path).table.to_pydict() == {
        "z": ["1234", "01234"],
        "o.k": ["[1]", None],
    }


def test_ndjson_slow_path_agrees_with_the_fast_one(tmp_path: Path) -> None:
    rows = [
        {"s": "é😀\n", "n": 5, "f": 1.5, "b": True, "l": ["x", None], "z": None},
        {"s": None, "n": -1, "f": 2.0, "b": False, "l": None, "z": None},
    ]
    lines = [json.dumps(row) for row in rows]
    fast = read_records(ndjson(tmp_path / "fast.ndjson", *lines))
    slow = read_records(ndjson(tmp_path / "slow.ndjson", *lines, "{broken"))
    assert len(slow.rejects) == 1
    assert slow.table.to_pydict() == fast.table.to_pydict()
    assert slow.table.schema.equals(fast.table.schema)


def test_ndjson_of_nothing_but_broken_lines(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no line is a JSON object"):
        read_records(ndjson(tmp_path / "x.ndjson", "{oops", "{again"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_ndjson_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "x.ndjson"
    path.write_bytes('{"a": "é"}\n{"a": "ж"}\n'.encode(encoding))
    assert read_records(path).table.to_pydict() == {"a": ["é", "ж"]}


def test_json_array(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('[{"a": 1},\n {"a": null, "b": "x"}]')
    assert read_records(path).table.to_pydict() == {"a": [1, None], "b": [None, "x"]}
    path.write_text('[{"a": 1}, 5]')
    with pytest.raises(InputError, match="element 2"):
        read_records(path)
    path.write_text('[{"a": 1}')
    with pytest.raises(InputError, match="not valid JSON"):
        read_records(path)


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_standard_input(tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / f"x.{suffix}"
    write_table_file(path, pa.table({"a": ["x", "y"]}))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    records = read_records("-")
    assert records.table.to_pydict() == {"a": ["x", "y"]}
    assert records.sources[0].name == "<stdin>"
    assert list(tmp_path.iterdir()) == [path]  # the copy is gone


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_named_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=("a\n1\n",))
    writer.start()
    assert read_records(pipe).table.to_pydict() == {"a": ["1"]}
    writer.join()


def test_progress_adds_up_to_the_bytes_read(tmp_path: Path) -> None:
    class Recorder:
        total: int | None = None
        done = 0

        def start(self, name: str, total: int | None, unit: str) -> Recorder:
            self.total = total
            return self

        def advance(self, amount: int) -> None:
            self.done += amount

        def finish(self, stage: object) -> None:
            pass

    for suffix in ("csv", "csv.gz", "ndjson", "parquet"):
        write_table_file(tmp_path / f"x.{suffix}", pa.table({"a": ["x"] * 1000}))
    recorder = Recorder()
    read_records(tmp_path, progress=recorder)
    assert recorder.total is not None
    assert recorder.done == recorder.total > 0


def test_errors_never_carry_values(tmp_path: Path) -> None:
    contents = {
        "ragged.csv": b"a,b,c\nSECRET,1\n",
        "encoding.csv": b"a,b\nSECRET,\xff\xfe\xc3\n",
        "quote.csv": b'a,b\nx,"SECRET\ny,2\n',
        "array.json": b'[{"a": "SECRET"}, ',
        "lines.ndjson": b'{"a": SECRET}\n',
    }
    for name, content in contents.items():
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(InputError) as caught:
            read_records(path, ReadPlan(encoding="utf-8"))
        assert "SECRET" not in str(caught.value) + caught.value.hint
        assert name in caught.value.message
        assert caught.value.__suppress_context__ or caught.value.__context__ is None
