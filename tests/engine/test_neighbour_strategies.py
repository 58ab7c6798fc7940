"""Strategies that rank or slide over an order, against naive twins."""

from __future__ import annotations

import itertools
import math
from collections import Counter

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.blocking.embedding import embed
from twinset.blocking.record_text import record_text
from twinset.columns import from_arrow, row_texts
from twinset.errors import PlanError
from twinset.generator import GeneratorSettings, generate
from twinset.hashing import mix64
from twinset.preparation import prepare
from twinset.strategies import BlockingTask, parse_strategy
from twinset.types import Int32, StandardRecords

Pair = tuple[int, int]
SIDES = [False, True]


def streamed(notation: str, task: BlockingTask) -> set[Pair]:
    pairs = [
        pair
        for left, right in parse_strategy(notation).fit(task).pairs()
        for pair in zip(left.tolist(), right.tolist(), strict=True)
    ]
    assert len(pairs) == len(set(pairs)), "a pair was proposed twice"
    assert all(left < right for left, right in pairs)
    assert task.side is None or all(task.side[left] != task.side[right] for left, right in pairs)
    return set(pairs)


def task_of(size: int, side: Int32 | None = None, **columns: list[str | None]) -> BlockingTask:
    fields = {name: from_arrow(pa.array(values, pa.string())) for name, values in columns.items()}
    return BlockingTask(StandardRecords(size, fields), side, threads=2)


@pytest.fixture(scope="module")
def base() -> tuple[StandardRecords, np.ndarray]:
    """2,000 generated records and who they are."""
    made = generate(GeneratorSettings(rows=2000, seed=5))
    prepared = prepare(made.records)
    return prepared.standard, made.truth["entity"].to_numpy()[prepared.order]


def sided(sides: bool, size: int = 2000) -> Int32 | None:
    return (np.arange(size) * 7 % 3 % 2).astype(np.int32) if sides else None


def texts(records: StandardRecords) -> list[str]:
    text = record_text(records)
    return [
        "".join(map(chr, text.data[start:stop])) for start, stop in itertools.pairwise(text.offsets)
    ]


# Sorted neighbourhood -------------------------------------------------------------------------


def sort_order(task: BlockingTask, key: str) -> list[int]:
    columns = []
    for part in key.split("&"):
        name, _, transform = part.partition(":")
        values = row_texts(task.records[name])
        columns.append([v[::-1] if v and transform else v for v in values])
    rows = [row for row in range(task.size) if columns[0][row] is not None]
    return sorted(rows, key=lambda row: [column[row] or "" for column in columns])


