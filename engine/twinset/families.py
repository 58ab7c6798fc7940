"""The blocking families of a run together: its key rules, and what the others add to them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from twinset.blocking.candidates import Candidates, RuleBlocks, build_blocks
from twinset.blocking.keys import KeyBuilder
from twinset.comparison import ComparisonPlan
from twinset.config import Plan
from twinset.memory import UNLIMITED, Budget
from twinset.progress import SILENT, Progress
from twinset.selection import Selection, lay_out, select_rules
from twinset.types import Float64, PairList, StandardRecords


def choose_rules(
    standard: StandardRecords,
    comparisons: ComparisonPlan,
    random_levels: Sequence[Float64],
    plan: Plan,
    *,
    threads: int,
    budget: Budget = UNLIMITED,
    progress: Progress = SILENT,
) -> Selection:
    """The plan's own rules, laid out; or those that the data ask for."""
    families = plan.blocking.families
    if families != "auto" and "keys" not in families:
        return Selection((), (), ())
    if plan.blocking.rules == "auto":
        return select_rules(
            standard, comparisons, random_levels, plan.blocking,
            seed=plan.seed, threads=budget.threads(threads), progress=progress,
            on_disk=budget.tight,
        )  # fmt: skip
    builder = KeyBuilder(standard)
    rules = list(plan.blocking.rules)
    return Selection(rules, [lay_out(builder, rule, plan.blocking) for rule in rules], ())


def add_families(
    standard: StandardRecords, blocks: list[RuleBlocks], plan: Plan, *, threads: int
) -> Candidates:
    """The key rules (their ``blocks``, which the list gives away), and what the plan's other
    families propose: beside key rules for the records that these leave open
    (``blocking.complement``), else for all."""
    families = plan.blocking.families
    rules = Candidates.compact(standard.size, blocks, threads=threads)
    if families == "auto" or set(families) <= {"keys"}:
        return rules
    wanted: NDArray[np.bool_] | None = None
    if rules.rules:
        from twinset.blocking import complement

        wanted = complement.open_records(rules, threads=threads)
    lists: list[PairList] = []
    if "lsh" in families:
        from twinset.blocking.lsh import lsh_blocks

        bands = [
            build_blocks(band, max_block=plan.blocking.max_block)
            for band in lsh_blocks(standard, plan.blocking.lsh, seed=plan.seed, threads=threads)
        ]
        if wanted is None:
            rules = Candidates.compact(standard.size, bands, threads=threads)
        else:
            lists.append(complement.blocks_for("lsh", bands, wanted, threads=threads))
    if "sorted" in families:
        from twinset.blocking.sorted_neighbourhood import sorted_neighbourhood

        window = plan.blocking.sorted
        lists.append(
            sorted_neighbourhood(standard, window, threads=threads)
            if wanted is None
            else complement.sorted_for(standard, window, wanted, threads=threads)
        )
    if "neighbours" in families:
        from twinset.blocking.neighbours import nearest_neighbours

        queries = None if wanted is None else np.flatnonzero(wanted).astype(np.int32)
        lists.append(
            nearest_neighbours(
                standard, plan.blocking.neighbours,
                seed=plan.seed, threads=threads, queries=queries,
            )
        )  # fmt: skip
    for pairs in lists:
        rules = rules.with_list(pairs)
    return rules
