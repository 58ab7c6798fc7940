"""One column to its fields: a function a role, each on the column's distinct values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import pyarrow as pa

from twinset.columns import encode
from twinset.config import StandardizePlan
from twinset.standardize import (
    addresses,
    companies,
    contacts,
    dates,
    names,
    phones,
    placeholders,
    places,
    values,
)
from twinset.standardize.address_places import split_place
from twinset.standardize.address_scripts import spelt_out
from twinset.standardize.buffers import all_ascii
from twinset.standardize.city_spellings import latin_spellings
from twinset.standardize.date_eras import date_texts
from twinset.standardize.fused_names import marked_names
from twinset.standardize.inputs import arrow_column, columns_of
from twinset.standardize.name_characters import character_sums
from twinset.standardize.name_characters import name_characters as characters_of
from twinset.standardize.parts import PART
from twinset.standardize.phone_countries import infer_country
from twinset.standardize.repair import repaired
from twinset.standardize.row_countries import RowCountries
from twinset.standardize.texts import (
    NOTHING,
    Step,
    Texts,
    ascii_texts,
    fold,
    to_column,
)
from twinset.standardize.voices import scripts_of_values
from twinset.types import (
    NULL_CODE,
    ColumnRole,
    Int32,
    Records,
    Role,
    TextColumn,
    UInt8,
    UInt64,
)

STEPS: dict[Role, tuple[Step, Collection[str]]] = {
    Role.GIVEN_NAME: (names.name, names.NAMELESS),
    Role.MIDDLE_NAME: (names.name, names.NAMELESS),
    Role.FAMILY_NAME: (names.name, names.NAMELESS),
    Role.GENDER: (values.gender, ()),
    Role.BIRTH_PLACE: (places.city, NOTHING),
    Role.HOUSE_NUMBER: (addresses.house_number, NOTHING),
    Role.CITY: (places.city, NOTHING),
    Role.REGION: (fold, NOTHING - {"na"}),  # na: Napoli, Namur
    Role.COUNTRY: (places.country, NOTHING),
    Role.JOB_TITLE: (fold, NOTHING),
    Role.IDENTIFIER: (values.identifier, NOTHING),
    Role.WEBSITE: (values.website, ()),
    Role.CATEGORY: (fold, NOTHING - {"test"}),
    Role.NUMBER: (values.number, ()),
    Role.TEXT: (fold, NOTHING - {"test"}),
    Role.SOURCE: (fold, NOTHING),
}
"""Fields made of one column alone, and what counts as null in them besides empty text."""

BIRTH_PARTS = (Role.BIRTH_YEAR, Role.BIRTH_MONTH, Role.BIRTH_DAY)
_NAMES = (Role.GIVEN_NAME, Role.FAMILY_NAME)
_SCRIPTED = (Role.FULL_NAME, Role.FAMILY_NAME, Role.GIVEN_NAME)

Fields = dict[str, TextColumn]
Encoded: TypeAlias = tuple[Int32, pa.Array]
"""A column's codes (rows,), -1 for null, and its distinct values."""
CharacterSums: TypeAlias = list[tuple[Int32, UInt64]]
"""The like with ``name_characters.character_sums`` of the values."""


@dataclass(frozen=True)
class Context:
    """What the columns of a base share while they are standardised, side by side."""

    records: Records
    roles: Sequence[ColumnRole]
    plan: StandardizePlan
    country: Callable[[], RowCountries]
    """Waits until they are told."""
    read: Mapping[str, Encoded]
    """The columns that countries were told from."""
    ahead: dict[str, Future[Encoded]]
    """Columns whose numbering has begun; who asks for one takes it away."""
    foreign: dict[str, Encoded] = field(default_factory=dict)
    """Codes and raw distinct values of the columns of names and cities that are not all ASCII."""

    def distinct(self, column: str, role: Role) -> tuple[Int32, Texts]:
        """A column's codes and its distinct values in ASCII, placeholders empty."""
        codes, distinct = self.raw(column, role)
        return codes, ascii_texts(distinct)

    def raw(self, column: str, role: Role) -> tuple[Int32, pa.StringArray]:
        """A column's codes and its distinct values in their own script, placeholders empty.

        Those are told before values are transliterated: "нет" would become "net".
        """
        codes, distinct = self.encoded(column)
        distinct = repaired(distinct)
        if role in (*_SCRIPTED, Role.CITY) and not all_ascii(distinct):
            self.foreign[column] = codes, distinct
        distinct = placeholders.without(distinct, role)
        if role in (Role.STREET, Role.ADDRESS):
            distinct = spelt_out(distinct)
        elif role in _SCRIPTED:
            distinct = names.untitled(distinct)
            if role == Role.FULL_NAME:
                distinct = names.family_first(distinct)
        return codes, distinct

    def encoded(self, column: str) -> Encoded:
        """A column as it was read before, or is read now."""
        if known := self.read.get(column):
            return known
        begun = self.ahead.pop(column, None)
        return begun.result() if begun else read_column(self.records, column)

    def columns(self, *wanted: Role) -> list[str]:
        return columns_of(self.roles, *wanted)


