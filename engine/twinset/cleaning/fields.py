"""Which kind of value each role holds, and the functions that write and judge that kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from twinset.cleaning.reasons import Reason
from twinset.cleaning.tidy import tidy
from twinset.config import StandardizePlan
from twinset.faults import Fault
from twinset.standardize import (
    addresses,
    company_display,
    dates,
    emails,
    job_titles,
    name_display,
    phones,
    placeholders,
    places,
)
from twinset.standardize.date_eras import date_texts
from twinset.standardize.date_evidence import DateEvidence, DateReading, reading_of
from twinset.types import Bool, Int64, Role


@dataclass(frozen=True, eq=False)
class Batch:
    """Distinct values of one column and what it takes to read them.

    ``countries`` holds the standardised country of each value's rows, null where none is known;
    None where the type does not ask for it.
    """

    values: pa.StringArray
    role: Role
    plan: StandardizePlan
    countries: pa.StringArray | None = None

    def take(self, values: pa.StringArray, where: Int64) -> Batch:
        """A part of the column, at another step."""
        chosen = pa.array(where)
        countries = None if self.countries is None else self.countries.take(chosen)
        return replace(self, values=values.take(chosen), countries=countries)

    @property
    def country(self) -> pa.StringArray | str | None:
        """The country of each value, else the plan's."""
        if self.countries is None or self.plan.country is None:
            return self.plan.country if self.countries is None else self.countries
        return pc.fill_null(self.countries, self.plan.country.lower())

    def of(self, values: pa.StringArray) -> Batch:
        """The same column, its values at another step."""
        return replace(self, values=values)

    # what both ``display`` and ``check`` begin with, read once

    @cached_property
    def addresses(self) -> emails.Addresses:
        """The values as email addresses."""
        return emails.read(self.values)

    @cached_property
    def numbers(self) -> phones.Cells:
        """The values as phone numbers."""
        return phones.read(self.values, self.countries, self.plan.country)

    @cached_property
    def dates(self) -> tuple[DateEvidence, DateReading]:
        """How the dates of the column are written, and the values as dates."""
        return reading_of(date_texts(self.values), self.plan)


Display: TypeAlias = Callable[[Batch], pa.StringArray]
Check: TypeAlias = Callable[[Batch], Mapping[Fault, Bool]]

_TEXT = (Reason.DAMAGED, Reason.CHARACTERS, Reason.STRAY_SPACE, Reason.MISSING)
_NAMES = (Role.GIVEN_NAME, Role.MIDDLE_NAME, Role.FAMILY_NAME, Role.FULL_NAME)
_ISO_TIME = r"^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$"
_DAYS = (Role.BIRTH_DATE,)
_WORDS = (
    Role.NAME_PREFIX, Role.NAME_SUFFIX, Role.GENDER,
)  # fmt: skip
_CODES = (
    Role.IDENTIFIER, Role.WEBSITE, Role.CATEGORY, Role.SOURCE, Role.EMAIL_STATUS, Role.CONSENT,
    Role.BIRTH_YEAR, Role.BIRTH_MONTH, Role.BIRTH_DAY, Role.NUMBER,
)  # fmt: skip
_CASE = (Reason.SHOUTING, Reason.LOWERCASE, Reason.CASE)


def _no_faults(batch: Batch) -> Mapping[Fault, Bool]:
    return {}


@dataclass(frozen=True, eq=False)
class FieldType:
    """A kind of value. ``steps`` is the closed set of what cleaning may do to it, in order.

    ``display`` writes it as a careful clerk would (null: it stands for nothing), ``check`` judges
    it, ``suggest`` offers what was probably meant (null: nothing better is known).
    """

    name: str
    steps: tuple[Reason, ...]
    display: Display | None = None
    check: Check = _no_faults
    suggest: Display | None = None
    by_country: bool = False
    whole_column: bool = False
    """Whether a value's faults depend on the others of its column."""
    paragraphs: bool = False
    lines: bool = False
    """Whether a line break divides as a comma does."""
    orders: Callable[[Batch], Mapping[tuple[str, str], Bool]] | None = None
    """Values that read two ways, by separator and the order of day and month they were read in."""
    stays_faultless: bool = False
    """Whether a value without faults has none in display form either."""

    def tidy(self, values: pa.StringArray) -> pa.StringArray:
        """The values without stray white space; see ``tidy``."""
        return tidy(values, paragraphs=self.paragraphs, lines=self.lines)


def _nothing_out(batch: Batch) -> pa.StringArray:
    """Words of a fixed vocabulary: only what stands for nothing goes."""
    return placeholders.without(batch.values, batch.role)


def _nothing(batch: Batch) -> Mapping[Fault, Bool]:
    return {Fault.PLACEHOLDER: placeholders.mask(batch.values, batch.role)}


