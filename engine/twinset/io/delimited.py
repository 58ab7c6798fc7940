"""CSV and its kin through Arrow's threaded parser. Every value stays text; empty is null."""

from __future__ import annotations

import csv
import io
import itertools
import re
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv

from twinset.config import ReadPlan
from twinset.errors import InputError, PlanError
from twinset.io.dialect import Dialect, detect_dialect
from twinset.io.encoding import BadBytes, detect_encoding, find_bad_bytes
from twinset.io.inputs import Advance, Input
from twinset.io.line_cuts import LineCuts
from twinset.types import Reject

# 1 to 4 MiB parse equally fast on 2 cores (0.2 s for 215 MB), 16 MiB half as fast; the larger
# ones are for rows that do not fit
_BLOCK_SIZES = (4 << 20, 64 << 20, 1 << 30)
_LONG_HEADER = 16 << 20
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class TextTable:
    """A text file as a table, with what was detected and what had to be left out."""

    table: pa.Table
    details: dict[str, Any] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)


def read_delimited(source: Input, plan: ReadPlan, advance: Advance) -> TextTable:
    """All columns as ``string``; empty cells, quoted or not, are null.

    Rows with another number of fields than the header are rejects. Raises ``InputError`` for
    bytes that the encoding does not have, for a quote that is never closed, and where no row
    fits the header; ``PlanError`` for an encoding that nobody knows.
    """
    encoding = known_encoding(plan.encoding) or detect_encoding(source.head)
    try:
        return _read(source, plan, encoding, advance)
    except _BadEncodingError:
        bad = locate_bad_bytes(source, encoding)
    guess = detect_encoding(bad.context)
    if plan.encoding is None and bad.ascii_before and guess != encoding == "utf-8":
        # the head was plain ASCII, which says nothing: judge by the first bytes that do
        try:
            return _read(source, plan, guess, _ignore)
        except _BadEncodingError:
            encoding, bad = guess, locate_bad_bytes(source, guess)
    raise bad_encoding(source, encoding, bad)


class _BadEncodingError(Exception):
    """The content is not in the encoding that it was read with."""


def known_encoding(name: str | None) -> str | None:
    """The name itself. Raises ``PlanError`` where Python has no such codec for text."""
    if name is None:
        return None
    try:
        "a".encode(name).decode(name)
    except (LookupError, UnicodeError, ValueError):
        raise PlanError(
            "read.encoding: unknown encoding", hint='such as "utf-8", "cp1252", "utf-16"'
        ) from None
    return name


def locate_bad_bytes(source: Input, encoding: str) -> BadBytes:
    """Where the content leaves ``encoding``; the start where a second look finds nothing."""
    with source.open() as stream:
        return find_bad_bytes(stream.read, encoding) or BadBytes(0, 1, True, source.head)


def bad_encoding(source: Input, encoding: str, bad: BadBytes) -> InputError:
    """The error that says where and what to try."""
    guess = detect_encoding(bad.context)
    guess = "cp1252" if guess in (encoding, "utf-8") else guess
    return InputError(
        f"{source.name}: line {bad.line}, byte {bad.offset}: the text is not {encoding}",
        hint=f'state the encoding in the plan: [read] encoding = "{guess}"',
    )


def _read(source: Input, plan: ReadPlan, encoding: str, advance: Advance) -> TextTable:
    dialect = _detect(source, plan, encoding)
    table, bad_rows = _parse(source, dialect, encoding, advance)
    details: dict[str, Any] = {
        "delimiter": dialect.delimiter,
        "quote": dialect.quote,
        "encoding": encoding,
        "compression": source.compression,
    }
    if dialect.renamed:
        details["renamed_columns"] = dialect.renamed
    if _may_end_in_open_quote(table, bad_rows, dialect.quote):
        _refuse_open_quote(source, dialect, encoding)
    if bad_rows and table.num_rows == 0:
        raise InputError(
            f"{source.name}: none of its {len(bad_rows)} rows has the header's "
            f"{len(dialect.names)} fields",
            hint="state read.delimiter or read.quote in the plan",
        )
    rejects = _with_lines(source, bad_rows, len(dialect.names), encoding) if bad_rows else []
    if rejects:
        details["rejected_rows"] = len(rejects)
    return TextTable(table, details, rejects)


