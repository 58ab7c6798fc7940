"""Provenance: the same inputs give the same bytes, and a changed one shows."""

import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from twinset.config import Plan
from twinset.errors import InputError
from twinset.provenance import file_digest, input_digests, provenance
from twinset.types import SourceFile

THEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
TABLE = SourceFile("<table>", "table", 0, 7)


def differences(one: dict[str, Any], other: dict[str, Any]) -> set[str]:
    return {key for key in one if one[key] != other[key]} - {"created"}


@pytest.mark.parametrize("size", [0, 1, 64, 1_000_000])
def test_a_file_digest_is_blake2b_of_its_bytes(tmp_path: Path, size: int) -> None:
    path = tmp_path / "file"
    path.write_bytes(bytes(range(256)) * (size // 256) + b"x" * (size % 256))
    assert file_digest(path) == hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()


def test_provenance_repeats_and_shows_what_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id\n1\n")
    sources = [SourceFile(str(path), "csv", 0, 1), TABLE]
    one = provenance(input_digests(sources), Plan(), "{}", created=THEN)
    assert json.loads(json.dumps(one)) == one
    assert one["created"] == "2026-01-02T03:04:05+00:00"
    assert one["inputs"][0]["bytes"] == 5
    assert "digest" not in one["inputs"][1]
    assert one["libraries"]["numpy"]
    assert differences(one, provenance(input_digests(sources), Plan(), "{}")) == set()

    path.write_text("id\n2\n")
    assert differences(one, provenance(input_digests(sources), Plan(), "{}")) == {"inputs"}
    changed = provenance(input_digests(sources), Plan(seed=2), "{ }")
    assert differences(one, changed) == {"inputs", "model_digest", "plan_digest", "seed"}


def test_an_input_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.csv: can't be read"):
        input_digests([SourceFile(str(tmp_path / "gone.csv"), "csv", 0, 1)])


def test_a_stream_has_no_digest(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for name in ("<stdin>", str(pipe)):
        (entry,) = input_digests([SourceFile(name, "csv", 0, 1)])
        assert entry == {"name": name, "format": "csv", "rows": 1}
