"""Compiled kernels are found again where the sources are the same, and only there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from twinset import _jit_cache

HELPER = """from twinset._jit import inline

@inline
def step(value):
    return value + {step}
"""
CALLER = """from twinset._jit import kernel
from twinset.kernels.helper import step

@kernel("int64(int64)")
def twice(value):
    return step(step(value))
"""
LONER = """from twinset._jit import kernel

@kernel("int64(int64)")
def same(value):
    return value
"""
LATER = """from twinset._jit import kernel
from twinset.kernels.caller import twice

@kernel("int64(int64)")
def and_on(value):
    return twice(value) + 1
"""
COMPILE = """
import sys
from pathlib import Path
from twinset import _jit
from twinset.kernels import caller, loner
kernels = "twinset.kernels"
claims = Path(sys.argv[1])
print(list(_jit._compile_share(kernels, claims)))
more = []
print(_jit.compile_kernels(more.append), sum(more), _jit.kernels_are_cached())
"""
SCRIPT = """
from twinset.kernels import caller, loner
print(caller.twice(1), loner.same(1))
hits = lambda kernel: sum(kernel.stats.cache_hits.values())
print(hits(caller.twice), hits(loner.same))
"""

OTHER_NUMBA = (
    """
from twinset import _jit_cache
def lacks(*_):
    raise AttributeError("_finalize_final_module")
_jit_cache._LoadedLibrary.__init__ = lacks
"""
    + SCRIPT
)

CALLED_LATER = """
from twinset.kernels import caller
print(caller.twice(1), sum(caller.twice.stats.cache_hits.values()))
from twinset.kernels import later
print(later.and_on(1))
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small Twinset: the JIT wrapper and three kernel modules."""
    return write_package(tmp_path / "here", step=1)


def write_package(folder: Path, *, step: int) -> Path:
    real = Path(_jit_cache.__file__).parent
    (folder / "twinset" / "kernels").mkdir(parents=True, exist_ok=True)
    for name in ("_jit.py", "_jit_cache.py"):
        (folder / "twinset" / name).write_bytes((real / name).read_bytes())
    for name, text in {
        "__init__": "",
        "kernels/__init__": "",
        "kernels/helper": HELPER.format(step=step),
        "kernels/caller": CALLER,
        "kernels/loner": LONER,
        "kernels/later": LATER,
    }.items():
        (folder / "twinset" / f"{name}.py").write_text(text)
    return folder


def run(package: Path, cache: Path) -> tuple[str, str]:
    results, hits = lines_of(SCRIPT, package, cache)
    return results, hits


def lines_of(script: str, package: Path, cache: Path, *arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={
            **os.environ,
            "PYTHONPATH": str(package),
            "PYTHONDONTWRITEBYTECODE": "1",  # Python's own cache goes by the second and the size
            "NUMBA_CACHE_DIR": str(cache),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_a_second_process_loads_what_the_first_compiled(package: Path, tmp_path: Path) -> None:
    assert run(package, tmp_path / "cache") == ("3 1", "0 0")
    assert run(package, tmp_path / "cache") == ("3 1", "1 1")


def test_what_was_loaded_can_be_called_by_what_is_compiled(package: Path, tmp_path: Path) -> None:
    assert run(package, tmp_path / "cache") == ("3 1", "0 0")
    assert lines_of(CALLED_LATER, package, tmp_path / "cache") == ["3 1", "4"]
    assert lines_of(CALLED_LATER, package, tmp_path / "cache") == ["3 1", "4"]


def test_a_numba_that_lacks_what_loading_needs_loads_in_its_own_way(
    package: Path, tmp_path: Path
) -> None:
    run(package, tmp_path / "cache")
    assert lines_of(OTHER_NUMBA, package, tmp_path / "cache") == ["3 1", "1 1"]


def test_two_processes_share_the_work(package: Path, tmp_path: Path) -> None:
    """Each compiles the files that the other has not claimed, and may know files that the other
    has not imported. The helper of this small package fails: its share is done all the same."""
    cache, claims = tmp_path / "cache", tmp_path / "claims"
    claims.mkdir()
    (claims / "twinset.kernels.caller").touch()
    (claims / "twinset.kernels.elsewhere").touch()
    shares, total = lines_of(COMPILE, package, cache, str(claims))
    assert (shares, total) == ("[2]", "2 2 True")
    assert run(package, cache) == ("3 1", "1 1")


def test_equal_sources_elsewhere_share_the_kernels(package: Path, tmp_path: Path) -> None:
    run(package, tmp_path / "cache")
    copy = write_package(tmp_path / "there", step=1)
    assert run(copy, tmp_path / "cache") == ("3 1", "1 1")


def test_an_edited_helper_reaches_its_callers_and_no_others(package: Path, tmp_path: Path) -> None:
    run(package, tmp_path / "cache")
    write_package(package, step=2)
    assert run(package, tmp_path / "cache") == ("5 1", "0 1")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_cache_that_cannot_be_written_costs_time_only(package: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o500)
    assert run(package, cache) == ("3 1", "0 0")


def test_a_cache_that_is_a_file_costs_time_only(package: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.write_text("")
    assert run(package, cache) == ("3 1", "0 0")


def test_kernels_that_nothing_loads_for_a_month_are_thrown_away(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(_jit_cache, "cache_folder", lambda: tmp_path)
    for name in ("old-0123", "new-0123", "phone_plans"):
        (tmp_path / name).mkdir()
    for name in ("old-0123", "phone_plans"):
        os.utime(tmp_path / name, (0, 0))
    _jit_cache.drop_unused()
    assert {folder.name for folder in tmp_path.iterdir()} == {"new-0123", "phone_plans"}
