"""Where compared pairs are kept: in memory up to a limit, in a temporary file beyond it."""

from __future__ import annotations

import mmap
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

import numpy as np

from twinset.memory import no_space
from twinset.types import Int32, Int64


@dataclass(frozen=True, eq=False)
class ComparedTile:
    """The pairs of one tile and each one's pattern number; (pairs,) int32 each."""

    left: Int32
    right: Int32
    index: Int32
    pages: mmap.mmap | None = None  # where the three are mapped from

    def let_go(self) -> None:
        """Until they are looked at again, mapped pages need not be resident."""
        if self.pages is not None and hasattr(mmap, "MADV_DONTNEED"):
            self.pages.madvise(mmap.MADV_DONTNEED)

    def at(self, places: Int32 | Int64) -> ComparedTile:
        """Some of the pairs, in memory."""
        return ComparedTile(self.left[places], self.right[places], self.index[places])

    @property
    def nbytes(self) -> int:
        return self.left.nbytes + self.right.nbytes + self.index.nbytes


def joined(tiles: Sequence[ComparedTile]) -> ComparedTile:
    """The pairs of all tiles as one tile."""
    none = np.empty(0, np.int32)
    return ComparedTile(
        np.concatenate([none, *(tile.left for tile in tiles)]),
        np.concatenate([none, *(tile.right for tile in tiles)]),
        np.concatenate([none, *(tile.index for tile in tiles)]),
    )


class TileStore:
    """Takes tiles and gives them back as they were, from memory or from mapped file pages.

    The file has no name and goes with the process. The system writes its pages out and reads them
    back as memory allows, so a pass over all tiles costs a sequential read, not memory.
    """

    def __init__(self, limit: int | None = None) -> None:
        """``limit`` is in bytes; None keeps everything in memory."""
        self._left = limit
        self._file: IO[bytes] | None = None
        self._end = 0

    def keep(self, tile: ComparedTile) -> ComparedTile:
        """The same tile, kept. Raises ``OutputError`` where the temporary folder is full."""
        if self._left is None or tile.nbytes <= self._left:
            if self._left is not None:
                self._left -= tile.nbytes
            return tile
        if not len(tile.left):
            return tile
        try:
            return self._spill(tile)
        except OSError as error:
            raise no_space(error) from None

    def _spill(self, tile: ComparedTile) -> ComparedTile:
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="twinset-")  # noqa: SIM115 - lives as long
        start = -(-self._end // mmap.ALLOCATIONGRANULARITY) * mmap.ALLOCATIONGRANULARITY
        self._file.seek(start)
        for array in (tile.left, tile.right, tile.index):
            self._file.write(np.ascontiguousarray(array).data)
        self._file.flush()
        self._end = start + tile.nbytes
        pages = mmap.mmap(self._file.fileno(), tile.nbytes, offset=start)
        pairs = np.frombuffer(pages, np.int32).reshape(3, -1)
        return ComparedTile(pairs[0], pairs[1], pairs[2], pages)
