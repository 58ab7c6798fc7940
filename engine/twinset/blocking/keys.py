"""Key rules: conjunctions of parts of fields, turned into one 64-bit key per row.

A part is ``field`` or ``field:transform``. Transforms work on distinct values:

- ``3`` the first three characters, ``-7`` the last seven
- ``year`` and ``day`` of a date (YYYY and MMDD; unknown parts give no key)
- ``first`` and ``last`` token, ``local`` what stands before ``@``
- ``soundex``, ``nysiis`` and ``skeleton`` phonetic codes
- ``consonants`` which of them it holds, in any order: the same in any script

A part of a multi-valued field (``email``, ``phone``) stands for any of a record's values: such a
record has several keys, and rows that share any of them are in one block.

The field ``names`` is the set of all tokens of the given and the family name (or of the full
name), whatever their order: swapped names have the same key; ``names:consonants`` is that of all
their consonants.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from math import prod
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from twinset.columns import share_values
from twinset.config import KeyRule
from twinset.errors import PlanError
from twinset.kernels import keys as kernels
from twinset.parallel import for_each, tiles
from twinset.standardize.consonants import consonant_codes
from twinset.types import BlockKeys, Bool, Int32, Int64, StandardRecords, TextColumn, UInt64

NAMES = "names"
ALL_ROWS = slice(None)
_SEED = np.uint64(0x7457)
TILE_ROWS = 1 << 15
"""Rows whose keys, of several values too, stay in the second-level cache."""

REFINEMENTS = (
    "family_name:skeleton",
    "given_name:1",
    "full_name:first",
    "birth_date:year",
    "company:first",
    "postcode",
    "city",
    "street",
    "birth_date:day",
    "email",
    "phone",
)
"""Fields that split an oversized block, in this order: names first, since a block that is too
large is mostly a shared value (a switchboard, a mailbox, a city) that many people carry."""

Transform = Callable[[TextColumn], UInt64]
PartValues: TypeAlias = list[tuple[Int32, UInt64]]
"""The values of a part: the codes of the rows, -1 for none, and the hash of each code, 0 for none;
once for each value that a row may have."""


def rule_name(rule: KeyRule) -> str:
    """``family_name:soundex+birth_date:year``: how a rule is named in reports."""
    return "+".join(rule.parts) or "all pairs"


def rule_fields(rule: KeyRule, records: StandardRecords) -> frozenset[str]:
    """The fields that a record must have to have a key of the rule."""
    names = [part.partition(":")[0] for part in rule.parts]
    return frozenset(
        field_name
        for name in names
        for field_name in (_name_fields(records) if name == NAMES else [name])
    )


@dataclass
class KeyBuilder:
    """Makes the keys of rules over one base, hashing each part's distinct values once."""

    records: StandardRecords
    _parts: dict[str, PartValues] = field(default_factory=dict)

    def keys(
        self,
        rule: KeyRule,
        rows: Int32 | slice = ALL_ROWS,
        *,
        instead: Mapping[str, PartValues] = MappingProxyType({}),
    ) -> BlockKeys:
        """The key of each row (of ``rows``, if given); 0 where any part is null. (rows, keys)
        where a part has several values: a key for each value, for each combination of two such
        parts. ``instead`` are values to take for those of a part. Raises ``PlanError`` on an
        unknown part."""
        given = [instead.get(part) or self.values(part) for part in rule.parts]
        values = [[(codes[rows], of) for codes, of in of_part] for of_part in given]
        salts = np.array([_salt(part) for part in rule.parts], np.uint64)
        # of two parts with several values those of the first change first
        choices = [choice[::-1] for choice in product(*values[::-1])]
        size = len(np.empty(self.records.size, np.bool_)[rows])  # of a rule without parts, too
        keys = np.ones((size, len(choices)), np.uint64)
        for first, last in tiles(size, TILE_ROWS):
            for column, choice in enumerate(choices):
                cut = [(codes[first:last], of) for codes, of in choice]
                _conjoin(cut, salts, keys[first:last], column)
        return BlockKeys(rule_name(rule), keys[:, 0] if len(choices) == 1 else keys)

    def width(self, rule: KeyRule) -> int:
        """How many keys a row may have."""
        return prod(len(self.values(part)) for part in rule.parts)

    def prepare(self, parts: Iterable[str], *, threads: int = 1) -> None:
        """Hash the values of these distinct parts now: before threads ask for them."""
        for_each(self.values, parts, threads)

    def agree(self, part: str, left: Int32, right: Int32) -> Bool:
        """Whether the rows of each pair share any value of a part: those that do not have no key
        of a rule with that part in common."""
        found = np.zeros(len(left), np.bool_)
        of_left, of_right = (
            [np.where(codes[rows] >= 0, hashes[codes[rows]], 0) for codes, hashes in values]
            for values, rows in ((self.values(part), left), (self.values(part), right))
        )
        for own in of_left:
            for other in of_right:
                found |= (own != 0) & (own == other)
        return found

    def refine(self, keys: UInt64, part: str, rows: Int64 | None = None) -> None:
        """Conjoin ``part`` to ``keys`` in place; ``keys`` stand for ``rows`` (all, if None).

        Of several values only the first counts here."""
        codes, hashes = self.values(part)[0]
        given = codes if rows is None else codes[rows]
        _conjoin([(given, hashes)], np.array([_salt(part)], np.uint64), keys[:, None], 0)

    def refiner(self, rule: KeyRule) -> Callable[[UInt64, Int64, int], bool]:
        """How an oversized block of ``rule`` is split: by the fields that the rule lacks."""
        used = {part.partition(":")[0] for part in rule.parts}
        if NAMES in used:
            used |= {"given_name", "family_name", "full_name"}
        steps = [p for p in REFINEMENTS if self.has(p) and p.partition(":")[0] not in used]

        def refine(keys: UInt64, rows: Int64, step: int) -> bool:
            if step >= len(steps):
                return False
            self.refine(keys, steps[step], rows)
            return True

        return refine

    def has(self, part: str) -> bool:
        """Whether the base has the field that the part is made from."""
        name = part.partition(":")[0]
        return name in self.records or (name == NAMES and bool(_name_fields(self.records)))

    def values(self, part: str) -> PartValues:
        """The values of a part. Raises ``PlanError`` on an unknown one."""
        if part not in self._parts:
            self._parts[part] = self._build(part)
        return self._parts[part]

    def _build(self, part: str) -> PartValues:
        name, _, transform = part.partition(":")
        if not self.has(part):
            known = ", ".join([*self.records.fields, NAMES])
            raise PlanError(
                f"blocking rule part {part!r}: no field {name!r}", hint=f"fields: {known}"
            )
        if name == NAMES:
            tokens = _NAMED[transform] if transform else _token_set
            sums = np.zeros(self.records.size, np.uint64)
            for field_name in _name_fields(self.records):
                column = self.records[field_name]
                kernels.add_commutative(column.codes, tokens(column), sums)
            return [(np.arange(self.records.size, dtype=np.int32), sums)]
        columns = share_values(*self.records.values_of(name))
        hashes = _transform(transform)(columns[0])
        return [(column.codes, hashes) for column in columns]


