"""Email addresses: whom they reach, how a clerk would write them, and what is wrong with them.

Forms: the *comparison form* is who is reached, not how it was typed: lower case, ASCII, without
+tags and what else the provider overlooks. The *display form* keeps the address itself, in lower
case and without what stands around it ("Ann <Ann@X.org>"), an international domain in its own
script. A kernel decides what is plainly an address; the ``email-validator`` library the rest.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.faults import Fault
from twinset.kernels import emails as kernels
from twinset.kernels.appending import pieces
from twinset.standardize import placeholders
from twinset.standardize.buffers import utf8
from twinset.standardize.cells import as_mask, join_parts, some
from twinset.standardize.email_cells import split
from twinset.standardize.email_words import (
    LOOKALIKES,
    NOBODY,
    NOWHERE,
    PROVIDERS,
    ROLES,
    SHORTEST,
    WELL_KNOWN,
    disposable_domains,
)
from twinset.standardize.texts import (
    Texts,
    TokenTable,
    ascii_texts,
    of_strings,
    to_array,
    token_table,
)
from twinset.types import Bool, Int64, Role, UInt8

__all__ = [
    "Addresses",
    "check",
    "display",
    "display_of",
    "email",
    "faults_of",
    "read",
    "split",
    "suggest",
]

_NOBODY = token_table(NOBODY)
_NOWHERE = token_table(NOWHERE)
_ROLES = token_table(ROLES)
_PROVIDERS = TokenTable(dict.fromkeys(PROVIDERS, ("", 0)))

_AROUND = (
    (r"(?s)^.*<\s*([^<>]*@[^<>]*?)\s*>.*$", r"\1"),  # Ann <ann@x.org>
    (r"(?i)^[\s<]*mailto:\s*([^?]*).*$", r"\1"),
    (r"^\s*(\S+@\S+)\s+\([^)]*\)\s*$", r"\1"),  # ann@x.org (work)
    (r"^[\s'\"<(\[,;:]+", ""),
    (r"[\s'\">)\],;:.]+$", ""),
)
_PHONE = r"(?i)^\s*(?:tel|phone|fon|mobil|mobile)?[.:\s]*[+(]*\d(?:[\s()./-]*\d){6,19}\s*$"
_YEAR = r"(?:1[3-9]|20)\d\d"
_DATE = rf"^\s*(?:{_YEAR}[-./]\d\d?[-./]\d\d?|(?:[0-3]?\d[-./]){{2}}(?:{_YEAR}|\d\d))\s*$"
_NEVER = re.compile(r"\.\.|\.@|@\.|^[.@]|@$|[ \t\n]")
"""What the library takes in no address: it needs a third of a millisecond to say so."""
_ORDINARY = re.compile(r"""[^\s@"\\<>()\[\],;:]{1,40}@[^\s@"\\<>()\[\],;:]{1,30}""")
"""Without quotes, and so short that with its domain in punycode it stays below 254 characters."""
_PUNYCODE = re.compile(r"xn--([a-z0-9-]+)", re.IGNORECASE)
_DASHES, _PUNYCODE_MARK = re.compile(rb"--"), re.compile(rb"xn--", re.IGNORECASE)
_RARE = 200
"""How many times as common the right domain is, for a rare one to be a slip of it."""


def email(texts: Texts) -> Texts:
    """ "Ann <Ann.Lee+news@Googlemail.com>" to "annlee@gmail.com".

    The first address of each text. What is no address, and what stands for nobody, is null.
    """
    # two dashes are looked for without a copy, in a seventh of the time
    if _DASHES.search(texts.data.data) and _PUNYCODE_MARK.search(texts.data.data):
        texts = ascii_texts(pa.array(map(_decoded, to_array(texts).to_pylist()), pa.string()))
    tables = (*_NOBODY.keys, *_NOWHERE.keys, *_PROVIDERS.keys, *_mailboxes())
    return Texts(*kernels.canonical_emails(texts.offsets, texts.data, *tables))


@cache
def _mailboxes() -> tuple[Int64, UInt8, UInt8]:
    """Of each provider's domain the main one (offsets, characters), and the habits."""
    mains = of_strings(main for main, _ in PROVIDERS.values())
    habits = np.array([habits for _, habits in PROVIDERS.values()], np.uint8)
    return mains.offsets, mains.data, habits


