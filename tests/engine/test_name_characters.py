"""With which characters a name is written: told apart where two names sound alike."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from twinset.columns import row_texts
from twinset.comparison.plan import plan_comparisons
from twinset.matching.patterns import unpack
from twinset.standardize import standardize
from twinset.standardize.name_characters import character_sums, name_characters
from twinset.types import ColumnRole, Records, Role, StandardRecords

Name = tuple[str | None, str | None]


def standard(*names: Name) -> StandardRecords:
    table = pa.table({
        "given": pa.array([given for given, _ in names], pa.string()),
        "family": pa.array([family for _, family in names], pa.string()),
    })  # fmt: skip
    roles = [
        ColumnRole("given", Role.GIVEN_NAME, 1.0, ""),
        ColumnRole("family", Role.FAMILY_NAME, 1.0, ""),
    ]
    return standardize(Records(table, []), roles)


def level(left: Name, right: Name) -> int:
    """Of the comparison of characters; -1 is null. Two more records make the field exist."""
    plan = plan_comparisons(standard(left, right, ("伟", "张"), ("芳", "刘")))
    number = [c.name for c in plan.comparisons].index("name_characters")
    packed = plan.compare(np.array([0], np.int32), np.array([1], np.int32))
    return int(unpack(packed, len(plan.comparisons))[0, number])


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        (("小明", "王"), ("小明", "王"), 1),
        (("小明", "王"), ("晓明", "王"), 0),  # both are xiaoming wang
        (("晓明", "张"), ("曉明", "張"), 1),  # traditional and simplified
        (("小明", "王"), ("王", "小明"), 1),  # swapped
        (("小明", "王"), (None, "王小明"), 1),  # in one cell
        (("小明", "王"), (None, "王小明先生"), 1),
        (("小明", "王"), ("Xiaoming", "Wang"), -1),
        (("小明", "王"), ("小明", None), -1),
        (("小明", "王"), ("建国", "王"), -1),  # the names have said it
        (("小明", "王"), ("小明", "李"), -1),
    ],
)
def test_asked_of_names_that_sound_alike(left: Name, right: Name, wanted: int) -> None:
    assert level(left, right) == wanted


def test_the_sum_of_the_characters() -> None:
    sums = character_sums(
        pa.array(["王小明", "明小王", "小明", "王", "abc", "Миша", "", None, "王 x 小明"])
    )
    assert sums[0] == sums[1] == sums[2] + sums[3] == sums[8] != sums[2]
    assert not sums[4:8].any()
    assert character_sums(pa.array([], pa.string())).tolist() == []


def test_where_there_are_none() -> None:
    assert "name_characters" not in standard(("Anna", "Ås"), ("Иван", "Иванов"))
    sums = character_sums(pa.array(["王", None]))
    codes = np.array([0, 1, -1], np.int32)
    assert name_characters([(codes, sums)], np.zeros(3, np.bool_)) is None
    found = name_characters([(codes, sums)], np.ones(3, np.bool_))
    assert found is not None
    assert row_texts(found) == [f"{int(sums[0]):016x}", None, None]
