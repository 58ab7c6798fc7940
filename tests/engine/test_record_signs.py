"""Signs of records: alike is near, nothing is far from everything."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from twinset.blocking import signs
from twinset.blocking.signs import signs_of
from twinset.columns import from_arrow
from twinset.types import StandardRecords, UInt64

NAMES = frozenset(("given_name", "family_name"))
CONTACTS = frozenset(("email", "phone"))
PLACES = frozenset(("city",))


def records_of(**fields: list[str | None]) -> StandardRecords:
    size = len(next(iter(fields.values())))
    return StandardRecords(
        size, {name: from_arrow(pa.array(values, pa.string())) for name, values in fields.items()}
    )


def people() -> StandardRecords:
    """Every name four times, every email once; no phone for some."""
    rng = np.random.default_rng(1)
    words = ["".join(rng.choice(list("abcdefghiklmnoprstu"), 7)) for _ in range(400)]
    return records_of(
        given_name=[words[i % 20] for i in range(400)],
        family_name=[words[i // 4] for i in range(400)],
        email=[f"{word}@{words[i % 3]}.com" for i, word in enumerate(words)],
        phone=[None if i % 5 == 0 else str(10**9 + 7919**2 * i) for i in range(400)],
        city=[words[i % 7] if i % 2 else None for i in range(400)],
    )


def apart(words: UInt64, a: int, b: int) -> list[int]:
    return [int(bits) for bits in np.bitwise_count(words[a] ^ words[b])]


def test_a_word_a_group() -> None:
    words, filled = signs_of(people(), [NAMES, CONTACTS, PLACES], seed=1, threads=1)
    assert words.shape == (400, 3)
    assert words.dtype == np.uint64
    assert filled == 3
    fewer, filled = signs_of(people(), [NAMES, PLACES], seed=1, threads=1)
    assert filled == 2
    assert np.array_equal(fewer[:, 0], words[:, 0])
    assert np.array_equal(fewer[:, 1] == words[:, 2], np.arange(400) % 2 == 1)  # drawn by word
    assert not fewer[:, 2].any()


@pytest.mark.parametrize("groups", [[NAMES], []])
def test_a_single_group_has_three_words_that_differ(groups: list[frozenset[str]]) -> None:
    words, filled = signs_of(people(), groups, seed=1, threads=1)
    assert filled == 3
    far = np.bitwise_count(words[:, [0, 0, 1]] ^ words[:, [1, 2, 2]])
    assert far.min() > 4
    assert far.mean() > 15


def test_alike_is_near() -> None:
    records = records_of(
        given_name=["susanne", "susane", "meierhofer", "torben", None, None],
        family_name=["meierhofer", "meierhofer", "susanne", "kowalski", None, None],
        city=["ulm"] * 6,
    )
    words, _ = signs_of(records, [NAMES, PLACES], seed=1, threads=1)
    assert apart(words, 0, 2)[0] < 8  # swapped: names share one space, but not all one weight
    assert apart(words, 0, 1)[0] < 12
    assert apart(words, 0, 3)[0] > 16
    assert 16 < apart(words, 4, 5)[0] < 48  # neither has a name
    assert apart(words, 0, 4)[1] == 0


def test_the_seed_changes_them_and_neither_threads_nor_tiles_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    groups = [NAMES, CONTACTS, PLACES]
    words, _ = signs_of(people(), groups, seed=1, threads=1)
    others, _ = signs_of(people(), groups, seed=2, threads=1)
    assert (words[:, 0] != others[:, 0]).all()
    monkeypatch.setattr(signs, "_TILE", 7)
    assert np.array_equal(signs_of(people(), groups, seed=1, threads=3)[0], words)


def test_values_that_are_looked_up_have_the_signs_of_those_that_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    groups = [frozenset(("given_name",)), PLACES]
    words, _ = signs_of(people(), groups, seed=1, threads=1)
    monkeypatch.setattr(signs, "_GATHER", 10**9)
    assert np.array_equal(signs_of(people(), groups, seed=1, threads=1)[0], words)


def test_of_many_rows_a_part_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """How rare an n-gram is only weighs it: few signs change."""
    groups = [NAMES, CONTACTS, PLACES]
    words, _ = signs_of(people(), groups, seed=1, threads=1)
    monkeypatch.setattr(signs, "_SAMPLE", 40)
    sampled, _ = signs_of(people(), groups, seed=1, threads=1)
    assert 0 < np.bitwise_count(words ^ sampled).mean() < 8


def test_no_rows_and_no_fields() -> None:
    assert signs_of(records_of(city=[]), [], seed=1, threads=2)[0].shape == (0, 3)
    words, filled = signs_of(records_of(gender=["f", "m"]), [], seed=1, threads=2)
    assert filled == 3
    assert all(16 < bits < 48 for bits in apart(words, 0, 1))
