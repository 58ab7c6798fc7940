"""Option values that people write in more than one way. A bad one is wrong usage (exit code 2)."""

from __future__ import annotations

import re

import typer

_POWERS = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4}


def memory_size(text: str | int) -> int:
    """Bytes in ``8GiB``, ``500MB``, ``1.5G``, ``1073741824``. GB is 10^9; GiB and G are 2^30."""
    if isinstance(text, int):
        return text
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMGT]?)(i?)(B?)", text.strip(), re.IGNORECASE)
    if match is None:
        raise typer.BadParameter(f"{text!r} is not a size; write 8GiB or 500MB")
    number, unit, binary, byte = match.groups()
    base = 1000 if byte and not binary else 1024
    size = int(float(number) * base ** _POWERS[unit.upper()])
    if size < 1:
        raise typer.BadParameter("must be more than nothing")
    return size


def number(text: str | int) -> int:
    """A whole number in ``20000``, ``10k``, ``1.5M``, ``2G``: powers of ten."""
    if isinstance(text, int):
        return text
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMG]?)", text.strip(), re.IGNORECASE)
    if match is None:
        raise typer.BadParameter(f"{text!r} is not a number; write 20000, 10k or 1.5M")
    value = round(float(match[1]) * 1000 ** _POWERS[match[2].upper()])
    if value < 1:
        raise typer.BadParameter("must be 1 or more")
    return value


def duration(text: str | float) -> float:
    """Seconds in ``90s``, ``10m``, ``2h``, ``1.5``; without a unit they are seconds."""
    if isinstance(text, int | float):
        return float(text)
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smh]?)", text.strip(), re.IGNORECASE)
    if match is None or not float(match[1]):
        raise typer.BadParameter(f"{text!r} is not a time; write 90s, 10m or 2h")
    return float(match[1]) * {"": 1, "s": 1, "m": 60, "h": 3600}[match[2].lower()]
