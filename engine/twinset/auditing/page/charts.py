"""Charts as inline SVG: rings and bars. What they show is said in words beside them or in their
label, so that nobody has to see a colour."""

from __future__ import annotations

import math
from collections.abc import Sequence

from twinset.auditing.page.text import escape

_RADIUS = 15.0


def ring(share: float, tone: str, label: str) -> str:
    """A share of a whole as a ring; ``tone`` is good, warn or bad."""
    around = 2 * math.pi * _RADIUS
    part = max(0.0, min(1.0, share)) * around
    return (
        f'<svg viewBox="0 0 36 36" role="img" aria-label="{escape(label)}">'
        f'<circle class="ring-track" cx="18" cy="18" r="{_RADIUS}" fill="none" stroke-width="5"/>'
        f'<circle class="ring {tone}" cx="18" cy="18" r="{_RADIUS}" fill="none" stroke-width="5"'
        f' stroke-dasharray="{part:.2f} {around - part:.2f}" transform="rotate(-90 18 18)"/></svg>'
    )


def bar(parts: Sequence[tuple[float, str]], label: str, *, track: bool = True) -> str:
    """Shares of a whole side by side, each of a tone; ``track`` shows what is left of the whole."""
    pieces = ['<rect class="none" width="100" height="8"/>'] if track else []
    start = 0.0
    for share, tone in parts:
        width = max(0.0, min(1.0, share)) * 100
        if width:
            shown = max(width, 0.4)  # what is there is seen
            pieces.append(
                f'<rect class="{tone}" x="{min(start, 100 - shown):.3f}" width="{shown:.3f}"'
                ' height="8"/>'
            )
        start += width
    return (
        '<svg viewBox="0 0 100 8" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(label)}">{"".join(pieces)}</svg>'
    )


def legend(entries: Sequence[tuple[str, str]]) -> str:
    """Tones and their names."""
    items = (
        f'<span><svg viewBox="0 0 8 8" aria-hidden="true"><rect class="{tone}" width="8" '
        f'height="8"/></svg>{escape(name)}</span>'
        for tone, name in entries
    )
    return f'<div class="legend">{"".join(items)}</div>'
