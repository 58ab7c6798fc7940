"""One family of errors: what went wrong, where, and what to do about it.

No error text ever carries a record's value; values are personal data. File, row number and
column name are enough to find it.
"""

from __future__ import annotations

from collections.abc import Iterable


class TwinsetError(Exception):
    """Anything that the user can mend. ``hint`` says how; it may be empty."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(TwinsetError):
    """A file that can't be read, or that holds nothing to work on."""


class PlanError(TwinsetError):
    """A plan (configuration) that is not valid: unknown key, wrong type, value out of range."""


class OutputError(TwinsetError):
    """An output folder or file that can't be written."""


class MissingExtraError(TwinsetError):
    """A feature whose optional dependencies are not installed; the hint names the extra."""


class BudgetError(TwinsetError):
    """A memory budget that the input does not fit into; the message says what would do."""


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """A hint for a name that is not known: the known one spelt most like it, else ``otherwise``."""
    import difflib  # takes a while to load, and most runs end well

    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"did you mean {close[0]!r}?" if close else otherwise
