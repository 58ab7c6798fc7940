"""Batches of distinct texts, and the steps that every kind of field is made of.

A step takes a batch and gives one of the same size; an empty text means null. A field's
standardiser is a fixed sequence of steps, so that its order can be read in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.columns import empty_column, is_ascii, share_values, text_buffers
from twinset.errors import InputError
from twinset.kernels import text as kernels
from twinset.kernels.distinct import recoded
from twinset.numbering import Numbering, Words
from twinset.standardize import scripts
from twinset.standardize.buffers import utf8
from twinset.standardize.placeholders import NOTHING
from twinset.types import NULL_CODE, Int32, Int64, TextColumn, UInt8


@dataclass(frozen=True, eq=False)
class Texts:
    """``n`` ASCII texts: offsets (n + 1,) int64 and data uint8. An empty text is null."""

    offsets: Int64
    data: UInt8

    @property
    def size(self) -> int:
        return len(self.offsets) - 1


Step: TypeAlias = Callable[[Texts], Texts]


def ascii_texts(values: pa.Array) -> Texts:
    """The values of an Arrow string array in ASCII (see ``scripts``); null becomes empty."""
    offsets, data = utf8(values)
    if is_ascii(data):
        return Texts(offsets, data)
    present = kernels.points_present(data)
    if scripts.needs_composition(present):
        offsets, data = utf8(pc.utf8_normalize(values, form="NFKC"))
        present = kernels.points_present(data)
    return Texts(*kernels.transliterate(offsets, data, *scripts.table_for(present)))


def to_array(texts: Texts) -> pa.StringArray:
    """The batch as an Arrow string array."""
    if texts.offsets[-1] > np.iinfo(np.int32).max:
        raise InputError(
            "a column holds more than 2 GiB of distinct text",
            hint="map it to the role ignore, or split the input",
        )
    return pa.StringArray.from_buffers(
        texts.size, pa.py_buffer(texts.offsets.astype(np.int32)), pa.py_buffer(texts.data)
    )


def of_strings(strings: Iterable[str]) -> Texts:
    """A batch of ASCII strings."""
    return Texts(*text_buffers(pa.array(strings, pa.string())))


def to_column(codes: Int32, texts: Texts, nothing: Collection[str] = NOTHING) -> TextColumn:
    """One code per row and the text of each code, to a column.

    Equal texts are merged; empty texts and those in ``nothing`` become null.
    """
    if len(texts.data) == 0:
        return empty_column(len(codes))
    found = Numbering(texts.size, len(texts.data), _table_of(tuple(sorted(nothing))))
    found.add(texts.offsets, texts.data)
    if found.count == texts.size:  # each is a value of its own
        return TextColumn(codes.astype(np.int32), texts.offsets, texts.data)
    return TextColumn(recoded(codes, found.codes), *found.texts())


@cache
def _table_of(words: tuple[str, ...]) -> Words:
    return TokenTable(dict.fromkeys(words, ("", 0))).keys


def is_null(column: TextColumn) -> bool:
    """True where every row is null."""
    return column.distinct == 0


def coalesce(first: TextColumn, *others: TextColumn) -> TextColumn:
    """Row by row the first that is not null; values that no row has left are not kept."""
    columns = share_values(first, *others)
    codes = columns[0].codes
    for column in columns[1:]:
        codes = np.where(codes < 0, column.codes, codes)
    used = np.zeros(columns[0].distinct, np.bool_)
    used[codes[codes >= 0]] = True
    lengths = np.diff(columns[0].offsets)
    number = np.where(used, np.cumsum(used, dtype=np.int32) - np.int32(1), np.int32(NULL_CODE))
    offsets = np.concatenate(([0], np.cumsum(lengths[used]))).astype(np.int64)
    data = columns[0].data[np.repeat(used, lengths)]
    return TextColumn(recoded(codes, number), offsets, data)


def fold_table(*, keep: str = "", drop: str = "'`\"", alone: str = "") -> UInt8:
    """What ``fold`` does with each character: letters to lower case, digits stay, the rest but for
    the characters named here becomes a space."""
    table = np.full(256, kernels.SPACE, np.uint8)
    for character in "abcdefghijklmnopqrstuvwxyz0123456789" + keep:
        table[ord(character)] = ord(character)
        table[ord(character.upper())] = ord(character)
    for character in drop:
        table[ord(character)] = kernels.DROP
    for character in alone:
        table[ord(character)] = kernels.ALONE
    return table


_COMPACT = np.where(fold_table() == kernels.SPACE, kernels.DROP, fold_table()).astype(np.uint8)
_WORDS = fold_table()


def fold(texts: Texts, table: UInt8 = _WORDS, *, floats: bool = False) -> Texts:
    """Lower case, apostrophes dropped, other punctuation to single spaces (or as ``table`` says).

    ``floats`` cuts "123.0" to "123".
    """
    return Texts(*kernels.fold(texts.offsets, texts.data, table, floats))


def compact(texts: Texts) -> Texts:
    """Lower-case letters and digits, nothing else; "123.0" is 123."""
    return Texts(*kernels.fold(texts.offsets, texts.data, _COMPACT, True))


def join_initials(texts: Texts) -> Texts:
    """ "s p a" to "spa", in folded text."""
    return Texts(*kernels.join_initials(texts.offsets, texts.data))


def substitute(texts: Texts, *rules: tuple[str, str]) -> Texts:
    """Regular expressions (RE2) and their replacements, in order: for columns of few values."""
    array = to_array(texts)
    for pattern, replacement in rules:
        array = pc.replace_substring_regex(array, pattern=pattern, replacement=replacement)
    return Texts(*text_buffers(array))


@dataclass(frozen=True)
class TokenTable:
    """Tokens and what becomes of them; see ``kernels.text.replace_tokens``.

    Keys and values are folded text; ``where`` is the sum of the places that a key applies in.
    """

    entries: Mapping[str, tuple[str, int]]

    @cached_property
    def keys(self) -> tuple[np.ndarray, Int64, UInt8]:
        """The hash table, and the keys' offsets and characters."""
        batch = of_strings(self.entries)
        return kernels.token_slots(batch.offsets, batch.data), batch.offsets, batch.data

    @cached_property
    def _values(self) -> tuple[np.ndarray, np.ndarray, Int64, UInt8]:
        where = np.array([places for _, places in self.entries.values()], np.uint8)
        affixes = np.flatnonzero(where & (kernels.SUFFIX | kernels.PREFIX)).astype(np.int32)
        batch = of_strings(value for value, _ in self.entries.values())
        return where, affixes, batch.offsets, batch.data

    def replace(self, texts: Texts) -> Texts:
        """Replace and drop tokens in single-spaced text; never to nothing."""
        return Texts(*kernels.replace_tokens(texts.offsets, texts.data, *self.keys, *self._values))


def token_table(words: str) -> TokenTable:
    """The words of a text. The hash table is made on first use, by a kernel that may have to be
    compiled: not while a module is imported."""
    return TokenTable(dict.fromkeys(words.split(), ("", 0)))


def pipeline(texts: Texts, steps: Sequence[Step]) -> Texts:
    """Apply the steps in order."""
    for step in steps:
        texts = step(texts)
    return texts
