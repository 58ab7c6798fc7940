"""Similarity of names: sounds across scripts, spellings, whole names; floors on public sets."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.errors import InputError
from twinset.kernels.sounds import sound_distance
from twinset.standardize.name_similarity import DEFAULT_THRESHOLD, similarity, words
from twinset.standardize.sounds import PHONES, reader
from twinset.standardize.spelling import WRITINGS, spell


def one(left: str, right: str) -> float:
    return float(similarity(pa.array([left]), pa.array([right]))[0])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Smith", "スミス"), ("Smith", "스미스"), ("Wladimir Putin", "Владимир Путин"),
        ("Michael Cohen", "מיכאל כהן"), ("Mohammed Rezaei", "محمد رضایی"), ("Obama", "奥巴马"),
        ("Kim Nam-hun", "김남훈"), ("Papadopoulos", "Παπαδόπουλος"), ("Þórður", "Thordur"),
        ("Yuzuru Hanyu", "하뉴 유즈루"), ("J. Smith", "John Smith"), ("Smith, John", "John Smith"),
        ("Bob Dylan", "Robert Dylan"), ("John Smith", "John Paul Smith"),
    ],
)  # fmt: skip
def test_one_person(left: str, right: str) -> None:
    assert one(left, right) >= DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Smith", "タナカ"), ("Wladimir Putin", "Борис Ельцин"), ("Cohen", "לוי"),
        ("John Smith", "Mary Jones"), ("김남훈", "이재명"),
    ],
)  # fmt: skip
def test_two_persons(left: str, right: str) -> None:
    assert one(left, right) < 0.6


def test_nothing_and_lengths() -> None:
    found = similarity(pa.array(["a", None, "", "-"]), pa.array(["a", "b", "c", "d"]))
    assert found[0] == 1.0
    assert np.isnan(found[1:]).all()
    with pytest.raises(InputError):
        similarity(pa.array(["a"]), pa.array(["a", "b"]))


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), max_size=15))
@settings(max_examples=60, deadline=None)
def test_any_text_and_both_orders(pairs: list[tuple[str, str]]) -> None:
    left = pa.array([a for a, _ in pairs], pa.string())
    right = pa.array([b for _, b in pairs], pa.string())
    found = similarity(left, right)
    assert ((found >= 0) & (found <= 1) | np.isnan(found)).all()
    np.testing.assert_allclose(found, similarity(right, left), atol=1e-5)


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 5000])
def test_any_length(size: int) -> None:
    found = one("a" * size + " b", "ab" * size + " b")
    assert 0 <= found <= 1


def slow_distance(a: list[int], b: list[int], mine: int, theirs: int) -> float:
    """The recurrence as it is written down, without tables of its own."""
    table = reader()

    def lost(sounds: list[int], i: int, writing: int) -> float:
        cost = float(table.deletion[sounds[i], writing])
        both = i > 0 and table.is_vowel[sounds[i]] and table.is_vowel[sounds[i - 1]]
        return cost * 0.5 if both else cost

    best: dict[tuple[int, int], float] = {(0, 0): 0.0}
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            ways = [best[i, j]] if (i, j) in best else []
            if i:
                ways.append(best[i - 1, j] + lost(a, i - 1, theirs))
            if j:
                ways.append(best[i, j - 1] + lost(b, j - 1, mine))
            if i and j:
                ways.append(best[i - 1, j - 1] + float(table.substitution[a[i - 1], b[j - 1]]))
            if i > 1 and j > 1:
                swap = (
                    table.substitution[a[i - 2], b[j - 1]] + table.substitution[a[i - 1], b[j - 2]]
                )
                ways.append(best[i - 2, j - 2] + float(swap) + 0.3)
            best[i, j] = min(ways)
    return best[len(a), len(b)]


TEXTS = (
    "schmidt",
    "smith",
    "スミス",
    "שמידט",
    "محمد",
    "김남훈",
    "貝拉克",
    "шмидт",
    "guillaume",
    "x",
)


@pytest.mark.parametrize("left", TEXTS)
def test_distance_is_its_slow_twin(left: str) -> None:
    table = reader()
    found = words(spell(pa.array(TEXTS)))
    sounds = [
        found.sounds[a:b]
        for a, b in zip(found.sound_offsets, found.sound_offsets[1:], strict=False)
    ]
    writings = WRITINGS[found.scripts]
    scratch = np.empty((97, 97), np.float32)
    x = TEXTS.index(left)
    for y in range(len(TEXTS)):
        cost, _ = sound_distance(
            sounds[x], 0, len(sounds[x]), writings[x], sounds[y], 0, len(sounds[y]), writings[y],
            table.substitution, table.deletion, table.is_vowel, 1, scratch,
        )  # fmt: skip
        slow = slow_distance(sounds[x].tolist(), sounds[y].tolist(), writings[x], writings[y])
        assert cost == pytest.approx(slow, abs=1e-4)


def test_costs_are_symmetric_and_every_phone_of_the_tables_is_known() -> None:
    table = reader()  # an unknown phone in a table would raise
    np.testing.assert_allclose(table.substitution, table.substitution.T, atol=1e-6)
    assert (np.diag(table.substitution)[table.deletion[:, 0] > 0] < 1).all()
    assert len(set(PHONES)) == len(PHONES)


# a little below what benchmarks/results/names.md reports
FLOORS = {
    ("cross_script", "Latin-Hebrew full"): 0.96, ("cross_script", "Latin-katakana token"): 0.94,
    ("cross_script", "Latin-Hangul full"): 0.92, ("cross_script", "Latin-Chinese token"): 0.90,
    ("arabic_english", "Latin-Arabic"): 0.95, ("variants_given", "variants_given"): 0.945,
    ("variants_surname", "variants_surname"): 0.86, ("opensanctions", "Person"): 0.84,
}  # fmt: skip


@pytest.mark.public
@pytest.mark.parametrize("which", FLOORS)
def test_public_sets(which: tuple[str, str], datasets: Path) -> None:
    name, kind = which
    with (datasets / "names" / f"{name}.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == kind]
    truth = np.array([int(row["match"]) for row in rows])
    found = similarity(
        pa.array([row["left"] for row in rows]), pa.array([row["right"] for row in rows])
    )
    scores = np.nan_to_num(found)
    order = np.argsort(-scores, kind="stable")
    scores, truth = scores[order], truth[order]
    f1 = 2 * np.cumsum(truth) / (np.arange(1, len(truth) + 1) + truth.sum())
    assert f1[np.append(scores[1:] != scores[:-1], True)].max() >= FLOORS[which]
