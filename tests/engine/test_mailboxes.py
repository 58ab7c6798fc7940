"""How common addresses are among people of a name."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.columns import from_arrow
from twinset.comparison import plan_comparisons
from twinset.kernels.mailboxes import hash_mailboxes
from twinset.matching.frequencies import log_frequencies
from twinset.standardize import standardize
from twinset.types import ColumnRole, Records, Role, StandardRecords

Person = tuple[str | None, str | None, str | None]
"""Email, given name, family name."""


def hashes(people: list[Person]) -> np.ndarray:
    """(people,) as the kernel gives them."""
    email, given_name, family = (
        from_arrow(pa.array([person[place] for person in people], pa.string()))
        for place in range(3)
    )
    found = np.empty(len(people), np.uint64)
    hash_mailboxes(
        email.offsets, email.data, email.codes, given_name.codes, given_name.offsets,
        given_name.data, family.codes, family.offsets, family.data, found,
    )  # fmt: skip
    return found


def pattern(person: Person) -> str:
    """The slow twin: the address without the names."""
    email, given_name, family = (person[0] or "", *((x or "").replace(" ", "") for x in person[1:]))
    at = email.rfind("@") if "@" in email else len(email)
    local, domain = email[:at], email[at:]
    front, back, found = local, "", False
    if len(person[2] or "") > 1 and family in local:
        front, _, back = local.partition(family)
        found = True
    long = len(person[1] or "") > 1
    if long and given_name in front:
        front = front.replace(given_name, "G", 1)
    elif long and found and given_name in back:
        back = back.replace(given_name, "G", 1)
    elif found and given_name and front == given_name[0]:
        front = "I"
    elif found and given_name and not front and back.startswith(given_name[0]):
        back = "I" + back[1:]
    return front + ("F" if found else "") + back + domain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("john.smith85@x.com", "john", "smith"), ("ann.lee85@x.com", "ann", "lee")),
        (("jsmith@x.com", "john", "smith"), ("alee@x.com", "ann", "lee")),
        (("smithj7@x.com", "john", "smith"), ("leea7@x.com", "ann", "lee")),
        (("anna.vanderveen@x.nl", "anna", "van der veen"), ("jo.smith@x.nl", "jo", "smith")),
        (("info@x.com", "john", "smith"), ("info@x.com", None, None)),
    ],
)
def test_one_pattern(one: Person, other: Person) -> None:
    whole = hashes([one, other])
    assert whole[0] == whole[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("john.smith85@x.com", "john", "smith"), ("ann.lee86@x.com", "ann", "lee")),
        (("john.smith@x.com", "john", "smith"), ("ann.lee@y.com", "ann", "lee")),
        (("john.smith@x.com", "john", "smith"), ("lee.ann@x.com", "ann", "lee")),
        (("jsmith@x.com", "john", "smith"), ("johnsmith@x.com", "john", "smith")),
        (("j@x.com", None, None), ("jsmith@x.com", None, "smith")),
    ],
)
def test_two_patterns(one: Person, other: Person) -> None:
    whole = hashes([one, other])
    assert whole[0] != whole[1]


NAMES = st.sampled_from(["ab", "a", "ba b", "abc", "cab", "b", None])
PEOPLE = st.tuples(
    st.from_regex(r"[abc.]{1,8}(@[ab]{1,2})?", fullmatch=True), NAMES, NAMES
)  # fmt: skip


@given(st.lists(PEOPLE, min_size=1, max_size=30))
@settings(max_examples=100, deadline=None)
def test_hashes_are_equal_where_the_slow_twin_is(people: list[Person]) -> None:
    found = hashes(people)
    texts = [pattern(person) for person in people]
    numbers = dict(zip(texts, found.tolist(), strict=True))
    assert [numbers[text] for text in texts] == found.tolist()
    assert len(set(numbers.values())) == len(numbers)


def standard(people: list[Person]) -> StandardRecords:
    table = pa.table({
        name: pa.array([person[place] for person in people], pa.string())
        for place, name in enumerate(("email", "given", "family"))
    })  # fmt: skip
    roles = (Role.EMAIL, Role.GIVEN_NAME, Role.FAMILY_NAME)
    return standardize(
        Records(table, []),
        [
            ColumnRole(name, role, 1.0, "")
            for name, role in zip(table.column_names, roles, strict=True)
        ],
    )


def agreed(people: list[Person], left: int, right: int) -> float:
    records = standard(people)
    plan = plan_comparisons(records)
    number = [c.name for c in plan.comparisons].index("email")
    frequencies = log_frequencies(plan, records)
    assert frequencies.of_names == {number}
    rows = (np.array([place], np.int32) for place in (left, right))
    return float(np.exp(frequencies.agreed[number](*rows)[0]))


PEOPLE_OF_A_BASE: list[Person] = [
    ("john.smith@x.com", "John", "Smith"),
    ("john.smith@x.com", "John", "Smith"),
    ("ann.lee@x.com", "Ann", "Lee"),
    ("bob.jones@x.com", "Bob", "Jones"),
    ("john.smith@y.com", "John", "Smith"),
    ("shop4711@x.com", "Eve", "Miller"),
    ("shop4711@x.com", "Tom", "Brown"),
    ("kate@x.com", "Kate", "Hill"),
]


def test_an_address_is_as_common_as_what_is_left_of_it() -> None:
    # {given}.{family}@x.com: four of eight records, john.smith@x.com itself two
    assert agreed(PEOPLE_OF_A_BASE, 0, 1) == pytest.approx(4 / 8)


def test_an_address_that_people_of_other_names_share_is_as_common_as_it_is() -> None:
    assert agreed(PEOPLE_OF_A_BASE, 5, 6) == pytest.approx(2 / 8)


@pytest.mark.parametrize("step", [1, -1])
def test_of_a_name_and_its_nickname_the_more_common_pattern_counts(step: int) -> None:
    people = [*PEOPLE_OF_A_BASE, ("john.smith@x.com", "Jack", "Smith")][::step]
    first, last = (0, 8)[::step]
    assert agreed(people, first, last) == pytest.approx(4 / 9)
