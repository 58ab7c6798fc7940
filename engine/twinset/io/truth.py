"""Truth files: which records are one person or company, as known from elsewhere."""

from __future__ import annotations

import os
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.errors import InputError
from twinset.io.read import read_records
from twinset.io.tables import as_text
from twinset.types import Int64

_PAIR_COLUMNS = ("id_left", "id_right")


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """``ids[i]``, an identifier as text, belongs to ``entities[i]``; equal code, equal entity.

    ``ids`` may repeat, ``entities`` is int64 from 0 in order of first appearance.
    """

    ids: pa.Array
    entities: Int64


def read_truth(path: str | os.PathLike[str]) -> Truth:
    """Read a truth file of any format that ``read_records`` takes.

    Either one row a record, with columns ``id`` and ``entity`` (where these names are absent:
    the first two columns), or one row a pair of equal records, with columns ``id_left`` and
    ``id_right``; pairs are closed transitively. Raises ``InputError`` for fewer than two columns
    and for a missing value, with its row.
    """
    records = read_records(path)
    if records.rejects:
        first = records.rejects[0]
        raise InputError(f"{first.source}: line {first.line}: {first.reason}")
    table, name = records.table, records.sources[0].name
    if table.num_columns < 2:
        raise InputError(f"{name}: a truth file needs two columns", hint="id and entity")
    lower = [column.lower() for column in table.column_names]
    pairs = all(column in lower for column in _PAIR_COLUMNS)
    wanted = _PAIR_COLUMNS if pairs else ("id", "entity")
    found = all(column in lower for column in wanted)
    positions = [lower.index(column) for column in wanted] if found else [0, 1]
    left, right = (
        _complete(table.column(position), table.column_names[position], name)
        for position in positions
    )
    if pairs:
        return _from_pairs(left, right)
    return Truth(left, _codes(right))


def _complete(column: pa.ChunkedArray, label: str, name: str) -> pa.Array:
    if column.null_count:
        row = pc.index(pc.is_null(column), True).as_py() + 1
        raise InputError(f"{name}: row {row} has no value in column {label!r}")
    text = as_text(column)
    return pa.concat_arrays(text.chunks) if text.num_chunks else pa.array([], pa.string())


def _codes(values: pa.Array) -> Int64:
    codes = values.dictionary_encode().indices
    return np.asarray(codes.to_numpy(zero_copy_only=False), np.int64)


def _from_pairs(left: pa.Array, right: pa.Array) -> Truth:
    """Connected components by hooking to the smaller label and halving paths, until nothing moves.

    Awerbuch and Shiloach, "New connectivity and MSF algorithms for shuffle-exchange network and
    PRAM" (1987), section 2, as rounds over whole arrays.
    """
    both = pa.concat_arrays([left, right]).dictionary_encode()
    codes = np.asarray(both.indices.to_numpy(zero_copy_only=False), np.int64)
    a, b = codes[: len(left)], codes[len(left) :]
    label = np.arange(len(both.dictionary), dtype=np.int64)
    while True:
        low, high = np.minimum(label[a], label[b]), np.maximum(label[a], label[b])
        before = label.copy()
        np.minimum.at(label, high, low)
        while not np.array_equal(label, label[label]):
            label = label[label]
        if np.array_equal(before, label):
            break
    return Truth(both.dictionary, np.unique(label, return_inverse=True)[1].astype(np.int64))
