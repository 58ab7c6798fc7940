"""The README's examples run, in the order in which they stand.

A fenced ``console`` block is run line by line where a line begins with ``$ twinset``; other
commands in it (``$ pip install``, ``$ make``) are not. A fenced ``python`` block is executed. All
blocks share one temporary folder that holds ``data/``, and the python blocks one namespace, so
that a later example may use what an earlier one wrote. The lines below a ``$ twinset`` line are
what it prints: each must occur in the real output, ``...`` in it standing for any text; a line
``...`` alone stands for any lines. A block that must not run says so in its fence:
```` ```console no-run ````.
"""

from __future__ import annotations

import re
import shlex
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from twinset_process import run_process

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
_FENCE = re.compile(r"^```(console|python)([^\n]*)\n(.*?)^```\s*$", re.MULTILINE | re.DOTALL)


@dataclass
class Call:
    """A ``$ twinset`` line and the output that the README claims."""

    arguments: list[str]
    expected: list[str] = field(default_factory=list)


@dataclass
class Block:
    """A fenced block and where it stands."""

    language: str
    line: int
    text: str


def blocks(text: str) -> list[Block]:
    """The console and python blocks that are to run."""
    found = []
    for match in _FENCE.finditer(text):
        language, info, body = match.groups()
        if "no-run" not in info.split():
            found.append(Block(language, text[: match.start()].count("\n") + 1, body))
    return found


def calls(console: str) -> list[Call]:
    """The ``$ twinset`` lines of a console block; a backslash at the end goes on."""
    found: list[Call] = []
    ours = False
    for line in console.replace("\\\n", " ").splitlines():
        if line.startswith("$ "):
            words = shlex.split(line[2:], comments=True)
            ours = words[0] == "twinset"
            if ours:
                found.append(Call(words[1:]))
        elif ours and line.strip() and line.strip() != "...":
            found[-1].expected.append(line)
    return found


def occurs(expected: str, output: str) -> bool:
    """Is the line in the output, but for spaces and for what ``...`` stands for?"""
    words = (re.escape(word).replace(r"\.\.\.", ".*") for word in expected.split())
    return re.search(r"\s+".join(words), output) is not None


def test_the_convention() -> None:
    text = (
        "```console\n$ pip install twinset\nok\n$ twinset a \\\n  b  # why\nx  1 ...\n...\n```\n"
        "```python no-run\n1 / 0\n```\n```python\nprint()\n```\n"
    )
    console, python = blocks(text)
    assert (console.language, python.language, python.line) == ("console", "python", 12)
    assert calls(console.text) == [Call(["a", "b"], ["x  1 ..."])]
    assert occurs("x  1 ...", "head\nx 1 and more")
    assert not occurs("x  2 ...", "head\nx 1 and more")


def test_readme_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {"__name__": "readme"}
    for block in blocks(README.read_text(encoding="utf-8")):
        if block.language == "python":
            code = compile(block.text, f"README.md:{block.line}", "exec")
            exec(code, namespace)
            continue
        for call in calls(block.text):
            done = run_process(*call.arguments, cwd=tmp_path)
            where = f"README.md:{block.line}: twinset {shlex.join(call.arguments)}"
            assert done.code == 0, f"{where}\n{done.err}"
            for line in call.expected:
                assert occurs(line, done.out + done.err), f"{where}\nnot printed: {line}"
