"""Ctrl-C and SIGTERM unwind the stack, so that nothing is left half written.

A signal becomes an exception wherever the main thread happens to be, and some libraries swallow
every exception there (Numba while it is imported: 1 of 60 interrupted runs went on to the end).
So the signal is also remembered, and ``check`` raises it again at the next step of the work.
"""

from __future__ import annotations

import signal
from types import FrameType

_received: list[int] = []


class Terminated(KeyboardInterrupt):
    """SIGTERM, as an exception."""


def install() -> None:
    """Take over both signals, unless a parent ignores them: a supervisor, ``nohup``."""
    for number, default in (
        (signal.SIGINT, signal.default_int_handler),
        (signal.SIGTERM, signal.SIG_DFL),
    ):
        if signal.getsignal(number) is default:
            signal.signal(number, _handle)


def check() -> None:
    """Raise the interruption that has been asked for, if one has."""
    if _received:
        raise _exception(_received[-1])


def leave() -> None:
    """The interruption has been told; nothing may change the exit code any more.

    Python kills itself with SIGINT at the very end, exit code or not, when ``KeyboardInterrupt``
    once left an ``exec`` of text, such as a dataclass that is made while a library is imported;
    another ``exec`` clears that mark (1 of 40 interrupted runs). And an impatient second Ctrl-C
    must not land in the interpreter's shutdown.
    """
    exec("")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _handle(number: int, frame: FrameType | None) -> None:
    _received.append(number)
    raise _exception(number)


def _exception(number: int) -> KeyboardInterrupt:
    return Terminated() if number == signal.SIGTERM else KeyboardInterrupt()
