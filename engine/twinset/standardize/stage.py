"""The stage: every column once, on its distinct values, to standardised fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.columns import encode
from twinset.config import StandardizePlan
from twinset.parallel import map_ordered
from twinset.progress import SILENT, Progress, stage
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
from twinset.standardize.city_spellings import latin_spellings
from twinset.standardize.inputs import arrow_column, columns_of
from twinset.standardize.row_countries import RowCountries, row_countries
from twinset.standardize.texts import (
    NOTHING,
    Step,
    Texts,
    ascii_texts,
    coalesce,
    fold,
    is_null,
    to_column,
)
from twinset.standardize.voices import scripts_of_values
from twinset.types import (
    NULL_CODE,
    ColumnRole,
    Int32,
    Records,
    Role,
    StandardRecords,
    TextColumn,
    UInt8,
)

_STEPS: dict[Role, tuple[Step, Collection[str]]] = {
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
    Role.TEXT: (fold, NOTHING - {"test"}),
    Role.SOURCE: (fold, NOTHING),
}
"""Fields made of one column alone, and what counts as null in them besides empty text."""

_BIRTH_PARTS = (Role.BIRTH_YEAR, Role.BIRTH_MONTH, Role.BIRTH_DAY)
_ADDRESS_PARTS = ("street", "house_number", "unit", "address_rest", "po_box")
_NAMES = (Role.GIVEN_NAME, Role.FAMILY_NAME)
_SCRIPTED = (Role.FULL_NAME, Role.FAMILY_NAME, Role.GIVEN_NAME)
_MOSTLY = 0.5
_PART = "part of "  # marks columns that the last step puts into fields

Fields = dict[str, TextColumn]
_Job: TypeAlias = "partial[Fields] | partial[contacts.ContactColumn]"


@dataclass(frozen=True)
class _Context:
    records: Records
    roles: Sequence[ColumnRole]
    plan: StandardizePlan
    country: Callable[[], RowCountries]
    """Waits until they are told."""
    read: Mapping[str, tuple[Int32, pa.Array]]
    """Codes and distinct values of the columns that countries were told from."""
    foreign: dict[str, tuple[Int32, pa.Array]] = field(default_factory=dict)
    """Codes and raw distinct values of the columns of names and cities that are not all ASCII."""

    def distinct(self, column: str, role: Role) -> tuple[Int32, Texts]:
        """A column's codes and its distinct values in ASCII, placeholders empty.

        Those are told from values before they are transliterated: "нет" would become "net".
        """
        codes, distinct = self.read.get(column) or _read(self.records, column)
        if (
            role in (*_SCRIPTED, Role.CITY)
            and not pc.all(pc.string_is_ascii(distinct), min_count=0).as_py()
        ):
            self.foreign[column] = codes, distinct
        distinct = placeholders.without(distinct, role)
        if role in (Role.STREET, Role.ADDRESS):
            distinct = spelt_out(distinct)
        elif role == Role.FULL_NAME:
            distinct = names.family_first(distinct)
        return codes, ascii_texts(distinct)

    def columns(self, *wanted: Role) -> list[str]:
        return columns_of(self.roles, *wanted)


def standardize(
    records: Records,
    roles: Sequence[ColumnRole],
    plan: StandardizePlan = StandardizePlan(),  # noqa: B008 - frozen
    *,
    threads: int = 1,
    progress: Progress = SILENT,
) -> StandardRecords:
    """Every column that has a role with a standard form, as text that compares.

    Fields are named by role, ``_2``, ``_3`` for further columns of it; texts are lower-case ASCII
    with single spaces; empty, and what only stands for "nothing" ("n/a", "unknown"), is null. A
    field whose rows are all null is left out. Besides the roles' own names there are:

    - ``email``, ``email_2``, ... and ``phone``, ``phone_2``, ...: a record's distinct values, from
      lists, cells that hold several, and all columns of the role (``standardize.contacts``);
    - ``given_name``, ``middle_name``, ``family_name`` out of a full name, where they are missing;
    - ``company``, ``company_2``, ...: the companies of all columns, then trading and former names
      ("X Ltd t/a Y"); ``legal_form`` ("limited gmbh") beside them;
    - ``generation`` "1" (senior) to "4", out of names and suffixes;
    - ``birth_date`` "YYYYMMDD", "00" for parts not known, also from three columns;
    - ``street``, ``house_number``, ``unit``, ``address_rest``, ``po_box`` out of a street or
      address column (a PO box alone is the street "box" and its number as house number too),
      and ``city``, ``region``, ``postcode``, ``country`` where the base has neither a city's nor a
      postcode's column;
      ``address`` (beside a street column) and ``address_2`` are further lines, kept whole.

    Each standardiser is idempotent but for the splits of full names and addresses into parts. The
    result does not depend on ``threads``. Raises ``InputError`` naming a column whose type has no
    text form.
    """
    read: dict[str, tuple[Int32, pa.Array]] = {}

    def reader(column: str) -> tuple[Int32, pa.Array]:
        return read.setdefault(column, read.get(column) or _read(records, column))

    # told beside the first columns, few of which ask: alone, it kept one of two cores waiting
    countries: Future[RowCountries] = Future()

    def tell_countries() -> Fields:
        try:
            countries.set_result(row_countries(reader, roles, records.size))
        except BaseException as error:
            countries.set_exception(error)
            raise
        return {}

    context = _Context(records, roles, plan, countries.result, read)
    jobs = _jobs(context)
    columns: defaultdict[str, list[TextColumn]] = defaultdict(list)
    contact_columns: list[contacts.ContactColumn] = []
    with stage(progress, "standardize", len(jobs), "columns") as bar:
        order = _longest_first(jobs)
        work: list[_Job] = [partial(tell_countries), *(jobs[place] for place in order)]
        done = map_ordered(lambda job: job(), work, threads)
        next(done)
        results = {}
        for place, found in zip(order, done, strict=True):
            results[place] = found
            bar.advance(1)
    for _, found in sorted(results.items()):
        if isinstance(found, contacts.ContactColumn):
            contact_columns.append(found)
            _ = columns[found.role.value]  # fields stand in the order of their columns
            continue
        for name, column in found.items():
            if not is_null(column):
                columns[name].append(column)
    notes = _spread_contacts(contact_columns, columns, records.size, threads)
    _fill_companies(columns, records.size)
    _fill_names(columns)
    _fill_addresses(columns)
    numbered = {
        name if index == 0 else f"{name}_{index + 1}": field
        for name, fields_of_role in columns.items()
        for index, field in enumerate(fields_of_role)
    }
    return StandardRecords(records.size, numbered, tuple(notes), _name_scripts(context))


def _read(records: Records, column: str) -> tuple[Int32, pa.Array]:
    """A column's codes and its distinct values."""
    return encode(arrow_column(records, column))