def _decoded(text: str) -> str:
    """Punycode labels in their own script; those that are none stay."""

    def letters(match: re.Match[str]) -> str:
        try:
            decoded = match[1].encode("ascii").decode("punycode")
        except (UnicodeError, ValueError):
            return match[0]
        plain = decoded.replace("-", "")
        return decoded if plain.isalnum() and not plain.isascii() else match[0]

    return _PUNYCODE.sub(letters, text)


def _by_library(address: str) -> str | None:
    """The address as ``email-validator`` writes it, in lower case; None if it is none.

    Of an ordinary one the domain is asked for once, whoever writes from it: the library takes 90
    microseconds for an international domain and 2 for what stands in front.
    """
    if "@" not in address or _NEVER.search(address):
        return None
    ordinary = _ORDINARY.fullmatch(address) and len(address.encode("utf-8", "replace")) <= 200
    if not ordinary or not unicodedata.is_normalized("NFC", address):
        return _whole_by_library(address)
    from email_validator import EmailNotValidError
    from email_validator.syntax import validate_email_local_part

    local, _, domain = address.partition("@")
    reached = _whole_by_library(f"a@{domain}")
    if reached is None:
        return None
    try:
        found = validate_email_local_part(local)["local_part"]
    except (EmailNotValidError, ValueError):
        return None
    return f"{found.lower()}{reached[1:]}"


@lru_cache(maxsize=65536)
def _whole_by_library(address: str) -> str | None:
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(address, check_deliverability=False)
    except (EmailNotValidError, ValueError):  # a lone surrogate is no EmailNotValidError
        return None
    return f"{found.local_part.lower()}@{found.domain.lower()}"


@cache
def _special() -> str:
    """A pattern of domains that are no one's (.local, .test), as the library lists them."""
    from email_validator import SPECIAL_USE_DOMAIN_NAMES

    return rf"(?i)[.@](?:{'|'.join(map(re.escape, SPECIAL_USE_DOMAIN_NAMES))})$"


def _may_be_special(addresses: pa.StringArray) -> Bool:
    """Whether an address ends like one of those: what the pattern, a tenth of the time that all
    else takes, has to look at."""
    texts = _utf8_texts(addresses)
    if texts.data.size < 2:
        return np.zeros(texts.size, np.bool_)
    ends = np.maximum(texts.offsets[1:], 2)
    last = texts.data[ends - 2].astype(np.uint16) << 8 | texts.data[ends - 1]
    return np.isin(last | 0x2020, _special_ends())


@cache
def _special_ends() -> np.ndarray:
    from email_validator import SPECIAL_USE_DOMAIN_NAMES

    return np.array(
        [ord(name[-2]) << 8 | ord(name[-1]) for name in SPECIAL_USE_DOMAIN_NAMES], np.uint16
    )


@dataclass(frozen=True)
class Addresses:
    """Cells taken apart: ``owner`` (parts,) is the cell of each of ``parts``.

    ``values`` are the cells, ``clean`` is the address in each part in lower case, null if it is
    none, and ``texts`` the same in ASCII; ``starts`` is where its domain starts there, ``office``
    whether it is a role's mailbox.
    """

    values: pa.StringArray
    owner: Int64
    parts: pa.StringArray
    clean: pa.StringArray
    texts: Texts
    starts: Int64
    office: Bool

    @property
    def size(self) -> int:
        return len(self.values)

    @cached_property
    def placeholders(self) -> Bool:
        """Parts that stand for nothing."""
        return _placeholders(self)

    @cached_property
    def domains(self) -> pa.StringArray:
        return _from(self.texts, self.starts)


