"""Levels of several values a record: the best over all pairs of values, and how common it is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from twinset.columns import from_distinct
from twinset.comparison import plan_comparisons
from twinset.comparison.multi_valued import Values
from twinset.matching.frequencies import equal_share, log_frequencies
from twinset.matching.patterns import unpack
from twinset.types import StandardRecords, TextColumn

Row = list[str]


def columns(rows: list[Row]) -> list[TextColumn]:
    """A base's rows of values as columns over one set of values."""
    width = max(2, *(len(row) for row in rows))
    values = sorted({value for row in rows for value in row}) or ["nobody"]
    number = {value: code for code, value in enumerate(values)}
    texts = from_distinct(np.arange(len(values), dtype=np.int32), values)
    codes = np.full((len(rows), width), -1, np.int32)
    for at, row in enumerate(rows):
        codes[at, : len(row)] = [number[value] for value in row]
    return [TextColumn(own.copy(), texts.offsets, texts.data) for own in codes.T]


def base(field: str, rows: list[Row]) -> StandardRecords:
    found = columns(rows)
    names = [field, *(f"{field}_{n}" for n in range(2, len(found) + 1))]
    return StandardRecords(len(rows), dict(zip(names, found, strict=True)))


def single_level(field: str, a: str, b: str) -> int:
    """The level of two values, by the comparison of one value a record."""
    column = from_distinct(np.arange(2, dtype=np.int32), [a, b]) if a != b else None
    column = column or from_distinct(np.zeros(2, np.int32), [a])
    plan = plan_comparisons(StandardRecords(2, {field: column}))
    packed = plan.compare(np.array([0], np.int32), np.array([1], np.int32))
    return int(unpack(packed, 1)[0, 0])


def all_pairs(size: int) -> tuple[np.ndarray, np.ndarray]:
    left, right = np.divmod(np.arange(size * size, dtype=np.int32), np.int32(size))
    return left[left != right].copy(), right[left != right].copy()


numbers = st.sampled_from(["4930123456", "4930123457", "493012345", "30123456", "12", "4989765432"])
addresses = st.sampled_from(
    ["anna.bell@x.de", "anna.bell@y.de", "annabell@x.de", "ana.bell@x.de", "zoe@x.de", "bell@y.de"]
)


def rows_of(values: st.SearchStrategy[str]) -> st.SearchStrategy[list[Row]]:
    return st.lists(st.lists(values, unique=True, max_size=4), min_size=2, max_size=9)


def check(field: str, rows: list[Row]) -> None:
    records = base(field, rows)
    plan = plan_comparisons(records)
    assert [c.name for c in plan.comparisons] == [field]
    left, right = all_pairs(len(rows))
    levels = unpack(plan.compare(left, right), 1)
    index = np.arange(len(left), dtype=np.int32)
    shared = log_frequencies(plan, records).shared(left, right, index, levels > 0)
    any_value = sum(1 for row in rows if row)
    share = {v: sum(v in row for row in rows) / any_value for row in rows for v in row}
    for i, (a, b) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        met = [(single_level(field, x, y), x, y) for x in rows[a] for y in rows[b]]
        best = max((level for level, _, _ in met), default=-1)
        assert levels[i, 0] == best
        if best > 0:
            wanted = min(max(share[x], share[y]) for level, x, y in met if level == best)
            assert shared[i, 0] == pytest.approx(np.log(wanted))
        else:
            assert np.isnan(shared[i, 0])


@given(rows=rows_of(numbers))
@example(rows=[["4930123456", "4989765432"], ["4989765432", "4930123456"]])
@settings(max_examples=60, deadline=None)
def test_phones(rows: list[Row]) -> None:
    check("phone", rows)


@given(rows=rows_of(addresses))
@example(rows=[["zoe@x.de", "anna.bell@x.de"], ["anna.bell@y.de", "bell@y.de"]])
@settings(max_examples=60, deadline=None)
def test_emails(rows: list[Row]) -> None:
    check("email", rows)


@given(rows=st.lists(st.lists(st.sampled_from("abcde"), unique=True, max_size=4), min_size=2))
@example(rows=[["a", "b", "c"], ["c", "b", "a"], ["a", "b"], []])
@settings(max_examples=100, deadline=None)
def test_the_share_of_pairs_that_agree(rows: list[Row]) -> None:
    """Pairs that share a value, each once however many they share; the usual base left out."""
    sharing = sum(
        bool(set(a) & set(b)) for i, a in enumerate(rows) for j, b in enumerate(rows) if i != j
    )
    with_any = sum(1 for row in rows if row)
    values = Values.of(columns(rows))
    assert values.sharing_pairs() == sharing
    assert values.rows_with_any() == with_any
    pairs = with_any * (with_any - 1)
    assert equal_share(columns(rows), 0.25) == pytest.approx((sharing + 250) / (pairs + 1000))


def test_a_value_counts_once_in_a_record() -> None:
    twice = from_distinct(np.array([0, 1], np.int32), ["a", "b"])
    values = Values.of([twice, twice])
    assert values.codes.tolist() == [[0, -1], [1, -1]]
    assert values.frequencies().tolist() == [0.5, 0.5]


def test_one_value_a_record_needs_no_table_of_pairs() -> None:
    column = from_distinct(np.arange(3, dtype=np.int32), ["4930123456", "4930123457", "12"])
    records = StandardRecords(3, {"phone": column})
    plan = plan_comparisons(records)
    left, right = all_pairs(3)
    frequencies = log_frequencies(plan, records)
    index = np.zeros(len(left), np.int32)
    assert plan.agreed == {}
    assert frequencies.slots.tolist() == [-1]
    assert frequencies.shared(left, right, index, np.ones((1, 1), np.bool_)).shape == (6, 0)
