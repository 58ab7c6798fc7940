"""The README's table of the plan: every key, and its default as TOML."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from twinset.config import Plan, parse_plan

README = Path(__file__).parents[2] / "README.md"
DETECTED = {"read.delimiter", "read.quote", "read.encoding", "standardize.country"}
"""Keys without a default value."""


def _defaults(value: Any, path: str = "") -> dict[str, Any]:
    if not isinstance(value, msgspec.Struct):
        return {path: value}
    found: dict[str, Any] = {}
    for name in value.__struct_fields__:
        found |= _defaults(getattr(value, name), f"{path}.{name}".lstrip("."))
    return found


def _section() -> str:
    return README.read_text(encoding="utf-8").partition("## The plan\n")[2].partition("\n## ")[0]


def test_every_key_stands_in_the_table_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `([\w.]+)` \| ([^|]+) \|", _section(), re.MULTILINE))
    defaults = _defaults(Plan())
    assert set(rows) == set(defaults)
    for key, default in defaults.items():
        if key in DETECTED:
            assert default is None
        else:
            assert tomllib.loads(f"x = {rows[key].strip('`')}")["x"] == default, key


def test_the_example_is_a_plan() -> None:
    example = re.search(r"```toml\n(.*?)```", _section(), re.DOTALL)
    assert example is not None
    assert parse_plan(example[1]).survivorship.fields
