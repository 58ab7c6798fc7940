"""Whether a text may be cut at the line ends where Arrow cuts it, found while it is read."""

from __future__ import annotations

import numpy as np


class LineCuts:
    """The first and the last line end of each block of a text (ASCII, UTF-8 and the like).

    There Arrow cuts it. Before an end that stands within a quoted value there is an odd number of
    quotes, as each value has two, and those within it are doubled. (A quote of inches in a value
    that is not quoted makes the cuts behind it look bad, never a bad one good where it is alone.)
    """

    def __init__(self, quote: str) -> None:
        self.outside_quotes = True
        self._quote = quote.encode()
        self._odd = 0  # quotes so far

    def add(self, block: bytes) -> None:
        """Look at what follows. NumPy counts a byte in a fiftieth of the time of parsing it;
        ``bytes.count`` takes a fifth of it, and lets no other thread run Python meanwhile."""
        quotes = int(np.count_nonzero(np.frombuffer(block, np.uint8) == self._quote[0]))
        first, last = _first_end(block), _last_end(block)
        if last >= 0:
            ahead = block.count(self._quote, 0, first)
            behind = block.count(self._quote, last)
            cuts_are_even = (self._odd + ahead) % 2 == 0 == (self._odd + quotes - behind) % 2
            self.outside_quotes = self.outside_quotes and cuts_are_even
        self._odd = (self._odd + quotes) % 2


def _first_end(block: bytes) -> int:
    feed = block.find(b"\n")
    earlier = block.find(b"\r", 0, feed if feed >= 0 else len(block))
    return feed if earlier < 0 else earlier


def _last_end(block: bytes) -> int:
    feed = block.rfind(b"\n")
    return max(feed, block.rfind(b"\r", feed + 1))
