"""How a field's values are compared, where the plan says so; numbers."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.columns import row_texts
from twinset.comparison import plan_comparisons
from twinset.config import ModelPlan, parse_plan
from twinset.errors import PlanError
from twinset.standardize import standardize
from twinset.standardize.texts import of_strings, to_array
from twinset.standardize.values import number
from twinset.types import ColumnRole, Records, Role, StandardRecords


def records(**cells: tuple[Role, list[str | None]]) -> StandardRecords:
    table = pa.table({name: pa.array(texts, pa.string()) for name, (_, texts) in cells.items()})
    return standardize(
        Records(table, []), [ColumnRole(name, role, 1.0, "") for name, (role, _) in cells.items()]
    )


def level(base: StandardRecords, name: str, **model: dict[str, str]) -> str:
    """The label of how the first two records agree."""
    plan = plan_comparisons(base, ModelPlan(**model))  # type: ignore[arg-type]
    place = [comparison.name for comparison in plan.comparisons].index(name)
    packed = plan.compare(np.array([0], np.int32), np.array([1], np.int32))
    found = int(packed[0] >> np.uint64(4 * place) & np.uint64(15)) - 1
    return plan.comparisons[place].labels[found] if found >= 0 else "null"


@pytest.mark.parametrize(
    ("how", "left", "right", "label"),
    [
        ("exact", "blue widget", "widget blue", "different"),
        ("exact", "Blue Widget!", "blue widget", "exact"),
        ("jaro_winkler", "blue widget", "blue widgets", "close"),
        ("tokens", "blue widget", "widget blue", "close"),
        ("ngrams", "blue widget", "blue widgets", "close"),
        ("ngrams", "blue widget", "grey gadget", "different"),
        ("token_set", "blue widget", "widget blue", "close"),
        ("token_set", "blue widget", "blue widgets", "different"),
        ("token_set", "big blue widget", "small blue widget", "similar"),
    ],
)
def test_each_similarity(how: str, left: str, right: str, label: str) -> None:
    base = records(note=(Role.TEXT, [left, right]))
    assert level(base, "text", similarity={"text": how}) == label


def test_every_comparison_of_one_text_can_be_chosen() -> None:
    base = records(
        job=(Role.JOB_TITLE, ["head of sales", "sales head"]),
        note=(Role.TEXT, ["somewhere far", "far somewhere"]),
        kind=(Role.CATEGORY, ["big firm", "firm big"]),
    )
    names = ("job_title", "text", "category")
    for name in names:
        assert level(base, name, similarity=dict.fromkeys(names, "token_set")) in (
            "similar",
            "close",
        )
    assert level(base, "category") == "different"


def test_an_unknown_comparison_is_refused() -> None:
    base = records(note=(Role.TEXT, ["a", "b"]), mail=(Role.EMAIL, ["a@b.org", "c@d.org"]))
    for name in ("txt", "email"):
        with pytest.raises(
            PlanError, match=rf"model\.similarity: no comparison '{name}'"
        ) as caught:
            plan_comparisons(base, ModelPlan(similarity={name: "ngrams"}))
        assert "text" in caught.value.hint


def test_an_unknown_similarity_is_refused() -> None:
    with pytest.raises(PlanError, match=r"model\.similarity") as caught:
        parse_plan('[model.similarity]\ntext = "ngram"')
    assert "ngrams" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", "12"),
        ("0012.0", "12"),
        ("$ 12.990", "12.99"),
        ("1,200.50", "1200.5"),
        ("EUR 1.200,50", "1200.5"),
        ("1.200.300,40", "1200300.4"),
        ("1'000'000.00 CHF", "1000000"),
        ("1 200,5", "1200.5"),
        ("1,5", "1.5"),
        ("1,200", "1200"),
        ("1.200", "1.2"),
        ("1.200.300", "1200300"),
        ("-.5", "-0.5"),
        ("-0", "0"),
        ("5 kg 3 g", ""),
        ("1.2e5", ""),
        ("none", ""),
        (",", ""),
        ("", ""),
    ],
)
def test_numbers_are_read(text: str, expected: str) -> None:
    assert to_array(number(of_strings([text]))).to_pylist() == [expected]


@given(st.text("0123456789., '-$kg", max_size=14))
@settings(max_examples=300, deadline=None)
def test_reading_a_number_twice_changes_nothing(text: str) -> None:
    once = number(of_strings([text]))
    assert to_array(number(once)).equals(to_array(once))


def test_numbers_are_close_by_a_share() -> None:
    cells: list[str | None] = ["1,200.00", "1195", "1100", "12", None]
    base = records(price=(Role.NUMBER, cells))
    assert row_texts(base["number"]) == ["1200", "1195", "1100", "12", None]
    for other, label in ((1, "close"), (2, "similar"), (3, "different"), (4, "null")):
        chosen = records(price=(Role.NUMBER, [cells[0], cells[other]]))
        assert level(chosen, "number") == label
