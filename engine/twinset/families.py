"""The blocking families of a run together: its key rules, and what the others add to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

import numpy as np

from twinset.blocking.candidates import Candidates, RuleBlocks, build_blocks
from twinset.blocking.sorted_neighbourhood import sorted_distinct
from twinset.comparison import ComparisonPlan
from twinset.config import Plan
from twinset.memory import UNLIMITED, Budget
from twinset.pair_codes import pack_pairs, unpack_pairs
from twinset.parallel import map_ordered
from twinset.progress import SILENT, Progress
from twinset.selection import Selection, select_rules
from twinset.types import BlockKeys, Bool, Float64, PairList, StandardRecords


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
    wanted = _likely_missed(standard, selection, rules, threads)
    alone = _without_partner(selection, rules, wanted, threads)
    for pairs in _complement(standard, rules, alone, set(families), plan, threads):
        rules = rules.with_list(pairs)
    return rules


def search_neighbours(
    standard: StandardRecords,
    selection: Selection,
    candidates: Candidates,
    uncovered: Bool,
    plan: Plan,
    *,
    threads: int,
) -> PairList:
    """What the families beside key rules propose together for the ``uncovered`` records (rows,)
    that the rules are likely to have missed; where there are no rules, for each the nearest."""
    if candidates.rules:
        rules = candidates.rules_alone()
        wanted = _likely_missed(standard, selection, rules, threads) & uncovered
        every = {"lsh", "sorted", "neighbours"}
        found = _complement(standard, rules, wanted, every, plan, threads, trained=True)
        packed = [pack_pairs(pairs.left, pairs.right) for pairs in found]
        return PairList("neighbours", *unpack_pairs(sorted_distinct(np.concatenate(packed))))
    from twinset.blocking.neighbours import nearest_neighbours

    settings, queries = plan.blocking.neighbours, np.flatnonzero(uncovered).astype(np.int32)
    return nearest_neighbours(standard, settings, seed=plan.seed, threads=threads, queries=queries)


def _likely_missed(
    standard: StandardRecords, selection: Selection, rules: Candidates, threads: int
) -> Bool:
    """(rows,): whether the key rules are likely to have missed a partner of the record."""
    from twinset.blocking.likely_missed import chances_of_being_missed, likely_missed

    judged = selection.judged
    if judged is None:
        return np.ones(standard.size, np.bool_)
    return likely_missed(
        chances_of_being_missed(standard, selection.rules, rules, judged, threads=threads)
    )


def _without_partner(selection: Selection, rules: Candidates, wanted: Bool, threads: int) -> Bool:
    """(rows,): those of the wanted records that no key rule surely found a partner for."""
    from twinset.blocking.likely_missed import without_partner

    if selection.judged is None:
        return wanted
    return without_partner(rules, selection.judged, wanted, threads=threads)


def _complement(
    standard: StandardRecords,
    rules: Candidates,
    wanted: Bool,
    names: Set[str],
    plan: Plan,
    threads: int,
    *,
    trained: bool = False,
) -> list[PairList]:
    """What the families of these names propose beside key rules for the wanted records (rows,);
    when the model is ``trained``, which then weighs what it has not seen.

    What they meet by is made when it is asked for: while a family's is made, another is searched.
    """
    from twinset.blocking.complement import (
        Complement,
        Family,
        Search,
        band_searches,
        sketch_searches,
        window_searches,
    )
    from twinset.blocking.lsh import complement_bands
    from twinset.blocking.neighbours import signs_for

    section, seed = plan.blocking, plan.seed
    sketches = signs_for(standard, seed=seed, threads=threads)

    queries = np.flatnonzero(wanted).astype(np.int32)
    complement = Complement(rules, queries, sketches, threads, trained=trained)
    # beside the others all twelve parts find 40 of 3033 matches (1M generated contacts)
    few = complement.many and len(names - {"keys"}) > 1

    def bands() -> Iterator[Search]:
        keys = complement_bands(standard, section.lsh, seed=seed, threads=threads)
        yield from band_searches(keys, section.max_block)

    families = {
        "lsh": Family("lsh", bands()),
        "sorted": Family(
            "sorted neighbourhood", window_searches(standard, section.sorted, threads=threads)
        ),
        "neighbours": Family("neighbours", sketch_searches(sketches, section.max_block, few=few)),
    }
    return complement.nearest([family for name, family in families.items() if name in names])


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