def read(values: pa.StringArray) -> Addresses:
    """The addresses in each value: what ``display``, ``check`` and ``suggest`` all begin with."""
    owner, parts = split(values)
    bare = pc.utf8_trim_whitespace(parts)
    verdict, starts, office = _plain(bare)
    clean = pc.ascii_lower(bare)
    plain = verdict == kernels.PLAIN
    odd = np.flatnonzero(verdict == kernels.UNDECIDED)
    if len(odd):
        texts = bare.take(pa.array(odd))
        for pattern, replacement in _AROUND:
            texts = pc.replace_substring_regex(texts, pattern, replacement)
        undressed, _, _ = _plain(texts)
        found = pc.ascii_lower(texts).to_pylist()
        for place in np.flatnonzero(undressed == kernels.UNDECIDED).tolist():
            found[place] = _by_library(found[place])
        clean = pc.replace_with_mask(
            clean, pa.array(verdict == kernels.UNDECIDED), pa.array(found, pa.string())
        )
        plain[odd] = [text is not None for text in found]
        plain[odd[undressed == kernels.NO_ADDRESS]] = False
    ending = np.flatnonzero(plain & _may_be_special(clean))
    plain[ending] = ~as_mask(pc.match_substring_regex(clean.take(pa.array(ending)), _special()))
    clean = pc.if_else(pa.array(plain), clean, pa.scalar(None, pa.string()))
    ascii_clean = ascii_texts(clean)
    if len(odd) or not plain.all():
        _, starts, office = _plain_texts(ascii_clean)
    return Addresses(values, owner, parts, clean, ascii_clean, starts, office)


def _plain(values: pa.StringArray) -> tuple[UInt8, Int64, Bool]:
    return _plain_texts(_utf8_texts(values))


def _plain_texts(texts: Texts) -> tuple[UInt8, Int64, Bool]:
    return kernels.plain_emails(texts.offsets, texts.data, *_ROLES.keys)


def _utf8_texts(values: pa.StringArray) -> Texts:
    return Texts(*utf8(values))


def _from(texts: Texts, starts: Int64) -> pa.StringArray:
    """Each text from a character on (0: nothing)."""
    begins = np.where(starts > 0, starts, texts.offsets[1:])
    return to_array(Texts(*pieces(texts.data, begins, texts.offsets[1:])))


def _placeholders(cells: Addresses) -> Bool:
    """Parts that stand for nothing: noreply@..., test@..., none@none, n/a."""
    ascii_parts = ascii_texts(cells.parts)
    texts = to_array(ascii_parts)
    words = pc.ascii_lower(pc.utf8_trim_whitespace(texts))
    word = as_mask(pc.is_in(words, value_set=pa.array(NOBODY.split())))
    nobody = np.diff(email(ascii_parts).offsets) == 0
    address = pc.match_substring_regex(texts.filter(pa.array(nobody)), r"[A-Za-z0-9]@[A-Za-z0-9]")
    nobody[nobody] = as_mask(address)
    return placeholders.mask(cells.parts, Role.EMAIL) | word | nobody


def display(values: pa.StringArray) -> pa.StringArray:
    """ "Ann <Ann.Lee+news@X.org>" to "ann.lee+news@x.org"; punycode domains in their own script.

    What is no address stays as it is, but for white space around it; what stands for nothing is
    null. Several addresses in one cell are joined by "; ".
    """
    return display_of(read(values))


def display_of(cells: Addresses) -> pa.StringArray:
    """``display`` of what has been read."""
    kept = pc.utf8_trim_whitespace(cells.parts)
    shown = pc.coalesce(cells.clean, kept)
    nothing = pa.array(cells.placeholders | as_mask(pc.equal(kept, "")), pa.bool_())
    shown = pc.if_else(nothing, pa.scalar(None, pa.string()), shown)
    joined = join_parts(shown, cells.owner, cells.size)
    several = np.bincount(cells.owner, minlength=cells.size) > 1
    if not several.any():
        return joined
    # a cell of which a part is no address may come apart in other places when written anew
    odd = as_mask(pc.is_null(cells.clean)) & ~np.asarray(nothing)
    odd = some(odd, cells.owner, cells.size) & several
    return pc.if_else(pa.array(odd), pc.utf8_trim_whitespace(cells.values), joined)


def check(values: pa.StringArray) -> dict[Fault, Bool]:
    """The faults of each value.

    PLACEHOLDER: noreply@, test@, n/a. WRONG_COLUMN: a phone number. INVALID: no address that the
    library would take. ROLE_MAILBOX, DISPOSABLE (see ``email_words``), MISSPELT_DOMAIN (see
    ``suggest``), SEVERAL_VALUES: two addresses or more. A cell has the faults of its parts.
    """
    return faults_of(read(values))


