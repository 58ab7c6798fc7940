"""Why a cell was changed: the words of the change log, in the order of the steps."""

from __future__ import annotations

from enum import StrEnum

from twinset.faults import Fault


class Reason(StrEnum):
    """A step that changed a cell. Where it mends a fault it bears the fault's name."""

    DAMAGED = Fault.DAMAGED.value
    """What a wrong encoding had done was undone."""
    CHARACTERS = "characters"
    """The same text in Unicode's composed form (NFC)."""
    STRAY_SPACE = Fault.STRAY_SPACE.value
    MISSING = Fault.MISSING.value
    """Nothing but white space: now null."""
    PLACEHOLDER = Fault.PLACEHOLDER.value
    """Stood for nothing: now null."""
    SHOUTING = Fault.SHOUTING.value
    LOWERCASE = Fault.LOWERCASE.value
    CASE = "case"
    """Upper and lower case, where neither of the two above was the fault."""
    FORMAT = "format"
    """Written in the form of its type: +49 30 123456, 1990-04-03, O'Neil for O´Neil."""
    MISSPELT_DOMAIN = Fault.MISSPELT_DOMAIN.value
    """A misspelt email domain was put right; only where suggestions were accepted."""
    WRONG_COLUMN = Fault.WRONG_COLUMN.value
    """Moved to, or from, the column of its type; only where that was asked for."""


ORDER = tuple(Reason)
"""The order of the steps, and of the words in the change log."""

SEPARATOR = ";"
