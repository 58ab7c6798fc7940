"""The frame of a run of rows: whose they are, the keys that draws hang on, and time."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from twinset.generator.kernels import below, draw, pick, uniform
from twinset.generator.layout import CHILD, COMPANY, HEAD, JUNIOR, MOTHER, TWIN, Slots
from twinset.generator.lexicon import Lexicon
from twinset.generator.planted import ChunkFaults
from twinset.generator.rates import RARE, SOURCE_SHARES, Rates
from twinset.generator.tags import Tags
from twinset.types import Bool, Float64, Int32, Int64, UInt64

FIRST_DAY = int(np.datetime64("2012-01-01").astype(int))
LAST_DAY = int(np.datetime64("2025-06-30").astype(int))

ODD = np.uint64(0x9E3779B97F4A7C15)


def salt(name: str) -> np.uint64:
    """A draw's salt from its name, so that adding a draw leaves all others as they are."""
    return np.uint64(crc32(name.encode()))


def keys_of(seed: int, kind: str, numbers: Int64) -> UInt64:
    """A key for every numbered thing of a kind."""
    base = np.uint64((seed * 0x2545F4914F6CDD1D + crc32(kind.encode())) & 0xFFFFFFFFFFFFFFFF)
    return draw(numbers.astype(np.uint64) * ODD + base, salt(kind))


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Rows in the making. Every array is (rows,)."""

    lexicon: Lexicon
    rates: Rates
    slots: Slots
    tags: Tags
    seed: int
    home: UInt64  # key of the household
    person: UInt64  # key of the entity
    record: UInt64  # key of the copy
    country: Int32
    source: Int32
    created: Int32  # days since 1970
    updated: Int32
    company: Bool  # the entity is a company
    anchor: Int32  # what this copy surely gives: 0 e-mail, 1 phone, 2 address, -1 nothing
    female: Bool
    latin: Bool  # words without marks, or in Latin letters
    upper: Bool
    lower: Bool
    rare: Int32  # which of ``rates.RARE`` happens to the copy; their number for none
    log: ChunkFaults | None  # where faults are written down, if anybody asks

    @property
    def size(self) -> int:
        return len(self.home)

    def chance(self, name: str) -> Bool:
        """Rows to whose copy the fault ``name`` happens."""
        return below(self.record, salt(name), self.rates.of_source(name), self.source)

    def rarely(self, name: str, where: Bool) -> Int64:
        """Row numbers, of those in a mask, to whose copy the rare fault ``name`` happens."""
        rows = np.flatnonzero(self.rare == _RARE[name])
        return rows[where[rows]]

    def trait(self, name: str) -> Int32:
        """What a country has or does, for every row."""
        return self.lexicon.traits[name][self.country]

    def before(self, event: str) -> Bool:
        """Rows written before their entity's event; false where it never comes."""
        happens = uniform(self.person, salt(event)) < self.rates.of_entity(event)
        share = uniform(self.person, salt(event + " day"))
        day = FIRST_DAY + share * (LAST_DAY - FIRST_DAY)
        return np.asarray(happens & (self.created < day))

    def pick(self, table: Int32, share: Float64) -> Int32:
        """A token of the row's country at a quantile."""
        return pick(table, self.country, share)


_RARE = {name: number for number, name in enumerate(RARE)}


def make_frame(
    lexicon: Lexicon, slots: Slots, seed: int, rates: Rates, log: ChunkFaults | None = None
) -> Frame:
    """Keys, country, source and dates of a run of rows."""
    home = keys_of(seed, "household", slots.household)
    person = draw(home + slots.member.astype(np.uint64) * ODD, salt("person"))
    record = draw(person + slots.copy.astype(np.uint64) * ODD, salt("record"))
    nowhere = np.zeros(len(home), np.int32)
    source = np.searchsorted(
        np.cumsum(SOURCE_SHARES)[:-1], uniform(record, salt("source")), side="right"
    ).astype(np.int32)
    # the base grows: more records are recent than old
    age = uniform(record, salt("created")) ** 1.5
    created = (LAST_DAY - age * (LAST_DAY - FIRST_DAY)).astype(np.int32)
    touched = uniform(record, salt("updated")) ** 3
    updated = (created + touched * (LAST_DAY - created)).astype(np.int32)
    anchored = uniform(record, salt("anchor lost")) >= rates.of_entity("anchor_lost")
    habit = (uniform(person, salt("anchor")) * 3).astype(np.int32)
    company = slots.role == COMPANY
    country = pick(lexicon.shares, nowhere, uniform(home, salt("country")))

    def chance(name: str) -> Bool:
        return below(record, salt(name), rates.of_source(name), source)

    latin, upper = chance("plain"), chance("upper")
    native = lexicon.traits["script"][country] > 0
    if native.any():
        latin = np.where(native, chance("native_to_latin"), latin)
    return Frame(
        lexicon=lexicon,
        rates=rates,
        slots=slots,
        tags=Tags(len(home)),
        seed=seed,
        home=home,
        person=person,
        record=record,
        country=country,
        source=source,
        created=created,
        updated=updated,
        company=company,
        anchor=np.where(anchored, habit, -1).astype(np.int32),
        female=_female(slots, home, person),
        latin=latin,
        upper=upper,
        lower=chance("lower") & ~upper,
        rare=np.searchsorted(
            rates.rare(), uniform(record, salt("rare fault")), side="right"
        ).astype(np.int32),
        log=log,
    )


def _female(slots: Slots, home: UInt64, person: UInt64) -> Bool:
    head = uniform(home, salt("head sex")) < 0.4
    own = uniform(person, salt("sex")) < 0.5
    female = np.where(slots.role == HEAD, np.where(slots.members == 1, own, head), ~head)
    child = (slots.role == CHILD) | (slots.role == TWIN)
    female = np.where(child, own, female)
    female = (female & (slots.role != JUNIOR) & ~slots.father_son) | (slots.role == MOTHER)
    return np.asarray(female)
