"""Several email addresses in one cell: "a@b.de; Ann Lee <c@d.de>", "a@b.de / c@d.de".

Only cells with two @ or more are looked at; the rest are passed on as they are.
"""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

from twinset.kernels.lookup import count_character
from twinset.standardize.buffers import utf8
from twinset.standardize.cells import expand
from twinset.types import Int64

_BORDER = re.compile(r"[;,|\n\r\t]+")
_WORD = re.compile(r"\s*/\s*|\s+")


def _merge(pieces: list[str], joint: str) -> list[str]:
    """Pieces without an @ belong to the next one ("Lee, Ann <ann@x.org>"), the last to the one
    before."""
    parts: list[str] = []
    pending = ""
    for piece in pieces:
        pending = f"{pending}{joint}{piece}" if pending else piece
        if "@" in piece:
            parts.append(pending)
            pending = ""
    if pending.strip() and parts:
        parts[-1] = f"{parts[-1]}{joint}{pending}"
    return parts


def split_cell(text: str) -> list[str]:
    """The addresses of one cell, each with its display name; the cell itself if it has one."""
    parts = []
    for part in _merge(_BORDER.split(text), ","):
        parts += _merge(_WORD.split(part.strip()), " ") if part.count("@") > 1 else [part]
    parts = [part.strip() for part in parts]
    return parts if len(parts) > 1 else [text]


def split(values: pa.StringArray) -> tuple[Int64, pa.StringArray]:
    """The addresses of each value: which value each is of (ascending), and its text.

    A value with one address, or none, is one part, unchanged; null has no part. An address keeps
    its display name.
    """
    ats = count_character(*utf8(values), ord("@"))
    several = np.flatnonzero(ats > 1)
    written = values.take(pa.array(several)).to_pylist()
    cells = {
        index: parts
        for index, text in zip(several.tolist(), written, strict=True)
        if len(parts := split_cell(text)) > 1
    }
    return expand(values, cells)
