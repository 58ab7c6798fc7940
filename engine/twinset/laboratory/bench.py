"""What every strategy is given: the standardised records, the two sides, and the truth, if known.

Everything stands in canonical order, so that no sample, tie or figure depends on the order of the
input. A bench is written to one file whose arrays other processes map into memory as they are.
"""

from __future__ import annotations

import mmap
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from twinset.config import Plan
from twinset.errors import InputError, PlanError
from twinset.hashing import mix64
from twinset.preparation import Prepared, prepare
from twinset.progress import SILENT, Progress
from twinset.strategies.base import BlockingTask
from twinset.types import NULL_CODE, Int32, Int64, StandardRecords, TextColumn

_ALIGNMENT = 64
UNKNOWN = -1
"""The entity of a record that the truth does not know."""


@dataclass(frozen=True, slots=True, eq=False)
class Bench:
    """One size of the comparison.

    records  the standardised fields, in canonical order
    side     (rows,) int32: in a link task rows of one side are never a pair; None: no link task
    entity   (rows,) int64 from 0, ``UNKNOWN`` where the truth does not know the record; None
             where there is no truth
    """

    records: StandardRecords
    side: Int32 | None = None
    entity: Int64 | None = None
    seed: int = 1

    @property
    def size(self) -> int:
        return self.records.size

    def task(self, threads: int = 1) -> BlockingTask:
        """What a strategy's ``fit`` takes."""
        return BlockingTask(self.records, self.side, self.seed, threads)

    @property
    def possible_pairs(self) -> int:
        """All pairs of rows; in a link task those of two sides."""
        return pairs_within(np.zeros(self.size, np.int64), self.side)

    @property
    def unknown_records(self) -> int:
        """Records that the truth does not know; 0 where there is none."""
        return 0 if self.entity is None else int((self.entity == UNKNOWN).sum())

    @property
    def true_pairs(self) -> int | None:
        """Pairs of one entity (and of two sides); None without truth."""
        return None if self.entity is None else pairs_within(self.entity, self.side)


def pairs_within(labels: Int64, side: Int32 | None) -> int:
    """Pairs of rows with one label, ``UNKNOWN`` being none; of two sides, where there are sides."""
    known = labels != UNKNOWN
    _, label = np.unique(labels[known], return_inverse=True)
    count = _pairs(np.bincount(label))
    if side is not None and len(label):
        cells = label.astype(np.int64) * (int(side.max()) + 1) + side[known]
        count -= _pairs(np.unique(cells, return_counts=True)[1])
    return count


