"""How a delimited text file is written: delimiter, quote, header, width. Judged from its head."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from twinset.config import ReadPlan
from twinset.errors import PlanError

_DELIMITERS = (",", ";", "\t", "|")
_NAMED = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_SAMPLE_ROWS = 500


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a parser has to know. ``names`` are unique; ``renamed`` maps new names to old ones."""

    delimiter: str
    quote: str | None
    names: list[str]
    header_rows: int  # rows before the data, blank lines included
    renamed: dict[str, str]
    header_only: bool = False  # the file is known to hold no row of data


def detect_dialect(sample: str, plan: ReadPlan, *, cut: bool, prefer: str = ",") -> Dialect | None:
    """The dialect of the file that ``sample`` is the head of; None where there is no row at all.

    ``cut`` says that the file goes on, so the sample's last row may be half a row. ``prefer``
    wins where delimiters explain the sample equally well. What the plan states is not judged.
    """
    sample = sample.removeprefix("\ufeff")
    skip = 0
    declared = None
    if match := re.match(r"sep=(.)\r?\n", sample, re.IGNORECASE):  # Excel's own declaration
        declared, skip, sample = match[1], 1, sample[match.end() :]
    given = _one_character(plan.delimiter, "delimiter") or declared
    candidates = [given] if given else sorted(_DELIMITERS, key=lambda mark: mark != prefer)
    quote = _given_quote(plan) if plan.quote is not None else _detect_quote(sample, candidates)
    parsed = {mark: _rows(sample, mark, quote) for mark in candidates}
    whole = not cut and all(complete for _, complete in parsed.values())
    by_mark = {
        mark: _whole_rows(rows, all_seen and cut) for mark, (rows, all_seen) in parsed.items()
    }
    delimiter = max(candidates, key=lambda mark: _consistency(by_mark[mark], plan.header))
    if not given and _consistency(by_mark[delimiter], plan.header) == 0:
        delimiter = ","  # one column: any delimiter will do
    rows = by_mark[delimiter]
    blank = sum(1 for _ in itertools.takewhile(lambda row: not row, rows))
    rows = [row for row in rows if row]
    if not rows:
        return None
    widths = Counter(len(row) for row in rows[1:] if plan.header) or Counter(map(len, rows))
    if not plan.header:
        names = [f"column_{index}" for index in range(1, widths.most_common(1)[0][0] + 1)]
        return Dialect(delimiter, quote, names, skip, {})
    names, renamed = unique_names(_fit_width([name.strip() for name in rows[0]], widths))
    header_only = whole and len(rows) == 1
    return Dialect(delimiter, quote, names, skip + blank + 1, renamed, header_only)


def _whole_rows(rows: list[list[str]], last_is_cut: bool) -> list[list[str]]:
    return rows[:-1] if last_is_cut and len(rows) > 1 else rows


def unique_names(names: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Names made unique and non-empty, and the new names with what stood there before.

    ``["name", "", "name"]`` gives ``["name", "column_2", "name_2"]``.
    """
    taken = set(names)
    seen: set[str] = set()
    result: list[str] = []
    renamed: dict[str, str] = {}
    for position, name in enumerate(names, 1):
        unique = name or f"column_{position}"
        if unique in seen or (not name and unique in taken):
            stem = unique
            unique = next(
                candidate
                for number in itertools.count(2)
                if (candidate := f"{stem}_{number}") not in taken and candidate not in seen
            )
        if unique != name:
            renamed[unique] = name
        seen.add(unique)
        result.append(unique)
    return result, renamed


def _one_character(value: str | None, key: str) -> str | None:
    if value is None:
        return None
    value = _NAMED.get(value.lower(), value)
    if len(value) != 1 or not value.isascii() or value in "\r\n":
        raise PlanError(f"read.{key}: expected one ASCII character", hint='such as ",", ";", "tab"')
    return value


def _given_quote(plan: ReadPlan) -> str | None:
    return None if plan.quote in ("", "none") else _one_character(plan.quote, "quote")


def _detect_quote(sample: str, delimiters: Sequence[str]) -> str:
    """Double quotes, unless the file has none and single quotes enclose whole fields.

    An apostrophe inside a name is no quote: O'Brien. So both ends have to touch a delimiter.
    """
    if '"' in sample:
        return '"'
    edge = "[" + re.escape("".join(delimiters)) + "]"
    opened = len(re.findall(rf"(?:^|{edge})'", sample, re.MULTILINE))
    enclosed = len(re.findall(rf"(?:^|{edge})'[^'\r\n]*'(?={edge}|\r?$)", sample, re.MULTILINE))
    return "'" if enclosed >= 2 and enclosed > 0.9 * opened else '"'


def _rows(sample: str, delimiter: str, quote: str | None) -> tuple[list[list[str]], bool]:
    """The sample's first rows, blank lines as empty lists, and whether these are all of them."""
    reader = csv.reader(
        io.StringIO(sample, newline=""),
        delimiter=delimiter,
        quotechar=quote or '"',
        quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
    )
    rows: list[list[str]] = []
    try:
        for row in reader:
            if len(rows) == _SAMPLE_ROWS:
                return rows, False
            rows.append(row)
    except csv.Error:  # a field beyond the csv module's limit: judge by the rows before it
        return rows, False
    return rows, True


def _consistency(rows: Sequence[Sequence[str]], header: bool) -> float:
    """How well a delimiter explains the rows: the share with the header's width, 0 if it is 1."""
    widths = [len(row) for row in rows if row]
    if not widths:
        return 0.0
    usual = Counter(widths).most_common(1)[0][0]
    expected = widths[0] if header else usual
    if expected < 2:
        return 0.0
    share = max(widths.count(expected), 0.5 * widths.count(usual)) / len(widths)
    return share + 1e-6 * expected  # the finer split wins a tie


def _fit_width(header: list[str], widths: Counter[int]) -> list[str]:
    """The header at the data's width where *no* row has the header's own.

    Exports often end every data row, or the header alone, with a delimiter.
    """
    usual = widths.most_common(1)[0][0]
    if len(header) in widths:
        return header
    if usual > len(header):
        return header + [""] * (usual - len(header))
    return header if any(header[usual:]) else header[:usual]
