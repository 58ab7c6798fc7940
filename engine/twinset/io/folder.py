"""The output folder: all of it, or nothing."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import pyarrow as pa

from twinset.errors import OutputError
from twinset.io.write import Batches, output_errors, temporary_name, write_table_file
from twinset.types import Records, Reject

MARKS = frozenset({"summary.json", "audit.json", "compare.json"})
"""The files by which a folder is known to be ours."""


class OutputFolder:
    """``with OutputFolder(path) as out: out.write_table("clusters", table)``.

    Everything is written to a hidden sibling folder, which gets the final name when the block
    ends well. When it ends badly, by an error or an interrupt, the sibling is removed and what
    stood under the name before still stands there.

    ``force`` replaces an existing folder, but only one that is empty or holds one of ``MARKS``: a
    home directory given by mistake is never removed. Raises ``OutputError``.
    """

    def __init__(self, path: str | os.PathLike[str], *, force: bool = False) -> None:
        self.path = Path(path).expanduser()
        self._final = Path(os.path.realpath(self.path))  # a link stays a link
        self._force = force
        self._partial: Path | None = None
        self._made_parents: list[Path] = []

    def __enter__(self) -> Self:
        self._check_target()
        with output_errors(self.path):
            self._make_parents()
            partial = self._final.with_name(temporary_name(self._final.name))
            try:
                partial.mkdir()
            except OSError:
                self._remove_parents()
                raise
        self._partial = partial
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> Literal[False]:
        published = False
        try:
            if error is None:
                self._check_target()  # another process may have been here meanwhile
                with output_errors(self.path):
                    self._publish()
                published = True
        finally:
            if not published:
                shutil.rmtree(self._folder, ignore_errors=True)
                self._remove_parents()
            self._partial = None
        return False

    def write_table(
        self, name: str, data: Batches, *, format: Literal["parquet", "csv"] = "parquet"
    ) -> int:
        """Write ``name.parquet`` or ``name.csv`` and return its number of rows."""
        path = self._folder / f"{name}.{format}"
        with self._named(path):
            return write_table_file(path, data, format)

    def write_text(self, name: str, text: str) -> Path:
        """Write a text file in UTF-8, line ends as they are."""
        path = self._folder / name
        with output_errors(self.path / name):
            path.write_text(text, encoding="utf-8", newline="")
        return path

    def write_json(self, name: str, value: Any) -> Path:
        """Write indented JSON, keys in the order given. NaN is refused: it is not JSON."""
        text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
        return self.write_text(name, text + "\n")

    @property
    def _folder(self) -> Path:
        if self._partial is None:
            raise RuntimeError("the output folder is open only inside its with block")
        return self._partial

    @contextlib.contextmanager
    def _named(self, path: Path) -> Any:
        """Errors name the folder that the user asked for, not the temporary one."""
        try:
            yield
        except OutputError as error:
            message = error.message.replace(str(path), str(self.path / path.name))
            raise OutputError(message, hint=error.hint) from None

    def _check_target(self) -> None:
        if not os.path.lexists(self._final):
            return
        if not self._final.is_dir():
            raise OutputError(f"{self.path}: is a file, not a folder", hint="name another folder")
        if not self._force:
            raise OutputError(f"{self.path}: exists already", hint="pass --force to replace it")
        with output_errors(self.path):
            names = {entry.name for entry in self._final.iterdir()}
        if names and not names & MARKS:
            raise OutputError(
                f"{self.path}: is not a folder that twinset wrote, so --force does not remove it",
                hint="name another folder, or remove it yourself",
            )

    def _make_parents(self) -> None:
        missing = [parent for parent in self._final.parents if not parent.exists()]
        for parent in reversed(missing):
            parent.mkdir(exist_ok=True)
            self._made_parents.append(parent)

    def _remove_parents(self) -> None:
        for parent in reversed(self._made_parents):
            with contextlib.suppress(OSError):
                parent.rmdir()

    def _publish(self) -> None:
        """Two renames; if the second fails or is interrupted, the first is undone."""
        if not self._final.exists():
            self._folder.rename(self._final)
            return
        if not self._force:  # another run took the name since it was looked at
            raise OutputError(f"{self.path}: exists already", hint="pass --force to replace it")
        old = self._final.with_name(temporary_name(self._final.name))
        try:
            self._final.rename(old)
            self._folder.rename(self._final)
        except BaseException:
            if old.exists() and not self._final.exists():
                old.rename(self._final)
            raise
        shutil.rmtree(old, ignore_errors=True)


def write_rejects(out: OutputFolder, records: Records) -> int:
    """``rejects.csv`` (see ``rejects_table``), or nothing where every line became a row; gives
    their number."""
    if not records.rejects:
        return 0
    return out.write_table("rejects", rejects_table(records.rejects), format="csv")


def rejects_table(rejects: Sequence[Reject]) -> pa.Table:
    """source, line, reason, text: one row a line that could not become a row."""
    return pa.table(
        {
            "source": pa.array([reject.source for reject in rejects], pa.string()),
            "line": pa.array([reject.line for reject in rejects], pa.int64()),
            "reason": pa.array([reject.reason for reject in rejects], pa.string()),
            "text": pa.array([reject.text for reject in rejects], pa.string()),
        }
    )