def levenshtein(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def naive_windows(task: BlockingTask, keys: str, window: int, similarity: float) -> set[Pair]:
    """Windows of a fixed width where ``similarity`` is 0."""
    pairs = set()
    for key in keys.split(";"):
        order = sort_order(task, key)
        names = [part.partition(":")[0] for part in key.split("&")]
        columns = [row_texts(task.records[name]) for name in names]
        joined = [" ".join(filter(None, (column[row] for column in columns))) for row in order]
        for first in range(len(order)):
            for at in range(first + 1, min(first + window, len(order))):
                one, two = joined[at - 1], joined[at]
                longer = max(len(one), len(two))
                if similarity and 1 - levenshtein(one, two) / longer < similarity - 1e-9:
                    break
                a, b = sorted((order[first], order[at]))
                if task.side is None or task.side[a] != task.side[b]:
                    pairs.add((a, b))
    return pairs


KEYS = "family_name&given_name;email:reversed;birth_date&family_name"


@pytest.mark.parametrize("sides", SIDES)
@pytest.mark.parametrize("window", [2, 7])
def test_sorted_neighbourhood_on_two_thousand_records(
    base: tuple[StandardRecords, np.ndarray], window: int, sides: bool
) -> None:
    task = BlockingTask(base[0], sided(sides), threads=2)
    found = streamed(f"sorted:window={window},keys={KEYS}", task)
    assert found == naive_windows(task, KEYS, window, 0)


def naive_key_windows(task: BlockingTask, keys: str, window: int) -> set[Pair]:
    pairs = set()
    for key in keys.split(";"):
        names = [part.partition(":")[0] for part in key.split("&")]
        keyed = list(zip(*[row_texts(task.records[name]) for name in names], strict=True))
        order = sort_order(task, key)
        runs = [list(rows) for _, rows in itertools.groupby(order, keyed.__getitem__)]
        for first in range(len(runs)):
            near = list(itertools.chain(*runs[first : first + window]))
            for row in runs[first]:
                pairs |= {(min(row, other), max(row, other)) for other in near if other != row}
    return {(a, b) for a, b in pairs if task.side is None or task.side[a] != task.side[b]}


@pytest.mark.parametrize("sides", SIDES)
@pytest.mark.parametrize("window", [2, 4])
def test_windows_over_keys_on_two_thousand_records(
    base: tuple[StandardRecords, np.ndarray], window: int, sides: bool
) -> None:
    task = BlockingTask(base[0], sided(sides), threads=2)
    keys = "family_name&given_name;given_name;email:reversed"
    found = streamed(f"sorted:over=keys,window={window},keys={keys}", task)
    assert found == naive_key_windows(task, keys, window)


@pytest.mark.parametrize("sides", SIDES)
def test_adaptive_windows_on_two_thousand_records(
    base: tuple[StandardRecords, np.ndarray], sides: bool
) -> None:
    task = BlockingTask(base[0], sided(sides), threads=2)
    found = streamed(f"sorted-adaptive:similarity=0.6,widest=4,keys={KEYS}", task)
    assert found == naive_windows(task, KEYS, 4, 0.6)


def test_an_adaptive_window_is_as_wide_as_the_run_of_like_keys() -> None:
    names: list[str | None] = ["smith"] * 9 + ["smyth", "xu", "zachary"]
    task = task_of(12, family_name=names)
    found = streamed("sorted-adaptive:similarity=0.8,keys=family_name", task)
    assert found == set(itertools.combinations(range(10), 2))
    assert parse_strategy("sorted-adaptive:similarity=0.8").fit(task).largest_block == 10
    equal = streamed("sorted-adaptive:similarity=1,keys=family_name", task)
    assert equal == set(itertools.combinations(range(9), 2))
    whole = streamed("sorted-adaptive:similarity=0,keys=family_name,widest=12", task)
    assert whole == set(itertools.combinations(range(12), 2))


def test_a_sort_key_of_a_field_that_is_not_there() -> None:
    with pytest.raises(PlanError, match="no field 'phone'"):
        parse_strategy("sorted:keys=phone").fit(task_of(2, city=["x", "y"]))


# TF-IDF and canopies --------------------------------------------------------------------------


def naive_vectors(records: list[str], gram: int) -> list[dict[str, float]]:
    def terms(text: str) -> Counter[str]:
        if gram == 0:
            return Counter(text.split())
        if not text:
            return Counter()
        return Counter(text[at : at + gram] for at in range(max(1, len(text) - gram + 1)))

    counted = [terms(text) for text in records]
    found_in = Counter(term for each in counted for term in each)
    filled = sum(map(bool, counted))
    vectors = []
    for each in counted:
        weights = {
            term: count * (math.log((1 + filled) / (1 + found_in[term])) + 1)
            for term, count in each.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        vectors.append({term: weight / length for term, weight in weights.items()})
    return vectors


def cosines(records: list[str], gram: int) -> np.ndarray:
    """All against all, (rows, rows)."""
    vectors = naive_vectors(records, gram)
    numbers = {term: n for n, term in enumerate(dict.fromkeys(itertools.chain(*vectors)))}
    dense = np.zeros((len(records), max(1, len(numbers))), np.float32)
    for row, vector in enumerate(vectors):
        for term, weight in vector.items():
            dense[row, numbers[term]] = weight
    matrix: np.ndarray = dense @ dense.T
    return matrix


def is_top_k(found: set[Pair], similarity: np.ndarray, k: int, least: float) -> None:
    """``found`` is what the ``k`` best of each row make; rows that tie within rounding may stand
    for one another, and a similarity at the limit may be on either side of it."""
    slack = 1e-5
    np.fill_diagonal(similarity, -2)
    kth = -np.sort(-similarity, axis=1)[:, min(k, similarity.shape[1]) - 1]
    for a, b in found:
        assert similarity[a, b] >= least - slack
        assert similarity[a, b] >= min(kth[a], kth[b]) - slack
    sure = (similarity > least + slack) & (similarity > kth[:, None] + slack)
    wanted = {(min(a, b), max(a, b)) for a, b in np.argwhere(sure).tolist()}
    assert wanted <= found
    # and of those at the border there are as many as it takes
    degree = np.bincount(np.array(sorted(found), int).ravel(), minlength=len(similarity))
    possible = (similarity > least + slack).sum(axis=1)
    assert (degree >= np.minimum(possible, k)).all()


@pytest.mark.parametrize("sides", SIDES)
@pytest.mark.parametrize(("gram", "k", "least"), [(3, 3, 0.3), (0, 10, 0.1), (2, 1, 0.0)])
def test_tfidf_on_two_thousand_records(
    base: tuple[StandardRecords, np.ndarray], gram: int, k: int, least: float, sides: bool
) -> None:
    task = BlockingTask(base[0], sided(sides), threads=2)
    similarity = cosines(texts(base[0]), gram)
    if task.side is not None:
        similarity[task.side[:, None] == task.side] = -2
    found = streamed(f"tfidf:gram={gram},k={k},min_similarity={least}", task)
    assert len(found) > 900
    is_top_k(found, similarity, k, max(least, 1e-5))


@given(
    st.lists(st.one_of(st.none(), st.text("ab \U0001f600", max_size=9)), max_size=25),
    st.integers(0, 3),
    st.integers(1, 4),
    st.sampled_from([0.0, 0.3, 0.7]),
)
@settings(deadline=None, max_examples=60)
def test_tfidf_of_short_texts(words: list[str | None], gram: int, k: int, least: float) -> None:
    task = task_of(len(words), text=[word or None for word in words])
    found = streamed(f"tfidf:fields=text,gram={gram},k={k},min_similarity={least}", task)
    if len(words) > 1:
        similarity = cosines([word or "" for word in words], gram)
        is_top_k(found, similarity, k, max(least, 1e-5))
    else:
        assert not found


def naive_canopies(records: list[str], gram: int, loose: float, tight: float) -> set[Pair]:
    similarity = cosines(records, gram)
    rows = np.array([row for row, text in enumerate(records) if text], np.uint64)
    order = rows[np.argsort(mix64(rows + (np.uint64(1) << np.uint64(32))), kind="stable")]
    listed = set(order.tolist())
    pairs: set[Pair] = set()
    for centre in order.tolist():
        if centre in listed:
            canopy = {*np.flatnonzero(similarity[centre] >= loose).tolist(), centre}
            listed -= {row for row in canopy if similarity[centre, row] >= tight} | {centre}
            pairs |= set(itertools.combinations(sorted(canopy), 2))
    return pairs


@pytest.mark.parametrize("sides", SIDES)
@pytest.mark.parametrize(("loose", "tight"), [(0.35, 0.6), (0.5, 0.5)])
def test_canopies_on_two_thousand_records(
    base: tuple[StandardRecords, np.ndarray], loose: float, tight: float, sides: bool
) -> None:
    task = BlockingTask(base[0], sided(sides), threads=2)
    expected = naive_canopies(texts(base[0]), 3, loose, tight)
    if task.side is not None:
        expected = {(a, b) for a, b in expected if task.side[a] != task.side[b]}
    assert streamed(f"canopy:loose={loose},tight={tight}", task) == expected


def test_canopies_are_blocks_that_can_be_refined() -> None:
    task = task_of(4, full_name=["anna berg", "anna berg", "anna dahl", None])
    assert streamed("canopy:gram=0,loose=0.2,tight=0.9/purge:largest=2", task) <= {(0, 1)}
    with pytest.raises(PlanError, match="tight"):
        parse_strategy("canopy:loose=0.8,tight=0.5").fit(task)


# FAISS ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("sides", SIDES)
def test_flat_neighbours_on_two_thousand_records(
    base: tuple[StandardRecords, np.ndarray], sides: bool
) -> None:
    task = BlockingTask(base[0], sided(sides), threads=2)
    vectors = embed(base[0], 64, seed=1, threads=1)
    similarity = vectors @ vectors.T
    if task.side is not None:
        similarity[task.side[:, None] == task.side] = -2
    notation = "neighbours:index=flat,k=4,dimensions=64,min_similarity=0.2"
    is_top_k(streamed(notation, task), similarity, 4, 0.2)


@pytest.mark.parametrize("sides", SIDES)
@pytest.mark.parametrize(
    ("index", "bound"),
    [
        ("hnsw", 0.97),
        ("ivf-flat:probes=16", 0.9),
        ("ivf-pq:probes=16", 0.85),
        ("binary:dimensions=256,rerank=8", 0.85),
    ],
)
def test_approximate_neighbours_find_what_exact_ones_do(
    base: tuple[StandardRecords, np.ndarray], index: str, bound: float, sides: bool
) -> None:
    """At least this share of the pairs of an exact search, and none that is below the limit."""
    task = BlockingTask(base[0], sided(sides))
    name, _, more = index.partition(":")
    dimensions = 256 if "256" in more else 96
    more = more.replace("dimensions=256,", "")
    common = f"dimensions={dimensions},k=5,min_similarity=0.3"
    exact = streamed(f"neighbours:index=flat,{common}", task)
    found = streamed(f"neighbours:index={name},{common}{',' if more else ''}{more}", task)
    assert len(exact & found) >= bound * len(exact)
    vectors = embed(base[0], dimensions, seed=1, threads=1)
    assert all(vectors[a] @ vectors[b] >= 0.3 - 1e-5 for a, b in found)


def test_auto_is_the_search_of_the_engine(base: tuple[StandardRecords, np.ndarray]) -> None:
    records, entity = base
    found = streamed("neighbours", BlockingTask(records, threads=2))
    sizes = np.bincount(entity)
    true = sum(bool(entity[a] == entity[b]) for a, b in found)
    assert true >= 0.97 * (sizes * (sizes - 1) // 2).sum()
    apart = streamed("neighbours:k=3", BlockingTask(records, sided(True), threads=2))
    assert apart == streamed(
        "neighbours:k=3,index=flat", BlockingTask(records, sided(True), threads=2)
    )


# All of them ----------------------------------------------------------------------------------

ALL = [
    "sorted",
    "sorted:over=keys",
    "sorted-adaptive",
    "tfidf",
    "canopy",
    "neighbours",
    "neighbours:index=flat",
    "neighbours:index=hnsw",
    "neighbours:index=ivf-flat",
    "neighbours:index=ivf-pq",
    "neighbours:index=binary",
]


@pytest.mark.parametrize("notation", ALL)
def test_threads_change_nothing(notation: str, base: tuple[StandardRecords, np.ndarray]) -> None:
    streams = []
    for threads in (1, 2):
        fitted = parse_strategy(notation).fit(BlockingTask(base[0], threads=threads))
        chunks = list(fitted.pairs())
        streams.append([np.concatenate(side).tolist() for side in zip(*chunks, strict=True)])
    assert streams[0] == streams[1]
    assert streams[0][0]


@pytest.mark.parametrize("notation", ALL)
@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_hardly_any_records(notation: str, size: int) -> None:
    names: list[str | None] = ["ann leeson", "ann leeson", None]
    for side in (None, np.array([0, 1, 0], np.int32)[:size]):
        found = streamed(notation, task_of(size, side, full_name=names[:size]))
        # sorted: a field of one value sorts nothing, and is no sort key
        expected = {(0, 1)} if size > 1 and not notation.startswith("sorted") else set()
        assert found == expected
    same = np.zeros(size, np.int32)
    assert not streamed(notation, task_of(size, same, full_name=names[:size]))
    assert not streamed(notation, task_of(size, None, full_name=[None] * size))
    assert not streamed(notation, task_of(size))
