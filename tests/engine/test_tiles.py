"""Compared pairs come back as they were, from memory and from the temporary file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import twinset
from twinset.errors import OutputError
from twinset.matching.tiles import ComparedTile, TileStore
from twinset.memory import Budget


def tile(pairs: int, seed: int) -> ComparedTile:
    rng = np.random.default_rng(seed)
    columns = (rng.integers(0, 1 << 30, pairs).astype(np.int32) for _ in range(3))
    return ComparedTile(*columns)


@pytest.mark.parametrize("limit", [None, 0, 100, 1 << 20])
def test_tiles_come_back_as_they_were(limit: int | None) -> None:
    tiles = [tile(pairs, pairs) for pairs in (0, 1, 63, 64, 65, 5000)]
    store = TileStore(limit)
    for given, kept in zip(tiles, [store.keep(t) for t in tiles], strict=True):
        assert np.array_equal(given.left, kept.left)
        assert np.array_equal(given.right, kept.right)
        assert np.array_equal(given.index, kept.index)


def test_beyond_the_limit_tiles_are_in_a_file() -> None:
    store = TileStore(limit=tile(100, 1).nbytes)
    small, large = tile(100, 1), tile(200, 2)
    assert store.keep(small) is small
    assert store.keep(large) is not large


def test_a_full_disk_is_an_error_with_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    with pytest.raises(OutputError, match="No space left") as caught:
        TileStore(limit=0).keep(tile(10, 1))
    assert "--memory" in caught.value.hint


def test_memory_does_not_change_the_result(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(__file__).parents[2] / "data" / "contacts.csv"
    free = twinset.dedupe(path)
    monkeypatch.setattr(Budget, "room", lambda self, reserved: 1 << 16)
    tight = twinset.dedupe(path, memory=1 << 40)
    assert free.pairs.equals(tight.pairs)
    assert free.clusters.equals(tight.clusters)
