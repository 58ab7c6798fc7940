"""Other people's libraries behind our interface, and the direction of a TF-IDF search."""

from __future__ import annotations

import importlib.util
import sys

import numpy as np
import pyarrow as pa
import pytest

from twinset.columns import from_arrow
from twinset.errors import PlanError
from twinset.strategies import BlockingTask, Strategy, names, parse_strategy
from twinset.strategies.registry import baseline_names
from twinset.types import StandardRecords

NAMES = ["anna schmidt", "anna schmid", "ana schmidt", "bob miller", "bob millar", "carol king"]
CITIES = ["bonn", "bonn", "koeln", "bonn", "bonn", None]
LIBRARY = {
    "datasketch-lsh": "datasketch",
    "rensa-lsh": "rensa",
    "splink-rules:rules=city": "splink",
    "recordlinkage-block:rules=city": "recordlinkage",
    "recordlinkage-sorted:keys=full_name": "recordlinkage",
    "sparse-dot-topn:k=1": "sparse_dot_topn",
    "blockingpy:ann=hnsw": "blockingpy",
    "pyjedai-topk": "pyjedai",
    "pyjedai-metablocking": "pyjedai",
}


@pytest.fixture
def records() -> StandardRecords:
    fields = {"full_name": from_arrow(pa.array(NAMES)), "city": from_arrow(pa.array(CITIES))}
    return StandardRecords(len(NAMES), fields)


def pairs_of(notation: str, task: BlockingTask) -> set[tuple[int, int]]:
    strategy = parse_strategy(notation)
    assert isinstance(strategy, Strategy)
    found = [
        (int(a), int(b))
        for left, right in strategy.fit(task).pairs()
        for a, b in zip(left, right, strict=True)
    ]
    assert len(found) == len(set(found))
    assert all(a < b for a, b in found)
    return set(found)


def test_every_baseline_is_tested_and_none_is_a_default() -> None:
    assert {notation.partition(":")[0] for notation in LIBRARY} == set(baseline_names())
    assert not set(names()) & set(baseline_names())


@pytest.mark.parametrize("notation", LIBRARY)
def test_baseline_finds_the_same_people(notation: str, records: StandardRecords) -> None:
    pytest.importorskip(LIBRARY[notation])
    found = pairs_of(notation, BlockingTask(records))
    assert len(found) < 15
    if "metablocking" not in notation:  # prunes so few records to nothing
        assert (3, 4) in found


@pytest.mark.parametrize("notation", LIBRARY)
def test_baseline_links_sides_alone(notation: str, records: StandardRecords) -> None:
    pytest.importorskip(LIBRARY[notation])
    side = np.array([0, 1, 0, 1, 0, 1], np.int32)
    found = pairs_of(notation, BlockingTask(records, side))
    assert all(side[a] != side[b] for a, b in found)
    if "metablocking" not in notation:
        assert (3, 4) in found


def test_pyjedai_meta_blocking_finds_twins() -> None:
    pytest.importorskip("pyjedai")
    people = [f"given{n} family{n} town{n % 5} land{n % 2}" for n in range(30) for _ in range(2)]
    twins = StandardRecords(60, {"full_name": from_arrow(pa.array(people))})
    expected = {(n, n + 1) for n in range(0, 60, 2)}
    assert pairs_of("pyjedai-metablocking:scheme=wnp", BlockingTask(twins)) == expected
    side = np.arange(60, dtype=np.int32) % 2
    assert pairs_of("pyjedai-metablocking:scheme=wnp", BlockingTask(twins, side)) == expected


@pytest.mark.parametrize("notation", LIBRARY)
def test_absent_library_names_what_to_install(
    notation: str, records: StandardRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, LIBRARY[notation], None)
    for module in [name for name in sys.modules if name.startswith(LIBRARY[notation] + ".")]:
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(PlanError, match="can't be imported") as error:
        parse_strategy(notation).fit(BlockingTask(records))
    assert error.value.hint is not None
    assert "pip install" in error.value.hint


@pytest.mark.parametrize("rules", ["city", "full_name:3", "city;full_name:-4&city"])
def test_splink_gives_the_pairs_of_our_rules(rules: str, records: StandardRecords) -> None:
    pytest.importorskip("splink")
    for side in (None, np.array([0, 1, 0, 1, 0, 1], np.int32)):
        task = BlockingTask(records, side)
        assert pairs_of(f"splink-rules:rules={rules}", task) == pairs_of(
            f"keys:rules={rules}", task
        )


def test_recordlinkage_gives_the_pairs_of_our_rules(records: StandardRecords) -> None:
    if importlib.util.find_spec("recordlinkage") is None:
        pytest.skip("needs recordlinkage")
    task = BlockingTask(records)
    assert pairs_of("recordlinkage-block:rules=city", task) == pairs_of("keys:rules=city", task)


def test_unknown_fields_are_refused(records: StandardRecords) -> None:
    for notation in ("recordlinkage-block:rules=phone", "splink-rules:rules=phone"):
        pytest.importorskip(LIBRARY[f"{notation.partition(':')[0]}:rules=city"])
        with pytest.raises(PlanError, match="no field"):
            parse_strategy(notation).fit(BlockingTask(records))


@pytest.mark.parametrize(
    ("weight", "as_theirs"),
    [("log", {"sublinear_tf": True}), ("set", {"binary": True, "use_idf": False})],
)
def test_tfidf_weighs_as_scikit_learn_does(weight: str, as_theirs: dict[str, bool]) -> None:
    text = pytest.importorskip("sklearn.feature_extraction.text")
    words = ["aaaa abab", "aaaaaaaa", "abababab", "bbbb abab aaaa", "abba", "baba baba baba"]
    vectors = text.TfidfVectorizer(analyzer="char", ngram_range=(2, 2), **as_theirs)
    dense = vectors.fit_transform(words).toarray()
    similarity = dense @ dense.T
    task = BlockingTask(StandardRecords(6, {"text": from_arrow(pa.array(words))}))
    for least in (0.11, 0.21, 0.31):
        expected = {(a, b) for a in range(6) for b in range(a + 1, 6) if similarity[a, b] > least}
        assert expected
        notation = f"tfidf:k=6,gram=2,min_similarity={least},weight={weight}"
        assert pairs_of(notation, task) == expected


def test_tfidf_searches_for_the_side_it_is_told(records: StandardRecords) -> None:
    side = np.array([0, 1, 1, 1, 1, 1], np.int32)
    task = BlockingTask(records, side)
    wide = "tfidf:k=1,gram=2,min_similarity=0,search="
    smaller, larger = pairs_of(wide + "smaller", task), pairs_of(wide + "larger", task)
    assert smaller in ({(0, 1)}, {(0, 2)})  # the one record's best
    assert {(0, 1), (0, 2)} <= larger
    assert pairs_of(wide + "both", task) == smaller | larger
    with pytest.raises(PlanError, match="two sides"):
        pairs_of(wide + "smaller", BlockingTask(records, np.array([0, 1, 2, 0, 1, 2], np.int32)))
