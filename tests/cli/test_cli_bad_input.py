"""Bad input of every kind: the right exit code, one clear message, nothing half written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from twinset_process import Cli, Done, left_behind

HEADER = "id,given_name,family_name,email,city\n"
ROW = "1,Ada,Lovelace,ada@example.org,London\n"


def assert_refused(done: Done, folder: Path, *said: str, before: list[str]) -> None:
    assert done.code == 1, done.err
    assert done.out == ""
    lines = done.err.splitlines()
    assert lines[0].startswith("error: ")
    assert all(line.startswith("hint: ") for line in lines[1:]), done.err
    for text in said:
        assert text in done.err
    assert left_behind(folder) == before


def missing(folder: Path) -> Path:
    return folder / "absent.csv"


def directory_without_data(folder: Path) -> Path:
    path = folder / "nothing"
    path.mkdir()
    return path


def empty(folder: Path) -> Path:
    path = folder / "empty.csv"
    path.touch()
    return path


def header_only(folder: Path) -> Path:
    path = folder / "header.csv"
    path.write_text(HEADER)
    return path


def binary(folder: Path) -> Path:
    path = folder / "noise.csv"
    path.write_bytes(bytes(range(256)) * 64)
    return path


def spreadsheet(folder: Path) -> Path:
    path = folder / "book.csv"
    path.write_bytes(b"PK\x03\x04" + bytes(2000))
    return path


def broken_parquet(folder: Path) -> Path:
    path = folder / "broken.parquet"
    path.write_bytes(b"PAR1" + bytes(100))
    return path


def unreadable_glob(folder: Path) -> Path:
    return folder / "*.parquet"


@pytest.mark.parametrize("command", ["dedupe", "plan"])
@pytest.mark.parametrize(
    "make",
    [
        missing,
        directory_without_data,
        empty,
        header_only,
        binary,
        spreadsheet,
        broken_parquet,
        unreadable_glob,
    ],
)
def test_unusable_input_is_refused(
    cli: Cli, tmp_path: Path, make: Callable[[Path], Path], command: str
) -> None:
    path = make(tmp_path)
    before = left_behind(tmp_path)
    options = ["-o", tmp_path / "out"] if command == "dedupe" else []
    assert_refused(cli(command, path, *options), tmp_path, path.name, before=before)


def test_wrong_encoding_names_the_file_and_no_value(cli: Cli, tmp_path: Path) -> None:
    """UTF-8 that breaks in the middle is either read in another encoding or refused, never lost."""
    path = tmp_path / "mixed.csv"
    lines = [
        HEADER.encode(),
        *(f"{n},Zoë,Müller,z{n}@example.org,Köln\n".encode() for n in range(40)),
    ]
    lines.insert(20, "99,José,Muñoz,jose@example.org,Málaga\n".encode("latin-1"))
    path.write_bytes(b"".join(lines))
    done = cli("dedupe", path, "-o", tmp_path / "out", "--json")
    if done.code == 1:
        assert "mixed.csv" in done.json["error"]["message"]
        assert "Jos" not in done.err
        assert left_behind(tmp_path) == ["mixed.csv"]
    else:
        assert done.code == 0
        assert done.json["rows"] == 41


def test_latin1_is_read(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "latin1.csv"
    text = HEADER + "1,José,Muñoz,jose@example.org,Málaga\n2,José,Muñoz,jose@example.org,Málaga\n"
    path.write_bytes(text.encode("latin-1"))
    done = cli("dedupe", path, "-o", tmp_path / "out", "--format", "csv", "--json")
    assert done.code == 0, done.err
    assert "Muñoz" in (tmp_path / "out" / "golden.csv").read_text(encoding="utf-8")


def test_one_row_is_one_cluster(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text(HEADER + ROW)
    done = cli("dedupe", path, "-o", tmp_path / "out", "--json")
    assert done.code == 0, done.err
    assert (done.json["rows"], done.json["candidate_pairs"]) == (1, 0)
    assert done.json["clusters"] == {
        "total": 1, "merge_sets": 0, "duplicates": 0, "largest": 1, "split": 0,
        "expected_precision": None,  # nothing is merged
    }  # fmt: skip


def test_ragged_rows_are_counted_and_kept_aside(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "ragged.csv"
    path.write_text(HEADER + ROW * 3 + "4,Too,Few\n" + ROW + "5,Far,Too,Many,Fields,Here,Now\n")
    done = cli("dedupe", path, "-o", tmp_path / "out", "--json")
    assert done.code == 0, done.err
    assert done.json["rows"] == 4
    assert done.json["inputs"][0]["rejected"] == 2
    assert any("rejects" in name for name in left_behind(tmp_path / "out"))
    assert any("rejects" in warning for warning in done.json["warnings"])


def test_null_column_is_harmless(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "nulls.csv"
    path.write_text("id,name,email,phone\n" + "".join(f"{n},,,\n" for n in range(20)))
    done = cli("dedupe", path, "-o", tmp_path / "out", "--json")
    assert done.code == 0, done.err
    assert done.json["clusters"]["total"] == 20


def test_duplicated_header_is_read_or_refused_by_name(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    path.write_text(
        "id,name,email,email\n" + "".join(f"{n},A B,a@b.org,c@d.org\n" for n in range(9))
    )
    done = cli("dedupe", path, "-o", tmp_path / "out", "--json")
    if done.code == 1:
        assert "email" in done.json["error"]["message"]
    else:
        assert done.code == 0
        names = [column["column"] for column in done.json["columns"]]
        assert len(set(names)) == 4


def test_a_very_long_value_is_read(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text(HEADER + ROW + f"2,{'x' * 100_000},Lovelace,ada@example.org,London\n" + ROW)
    done = cli("dedupe", path, "-o", tmp_path / "out", "--json")
    assert done.code == 0, done.err
    assert done.json["rows"] == 3
    assert "xxxxxxxxxx" not in done.err


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("Vorname,Nachname,E-Mail,Ort", ["given_name", "family_name", "email", "city"]),
        ("prénom,nom,courriel,ville", ["given_name", "family_name", "email", "city"]),
        ("имя,фамилия,почта,город", ["given_name", "family_name", "email", "city"]),
        ("名,姓,电子邮件,城市", ["given_name", "family_name", "email", "city"]),
    ],
)
def test_columns_may_be_named_in_another_language(
    cli: Cli, tmp_path: Path, header: str, roles: list[str]
) -> None:
    path = tmp_path / "other.csv"
    people = [
        ("Ada", "Lovelace", "London"),
        ("Alan", "Turing", "Manchester"),
        ("Grace", "Hopper", "New York"),
        ("Edsger", "Dijkstra", "Rotterdam"),
    ]
    rows = "".join(f"{g},{f},{g}.{f}@example.org,{c}\n" for g, f, c in people * 5)
    path.write_text(f"{header}\n{rows}", encoding="utf-8")
    done = cli("dedupe", path, "-o", tmp_path / "out", "--json")
    assert done.code == 0, done.err
    assert [column["role"] for column in done.json["columns"]] == roles


def test_an_existing_output_is_kept(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "precious.txt").write_text("keep me")
    done = cli("dedupe", contacts, "-o", out)
    assert_refused(done, tmp_path, "out", "--force", before=["out"])
    assert left_behind(out) == ["precious.txt"]


def test_force_replaces_an_earlier_output(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert cli("dedupe", contacts, "-o", out, "--quiet").code == 0
    assert cli("dedupe", contacts, "-o", out, "--quiet").code == 1
    assert cli("dedupe", contacts, "-o", out, "--quiet", "--format", "csv", "--force").code == 0
    assert "clusters.csv" in left_behind(out)
    assert "clusters.parquet" not in left_behind(out)
    assert left_behind(tmp_path) == ["out"]


def test_an_output_that_is_a_file_is_refused(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    done = cli("dedupe", contacts, "-o", tmp_path / "out", "--force")
    assert_refused(done, tmp_path, "not a folder", before=["out"])
    assert (tmp_path / "out").read_text() == "a file"


def test_an_unwritable_parent_is_refused(
    cli: Cli, contacts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    if os.geteuid() == 0:  # root may write anywhere: let the system say what it tells others
        monkeypatch.setattr("twinset_cli.paths.os.access", lambda path, mode: False)
    done = cli("dedupe", contacts, "-o", locked / "out")
    assert_refused(done, tmp_path, "no permission", before=["locked"])


def test_a_parent_that_is_a_file_is_refused(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = cli("dedupe", contacts, "-o", tmp_path / "file" / "out")
    assert_refused(done, tmp_path, "not a folder", before=["file"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[blocking]\nmax_blok = 10\n", "did you mean 'max_block'"),
        ("[blocking]\nmax_block = 0\n", "blocking.max_block"),
        ("blocking = [\n", "not valid TOML"),
        ("[roles]\nemail = 'e_mail'\n", "roles"),
    ],
)
def test_a_bad_plan_is_refused(
    cli: Cli, contacts: Path, tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(text)
    done = cli("dedupe", contacts, "-o", tmp_path / "out", "--config", path)
    assert_refused(done, tmp_path, "plan.toml", said, before=["plan.toml"])


def test_a_plan_with_a_column_that_is_not_there_is_refused(
    cli: Cli, contacts: Path, tmp_path: Path
) -> None:
    path = tmp_path / "plan.toml"
    path.write_text('[roles]\n"no such column" = "email"\n')
    done = cli("dedupe", contacts, "-o", tmp_path / "out", "--config", path)
    assert_refused(done, tmp_path, "no such column", before=["plan.toml"])


@pytest.mark.parametrize("text", ["", "not json", "{}", "[1, 2]"])
def test_a_bad_model_is_refused(cli: Cli, contacts: Path, tmp_path: Path, text: str) -> None:
    path = tmp_path / "model.json"
    path.write_text(text)
    done = cli("dedupe", contacts, "-o", tmp_path / "out", "--model", path)
    assert_refused(done, tmp_path, "model.json", before=["model.json"])


def test_missing_plan_and_model_are_refused(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    for option in ("--config", "--model"):
        done = cli("dedupe", contacts, "-o", tmp_path / "out", option, tmp_path / "absent")
        assert_refused(done, tmp_path, "absent", before=[])


def test_evaluate_and_explain_refuse_what_is_no_output(cli: Cli, tmp_path: Path) -> None:
    folder = directory_without_data(tmp_path)
    truth = tmp_path / "truth.csv"
    truth.write_text("id,entity\n1,1\n")
    before = left_behind(tmp_path)
    assert_refused(cli("evaluate", folder, truth), tmp_path, "nothing", before=before)
    assert_refused(cli("explain", folder, "1", "2"), tmp_path, "nothing", before=before)


def test_explain_names_no_unknown_id_twice(cli: Cli, deduped: Path) -> None:
    done = cli("explain", deduped, "no-such-id", "neither")
    assert done.code == 1
    assert done.err.startswith("error: ")
    assert done.out == ""


def test_force_does_not_remove_a_folder_of_others(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "precious.txt").write_text("keep me")
    done = cli("dedupe", contacts, "-o", home, "--force")
    assert_refused(done, tmp_path, "not a folder that twinset wrote", before=["home"])
    assert left_behind(home) == ["precious.txt"]
