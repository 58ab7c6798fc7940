"""What baselines share: importing a library that may not be there, texts, and pairs in our form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from itertools import pairwise
from typing import Any

import numpy as np

from twinset.blocking.record_text import base_name, record_text
from twinset.blocking.sorted_neighbourhood import sorted_distinct
from twinset.columns import row_texts
from twinset.errors import PlanError
from twinset.strategies.base import BlockingTask, PairChunk
from twinset.types import Int32, Int64, StandardRecords

EXTRA = "blocking-peers"
_CHUNK = 1 << 20
_NOT_TEXT = frozenset(("source", "category", "gender", "country"))


def library(strategy: str, module: str, install: str = f"'twinset[{EXTRA}]'") -> Any:
    """Import a library. Raises ``PlanError`` that says how to install it."""
    try:
        return import_module(module)
    except ImportError as error:
        raise PlanError(
            f"{strategy}: {module.partition('.')[0]} can't be imported ({type(error).__name__})",
            hint=f"pip install {install}",
        ) from None


@lru_cache(maxsize=2)
def texts(records: StandardRecords, fields: str) -> list[str]:
    """One text a row; empty where it has none. ``fields`` with ; between them; ``""``: those that
    ``lsh`` reads, ``*``: those that ``tokens`` reads."""
    wanted: Sequence[str] | None = [part for part in fields.split(";") if part] or None
    if fields == "*":
        wanted = [name for name in records.fields if base_name(name) not in _NOT_TEXT]
    text = record_text(records, wanted)
    if text.data.dtype == np.uint8:
        whole, ends = text.data.tobytes().decode("latin-1"), text.offsets.tolist()
    else:
        whole, ends = text.data.tobytes().decode("utf-32-le"), text.offsets.tolist()
    return [whole[start:stop] for start, stop in pairwise(ends)]


@lru_cache(maxsize=1)
def frame(records: StandardRecords) -> Any:
    """The standardised fields as a pandas data frame, None where there is no value; its index is
    the row number."""
    pd = library("baselines", "pandas")
    columns = {name: row_texts(column) for name, column in records.fields.items()}
    return pd.DataFrame(columns, dtype=object, index=pd.RangeIndex(records.size))


class KnownPairs:
    """Pairs that a library gave, as a stream; a ``FittedStrategy``. Either end first, repeats and
    pairs of one side are fine: they are put right here."""

    largest_block = 0

    def __init__(self, left: Any, right: Any, task: BlockingTask) -> None:
        self.packed = in_order(np.asarray(left), np.asarray(right), task)
        self._size = max(1, task.size)

    def pairs(self) -> Iterator[PairChunk]:
        for first in range(0, len(self.packed), _CHUNK):
            left, right = np.divmod(self.packed[first : first + _CHUNK], self._size)
            yield left.astype(np.int32), right.astype(np.int32)


def in_order(left: np.ndarray, right: np.ndarray, task: BlockingTask) -> Int64:
    """Each pair once, as ``left * size + right``, ascending; none of a row with itself."""
    low = np.minimum(left, right).astype(np.int64)
    high = np.maximum(left, right).astype(np.int64)
    keep = low != high
    if task.side is not None:
        keep &= task.side[low] != task.side[high]
    return sorted_distinct(low[keep] * max(1, task.size) + high[keep])


def two_sides(strategy: str, task: BlockingTask) -> tuple[Int32, Int32]:
    """The rows that are searched in and those that are searched for: both all, where there are no
    sides. Raises ``PlanError`` for more than two sides."""
    rows = np.arange(task.size, dtype=np.int32)
    if task.side is None:
        return rows, rows
    sides = np.unique(task.side)
    if len(sides) != 2:
        raise PlanError(f"{strategy}: links two sides, not {len(sides)}")
    first, second = (rows[task.side == side] for side in sides)
    return (first, second) if len(first) >= len(second) else (second, first)