def _detect(source: Input, plan: ReadPlan, encoding: str) -> Dialect:
    head, whole = source.head, source.is_whole
    if not whole and b"\n" not in head and b"\r" not in head:
        with source.open() as stream:
            head = stream.read(_LONG_HEADER)
        whole = len(head) < _LONG_HEADER
    sample = head.decode(encoding, "ignore")
    prefer = "\t" if {".tsv", ".tab"} & set(PurePath(source.name.lower()).suffixes) else ","
    dialect = detect_dialect(sample, plan, cut=not whole, prefer=prefer)
    if dialect is None:
        raise InputError(f"{source.name}: the file holds blank lines only")
    return dialect


def _parse(
    source: Input, dialect: Dialect, encoding: str, advance: Advance
) -> tuple[pa.Table, list[tuple[int, str]]]:
    """The table, and fields and text of each row of another width, in file order."""
    if dialect.header_only:  # Arrow takes a header without a line end for half a row
        return _schema(dialect).empty_table(), []
    if dialect.quote is not None and _may_be_lines(source, dialect.quote, encoding):
        table = _parse_lines(source, dialect, dialect.quote, advance)
        if table is not None:
            return table, []
        advance = _ignore
    bad_rows: list[tuple[int, str]] | None = None
    sizes = list(_BLOCK_SIZES)
    while sizes:
        if len(sizes) == 1:  # a last try, unless an open quote explains it
            _refuse_open_quote(source, dialect, encoding)
        try:
            with source.open_text(encoding, advance) as stream:
                table = _parse_stream(stream, dialect, sizes[0], bad_rows)
            return table, bad_rows or []
        except UnicodeDecodeError:
            raise _BadEncodingError from None
        except pa.ArrowInvalid as error:  # its text may quote the row: never pass it on
            reason = str(error)
        except OSError:
            raise InputError(f"{source.name}: the compressed content is damaged") from None
        advance = _ignore  # what is read again is not progress
        if "invalid UTF8" in reason:
            raise _BadEncodingError
        if "straddling" in reason:
            sizes.pop(0)
            bad_rows = None if bad_rows is None else []
        elif bad_rows is None:
            # Arrow prints a traceback for a ragged row that is not UTF-8: look before
            _check_encoding(source, encoding)
            bad_rows = []
        else:
            raise InputError(f"{source.name}: not a delimited text file")
    raise InputError(f"{source.name}: a row is longer than {_BLOCK_SIZES[-1] >> 20} MiB")


def _may_be_lines(source: Input, quote: str, encoding: str) -> bool:
    """Whether each row may be one line, by what the head shows, and whether it can be watched as
    it is read."""
    if source.compression or encoding not in ("utf-8", "utf-8-sig") or not quote.isascii():
        return False
    return not any(b"\n" in quoted for quoted in source.head.split(quote.encode())[1::2])


def _parse_lines(source: Input, dialect: Dialect, quote: str, advance: Advance) -> pa.Table | None:
    """The table, cut into blocks at any line end; None where a value was cut, or a row is ragged.

    To cut the text into blocks where no line break is quoted, Arrow walks through it once more on
    one thread, a quarter of the time that parsing takes. Rows of several lines within a block are
    read as they should be; to ask whether there are as many rows as lines does not find a value
    that was cut in two, if either half is a row.
    """
    cuts = LineCuts(quote)
    try:
        with source.open_watched(cuts, advance) as stream:
            table = _parse_stream(stream, dialect, _BLOCK_SIZES[0], None, by_line=True)
    except (pa.ArrowInvalid, OSError) as error:
        if "invalid UTF8" in str(error):
            raise _BadEncodingError from None
        return None
    return table if cuts.outside_quotes else None


def _check_encoding(source: Input, encoding: str) -> None:
    with source.open() as stream:
        if find_bad_bytes(stream.read, encoding) is not None:
            raise _BadEncodingError


def _ignore(amount: int) -> None:
    pass


def _schema(dialect: Dialect) -> pa.Schema:
    return pa.schema([(name, pa.string()) for name in dialect.names])


