"""Run ``twinset`` in this process (quick) or in its own (real), on a small generated base."""

from __future__ import annotations

from pathlib import Path

import pytest
from twinset_process import Cli, Done

from twinset_cli.app import run


@pytest.fixture(autouse=True)
def _as_users_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """No developer's switches, in this process and in those that it starts."""
    for name in ("TWINSET_TRACEBACK", "FORCE_COLOR", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """``cli("dedupe", path, "-o", out)`` in this process."""

    def call(*arguments: object) -> Done:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with contacts.csv (600 rows) and truth.csv."""
    folder = tmp_path_factory.mktemp("base")
    arguments = [
        "generate", "600", "-o", str(folder / "contacts.csv"),
        "--truth", str(folder / "truth.csv"), "--seed", "7", "--quiet",
    ]  # fmt: skip
    assert run(arguments) == 0
    return folder


@pytest.fixture(scope="session")
def contacts(base: Path) -> Path:
    return base / "contacts.csv"


@pytest.fixture(scope="session")
def truth(base: Path) -> Path:
    return base / "truth.csv"


@pytest.fixture(scope="session")
def deduped(contacts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of ``twinset dedupe contacts.csv``."""
    out = tmp_path_factory.mktemp("deduped") / "out"
    assert run(["dedupe", str(contacts), "-o", str(out), "--quiet"]) == 0
    return out