def _pairs(sizes: np.ndarray) -> int:
    return int(np.sum(sizes.astype(np.int64) * (sizes - 1) // 2))


def open_bench(
    source: Any,
    plan: Plan | str | Path | None = None,
    *,
    truth: str | Path | None = None,
    link_by: str | None = None,
    threads: int = 1,
    progress: Progress = SILENT,
) -> tuple[Prepared, Bench]:
    """Read and standardise as ``dedupe`` does, and bring the truth and the sides in order.

    ``truth`` is a truth file as ``twinset evaluate`` reads it. ``link_by`` names the column that
    tells the two (or more) sides of a link task apart; ``file``, where no column has that name,
    means the input files. Raises ``InputError`` and ``PlanError``.
    """
    prepared = prepare(source, plan, threads=threads, progress=progress)
    side = None if link_by is None else _sides(prepared, link_by)[prepared.order]
    entity = None if truth is None else _entities(prepared, truth)[prepared.order]
    return prepared, Bench(prepared.standard, side, entity, prepared.plan.seed)


def _sides(prepared: Prepared, column: str) -> Int32:
    from twinset.columns import encode

    records = prepared.records
    if column in records.table.column_names:
        codes, _ = encode(records.table[column])
        sides: Int32 = (codes - codes.min(initial=0)).astype(np.int32)  # null is a side as well
    elif column == "file":
        rows = [file.rows for file in records.sources]
        sides = np.repeat(np.arange(len(rows), dtype=np.int32), rows)
    else:
        names = ", ".join(records.table.column_names)
        raise PlanError(f"there is no column {column!r} to link by", hint=f"columns: {names}")
    if len(np.unique(sides)) < 2:
        raise InputError(
            f"all records are of one side by {column!r}", hint="a link task needs two sides"
        )
    return sides


def _entities(prepared: Prepared, path: str | Path) -> Int64:
    """(rows,) int64 in reading order."""
    import pyarrow.compute as pc

    from twinset.io import read_truth
    from twinset.merging import merge_sets

    truth = read_truth(path)
    if len(truth.ids) == 0:
        raise InputError(f"{path}: the truth holds no record", hint="one line a record: id,entity")
    ids = merge_sets.record_ids(prepared.records, prepared.roles)
    hint = 'name the identifier column in a plan (--config): [roles] column = "record_id"'
    if ids.null_count == len(ids):
        raise InputError("the records have no identifier to find them in the truth by", hint=hint)
    given = ids.drop_null()
    if pc.count_distinct(given).as_py() != len(given):
        raise InputError("an identifier stands twice in the input", hint="each record needs one")
    if pc.count_distinct(truth.ids).as_py() != len(truth.ids):
        raise InputError(f"{path}: an id stands twice", hint="each record has one entity")
    place = pc.fill_null(pc.index_in(ids, value_set=truth.ids, skip_nulls=True), -1).to_numpy()
    if not (place >= 0).any():
        raise InputError(f"{path}: no id of the records is in the truth", hint=hint)
    entities: Int64 = np.where(place >= 0, truth.entities[place], UNKNOWN)
    return entities


def sample(bench: Bench, size: int) -> Bench:
    """About ``size`` rows, whole entities (without truth: rows) in the order of a hash.

    Nested: the sample of a smaller size is within that of a larger one. At least one entity.
    """
    if size >= bench.size:
        return bench
    rows = np.arange(bench.size, dtype=np.int64)
    group = rows if bench.entity is None else bench.entity
    _, first, index, counts = np.unique(
        np.where(group == UNKNOWN, -1 - rows, group),
        return_index=True, return_inverse=True, return_counts=True,
    )  # fmt: skip
    stream = np.uint64(bench.seed * 0x9E3779B97F4A7C15 % (1 << 64))
    with np.errstate(over="ignore"):
        by_hash = np.argsort(mix64(first.astype(np.uint64) + stream), kind="stable")
    taken = by_hash[: max(1, int(np.searchsorted(np.cumsum(counts[by_hash]), size, "right")))]
    keep = np.zeros(len(counts), np.bool_)
    keep[taken] = True
    return take(bench, np.flatnonzero(keep[index]))


def take(bench: Bench, rows: Int64) -> Bench:
    """The bench of some rows, ascending; distinct values that no row has any more are gone."""
    records = bench.records
    sharing: dict[int, list[str]] = {}  # columns over one set of values stay so
    for name, column in records.fields.items():
        sharing.setdefault(id(column.data), []).append(name)
    compacted = {
        name: column
        for names in sharing.values()
        for name, column in zip(
            names, _compact([records.fields[name] for name in names], rows), strict=True
        )
    }
    taken = replace(
        records,
        size=len(rows),
        fields={name: compacted[name] for name in records.fields},
        scripts=None if records.scripts is None else records.scripts[rows],
    )
    return Bench(
        taken,
        None if bench.side is None else bench.side[rows],
        None if bench.entity is None else bench.entity[rows],
        bench.seed,
    )


def _compact(columns: Sequence[TextColumn], rows: Int64) -> list[TextColumn]:
    """Columns over one set of values, with some rows and the values of these alone."""
    codes = np.concatenate([column.codes[rows] for column in columns])
    used, place = np.unique(np.append(codes, NULL_CODE), return_inverse=True)
    kept = used[1:].astype(np.int64)
    lengths = np.diff(columns[0].offsets)[kept]
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    shift = columns[0].offsets[kept] - offsets[:-1]
    data = columns[0].data[np.repeat(shift, lengths) + np.arange(offsets[-1])]
    parts = np.split(place[:-1].astype(np.int32) - 1, len(columns))
    return [TextColumn(part, offsets, data) for part in parts]


def store(bench: Bench, path: Path) -> None:
    """Write a bench: the arrays' bytes as they are, and a pickle of what is around them."""
    buffers: list[pickle.PickleBuffer] = []
    head = pickle.dumps(
        (bench.records, bench.side, bench.entity, bench.seed),
        protocol=5,
        buffer_callback=buffers.append,
    )
    places: list[tuple[int, int]] = []
    with path.open("wb") as file:
        for buffer in buffers:
            file.write(b"\0" * (-file.tell() % _ALIGNMENT))
            with buffer.raw() as raw:
                places.append((file.tell(), raw.nbytes))
                file.write(raw)
        file.write(b"\0")  # an empty file can't be mapped
    path.with_suffix(".head").write_bytes(pickle.dumps((head, places)))


def load(path: Path) -> Bench:
    """A bench that ``store`` wrote. Its arrays are pages of the file, copied when written to."""
    head, places = pickle.loads(path.with_suffix(".head").read_bytes())
    with path.open("rb") as file:
        whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY))
    parts = [whole[start : start + length] for start, length in places]
    return Bench(*pickle.loads(head, buffers=parts))
