"""Comparison levels, each by labelled examples."""

from __future__ import annotations

import pytest
from level_runs import (
    Text,
    address_levels,
    date_levels,
    digit_levels,
    email_levels,
    jaro_winkler_levels,
    label,
    names,
    token_levels,
)

from twinset.comparison.levels import (
    ADDRESS_LABELS,
    DATE_LABELS,
    DIGIT_LABELS,
    EMAIL_LABELS,
    NAME_LABELS,
    TEXT_LABELS,
)

# Every level, by example


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        ("anna", "anna", "exact"),
        ("anna", "annna", "close"),
        ("martha", "marhta", "close"),
        ("john", "joxn", "close"),  # one slip of four letters, Jaro-Winkler 0.87
        ("robert", "bob", "variant"),
        ("mary", "ann mary", "part"),
        ("a", "anna", "initial"),
        ("a", "bert", "different"),
        ("catherine", "katherina", "similar"),
        ("anna", "bert", "different"),
        ("anna", None, None),
        (None, None, None),
    ],
)
def test_given_name(a: Text, b: Text, wanted: str | None) -> None:
    given_level, family_level = names([a, b], [None, None])
    assert label(given_level[0, 1], NAME_LABELS) == wanted
    assert family_level[0, 1] == -1


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        (("anna", "bell"), ("bell", "anna"), ("swapped", None)),
        (("anna", "bell"), ("bel1", "annna"), ("swapped", None)),  # also with slips
        (("anna", "bell"), ("bell", None), ("swapped", None)),
        (("anna", "bell"), (None, "anna"), ("swapped", None)),
        (("robert", "bell"), ("bell", "bob"), ("swapped", None)),  # one may be a nickname
        (("robert", None), ("bell", "bob"), ("different", None)),  # but not alone
        (("anna", "bell"), ("bell", "carl"), ("different", "different")),  # one side contradicts
        (("anna", "bell"), ("anna", "bell"), ("exact", "exact")),
        (("anna", "anna"), ("anna", "bell"), ("exact", "different")),
        (("anna", None), (None, "anna"), (None, None)),  # nothing stands in the same column
        (("anna", None), ("bert", None), ("different", None)),
    ],
)
def test_swapped_names(
    a: tuple[Text, Text], b: tuple[Text, Text], wanted: tuple[Text, Text]
) -> None:
    given_level, family_level = names([a[0], b[0]], [a[1], b[1]])
    for x, y in ((0, 1), (1, 0)):
        assert label(given_level[x, y], NAME_LABELS) == wanted[0]
        assert label(family_level[x, y], NAME_LABELS) == wanted[1]


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        ("acme trading", "acme trading", "exact"),
        ("acme trading", "trading acme", "close"),
        ("acme trading", "acme holding", "different"),
        ("acme trading", "zebra", "different"),
        ("acme trading company", "acme trading", "similar"),
        ("acme", None, None),
    ],
)
def test_text_by_token(a: Text, b: Text, wanted: str | None) -> None:
    assert label(token_levels([a, b])[0, 1], TEXT_LABELS) == wanted


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        ("london", "london", "exact"),
        ("london", "lodnon", "close"),
        ("catherine", "katherina", "similar"),
        ("london", "paris", "different"),
        (None, "paris", None),
    ],
)
def test_text_by_characters(a: Text, b: Text, wanted: str | None) -> None:
    assert label(jaro_winkler_levels([a, b])[0, 1], TEXT_LABELS) == wanted


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        ("19840312", "19840312", "exact"),
        ("19840312", "19840313", "one slip"),
        ("19840312", "19841203", "one slip"),  # day and month swapped
        ("19840312", "19480312", "one slip"),  # two digits swapped
        ("19840312", "19510312", "same day"),
        ("19840312", "19840000", "as far as known"),
        ("19840312", "00000312", "as far as known"),
        ("19840312", "19841127", "same year"),
        ("19840312", "19841100", "same year"),
        ("19840312", "19511127", "different"),
        ("19840312", "19510000", "different"),
        ("19840312", "1984", "different"),  # not a date: nothing but equality counts
        ("19840312", None, None),
    ],
)
def test_date(a: Text, b: Text, wanted: str | None) -> None:
    assert label(date_levels([a, b])[0, 1], DATE_LABELS) == wanted


@pytest.mark.parametrize(
    ("a", "b", "tail", "wanted"),
    [
        ("441632960961", "441632960961", 8, "exact"),
        ("441632960961", "632960961", 8, "same tail"),
        ("441632960961", "632960961", 0, "different"),
        ("441632960961", "441632960962", 8, "one slip"),
        ("441632960961", "441632960916", 8, "one slip"),
        ("441632960961", "441632960853", 8, "different"),
        ("441632960961", "441632960851", 8, "two slips"),
        ("123", "124", 0, "different"),  # too short for slips
        ("12345", "12346", 0, "different"),
        ("123456", "123457", 0, "one slip"),
        ("123456", None, 0, None),
    ],
)
def test_digits(a: Text, b: Text, tail: int, wanted: str | None) -> None:
    assert label(digit_levels([a, b], tail)[0, 1], DIGIT_LABELS) == wanted


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        ("anna.bell@x.com", "anna.bell@x.com", "exact"),
        ("anna.bell@x.com", "anna.bell@y.org", "same name"),
        ("anna.bell@x.com", "anna.bel@x.com", "close name"),
        ("anna.bell@x.com", "anna.smith@x.com", "different"),
        ("catherine@x.com", "catrina@y.com", "similar name"),
        ("anna.bell@x.com", "zeus@x.com", "different"),
        ("anna.bell@x.com", None, None),
    ],
)
def test_email(a: Text, b: Text, wanted: str | None) -> None:
    assert label(email_levels([a, b])[0, 1], EMAIL_LABELS) == wanted


HOME = ("high st", "12", "ab1 2cd", "leeds")


@pytest.mark.parametrize(
    ("other", "wanted"),
    [
        (HOME, "same"),
        (("high st", "12", None, None), "same"),  # nothing contradicts
        (("hihg st", "12", "ab1 2cd", "leeds"), "close"),
        (("high st", "12", "zz9 9zz", "dover"), "close"),
        (("high st", None, "ab1 2cd", "leeds"), "street and place"),
        (("high st", "40", "ab1 2cd", "leeds"), "street, other number"),
        (("high st", "40", "zz9 9zz", "dover"), "street only"),
        (("high st", None, None, None), "street only"),
        (("mill ln", "12", "ab1 2cd", "leeds"), "place and house number"),
        (("mill ln", "40", "ab1 2cd", "leeds"), "same postcode"),
        ((None, None, "ab1 2cd", None), "same postcode"),
        (("mill ln", "40", "ab1 2ce", "dover"), "near"),
        (("mill ln", "40", None, "leeds"), "near"),
        (("mill ln", "12", "zz9 9zz", "dover"), "house number only"),
        (("mill ln", "40", "zz9 9zz", "dover"), "different"),
        ((None, None, None, None), None),
    ],
)
def test_address(other: tuple[Text, Text, Text, Text], wanted: str | None) -> None:
    assert label(address_levels([HOME, other])[0, 1], ADDRESS_LABELS) == wanted
