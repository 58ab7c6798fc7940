"""What sharing several values weighs, where values go together."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from twinset.columns import from_distinct
from twinset.comparison import plan_comparisons
from twinset.matching import scoring
from twinset.matching.frequencies import LogFrequencies, log_frequencies
from twinset.matching.gains import frequency_gains
from twinset.matching.joint_frequencies import (
    JointFrequencies,
    joint_frequencies,
    stratum_ratios,
)
from twinset.matching.model import FellegiSunterModel
from twinset.matching.tiles import ComparedTile
from twinset.matching.training import Restraints
from twinset.types import StandardRecords

ROWS, VALUES = 6000, 120


def base(seed: int, apart: float, columns: tuple[str, ...] = ("country",)) -> StandardRecords:
    """Names of three countries; ``apart`` of the names are taken from the own country's lists."""
    random = np.random.default_rng(seed)
    country = random.choice(3, ROWS, p=[0.6, 0.3, 0.1])

    def names(prefix: str) -> tuple[np.ndarray, list[str]]:
        own = country * (VALUES // 3) + random.integers(0, VALUES // 3, ROWS)
        anyone = random.integers(0, VALUES, ROWS)
        codes = np.where(random.random(ROWS) < apart, own, anyone).astype(np.int32)
        return codes, [f"{prefix}{n:03}" for n in range(VALUES)]

    fields = {
        "given_name": from_distinct(*names("g")),
        "family_name": from_distinct(*names("f")),
    }
    for name in columns:
        codes = country.astype(np.int32) if name == "country" else random.integers(0, 3, ROWS)
        fields[name] = from_distinct(codes.astype(np.int32), ["austria", "brazil", "chile"])
    return StandardRecords(ROWS, fields)


def found(records: StandardRecords) -> JointFrequencies:
    joint = joint_frequencies(plan_comparisons(records), records)
    assert joint is not None
    return joint


def coincidences(*codes: np.ndarray) -> float:
    """How likely two random records have equal codes, in all of them."""
    counts = np.unique(np.stack(codes), axis=1, return_counts=True)[1]
    return float((counts * (counts - 1)).sum()) / (ROWS * (ROWS - 1))


@pytest.mark.parametrize("apart", [0.5, 0.95])
def test_the_excess_is_how_much_more_often_records_agree_on_both(apart: float) -> None:
    records = base(1, apart)
    given, family = (records[name].codes for name in ("given_name", "family_name"))
    wanted = coincidences(given, family) / coincidences(given) / coincidences(family)
    assert wanted > 1.1
    assert found(records).log_excess((0, 1)) == pytest.approx(np.log(wanted), abs=0.05)


def test_the_lift_of_two_values_is_how_much_more_often_they_stand_together() -> None:
    records = base(2, 0.7)
    joint = found(records)
    given, family = (records[name].codes for name in ("given_name", "family_name"))
    wanted, told = [], []
    # from a brazilian and a chilean list, and from two brazilian ones
    for one, other in product(range(40, 60), [*range(40, 60), *range(80, 100)]):
        both = np.count_nonzero((given == one) & (family == other))
        rows = np.flatnonzero(given == one)[:1], np.flatnonzero(family == other)[:1]
        expected = np.count_nonzero(given == one) * np.count_nonzero(family == other) / ROWS
        ratios = joint.ratios[0][given[rows[0]]] * joint.ratios[1][family[rows[1]]]
        wanted.append((both, expected))
        told.append(float((ratios * joint.shares((0, 1))).sum()) * expected)
    same = np.arange(len(told)) % 40 < 20
    for part in (same, ~same):
        counted = sum(both for (both, _), is_in in zip(wanted, part, strict=True) if is_in)
        assert float(np.array(told)[part].sum()) == pytest.approx(counted, rel=0.2)
    assert np.array(told)[same].sum() > 3 * np.array(told)[~same].sum()


def test_the_column_that_explains_most_is_taken() -> None:
    assert found(base(3, 0.9, ("category_x", "country", "unit"))).stratum == "country"


@pytest.mark.parametrize("records", [base(4, 0.0), base(5, 0.9, ()), base(6, 0.9, ("unit",))])
def test_none_where_no_column_explains_anything(records: StandardRecords) -> None:
    assert joint_frequencies(plan_comparisons(records), records) is None


def test_nothing_depends_on_how_texts_are_numbered() -> None:
    records = base(7, 0.8)
    turned = {}
    for name, column in records.fields.items():
        order = np.random.default_rng(8).permutation(column.distinct)
        texts = [bytes(column.data[a:b]).decode() for a, b in _slices(column.offsets)]
        turned[name] = from_distinct(
            np.argsort(order).astype(np.int32)[column.codes], [texts[n] for n in order]
        )
    left, right = (np.arange(n, n + 2000, dtype=np.int32) for n in (0, 3000))
    one, other = found(records), found(StandardRecords(ROWS, turned))
    np.testing.assert_array_equal(
        one.log_lift((0, 1), left, right), other.log_lift((0, 1), left, right)
    )
    assert one.log_excess((0, 1)) == other.log_excess((0, 1))


def _slices(offsets: np.ndarray) -> list[tuple[int, int]]:
    return list(zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=1, max_size=80))
