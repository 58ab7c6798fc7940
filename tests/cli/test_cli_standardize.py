"""``twinset standardize`` end to end: files, the report, the way back, and what is refused."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest
from twinset_process import Cli, left_behind


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def crm(tmp_path: Path) -> Path:
    """Three records with a fault each, one without."""
    path = tmp_path / "crm.csv"
    rows = [
        "id,full_name,email,note",
        "1,ANN LEE,Ann.Lee@Example.org,a",
        "2,Bob Jones,bob@gmial.com,b",
        "3,Cid  Smith,n/a,c",
        '4,Dee Brown,dee@example.org,"d, e"',
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_table_log_and_updates(cli: Cli, crm: Path, tmp_path: Path) -> None:
    out, log, updates = (tmp_path / name for name in ("clean.csv", "changes.csv", "updates.csv"))
    done = cli("standardize", crm, "-o", out, "--changes", log, "--updates", updates)
    assert done.code == 0, done.err
    assert [list(row.values()) for row in read_csv(out)] == [
        ["1", "Ann Lee", "ann.lee@example.org", "a"],
        ["2", "Bob Jones", "bob@gmial.com", "b"],
        ["3", "Cid Smith", "", "c"],
        ["4", "Dee Brown", "dee@example.org", "d, e"],
    ]
    lines = read_csv(log)
    assert [(x["row"], x["id"], x["column"], x["reasons"]) for x in lines] == [
        ("0", "1", "full_name", "shouting"),
        ("0", "1", "email", "case"),
        ("1", "2", "email", ""),
        ("2", "3", "full_name", "stray_space"),
        ("2", "3", "email", "placeholder"),
    ]
    assert lines[2]["suggestion"] == "bob@gmail.com"
    assert [row["id"] for row in read_csv(updates)] == ["1", "3"]
    assert list(read_csv(updates)[0]) == ["id", "full_name", "email"]
    assert "Changed: 4 cells in 2 records (50.0%)" in done.out
    assert "1 suggestion in" in done.out
    for value in ("Ann", "gmial", "Bob"):
        assert value not in done.out + done.err


def test_undo_gives_the_file_back(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    out, log, back = (tmp_path / name for name in ("clean.csv", "changes.parquet", "back.csv"))
    assert cli("standardize", contacts, "-o", out, "--changes", log, "-q").code == 0
    assert out.read_bytes() != contacts.read_bytes()
    done = cli("standardize", out, "--undo", log, "-o", back, "--json")
    assert done.code == 0
    assert done.json["conflicts"] == 0
    assert done.json["restored"] == pq.read_metadata(log).num_rows - _suggestions(log)
    assert read_csv(back) == read_csv(contacts)


def _suggestions(log: Path) -> int:
    """Lines that changed nothing."""
    return sum(line["before"] == line["after"] for line in pq.read_table(log).to_pylist())


def test_json_is_what_its_schema_says(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    from twinset.cleaning.report import CleaningReport

    out, log = tmp_path / "clean.ndjson", tmp_path / "changes.ndjson"
    done = cli("standardize", contacts, "-o", out, "--changes", log, "--json")
    report = msgspec.json.decode(done.out, type=CleaningReport)
    assert (report.rows, report.output, report.changes) == (600, str(out), str(log))
    assert report.inputs[0].rows == 600
    assert sum(column.changed for column in report.columns) == report.changed_cells > 0
    lines = log.read_text(encoding="utf-8").splitlines()
    assert len(lines) == report.changed_cells + report.suggestions
    schema = cli("schema", "standardize").json
    known = schema["$defs"]["CleaningReport"]["properties"]
    assert set(done.json) == set(known)


def test_threads_and_formats_give_the_same_values(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    for threads in (1, 2):
        for name in ("clean.csv", "clean.parquet"):
            out = tmp_path / f"{threads}{name}"
            assert cli("standardize", contacts, "-o", out, "-q", "--threads", threads).code == 0
    for name in ("clean.csv", "clean.parquet"):
        one, two = (tmp_path / f"{threads}{name}" for threads in (1, 2))
        assert one.read_bytes() == two.read_bytes()
    cells = [
        {name: cell or "" for name, cell in row.items()}
        for row in pq.read_table(tmp_path / "1clean.parquet").to_pylist()
    ]
    assert cells == read_csv(tmp_path / "1clean.csv")


def test_options(cli: Cli, crm: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw.csv"
    assert cli("standardize", crm, "-o", raw, "--keep-raw", "--only", "email", "-q").code == 0
    first = read_csv(raw)[0]
    assert first["email_raw"] == "Ann.Lee@Example.org"
    assert first["full_name"] == "ANN LEE"
    assert "full_name_raw" not in first
    took = tmp_path / "took.parquet"
    assert cli("standardize", crm, "-o", took, "--accept-suggestions", "-q").code == 0
    assert pq.read_table(took)["email"][1].as_py() == "bob@gmail.com"
    odd = tmp_path / "odd.txt"
    assert cli("standardize", crm, "-o", odd, "--format", "csv", "-q").code == 0
    assert len(read_csv(odd)) == 4


def test_rejected_lines_are_told_and_kept(cli: Cli, crm: Path, tmp_path: Path) -> None:
    with crm.open("a") as file:
        file.write("5,too,few\n")
    out, rejects = tmp_path / "clean.csv", tmp_path / "rejects.csv"
    done = cli("standardize", crm, "-o", out, "--rejects", rejects)
    assert "1 line could not be read" in done.out
    assert read_csv(rejects)[0]["text"].strip() == "5,too,few"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["crm.csv", "-o", "crm.csv", "--force"], 1, "is an input"),
        (["crm.csv", "-o", "there.csv"], 1, "exists already"),
        (["crm.csv", "-o", "a.csv", "--changes", "a.csv"], 1, "two outputs"),
        (["crm.csv", "-o", "a.csv", "--changes", "there.csv"], 1, "exists already"),
        (["crm.csv", "-o", "a.xyz"], 1, "does not say the format"),
        (["crm.csv", "-o", "a.csv", "--changes", "c.xyz"], 1, "does not say the format"),
        (["crm.csv", "-o", "a.csv", "--only", "town"], 1, "no column or role 'town'"),
        (["absent.csv", "-o", "a.csv"], 1, "absent.csv"),
        (["crm.csv", "-o", "a.csv", "--undo", "there.csv"], 1, "no column"),
        (["crm.csv", "-o", "a.csv", "--undo", "there.csv", "--keep-raw"], 2, "--undo goes with"),
        (["crm.csv"], 2, "missing option"),
        (["crm.csv", "-o", "a.csv", "--format", "xlsx"], 2, "--format"),
    ],
)
def test_what_is_refused_leaves_nothing(
    cli: Cli,
    crm: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("there.csv").write_text("x\n1\n")
    before = crm.read_bytes()
    done = cli("standardize", *arguments)
    assert done.code == code
    assert said in done.err.lower()
    assert crm.read_bytes() == before
    assert sorted(left_behind(tmp_path)) == ["crm.csv", "there.csv"]


@pytest.mark.skipif(os.name == "nt", reason="no /dev/full")
def test_a_full_disk_leaves_no_half_a_file(cli: Cli, crm: Path, tmp_path: Path) -> None:
    done = cli("standardize", crm, "-o", "/dev/full", "--format", "csv", "--force")
    assert done.code == 1
    assert "write" in done.err
