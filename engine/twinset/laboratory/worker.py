"""What runs in a strategy's own process: ``python -m twinset.laboratory.worker FOLDER``.

FOLDER holds ``task.json``; the answer is ``result.json`` and ``pairs.npz``. Each phase is a line on
stdout, which belongs to the protocol: what a strategy prints goes to stderr.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from pathlib import Path

import msgspec
import numpy as np

from twinset.config import Plan
from twinset.laboratory.bench import load
from twinset.laboratory.final import Final, finish
from twinset.laboratory.measure import SCORED_PAIRS, Measured, measure
from twinset.strategies import parse_strategy

_TRACEBACK = "TWINSET_TRACEBACK"


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be measured."""

    bench: str
    strategy: str
    plan: Plan
    threads: int
    repeat: int
    budget: int | None
    score: bool
    levels: list[list[float]] | None = None
    """``levels_at_random``, where the pairs are scored."""


class Answer(msgspec.Struct, kw_only=True):
    """What came of it; ``error`` where the strategy failed, ``note`` where only its end did."""

    measured: Measured | None = None
    final: Final | None = None
    error: str = ""
    out_of_memory: bool = False
    note: str = ""


def main(folder: Path) -> None:
    """Measure one strategy."""
    phases = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    threading.Thread(target=_follow_parent, daemon=True).start()
    task = msgspec.json.decode((folder / "task.json").read_bytes(), type=Task)
    answer = Answer()
    try:
        bench = load(Path(task.bench))
        pairs = folder / "pairs.bin"
        answer.measured, proposed = measure(
            parse_strategy(task.strategy), bench,
            threads=task.threads, repeat=task.repeat, budget=task.budget,
            keep=pairs if task.score else None,
            announce=lambda phase: print(phase, file=phases),
        )  # fmt: skip
        np.savez(
            folder / "pairs.npz",
            found=proposed.found, left=proposed.sample.left, right=proposed.sample.right,
            rate=np.float64(proposed.sample.rate),
        )  # fmt: skip
    except Exception as error:
        answer.error, answer.out_of_memory = describe(error), isinstance(error, MemoryError)
    write(folder, answer)
    if answer.measured is None or not task.score or answer.measured.over_budget:
        return
    if not pairs.exists():
        answer.note = f"not scored: more than {SCORED_PAIRS:,} pairs"
        write(folder, answer)
        return
    print("score", file=phases)
    try:
        packed = np.fromfile(pairs, np.int64)
        levels = None if task.levels is None else [np.array(one) for one in task.levels]
        answer.final = finish(bench, packed, task.plan, levels=levels, threads=task.threads)
    except Exception as error:
        answer.note = f"not scored: {describe(error)}"
    write(folder, answer)


def describe(error: BaseException) -> str:
    """A failure in words that hold no record's value: the message of one of ours, else the type and
    the place."""
    from twinset.errors import TwinsetError

    if os.environ.get(_TRACEBACK, "0") not in ("", "0"):
        traceback.print_exception(error, file=sys.stderr)
    if isinstance(error, TwinsetError):
        return f"{error.message} ({error.hint})" if error.hint else error.message
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def write(folder: Path, answer: Answer) -> None:
    """Whole or not at all: the process may be killed at any time."""
    partial = folder / "result.partial"
    partial.write_bytes(msgspec.json.encode(answer))
    partial.replace(folder / "result.json")


def _follow_parent() -> None:
    """End with the parent: its end of our stdin closes with it."""
    while os.read(0, 1):  # not sys.stdin, whose lock a daemon thread must not hold at the end
        pass
    os._exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