def _parse_stream(
    stream: pa.NativeFile,
    dialect: Dialect,
    block_size: int,
    bad_rows: list[tuple[int, str]] | None,
    *,
    by_line: bool = False,
) -> pa.Table:
    """Parse; ragged rows go to ``bad_rows``, or raise ``pa.ArrowInvalid`` where it is None.
    ``by_line`` cuts the text into blocks at any line break, one that is quoted as well.

    With a place for ragged rows it runs on one thread: two threads that call back into Python
    for every row fight for the interpreter (300,000 rows: 2.4 s on two, 0.2 s on one).
    """

    def reject(row: Any) -> str:
        assert bad_rows is not None
        bad_rows.append((row.actual_columns, row.text))
        return "skip"

    return pacsv.read_csv(
        stream,
        pacsv.ReadOptions(
            use_threads=bad_rows is None,
            block_size=block_size,
            column_names=dialect.names,
            skip_rows_after_names=dialect.header_rows,
        ),
        pacsv.ParseOptions(
            delimiter=dialect.delimiter,
            quote_char=dialect.quote or False,
            newlines_in_values=dialect.quote is not None and not by_line,
            invalid_row_handler=None if bad_rows is None else reject,
        ),
        pacsv.ConvertOptions(
            column_types=_schema(dialect), strings_can_be_null=True, null_values=[""]
        ),
    )


def _may_end_in_open_quote(
    table: pa.Table, bad_rows: list[tuple[int, str]], quote: str | None
) -> bool:
    """Did an open quote swallow the rest of the file? Then a last field has a line break in it."""
    if quote is None:
        return False
    if any("\n" in text and text.count(quote) % 2 for _, text in bad_rows):
        return True
    if table.num_rows == 0:
        return False
    return "\n" in (table.column(table.num_columns - 1)[-1].as_py() or "")


def _refuse_open_quote(source: Input, dialect: Dialect, encoding: str) -> None:
    """Raise ``InputError`` with the line of a quote that is never closed, if there is one.

    Walks the file with the csv module, whose rules for quotes are Arrow's: only where an open
    quote is suspected. A line added at the end tells: an open quote swallows it.
    """
    if dialect.quote is None:
        return
    end_mark = "\x00end"
    limit = csv.field_size_limit(sys.maxsize)
    try:
        with source.open_text(encoding) as stream:
            lines = itertools.chain(_text_lines(stream), [end_mark])
            reader = csv.reader(lines, delimiter=dialect.delimiter, quotechar=dialect.quote)
            start, last_start, last = 1, 1, [""]
            for row in reader:
                last_start, start, last = start, reader.line_num + 1, row
    finally:
        csv.field_size_limit(limit)
    if last[-1:] != [end_mark]:
        raise InputError(
            f"{source.name}: a quote in the row at line {last_start} is never closed",
            hint='mend the line, or read without quotes: [read] quote = "none"',
        )


def _text_lines(stream: pa.NativeFile) -> Iterator[str]:
    """Lines with their ends (LF, CR LF or CR) as they are, without a byte order mark."""
    text = io.TextIOWrapper(stream, "utf-8", errors="replace", newline="")
    first = True
    for line in text:
        yield line.removeprefix("\ufeff") if first else line
        first = False


def _with_lines(
    source: Input, bad_rows: list[tuple[int, str]], expected: int, encoding: str
) -> list[Reject]:
    """The rejects with their line numbers.

    Arrow counts rows, not lines, so a second pass over the lines looks for each row's text, one
    after the other. Equal text is equally ragged: the first line that fits is the row.
    """
    rejects: list[Reject] = []
    ahead: deque[str] = deque()  # lines that a longer row has looked at
    waiting = iter(bad_rows)
    fields, text = next(waiting)
    first_line = _LINE_END.split(text, maxsplit=1)[0]
    with source.open_text(encoding) as stream:
        lines = _text_lines(stream)
        for number in itertools.count(1):
            line = ahead.popleft() if ahead else next(lines, None)
            if line is None:
                break
            if line.rstrip("\r\n") != first_line or not _is_row(text, line, ahead, lines):
                continue
            reason = f"{fields} fields, expected {expected}"
            rejects.append(Reject(source.name, number, reason, text))
            if len(rejects) == len(bad_rows):
                break
            fields, text = next(waiting)
            first_line = _LINE_END.split(text, maxsplit=1)[0]
    return rejects


def _is_row(text: str, line: str, ahead: deque[str], lines: Iterator[str]) -> bool:
    """Does ``text``, a row of one or more lines, stand at ``line`` and what follows it?"""
    more = len(_LINE_END.findall(text.rstrip("\r\n")))
    if more == 0:
        return True  # the caller has compared the first line
    ahead.extend(itertools.islice(lines, max(0, more - len(ahead))))
    found = line + "".join(itertools.islice(ahead, more))
    return found.rstrip("\r\n") == text.rstrip("\r\n")