def read_column(records: Records, column: str) -> Encoded:
    """A column numbered. Raises ``InputError`` for one whose type has no text form."""
    return encode(arrow_column(records, column))


def simple(context: Context, role: Role, column: str) -> Fields:
    """The field of a role in ``STEPS``, and the generation that a name may tell."""
    step, nothing = STEPS[role]
    codes, raw = context.raw(column, role)
    texts = ascii_texts(raw)
    standard = step(texts)
    if role == Role.CITY and column in context.foreign:
        scripts = scripts_of_values(context.foreign[column][1])
        if scripts is not None:
            standard = latin_spellings(codes, standard, scripts > 0)
    if nothing:
        nothing = placeholders.folded(role).union(nothing)
    fields = {role.value: to_column(codes, standard, nothing)}
    if role in _NAMES:
        fields |= _generation(codes, texts)
        if column == context.columns(role)[0]:
            fields[f"{PART}marked {role.value}"] = marked_names(codes, raw)
    return fields


def _merged(codes: Int32, texts: Texts, step: Step) -> TextColumn:
    """A column of parts, which repeat: the step sees each text once."""
    merged = to_column(codes, texts, ())
    return to_column(merged.codes, step(Texts(merged.offsets, merged.data)))


def name_suffix(context: Context, column: str) -> Fields:
    return _generation(*context.distinct(column, Role.NAME_SUFFIX))


def _generation(codes: Int32, texts: Texts) -> Fields:
    """Junior or senior, for ``parts.fill_names``."""
    return {PART + "generation": to_column(codes, names.generation(texts), ())}


def postcode(context: Context, column: str) -> Fields:
    codes, texts = context.distinct(column, Role.POSTCODE)
    country = context.plan.country
    return {"postcode": places.postcode_column(codes, texts, context.country().stated, country)}


def contact(context: Context, role: Role, column: str) -> contacts.ContactColumn:
    known = context.country().likely
    default = context.plan.country

    def phone(codes: Int32, values: pa.StringArray) -> TextColumn:
        nonlocal default
        if default is None and (known.codes[codes >= 0] < 0).any():
            # once: the first numbers of the cells say more than the few second ones
            default = infer_country(values) or ""
        return phones.phone(codes, ascii_texts(values), known, default)

    encoded = context.read.get(column)
    return contacts.read(context.records, column, role, phone, encoded)


def company(context: Context, column: str) -> Fields:
    codes, distinct = context.encoded(column)
    found = companies.comparison_parts(repaired(distinct))
    name = to_column(codes, found.name)
    codes = np.where(name.codes < 0, np.int32(NULL_CODE), codes)  # the N.A. of "n/a" is no form
    return {
        "company": name,
        PART + "trading name": to_column(codes, found.alias),
        "legal_form": to_column(codes, companies.form_texts(found.form)),
    }


def birth_date(context: Context, column: str) -> Fields:
    codes, values = context.raw(column, Role.BIRTH_DATE)
    texts = date_texts(values)
    return {"birth_date": dates.birth_date(codes, texts, context.plan)}