def _spread_contacts(
    found: Sequence[contacts.ContactColumn],
    columns: defaultdict[str, list[TextColumn]],
    size: int,
    threads: int,
) -> list[str]:
    """Emails and phones into their fields; notes on records that have more than are kept."""
    notes = []
    roles = (Role.EMAIL, Role.PHONE)
    spread = map_ordered(lambda role: contacts.spread(found, role, size), roles, threads)
    for role, (fields, crowded) in zip(roles, spread, strict=True):
        columns[role.value] = fields
        if crowded:
            notes.append(
                f"{crowded:,} records have more than {contacts.MAX_VALUES} {role.value}s: "
                "only the first ones are compared"
            )
    return notes


def _jobs(context: _Context) -> list[_Job]:
    """One function a column (or group of columns that make one field), in the order of roles."""
    jobs: list[_Job] = []
    for item in context.roles:
        if item.role in _STEPS:
            jobs.append(partial(_simple, context, item.role, item.column))
        elif item.role == Role.NAME_SUFFIX:
            jobs.append(partial(_suffix, context, item.column))
        elif item.role == Role.POSTCODE:
            jobs.append(partial(_postcode, context, item.column))
        elif item.role in (Role.EMAIL, Role.PHONE):
            jobs.append(partial(_contact, context, item.role, item.column))
        elif item.role == Role.COMPANY:
            jobs.append(partial(_company, context, item.column))
        elif item.role == Role.BIRTH_DATE:
            jobs.append(partial(_birth_date, context, item.column))
    if context.columns(*_BIRTH_PARTS):
        jobs.append(partial(_joined_birth_date, context))
    for index, column in enumerate(context.columns(Role.FULL_NAME)):
        jobs.append(partial(_full_name, context, column, index == 0))
    for role in (Role.STREET, Role.ADDRESS):
        for index, column in enumerate(context.columns(role)):
            jobs.append(partial(_address, context, role, column, index))
    return jobs


def _longest_first(jobs: Sequence[_Job]) -> list[int]:
    """The numbers of the jobs in the order in which they start, so that all threads end together:
    a street that was left to the last kept one of two waiting."""
    slow = [_address, _contact, _full_name, _company, _birth_date]
    rank = {function: place for place, function in enumerate(slow)}
    return sorted(range(len(jobs)), key=lambda place: rank.get(jobs[place].func, len(slow)))


def _simple(context: _Context, role: Role, column: str) -> Fields:
    step, nothing = _STEPS[role]
    codes, texts = context.distinct(column, role)
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
    return fields


def _merged(codes: Int32, texts: Texts, step: Step) -> TextColumn:
    """A column of parts, which repeat: the step sees each text once."""
    merged = to_column(codes, texts, ())
    return to_column(merged.codes, step(Texts(merged.offsets, merged.data)))


def _suffix(context: _Context, column: str) -> Fields:
    return _generation(*context.distinct(column, Role.NAME_SUFFIX))


def _generation(codes: Int32, texts: Texts) -> Fields:
    """Junior or senior, for ``_fill_names``."""
    return {_PART + "generation": to_column(codes, names.generation(texts), ())}


def _postcode(context: _Context, column: str) -> Fields:
    codes, texts = context.distinct(column, Role.POSTCODE)
    country = context.plan.country
    return {"postcode": places.postcode_column(codes, texts, context.country().stated, country)}


