"""Twinset beside its peers: the same files, one process each, in turn, one evaluator for all.

    python benchmarks/versus.py --sets febrl3,historical_50k --generated 100k,100k-hard

Public sets are read from the folder named by ``TWINSET_DATASETS`` (``records.csv`` or
``.parquet`` and ``truth.csv`` a set). Splink and goldenmatch run in the interpreter named by
``--peers-python`` or ``TWINSET_PEERS_PYTHON``, so that their dependencies need not agree with
ours. Writes ``versus.md`` and ``versus.json`` into ``benchmarks/results``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

import readme
from twinset.evaluation import Evaluation, evaluate, evaluate_tables
from twinset.generator import GeneratorSettings, generate_batches
from twinset.generator.settings import DIFFICULTIES
from twinset.kernels.unionfind import connected_components
from versus_report import markdown, readme_table

HERE = Path(__file__).resolve().parent
BESIDE_REPOSITORY = HERE.parents[1] / "shared" / "datasets"
PUBLIC = (
    "febrl3", "febrl4", "historical_50k", "census_cis", "rldata10000", "foreigners",
    "childcare_sites", "restaurants",
)  # fmt: skip
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


def known_peers(other: str) -> dict[str, Peer]:
    """Every peer by its name on the command line; ``other`` is the peers' interpreter."""
    runner = str(HERE / "peers" / "splink_runner.py")
    golden = str(HERE / "peers" / "goldenmatch_runner.py")

    def twinset(suffix: str, *settings: str) -> Peer:
        def run(data: DataSet, out: Path, threshold: float) -> list[str]:
            return ["-m", "twinset_cli", "dedupe", str(data.records), "-o", str(out), "--quiet",
                    "--force", *settings]  # fmt: skip

        return Peer("twinset" + suffix, ("twinset",), sys.executable, run, public=not suffix)

    def splink(suffix: str) -> Peer:
        def scored(data: DataSet, out: Path) -> list[str]:
            return [runner, str(data.records), data.setup + suffix, str(out), "--edges"]

        def run(data: DataSet, out: Path, threshold: float) -> list[str]:
            return [runner, str(data.records), data.setup + suffix, str(out / CLUSTERS),
                    "--threshold", str(threshold)]  # fmt: skip

        return Peer("splink" + suffix, ("splink", "duckdb"), other, run, scored, public=not suffix)

    def goldenmatch(name: str, mode: str) -> Peer:
        return Peer(
            name,
            ("goldenmatch", "goldenmatch-native"),
            other,
            lambda data, out, _: [golden, str(data.records), str(out / CLUSTERS), "--mode", mode],
        )

    peers = [
        twinset(""),
        twinset("-families", "--config", str(HERE / "peers" / "all_families.toml")),
        splink(""),
        splink("-columns"),
        goldenmatch("goldenmatch", "zero"),
        goldenmatch("goldenmatch-fs", "probabilistic"),
    ]
    return {peer.name: peer for peer in peers}


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
    truth = read_truth(data.truth)
    trials = []
    for peer in peers:
        place = work / f"{data.name}-{peer.name}"
        trials.append(Trial(peer, data, place, place.with_name(place.name + ".log")))
        trials[-1].prepare(truth, timeout)
    for last in (number == runs - 1 for number in range(runs)):
        for trial in trials:
            trial.run(timeout)
            if last:
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


def read_truth(path: Path) -> pa.Table:
    types = {"id": pa.string(), "entity": pa.string()}
    options = pyarrow.csv.ConvertOptions(column_types=types, include_columns=list(types))
    return pyarrow.csv.read_csv(path, convert_options=options)


def read_clusters(path: Path, truth: pa.Table) -> pa.Table:
    """``id``, ``cluster``; where a peer kept no ids, its ``row`` says which record it is (the
    truth has the order of the file)."""
    table = pyarrow.parquet.read_table(path)
    if table["id"].null_count == table.num_rows and "row" in table.column_names:
        return table.set_column(table.column_names.index("id"), "id",
                                truth["id"].take(table["row"]))  # fmt: skip
    return table


def public_sets(names: Sequence[str], folder: Path) -> list[DataSet]:
    sets = []
    for name in names:
        parquet = folder / name / "records.parquet"
        records = parquet if parquet.exists() else parquet.with_suffix(".csv")
        if not records.exists():
            sys.exit(f"no public set {name!r}; TWINSET_DATASETS names the folder of sets")
        sets.append(DataSet(name, records, folder / name / "truth.csv", name))
    return sets


def generated_set(size: str, work: Path) -> DataSet:
    """A base of "100k", "1M" ... records, seed 1: medium, or as in "100k-hard"."""
    rows, difficulty = number(size), DIFFICULTIES[size.partition("-")[2] or "medium"]
    folder = work / f"generated_{size}"
    folder.mkdir(parents=True, exist_ok=True)
    data = DataSet(f"generated_{size}", folder / "records.csv", folder / "truth.csv", "generated")
    writers: list[pyarrow.csv.CSVWriter] = []
    for batch in generate_batches(GeneratorSettings(rows=rows, seed=1, difficulty=difficulty)):
        tables = (batch.records, batch.truth)
        if not writers:
            writers = [
                pyarrow.csv.CSVWriter(path, table.schema)
                for path, table in zip((data.records, data.truth), tables, strict=True)
            ]
        for writer, table in zip(writers, tables, strict=True):
            writer.write(table)
    for writer in writers:
        writer.close()
    return data


