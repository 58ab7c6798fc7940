"""Emails, phones and addresses that several people share: households, mailboxes, switchboards.

Such a value is no identity: matching weighs it down by how common it is, and a marketer who takes
it for a person's own writes to a family or to a reception desk.

Names are counted by how they sound, so that the misspelt duplicates of one person stay one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from twinset.blocking.candidates import number_keys
from twinset.blocking.keys import KeyBuilder
from twinset.comparison.multi_valued import Values
from twinset.config import KeyRule
from twinset.kernels.keys import count_distinct_per_code
from twinset.kernels.phonetic import skeleton_codes
from twinset.numbering import code_counts
from twinset.types import NULL_CODE, Int8, Int32, Int64, StandardRecords

_MANY_FAMILIES = 3
"""From this many family names on a value is no household's. Two may be one person before and
after a wedding, or a couple."""


class Sharing(StrEnum):
    """Whose a value is."""

    PERSON = "person"
    HOUSEHOLD = "household"  # several given names, one or two family names
    MAILBOX = "mailbox"  # an email of many: info@, a team
    SWITCHBOARD = "switchboard"  # a phone of many: a company's, an agency's
    BUILDING = "building"  # an address of many: offices, flats, a home


KINDS: tuple[Sharing, ...] = tuple(Sharing)
_OF_MANY = {
    "email": Sharing.MAILBOX,
    "phone": Sharing.SWITCHBOARD,
    "address": Sharing.BUILDING,
}
_ADDRESS = ("street", "house_number", "postcode", "city")


@dataclass(frozen=True, slots=True, eq=False)
class SharedValues:
    """How many carry each value of a field. The arrays are (values,), in no particular order."""

    field: str  # email, phone or address
    records: Int64  # records that have the value
    given_names: Int32  # different ones among them; 0 where no other record has the value
    family_names: Int32
    companies: Int32
    kind: Int8  # position in ``KINDS``
    first_row: Int64  # the first record that has the value: a sample to look at
    values_of_kind: Mapping[Sharing, int]
    """How many values are of each kind."""
    records_of_kind: Mapping[Sharing, int]
    """How many records have a value of each kind; a record with several values may count twice."""


def shared_values(records: StandardRecords) -> list[SharedValues]:
    """Whose the emails, phones and addresses of a base are, one entry for each that it has.

    A value is a *person's* with one given name and at most two family names (a wedding); a
    *household's* with several given names and at most two family names; with more family names a
    *mailbox* (email), a *switchboard* (phone) or a *building* (address). Two people of two family
    names and one company are colleagues, not a couple, at an email or a phone. Initials count for
    no name; a nickname that sounds unlike the name counts as another.

    An address is street and house number with the postcode or the city. Empty where the records
    have no names: who shares a value is then unknown.
    """
    if "family_name" not in records and "given_name" not in records:
        return []
    given, family, company = (
        _sounds(records, name) for name in ("given_name", "family_name", "company")
    )
    found = []
    for field in ("email", "phone"):
        columns = records.values_of(field)
        if columns:
            values = Values.of(columns)
            found.append(_count(field, values.codes, values.distinct, given, family, company))
    places = _addresses(records)
    if places is not None:
        distinct = int(places.max(initial=NULL_CODE)) + 1
        found.append(_count("address", places, distinct, given, family, company))
    return found


def _sounds(records: StandardRecords, name: str) -> Int32:
    """(rows,) a code for how the value sounds, -1 for null or for a field that is not there."""
    if name not in records:
        return np.full(records.size, NULL_CODE, np.int32)
    column = records[name]
    sounds = np.empty(column.distinct, np.uint64)
    skeleton_codes(column.data, column.offsets, sounds)
    _, code = np.unique(sounds, return_inverse=True)
    code[np.diff(column.offsets) == 1] = NULL_CODE  # an initial may be anybody's
    return np.append(code, NULL_CODE).astype(np.int32)[column.codes]


def _addresses(records: StandardRecords) -> Int32 | None:
    """(rows, 1) a code per address, -1 for none."""
    parts = [part for part in _ADDRESS[:2] if part in records]
    places = [part for part in _ADDRESS[2:] if part in records]
    if len(parts) < 2:
        return None
    keys = KeyBuilder(records).keys(KeyRule(parts=[*parts, *places[:1]])).keys
    ids, _ = number_keys(keys)
    return ids.reshape(-1, 1)


def _count(
    field: str, codes: Int32, distinct: int, given: Int32, family: Int32, company: Int32
) -> SharedValues:
    """``codes`` is (rows, values) over ``distinct`` values."""
    records = code_counts(codes, distinct)
    first_row = np.full(distinct + 1, len(codes), np.int64)  # the last is for code -1
    repeated = np.append(records > 1, False)  # the others need no counting
    parts = []
    for own in codes.T[::-1]:
        rows = np.flatnonzero(repeated[own])
        parts.append((own[rows], rows))
        earlier = first_row.copy()
        earlier[own[::-1]] = np.arange(len(own) - 1, -1, -1)
        np.minimum(first_row, earlier, out=first_row)
    shared, of_row = (np.concatenate(part) for part in zip(*parts, strict=True))
    given_names, family_names, companies = (
        _different(shared, of_rows[of_row], distinct) for of_rows in (given, family, company)
    )
    kind = _kinds(field, given_names, family_names, companies)
    values_of_kind = np.bincount(kind[records > 0], minlength=len(KINDS))
    return SharedValues(
        field,
        records,
        given_names,
        family_names,
        companies,
        kind,
        first_row[:-1],
        dict(zip(KINDS, values_of_kind.tolist(), strict=True)),
        _records_of_kind(codes, kind),
    )


def _different(value: Int32, names: Int32, distinct: int) -> Int32:
    out = np.zeros(distinct, np.int32)
    count_distinct_per_code(np.ascontiguousarray(value), np.ascontiguousarray(names), out)
    return out


def _kinds(field: str, given: Int32, family: Int32, company: Int32) -> Int8:
    of_many = KINDS.index(_OF_MANY[field])
    kind = np.full(len(given), KINDS.index(Sharing.PERSON), np.int8)
    kind[given > 1] = KINDS.index(Sharing.HOUSEHOLD)
    kind[family >= _MANY_FAMILIES] = of_many
    if field != "address":
        kind[(family > 1) & (given > 1) & (company == 1)] = of_many
    return kind


def _records_of_kind(codes: Int32, kind: Int8) -> dict[Sharing, int]:
    bits = np.append(np.uint8(1) << kind.astype(np.uint8), np.uint8(0))
    has = bits[codes[:, 0]]
    for further in codes.T[1:]:
        has |= bits[further]
    counts = np.bincount(has, minlength=1 << len(KINDS))
    masks = np.arange(len(counts))
    return {k: int(counts[masks >> n & 1 > 0].sum()) for n, k in enumerate(KINDS)}


def describe(found: Sequence[SharedValues]) -> list[str]:
    """One sentence a field on its mailboxes and switchboards, for a run's summary; counts only."""
    sentences = []
    for values in found:
        kind = _OF_MANY[values.field]
        count, rows = values.values_of_kind[kind], values.records_of_kind[kind]
        homes = values.values_of_kind[Sharing.HOUSEHOLD]
        if count and values.field != "address":
            sentences.append(
                f"{count:,} {values.field}s are shared by different names on {rows:,} records: "
                f"{'mailboxes' if kind is Sharing.MAILBOX else 'switchboards'}; they count for "
                f"little ({homes:,} more are shared within a household)"
            )
    return sentences
