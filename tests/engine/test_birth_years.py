"""The year of birth that an address tells, where a record has no date of birth."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.columns import from_arrow
from twinset.comparison import plan_comparisons
from twinset.comparison.birth_years import BirthYearComparator, years_in_addresses
from twinset.matching.patterns import unpack
from twinset.standardize import standardize
from twinset.types import ColumnRole, Records, Role, StandardRecords

Person = tuple[str | None, str | None]
"""Date of birth and email."""
DIFFERENT, NEAR, SAME, NULL = 0, 1, 2, -1


def standard(*people: Person) -> StandardRecords:
    table = pa.table({
        "born": pa.array([born for born, _ in people], pa.string()),
        "email": pa.array([email for _, email in people], pa.string()),
    })  # fmt: skip
    roles = [
        ColumnRole("born", Role.BIRTH_DATE, 1.0, ""),
        ColumnRole("email", Role.EMAIL, 1.0, ""),
    ]
    return standardize(Records(table, []), roles)


def level(left: Person, right: Person) -> int:
    plan = plan_comparisons(standard(left, right, ("1990-05-07", None), (None, "a.b77@x.com")))
    number = [c.name for c in plan.comparisons].index("birth_year")
    packed = plan.compare(np.array([0, 1], np.int32), np.array([1, 0], np.int32))
    one, other = unpack(packed, len(plan.comparisons))[:, number].tolist()
    assert one == other
    return int(one)


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        (("1985-03-21", None), (None, "ann.smith85@x.com"), SAME),
        (("1985-03-21", "ann@y.com"), (None, "ann.smith1985@x.com"), SAME),
        (("1984-12-30", None), (None, "ann.smith85@x.com"), NEAR),
        (("1999-12-30", None), (None, "ann00@x.com"), NEAR),
        (("1955-03-21", None), (None, "ann.smith85@x.com"), DIFFERENT),
        ((None, "ann85@x.com"), (None, "ann.smith1985@y.com"), SAME),
        ((None, "ann55@x.com"), (None, "ann.smith1985@y.com"), DIFFERENT),
        # both have a date, or one tells no year
        (("1985-03-21", None), ("1985-03-21", "ann85@x.com"), NULL),
        (("1985-03-21", "ann85@x.com"), (None, None), NULL),
        ((None, "ann@x.com"), (None, "ann85@x.com"), NULL),
        # one address: the same year is no news
        (("1985-03-21", "ann85@x.com"), (None, "ann85@x.com"), NULL),
        ((None, "ann85@x.com"), (None, "ann85@x.com"), NULL),
        (("1955-03-21", "ann85@x.com"), (None, "ann85@x.com"), DIFFERENT),
    ],
)
def test_levels(left: Person, right: Person, wanted: int) -> None:
    assert level(left, right) == wanted


def test_addresses_without_years_are_not_asked() -> None:
    records = standard(("1985-03-21", None), (None, "ann@x.com"), (None, "bob4711@x.com"))
    assert BirthYearComparator.of(records) is None
    assert "birth_year" not in [c.name for c in plan_comparisons(records).comparisons]


def test_where_dates_are_complete_nothing_is_asked() -> None:
    assert BirthYearComparator.of(standard(("1985-03-21", "ann85@x.com"))) is None


ADDRESSES = st.from_regex(r"[a-z0-9]{0,6}[0-9]{0,5}(@[a-z0-9]{1,3})?", fullmatch=True)


def year_of(address: str) -> int:
    digits = re.search(r"([0-9]*)$", address.rpartition("@")[0] if "@" in address else address)
    text = digits[1] if digits else ""
    is_year = len(text) == 2 or (len(text) == 4 and 1900 <= int(text) < 2030)
    return int(text[-2:]) if is_year else -1


@given(st.lists(ADDRESSES, min_size=1))
@settings(max_examples=60, deadline=None)
def test_years_against_a_regular_expression(addresses: list[str]) -> None:
    column = from_arrow(pa.array([text or None for text in addresses]))
    found = np.append(years_in_addresses(column), -1)[column.codes]
    assert found.tolist() == [year_of(text) if text else -1 for text in addresses]


def test_no_address_at_all() -> None:
    assert len(years_in_addresses(from_arrow(pa.array([None, None], pa.string())))) == 0
