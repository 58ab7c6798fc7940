"""Time stamps as databases write them are read at once, and as those in any other form are."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.config import StandardizePlan
from twinset.standardize.date_eras import date_texts
from twinset.standardize.date_evidence import reading_of
from twinset.standardize.date_times import UNKNOWN_TIME, iso_times, moments


def slowly(texts: list[str | None]) -> list[int]:
    """The times by the reader of dates in any form."""
    _, reading = reading_of(date_texts(pa.array(texts, pa.string())), StandardizePlan())
    return moments(reading).tolist()


def chunked(texts: list[str | None]) -> pa.ChunkedArray:
    """In several chunks, of which the second does not begin where its buffers do."""
    whole = pa.array(["before", *texts], pa.string()).slice(1)
    half = len(texts) // 2
    return pa.chunked_array([whole.slice(0, half), whole.slice(half)], pa.string())


stamps = st.one_of(
    st.none(),
    st.sampled_from(["1900-01-01 00:00:00", "2999-12-31T23:59:59", "2023-02-30 10:00:00"]),
    st.builds(
        lambda moment, between: moment.replace(microsecond=0).isoformat(between),
        st.datetimes(datetime(1500, 1, 1), datetime(2999, 12, 31)),
        st.sampled_from(" T"),
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(stamps, max_size=9))
def test_the_quick_way_reads_what_the_slow_one_does(texts: list[str | None]) -> None:
    found = iso_times(chunked(texts))
    assert found is not None
    assert found.tolist() == slowly(texts)


def test_a_date_that_stands_for_none_is_no_time() -> None:
    found = iso_times(chunked(["1970-01-01 12:00:00", "1970-01-02 00:00:01", None]))
    assert found is not None
    assert found.tolist() == [UNKNOWN_TIME, 86_401_000_000, UNKNOWN_TIME]


@pytest.mark.parametrize(
    "other",
    [
        "2024-02-29", "2024-02-29 12:30", "2024-02-29 12:30:00.5", "2024-02-29T12:30:00Z",
        "29-02-2024 12:30:00", "2024/02/29 12:30:00", "2024-13-01 12:30:00", "2024-00-01 12:30:00",
        "2024-01-32 12:30:00", "2024-02-29 24:00:00", "2024-02-29 12:60:00", "2024-02-29 12:30:60",
        "1403-02-29 12:30:00", "3024-02-29 12:30:00", "2024-02-29_12:30:00", "2024-02-2a 12:30:00",
        "2024-02-29 12.30.00", "9999-12-31 00:00:00", "nineteen characters", "é024-02-29 12:30:0",
    ],
)  # fmt: skip
def test_any_other_text_takes_the_slow_way(other: str) -> None:
    assert iso_times(chunked(["2024-02-29 12:30:00", other])) is None


def test_other_types_take_the_slow_way() -> None:
    assert iso_times(pa.chunked_array([pa.array([1, 2])])) is None
    encoded = pa.chunked_array([pa.array(["2024-02-29 12:30:00"]).dictionary_encode()])
    assert iso_times(encoded) is None
    assert np.array_equal(iso_times(pa.chunked_array([], pa.string())), [])
