"""A field in the making: token numbers until the end, then one kernel writes the text."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.faults import Fault
from twinset.generator import typing_errors
from twinset.generator.frame import Frame, salt
from twinset.generator.kernels import draw, edit_texts, join_tokens
from twinset.generator.planted import ChunkFaults
from twinset.generator.verdicts import email_faults, text_faults
from twinset.generator.vocabulary import NONE
from twinset.types import Bool, Int32, Int64


@dataclass(slots=True, eq=False)
class Text:
    """``tokens`` is (pieces, rows) int32; rows in ``null`` have no value.

    ``settled`` rows hold a value that typing errors leave as it is. ``typed`` is how many of the
    first pieces can be mistyped; None is all. ``faults`` are masks (rows,).
    """

    tokens: Int32
    null: Bool
    settled: Bool
    typed: int | None = None
    faults: dict[Fault, Bool] = field(default_factory=dict)

    @classmethod
    def of(cls, *pieces: Int32 | int, rows: int = 0) -> Text:
        """From pieces; a whole number is the same token in every row."""
        rows = rows or max(len(p) for p in pieces if not isinstance(p, int))
        tokens = np.empty((len(pieces), rows), np.int32)
        for i, piece in enumerate(pieces):
            tokens[i] = piece
        return cls(tokens, np.zeros(rows, bool), np.zeros(rows, bool))

    @property
    def shown(self) -> Bool:
        """Rows with the value that was meant."""
        return ~(self.null | self.settled)

    def rewrite(self, where: Int64, mapping: Int32) -> Bool:
        """Send the tokens of some rows through a map; tells which rows that changed."""
        old = self.tokens[:, where]
        new = np.where(old >= 0, mapping[old], NONE)
        self.tokens[:, where] = new
        return np.asarray((old != new).any(axis=0) & ~self.null[where])

    def flag(self, fault: Fault, where: Bool | Int64) -> None:
        """The values of these rows have this fault, until another value takes their place."""
        if fault not in self.faults:
            self.faults[fault] = np.zeros(len(self.null), bool)
        self.faults[fault][where] = True

    def settle(self, where: Bool | Int64, fault: Fault | None, *pieces: Int32 | int) -> None:
        """Another value in place of what stood there, with this fault and no other."""
        if not (where.any() if where.dtype == np.bool_ else len(where)):
            return
        room = len(pieces) - len(self.tokens)
        if room > 0:
            more = np.full((room, len(self.null)), NONE, np.int32)
            self.tokens = np.concatenate((self.tokens, more))
        self.tokens[:, where] = NONE
        for i, piece in enumerate(pieces):
            self.tokens[i, where] = piece
        self.null[where] = False
        self.settled[where] = True
        for mask in self.faults.values():
            mask[where] = False
        if fault is not None:
            self.flag(fault, where)

    def still(self, fault: Fault, rows: Int64) -> Int64:
        """Of these rows those that show the fault that was planted there."""
        mask = self.faults.get(fault)
        return rows[:0] if mask is None else rows[mask[rows] & ~self.null[rows]]

    def several(self, where: Int64, separators: Int32, second: Int32) -> None:
        """Another value (pieces, rows) behind the one that stands there."""
        first = self.tokens[:, where]
        self.settle(where, Fault.SEVERAL_VALUES, *first, separators, *second)


def write(frame: Frame, name: str, text: Text) -> pa.Array:
    """The column, after typing errors, gaps, their tags and the faults that it shows."""
    lexicon = frame.lexicon
    text.tokens[:, text.null] = NONE
    typed = text.tokens if text.typed is None else text.tokens[: text.typed]
    offsets, data = join_tokens(lexicon.offsets, lexicon.data, np.ascontiguousarray(typed))
    kinds = np.zeros(frame.size, np.uint8)
    tagged: list[tuple[str, Bool]] = []
    usual = text.shown
    edited = np.zeros(frame.size, bool)
    for fault in typing_errors.FAULTS.get(name, ()):
        where = frame.chance(f"{fault}:{name}") & usual & (kinds == 0)
        chosen = np.flatnonzero(where)
        kinds[chosen] = typing_errors.kinds_of(fault, name, draw(frame.record[chosen], salt(name)))
        tagged.append((f"{fault}:{name}", where))
    if tagged:
        random = np.zeros(frame.size, np.uint64)
        hit = np.flatnonzero(kinds)
        random[hit] = draw(frame.record[hit], salt("edit " + name))
        offsets, data, edited = edit_texts(offsets, data, kinds, random, *typing_errors.TABLES)
        for tag, where in tagged:
            frame.tags.add(tag, where & edited)
    values = string_array(offsets, data, text.null)
    if text.typed is not None:
        rest = np.ascontiguousarray(text.tokens[text.typed :])
        offsets, data = join_tokens(lexicon.offsets, lexicon.data, rest)
        tail = string_array(offsets, data, text.null)
        values = pc.binary_join_element_wise(values, tail, "")
    if frame.log is not None:
        _write_faults(frame.log, name, text, values, edited)
    return values


def _write_faults(
    log: ChunkFaults, name: str, text: Text, values: pa.Array, edited: Bool
) -> None:  # fmt: skip
    """What is planted in the values that are left, and what they show besides."""
    blank = text.faults.pop(Fault.MISSING, np.zeros(len(text.null), bool))
    log.add(name, Fault.MISSING, text.null | blank)
    if name == "email":
        rows = np.flatnonzero(edited)
        for row, address in zip(rows, values.take(pa.array(rows)).to_pylist(), strict=True):
            fault = email_faults(address)
            for other, mask in text.faults.items():  # a typing error leaves the domain as it was
                mask[row] &= other is Fault.MISSPELT_DOMAIN and fault is not Fault.INVALID
            if fault is not None:
                text.flag(fault, np.array([row]))
    alone = text.null | blank
    for fault in (Fault.PLACEHOLDER, Fault.WRONG_COLUMN):
        alone = alone | text.faults.get(fault, False)
    for fault, mask in text.faults.items():
        log.add(name, fault, mask & ~text.null)
    for fault, mask in text_faults(name, values).items():
        log.add(name, fault, mask & ~alone)


def string_array(offsets: np.ndarray, data: np.ndarray, null: Bool) -> pa.Array:
    """An Arrow string array over these buffers."""
    count = int(np.count_nonzero(null))
    validity = pa.py_buffer(np.packbits(~null, bitorder="little")) if count else None
    return pa.StringArray.from_buffers(
        len(null), pa.py_buffer(offsets), pa.py_buffer(data), validity, count
    )
