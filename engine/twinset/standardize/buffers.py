"""The bytes of an Arrow string array, as the kernels take them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.columns import as_array, is_ascii
from twinset.types import Int64, UInt8


def all_ascii(values: pa.StringArray) -> bool:
    """Whether no value has a character beyond ASCII: a hundredth of asking each."""
    _, raw_offsets, raw_data = values.buffers()
    if len(values) == 0 or raw_data is None:
        return True
    offsets = as_array(raw_offsets, np.int32)
    first, last = offsets[values.offset], offsets[values.offset + len(values)]
    return is_ascii(as_array(raw_data, np.uint8)[first:last])


def utf8(values: pa.StringArray) -> tuple[Int64, UInt8]:
    """Byte offsets from 0 (n + 1,) and UTF-8 bytes, Arrow's own, to be read only; null is empty
    text."""
    if values.null_count:
        values = pc.fill_null(values, "")
    _, raw_offsets, raw_data = values.buffers()
    if len(values) == 0 or raw_data is None:
        return np.zeros(len(values) + 1, np.int64), np.empty(0, np.uint8)
    offsets = as_array(raw_offsets, np.int32)[values.offset :][: len(values) + 1]
    data = as_array(raw_data, np.uint8)[offsets[0] : offsets[-1]]
    wide = offsets.astype(np.int64)
    if wide[0]:
        wide -= wide[0]
    return wide, data
