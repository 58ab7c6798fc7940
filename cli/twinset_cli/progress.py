"""The engine's stages as progress bars with an ETA; each step is also where an interruption lands.

Rich is imported when the first bar is drawn: ``twinset --help`` never pays for it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from twinset.progress import Progress, Stage
from twinset_cli.interrupts import check
from twinset_cli.render import short_count

if TYPE_CHECKING:
    import rich.progress

COMPILING = "compile kernels"
"""Stages whose name begins so are announced also where no bar is drawn."""


def is_terminal(stream: TextIO) -> bool:
    """True where ``stream`` is a terminal that can redraw a line."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


class _Unseen:
    def advance(self, amount: int) -> None:
        check()


class Announcer:
    """No bars: one line on stderr for the compilation, which takes up to a minute, once."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *exception: object) -> None:
        pass

    def start(self, name: str, total: int | None, unit: str) -> Stage:
        check()
        if name.startswith(COMPILING) and not self._quiet:
            print(f"{name} ...", file=sys.stderr, flush=True)
        return _Unseen()

    def finish(self, stage: Stage) -> None:
        pass


@contextmanager
def terminal_progress() -> Iterator[Progress]:
    """Bars on stderr while the block runs; they vanish when it ends."""
    import rich.progress
    from rich.console import Console

    with rich.progress.Progress(
        rich.progress.SpinnerColumn(),
        rich.progress.TextColumn("{task.description}", markup=False),
        rich.progress.BarColumn(bar_width=30),
        _amounts_column(),
        _remaining_column(),
        console=Console(stderr=True),
        transient=True,
    ) as bars:
        yield _Bars(bars)


@dataclass(frozen=True, slots=True)
class _Bar:
    bars: rich.progress.Progress
    task: rich.progress.TaskID

    def advance(self, amount: int) -> None:
        check()
        self.bars.advance(self.task, amount)


class _Bars:
    def __init__(self, bars: rich.progress.Progress) -> None:
        self._bars = bars

    def start(self, name: str, total: int | None, unit: str) -> Stage:
        check()
        return _Bar(self._bars, self._bars.add_task(name, total=total, unit=unit))

    def finish(self, stage: Stage) -> None:
        assert isinstance(stage, _Bar)
        self._bars.remove_task(stage.task)


def _amounts_column() -> rich.progress.ProgressColumn:
    from rich.progress import ProgressColumn, Task
    from rich.text import Text

    class Amounts(ProgressColumn):
        def render(self, task: Task) -> Text:
            if not task.completed and task.total is None:
                return Text("")
            done = short_count(int(task.completed))
            total = "" if task.total is None else f" / {short_count(int(task.total))}"
            return Text(f"{done}{total} {task.fields['unit']}")

    return Amounts()


def _remaining_column() -> rich.progress.ProgressColumn:
    from rich.progress import ProgressColumn, Task
    from rich.text import Text

    class Remaining(ProgressColumn):
        """``ETA 0:12`` once there is a speed to go by, else the time that has passed."""

        max_refresh = 0.5

        def render(self, task: Task) -> Text:
            left = task.time_remaining
            if task.total is None or left is None:
                return Text(_clock(task.elapsed or 0.0), style="dim")
            return Text(f"ETA {_clock(left)}", style="cyan")

    return Remaining()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
