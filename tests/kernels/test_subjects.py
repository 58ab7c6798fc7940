"""Every subject of the table of kernels against its slow twin, and against the peers that claim
to compute the same, on the pairs of real blocks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from real_blocks import real_blocks
from subjects import SUBJECTS, Subject

ROWS = 400


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
def test_twin_and_peers_agree(subject: Subject) -> None:
    case = subject.arrange(real_blocks(ROWS))
    found = _comparable(case.run())
    assert len(found) > 50
    _assert_same(found, _comparable(case.twin()))
    for name in case.alike:
        _assert_same(found, _comparable(case.rivals[name]()))


def test_a_contender_can_be_called_again() -> None:
    for subject in SUBJECTS:
        case = subject.arrange(real_blocks(ROWS))
        first = _comparable(case.run()).copy()
        _assert_same(first, _comparable(case.run()))


def _comparable(result: Any) -> np.ndarray:
    return np.asarray(result)


def _assert_same(found: np.ndarray, expected: np.ndarray) -> None:
    assert found.shape == expected.shape
    if found.dtype.kind == "f":
        np.testing.assert_allclose(found, expected, atol=1e-6)
    else:
        np.testing.assert_array_equal(found, expected)
