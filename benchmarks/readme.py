"""Tables in the README that the benchmarks keep up to date."""

from __future__ import annotations

import re
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"


def put(name: str, text: str, path: Path = README) -> None:
    """Put ``text`` between ``<!-- name: begin -->`` and ``<!-- name: end -->``."""
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->"
    old = path.read_text(encoding="utf-8")
    new, count = re.subn(
        f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: begin + text + end, old, flags=re.DOTALL
    )
    if count != 1:
        raise SystemExit(f"{path.name}: not one place named {name!r}")
    path.write_text(new, encoding="utf-8")