def test_ratios_are_those_of_shares(counts: list[list[int]]) -> None:
    table = np.array(counts, np.int64)
    ratios = stratum_ratios(table)
    assert (ratios >= 0).all()
    overall = table.sum(axis=0) / max(1, table.sum())
    if table.any():
        np.testing.assert_allclose(ratios @ overall, 1.0, rtol=1e-5)
    np.testing.assert_array_equal(ratios[:, overall == 0], 1.0)


def test_rare_values_say_nothing_where_only_duplicates_hold_them_together() -> None:
    frequent = np.random.default_rng(1).multinomial(60, [0.5, 0.5], 200)
    pairs = np.tile([[2, 0], [0, 2]], (100, 1))
    ratios = stratum_ratios(np.concatenate([frequent, pairs]))
    np.testing.assert_allclose(ratios, 1.0, atol=0.1)


def test_rare_values_follow_frequent_ones_that_are_decided() -> None:
    frequent = np.tile([[60, 0], [0, 60]], (100, 1))
    rare = np.tile([[2, 0], [0, 2]], (100, 1))
    ratios = stratum_ratios(np.concatenate([frequent, rare]))
    np.testing.assert_allclose(ratios[200:], np.tile([[2.0, 0.0], [0.0, 2.0]], (100, 1)), atol=0.1)


def test_decided_frequent_values_do_not_speak_for_rare_ones_that_are_not() -> None:
    """1 January is one country's, 14 March is not."""
    frequent = np.tile([[60, 0], [0, 60]], (100, 1))
    rare = np.random.default_rng(2).multinomial(6, [0.5, 0.5], 2000)
    ratios = stratum_ratios(np.concatenate([frequent, rare]))
    assert ratios[:200].max() > 1.95
    assert ratios[200:].max() < 1.35


def trained(records: StandardRecords) -> tuple[FellegiSunterModel, np.ndarray, ComparedTile]:
    """A model that shares names by chance in some classes, levels and pairs."""
    plan = plan_comparisons(records)
    random_levels = scoring.random_levels(plan, records)
    table = Restraints.of(plan.comparisons, random_levels).start
    classes = ("match", "random", "household", "namesake")
    chance = np.zeros((4, len(plan.comparisons)), np.bool_)
    chance[1], chance[2, 0], chance[3, :2] = True, True, True
    rows = np.random.default_rng(9).integers(0, ROWS, (2, 400)).astype(np.int32)
    rows = np.sort(rows[:, rows[0] != rows[1]], axis=0)
    levels = np.random.default_rng(10).choice([-1, 0, 6], (rows.shape[1], len(plan.comparisons)))
    shares = []
    for c, x in enumerate(plan.comparisons):
        start = table[[0, 1, 1, 0], c, 1 : 1 + len(x.labels)]
        shares.append(start)
    model = FellegiSunterModel(
        tuple(x.name for x in plan.comparisons),
        tuple(x.labels for x in plan.comparisons),
        classes,
        ROWS,
        np.full(4, 0.1),
        tuple(shares),
        tuple(np.full(share.shape, -5.0) for share in shares),
        chance,
        np.zeros((4, len(plan.comparisons))),
    )
    every = np.arange(rows.shape[1], dtype=np.int32)
    return model, levels.astype(np.int8), ComparedTile(rows[0], rows[1], every)


def test_gains_are_those_of_a_slow_twin() -> None:
    records = base(11, 0.9)
    joint = found(records)
    model, levels, pairs = trained(records)
    told = joint.gains(model, pairs.left, pairs.right, levels)
    excess = joint.log_excess((0, 1))
    checked = 0
    for n, (left, right) in enumerate(zip(pairs.left, pairs.right, strict=True)):
        lift = 0.0
        if (levels[n, :2] > 0).all():
            ratios = [
                (joint.ratios[c][joint.codes[c][left]] + joint.ratios[c][joint.codes[c][right]]) / 2
                for c in (0, 1)
            ]
            lift = np.log(sum(joint.shares((0, 1)) * ratios[0] * ratios[1]))
            checked += 1
        # matches share values for a cause; random pairs and households (which share the family
        # name) agree on the given name as random pairs do; namesakes have learned how often
        wanted = [0.0, lift, lift, lift - excess if lift else 0.0]
        np.testing.assert_allclose(told[n], wanted, atol=1e-6)
    assert checked > 30


def test_frequency_gains_hold_the_joint_ones() -> None:
    records = base(12, 0.9)
    model, levels, pairs = trained(records)
    frequencies = scoring_frequencies(records)
    joint = frequencies.joint
    assert joint is not None
    with_joint = frequency_gains(model, pairs, levels, frequencies)
    without = frequency_gains(model, pairs, levels, replace(frequencies, joint=None))
    np.testing.assert_allclose(
        with_joint - without, joint.gains(model, pairs.left, pairs.right, levels), atol=1e-9
    )


def scoring_frequencies(records: StandardRecords) -> LogFrequencies:
    return log_frequencies(plan_comparisons(records), records)
