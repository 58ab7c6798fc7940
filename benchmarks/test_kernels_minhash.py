"""MinHash: records a second on one core, against datasketch and (where installed) rensa.

``pytest benchmarks/test_kernels_minhash.py`` prints the table; 128 values, 30 shingles a record.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from twinset.blocking.lsh import hash_family
from twinset.kernels.minhash import band_keys, signatures

LENGTH = 32  # characters: 30 shingles of three
PERMUTATIONS = 128


def random_texts(records: int) -> tuple[np.ndarray, np.ndarray]:
    data = np.random.default_rng(0).integers(97, 123, records * LENGTH).astype(np.uint8)
    return data, np.arange(records + 1, dtype=np.int64) * LENGTH


def random_shingles(records: int) -> list[list[str]]:
    text = random_texts(records)[0].tobytes().decode()
    rows = [text[start : start + LENGTH] for start in range(0, len(text), LENGTH)]
    return [[row[i : i + 3] for i in range(LENGTH - 2)] for row in rows]


def measure(benchmark: Any, records: int, function: Callable[[], Any]) -> None:
    benchmark.pedantic(function, rounds=3, warmup_rounds=1)
    benchmark.extra_info["records_per_second"] = round(records / benchmark.stats["min"])


def test_signatures(benchmark: Any) -> None:
    records = 100_000
    data, offsets = random_texts(records)
    family = hash_family(PERMUTATIONS, 1)
    out = np.empty((records, PERMUTATIONS), np.uint32)
    measure(benchmark, records, lambda: signatures(data, offsets, 3, *family, out))


def test_band_keys(benchmark: Any) -> None:
    records = 100_000
    data, offsets = random_texts(records)
    family = hash_family(PERMUTATIONS, 1)
    out = np.empty((18, records), np.uint64)
    measure(benchmark, records, lambda: band_keys(data, offsets, 3, *family, 0, 7, out, 0))


def test_datasketch(benchmark: Any) -> None:
    from datasketch import MinHash

    records = 2_000
    rows = [[gram.encode() for gram in row] for row in random_shingles(records)]
    measure(benchmark, records, lambda: MinHash.bulk(rows, num_perm=PERMUTATIONS))


def test_rensa(benchmark: Any) -> None:
    rensa = pytest.importorskip("rensa")
    records = 20_000
    rows = random_shingles(records)

    def sketch() -> None:
        for row in rows:
            values = rensa.RMinHash(num_perm=PERMUTATIONS, seed=1)
            values.update(row)
            values.digest()

    measure(benchmark, records, sketch)
