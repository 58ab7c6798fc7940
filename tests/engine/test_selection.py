"""Rules chosen from the data: they find what was planted, within the budget, the same each time."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from twinset import selection as selection_module
from twinset.blocking.candidates import Candidates, build_blocks
from twinset.blocking.keys import KeyBuilder
from twinset.blocking.rule_pool import possible_rules
from twinset.columns import from_arrow
from twinset.comparison import plan_comparisons
from twinset.config import BlockingPlan, KeyRule
from twinset.matching.scoring import random_levels
from twinset.pooled_sample import sample_pairs
from twinset.selection import Selection, select_rules
from twinset.types import BlockKeys, StandardRecords

SIZE = 1200
COPIES = 300


def base() -> StandardRecords:
    """Row 1200 + i is a copy of row i with one field changed."""
    rng = np.random.default_rng(5)
    dates = rng.integers([1950, 1, 0], [1999, 9, 9], (SIZE, 3))
    fields = {
        "given_name": [f"g{n}x" for n in rng.integers(0, 80, SIZE)],
        "family_name": [f"f{n}y" for n in rng.integers(0, 200, SIZE)],
        "birth_date": [f"{year}0{month}1{day}" for year, month, day in dates],
        "city": [f"c{n}" for n in rng.integers(0, 30, SIZE)],
        "email": [f"m{n}@x.org" for n in range(SIZE)],
    }
    names = list(fields)
    for name in names:
        fields[name] += fields[name][:COPIES]
    for row in range(COPIES):
        fields[names[row % len(names)]][SIZE + row] = f"z{row}@q.org"
    columns = {name: from_arrow(pa.array(cells)) for name, cells in fields.items()}
    return StandardRecords(SIZE + COPIES, columns)


@pytest.fixture(scope="module")
def records() -> StandardRecords:
    return base()


def select(records: StandardRecords, threads: int = 1, **plan: object) -> Selection:
    comparisons = plan_comparisons(records)
    levels = random_levels(comparisons, records)
    return select_rules(records, comparisons, levels, BlockingPlan(**plan), threads=threads)  # type: ignore[arg-type]


def names_of(records: StandardRecords) -> list[str]:
    return [comparison.name for comparison in plan_comparisons(records).comparisons]


def candidates(records: StandardRecords, selection: Selection) -> set[tuple[int, int]]:
    found = Candidates(records.size, selection.blocks)
    pairs: set[tuple[int, int]] = set()
    for unit in found.units():
        tile = found.expand(unit)
        pairs |= set(zip(tile.left.tolist(), tile.right.tolist(), strict=True))
    return pairs


def test_planted_duplicates_are_candidates(records: StandardRecords) -> None:
    pairs = candidates(records, select(records))
    planted = {(row, SIZE + row) for row in range(COPIES)}
    assert len(planted & pairs) >= 0.99 * COPIES


def test_pairs_beyond_those_that_are_free_must_bring_links(
    records: StandardRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection_module, "_LIKELY", 1.1)  # no match is a link
    assert select(records).rules  # of so few rows any pair is free
    monkeypatch.setattr(selection_module, "_FREE_PAIRS", 0)
    assert not select(records).rules


def test_rules_that_are_named_leave_the_same_pairs_as_when_they_are_chosen(
    records: StandardRecords,
) -> None:
    chosen = select(records)
    named = select(records, rules=list(chosen.rules))
    assert named.rules == chosen.rules
    assert named.choices == chosen.choices
    for found, wanted in zip(named.blocks, chosen.blocks, strict=True):
        assert found.rows.tolist() == wanted.rows.tolist()
    assert named.further is not None
    assert chosen.further is not None
    assert named.further.weight.tolist() == chosen.further.weight.tolist()
    assert len(named.further.weight) > 0


def test_pairs_left_out_are_of_no_rule_taken(records: StandardRecords) -> None:
    found = select(records, rules=[KeyRule(parts=["email"])])
    assert found.further is not None
    email = names_of(records).index("email")
    levels = found.further.patterns.levels[found.further.index, email]
    exact = plan_comparisons(records).comparisons[email].exact
    assert (levels != exact).all()
    assert len(levels) > 1000


@pytest.mark.parametrize("budget", [0.5, 2.0, 15.0])
def test_the_budget_is_kept(records: StandardRecords, budget: float) -> None:
    """Estimated from a sample, so kept to within its error."""
    selection = select(records, pairs_per_record=budget)
    assert selection.rules
    assert sum(choice.new_pairs for choice in selection.choices) <= budget * records.size
    assert len(candidates(records, selection)) <= 1.15 * budget * records.size


def test_estimates_agree_with_what_is_found(records: StandardRecords) -> None:
    selection = select(records)
    assert [c.pairs for c in selection.choices] == [b.pairs for b in selection.blocks]
    found = len(candidates(records, selection))
    assert sum(choice.new_pairs for choice in selection.choices) == pytest.approx(found, rel=0.15)


def test_repeats_and_threads(records: StandardRecords) -> None:
    first = select(records)
    for other in (select(records), select(records, threads=2)):
        assert other.rules == first.rules
        assert other.choices == first.choices
        assert other.missing == first.missing


def test_pool_holds_what_the_fields_allow(records: StandardRecords) -> None:
    known = {*records.fields, "names"}
    rules = possible_rules(KeyBuilder(records))
    assert {part.partition(":")[0] for rule in rules for part in rule.parts} == known


def test_nothing_to_choose_from() -> None:
    empty = StandardRecords(400, {})
    selection = select(empty)
    assert not selection.rules


def test_pairs_are_sampled_evenly() -> None:
    """Blocks of all places of the layout get their share: ten deciles within 6 sigma."""
    keys = np.repeat(np.arange(1, 1001, dtype=np.uint64), 20)
    blocks = build_blocks(BlockKeys("rule", keys), max_block=100)
    left, right = sample_pairs(blocks, 10_000, seed=3)
    assert (keys[left] == keys[right]).all()
    assert (left < right).all()
    deciles = np.bincount(left // 2000, minlength=10)
    assert (abs(deciles - 1000) < 6 * 30).all()


def test_few_pairs_are_all_sampled() -> None:
    blocks = build_blocks(BlockKeys("rule", np.array([1, 1, 1, 2, 2], np.uint64)), max_block=9)
    left, right = sample_pairs(blocks, 4, seed=3)
    assert set(zip(left.tolist(), right.tolist(), strict=True)) == {(0, 1), (0, 2), (1, 2), (3, 4)}
    nothing = build_blocks(BlockKeys("rule", np.zeros(5, np.uint64)), max_block=9)
    assert len(sample_pairs(nothing, 4, seed=3)[0]) == 0


def test_tiny_bases_are_compared_whole() -> None:
    selection = select(StandardRecords(3, {}))
    assert [blocks.pairs for blocks in selection.blocks] == [3]
