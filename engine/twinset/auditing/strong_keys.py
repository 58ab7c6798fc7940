"""Likely duplicates at a glance: records that agree on strong evidence, and on nothing less.

Key by key, rows that agree on all of its fields are one group; a group is split by the fields in
which it must not differ (an email that Ann and Bob share is a household's). Groups are joined by
union-find. Nothing is compared, so a million records take a second; what is spelt in two ways is
not found, so the count is a lower bound. ``twinset dedupe`` finds the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from twinset.hashing import mix64
from twinset.kernels.unionfind import connected_components
from twinset.parallel import map_ordered
from twinset.types import Int32, Int64, Role, StandardRecords, UInt64

EVIDENCE = frozenset(
    {
        *(Role.GIVEN_NAME, Role.FAMILY_NAME, Role.FULL_NAME, Role.BIRTH_DATE, Role.BIRTH_YEAR),
        *(Role.BIRTH_MONTH, Role.BIRTH_DAY, Role.EMAIL, Role.PHONE, Role.COUNTRY, Role.COMPANY),
        *(Role.STREET, Role.ADDRESS, Role.HOUSE_NUMBER, Role.CITY, Role.POSTCODE),
        Role.IDENTIFIER,
    }
)
"""Roles of the columns that the keys need."""
_CROWD = 100
"""A value that more rows share is no identity, whatever they agree on."""
_WHO = "who"
"""The given name, else the company: what tells apart those who share a mailbox."""


@dataclass(frozen=True, slots=True)
class StrongKey:
    """Rows that agree on all ``fields`` are one, as far as they do not differ in ``alike``."""

    name: str
    fields: tuple[str, ...]
    alike: tuple[str, ...] = ()


_KEYS = (
    StrongKey("identifier", ("identifier",), (_WHO, "birth_date")),
    StrongKey("email", ("email",), (_WHO, "birth_date")),
    StrongKey("phone and family name", ("phone", "family_name"), (_WHO, "birth_date")),
    StrongKey("phone and company", ("phone", "company"), (_WHO, "family_name")),
    StrongKey("name and birth date", ("given_name", "family_name", "birth_date")),
    StrongKey("name and address", ("given_name", "family_name", "street", "postcode"),
              ("house_number", "birth_date")),
    StrongKey("name and city", ("given_name", "family_name", "street", "city"),
              ("house_number", "birth_date")),
    StrongKey("company and address", ("company", "street", "postcode"),
              ("house_number", _WHO, "family_name")),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class StrongMatches:
    """``membership[row]`` is the smallest row of its group; ``evidence`` the rows by key."""

    membership: Int32
    evidence: dict[str, int]


def strong_matches(standard: StandardRecords, *, threads: int = 1) -> StrongMatches:
    """Join the records that agree on a strong key."""
    fields = _codes(standard)
    keys = [
        StrongKey(key.name, tuple(places), key.alike)
        for key in _KEYS
        for places in _variants(key.fields, fields)
    ]
    left: list[Int32] = []
    right: list[Int32] = []
    evidence: dict[str, int] = {}

    def link(key: StrongKey) -> tuple[Int32, Int32, int]:
        return _link(key, fields, standard.size)

    for key, (first, other, records) in zip(keys, map_ordered(link, keys, threads), strict=True):
        left.append(first)
        right.append(other)
        if records:
            evidence[key.name] = max(evidence.get(key.name, 0), records)
    empty = np.empty(0, np.int32)
    membership = connected_components(
        standard.size, np.concatenate([empty, *left]), np.concatenate([empty, *right])
    )
    return StrongMatches(membership, evidence)


def _codes(standard: StandardRecords) -> dict[str, Int32]:
    """The codes of the fields, and who a record is about."""
    fields = {name: column.codes for name, column in standard.fields.items()}
    given, company = fields.get("given_name"), fields.get("company")
    if given is not None and company is not None:
        shift = np.int32(standard["given_name"].distinct)
        fields[_WHO] = np.where(given >= 0, given, np.where(company >= 0, company + shift, -1))
    elif given is not None or company is not None:
        fields[_WHO] = given if given is not None else company  # type: ignore[assignment]
    return fields


def _variants(wanted: Sequence[str], fields: Mapping[str, Int32]) -> list[list[str]]:
    """The key over the fields that there are: once more for a second email or phone."""
    if not all(name in fields for name in wanted):
        return []
    found = [list(wanted)]
    if wanted[0] in ("email", "phone"):
        number = 2
        while f"{wanted[0]}_{number}" in fields:
            found.append([f"{wanted[0]}_{number}", *wanted[1:]])
            number += 1
    return found


def _link(key: StrongKey, fields: Mapping[str, Int32], size: int) -> tuple[Int32, Int32, int]:
    """Each row of a group with the first of it, and how many rows are in groups."""
    rows = np.arange(size, dtype=np.int32)
    for name in key.fields:
        rows = rows[fields[name][rows] >= 0]
    keys = np.zeros(len(rows), np.uint64)
    for name in key.fields:
        keys = _with(keys, fields[name][rows])
    rows, groups = _together(rows, keys)
    for name in key.alike:
        if name in fields and len(rows):
            rows, groups = _split(rows, groups, fields[name][rows])
    sizes = np.bincount(groups) if len(groups) else np.zeros(0, np.int64)
    small = sizes[groups] <= _CROWD
    rows, groups = rows[small], groups[small]
    first = np.zeros(len(sizes), np.int32)
    first[groups[::-1]] = rows[::-1]
    return first[groups], rows, len(rows)


def _with(keys: UInt64, codes: Int32) -> UInt64:
    return mix64(keys * np.uint64(0x9E3779B97F4A7C15) + codes.astype(np.uint64) + np.uint64(1))


def _together(rows: Int32, keys: UInt64) -> tuple[Int32, Int64]:
    """The rows whose key another row has too, and the number of each one's group."""
    groups = pa.array(keys).dictionary_encode().indices.to_numpy().astype(np.int64)
    several = np.bincount(groups)[groups] > 1 if len(groups) else np.zeros(0, np.bool_)
    return rows[several], groups[several]


def _split(rows: Int32, groups: Int64, codes: Int32) -> tuple[Int32, Int64]:
    """Groups in which a field has two values are split by it; its nulls fit no part."""
    known = codes >= 0
    seen = np.full(int(groups.max()) + 1, -1, np.int32)
    seen[groups[known]] = codes[known]
    differs = np.zeros(len(seen), np.bool_)
    differs[groups[known & (codes != seen[groups])]] = True
    split = differs[groups]
    kept = ~split | known
    keys = groups.astype(np.uint64)
    keys = np.where(split, _with(keys + np.uint64(1 << 40), codes), keys)
    return _together(rows[kept], keys[kept])
