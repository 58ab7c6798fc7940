"""What headers say by themselves, language by language."""

from __future__ import annotations

import pytest

from twinset.roles.headers import PART, header_words, read_header
from twinset.types import Role

LANGUAGES: dict[str, dict[str, str]] = {
    "crm": {
        "FirstName": "given_name",
        "Last Name": "family_name",
        "E-mail Address": "email",
        "MailingStreet": "street",
        "MailingPostalCode": "postcode",
        "MobilePhone": "phone",
        "Address 1 - Postal Code": "postcode",
        "Organization 1 - Title": "job_title",
        "HasOptedOutOfEmail": "consent",
        "LeadSource": "source",
        "CreatedDate": "created_at",
        "LastModifiedDate": "updated_at",
        "DOB_year": "birth_year",
        "ADDR_STATE": "region",
        "hse_num": "house_number",
    },
    "german": {
        "Vorname": "given_name",
        "Nachname": "family_name",
        "Straße": "street",
        "Hausnr.": "house_number",
        "PLZ": "postcode",
        "Ort": "city",
        "Geburtsdatum": "birth_date",
        "Telefonnummer": "phone",
        "Kundenvorname": "given_name",
        "Firma": "company",
        "Geschlecht": "gender",
        "Steuernummer": "identifier",
    },
    "french": {
        "Prénom": "given_name",
        "Nom de famille": "family_name",
        "Date de naissance": "birth_date",
        "Courriel": "email",
        "Numéro de téléphone": "phone",
        "Ville": "city",
        "Raison sociale": "company",
        "Date de création": "created_at",
    },
    "spanish": {
        "Apellidos": "family_name",
        "Fecha de nacimiento": "birth_date",
        "Correo electrónico": "email",
        "Código postal": "postcode",
        "Dirección": "address",
        "País": "country",
        "DNI": "identifier",
    },
    "italian": {
        "Cognome": "family_name",
        "Data di nascita": "birth_date",
        "Luogo di nascita": "birth_place",
        "Indirizzo": "address",
        "CAP": "postcode",
        "Codice fiscale": "identifier",
    },
    "portuguese": {"Sobrenome": "family_name", "Telemóvel": "phone", "Morada": "address"},
    "dutch": {"Voornaam": "given_name", "Achternaam": "family_name", "Geboortedatum": "birth_date"},
    "polish": {"Imię": "given_name", "Nazwisko": "family_name", "Kod pocztowy": "postcode"},
    "swedish": {"Förnamn": "given_name", "Efternamn": "family_name", "E-postadress": "email"},
    "danish": {"Fornavn": "given_name", "Efternavn": "family_name", "Fødselsdato": "birth_date"},
    "norwegian": {"Etternavn": "family_name", "Fødselsår": "birth_year", "Poststed": "city"},
    "finnish": {"Etunimi": "given_name", "Sukunimi": "family_name", "Puhelinnumero": "phone"},
    "icelandic": {
        "Eiginnafn": "given_name",
        "Kenninafn": "family_name",
        "Fæðingardagur": "birth_date",
        "Heimilisfang": "address",
        "Kennitala": "identifier",
    },
    "czech": {"Příjmení": "family_name", "Datum narození": "birth_date", "PSČ": "postcode"},
    "hungarian": {"Keresztnév": "given_name", "Vezetéknév": "family_name", "Cím": "address"},
    "romanian": {"Prenume": "given_name", "Data nașterii": "birth_date", "Județ": "region"},
    "turkish": {"Soyadı": "family_name", "Doğum Tarihi": "birth_date", "Şehir": "city"},
    "greek": {"Επώνυμο": "family_name", "Ημερομηνία γέννησης": "birth_date", "Τ.Κ.": "postcode"},
    "russian": {
        "Имя": "given_name",
        "Отчество": "middle_name",
        "Фамилия": "family_name",
        "ФИО": "full_name",
        "Дата рождения": "birth_date",
        "Электронная почта": "email",
        "Номер телефона": "phone",
        "Город": "city",
        "ИНН": "identifier",
    },
    "ukrainian": {"Ім’я": "given_name", "Прізвище": "family_name", "Місто": "city"},
    "persian": {
        "نام خانوادگی": "family_name",
        "تاریخ تولد": "birth_date",
        "کد پستی": "postcode",
        "شماره تلفن": "phone",
        "کدملی": "identifier",
        "ایمیل": "email",
    },
    "arabic": {"الاسم الأول": "given_name", "تاريخ الميلاد": "birth_date", "المدينة": "city"},
    "chinese": {
        "姓名": "full_name",
        "出生日期": "birth_date",
        "手机号码": "phone",
        "邮政编码": "postcode",
        "電子郵件": "email",
        "公司名称": "company",
        "紧急电话": "phone",
    },
    "japanese": {"氏名": "full_name", "生年月日": "birth_date", "郵便番号": "postcode"},
    "korean": {"성명": "full_name", "생년월일": "birth_date", "우편번호": "postcode"},
}


@pytest.mark.parametrize(
    ("header", "role"),
    [pair for table in LANGUAGES.values() for pair in table.items()],
)
def test_header_in_its_language(header: str, role: str) -> None:
    scores = read_header(header).scores
    assert max(scores, key=lambda found: scores[found]) == role
    assert scores[Role(role)] >= 0.6


@pytest.mark.parametrize(
    "header", ["FirstName", "first_name", "First Name", "FIRST-NAME", "firstname", "first.name 2"]
)
def test_spelling_does_not_matter(header: str) -> None:
    assert read_header(header).scores == {Role.GIVEN_NAME: 0.95}


def test_words_of_a_header() -> None:
    assert header_words("billingStreet2") == ("billing", "street")
    assert header_words("HTMLBody") == ("html", "body")
    assert header_words("Größe (cm)") == ("grosse", "cm")
    assert header_words("042 / --") == ()


@pytest.mark.parametrize("header", ["", "42", "col7", "xq", "Unnamed: 3"])
def test_a_header_that_says_nothing(header: str) -> None:
    assert read_header(header).scores == {}


def test_words_with_two_meanings_keep_both() -> None:
    assert {Role.BIRTH_YEAR, Role.CITY} <= set(read_header("by").scores)  # a town in Danish
    assert {Role.POSTCODE, Role.PHONE} <= set(read_header("cep").scores)  # a mobile in Turkish


def test_what_is_about_an_identifier_is_no_identifier() -> None:
    assert read_header("PASSPORT_NUMBER").scores == {Role.IDENTIFIER: 0.95}
    assert read_header("PASSPORT_COUNTRY").scores == {Role.CATEGORY: PART}
    assert read_header("tax_id_type").scores == {Role.CATEGORY: PART}


@pytest.mark.parametrize("header", ["Mother's name", "emergency_phone", "Имя матери"])
def test_other_people_are_not_the_subject(header: str) -> None:
    assert list(read_header(header).scores) == [Role.CATEGORY]


def test_the_date_of_a_consent_is_no_change_of_the_record() -> None:
    scores = read_header("mkt_consent_ts").scores
    assert max(scores, key=lambda role: scores[role]) is Role.CONSENT
    assert scores[Role.CONSENT] == PART


def test_keys_and_person_numbers() -> None:
    assert read_header("id").id_score == 0.95
    assert read_header("Record-ID").id_score == 0.95
    assert read_header("Kundennummer").person_id
    assert not read_header("campaign_id").person_id
    assert read_header("email id").scores == {Role.EMAIL: 0.95}
