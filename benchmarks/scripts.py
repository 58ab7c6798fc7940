"""How well contacts are matched in each language, and across scripts.

    python benchmarks/scripts.py                     # writes benchmarks/results/scripts.md
    python benchmarks/scripts.py --only "ru fa zh"   # one base, printed
    python benchmarks/scripts.py --write FOLDER      # the bases as CSV, with their truth

Generated bases, medium difficulty, headers in the language. A quarter of the records of a language
with another script is in Latin letters, so that people are written now this way, now that.
*Sparse* bases have no emails, phones, streets, companies or jobs: there names decide. Pairs across
scripts are those of one person of whom one record's name is in Latin letters, the other's is not.

Figures of an older engine are made by it from what ``--write`` wrote (``twinset dedupe``, then
``twinset evaluate``), and stand below with their date: this script can't measure them.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

import twinset
from twinset.evaluation import Evaluation, evaluate_tables
from twinset.generator import GeneratorSettings, generate

HERE = Path(__file__).resolve().parent
SPARSE = (
    "id", "source", "title", "given_name", "family_name", "gender", "date_of_birth", "city",
    "region", "postcode", "country",
)  # fmt: skip
_FIRST_OF_OTHER_SCRIPTS = "\u0370"


@dataclass(frozen=True)
class Base:
    """A measurement: ``rows`` records of each locale, all columns or the sparse ones."""

    name: str
    locales: tuple[str, ...]
    rows: int
    sparse: bool = False
    before: float | None = None
    """F1 of the engine before issue 4, commit 5c02e38, measured on 2026-11-22."""

    def tables(self) -> tuple[pa.Table, pa.Table]:
        """Records and truth. Several locales have English headers, else columns would not meet."""
        records, truth = [], []
        headers = None if len(self.locales) == 1 else "en"
        for number, locale in enumerate(self.locales):
            made = generate(
                GeneratorSettings(
                    rows=self.rows, locale=locale, headers=headers,
                    companies=0.0 if self.sparse else 0.02,
                )
            )  # fmt: skip
            ids = pc.binary_join_element_wise(locale, made.truth["id"], "-")
            entities = pc.add(made.truth["entity"], number * 2 * self.rows)
            table = made.records.set_column(0, made.records.column_names[0], ids)
            records.append(table.select(SPARSE) if self.sparse else table)
            truth.append(pa.table({"id": ids, "entity": entities}))
        return pa.concat_tables(records), pa.concat_tables(truth)


BASES = (
    Base("ru", ("ru",), 20_000),
    Base("fa", ("fa",), 20_000),
    Base("zh", ("zh",), 20_000),
    Base("is", ("is",), 20_000),
    Base("world", ("world",), 20_000),
    Base("ru fa, sparse", ("ru", "fa"), 20_000, sparse=True, before=0.748),
    Base("ru fa zh, sparse", ("ru", "fa", "zh"), 10_000, sparse=True, before=0.794),
)
BAR = 0.85
GAIN = 0.05


@dataclass(frozen=True)
class Row:
    base: Base
    found: Evaluation
    across: int  # true pairs across scripts
    across_found: int


def measure(base: Base) -> Row:
    records, truth = base.tables()
    clusters = twinset.dedupe(records).clusters
    across, across_found = _across_scripts(records, truth, clusters)
    return Row(base, evaluate_tables(clusters, truth), across, across_found)


def _across_scripts(records: pa.Table, truth: pa.Table, clusters: pa.Table) -> tuple[int, int]:
    """The true pairs across scripts, and how many of them stand in one cluster."""
    # given and family names, which stand in one place in every language
    columns = [records[name].to_pylist() for name in records.column_names[3:5]]
    scripts = [
        any(c >= _FIRST_OF_OTHER_SCRIPTS for text in row if text for c in text)
        for row in zip(*columns, strict=True)
    ]
    members: dict[int, list[int]] = {}
    for row, entity in enumerate(truth["entity"].to_pylist()):
        members.setdefault(entity, []).append(row)
    cluster = clusters["cluster"].to_pylist()
    pairs = [
        cluster[a] == cluster[b]
        for rows in members.values()
        for a, b in combinations(rows, 2)
        if scripts[a] != scripts[b]
    ]
    return len(pairs), sum(pairs)


def markdown(rows: list[Row]) -> str:
    lines = [
        "| base | records | precision | recall | F1 | recall across | before | bar |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        e, before = row.found, row.base.before
        recall = f"{row.across_found / row.across:.3f}" if row.across else ""
        bar = BAR if before is None else before + GAIN
        lines.append(
            f"| {row.base.name} | {e.records:,} | {e.precision:.3f} | {e.recall:.3f} "
            f"| **{e.f1:.3f}** | {recall} | {'' if before is None else f'{before:.3f}'} "
            f"| {bar:.3f} |"
        )
    return "\n".join(lines) + "\n"


def document(rows: list[Row]) -> str:
    return (
        "# Contacts in several languages and scripts\n\n"
        f"Made by `python benchmarks/scripts.py` with Twinset {twinset.__version__}: generated\n"
        "bases, medium difficulty, no plan, no labels; pairwise figures of the clusters. *Sparse*\n"
        "ones have no emails, phones, streets, companies and jobs. *Recall across* scripts: of\n"
        "pairs of records of one person, one in Latin letters, one not. *Before* issue 4: commit\n"
        "5c02e38 on the same files, measured on 2026-11-22.\n\n" + markdown(rows)
    )


def write(folder: Path) -> None:
    """Every base and its truth as CSV, for another engine."""
    folder.mkdir(parents=True, exist_ok=True)
    for base in BASES:
        records, truth = base.tables()
        name = base.name.replace(", ", "_").replace(" ", "_")
        pyarrow.csv.write_csv(records, folder / f"{name}.csv")
        pyarrow.csv.write_csv(truth, folder / f"{name}_truth.csv")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", help="bases whose name begins so; printed, not written")
    parser.add_argument(
        "--write", type=Path, metavar="FOLDER", help="write the bases, no measuring"
    )
    parser.add_argument("--results", type=Path, default=HERE / "results")
    options = parser.parse_args()
    if options.write:
        write(options.write)
        return
    rows = []
    for base in BASES:
        if base.name.startswith(options.only or ""):
            rows.append(measure(base))
            print(f"{base.name}: F1 {rows[-1].found.f1:.4f}", file=sys.stderr, flush=True)
    print(markdown(rows), end="")
    if not options.only:
        options.results.mkdir(parents=True, exist_ok=True)
        (options.results / "scripts.md").write_text(document(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
