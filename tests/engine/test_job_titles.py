"""Job titles in capitals, repaired."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.cleaning import clean
from twinset.faults import Fault
from twinset.standardize import job_titles
from twinset.types import ColumnRole, Records, Role

WRITTEN = {
    "SENIOR VP OF SALES": "Senior VP of Sales",
    "CEO": "CEO",
    "CEO & FOUNDER": "CEO & Founder",
    "HEAD OF IT": "Head of IT",
    "HR MANAGER": "HR Manager",
    "CHIEF TECHNOLOGY OFFICER (CTO)": "Chief Technology Officer (CTO)",
    "SR. SOFTWARE ENGINEER II": "Sr. Software Engineer II",
    "R&D DIRECTOR": "R&D Director",
    "CO-FOUNDER": "Co-Founder",
    "THE BOSS": "The Boss",
    "LEITER DER BUCHHALTUNG": "Leiter der Buchhaltung",
    "DIRECTEUR GÉNÉRAL": "Directeur Général",
    "ГЛАВНЫЙ БУХГАЛТЕР": "Главный бухгалтер",
    "ASST MGR": "Asst Mgr",
    "DEVOPS ENGINEER": "DevOps Engineer",
    # their owners' way
    "software engineer": "software engineer",
    "Sales MANAGER": "Sales MANAGER",
    "n/a": None,
    None: None,
}


@pytest.mark.parametrize("title", WRITTEN)
def test_titles(title: str | None) -> None:
    assert job_titles.display(pa.array([title], pa.string())).to_pylist() == [WRITTEN[title]]


@given(st.lists(st.text(max_size=30), max_size=5))
@settings(max_examples=150, deadline=None)
def test_any_text_twice_is_once(titles: list[str]) -> None:
    once = job_titles.display(pa.array(titles, pa.string()))
    assert len(once) == len(titles)
    assert job_titles.display(once).equals(once)
    before = [title for title, now in zip(titles, once.to_pylist(), strict=True) if now is not None]
    after = [title for title in once.to_pylist() if title is not None]
    assert [a.casefold() for a in after] == [b.lower().casefold() for b in before] or any(
        not title.isascii() for title in before
    )


def test_cleaning_repairs_and_says_why() -> None:
    records = Records(pa.table({"job": ["SALES MANAGER", "CEO", "Clerk"]}), [])
    cleaned = clean(records, [ColumnRole("job", Role.JOB_TITLE, 1.0, "")])
    assert cleaned.table["job"].to_pylist() == ["Sales Manager", "CEO", "Clerk"]
    assert cleaned.changes["reasons"].to_pylist() == [Fault.SHOUTING.value]
