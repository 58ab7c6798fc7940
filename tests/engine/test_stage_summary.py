"""What a run says of each stage: seconds, processor seconds and memory."""

from __future__ import annotations

import sys
import time

import numpy as np
import pytest

from twinset.clock import Clock
from twinset.memory import resident_memory

ROOM = 64 << 20


def test_seconds_of_waiting_and_of_working_are_told_apart() -> None:
    clock = Clock()
    with clock.measure("waits"):
        time.sleep(0.2)
    with clock.measure("works"):
        end = time.process_time() + 0.2
        while time.process_time() < end:
            pass
    waits, works = clock.stages
    assert waits.seconds >= 0.2
    assert waits.cpu_seconds < 0.1
    assert works.cpu_seconds >= 0.2


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux says it cheaply")
def test_memory_that_is_kept_and_memory_that_was_needed_for_a_moment() -> None:
    clock = Clock()
    before = resident_memory()
    with clock.measure("keeps"):
        kept = np.ones(ROOM, np.uint8)
    with clock.measure("lets go"):
        moment = np.ones(3 * ROOM, np.uint8)
        del moment
    keeps, lets_go = clock.stages
    assert keeps.rss_bytes >= before + kept.nbytes * 0.9
    assert lets_go.rss_bytes < keeps.rss_bytes + ROOM
    assert lets_go.peak_bytes >= lets_go.rss_bytes + 2 * ROOM


def test_a_stage_that_fails_is_told_too() -> None:
    clock = Clock()
    with pytest.raises(ZeroDivisionError), clock.measure("fails"):
        _ = 1 / 0
    assert [stage.name for stage in clock.stages] == ["fails"]
