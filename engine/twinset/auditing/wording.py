"""What each fault is called, how bad it is, and what to do about it: for people."""

from __future__ import annotations

from dataclasses import dataclass

from twinset.auditing.report import SEVERITIES, Severity
from twinset.faults import Fault
from twinset.types import Role


@dataclass(frozen=True, slots=True)
class Wording:
    """``severity`` is that of a usual share; rare faults count for less, common ones for more."""

    title: str
    advice: str
    severity: Severity


_FAULTS = {
    Fault.MISSING: Wording(
        "Empty", "Fill it from another record of the same person when merging, or ask for it at "
        "the next contact.", "low"),
    Fault.PLACEHOLDER: Wording(
        "Filled with something that stands for nothing", "Clear these cells: a wrong value is "
        "worse than none. Let the form accept an empty field.", "medium"),
    Fault.INVALID: Wording(
        "Not a value of its kind", "Correct or clear them, and check the value where it is typed "
        "in.", "medium"),
    Fault.WRONG_COLUMN: Wording(
        "A value that belongs in another column", "Move it to its own column; look at the import "
        "that shifted it.", "high"),
    Fault.STRAY_SPACE: Wording(
        "Stray spaces or invisible characters", "twinset standardize takes them out.", "low"),
    Fault.SHOUTING: Wording(
        "In capitals only", "twinset standardize writes them as a clerk would.", "low"),
    Fault.LOWERCASE: Wording(
        "In lower case only", "twinset standardize writes them as a clerk would.", "low"),
    Fault.SEVERAL_VALUES: Wording(
        "Several values in one cell", "Split them into columns of their own: most programs read "
        "only one.", "medium"),
    Fault.MISSPELT_DOMAIN: Wording(
        "Misspelt email domain", "Mail to these does not arrive. Ask, or correct what is beyond "
        "doubt; suggest the right domain in the form.", "high"),
    Fault.ROLE_MAILBOX: Wording(
        "Mailbox of an office, not of a person", "Fine for a company; keep it out of personal "
        "campaigns.", "low"),
    Fault.DISPOSABLE: Wording(
        "Throw-away email address", "Take these out of campaigns; refuse such domains in the "
        "form.", "medium"),
    Fault.DAMAGED: Wording(
        "Damaged by a program on the way", "Import the source again with the right encoding, and "
        "phone numbers as text.", "high"),
    Fault.AMBIGUOUS_DATE: Wording(
        "Dates that read two ways", "Name the order in the plan (standardize.date_order), and "
        "export dates as yyyy-mm-dd.", "medium"),
    Fault.IMPLAUSIBLE_DATE: Wording(
        "Dates that can't be", "Correct or clear them; check the range in the form.", "medium"),
    Fault.STALE: Wording(
        "Not updated for a long time", "Confirm or archive these records before the next "
        "campaign.", "medium"),
    Fault.BOUNCED: Wording(
        "Email is known to bounce", "Stop mailing these: bounces hurt the delivery of all the "
        "rest. Ask for a new address by another way.", "high"),
    Fault.UNSUBSCRIBED: Wording(
        "Asked for no more messages", "Keep them out of every campaign, and keep the record so "
        "that they stay out.", "medium"),
    Fault.UNRESPONSIVE: Wording(
        "No sign of life for a long time", "Ask once more, then archive.", "medium"),
    Fault.INCOMPLETE: Wording(
        "Lacks a field that is required", "Complete them, or keep them out of what needs the "
        "field.", "high"),
}  # fmt: skip

_INVALID = {
    Role.EMAIL: Wording(
        "Not a valid email address", "Correct or clear them; check the syntax in the form.",
        "high"),
    Role.PHONE: Wording(
        "Not a valid phone number", "Correct or clear them; ask for the country code in the "
        "form.", "high"),
    Role.POSTCODE: Wording(
        "Not a postcode of its country", "Check them against the city; leading zeros get lost in "
        "spreadsheets.", "medium"),
    Role.BIRTH_DATE: Wording(
        "Not a date", "Correct or clear them; let the form offer a calendar.", "medium"),
}  # fmt: skip

OTHERS = {
    "duplicates": Wording(
        "Likely duplicates", "twinset dedupe finds them all and says how to merge them.", "high"),
    "consent_conflict": Wording(
        "Consent is given in one record and refused in another of the same person", "Treat the "
        "refusal as valid until it is settled, and merge these first.", "high"),
    "not_unique": Wording(
        "Identifier that should be unique is not", "Find out which system gives it twice; do not "
        "use it as a key before.", "high"),
    "shared_value": Wording(
        "Shared by several different people", "A household, a mailbox or a switchboard: no key "
        "for merging, and no personal channel.", "low"),
    "unreachable": Wording(
        "No email, phone number or address that works", "There is no way to reach them: complete "
        "or archive.", "high"),
}  # fmt: skip
_FIXED = {"duplicates", "consent_conflict", "not_unique", Fault.UNSUBSCRIBED}
"""As bad in one record as in many."""
_CONTACT = {Role.EMAIL, Role.PHONE, Role.GIVEN_NAME, Role.FAMILY_NAME, Role.FULL_NAME}

_RARE, _COMMON = 0.001, 0.25


def wording(kind: str, role: Role | None, share: float) -> Wording:
    """Title, advice and severity of a finding that ``share`` of its records or cells have."""
    if kind in OTHERS:
        words = OTHERS[kind]
    elif kind == Fault.INVALID and role in _INVALID:
        words = _INVALID[role]
    else:
        words = _FAULTS[Fault(kind)]
    if kind in _FIXED:
        return words
    level = SEVERITIES.index(words.severity)
    if kind == Fault.MISSING:
        level -= role in _CONTACT and share >= _COMMON
    elif share < _RARE:
        level += 1
    elif share >= _COMMON:
        level -= 1
    severity = SEVERITIES[min(max(level, 0), len(SEVERITIES) - 1)]
    return Wording(words.title, words.advice, severity)
