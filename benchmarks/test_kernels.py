"""The table of kernels under pytest-benchmark: each subject and its rivals are one group.

    make bench
    pytest benchmarks/test_kernels.py -k Levenshtein --benchmark-columns=min,ops

CPU seconds of one core on the pairs of real blocks; ``per_second`` stands in the extra info of
``--benchmark-json``. ``benchmarks/kernels.py`` writes the same subjects as a page, with the
machine's limits and compile times.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "kernels"))

from cases import Case
from real_blocks import real_blocks
from subjects import SUBJECTS, Subject

ROWS = int(os.environ.get("TWINSET_BENCH_ROWS", "20000"))


@pytest.fixture(scope="module", params=SUBJECTS, ids=lambda subject: subject.name)
def subject(request: pytest.FixtureRequest) -> Subject:
    return request.param


@pytest.fixture(scope="module")
def case(subject: Subject) -> Case:
    return subject.arrange(real_blocks(ROWS))


@pytest.mark.benchmark(timer=time.process_time)
@pytest.mark.parametrize("contender", ["twinset", "rival", "other rival"])
def test_kernel(benchmark: Any, subject: Subject, case: Case, contender: str) -> None:
    benchmark.group = f"{subject.name} ({subject.unit})"
    function, items = case.run, case.items
    if contender != "twinset":
        rivals = list(case.rivals.items())[contender == "other rival" :]
        if not rivals:
            pytest.skip("no such rival, or not installed")
        benchmark.name, function = rivals[0]
        items = getattr(function, "items", items)
    benchmark.pedantic(function, rounds=3, warmup_rounds=1)
    benchmark.extra_info["per_second"] = round(items / benchmark.stats["min"])
