"""What the blocks look like, which rule brings what, and why true pairs are missed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec
import numpy as np

from twinset import columns
from twinset.blocking.candidates import Candidates, RuleBlocks
from twinset.comparison import ComparisonPlan, plan_comparisons
from twinset.config import KeyRule, Plan
from twinset.families import add_families, choose_rules
from twinset.laboratory.bench import Bench, open_bench, pairs_within
from twinset.laboratory.misses import MissReason, missed_reasons, true_pairs
from twinset.laboratory.overlap import exclusive_candidates, exclusive_found
from twinset.laboratory.pair_sample import Sampler
from twinset.matching import scoring
from twinset.pair_codes import pack_pairs, unpack_pairs
from twinset.parallel import available_threads
from twinset.progress import SILENT, Progress, stage
from twinset.strategies import BlockStrategy, FittedStrategy, Strategy, parse_strategy
from twinset.strategies.candidate_pairs import CandidatePairs
from twinset.strategies.combined import Union
from twinset.summary import Count, Share
from twinset.types import Int32, Int64, StandardRecords

_LARGEST = 10
_ROWS_SHOWN = 3


class BlockSize(msgspec.Struct, frozen=True, kw_only=True):
    """Blocks of ``low`` to ``high`` records: powers of two."""

    low: Count
    high: Count
    blocks: Count
    pairs: Count


class LargeBlock(msgspec.Struct, frozen=True, kw_only=True):
    """A block. ``rows`` are some of its records, 0-based over all inputs; ``values`` its first
    record's standardised values of the rule's fields, null where they were not asked for."""

    rule: str
    records: Count
    pairs: Count
    rows: list[int]
    values: dict[str, str | None] | None = None


class InspectedRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule, or a strategy that has none. True pairs are null without truth."""

    rule: str
    pairs: Count
    only_pairs: Count
    """Pairs that no other rule proposes; from a sample by hash where there are very many."""
    only_exact: bool
    blocks: Count
    """0 for what proposes pairs without blocks."""
    largest_block: Count
    found_pairs: Count | None = None
    only_found_pairs: Count | None = None


class BlockingInspection(msgspec.Struct, frozen=True, kw_only=True):
    """Blocks, rules and missed pairs. Row numbers, never a value, unless they were asked for."""

    schema_version: Literal[1] = 1
    rows: Count
    strategy: str
    """The notation; ``plan`` for the plan's own rules."""
    rules: list[InspectedRule]
    sizes: list[BlockSize]
    largest: list[LargeBlock]
    true_pairs: Count | None = None
    found_pairs: Count | None = None
    pair_completeness: Share | None = None
    missed_pairs: Count | None = None
    unknown_records: Count | None = None
    """Records that the truth does not know: their pairs count neither as found nor as missed."""
    misses: list[MissReason] = []
    """Why, the most frequent reasons first."""


def inspection_schema() -> dict[str, Any]:
    """The JSON Schema of what ``twinset blocking inspect --json`` prints."""
    return msgspec.json.schema(BlockingInspection)


@dataclass(frozen=True, slots=True, eq=False)
class _Member:
    """A rule or a strategy: its stream of pairs, and its blocks if it has any."""

    name: str
    parts: tuple[str, ...]
    stream: FittedStrategy
    rows: Int32  # (positions,), block after block
    borders: Int64  # (blocks + 1,)

    @property
    def sizes(self) -> Int64:
        return np.diff(self.borders)


def inspect(
    source: Any,
    plan: Plan | str | Path | None = None,
    *,
    strategy: str | None = None,
    truth: str | Path | None = None,
    show_values: bool = False,
    threads: int | None = None,
    progress: Progress = SILENT,
) -> BlockingInspection:
    """Look into the blocks of ``strategy`` (notation), or of the plan's own rules.

    ``truth`` is a truth file as ``twinset evaluate`` reads it; with it, missed true pairs are
    explained. Raises ``InputError`` and ``PlanError``.
    """
    threads = threads or available_threads()
    parsed = None if strategy is None else parse_strategy(strategy)
    prepared, bench = open_bench(source, plan, truth=truth, threads=threads, progress=progress)
    comparisons = plan_comparisons(bench.records, prepared.plan.model)
    if parsed is None:
        members = _of_plan(bench, comparisons, prepared.plan, threads, progress)
    else:
        members = list(_of_strategy(parsed, strategy or "", bench, threads))
    rules, found = _rules(members, bench, progress)
    order = prepared.order
    inspection = BlockingInspection(
        rows=bench.size,
        strategy=strategy or "plan",
        rules=rules,
        sizes=_sizes(members),
        largest=[_large(*block, order, bench, show_values) for block in _largest(members)],
    )
    if bench.entity is None:
        return inspection
    true = pairs_within(bench.entity, bench.side)
    missed = np.setdiff1d(true_pairs(bench), found, assume_unique=True)
    reasons = missed_reasons(
        *unpack_pairs(missed), bench.records, comparisons, [m.parts for m in members], order
    )
    return msgspec.structs.replace(
        inspection,
        true_pairs=true,
        found_pairs=len(found),
        pair_completeness=len(found) / true if true else 1.0,
        missed_pairs=len(missed),
        unknown_records=bench.unknown_records,
        misses=reasons,
    )


def _of_plan(
    bench: Bench, comparisons: ComparisonPlan, plan: Plan, threads: int, progress: Progress
) -> list[_Member]:
    levels = scoring.random_levels(comparisons, bench.records, seed=plan.seed, threads=threads)
    selection = choose_rules(
        bench.records, comparisons, levels, plan, threads=threads, progress=progress
    )
    candidates = add_families(
        bench.records, selection, list(selection.blocks), plan, threads=threads
    )
    return list(_of_candidates(candidates, bench, threads, selection.rules))


