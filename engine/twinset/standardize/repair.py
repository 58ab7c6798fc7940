"""Undo what a wrong encoding has done: UTF-8 that was read as Windows-1252 or Latin-1."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.standardize.buffers import all_ascii
from twinset.standardize.cells import as_mask, rewritten
from twinset.standardize.text_faults import DAMAGE, is_damaged

_BYTE_OF = {chr(byte): byte for byte in range(256)}
_BYTE_OF |= {
    bytes([byte]).decode("cp1252"): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # Windows-1252 has no character for them
}


def repair(text: str) -> str:
    """ "MÃ¼ller" to "Müller", also where it happened twice; what can't be undone stays.

    Only a text that as a whole is such bytes is rewritten, so nothing is lost: encoding the
    result the same wrong way gives the text back.
    """
    while is_damaged(text):
        try:
            text = bytes(_BYTE_OF[character] for character in text).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            return text
    return text


def repaired(values: pa.StringArray) -> pa.StringArray:
    """The values with ``repair`` done to those that may need it; null stays null."""
    if all_ascii(values):
        return values
    plain = pc.fill_null(pc.string_is_ascii(values), True)
    foreign = np.flatnonzero(~plain.to_numpy(zero_copy_only=False))
    suspect = pc.match_substring_regex(values.take(pa.array(foreign)), DAMAGE.pattern)
    mask = np.zeros(len(values), np.bool_)
    mask[foreign] = as_mask(suspect)
    return rewritten(values, pa.array(mask), repair) if mask.any() else values
