"""Files whose rows are lines are read in blocks that are cut at any line; others must not be."""

from __future__ import annotations

import csv
import io
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from twinset.io import delimited, read_records
from twinset.io.line_cuts import LineCuts

FEW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
pieces = st.lists(st.sampled_from(["a", "\n", "\r\n", "\r", '"', '""', "ü", ","]), max_size=30)


@FEW
@given(pieces, st.lists(st.integers(0, 100), max_size=5))
def test_cuts_in_quotes_are_found(parts: list[str], borders: list[int]) -> None:
    text = "".join(parts).encode()
    edges = sorted({0, len(text), *(border % (len(text) + 1) for border in borders)})
    cuts = LineCuts('"')
    inside = False
    for begin, end in pairwise(edges):
        cuts.add(text[begin:end])
        ends = [place for place in range(begin, end) if text[place] in b"\r\n"]
        inside |= any(text.count(b'"', 0, place) % 2 for place in (ends[:1] + ends[-1:]))
    assert cuts.outside_quotes == (not inside)


def read_both_ways(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[object, bool]:
    """What is read in blocks of a few lines, and whether they could be cut at any line."""
    taken: list[bool] = []
    by_lines = delimited._parse_lines

    def spy(*arguments: object) -> object:
        found = by_lines(*arguments)  # type: ignore[arg-type]
        taken.append(found is not None)
        return found

    monkeypatch.setattr(delimited, "_BLOCK_SIZES", (256, 1 << 20))
    monkeypatch.setattr(delimited, "_may_be_lines", lambda *_: True)
    monkeypatch.setattr(delimited, "_parse_lines", spy)
    return read_records(path).table.to_pydict(), taken == [True]


@FEW
@given(st.lists(st.tuples(*[st.sampled_from(["x", "a\nb", 'c",\n"d', "e,f", "g\r\nh", ""])] * 2)))
def test_a_quoted_line_break_at_any_border_is_kept(
    tmp_path: Path, rows: list[tuple[str, str]]
) -> None:
    plain = [(f"row {number}", "y" * (number % 40)) for number in range(30)]
    rows = [*plain, *rows, *plain]
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([("a", "b"), *rows])
    path = tmp_path / "rows.csv"
    path.write_bytes(out.getvalue().encode())
    with pytest.MonkeyPatch.context() as patch:
        table, by_line = read_both_ways(path, patch)
    assert table == {
        name: [row[place] or None for row in rows] for place, name in enumerate(("a", "b"))
    }
    assert by_line or any("\n" in cell for row in rows for cell in row)


@pytest.mark.parametrize("shift", range(4))
def test_a_quoted_line_break_is_whole_where_a_block_ends_in_it(
    tmp_path: Path, shift: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = "y" * (251 - shift)
    path = tmp_path / "rows.csv"
    path.write_text(f'"a"\n"{first}\r\nh"\n"z"\n', newline="")
    table, _ = read_both_ways(path, monkeypatch)
    assert table == {"a": [f"{first}\r\nh", "z"]}


@pytest.mark.parametrize(
    ("content", "by_line"),
    [
        ('a,b\n1,"2"\n', True),
        ('a,b\r\n1,"2"\r\n\r\n', True),
        ('\ufeffa,b\n1,"2"', True),
        ('a,b\n\n1,"2"\n', True),  # a blank line is no row
        ('a,b\n1,"2\n3"\n', True),  # not where a block is cut
        # of a single column either half of a value is a row
        ('"a"\n"' + "x" * 252 + '\ny"\n"z"\n', False),
        ('a,b\n1,"2"\n3,4,5\n', False),
        ('a,"b\nc"\n1,"2"\n', False),
        # half of a quoted value has as many fields as a row
        ('a,b\n' + '"' + "x\n" * 200 + 'y",1\n', False),
    ],
)  # fmt: skip
def test_rows_that_are_lines_are_told_from_others(
    tmp_path: Path, content: str, by_line: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(content, newline="")
    expected = read_records(path).table.to_pydict()
    assert read_both_ways(path, monkeypatch) == (expected, by_line)


def test_a_line_break_far_behind_the_head(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    plain = "".join(f'"row {number}","{"z" * 80}"\n' for number in range(80_000))
    path.write_text(f'a,b\n{plain}"two\nlines","end"\n', newline="")
    table = read_records(path).table
    assert table.num_rows == 80_001
    assert table.slice(80_000).to_pylist() == [{"a": "two\nlines", "b": "end"}]
