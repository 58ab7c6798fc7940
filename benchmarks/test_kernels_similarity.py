"""Pairs a second of the similarity kernels, beside RapidFuzz's ``cpdist`` in the same run.

    pytest benchmarks/test_kernels_similarity.py --benchmark-columns=min,ops

One core, distinct values, 200,000 pairs: of the surname variants (7 letters) and of FEBRL 4's
addresses (27 letters), drawn at random or within a block of one first letter. A group is one
metric and cutoff on one kind of pairs; ``million_per_second`` stands in the extra info of
``--benchmark-json``. Skipped without the public sets.
"""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rapidfuzz import distance, process

from twinset.kernels import phonetic, similarity

PAIRS = 200_000
NO_CUTOFF = 1 << 30
ADDRESS = ("street_number", "address_1", "suburb")


def sets_folder() -> Path:
    beside = Path(__file__).parents[2] / "shared" / "datasets"
    folder = Path(os.environ.get("TWINSET_DATASETS", beside))
    if not folder.is_dir():
        pytest.skip("no public sets: set TWINSET_DATASETS")
    return folder


def read_values(subject: str) -> list[str]:
    path = {"surnames": "names/variants_surname.csv", "addresses": "febrl4/records.csv"}[subject]
    with (sets_folder() / path).open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    if subject == "surnames":
        texts = [row[side] for row in rows for side in ("left", "right")]
    else:
        texts = [" ".join(row[part].strip() for part in ADDRESS if row[part]) for row in rows]
    return sorted({text.lower() for text in texts if text.strip() and text.isascii()})


@dataclass(frozen=True)
class Subject:
    values: list[str]
    data: np.ndarray
    offsets: np.ndarray
    left: np.ndarray
    right: np.ndarray


@pytest.fixture(scope="module", params=["surnames", "addresses"])
def values(request: pytest.FixtureRequest) -> list[str]:
    return read_values(request.param)


@pytest.fixture(scope="module", params=["random", "block"])
def subject(request: pytest.FixtureRequest, values: list[str]) -> Subject:
    generator = np.random.default_rng(1)
    left = generator.integers(0, len(values), PAIRS)
    right = generator.integers(0, len(values), PAIRS)
    if request.param == "block":
        first = np.array([text[0] for text in values])
        _, starts, block, sizes = np.unique(
            first, return_index=True, return_inverse=True, return_counts=True
        )
        right = starts[block[left]] + (generator.random(PAIRS) * sizes[block[left]]).astype(int)
    keep = left != right
    data = np.frombuffer("".join(values).encode(), np.uint8).copy()
    offsets = np.cumsum([0, *map(len, values)], dtype=np.int64)
    return Subject(values, data, offsets, left[keep].astype(np.int32), right[keep].astype(np.int32))


METRICS = {
    "jaro_winkler": (similarity.jaro_winkler_pairs, distance.JaroWinkler.similarity, np.float32),
    "levenshtein": (similarity.levenshtein_pairs, distance.Levenshtein.distance, np.int32),
    "damerau": (similarity.damerau_pairs, distance.OSA.distance, np.int32),
}
CASES = [
    ("jaro_winkler", 0.0),
    ("jaro_winkler", 0.85),
    ("levenshtein", NO_CUTOFF),
    ("levenshtein", 2),
    ("damerau", NO_CUTOFF),
    ("damerau", 2),
]


def group(name: str) -> str:
    """The parameters that both rivals share."""
    return name[name.index("[") :].replace("-text]", "]").replace("-masks]", "]")


def report_rate(benchmark: Any, items: int) -> None:
    benchmark.extra_info["million_per_second"] = round(items / benchmark.stats["min"] / 1e6, 2)


@pytest.mark.parametrize("bounds", ["text", "masks"])
@pytest.mark.parametrize(("metric", "cutoff"), CASES)
def test_twinset(benchmark: Any, subject: Subject, metric: str, cutoff: float, bounds: str) -> None:
    """``masks`` counts the time to make the masks of the distinct values outside."""
    kernel, _, dtype = METRICS[metric]
    out = np.empty(len(subject.left), dtype)
    masks = np.empty(0, np.uint64)
    if bounds == "masks":
        masks = np.empty(len(subject.values), np.uint64)
        similarity.character_masks(subject.data, subject.offsets, masks)
    args = (subject.data, subject.offsets, masks, subject.left, subject.right, cutoff, out)
    benchmark.group = group(benchmark.name)
    benchmark.pedantic(kernel, args, rounds=5, warmup_rounds=1)
    report_rate(benchmark, len(out))


@pytest.mark.parametrize(("metric", "cutoff"), CASES)
def test_rapidfuzz(benchmark: Any, subject: Subject, metric: str, cutoff: float) -> None:
    """Strings that exist already, one worker: RapidFuzz's own fast path."""
    _, scorer, _ = METRICS[metric]
    left = [subject.values[code] for code in subject.left]
    right = [subject.values[code] for code in subject.right]
    limits = {} if cutoff in (0.0, NO_CUTOFF) else {"score_cutoff": cutoff}

    def run() -> Any:
        return process.cpdist(left, right, scorer=scorer, workers=1, **limits)

    benchmark.group = group(benchmark.name)
    benchmark.pedantic(run, rounds=3, warmup_rounds=1)
    report_rate(benchmark, len(left))


@pytest.mark.parametrize(
    "kernel",
    [
        similarity.character_masks,
        phonetic.soundex_codes,
        phonetic.nysiis_codes,
        phonetic.skeleton_codes,
    ],
    ids=lambda kernel: kernel.py_func.__name__,
)
def test_distinct_values(benchmark: Any, values: list[str], kernel: Any) -> None:
    data = np.frombuffer("".join(values).encode(), np.uint8).copy()
    offsets = np.cumsum([0, *map(len, values)], dtype=np.int64)
    out = np.empty(len(values), np.uint64)
    benchmark.pedantic(kernel, (data, offsets, out), rounds=5, warmup_rounds=1)
    report_rate(benchmark, len(values))
