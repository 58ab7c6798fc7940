"""Roles of synthetic tables: languages, missing headers, identifiers, odd tables, determinism."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.errors import PlanError
from twinset.roles import infer_roles
from twinset.types import Records, Role

GIVEN = ["Anna", "Peter", "Maria", "Thomas", "Julia", "Michael", "Laura", "Daniel", "Sarah", "Eva"]
FAMILY = ["Müller", "Smith", "Rossi", "Nowak", "Silva", "Hansen", "Novak", "Garcia", "Weber"]
STREETS = ["Main Street", "Oak Avenue", "Station Road", "Church Lane", "Park Drive", "High Street"]
CITIES = ["London", "Berlin", "Paris", "Madrid", "Wien", "Springfield", "Little Whinging"]


def picks(values: Sequence[str], size: int, seed: int) -> list[str]:
    return np.random.default_rng(seed).choice(np.array(values), size).tolist()


def numbers(low: int, high: int, size: int, seed: int) -> list[int]:
    return np.random.default_rng(seed).integers(low, high, size).tolist()


def contacts(size: int = 300) -> dict[str, list[str]]:
    """Columns of a contact base, by the role that each plays."""
    given, family = picks(GIVEN, size, 1), picks(FAMILY, size, 2)
    years, days = numbers(1935, 2008, size, 3), numbers(1, 29, size, 4)
    phones, posts = numbers(10**6, 10**7, size, 5), numbers(10000, 10080, size, 6)
    return {
        "given_name": given,
        "family_name": family,
        "birth_date": [f"{y}-0{1 + d % 9}-{d:02d}" for y, d in zip(years, days, strict=True)],
        "gender": picks(["M", "F"], size, 7),
        "email": [f"{g}.{n}@example.org".lower() for g, n in zip(given, phones, strict=True)],
        "phone": [f"+49 30 {n}" for n in phones],
        "street": picks(STREETS, size, 8),
        "postcode": [f"{n}" for n in posts],
        "city": picks(CITIES, size, 9),
        "country": picks(["Germany", "France", "Austria"], size, 10),
    }


def roles(
    columns: Mapping[str, Sequence[Any]] | pa.Table, overrides: Mapping[str, Role] | None = None
) -> dict[str, str]:
    table = columns if isinstance(columns, pa.Table) else pa.table(dict(columns))
    found = infer_roles(Records(table, ()), overrides or {})
    assert [role.column for role in found] == table.column_names
    assert all(0 <= role.confidence <= 1 and role.evidence for role in found)
    return {role.column: role.role.value for role in found}


ORDER = list(contacts(1))

HEADERS = {
    "english": "First Name, Name, DOB, Sex, E-mail, Telephone, Street, Zip, Town, Country",
    "german": "Vorname, Name, Geburtsdatum, Geschlecht, E-Mail, Telefon, Straße, PLZ, Ort, Land",
    "french": "Prénom, Nom, Né le, Sexe, Courriel, Téléphone, Rue, Code postal, Ville, Pays",
    "spanish": "Nombre, Apellidos, Nacimiento, Sexo, Correo, Móvil, Calle, CP, Ciudad, País",
    "italian": "Nome, Cognome, Data di nascita, Sesso, Email, Cellulare, Via, CAP, Comune, Paese",
    "portuguese": "Nome, Apelido, Nascimento, Sexo, Email, Telefone, Rua, CEP, Cidade, País",
    "dutch": "Voornaam, Naam, Geboren op, Geslacht, Mail, GSM, Straat, Postcode, Plaats, Land",
    "polish": "Imię, Nazwisko, Data urodzenia, Płeć, Email, Telefon, Ulica, Kod pocztowy, Miasto, "
    "Kraj",
    "danish": "Fornavn, Efternavn, Fødselsdag, Køn, E-post, Tlf, Vej, Postnr, By, Land",
    "finnish": "Etunimi, Sukunimi, Syntymäaika, Sukupuoli, Sähköposti, Puhelin, Katu, "
    "Postinumero, Kaupunki, Maa",
    "icelandic": "Fornafn, Nafn, Fæðingardagur, Kyn, Netfang, Sími, Gata, Póstnúmer, Staður, Land",
    "turkish": "Ad, Soyad, Doğum Tarihi, Cinsiyet, E-posta, Cep, Sokak, Posta Kodu, Şehir, Ülke",
    "greek": "Όνομα, Επώνυμο, Ημερομηνία γέννησης, Φύλο, Email, Τηλέφωνο, Οδός, ΤΚ, Πόλη, Χώρα",
    "russian": "Имя, Фамилия, Дата рождения, Пол, Почта, Телефон, Улица, Индекс, Город, Страна",
    "ukrainian": "Ім'я, Прізвище, Дата народження, Стать, Пошта, Телефон, Вулиця, Індекс, Місто, "
    "Країна",
    "persian": "نام, نام خانوادگی, تاریخ تولد, جنسیت, ایمیل, موبایل, خیابان, کد پستی, شهر, کشور",
    "arabic": "الاسم الأول, اللقب, تاريخ الميلاد, الجنس, الإيميل, الجوال, الشارع, "
    "الرمز البريدي, المدينة, الدولة",
    "chinese": "名, 姓, 出生日期, 性别, 邮箱, 手机, 街道, 邮编, 城市, 国家",
    "japanese": "名, 姓, 生年月日, 性別, メール, 電話番号, 番地, 郵便番号, 市町村, 国",
    "korean": "名, 성, 생년월일, 성별, 이메일, 휴대폰, 도로명, 우편번호, 도시, 국가",
    "salesforce": "FirstName, LastName, Birthdate, Gender__c, Email, MobilePhone, MailingStreet, "
    "MailingPostalCode, MailingCity, MailingCountry",
    "terse": "fname, lname, dob, sex, eml, tel, str, pc, cty, ctry",
}


@pytest.mark.parametrize("language", HEADERS)
def test_contact_base_in_each_language(language: str) -> None:
    headers = [header.strip() for header in HEADERS[language].split(",")]
    data = contacts()
    found = roles({h: data[role] for h, role in zip(headers, ORDER, strict=True)})
    assert list(found.values()) == ORDER


def test_without_headers() -> None:
    data = contacts()
    given, family = data.pop("given_name"), data.pop("family_name")
    full = [f"{g} {f}" for g, f in zip(given, family, strict=True)]
    times = [f"2023-0{1 + n % 9}-10T0{n % 10}:15:00Z" for n in range(300)]
    columns = {
        "given_name": given,
        "family_name": family,
        **data,
        "website": [f"https://www.example{n}.org/" for n in range(300)],
        "created_at": times,
        "updated_at": times[::-1],
        "address": [f"{n} {street}" for n, street in enumerate(data["street"])],
    }
    found = roles({f"col{n}": values for n, values in enumerate(columns.values())})
    assert list(found.values()) == list(columns)
    assert roles({"x": full, "y": data["phone"]}) == {"x": "full_name", "y": "phone"}


def test_unknown_family_names_stand_beside_given_names() -> None:
    rare = [f"{a}{b}{c}" for a in ("Qua", "Zwi", "Brö") for b in "abcdefghij" for c in "klmnopqrst"]
    data = contacts()
    found = roles({"a": data["postcode"], "b": data["given_name"], "c": rare, "d": data["phone"]})
    assert list(found.values()) == ["postcode", "given_name", "family_name", "phone"]


def test_a_header_that_contradicts_its_values_gives_way() -> None:
    data = contacts()
    found = roles(
        {"Email": data["birth_date"], "Phone": data["email"], "Website": ["Yes", "No"] * 150}
    )
    assert found == {"Email": "birth_date", "Phone": "email", "Website": "category"}


def test_birth_dates_and_other_dates() -> None:
    recent = [f"2023-0{1 + n % 9}-1{n % 10}" for n in range(300)]
    data = contacts()
    found = roles(
        {"Name": data["given_name"], "d1": data["birth_date"], "d2": recent, "Created": recent}
    )
    assert found["d1"] == "birth_date"
    assert found["d2"] in {"category", "ignore"}
    assert found["Created"] == "created_at"


def test_birth_date_in_three_columns() -> None:
    data = contacts()
    parts = {
        "name": data["family_name"],
        "year": [text[:4] for text in data["birth_date"]],
        "month": [text[5:7] for text in data["birth_date"]],
        "day": [text[8:] for text in data["birth_date"]],
    }
    found = roles(parts)
    assert list(found.values())[1:] == ["birth_year", "birth_month", "birth_day"]
    # a year alone, or beside no names, is no birth year
    assert roles({"title": data["street"], "year": parts["year"]})["year"] == "category"


def test_name_of_companies_people_and_things() -> None:
    data = contacts()
    firms = [f"{name} {word}" for name in FAMILY for word in ("GmbH", "& Co Ltd", "Bakery")] * 10
    things = [f"Digital camera {n} with zoom lens, black, {n * 7} mm" for n in range(270)]
    assert roles({"name": firms, "phone": data["phone"][:270]})["name"] == "company"
    assert roles({"name": things, "price": [f"{n}.99" for n in range(270)]})["name"] == "text"
    full = [f"{g} {f}" for g, f in zip(data["given_name"], data["family_name"], strict=True)]
    assert roles({"name": full, "phone": data["phone"]})["name"] == "full_name"
    both = {"Vorname": data["given_name"], "Nachname": data["family_name"], "Name": full}
    assert roles(both)["Name"] == "full_name"


def test_title_of_people_jobs_and_books() -> None:
    people = contacts()
    forms = picks(["Mr", "Mrs", "Dr"], 300, 11)
    jobs = picks(["Sales Manager", "Software Engineer", "Head of Finance", "Nurse"], 300, 12)
    books = [f"The long story of a town called number {n}" for n in range(300)]
    assert roles({"First Name": people["given_name"], "Title": forms})["Title"] == "name_prefix"
    assert roles({"First Name": people["given_name"], "Title": jobs})["Title"] == "job_title"
    assert roles({"Author": people["family_name"], "Title": books})["Title"] == "text"


class TestIdentifiers:
    size = 300
    sequence = tuple(range(size))
    shared = tuple(numbers(10**8, 10**8 + 200, size, 13))

    def test_one_record_id_the_best(self) -> None:
        found = roles(
            {"ref_no": self.sequence, "id": self.sequence[::-1], "city": ["x", "y"] * 150}
        )
        assert found["id"] == "record_id"
        assert found["ref_no"] == "ignore"  # unique too: it would speak against every match

    def test_a_customer_number_is_the_key_only_where_it_is_unique(self) -> None:
        names = contacts()["family_name"]
        unique = {"Customer No": self.sequence, "Name": names}
        repeated = {"Customer No": self.shared, "Name": names}
        assert roles(unique)["Customer No"] == "record_id"
        assert roles(repeated)["Customer No"] == "identifier"

    def test_a_person_number_stays_evidence_though_unique(self) -> None:
        found = roles({"id": self.sequence, "SSN": self.sequence})
        assert found == {"id": "record_id", "SSN": "identifier"}

    def test_ids_of_two_sources_may_collide(self) -> None:
        twice = [n // 2 for n in self.sequence]
        assert roles({"id": twice, "source": ["a", "b"] * 150})["id"] == "record_id"

    def test_a_shared_foreign_key_is_no_identifier(self) -> None:
        few = [n % 7 for n in self.sequence]
        assert roles({"id": self.sequence, "campaign_id": few})["campaign_id"] == "category"

    def test_values_alone(self) -> None:
        uuids = [f"{n:08x}-0000-4000-8000-{n * 7919:012x}" for n in self.sequence]
        assert roles({"a": uuids, "b": contacts()["email"]})["a"] == "record_id"
        assert roles({"a": self.sequence, "b": contacts()["email"]})["a"] == "record_id"


class TestOverrides:
    def test_they_win(self) -> None:
        table = pa.table({"email": ["x"], "b": ["y"]})
        found = infer_roles(Records(table, ()), {"email": Role.TEXT})
        assert (found[0].role, found[0].confidence, found[0].evidence) == (Role.TEXT, 1.0, "plan")

    def test_a_planned_record_id_is_the_only_one(self) -> None:
        found = roles({"id": [1, 2, 3], "key2": ["a", "b", "c"]}, {"key2": Role.RECORD_ID})
        assert found["key2"] == "record_id"
        assert found["id"] != "record_id"

    def test_unknown_column(self) -> None:
        with pytest.raises(PlanError, match="no column is called 'emial'") as caught:
            roles({"email": ["a@b.org"], "city": ["Rome"]}, {"emial": Role.EMAIL})
        assert caught.value.hint == "did you mean 'email'?"


class TestOddTables:
    def test_no_columns_and_no_rows(self) -> None:
        assert roles(pa.table({})) == {}
        assert roles({"Vorname": pa.array([], pa.string())}) == {"Vorname": "ignore"}

    def test_one_row(self) -> None:
        found = roles({"id": ["1"], "Email": ["a@b.org"], "Name": ["Anna Weber"], "x": [None]})
        assert found == {"id": "record_id", "Email": "email", "Name": "full_name", "x": "ignore"}

    def test_null_columns_and_constants(self) -> None:
        data = contacts()
        found = roles(
            {
                "Email": pa.array([None] * 300, pa.string()),
                "phone": ["N/A", "-", "null"] * 100,
                "note": ["same"] * 300,
                "Country": ["Germany"] * 300,
                "source": ["crm"] * 300,
                "city": data["city"],
            }
        )
        assert list(found.values()) == ["ignore"] * 3 + ["country", "source", "city"]

    def test_texts_for_null_do_not_count(self) -> None:
        sparse = ["NA"] * 290 + contacts(10)["birth_date"]
        assert roles({"dob": sparse, "b": sparse[::-1]})["dob"] == "birth_date"

    def test_a_sparse_column_of_a_large_table_is_still_seen(self) -> None:
        size = 30_000
        emails: list[str | None] = [None] * size
        emails[::3000] = contacts(10)["email"]
        table = pa.table({"n": pa.array(range(size)), "x": emails, "y": ["N/A"] * size})
        found = infer_roles(Records(table, ()), sample=1000)
        assert [role.role.value for role in found] == ["record_id", "email", "ignore"]

    def test_arrow_types(self) -> None:
        days = [date(1930 + n % 80, 1 + n % 12, 1 + n % 28) for n in range(300)]
        times = [datetime(2020, 1 + n % 12, 3, 4, 5, n % 60) for n in range(300)]
        data = contacts()
        found = roles(
            {
                "dob": pa.array(days),
                "updated": pa.array(times),
                "plz": pa.array([int(n) for n in data["postcode"]]),
                "ort": pa.array(data["city"]).dictionary_encode(),
                "opt_in": pa.array([n % 2 == 0 for n in range(300)]),
                "price": pa.array([n / 7 for n in range(300)]),
                "tags": pa.array([["a"], ["b", "c"]] * 150),
                "mail": pa.array(data["email"], pa.large_string()),
            }
        )
        assert list(found.values())[:6] == [
            "birth_date",
            "updated_at",
            "postcode",
            "city",
            "consent",
            "ignore",
        ]
        assert found["tags"] == "ignore"
        assert found["mail"] == "email"

    def test_a_header_twice(self) -> None:
        data = contacts()
        table = pa.table([data["email"], data["phone"]], names=["x", "x"])
        found = infer_roles(Records(table, ()))
        assert [role.role.value for role in found] == ["email", "phone"]

    @settings(max_examples=40, deadline=None)
    @given(
        st.dictionaries(
            st.text(max_size=12),
            st.lists(st.none() | st.text(max_size=30), min_size=4, max_size=4),
            max_size=5,
        )
    )
    def test_anything_gives_one_role_a_column(self, columns: dict[str, list[str | None]]) -> None:
        table = pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
        assert len(roles(table)) == len(columns)


@pytest.mark.parametrize("sample", [20_000, 150])
def test_order_of_rows_does_not_matter(sample: int) -> None:
    data = contacts(2000)
    data["note"] = [f"text about {n % 91} and more" for n in range(2000)]
    table = pa.table({f"c{n}": values for n, values in enumerate(data.values())})
    expected = infer_roles(Records(table, ()), sample=sample)
    for seed in range(3):
        order = np.random.default_rng(seed).permutation(table.num_rows)
        shuffled = table.take(pa.array(order))
        assert infer_roles(Records(shuffled, ()), sample=sample) == expected


def test_evidence_holds_no_value() -> None:
    data = contacts()
    found = infer_roles(Records(pa.table(data), ()))
    values = {value for column in data.values() for value in column if len(value) > 3}
    assert not [role for role in found if any(value in role.evidence for value in values)]
