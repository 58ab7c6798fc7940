"""The one sink: it alone decides between a report for people, JSON for programs, and silence.

Data and summaries go to stdout; progress, notes and errors go to stderr. In JSON mode stdout
holds exactly one object, also where the command fails: ``{"error": {...}}``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from twinset_cli.progress import Announcer, is_terminal, terminal_progress
from twinset_cli.render import printable

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from rich.console import RenderableType

    from twinset.progress import Progress
    from twinset_cli.errors import Failure

PIPE_WIDTH = 120
"""Columns of a report that does not go to a terminal: wide enough that no table is cut."""


@dataclass(frozen=True, slots=True)
class Output:
    """Where a command's words go. ``json`` wins over ``quiet`` for the result."""

    json: bool = False
    quiet: bool = False

    def result(self, data: Callable[[], Any], human: Callable[[], RenderableType]) -> None:
        """Give the result: ``data()`` is JSON-ready, ``human()`` a Rich renderable."""
        if self.json:
            self._write_json(data())
        elif not self.quiet:
            _print_report(human())

    def text(self, text: str) -> None:
        """Give text that is the result itself (a schema, a version), in every mode."""
        sys.stdout.write(text)

    def note(self, text: str) -> None:
        """Say something in passing, on stderr."""
        if not self.quiet:
            print(text, file=sys.stderr)

    def failure(self, failure: Failure) -> None:
        """Tell a failure, in every mode: on stderr, and as the JSON object."""
        if self.json:
            self._write_json(failure.to_dict())
        lead = "" if failure.kind in ("interrupted", "terminated") else "error: "
        print(f"{lead}{printable(failure.message)}", file=sys.stderr)
        if failure.hint:
            print(f"hint: {printable(failure.hint)}", file=sys.stderr)

    def progress(self) -> AbstractContextManager[Progress]:
        """Bars on a terminal; elsewhere only what would look like a hang is announced."""
        if not self.quiet and is_terminal(sys.stderr):
            return terminal_progress()
        return Announcer(quiet=self.quiet)

    def _write_json(self, data: Any) -> None:
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
        sys.stdout.flush()


def _print_report(report: RenderableType) -> None:
    from rich.console import Console

    terminal = is_terminal(sys.stdout)
    console = Console(
        width=None if terminal else PIPE_WIDTH, markup=False, highlight=False, emoji=False
    )
    if terminal:
        console.print(report)
        return
    with console.capture() as captured:  # Rich fills every line up with spaces
        console.print(report)
    sys.stdout.write("".join(line.rstrip() + "\n" for line in captured.get().splitlines()))
