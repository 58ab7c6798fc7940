"""Whose a value is: person, household, mailbox, switchboard, building."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from twinset.columns import from_arrow
from twinset.shared_values import KINDS, SharedValues, Sharing, describe, shared_values
from twinset.types import StandardRecords

Person = tuple[str | None, str | None, str | None]  # given name, family name, company


def base(people: list[Person], **fields: list[str | None]) -> StandardRecords:
    names = zip(("given_name", "family_name", "company"), zip(*people, strict=True), strict=True)
    cells = {name: list(values) for name, values in names} | fields
    columns = {name: from_arrow(pa.array(c, pa.string())) for name, c in cells.items()}
    return StandardRecords(len(people), columns)


def only(people: list[Person], field: str = "phone") -> SharedValues:
    """All of these people have one value."""
    fields = {field: ["v"] * len(people)}
    if field == "address":
        fields = {"street": ["high st"] * len(people), "house_number": ["1"] * len(people)}
    (found,) = shared_values(base(people, **fields))
    assert found.field == field
    assert found.records.tolist() == [len(people)]
    return found


ANN, BOB, EVE = ("anna", "bell", None), ("robert", "bell", None), ("eve", "cook", None)


@pytest.mark.parametrize(
    ("people", "field", "kind"),
    [
        ([ANN], "phone", Sharing.PERSON),
        ([ANN, ANN, ("ana", "bel", None), ("a", "bell", None)], "email", Sharing.PERSON),
        ([ANN, ("anna", "cook", None)], "email", Sharing.PERSON),  # a wedding
        ([ANN, (None, "bell", None), (None, None, None)], "phone", Sharing.PERSON),
        ([ANN, BOB], "phone", Sharing.HOUSEHOLD),
        ([ANN, BOB, EVE], "email", Sharing.HOUSEHOLD),
        ([ANN, EVE], "address", Sharing.HOUSEHOLD),
        ([ANN, EVE, ("tom", "fox", None)], "email", Sharing.MAILBOX),
        ([ANN, EVE, ("tom", "fox", None)], "phone", Sharing.SWITCHBOARD),
        ([ANN, EVE, ("tom", "fox", None)], "address", Sharing.BUILDING),
        ([("anna", "bell", "acme"), ("eve", "cook", "acme")], "phone", Sharing.SWITCHBOARD),
        ([("anna", "bell", "acme"), ("eve", "cook", "acme")], "address", Sharing.HOUSEHOLD),
        ([("anna", "bell", "acme"), ("robert", "bell", "acme")], "phone", Sharing.HOUSEHOLD),
        ([("anna", "bell", "acme"), ("eve", "cook", "zeta")], "phone", Sharing.HOUSEHOLD),
    ],
)
def test_kinds(people: list[Person], field: str, kind: Sharing) -> None:
    found = only(people, field)
    assert KINDS[found.kind[0]] is kind
    assert found.values_of_kind == {k: int(k is kind) for k in KINDS}
    assert found.records_of_kind == {k: len(people) * (k is kind) for k in KINDS}


def test_against_python_sets() -> None:
    rng = np.random.default_rng(3)
    size = 400
    given, family = ["anna", "robert", "eve", "tom"], ["bell", "cook", "fox", "zorro"]
    people: list[Person] = [
        (given[g], family[f], None) for g, f in rng.integers(0, 4, (size, 2)).tolist()
    ]
    first = [f"t{n}" if n < 200 else None for n in rng.integers(0, 260, size).tolist()]
    second = [f"t{n}" if n < 200 else None for n in rng.integers(0, 400, size).tolist()]
    records = base(people, phone=first, phone_2=second)
    (found,) = shared_values(records)
    rows = [{v for v in pair if v} for pair in zip(first, second, strict=True)]
    wanted = sorted(
        (
            sum(v in row for row in rows),
            len({p[0] for p, row in zip(people, rows, strict=True) if v in row}),
            len({p[1] for p, row in zip(people, rows, strict=True) if v in row}),
            min(i for i, row in enumerate(rows) if v in row),
        )
        for v in set().union(*rows)
    )
    wanted = [w if w[0] > 1 else (1, 0, 0, w[3]) for w in wanted]
    got = zip(found.records, found.given_names, found.family_names, found.first_row, strict=True)
    assert sorted(tuple(map(int, item)) for item in got) == sorted(wanted)
    assert sum(found.values_of_kind.values()) == len(wanted)
    for number, kind in enumerate(KINDS):
        carried = set(np.flatnonzero(found.kind == number).tolist())
        assert found.values_of_kind[kind] == len(carried)
    of_someone = sum(bool(row) for row in rows)
    assert max(found.records_of_kind.values()) <= of_someone <= sum(found.records_of_kind.values())


def test_without_names_nobody_is_known() -> None:
    column = from_arrow(pa.array(["1", "1"]))
    assert shared_values(StandardRecords(2, {"phone": column})) == []


def test_the_summary_speaks_of_mailboxes_and_switchboards_alone() -> None:
    people = [ANN, EVE, ("tom", "fox", None), ANN, BOB]
    records = base(people, phone=["1", "1", "1", "2", "2"], email=["a", "b", "c", "d", "e"])
    assert describe(shared_values(records)) == [
        "1 phones are shared by different names on 3 records: switchboards; they count for little "
        "(1 more are shared within a household)"
    ]
