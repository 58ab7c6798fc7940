"""The roles of the public sets' columns, as a person who knows the data would give them."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pytest

from twinset.roles import infer_roles
from twinset.types import Records

FEBRL = {
    "id": "record_id",
    "given_name": "given_name",
    "surname": "family_name",
    "street_number": "house_number",
    "address_1": "address",
    "address_2": "address",
    "suburb": "city",
    "postcode": "postcode",
    "state": "region",
    "date_of_birth": "birth_date",
    "soc_sec_id": "identifier",
}

EXPECTED: dict[str, dict[str, str]] = {
    "febrl1": FEBRL,
    "febrl2": FEBRL,
    "febrl3": FEBRL,
    "febrl4": FEBRL | {"source": "source"},
    "historical_50k": {
        "id": "record_id",
        "full_name": "full_name",
        "first_and_surname": "full_name",
        "first_name": "given_name",
        "surname": "family_name",
        "dob": "birth_date",
        "birth_place": "birth_place",
        "postcode_fake": "postcode",
        "gender": "gender",
        "occupation": "job_title",
    },
    "fake_1000": {
        "id": "record_id",
        "first_name": "given_name",
        "surname": "family_name",
        "dob": "birth_date",
        "city": "city",
        "email": "email",
    },
    "rldata10000": {
        "id": "record_id",
        "fname_c1": "given_name",
        "fname_c2": "given_name",
        "lname_c1": "family_name",
        "lname_c2": "family_name",
        "by": "birth_year",
        "bm": "birth_month",
        "bd": "birth_day",
    },
    "census_cis": {
        "id": "record_id",
        "pername1": "given_name",
        "pername2": "family_name",
        "sex": "gender",
        "dob_day": "birth_day",
        "dob_mon": "birth_month",
        "dob_year": "birth_year",
        "hse_num": "house_number",
        "enumcap": "address",
        "enumpc": "postcode",
        "str_nam": "street",
        "cap_add": "address",
        "source": "source",
    },
    "foreigners": {
        "id": "record_id",
        "fname": "given_name",
        "sname": "middle_name",
        "surname": "family_name",
        "date": "birth_date",
        "region": "region",
        "country": "country",
    },
    # from "Eearly Head Start Fund" on, this file's values stand one column too far right
    "childcare_sites": {
        "id": "record_id",
        "Source": "source",
        "Site name": "company",
        "Address": "address",
        "Zip": "postcode",
        "Phone": "phone",
        "Fax": "phone",
        "Program Name": "category",
        "IDHS Provider ID": "identifier",
        "Neighborhood": "city",
        "Director": "ignore",
        "CC fund": "category",
        "Website": "category",
        "Center Director": "website",
        "Email Address": "category",
        "Purple binder service type": "email",
        "Column": "ignore",
    },
    "restaurants": {
        "id": "record_id",
        "name": "company",
        "addr": "address",
        "city": "city",
        "phone": "phone",
        "type": "category",
        "source": "source",
    },
    "senzing_truthset": {
        "id": "record_id",
        "DATA_SOURCE": "source",
        "PRIMARY_NAME_FULL": "full_name",
        "PRIMARY_NAME_ORG": "company",
        "PRIMARY_NAME_LAST": "family_name",
        "PRIMARY_NAME_FIRST": "given_name",
        "PRIMARY_NAME_MIDDLE": "middle_name",
        "NATIVE_NAME_FULL": "full_name",
        "SECONDARY_NAME_ORG": "company",
        "GENDER": "gender",
        "DATE_OF_BIRTH": "birth_date",
        "PASSPORT_NUMBER": "identifier",
        "PASSPORT_COUNTRY": "category",
        "DRIVERS_LICENSE_NUMBER": "identifier",
        "DRIVERS_LICENSE_STATE": "category",
        "SSN_NUMBER": "identifier",
        "NATIONAL_ID_NUMBER": "identifier",
        "NATIONAL_ID_COUNTRY": "category",
        "EMAIL_ADDRESS": "email",
        "ADDR_FULL": "address",
        "ADDR_LINE1": "address",
        "ADDR_CITY": "city",
        "ADDR_STATE": "region",
        "ADDR_POSTAL_CODE": "postcode",
        "ADDR_COUNTRY": "country",
        "ADDR_TYPE": "category",
        "PHONE_NUMBER": "phone",
        "PHONE_TYPE": "category",
        "RECORD_TYPE": "category",
        "AMOUNT": "ignore",
        "CATEGORY": "category",
        "DATE": "category",
        "STATUS": "category",
        "EMPLOYER": "company",
        "NATIONAL_ID_TYPE": "ignore",
        "TAX_ID_NUMBER": "identifier",
        "TAX_ID_TYPE": "category",
        "LEI_NUMBER": "identifier",
    },
    "abt_buy": {
        "id": "record_id",
        "name": "text",
        "description": "text",
        "price": "ignore",
        "source": "source",
    },
    "dblp_acm": {
        "id": "record_id",
        "title": "text",
        "authors": "text",
        "venue": "category",
        "year": "category",
        "source": "source",
    },
    "dblp_scholar": {
        "id": "record_id",
        "title": "text",
        "authors": "text",
        "source": "source",
        "entity_url": "ignore",
    },
    "walmart_amazon": {
        "id": "record_id",
        "title": "text",
        "modelno": "identifier",
        "price": "ignore",
        "brand": "category",
        "source": "source",
    },
    "cora": {"id": "record_id", "author": "text", "title": "text", "year": "category"},
    "cddb": {"id": "record_id", "artist": "text", "title": "text", "genre": "category"},
}


@pytest.mark.public
@pytest.mark.parametrize("name", EXPECTED)
def test_public_set(name: str, public_set: Callable[[str], pa.Table]) -> None:
    table = public_set(name)
    found = {role.column: role.role.value for role in infer_roles(Records(table, ()))}
    assert list(found) == table.column_names
    assert {column: found[column] for column in EXPECTED[name]} == EXPECTED[name]
