"""Every pair of some values through a kernel of comparison levels."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from twinset.columns import from_distinct, share_values
from twinset.comparison.fields import sieve_of
from twinset.glances import glanced_numbers, glanced_texts
from twinset.kernels import contact_levels, levels, name_levels
from twinset.standardize.voices import name_voices
from twinset.types import TextColumn

Text = str | None
NICKNAMES = [("bob", "robert"), ("liz", "elizabeth")]


def column(values: list[Text]) -> TextColumn:
    return from_distinct(np.arange(len(values), dtype=np.int32), values)


def memo(slots: int) -> tuple[np.ndarray, np.ndarray]:
    return np.zeros(slots, np.uint64), np.zeros(slots, np.int8)


def all_pairs(rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Every ordered pair, so that both orders of each are compared."""
    left, right = np.divmod(np.arange(rows * rows, dtype=np.int32), np.int32(max(1, rows)))
    return left, right


def run(rows: int, compare: Callable[..., None], bits: int = 4) -> np.ndarray:
    """(rows, rows) levels, -1 for null."""
    left, right = all_pairs(rows)
    packed = np.zeros(rows * rows, np.uint64)
    compare(left, right, packed)
    return packed.astype(np.int64).reshape(rows, rows) - (1 if bits == 4 else 0)


def names(
    given: list[Text], family: list[Text], slots: int = 1024, scripts: np.ndarray | None = None
) -> tuple[np.ndarray, ...]:
    """Levels of the given and of the family names of all ordered pairs."""
    first, second = share_values(column(given), column(family))
    codes = [*first.codes.tolist(), *second.codes.tolist()]
    joined = {text: code for text, code in zip(given + family, codes, strict=True) if text}
    known = [sorted((joined[a], joined[b])) for a, b in NICKNAMES if a in joined and b in joined]
    pairs = np.array(sorted(low << 32 | high for low, high in known), np.uint64)
    relatives = (pairs, sieve_of(pairs))
    values = glanced_texts(first.offsets, first.data)
    left, right = all_pairs(len(given))
    packed = np.zeros(len(left), np.uint64)
    name_levels.compare_names(
        left, right, first.codes, second.codes, values, relatives,
        name_voices(scripts, first, second), *memo(slots), 0, 4, packed,
    )  # fmt: skip
    shape = (len(given), len(given))
    both = packed.astype(np.int64)
    return (both & 15).reshape(shape) - 1, (both >> 4).reshape(shape) - 1


def text_levels(
    values: list[Text], close: float, similar: float, by_token: bool, slots: int = 1024
) -> np.ndarray:
    c = column(values)

    def compare(left: np.ndarray, right: np.ndarray, packed: np.ndarray) -> None:
        levels.compare_text(
            left, right, c.codes, glanced_texts(c.offsets, c.data), close, similar, by_token,
            *memo(slots), 0, packed,
        )  # fmt: skip

    return run(len(values), compare)


jaro_winkler_levels = partial(text_levels, close=0.92, similar=0.8, by_token=False)
token_levels = partial(text_levels, close=0.85, similar=0.6, by_token=True)


def date_levels(values: list[Text]) -> np.ndarray:
    c = column(values)
    return run(
        len(values),
        lambda left, right, packed: levels.compare_date(
            left, right, c.codes, c.offsets, c.data, 0, packed
        ),
    )


def digit_levels(values: list[Text], tail: int = 8) -> np.ndarray:
    c = column(values)
    return run(
        len(values),
        lambda left, right, packed: contact_levels.compare_digits(
            left, right, c.codes, glanced_numbers(c.offsets, c.data), tail, 0, packed
        ),
    )


def email_levels(values: list[Text], slots: int = 1024) -> np.ndarray:
    c = column(values)
    each = np.zeros(c.distinct, np.int32)  # the local part of each address
    local = column([value and value.partition("@")[0] for value in values])
    each[c.codes[c.codes >= 0]] = local.codes[c.codes >= 0]
    none = np.empty(0, np.float32)
    return run(
        len(values),
        lambda left, right, packed: contact_levels.compare_any_email(
            left, right, c.codes[:, None], each, glanced_texts(local.offsets, local.data), none,
            *memo(slots), 0, packed, none,
        ),
    )  # fmt: skip


def address_levels(rows: list[tuple[Text, Text, Text, Text]], slots: int = 1024) -> np.ndarray:
    """Rows are (street, house number, postcode, city)."""
    street, house, postcode, city = (column(list(part)) for part in zip(*rows, strict=True))
    return run(
        len(rows),
        lambda left, right, packed: levels.compare_address(
            left, right, street.codes, glanced_texts(street.offsets, street.data), house.codes,
            postcode.codes, glanced_numbers(postcode.offsets, postcode.data), city.codes,
            glanced_texts(city.offsets, city.data), *memo(slots), 0, packed,
        ),
    )  # fmt: skip


def label(level: int, labels: tuple[str, ...]) -> str | None:
    return None if level < 0 else labels[level]
