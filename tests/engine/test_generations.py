"""Junior and senior of one name are two people."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from twinset.comparison.plan import plan_comparisons
from twinset.matching.patterns import unpack
from twinset.standardize import standardize
from twinset.types import ColumnRole, Records, Role


def levels(*names: str) -> dict[str, int]:
    """The levels of the first two of some family names, all of a John."""
    table = pa.table({
        "given": pa.array(["John"] * len(names)), "family": pa.array(names, pa.string()),
    })  # fmt: skip
    roles = [
        ColumnRole("given", Role.GIVEN_NAME, 1.0, ""),
        ColumnRole("family", Role.FAMILY_NAME, 1.0, ""),
    ]
    plan = plan_comparisons(standardize(Records(table, []), roles))
    packed = plan.compare(np.array([0], np.int32), np.array([1], np.int32))
    found = unpack(packed, len(plan.comparisons))[0].tolist()
    return dict(zip([c.name for c in plan.comparisons], found, strict=True))


@pytest.mark.parametrize(
    ("left", "right", "given_name", "generation"),
    [
        ("Smith Jr.", "Smith Sr.", 0, 0),
        ("Smith III", "Smith, Jr.", 0, 0),
        ("Smith Jr.", "Smith II", 6, 1),
        ("Smith Jr.", "Smith", 6, -1),
        ("Пушкин мл.", "Пушкин ст.", 0, 0),
    ],
)
def test_two_generations_are_two_given_names(
    left: str, right: str, given_name: int, generation: int
) -> None:
    found = levels(left, right, "Brown Jr.")
    assert found["given_name"] == given_name
    assert found["family_name"] == 6
    assert found["generation"] == generation
