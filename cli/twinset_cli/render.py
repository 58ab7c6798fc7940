"""How numbers and tables look in reports for people. Pure: nothing here prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

    from twinset.auditing.report import AuditedColumn
    from twinset.cleaning.report import ColumnReport

_ORDERS = {"dmy": "day, month, year", "mdy": "month, day, year", "ymd": "year, month, day"}
_SHORT = ((1_000_000_000, "G"), (1_000_000, "M"), (10_000, "k"))
_BYTES = ((1 << 40, "TiB"), (1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"))


def count(number: int) -> str:
    """``1,234,567``."""
    return f"{number:,}"


def short_count(number: int) -> str:
    """``1.2M``: for where space is short."""
    for size, letter in _SHORT:
        if number >= size:
            unit = 1_000 if letter == "k" else size
            return f"{number / unit:.1f}{letter}"
    return str(number)


def plural(number: int, word: str) -> str:
    """``1 row``, ``2,000 rows``."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def size(number: int) -> str:
    """``1.5 GiB``."""
    for unit, name in _BYTES:
        if number >= unit:
            return f"{number / unit:.1f} {name}"
    return f"{number} bytes"


def duration(seconds: float) -> str:
    """``0.4 s``, ``12 s``, ``3 min 5 s``, ``2 h 10 min``."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def share(number: float | None) -> str:
    """``0.987``; a dash where it is not known."""
    return "-" if number is None else f"{number:.3f}"


def close_share(number: float | None) -> str:
    """``0.9987``; of what is nearly all as many digits as it takes to tell it from all:
    ``0.99996``."""
    if number is None:
        return "-"
    digits = 4
    while number < 1.0 and digits < 7 and float(f"{number:.{digits}f}") == 1.0:
        digits += 1
    return f"{number:.{digits}f}"


def styled(text: str, style: str = "") -> Text:
    """Rich text of anything, made harmless for the terminal."""
    from rich.text import Text

    return Text(printable(text), style=style)


_KEPT = "\n\u200c\u200d"
"""Joiners are spelling in Persian and Hindi headers."""


def printable(text: str) -> str:
    """Text without what would steer the terminal: a column's name or a value is not ours."""
    return "".join(c if c.isprintable() or c in _KEPT else f"\\x{ord(c):02x}" for c in text)


def heading(text: str) -> Text:
    return styled(text, "bold")


def table(
    columns: Sequence[str], rows: Iterable[Sequence[str | Text]], *, right: Sequence[str] = ()
) -> Table:
    """A borderless table, indented by two; the columns in ``right`` hold numbers."""
    from rich.table import Table

    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    made.add_column("", width=0)
    for name in columns:
        made.add_column(name, justify="right" if name in right else "left", overflow="fold")
    for row in rows:
        made.add_row("", *(styled(cell) if isinstance(cell, str) else cell for cell in row))
    return made


def facts(pairs: Iterable[tuple[str, str | Text]]) -> Table:
    """Names and their values, without a header."""
    from rich.table import Table

    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    made.add_column("", width=0)
    made.add_column(style="dim", no_wrap=True)
    made.add_column(overflow="fold")
    for name, value in pairs:
        made.add_row("", name, styled(value) if isinstance(value, str) else value)
    return made


def warnings(messages: Iterable[str]) -> list[Text]:
    """One line a warning."""
    return [styled(f"warning: {message}", "yellow") for message in messages]


def date_orders(columns: Sequence[AuditedColumn] | Sequence[ColumnReport]) -> list[RenderableType]:
    """How dates that read two ways were read; nothing where there are none."""
    lines = [
        f"  {column.column}: {plural(found.cells, 'date')} like "
        f"03{found.separator}04{found.separator}1990 read as {_ORDERS[found.order]}"
        for column in columns
        for found in column.date_orders
    ]
    return [heading("Day or month"), *map(styled, lines), ""] if lines else []
