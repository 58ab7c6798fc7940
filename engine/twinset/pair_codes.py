"""A pair of rows or codes as one number: it sorts, compares and is looked up faster than two."""

from __future__ import annotations

import numpy as np

from twinset.types import Int32, Int64


def pack_pairs(left: Int32, right: Int32) -> Int64:
    """A pair as one number, left in the upper half; neither is negative."""
    packed: Int64 = (left.astype(np.int64) << 32) | right
    return packed


def unpack_pairs(packed: Int64) -> tuple[Int32, Int32]:
    """The pairs that ``pack_pairs`` made numbers of."""
    return (packed >> 32).astype(np.int32), (packed & 0xFFFFFFFF).astype(np.int32)
