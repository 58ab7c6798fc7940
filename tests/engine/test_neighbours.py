"""The built-in embedding and nearest neighbours."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pytest

from twinset.blocking import neighbours
from twinset.blocking.embedding import embed
from twinset.blocking.neighbours import nearest_neighbours
from twinset.columns import from_arrow
from twinset.config import NeighboursPlan
from twinset.types import PairList, StandardRecords

PLAN = NeighboursPlan(k=5, dimensions=64, min_similarity=0.5)


def standard(size: int, **columns: list[str | None]) -> StandardRecords:
    fields = {name: from_arrow(pa.array(values, pa.string())) for name, values in columns.items()}
    return StandardRecords(size, fields)


def people(size: int, seed: int = 0) -> StandardRecords:
    """Each even row is followed by its near copy: the same but for one field, which is null."""
    rng = np.random.default_rng(seed)
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    names = ["".join(rng.choice(letters, rng.integers(4, 12))) for _ in range(size)]
    days = rng.integers(0, 20_000, size).astype("datetime64[D]").astype(str)
    return standard(
        size,
        family_name=[names[i - i % 2] for i in range(size)],
        given_name=[names[(i // 2) % 300] for i in range(size)],
        birth_date=[str(days[i - i % 2]) for i in range(size)],
        email=[None if i % 2 else f"{names[i]}@x.org" for i in range(size)],
    )


def pair_set(pairs: PairList) -> set[tuple[int, int]]:
    assert pairs.left.dtype == pairs.right.dtype == np.int32
    listed = list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    assert listed == sorted(set(listed))
    assert all(left < right for left, right in listed)
    return set(listed)


def naive_neighbours(
    vectors: np.ndarray, k: int, least: float, queries: list[int]
) -> set[tuple[int, int]]:
    """All against all; for vectors that are all different."""
    pairs = set()
    for row in queries:
        similarity = vectors @ vectors[row]
        similarity[row] = -2
        for other in np.argsort(-similarity, kind="stable")[:k].tolist():
            if similarity[other] >= least:
                pairs.add((min(row, other), max(row, other)))
    return pairs


def test_exact_search_is_all_against_all() -> None:
    records = people(301)
    vectors = embed(records, PLAN.dimensions, seed=1, threads=1)
    found = pair_set(nearest_neighbours(records, PLAN, seed=1, threads=2))
    assert found == naive_neighbours(vectors, 5, 0.5, list(range(301)))
    assert {(row, row + 1) for row in range(0, 300, 2)} <= found


def test_only_what_was_asked_for() -> None:
    records = people(301)
    plan = NeighboursPlan(k=2, min_similarity=-1.0)
    vectors = embed(records, plan.dimensions, seed=1, threads=1)
    queries = np.array([300, 4, 17], np.int32)
    found = pair_set(nearest_neighbours(records, plan, seed=1, threads=1, queries=queries))
    assert found == naive_neighbours(vectors, 2, -1.0, [300, 4, 17])
    none = np.empty(0, np.int32)
    assert not pair_set(nearest_neighbours(records, plan, seed=1, threads=1, queries=none))


def test_quantised_search_finds_what_exact_search_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    records = people(12_000)
    exact = pair_set(nearest_neighbours(records, PLAN, seed=1, threads=1))
    monkeypatch.setattr(neighbours, "_EXACT", 0)
    one = pair_set(nearest_neighbours(records, PLAN, seed=1, threads=1))
    two = pair_set(nearest_neighbours(records, PLAN, seed=1, threads=2))
    assert one == two
    copies = {(row, row + 1) for row in range(0, 12_000, 2)}
    assert len(copies & one) > 0.99 * len(copies & exact)
    # the rest share a given name of 40 people, and hardly more: any of these are as good
    assert len(exact & one) > 0.25 * len(exact)


def test_a_search_by_groups_of_fields_finds_records_of_which_one_group_differs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = np.random.default_rng(3)
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    words = ["".join(rng.choice(letters, 9)) for _ in range(24_000)]
    rows = range(6000)
    records = standard(
        6000,
        full_name=[words[i - i % 2 * (i % 3 != 0)] for i in rows],
        email=[words[i - i % 2 * (i % 3 != 1) + 6000] + "@x.org" for i in rows],
        street=[words[i - i % 2 * (i % 3 != 2) + 12_000] for i in rows],
        city=[words[i - i % 2 * (i % 3 != 2) + 18_000] for i in rows],
        text=["same"] * 6000,  # a field of no group
    )
    plan = NeighboursPlan(k=5, dimensions=64, min_similarity=0.1)
    monkeypatch.setattr(neighbours, "_EXACT", 0)
    one = pair_set(nearest_neighbours(records, plan, seed=1, threads=1))
    assert one == pair_set(nearest_neighbours(records, plan, seed=1, threads=2))
    copies = {(row - 1, row) for row in range(1, 6000, 2)}
    assert len(copies & one) > 0.97 * len(copies)
    some = np.arange(1, 6000, 2, dtype=np.int32)  # each of the copies, and not its original
    asked = pair_set(nearest_neighbours(records, plan, seed=1, threads=1, queries=some))
    assert len(copies & asked) > 0.95 * len(copies)
    assert all(left % 2 or right % 2 for left, right in asked)


def test_an_odd_number_of_dimensions_is_quantised_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "_EXACT", 0)
    found = nearest_neighbours(people(3000), NeighboursPlan(dimensions=33), seed=1, threads=1)
    assert len({(row, row + 1) for row in range(0, 3000, 2)} & pair_set(found)) > 1400


def test_copies_do_not_crowd_out_others() -> None:
    names: list[str | None] = ["annabella christiansen"] * 50
    names += ["annabela christiansen", None, "", "quick brown fox"]
    plan = NeighboursPlan(k=3)
    found = pair_set(nearest_neighbours(standard(54, full_name=names), plan, seed=1, threads=1))
    assert (0, 50) in found  # the near copy is linked to the first of the copies, and they to it
    assert (49, 50) in found
    assert (0, 1) in found
    assert (46, 49) in found
    assert (0, 4) not in found  # k = 3 copies that follow
    assert not {row for pair in found for row in pair} & {51, 52, 53}


def test_embedding_does_not_depend_on_threads_or_on_the_rows_asked_for() -> None:
    records = people(40_000)  # three tiles
    whole = embed(records, PLAN.dimensions, seed=1, threads=1)
    assert whole.dtype == np.float32
    assert whole.shape == (40_000, 64)
    assert np.linalg.norm(whole, axis=1) == pytest.approx(1, abs=1e-5)
    assert np.array_equal(whole, embed(records, PLAN.dimensions, seed=1, threads=2))
    rows = np.array([39_999, 0, 20_000], np.int32)
    assert np.array_equal(
        whole[rows], embed(records, PLAN.dimensions, seed=1, threads=1, rows=rows)
    )
    assert not np.allclose(whole[:10], embed(records, PLAN.dimensions, seed=2, threads=1)[:10])


def test_fields_have_their_own_space_but_names_share_one() -> None:
    records = standard(
        4,
        given_name=["olaf", "berg", "thor", "ragnhild"],
        family_name=["berg", "olaf", "quick", "smith"],
        house_number=[None, None, "1985", None],
        birth_date=[None, None, None, "1985"],
    )
    vectors = embed(records, 512, seed=1, threads=1)
    assert vectors[0] @ vectors[1] > 0.9
    assert abs(vectors[2] @ vectors[3]) < 0.2


@pytest.mark.parametrize(
    "records",
    [
        StandardRecords(0, {}),
        standard(0, given_name=[]),
        standard(1, given_name=["anna"]),
        StandardRecords(3, {}),
        standard(3, given_name=[None] * 3),
        standard(3, country=["no"] * 3),
    ],
)
def test_nothing_to_go_by(records: StandardRecords) -> None:
    assert not pair_set(nearest_neighbours(records, PLAN, seed=1, threads=2))
    vectors = embed(records, PLAN.dimensions, seed=1, threads=2)
    assert vectors.shape == (records.size, 64)
    assert np.isfinite(vectors).all()


@pytest.mark.public
def test_recall_on_febrl3(datasets: Path) -> None:
    roles = {"given_name": "given_name", "surname": "family_name", "address_1": "street"}
    roles |= {"suburb": "city", "postcode": "postcode", "date_of_birth": "birth_date"}
    roles |= {"soc_sec_id": "identifier", "street_number": "house_number"}
    folder = datasets / "febrl3"
    text = pa.csv.ConvertOptions(
        column_types=dict.fromkeys(roles, pa.string()), strings_can_be_null=True
    )
    table = pa.csv.read_csv(folder / "records.csv", convert_options=text)
    fields = {role: from_arrow(table[column]) for column, role in roles.items()}
    entity = pa.csv.read_csv(folder / "truth.csv")["entity"].to_numpy()
    pairs = nearest_neighbours(StandardRecords(len(entity), fields), PLAN, seed=1, threads=1)
    sizes = np.bincount(entity)
    found = (entity[pairs.left] == entity[pairs.right]).sum()
    assert found / (sizes * (sizes - 1) // 2).sum() > 0.97
