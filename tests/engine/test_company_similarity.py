"""Similarity of company names: what it must tell apart, its symmetry, and the public pairs."""

from __future__ import annotations

import csv
from pathlib import Path

import hypothesis.strategies as st
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings

from twinset.kernels.company_words import MAX_WORDS, NUMBER
from twinset.standardize.company_similarity import DEFAULT_THRESHOLD, similarity, tokens
from twinset.standardize.texts import of_strings
from twinset.types import Bool, Float64


def one(left: str | None, right: str | None) -> float:
    return float(similarity(pa.array([left], pa.string()), pa.array([right], pa.string()))[0])


SAME = [
    ("Acme Holdings Ltd", "Acme Holding Limited"),
    ("Northern Rail & Steel", "Northern Rail and Steel Inc."),
    ("Van der Linden Bau GmbH", "Vanderlinden Bau"),
    ("Central Harbour Works", "CHW"),
    ("Qualtex Group", "Qualtex"),
    ("Qualtecks Logistics", "Qualteks Logistics"),
    ("Smith Ltd t/a The Corner Shop", "Corner Shop"),
    ("北星銀行", "Beixing Bank"),
    ("ООО Северсталь", "Severstal LLC"),
    ("Erste Bank", "erste bank ag"),
]
OTHER = [
    ("Bank of Freedonia", "Bank of Sylvania"),
    ("Qualtex Fund III", "Qualtex Fund IV"),
    ("Store 12", "Store 14"),
    ("Qualtex Motors", "Qualtex Insurance"),
    ("General Steel", "General Foods"),
    ("Ra plc", "Ro plc"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_same(left: str, right: str) -> None:
    assert one(left, right) >= DEFAULT_THRESHOLD


@pytest.mark.parametrize(("left", "right"), OTHER)
def test_other(left: str, right: str) -> None:
    assert one(left, right) < DEFAULT_THRESHOLD


def test_legal_form_is_mild_evidence() -> None:
    same, unknown, vague = (one("Acme Ltd", f"Acme {form}") for form in ("Limited", "", "Co."))
    other_form, other_kind = one("Acme Ltd", "Acme LLC"), one("Acme Ltd", "Acme PLC")
    assert same == unknown == vague == 1.0
    assert DEFAULT_THRESHOLD < other_kind < other_form < 1.0


def test_null_and_empty_are_like_nothing() -> None:
    assert [one(None, "Acme"), one("", ""), one(None, None), one("?", "Acme")] == [0.0] * 4
    assert similarity(pa.array([], pa.string()), pa.array([], pa.string())).shape == (0,)


TEXT = st.text(st.sampled_from("ab cd 12&éБ銀行ソ"), max_size=14)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.one_of(TEXT, st.text(max_size=70)), TEXT), max_size=6))
def test_symmetric_and_in_range(pairs: list[tuple[str, str]]) -> None:
    left = pa.array([a for a, _ in pairs], pa.string())
    right = pa.array([b for _, b in pairs], pa.string())
    values = similarity(left, right)
    assert ((values >= 0) & (values <= 1)).all()
    np.testing.assert_array_equal(values, similarity(right, left))
    itself = similarity(left, left)
    assert ((itself == 1.0) | (itself == 0.0)).all()


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.text(st.sampled_from("abv 12"), max_size=200).map(lambda t: " ".join(t.split())))
)
def test_words_are_those_of_split(names: list[str]) -> None:
    batch = of_strings(names)
    bounds, starts, stops, kinds = tokens(batch.offsets, batch.data)
    text = batch.data.tobytes().decode()
    for v, name in enumerate(names):
        words = range(bounds[v], bounds[v + 1])
        assert [text[starts[w] : stops[w]] for w in words] == name.split()[:MAX_WORDS]
        for w in words:
            if any(c.isdigit() for c in text[starts[w] : stops[w]]):
                assert kinds[w] == NUMBER


def f1(predicted: Bool, match: Bool) -> float:
    return 2.0 * float((predicted & match).sum()) / float(predicted.sum() + match.sum())


def scored(path: Path, kinds: set[str] | None) -> tuple[Float64, Bool]:
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if kinds is None or row["kind"] in kinds]
    values = similarity(pa.array([r["left"] for r in rows]), pa.array([r["right"] for r in rows]))
    return values, np.array([row["match"] == "1" for row in rows])


@pytest.mark.public
@pytest.mark.parametrize(
    ("name", "kinds", "best", "default"),
    [
        ("companies", None, 0.94, 0.91),
        ("opensanctions", {"Company", "Organization", "LegalEntity", "Vessel"}, 0.85, 0.85),
    ],
)
def test_public_pairs(
    datasets: Path, name: str, kinds: set[str] | None, best: float, default: float
) -> None:
    values, match = scored(datasets / "names" / f"{name}.csv", kinds)
    # pairs of one value are on one side of the threshold
    assert max(f1(values >= threshold, match) for threshold in np.unique(values)) >= best
    assert f1(values >= DEFAULT_THRESHOLD, match) >= default
