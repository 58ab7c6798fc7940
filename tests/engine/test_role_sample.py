"""The sample of rows is chosen by content: not by order, chunks or what lies beside a value."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.roles.sample import sample_table, spread, value_hashes


def rows_of(table: pa.Table) -> list[tuple[object, ...]]:
    return sorted(zip(*(column.to_pylist() for column in table.columns), strict=True), key=repr)


def people(size: int) -> pa.Table:
    rng = np.random.default_rng(3)
    return pa.table(
        {
            "name": pa.array([f"name {n}" for n in rng.integers(0, size // 3, size)]),
            "city": pa.array([None if n == 0 else f"city {n}" for n in rng.integers(0, 9, size)]),
            "born": pa.array(rng.integers(1900, 2020, size), mask=rng.random(size) < 0.1),
        }
    )


def test_a_small_table_is_its_own_sample() -> None:
    table = people(50)
    assert sample_table(table, 50) is table


@pytest.mark.parametrize("encoded", [False, True])
def test_order_and_chunks_do_not_matter(encoded: bool) -> None:
    table = people(3000)
    if encoded:
        table = table.set_column(1, "city", table.column("city").dictionary_encode())
    order = np.random.default_rng(5).permutation(table.num_rows)
    shuffled = table.take(pa.array(order))
    cut = pa.concat_tables([shuffled.slice(0, 700), shuffled.slice(700, 1), shuffled.slice(701)])
    sampled = rows_of(sample_table(table, 200))
    assert 200 < len(sampled) < 260
    assert rows_of(sample_table(shuffled, 200)) == sampled
    assert rows_of(sample_table(cut, 200)) == sampled


@settings(max_examples=60, deadline=None)
@given(st.lists(st.none() | st.text(max_size=20), max_size=30), st.booleans())
def test_a_value_hashes_alike_wherever_it_stands(values: list[str | None], ends: bool) -> None:
    together = value_hashes(pa.array(values, pa.string()), ends=ends)
    alone = [value_hashes(pa.array([value], pa.string()), ends=ends)[0] for value in values]
    assert together.tolist() == [int(value) for value in alone]
    padded = pa.array(["before", *values, "after"], pa.string()).slice(1, len(values))
    assert value_hashes(padded, ends=ends).tolist() == together.tolist()


def test_ends_tell_values_of_one_length_apart() -> None:
    values = pa.array(["abcdefghij", "abcdefghiX", "Xbcdefghij", "a", "b", "", None])
    hashes = value_hashes(values, ends=True)
    assert len(set(hashes[:5].tolist())) == 5
    assert hashes[5:].tolist() == [0, 0]


@pytest.mark.parametrize("pattern", ["value {}", "all begin alike {:03d} and end alike"])
def test_spread_is_by_content(pattern: str) -> None:
    texts = [pattern.format(n) for n in range(500)]
    forward, backward = pa.array(texts), pa.array(texts[::-1])
    first = forward.take(pa.array(spread(forward))).to_pylist()
    assert first == backward.take(pa.array(spread(backward))).to_pylist()
    assert sorted(first) == sorted(texts)
