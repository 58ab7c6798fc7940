"""goldenmatch over one file: ``goldenmatch_runner.py RECORDS OUT --mode zero|probabilistic``.

``zero`` is ``gm.dedupe(file)`` as its README begins; ``probabilistic`` is its Fellegi-Sunter
auto-configuration, which its README reports as more accurate on persons. The id column is left
out: it is a row number and says nothing of the record.
Writes OUT, parquet ``id``, ``cluster``.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

# each run on its own: nothing learned from the run before
os.environ["GOLDENMATCH_AUTOCONFIG_MEMORY"] = "0"

import goldenmatch as gm
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet


def read(path: Path) -> pa.Table:
    """All columns as text, null where the cell is empty."""
    if path.suffix == ".parquet":
        table = pyarrow.parquet.read_table(path)
        columns = [pc.cast(column, pa.string()) for column in table.columns]
        return pa.table(
            [pc.if_else(pc.equal(column, ""), None, column) for column in columns],
            names=table.column_names,
        )
    parse = pyarrow.csv.ParseOptions(newlines_in_values=True)
    names = pyarrow.csv.open_csv(path, parse_options=parse).schema.names
    convert = pyarrow.csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
    )
    return pyarrow.csv.read_csv(path, parse_options=parse, convert_options=convert)


def membership(clusters: dict[int, dict], rows: int) -> np.ndarray:
    """(rows,) int64: a number shared by the rows of a cluster; a row in none is alone."""
    label = np.arange(rows, dtype=np.int64)
    for cluster in clusters.values():
        members = np.fromiter(cluster["members"], dtype=np.int64)
        label[members] = members.min()
    return label


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--mode", choices=("zero", "probabilistic"), default="zero")
    options = parser.parse_args()

    table = read(options.records)
    fields = table.drop_columns(["id"])
    # from 100,000 rows on goldenmatch refuses a configuration that it is not sure of
    if options.mode == "zero":
        result = gm.dedupe_df(fields, confidence_required=False)
    else:
        config = gm.auto_configure_probabilistic_df(fields, n_rows_full=table.num_rows)
        result = gm.dedupe_df(fields, config=config)
    label = membership(result.clusters, table.num_rows)
    pyarrow.parquet.write_table(pa.table({"id": table["id"], "cluster": label}), options.out)


if __name__ == "__main__":
    main()
