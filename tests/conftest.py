"""Shared fixtures: the public benchmark sets, for tests marked ``public``."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet
import pytest
from hypothesis import settings

# CI judges a commit by the same examples each time; runs elsewhere go on looking for new ones
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

_BESIDE_REPOSITORY = Path(__file__).resolve().parents[2] / "shared" / "datasets"


@pytest.fixture(scope="session")
def datasets() -> Path:
    """The folder of public sets: ``TWINSET_DATASETS``, else ``../shared/datasets``, else skip."""
    folder = Path(os.environ.get("TWINSET_DATASETS") or _BESIDE_REPOSITORY)
    if not folder.is_dir():
        pytest.skip("no public benchmark sets; set TWINSET_DATASETS")
    return folder


@pytest.fixture(scope="session")
def public_set(datasets: Path) -> Callable[[str], pa.Table]:
    """``public_set(name)``: its records as text columns, null where the cell is empty."""

    def load(name: str) -> pa.Table:
        return _read_text(datasets / name, "records")

    return load


@pytest.fixture(scope="session")
def public_truth(datasets: Path) -> Callable[[str], pa.Table]:
    """``public_truth(name)``: ``id`` and ``entity`` as text, one row a record, in truth order."""

    def load(name: str) -> pa.Table:
        return _read_text(datasets / name, "truth")

    return load


def _read_text(folder: Path, stem: str) -> pa.Table:
    if not folder.is_dir():
        pytest.skip(f"no public set {folder.name!r}")
    parquet = folder / f"{stem}.parquet"
    if parquet.exists():
        table = pyarrow.parquet.read_table(parquet)
        columns = [pc.cast(column, pa.string()) for column in table.columns]
        columns = [pc.if_else(pc.equal(column, ""), None, column) for column in columns]
        return pa.table(columns, names=table.column_names)
    path = folder / f"{stem}.csv"
    parse = pyarrow.csv.ParseOptions(newlines_in_values=True)
    # a first read of a few kilobytes names the columns, so that all can be read as text
    names = pyarrow.csv.open_csv(path, parse_options=parse).schema.names
    convert = pyarrow.csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
    )
    return pyarrow.csv.read_csv(path, parse_options=parse, convert_options=convert)
