"""Words and numbers in HTML. Everything that is not ours goes through ``escape``."""

from __future__ import annotations

from html import escape as _escape

_JOINERS = "\u200c\u200d"
"""Invisible, and spelling: Persian and Hindi headers hold them."""


def escape(text: object) -> str:
    """Text that can stand in an element or an attribute; control characters become visible."""
    plain = "".join(c if c.isprintable() or c in _JOINERS else "\ufffd" for c in str(text))
    return _escape(plain, quote=True)


def name(text: str) -> str:
    """A column's or file's name: of any script, kept apart from the direction of what is around."""
    return f'<bdi class="chip">{escape(text)}</bdi>'


def plain_name(text: str) -> str:
    """A name without its frame."""
    return f"<bdi>{escape(text)}</bdi>"


def count(number: int) -> str:
    """1,234,567"""
    return f"{number:,}"


def money(amount: float) -> str:
    """1,234 or 1,234.50"""
    return f"{amount:,.0f}" if float(amount).is_integer() else f"{amount:,.2f}"


def percent(share: float) -> str:
    """12 %, 1.2 %, 0.03 %; never 0 % of something nor 100 % of not quite all."""
    value = share * 100
    if value in (0.0, 100.0):
        return f"{value:.0f} %"
    if value < 0.01:
        return "< 0.01 %"
    if value < 1:
        return f"{value:.2f} %"
    if value < 10:
        return f"{value:.1f} %"
    return f"{min(value, 99.9):.1f} %" if value > 99 else f"{value:.0f} %"


def keyed(key: str, number: float, shown: str) -> str:
    """A number of ``audit.json`` with its place there, so that a test can compare the two."""
    return f'<span data-key="{escape(key)}" data-value="{number!r}">{shown}</span>'


def plural(number: int, word: str) -> str:
    """1 record, 2,000 records"""
    return f"{number:,} {word}{'' if number == 1 else 's'}"
