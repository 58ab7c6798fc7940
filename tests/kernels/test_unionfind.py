"""Union-find against a slow twin, networkx and scipy."""

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twins import slow_components

from twinset.kernels.unionfind import connected_components, weakest_links


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, list[int], list[int]]:
    size = draw(st.integers(0, 70))
    node = st.integers(0, max(0, size - 1))
    edges = draw(st.lists(st.tuples(node, node), max_size=100)) if size else []
    return size, [a for a, _ in edges], [b for _, b in edges]


def int32(values: list[int]) -> np.ndarray:
    return np.array(values, np.int32)


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_components_match_the_slow_twin(graph: tuple[int, list[int], list[int]]) -> None:
    size, left, right = graph
    found = connected_components(size, int32(left), int32(right))
    assert found.dtype == np.int32
    assert found.tolist() == slow_components(size, left, right)


@pytest.mark.parametrize(("size", "edges"), [(1, 0), (63, 20), (64, 64), (65, 200), (5000, 3000)])
def test_components_match_networkx_and_scipy(size: int, edges: int) -> None:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components as scipy_components

    rng = np.random.default_rng(size)
    left, right = rng.integers(0, size, (2, edges), dtype=np.int32)
    found = connected_components(size, left, right)

    graph = networkx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(zip(left.tolist(), right.tolist(), strict=True))
    for component in networkx.connected_components(graph):
        assert {int(found[node]) for node in component} == {min(component)}

    matrix = coo_array((np.ones(edges), (left, right)), shape=(size, size))
    count, labels = scipy_components(matrix, directed=False)
    assert len(np.unique(found)) == count
    assert len(np.unique(np.stack([found, labels]), axis=1).T) == count


def test_a_path_in_the_worst_order_keeps_the_smallest_row() -> None:
    size = 20_000
    left = np.arange(size - 2, -1, -1, dtype=np.int32)
    assert not connected_components(size, left, left + np.int32(1)).any()


@settings(max_examples=60, deadline=None)
@given(graphs(), st.integers(0, 1000))
def test_weakest_links_are_those_of_the_maximum_spanning_tree(
    graph: tuple[int, list[int], list[int]], seed: int
) -> None:
    size, left, right = graph
    strength = np.round(np.random.default_rng(seed).random(len(left)), 1)
    order = np.argsort(-strength, kind="stable")
    parent, weakest = np.arange(size, dtype=np.int32), np.full(size, np.nan)
    weakest_links(parent, int32(left)[order], int32(right)[order], strength[order], weakest)

    oracle = networkx.Graph()
    for a, b, s in zip(left, right, strength, strict=True):
        if a != b and s > oracle.get_edge_data(a, b, {"weight": -1})["weight"]:
            oracle.add_edge(a, b, weight=s)
    tree = networkx.maximum_spanning_tree(oracle)
    for component in networkx.connected_components(oracle):
        edges = tree.subgraph(component).edges(data="weight")
        assert weakest[min(component)] == min(weight for _, _, weight in edges)
