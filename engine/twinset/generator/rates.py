"""How often each thing goes wrong, at medium difficulty; the difficulty scales all of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twinset.types import Float64

# Share of records at difficulty 0.5, before the source's own habits.
RATES = {
    # names
    "nickname": 0.12, "initial": 0.03, "no_middle": 0.55, "middle_initial": 0.20,
    "swapped_names": 0.02, "full_name": 0.02, "one_surname": 0.25, "plain": 0.10,
    "native_to_latin": 0.25, "upper": 0.05, "lower": 0.03,
    # contact: what a person uses apart from the private address, number and home
    "work_email": 0.10, "family_mailbox": 0.50, "company_mailbox": 0.04, "plus_tag": 0.03,
    "email_domain_typo": 0.02, "shared_phone": 0.15, "switchboard": 0.20, "phone_format": 0.40,
    "email_in_phone": 0.01, "street_abbreviation": 0.25, "country_form": 0.20,
    "legal_form": 0.30,
    "date_format": 0.15, "day_month_swap": 0.015, "date_typo": 0.03,
    "placeholder:email": 0.01, "placeholder:phone": 0.015, "placeholder:date_of_birth": 0.02,
    # keyed in badly
    "typo:given_name": 0.04, "typo:family_name": 0.05, "typo:email": 0.03, "typo:phone": 0.03,
    "typo:street": 0.06, "typo:city": 0.03, "typo:postcode": 0.03, "typo:company": 0.05,
    "truncated:family_name": 0.006, "truncated:street": 0.01, "truncated:company": 0.01,
    "space:given_name": 0.01, "space:family_name": 0.01, "space:company": 0.01,
    # another writing system's own
    "native_digits": 0.30, "other_keyboard": 0.35, "spelled_date": 0.50, "jalali": 0.60,
    "one_column": 0.15, "western_order": 0.50, "suffix": 0.50,
    # the wider layouts
    "email_2": 0.12, "phone_2": 0.15, "in_second_column": 0.06, "bounced": 0.05,
    "unsubscribed": 0.06, "typo:full_name": 0.08, "space:full_name": 0.015,
    # gaps
    "missing:title": 0.50, "missing:given_name": 0.02, "missing:gender": 0.30,
    "missing:date_of_birth": 0.50, "missing:email": 0.22, "missing:phone": 0.30,
    "missing:street": 0.25, "missing:city": 0.12, "missing:region": 0.35, "missing:postcode": 0.18,
    "missing:country": 0.10, "missing:company": 0.20, "missing:job_title": 0.40,
    "missing:consent": 0.15,
    # what changes in a life: share of people to whom it happens in the years covered
    "marriage": 0.50, "old_email": 0.18, "old_phone": 0.18, "moved": 0.22, "changed_job": 0.20,
    # a value that a person always gives is wrong or absent all the same
    "anchor_lost": 0.04,
}  # fmt: skip

# Rarer faults, share of records at difficulty 0.5; a record has one of them at most.
RARE = {
    "phone_in_email": 0.002, "email_in_name": 0.002, "date_in_name": 0.001,
    "several_emails": 0.006, "several_phones": 0.008, "disposable": 0.004,
    "invalid:email": 0.004, "invalid:phone": 0.004, "invalid:date_of_birth": 0.003,
    "invalid:postcode": 0.004, "spreadsheet_phone": 0.002, "century": 0.002, "future": 0.001,
    "placeholder:given_name": 0.002, "placeholder:family_name": 0.002,
    "placeholder:company": 0.002, "placeholder:city": 0.002,
    "blank:family_name": 0.001, "blank:company": 0.001, "blank:city": 0.001,
    "wrong_encoding": 0.006,
}  # fmt: skip

SOURCES = ("web_form", "list_import", "event", "sales_rep", "partner", "support")
SOURCE_SHARES = (0.34, 0.20, 0.12, 0.16, 0.10, 0.08)

# What people and forms put where a value has to stand.
FAKE_MAILS = ("n/a@n/a.com", "noreply@example.com", "test@test.com", "none@none.com")
FAKE_PHONES = ("0000000000", "1234567890", "999999999", "n/a")
FAKE_DATES = ("1900-01-01", "1970-01-01", "0000-00-00", "1901-01-01")
FAKE_WORDS = ("n/a", "unknown", "test", "-", "xxx", "asdf")
DISPOSABLE = (
    "mailinator.com", "guerrillamail.com", "yopmail.com", "10minutemail.com", "trashmail.com",
)  # fmt: skip

# How each source multiplies a class of rates, in the order of ``SOURCES``.
_HABITS = {
    "typo": (0.7, 0.6, 1.7, 1.3, 0.9, 1.6),  # people type at stands and on the telephone
    "gap": (0.8, 1.1, 1.4, 1.0, 1.2, 0.9),
    "form": (0.5, 2.0, 0.8, 0.8, 1.6, 0.7),  # other systems write in their own format
    "name": (0.9, 0.8, 1.3, 1.4, 0.7, 1.2),
    "life": (1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
}
_FORMS = {
    "plain", "native_to_latin", "upper", "lower", "phone_format", "date_format", "day_month_swap",
    "street_abbreviation", "country_form", "legal_form", "full_name", "native_digits",
    "other_keyboard", "spelled_date", "jalali", "one_column",
}  # fmt: skip
_NAMES = {"nickname", "initial", "no_middle", "middle_initial", "swapped_names", "one_surname"}
HIGHEST = 0.95


def _habit(name: str) -> str:
    kind = name.partition(":")[0]
    if kind in ("typo", "truncated", "space") or name in ("date_typo", "email_domain_typo"):
        return "typo"
    if kind == "missing" or kind == "placeholder":
        return "gap"
    return "form" if name in _FORMS else "name" if name in _NAMES else "life"


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates at a difficulty."""

    difficulty: float

    def of_entity(self, name: str) -> float:
        """The share of entities to which it happens."""
        return min(HIGHEST, RATES[name] * self.difficulty / 0.5)

    def rare(self) -> Float64:
        """The upper edges of the rare faults' shares of [0, 1), in the order of ``RARE``."""
        return np.cumsum([rate * self.difficulty / 0.5 for rate in RARE.values()])

    def of_source(self, name: str) -> Float64:
        """The share of a source's records to which it happens, by number of source."""
        habits = np.array(_HABITS[_habit(name)])
        return np.minimum(HIGHEST, RATES[name] * self.difficulty / 0.5 * habits)