def _contact(context: _Context, role: Role, column: str) -> contacts.ContactColumn:
    known = context.country().likely
    default = context.plan.country

    def phone(codes: Int32, values: pa.StringArray) -> TextColumn:
        nonlocal default
        if default is None and (known.codes[codes >= 0] < 0).any():
            # once: the first numbers of the cells say more than the few second ones
            default = phones.infer_country(values) or ""
        return phones.phone(codes, ascii_texts(values), known, default)

    encoded = context.read.get(column)
    return contacts.read(context.records, column, role, phone, encoded)


def _company(context: _Context, column: str) -> Fields:
    codes, distinct = _read(context.records, column)
    found = companies.comparison_parts(distinct)
    name = to_column(codes, found.name)
    codes = np.where(name.codes < 0, np.int32(NULL_CODE), codes)  # the N.A. of "n/a" is no form
    return {
        "company": name,
        _PART + "trading name": to_column(codes, found.alias),
        "legal_form": to_column(codes, companies.form_texts(found.form)),
    }


def _birth_date(context: _Context, column: str) -> Fields:
    codes, texts = context.distinct(column, Role.BIRTH_DATE)
    return {"birth_date": dates.birth_date(codes, texts, context.plan)}


def _joined_birth_date(context: _Context) -> Fields:
    parts: list[TextColumn | None] = []
    for role in _BIRTH_PARTS:
        part = None
        for column in context.columns(role)[:1]:
            codes, texts = context.distinct(column, role)
            part = to_column(codes, fold(texts, floats=True))
        parts.append(part)
    return {"birth_date": dates.joined_birth_date(*parts)}


def _full_name(context: _Context, column: str, first: bool) -> Fields:
    """The full name and, of the first such column, its parts for ``_fill_names``."""
    codes, texts = context.distinct(column, Role.FULL_NAME)
    parts = names.full_name(texts)
    full = to_column(codes, parts.full, names.NAMELESS | placeholders.folded(Role.FULL_NAME))
    fields = {"full_name": full} | _generation(codes, texts)
    if first:
        codes = np.where(full.codes < 0, np.int32(NULL_CODE), codes)  # no parts of "no name"
        fields |= {
            _PART + name: to_column(codes, part, ())
            for name, part in [
                ("given_name", parts.given),
                ("middle_name", parts.middle),
                ("family_name", parts.family),
            ]
        }
    return fields


def _name_scripts(context: _Context) -> UInt8 | None:
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


def _address(context: _Context, role: Role, column: str, index: int) -> Fields:
    """The first line of each role in parts for ``_fill_addresses``, further lines whole."""
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
    fields = {f"{_PART}{role.value}.{name}": field for name, field in fields.items()}
    if role == Role.ADDRESS and context.columns(Role.STREET):
        fields[_PART + "address"] = to_column(codes, addresses.street_name(texts))
    return fields | placed


def _place(context: _Context, codes: Int32, texts: Texts) -> tuple[Texts, Fields]:
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


def _fill(columns: defaultdict[str, list[TextColumn]], name: str, part: str) -> None:
    """Put a part into the first column of a field where that is null."""
    for source in columns.pop(_PART + part, []):
        first = columns[name][0] if columns[name] else None
        if first is None:
            columns[name] = [source]
        elif (first.codes < 0).any():
            columns[name][0] = coalesce(first, source)


def _fill_companies(columns: defaultdict[str, list[TextColumn]], size: int) -> None:
    """A record's companies of all columns, trading names behind them."""
    names = [*columns.get("company", []), *columns.pop(_PART + "trading name", [])]
    if names:
        found = contacts.ContactColumn(Role.COMPANY, names)
        columns["company"], _ = contacts.spread([found], Role.COMPANY, size)


def _fill_names(columns: defaultdict[str, list[TextColumn]]) -> None:
    """Given and family names out of the full name; middle names only where a table has neither,
    as a given name's own column may hold them."""
    if columns["given_name"] or columns["family_name"] or columns["middle_name"]:
        columns.pop(_PART + "middle_name", None)
    for name in ("given_name", "middle_name", "family_name", "generation"):
        _fill(columns, name, name)


def _fill_addresses(columns: defaultdict[str, list[TextColumn]]) -> None:
    """Street, number and unit out of the street column, then out of the address column.

    Beside a street column an address column may be a second line ("brentwood village") and not
    the same place written out: it fills gaps only where most of it has a house number.
    """
    line = columns.pop(_PART + "address", [])
    if line:
        numbers = columns.get(_PART + "address.house_number", [])
        numbered = int((numbers[0].codes >= 0).sum()) if numbers else 0
        if numbered < _MOSTLY * int((line[0].codes >= 0).sum()):
            columns["address"] = line
            for name in _ADDRESS_PARTS:
                columns.pop(f"{_PART}address.{name}", None)
    further = columns.pop("street", [])
    for name in _ADDRESS_PARTS:
        _fill(columns, name, f"street.{name}")
        _fill(columns, name, f"address.{name}")
    columns["street"].extend(further)
