"""A memory budget for a whole run: what is resident, what is given back, what goes to disk.

A process that frees arrays need not shrink: the allocator keeps the pages for later. At a million
rows that is 370 MB after standardising alone, so what is freed is handed back at the end of each
stage, but by a program that does nothing else, which soon asks for it again. Under a budget the
parts that can wait are kept in temporary files besides (``TMPDIR``): the input table, the blocks of
rules that were not chosen, and compared pairs.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import sys
import tempfile
import weakref
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twinset.errors import BudgetError, OutputError

if TYPE_CHECKING:
    import pyarrow as pa

_M_TRIM_THRESHOLD, _M_TOP_PAD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -2, -3, -8
_LARGE = 1 << 20
_WORTH_GIVING_BACK = 256 << 20
"""Resident bytes from which pages are given back: that takes some milliseconds."""
_STANDARD_BYTES = 24
"""What a value takes while it is standardised, a row and column: 460 bytes a row were measured on
contacts of 20 columns, on one thread."""

_A_LARGE_PART = 4
"""What part of the machine's memory a process may hold and yet keep its pages."""

_keeps = False
"""What ``keep_pages`` has told glibc, which can't be asked."""
_mapped: weakref.WeakSet[mmap.mmap] = weakref.WeakSet()


def peak_memory() -> int:
    """The process's peak resident memory so far, in bytes; 0 where the system does not say.

    Linux hands ``ru_maxrss`` on from the program that started this one (a test runner of 900 MB
    made a budget of 520 MB look broken), so the peak of this program's own pages is asked for.
    """
    try:
        status = Path("/proc/self/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024
    except (OSError, IndexError, ValueError):  # macOS and Windows have no such file
        pass
    try:
        import resource
    except ImportError:  # Windows
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def resident_memory() -> int:
    """The process's resident memory now, in bytes; 0 where the system does not say cheaply."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, IndexError, ValueError):  # macOS and Windows have no such file
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


@cache
def _libc() -> Any:
    """glibc, or None: other allocators have other ways, and give back by themselves."""
    try:
        libc = ctypes.CDLL("libc.so.6")
        return libc if hasattr(libc, "malloc_trim") and hasattr(libc, "mallopt") else None
    except OSError:
        return None


def keep_pages() -> None:
    """Let glibc keep freed pages for the next array, until ``give_back``: for a program that does
    nothing but one run without a budget. Call it before anything starts a thread (NumPy does when
    it is imported): how many arenas there may be is settled when the second one asks for memory.

    By default it maps each large array anew, and the kernel fills its pages with zeros. A million
    rows, three runs in turn: 414,000 page faults to 309,000, 14.7 s to 13.8 s, 2.9 s of system
    time to 2.1 s. One arena for all threads, as what one of them frees is of use to the others:
    3.8 s of system time to 2.2 s on a busy machine, 1,560 MiB at the peak to 1,380.
    """
    global _keeps
    if libc := _libc():
        _keeps = True
        _let_arrow_share()
        libc.mallopt(_M_MMAP_THRESHOLD, 1 << 30)
        libc.mallopt(_M_TRIM_THRESHOLD, 2**31 - 1)
        libc.mallopt(_M_TOP_PAD, 64 << 20)
        libc.mallopt(_M_ARENA_MAX, 1)


def _let_arrow_share() -> None:
    """Let Arrow, if it is yet to be imported, take its memory from glibc too: what the one has
    freed then serves the other, where Arrow's own allocator hands it back and asks for it anew.

    A million rows, in turn: 2.7 and 3.8 s of system time to 1.6 and 1.7, 1,330 MiB at the peak to
    1,245; under a budget, 300,000 rows, 582 MiB to 491.
    """
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")


def give_back() -> None:
    """Hand freed pages to the system, if there are enough to matter."""
    if resident_memory() < _WORTH_GIVING_BACK:
        return
    if "pyarrow" in sys.modules:
        import pyarrow as pa

        pa.default_memory_pool().release_unused()
    if libc := _libc():
        libc.malloc_trim(0)


def give_back_surplus() -> None:
    """What is done between stages: ``give_back``, unless pages are kept and the machine has more.

    A million rows, three runs in turn: 2.0 s of system time to 1.2, 520,000 page faults to
    260,000, for 1,320 MiB at the peak instead of 1,180.
    """
    if not _keeps or resident_memory() > _physical_memory() // _A_LARGE_PART:
        give_back()


def _physical_memory() -> int:
    """The machine's memory in bytes; 0 where the system does not say."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # Windows has no sysconf
        return 0


@dataclass(frozen=True, slots=True)
class Budget:
    """The bytes that a run may have resident; None is no limit."""

    limit: int | None = None

    @property
    def tight(self) -> bool:
        """Whether to spare memory at the price of time."""
        return self.limit is not None

    def settle(self) -> None:
        """From now on large arrays are given back as soon as they are freed (where glibc is)."""
        if self.tight and (libc := _libc()):
            _let_arrow_share()
            libc.mallopt(_M_MMAP_THRESHOLD, _LARGE)

    def threads(self, wanted: int) -> int:
        """Threads for a stage whose every thread needs memory of its own."""
        return 1 if self.tight else wanted

    def room(self, reserved: int) -> int | None:
        """What is left beside what is resident now and ``reserved`` bytes; None without limit."""
        if self.limit is None:
            return None
        return max(0, self.limit - resident_memory() - reserved)

    def require(self, more: int, stage: str, rows: int) -> None:
        """Raise ``BudgetError`` where ``more`` bytes beside what is resident are too many."""
        if self.limit is None:
            return
        needed = resident_memory() + more
        if needed > self.limit:
            raise BudgetError(
                f"{_mebibytes(self.limit)} of memory are too little to {stage} {rows:,} records: "
                f"about {_mebibytes(needed)} are needed",
                hint=f"allow --memory {_mebibytes(needed * 5 // 4).replace(' ', '')} or more, or "
                "leave out columns that need not be merged",
            )

    def require_standard(self, rows: int, columns: int) -> None:
        """``require`` for standardising ``columns`` of ``rows`` records."""
        self.require(rows * columns * _STANDARD_BYTES, "standardize", rows)


UNLIMITED = Budget()


def _mebibytes(size: int) -> str:
    return f"{-(-size // 2**20)} MiB"


def on_disk(table: pa.Table) -> pa.Table:
    """The same table, mapped from a temporary file that goes with the process: its pages are
    read when they are looked at. Raises ``OutputError`` where the temporary folder is full."""
    import pyarrow as pa

    try:
        with tempfile.TemporaryFile(prefix="twinset-") as file:
            with pa.ipc.new_file(file, table.schema) as writer:
                writer.write_table(table)
            file.flush()
            pages = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise no_space(error) from None
    _mapped.add(pages)
    return pa.ipc.open_file(pa.py_buffer(pages)).read_all()


def let_go_of_mapped() -> None:
    """Pages of tables that ``on_disk`` mapped need not be resident until they are looked at again;
    with what was freed meanwhile. Does nothing where no table is mapped."""
    if not len(_mapped):
        return
    for pages in list(_mapped):
        if hasattr(mmap, "MADV_DONTNEED"):
            pages.madvise(mmap.MADV_DONTNEED)
    give_back()


def no_space(error: OSError) -> OutputError:
    """The error for a temporary file that can't be written."""
    return OutputError(
        f"can't keep data in {tempfile.gettempdir()}: {error.strerror}",
        hint="free some space there, set TMPDIR, or allow more --memory",
    )