def joined_birth_date(context: Context) -> Fields:
    parts: list[TextColumn | None] = []
    for role in BIRTH_PARTS:
        part = None
        for column in context.columns(role)[:1]:
            codes, texts = context.distinct(column, role)
            part = to_column(codes, fold(texts, floats=True))
        parts.append(part)
    return {"birth_date": dates.joined_birth_date(*parts)}


def full_name(context: Context, column: str, first: bool) -> Fields:
    """The full name and, of the first such column, its parts for ``parts.fill_names``."""
    codes, texts = context.distinct(column, Role.FULL_NAME)
    parts = names.full_name(texts)
    full = to_column(codes, parts.full, names.NAMELESS | placeholders.folded(Role.FULL_NAME))
    fields = {"full_name": full} | _generation(codes, texts)
    if first:
        codes = np.where(full.codes < 0, np.int32(NULL_CODE), codes)  # no parts of "no name"
        fields |= {
            PART + name: to_column(codes, part, ())
            for name, part in [
                ("given_name", parts.given),
                ("middle_name", parts.middle),
                ("family_name", parts.family),
            ]
        }
    return fields


def character_sums_of_names(context: Context) -> CharacterSums:
    """Which Chinese characters stand in the columns of names; of none where all are ASCII."""
    columns = [c for c in context.columns(*_NAMES) if c in context.foreign] or [
        c for c in context.columns(Role.FULL_NAME)[:1] if c in context.foreign
    ]
    found = [(context.foreign[c][0], names.untitled(context.foreign[c][1])) for c in columns]
    return [(codes, character_sums(values)) for codes, values in found]


def name_characters(
    sums: CharacterSums, given: Sequence[TextColumn], family: Sequence[TextColumn]
) -> list[TextColumn]:
    """Of names in Chinese and Japanese, with which characters; nothing where there are none."""
    if not (sums and given and family):
        return []
    found = characters_of(sums, (given[0].codes >= 0) & (family[0].codes >= 0))
    return [] if found is None else [found]


def name_scripts(context: Context) -> UInt8 | None:
    """The script of each record's name: of the first of its columns that is not Latin."""
    out: UInt8 | None = None
    for column in context.columns(*_SCRIPTED):
        if column not in context.foreign:
            continue
        codes, distinct = context.foreign[column]
        scripts = scripts_of_values(distinct)
        if scripts is not None:
            found = np.append(scripts, np.uint8(0))[codes]
            out = found if out is None else np.where(out > 0, out, found)
    return out


def address(context: Context, role: Role, column: str, index: int) -> Fields:
    """The first line of each role in parts for ``parts.fill_addresses``, further lines whole."""
    codes, texts = context.distinct(column, role)
    if index > 0:
        field = to_column(codes, addresses.street_name(texts))
        return {"street" if role == Role.STREET else f"address_{index + 1}": field}
    placed: Fields = {}
    if role == Role.ADDRESS and not context.columns(Role.CITY, Role.POSTCODE):
        texts, placed = _place(context, codes, texts)
    parts = addresses.address(texts)
    fields = {
        "street": to_column(codes, parts.street),
        "house_number": _merged(codes, parts.house_number, addresses.house_number),
        "unit": to_column(codes, parts.unit),
        "address_rest": to_column(codes, parts.rest),
        "po_box": to_column(codes, parts.box, ()),
    }
    fields = {f"{PART}{role.value}.{name}": field for name, field in fields.items()}
    if role == Role.ADDRESS and context.columns(Role.STREET):
        fields[PART + "address"] = to_column(codes, addresses.street_name(texts))
    return fields | placed


def _place(context: Context, codes: Int32, texts: Texts) -> tuple[Texts, Fields]:
    """Addresses without their place, and the fields of the place that have no column."""
    place = split_place(texts)
    country = context.plan.country
    postcode = to_column(codes, place.postcode, ())
    postcode_texts = Texts(postcode.offsets, postcode.data)
    fields = {
        Role.CITY: _merged(codes, place.city, places.city),
        Role.REGION: to_column(codes, place.region, ()),
        Role.POSTCODE: places.postcode_column(
            postcode.codes, postcode_texts, context.country().stated, country
        ),
        Role.COUNTRY: _merged(codes, place.country, places.country),
    }
    return place.head, {r.value: field for r, field in fields.items() if not context.columns(r)}
