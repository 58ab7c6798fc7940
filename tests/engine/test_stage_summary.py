"""What a run says of each stage: seconds, processor seconds and memory."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest

from twinset.clock import Clock

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


STAGES = """
import json
import numpy as np
from twinset.clock import Clock
from twinset.memory import resident_memory
clock, room = Clock(), 64 << 20
before = resident_memory()
with clock.measure("keeps"):
    kept = np.ones(room, np.uint8)
with clock.measure("lets go"):
    moment = np.ones(3 * room, np.uint8)
    del moment
print(json.dumps([before, *([stage.rss_bytes, stage.peak_bytes] for stage in clock.stages)]))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux says it cheaply")
def test_memory_that_is_kept_and_memory_that_was_needed_for_a_moment() -> None:
    """In a process of its own: in this one the command may have run, which keeps freed pages."""
    done = subprocess.run(
        [sys.executable, "-c", STAGES], capture_output=True, text=True, check=True
    )
    before, (kept, _), (left, peak) = json.loads(done.stdout)
    assert kept >= before + ROOM * 0.9
    assert left < kept + ROOM
    assert peak >= left + 2 * ROOM


def test_a_stage_that_fails_is_told_too() -> None:
    clock = Clock()
    with pytest.raises(ZeroDivisionError), clock.measure("fails"):
        _ = 1 / 0
    assert [stage.name for stage in clock.stages] == ["fails"]
