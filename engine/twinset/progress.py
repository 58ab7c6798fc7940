"""How a long stage tells the world where it is. The engine reports; a face (the CLI) draws."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Stage(Protocol):
    """A stage that is under way."""

    def advance(self, amount: int) -> None:
        """``amount`` more units are done."""


class Progress(Protocol):
    """Receives the stages of a run."""

    def start(self, name: str, total: int | None, unit: str) -> Stage:
        """A stage begins. ``total`` is None where it can't be known beforehand."""

    def finish(self, stage: Stage) -> None:
        """The stage has ended, well or badly."""


class _Silent:
    def start(self, name: str, total: int | None, unit: str) -> Stage:
        return self

    def advance(self, amount: int) -> None:
        pass

    def finish(self, stage: Stage) -> None:
        pass


SILENT: Progress = _Silent()


@contextmanager
def stage(
    progress: Progress, name: str, total: int | None = None, unit: str = "rows"
) -> Iterator[Stage]:
    """``with stage(progress, "compare", pairs, "pairs") as bar: bar.advance(n)``."""
    current = progress.start(name, total, unit)
    try:
        yield current
    finally:
        progress.finish(current)
