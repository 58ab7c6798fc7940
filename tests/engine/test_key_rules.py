"""Key rules: what each transform takes, and which rows get one key."""

from __future__ import annotations

import pyarrow as pa
import pytest

from twinset.blocking.keys import KeyBuilder, rule_name
from twinset.columns import from_arrow
from twinset.config import KeyRule
from twinset.errors import PlanError
from twinset.types import StandardRecords


def records(**fields: list[str | None]) -> StandardRecords:
    columns = {name: from_arrow(pa.array(cells, pa.string())) for name, cells in fields.items()}
    return StandardRecords(len(next(iter(fields.values()))), columns)


def keys(base: StandardRecords, *parts: str) -> list[int]:
    return [int(key) for key in KeyBuilder(base).keys(KeyRule(parts=list(parts))).keys]


@pytest.mark.parametrize(
    ("field", "transform", "same", "other"),
    [
        ("family_name", "", ("bell", "bell"), "bel"),
        ("family_name", ":3", ("bellamy", "bel"), "bal"),
        ("phone", ":-4", ("0015550199", "550199"), "0015550198"),
        ("birth_date", ":year", ("19840312", "19841127"), "19850312"),
        ("birth_date", ":day", ("19840312", "19510312"), "19840313"),
        ("full_name", ":first", ("anna bell", "anna"), "bell anna"),
        ("full_name", ":last", ("anna bell", "bell"), "bell anna"),
        ("full_name", ":tokens", ("anna bell", "bell anna"), "anna"),
        ("email", ":local", ("anna@x.com", "anna@y.org"), "ann@x.com"),
        ("family_name", ":soundex", ("robert", "rupert"), "rubin"),
        ("family_name", ":nysiis", ("knight", "night"), "bauer"),
        ("family_name", ":skeleton", ("schmidt", "schmitt"), "bauer"),
    ],
)
def test_transforms(field: str, transform: str, same: tuple[str, str], other: str) -> None:
    first, second, third, null = keys(records(**{field: [*same, other, None]}), field + transform)
    assert first == second != third
    assert null == 0
    assert 0 not in (first, third)


def test_unknown_date_parts_give_no_key() -> None:
    base = records(birth_date=["00000312", "19840000", "19840312"])
    assert [key > 0 for key in keys(base, "birth_date:year")] == [False, True, True]
    assert [key > 0 for key in keys(base, "birth_date:day")] == [True, False, True]


def test_swapped_names_have_one_key() -> None:
    base = records(
        given_name=["anna", "bell", "anna", "anna", None],
        family_name=["bell", "anna", "cook", None, None],
    )
    first, swapped, other, half, nothing = keys(base, "names")
    assert first == swapped
    assert len({first, other, half, nothing}) == 4
    assert nothing == 0


def test_names_of_a_full_name() -> None:
    first, second = keys(records(full_name=["anna bell", "bell anna"]), "names")
    assert first == second != 0


def test_all_parts_have_to_agree() -> None:
    base = records(city=["leeds", "leeds", "york", None], postcode=["1", "2", "1", "1"])
    found = keys(base, "city", "postcode")
    assert len(set(found)) == 4
    assert found[3] == 0


def test_equal_text_in_other_fields_is_another_key() -> None:
    base = records(given_name=["james"], family_name=["james"])
    assert keys(base, "given_name") != keys(base, "family_name")


def test_keys_do_not_depend_on_the_other_rows() -> None:
    assert (
        keys(records(city=["leeds", "york"]), "city")[1] == keys(records(city=["york"]), "city")[0]
    )


def test_no_rows() -> None:
    assert keys(records(city=[]), "city") == []


@pytest.mark.parametrize("part", ["shoe_size", "shoe_size:3"])
def test_unknown_field(part: str) -> None:
    with pytest.raises(PlanError, match=r"no field 'shoe_size'") as caught:
        keys(records(city=["leeds"]), part)
    assert caught.value.hint == "fields: city, names"


@pytest.mark.parametrize("transform", ["sundex", "0", "-", "3.5"])
def test_unknown_transform(transform: str) -> None:
    with pytest.raises(PlanError, match="unknown blocking transform") as caught:
        keys(records(city=["leeds"]), f"city:{transform}")
    assert "soundex" in caught.value.hint


def test_names_without_a_name_field() -> None:
    with pytest.raises(PlanError, match="no field 'names'"):
        keys(records(city=["leeds"]), "names")


def test_rule_name() -> None:
    assert rule_name(KeyRule(parts=["city", "family_name:soundex"])) == "city+family_name:soundex"
