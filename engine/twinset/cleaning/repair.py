"""Undo what a wrong encoding has done: UTF-8 that was read as Windows-1252 or Latin-1."""

from __future__ import annotations

from twinset.standardize.text_faults import is_damaged

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
