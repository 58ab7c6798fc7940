"""Hashes of values and their parts, against a slow twin in Python integers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twins import slow_hash, slow_mix

from twinset.columns import from_distinct
from twinset.kernels import keys
from twinset.types import TextColumn

WORD = (1 << 64) - 1
SEED = 0x7457
GOLDEN = 0x9E3779B97F4A7C15

words = st.lists(
    st.one_of(st.text("ab ", max_size=6), st.text("xyz@. 01", max_size=70)), max_size=12
)


def column_of(values: list[str]) -> TextColumn:
    distinct = list(dict.fromkeys(value for value in values if value))
    return from_distinct(np.arange(len(distinct), dtype=np.int32), distinct)


def hashed(kernel: Callable[..., None], values: list[str], *arguments: int) -> list[int]:
    column = column_of(values)
    out = np.empty(column.distinct, np.uint64)
    kernel(column.data, column.offsets, *arguments, np.uint64(SEED), out)
    return out.tolist()


def expected(values: list[str], part: Callable[[str], str]) -> list[int]:
    return [slow_hash(part(value)) for value in dict.fromkeys(v for v in values if v)]


@given(values=words, first=st.integers(-8, 8), last=st.integers(0, 8))
@settings(max_examples=100, deadline=None)
def test_hash_of_a_slice(values: list[str], first: int, last: int) -> None:
    """All 64 bits count: a hash that went through float64 would lose the last eleven."""
    wanted = expected(values, lambda text: text[first : last or None])
    assert hashed(keys.hash_values, values, first, last) == wanted


@pytest.mark.parametrize("length", [1, 63, 64, 65, 5000])
def test_hash_of_long_values(length: int) -> None:
    value = "".join(np.random.default_rng(length).choice(list("abc 1"), length))
    assert hashed(keys.hash_values, [value], 0, 0) == [slow_hash(value)]
    assert hashed(keys.hash_values, [value], -7, 0) == [slow_hash(value[-7:])]


def test_hash_of_code_points() -> None:
    assert hashed(keys.hash_values, ["é中𝒳", "𝒳"], 2, 0) == [slow_hash("𝒳"), 0]


@given(values=words)
@settings(max_examples=60, deadline=None)
def test_hash_of_the_first_and_last_token(values: list[str]) -> None:
    assert hashed(keys.hash_token, values, 0) == expected(values, lambda t: t.split(" ")[0])
    assert hashed(keys.hash_token, values, -1) == expected(values, lambda t: t.split(" ")[-1])


@given(values=words)
@settings(max_examples=60, deadline=None)
def test_hash_of_the_tokens_is_the_sum_of_theirs(values: list[str]) -> None:
    wanted = [
        sum(map(slow_hash, value.split(" "))) & WORD for value in dict.fromkeys(values) if value
    ]
    assert hashed(keys.hash_token_set, values) == wanted


def test_order_of_tokens_does_not_matter() -> None:
    a, b, c = hashed(keys.hash_token_set, ["anna maria bell", "bell  maria anna", "anna bell"])
    assert a == b != c


@given(values=words)
@settings(max_examples=60, deadline=None)
def test_hash_before_a_separator(values: list[str]) -> None:
    wanted = expected(values, lambda text: text.partition("@")[0])
    assert hashed(keys.hash_before, values, ord("@")) == wanted


part_codes = st.lists(st.tuples(*[st.integers(-1, 3)] * keys.PARTS), max_size=20)
part_hashes = st.lists(st.integers(0, WORD), min_size=4, max_size=4)


@given(
    codes=part_codes,
    hashes=st.tuples(*[part_hashes] * keys.PARTS),
    salts=st.lists(st.integers(0, WORD), min_size=1, max_size=keys.PARTS),
    column=st.integers(0, 1),
)
@settings(max_examples=100, deadline=None)
def test_a_key_needs_all_its_parts(
    codes: list[tuple[int, ...]], hashes: tuple[list[int], ...], salts: list[int], column: int
) -> None:
    for of_part in hashes:
        of_part[0] = 0  # a value without this part
    made = np.ones((len(codes), 2), np.uint64)
    given_codes = tuple(np.array(codes, np.int32).reshape(-1, keys.PARTS).T.copy())
    given_hashes = tuple(np.array(of_part, np.uint64) for of_part in hashes)
    keys.add_parts(given_codes, given_hashes, np.array(salts, np.uint64), made, column)
    wanted = [1] * len(codes)
    for part, salt in enumerate(salts):
        wanted = [
            slow_mix((key * GOLDEN + (hashes[part][row[part]] ^ salt)) & WORD)
            if key and row[part] >= 0 and hashes[part][row[part]]
            else 0
            for key, row in zip(wanted, codes, strict=True)
        ]
    assert made[:, column].tolist() == wanted
    assert (made[:, 1 - column] == 1).all()


@given(
    found=st.lists(st.tuples(*[st.one_of(st.integers(0, 9), st.integers(0, WORD))] * 2)),
    bits=st.integers(0, 8),
    first=st.integers(0, 1000),
)
@settings(max_examples=100, deadline=None)
def test_keys_are_counted_and_a_share_of_them_kept(
    found: list[tuple[int, int]], bits: int, first: int
) -> None:
    given_keys = np.array(found, np.uint64).reshape(-1, 2)
    counts = np.zeros(1 << keys.COUNTER_BITS, np.int64)
    rows, kept = np.empty(given_keys.size, np.int32), np.empty(given_keys.size, np.uint64)
    mask = np.uint64((1 << bits) - 1)
    count = keys.sample_keys(given_keys, first, mask, counts, rows, kept)
    flat = [(first + row, key) for row, pair in enumerate(found) for key in pair if key]
    wanted = [(row, key) for row, key in flat if key % (1 << bits) == 0]
    assert list(zip(rows[:count].tolist(), kept[:count].tolist(), strict=True)) == wanted
    seen = [key >> (64 - keys.COUNTER_BITS) for _, key in flat]
    assert counts.tolist() == np.bincount(seen, minlength=len(counts)).tolist()


def test_commutative_parts_add_up_and_null_adds_nothing() -> None:
    sums = np.zeros(3, np.uint64)
    hashes = np.array([5, WORD], np.uint64)
    keys.add_commutative(np.array([0, 1, -1], np.int32), hashes, sums)
    keys.add_commutative(np.array([1, 0, 0], np.int32), hashes, sums)
    assert sums.tolist() == [4, 4, 5]  # modulo 2 ** 64


pairs_of_codes = st.lists(st.tuples(st.integers(-1, 4), st.integers(-1, 5)), max_size=40)


@given(rows=pairs_of_codes)
@settings(max_examples=100, deadline=None)
def test_count_distinct_per_code(rows: list[tuple[int, int]]) -> None:
    out = np.zeros(5, np.int32)
    codes, others = np.array(rows, np.int32).reshape(-1, 2).T.copy()
    keys.count_distinct_per_code(codes, others, out)
    known = {(code, other) for code, other in rows if code >= 0 and other >= 0}
    assert out.tolist() == [sum(code == c for code, _ in known) for c in range(5)]


@given(codes=st.lists(st.integers(-1, 4), max_size=40), wanted=st.lists(st.booleans(), min_size=5))
@settings(max_examples=50, deadline=None)
def test_codes_are_counted_and_rows_marked_by_them(codes: list[int], wanted: list[bool]) -> None:
    given_codes = np.array(codes, np.int32)
    counts = np.ones(5, np.int64)
    keys.count_codes(given_codes, counts)
    assert counts.tolist() == [1 + codes.count(code) for code in range(5)]
    marked = np.arange(len(codes)) % 7 == 3
    expected = [bool(m) or (c >= 0 and wanted[c]) for m, c in zip(marked, codes, strict=True)]
    keys.mark_rows(given_codes, np.array(wanted), marked)
    assert marked.tolist() == expected
    keys.mark_rows(np.full(len(codes), -1, np.int32), np.zeros(0, np.bool_), marked)
    assert marked.tolist() == expected


def test_count_distinct_of_large_codes() -> None:
    big = np.iinfo(np.int32).max
    out = np.zeros(2, np.int32)
    codes, others = np.array([1, 1, 0, 1], np.int32), np.array([big, 0, big, big], np.int32)
    keys.count_distinct_per_code(codes, others, out)
    assert out.tolist() == [1, 2]
