"""Blocking rules proposed from the data alone, with what each would find and cost.

The search is the one that ``auto`` runs (``twinset.selection``): every rule of the pool that the
base has the fields for is laid out, so its pairs are exact; what is new to the rules before it, and
how many of that are matches, is estimated from a sample that the model has scored.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import msgspec

from twinset.comparison import plan_comparisons
from twinset.config import Plan
from twinset.errors import PlanError
from twinset.matching import scoring
from twinset.parallel import available_threads
from twinset.preparation import prepare
from twinset.progress import SILENT, Progress
from twinset.selection import RuleChoice, Selection, select_rules
from twinset.summary import Count, Share

_FURTHER = 5
"""Rules beyond the budget that are shown."""


class SuggestedRule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule, in the order in which rules are taken. ``pairs``, ``records`` and
    ``largest_block`` are exact; what is new to the rules before it is estimated."""

    rule: str
    parts: list[str]
    records: Count
    """Records that share their key with another."""
    coverage: Share
    """... of all records."""
    largest_block: Count
    pairs: Count
    new_pairs: Count
    new_matches: float
    matches_per_1000_pairs: float
    """Of the new pairs."""


class BlockingSuggestion(msgspec.Struct, frozen=True, kw_only=True):
    """The rules within the budget, and the next ones beyond it. No truth was looked at:
    matches and shares are estimates by the engine's own model."""

    schema_version: Literal[1] = 1
    rows: Count
    budget: Count
    """Candidate pairs, all rules together."""
    rules: list[SuggestedRule]
    pairs: Count
    """Estimated candidate pairs of all rules, each pair once."""
    pairs_per_record: float
    matches: float
    missed: Share | None
    """Estimated share of the matches that these rules miss, those included that no rule of the pool
    finds. Null where nothing can be estimated: all pairs are proposed, or none looks alike."""
    beyond: list[SuggestedRule]
    """What a larger budget would take next; new to the rules above and to each other."""
    estimated: Literal[True] = True


def suggestion_schema() -> dict[str, Any]:
    """The JSON Schema of what ``twinset blocking suggest --json`` prints."""
    return msgspec.json.schema(BlockingSuggestion)


def suggest(
    source: Any,
    plan: Plan | str | Path | None = None,
    *,
    budget: int | None = None,
    threads: int | None = None,
    progress: Progress = SILENT,
) -> tuple[BlockingSuggestion, Plan]:
    """Propose rules for ``source`` (as for ``dedupe``), and the plan that uses them.

    ``budget`` is in candidate pairs of the whole base; by default the plan's
    ``blocking.pairs_per_record`` for each record. Raises ``InputError`` and ``PlanError``.
    """
    if budget is not None and budget < 1:
        raise PlanError("a budget of no pairs", hint="give at least one candidate pair")
    threads = threads or available_threads()
    prepared = prepare(source, plan, threads=threads, progress=progress)
    settings, standard = prepared.plan, prepared.standard
    comparisons = plan_comparisons(standard, settings.model)
    levels = scoring.random_levels(comparisons, standard, seed=settings.seed, threads=threads)
    pairs = budget or round(settings.blocking.pairs_per_record * standard.size)

    blocking = msgspec.structs.replace(settings.blocking, pairs_per_record=pairs / standard.size)
    selection = select_rules(
        standard, comparisons, levels, blocking,
        seed=settings.seed, threads=threads, progress=progress, look_beyond=True,
    )  # fmt: skip
    rules = _rules(selection, standard.size)
    found = sum(rule.new_pairs for rule in rules)
    matches = sum(rule.new_matches for rule in rules)
    further = [] if selection.beyond is None else _rules(selection.beyond, standard.size)
    suggestion = BlockingSuggestion(
        rows=standard.size,
        budget=pairs,
        rules=rules,
        pairs=found,
        pairs_per_record=found / standard.size,
        matches=matches,
        missed=_missed(selection, matches),
        beyond=further[:_FURTHER],
    )
    chosen = msgspec.structs.replace(blocking, rules=list(selection.rules))
    return suggestion, msgspec.structs.replace(settings, blocking=chosen)


def _rules(selection: Selection, rows: int) -> list[SuggestedRule]:
    return [
        SuggestedRule(
            rule=choice.name,
            parts=list(rule.parts),
            records=blocks.records,
            coverage=blocks.records / rows,
            largest_block=blocks.largest,
            pairs=choice.pairs,
            new_pairs=round(_new_pairs(choice)),
            new_matches=min(choice.new_matches, _new_pairs(choice)),
            matches_per_1000_pairs=1000
            * min(choice.new_matches, _new_pairs(choice))
            / max(1.0, _new_pairs(choice)),
        )
        for rule, blocks, choice in zip(
            selection.rules, selection.blocks, selection.choices, strict=True
        )
    ]


def _new_pairs(choice: RuleChoice) -> float:
    """An estimate from a sample may be above what is known exactly."""
    return min(choice.new_pairs, float(choice.pairs))


def _missed(selection: Selection, matches: float) -> float | None:
    """Of the matches of the whole pool, and of those that even it misses; None for a base so small
    that all pairs are looked at, or without a match in sight."""
    if selection.matches <= 0.0:
        return None
    everything = selection.matches / max(1e-9, 1.0 - selection.missing)
    return min(1.0, max(0.0, 1.0 - matches / everything))
