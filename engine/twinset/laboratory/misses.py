"""Why true pairs are missed: which parts of which rule differ or are null, and by how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from twinset.blocking.candidates import build_blocks
from twinset.blocking.keys import NAMES, KeyBuilder
from twinset.comparison import ComparisonPlan
from twinset.config import KeyRule
from twinset.kernels import pairs as kernels
from twinset.laboratory.bench import Bench
from twinset.matching.patterns import unpack
from twinset.pair_codes import pack_pairs
from twinset.summary import Count
from twinset.types import BlockKeys, Int8, Int32, Int64, StandardRecords

AGREES, DIFFERS, NULL = 0, 1, 2
_EXAMPLES = 3
_MOST = 50
"""Reasons that are told; the rarest are left out."""
_NAME_FIELDS = ("given_name", "family_name", "full_name")
_ADDRESS_FIELDS = ("street", "house_number", "postcode", "city")


class MissReason(msgspec.Struct, frozen=True, kw_only=True):
    """One reason. ``rule`` is the rule that came nearest: the fewest of its parts failed; empty
    where there are no key rules. ``examples`` are pairs of rows, 0-based over all inputs."""

    reason: str
    rule: str
    pairs: Count
    examples: list[tuple[int, int]]


def true_pairs(bench: Bench) -> Int64:
    """All pairs of one entity (and of two sides), packed, ascending."""
    assert bench.entity is not None
    keys = BlockKeys("truth", (bench.entity + 1).astype(np.uint64))
    blocks = build_blocks(keys, max_block=max(2, bench.size))
    left, right = np.empty(blocks.pairs, np.int32), np.empty(blocks.pairs, np.int32)
    picks = np.arange(blocks.pairs, dtype=np.int64)
    kernels.pairs_at(picks, blocks.rows, blocks.before, left, right)
    if bench.side is not None:
        apart = bench.side[left] != bench.side[right]
        left, right = left[apart], right[apart]
    return np.sort(pack_pairs(np.minimum(left, right), np.maximum(left, right)))


def missed_reasons(
    left: Int32,
    right: Int32,
    records: StandardRecords,
    comparisons: ComparisonPlan,
    rules: Sequence[tuple[str, ...]],
    order: Int64,
) -> list[MissReason]:
    """The reasons of the missed pairs, the most frequent first.

    ``rules`` are the parts of each key rule (empty for what is none); ``order[i]`` is the input row
    of canonical position i.
    """
    if not len(left):
        return []
    levels = unpack(comparisons.compare(left, right), len(comparisons.comparisons))
    known = [parts for parts in rules if parts]
    if known:
        states = part_states(left, right, records, [p for parts in known for p in parts])
        nearest = _nearest(known, states)
    else:
        states, nearest = {}, np.full(len(left), -1)
    columns = [nearest, *states.values(), *levels.T]
    _, first, index, counts = np.unique(
        np.column_stack(columns), axis=0, return_index=True, return_inverse=True, return_counts=True
    )
    index = index.reshape(-1)
    pairs: dict[tuple[str, str], int] = {}
    groups: dict[tuple[str, str], list[int]] = {}
    for number, place in enumerate(first.tolist()):
        rule = known[int(nearest[place])] if known else ()
        failed = {part: int(states[part][place]) for part in rule}
        reason = _words(failed, levels[place], comparisons) if known else ""
        key = ("+".join(rule), reason or _levels_in_words(levels[place], comparisons))
        pairs[key] = pairs.get(key, 0) + int(counts[number])
        groups.setdefault(key, []).append(number)
    found = []
    for key, count in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:_MOST]:
        members = np.flatnonzero(np.isin(index, groups[key]))[:_EXAMPLES]
        examples = [tuple(sorted((int(order[left[m]]), int(order[right[m]])))) for m in members]
        found.append(MissReason(reason=key[1], rule=key[0], pairs=count, examples=examples))  # type: ignore[arg-type]
    return found


def part_states(
    left: Int32, right: Int32, records: StandardRecords, parts: Sequence[str]
) -> dict[str, Int8]:
    """For each part of a key rule whether the pairs agree on it: (pairs,) of AGREES, DIFFERS, NULL.
    Records of several values agree where they share any."""
    builder = KeyBuilder(records)
    states = {}
    for part in dict.fromkeys(parts):
        keys = builder.keys(KeyRule(parts=[part])).keys.reshape(records.size, -1)
        shared = np.zeros(len(left), np.bool_)
        for own in keys.T:
            for other in keys.T:
                shared |= (own[left] != 0) & (own[left] == other[right])
        null = (keys[left] == 0).all(axis=1) | (keys[right] == 0).all(axis=1)
        states[part] = np.where(shared, AGREES, np.where(null, NULL, DIFFERS)).astype(np.int8)
    return states


def _nearest(rules: Sequence[tuple[str, ...]], states: Mapping[str, Int8]) -> np.ndarray:
    """The rule with the smallest share of its parts failed; of equal ones the longest, which says
    most of what the pair does agree on, then the first."""
    failed = np.column_stack(
        [np.sum([states[part] != AGREES for part in rule], axis=0) for rule in rules]
    )
    lengths = np.array([len(rule) for rule in rules])
    score = failed - lengths / (lengths.max() + 1) * 0.5
    return np.asarray(score.argmin(axis=1))


def _words(failed: Mapping[str, int], levels: Int8, comparisons: ComparisonPlan) -> str:
    """``birth_date differs (one slip), family_name is null``."""
    said = []
    for part, state in failed.items():
        several = part == NAMES
        if state == NULL:
            said.append(f"{part} {'are' if several else 'is'} null")
        elif state == DIFFERS:
            how = _how(part.partition(":")[0], levels, comparisons)
            said.append(f"{part} {'differ' if several else 'differs'}{how}")
    return ", ".join(said) or "its block was too large, and was split or dropped"


def _how(field: str, levels: Int8, comparisons: ComparisonPlan) -> str:
    """What the comparisons of a field say, in brackets; empty where none speaks of it."""
    wanted = {field}
    if field == NAMES:
        wanted = set(_NAME_FIELDS)
    elif field in _ADDRESS_FIELDS:
        wanted = {"address"}
    said = []
    for comparison, level in zip(comparisons.comparisons, levels.tolist(), strict=True):
        if comparison.name in wanted and level >= 0 and level != comparison.exact:
            label = comparison.labels[level]
            said.append(label if len(wanted) == 1 else f"{comparison.name} {label}")
    return f" ({', '.join(said)})" if said else ""


def _levels_in_words(levels: Int8, comparisons: ComparisonPlan) -> str:
    """Without key rules: every comparison that is not exact."""
    said = []
    for comparison, level in zip(comparisons.comparisons, levels.tolist(), strict=True):
        if level < 0:
            said.append(f"{comparison.name} is null")
        elif level != comparison.exact:
            said.append(f"{comparison.name}: {comparison.labels[level]}")
    return ", ".join(said) or "all comparisons agree"
