"""Every fault that the generator plants is counted: the same cells, no more and no fewer."""

from __future__ import annotations

from collections import defaultdict

import pyarrow as pa
import pytest

import twinset
from twinset import generator
from twinset.config import StandardizePlan
from twinset.faults import Fault
from twinset.generator import GeneratorSettings, column_names, generate
from twinset.types import Role

_RECORD = ""
"""The column under which the generator names faults of a whole record."""

_ROLES = {
    "id": Role.RECORD_ID, "source": Role.SOURCE, "title": Role.NAME_PREFIX,
    "given_name": Role.GIVEN_NAME, "family_name": Role.FAMILY_NAME, "full_name": Role.FULL_NAME,
    "gender": Role.GENDER, "date_of_birth": Role.BIRTH_DATE, "email": Role.EMAIL,
    "email_2": Role.EMAIL, "phone": Role.PHONE, "phone_2": Role.PHONE, "street": Role.STREET,
    "city": Role.CITY, "region": Role.REGION, "postcode": Role.POSTCODE,
    "country": Role.COUNTRY, "company": Role.COMPANY, "job_title": Role.JOB_TITLE,
    "consent": Role.CONSENT, "created_at": Role.CREATED_AT, "updated_at": Role.UPDATED_AT,
    "email_status": Role.EMAIL_STATUS, "last_activity": Role.LAST_ACTIVITY,
}  # fmt: skip

Cells = dict[tuple[str, str], set[int]]


def planted(settings: GeneratorSettings) -> tuple[pa.Table, Cells]:
    """A base, and the rows of each (column, fault) as the generator wrote them down."""
    log = generator.FaultLog()
    records = generate(settings, log).records
    names = column_names(settings.language, settings.layout)
    table = pa.concat_tables(log.tables(names, generator.LAYOUTS[settings.layout]))
    cells: Cells = defaultdict(set)
    for line in table.to_pylist():
        cells[line["column"], line["fault"]].add(line["row"])
    return records, dict(cells)


def counted(audit: twinset.Audit) -> Cells:
    """The same of an audit."""
    found = {
        (cells.column, fault.value): set(audit.rows(cells.column, fault).tolist())
        for cells in audit.cells
        for fault in Fault
        if cells.count(fault)
    }
    for item in audit.record_faults:
        rows = set(audit.rows(None, item.fault).tolist())
        if rows:
            found[_RECORD, item.fault.value] = rows
    return found


@pytest.mark.parametrize(("layout", "seed"), [("contacts", 1), ("crm", 2), ("full_name", 3)])
@pytest.mark.parametrize("locale", ["us", "gb", "de", "fr", "pl", "ru", "fa", "zh", "is", "world"])
def test_every_planted_fault_is_counted(locale: str, layout: str, seed: int) -> None:
    settings = GeneratorSettings(1000, seed=seed, locale=locale, layout=layout, difficulty=0.7)
    records, truth = planted(settings)
    columns = generator.LAYOUTS[layout]
    own_name = dict(zip(column_names(settings.language, layout), columns, strict=True))
    country = {"zh": "CN", "fa": "IR", "world": None}.get(locale, locale.upper())
    plan = twinset.Plan(
        roles={name: _ROLES[own] for name, own in own_name.items()},
        standardize=StandardizePlan(country=country),
    )
    found = counted(twinset.audit(records, plan))
    wrong = {}
    for column, fault in truth.keys() | found.keys():
        here, there = found.get((column, fault), set()), truth.get((column, fault), set())
        if here != there:
            wrong[column, fault] = (sorted(there - here)[:5], sorted(here - there)[:5])
    assert not wrong, "(column, fault): rows missed, rows too many"
    assert len(truth) > 25
