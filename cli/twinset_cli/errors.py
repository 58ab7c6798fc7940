"""Exceptions become one clear message and an exit code.

A message never carries a record's value, also not through an exception that we did not foresee:
of a bug we print the type and the place, and the traceback only where it is asked for.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from twinset.errors import (
    BudgetError,
    InputError,
    MissingExtraError,
    OutputError,
    PlanError,
    TwinsetError,
)
from twinset_cli.interrupts import Terminated, check

if TYPE_CHECKING:
    from twinset_cli.output import Output

TRACEBACK_VARIABLE = "TWINSET_TRACEBACK"

# Typer does not export the class of "wrong usage", and some versions carry their own Click
UsageError: type[Exception] = typer.BadParameter.__mro__[1]


class ExitCode(IntEnum):
    """What the process says to its caller; part of the command line's contract."""

    DONE = 0
    INPUT = 1  # bad input or configuration, or an output that can't be written
    USAGE = 2
    BUG = 3
    INTERRUPTED = 130  # 128 + SIGINT
    BROKEN_PIPE = 141  # 128 + SIGPIPE: the reader of our output went away
    TERMINATED = 143  # 128 + SIGTERM


@dataclass(frozen=True, slots=True)
class Failure:
    """What is told about an exception. ``kind`` is for programs, the rest for people."""

    code: ExitCode
    kind: str
    message: str
    hint: str = ""

    def to_dict(self) -> dict[str, object]:
        """The object that ``--json`` prints in place of a result."""
        return {
            "error": {
                "kind": self.kind,
                "message": self.message,
                "hint": self.hint,
                "exit_code": int(self.code),
            }
        }


@dataclass(slots=True)
class Run:
    """What a command has put on disk so far, so that an interruption can say so."""

    written: list[Path] = field(default_factory=list)


_KINDS = {
    BudgetError: "memory",
    InputError: "input",
    PlanError: "plan",
    OutputError: "output",
    MissingExtraError: "missing_extra",
}


def describe(error: BaseException, run: Run | None = None) -> Failure:
    """The failure that an exception stands for."""
    if isinstance(error, TwinsetError):
        kind = next((name for cls, name in _KINDS.items() if isinstance(error, cls)), "input")
        return Failure(ExitCode.INPUT, kind, error.message, error.hint)
    # Arrow's own readers turn SIGINT into ArrowCancelled; importing Arrow to ask would be slow
    if isinstance(error, KeyboardInterrupt) or type(error).__name__ == "ArrowCancelled":
        return _interruption(error, run or Run())
    if isinstance(error, UsageError):
        return _usage(error)
    if isinstance(error, MemoryError):
        return Failure(
            ExitCode.INPUT, "memory", "not enough memory", "set a budget with --memory, or use less"
        )
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        reason = error.strerror or type(error).__name__
        return Failure(ExitCode.INPUT, "system", f"{where}{reason}", _system_hint(error))
    return Failure(
        ExitCode.BUG,
        "bug",
        f"this is a bug in Twinset: {type(error).__name__} in {_place(error)}",
        f"run it again with {TRACEBACK_VARIABLE}=1 for the traceback, and report it "
        "(a traceback can hold record values: read it before you send it)",
    )


@contextmanager
def guard(output: Output) -> Iterator[Run]:
    """Run a command's body: whatever it raises ends in one message and ``typer.Exit``."""
    run = Run()
    try:
        yield run
        check()
        sys.stdout.flush()  # a broken pipe shows here, not in the interpreter's shutdown
    except typer.Exit:
        raise
    except BrokenPipeError:
        _discard_output()
        raise typer.Exit(ExitCode.BROKEN_PIPE) from None
    except BaseException as error:
        fail(output, error, run)


def fail(output: Output, error: BaseException, run: Run | None = None) -> NoReturn:
    """Tell the failure and leave with its exit code."""
    if os.environ.get(TRACEBACK_VARIABLE, "0") not in ("", "0"):
        traceback.print_exception(error, file=sys.stderr)
    failure = describe(error, run)
    try:
        output.failure(failure)
    except BrokenPipeError:
        _discard_output()
    raise typer.Exit(failure.code) from None


def _interruption(error: BaseException, run: Run) -> Failure:
    terminated = isinstance(error, Terminated)
    code = ExitCode.TERMINATED if terminated else ExitCode.INTERRUPTED
    kind = "terminated" if terminated else "interrupted"
    if run.written:
        done = ", ".join(str(path) for path in run.written)
        return Failure(code, kind, f"{kind}; {done} had been written")
    return Failure(code, kind, f"{kind}; nothing was written")


def _usage(error: Exception) -> Failure:
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "twinset"
    message = str(error.format_message()) if hasattr(error, "format_message") else str(error)
    message = message.replace("Value error, ", "")
    message = message.replace("Input should be greater than or equal to", "must be at least")
    message = message[:1].lower() + message[1:].rstrip(".")
    return Failure(ExitCode.USAGE, "usage", message, f"see '{command} --help'")


def _system_hint(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full; nothing half written was left behind"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "check the permissions of the file and of its folder"
    return ""


def _place(error: BaseException) -> str:
    """``twinset/pipeline.py:123``: the innermost frame of ours, without the machine's paths."""
    place = "an unknown place"
    for frame, line in traceback.walk_tb(error.__traceback__):
        parts = Path(frame.f_code.co_filename).parts
        for package in ("twinset", "twinset_cli"):
            if package in parts:
                start = len(parts) - 1 - parts[::-1].index(package)
                place = f"{'/'.join(parts[start:])}:{line}"
    return place


def _discard_output() -> None:
    """Point stdout at nothing, so that the interpreter's last flush does not complain."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
    os.close(devnull)
