"""Which kind of value each role holds, and the functions that write and judge that kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from twinset.cleaning.reasons import Reason
from twinset.config import StandardizePlan
from twinset.faults import Fault
from twinset.standardize.texts import NOTHING, ascii_texts, fold, to_array
from twinset.types import Bool, Role


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

    def of(self, values: pa.StringArray) -> Batch:
        """The same column, its values at another step."""
        return replace(self, values=values)


Display: TypeAlias = Callable[[Batch], pa.StringArray]
Check: TypeAlias = Callable[[Batch], Mapping[Fault, Bool]]

_TEXT = (Reason.DAMAGED, Reason.CHARACTERS, Reason.STRAY_SPACE, Reason.MISSING)
_NAMES = (Role.GIVEN_NAME, Role.MIDDLE_NAME, Role.FAMILY_NAME, Role.FULL_NAME)
_CASE = (Reason.SHOUTING, Reason.LOWERCASE, Reason.CASE)


def _no_faults(batch: Batch) -> Mapping[Fault, Bool]:
    return {}


@dataclass(frozen=True)
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
    paragraphs: bool = False


def _owner(module: str, name: str, *with_role: str) -> Callable[[Batch], Any] | None:
    function = getattr(import_module(f"twinset.standardize.{module}"), name, None)
    return None if function is None else lambda batch: function(batch.values)


def _label(batch: Batch) -> pa.StringArray:
    """Words of a fixed vocabulary: only what stands for nothing goes."""
    folded = to_array(fold(ascii_texts(batch.values)))
    nothing = pc.is_in(folded, value_set=pa.array(sorted(NOTHING), pa.string()))
    return pc.if_else(nothing, pa.scalar(None, pa.string()), batch.values)


def _with(module: str, steps: tuple[Reason, ...], **options: Any) -> FieldType:
    return FieldType(
        module,
        (*_TEXT, *steps),
        _owner(module, "display") or _label,
        _owner(module, "check") or _no_faults,
        _owner(module, "suggest"),
        **options,
    )


@cache
def _types() -> Mapping[Role, FieldType]:
    name = _with("names", (Reason.PLACEHOLDER, *_CASE, Reason.FORMAT))
    email = _with(
        "emails", (Reason.PLACEHOLDER, Reason.CASE, Reason.FORMAT, Reason.MISSPELT_DOMAIN)
    )
    phone = _with("phones", (Reason.PLACEHOLDER, Reason.FORMAT), by_country=True)
    date = _with("dates", (Reason.PLACEHOLDER, Reason.FORMAT))
    address = _with("addresses", (Reason.PLACEHOLDER, *_CASE, Reason.FORMAT))
    place = _with("places", (Reason.PLACEHOLDER, *_CASE, Reason.FORMAT))
    company = _with("companies", (Reason.PLACEHOLDER, *_CASE, Reason.FORMAT))
    label = FieldType("label", (*_TEXT, Reason.PLACEHOLDER), _label)
    text = FieldType("text", _TEXT, paragraphs=True)
    word = FieldType("word", _TEXT)
    return {
        **dict.fromkeys(_NAMES, name),
        Role.EMAIL: email,
        Role.PHONE: phone,
        Role.BIRTH_DATE: date,
        **dict.fromkeys((Role.ADDRESS, Role.STREET, Role.HOUSE_NUMBER), address),
        **dict.fromkeys((Role.CITY, Role.BIRTH_PLACE, Role.POSTCODE), place),
        Role.COMPANY: company,
        **dict.fromkeys((Role.JOB_TITLE, Role.GENDER, Role.NAME_PREFIX, Role.NAME_SUFFIX), label),
        Role.TEXT: text,
        **dict.fromkeys(
            (Role.REGION, Role.COUNTRY, Role.IDENTIFIER, Role.WEBSITE, Role.CATEGORY, Role.SOURCE,
             Role.CREATED_AT, Role.UPDATED_AT, Role.LAST_ACTIVITY, Role.EMAIL_STATUS, Role.CONSENT,
             Role.BIRTH_YEAR, Role.BIRTH_MONTH, Role.BIRTH_DAY),
            word,
        ),
    }  # fmt: skip


def field_type(role: Role) -> FieldType | None:
    """What a column of this role holds; None for roles that are carried as they are."""
    return _types().get(role)
