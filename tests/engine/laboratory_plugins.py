"""A package of ill-behaved strategies, as an installed plugin: with its entry points, on a path."""

from __future__ import annotations

from pathlib import Path

_CODE = '''
import os
import sys
import time

import numpy as np

from twinset.strategies import Strategy


class Given:
    largest_block = 2

    def __init__(self, pairs):
        self._pairs = pairs

    def pairs(self):
        left, right = np.array(self._pairs, np.int32).reshape(-1, 2).T
        yield np.ascontiguousarray(left), np.ascontiguousarray(right)


class First(Strategy, frozen=True, kw_only=True):
    """The first pairs of all. Prints, which must not disturb anyone."""

    name = "first"
    count: int = 3
    """How many."""

    def fit(self, task):
        print("noise on stdout", flush=True)
        return Given([(0, n + 1) for n in range(self.count)])


class Sleeps(Strategy, frozen=True, kw_only=True):
    name = "sleeps"

    def fit(self, task):
        time.sleep(600)


class Eats(Strategy, frozen=True, kw_only=True):
    name = "eats"

    def fit(self, task):
        held = []
        while True:
            held.append(np.ones(4_000_000))
            time.sleep(0.005)


class Raises(Strategy, frozen=True, kw_only=True):
    name = "raises"

    def fit(self, task):
        raise ValueError("john.doe@example.org is a value")


class Dies(Strategy, frozen=True, kw_only=True):
    name = "dies"

    def fit(self, task):
        os._exit(7)


class Twice(Strategy, frozen=True, kw_only=True):
    name = "twice"

    def fit(self, task):
        return Given([(0, 1), (0, 1)])


class Backwards(Strategy, frozen=True, kw_only=True):
    name = "backwards"

    def fit(self, task):
        return Given([(1, 0)])


class Endless(Strategy, frozen=True, kw_only=True):
    name = "endless"
    largest_block = 0

    def fit(self, task):
        return self

    def pairs(self):
        while True:
            yield np.zeros(100, np.int32), np.arange(1, 101, dtype=np.int32)
'''
NAMES = ("first", "sleeps", "eats", "raises", "dies", "twice", "backwards", "endless")


def install(folder: Path) -> None:
    """Put the package and its entry points into ``folder``."""
    (folder / "ill_behaved.py").write_text(_CODE)
    info = folder / "ill_behaved-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: ill-behaved\nVersion: 1.0\n")
    lines = [f"{name} = ill_behaved:{name.capitalize()}" for name in NAMES]
    (info / "entry_points.txt").write_text("[twinset.strategies]\n" + "\n".join(lines) + "\n")
