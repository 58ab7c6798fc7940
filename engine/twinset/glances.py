"""Distinct values with their glances, as comparison kernels take them (see ``kernels.glances``)."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from twinset.kernels import glances as kernels
from twinset.types import Int64, UInt64

Glanced: TypeAlias = tuple[Int64, NDArray[Any], UInt64]
"""Offsets (distinct + 1,), characters, glances (distinct, 2)."""


def glanced_texts(offsets: Int64, data: NDArray[Any]) -> Glanced:
    """Values that are compared as texts."""
    glances = np.empty((len(offsets) - 1, 2), np.uint64)
    kernels.text_glances(data, offsets, glances)
    return offsets, data, glances


def glanced_numbers(offsets: Int64, data: NDArray[Any]) -> Glanced:
    """Values that are compared digit by digit: phones, identifiers, postcodes."""
    glances = np.empty((len(offsets) - 1, 2), np.uint64)
    kernels.number_glances(data, offsets, glances)
    return offsets, data, glances
