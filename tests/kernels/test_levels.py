"""Comparison levels: labelled examples, slow twins, symmetry, and a memo that changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import jellyfish
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA, JaroWinkler
from twins import slow_date, slow_digits

from twinset.columns import from_distinct, share_values
from twinset.comparison.fields import sieve_of
from twinset.comparison.levels import (
    ADDRESS_LABELS,
    DATE_LABELS,
    DIGIT_LABELS,
    EMAIL_LABELS,
    NAME_LABELS,
    TEXT_LABELS,
)
from twinset.glances import glanced_numbers, glanced_texts
from twinset.kernels import contact_levels, levels, name_levels
from twinset.standardize.voices import name_voices
from twinset.types import TextColumn

Text = str | None
NICKNAMES = [("bob", "robert"), ("liz", "elizabeth")]


def column(values: list[Text]) -> TextColumn:
    return from_distinct(np.arange(len(values), dtype=np.int32), values)


def memo(slots: int) -> tuple[np.ndarray, np.ndarray]:
    return np.zeros(slots, np.uint64), np.zeros(slots, np.int8)


def all_pairs(rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Every ordered pair, so that both orders of each are compared."""
    left, right = np.divmod(np.arange(rows * rows, dtype=np.int32), np.int32(max(1, rows)))
    return left, right


def run(rows: int, compare: Callable[..., None], bits: int = 4) -> np.ndarray:
    """(rows, rows) levels, -1 for null."""
    left, right = all_pairs(rows)
    packed = np.zeros(rows * rows, np.uint64)
    compare(left, right, packed)
    return packed.astype(np.int64).reshape(rows, rows) - (1 if bits == 4 else 0)


def names(
    given: list[Text], family: list[Text], slots: int = 1024, scripts: np.ndarray | None = None
) -> tuple[np.ndarray, ...]:
    """Levels of the given and of the family names of all ordered pairs."""
    first, second = share_values(column(given), column(family))
    codes = [*first.codes.tolist(), *second.codes.tolist()]
    joined = {text: code for text, code in zip(given + family, codes, strict=True) if text}
    known = [sorted((joined[a], joined[b])) for a, b in NICKNAMES if a in joined and b in joined]
    pairs = np.array(sorted(low << 32 | high for low, high in known), np.uint64)
    relatives = (pairs, sieve_of(pairs))
    values = glanced_texts(first.offsets, first.data)
    left, right = all_pairs(len(given))
    packed = np.zeros(len(left), np.uint64)
    name_levels.compare_names(
        left, right, first.codes, second.codes, values, relatives,
        name_voices(scripts, first, second), *memo(slots), 0, 4, packed,
    )  # fmt: skip
    shape = (len(given), len(given))
    both = packed.astype(np.int64)
    return (both & 15).reshape(shape) - 1, (both >> 4).reshape(shape) - 1


def text_levels(
    values: list[Text], close: float, similar: float, by_token: bool, slots: int = 1024
) -> np.ndarray:
    c = column(values)

    def compare(left: np.ndarray, right: np.ndarray, packed: np.ndarray) -> None:
        levels.compare_text(
            left, right, c.codes, glanced_texts(c.offsets, c.data), close, similar, by_token,
            *memo(slots), 0, packed,
        )  # fmt: skip

    return run(len(values), compare)


jaro_winkler_levels = partial(text_levels, close=0.92, similar=0.8, by_token=False)
token_levels = partial(text_levels, close=0.85, similar=0.6, by_token=True)


def date_levels(values: list[Text]) -> np.ndarray:
    c = column(values)
    return run(
        len(values),
        lambda left, right, packed: levels.compare_date(
            left, right, c.codes, c.offsets, c.data, 0, packed
        ),
    )


def digit_levels(values: list[Text], tail: int = 8) -> np.ndarray:
    c = column(values)
    return run(
        len(values),
        lambda left, right, packed: contact_levels.compare_digits(
            left, right, c.codes, glanced_numbers(c.offsets, c.data), tail, 0, packed
        ),
    )


def email_levels(values: list[Text], slots: int = 1024) -> np.ndarray:
    c = column(values)
    each = np.zeros(c.distinct, np.int32)  # the local part of each address
    local = column([value and value.partition("@")[0] for value in values])
    each[c.codes[c.codes >= 0]] = local.codes[c.codes >= 0]
    none = np.empty(0, np.float32)
    return run(
        len(values),
        lambda left, right, packed: contact_levels.compare_any_email(
            left, right, c.codes[:, None], each, glanced_texts(local.offsets, local.data), none,
            *memo(slots), 0, packed, none,
        ),
    )  # fmt: skip


def address_levels(rows: list[tuple[Text, Text, Text, Text]], slots: int = 1024) -> np.ndarray:
    """Rows are (street, house number, postcode, city)."""
    street, house, postcode, city = (column(list(part)) for part in zip(*rows, strict=True))
    return run(
        len(rows),
        lambda left, right, packed: levels.compare_address(
            left, right, street.codes, glanced_texts(street.offsets, street.data), house.codes,
            postcode.codes, glanced_numbers(postcode.offsets, postcode.data), city.codes,
            glanced_texts(city.offsets, city.data), *memo(slots), 0, packed,
        ),
    )  # fmt: skip


def label(level: int, labels: tuple[str, ...]) -> str | None:
    return None if level < 0 else labels[level]


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
