"""Duplicates are found in bases of other scripts, and across their transliterations."""

from __future__ import annotations

import pytest

import twinset
from twinset.evaluation import evaluate
from twinset.generator import GeneratorSettings, generate


@pytest.mark.parametrize("locale", ["ru", "fa", "zh", "is"])
def test_duplicates_across_transliterations(locale: str):
    base = generate(GeneratorSettings(4000, seed=7, locale=locale))
    result = twinset.dedupe(base.records)
    measured = evaluate(result.membership, base.truth["entity"].to_numpy())
    assert measured.f1 >= 0.85
    assert measured.precision >= 0.9
