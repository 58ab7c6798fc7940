"""What only the whole table can settle: a column's role beside its neighbours' roles."""

from __future__ import annotations

from collections.abc import Sequence

from twinset.roles.guess import Guess
from twinset.roles.headers import WHOLE
from twinset.roles.rules import NAMES, name_scores
from twinset.types import Role

_CONTACT = {Role.ADDRESS, Role.STREET, Role.CITY, Role.POSTCODE, Role.PHONE, Role.EMAIL}
_PERSON = {Role.GENDER, Role.BIRTH_DATE, Role.BIRTH_YEAR, Role.GIVEN_NAME, Role.FAMILY_NAME}
_BIRTH = {Role.BIRTH_DATE, Role.BIRTH_YEAR, Role.BIRTH_MONTH, Role.BIRTH_DAY}
_PARTS = (Role.BIRTH_YEAR, Role.BIRTH_MONTH, Role.BIRTH_DAY)
_DATE_PARTS = {"year": _PARTS[0], "month": _PARTS[1], "day": _PARTS[2]}
_MANY_WORDS = 0.6
"""From this share of values of two or more words on, a column of names holds full names."""

_ONE_OF_A_KIND = {Role.COMPANY, Role.BIRTH_DATE, Role.JOB_TITLE, Role.GENDER}
"""Roles that are not guessed from values alone where another column's header names them."""


def settle_table(guesses: Sequence[Guess]) -> None:
    """Settle what "name", "title", "date" and "year" mean here; withdraw doubtful guesses."""
    _second_surname(guesses)
    _ambiguous_names(guesses)
    _beside_a_name(guesses)
    for guess in guesses:
        if not guess.fixed:
            _settle_title(guess, guesses)
    _withdraw(guesses)
    _birth_parts(guesses)
    _timestamps(guesses)


def _has(guesses: Sequence[Guess], roles: set[Role], but: Guess | None = None) -> bool:
    return any(guess.role in roles and guess is not but for guess in guesses)


def _second_surname(guesses: Sequence[Guess]) -> None:
    """A vague header for a family name beside a clear one: "sname" may be a second given name."""
    clear = any(g.role is Role.FAMILY_NAME and g.header_score > 0.7 for g in guesses)
    for guess in guesses:
        if guess.fixed or guess.role is not Role.FAMILY_NAME or guess.header_score > 0.7:
            continue
        given, family = guess.profile.common("given"), guess.profile.common("family")
        if clear and guess.header_score > 0 and given > family:
            guess.assign(Role.MIDDLE_NAME, 0.5, "given names beside a clear family name")


def _ambiguous_names(guesses: Sequence[Guess]) -> None:
    """What a column headed "name" holds: the part of the name that no other column has."""
    unclear = [g for g in guesses if g.header.ambiguous_name and g.role in NAMES and not g.fixed]
    unclear += [
        g
        for g in guesses
        if g.header.ambiguous_name and g.role is Role.COMPANY and not g.header_says_so
    ]
    clear = [g for g in guesses if not any(g is other for other in unclear)]
    given, family = _has(clear, {Role.GIVEN_NAME}), _has(clear, {Role.FAMILY_NAME})
    for guess in unclear:
        several = guess.profile["many_words"] >= _MANY_WORDS
        if given != family and not several:
            role = Role.FAMILY_NAME if given else Role.GIVEN_NAME
            other = "given" if given else "family"
            guess.assign(role, 0.85, f"header {guess.header.phrase!r} beside a {other} name")
        elif given or family:
            guess.assign(Role.FULL_NAME, 0.8, f"header {guess.header.phrase!r}")
        else:
            _name_by_values(guess, guesses)
    _pair_of_names(unclear)


def _beside_a_name(guesses: Sequence[Guess]) -> None:
    """A column without a header next to given names, in single words: their family names.

    Rare family names are in no list; given names mostly are.
    """
    if _has(guesses, {Role.FAMILY_NAME, Role.FULL_NAME}):
        return
    for place, guess in enumerate(guesses):
        if guess.role is not Role.GIVEN_NAME or guess.header_says_so:
            continue
        for beside in (place + 1, place - 1):
            if 0 <= beside < len(guesses) and _could_be_family_names(guesses[beside]):
                guesses[beside].assign(Role.FAMILY_NAME, 0.4, "single words beside given names")
                return


def _could_be_family_names(guess: Guess) -> bool:
    profile = guess.profile
    unknown = guess.role in (Role.TEXT, Role.CATEGORY) and not guess.header.scores
    words = profile["letters"] > 0.95 and profile["digits"] < 0.05 and profile["one_word"] > 0.8
    return unknown and not guess.fixed and words and profile.distinct > 50


def _name_by_values(guess: Guess, guesses: Sequence[Guess]) -> None:
    """A "name" without neighbours that tell: a person, a company or a thing."""
    profile = guess.profile
    header = f"header {guess.header.phrase!r}"
    by_values = name_scores(profile)
    contacts = sum(other.role in _CONTACT for other in guesses)
    person = _has(guesses, _PERSON, but=guess)
    if by_values:
        role = next(iter(by_values))
        guess.assign(role, 0.8, f"{header}; known names")
    elif profile.distinct <= 50 and profile.filled >= 200 and guess.header_score < WHOLE:
        guess.fall_back(f"{header}, but few names")
    elif person:
        role = Role.FULL_NAME if profile["many_words"] >= _MANY_WORDS else guess.role
        guess.assign(role, 0.6, f"{header}; the table is about people")
    elif profile.tokens >= 5 or (contacts == 0 and profile["digits"] >= 0.2):
        guess.assign(Role.TEXT, 0.7, f"{header}; names of things")
    elif profile["company"] >= 0.3 or (contacts and _looks_like_venues(guess)):
        guess.assign(Role.COMPANY, 0.75, f"{header}; names of organisations")
    else:
        guess.assign(Role.FULL_NAME, 0.5, header)


