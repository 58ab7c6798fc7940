"""The comparison as a page: one table a data set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

HEAD = """# Twinset beside its peers

Every row is one process over the same file, run in turn: seconds of the whole process from the
command to its last byte, and its peak memory. Precision, recall and F1 are over pairs; B-cubed
F1 gives each record one mark. One evaluator for all (`twinset.evaluation`).

- **twinset**: `twinset dedupe FILE -o OUT`, no plan, kernels compiled before. It writes clusters,
  pairs, merge sets and golden records; the peers write cluster numbers only.
  **twinset-families** (generated bases only): all four blocking families on, beside key rules
  MinHash-LSH, sorted neighbourhood and nearest neighbours (`peers/all_families.toml`).
- **splink**: a model made by hand for each set (`peers/splink_setups.py`); its threshold is the
  best for that set, chosen **with the truth**, and that search is not timed. Where records come
  from two sources (febrl4, census_cis, restaurants) it is told to compare only between them.
  **splink-columns** (generated bases only): the same cleaning and blocking, but street, city and
  postcode in a comparison each, as tutorials do it, instead of one joint address comparison.
- **goldenmatch**: zero-config (`gm.dedupe_df`). **goldenmatch-fs**: its Fellegi-Sunter
  auto-configuration.
"""


def markdown(rows: Sequence[Mapping[str, Any]], facts: Mapping[str, Any]) -> str:
    machine = ", ".join(f"{name} {value}" for name, value in facts["machine"].items())
    tools = ", ".join(f"{name} {value}" for name, value in sorted(facts["versions"].items()))
    limit = f"at most {facts['timeout']:.0f} s a run"
    lines = [HEAD, f"Machine: {machine}; {limit}; of several *runs* the median seconds.  "]
    lines += [f"Versions: {tools}.", ""]
    for name in dict.fromkeys(row["set"] for row in rows):
        lines += [
            f"## {name}",
            "",
            "| | seconds | runs | GiB | precision | recall | F1 | B-cubed F1 | largest cluster |",
            "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
        ]
        lines += [_line(row) for row in rows if row["set"] == name]
        lines.append("")
    return "\n".join(lines)


def _line(row: Mapping[str, Any]) -> str:
    if row["status"] != "ok":
        return f"| {row['peer']} | {row['status']} | | | | | | | |"
    shares = " | ".join(f"{row[key]:.4f}" for key in ("precision", "recall", "f1", "bcubed_f1"))
    return (
        f"| {row['peer']} | {row['seconds']:.1f} | {row['runs']} | {row['peak_bytes'] / 2**30:.2f} "
        f"| {shares} | {row['largest_cluster']} |"
    )


_TOOLS = {
    "twinset": "Twinset",
    "splink": "Splink 5, by hand, best threshold by the truth",
    "goldenmatch": "goldenmatch, zero-config",
    "goldenmatch-fs": "goldenmatch, Fellegi-Sunter",
}


def readme_table(rows: Sequence[Mapping[str, Any]]) -> str:
    """The README's table: F1 and seconds of each tool on each set; – where it was not run."""
    found = {(row["set"], row["peer"]): row for row in rows}
    lines = ["| set | " + " | ".join(_TOOLS.values()) + " |", "|---" * (len(_TOOLS) + 1) + "|"]
    for name in dict.fromkeys(row["set"] for row in rows):
        cells = " | ".join(_cell(found.get((name, tool))) for tool in _TOOLS)
        lines.append(f"| {name.replace('generated_', 'generated, ')} | {cells} |")
    return "\n".join(lines) + "\n"


def _cell(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return "–"
    if row["status"] != "ok":
        return str(row["status"])
    return f"{row['f1']:.4f} ({row['seconds']:.1f} s)"
