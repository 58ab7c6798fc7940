"""A share of a rule's keys says of any pair what all of them say, and stands for all pairs."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from twinset.blocking.keys import KeyBuilder, rule_name
from twinset.blocking.rule_sample import RuleSample, share_bits
from twinset.blocking.rule_sample import sample_rule as sample_by
from twinset.blocking.value_shares import ValueShares
from twinset.columns import from_arrow
from twinset.config import BlockingPlan, KeyRule
from twinset.pooled_sample import sample_pairs
from twinset.selection import lay_out
from twinset.types import StandardRecords

SIZE = 4000
RULES = [
    KeyRule(parts=parts)
    for parts in (
        ["family_name"],
        ["city"],
        ["email"],
        ["names"],
        ["email", "city"],
        ["email:local"],
        ["given_name", "city"],
        ["family_name", "email"],
    )
]


@pytest.fixture(params=["anchored", "one part alone is"], autouse=True)
def anchors(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether keys of several parts are drawn by the values of one of them, too."""
    least = 1 if request.param == "anchored" else 1 << 20
    monkeypatch.setattr("twinset.blocking.value_shares._LEAST_DRAWN", least)


@pytest.fixture(scope="module")
def builder() -> KeyBuilder:
    """Cities of which three are crowded; two emails a record, nulls among them."""
    rng = np.random.default_rng(3)

    def column(values: np.ndarray, prefix: str, nulls: float) -> pa.Array:
        texts = [f"{prefix}{value}" for value in values]
        return pa.array(texts, mask=rng.random(SIZE) < nulls)

    cities = np.where(rng.random(SIZE) < 0.5, rng.integers(0, 3, SIZE), rng.integers(3, 200, SIZE))
    fields = {
        "given_name": column(rng.integers(0, 90, SIZE), "g", 0.1),
        "family_name": column(rng.integers(0, 500, SIZE), "f", 0.1),
        "city": column(cities, "c", 0.2),
        "email": column(rng.integers(0, 1500, SIZE), "m", 0.2),
        "email_2": column(rng.integers(0, 1500, SIZE), "m", 0.7),
    }
    records = {name: from_arrow(cells) for name, cells in fields.items()}
    return KeyBuilder(StandardRecords(SIZE, records))


def sample_rule(builder: KeyBuilder, rule: KeyRule, plan: BlockingPlan, bits: int) -> RuleSample:
    shares = ValueShares.of(builder, RULES, bits=bits, max_block=plan.max_block)
    return sample_by(shares, rule, plan)


def some_pairs(builder: KeyBuilder, rule: KeyRule, plan: BlockingPlan) -> tuple[np.ndarray, ...]:
    """Pairs of the rule, and pairs of any rows."""
    rng = np.random.default_rng(4)
    left, right = sample_pairs(lay_out(builder, rule, plan), 5000, seed=1)
    rows = rng.permutation(SIZE).astype(np.int32)
    return np.append(left, rows[:2000]), np.append(right, rows[2000:])


@pytest.mark.parametrize("rule", RULES, ids=rule_name)
@pytest.mark.parametrize("oversized", ["refine", "drop"])
def test_meetings_are_those_of_all_blocks(
    builder: KeyBuilder, rule: KeyRule, oversized: str
) -> None:
    plan = BlockingPlan(max_block=60, oversized=oversized)  # type: ignore[arg-type]
    whole = lay_out(builder, rule, plan)
    left, right = some_pairs(builder, rule, plan)
    expected = whole.shared(left, right)
    agree = np.logical_and.reduce([builder.agree(part, left, right) for part in rule.parts])
    assert not expected[~agree].any()  # others have no key in common, and are not asked
    left, right, expected = left[agree], right[agree], expected[agree]
    assert expected.any()
    for bits in (0, 3):
        found = sample_rule(builder, rule, plan, bits)
        assert (found.shared(left, right) == expected).all()


@pytest.mark.parametrize("rule", RULES, ids=rule_name)
def test_all_keys_have_all_pairs(builder: KeyBuilder, rule: KeyRule) -> None:
    plan = BlockingPlan(max_block=60)
    assert sample_rule(builder, rule, plan, 0).pairs == lay_out(builder, rule, plan).pairs


@pytest.mark.parametrize("rule", RULES, ids=rule_name)
def test_a_share_stands_for_all(builder: KeyBuilder, rule: KeyRule) -> None:
    """Within 5 sigma of what a share of so many blocks gives."""
    plan = BlockingPlan(max_block=60)
    whole, found = lay_out(builder, rule, plan), sample_rule(builder, rule, plan, 2)
    (usual, scale), crowded = found.strata[0], found.strata[1:]
    assert scale == 4.0
    pairs = np.diff(usual.before)[: len(usual.rows)]
    blocks = np.bincount(np.unique(usual.ends, return_inverse=True)[1], weights=pairs)
    assert abs(found.pairs - whole.pairs) < 5 * scale * np.sqrt((blocks**2).sum())
    assert all(stands_for == 1.0 for _, stands_for in crowded)
    for blocks_of, _ in found.strata:
        left, right = sample_pairs(blocks_of, 2000, seed=2)
        assert (whole.shared(left, right) > 0).all()


@pytest.mark.parametrize("rule", [rule for rule in RULES if len(rule.parts) > 1], ids=rule_name)
@pytest.mark.parametrize("oversized", ["refine", "drop"])
def test_no_crowded_key_is_missed(builder: KeyBuilder, rule: KeyRule, oversized: str) -> None:
    """A key of more rows than a block may have is looked for among rows whose parts are dense."""
    plan = BlockingPlan(max_block=5, oversized=oversized)  # type: ignore[arg-type]
    found = sample_rule(builder, rule, plan, 0)
    assert found.pairs == lay_out(builder, rule, plan).pairs
    assert max(blocks.largest for blocks, _ in found.strata) <= 5
    if rule.parts == ["given_name", "city"]:
        assert found.crowded.any()


def test_values_of_equal_weight(builder: KeyBuilder) -> None:
    """Two emails a record are values of one part; of the cities three hold half of the rows."""
    shares = ValueShares.of(builder, RULES, bits=0, max_block=60)
    assert 1000 < shares.counts["email"].values < 1500
    assert 9 < shares.counts["city"].values < 15  # (3 (1/6)^2 + 197 (1/394)^2)^-1 is 11.9
    assert "email" not in shares.dense
    cities = builder.records["city"]
    often = np.bincount(cities.codes[cities.codes >= 0]) > 60
    assert often.sum() == 3
    assert (shares.dense["city"] == (cities.codes >= 0) & often[cities.codes]).all()


def test_small_bases_are_laid_out_whole() -> None:
    assert [share_bits(rows) for rows in (1, 262_143, 262_144, 1_000_000, 10_000_000)] == [
        0, 0, 2, 3, 7,
    ]  # fmt: skip
