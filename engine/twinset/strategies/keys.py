"""Key rules: exact keys that a user writes down, and conjunctions that the data choose."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from twinset.blocking.candidates import Candidates
from twinset.blocking.keys import KeyBuilder
from twinset.config import BlockingPlan, KeyRule
from twinset.errors import PlanError
from twinset.strategies.base import BlockingTask, FittedStrategy, Strategy
from twinset.strategies.candidate_pairs import CandidatePairs


class Keys(Strategy, frozen=True, kw_only=True):
    """Exact keys: the records that agree on every part of a rule (Fellegi, Sunter, "A Theory for
    Record Linkage", JASA 64, 1969, section 3; "standard blocking")."""

    name: ClassVar[str] = "keys"

    rules: str
    """Rules with ; between them, their parts with &: "email;family_name:soundex&birth_date:year".
    Parts are those of the plan's ``[[blocking.rules]]``."""
    max_block: Annotated[int, msgspec.Meta(ge=2)] = 1000
    oversized: str = "refine"
    """What becomes of larger blocks: refine (split by further fields), or drop."""

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Lay out the blocks of every rule."""
        from twinset.selection import lay_out

        if self.oversized not in ("refine", "drop"):
            raise PlanError("keys: oversized must be refine or drop")
        plan = BlockingPlan(
            max_block=self.max_block,
            oversized="refine" if self.oversized == "refine" else "drop",
        )
        rules = [KeyRule(parts=rule.split("&")) for rule in self.rules.split(";") if rule]
        if not rules:
            raise PlanError("keys: no rule", hint='write keys:rules="email;names&birth_date"')
        builder = KeyBuilder(task.records)
        blocks = [lay_out(builder, rule, plan) for rule in rules]
        return CandidatePairs(Candidates(task.size, blocks), task)


class Learned(Strategy, frozen=True, kw_only=True):
    """Learned key conjunctions: what ``auto`` takes. From a pool of some fifty conjunctions those
    with the most new matches per new pair, without labels (``twinset.selection``; the idea of
    learning disjunctions of conjunctions: Bilenko, Kamath, Mooney, "Adaptive Blocking: Learning to
    Scale Up Record Linkage", ICDM 2006, section 3)."""

    name: ClassVar[str] = "learned"

    budget: Annotated[float, msgspec.Meta(gt=0)] = 15.0
    """Candidate pairs a record, at most."""
    max_block: Annotated[int, msgspec.Meta(ge=2)] = 1000

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Compare a sample of the pool's pairs, fit the model to it, and choose."""
        from twinset.comparison import plan_comparisons
        from twinset.matching.scoring import random_levels
        from twinset.selection import select_rules

        comparisons = plan_comparisons(task.records)
        levels = random_levels(comparisons, task.records, seed=task.seed, threads=task.threads)
        plan = BlockingPlan(pairs_per_record=self.budget, max_block=self.max_block)
        selection = select_rules(
            task.records, comparisons, levels, plan, seed=task.seed, threads=task.threads
        )
        return CandidatePairs(Candidates(task.size, list(selection.blocks)), task)
