"""Truth files: one row a record, or one row a pair."""

from __future__ import annotations

from pathlib import Path

import networkx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from twinset.errors import InputError
from twinset.io import read_truth


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "truth.csv"
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    "text",
    [
        "id,entity\n01,x\n2,y\n3,x\n",
        "note,Entity,ID\n,x,01\n,y,2\n,x,3\n",
        "record;cluster;note\n01;7;\n2;9;\n3;7;\n",
    ],
)
def test_records_and_entities(tmp_path: Path, text: str) -> None:
    truth = read_truth(write(tmp_path, text))
    assert truth.ids.to_pylist() == ["01", "2", "3"]
    assert truth.entities.tolist() == [0, 1, 0]
    assert truth.entities.dtype == "int64"


def test_header_only(tmp_path: Path) -> None:
    for text in ("id,entity\n", "id_left,id_right\n"):
        truth = read_truth(write(tmp_path, text))
        assert len(truth.ids) == len(truth.entities) == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id\n1\n", "two columns"),
        ("id,entity\n1,x\n2,\n", "row 2 has no value in column 'entity'"),
        ("id,entity\n1,x\n2\n", "line 3"),
    ],
)
def test_what_is_not_a_truth_file(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_truth(write(tmp_path, text))


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=40))
def test_pairs_close_to_components(tmp_path: Path, pairs: list[tuple[int, int]]) -> None:
    rows = "".join(f"{left},{right}\n" for left, right in pairs)
    truth = read_truth(write(tmp_path, "id_left,id_right\n" + rows))
    groups: dict[int, set[str]] = {}
    for name, entity in zip(truth.ids.to_pylist(), truth.entities.tolist(), strict=True):
        groups.setdefault(entity, set()).add(name)
    graph = networkx.Graph([(str(left), str(right)) for left, right in pairs])
    expected = [set(component) for component in networkx.connected_components(graph)]
    assert sorted(map(sorted, groups.values())) == sorted(map(sorted, expected))


@pytest.mark.public
def test_public_sets(datasets: Path) -> None:
    files = sorted(datasets.glob("*/truth.csv"))
    assert files
    for path in files:
        truth = read_truth(path)
        assert len(truth.ids) == len(truth.entities) > truth.entities.max()
