"""Threads over tiles: order, bounded work, and errors that come through."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinset.parallel import available_threads, map_ordered, tiles


@given(size=st.integers(0, 300), tile=st.integers(1, 100))
def test_tiles_cover_the_range_once(size: int, tile: int) -> None:
    covered = [row for start, stop in tiles(size, tile) for row in range(start, stop)]
    assert covered == list(range(size))
    assert all(stop - start <= tile for start, stop in tiles(size, tile))


@pytest.mark.parametrize("threads", [0, 1, 2, 5])
def test_results_in_the_order_of_the_items(threads: int) -> None:
    """The first item waits for the second, so results can't be in order of completion."""
    second_ran = threading.Event()

    def work(item: int) -> int:
        if item == 0 and threads > 1:
            assert second_ran.wait(10)
        if item == 1:
            second_ran.set()
        return item * item

    assert list(map_ordered(work, range(50), threads)) == [i * i for i in range(50)]


def test_an_unconsumed_stream_holds_few_results() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for item in range(1000):
            taken += 1
            yield item

    results = map_ordered(lambda item: item, items(), 3)
    assert next(results) == 0
    assert taken <= 2 * 3
    results.close()  # type: ignore[attr-defined]
    assert taken <= 2 * 3


@pytest.mark.parametrize("threads", [1, 3])
def test_errors_come_through(threads: int) -> None:
    def work(item: int) -> float:
        return 1 / (5 - item)

    results = map_ordered(work, range(50), threads)
    assert [next(results) for _ in range(5)] == [1 / (5 - item) for item in range(5)]
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_no_items() -> None:
    assert list(map_ordered(str, [], 2)) == []


def test_at_least_one_thread() -> None:
    assert available_threads() >= 1
