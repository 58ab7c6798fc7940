"""What kind of character an ASCII code is."""

from __future__ import annotations

from twinset._jit import inline


@inline
def is_digit(character):
    return 48 <= character <= 57


@inline
def is_lower(character):
    return 97 <= character <= 122


@inline
def is_upper(character):
    return 65 <= character <= 90


@inline
def is_letter(character):
    """Of either case."""
    return 97 <= (character | 32) <= 122
