"""What a written value shows, whatever made it so: faults by their definition, not by intent.

A typing error can double a space, and capitals may leave two letters; so the faults of text are
read off the values as they are written, with Arrow's own character classes.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.faults import Fault
from twinset.generator.rates import DISPOSABLE
from twinset.types import Bool, Int64

_NAMES = ("given_name", "family_name", "full_name")
_SHOUT = {*_NAMES, "street", "city", "job_title"}
_WHISPER = {*_NAMES, "city", "company"}
_SPACED = {*_SHOUT, *_WHISPER, "region", "postcode"}
ROLE_MAILBOXES = ("info", "kontakt", "office")

_STRAY = r"^\s|\s$|\s\s|[\x{FEFF}\x{200B}\x{2060}\x{00AD}\x{00A0}]"
_LOCAL = re.compile(r"[a-z0-9_+-]+(\.[a-z0-9_+-]+)*")


def text_faults(column: str, values: pa.Array) -> dict[Fault, Bool]:
    """Stray spaces, shouting and lower case in a column, masks (rows,); null has none."""
    found = {}
    if column in _SPACED:
        found[Fault.STRAY_SPACE] = _mask(pc.match_substring_regex(values, _STRAY))
    if column in _SHOUT:
        shouts = _mask(pc.utf8_is_upper(values))
        found[Fault.SHOUTING] = _kept(values, shouts, _shouts(column))
    if column in _WHISPER:
        whispers = _mask(pc.utf8_is_lower(values))
        found[Fault.LOWERCASE] = _kept(values, whispers, lambda text: _cased(text) >= 2)
    return found


def email_faults(address: str) -> Fault | None:
    """The fault of an address whose local part was mistyped: ASCII, the domain as it was meant."""
    local, _, domain = address.partition("@")
    if not _LOCAL.fullmatch(local):
        return Fault.INVALID
    if local.partition("+")[0] in ROLE_MAILBOXES:
        return Fault.ROLE_MAILBOX
    return Fault.DISPOSABLE if domain in DISPOSABLE else None


def _mask(array: pa.Array) -> Bool:
    return np.asarray(pc.fill_null(array, False).to_numpy(zero_copy_only=False))


def _kept(values: pa.Array, mask: Bool, holds: Callable[[str], bool]) -> Bool:
    """The hits of a mask for whose value it really holds."""
    rows: Int64 = np.flatnonzero(mask)
    texts = values.take(pa.array(rows)).to_pylist()
    mask[rows] = [holds(text) for text in texts]
    return mask


def _cased(text: str) -> int:
    return sum(letter.lower() != letter.upper() for letter in text)


def _shouts(column: str) -> Callable[[str], bool]:
    def shouts(text: str) -> bool:
        short = column == "job_title" and text.isalpha() and len(text) <= 4  # CEO
        return _cased(text) >= 3 and not short

    return shouts
