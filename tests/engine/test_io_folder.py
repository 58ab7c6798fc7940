"""The output folder: there whole or not at all, and nobody else's is touched."""

from __future__ import annotations

import csv
import json
import os
import threading
from pathlib import Path

import pyarrow as pa
import pytest

from twinset.errors import OutputError
from twinset.io import OutputFolder, read_records, write_rejects
from twinset.types import Records

TABLE = pa.table({"text": ["plain", None], "row": pa.array([0, 1], pa.int32())})


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def write_run(path: Path, text: str = "new", *, force: bool = False) -> None:
    with OutputFolder(path, force=force) as out:
        out.write_json("summary.json", {"text": text})


def read_run(path: Path) -> str:
    return str(json.loads((path / "summary.json").read_text())["text"])


def test_folder_appears_whole(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "out"
    with OutputFolder(path) as out:
        out.write_table("clusters", TABLE)
        out.write_table("clusters", TABLE, format="csv")
        out.write_text("plan.toml", "version = 1\r\né")
        out.write_json("summary.json", {"b": [1, "é"], "a": None})
        assert not path.exists()
    assert names(path) == ["clusters.csv", "clusters.parquet", "plan.toml", "summary.json"]
    assert (path / "plan.toml").read_bytes() == "version = 1\r\né".encode()
    assert list(json.loads((path / "summary.json").read_text(encoding="utf-8"))) == ["b", "a"]
    assert read_records(path / "clusters.parquet").size == TABLE.num_rows
    assert names(path.parent) == ["out"]


def test_folder_has_the_users_permissions(tmp_path: Path) -> None:
    write_run(tmp_path / "out")
    (tmp_path / "usual").mkdir()
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_existing_folder_needs_force(tmp_path: Path) -> None:
    path = tmp_path / "out"
    write_run(path, "old")
    with pytest.raises(OutputError, match="exists already") as caught:
        write_run(path)
    assert "--force" in caught.value.hint
    assert read_run(path) == "old"
    (path / "extra.txt").write_text("from the old run")
    write_run(path, force=True)
    assert read_run(path) == "new"
    assert names(path) == ["summary.json"]
    assert names(tmp_path) == ["out"]


def test_force_spares_a_folder_that_is_not_ours(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    write_run(home, force=True)  # an empty folder is nobody's
    (home / "summary.json").unlink()
    (home / "letters.txt").write_text("precious")
    with pytest.raises(OutputError, match="not a folder that twinset wrote"):
        write_run(home, force=True)
    assert names(home) == ["letters.txt"]
    assert names(tmp_path) == ["home"]


def test_path_that_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("x")
    for target in (path, path / "below"):
        with pytest.raises(OutputError):
            write_run(target, force=True)
    assert path.read_text() == "x"


@pytest.mark.parametrize("existing", [False, True])
@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_interrupted_run_leaves_no_trace(
    tmp_path: Path, existing: bool, error: type[BaseException]
) -> None:
    path = tmp_path / "deep" / "out"
    if existing:
        write_run(path, "old")

    def run() -> None:
        with OutputFolder(path, force=True) as out:
            out.write_table("clusters", TABLE)
            raise error

    with pytest.raises(error):
        run()
    if existing:
        assert read_run(path) == "old"
        assert names(path.parent) == ["out"]
    else:
        assert names(tmp_path) == []


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_interrupt_between_the_two_renames(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    path = tmp_path / "out"
    write_run(path, "old")
    rename = Path.rename
    calls = []

    def second_fails(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == 2:
            raise error(5, "broken")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", second_fails)
    with pytest.raises(OutputError if error is OSError else error):
        write_run(path, force=True)
    assert read_run(path) == "old"
    assert names(tmp_path) == ["out"]


def test_link_stays_a_link(tmp_path: Path) -> None:
    write_run(tmp_path / "real", "old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_run(tmp_path / "link", force=True)
    assert (tmp_path / "link").is_symlink()
    assert read_run(tmp_path / "real") == "new"


def test_runs_side_by_side(tmp_path: Path) -> None:
    """One run wins the name; the others are told so, and nothing is mixed."""
    path = tmp_path / "out"
    ready = threading.Barrier(4)
    errors: list[OutputError] = []

    def run(number: int) -> None:
        try:
            with OutputFolder(path) as out:
                out.write_text("who.txt", str(number))
                out.write_json("summary.json", {"text": str(number)})
                ready.wait(10)
        except OutputError as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(errors) == 3
    assert read_run(path) == (path / "who.txt").read_text()
    assert names(tmp_path) == ["out"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_unwritable_parent(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="Permission"):
        write_run(tmp_path / "out")


def test_refused_folder_is_an_output_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OutputError, match="Permission denied"):
        write_run(tmp_path / "out")


def test_errors_name_the_final_path(tmp_path: Path) -> None:
    with OutputFolder(tmp_path / "out") as out:
        with pytest.raises(OutputError) as caught:
            out.write_table("no/such", TABLE)
        with pytest.raises(ValueError, match="JSON"):
            out.write_json("x.json", float("nan"))
    assert ".partial" not in caught.value.message


def test_rejects_are_written_where_there_are_any(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('a,b\n1\n"x\ny",2,3\n5,6\n')
    with OutputFolder(tmp_path / "out") as out:
        assert write_rejects(out, Records(TABLE, [])) == 0
        assert not (out._folder / "rejects.csv").exists()
        assert write_rejects(out, read_records(path)) == 2
    with (tmp_path / "out" / "rejects.csv").open(newline="") as file:
        assert list(csv.reader(file)) == [
            ["source", "line", "reason", "text"],
            [str(path), "2", "1 fields, expected 2", "1"],
            [str(path), "3", "3 fields, expected 2", '"x\ny",2,3'],
        ]
