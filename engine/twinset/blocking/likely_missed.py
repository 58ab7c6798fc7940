"""Which records key rules are likely to have missed a partner of: those that have few keys.

A record with all its fields that no rule found a partner for has none. One with a phone and a city
alone may well have one whose phone is mistyped. How often that happens, the pairs that the rules
do find say, as in capture-recapture: each of them is looked at as if one side had only the fields
that the record in question has, and the rules could propose the pair by these alone. The share of
the pairs that no rule proposes any more is the record's chance of being missed. Fields that go
wrong together are so taken together, and no two rules are taken for independent.

A million generated records, of which the rules miss 1.2 % of the pairs: 1.6 % are expected. 479,000
records have no likely partner; the 153,000 likeliest to be missed hold 83 % of the pairs that could
be found by searching all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from twinset.blocking.candidates import Candidates, number_keys
from twinset.blocking.keys import rule_fields
from twinset.config import KeyRule
from twinset.kernels.pairs import pairs_of_open
from twinset.parallel import for_each
from twinset.types import Bool, Float64, Int32, StandardRecords, UInt64

_FOUND = 0.99
"""A record is found when it stands in a pair that is so likely a match, by the rules that propose
it. With .9 completeness is .8333 in place of .8412 on foreigners, where rules say little."""
_COVERED = 0.9
"""Of the matches that are expected to be missed, those that are searched for."""
_FREE = 100_000
"""Records that are taken for likely in any case: to search them takes a tenth of a second."""
_CAUGHT_TWICE = 2
"""Rules that propose a pair which says how pairs are missed: what one alone proposes is a match too
seldom to learn from. With pairs of one rule 2.4 % of the pairs above are expected to be missed."""
_LIKELY = 0.5


@dataclass(frozen=True, eq=False)
class JudgedPairs:
    """Sampled pairs of blocking rules: ``left`` and ``right`` (pairs,), how many pairs each stands
    for, and how likely it is a match."""

    left: Int32
    right: Int32
    weight: Float64
    match: Float64


@dataclass(frozen=True, eq=False)
class Chances:
    """``kind`` (rows,) int32 of the record: which of the rules' fields it has; ``of_kind`` (kinds,)
    the share of such records' pairs that the rules miss, 1 where nothing is known."""

    kind: Int32
    of_kind: Float64


