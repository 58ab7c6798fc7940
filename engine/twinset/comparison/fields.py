"""The comparators that the fields of a base allow: one function a kind of field."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from twinset import columns
from twinset.comparison.birth_years import BirthYearComparator
from twinset.comparison.companies import (
    CompanyComparator,
    RecordKindComparator,
    holds_firms,
    record_kinds,
)
from twinset.comparison.comparators import (
    AddressComparator,
    DateComparator,
    DigitsComparator,
    EmailComparator,
    ExactComparator,
    NameComparator,
    NumberComparator,
    OverlapComparator,
    TextComparator,
    TieBreaker,
)
from twinset.comparison.levels import (
    ADDRESS_LABELS,
    ADDRESS_STRENGTHS,
    DATE_LABELS,
    DATE_STRENGTHS,
    DIGIT_LABELS,
    DIGIT_STRENGTHS,
    EMAIL_LABELS,
    EMAIL_STRENGTHS,
    TEXT_LABELS,
    TEXT_STRENGTHS,
    Comparison,
    Kind,
)
from twinset.comparison.multi_valued import (
    AnyDigitsComparator,
    AnyEmailComparator,
    AnyValueComparator,
    Values,
)
from twinset.config import Similarity
from twinset.errors import PlanError, did_you_mean
from twinset.glances import glanced_numbers, glanced_texts
from twinset.hashing import mix64
from twinset.kernels import contact_levels, name_levels
from twinset.kernels.distinct import recoded
from twinset.numbering import Numbering
from twinset.types import StandardRecords, TextColumn, UInt64

_PHONE_TAIL = 8
"""Two numbers with the same last eight digits differ in how country and area are written."""


class _Plain(NamedTuple):
    """A field of one text, which a plan may compare otherwise."""

    field: str
    kind: Kind
    usually: Similarity
    further: bool = False
    """Further columns of the role are compared, too, each by itself."""


_PLAIN = (
    _Plain("website", Kind.CONTACT, "exact"),
    _Plain("gender", Kind.PERSON, "exact"),
    _Plain("middle_name", Kind.PERSON, "jaro_winkler"),
    _Plain("birth_place", Kind.PERSON, "jaro_winkler"),
    _Plain("job_title", Kind.PERSON, "jaro_winkler"),
    _Plain("address", Kind.PLACE, "tokens", further=True),
    _Plain("text", Kind.COMPANY, "tokens", further=True),
    _Plain("category", Kind.WEAK, "exact", further=True),
)


def comparators_of(
    records: StandardRecords, similarity: Mapping[str, Similarity] | None = None
) -> list[Callable[[], Any]]:
    """What makes each comparator of a base, in their order; for callers to run side by side. Some
    make None, where the values would tell nothing.

    ``similarity``: comparison name = how the plan wants it compared. Raises ``PlanError`` for a
    name that is no comparison of one text of these records.
    """
    found: list[Callable[[], Any]] = []
    if "given_name" in records or "family_name" in records:
        found.append(partial(_names, records))
    elif "full_name" in records:
        found.append(partial(_tokens, records, "full_name", Kind.FAMILY, "full_name"))
    for name in _numbered(records, "identifier"):
        found.append(partial(_digits, records, name, Kind.IDENTIFIER, 0))
    if "birth_date" in records:
        comparison = Comparison(
            "birth_date", Kind.BIRTH, DATE_LABELS, DATE_STRENGTHS, 5, "birth_date"
        )
        found.append(partial(DateComparator, (comparison,), records["birth_date"]))
    if "email" in records:
        found.append(partial(_email, records))
    if "phone" in records:
        found.append(partial(_phone, records))
    if any(name in records for name in ("street", "house_number", "postcode", "city")):
        found.append(partial(_address, records))
    if "company" in records:
        found.append(partial(_company, records))
    found.extend(_plain(records, similarity or {}))
    for name in _numbered(records, "number"):
        found.append(partial(_number, records, name))
    if "legal_form" in records:
        found.append(partial(_tie_breaker, records, "legal_form", Kind.COMPANY, ("company",), 2))
    if "generation" in records:
        asked = ("given_name", "full_name")
        found.append(partial(_tie_breaker, records, "generation", Kind.PERSON, asked, 2, True))
    kinds = record_kinds(records)
    if kinds is not None:
        found.append(partial(RecordKindComparator, kinds))
    if "name_characters" in records:
        found.append(partial(_name_characters, records))
    if "source" in records:
        found.append(partial(_source, records))
    if "birth_date" in records and "email" in records:
        found.append(partial(BirthYearComparator.of, records))
    return found


def _plain(
    records: StandardRecords, similarity: Mapping[str, Similarity]
) -> Iterator[Callable[[], Any]]:
    # the joint comparison of street, house number and so on is called "address"
    titled = {
        ("address_line" if name == "address" else name): (name, plain)
        for plain in _PLAIN
        for name in _numbered(records, plain.field)
        if plain.further or name == plain.field
    }
    check_names("model.similarity", similarity, titled, "of one text")
    for title, (name, plain) in titled.items():
        how = similarity.get(title, plain.usually)
        yield partial(_SIMILARITIES[how], records, name, plain.kind, title)


def check_names(key: str, names: Iterable[str], known: Collection[str], of_what: str) -> None:
    """Raise ``PlanError`` for a name under a plan's ``key`` that is no comparison."""
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known, f"there are: {', '.join(known) or 'none'}")
            raise PlanError(f"{key}: no comparison {name!r} {of_what}", hint=hint)


