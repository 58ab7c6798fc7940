"""Threads over tiles. The result never depends on the number of threads.

Work is cut into tiles whose borders depend on the data alone; kernels release the GIL; results
come back in tile order.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def available_threads() -> int:
    """The processors that this process may use (at least 1)."""
    try:
        return max(1, len(os.sched_getaffinity(0)))
    except AttributeError:  # macOS and Windows have no affinity call
        return max(1, os.cpu_count() or 1)


def tiles(size: int, tile: int) -> Iterator[tuple[int, int]]:
    """Half-open ranges of at most ``tile`` that cover ``range(size)`` in order."""
    for start in range(0, size, tile):
        yield start, min(start + tile, size)


def map_ordered(function: Callable[[T], R], items: Iterable[T], threads: int) -> Iterator[R]:
    """``map`` over a thread pool; results in the order of ``items``.

    At most ``2 * threads`` results are under way, so an unconsumed stream costs bounded memory.
    """
    if threads <= 1:
        yield from map(function, items)
        return
    with ThreadPoolExecutor(threads) as pool:
        pending: deque[Future[R]] = deque()
        try:
            for item in items:
                pending.append(pool.submit(function, item))
                if len(pending) >= 2 * threads:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        finally:
            for future in pending:
                future.cancel()


def for_each(function: Callable[[T], object], items: Iterable[T], threads: int) -> None:
    """Call a function with each item, over a thread pool, for what it fills or keeps."""
    deque(map_ordered(function, items, threads), maxlen=0)
