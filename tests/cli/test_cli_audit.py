"""``twinset audit`` as other programs and people use it."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest
from twinset_process import Cli, left_behind

from twinset.auditing.report import AuditReport


def test_the_report_for_people(cli: Cli, contacts: Path) -> None:
    done = cli("audit", contacts, "--require", "email,phone")
    assert done.code == 0, done.err
    for words in ("The base", "likely duplicates", "Findings", "Lacks a field", "Columns", "Next:"):
        assert words in done.out
    assert max(map(len, done.out.splitlines())) <= 120


def test_json_is_one_object_of_the_schema(cli: Cli, contacts: Path) -> None:
    done = cli("audit", contacts, "--json", "--as-of", "2026-01-31", "--unit-cost", "2")
    report = msgspec.convert(done.json, AuditReport)
    assert (report.rows, report.as_of, report.unit_cost, report.output) == (
        600,
        "2026-01-31",
        2,
        None,
    )
    assert report.inputs[0].name == str(contacts)
    schema = cli("schema", "audit").json
    assert set(done.json) == set(schema["$defs"]["AuditReport"]["properties"])


def test_the_folder(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    out = tmp_path / "audit"
    done = cli("audit", contacts, "-o", out, "--json")
    assert done.code == 0, done.err
    assert left_behind(tmp_path) == ["audit"]
    assert left_behind(out) == ["audit.html", "audit.json", "findings.parquet"]
    assert json.loads((out / "audit.json").read_text()) == done.json
    listed = pq.read_table(out / "findings.parquet")
    cells = sum(n for c in done.json["columns"] for f, n in c["faults"].items() if f != "missing")
    assert listed.num_rows >= cells
    assert listed["id"].null_count == 0

    again = cli("audit", contacts, "-o", out)
    assert again.code == 1
    assert "exists already" in again.err
    replaced = cli("audit", contacts, "-o", out, "--force", "--format", "csv", "--quiet")
    assert (replaced.code, replaced.out) == (0, "")
    assert left_behind(out) == ["audit.html", "audit.json", "findings.csv"]


def test_a_folder_that_is_not_ours_is_kept(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "diary.txt").write_text("today")
    done = cli("audit", contacts, "-o", tmp_path / "mine", "--force")
    assert done.code == 1
    assert left_behind(tmp_path / "mine") == ["diary.txt"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--stale-after", "soon"], 2, "no length of time"),
        (["--as-of", "yesterday"], 2, "no day"),
        (["--unit-cost", "-3"], 2, "unit-cost"),
        (["--require", "emial"], 1, "did you mean 'email'?"),
        (["--require", "website"], 1, "no column has the role 'website'"),
        (["--config", "absent.toml"], 1, "absent.toml"),
    ],
)
def test_bad_wishes(
    cli: Cli, contacts: Path, tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    done = cli("audit", contacts, "-o", tmp_path / "out", *arguments)
    assert done.code == code, done.err
    assert said in done.err
    assert done.out == ""
    assert left_behind(tmp_path) == []


@pytest.mark.parametrize("text", [None, "", "id,email\n"])
def test_bad_input(cli: Cli, tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "base.csv"
    if text is not None:
        path.write_text(text)
    done = cli("audit", path, "-o", tmp_path / "out", "--json")
    assert done.code == 1
    assert done.json["error"]["kind"] == "input"
    assert "base.csv" in done.json["error"]["message"]
    assert not (tmp_path / "out").exists()


def test_rejected_lines_are_told(cli: Cli, tmp_path: Path) -> None:
    rows = "".join(f"{n},p{n}@example.org,Bonn\n" for n in range(50))
    (tmp_path / "base.csv").write_text(f"id,email,city\n{rows}51,too,many,cells,here\n")
    done = cli("audit", tmp_path / "base.csv", "-o", tmp_path / "out")
    assert done.code == 0, done.err
    assert "1 line rejected" in done.out
    assert (tmp_path / "out" / "rejects.csv").exists()
