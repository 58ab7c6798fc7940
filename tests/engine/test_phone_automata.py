"""Automata of digits against Python's ``re``: full matches, and prefixes with their groups."""

from __future__ import annotations

import random
import re

import numpy as np
import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneMetadata

from twinset.standardize.phone_automata import matcher, parse, prefix_matcher

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
PREFIXES = sorted(
    {
        pattern
        for region in REGIONS
        for plan in [PhoneMetadata.metadata_for_region(region)]
        for pattern in (plan.national_prefix_for_parsing, plan.international_prefix)
        if pattern
    }
)
DIGITS = st.text("0123456789", max_size=18)


def full_match(table: np.ndarray, digits: str) -> int:
    state = 1
    for digit in digits:
        state = table[state, int(digit)]
    return int(table[state, 10])


def prefix_match(table: np.ndarray, digits: str) -> tuple[int, int, int] | None:
    """(end, begin of the last group, its end), as the kernel walks."""
    found = None
    state = 1
    for place in range(len(digits) + 1):
        column = 13 if place == len(digits) else 10
        if table[state, column]:
            found = (place, int(table[state, column + 1]), int(table[state, column + 2]))
        if place == len(digits):
            break
        state = table[state, int(digits[place])]
        if state == 0:
            break
    return found


def from_re(pattern: str, digits: str) -> tuple[int, int, int] | None:
    match = re.match(pattern, digits)
    if match is None:
        return None
    groups = re.compile(pattern).groups
    return (match.end(), *(match.span(groups) if groups else (-1, -1)))


@pytest.mark.parametrize(
    "pattern",
    [
        r"",
        r"\d",
        r"[2-9]\d{2,4}",
        r"(?:1|23)?[04-6]",
        r"12|1",
        r"(1(?:2|34)){2}5?",
        r"[13-57]{3}|0",
    ],
)
@settings(max_examples=60, deadline=None)
@given(digits=st.text("0123456789", max_size=8))
def test_full_matches(pattern: str, digits: str) -> None:
    table = matcher([parse(pattern)[0]], lambda places: (places, 0))
    assert full_match(table, digits) == bool(re.fullmatch(pattern, digits))


@settings(max_examples=40, deadline=None)
@given(digits=DIGITS)
def test_several_languages_at_once_keep_their_places(digits: str) -> None:
    patterns = [r"[1-5]\d{3,9}", r"12\d*".replace("*", "{0,8}"), r"[1-5]\d{3,9}", r"0"]
    table = matcher([parse(pattern)[0] for pattern in patterns], lambda places: (places, 0))
    expected = sum(1 << i for i, p in enumerate(patterns) if re.fullmatch(p, digits))
    assert full_match(table, digits) == expected


@pytest.mark.parametrize("pattern", PREFIXES)
def test_every_prefix_of_the_metadata(pattern: str) -> None:
    table = prefix_matcher(pattern)
    rng = random.Random(pattern)
    starts = ["", *re.findall(r"\d+", pattern)]
    for _ in range(400):
        tail = "".join(rng.choice("0123456789") for _ in range(rng.randrange(15)))
        digits = (rng.choice(starts) + tail)[:18]
        assert prefix_match(table, digits) == from_re(pattern, digits), digits


@pytest.mark.parametrize("pattern", ["(12", "1)", "[1", "1{2", "a", "\\w", "1+"])
def test_what_no_plan_has_is_refused(pattern: str) -> None:
    with pytest.raises((ValueError, IndexError)):
        parse(pattern)
