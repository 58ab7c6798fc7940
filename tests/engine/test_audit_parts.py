"""Parts of the audit: shapes of values, strong keys, times, sources, words of status columns."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pyarrow as pa
import pytest

import twinset
from twinset.auditing.cells import Cells, make_cells
from twinset.auditing.contacts import consent_of, status_faults
from twinset.auditing.formats import shapes
from twinset.auditing.sources import by_source, later_copies
from twinset.auditing.strong_keys import strong_matches
from twinset.auditing.times import DAY, UNKNOWN, older_than, staleness
from twinset.auditing.wording import wording
from twinset.columns import encode, from_arrow
from twinset.evaluation import evaluate_tables
from twinset.faults import Fault
from twinset.generator import GeneratorSettings, generate
from twinset.io import read_records
from twinset.roles import infer_roles
from twinset.standardize import standardize
from twinset.types import ColumnRole, Role, StandardRecords


def cells(values: list[str | None], role: Role, name: str = "column") -> Cells:
    codes, distinct = encode(pa.array(values, pa.string()))
    return make_cells(ColumnRole(name, role, 1.0, "test"), codes, distinct, {})


def shapes_of(values: list[str | None], role: Role) -> list[tuple[str, int]]:
    return [(shape.shape, shape.count) for shape in shapes(cells(values, role))[0]]


def test_shapes_of_phones_and_postcodes() -> None:
    phones = ["+49 30 123", "+49 40 999", "030/123", None]
    assert shapes_of(phones, Role.PHONE) == [("+99 99 999", 2), ("999/999", 1)]
    assert shapes_of(["SW1A 2AA", "10115"], Role.POSTCODE) == [("99999", 1), ("AA9A 9AA", 1)]
    assert shapes_of(["٠١٢ ۳", "012 3"], Role.PHONE) == [("999 9", 2)]


@pytest.mark.parametrize(
    ("values", "shape"),
    [
        (["31.12.1990", "01.02.1990"], "dd.mm.yyyy"),
        (["12/31/1990", "01/02/1990"], "mm/dd/yyyy"),
        (["01/02/1990"], "dd/mm/yyyy or mm/dd/yyyy"),
        (["31/12/1990", "12/31/1990"], "dd/mm/yyyy and mm/dd/yyyy"),
        (["1990-12-31T10:00:00"], "yyyy-mm-ddAhh:mm:ss"),
        (["19901231"], "yyyymmdd"),
        (["3 September 1990"], "9 Aaaaa 9999"),
    ],
)
def test_shapes_of_dates(values: list[str | None], shape: str) -> None:
    assert shapes_of(values, Role.BIRTH_DATE) == [(shape, len(values))]


def test_shapes_tell_no_name_and_stay_short() -> None:
    found, number = shapes(cells(["x" * 70, "Ärgernis-文字-1"], Role.IDENTIFIER))
    assert number == 2
    assert {shape.shape for shape in found} == {"aaaa", "Aaaaa-xx-9"}
    assert shapes(cells(["anything"], Role.TEXT)) == ([], 0)


def test_only_the_first_of_the_exclusive_faults_stays() -> None:
    masks = {
        Fault.PLACEHOLDER: np.array([True, True, False]),
        Fault.MISSING: np.array([True, False, False]),
        Fault.SHOUTING: np.array([True, True, True]),
    }
    item = ColumnRole("c", Role.CITY, 1.0, "test")
    made = make_cells(item, np.array([0, 1, 2, 2, -1], np.int32), pa.array(["", "N/A", "X"]), masks)
    assert {fault: made.count(fault) for fault in masks} == {
        Fault.MISSING: 2,
        Fault.PLACEHOLDER: 1,
        Fault.SHOUTING: 2,
    }
    assert made.mask(Fault.MISSING, Fault.SHOUTING).tolist() == [True, False, True, True, True]


def standard(**fields: list[str | None]) -> StandardRecords:
    columns = {name: from_arrow(pa.array(values, pa.string())) for name, values in fields.items()}
    return StandardRecords(len(next(iter(fields.values()))), columns)


def membership(**fields: list[str | None]) -> list[int]:
    return strong_matches(standard(**fields)).membership.tolist()


def test_one_email_is_one_person_unless_names_differ() -> None:
    emails: list[str | None] = ["a@x.org", "a@x.org", "b@x.org", None]
    assert membership(email=emails) == [0, 0, 2, 3]
    assert membership(email=["m"] * 4, given_name=["ann", "bob", "ann", None]) == [0, 1, 0, 3]
    assert membership(email=["m"] * 3, given_name=["ann", None, None]) == [0, 0, 0]


def test_father_and_son_are_two() -> None:
    assert membership(
        phone=["1", "1", "1"],
        given_name=["karl", "karl", "karl"],
        family_name=["berg", "berg", "berg"],
        birth_date=["19500101", "19800101", "19800101"],
    ) == [0, 1, 1]


def test_a_switchboard_joins_nobody() -> None:
    size = 150
    assert membership(email=["info@x.org"] * size, city=["ulm"] * size) == list(range(size))


def test_strong_keys_are_a_lower_bound_that_can_be_trusted() -> None:
    base = generate(GeneratorSettings(8000, seed=3))
    records = read_records(base.records)
    found = strong_matches(standardize(records, infer_roles(records)), threads=2)
    ids = base.truth["id"]
    measured = evaluate_tables(
        pa.table({"id": ids, "cluster": found.membership}),
        pa.table({"id": ids, "entity": base.truth["entity"]}),
    )
    assert measured.precision > 0.95
    assert measured.recall > 0.4
    assert sum(found.evidence.values()) >= len(found.membership) - len(set(found.membership))


def test_strong_keys_do_not_depend_on_order() -> None:
    base = generate(GeneratorSettings(3000, seed=4)).records
    order = np.random.default_rng(1).permutation(3000)

    def groups(table: pa.Table) -> set[frozenset[str]]:
        records = read_records(table)
        found = strong_matches(standardize(records, infer_roles(records))).membership
        sets: dict[int, set[str]] = {}
        for id, root in zip(table["id"].to_pylist(), found.tolist(), strict=True):
            sets.setdefault(root, set()).add(id)
        return {frozenset(members) for members in sets.values()}

    assert groups(base) == groups(base.take(pa.array(order)))


def test_households_and_switchboards_are_reported_with_a_record_to_look_at() -> None:
    people = pa.table(
        {
            "given name": ["Ann", "Bob", "Carl", "Dora", "Eve", "Fay", "Gil", "Hans"],
            "family name": ["Berg", "Berg", "Adler", "Brandt", "Conrad", "Dietz", "Ernst", "Falk"],
            "phone": [*["+49 30 901820"] * 2, *["+49 89 23300"] * 5, "+49 40 428280"],
        }
    )
    report = twinset.audit(people).report
    assert [(s.field, s.kind, s.values, s.records) for s in report.shared_values] == [
        ("phone", "household", 1, 2),
        ("phone", "switchboard", 1, 5),
    ]
    found = {f.id: f for f in report.findings if f.kind == "shared_value"}
    assert [row.row for row in found["shared_value:phone:household"].sample_rows] == [1]
    assert found["shared_value:phone:switchboard"].count == 5


def test_the_earliest_record_is_the_original() -> None:
    groups = np.array([0, 0, 0, 3, 3, 5], np.int32)
    assert later_copies(groups, None).tolist() == [False, True, True, False, True, False]
    created = np.array([9, 5, UNKNOWN, UNKNOWN, 1, 0])
    assert later_copies(groups, created).tolist() == [True, False, True, True, False, False]


def test_sources_add_up() -> None:
    names = pa.array(["a", "b", None, "a"]).dictionary_encode()
    some, no = np.array([True, False, True, True]), np.zeros(4, np.bool_)
    lines = by_source(names, some, some, no, ~some)
    assert [(line.source, line.rows, line.duplicates) for line in lines] == [
        ("a", 2, 2),
        (None, 1, 1),
        ("b", 1, 0),
    ]
    assert sum(line.faulty for line in lines) == 1


def test_older_than_the_limit() -> None:
    times = np.array([0, 730 * DAY, 731 * DAY, UNKNOWN])
    stale = older_than(times, 731 * DAY, timedelta(days=730))
    assert stale.tolist() == [True, False, False, False]
    report = staleness("updated", times, 731 * DAY, stale, timedelta(days=730))
    assert (report.dated, report.stale, report.newest) == (3, 1, "1972-01-02")


@pytest.mark.parametrize(
    ("header", "words", "bounced", "unsubscribed"),
    [
        ("email_status", ["Hard bounce", "opted-out", "active"], [0], [1]),
        ("Unsubscribed", ["yes", "no", "TRUE"], [], [0, 2]),
        ("bounced", ["1", "0", None], [0], []),
        ("Bounced", ["hard", "soft", "none", "", "unsubscribed"], [0, 1], [4]),
        ("unsubscribed_at", ["2024-01-05", "05.01.2024 10:30", None, "0"], [], [0, 1]),
        ("bounce_count", ["0", "3", "00"], [1], []),
        ("Статус", ["отписался", "активен", "недоставлено"], [2], [0]),
        ("状态", ["退订", "正常", "退信"], [2], [0]),
    ],
)
def test_words_of_status_columns(
    header: str, words: list[str | None], bounced: list[int], unsubscribed: list[int]
) -> None:
    found = {
        item.fault: item.mask for item in status_faults([cells(words, Role.EMAIL_STATUS, header)])
    }
    nothing = np.zeros(len(words), np.bool_)  # a column of bounces says nothing of the others
    assert np.flatnonzero(found.get(Fault.BOUNCED, nothing)).tolist() == bounced
    assert np.flatnonzero(found.get(Fault.UNSUBSCRIBED, nothing)).tolist() == unsubscribed


def test_a_column_of_bounces_says_nothing_of_subscriptions() -> None:
    found = status_faults([cells(["hard", None], Role.EMAIL_STATUS, "Bounced")])
    assert [item.fault for item in found] == [Fault.BOUNCED]


def test_words_of_consent() -> None:
    words: list[str | None] = ["Yes", "nein", "да", "خیر", "同意", None, "maybe", "opt-in", "0"]
    assert consent_of(cells(words, Role.CONSENT)).tolist() == [1, 0, 1, 0, 1, -1, -1, 1, 0]


def test_rare_faults_count_for_less_and_conflicts_never() -> None:
    assert wording(Fault.INVALID, Role.EMAIL, 0.01).severity == "high"
    assert wording(Fault.INVALID, Role.EMAIL, 0.0001).severity == "medium"
    assert wording("consent_conflict", None, 0.0001).severity == "high"
    assert wording(Fault.STALE, None, 0.5).severity == "high"


@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_has_words(fault: Fault) -> None:
    words = wording(fault, None, 0.1)
    assert words.title
    assert words.advice.endswith(".")


def test_the_elements_of_lists_are_judged_one_by_one() -> None:
    emails = [["ann.lee@x.org", "ann@gmial.com"], ["bob@x.org"], None, [], ["n/a"], ["n/a", "b@"],
              [None, ""], ["ann.lee@x.org", "ann@gmial.com"]]  # fmt: skip
    phones = [["030 901820"], ["12"], ["+49 30 901820", "020 7946 0958"], None, None, [], None, []]
    countries = ["DE", "DE", "GB", "GB", "DE", "DE", "DE", "DE"]
    plan = twinset.Plan(roles={"emails": Role.EMAIL, "phones": Role.PHONE, "country": Role.COUNTRY})
    table = pa.table(
        {
            "emails": pa.array(emails, pa.list_(pa.string())),
            "phones": pa.array(phones, pa.list_(pa.string())),
            "country": countries,
        }
    )
    audit = twinset.audit(table, plan)
    column = {cells.column: cells for cells in audit.cells}
    assert audit.rows("emails", Fault.MISSING).tolist() == [2, 3, 6]
    assert audit.rows("emails", Fault.MISSPELT_DOMAIN).tolist() == [0, 7]
    assert audit.rows("emails", Fault.PLACEHOLDER).tolist() == [4]
    assert audit.rows("emails", Fault.INVALID).tolist() == [5]
    assert column["emails"].count(Fault.SEVERAL_VALUES) == 0  # that is what a list is for
    assert audit.rows("phones", Fault.INVALID).tolist() == [1]
    assert audit.rows("phones", Fault.MISSING).tolist() == [3, 4, 5, 6, 7]
