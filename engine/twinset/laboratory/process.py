"""Each strategy in a process of its own, within limits: one that blows up is a row that says so.

Memory is watched, not limited by the system: an address-space limit (RLIMIT_AS) also counts what
Numba and FAISS reserve and never touch. Between two looks a process can grow by a few hundred MB.
"""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

import msgspec
import numpy as np

from twinset.laboratory.final import Final
from twinset.laboratory.measure import Measured, Proposed
from twinset.laboratory.memory import resident_memory
from twinset.laboratory.pair_sample import PairSample
from twinset.laboratory.worker import Answer, Task
from twinset.types import Int64

Status = Literal["done", "time limit", "memory limit", "over budget", "failed"]
_LOOK_EVERY = 0.02
_START = 30.0
"""Seconds that a process has to start, at least."""
_LAST_WORDS = 5.0
"""Seconds that a process has to end after its last line."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one strategy may take: seconds of each pass (the first, which also loads and compiles,
    each timed one, and the scoring), bytes of resident memory; None: no limit."""

    seconds: float | None = 600.0
    memory: int | None = None

    def of(self, phase: str) -> float:
        """Seconds that a phase may take: imports, in its start, are not what the limit is about."""
        if self.seconds is None:
            return float("inf")
        return max(self.seconds, _START) if phase == "start" else self.seconds


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """How it ended. ``measured`` is there for done and over budget, ``proposed`` with it."""

    status: Status
    message: str = ""
    measured: Measured | None = None
    proposed: Proposed | None = None
    final: Final | None = None


def run(task: Task, limits: Limits) -> Outcome:
    """Measure one strategy in a process of its own, which never outlives this call."""
    folder = Path(tempfile.mkdtemp(prefix="twinset-"))
    try:
        (folder / "task.json").write_bytes(msgspec.json.encode(task))
        stopped, phase, code = _watch(folder, limits)
        return _outcome(folder, stopped, phase, code, limits, task.budget)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _watch(folder: Path, limits: Limits) -> tuple[Status | None, str, int]:
    """Run the process; give the limit that it broke (None: it ended by itself), the last phase and
    the exit code."""
    process = _start(folder)
    assert process.stdout is not None
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_read, args=(process.stdout, lines), daemon=True).start()
    phase, since, ended = "start", time.monotonic(), False
    try:
        while True:
            try:
                line = lines.get(timeout=_LOOK_EVERY)
            except queue.Empty:
                pass
            else:
                ended, phase, since = line is None, line or phase, time.monotonic()
            if ended:
                process.wait(_LAST_WORDS)
                return None, phase, process.returncode
            if time.monotonic() - since > limits.of(phase):
                return "time limit", phase, 0
            if limits.memory is not None and resident_memory(process.pid) > limits.memory:
                return "memory limit", phase, 0
    except subprocess.TimeoutExpired:
        return None, phase, 1
    finally:
        _kill(process)


def _start(folder: Path) -> subprocess.Popen[str]:
    path = os.pathsep.join(entry for entry in sys.path if entry)
    talkative = os.environ.get("TWINSET_TRACEBACK", "0") not in ("", "0")
    return subprocess.Popen(
        [sys.executable, "-m", "twinset.laboratory.worker", str(folder)],
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if talkative else subprocess.DEVNULL,
        text=True,
        start_new_session=True,  # a strategy's own children go with it
    )


def _read(stream: IO[str], lines: queue.Queue[str | None]) -> None:
    for line in stream:
        lines.put(line.strip())
    lines.put(None)


def _kill(process: subprocess.Popen[str]) -> None:
    """End the process and all that it started."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except (ProcessLookupError, PermissionError):
        pass
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()


def _outcome(
    folder: Path,
    stopped: Status | None,
    phase: str,
    code: int,
    limits: Limits,
    budget: int | None,
) -> Outcome:
    answer = _answer(folder)
    measured = None if answer is None else answer.measured
    if answer is None or (measured is None and not answer.error):
        if stopped is not None:
            return Outcome(stopped, _stopped(stopped, phase, limits))
        if code == -signal.SIGKILL:
            return Outcome("memory limit", "the system killed it, most likely for its memory")
        return Outcome("failed", f"its process ended with code {code}")
    if measured is None:
        status: Status = "memory limit" if answer.out_of_memory else "failed"
        return Outcome(status, answer.error)
    note = answer.note or (f"not scored: {stopped}" if stopped is not None else "")
    if answer.final is None and not note and phase == "score":
        note = f"not scored: its process ended with code {code}"
    status = "over budget" if measured.over_budget else "done"
    if measured.over_budget and budget is not None:
        note = f"more than {budget:,} pairs"
    return Outcome(status, note, measured, _proposed(folder), answer.final)


def _stopped(status: Status, phase: str, limits: Limits) -> str:
    """``more than 120 s in its first pass``, ``more than 8 GiB in its timed run``."""
    limit = f"{limits.seconds or 0.0:,.6g} s"
    if status == "memory limit":
        memory = limits.memory or 0
        limit = f"{memory / 2**30:.3g} GiB" if memory >= 2**30 else f"{memory / 2**20:.0f} MiB"
    place = {"start": "start", "look": "first pass", "run": "timed run"}.get(phase, phase)
    return f"more than {limit} in its {place}"


def _answer(folder: Path) -> Answer | None:
    path = folder / "result.json"
    return msgspec.json.decode(path.read_bytes(), type=Answer) if path.exists() else None


def _proposed(folder: Path) -> Proposed:
    with np.load(folder / "pairs.npz") as arrays:
        found: Int64 = arrays["found"]
        sample = PairSample(arrays["left"], arrays["right"], float(arrays["rate"]))
    return Proposed(found, sample)
