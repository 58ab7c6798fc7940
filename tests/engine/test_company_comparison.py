"""Companies compared: any name with any, the legal form beside them, firms by what words say."""

from __future__ import annotations

from itertools import product

import hypothesis.strategies as st
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings

from twinset.columns import from_arrow, row_texts
from twinset.comparison import plan_comparisons
from twinset.comparison.companies import FIRMS, CompanyComparator, holds_firms, record_kinds
from twinset.comparison.comparators import TextComparator
from twinset.comparison.multi_valued import AnyValueComparator
from twinset.matching.classes import latent_classes
from twinset.matching.scoring import random_levels
from twinset.standardize import standardize
from twinset.standardize.company_similarity import similarity
from twinset.types import ColumnRole, Records, Role, StandardRecords, TextColumn


def standard(
    names: list[str | None] | None = None, **companies: list[str | None]
) -> StandardRecords:
    columns = dict(companies)
    roles = [ColumnRole(name, Role.COMPANY, 1.0, "") for name in companies]
    if names is not None:
        columns["name"] = names
        roles.append(ColumnRole("name", Role.FULL_NAME, 1.0, ""))
    arrays = {name: pa.array(cells, pa.string()) for name, cells in columns.items()}
    return standardize(Records(pa.table(arrays), []), roles)


def levels(records: StandardRecords, name: str) -> np.ndarray:
    """(rows, rows) the level of every pair on one comparison."""
    plan = plan_comparisons(records)
    place = [comparison.name for comparison in plan.comparisons].index(name)
    rows = np.arange(records.size, dtype=np.int32)
    left, right = (np.ascontiguousarray(x.ravel()) for x in np.meshgrid(rows, rows, indexing="ij"))
    packed = plan.compare(left, right) >> np.uint64(4 * place) & np.uint64(15)
    return packed.astype(np.int8).reshape(len(rows), -1) - 1


@pytest.mark.parametrize(
    ("cell", "names", "form"),
    [
        ("Acme Ltd t/a Beta Shop", ["acme", "beta shop"], "limited ltd"),
        ("Acme Inc. d/b/a Beta", ["acme", "beta"], "stock inc"),
        ("Acme trading as Beta Shop GmbH", ["acme", "beta shop"], None),
        ("Acme, formerly Beta AG", ["acme", "beta"], None),
        ("Acme formerly known as Beta", ["acme", "beta"], None),
        ("Acme doing business as Beta", ["acme", "beta"], None),
        ("Kowalski Sp.j.", ["kowalski"], "partnership sp k"),
        ("Smith & Sons Ltd", ["smith and sons"], "limited ltd"),
        ("Acme Co.", ["acme"], None),
        ("Acme t/a Acme", ["acme"], None),
        ("Acme", ["acme"], None),
        ("n/a", [], None),
        (None, [], None),
    ],
)
def test_names_and_form_of_a_cell(cell: str | None, names: list[str], form: str | None) -> None:
    records = standard(company=[cell])
    assert [row_texts(column)[0] for column in records.values_of("company")] == names
    found = row_texts(records["legal_form"])[0] if "legal_form" in records else None
    assert found == form


def test_several_columns_and_trading_names_are_one_field() -> None:
    records = standard(a=["Acme Ltd t/a Beta", None, "Beta"], b=["Gamma", "Beta SA", "Beta"])
    found = [row_texts(column) for column in records.values_of("company")]
    assert found == [["acme", "beta", "beta"], ["gamma", None, None], ["beta", None, None]]
    assert levels(records, "company")[1].tolist() == [3, 3, 3]


def test_legal_forms_agree_conflict_or_say_nothing() -> None:
    records = standard(company=["Acme GmbH", "ACME G.m.b.H.", "Acme AG", "Acme", "Acme Co.", None])
    assert levels(records, "legal_form").tolist() == [
        [1, 1, 0, -1, -1, -1],
        [1, 1, 0, -1, -1, -1],
        [0, 0, 1, -1, -1, -1],
        *[[-1] * 6] * 3,
    ]


NAMES = [
    "Acme Ltd",
    "Acme t/a Beta Shop",
    "Beta Shop",
    "Betta Shop Inc",
    "Gamma",
    None,
    "Acme Bank",
]


@settings(max_examples=40, deadline=None)
@given(
    cells=st.lists(st.sampled_from(NAMES), min_size=1, max_size=9),
    more=st.lists(st.sampled_from(NAMES), min_size=9, max_size=9),
    firms=st.booleans(),
)
def test_any_name_with_any(cells: list[str | None], more: list[str | None], firms: bool) -> None:
    """The best level over all pairs of values, each compared alone."""
    names = None if firms else ["Ann Lee"] * len(cells)
    records = standard(names, a=cells, b=more[: len(cells)])
    if "company" not in records:
        return
    columns = records.values_of("company")
    alone = {
        (p, q): _single(columns[p], columns[q], firms and holds_firms(records))
        for p, q in product(range(len(columns)), repeat=2)
    }
    wanted = np.maximum.reduce(list(alone.values()))
    assert levels(records, "company").tolist() == wanted.tolist()


