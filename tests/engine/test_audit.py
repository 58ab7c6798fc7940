"""The audit of small bases of which everything is known."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pytest

import twinset
from twinset.auditing.report import AuditReport, Finding, audit_schema
from twinset.auditing.run import parse_age
from twinset.config import Plan
from twinset.errors import InputError, OutputError, PlanError
from twinset.faults import Fault
from twinset.types import Role

PEOPLE: dict[str, list[str | None]] = {
    "id": ["a1", "a2", "a3", "a4", "a5", "a5"],
    "source": ["web", "fair", "web", "fair", "web", None],
    "first_name": ["Ada", "Ada", " Bob", "CARL", None, "Eve"],
    "last_name": ["Lovelace", "Lovelace", "Stone", "BERG", "Fox", "Hill"],
    "email": ["ada@example.org", "ada@example.org", None, "c@berg.example", None, "eve@x.example"],
    "phone": [None, "+44 20 7946 0123", "+44 20 7946 0999", None, None, None],
    "city": ["London", "london", "Leeds", "YORK", None, "Bath  Spa"],
    "consent": ["yes", "no", "yes", None, "no", "perhaps"],
    "email_status": ["active", "bounced", None, "unsubscribed", "active", "Opted-out"],
    "last_activity": ["2024-12-01", "2021-05-05", None, "2024-01-01", "2022-12-30", "2024-11-11"],
    "created_at": ["2020-01-02", "2020-01-01", "2020-01-01", "2021-01-01", "2022-01-01", None],
    "updated_at": ["2024-12-31", "2022-12-30", "2023-01-01", "2021-06-01", "2090-01-01", None],
}  # fmt: skip
ROLES = {
    "id": Role.RECORD_ID, "source": Role.SOURCE, "first_name": Role.GIVEN_NAME,
    "last_name": Role.FAMILY_NAME, "email": Role.EMAIL, "phone": Role.PHONE, "city": Role.CITY,
    "consent": Role.CONSENT, "email_status": Role.EMAIL_STATUS,
    "last_activity": Role.LAST_ACTIVITY, "created_at": Role.CREATED_AT,
    "updated_at": Role.UPDATED_AT,
}  # fmt: skip


@pytest.fixture(scope="module")
def audited() -> twinset.Audit:
    return twinset.audit(
        pa.table(PEOPLE),
        Plan(roles=ROLES),
        require=["email", "last_name"],
        unit_cost=0.5,
        as_of="2025-06-30",
    )


def finding(audit: twinset.Audit, id: str) -> Finding:
    return next(item for item in audit.report.findings if item.id == id)


def rows(audit: twinset.Audit, column: str | None, fault: Fault) -> list[int]:
    return audit.rows(column, fault).tolist()


def test_cells(audited: twinset.Audit) -> None:
    assert rows(audited, "first_name", Fault.STRAY_SPACE) == [2]
    assert rows(audited, "first_name", Fault.SHOUTING) == [3]
    assert rows(audited, "first_name", Fault.MISSING) == [4]
    assert rows(audited, "city", Fault.LOWERCASE) == [1]
    assert rows(audited, "city", Fault.SHOUTING) == [3]
    assert rows(audited, "city", Fault.STRAY_SPACE) == [5]
    assert rows(audited, "updated_at", Fault.IMPLAUSIBLE_DATE) == [4]


def test_records(audited: twinset.Audit) -> None:
    # the newest plausible update is 2024-12-31: 2022-12-30 is 732 days before, 2023-01-01 is 730
    assert rows(audited, None, Fault.STALE) == [1, 3]
    assert rows(audited, None, Fault.UNRESPONSIVE) == [1, 4]
    assert rows(audited, None, Fault.BOUNCED) == [1]
    assert rows(audited, None, Fault.UNSUBSCRIBED) == [3, 5]
    assert rows(audited, None, Fault.INCOMPLETE) == [2, 4]


def test_a_column_in_numbers(audited: twinset.Audit) -> None:
    city = next(item for item in audited.report.columns if item.column == "city")
    assert (city.role, city.filled, city.missing, city.valid, city.distinct) == ("city", 5, 1, 5, 5)
    assert city.completeness == pytest.approx(5 / 6)
    assert city.faults == {"missing": 1, "stray_space": 1, "shouting": 1, "lowercase": 1}
    updated = next(item for item in audited.report.columns if item.column == "updated_at")
    assert [(shape.shape, shape.count) for shape in updated.shapes] == [("yyyy-mm-dd", 5)]


def test_findings_say_where_and_what_to_do(audited: twinset.Audit) -> None:
    found = finding(audited, "not_unique:id")
    assert (found.count, found.of, found.severity) == (2, 6, "high")
    assert [(sample.file, sample.row) for sample in found.sample_rows] == [
        ("<table>", 5),
        ("<table>", 6),
    ]
    assert all(item.title and item.advice for item in audited.report.findings)
    ranks = [("high", "medium", "low").index(item.severity) for item in audited.report.findings]
    assert ranks == sorted(ranks)
    assert finding(audited, "incomplete:email").count == 2
    assert finding(audited, "unreachable").sample_rows[0].row == 5


def test_duplicates_consent_sources_and_cost(audited: twinset.Audit) -> None:
    report = audited.report
    assert audited.membership.tolist() == [0, 0, 2, 3, 4, 5]
    assert (report.duplicates.sets, report.duplicates.duplicates) == (1, 1)
    assert report.duplicates.method == "pipeline"
    consent = report.consent[0]
    assert (consent.given, consent.refused, consent.unknown) == (2, 2, 2)
    assert (consent.conflicting_sets, consent.conflicting_records) == (1, 2)
    # row 1 was created first, so row 0 of "web" is the copy
    assert [(item.source, item.duplicates) for item in report.sources] == [
        ("web", 1),
        ("fair", 0),
        (None, 0),
    ]
    cost = report.costs[0]
    assert (cost.prevention, cost.correction, cost.leaving) == (0.5, 5.0, 50.0)


def test_staleness_by_age(audited: twinset.Audit) -> None:
    ages = audited.report.staleness
    assert ages is not None
    assert (ages.newest, ages.limit_days, ages.dated, ages.undated) == ("2024-12-31", 730, 4, 2)
    assert [band.records for band in ages.bands] == [1, 0, 0, 2, 1, 0]
    assert sum(band.records for band in ages.bands) + ages.undated == 6


def test_the_limit_is_the_users() -> None:
    found = twinset.audit(pa.table(PEOPLE), Plan(roles=ROLES), stale_after="5y", as_of="2025-06-30")
    assert rows(found, None, Fault.STALE) == []


def test_the_json_is_what_its_schema_says(audited: twinset.Audit) -> None:
    text = msgspec.json.encode(audited.summary)
    assert msgspec.json.decode(text, type=AuditReport) == audited.report
    named = audit_schema()["$defs"]["AuditReport"]["properties"]
    assert set(json.loads(text)) == set(named)


def test_no_value_leaves_the_base(audited: twinset.Audit) -> None:
    words = {"ada@example.org", "Lovelace", "Leeds", "carl", "Stone", "perhaps"}
    words |= {"7946 0", "79460"}  # four digits alone stand in some measurement now and then
    text = msgspec.json.encode(audited.summary).decode() + audited.html
    assert not {word for word in words if word in text}


def test_the_table_of_findings(audited: twinset.Audit) -> None:
    table = audited.findings
    assert table.column_names == ["row", "file", "file_row", "id", "column", "fault"]
    lines = table.to_pylist()
    assert {"row": 3, "file": "<table>", "file_row": 4, "id": "a4", "column": "city",
            "fault": "shouting"} in lines  # fmt: skip
    assert not any(line["fault"] == "missing" for line in lines)
    counts = audited.counts()
    for column, fault in {(line["column"], line["fault"]) for line in lines}:
        listed = sum((line["column"], line["fault"]) == (column, fault) for line in lines)
        assert counts[column, Fault(fault)] == listed


def test_the_folder(audited: twinset.Audit, tmp_path: Path) -> None:
    out = tmp_path / "audit"
    written = audited.write(out, format="csv")
    assert sorted(path.name for path in out.iterdir()) == [
        "audit.html",
        "audit.json",
        "findings.csv",
    ]
    assert json.loads((out / "audit.json").read_text())["output"] == str(out)
    assert written.report.output == str(out)
    with pytest.raises(OutputError, match="exists already"):
        audited.write(out)
    audited.write(out, force=True)
    assert (out / "findings.parquet").exists()


def test_rows_are_counted_within_their_file(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("id,city\n1,Bonn\n2,Köln\n3,Trier\n")
    (tmp_path / "two.csv").write_text("id,city\n4,Mainz\n5, Ulm\n")
    found = twinset.audit(
        [tmp_path / "one.csv", tmp_path / "two.csv"],
        Plan(roles={"id": Role.RECORD_ID, "city": Role.CITY}),
    )
    sample = finding(found, "stray_space:city").sample_rows[0]
    assert (Path(sample.file).name, sample.row) == ("two.csv", 2)
    line = found.findings.to_pylist()[0]
    assert (line["row"], line["file_row"], line["id"]) == (4, 2, "5")
    assert [Path(str(item.source)).name for item in found.report.sources] == ["one.csv", "two.csv"]


def _without_times(audit: twinset.Audit) -> dict[str, Any]:
    return {**audit.summary, "stages": [], "seconds": 0, "rows_per_second": 0}


def test_threads_change_nothing(audited: twinset.Audit) -> None:
    alone, together = (
        twinset.audit(pa.table(PEOPLE), Plan(roles=ROLES), threads=n, as_of=date(2025, 6, 30))
        for n in (1, 3)
    )
    assert _without_times(alone) == _without_times(together)


def test_the_order_of_rows_changes_no_count(audited: twinset.Audit) -> None:
    order = np.array([3, 5, 0, 4, 2, 1])
    table = pa.table(PEOPLE).take(pa.array(order))
    shuffled = twinset.audit(
        table, Plan(roles=ROLES), require=["email", "last_name"], as_of="2025-06-30"
    )
    assert shuffled.counts() == audited.counts()
    for column, fault in audited.counts():
        before = set(audited.rows(column, fault).tolist())
        assert {int(order[row]) for row in shuffled.rows(column, fault)} == before


def test_typed_columns_are_judged_too() -> None:
    table = pa.table(
        {
            "id": pa.array([1, 2, 2, None]),
            "updated_at": pa.array([date(2024, 1, 1), None, date(2020, 1, 1), date(2024, 6, 1)]),
            "tags": pa.array([["a"], None, ["b", "c"], []]),
            "score": pa.array([1.5, 2.0, None, 3.0]),
        }
    )
    roles = {"id": Role.RECORD_ID, "updated_at": Role.UPDATED_AT, "tags": Role.IGNORE}
    found = twinset.audit(table, Plan(roles=roles))
    assert rows(found, "id", Fault.MISSING) == [3]
    assert rows(found, None, Fault.STALE) == [2]
    assert finding(found, "not_unique:id").count == 2


def test_one_column_and_one_row() -> None:
    found = twinset.audit(pa.table({"remark": [None]}, schema=pa.schema([("remark", pa.string())])))
    assert found.report.completeness == 0
    assert found.report.contacts.unreachable is None
    assert "<html" in found.html


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"require": ["emial"]}, "neither a column nor a role"),
        ({"require": ["website"]}, "no column has the role"),
        ({"stale_after": "soon"}, "no length of time"),
        ({"as_of": "31.1.2025"}, "no day"),
        ({"unit_cost": -1.0}, "0 or more"),
    ],
)
def test_bad_wishes_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(PlanError, match=message):
        twinset.audit(pa.table(PEOPLE), Plan(roles=ROLES), **options)


def test_a_misspelt_requirement_gets_a_suggestion() -> None:
    with pytest.raises(PlanError) as refused:
        twinset.audit(pa.table(PEOPLE), Plan(roles=ROLES), require=["emial"])
    assert "'email'" in refused.value.hint


def test_nothing_to_audit() -> None:
    with pytest.raises(InputError, match="no records"):
        twinset.audit(pa.table({"email": pa.array([], pa.string())}))


@pytest.mark.parametrize(
    ("text", "days"), [("2y", 730), ("18m", 548), ("26w", 182), ("90d", 90), ("90", 90), (30, 30)]
)
def test_ages(text: str | int, days: int) -> None:
    assert parse_age(text) == timedelta(days=days)
