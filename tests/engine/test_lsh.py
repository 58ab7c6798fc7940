"""Record texts and MinHash-LSH blocks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pytest

from twinset.blocking import lsh
from twinset.blocking.lsh import bands_and_rows, complement_bands, iter_lsh_blocks, lsh_blocks
from twinset.blocking.record_text import field_spans, record_text, text_fields
from twinset.columns import from_arrow
from twinset.config import LshPlan
from twinset.errors import PlanError
from twinset.types import StandardRecords

BANDS = bands_and_rows(LshPlan().threshold, LshPlan().permutations)[0]


def standard(size: int, **columns: list[str | None]) -> StandardRecords:
    fields = {name: from_arrow(pa.array(values, pa.string())) for name, values in columns.items()}
    return StandardRecords(size, fields)


def texts(records: StandardRecords, **options: object) -> list[str]:
    text = record_text(records, **options)  # type: ignore[arg-type]
    return [
        "".join(map(chr, text.data[start:stop]))
        for start, stop in zip(text.offsets[:-1], text.offsets[1:], strict=True)
    ]


CONTACTS = standard(
    4,
    city=["oslo", None, "bergen", None],
    email=["a.berg@x.no", "no-sign", "@x.no", None],
    family_name=["berg", None, "dahl", None],
    given_name=["anna", "olaf", None, None],
    full_name=["anna berg", "olaf", "dahl", None],
    country=["no", "no", "no", "no"],
)


def test_fields_have_an_order_of_their_own() -> None:
    assert text_fields(CONTACTS) == ("given_name", "family_name", "email:local", "city")
    assert texts(CONTACTS) == ["anna berg a.berg oslo", "olaf no-sign", "dahl bergen", ""]


def test_further_columns_of_a_role_and_the_last_resort() -> None:
    more = standard(1, address_2=["b"], address_10=["c"], address=["a"], text=["t"])
    assert text_fields(more) == ("address", "address_2", "address_10")
    assert text_fields(standard(1, text=["t"], phone=["1"])) == ("text", "phone")
    assert text_fields(standard(1, country=["no"])) == ()


def test_ranges_of_rows_are_parts_of_the_whole() -> None:
    whole = texts(CONTACTS)
    for start in range(5):
        for stop in range(start, 5):
            assert texts(CONTACTS, first_row=start, stop_row=stop) == whole[start:stop]


def test_wide_characters_widen_the_text() -> None:
    records = standard(2, given_name=["anna", "\U0001f600é"], family_name=["berg", "berg"])
    assert texts(records) == ["anna berg", "\U0001f600é berg"]


def test_unknown_field_is_named() -> None:
    with pytest.raises(PlanError, match="surname"):
        field_spans(CONTACTS, ["surname"])


def test_known_answers_are_those_of_datasketch() -> None:
    from datasketch.lsh import _optimal_param

    for (threshold, permutations, missed), known in lsh._DEFAULT_BANDS.items():
        assert known == _optimal_param(threshold, permutations, 1 - missed, missed)
    plan = LshPlan()
    assert (plan.threshold, plan.permutations, 0.5) in lsh._DEFAULT_BANDS
    assert bands_and_rows(0.5, 64) == _optimal_param(0.5, 64, 0.5, 0.5)


@pytest.mark.parametrize("threshold", [0.0, 1.0])
def test_extreme_thresholds_still_give_bands(threshold: float) -> None:
    bands, rows = bands_and_rows(threshold, 8)
    assert bands >= 1
    assert rows >= 1
    assert bands * rows <= 8


def people(size: int, seed: int = 0) -> StandardRecords:
    rng = np.random.default_rng(seed)
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    names = ["".join(rng.choice(letters, rng.integers(4, 12))) for _ in range(size)]
    cities = ["".join(rng.choice(letters, 8)) for _ in range(40)]
    return standard(
        size,
        family_name=[None if i % 17 == 0 else names[i - i % 2] for i in range(size)],
        given_name=[None if i % 17 == 0 else names[i // 3] for i in range(size)],
        city=[None if i % 17 == 0 else cities[i % 40] for i in range(size)],
    )


def test_keys_do_not_depend_on_threads_or_memory_but_on_the_seed() -> None:
    records = people(40_000)  # three tiles
    plan = LshPlan()
    one = lsh_blocks(records, plan, seed=1, threads=1)
    assert len(one) == BANDS
    assert {block.name for block in one} == {"lsh"}  # one family in every report
    few = list(iter_lsh_blocks(records, plan, seed=1, threads=2, memory=5 * 8 * 40_000))
    for block, other in zip(one, few, strict=True):
        assert block.name == other.name
        assert np.array_equal(block.keys, other.keys)
    reseeded = lsh_blocks(records, plan, seed=2, threads=2)
    present = np.arange(40_000) % 17 != 0
    for block, other in zip(one, reseeded, strict=True):
        assert np.array_equal(block.keys != 0, present)
        assert not (block.keys[present] == other.keys[present]).any()


def test_near_copies_meet_and_strangers_do_not() -> None:
    records = standard(
        4,
        given_name=["annabella", "annabela", "thor", "annabella"],
        family_name=["christiansen", "christiansen", "quick", "christiansen"],
        city=["copenhagen", "copenhagen", "bergen", "copenhagen"],
    )
    keys = np.array([b.keys for b in lsh_blocks(records, LshPlan(), seed=1, threads=1)])
    assert (keys[:, 0] == keys[:, 1]).any()
    assert (keys[:, 0] == keys[:, 3]).all()
    assert not (keys[:, 0] == keys[:, 2]).any()


@pytest.mark.parametrize(
    "records",
    [
        StandardRecords(0, {}),
        standard(0, given_name=[]),
        StandardRecords(3, {}),
        standard(3, given_name=[None] * 3),
        standard(3, country=["no"] * 3),
    ],
)
def test_nothing_to_go_by(records: StandardRecords) -> None:
    blocks = lsh_blocks(records, LshPlan(), seed=1, threads=2)
    assert len(blocks) == BANDS
    for block in blocks:
        assert block.keys.tolist() == [0] * records.size


def test_one_row() -> None:
    for block in lsh_blocks(standard(1, given_name=["anna"]), LshPlan(), seed=1, threads=1):
        assert block.keys.shape == (1,)
        assert block.keys[0] != 0


def test_bands_beside_rules_depend_on_the_seed_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    records, plan = people(5000), LshPlan()
    keys = complement_bands(records, plan, seed=1, threads=1)
    assert keys.shape == (16, 5000)
    assert keys.dtype == np.uint32
    present = np.arange(5000) % 17 != 0
    assert np.array_equal(keys != 0, np.tile(present, (16, 1)))
    others = complement_bands(records, plan, seed=2, threads=1)
    assert (keys == others)[:, present].mean() < 0.01
    monkeypatch.setattr(lsh, "_FOLDED", 7)
    assert np.array_equal(complement_bands(records, plan, seed=1, threads=3), keys)
    for gather in (0, 10**9):  # all values are looked up, none is
        monkeypatch.setattr(lsh, "_GATHER", gather)
        assert np.array_equal(complement_bands(records, plan, seed=1, threads=2), keys)


def test_bands_beside_rules_do_not_mind_the_order_of_fields() -> None:
    records = standard(
        3, given_name=["annabella", "christiansen", "thor"],
        family_name=["christiansen", "annabella", "quick"],
        email=["a.c@x.no", "a.c@y.no", None],
    )  # fmt: skip
    keys = complement_bands(records, LshPlan(), seed=1, threads=1)
    assert (keys[:, 0] == keys[:, 1]).all()  # the local part alone
    assert not (keys[:, 0] == keys[:, 2]).any()
    assert not complement_bands(standard(2, country=["no"] * 2), LshPlan(), seed=1, threads=1).any()
    assert complement_bands(standard(0, city=[]), LshPlan(), seed=1, threads=1).shape == (16, 0)


@pytest.mark.public
def test_duplicates_of_febrl3_are_found(datasets: Path) -> None:
    roles = {"given_name": "given_name", "surname": "family_name", "address_1": "street"}
    roles |= {"suburb": "city", "postcode": "postcode", "date_of_birth": "birth_date"}
    folder = datasets / "febrl3"
    text = pa.csv.ConvertOptions(
        column_types=dict.fromkeys(roles, pa.string()), strings_can_be_null=True
    )
    table = pa.csv.read_csv(folder / "records.csv", convert_options=text)
    fields = {role: from_arrow(table[column]) for column, role in roles.items()}
    entity = pa.csv.read_csv(folder / "truth.csv")["entity"].to_numpy()
    blocks = lsh_blocks(StandardRecords(len(entity), fields), LshPlan(), seed=1, threads=1)
    left, right = np.nonzero(np.triu(entity[:, None] == entity[None, :], 1))
    found = np.any([block.keys[left] == block.keys[right] for block in blocks], axis=0)
    assert found.mean() > 0.9
