"""Rules under which a row has several keys: the stream against Python sets of values."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from twinset.blocking import candidates
from twinset.blocking.candidates import Candidates, RuleBlocks, build_blocks
from twinset.blocking.keys import KeyBuilder
from twinset.columns import from_arrow
from twinset.config import KeyRule
from twinset.pooled_sample import sample_pairs
from twinset.types import BlockKeys, PairList, StandardRecords

Row = list[int]
Rule = list[Row]
Pair = tuple[int, int]


def naive(rule: Rule) -> set[Pair]:
    """The pairs of rows that share a key other than 0."""
    own = [{key for key in row if key} for row in rule]
    return {(a, b) for a, b in combinations(range(len(rule)), 2) if own[a] & own[b]}


def blocks(rule: Rule, max_block: int = 1000) -> RuleBlocks:
    keys = np.array(rule, np.uint64)
    return build_blocks(
        BlockKeys("rule", keys if keys.shape[1] > 1 else keys[:, 0]), max_block=max_block
    )


def stream(found: Candidates) -> list[list[Pair]]:
    pairs: list[list[Pair]] = [[] for _ in found.names]
    for unit in found.units():
        tile = found.expand(unit)
        pairs[tile.rule] += zip(tile.left.tolist(), tile.right.tolist(), strict=True)
    return pairs


def rule_of(rows: int) -> st.SearchStrategy[Rule]:
    return st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 7), min_size=width, max_size=width),
            min_size=rows,
            max_size=rows,
        )
    )


bases = st.integers(1, 40).flatmap(
    lambda rows: st.tuples(
        st.lists(rule_of(rows), min_size=1, max_size=4),
        st.sets(st.sampled_from(list(combinations(range(rows), 2)) or [(0, 0)]), max_size=20),
    )
)
TWICE: list[Rule] = [[[1, 2], [2, 1]], [[1, 0], [1, 1]]]
"""Two rows that share both their values, in another order; a value that a row has twice."""


@pytest.mark.parametrize("tile", [1, 7, 1 << 18])
@given(case=bases)
@example(case=(TWICE, set()))
@settings(max_examples=80, deadline=None)
def test_each_pair_once_and_with_its_first_rule(
    tile: int, case: tuple[list[Rule], set[Pair]]
) -> None:
    rules, listed = case
    listed -= {(0, 0)}
    left, right = np.array(sorted(listed), np.int32).reshape(-1, 2).T.copy()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "TILE_PAIRS", tile)
        found = Candidates(
            len(rules[0]), [blocks(rule) for rule in rules], [PairList("list", left, right)]
        )
        got = stream(found)
    proposed = [*map(naive, rules), listed]
    earlier: set[Pair] = set()
    for own, pairs in zip(proposed, got, strict=True):
        assert len(pairs) == len(set(pairs))
        assert set(pairs) == own - earlier
        assert all(a < b for a, b in pairs)
        earlier |= own
    asked = sorted(earlier)
    left, right = np.array(asked, np.int32).reshape(-1, 2).T.copy()
    for pair, bits in zip(asked, found.proposing(left, right).tolist(), strict=True):
        assert bits == sum(1 << r for r, own in enumerate(proposed) if pair in own)
    for rule, report in zip(rules, found.reports([len(pairs) for pairs in got]), strict=False):
        assert report.records == len({row for pair in naive(rule) for row in pair})
        assert report.pairs >= report.new_pairs


@given(case=bases)
@settings(max_examples=40, deadline=None)
def test_multiplicities_give_the_size_of_the_union(case: tuple[list[Rule], set[Pair]]) -> None:
    """What the choice of rules rests on: all positions of all rules, each weighed by one over the
    number of times that its pair is met, sum to the distinct pairs."""
    laid = [blocks(rule) for rule in case[0]]
    drawn = [sample_pairs(rule, 10**6, 1) for rule in laid]
    left, right = (np.concatenate(side) for side in zip(*drawn, strict=True))
    meetings = sum(rule.shared(left, right) for rule in laid)
    union = set().union(*map(naive, case[0]))
    assert np.isclose((1 / meetings).sum() if len(left) else 0.0, len(union))


def test_oversized_blocks_are_refined_and_others_kept() -> None:
    """Value 1 is everybody's: its block is split by evenness; value pairs 10.. are untouched."""
    rule = [[1, 10 + row // 2] for row in range(10)]

    def refine(keys: np.ndarray, rows: np.ndarray, step: int) -> bool:
        if step:
            return False
        keys[:] = keys * np.uint64(1000) + (rows & 1).astype(np.uint64)
        return True

    found = build_blocks(BlockKeys("r", np.array(rule, np.uint64)), max_block=5, refine=refine)
    wanted = {(a, b) for a, b in combinations(range(10), 2) if a // 2 == b // 2 or (a ^ b) & 1 == 0}
    assert set(stream(Candidates(10, [found]))[0]) == wanted
    assert (found.oversized, found.pairs_before, found.pairs) == (1, 45 + 5, 20 + 5)


def records(**fields: list[str | None]) -> StandardRecords:
    columns = {name: from_arrow(pa.array(cells, pa.string())) for name, cells in fields.items()}
    return StandardRecords(len(next(iter(fields.values()))), columns)


def pairs_of(base: StandardRecords, *parts: str) -> list[Pair]:
    keys = KeyBuilder(base).keys(KeyRule(parts=list(parts)))
    return sorted(stream(Candidates(base.size, [build_blocks(keys, max_block=100)]))[0])


def test_any_value_meets_any_value() -> None:
    base = records(
        email=["ann@x.de", "bob@y.de", "ann@z.de", None],
        email_2=["ann@y.de", "ann@x.de", None, "ann@z.de"],
        given_name=["ann", "ann", "bob", "bob"],
    )
    assert pairs_of(base, "email") == [(0, 1), (2, 3)]
    assert pairs_of(base, "email:local") == [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    assert pairs_of(base, "email:local", "given_name") == [(0, 1), (2, 3)]
    assert pairs_of(base, "email_2") == []  # a column by its own name is that column alone


def test_two_several_valued_parts_meet_in_any_combination() -> None:
    base = records(
        email=["a@x.de", "b@x.de", "a@x.de"], email_2=["b@x.de", None, None],
        phone=["1", "2", "3"], phone_2=["2", None, None],
    )  # fmt: skip
    assert pairs_of(base, "email", "phone") == [(0, 1)]
    assert KeyBuilder(base).keys(KeyRule(parts=["email", "phone"])).keys.shape == (3, 4)


def test_one_value_a_record_is_one_key_a_row() -> None:
    base = records(email=["a@x.de", None], phone=["1", "2"])
    assert KeyBuilder(base).keys(KeyRule(parts=["email"])).keys.shape == (2,)
