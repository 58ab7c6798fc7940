"""The stage: every column once, on its distinct values, to standardised fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeAlias

from twinset.config import StandardizePlan
from twinset.parallel import map_ordered
from twinset.progress import SILENT, Progress, stage
from twinset.standardize import contacts, fields, parts
from twinset.standardize.fields import Context, Encoded, Fields
from twinset.standardize.row_countries import RowCountries, row_countries
from twinset.standardize.texts import is_null
from twinset.types import ColumnRole, Records, Role, StandardRecords, UInt8

_Job: TypeAlias = "partial[Fields] | partial[contacts.ContactColumn]"

_CONTACTS = (Role.EMAIL, Role.PHONE)


def standardize(
    records: Records,
    roles: Sequence[ColumnRole],
    plan: StandardizePlan = StandardizePlan(),  # noqa: B008 - frozen
    *,
    ahead: dict[str, Future[Encoded]] | None = None,
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
    - ``name_characters``: which Chinese characters a name is written with, as a hexadecimal number;
    - ``generation`` "1" (senior) to "4", out of names and suffixes;
    - ``birth_date`` "YYYYMMDD", "00" for parts not known, also from three columns;
    - ``street``, ``house_number``, ``unit``, ``address_rest``, ``po_box`` out of a street or
      address column (a PO box alone is the street "box" and its number as house number too),
      and ``city``, ``region``, ``postcode``, ``country`` where the base has neither a city's nor a
      postcode's column;
      ``address`` (beside a street column) and ``address_2`` are further lines, kept whole.

    ``ahead`` are columns whose numbering (``read_column``) has begun; they are taken from it.

    Each standardiser is idempotent but for the splits of full names and addresses into parts. The
    result does not depend on ``threads``. Raises ``InputError`` naming a column whose type has no
    text form.
    """
    read: dict[str, Encoded] = {}

    def reader(column: str) -> Encoded:
        return read.setdefault(column, context.encoded(column))

    # told beside the first columns, few of which ask: alone, it kept one of two cores waiting
    countries: Future[RowCountries] = Future()

    def tell_countries() -> Fields:
        try:
            countries.set_result(row_countries(reader, roles, records.size))
        except BaseException as error:
            countries.set_exception(error)
            raise
        return {}

    context = Context(records, roles, plan, countries.result, read, ahead or {})
    jobs = _jobs(context)
    columns: parts.FieldColumns = defaultdict(list)
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
    notes, scripts = _finish(context, contact_columns, columns, threads)
    numbered = {
        name if index == 0 else f"{name}_{index + 1}": column
        for name, columns_of_field in columns.items()
        for index, column in enumerate(columns_of_field)
    }
    return StandardRecords(records.size, numbered, tuple(notes), scripts)


def _finish(
    context: Context,
    found: Sequence[contacts.ContactColumn],
    columns: parts.FieldColumns,
    threads: int,
) -> tuple[list[str], UInt8 | None]:
    """Fill ``columns`` with what is told from several columns together, contacts beside the rest.

    Gives notes on records that have more emails or phones than are kept, and the scripts of names.
    """
    size = context.records.size
    spread = [partial(contacts.spread, found, role, size) for role in _CONTACTS]
    for role in _CONTACTS:
        _ = columns[role.value]  # their place among the fields

    def as_written() -> tuple[UInt8 | None, fields.CharacterSums]:
        return fields.name_scripts(context), fields.character_sums_of_names(context)

    work: list[Callable[[], Any]] = [partial(_finish_names, context, columns), *spread, as_written]
    _, *kept, (scripts, sums) = map_ordered(lambda job: job(), work, threads)
    columns["name_characters"] = fields.name_characters(
        sums, columns["given_name"], columns["family_name"]
    )
    notes = []
    for role, (values, crowded) in zip(_CONTACTS, kept, strict=True):
        columns[role.value] = values
        if crowded:
            notes.append(
                f"{crowded:,} records have more than {contacts.MAX_VALUES} {role.value}s: "
                "only the first ones are compared"
            )
    return notes, scripts


def _finish_names(context: Context, columns: parts.FieldColumns) -> None:
    """Companies, names and addresses."""
    parts.fill_companies(columns, context.records.size)
    parts.fill_names(columns)
    _ = columns["name_characters"]  # its place among the fields: they have to be filled for it
    parts.fill_addresses(columns)


def _jobs(context: Context) -> list[_Job]:
    """One function a column (or group of columns that make one field), in the order of roles."""
    jobs: list[_Job] = []
    for item in context.roles:
        if item.role in fields.STEPS:
            jobs.append(partial(fields.simple, context, item.role, item.column))
        elif item.role == Role.NAME_SUFFIX:
            jobs.append(partial(fields.name_suffix, context, item.column))
        elif item.role == Role.POSTCODE:
            jobs.append(partial(fields.postcode, context, item.column))
        elif item.role in (Role.EMAIL, Role.PHONE):
            jobs.append(partial(fields.contact, context, item.role, item.column))
        elif item.role == Role.COMPANY:
            jobs.append(partial(fields.company, context, item.column))
        elif item.role == Role.BIRTH_DATE:
            jobs.append(partial(fields.birth_date, context, item.column))
    if context.columns(*fields.BIRTH_PARTS):
        jobs.append(partial(fields.joined_birth_date, context))
    for index, column in enumerate(context.columns(Role.FULL_NAME)):
        jobs.append(partial(fields.full_name, context, column, index == 0))
    for role in (Role.STREET, Role.ADDRESS):
        for index, column in enumerate(context.columns(role)):
            jobs.append(partial(fields.address, context, role, column, index))
    return jobs


def _longest_first(jobs: Sequence[_Job]) -> list[int]:
    """The numbers of the jobs in the order in which they start, so that all threads end together:
    a street that was left to the last kept one of two waiting."""
    slow = [
        fields.address,
        fields.contact,
        fields.full_name,
        fields.company,
        fields.birth_date,
    ]
    rank = {function: place for place, function in enumerate(slow)}
    return sorted(range(len(jobs)), key=lambda place: rank.get(jobs[place].func, len(slow)))
