"""What each stage of a run took: seconds, and memory at its end."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from twinset.memory import give_back_surplus, peak_memory, resident_memory
from twinset.summary import StageSummary


@dataclass
class Clock:
    """Seconds and memory of each stage."""

    stages: list[StageSummary] = field(default_factory=list)

    @contextmanager
    def measure(self, name: str) -> Iterator[None]:
        start, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.stages.append(
                StageSummary(
                    name=name,
                    seconds=time.perf_counter() - start,
                    cpu_seconds=time.process_time() - cpu,
                    peak_bytes=peak_memory(),
                    rss_bytes=resident_memory(),
                )
            )
            give_back_surplus()
