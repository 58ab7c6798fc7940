"""Which faults the values of each column have: those of any text, and those its type can judge."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.auditing.cells import Cells, make_cells
from twinset.columns import distinct_values, encode
from twinset.config import StandardizePlan
from twinset.faults import Fault
from twinset.io.tables import as_text
from twinset.parallel import map_ordered
from twinset.progress import Progress, stage
from twinset.standardize import (
    addresses,
    companies,
    dates,
    emails,
    names,
    phones,
    placeholders,
    places,
    text_faults,
)
from twinset.standardize.date_eras import date_texts
from twinset.standardize.date_evidence import DateEvidence, DateReading, reading_of
from twinset.standardize.inputs import list_column
from twinset.standardize.row_countries import row_countries
from twinset.types import Bool, ColumnRole, Int32, Int64, Records, Role, TextColumn


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """The distinct values of one column, and what it takes to judge them.

    ``countries`` is the standardised country of each value's rows, null where none is known; None
    where no column says it, or where the type does not ask for it.
    """

    values: pa.StringArray
    role: Role
    plan: StandardizePlan
    as_of: date
    countries: pa.StringArray | None = None
    dates: tuple[DateEvidence, DateReading] | None = None
    """The values as dates, where they have been read."""


Check = Callable[[Batch], Mapping[Fault, Bool]]


def _dates(batch: Batch) -> Mapping[Fault, Bool]:
    found, reading = batch.dates or reading_of(date_texts(batch.values), batch.plan)
    return dates.check(batch.values, batch.role, today=batch.as_of, found=found, reading=reading)


def _words(batch: Batch) -> Mapping[Fault, Bool]:
    """Plain words: nothing can be wrong with them but to stand for nothing."""
    return {Fault.PLACEHOLDER: placeholders.mask(batch.values, batch.role)}


def _postcodes(batch: Batch) -> Mapping[Fault, Bool]:
    known = batch.plan.country if batch.countries is None else batch.countries
    return places.check(batch.values, batch.role, known)


_DATES = (Role.BIRTH_DATE, Role.CREATED_AT, Role.UPDATED_AT, Role.LAST_ACTIVITY)
_CHECKS: dict[Role, Check] = {
    **dict.fromkeys(
        (Role.GIVEN_NAME, Role.MIDDLE_NAME, Role.FAMILY_NAME, Role.FULL_NAME),
        lambda batch: names.check(batch.values, batch.role),
    ),
    Role.EMAIL: lambda batch: emails.check(batch.values),
    Role.PHONE: lambda batch: phones.check(batch.values, batch.countries, batch.plan.country),
    **dict.fromkeys(
        (Role.STREET, Role.ADDRESS, Role.HOUSE_NUMBER),
        lambda batch: addresses.check(batch.values, batch.role),
    ),
    Role.COMPANY: lambda batch: companies.check(batch.values),
    Role.POSTCODE: _postcodes,
    **dict.fromkeys(
        (Role.CITY, Role.BIRTH_PLACE), lambda batch: places.check(batch.values, batch.role)
    ),
    **dict.fromkeys(_DATES, _dates),
    **dict.fromkeys(
        (Role.NAME_PREFIX, Role.NAME_SUFFIX, Role.GENDER, Role.JOB_TITLE, Role.REGION,
         Role.COUNTRY, Role.IDENTIFIER, Role.WEBSITE),
        _words,
    ),
}  # fmt: skip
_BY_COUNTRY = (Role.PHONE, Role.POSTCODE)
"""Roles whose values mean what they mean only with their row's country."""


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """A column as it was read: a code a row (-1 null) and the distinct values.

    Of a column of lists the values are the lists' elements, joined; ``parts`` are the elements of
    each value (null and empty ones left out), None for a column of single values.
    """

    codes: Int32
    values: pa.StringArray
    parts: pa.ListArray | None = None


def encode_columns(
    records: Records, roles: Sequence[ColumnRole], *, threads: int
) -> tuple[list[Encoded], Records]:
    """Every column once, in the order of ``roles``; and the records with these as dictionaries.

    Both the judgement and the standardising work on distinct values: one pass over the rows
    serves them both.
    """

    def encoded(item: ColumnRole) -> Encoded:
        if item.role in _CHECKS and list_column(records, item.column) is not None:
            return _encode_lists(records, item.column)
        return Encoded(*encode(as_text(records.table.column(item.column))))

    columns = list(map_ordered(encoded, roles, threads))
    table = records.table
    for item, column in zip(roles, columns, strict=True):
        kind = table.schema.field(item.column).type
        if pa.types.is_string(kind):
            indices = pa.array(column.codes, pa.int32(), mask=column.codes < 0)
            index = table.schema.get_field_index(item.column)
            values = pa.DictionaryArray.from_arrays(indices, column.values)
            table = table.set_column(index, item.column, pa.chunked_array([values]))
    return columns, Records(table, records.sources, records.rejects)


