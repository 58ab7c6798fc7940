"""The ``twinset`` command: its commands, and how the process ends.

Nothing heavy is imported here, nor at the top of any command's file: ``twinset --help`` answers
before NumPy would have loaded. The engine is imported inside a command, when its work starts.
"""

from __future__ import annotations

import atexit
import os
import sys
from typing import Annotated, NoReturn

import typer

from twinset_cli import interrupts
from twinset_cli.commands import (
    audit,
    blocking,
    dedupe,
    evaluate,
    explain,
    generate,
    plan,
    schema,
    standardize,
)
from twinset_cli.errors import ExitCode, fail
from twinset_cli.output import Output

EXIT_CODES = """\
Exit codes: 0 done, 1 bad input or configuration, 2 wrong usage, 3 a bug in Twinset,
130 interrupted (143 by SIGTERM, 141 where the reader of the output went away).
With --json, stdout holds one JSON object; after a failure that is
{"error": {"kind", "message", "hint", "exit_code"}}."""

app = typer.Typer(
    name="twinset",
    # Rich's help pages cost 0.1 s more than plain ones, and its tracebacks print local variables
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=f"\b\n{EXIT_CODES}",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        Output().text(f"twinset {version('twinset')}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def twinset(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Find the records that stand for one person or company, and merge them.

    \b
    Start with:  twinset dedupe contacts.csv -o out
    """
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(ExitCode.USAGE)


for command in (
    dedupe, plan, audit, standardize, blocking, explain, evaluate, generate, schema
):  # fmt: skip
    command.register(app)


def main() -> None:
    """The console script. Always ends the process, with a code of ``ExitCode``."""
    interrupts.install()
    for stream in (sys.stdout, sys.stderr):
        # a file name or a header may hold what the terminal's encoding has no character for
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    code = run(sys.argv[1:])
    if code in (ExitCode.INTERRUPTED, ExitCode.TERMINATED):
        interrupts.leave()
    _end(code)


def _end(code: int) -> NoReturn:
    """End without taking a gigabyte of arrays and modules apart first: 0.2 s after 300,000 rows.

    What asked to be told of the end is told. Where the output can't be flushed, the interpreter's
    own way out says so.
    """
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        sys.exit(code)
    os._exit(code)


def run(arguments: list[str]) -> int:
    """Run one command line in this process and give its exit code."""
    try:
        try:
            code = app(arguments, prog_name="twinset", standalone_mode=False)
        except BaseException as error:
            # wrong usage, or an interruption before the command's own guard stood
            fail(Output(json="--json" in arguments), error)
    except typer.Exit as exit:
        code = exit.exit_code
    return int(code or 0)
