"""Header words that need a second look: at the values, or at the columns beside them.

See ``vocabulary`` for the plain ones.
"""

from __future__ import annotations

from twinset.types import Role

WEAK_PHRASES: dict[Role, str] = {
    Role.GIVEN_NAME: "first, given, fn, meno, ad, jméno, όνομα, vn, fnam",
    Role.MIDDLE_NAME: "middle, mi, mn, patronimico",
    Role.FAMILY_NAME: "last, family, ln, sname, lnam, nn, surn",
    Role.FULL_NAME: "contact, person, nam, client, customer, member, patient, alias",
    Role.GENDER: "m/f, mf",
    Role.BIRTH_DATE: "birth, bday, age date",
    Role.BIRTH_YEAR: "by, byr, byear, birth y, b year",
    Role.BIRTH_MONTH: "bm, mob, bmon, bmonth, birth m, b month, birth mon",
    Role.BIRTH_DAY: "bd, birth d, b day, birth dd",
    Role.EMAIL: "em",
    Role.PHONE: "ph, mob, contact phone, tel fax",
    Role.ADDRESS: "add, adr, adrs, location, residence, box, po box, apartment, apt, unit, suite",
    Role.STREET: "str, strt, st, rd",
    Role.HOUSE_NUMBER: "hnr, hn, house",
    Role.CITY: "place, cty, district, parish, neighbourhood, area",
    Role.REGION: "reg, division, territory",
    Role.POSTCODE: "pc, post, pst code",
    Role.COUNTRY: "cntry, ctry, iso",
    Role.COMPANY: "account, agency, office, branch, school, hospital, provider, site, co",
    Role.JOB_TITLE: "title, function, funktion",
    Role.WEBSITE: "site, link, domain",
    Role.CREATED_AT: "since, registered on",
    Role.UPDATED_AT: "update, timestamp, ts",
    Role.SOURCE: "origin, system, file, channel, list, feed",
    Role.CONSENT: "marketing, agree, agreed, accepted, consents",
    Role.CATEGORY: """
        year, date, month, day, venue, program, code, level, flag, valid until, expires
    """,
    Role.TEXT: "text, info, information, other, misc",
}
"""Words that mean this only sometimes: the values decide as much as they do."""

AMBIGUOUS_NAMES = """
    name, names, Name, nom, noms, nombre, nome, naam, nazwa, navn, namn, nimi, nafn, név, nume
    isim, όνομα, имя, نام, اسم, الاسم, 名前, 名字, název, jméno, meno, назва, название
    наименование
"""
"""The full name where it stands alone, else the part that the other columns lack."""

OTHER_PEOPLE = """
    mother, father, spouse, husband, wife, guardian, parent, emergency, kin, assistant, owner
    manager
    supervisor, referrer, referred, sibling, child, Vater, Mutter, Ehepartner, Ehegatte
    Notfallkontakt
    père, mère, conjoint, padre, madre, cónyuge, coniuge, mãe, pai, cônjuge, moeder, vader, partner
    matka, ojciec, matki, ojca, małżonek, мать, отец, супруг, супруга, матери, مادر, همسر
"""
"""Words that say that a column is about someone else than the record's subject."""
