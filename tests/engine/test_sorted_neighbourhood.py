"""Sorted neighbourhood against a naive window over Python strings."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.blocking.sorted_neighbourhood import (
    default_passes,
    sorted_distinct,
    sorted_neighbourhood,
)
from twinset.columns import from_arrow, row_texts
from twinset.config import SortedPlan
from twinset.errors import PlanError
from twinset.types import StandardRecords


def standard(size: int, **columns: list[str | None]) -> StandardRecords:
    fields = {name: from_arrow(pa.array(values, pa.string())) for name, values in columns.items()}
    return StandardRecords(size, fields)


def naive(records: StandardRecords, keys: list[list[str]], window: int) -> list[tuple[int, int]]:
    pairs = set()
    for key in keys:
        columns = []
        for part in key:
            name, _, transform = part.partition(":")
            values = row_texts(records[name])
            columns.append([v[::-1] if transform and v else v for v in values])
        rows = [row for row in range(records.size) if columns[0][row] is not None]
        # "" sorts first, as null does; no value is empty
        rows.sort(key=lambda row: [column[row] or "" for column in columns])
        for at, row in enumerate(rows):
            for other in rows[at + 1 : at + window]:
                pairs.add((min(row, other), max(row, other)))
    return sorted(pairs)


def run(
    records: StandardRecords, keys: list[list[str]] | None, window: int, threads: int = 1
) -> list[tuple[int, int]]:
    found = sorted_neighbourhood(records, SortedPlan(window=window), keys, threads=threads)
    return list(zip(found.left.tolist(), found.right.tolist(), strict=True))


WORDS = st.one_of(st.none(), st.text("abé\U0001f600", min_size=1, max_size=3))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=12), st.integers(2, 15))
def test_naive_window(rows: list[tuple[str | None, ...]], window: int) -> None:
    columns = [[row[i] for row in rows] for i in range(3)]
    records = standard(
        len(rows), given_name=columns[0], family_name=columns[1], birth_date=columns[2]
    )
    keys = [["family_name", "given_name"], ["given_name:reversed"], ["birth_date", "family_name"]]
    expected = naive(records, keys, window)
    assert run(records, keys, window) == expected
    assert run(records, keys, window, threads=2) == expected


@pytest.mark.parametrize("size", [0, 1, 2, 63, 64, 65, 2000])
def test_default_passes_of_all_sizes(size: int) -> None:
    records = standard(
        size,
        family_name=[None if i % 7 == 0 else f"n{i * 7919 % 101}" for i in range(size)],
        given_name=[f"g{i * 31 % 17}" for i in range(size)],
        email=[None if i % 3 else f"{i}@x.org" for i in range(size)],
    )
    passes = default_passes(records)
    expected = naive(records, [list(key) for key in passes], 5)
    assert run(records, None, 5) == expected
    if size > 2:
        assert passes[0] == ("family_name", "given_name")
        assert expected


def test_default_passes_follow_the_fields() -> None:
    two: list[str | None] = ["a", "b"]
    records = standard(2, full_name=two, email=two, country=two)
    assert default_passes(records) == [("full_name",), ("full_name:reversed",), ("email",)]
    both = standard(2, full_name=two, family_name=two)
    assert default_passes(both) == [("family_name",), ("family_name:reversed",)]
    assert default_passes(standard(2, family_name=["a", "a"], country=two)) == []


def test_typo_in_the_first_letter_is_found_from_the_end() -> None:
    names: list[str | None] = [f"{c}{c}{c}" for c in "cdefghijklmnopqrstuvwxy"]
    records = standard(len(names) + 2, family_name=["annaberg", *names, "znnaberg"])
    assert (0, len(names) + 1) in run(records, None, 2)


@pytest.mark.parametrize(
    "records",
    [
        StandardRecords(0, {}),
        StandardRecords(3, {}),
        standard(3, family_name=[None] * 3),
        standard(1, family_name=["a"]),
        standard(2, country=["no", "no"]),
    ],
)
def test_nothing_to_sort(records: StandardRecords) -> None:
    assert run(records, None, 5) == []


def test_unknown_field_is_named() -> None:
    with pytest.raises(PlanError, match="surname"):
        run(standard(1, family_name=["a"]), [["surname"]], 5)


@pytest.mark.parametrize("size", [0, 1, 2, 1000])
def test_sorted_distinct(size: int) -> None:
    values = np.random.default_rng(size).integers(0, 300, size)
    assert sorted_distinct(values.copy()).tolist() == sorted(set(values.tolist()))