def warm_up(peers: Sequence[Peer], work: Path) -> None:
    """Compile and cache: Twinset's kernels, everyone's byte code. Untimed."""
    tiny = generated_set("2k", work)
    for peer in peers:
        out = work / f"warm-up-{peer.name}"
        out.mkdir(exist_ok=True)
        measure([peer.python, *peer.command(tiny, out, 0.0)], 600, work / f"{out.name}.log")


def versions(peer: Peer) -> dict[str, str]:
    code = "import sys, importlib.metadata as m; print(*[m.version(p) for p in sys.argv[1:]])"
    found = subprocess.run(
        [peer.python, "-c", code, *peer.packages], capture_output=True, text=True, check=False
    )
    return dict(zip(peer.packages, found.stdout.split(), strict=False))


def machine() -> dict[str, str | int]:
    facts: dict[str, str | int] = {
        "cores": os.cpu_count() or 0,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load at the start": f"{os.getloadavg()[0]:.1f}",  # above 0: seconds are too many
    }
    for path, key, name in (
        ("/proc/cpuinfo", "model name", "processor"),
        ("/proc/meminfo", "MemTotal", "memory"),
    ):
        if Path(path).exists():
            lines = Path(path).read_text().splitlines()
            values = [line.partition(":")[2].strip() for line in lines if line.startswith(key)]
            facts[name] = values[0] if values else ""
    if str(facts.get("memory", "")).endswith(" kB"):
        facts["memory"] = f"{int(str(facts['memory'])[:-3]) / 2**20:.1f} GiB"
    return facts


def main() -> None:
    options = arguments()
    peers_by_name = known_peers(options.peers_python)
    unknown = sorted(set(options.peers) - set(peers_by_name))
    if unknown:
        sys.exit(f"no peer {', '.join(unknown)}; known: {', '.join(peers_by_name)}")
    chosen = [peers_by_name[name] for name in options.peers]
    facts = {"machine": machine(), "versions": {}, "timeout": options.timeout}
    for peer in chosen:
        facts["versions"].update(versions(peer))
    rows: list[Row] = []
    earlier = options.results / "versus.json"
    if options.update and earlier.exists():
        rows = [Row(**row) for row in json.loads(earlier.read_text())["rows"]]
        facts["versions"] = {**json.loads(earlier.read_text())["versions"], **facts["versions"]}
    with tempfile.TemporaryDirectory(prefix="versus-") as temporary:
        work = options.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        sets = public_sets(options.sets, options.datasets)
        sets += [generated_set(size, work) for size in options.generated]
        warm_up(chosen, work)
        for data in sets:
            suited = [peer for peer in chosen if peer.public or data.setup == "generated"]
            for row in compare(suited, data, work, options.timeout, options.runs):
                rows = [r for r in rows if (r.set, r.peer) != (row.set, row.peer)] + [row]
                rows.sort(key=lambda r: (place(r.set), list(peers_by_name).index(r.peer)))
                print(describe(row), file=sys.stderr, flush=True)
                # after every row: a long comparison that is stopped has not been for nothing
                write(options.results, rows, facts)
    if options.readme:
        readme.put("versus", readme_table([asdict(row) for row in rows]))


def place(name: str) -> tuple[int, int, str]:
    """Public sets in their order, then generated bases by size."""
    if name in PUBLIC:
        return PUBLIC.index(name), 0, name
    return len(PUBLIC), number(name.removeprefix("generated_")), name


def number(size: str) -> int:
    """Records of "100k", "1M", "1M-hard" or plain digits."""
    size = size.partition("-")[0]
    units = {"k": 1_000, "m": 1_000_000}
    unit = size[-1:].lower()
    return int(float(size[:-1]) * units[unit]) if unit in units else int(size)


def describe(row: Row) -> str:
    if row.status != "ok":
        return f"{row.set}  {row.peer}  {row.status}"
    return (
        f"{row.set}  {row.peer}  {row.seconds:.1f} s  {(row.peak_bytes or 0) / 2**30:.2f} GiB  "
        f"F1 {row.f1:.4f} (P {row.precision:.4f}, R {row.recall:.4f})  "
        f"B-cubed {row.bcubed_f1:.4f}  largest {row.largest_cluster}"
    )


def write(folder: Path, rows: list[Row], facts: dict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    table = [asdict(row) for row in rows]
    (folder / "versus.json").write_text(json.dumps({**facts, "rows": table}, indent=1) + "\n")
    (folder / "versus.md").write_text(markdown(table, facts))


def arguments() -> argparse.Namespace:
    def names(text: str) -> list[str]:
        return [name for name in text.split(",") if name]

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--sets", type=names, default=list(PUBLIC), help="public sets, comma-separated")
    add(
        "--generated",
        type=names,
        default=["100k"],
        help="generated bases: 100k,1M; of another difficulty 100k-hard, 1M-easy",
    )
    add("--peers", type=names, help="comma-separated; default all")
    add("--timeout", type=float, default=900.0, help="seconds a run may take")
    add("--runs", type=int, default=1, help="rounds of timed runs; the median is reported")
    add("--update", action="store_true", help="keep the rows of an earlier run on this machine")
    add("--peers-python", default=os.environ.get("TWINSET_PEERS_PYTHON", sys.executable))
    add("--datasets", type=Path, help="folder of public sets; default TWINSET_DATASETS",
        default=Path(os.environ.get("TWINSET_DATASETS") or BESIDE_REPOSITORY))  # fmt: skip
    add("--results", type=Path, default=HERE / "results")
    add("--readme", action="store_true", help="put the table into the README, too")
    add("--work", type=Path, help="keep inputs, outputs and logs here; default: thrown away")
    options = parser.parse_args()
    options.peers = options.peers or list(known_peers(""))
    return options


if __name__ == "__main__":
    main()
