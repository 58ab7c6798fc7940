"""A strategy that blows up is a row that says so; the others are unharmed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import laboratory_plugins
import numpy as np
import pyarrow as pa
import pytest

from twinset.config import Plan
from twinset.laboratory import compare
from twinset.laboratory.bench import open_bench, store
from twinset.laboratory.process import Limits, Outcome, run
from twinset.laboratory.worker import Task
from twinset.strategies import registry


@pytest.fixture(scope="module")
def table() -> pa.Table:
    names = ["Ada", "Grace", "Edsger", "Barbara", "Donald", "Alan"]
    return pa.table(
        {
            "id": [str(n) for n in range(120)],
            "given_name": [names[n % 6] for n in range(120)],
            "family_name": [f"Name{chr(97 + n // 2 % 26)}{n // 2}" for n in range(120)],
            "email": [f"p{n // 2}@example.org" for n in range(120)],
        }
    )


@pytest.fixture(scope="module")
def plugins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("plugins")
    laboratory_plugins.install(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        registry._plugins.cache_clear()
        yield
    registry._plugins.cache_clear()


@pytest.fixture(scope="module")
def bench(table: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "bench"
    store(open_bench(table)[1], path)
    return path


def measured(bench: Path, strategy: str, limits: Limits, budget: int | None = None) -> Outcome:
    return run(
        Task(
            bench=str(bench), strategy=strategy, plan=Plan(), threads=1, repeat=1, budget=budget,
            score=False,
        ),
        limits,
    )  # fmt: skip


@pytest.mark.usefixtures("plugins")
def test_a_well_behaved_plugin_is_measured(bench: Path) -> None:
    outcome = measured(bench, "first:count=5", Limits(60, None))
    assert outcome.status == "done", outcome.message
    assert outcome.measured is not None
    assert outcome.measured.candidate_pairs == 5
    assert outcome.measured.largest_block == 2
    assert len(outcome.measured.fit_seconds) == 1
    assert outcome.measured.peak_bytes > 10_000_000
    assert outcome.proposed is not None
    assert outcome.proposed.sample.rate == 1.0
    assert outcome.proposed.sample.right.tolist() == [1, 2, 3, 4, 5]


@pytest.mark.usefixtures("plugins")
def test_one_that_sleeps_is_stopped(bench: Path) -> None:
    start = time.monotonic()
    outcome = measured(bench, "sleeps", Limits(8.0, None))
    assert outcome.status == "time limit"
    assert outcome.message == "more than 8 s in its first pass"
    assert time.monotonic() - start < 40


def test_the_limit_is_not_about_the_start() -> None:
    """Importing takes longer than a second on many machines."""
    limits = Limits(1.0, None)
    assert (limits.of("look"), limits.of("run"), limits.of("score")) == (1.0, 1.0, 1.0)
    assert limits.of("start") == 30.0
    assert Limits(100.0, None).of("start") == 100.0
    assert Limits(None, None).of("start") == Limits(None, None).of("run") == float("inf")


@pytest.mark.usefixtures("plugins")
def test_one_that_eats_memory_is_stopped(bench: Path) -> None:
    outcome = measured(bench, "eats", Limits(120, 700 << 20))
    assert outcome.status == "memory limit"
    assert outcome.message.startswith("more than 700 MiB in its ")
    assert outcome.measured is None


@pytest.mark.usefixtures("plugins")
@pytest.mark.parametrize(
    ("strategy", "said"),
    [
        ("raises", "ValueError in ill_behaved.py:"),
        ("dies", "code 7"),
        ("twice", "proposed twice"),
        ("backwards", "a pair that is none"),
    ],
)
def test_one_that_fails_says_why_without_a_value(bench: Path, strategy: str, said: str) -> None:
    outcome = measured(bench, strategy, Limits(60, None))
    assert outcome.status == "failed"
    assert said in outcome.message
    assert "john" not in outcome.message


@pytest.mark.usefixtures("plugins")
def test_one_beyond_the_budget_is_stopped(bench: Path) -> None:
    for strategy in ("endless", "first:count=100"):
        outcome = measured(bench, strategy, Limits(60, None), budget=50)
        assert outcome.status == "over budget"
        assert outcome.measured is not None
        assert outcome.measured.candidate_pairs > 50
        assert outcome.message == "more than 50 pairs"


@pytest.mark.usefixtures("plugins")
def test_the_others_are_unharmed_and_nothing_stays(table: pa.Table, tmp_path: Path) -> None:
    truth = tmp_path / "truth.csv"
    truth.write_text("id,entity\n" + "".join(f"{n},{n // 2}\n" for n in range(120)))
    before = set(_children())
    report = compare(
        table, truth=truth, strategies=["raises", "keys:rules=email", "sleeps"],
        time_limit=6.0, threads=1,
    )  # fmt: skip
    raises, keys, sleeps = report.sizes[0].strategies
    assert (raises.status, keys.status, sleeps.status) == ("failed", "done", "time limit")
    assert keys.pair_completeness == keys.pairs_quality == 1.0
    assert keys.found_pairs == keys.only_found_pairs == report.sizes[0].true_pairs == 60
    assert report.sizes[0].pairs_frontier == ["keys:rules=email"]
    assert report.warnings == ["at 120 records 2 of 3 are not done"]
    assert set(_children()) <= before


def _children() -> Iterator[int]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == os.getpid():
            yield int(path.parent.name)


def test_the_same_figures_each_time(bench: Path) -> None:
    one, two = (measured(bench, "tokens", Limits(60, None)) for _ in range(2))
    assert one.proposed is not None
    assert two.proposed is not None
    assert np.array_equal(one.proposed.sample.packed, two.proposed.sample.packed)
