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
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import pyarrow.csv
import pyarrow.parquet

import known_sets
import readme
from trials import CLUSTERS, DataSet, Peer, Row, compare, measure
from twinset.generator import GeneratorSettings, generate_batches
from twinset.generator.settings import DIFFICULTIES
from versus_report import markdown, readme_table

HERE = Path(__file__).resolve().parent
PUBLIC = (
    "febrl3", "febrl4", "historical_50k", "census_cis", "rldata10000", "foreigners",
    "childcare_sites", "restaurants",
)  # fmt: skip


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


def public_sets(names: Sequence[str], folder: Path) -> list[DataSet]:
    sets = []
    for name in names:
        records = known_sets.records_of(name, folder)
        if records is None:
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
        default=known_sets.FOLDER)  # fmt: skip
    add("--results", type=Path, default=HERE / "results")
    add("--readme", action="store_true", help="put the table into the README, too")
    add("--work", type=Path, help="keep inputs, outputs and logs here; default: thrown away")
    options = parser.parse_args()
    options.peers = options.peers or list(known_peers(""))
    return options


if __name__ == "__main__":
    main()
