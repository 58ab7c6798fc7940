"""Several values in one cell: apart, judged one by one, and together again."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.types import Bool, Int64


def as_mask(found: pa.Array) -> Bool:
    """An Arrow mask as NumPy's; null is False."""
    return np.asarray(pc.fill_null(found, False).to_numpy(zero_copy_only=False), np.bool_)


def rewritten(
    values: pa.StringArray, mask: pa.BooleanArray, function: Callable[[str], str]
) -> pa.StringArray:
    """The values, those in ``mask`` (no nulls) rewritten one by one, in Python."""
    texts = [function(text) for text in values.filter(mask).to_pylist()]
    return pc.replace_with_mask(values, mask, pa.array(texts, pa.string()))


def expand(values: pa.StringArray, cells: dict[int, list[str]]) -> tuple[Int64, pa.StringArray]:
    """Every value once, but those in ``cells`` (in ascending order) as their parts; null never.

    Returns which value each part is of (ascending), and the parts.
    """
    if not cells and not values.null_count:
        return np.arange(len(values), dtype=np.int64), values.cast(pa.string())
    counts = as_mask(pc.is_valid(values)).astype(np.int64)
    for index, parts in cells.items():
        counts[index] = len(parts)
    owner = np.repeat(np.arange(len(values), dtype=np.int64), counts)
    extra = pa.array([part for parts in cells.values() for part in parts], pa.string())
    apart = np.zeros(len(values), np.bool_)
    apart[list(cells)] = True
    take = owner.copy()
    take[apart[owner]] = len(values) + np.arange(len(extra))
    return owner, pa.concat_arrays([values.cast(pa.string()), extra]).take(pa.array(take))


def some(mask: Bool, owner: Int64, size: int) -> Bool:
    """The cells of which at least one part is in ``mask``."""
    return np.bincount(owner[mask], minlength=size) > 0


def join_parts(parts: pa.StringArray, owner: Int64, size: int) -> pa.StringArray:
    """The parts of each cell joined by "; ", null ones left out; null where no part is left."""
    present = np.flatnonzero(as_mask(pc.is_valid(parts)))
    owner, parts = owner[present], parts.take(pa.array(present))
    counts = np.bincount(owner, minlength=size)
    if (counts <= 1).all():
        take = np.full(size, -1, np.int64)
        take[owner] = np.arange(len(owner))
        return parts.take(pa.array(take, mask=take < 0))
    offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    joined = pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets), parts), "; ")
    return pc.if_else(pa.array(counts > 0), joined, pa.scalar(None, pa.string()))
