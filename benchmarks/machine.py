"""What this machine can do at most, measured in the same run as what is compared with it."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

COPIED = 256 << 20
"""Bytes: several times the last-level cache, so that a copy goes to memory."""
LOOKUPS = 4_000_000


def cpu_seconds(function: Callable[[], Any], rounds: int = 5) -> float:
    """The least CPU seconds of the process over some calls, after one that does not count.

    CPU and not wall time, so that a busy machine blurs the figure less; no subject has threads.
    """
    function()
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        function()
        best = min(best, time.process_time() - start)
    return best


@lru_cache
def bandwidth() -> float:
    """Bytes a second that one core reads and writes when it copies a large array."""
    source = np.ones(COPIED, np.uint8)
    target = np.zeros(COPIED, np.uint8)
    return 2 * COPIED / cpu_seconds(lambda: np.copyto(target, source))


@lru_cache
def lookups(table: int) -> float:
    """Random reads a second that one core does in a table of so many bytes.

    Independent ones, as in a gather: a chain of reads that depend on each other is slower.
    """
    values = np.ones(max(1, table // 4), np.int32)
    at = np.random.default_rng(1).integers(0, len(values), LOOKUPS)
    out = np.empty(LOOKUPS, np.int32)
    return LOOKUPS / cpu_seconds(lambda: np.take(values, at, out=out, mode="clip"))


@dataclass(frozen=True, slots=True)
class Limit:
    """What a kernel can't beat: the share of it that was reached, and its name."""

    share: float
    name: str


def limit(touched: int, random_reads: int, table: int, seconds: float) -> Limit:
    """How near a time is to what memory allows.

    Where memory would allow more than three times the speed, instructions are what limits it.
    """
    by_copy = touched / bandwidth() / seconds
    by_lookup = random_reads / lookups(table) / seconds if random_reads else 0.0
    share = max(by_copy, by_lookup)
    if share < 1 / 3:
        return Limit(share, "instructions")
    return Limit(share, "memory bandwidth" if by_copy >= by_lookup else "random reads")


def description() -> str:
    """Processor, Python and NumPy."""
    processor = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123
            names = [line.partition(":")[2].strip() for line in file if "model name" in line]
        processor = names[0] if names else processor
    except OSError:
        pass
    return f"{processor}, Python {platform.python_version()}, NumPy {np.__version__}"


def load() -> str:
    """How busy the machine was in the last minutes: rates on a busy one are lower."""
    if not hasattr(os, "getloadavg"):
        return ""
    return f"Load average while measuring: {os.getloadavg()[1]:.1f} on {os.cpu_count()} processors."
