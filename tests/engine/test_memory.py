"""A budget for a whole run is kept, never changes the result, and is refused where it can't be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

import twinset
from twinset import memory
from twinset.blocking.candidates import Candidates, build_blocks
from twinset.blocking.shelf import BlockShelf
from twinset.clock import Clock
from twinset.errors import BudgetError, OutputError
from twinset.generator import GeneratorSettings, generate
from twinset.memory import Budget, on_disk, resident_memory
from twinset.types import BlockKeys, PairList

MIB = 1 << 20
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc and glibc")

JOB = """
import json, sys
import twinset
from twinset.memory import peak_memory
from pathlib import Path
source, out, budget = sys.argv[1:]
result = twinset.dedupe(source, memory=int(budget) or None, threads=2)
result.write(out)
print(json.dumps({"peak": peak_memory(), "warnings": result.summary["warnings"]}))
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """200,000 contacts as a Parquet file."""
    import pyarrow.parquet

    path = tmp_path_factory.mktemp("base") / "contacts.parquet"
    pyarrow.parquet.write_table(generate(GeneratorSettings(rows=200_000, seed=1)).records, path)
    return path


def peak_of(base: Path, out: Path, budget: int) -> tuple[int, list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", JOB, str(base), str(out), str(budget)],
        capture_output=True, text=True, check=True, env=os.environ,
    )  # fmt: skip
    told = json.loads(done.stdout)
    return told["peak"], told["warnings"]


@linux
def test_a_budget_is_kept_and_changes_nothing(base: Path, tmp_path: Path) -> None:
    """By a process of its own: the peak is of a process's whole life."""
    budget = 490 * MIB
    free, _ = peak_of(base, tmp_path / "free", 0)
    peak, warnings = peak_of(base, tmp_path / "kept", budget)
    assert peak <= budget < free
    assert not [text for text in warnings if "memory budget" in text]
    for name in ("clusters", "pairs", "golden", "golden_sources", "merge_sets"):
        one, other = (tmp_path / out / f"{name}.parquet" for out in ("free", "kept"))
        assert one.read_bytes() == other.read_bytes(), name


@linux
@pytest.mark.parametrize("budget", [MIB, 64 * MIB])
def test_too_small_a_budget_is_refused_with_what_would_do(budget: int) -> None:
    records = generate(GeneratorSettings(rows=20_000, seed=1)).records
    with pytest.raises(BudgetError, match=r"20,000 records: about \d+ MiB are needed") as caught:
        twinset.dedupe(records, memory=budget)
    assert "--memory" in caught.value.hint


def test_no_budget_asks_for_nothing() -> None:
    free = Budget()
    free.require(1 << 60, "compare", 10)
    assert (free.room(5), free.threads(3), free.tight) == (None, 3, False)
    assert Budget(1 << 60).threads(3) == 1
    assert Budget(1).room(0) == (0 if resident_memory() else 1)


@pytest.mark.parametrize("rows", [0, 1, 1000])
def test_a_table_on_disk_is_the_same(rows: int) -> None:
    table = pa.table({"name": ["é" * (n % 5) or None for n in range(rows)], "n": range(rows)})
    assert on_disk(table).equals(table)


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pa.ipc, "new_file", full)
    with pytest.raises(OutputError, match="No space left"):
        on_disk(pa.table({"n": [1]}))


def keys(width: int) -> BlockKeys:
    drawn = np.random.default_rng(width).integers(0, 9, (60, width)).astype(np.uint64)
    return BlockKeys(f"rule {width}", drawn[:, 0] if width == 1 else drawn)


