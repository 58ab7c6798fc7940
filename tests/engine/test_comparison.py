"""Which comparisons the fields of a base allow."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from twinset.columns import distinct_values, from_arrow
from twinset.comparison import MAX_COMPARISONS, Comparison, plan_comparisons
from twinset.comparison.fields import _local_parts
from twinset.config import ModelPlan
from twinset.matching.model import MAX_LEVELS
from twinset.types import StandardRecords

EVERYTHING = (
    "given_name", "family_name", "middle_name", "identifier", "birth_date", "email", "email_2",
    "phone", "street", "house_number", "postcode", "city", "company", "website", "gender",
    "birth_place", "job_title", "text", "category",
)  # fmt: skip


def base(*fields: str) -> StandardRecords:
    column = from_arrow(pa.array(["19840312", "19840312", "19840313", None]))
    return StandardRecords(4, dict.fromkeys(fields, column))


def comparisons(*fields: str, wanted: list[str] | None = None) -> list[Comparison]:
    model = ModelPlan(comparisons=wanted or "auto")
    return list(plan_comparisons(base(*fields), model).comparisons)


def names(*fields: str, wanted: list[str] | None = None) -> list[str]:
    return [comparison.name for comparison in comparisons(*fields, wanted=wanted)]


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ((), []),
        (("given_name",), ["given_name", "family_name"]),  # swapped names need both
        (("full_name",), ["full_name"]),
        (("full_name", "given_name"), ["given_name", "family_name"]),
        (("city",), ["address"]),
        (("street", "house_number", "postcode", "city"), ["address"]),  # movers count once
        (("phone", "phone_2"), ["phone"]),  # any value with any
        (("region", "country", "unit"), []),
        (("text", "text_2", "category"), ["text", "text_2", "category"]),
        (("website", "website_2", "job_title", "job_title_2"), ["website", "job_title"]),
    ],
)
def test_comparisons_of_fields(fields: tuple[str, ...], wanted: list[str]) -> None:
    assert names(*fields) == wanted


def test_never_more_than_a_packed_vector_holds() -> None:
    fields = [*EVERYTHING, *(f"text_{n}" for n in range(2, 9))]
    assert len(names(*fields)) == MAX_COMPARISONS


def test_names_are_distinct() -> None:
    found = names("street", "city", "address", "address_2")
    assert len(set(found)) == len(found) == 3


def test_wanted_comparisons() -> None:
    assert names(*EVERYTHING, wanted=["email", "birth_date"]) == ["birth_date", "email"]


@pytest.mark.parametrize("comparison", comparisons(*EVERYTHING), ids=lambda c: c.name)
def test_levels_go_from_nothing_to_exact(comparison: Comparison) -> None:
    assert len(comparison.labels) == len(comparison.strengths) <= MAX_LEVELS
    assert len(set(comparison.labels)) == len(comparison.labels)
    assert comparison.strengths[0] == 0.0
    assert comparison.strengths[comparison.exact] == 1.0 == max(comparison.strengths)


def test_every_comparison_has_its_own_four_bits() -> None:
    """Equal rows are exact on all, and null on all, whatever stands beside."""
    plan = plan_comparisons(base(*EVERYTHING))
    left, right = np.array([0, 0], np.int32), np.array([1, 3], np.int32)
    for number, packed in enumerate(plan.compare(left, right).tolist()):
        for c, comparison in enumerate(plan.comparisons):
            level = (packed >> 4 * c & 15) - 1
            assert level == (comparison.exact if number == 0 else -1), comparison.name


@pytest.mark.parametrize(
    "values",
    [
        ["ann@x.com", None, "bob@x.com", "ann@y.org", "ann", "@z.com", "a@b@c", "ann@x.com"],
        [f"{'n' * (i % 23)}{i % 7}@{i}.com" for i in range(2000)],
        [None, None],
    ],
)
def test_local_parts_are_what_stands_before_the_sign(values: list[str | None]) -> None:
    found = _local_parts(from_arrow(pa.array(values, pa.string())))
    texts = distinct_values(found).to_pylist()
    local = [(value or "").partition("@")[0] or None for value in values]
    assert [None if code < 0 else texts[code] for code in found.codes] == local
    assert len(set(texts)) == len(texts)