def _of_candidates(
    candidates: Candidates, bench: Bench, threads: int, rules: Sequence[KeyRule] = ()
) -> Iterator[_Member]:
    for number, blocks in enumerate(candidates.rules):
        alone = CandidatePairs(Candidates(bench.size, [blocks]), bench.task(threads))
        # a rule's name is its parts; LSH bands have a name alone
        known = number < len(rules) or _is_rule(blocks, bench.records)
        parts = tuple(blocks.name.split("+")) if known and blocks.name != "all pairs" else ()
        borders = np.append(0, np.unique(blocks.ends)).astype(np.int64)
        yield _Member(blocks.name, parts, alone, blocks.rows, borders)
    for pairs in candidates.lists:
        listed = CandidatePairs(Candidates(bench.size, [], [pairs]), bench.task(threads))
        yield _Member(pairs.name, (), listed, *_no_blocks())


def _is_rule(blocks: RuleBlocks, records: StandardRecords) -> bool:
    from twinset.blocking.keys import KeyBuilder

    builder = KeyBuilder(records)
    return all(builder.has(part) for part in blocks.name.split("+"))


def _of_strategy(
    strategy: Strategy, notation: str, bench: Bench, threads: int
) -> Iterator[_Member]:
    """A union's members are looked at one by one."""
    if isinstance(strategy, Union):
        for member, text in zip(strategy.members, notation.split("+"), strict=True):
            yield from _of_strategy(member, text.strip(), bench, threads)
        return
    if isinstance(strategy, BlockStrategy):
        from twinset.strategies.block_pairs import BlockPairs

        blocks = strategy.blocks(bench.task(threads))
        stream = BlockPairs(blocks, bench.task(threads))
        yield _Member(notation, (), stream, blocks.rows, blocks.offsets)
        return
    fitted = strategy.fit(bench.task(threads))
    if isinstance(fitted, CandidatePairs):
        yield from _of_candidates(fitted.candidates, bench, threads)
    else:
        yield _Member(notation, (), fitted, *_no_blocks())


def _no_blocks() -> tuple[Int32, Int64]:
    return np.empty(0, np.int32), np.zeros(1, np.int64)


def _rules(
    members: Sequence[_Member], bench: Bench, progress: Progress
) -> tuple[list[InspectedRule], Int64]:
    """A line for each member, and the true pairs that any of them proposes, packed, ascending."""
    samples, found, counts = [], [], []
    with stage(progress, "count pairs", len(members), "rules") as bar:
        for member in members:
            sampler, true, count = Sampler(), [np.empty(0, np.int64)], 0
            for left, right in member.stream.pairs():
                count += len(left)
                sampler.add(left, right)
                if bench.entity is not None:
                    entity = bench.entity[left]
                    same = (entity >= 0) & (entity == bench.entity[right])
                    true.append(pack_pairs(left[same], right[same]))
            samples.append(sampler.sample())
            found.append(np.sort(np.concatenate(true)))
            counts.append(count)
            bar.advance(1)
    lines = []
    for member, count, own, (only, exact), only_true in zip(
        members, counts, found, exclusive_candidates(samples), exclusive_found(found), strict=True
    ):
        known = bench.entity is not None
        lines.append(
            InspectedRule(
                rule=member.name,
                pairs=count,
                only_pairs=only,
                only_exact=exact,
                blocks=len(member.sizes),
                largest_block=int(member.sizes.max(initial=0)),
                found_pairs=len(own) if known else None,
                only_found_pairs=only_true if known else None,
            )
        )
    return lines, np.unique(np.concatenate([np.empty(0, np.int64), *found]))


def _sizes(members: Sequence[_Member]) -> list[BlockSize]:
    sizes = np.concatenate([np.empty(0, np.int64), *(member.sizes for member in members)])
    found = []
    low = 2
    while low <= sizes.max(initial=0):
        some = sizes[(sizes >= low) & (sizes < 2 * low)]
        pairs = int((some * (some - 1) // 2).sum())
        found.append(BlockSize(low=low, high=2 * low - 1, blocks=len(some), pairs=pairs))
        low *= 2
    return found


def _largest(members: Sequence[_Member]) -> list[tuple[_Member, int]]:
    """The largest blocks of all members; of equal ones the first."""
    blocks = [
        (-int(member.sizes[block]), place, int(block))
        for place, member in enumerate(members)
        for block in np.argsort(-member.sizes, kind="stable")[:_LARGEST]
    ]
    return [(members[place], block) for _, place, block in sorted(blocks)[:_LARGEST]]


def _large(
    member: _Member, block: int, order: Int64, bench: Bench, show_values: bool
) -> LargeBlock:
    rows = member.rows[member.borders[block] : member.borders[block + 1]]
    size = len(rows)
    return LargeBlock(
        rule=member.name,
        records=size,
        pairs=size * (size - 1) // 2,
        rows=np.sort(order[rows])[:_ROWS_SHOWN].tolist(),
        values=_values(member, int(rows[0]), bench.records) if show_values else None,
    )


def _values(member: _Member, row: int, records: StandardRecords) -> dict[str, str | None]:
    fields = [part.partition(":")[0] for part in member.parts]
    if "names" in fields:
        fields += ["given_name", "family_name"] if "family_name" in records else ["full_name"]
    shown: dict[str, str | None] = {}
    for name in dict.fromkeys(fields):
        if name in records:
            column = records[name]
            code = int(column.codes[row])
            text = None if code < 0 else columns.distinct_values(column)[code].as_py()
            shown[name] = text
    return shown