def _looks_like_venues(guess: Guess) -> bool:
    profile = guess.profile
    enough = profile.filled >= 20
    return profile["company"] >= 0.08 or (enough and profile["digits"] + profile["one_word"] >= 0.2)


def _pair_of_names(unclear: Sequence[Guess]) -> None:
    """name1, name2: if the values tell one, the other is the other part."""
    pair = [g for g in unclear if g.role in NAMES and g.profile["many_words"] < _MANY_WORDS]
    if len(pair) != 2:
        return
    first, second = pair
    parts = {Role.GIVEN_NAME: Role.FAMILY_NAME, Role.FAMILY_NAME: Role.GIVEN_NAME}
    if first.role in parts and second.role not in parts:
        second.assign(parts[first.role], 0.55, f"header {second.header.phrase!r}, one of two")
    elif second.role in parts and first.role not in parts:
        first.assign(parts[second.role], 0.55, f"header {first.header.phrase!r}, one of two")
    elif first.role not in parts:
        first.assign(Role.GIVEN_NAME, 0.35, f"header {first.header.phrase!r}, first of two")
        second.assign(Role.FAMILY_NAME, 0.35, f"header {second.header.phrase!r}, second of two")


def _settle_title(guess: Guess, guesses: Sequence[Guess]) -> None:
    """ "Title" is Dr and Mrs, a job, or the name of a book or product."""
    profile = guess.profile
    few = profile.distinct <= 40 and profile.characters <= 6
    if guess.role is Role.ADDRESS and guess.header.phrase == "عنوان":
        # an address in Arabic, in Persian also a title: Mr and Mrs are no address
        if few and profile["house"] < 0.1:
            guess.assign(Role.NAME_PREFIX, 0.7, "header 'عنوان'; forms of address")
        return
    if guess.role is not Role.JOB_TITLE or guess.header.phrase != "title":
        return
    people = _has(guesses, {*NAMES, *_PERSON}, but=guess)
    if few:
        guess.assign(Role.NAME_PREFIX, 0.7, "header 'title'; forms of address")
    elif profile.tokens >= 5 or (not people and profile.distinct_ratio >= 0.5):
        guess.assign(Role.TEXT, 0.7, "header 'title'; names of things")
    elif people or profile["job"] >= 0.3:
        guess.assign(Role.JOB_TITLE, 0.7, "header 'title' beside a person's name")
    else:
        guess.fall_back()


def _withdraw(guesses: Sequence[Guess]) -> None:
    """Guesses from values alone, where a header already names the column of that kind."""
    named = {g.role for g in guesses if g.fixed or g.header_score > 0.4}
    if {Role.GIVEN_NAME, Role.FAMILY_NAME} <= named or Role.FULL_NAME in named:
        named |= set(NAMES)
    firms = [g for g in guesses if g.role is Role.COMPANY and not g.header_says_so]
    for firm in sorted(firms, key=lambda g: -g.profile.filled)[1:]:
        firm.fall_back("a fuller column is the company")
    kinds = named & (_ONE_OF_A_KIND | set(NAMES))
    strong = {g.role for g in guesses if g.header_score > 0.7}
    for guess in guesses:
        if guess.fixed or guess.header.ambiguous_name:
            continue
        about_names = any(role in NAMES for role in guess.header.scores)
        if not guess.header_says_so and guess.role in kinds and not about_names:
            guess.fall_back(f"another column is the {guess.role.value.replace('_', ' ')}")
        elif guess.role is Role.COMPANY and guess.header_score < 0.7 and Role.COMPANY in strong:
            guess.fall_back("another column is the company")


def _birth_parts(guesses: Sequence[Guess]) -> None:
    """Year, month and day columns of a table about people that has no other birth date."""
    if _has(guesses, _BIRTH) or not _has(guesses, set(NAMES)):
        return
    free = [g for g in guesses if not g.fixed and not g.header_says_so]
    found: dict[Role, Guess] = {}
    for guess in guesses:
        role = _DATE_PARTS.get(guess.header.phrase)
        if role is not None and not guess.fixed and guess.role is not Role.IGNORE:
            found.setdefault(role, guess)
    if len(found) < 3:
        years = [g for g in free if g.profile["year"] >= 0.95 and g.profile.distinct >= 20]
        months = [g for g in free if g.profile["int12"] >= 0.95 and g.profile.distinct >= 10]
        days = [g for g in free if g.profile["int31"] >= 0.95 and g.profile.distinct >= 25]
        if not (len(years) == len(months) == len(days) == 1):
            return
        found = dict(zip(_PARTS, (years[0], months[0], days[0]), strict=True))
    for role, guess in found.items():
        guess.assign(role, 0.5, "year, month and day beside names")


def _timestamps(guesses: Sequence[Guess]) -> None:
    """Times without a header that tells: the first is taken for creation, the next for change."""
    free = [g for g in guesses if g.role is Role.CREATED_AT and not g.header_says_so]
    if not _has([g for g in guesses if g.header_says_so], {Role.CREATED_AT}):
        free = free[1:]
    for guess in free:
        if not _has(guesses, {Role.UPDATED_AT}):
            guess.assign(Role.UPDATED_AT, 0.45, f"{guess.evidence}; the second time")
        else:
            guess.assign(Role.IGNORE, 0.4, "a further time")
