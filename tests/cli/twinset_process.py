"""Running ``twinset`` in tests: what a command line came to, in this process or in its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Done:
    """What a command line came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON object on stdout; anything else there fails the test."""
        return json.loads(self.out)


Cli = Callable[..., Done]


def command(*arguments: object) -> list[str]:
    """The command line that runs ``twinset`` under this interpreter."""
    return [sys.executable, "-m", "twinset_cli", *(str(argument) for argument in arguments)]


def default_signals() -> None:
    """In the child: a parent in the background ignores SIGINT, and children inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def run_process(
    *arguments: object, cwd: Path | None = None, env: dict[str, str] | None = None
) -> Done:
    """``twinset`` in a process of its own, without a terminal."""
    done = subprocess.run(
        command(*arguments),
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=300,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def left_behind(folder: Path) -> list[str]:
    """Everything in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


def wait_for_work(process: subprocess.Popen[bytes], seconds: float = 60.0) -> None:
    """Return when the process has loaded the engine: its command's body is running."""
    maps = Path(f"/proc/{process.pid}/maps")
    if not maps.parent.parent.exists():  # not Linux
        time.sleep(3.0)
        return
    end = time.monotonic() + seconds
    while "libarrow" not in maps.read_text():
        assert time.monotonic() < end, "the process never loaded the engine"
        time.sleep(0.02)
