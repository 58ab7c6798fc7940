"""What is numbered while roles are told is what standardising would number itself."""

from __future__ import annotations

import threading

import numpy as np
import pyarrow as pa
import pytest

from twinset.numbered_ahead import numbered_ahead
from twinset.standardize import standardize
from twinset.standardize.fields import read_column
from twinset.types import ColumnRole, Records, Role


def _records() -> Records:
    table = pa.table(
        {
            "id": [str(i) for i in range(6)],
            "given_name": ["Ann", "Bob", None, "Ann", "Čeněk", "Bob"],
            "city": ["Paris", "Köln", "Paris", "", None, "Köln"],
            "street": ["1 High St", "2 High St", "1 High St", None, "3 Low Rd", "2 High St"],
            "email": [f"{i}@example.com" for i in range(6)],
            "c1": ["Lyon"] * 6,
        }
    )
    return Records(table, (), ())


def test_columns_that_are_expected_by_their_headers() -> None:
    records = _records()
    with numbered_ahead(records, {}, threads=2) as ahead:
        for numbered in ahead.values():
            numbered.result()
    assert list(ahead) == ["street", "city", "given_name"]  # the longest first
    for column, numbered in ahead.items():
        codes, values = read_column(records, column)
        assert np.array_equal(numbered.result()[0], codes)
        assert numbered.result()[1].equals(values)


def test_the_plan_says_otherwise() -> None:
    plan = {"city": Role.IGNORE, "c1": Role.CITY}
    with numbered_ahead(_records(), plan, threads=2) as ahead:
        for numbered in ahead.values():
            numbered.result()
    assert set(ahead) == {"street", "c1", "given_name"}


def test_one_thread_has_nothing_to_spare() -> None:
    with numbered_ahead(_records(), {}, threads=1) as ahead:
        assert ahead == {}


def test_what_was_not_begun_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    began, ended = threading.Event(), threading.Event()

    def slow(records: Records, column: str) -> str:
        began.set()
        ended.wait(10)
        return column

    monkeypatch.setattr("twinset.numbered_ahead.read_column", slow)
    with numbered_ahead(_records(), {}, threads=2) as ahead:
        assert began.wait(10)
    assert list(ahead) == ["street"]  # under way
    ended.set()
    assert ahead["street"].result() == "street"


@pytest.mark.parametrize("threads", [1, 2])
def test_standard_records_are_the_same_and_take_what_they_ask_for(threads: int) -> None:
    records = _records()
    roles = [
        ColumnRole(name, role, 1.0, "")
        for name, role in [
            ("given_name", Role.GIVEN_NAME),
            ("city", Role.CITY),
            ("street", Role.STREET),
        ]
    ]
    with numbered_ahead(records, {}, threads=2) as ahead:
        for numbered in ahead.values():
            numbered.result()
    found = standardize(records, roles, ahead=ahead, threads=threads)
    wanted = standardize(records, roles)
    assert not ahead
    assert list(found.fields) == list(wanted.fields)
    for name, field in wanted.fields.items():
        for part in ("codes", "offsets", "data"):
            assert np.array_equal(getattr(found.fields[name], part), getattr(field, part))
