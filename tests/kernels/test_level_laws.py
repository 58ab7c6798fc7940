"""Comparison levels: slow twins, symmetry, and a memo that changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import jellyfish
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from level_runs import (
    NICKNAMES,
    Text,
    address_levels,
    column,
    date_levels,
    digit_levels,
    email_levels,
    jaro_winkler_levels,
    label,
    names,
    run,
    token_levels,
)
from rapidfuzz.distance import OSA, JaroWinkler
from twins import slow_date, slow_digits

from twinset.comparison.levels import (
    ADDRESS_LABELS,
    NAME_LABELS,
)
from twinset.kernels import levels

# Slow twins


def slow_name(a: str, b: str) -> int:
    if a == b:
        return 6
    if len(a) == 1 or len(b) == 1:
        return 2 if a[0] == b[0] else 0
    if (a, b) in NICKNAMES or (b, a) in NICKNAMES:
        return 4
    similarity = JaroWinkler.similarity(a, b)
    if similarity >= 0.92 or (min(len(a), len(b)) >= 4 and OSA.distance(a, b) <= 1):
        return 5
    for part, whole in ((a, b.split(" ")), (b, a.split(" "))):
        if len(whole) > 1 and part in whole:
            return 3
    return 1 if similarity >= 0.8 else 0


def slow_names(ga: Text, fa: Text, gb: Text, fb: Text) -> tuple[int, int]:
    g = slow_name(ga, gb) if ga and gb else -1
    f = slow_name(fa, fb) if fa and fb else -1
    crossed = [slow_name(x, y) for x, y in ((ga, fb), (fa, gb)) if x and y]
    least = 4 if ga and fa and gb and fb else 5
    agree = crossed and min(crossed) >= least and max(crossed) >= 5
    if max(g, f) >= 0 and max(g, f) < 3 and agree:
        return 7, -1
    return g, f


word = st.sampled_from(
    ["a", "b", "anna", "hanna", "anne", "bob", "robert", "robret", "liz", "elizabeth", "ann mary",
     "mary", "mary ann", "maryann", "bell", "bel", "bella", "campbell", "smith", "smyth"]
)  # fmt: skip
maybe_word = st.one_of(st.none(), word, st.text("abc ", min_size=1, max_size=6).map(str.strip))


@given(rows=st.lists(st.tuples(maybe_word, maybe_word), min_size=1, max_size=7))
@settings(max_examples=150, deadline=None)
def test_names_against_a_slow_twin(rows: list[tuple[Text, Text]]) -> None:
    rows = [(given_name or None, family or None) for given_name, family in rows]
    given_level, family_level = names([r[0] for r in rows], [r[1] for r in rows])
    for x, a in enumerate(rows):
        for y, b in enumerate(rows):
            assert (given_level[x, y], family_level[x, y]) == slow_names(*a, *b), (a, b)


dates = st.builds(
    "{:04d}{:02d}{:02d}".format,
    st.sampled_from([0, 1951, 1984, 1985, 1948]),
    st.sampled_from([0, 1, 3, 10, 12]),
    st.sampled_from([0, 1, 3, 10, 12, 30]),
)


@given(values=st.lists(dates, min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_dates_against_a_slow_twin(values: list[str]) -> None:
    found = date_levels(list(values))
    for x, a in enumerate(values):
        for y, b in enumerate(values):
            assert found[x, y] == slow_date(a, b), (a, b)


def slow_address(street: int, house: int, place: int) -> str | None:
    if (street, house, place) == (-1, -1, -1):
        return None
    if street > 0 and house == 1:
        return "same" if street == 2 and place != 0 else "close"
    if street > 0 and place > 0:
        return "street, other number" if house == 0 else "street and place"
    if street > 0:
        return "street only"
    if place > 0 and house == 1:
        return "place and house number"
    if place > 0:
        return "same postcode" if place == 2 else "near"
    return "house number only" if house == 1 else "different"


@pytest.mark.parametrize("street", [-1, 0, 1, 2])
@pytest.mark.parametrize("house", [-1, 0, 1])
@pytest.mark.parametrize("place", [-1, 0, 1, 2])
def test_address_level_from_its_parts(street: int, house: int, place: int) -> None:
    found = levels.address_level(street, house, place)
    assert label(found, ADDRESS_LABELS) == slow_address(street, house, place)


@given(
    values=st.lists(st.text("01", min_size=1, max_size=12), min_size=1, max_size=6),
    tail=st.sampled_from([0, 4, 8]),
)
@settings(max_examples=100, deadline=None)
def test_digits_against_a_slow_twin(values: list[str], tail: int) -> None:
    found = digit_levels(list(values), tail)
    for x, a in enumerate(values):
        for y, b in enumerate(values):
            assert found[x, y] == slow_digits(a, b, tail), (a, b)


@given(values=st.lists(st.text("abc", min_size=1, max_size=9), min_size=1, max_size=6))
@settings(max_examples=100, deadline=None)
def test_jaro_winkler_levels_against_jellyfish(values: list[str]) -> None:
    found = jaro_winkler_levels(list(values))
    for x, a in enumerate(values):
        for y, b in enumerate(values):
            value = jellyfish.jaro_winkler_similarity(a, b)
            if min(abs(value - 0.92), abs(value - 0.8)) > 1e-9:
                assert found[x, y] == (3 if a == b else 2 if value >= 0.92 else int(value >= 0.8))


def test_exact_and_null() -> None:
    c = column(["m", "f", None, "m"])
    found = run(4, lambda a, b, packed: levels.compare_exact(a, b, c.codes, 0, packed))
    assert found.tolist() == [[1, 0, -1, 1], [0, 1, -1, 0], [-1] * 4, [1, 0, -1, 1]]


def test_levels_of_several_comparisons_share_a_vector() -> None:
    c = column(["m", "f"])
    left, right = np.array([0], np.int32), np.array([1], np.int32)
    packed = np.array([0xF], np.uint64)
    levels.compare_exact(left, right, c.codes, 60, packed)
    assert packed[0] == 0x1000_0000_0000_000F


# Laws

texts = st.one_of(
    st.none(), st.text("ab", min_size=1, max_size=9), st.text("abcdef", min_size=1, max_size=70)
)
text_lists = st.lists(texts, min_size=1, max_size=6)


@pytest.mark.parametrize(
    "compare",
    [
        jaro_winkler_levels,
        token_levels,
        digit_levels,
        email_levels,
        lambda values: names(values, values[::-1])[0],
        lambda values: names(values, values[::-1])[1],
        lambda values: address_levels(
            list(zip(values, values[::-1], values, values[::-1], strict=True))
        ),
    ],
    ids=["characters", "tokens", "digits", "email", "given", "family", "address"],
)
@given(values=text_lists)
@example(values=["a" * 63, "a" * 64, "a" * 65, "b", "ab" * 40])
@settings(max_examples=80, deadline=None)
def test_order_does_not_matter(compare: Callable[..., Any], values: list[Text]) -> None:
    found = compare(values)
    assert np.array_equal(found, found.T)


@given(values=st.lists(st.one_of(st.none(), word, texts), min_size=1, max_size=9))
@settings(max_examples=60, deadline=None)
def test_the_memo_changes_nothing(values: list[Text]) -> None:
    """One slot is overwritten by every other pair; many slots remember all."""
    addresses = list(zip(values, values, values, values, strict=True))
    for compare in (
        partial(jaro_winkler_levels, values),
        partial(token_levels, values),
        partial(email_levels, values),
        partial(names, values, values[::-1]),
        partial(address_levels, addresses),
    ):
        assert np.array_equal(compare(slots=1), compare(slots=4096))


@pytest.mark.parametrize("rows", [0, 1])
def test_no_pairs(rows: int) -> None:
    assert date_levels(["19840312"] * rows).shape == (rows, rows)
    assert jaro_winkler_levels(["anna"] * rows).shape == (rows, rows)


def test_one_name_in_two_scripts_is_a_variant_and_in_one_script_is_not() -> None:
    given, family = ["vladimir", "wladimyr", "sumisu", "smith"], ["khn", "cohen", "jon", "john"]
    scripts = np.array([3, 0, 5, 0], np.uint8)  # Hebrew, Latin, kana, Latin
    heard_given, heard_family = names(given, family, scripts=scripts)
    _, plain_family = names(given, family)
    assert label(heard_family[0, 1], NAME_LABELS) == "variant"
    assert label(heard_given[2, 3], NAME_LABELS) == "variant"
    assert label(plain_family[0, 1], NAME_LABELS) != "variant"