def faults_of(cells: Addresses) -> dict[Fault, Bool]:
    """``check`` of what has been read."""
    size = cells.size
    count = np.bincount(cells.owner, minlength=size)
    nothing = cells.placeholders.copy()
    good = as_mask(pc.is_valid(cells.clean))
    blank, phone = np.zeros((2, len(good)), np.bool_)
    others = np.flatnonzero(~good)  # an address is neither
    texts = to_array(ascii_texts(cells.parts.take(pa.array(others))))
    blank[others] = as_mask(pc.match_substring_regex(texts, r"^\s*$"))
    number = as_mask(pc.match_substring_regex(texts, _PHONE))
    number &= ~as_mask(pc.match_substring_regex(cells.parts.take(pa.array(others)), _DATE))
    phone[others] = number
    good &= ~nothing
    nothing &= ~blank
    of_cell = np.bincount(cells.owner[nothing], minlength=size)
    placeholder = (count > 0) & (of_cell == count)
    wrong = some(phone & ~nothing, cells.owner, size)
    clear = ~placeholder & ~wrong
    disposable = as_mask(pc.is_in(cells.domains, value_set=disposable_domains()))
    misspelt = as_mask(pc.is_valid(_meant(cells.domains, None)))

    def parts(mask: Bool) -> Bool:
        return some(mask, cells.owner, size) & clear

    return {
        Fault.PLACEHOLDER: placeholder,
        Fault.WRONG_COLUMN: wrong,
        Fault.INVALID: parts(~good & ~nothing & ~blank),
        Fault.ROLE_MAILBOX: parts(good & cells.office),
        Fault.DISPOSABLE: parts(good & disposable & ~misspelt),
        Fault.MISSPELT_DOMAIN: parts(good & misspelt),
        Fault.SEVERAL_VALUES: (count > 1) & clear,
    }


def suggest(values: pa.StringArray, counts: Int64 | None = None) -> pa.StringArray:
    """What was probably meant: "ann@gmial.com" to "ann@gmail.com"; null where nothing to suggest.

    The domain is one slip of the keyboard from a well-known one. With ``counts`` (n,), how often
    each value occurs, also one slip from a domain that the base has ``_RARE`` times as often.
    """
    cells = read(values)
    part_counts = None if counts is None else np.asarray(counts)[cells.owner]
    meant = _meant(cells.domains, part_counts)
    changed = as_mask(pc.is_valid(meant))
    if not changed.any():
        return pa.nulls(len(values), pa.string())
    local = pc.replace_substring_regex(cells.clean, "[^@]*$", "")
    better = pc.binary_join_element_wise(local, meant, "")
    shown = pc.coalesce(better, cells.clean, cells.parts)
    joined = join_parts(shown, cells.owner, len(values))
    touched = pa.array(some(changed, cells.owner, len(values)), pa.bool_())
    return pc.if_else(touched, joined, pa.scalar(None, pa.string()))


def _meant(domains: pa.StringArray, counts: Int64 | None) -> pa.StringArray:
    """The domain that each one is a slip of, null if it is none."""
    encoded = domains.dictionary_encode()
    distinct = encoded.dictionary
    codes = encoded.indices.to_numpy()
    known = [domain for domain in WELL_KNOWN if _is_long(domain)]
    found = _nearest(distinct, known)
    found[as_mask(pc.is_in(distinct, value_set=pa.array(LOOKALIKES.split(), pa.string())))] = ""
    if counts is not None and len(distinct):
        times = np.bincount(codes, weights=counts, minlength=len(distinct)).astype(np.int64)
        texts = distinct.to_pylist()
        often = [
            index
            for index in np.argsort(-times, kind="stable").tolist()
            if times[index] >= _RARE and _is_long(texts[index])
        ]
        common = {texts[index]: int(times[index]) for index in often}
        slips = _nearest(distinct, list(common))
        for index in np.flatnonzero((slips != "") & (found == "")).tolist():
            if times[index] * _RARE <= common[slips[index]]:
                found[index] = slips[index]
    answer = pa.array([text or None for text in found], pa.string())
    return answer.take(pa.array(codes)) if len(codes) else pa.array([], pa.string())


def _is_long(domain: str) -> bool:
    return len(domain.partition(".")[0]) >= SHORTEST


def _nearest(domains: pa.StringArray, known: list[str]) -> np.ndarray:
    """The first of ``known`` that each domain is a slip of, "" for none: (n,) objects."""
    texts, others = _utf8_texts(domains), of_strings(known)
    nearest = kernels.slips(texts.offsets, texts.data, others.offsets, others.data)
    return np.array([*known, ""], object)[nearest]
