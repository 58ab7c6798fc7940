"""How many lines a text has, counted while something else reads it."""

from __future__ import annotations


class LineCount:
    """The lines of a text that comes in blocks of bytes (ASCII, UTF-8 and the like).

    Ends are LF or CR LF. Those at the end of the text are of its last line: blank lines there are
    none. Blank lines elsewhere are lines.
    """

    def __init__(self) -> None:
        self._feeds = self._returns = self._pairs = 0
        self._last_feeds = 0  # at the end of what was seen
        self._after_return = self._any = False

    def add(self, block: bytes) -> None:
        """Count what a block holds. Counting a byte takes a hundredth of parsing it."""
        if not block:
            return
        feeds, returns = block.count(b"\n"), block.count(b"\r")
        if returns:
            self._pairs += block.count(b"\r\n")
        self._pairs += self._after_return and block.startswith(b"\n")
        self._after_return = block.endswith(b"\r")
        self._feeds += feeds
        self._returns += returns
        end = len(block)
        while end and block[end - 1] in b"\r\n":
            end -= 1
        self._last_feeds = block.count(b"\n", end) + (0 if end else self._last_feeds)
        self._any = self._any or end > 0

    @property
    def lines(self) -> int | None:
        """The number of lines; None where a carriage return stands alone, which may end one."""
        if self._returns != self._pairs:
            return None
        return self._feeds - self._last_feeds + 1 if self._any else 0
