"""A field in the making: token numbers until the end, then one kernel writes the text."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from twinset.generator import typing_errors
from twinset.generator.frame import Frame, salt
from twinset.generator.kernels import draw, edit_texts, join_tokens
from twinset.generator.lexicon import NONE
from twinset.types import Bool, Int32, Int64


@dataclass(slots=True, eq=False)
class Text:
    """``tokens`` is (pieces, rows) int32; rows in ``null`` have no value."""

    tokens: Int32
    null: Bool
    edits: dict[str, tuple[Bool, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, *pieces: Int32 | int, rows: int = 0) -> Text:
        """From pieces; a whole number is the same token in every row."""
        rows = rows or max(len(p) for p in pieces if not isinstance(p, int))
        tokens = np.empty((len(pieces), rows), np.int32)
        for i, piece in enumerate(pieces):
            tokens[i] = piece
        return cls(tokens, np.zeros(rows, bool))

    def rewrite(self, where: Int64, mapping: Int32) -> Bool:
        """Send the tokens of some rows through a map; tells which rows that changed."""
        old = self.tokens[:, where]
        new = np.where(old >= 0, mapping[old], NONE)
        self.tokens[:, where] = new
        return np.asarray((old != new).any(axis=0) & ~self.null[where])

    def replace(self, where: Bool | Int64, token: Int32 | int) -> None:
        """One token in place of all that stood there."""
        self.tokens[:, where] = NONE
        self.tokens[0, where] = token
        self.null[where] = False


def write(frame: Frame, name: str, text: Text) -> pa.Array:
    """The column, after typing errors, gaps and their tags."""
    lexicon = frame.lexicon
    text.tokens[:, text.null] = NONE
    offsets, data = join_tokens(lexicon.offsets, lexicon.data, text.tokens)
    kinds = np.zeros(frame.size, np.uint8)
    tagged: list[tuple[str, Bool]] = []
    for fault in typing_errors.FAULTS.get(name, ()):
        where = frame.chance(f"{fault}:{name}") & ~text.null & (kinds == 0)
        chosen = np.flatnonzero(where)
        kinds[chosen] = typing_errors.kinds_of(fault, name, draw(frame.record[chosen], salt(name)))
        tagged.append((f"{fault}:{name}", where))
    if tagged:
        random = np.zeros(frame.size, np.uint64)
        hit = np.flatnonzero(kinds)
        random[hit] = draw(frame.record[hit], salt("edit " + name))
        offsets, data, changed = edit_texts(offsets, data, kinds, random, *typing_errors.TABLES)
        for tag, where in tagged:
            frame.tags.add(tag, where & changed)
    return string_array(offsets, data, text.null)


def string_array(offsets: np.ndarray, data: np.ndarray, null: Bool) -> pa.Array:
    """An Arrow string array over these buffers."""
    count = int(np.count_nonzero(null))
    validity = pa.py_buffer(np.packbits(~null, bitorder="little")) if count else None
    return pa.StringArray.from_buffers(
        len(null), pa.py_buffer(offsets), pa.py_buffer(data), validity, count
    )
