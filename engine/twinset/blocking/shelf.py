"""Blocks of many rules of which few will be used: kept in memory, or in a temporary file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

import numpy as np

from twinset.blocking.candidates import RuleBlocks
from twinset.memory import no_space

_ARRAYS = ("ids", "rows", "ends", "before", "blocks")
_Place = tuple[str, tuple[int, ...], int, np.dtype[Any]]
"""Name of an array, its shape, where it begins in the file, its type."""


class BlockShelf:
    """The blocks of rules by number, in the order they were put."""

    def __init__(self, *, on_disk: bool = False) -> None:
        self._kept: list[tuple[RuleBlocks, tuple[_Place, ...]]] = []
        self._file: IO[bytes] | None = tempfile.TemporaryFile("w+b") if on_disk else None  # noqa: SIM115

    def put(self, blocks: RuleBlocks) -> None:
        """Raises ``OutputError`` where the temporary folder is full."""
        if self._file is None:
            self._kept.append((blocks, ()))
            return
        places: list[_Place] = []
        try:
            self._file.seek(0, 2)
            for name in _ARRAYS:
                array = getattr(blocks, name)
                places.append((name, array.shape, self._file.tell(), array.dtype))
                self._file.write(np.ascontiguousarray(array).data)
            self._file.flush()
        except OSError as error:
            raise no_space(error) from None
        empty: dict[str, Any] = {
            name: np.empty((0,) * len(shape), dtype) for name, shape, _, dtype in places
        }
        self._kept.append((replace(blocks, **empty), tuple(places)))

    def __len__(self) -> int:
        return len(self._kept)

    def __getitem__(self, number: int) -> RuleBlocks:
        blocks, places = self._kept[number]
        arrays: dict[str, Any] = {place[0]: self._read(place) for place in places}
        return replace(blocks, **arrays)

    def __iter__(self) -> Iterator[RuleBlocks]:
        return (self[number] for number in range(len(self)))

    def _read(self, place: _Place) -> np.ndarray:
        assert self._file is not None
        _, shape, start, dtype = place
        array = np.empty(shape, dtype)
        self._file.seek(start)
        self._file.readinto(array.data.cast("B") if array.size else bytearray())  # type: ignore[attr-defined]
        return array