def _numbered(records: StandardRecords, base: str) -> list[str]:
    return [n for n in records.fields if n == base or n.removeprefix(f"{base}_").isdigit()]


def _column(records: StandardRecords, name: str) -> TextColumn:
    return records[name] if name in records else columns.empty_column(records.size)


def _names(records: StandardRecords) -> NameComparator:
    from twinset.standardize.nicknames import nickname_pairs
    from twinset.standardize.voices import name_voices

    given, family = columns.share_values(
        _column(records, "given_name"), _column(records, "family_name")
    )
    low, high = nickname_pairs(given)
    relatives = np.sort((low.astype(np.uint64) << np.uint64(32)) | high.astype(np.uint64))
    voices = name_voices(records.scripts, given, family)
    values = glanced_texts(given.offsets, given.data)
    return NameComparator(
        given.codes, family.codes, values, (relatives, sieve_of(relatives)), voices
    )


def sieve_of(keys: UInt64) -> UInt64:
    """``kernels.name_levels.SIEVE_BITS`` bits, those of the keys set."""
    sieve = np.zeros(name_levels.SIEVE_BITS // 64, np.uint64)
    bits = mix64(keys) >> np.uint64(48)
    np.bitwise_or.at(sieve, bits >> np.uint64(6), np.uint64(1) << (bits & np.uint64(63)))
    return sieve


def _tokens(records: StandardRecords, name: str, kind: Kind, title: str) -> TextComparator:
    return _by_token(_text(title, kind, name), records[name])


def _text(title: str, kind: Kind, field: str) -> Comparison:
    return Comparison(title, kind, TEXT_LABELS, TEXT_STRENGTHS, 3, field)


def _by_token(comparison: Comparison, column: TextColumn) -> TextComparator:
    values = glanced_texts(column.offsets, column.data)
    return TextComparator((comparison,), column.codes, values, 0.85, 0.6, True)


def _company(records: StandardRecords) -> Any:
    columns_ = records.values_of("company")
    comparison = _text("company", Kind.COMPANY, "company")
    firms = holds_firms(records)

    def single(column: TextColumn) -> Any:
        if firms:
            return CompanyComparator.of(comparison, column)
        return _by_token(comparison, column)

    if len(columns_) == 1:
        return single(columns_[0])
    values = Values.of(columns_)
    return AnyValueComparator(
        (comparison,), values, values.log_frequencies(), single(values.stacked())
    )


def _jaro_winkler(records: StandardRecords, name: str, kind: Kind, title: str) -> TextComparator:
    column = records[name]
    values = glanced_texts(column.offsets, column.data)
    return TextComparator((_text(title, kind, name),), column.codes, values, 0.92, 0.8, False)


def _overlap(
    records: StandardRecords, name: str, kind: Kind, title: str, *, n: int, close: float,
    similar: float,
) -> OverlapComparator:  # fmt: skip
    return OverlapComparator((_text(title, kind, name),), records[name], n, close, similar)


def _exact(records: StandardRecords, name: str, kind: Kind, title: str) -> ExactComparator:
    comparison = Comparison(title, kind, ("different", "exact"), (0.0, 1.0), 1, name)
    return ExactComparator((comparison,), records[name])


_SIMILARITIES: dict[Similarity, Callable[..., Any]] = {
    "exact": _exact,
    "jaro_winkler": _jaro_winkler,
    "tokens": _tokens,
    "ngrams": partial(_overlap, n=2, close=0.8, similar=0.5),
    "token_set": partial(_overlap, n=0, close=0.75, similar=0.4),
}


def _number(records: StandardRecords, name: str) -> NumberComparator:
    import pyarrow as pa
    import pyarrow.compute as pc

    column = records[name]
    numbers = pc.cast(columns.distinct_values(column), pa.float64()).to_numpy(zero_copy_only=False)
    return NumberComparator((_text(name, Kind.WEAK, name),), column.codes, numbers)


def _tie_breaker(
    records: StandardRecords, name: str, kind: Kind, asked: tuple[str, ...], least: int,
    overrules: bool = False,
) -> TieBreaker:  # fmt: skip
    comparison = Comparison(name, kind, ("different", "exact"), (0.0, 1.0), 1, name)
    return TieBreaker((comparison,), records[name], asked, least, overrules=overrules)


def _name_characters(records: StandardRecords) -> TieBreaker:
    """Asked of names that sound alike; how common they are the names have said."""
    labels = ("different", "exact")
    comparison = Comparison("name_characters", Kind.PERSON, labels, (0.0, 1.0), 1, None)
    column = records["name_characters"]
    return TieBreaker((comparison,), column, ("given_name",), 5, besides="family_name")


def _source(records: StandardRecords) -> ExactComparator:
    """Whether two records come from one source: where sources hold no duplicates of their own,
    EM finds that matches are between sources. How common a source is says nothing."""
    comparison = Comparison("source", Kind.WEAK, ("different", "exact"), (0.0, 0.0), 1, None)
    return ExactComparator((comparison,), records["source"])


def _digits(records: StandardRecords, name: str, kind: Kind, tail: int) -> DigitsComparator:
    comparison = Comparison(name, kind, DIGIT_LABELS, DIGIT_STRENGTHS, 4, name)
    column = records[name]
    values = glanced_numbers(column.offsets, column.data)
    return DigitsComparator((comparison,), column.codes, values, tail)


def _phone(records: StandardRecords) -> Any:
    columns_ = records.values_of("phone")
    if len(columns_) == 1:
        return _digits(records, "phone", Kind.CONTACT, _PHONE_TAIL)
    comparison = Comparison("phone", Kind.CONTACT, DIGIT_LABELS, DIGIT_STRENGTHS, 4, "phone")
    values = Values.of(columns_)
    numbers = glanced_numbers(values.offsets, values.data)
    return AnyDigitsComparator(
        (comparison,), values, numbers, values.log_frequencies(), _PHONE_TAIL
    )


def _email(records: StandardRecords) -> Any:
    comparison = Comparison("email", Kind.EMAIL, EMAIL_LABELS, EMAIL_STRENGTHS, 4, "email")
    columns_ = records.values_of("email")
    addresses = columns_[0] if len(columns_) == 1 else Values.of(columns_)
    each = np.arange(addresses.distinct, dtype=np.int32)
    local = _local_parts(TextColumn(each, addresses.offsets, addresses.data))
    parts = glanced_texts(local.offsets, local.data)
    if isinstance(addresses, TextColumn):
        return EmailComparator((comparison,), addresses.codes, local.codes, parts)
    logs = addresses.log_frequencies()
    return AnyEmailComparator((comparison,), addresses, local.codes, parts, logs)


def _local_parts(column: TextColumn) -> TextColumn:
    offsets, text = np.empty_like(column.offsets), np.empty(len(column.data), np.uint8)
    contact_levels.local_parts(column.data, column.offsets, offsets, text)
    numbering = Numbering(column.distinct, int(offsets[-1]))
    numbering.add(offsets, text)
    return TextColumn(recoded(column.codes, numbering.codes), *numbering.texts())


def _address(records: StandardRecords) -> AddressComparator:
    comparison = Comparison(
        "address", Kind.PLACE, ADDRESS_LABELS, ADDRESS_STRENGTHS, 9, "street", False
    )
    street, house, postcode, city = (
        _column(records, n) for n in ("street", "house_number", "postcode", "city")
    )
    return AddressComparator(
        (comparison,),
        street.codes,
        glanced_texts(street.offsets, street.data),
        house.codes,
        postcode.codes,
        glanced_numbers(postcode.offsets, postcode.data),
        city.codes,
        glanced_texts(city.offsets, city.data),
    )
