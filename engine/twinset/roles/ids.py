"""Which identifier names the row, which the person, and which is of no use.

A row's own key agrees for no two rows: as evidence it would speak against every match. A
passport or customer number is the best evidence that there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from twinset.roles.guess import Guess
from twinset.roles.headers import WHOLE
from twinset.types import Role

if TYPE_CHECKING:
    import pyarrow as pa

_NEARLY_ALL = 0.98
_FEWEST_ROWS = 20
"""In fewer rows a column without an id's header is often unique by chance."""


def settle_identifiers(guesses: Sequence[Guess], table: pa.Table) -> None:
    """Name at most one column ``RECORD_ID`` and say what the other identifiers are."""
    chosen = _record_id(guesses, table)
    if chosen is not None:
        guess = guesses[chosen]
        header = guess.header.phrase if guess.header.id_score else ""
        why = f"header {header!r}; " if header else ""
        confidence = max(guess.header.id_score, 0.6)
        guess.assign(Role.RECORD_ID, confidence, f"{why}names each row")
    for guess in guesses:
        if guess.role is Role.IDENTIFIER and not guess.fixed:
            _settle_other(guess)


def _record_id(guesses: Sequence[Guess], table: pa.Table) -> int | None:
    if any(guess.fixed and guess.role is Role.RECORD_ID for guess in guesses):
        return None
    scored: list[tuple[float, int]] = []
    for position, guess in enumerate(guesses):
        score = _row_key_score(guess)
        if score > 0:
            scored.append((score, position))
    for _, position in sorted(scored, key=lambda item: (-item[0], item[1])):
        guess, column = guesses[position], table.column(position)
        if guess.header.id_score == WHOLE:
            return position  # two sources may each count their rows from 1
        if not _is_unique(guess, column):
            continue
        if guess.header.id_score > 0 or guess.profile["uuid"] > 0.9 or _is_count(column):
            return position
    return None


def _row_key_score(guess: Guess) -> float:
    """How much a column looks like the row's own key; 0 where it is none."""
    profile = guess.profile
    if guess.fixed or profile.fill < _NEARLY_ALL:
        return 0.0
    if guess.role is Role.IDENTIFIER and guess.header.id_score > 0:
        enough = 0.3 if guess.header.id_score == WHOLE else _NEARLY_ALL
        return guess.header.id_score if profile.distinct_ratio >= enough else 0.0
    if profile.distinct_ratio < _NEARLY_ALL or profile.rows < _FEWEST_ROWS:
        return 0.0
    if guess.header.scores or not (profile["integer"] > 0.95 or profile["uuid"] > 0.9):
        return 0.0
    return 0.5 if profile["uuid"] > 0.9 else 0.4


def _is_unique(guess: Guess, column: pa.ChunkedArray) -> bool:
    """Unique over all rows, not only over the sample, where few repeats would show."""
    import pyarrow.compute as pc

    if guess.profile.rows == len(column):
        return True  # the sample is the table, and its ratio was checked
    return bool(pc.count_distinct(column).as_py() >= _NEARLY_ALL * len(column))


def _is_count(column: pa.ChunkedArray) -> bool:
    """Integers that leave few gaps: 1, 2, 3, ... in any order."""
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        ends = pc.min_max(pc.cast(column, pa.int64())).as_py()
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return False
    if ends["min"] is None:
        return False
    return bool(ends["max"] - ends["min"] < 2 * len(column))


def _settle_other(guess: Guess) -> None:
    profile = guess.profile
    if guess.header.person_id:
        return
    if guess.header.id_score == WHOLE or profile.distinct_ratio >= _NEARLY_ALL:
        if profile.rows >= _FEWEST_ROWS or guess.header.id_score == WHOLE:
            guess.assign(Role.IGNORE, 0.6, "a key that no two rows share")
    elif profile.distinct_ratio < 0.3:
        guess.fall_back("an identifier that many rows share")
    else:
        guess.confidence = min(guess.confidence, 0.5)
