"""Agreement patterns and the E-step, against NumPy twins."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from twinset.kernels import patterns
from twinset.matching.patterns import PatternTable


def intern(packed: list[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    table = PatternTable()
    index = table.number(np.array(packed, np.uint64))
    return index, table.packed, table.counts


@given(packed=st.lists(st.one_of(st.integers(0, 5), st.integers(0, 2**64 - 1)), max_size=130))
@example(packed=[])
@example(packed=[0] * 65)
@example(packed=[2**64 - 1, 0])
@settings(max_examples=100, deadline=None)
def test_intern_counts_like_unique(packed: list[int]) -> None:
    index, keys, counts = intern(packed)
    unique, first, number = np.unique(
        np.array(packed, np.uint64), return_index=True, return_counts=True
    )
    order = np.argsort(first)  # in order of first appearance
    assert keys.tolist() == unique[order].tolist()
    assert counts.tolist() == number[order].tolist()
    assert keys[index].tolist() == packed


@given(
    packed=st.lists(st.integers(0, 40), max_size=60),
    cut=st.integers(0, 60),
    slots=st.sampled_from([2, 8, 64]),
)
@example(packed=list(range(41)), cut=20, slots=2)
@settings(max_examples=100, deadline=None)
def test_numbers_do_not_depend_on_tiles_nor_on_the_room_for_them(
    packed: list[int], cut: int, slots: int
) -> None:
    """A table that is full in the middle of a tile grows, and goes on where it was."""
    wanted = intern(packed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("twinset.matching.patterns._SLOTS", slots)
        table = PatternTable()
    parts = [table.number(np.array(part, np.uint64)) for part in (packed[:cut], packed[cut:])]
    assert np.concatenate(parts).tolist() == wanted[0].tolist()
    assert table.packed.tolist() == wanted[1].tolist()
    assert table.counts.tolist() == wanted[2].tolist()


@pytest.mark.parametrize("comparisons", [1, 3, 15, 16])
def test_unpacked_levels_are_those_that_were_packed(comparisons: int) -> None:
    levels = np.random.default_rng(comparisons).integers(-1, 15, (200, comparisons))
    packed = [sum(int(v + 1) << 4 * c for c, v in enumerate(row)) for row in levels]
    out = np.empty(levels.shape, np.int8)
    patterns.unpack_levels(np.array(packed, np.uint64), out)
    assert np.array_equal(out, levels)


def random_case(
    seed: int, rows: int, classes: int, comparisons: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    levels = rng.integers(-1, 5, (rows, comparisons)).astype(np.int8)
    counts = rng.integers(1, 1000, rows).astype(np.float64)
    log_levels = np.log(rng.dirichlet(np.ones(16), (classes, comparisons)))  # null in front
    log_levels = np.ascontiguousarray(np.moveaxis(log_levels, 0, 2))
    return levels, counts, log_levels, np.log(rng.dirichlet(np.ones(classes)))


def slow_likelihoods(
    levels: np.ndarray, log_levels: np.ndarray, log_prior: np.ndarray
) -> np.ndarray:
    out = np.tile(log_prior, (len(levels), 1))
    for c in range(levels.shape[1]):
        out += log_levels[c, levels[:, c] + 1]
    return out


@pytest.mark.parametrize("rows", [0, 1, 64, 300])
@pytest.mark.parametrize(("classes", "comparisons"), [(2, 1), (4, 7)])
def test_class_likelihoods(rows: int, classes: int, comparisons: int) -> None:
    levels, _, log_levels, log_prior = random_case(rows, rows, classes, comparisons)
    out = np.empty((rows, classes))
    patterns.class_likelihoods(levels, log_levels, log_prior, out)
    np.testing.assert_allclose(out, slow_likelihoods(levels, log_levels, log_prior), rtol=1e-12)


@pytest.mark.parametrize("rows", [0, 1, 64, 300])
@pytest.mark.parametrize("least", [1e-3, 1e-15])
@pytest.mark.parametrize("classes", [4, 8])
@pytest.mark.parametrize("lifted", [False, True])
def test_e_step(rows: int, least: float, classes: int, lifted: bool) -> None:
    """Sixteen comparisons of the least probability there is: products that are nearly zero."""
    levels, counts, log_levels, log_prior = random_case(rows, rows, classes, 16)
    log_levels = np.log(np.maximum(np.exp(log_levels), least) if least > 1e-9 else least)
    log_levels = np.broadcast_to(log_levels, (16, 16, classes))
    gains = np.random.default_rng(1).normal(0, 20, (rows, classes)) if lifted else None
    likelihoods = slow_likelihoods(levels, log_levels, log_prior)
    likelihoods += 0.0 if gains is None else gains
    total = np.logaddexp.reduce(likelihoods, axis=1)
    expected = np.exp(likelihoods - total[:, None]) * counts[:, None]
    probabilities = np.exp(log_levels).reshape(-1, classes)
    cells = np.arange(16) * 16 + levels + 1
    # runs of one cell each, and runs of five, five and six that are told once for each pattern
    cuts = [(0, 5), (5, 10), (10, 16)]
    one_each = cells.astype(np.int32), np.arange(257), np.arange(256, dtype=np.int32)
    widths = np.repeat([last - first for first, last in cuts], rows)
    laid = np.concatenate([cells[:, first:last].ravel() for first, last in cuts])
    several = (
        np.arange(3 * rows, dtype=np.int32).reshape(3, rows).T.copy(),
        np.append(0, np.cumsum(widths)),
        laid.astype(np.int32),
    )
    wanted_sums = np.zeros_like(probabilities)
    for p, c in np.ndindex(cells.shape):
        wanted_sums[cells[p, c]] += expected[p]
    for runs, starts, of_runs in (one_each, several):
        products = np.empty((len(starts) - 1, classes))
        patterns.multiply_cells(of_runs, starts, probabilities, products)
        sums, class_sums, evidence = np.zeros_like(products), np.zeros(classes), np.empty(rows)
        patterns.em_step(
            runs, counts, products, np.exp(log_prior),
            np.empty((0, classes)) if gains is None else np.exp(gains),
            sums, class_sums, evidence,
        )  # fmt: skip
        level_sums = np.zeros_like(probabilities)
        patterns.add_to_cells(of_runs, starts, sums, level_sums)
        np.testing.assert_allclose(np.log(evidence), total, rtol=1e-12)
        np.testing.assert_allclose(class_sums, expected.sum(axis=0), rtol=1e-9)
        np.testing.assert_allclose(level_sums, wanted_sums, rtol=1e-9, atol=1e-12)