def _date(batch: Batch) -> pa.StringArray:
    """ISO 8601. A time stamp that is so already keeps its blank or its T, and its time zone."""
    found, reading = batch.dates
    if batch.role in _DAYS:
        return dates.display(batch.values, found, reading=reading)
    shown = dates.display(batch.values, found, times=True, reading=reading)
    written = pc.and_(pc.match_substring_regex(batch.values, _ISO_TIME), pc.is_valid(shown))
    return pc.if_else(pc.fill_null(written, False), batch.values, shown)


def _date_faults(batch: Batch) -> Mapping[Fault, Bool]:
    found, reading = batch.dates
    faults = dates.check(batch.values, batch.role, found=found, reading=reading)
    if batch.role not in _DAYS:  # 03/04/2024: the audit takes it as it comes, a clerk does not
        faults[Fault.AMBIGUOUS_DATE] = dates.undecided(found, reading) & ~faults[Fault.PLACEHOLDER]
    return faults


def _date_orders(batch: Batch) -> Mapping[tuple[str, str], Bool]:
    return dates.resolved(*batch.dates)


@cache
def _types() -> Mapping[Role, FieldType]:
    name = FieldType(
        "name",
        (*_TEXT, Reason.PLACEHOLDER, *_CASE, Reason.FORMAT, Reason.WRONG_COLUMN),
        lambda batch: name_display.display(batch.values, batch.role, batch.country),
        lambda batch: name_display.check(batch.values, batch.role),
        by_country=True,  # İpek in Turkey, Ipek elsewhere
    )
    email = FieldType(
        "email",
        (
            *(*_TEXT, Reason.PLACEHOLDER, Reason.CASE, Reason.FORMAT),
            *(Reason.MISSPELT_DOMAIN, Reason.WRONG_COLUMN),
        ),
        lambda batch: emails.display_of(batch.addresses),
        lambda batch: emails.faults_of(batch.addresses),
        lambda batch: emails.suggest(batch.values),
        stays_faultless=True,
    )
    phone = FieldType(
        "phone",
        (*_TEXT, Reason.PLACEHOLDER, Reason.CASE, Reason.FORMAT, Reason.WRONG_COLUMN),
        lambda batch: phones.display_of(batch.numbers),
        lambda batch: phones.faults_of(batch.numbers),
        by_country=True,
        stays_faultless=True,
    )
    address = FieldType(
        "address",
        (*_TEXT, Reason.PLACEHOLDER, *_CASE, Reason.FORMAT, Reason.WRONG_COLUMN),
        lambda batch: addresses.display(batch.values, batch.role),
        lambda batch: addresses.check(batch.values, batch.role),
        lines=True,
    )
    place = FieldType(
        "place",
        (*_TEXT, Reason.PLACEHOLDER, *_CASE, Reason.FORMAT, Reason.WRONG_COLUMN),
        lambda batch: places.display(batch.values, batch.role, batch.country),
        lambda batch: places.check(batch.values, batch.role, batch.country),
    )
    postcode = replace(
        place,
        name="postcode",
        steps=(*_TEXT, Reason.PLACEHOLDER, Reason.CASE, Reason.FORMAT, Reason.WRONG_COLUMN),
        by_country=True,
    )
    company = FieldType(
        "company",
        (*_TEXT, Reason.PLACEHOLDER, *_CASE, Reason.FORMAT, Reason.WRONG_COLUMN),
        lambda batch: company_display.display(batch.values),
        lambda batch: company_display.check(batch.values),
    )
    date = FieldType(
        "date",
        (*_TEXT, Reason.PLACEHOLDER, Reason.CASE, Reason.FORMAT, Reason.WRONG_COLUMN),
        _date,
        _date_faults,
        whole_column=True,
        orders=_date_orders,
    )
    word = FieldType(
        "word", (*_TEXT, Reason.PLACEHOLDER, Reason.WRONG_COLUMN), _nothing_out, _nothing
    )
    title = replace(
        word,
        name="job title",
        steps=(*_TEXT, Reason.PLACEHOLDER, *_CASE, Reason.WRONG_COLUMN),
        display=lambda batch: job_titles.display(batch.values),
    )
    text = FieldType("text", (*_TEXT, Reason.WRONG_COLUMN), paragraphs=True)
    code = FieldType("code", (*_TEXT, Reason.WRONG_COLUMN))
    return {
        **dict.fromkeys(_NAMES, name),
        Role.EMAIL: email,
        Role.PHONE: phone,
        **dict.fromkeys((*_DAYS, Role.CREATED_AT, Role.UPDATED_AT, Role.LAST_ACTIVITY), date),
        **dict.fromkeys((Role.ADDRESS, Role.STREET, Role.HOUSE_NUMBER), address),
        **dict.fromkeys((Role.CITY, Role.BIRTH_PLACE, Role.REGION, Role.COUNTRY), place),
        Role.POSTCODE: postcode,
        Role.COMPANY: company,
        **dict.fromkeys(_WORDS, word),
        Role.JOB_TITLE: title,
        Role.TEXT: text,
        **dict.fromkeys(_CODES, code),
    }


def field_type(role: Role) -> FieldType | None:
    """What a column of this role holds; None for roles that are carried as they are."""
    return _types().get(role)
