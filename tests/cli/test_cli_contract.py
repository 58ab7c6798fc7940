"""What other programs rely on: exit codes, stdout and stderr, one JSON object, a quick --help."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from twinset_process import Cli, command, run_process

COMMANDS = ["dedupe", "plan", "explain", "evaluate", "generate", "standardize", "schema"]
HEAVY = ["numpy", "numba", "pyarrow", "faiss", "datasketch", "rich", "msgspec", "twinset.pipeline"]


def imported_by(*arguments: str) -> set[str]:
    """The modules that a command line has loaded when it ends."""
    program = (
        "import sys\n"
        "from twinset_cli.app import run\n"
        "code = run(sys.argv[1:])\n"
        "print(' '.join(sys.modules), file=sys.stderr)\n"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["dedupe", "--help"]])
def test_help_and_version_import_nothing_heavy(arguments: list[str]) -> None:
    loaded = imported_by(*arguments)
    assert "twinset_cli.app" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_help_names_every_command(cli: Cli) -> None:
    done = cli("--help")
    assert done.code == 0
    assert done.err == ""
    for name in COMMANDS:
        assert f"\n  {name} " in done.out
    assert "Exit codes: 0 done" in done.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(cli: Cli, name: str) -> None:
    done = cli(name, "--help")
    assert done.code == 0
    assert f"Examples:\n    twinset {name} " in done.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented(name: str) -> None:
    import typer.main

    from twinset_cli.app import app

    group = typer.main.get_command(app)
    for parameter in group.commands[name].params:  # type: ignore[attr-defined]
        assert parameter.help, f"{name} {parameter.name} has no help"


def test_version_is_the_package_version(cli: Cli) -> None:
    from importlib.metadata import version

    done = cli("--version")
    assert (done.code, done.out) == (0, f"twinset {version('twinset')}\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Usage: twinset"),
        (["dedup"], "did you mean 'dedupe'"),
        (["dedupe"], "missing argument"),
        (["dedupe", "a.csv"], "missing option"),
        (["dedupe", "a.csv", "-o", "out", "--threads", "0"], "--threads"),
        (["dedupe", "a.csv", "-o", "out", "--threads", "many"], "--threads"),
        (["dedupe", "a.csv", "-o", "out", "--memory", "lots"], "8GiB"),
        (["dedupe", "a.csv", "-o", "out", "--memory", "0"], "--memory"),
        (["dedupe", "a.csv", "-o", "out", "--format", "xlsx"], "--format"),
        (["dedupe", "a.csv", "-o", "out", "--frobnicate"], "no such option"),
        (["generate", "many", "-o", "x.csv"], "rows"),
        (["generate", "-1", "-o", "x.csv"], ""),
        (["generate", "9", "-o", "x.csv", "--difficulty", "brutal"], "easy"),
        (["generate", "9", "-o", "x.csv", "--difficulty", "1.5"], "difficulty"),
        (["generate", "9", "-o", "x.csv", "--locale", "mars"], "no locale"),
        (["generate", "9", "-o", "x.csv", "--duplicates", "2"], "duplicates"),
        (["explain", "out", "1"], "missing argument"),
        (["schema", "everything"], "plan"),
    ],
)
def test_wrong_usage_is_2(
    cli: Cli, arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = cli(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert said.lower() in done.err.lower()
    assert list(tmp_path.iterdir()) == []


def test_wrong_usage_with_json_is_one_object(cli: Cli) -> None:
    done = cli("dedupe", "a.csv", "--json")
    assert done.code == 2
    assert done.json["error"]["kind"] == "usage"
    assert done.json["error"]["exit_code"] == 2
    assert done.json["error"]["message"] in done.err


def test_bad_input_with_json_is_one_object(cli: Cli, tmp_path: Path) -> None:
    done = cli("dedupe", tmp_path / "absent.csv", "-o", tmp_path / "out", "--json")
    assert done.code == 1
    assert set(done.json["error"]) == {"kind", "message", "hint", "exit_code"}
    assert "absent.csv" in done.json["error"]["message"]
    assert done.err.startswith("error: ")


def test_a_process_keeps_stdout_for_the_summary(contacts: Path, tmp_path: Path) -> None:
    done = run_process("dedupe", contacts, "-o", "out", "--json", cwd=tmp_path)
    assert done.code == 0
    summary = json.loads(done.out)
    assert summary["rows"] == 600
    assert summary["output"] == "out"
    assert "━" not in done.err  # no bars without a terminal


def test_quiet_says_nothing(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    done = cli("dedupe", contacts, "-o", tmp_path / "out", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")


@pytest.mark.parametrize("subject", ["plan", "summary"])
def test_schema_is_json_schema(cli: Cli, subject: str) -> None:
    done = cli("schema", subject)
    assert done.code == 0
    schema = done.json
    title = schema["$ref"].rsplit("/", 1)[1]
    assert title == subject.capitalize()
    assert schema["$defs"][title]["type"] == "object"


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    with subprocess.Popen(
        command("schema", "plan"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        code = process.wait(timeout=60)
    assert (code, said) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_under_stdout_is_told(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command("schema", "plan"), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert b"error: No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr


def test_odd_file_names_survive_an_ascii_terminal(contacts: Path, tmp_path: Path) -> None:
    odd = tmp_path / "контакты 名.csv"
    odd.write_bytes(contacts.read_bytes())
    done = run_process(
        "dedupe", odd.name, "-o", "out", cwd=tmp_path, env={"PYTHONIOENCODING": "ascii"}
    )
    assert done.code == 0, done.err
    assert "\\u" in done.out


def test_no_colour_codes_without_a_terminal(cli: Cli, deduped: Path, truth: Path) -> None:
    done = cli("evaluate", deduped, truth)
    assert done.code == 0
    assert "\x1b" not in done.out
