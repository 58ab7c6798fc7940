"""Roles of generated bases, headers and values in the language of the country."""

from __future__ import annotations

import pytest

from twinset.generator import LANGUAGES, LAYOUTS, GeneratorSettings, column_names, generate
from twinset.roles import infer_roles
from twinset.types import Records, Role

EXPECTED = {
    "id": Role.RECORD_ID, "source": Role.SOURCE, "title": Role.NAME_PREFIX,
    "given_name": Role.GIVEN_NAME, "family_name": Role.FAMILY_NAME, "full_name": Role.FULL_NAME,
    "gender": Role.GENDER, "date_of_birth": Role.BIRTH_DATE, "email": Role.EMAIL,
    "phone": Role.PHONE, "city": Role.CITY, "region": Role.REGION, "postcode": Role.POSTCODE,
    "country": Role.COUNTRY, "company": Role.COMPANY, "job_title": Role.JOB_TITLE,
    "consent": Role.CONSENT, "created_at": Role.CREATED_AT, "updated_at": Role.UPDATED_AT,
    "email_2": Role.EMAIL, "phone_2": Role.PHONE, "email_status": Role.EMAIL_STATUS,
    "last_activity": Role.LAST_ACTIVITY,
}  # fmt: skip


@pytest.mark.parametrize("layout", ["crm", "full_name"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_roles_in_every_language(language: str, layout: str):
    locale = "western" if language == "en" else language
    table = generate(
        GeneratorSettings(1500, locale=locale, layout=layout, headers=language)
    ).records
    roles = {role.column: role.role for role in infer_roles(Records(table, ()))}
    names = dict(zip(LAYOUTS[layout], column_names(language, layout), strict=True))
    found = {column: roles[names[column]] for column in names if column in EXPECTED}
    assert found == {column: EXPECTED[column] for column in found}
    assert roles[names["street"]] in (Role.STREET, Role.ADDRESS)
