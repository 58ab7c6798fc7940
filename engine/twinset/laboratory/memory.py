"""How much memory a process holds, as the system tells it; 0 where it does not."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from pathlib import Path

from twinset import memory

_LINUX = sys.platform.startswith("linux")


def resident_memory(pid: int | str = "self") -> int:
    """Resident memory of a process, in bytes."""
    if _LINUX:
        return _status(pid, "VmRSS")
    if sys.platform == "win32":
        return 0
    number = os.getpid() if pid == "self" else pid
    done = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(number)], capture_output=True, text=True, check=False
    )
    return int(done.stdout.strip() or 0) * 1024


def peak_memory() -> int:
    """This process's largest resident memory since ``reset_peak``, in bytes."""
    return _status("self", "VmHWM") or memory.peak_memory()


def reset_peak() -> None:
    """Begin anew with ``peak_memory``. Linux alone can; elsewhere the peak is of the whole life."""
    with contextlib.suppress(OSError):
        if _LINUX:
            Path("/proc/self/clear_refs").write_text("5")


def _status(pid: int | str, key: str) -> int:
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(rf"^{key}:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0
