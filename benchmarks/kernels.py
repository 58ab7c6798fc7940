"""Every kernel beside its rivals and beside what the machine can do: ``results/kernels.md``.

    python benchmarks/kernels.py                  # rates; compile times as last measured
    python benchmarks/kernels.py --compile        # compile times too: some minutes
    python benchmarks/kernels.py --only Levenshtein --rows 20000 --results /tmp

The subjects are those that the tests check (``tests/kernels/subjects.py``), on the pairs of the
blocks of a generated base. Everything is timed in turn in this process, in CPU seconds of one
core, the least of some rounds.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("RAYON_NUM_THREADS", "1")  # rensa, which would take all cores

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests" / "kernels"))

from real_blocks import real_blocks  # noqa: E402
from subjects import SUBJECTS, Subject  # noqa: E402

import machine  # noqa: E402
import twinset  # noqa: E402
from twinset import _jit  # noqa: E402


@dataclass(frozen=True, slots=True)
class Row:
    """Rates are items a CPU second."""

    subject: Subject
    items: int
    rate: float
    rivals: Mapping[str, float]
    limit: machine.Limit


def measure(subject: Subject, rows: int, rounds: int) -> Row:
    case = subject.arrange(real_blocks(rows))
    seconds = machine.cpu_seconds(case.run, rounds)
    rivals = {
        name: getattr(rival, "items", case.items) / machine.cpu_seconds(rival, min(3, rounds))
        for name, rival in case.rivals.items()
    }
    limit = machine.limit(case.touched, case.lookups, case.table, seconds)
    return Row(subject, case.items, case.items / seconds, rivals, limit)


def kernel_name(dispatcher: Any) -> str:
    return f"{dispatcher.py_func.__module__}.{dispatcher.py_func.__name__}"


def compile_times(subjects: Sequence[Subject]) -> dict[str, list[float]]:
    """Kernel to its CPU seconds of compiling, and of loading what was compiled."""
    declared = {kernel_name(d) for d, signatures in _jit._registry if signatures}
    first_use = {
        kernel_name(d): (d.py_func.__module__, d.py_func.__name__, list(d.signatures))
        for subject in subjects
        for d in subject.kernels
        if kernel_name(d) not in declared
    }
    with tempfile.TemporaryDirectory() as folder:
        types = Path(folder) / "types.pickle"
        types.write_bytes(pickle.dumps(list(first_use.values())))
        command = [sys.executable, str(HERE / "compile_kernels.py"), str(types)]
        environment = {**os.environ, "NUMBA_CACHE_DIR": str(Path(folder) / "cache")}
        cold, warm = (
            json.loads(
                subprocess.run(command, env=environment, check=True, capture_output=True).stdout
            )
            for _ in range(2)
        )
    return {name: [cold[name], warm[name]] for name in cold}


def markdown(rows: Sequence[Row], compiled: Mapping[str, Sequence[float]], base: int) -> str:
    lines = [
        "# Kernels\n",
        f"`python benchmarks/kernels.py` made this page: a generated base of {base:,} rows, the "
        "pairs of its blocks. Rates are millions a CPU second of one core.\n",
        f"{machine.description()}, Twinset {twinset.__version__}. Memory: "
        f"{machine.bandwidth() / 1e9:.1f} GB/s (a copy, read and written). {machine.load()}\n",
        "| kernel | counts | rate | rival | its rate | ratio | of the limit | limited by "
        "| compile, s | load, ms |",
        "|---|---|---:|---|---:|---:|---:|---|---:|---:|",
    ]
    for row in rows:
        lines += _lines(row, compiled)
    return "\n".join([*lines, "", _notes(rows), *_compile_table(compiled)]) + "\n"


def _lines(row: Row, compiled: Mapping[str, Sequence[float]]) -> list[str]:
    """One line, and one more for every further rival."""
    subject, rate = row.subject, row.rate
    times = [compiled[kernel_name(d)] for d in subject.kernels if kernel_name(d) in compiled]
    against = [
        (name, f"{peer / 1e6:.3g}", f"{rate / peer:.1f} x") for name, peer in row.rivals.items()
    ] or [("", "", "")]
    first = (
        subject.name, f"{row.items:,} {subject.unit}", f"{rate / 1e6:.2f}", *against[0],
        f"{row.limit.share:.0%}", row.limit.name,
        f"{sum(cold for cold, _ in times):.1f}" if times else "",
        f"{sum(1000 * warm for _, warm in times):.0f}" if times else "",
    )  # fmt: skip
    lines = [first, *(("", "", "", *rival, "", "", "", "") for rival in against[1:])]
    return [f"| {' | '.join(cells)} |" for cells in lines]


def _notes(rows: Sequence[Row]) -> str:
    missed = [
        f"{row.subject.name} ({row.rate / 1e6:.2f} of {row.subject.bar / 1e6:g} M/s)"
        for row in rows
        if row.rate < row.subject.bar
    ]
    slower = [
        f"{row.subject.name} (against {name})"
        for row in rows
        for name, rate in row.rivals.items()
        if rate > row.rate
    ]
    return (
        f"Below their bar: {', '.join(missed) or 'none'}. Slower than a rival: "
        f"{', '.join(slower) or 'none'}.\n\n"
        "Rivals get what they want to eat, made before the clock starts: RapidFuzz lists of "
        "strings, datasketch and rensa cut shingles. *Of the limit*: bytes that must be touched "
        "once over the bandwidth above, or random reads over the rate of independent ones in a "
        "table of that size, over the time taken; below a third the instructions are the limit. "
        "*Levels*: from row numbers to packed levels, equal codes and remembered pairs of codes "
        "touch no text.\n"
    )


def _compile_table(compiled: Mapping[str, Sequence[float]]) -> list[str]:
    if not compiled:
        return []
    total = [sum(times[part] for times in compiled.values()) for part in (0, 1)]
    lines = [
        "## Compile time\n",
        f"From an empty cache, one process: {total[0]:.1f} CPU s for {len(compiled)} kernels "
        f"(a first run shares them between two processes); from the cache: {total[1]:.2f} s. "
        "The ten slowest; a shared helper counts with the first kernel that uses it.\n",
        "| kernel | compile, s | load, ms |",
        "|---|---:|---:|",
    ]
    for name, (cold, warm) in sorted(compiled.items(), key=lambda item: -item[1][0])[:10]:
        lines.append(
            f"| {name.removeprefix('twinset.kernels.')} | {cold:.1f} | {1000 * warm:.0f} |"
        )
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--rows", type=int, default=100_000)
    add("--rounds", type=int, default=5)
    add("--only", default="", help="subjects whose name has this in it")
    add("--compile", action="store_true", help="measure compile times from an empty cache")
    add("--results", type=Path, default=HERE / "results")
    options = parser.parse_args()
    chosen = [subject for subject in SUBJECTS if options.only.lower() in subject.name.lower()]
    rows = []
    for subject in chosen:
        rows.append(measure(subject, options.rows, options.rounds))
        print(f"{subject.name}: {rows[-1].rate / 1e6:.2f} M/s", file=sys.stderr, flush=True)
    options.results.mkdir(parents=True, exist_ok=True)
    kept = options.results / "kernels.json"
    if options.compile:
        compiled = compile_times(chosen)
        kept.write_text(json.dumps(compiled, indent=1) + "\n", encoding="utf-8")
    else:
        compiled = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    page = markdown(rows, compiled, options.rows)
    print(page, end="")
    (options.results / "kernels.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
