"""How much memory a process holds, as the system tells it; 0 where it does not."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from pathlib import Path

_LINUX = sys.platform.startswith("linux")


def resident_memory(pid: int | str = "self") -> int:
    """Resident memory of a process, in bytes."""
    if _LINUX:
        return _of_status(pid)
    if sys.platform == "win32":
        return 0
    number = os.getpid() if pid == "self" else pid
    done = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(number)], capture_output=True, text=True, check=False
    )
    return int(done.stdout.strip() or 0) * 1024


def reset_peak() -> None:
    """Begin anew with ``twinset.memory.peak_memory``. Linux alone can; elsewhere the peak is of the
    whole life."""
    with contextlib.suppress(OSError):
        if _LINUX:
            Path("/proc/self/clear_refs").write_text("5")


def _of_status(pid: int | str) -> int:
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"^VmRSS:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0
