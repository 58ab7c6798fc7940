"""Which of several values agreed: what is told is what the comparators found."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from twinset.comparison import plan_comparisons
from twinset.comparison.multi_valued import _level, agreement
from twinset.matching.patterns import unpack
from twinset.standardize import standardize
from twinset.types import ColumnRole, Records, Role

VALUES = {
    Role.EMAIL: ["ann@x.de", "ann@y.org", "bob@x.de", "bob.lee@z.net", "bob.leee@z.net"],
    Role.PHONE: ["+49 30 1234567", "+49 30 1234568", "030 1234567", "+1 212 555 1234"],
    Role.COMPANY: ["Acme Ltd", "Acme Tools", "Bolt GmbH", "Bolts GmbH", "Zeta Partners"],
}
ROW = st.tuples(
    *[
        st.lists(st.sampled_from(texts), min_size=1, max_size=3, unique=True)
        for texts in VALUES.values()
    ]
)


@given(left=ROW, right=ROW)
@example(left=(["ann@x.de"],) * 3, right=(["ann@x.de"],) * 3)
@settings(max_examples=60, deadline=None)
def test_what_is_told_is_the_best_level(
    left: tuple[list[str], ...], right: tuple[list[str], ...]
) -> None:
    filler = tuple(texts[:3] for texts in VALUES.values())  # a base in which records have several
    cells: dict[str, list[str | None]] = {}
    roles = []
    for place, role in enumerate(VALUES):
        for number in range(3):
            name = f"{role.value} {number}"
            cells[name] = [
                row[place][number] if number < len(row[place]) else None
                for row in (left, right, filler)
            ]
            roles.append(ColumnRole(name, role, 1.0, "test"))
    standard = standardize(Records(pa.table(cells), ()), roles)
    plan = plan_comparisons(standard)
    rows = np.array([0], np.int32), np.array([1], np.int32)
    levels = unpack(plan.compare(*rows), len(plan.comparisons))[0]
    names = [comparison.name for comparison in plan.comparisons]
    asked = 0
    for comparator in plan.comparators:
        if not hasattr(comparator, "agreed"):
            continue
        asked += 1
        told = agreement(comparator, 0, 1)
        level = levels[names.index(comparator.comparisons[0].name)]
        codes = comparator.values.codes
        if told is None:
            assert level <= 0 or not (codes[:2, 1:] >= 0).any()
            continue
        own, other = told.left_number - 1, told.right_number - 1
        assert _level(comparator, (0, own), (1, other)) == level > 0
        assert comparator.values.text(codes[0, own]) == told.left_value
        assert comparator.values.text(codes[1, other]) == told.right_value
        common = np.float32(-np.inf)
        for code in (codes[0, own], codes[1, other]):
            common = max(common, comparator.log_frequency[code])
        assert comparator.agreed(*rows)[0] == common
    assert asked >= 2