def judge_columns(
    columns: Sequence[Encoded],
    roles: Sequence[ColumnRole],
    plan: StandardizePlan,
    as_of: date,
    *,
    threads: int,
    progress: Progress,
) -> list[Cells]:
    """The cells of every column with their faults, in the order of ``roles``."""
    by_name = {item.column: (c.codes, c.values) for item, c in zip(roles, columns, strict=True)}
    countries = row_countries(by_name.__getitem__, roles, len(columns[0].codes) if columns else 0)

    def judged(place: int) -> Cells:
        item, column = roles[place], columns[place]
        codes, values, known, parts = column.codes, column.values, None, column.parts
        own = countries.likely if item.role is Role.PHONE else countries.stated
        if item.role in _BY_COUNTRY and own.distinct:
            codes, which, known = _by_country(column, own)
            values = values.take(which)
            parts = None if parts is None else parts.take(which)
        read = reading_of(date_texts(values), plan) if item.role in _DATES else None
        if parts is None:
            faults = _faults(Batch(values, item.role, plan, as_of, known, read))
        else:
            owner = pc.list_parent_indices(parts)
            known = None if known is None else known.take(owner)
            batch = Batch(pc.list_flatten(parts), item.role, plan, as_of, known)
            faults = _of_lists(_faults(batch), owner.to_numpy(), len(values))
        return make_cells(item, codes, values, faults, read)

    # the largest first, so that no thread is left with one at the end
    order = sorted(range(len(roles)), key=lambda place: -len(columns[place].values))
    found: dict[int, Cells] = {}
    with stage(progress, "check", len(roles), "columns") as bar:
        for place, cells in zip(order, map_ordered(judged, order, threads), strict=True):
            found[place] = cells
            bar.advance(1)
    return [found[place] for place in range(len(roles))]


def _faults(batch: Batch) -> dict[Fault, Bool]:
    """The faults of any text, and those that the role's type can judge."""
    faults = dict(text_faults.check(batch.values, batch.role))
    check = _CHECKS.get(batch.role)
    if check is not None:
        for fault, mask in check(batch).items():
            faults[fault] = faults[fault] | mask if fault in faults else mask
    return faults


def _encode_lists(records: Records, column: str) -> Encoded:
    """A column of lists, each as all its elements: what one is, no matter how it is nested."""
    found = list_column(records, column)
    assert found is not None
    rows, elements = found
    counts = np.bincount(rows, minlength=records.size)
    offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    lists = pa.ListArray.from_arrays(pa.array(offsets), pa.concat_arrays(elements.chunks))
    codes, values = encode(pc.if_else(pa.array(counts > 0), pc.binary_join(lists, "; "), None))
    first = np.zeros(len(values), np.int64)
    first[codes[::-1][codes[::-1] >= 0]] = np.flatnonzero(codes >= 0)[::-1]
    return Encoded(codes, values, lists.take(pa.array(first)))


_OF_ALL = (Fault.MISSING, Fault.PLACEHOLDER)
"""Faults that a list has if all its elements do; any other it has from one element on."""


def _of_lists(faults: Mapping[Fault, Bool], owner: Int64, size: int) -> dict[Fault, Bool]:
    """Faults of elements, ``owner`` telling the list of each, to those of the lists."""
    total = np.bincount(owner, minlength=size)
    found = {}
    for fault, mask in faults.items():
        having = np.bincount(owner[mask], minlength=size)
        found[fault] = having == total if fault in _OF_ALL else having > 0
    return found


def _by_country(column: Encoded, country: TextColumn) -> tuple[Int32, pa.Array, pa.StringArray]:
    """Values and countries as they occur together: codes, which value, and the country of each."""
    width = country.distinct + 1
    together = column.codes.astype(np.int64) * width + country.codes + 1
    together[column.codes < 0] = -1
    pairs = pa.array(together).dictionary_encode()
    keys = pairs.dictionary.to_numpy(zero_copy_only=False)
    kept = keys >= 0
    number = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
    value, which = np.divmod(keys[kept], width)
    known = pa.array(which - 1, pa.int64(), mask=which == 0)
    return (
        number[pairs.indices.to_numpy()],
        pa.array(value),
        distinct_values(country).take(known),
    )
