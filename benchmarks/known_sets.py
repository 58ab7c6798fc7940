"""The public sets with known truth: a folder a set, ``records.csv`` or ``.parquet`` and
``truth.csv``."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa

from twinset.io import read_truth

_BESIDE_REPOSITORY = Path(__file__).resolve().parents[2] / "shared" / "datasets"
FOLDER = Path(os.environ.get("TWINSET_DATASETS") or _BESIDE_REPOSITORY)


def records_of(name: str, folder: Path) -> Path | None:
    """The records of a set; None where it is not there."""
    parquet = folder / name / "records.parquet"
    records = parquet if parquet.exists() else parquet.with_suffix(".csv")
    return records if records.exists() else None


def truth_of(path: Path) -> pa.Table:
    """``id`` and ``entity`` of every record, in the order of the file."""
    known = read_truth(path)
    return pa.table({"id": known.ids, "entity": known.entities})
