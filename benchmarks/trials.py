"""Peers on one set: a process each, timed in rounds, and what they found against the truth."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from known_sets import truth_of
from twinset.evaluation import Evaluation, evaluate, evaluate_tables
from twinset.kernels.unionfind import connected_components

HERE = Path(__file__).resolve().parent
WEIGHTS = np.arange(-10.0, 40.0)  # the grid Splink's best threshold is looked for on (log2)
CLUSTERS = "clusters.parquet"


@dataclass(frozen=True)
class DataSet:
    name: str
    records: Path
    truth: Path
    setup: str  # which of the Splink setups


@dataclass(frozen=True)
class Peer:
    """``command`` gets the set, a folder for the output and the threshold; it writes
    ``clusters.parquet`` (``id``, ``cluster``) there. Without ``scored``, the command that writes
    scored pairs, the peer chooses its threshold itself."""

    name: str
    packages: tuple[str, ...]
    python: str
    command: Callable[[DataSet, Path, float], list[str]]
    scored: Callable[[DataSet, Path], list[str]] | None = None
    public: bool = True  # whether it runs on the public sets, too


@dataclass(frozen=True)
class Row:
    set: str
    peer: str
    status: str  # "ok", or what happened
    seconds: float | None = None
    peak_bytes: int | None = None
    threshold: float | None = None
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    bcubed_f1: float | None = None
    largest_cluster: int | None = None
    runs: int = 1
    """Timed runs, of whose seconds the median is told."""


_AS_INSTALLED = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""Everyone's byte code is kept, as it is where a package is installed: of a checkout that keeps
none Twinset compiled 190 files in every run, 0.2 s."""


def measure(command: Sequence[str], timeout: float, log: Path) -> dict[str, float | int | None]:
    """``seconds``, ``peak_bytes`` and exit ``code`` (None: timed out) of a command."""
    measured = subprocess.run(
        [sys.executable, str(HERE / "measure.py"), str(timeout), str(log), *command],
        stdout=subprocess.PIPE,
        env=_AS_INSTALLED,
        check=True,
    )
    result: dict[str, float | int | None] = json.loads(measured.stdout)
    return result


def failure(code: float | int | None, timeout: float, log: Path) -> str:
    if code is None:
        return f"over {timeout:.0f} s"
    if code == -9:
        return "killed (out of memory?)"
    lines = log.read_text(errors="replace").strip().splitlines()
    # the name of the error only: messages may hold paths, or values of records
    return f"exit {code}: {lines[-1].split(':')[0][:60] if lines else 'no message'}"


@dataclass
class Trial:
    """One peer on one set: its timed runs so far, or what stopped it."""

    peer: Peer
    data: DataSet
    out: Path
    log: Path
    threshold: float | None = None
    seconds: list[float] = field(default_factory=list)
    peaks: list[int] = field(default_factory=list)
    failed: str = ""

    def prepare(self, truth: pa.Table, timeout: float) -> None:
        """The peer's threshold, where it is to be granted one; untimed."""
        self.out.mkdir(parents=True, exist_ok=True)
        if self.peer.scored is not None:
            edges = self.out / "pairs.parquet"
            # scoring every pair down to the lowest weight may take longer than the run itself
            command = [self.peer.python, *self.peer.scored(self.data, edges)]
            if self._measured(command, 3 * timeout) is not None:
                self.threshold = best_threshold(pyarrow.parquet.read_table(edges), truth)

    def run(self, timeout: float) -> None:
        """One timed run, unless an earlier one failed."""
        if not self.failed:
            command = self.peer.command(self.data, self.out, self.threshold or 0.0)
            done = self._measured([self.peer.python, *command], timeout)
            if done is not None:
                self.seconds.append(float(done["seconds"] or 0))
                self.peaks.append(int(done["peak_bytes"] or 0))

    def row(self, truth: pa.Table) -> Row:
        if self.failed:
            return Row(self.data.name, self.peer.name, self.failed, threshold=self.threshold)
        found = evaluate_tables(read_clusters(self.out / CLUSTERS, truth), truth)
        return Row(
            self.data.name,
            self.peer.name,
            "ok",
            seconds=statistics.median(self.seconds),
            peak_bytes=max(self.peaks),
            threshold=self.threshold,
            precision=found.precision,
            recall=found.recall,
            f1=found.f1,
            bcubed_f1=found.bcubed_f1,
            largest_cluster=found.largest_cluster,
            runs=len(self.seconds),
        )

    def _measured(self, command: list[str], timeout: float) -> dict[str, Any] | None:
        done = measure(command, timeout, self.log)
        if done["code"] != 0:
            self.failed = failure(done["code"], timeout, self.log)
            return None
        return done


def compare(
    peers: Sequence[Peer], data: DataSet, work: Path, timeout: float, runs: int
) -> Iterator[Row]:
    """The peers on one set. Of several runs each is a round of all peers: a machine that is slow
    for a minute is slow for all of them."""
    truth = truth_of(data.truth)
    trials = []
    for peer in peers:
        place = work / f"{data.name}-{peer.name}"
        trials.append(Trial(peer, data, place, place.with_name(place.name + ".log")))
        trials[-1].prepare(truth, timeout)
    for turn in range(1, runs + 1):
        for trial in trials:
            trial.run(timeout)
            if turn == runs:
                yield trial.row(truth)


def best_threshold(pairs: pa.Table, truth: pa.Table) -> float:
    """The weight of ``WEIGHTS`` at which components of ``left``, ``right``, ``weight`` have the
    highest pairwise F1: what nobody without the truth can know, granted to the peer."""
    ids = truth["id"].combine_chunks()
    rows = [
        pc.index_in(pc.cast(pairs[side], pa.string()), value_set=ids).to_numpy().astype(np.int32)
        for side in ("left", "right")
    ]
    weight = pairs["weight"].to_numpy()
    entity = truth["entity"].to_numpy()

    def at(threshold: float) -> Evaluation:
        kept = weight >= threshold
        return evaluate(connected_components(len(ids), rows[0][kept], rows[1][kept]), entity)

    return float(max(WEIGHTS, key=lambda threshold: at(threshold).f1))


def read_clusters(path: Path, truth: pa.Table) -> pa.Table:
    """``id``, ``cluster``; where a peer kept no ids, its ``row`` says which record it is (the
    truth has the order of the file)."""
    table = pyarrow.parquet.read_table(path)
    if table["id"].null_count == table.num_rows and "row" in table.column_names:
        return table.set_column(table.column_names.index("id"), "id",
                                truth["id"].take(table["row"]))  # fmt: skip
    return table