@pytest.mark.parametrize("disk", [False, True])
def test_blocks_come_back_from_the_shelf(disk: bool) -> None:
    shelf = BlockShelf(on_disk=disk)
    given = [build_blocks(keys(width), max_block=50) for width in (1, 2, 3)]
    given.append(build_blocks(BlockKeys("none", np.zeros(60, np.uint64)), max_block=50))
    for blocks in given:
        shelf.put(blocks)
    assert len(shelf) == 4
    for one, other in zip(given, shelf, strict=True):
        assert (one.name, one.largest, one.pairs) == (other.name, other.largest, other.pairs)
        for name in ("ids", "rows", "ends", "before", "blocks"):
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_compact_candidates_are_the_same() -> None:
    blocks = [build_blocks(keys(width), max_block=50) for width in (1, 2)]
    extra = PairList("found", np.array([0, 5], np.int32), np.array([7, 9], np.int32))
    plain, given = Candidates(60, blocks, [extra]), list(blocks)
    compact = Candidates.compact(60, given).with_list(extra)
    assert given == []
    np.testing.assert_array_equal(plain.block_ids, compact.block_ids)
    for unit in plain.units():
        one, other = plain.expand(unit), compact.expand(unit)
        np.testing.assert_array_equal(one.left, other.left)
        np.testing.assert_array_equal(one.right, other.right)
    left, right = np.triu_indices(60, 1)
    for rule, slim in zip(plain.rules, compact.rules, strict=True):
        assert rule.records == slim.records
        np.testing.assert_array_equal(rule.shared(left, right), slim.shared(left, right))


def test_freed_memory_is_given_back_between_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(memory, "_keeps", False)  # the command may have run in this process
    monkeypatch.setattr(memory, "give_back", lambda: asked.append("yes"))
    with Clock().measure("block"):
        assert not asked
    assert asked == ["yes"]
    monkeypatch.undo()
    memory.give_back()  # whatever the system


@pytest.mark.parametrize(("machine", "given"), [(8 << 30, False), (2 << 30, True), (0, True)])
def test_kept_pages_are_given_back_where_memory_is_short(
    monkeypatch: pytest.MonkeyPatch, machine: int, given: bool
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(memory, "_keeps", True)
    monkeypatch.setattr(memory, "_physical_memory", lambda: machine)
    monkeypatch.setattr(memory, "resident_memory", lambda: 1 << 30)
    monkeypatch.setattr(memory, "give_back", lambda: asked.append("yes"))
    memory.give_back_surplus()
    assert bool(asked) == given


KEEPING = """
import resource, sys
import numpy as np
from twinset import memory
if sys.argv[1] == "keep":
    memory.keep_pages()
for _ in range(8):
    np.ones(1 << 23)
faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
large = np.ones(40 << 20)
held = memory.resident_memory()
del large
memory.give_back()
print(faults, held - memory.resident_memory())
"""


@linux
def test_pages_that_are_kept_are_not_asked_for_again_and_are_given_back_at_last() -> None:
    told = {
        way: subprocess.run(
            [sys.executable, "-c", KEEPING, way],
            capture_output=True, text=True, check=True,
            env={**os.environ, "NUMPY_MADVISE_HUGEPAGE": "0"},
        ).stdout.split()
        for way in ("default", "keep")
    }  # fmt: skip
    faults = {way: int(numbers[0]) for way, numbers in told.items()}
    assert faults["default"] - faults["keep"] > 50_000
    assert int(told["keep"][1]) > 256 * MIB


POOL_VARIABLE = "ARROW_DEFAULT_MEMORY_POOL"
POOL = """
from twinset import memory
{}
import pyarrow as pa
print(pa.default_memory_pool().backend_name)
"""


@linux
@pytest.mark.parametrize("how", ["memory.keep_pages()", "memory.Budget(1 << 30).settle()"])
def test_arrow_takes_its_memory_from_where_numpy_does(how: str) -> None:
    chosen = {name: os.environ[name] for name in os.environ if name != POOL_VARIABLE}
    told = subprocess.run(
        [sys.executable, "-c", POOL.format(how)],
        capture_output=True, text=True, check=True, env=chosen,
    ).stdout  # fmt: skip
    assert told.strip() == "system"