def _conjoin(
    parts: Sequence[tuple[Int32, UInt64]], salts: UInt64, keys: UInt64, column: int
) -> None:
    """Conjoin parts, codes and the hashes of codes, to a column of keys."""
    most = kernels.PARTS
    for first in range(0, len(parts), most):
        some = list(parts[first : first + most])
        codes, hashes = zip(*some, *some[:1] * (most - len(some)), strict=True)
        kernels.add_parts(codes, hashes, salts[first : first + most], keys, column)


def _name_fields(records: StandardRecords) -> list[str]:
    split = [name for name in ("given_name", "family_name") if name in records]
    return split or [name for name in ("full_name",) if name in records]


@cache
def _salt(part: str) -> np.uint64:
    """Keeps equal text in different fields apart. Depends on the text only, not on the process."""
    data = np.frombuffer(part.encode(), np.uint8).copy()
    out = np.empty(1, np.uint64)
    kernels.hash_values(data, np.array([0, len(data)], np.int64), 0, 0, _SEED, out)
    return np.uint64(out[0])


def _transform(name: str) -> Transform:
    if name == "":
        return lambda column: _slice(column, 0, 0)
    if name.lstrip("-").isdigit() and int(name) != 0:
        count = int(name)
        return lambda column: _slice(column, 0, count) if count > 0 else _slice(column, count, 0)
    try:
        return _NAMED[name]
    except KeyError:
        raise PlanError(
            f"unknown blocking transform {name!r}",
            hint=f"known: a number of characters, {', '.join(_NAMED)}",
        ) from None


def _slice(column: TextColumn, first: int, last: int) -> UInt64:
    out = np.empty(column.distinct, np.uint64)
    kernels.hash_values(column.data, column.offsets, first, last, _SEED, out)
    return out


def _date_part(column: TextColumn, first: int, last: int) -> UInt64:
    """Characters ``first:last`` of YYYYMMDD; 0 where they are unknown (all zeros)."""
    out = _slice(column, first, last)
    unknown = np.empty(1, np.uint64)
    zeros = np.full(last - first, ord("0"), np.uint8)
    kernels.hash_values(zeros, np.array([0, len(zeros)], np.int64), 0, 0, _SEED, unknown)
    out[out == unknown[0]] = 0
    return out


def _token(column: TextColumn, which: int) -> UInt64:
    out = np.empty(column.distinct, np.uint64)
    kernels.hash_token(column.data, column.offsets, which, _SEED, out)
    return out


def _token_set(column: TextColumn) -> UInt64:
    out = np.empty(column.distinct, np.uint64)
    kernels.hash_token_set(column.data, column.offsets, _SEED, out)
    return out


def _local(column: TextColumn) -> UInt64:
    out = np.empty(column.distinct, np.uint64)
    kernels.hash_before(column.data, column.offsets, ord("@"), _SEED, out)
    return out


def _phonetic(kernel_name: str) -> Transform:
    def codes(column: TextColumn) -> UInt64:
        from twinset.kernels import phonetic

        out = np.empty(column.distinct, np.uint64)
        getattr(phonetic, kernel_name)(column.data, column.offsets, out)
        return out

    return codes


_NAMED: dict[str, Transform] = {
    "year": lambda column: _date_part(column, 0, 4),
    "day": lambda column: _date_part(column, 4, 8),
    "first": lambda column: _token(column, 0),
    "last": lambda column: _token(column, -1),
    "tokens": _token_set,
    "local": _local,
    "soundex": _phonetic("soundex_codes"),
    "nysiis": _phonetic("nysiis_codes"),
    "skeleton": _phonetic("skeleton_codes"),
    "consonants": consonant_codes,
}
