"""Outputs are checked before the work starts: an hour's run must not end in "already exists"."""

from __future__ import annotations

import os
from pathlib import Path

from twinset.errors import OutputError

MARKS = ("summary.json", "audit.json", "compare.json")
"""As ``twinset.io.folder`` has them; importing that would import Arrow."""


def check_folder(path: Path, *, force: bool) -> None:
    """Raise ``OutputError`` where ``twinset.io.OutputFolder`` would refuse ``path`` at the end."""
    if path.exists() and not path.is_dir():
        raise OutputError(f"{path}: is a file, not a folder", hint="name another folder with -o")
    if path.is_dir() and not force:
        raise OutputError(f"{path}: exists already", hint="replace it with --force")
    if path.is_dir() and any(path.iterdir()) and not any((path / m).exists() for m in MARKS):
        raise OutputError(
            f"{path}: is not a folder that twinset wrote, so --force does not remove it",
            hint="name another folder, or remove it yourself",
        )
    _check_parent(path)


def check_file(path: Path, *, force: bool) -> None:
    """Raise ``OutputError`` where a file can't be written at ``path``."""
    if path.is_dir():
        raise OutputError(f"{path}: is a folder, not a file", hint="name a file")
    if path.exists() and not force:
        raise OutputError(f"{path}: exists already", hint="replace it with --force")
    _check_parent(path)


def _check_parent(path: Path) -> None:
    parent = path.absolute().parent
    while not parent.exists():
        parent = parent.parent
    if not parent.is_dir():
        raise OutputError(f"{path}: {parent} is a file, not a folder")
    if not os.access(parent, os.W_OK | os.X_OK):
        raise OutputError(f"{path}: no permission to write in {parent}")


def write_text(path: Path, text: str) -> None:
    """Write a small file whole or not at all: beside it first, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