def chances_of_being_missed(
    records: StandardRecords,
    rules: Sequence[KeyRule],
    candidates: Candidates,
    judged: JudgedPairs,
    *,
    threads: int,
) -> Chances:
    """How likely the rules are to have missed a partner of each record."""
    proposing = candidates.proposing(judged.left, judged.right, threads=threads)
    proposing &= np.uint64((1 << min(64, len(rules))) - 1)  # of the rules alone
    kind, keyed = _kinds(records, rules)
    told = (np.bitwise_count(proposing) >= _CAUGHT_TWICE) & (judged.match >= _LIKELY)
    # each pair twice: either side could be the one with fewer fields
    sets, caught = np.unique(proposing[told], return_inverse=True)
    sides = np.concatenate([kind[judged.left[told]], kind[judged.right[told]]]).astype(np.int64)
    mass = np.tile((judged.weight * judged.match)[told], 2)
    alike, group = np.unique(sides * len(sets) + np.tile(caught, 2), return_inverse=True)
    weight = np.bincount(group, weights=mass, minlength=len(alike))
    side, rules_of = keyed[alike // max(1, len(sets))], sets[alike % max(1, len(sets))]
    of_kind = np.ones(len(keyed))
    for number, own in enumerate(keyed):
        as_full = (side & own) == own
        total = float(weight[as_full].sum())
        if total > 0:
            of_kind[number] = float(weight[as_full & ((rules_of & own) == 0)].sum()) / total
    return Chances(kind, of_kind)


def likely_missed(chances: Chances) -> Bool:
    """(rows,): whether a record is of the kinds that are the likeliest to be missed, as few as hold
    ``_COVERED`` of what is."""
    if not len(chances.of_kind):
        return np.zeros(0, np.bool_)
    order = np.argsort(-chances.of_kind, kind="stable")
    rows = np.bincount(chances.kind)[order]
    held = np.cumsum(rows * chances.of_kind[order])
    enough = (held >= _COVERED * held[-1]) & (np.cumsum(rows) >= _FREE)
    likely = np.zeros(len(order), np.bool_)
    likely[order[: int(np.argmax(enough)) + 1 if enough.any() else len(order)]] = True
    return likely[chances.kind]


def without_partner(
    candidates: Candidates, judged: JudgedPairs, wanted: Bool, *, threads: int
) -> Bool:
    """(rows,): which of the ``wanted`` records stand in no pair that is likely a match, by the key
    rules that propose it; the ``candidates`` are those of the rules alone."""
    rules = candidates.proposing(judged.left, judged.right, threads=threads)
    shares = _MatchShares.of(rules, judged, len(candidates.rules))
    alone = wanted.copy()

    def settle(unit: tuple[int, int, int]) -> None:
        number, first, last = unit
        rule, room = candidates.rules[number], candidates.proposed(unit) + 1
        left, right = np.empty(room, np.int32), np.empty(room, np.int32)
        # whatever other threads have settled meanwhile: all of them write the same
        count = pairs_of_open(rule.rows, rule.ends, first, last, alone, left, right)
        left, right = left[:count], right[:count]
        likely = shares.of_rules(candidates.proposing(left, right)) >= _FOUND
        alone[left[likely]] = False
        alone[right[likely]] = False

    for_each(settle, candidates.units(), threads)
    return alone


@dataclass(frozen=True, eq=False)
class _MatchShares:
    """How likely a pair is a match, by the rules that propose it."""

    sets: UInt64  # ascending
    shares: Float64
    by_count: Float64
    """... by their number, for sets that were not sampled."""

    @staticmethod
    def of(rules: UInt64, judged: JudgedPairs, count: int) -> _MatchShares:
        mass = judged.weight * judged.match
        sets, at = np.unique(rules, return_inverse=True)
        number = np.bitwise_count(rules)

        def shares(group: np.ndarray, groups: int) -> Float64:
            weight = np.bincount(group, weights=judged.weight, minlength=groups)
            matches = np.bincount(group, weights=mass, minlength=groups)
            return np.asarray(matches / np.maximum(weight, 1e-9))

        # never fewer for more rules: few pairs have the most
        by_count = np.maximum.accumulate(shares(number, count + 1))
        return _MatchShares(sets, shares(at, len(sets)), by_count)

    def of_rules(self, rules: UInt64) -> Float64:
        at = np.minimum(np.searchsorted(self.sets, rules), len(self.sets) - 1)
        known = self.sets[at] == rules
        return np.where(known, self.shares[at], self.by_count[np.bitwise_count(rules)])


def _kinds(records: StandardRecords, rules: Sequence[KeyRule]) -> tuple[Int32, UInt64]:
    """Kinds of records by the fields they have: the kind of each row, and of each kind the rules
    (a bit each, as ``Candidates.proposing`` has them) that it has a key of."""
    needs = [rule_fields(rule, records) for rule in rules]
    fields = sorted(frozenset().union(*needs))
    has = np.ones(records.size, np.uint64)  # a bit for every row: key 0 would be none
    for bit, name in enumerate(fields, start=1):
        filled = np.zeros(records.size, np.bool_)
        for column in records.values_of(name):
            filled |= column.codes >= 0
        has |= filled.astype(np.uint64) << np.uint64(bit)
    kind, sizes = number_keys(has)
    fields_of_kind = np.empty(len(sizes), np.uint64)
    fields_of_kind[kind] = has
    keyed = np.zeros(len(sizes), np.uint64)
    for number, wanted in enumerate(needs[:64]):
        bits = np.uint64(sum(1 << fields.index(name) + 1 for name in wanted))
        keyed |= ((fields_of_kind & bits) == bits).astype(np.uint64) << np.uint64(number)
    return kind, keyed