def _single(left: TextColumn, right: TextColumn, firms: bool) -> np.ndarray:
    """Levels of the values of one column with those of another, by the one-valued comparator."""
    texts = [*row_texts(left), *row_texts(right)]
    fields = {"company": from_arrow(pa.array(texts, pa.string()))}
    if not firms:
        fields["full_name"] = from_arrow(pa.array(["ann lee"] * len(texts)))
    found = levels(StandardRecords(len(texts), fields), "company")
    return found[: left.size, left.size :]


def test_how_common_the_name_is_that_agreed() -> None:
    records = standard(company=["Acme t/a Beta", "Beta", *["Acme"] * 6, "Gamma"])
    comparator = plan_comparisons(records).comparators[0]
    assert isinstance(comparator, AnyValueComparator)
    logs = comparator.agreed(np.array([0, 0, 0], np.int32), np.array([1, 2, 8], np.int32))
    # Beta is on two of nine records, Acme on seven; of two that differ the more common counts
    assert np.exp(logs) == pytest.approx([2 / 9, 7 / 9, 2 / 9])


def test_firms_are_compared_by_what_their_words_say() -> None:
    firms = ["Acme Holding AG", "Acme", "Beta Holding AG", "International Business Machines", "IBM"]
    people = [f"Ann Lee{i}" for i in range(5)]
    by_words, by_overlap = standard(company=firms), standard(people, company=firms)
    assert holds_firms(by_words)
    assert not holds_firms(by_overlap)
    assert isinstance(plan_comparisons(by_words).comparators[0], CompanyComparator)
    assert any(isinstance(c, TextComparator) for c in plan_comparisons(by_overlap).comparators)
    found = levels(by_words, "company")
    assert (found == found.T).all()
    assert (found[0, 1], found[0, 2], found[3, 4]) == (2, 0, 2)
    values = similarity(pa.array(["Acme Holding"] * 2), pa.array(["Acme", "Beta Holding"]))
    assert ((values >= 0.8) == (found[0, 1:3] == 2)).all()


@pytest.mark.parametrize(("count", "wanted"), [(0, False), (15, False), (16, True), (100, True)])
def test_a_base_of_firms(count: int, wanted: bool) -> None:
    assert FIRMS == 0.15
    names = [None if i < count else f"Ann Lee{i}" for i in range(100)]
    records = standard([*names], company=[f"Firm {i}" for i in range(100)])
    assert holds_firms(records) is wanted


def test_a_record_is_of_a_person_or_of_a_firm_or_of_neither() -> None:
    cells = [("Anna Berg", "Acme"), ("Bo Lind", None), (None, "Acme"), (None, "Beta"), (None, None)]
    records = standard([name for name, _ in cells], company=[company for _, company in cells])
    person, firm, neither = [1, 1, 0, 0, -1], [0, 0, 2, 2, -1], [-1] * 5
    assert levels(records, "record_kind").tolist() == [person, person, firm, firm, neither]


@pytest.mark.parametrize("present", ["names", "companies"])
def test_kinds_of_records_are_compared_where_there_can_be_both(present: str) -> None:
    cells: list[str | None] = ["Anna Berg", "Bo Lind"]
    records = standard(cells) if present == "names" else standard(company=cells)
    assert record_kinds(records) is None
    assert "record_kind" not in [x.name for x in plan_comparisons(records).comparisons]


def test_two_people_of_a_tiny_base_are_no_likelier_one() -> None:
    records = standard(["Anna Berg", "Bo Lind", "Cy Moe"], company=["Acme", None, "Beta"])
    plan = plan_comparisons(records)
    place = [x.name for x in plan.comparisons].index("record_kind")
    assert random_levels(plan, records)[place][1] > 0.9


def test_firms_of_one_name_are_a_class_where_there_are_firms_and_places() -> None:
    def classes(**columns: list[str | None]) -> list[str]:
        return [x.name for x in latent_classes(plan_comparisons(standard(**columns)).comparisons)]

    people: list[str | None] = ["Anna Berg", None]
    firms: list[str | None] = ["Acme", "Beta"]
    assert "firm of that name" not in classes(names=people, company=firms)
    table = {"name": people, "company": firms, "phone": ["+43 1 5123456", "+43 1 5123457"]}
    roles = [
        ColumnRole(name, role, 1.0, "")
        for name, role in zip(table, (Role.FULL_NAME, Role.COMPANY, Role.PHONE), strict=True)
    ]
    records = standardize(Records(pa.table(table), []), roles)
    assert latent_classes(plan_comparisons(records).comparisons)[-1].name == "firm of that name"
