"""The blocking families of a run together: its key rules, and what the others add to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from twinset.blocking.candidates import Candidates, RuleBlocks, build_blocks
from twinset.comparison import ComparisonPlan
from twinset.config import Plan
from twinset.memory import UNLIMITED, Budget
from twinset.parallel import map_ordered
from twinset.progress import SILENT, Progress
from twinset.selection import Selection, select_rules
from twinset.types import BlockKeys, Float64, Int32, PairList, StandardRecords


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
    return select_rules(
        standard, comparisons, random_levels, plan.blocking,
        seed=plan.seed, threads=budget.threads(threads), progress=progress, on_disk=budget.tight,
    )  # fmt: skip


def add_families(
    standard: StandardRecords,
    selection: Selection,
    blocks: list[RuleBlocks],
    plan: Plan,
    *,
    threads: int,
) -> Candidates:
    """The key rules (their ``blocks``, which the list gives away), and what the plan's other
    families propose: beside key rules for the records that these are likely to have missed
    (``blocking.complement``), else for all."""
    families = plan.blocking.families
    rules = Candidates.compact(standard.size, blocks, threads=threads)
    if families == "auto" or set(families) <= {"keys"}:
        return rules
    if not rules.rules:
        return _alone(standard, rules, plan, threads)
    for pairs in _beside_keys(standard, selection, rules, plan, threads):
        rules = rules.with_list(pairs)
    return rules


def _beside_keys(
    standard: StandardRecords, selection: Selection, rules: Candidates, plan: Plan, threads: int
) -> list[PairList]:
    """What the other families propose for the records that the rules are likely to have missed."""
    from twinset.blocking.complement import (
        Complement,
        Family,
        band_searches,
        sketch_searches,
        window_searches,
    )
    from twinset.blocking.lsh import complement_bands
    from twinset.blocking.neighbours import signs_for

    section, seed = plan.blocking, plan.seed
    queries = _queries(standard, selection, rules, threads)
    sketches = signs_for(standard, seed=seed, threads=threads)
    families = []
    if "lsh" in section.families:
        bands = complement_bands(standard, section.lsh, seed=seed, threads=threads)
        families.append(Family("lsh", band_searches(bands, section.max_block)))
    if "sorted" in section.families:
        windows = window_searches(standard, section.sorted, threads=threads)
        families.append(Family("sorted neighbourhood", windows))
    if "neighbours" in section.families:
        families.append(Family("neighbours", sketch_searches(sketches, section.max_block)))
    return Complement(rules, queries, sketches, threads).nearest(families)


def _queries(
    standard: StandardRecords, selection: Selection, rules: Candidates, threads: int
) -> Int32:
    """The rows that other families search a partner for."""
    from twinset.blocking.likely_missed import (
        chances_of_being_missed,
        likely_missed,
        without_partner,
    )

    judged = selection.judged
    if judged is None:
        return np.arange(standard.size, dtype=np.int32)
    chances = chances_of_being_missed(standard, selection.rules, rules, judged, threads=threads)
    alone = without_partner(rules, judged, likely_missed(chances), threads=threads)
    return np.flatnonzero(alone).astype(np.int32)


def _alone(standard: StandardRecords, rules: Candidates, plan: Plan, threads: int) -> Candidates:
    """What the families propose for all records, where there are no key rules."""
    families = plan.blocking.families
    if "lsh" in families:
        bands = list(_lsh_bands(standard, plan, threads))
        rules = Candidates.compact(standard.size, bands, threads=threads)
    if "sorted" in families:
        from twinset.blocking.sorted_neighbourhood import sorted_neighbourhood

        found = sorted_neighbourhood(standard, plan.blocking.sorted, threads=threads)
        rules = rules.with_list(found)
    if "neighbours" in families:
        from twinset.blocking.neighbours import nearest_neighbours

        settings = plan.blocking.neighbours
        rules = rules.with_list(
            nearest_neighbours(standard, settings, seed=plan.seed, threads=threads)
        )
    return rules


def _lsh_bands(standard: StandardRecords, plan: Plan, threads: int) -> Iterator[RuleBlocks]:
    from twinset.blocking.lsh import iter_lsh_blocks

    def lay_out_band(band: BlockKeys) -> RuleBlocks:
        return build_blocks(band, max_block=plan.blocking.max_block)

    bands = iter_lsh_blocks(standard, plan.blocking.lsh, seed=plan.seed, threads=threads)
    yield from map_ordered(lay_out_band, bands, threads)
