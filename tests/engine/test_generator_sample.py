"""The shipped base is what the generator makes."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.csv

from twinset.generator import GeneratorSettings, generate

DATA = Path(__file__).parents[2] / "data"


def csv_bytes(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pyarrow.csv.write_csv(table, sink, pyarrow.csv.WriteOptions(quoting_style="needed"))
    return sink.getvalue().to_pybytes()


def test_the_sample_can_be_made_again():
    base = generate(GeneratorSettings(rows=5_000, seed=1, difficulty=0.5))
    assert csv_bytes(base.records) == (DATA / "contacts.csv").read_bytes()
    assert csv_bytes(base.truth) == (DATA / "contacts_truth.csv").read_bytes()
