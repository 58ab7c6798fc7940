"""The scripts that make the published figures run, on small bases: a figure that nobody can make
again is worth nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from twinset.evaluation import evaluate
from twinset.kernels.unionfind import connected_components

SCRIPTS = Path(__file__).resolve().parents[2] / "benchmarks"
if not SCRIPTS.is_dir():
    pytest.skip("the benchmarks are not part of this copy", allow_module_level=True)


@pytest.fixture
def versus(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import versus

    return versus


@pytest.fixture
def trials(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import trials

    return trials


def run(script: str, *arguments: str | Path) -> str:
    """What the script prints; it must end well."""
    done = subprocess.run(
        [sys.executable, SCRIPTS / script, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_versus_measures_and_keeps_earlier_rows(tmp_path: Path) -> None:
    base = ("--sets=", "--results", tmp_path)
    run("versus.py", *base, "--generated", "1k", "--peers", "twinset,twinset-families")
    run("versus.py", *base, "--generated", "1k-hard", "--peers", "twinset", "--update")
    rows = json.loads((tmp_path / "versus.json").read_text())["rows"]
    told = [(row["set"], row["peer"], row["status"]) for row in rows]
    assert told == [
        ("generated_1k", "twinset", "ok"),
        ("generated_1k", "twinset-families", "ok"),
        ("generated_1k-hard", "twinset", "ok"),
    ]
    medium, families, hard = rows
    assert min(medium["f1"], families["f1"]) > 0.95
    assert 0.85 < hard["f1"] < medium["f1"]
    assert all(row["seconds"] > 0 and row["peak_bytes"] > 50e6 for row in rows)
    page = (tmp_path / "versus.md").read_text()
    assert "## generated_1k-hard" in page
    assert f"{families['f1']:.4f}" in page


def test_versus_tells_of_a_peer_that_fails(tmp_path: Path) -> None:
    arguments = ("--sets=", "--generated", "1k", "--peers", "goldenmatch", "--timeout", "60")
    # an interpreter that has no goldenmatch: Python alone, without any package
    run("versus.py", *arguments, "--results", tmp_path, "--peers-python", sys._base_executable)
    (row,) = json.loads((tmp_path / "versus.json").read_text())["rows"]
    assert row["status"].startswith("exit 1: ModuleNotFoundError")
    assert row["f1"] is None
    assert "ModuleNotFoundError" in (tmp_path / "versus.md").read_text()


def test_sets_stand_in_order(versus) -> None:  # type: ignore[no-untyped-def]
    names = ["generated_1M", "generated_100k-hard", "restaurants", "generated_100k", "febrl3"]
    assert sorted(names, key=versus.place) == [
        "febrl3", "restaurants", "generated_100k", "generated_100k-hard", "generated_1M",
    ]  # fmt: skip
    assert [versus.number(size) for size in ("250", "100k", "1M-hard", "1.5m")] == [
        250, 100_000, 1_000_000, 1_500_000,
    ]  # fmt: skip


def test_the_threshold_granted_to_a_peer_is_its_best(trials) -> None:  # type: ignore[no-untyped-def]
    random = np.random.default_rng(7)
    entity = random.integers(0, 40, 100)
    ids = pa.array([f"r{row}" for row in range(100)])
    left, right = random.integers(0, 100, (2, 400))
    same = entity[left] == entity[right]
    weight = np.where(same, 9.0, 2.0) + random.normal(0.0, 4.0, 400)
    pairs = pa.table({"left": ids.take(pa.array(left)), "right": ids.take(pa.array(right)),
                      "weight": weight})  # fmt: skip
    truth = pa.table({"id": ids, "entity": pa.array(entity)})

    def f1(threshold: float) -> float:
        kept = weight >= threshold
        rows = [side[kept].astype(np.int32) for side in (left, right)]
        return evaluate(connected_components(100, *rows), entity).f1

    best = trials.best_threshold(pairs, truth)
    assert f1(best) == max(f1(threshold) for threshold in trials.WEIGHTS)
    assert f1(best) > max(f1(-10.0), f1(39.0))


@pytest.mark.parametrize(
    ("script", "arguments", "told"),
    [
        ("quality.py", ["--sets=", "--generated", "1000"], "generated"),
        ("errors.py", ["--rows", "2000"], "## Missed pairs"),
        ("calibration.py", ["--sets=", "--generated", "1000:medium:western:1"], "# Calibration"),
        ("blocking_families.py", ["--rows", "1000"], "sorted neighbourhood"),
    ],
)
def test_a_script_writes_what_it_prints(
    script: str, arguments: list[str], told: str, tmp_path: Path
) -> None:
    one_file = script in ("errors.py", "calibration.py")
    printed = run(script, *arguments, "--results", tmp_path / "page.md" if one_file else tmp_path)
    (page,) = (path.read_text() for path in tmp_path.iterdir())
    assert told in printed
    assert printed.strip() in page


def test_ceiling_weighs_with_and_without_labels() -> None:
    pytest.importorskip("sklearn")
    table = run("ceiling.py", "--rows", "2000").splitlines()
    assert [line.split()[0] for line in table[-2:]] == ["no", "labels"]
    assert all(0.9 < float(line.split()[-1]) <= 1 for line in table[-2:])


def test_stages_tells_every_stage() -> None:
    table = run("stages.py", "--rows", "2000", "--runs", "1", "--stdout")
    for stage in ("read", "standardize", "block", "train", "write", "whole process"):
        assert stage in table
