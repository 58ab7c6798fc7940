"""Where a result came from: enough to run it again and to see whether it would be the same.

All but ``created`` depends on the inputs and versions alone, so two runs can be compared.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from twinset.config import Plan, dump_plan
from twinset.errors import InputError
from twinset.types import STDIN, SourceFile

LIBRARIES = ("numpy", "numba", "pyarrow", "faiss-cpu", "datasketch", "phonenumbers", "anyascii")
"""Packages whose version can change a result."""


def provenance(
    inputs: Sequence[dict[str, Any]],
    plan: Plan,
    model_json: str,
    *,
    created: datetime | None = None,
) -> dict[str, Any]:
    """What ``provenance.json`` holds; JSON-ready.

    ``inputs`` is as ``input_digests`` gives it; ``plan`` is the resolved one; ``model_json`` the
    text of ``model.json``. ``created`` is for tests; None means now. Digests are BLAKE2b, 16 bytes
    in hexadecimal.
    """
    moment = created or datetime.now(UTC)
    return {
        "created": moment.isoformat(timespec="seconds"),
        "twinset": _version("twinset"),
        "python": platform.python_version(),
        "platform": f"{sys.platform}-{platform.machine()}",
        "libraries": {name: _version(name) for name in LIBRARIES},
        "seed": plan.seed,
        "plan_digest": text_digest(dump_plan(plan)),
        "model_digest": text_digest(model_json),
        "inputs": list(inputs),
    }


def input_digests(sources: Sequence[SourceFile]) -> list[dict[str, Any]]:
    """Name, format, rows, bytes and digest of each input, which is read once more: a second a
    gigabyte. Raises ``InputError`` where one can no longer be read."""
    return [_input(source) for source in sources]


def text_digest(text: str) -> str:
    """BLAKE2b of UTF-8 text, 32 hexadecimal digits."""
    return hashlib.blake2b(text.encode("utf-8"), digest_size=16).hexdigest()


def file_digest(path: str | Path) -> str:
    """BLAKE2b of a file's bytes, 32 hexadecimal digits; about 1 GB a second, in constant memory.

    Raises ``InputError`` where the file can't be read.
    """
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror}") from None


def _input(source: SourceFile) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": source.name, "format": source.format, "rows": source.rows}
    path = Path(source.name)
    if source.format == "table" or source.name == STDIN or path.is_fifo():
        return entry  # a stream has no bytes to come back to
    digest = file_digest(path)
    return entry | {"bytes": path.stat().st_size, "digest": digest}


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
