"""Run one command: wall seconds and peak memory, as JSON on stdout.

``measure.py TIMEOUT LOG COMMAND...``. A program of its own, because the kernel counts what the
parent held at the fork into the child's peak: measured from here the floor is a few megabytes.
The peak is that of the largest process under the command (``ru_maxrss``); every peer does its
work in one process.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time


def main() -> None:
    timeout, log, command = float(sys.argv[1]), sys.argv[2], sys.argv[3:]
    with open(log, "wb") as errors:  # noqa: PTH123 (pathlib would be a megabyte more to fork)
        started = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=errors, stderr=errors, stdin=subprocess.DEVNULL, start_new_session=True
        )
        try:
            code: int | None = process.wait(timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            code = None
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    peak *= 1 if sys.platform == "darwin" else 1024
    print(json.dumps({"seconds": seconds, "peak_bytes": peak, "code": code}))


if __name__ == "__main__":
    main()
