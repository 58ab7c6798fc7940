"""The small parts of the face: option values, numbers as people read them, bars, progress."""

from __future__ import annotations

import io
import sys

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from twinset.progress import stage
from twinset_cli import render
from twinset_cli.output import Output
from twinset_cli.progress import Announcer, terminal_progress
from twinset_cli.values import memory_size
from twinset_cli.waterfall import bars


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("8GiB", 8 * 2**30),
        ("500MB", 500_000_000),
        ("1.5G", 3 * 2**29),
        ("2 gib", 2**31),
        ("64kb", 64_000),
        ("1024", 1024),
        ("10B", 10),
    ],
)
def test_memory_sizes(text: str, size: int) -> None:
    assert memory_size(text) == size


@pytest.mark.parametrize("text", ["", "GiB", "-1G", "8 potatoes", "1e9", "0", "0.1B"])
def test_what_is_no_memory_size(text: str) -> None:
    with pytest.raises(typer.BadParameter):
        memory_size(text)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (render.count(1234567), "1,234,567"),
        (render.short_count(999), "999"),
        (render.short_count(12_345), "12.3k"),
        (render.short_count(1_250_000), "1.2M"),
        (render.short_count(3_000_000_000), "3.0G"),
        (render.plural(1, "row"), "1 row"),
        (render.plural(2000, "row"), "2,000 rows"),
        (render.size(512), "512 bytes"),
        (render.size(3 * 2**29), "1.5 GiB"),
        (render.duration(0.44), "0.4 s"),
        (render.duration(59.4), "59 s"),
        (render.duration(59.9), "1 min 0 s"),
        (render.duration(185), "3 min 5 s"),
        (render.duration(7800), "2 h 10 min"),
        (render.share(None), "-"),
        (render.share(0.98765), "0.988"),
    ],
)
def test_numbers_for_people(made: str, expected: str) -> None:
    assert made == expected


def test_printable_disarms_terminal_codes() -> None:
    assert render.printable("a\x1b[31mb\r") == "a\\x1b[31mb\\x0d"
    assert render.printable("Zoë 名 ناصر") == "Zoë 名 ناصر"


def test_a_table_folds_no_cell_and_takes_no_markup() -> None:
    from rich.console import Console

    sink = io.StringIO()
    name = "[bold]" + "x" * 200
    Console(file=sink, width=60).print(render.table(("column", "role"), [(name, "email")]))
    text = "".join(line.strip() for line in sink.getvalue().splitlines())
    assert "[bold]" in text
    assert text.count("x") == 200


def test_a_waterfall_is_a_chain() -> None:
    prior, name, email, total = bars([-8.0, 4.0, 12.0], width=16)
    assert prior == "████████        "
    assert name == "████            "
    assert email == "    ████████████"
    assert total == "        ████████"


@given(st.lists(st.floats(-60, 60, allow_nan=False), max_size=12), st.integers(1, 60))
def test_bars_have_their_width_and_every_weight_shows(weights: list[float], width: int) -> None:
    made = bars(weights, width)
    assert len(made) == len(weights) + 1
    assert all(len(bar) == width for bar in made)
    for bar, weight in zip(made, weights, strict=False):
        if abs(weight) > 1e-6:
            assert bar.strip()
        elif weight == 0:
            assert not bar.strip()


def test_a_piped_report_has_no_trailing_spaces(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("a", "1"), ("longer", "2")]
    Output().result(dict, lambda: render.table(("name", "n"), rows))
    assert capsys.readouterr().out == "  name    n\n  a       1\n  longer  2\n"


def test_compilation_is_announced_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    name = "compile kernels (first run on this machine)"
    for quiet in (False, True):
        with Announcer(quiet=quiet) as progress:
            with stage(progress, name, 20, "kernels") as bar:
                bar.advance(20)
            with stage(progress, "compare", 1000, "pairs") as bar:
                bar.advance(1000)
    captured = capsys.readouterr()
    assert captured.err == f"{name} ...\n"
    assert captured.out == ""


def test_bars_show_amounts_and_a_time_and_then_vanish(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    assert not isinstance(Output().progress(), Announcer)
    assert isinstance(Output(quiet=True).progress(), Announcer)
    with terminal_progress() as progress, stage(progress, "compare [1]", 2_000_000, "pairs") as bar:
        bar.advance(500_000)
        progress._bars.refresh()  # type: ignore[attr-defined]
    shown = terminal.getvalue()
    assert "compare [1]" in shown
    assert "500.0k / 2.0M pairs" in shown
    assert "\x1b[2K" in shown  # the line is erased at the end
