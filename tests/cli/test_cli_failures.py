"""Failures that are nobody's input: our bugs, interruptions, memory. And how they are worded."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from twinset_process import Cli, command, default_signals, left_behind, wait_for_work

import twinset
from twinset.errors import InputError, OutputError, PlanError
from twinset_cli.errors import ExitCode, Run, describe
from twinset_cli.interrupts import Terminated


def test_errors_of_the_family_are_bad_input() -> None:
    assert describe(InputError("a.csv: no", hint="do")).code is ExitCode.INPUT
    assert describe(InputError("a.csv: no", hint="do")).hint == "do"
    assert [describe(e("x")).kind for e in (InputError, PlanError, OutputError)] == [
        "input",
        "plan",
        "output",
    ]


def test_interruptions_say_what_is_on_disk() -> None:
    assert describe(KeyboardInterrupt()).message == "interrupted; nothing was written"
    assert describe(Terminated()).code == 143
    late = describe(KeyboardInterrupt(), Run([Path("out")]))
    assert (late.code, late.message) == (130, "interrupted; out had been written")


def test_memory_and_system_errors_are_told_with_a_way_out() -> None:
    assert "--memory" in describe(MemoryError()).hint
    failure = describe(PermissionError(13, "Permission denied", "/x/y"))
    assert (failure.code, failure.message) == (ExitCode.INPUT, "/x/y: Permission denied")
    assert "permissions" in failure.hint


def test_a_bug_is_3_and_keeps_values_to_itself(
    cli: Cli, contacts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object, **options: object) -> None:
        raise ValueError("invalid literal: 'Jane Doe, 1970-01-01'")

    monkeypatch.setattr(twinset, "dedupe", broken)
    done = cli("dedupe", contacts, "-o", tmp_path / "out", "--json")
    assert done.code == 3
    assert "this is a bug in Twinset: ValueError in twinset_cli/commands/dedupe.py:" in done.err
    assert "TWINSET_TRACEBACK=1" in done.err
    assert "Traceback" not in done.err
    assert "Jane" not in done.err + done.out
    assert done.json["error"]["kind"] == "bug"

    monkeypatch.setenv("TWINSET_TRACEBACK", "1")
    done = cli("dedupe", contacts, "-o", tmp_path / "out")
    assert done.code == 3
    assert "Traceback (most recent call last)" in done.err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("delay", [0.0, 0.5])
def test_an_interrupted_run_leaves_nothing_behind(
    base: Path, tmp_path: Path, number: signal.Signals, code: int, delay: float
) -> None:
    generated = tmp_path / "big.csv"
    from twinset_cli.app import run

    assert run(["generate", "60000", "-o", str(generated), "--quiet"]) == 0
    with subprocess.Popen(
        command("dedupe", generated.name, "-o", "out"),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=default_signals,
    ) as process:
        wait_for_work(process)
        time.sleep(delay)
        process.send_signal(number)
        out, err = process.communicate(timeout=120)
    assert process.returncode == code, err.decode()
    assert out == b""
    lines = err.decode().splitlines()
    assert lines[-1].endswith("; nothing was written")
    assert not any("Traceback" in line for line in lines)
    assert left_behind(tmp_path) == ["big.csv"]


EXEC = "try:\n    exec('raise KeyboardInterrupt')\nexcept KeyboardInterrupt:\n    pass\n"
"""CPython remembers this interrupt until it exits, although it is handled."""


@pytest.mark.parametrize(
    "program",
    [
        "atexit.register(os.kill, os.getpid(), signal.SIGINT)\n",  # an impatient second Ctrl-C
        EXEC,
    ],
)
def test_nothing_changes_the_exit_code_of_an_interrupted_run(program: str, tmp_path: Path) -> None:
    (tmp_path / "late.py").write_text(
        "import atexit, os, signal\n"
        "import twinset_cli.app as app\n"
        f"{program}"
        "app.run = lambda arguments: 130\n"
        "app.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "late"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        preexec_fn=default_signals,
        check=False,
    )
    assert (done.returncode, done.stderr) == (130, b"")


def test_a_swallowed_interrupt_is_raised_again_at_the_next_step(tmp_path: Path) -> None:
    (tmp_path / "swallow.py").write_text(
        "import os, signal\n"
        "import twinset_cli.app as app\n"
        "from twinset_cli.errors import guard\n"
        "from twinset_cli.output import Output\n"
        "from twinset.progress import stage\n"
        "def run(arguments):\n"
        "    output = Output()\n"
        "    try:\n"
        "        with guard(output), output.progress() as progress:\n"
        "            try:\n"
        "                os.kill(os.getpid(), signal.SIGINT)\n"
        "            except BaseException:\n"
        "                pass\n"
        "            with stage(progress, 'compare', 9, 'pairs'):\n"
        "                print('not reached')\n"
        "    except app.typer.Exit as exit:\n"
        "        return int(exit.exit_code)\n"
        "app.run = run\n"
        "app.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "swallow"],
        cwd=tmp_path,
        capture_output=True,
        preexec_fn=default_signals,
        check=False,
    )
    assert done.stdout == b""
    assert done.stderr == b"interrupted; nothing was written\n"
    assert done.returncode == 130
