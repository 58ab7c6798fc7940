"""One order of the records, however the input was ordered."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.canonical import canonical_order, reorder
from twinset.columns import from_arrow, row_texts
from twinset.types import StandardRecords

cells = st.one_of(st.none(), st.sampled_from(["a", "b", "ab", "é", "中𝒳"]))
Rows = list[tuple[str | None, str | None, str | None]]


def records(rows: Rows) -> StandardRecords:
    columns = [from_arrow(pa.array([row[i] for row in rows], pa.string())) for i in range(2)]
    return StandardRecords(len(rows), {"city": columns[0], "street": columns[1]})


def in_order(rows: Rows, together: bool = False) -> Rows:
    base = records(rows)
    ids = pa.chunked_array([pa.array([row[2] for row in rows], pa.string())])
    order = canonical_order(base, {"id": ids}, threads=2, together=together)
    read = {"id": from_arrow(ids)}
    assert (order == canonical_order(base, read, together=together)).all()
    assert sorted(order.tolist()) == list(range(len(rows)))
    sorted_base = reorder(base, order)
    assert row_texts(sorted_base["city"]) == [rows[i][0] for i in order]
    return [rows[i] for i in order]


@given(
    rows=st.lists(st.tuples(cells, cells, cells), max_size=30),
    seed=st.integers(0, 99),
    together=st.booleans(),
)
@settings(max_examples=120, deadline=None)
def test_a_permutation_changes_nothing(rows: Rows, seed: int, together: bool) -> None:
    shuffled = [rows[i] for i in np.random.default_rng(seed).permutation(len(rows))]
    assert in_order(shuffled, together) == in_order(rows, together)


@given(rows=st.lists(st.tuples(cells, cells, cells), max_size=30))
@settings(max_examples=60, deadline=None)
def test_rows_of_one_name_stand_together(rows: Rows) -> None:
    streets = [row[1] for row in in_order(rows, together=True)]
    changes = sum(a != b for a, b in pairwise(streets))
    assert changes == max(0, len(set(streets)) - 1)


def test_the_identifier_settles_ties() -> None:
    rows: Rows = [("a", "b", str(number)) for number in range(20)]
    assert in_order(rows[::-1]) == in_order(rows) != rows


def test_fields_do_not_mix() -> None:
    """The same texts in other fields, and null beside text, are other records."""
    rows: Rows = [("a", "b", None), ("b", "a", None), ("a", None, None), (None, "a", None)]
    assert in_order(rows) == in_order(rows[::-1])
