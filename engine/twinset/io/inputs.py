"""From what the user named (paths, globs, folders, "-") to readable files of a known format."""

from __future__ import annotations

import difflib
import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

import pyarrow as pa

from twinset.errors import InputError
from twinset.io.encoding import SAMPLE_BYTES, detect_encoding, is_valid
from twinset.io.line_cuts import LineCuts
from twinset.types import STDIN

Format = Literal["csv", "parquet", "arrow", "arrow_stream", "ndjson", "json"]
Advance = Callable[[int], None]
PathLike = str | os.PathLike[str]

_FORMAT_OF_SUFFIX: dict[str, Format] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".psv": "csv",
    ".txt": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".arrow": "arrow",
    ".feather": "arrow",
    ".ipc": "arrow",
    ".arrows": "arrow_stream",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".json": "ndjson",
}
_COMPRESSION_OF_MAGIC = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}
_COMPRESSION_SUFFIXES = (".gz", ".zst", ".zstd")
_FOREIGN_MAGIC = {
    b"PK\x03\x04": "a spreadsheet or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF document",
    b"SQLite format 3": "an SQLite database",
    b"FEA1": "a Feather version 1 file",
    b"Obj\x01": "an Avro file",
    b"ORC": "an ORC file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"BZh": "a bzip2 archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
}
_EXPORT_HINT = "export it as CSV, Parquet, Arrow or NDJSON"
_SUPPORTED = "CSV, TSV, Parquet, Arrow IPC and NDJSON, the text ones also as .gz or .zst"


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: the name that messages show and the regular file that holds the bytes."""

    name: str
    path: Path
    format: Format
    compression: str | None
    head: bytes  # up to SAMPLE_BYTES of decompressed content

    @property
    def size(self) -> int:
        """Bytes on disk, the unit of progress."""
        return self.path.stat().st_size

    @property
    def is_whole(self) -> bool:
        """Is the head the whole content?"""
        return len(self.head) < SAMPLE_BYTES

    def open(self, advance: Advance = lambda amount: None) -> pa.NativeFile:
        """The decompressed bytes, from the start. ``advance`` hears of bytes read from disk."""
        return _open(self.path, self.compression, advance)

    def open_text(self, encoding: str, advance: Advance = lambda amount: None) -> pa.NativeFile:
        """The content as UTF-8. UTF-8 itself passes through unchecked, its mark included."""
        stream = self.open(advance)
        if encoding in ("utf-8", "utf-8-sig"):
            return stream
        return pa.transcoding_input_stream(stream, encoding, "utf8")

    def open_watched(self, cuts: LineCuts, advance: Advance) -> pa.NativeFile:
        """The bytes of a file that is not compressed; ``cuts`` sees them as they are read."""
        return _raw(self.path, advance, cuts)


class _CountingReader:
    """A raw file that reports how much was taken; Arrow reads megabytes at a time.

    No part but the last ends in a carriage return: of the line feed that begins the next one Arrow
    thinks that it belongs to the end of a row, and leaves it out of a quoted value.
    """

    closed = False

    def __init__(self, file: IO[bytes], advance: Advance, cuts: LineCuts | None) -> None:
        self._file = file
        self._advance = advance
        self._cuts = cuts
        self._held = b""

    def read(self, size: int = -1) -> bytes:
        data = self._held + self._file.read(size - len(self._held) if size > 0 else size)
        self._held = b""
        if data.endswith(b"\r") and len(data) > 1:
            data, self._held = data[:-1], b"\r"
        if self._cuts is not None:
            self._cuts.add(data)
        self._advance(len(data))
        return data

    def close(self) -> None:
        self.closed = True
        self._file.close()


def _raw(path: Path, advance: Advance, cuts: LineCuts | None = None) -> pa.NativeFile:
    file: Any = path.open("rb", buffering=0)
    return pa.PythonFile(_CountingReader(file, advance, cuts), mode="r")


def _open(path: Path, compression: str | None, advance: Advance) -> pa.NativeFile:
    raw = _raw(path, advance)
    return raw if compression is None else pa.CompressedInputStream(raw, compression)


def find_inputs(sources: Iterable[PathLike], stack: ExitStack) -> list[Input]:
    """Every file that the sources stand for, in the order given; globs and folders sorted.

    "-" and pipes are copied to a temporary file, which ``stack`` removes: the format is read
    from the content, and some formats are read from their end.

    Raises ``InputError`` for what is missing, unreadable, empty, binary or without data files.
    """
    return [
        _inspect(name, path, stack)
        for source in sources
        for name, path in _expand(os.fspath(source))
    ]


def _expand(source: str) -> list[tuple[str, Path]]:
    if source == "-":
        return [(STDIN, Path("-"))]
    path = Path(source).expanduser()
    try:
        if path.is_dir():
            return [(str(file), file) for file in _data_files(path)]
        if not path.exists() and glob.has_magic(source):
            # Path.glob takes no absolute pattern
            names = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207
            found = [Path(name) for name in names]
            files = [file for file in found if not file.is_dir()]
            if not files:
                raise InputError(f"{source}: no file matches")
            return [(str(file), file) for file in files]
        if not path.exists():
            raise InputError(f"{source}: no such file or folder", hint=_near_spelling(path))
    except OSError as error:
        raise InputError(f"{source}: can't read: {error.strerror}") from None
    return [(source, path)]


def _data_files(folder: Path) -> list[Path]:
    files = sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and not path.name.startswith(".") and _format_of_name(path)
    )
    if not files:
        raise InputError(
            f"{folder}: the folder holds no data files", hint=f"read are: {_SUPPORTED}"
        )
    return files


def _format_of_name(path: Path) -> Format | None:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in _COMPRESSION_SUFFIXES:
        suffixes.pop()
    return _FORMAT_OF_SUFFIX.get(suffixes[-1]) if suffixes else None


def _near_spelling(path: Path) -> str:
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return f"the folder {path.parent} does not exist"
    close = difflib.get_close_matches(path.name, names, n=1, cutoff=0.75)
    return f"did you mean {path.parent / close[0]}?" if close else ""


def _inspect(name: str, path: Path, stack: ExitStack) -> Input:
    try:
        if str(path) == "-" or not path.is_file():
            path = _spool(path, stack)
        with path.open("rb") as file:
            magic = file.read(4)
        compression = next(
            (codec for start, codec in _COMPRESSION_OF_MAGIC.items() if magic.startswith(start)),
            None,
        )
        with _open(path, compression, lambda amount: None) as stream:
            head = stream.read(SAMPLE_BYTES)
    except PermissionError:
        raise InputError(f"{name}: no permission to read it") from None
    except OSError as error:
        reason = error.strerror or "the compressed content is damaged"
        raise InputError(f"{name}: can't read: {reason}") from None
    if not head:
        raise InputError(f"{name}: the file is empty")
    return Input(name, path, _detect_format(name, path, head, compression), compression, head)


def _spool(path: Path, stack: ExitStack) -> Path:
    """A pipe's bytes in a temporary file that only this user can read."""
    with tempfile.NamedTemporaryFile(prefix="twinset-", delete=False) as target:
        stack.callback(Path(target.name).unlink, missing_ok=True)
        if str(path) == "-":
            shutil.copyfileobj(sys.stdin.buffer, target, 1 << 20)
        else:
            with path.open("rb") as pipe:
                shutil.copyfileobj(pipe, target, 1 << 20)
    return Path(target.name)


