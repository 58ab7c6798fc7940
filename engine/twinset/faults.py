"""What can be wrong with a value or a record: the words that the audit, the change log and the
generator's truth share.

Each fault has one definition, so that what the generator plants and what the audit counts are the
same thing. "Letters" are characters of Unicode category L; a *cased* letter has an upper and a
lower form; "white space" is what Unicode calls so. A value is looked at as it was read.
An *invisible* character is one of category Cf (U+FEFF, U+200B, ...), but not a joiner or
non-joiner (U+200C, U+200D) between two letters, which is spelling in Persian and Hindi.

A missing cell, a placeholder and a value in the wrong column have no other cell fault.
"""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """A fault of one cell, or of one record. The value is what stands in every output."""

    # one cell
    MISSING = "missing"
    """Null, or nothing but white space and invisible characters."""
    PLACEHOLDER = "placeholder"
    """Stands for "nothing": n/a, test, unknown, 0000000000, noreply@..., 1900-01-01. Counts as
    null in matching."""
    INVALID = "invalid"
    """No value of its type, whatever was meant: an email without a valid syntax, a phone number
    that no country has, a date that is on no calendar, a postcode of a shape that its country
    does not use. Neither a placeholder nor in the wrong column."""
    WRONG_COLUMN = "wrong_column"
    """A whole value of another type: an email in a name or phone column, a phone number in an
    email or name column, a date in a name column."""
    STRAY_SPACE = "stray_space"
    """White space in front or behind, two or more in a row inside, or an invisible character."""
    SHOUTING = "shouting"
    """A name, street, city or job title with three or more cased letters, all upper case. A job
    title that is one word of up to four letters (CEO) is an abbreviation."""
    LOWERCASE = "lowercase"
    """A name, city or company with two or more cased letters, all lower case."""
    SEVERAL_VALUES = "several_values"
    """Two or more emails or phone numbers in one cell, between them a comma, semicolon, slash or
    bar."""
    MISSPELT_DOMAIN = "misspelt_domain"
    """An email whose domain is one slip of the keyboard from a well-known one: gmial.com."""
    ROLE_MAILBOX = "role_mailbox"
    """An email that reaches an office, not a person: info@, sales@."""
    DISPOSABLE = "disposable"
    """An email at a provider of throw-away addresses."""
    DAMAGED = "damaged"
    """Changed by a program on the way: text in the wrong encoding ("MÃ¼ller", "M?ller" is not
    known to be), a phone number as 4.9E+11."""
    AMBIGUOUS_DATE = "ambiguous_date"
    """A birth date of which it is not known which number is the month: numbers with the year last,
    the first two unequal and both up to 12 (03/04/1990), in a column where the other valid dates
    with the same separator do not say: some can only be day first and some only month first, or
    none is of either kind."""
    IMPLAUSIBLE_DATE = "implausible_date"
    """A birth date in the future or over 120 years ago, a time stamp in the future: after the day
    of the audit. A placeholder (1900-01-01) is not one."""

    # one record
    STALE = "stale"
    """Last updated longer than the audit's limit (two years: 730 days) before the newest update of
    the base. A time stamp that is implausible is neither."""
    BOUNCED = "bounced"
    """Its email is known not to arrive."""
    UNSUBSCRIBED = "unsubscribed"
    """The person has asked for no more messages."""
    UNRESPONSIVE = "unresponsive"
    """Last active longer than the audit's limit (730 days) before the newest update of the base.
    Who has no time of activity is not counted."""
    INCOMPLETE = "incomplete"
    """Lacks a field that is required: all its columns are missing, placeholders, invalid or of the
    wrong kind. Depends on what is required, so the generator does not plant it by itself."""
