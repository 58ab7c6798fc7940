"""The words that people write over columns of identifiers; see ``vocabulary``."""

from __future__ import annotations

PERSON_IDS = """
    ssn, natl id, government id, government id number, social security, social security number
    social security no, soc sec, soc sec id, soc sec no
    passport, passport number, passport no, national id, national id number, national insurance
    nino, ni number, nhs number, tax id, tax number, tax id number, tin, ein, vat, vat number
    vat id, vat no, driver license, drivers license, driving licence, driver licence
    license number
    licence number, lei, lei number, duns, duns number, npi, id card, identity card, itin, aadhaar
    id card number, personal number, personal id, personal code, medicare number, insurance number
    Steuernummer, Steuer-ID, USt-IdNr, Umsatzsteuer-ID, Sozialversicherungsnummer, Personalausweis
    Ausweisnummer, Reisepass, Passnummer, Handelsregister, Handelsregisternummer, siren, siret
    numéro de sécurité sociale, passeport, numéro de tva, carte d'identité, dni, nif, nie, cif, rfc
    curp, cuit, rut, documento de identidad, número de la seguridad social, pasaporte
    codice fiscale, partita iva, p. iva, passaporto, carta d'identità, cpf, cnpj, nif, passaporte
    bilhete de identidade, cartão de cidadão, contribuinte, bsn, burgerservicenummer
    rijksregisternummer, kvk, kvk nummer, btw nummer, paspoort, paspoortnummer, pesel, nip, regon
    numer paszportu, dowód osobisty, numer dowodu, fødselsnummer, personnummer, organisasjonsnummer
    organisationsnummer, cpr, cpr nummer, cvr, cvr nummer, henkilötunnus, hetu, y-tunnus, kennitala
    kt, rodné číslo, ičo, ič, dič, személyi szám, adószám, taj szám, útlevélszám, cnp, cui
    cod fiscal
    tc kimlik, tc kimlik no, kimlik no, tc no, vergi no, vergi numarası, pasaport no, αφμ, αμκα
    αριθμός ταυτότητας, αριθμός διαβατηρίου, инн, снилс, огрн, паспорт, номер паспорта, іпн, рнокпп
    єдрпоу, номер паспорту, کد ملی, کدملی, شماره ملی, شماره پاسپورت, شماره شناسنامه, شناسه ملی
    رقم الهوية, الرقم القومي, الرقم الوطني, رقم جواز السفر, رقم الجواز, الرقم الضريبي, 身份证
    身份证号, 身份证号码, 身分證, 身分證字號, 护照号, 护照号码, 統一編號, 统一社会信用代码
    マイナンバー, 個人番号, パスポート番号, 旅券番号, 法人番号, 주민등록번호, 여권번호
    사업자등록번호, 외국인등록번호
"""
"""Numbers that a state or registry gives to one person or company."""

SUBJECT_IDS = """
    customer id, customer number, customer no, customer nr, client id, client number, client no
    member id, member number, membership number, patient id, patient number, mrn, employee id
    employee number, student id, student number, provider id, provider number, person id
    loyalty id, loyalty number, card number, user id, username, user name, user login
    account number, account no
    company id, party id, cust id, cust no, custno, subscriber id, voter id, policy number, upc
    isbn
    sku, model no, modelno, model number, part number, ean, gtin, mpn, asin, issn, doi, iban, bic
    Kundennummer, Kundennr, Kunden-Nr, Kunden-ID, Mitgliedsnummer, Personalnummer, Matrikelnummer
    numéro client, n° client, code client, numéro d'adhérent, número de cliente, código de cliente
    nº cliente, codice cliente, numero cliente, número do cliente, código do cliente, klantnummer
    klantnr, lidnummer, numer klienta, nr klienta, kundenummer, kundnummer, medlemsnummer
    asiakasnumero, jäsennumero, viðskiptanúmer, číslo zákazníka, ügyfélszám, vevőkód, cod client
    număr client, müşteri no, müşteri numarası, αριθμός πελάτη, κωδικός πελάτη, номер клиента
    код клиента, номер клієнта, код клієнта, کد مشتری, شماره مشتری, رقم العميل, 客户编号, 客户号
    會員編號, 会员号, 顧客番号, 顧客コード, 会員番号, 고객번호, 회원번호
"""
"""Numbers that the keeper of the file gives to a person, company or product."""

ROW_IDS = """
    id, ids, record id, rec id, recid, record no, record number, row id, rowid, row, row number
    row no
    uuid, guid, unique id, uid, pk, primary key, contact id, lead id, index, idx, record key, key
    internal id, system id, entity record id, nr, no, number, seq, sequence, oid, object id, rid
    Datensatz-ID, Datensatznummer, lfd Nr, laufende Nummer, Nummer, identifiant, numéro
    identificador
    número, numero, identificativo, nummer, identyfikator, lp, tunniste, auðkenni, číslo, azonosító
    sorszám, kimlik, sıra no, αα, номер, ид, идентификатор, п/п, ідентифікатор, شناسه, ردیف, معرف
    الرقم, رقم, 编号, 序号, 編號, 序號, 番号, 連番, 번호, 순번, 아이디
"""

ID_WORDS = """
    id, ids, key, guid, uuid, number, no, nr, num, nbr, code, ref, reference, identifier, pk, fk
    nummer
    numéro, número, numero, numer, číslo, szám, номер, код, شماره, کد, رقم, 编号, 号, 编码, 番号
    번호, 코드
"""