def _detect_format(name: str, path: Path, head: bytes, compression: str | None) -> Format:
    """By content first, then by name; what is neither is CSV if it is text at all."""
    columnar: Format | None = None
    if head.startswith(b"PAR1"):
        columnar = "parquet"
    elif head.startswith(b"ARROW1"):
        columnar = "arrow"
    elif head.startswith(b"\xff\xff\xff\xff"):
        columnar = "arrow_stream"
    if columnar and compression:
        raise InputError(f"{name}: a compressed {columnar} file", hint="decompress it first")
    if columnar:
        return columnar
    for magic, what in _FOREIGN_MAGIC.items():
        if head.startswith(magic):
            raise InputError(f"{name}: this is {what}, not a data file", hint=_EXPORT_HINT)
    if not _is_text(head):
        raise InputError(f"{name}: a binary file, not text", hint=f"read are: {_SUPPORTED}")
    start = head[:4096].decode(detect_encoding(head), "ignore").lstrip("\ufeff \t\r\n")
    if start.startswith("[") and start[1:].lstrip()[:1] in ("{", "]"):
        return "json"
    if start.startswith("{") and start[1:].lstrip()[:1] in ('"', "}"):
        return "ndjson"
    by_name = _format_of_name(path)
    if by_name in ("parquet", "arrow", "arrow_stream"):
        hint = f"read are: {_SUPPORTED}"
        raise InputError(f"{name}: the content is not what the name says", hint=hint)
    return by_name or "csv"


def _is_text(head: bytes) -> bool:
    """Text may hold a stray NUL; what is not UTF-8 and has many control bytes is binary."""
    encoding = detect_encoding(head)
    if encoding.startswith(("utf-16", "utf-32")):
        return is_valid(head, encoding)
    control = len(head) - len(head.translate(None, bytes([*range(9), *range(14, 32), 127])))
    return control <= (0.3 if is_valid(head, "utf-8") else 0.02) * len(head)
