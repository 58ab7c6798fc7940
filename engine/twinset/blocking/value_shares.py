"""A share of the values of a part: what a rule's keys are drawn by.

Whoever wants one of eight keys of a rule can make all of them and keep those with a hash that ends
in three zero bits; that made the keys of a million rows for each of fifty rules, half a second. Or
the rule takes part only with one of eight values of one of its parts, its *anchor*: the rows with
such a value are found once for all rules, and keys are made for those alone.

Keys that have a value of the anchor in common come or stay away together, so the anchor is the part
of the most values, and there must be thousands; a rule without such a part has no anchor. In a rule
of one part keys are values, so it is its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from twinset.blocking.candidates import distinct_in_row
from twinset.blocking.keys import KeyBuilder, PartValues
from twinset.config import KeyRule
from twinset.kernels import keys as kernels
from twinset.numbering import code_counts
from twinset.parallel import map_ordered
from twinset.types import BlockKeys, Bool, Int32, Int64, UInt64

_LEAST_DRAWN = 256
"""Values that must be drawn, as many as there would be of equal weight: they tell a rule's pairs to
6 percent. Two thousand sampled pairs tell its matches to 2."""
COUNTERS = 1 << kernels.COUNTER_BITS


@dataclass(frozen=True, eq=False)
class PartCounts:
    """How the values of a part are spread over the rows, by counters that several values share."""

    rows: Int64  # (counters,)

    @cached_property
    def values(self) -> float:
        """How many values of equal weight would be as likely to coincide; too few, never too
        many."""
        rows, squares = int(self.rows.sum()), int((self.rows * self.rows).sum())
        return rows * rows / max(1, squares)


@dataclass(frozen=True, eq=False)
class ValueShares:
    """One of ``2 ** bits`` values of each anchor."""

    builder: KeyBuilder
    bits: int
    max_block: int
    counts: Mapping[str, PartCounts]
    dense: Mapping[str, Bool]
    """(rows,) those of a value that may stand in more rows than a block may have; of parts of which
    some rule with an anchor asks it."""
    drawn: Mapping[str, tuple[Int32, PartValues]]
    """Of each anchor the rows with a value that was drawn, and its values, without the others."""

    @staticmethod
    def of(
        builder: KeyBuilder,
        rules: Sequence[KeyRule],
        *,
        bits: int,
        max_block: int,
        threads: int = 1,
    ) -> ValueShares:
        """What the rules ask for."""
        parts = sorted({part for rule in rules for part in rule.parts})
        counts = _counts({part: builder.values(part) for part in parts}, threads)
        crowded = {part: of_part.rows > max_block for part, of_part in counts.items()}
        anchored = [rule for rule in rules if _anchor(rule, counts, bits)]
        may_be = [rule for rule in anchored if all(crowded[part].any() for part in rule.parts)]
        asked = sorted({part for rule in may_be for part in rule.parts})
        anchors = sorted({str(_anchor(rule, counts, bits)) for rule in anchored})
        dense = map_ordered(
            lambda part: _dense(builder.values(part), crowded[part]), asked, threads
        )
        drawn = map_ordered(lambda part: _draw(builder.values(part), bits), anchors, threads)
        return ValueShares(
            builder,
            bits,
            max_block,
            counts,
            dict(zip(asked, dense, strict=True)),
            dict(zip(anchors, drawn, strict=True)),
        )

    def anchored(self, rule: KeyRule) -> bool:
        """Whether the rule has a part by whose values its keys can be drawn."""
        return _anchor(rule, self.counts, self.bits) is not None

    def keys(self, rule: KeyRule) -> tuple[Int32, UInt64]:
        """The rows and keys of the share of an anchored rule, in the order of the rows."""
        anchor = _anchor(rule, self.counts, self.bits)
        assert anchor is not None
        rows, values = self.drawn[anchor]
        keys = key_matrix(self.builder.keys(rule, rows, instead={anchor: values}))
        row, column = np.nonzero(keys)
        return rows[row], keys[row, column]

    def crowded(self, rule: KeyRule) -> Bool:
        """(counters,) where a key of the rule may stand in more rows than a block may have: the
        counters of keys (``key_counter``) that many rows have of which each part is dense."""
        if any(part not in self.dense for part in rule.parts):
            return np.zeros(COUNTERS, np.bool_)
        all_dense = np.logical_and.reduce([self.dense[part] for part in rule.parts])
        rows = np.flatnonzero(all_dense).astype(np.int32)
        keys = key_matrix(self.builder.keys(rule, rows))
        keys = keys[keys != 0]
        return np.bincount(key_counter(keys), minlength=COUNTERS) > self.max_block


def key_matrix(keys: BlockKeys) -> UInt64:
    """(rows, keys), a key once in a row."""
    return keys.keys[:, None] if keys.keys.ndim == 1 else distinct_in_row(keys.keys)


def key_counter(keys: UInt64) -> NDArray[np.uint16]:
    """The counter of each key, its upper bits: a rule's keys are mixed (``kernels.keys``)."""
    return keys.astype("<u8", copy=False).view("<u2").reshape(*keys.shape, 4)[..., 3]


def _anchor(rule: KeyRule, counts: Mapping[str, PartCounts], bits: int) -> str | None:
    """The part by whose values the rule's keys are drawn."""
    if len(rule.parts) == 1:
        return rule.parts[0]
    best = max(rule.parts, key=lambda part: counts[part].values, default=None)
    return None if best is None or counts[best].values < _LEAST_DRAWN << bits else best


def _counts(values: Mapping[str, PartValues], threads: int) -> dict[str, PartCounts]:
    """The counts of all parts. Parts of one field share its codes: these are counted once."""
    fields = {id(codes): (codes, len(of)) for part in values.values() for codes, of in part}
    counted = map_ordered(lambda field: code_counts(*field), fields.values(), threads)
    rows = dict(zip(fields, counted, strict=True))

    def of_part(part: PartValues) -> PartCounts:
        counters = np.zeros(COUNTERS, np.int64)
        for codes, hashes in part:
            often = np.where(hashes == 0, 0, rows[id(codes)])
            seen = np.bincount(key_counter(hashes), weights=often, minlength=COUNTERS)
            counters += seen.astype(np.int64)
        return PartCounts(counters)

    return dict(zip(values, map_ordered(of_part, values.values(), threads), strict=True))


def _dense(values: PartValues, crowded: Bool) -> Bool:
    """(rows,) whether the row has a value of a crowded counter."""
    dense = np.zeros(len(values[0][0]), np.bool_)
    for codes, hashes in values:
        kernels.mark_rows(codes, crowded[key_counter(hashes)] & (hashes != 0), dense)
    return dense


def _draw(values: PartValues, bits: int) -> tuple[Int32, PartValues]:
    """One of ``2 ** bits`` values: the rows that have one, and the values without the others."""
    mask = np.uint64((1 << bits) - 1)
    drawn: PartValues = []
    rows = np.zeros(len(values[0][0]), np.bool_)
    for codes, hashes in values:
        kept = np.where(hashes & mask == 0, hashes, np.uint64(0))
        kernels.mark_rows(codes, kept != 0, rows)
        drawn.append((codes, kept))
    return np.flatnonzero(rows).astype(np.int32), drawn
