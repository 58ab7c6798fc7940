"""MinHash kernels against a slow twin, exact Jaccard and datasketch."""

from __future__ import annotations

import numpy as np
import pytest
from datasketch import MinHash
from hypothesis import given, settings
from hypothesis import strategies as st
from twins import shingles, slow_signature

from twinset.blocking.lsh import hash_family
from twinset.kernels.minhash import append_field, band_keys, signatures

FUNCTIONS = 128


def buffers(texts: list[str], dtype: type = np.uint8) -> tuple[np.ndarray, np.ndarray]:
    offsets = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    return np.array([ord(c) for text in texts for c in text], dtype), offsets


def sketch(texts: list[str], shingle: int = 3, seed: int = 1, dtype: type = np.uint8) -> np.ndarray:
    out = np.zeros((len(texts), FUNCTIONS), np.uint32)
    signatures(*buffers(texts, dtype), shingle, *hash_family(FUNCTIONS, seed), out)
    return out


def planted(pairs: int, shared: int, own: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """``pairs`` pairs of texts whose sets of single characters share ``shared`` of
    ``shared + 2 * own``: the first half of the rows against the second."""
    rng = np.random.default_rng(seed)
    points = rng.integers(1, 2**31, (pairs, shared + 2 * own)).astype(np.uint32)
    left = points[:, : shared + own]
    right = np.concatenate([points[:, :shared], points[:, shared + own :]], axis=1)
    data = np.concatenate([left, right])
    return data.ravel(), np.arange(2 * pairs + 1, dtype=np.int64) * data.shape[1]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text("abc é\U0001f600", max_size=12), max_size=4), st.integers(1, 8))
def test_slow_twin(texts: list[str], width: int) -> None:
    found = sketch(texts, width, seed=7, dtype=np.uint32)
    assert found.tolist() == [slow_signature(text, width, 7) for text in texts]


@pytest.mark.parametrize("length", [0, 1, 2, 3, 4, 63, 64, 65, 3000])
def test_slow_twin_at_boundary_lengths(length: int) -> None:
    rng = np.random.default_rng(length)
    text = "".join(rng.choice(list("abcdefghij "), length))
    assert sketch([text, "x"])[0].tolist() == slow_signature(text, 3, 1)


def test_code_points_and_bytes_agree() -> None:
    texts = ["anna berg", "", "b"]
    assert np.array_equal(sketch(texts), sketch(texts, dtype=np.uint32))


def test_order_and_repeats_of_shingles_do_not_matter() -> None:
    one, two, other = sketch(["abcabcabc", "bcabcab", "xyzxyz"])
    assert np.array_equal(one, two)
    assert not (one == other).any()


def test_seed_changes_every_function() -> None:
    assert (sketch(["anna berg"], seed=1) != sketch(["anna berg"], seed=2)).mean() > 0.95


@pytest.mark.parametrize(
    ("shared", "own"), [(1, 1), (3, 2), (6, 2), (15, 5), (20, 10), (24, 6), (15, 15), (150, 50)]
)
def test_estimate_is_unbiased_and_values_are_independent(shared: int, own: int) -> None:
    """Small sets are where one-permutation hashing fails: its values are copies of each other."""
    pairs = 4000
    data, offsets = planted(pairs, shared, own, seed=shared)
    out = np.empty((2 * pairs, FUNCTIONS), np.uint32)
    signatures(data, offsets, 1, *hash_family(FUNCTIONS, 1), out)
    estimate = (out[:pairs] == out[pairs:]).mean(axis=1)
    jaccard = shared / (shared + 2 * own)
    deviation = np.sqrt(jaccard * (1 - jaccard) / FUNCTIONS)  # of independent values
    assert estimate.mean() == pytest.approx(jaccard, abs=5 * deviation / np.sqrt(pairs))
    assert estimate.std() == pytest.approx(deviation, rel=0.06)


def test_estimate_against_datasketch() -> None:
    rng = np.random.default_rng(5)
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    lefts = ["".join(rng.choice(letters, 34)) for _ in range(600)]
    rights = [
        text[:start] + "".join(rng.choice(letters, size)) + text[start + size :]
        for text, start, size in zip(
            lefts, rng.integers(0, 20, 600), rng.integers(0, 14, 600), strict=True
        )
    ]
    out = sketch(lefts + rights)
    ours = (out[:600] == out[600:]).mean(axis=1)
    exact, theirs = [], []
    for left, right in zip(lefts, rights, strict=True):
        one, two = shingles(left, 3), shingles(right, 3)
        exact.append(len(one & two) / len(one | two))
        sketches = [MinHash(num_perm=FUNCTIONS, seed=1) for _ in range(2)]
        for target, grams in zip(sketches, (one, two), strict=True):
            target.update_batch([gram.encode() for gram in grams])
        theirs.append(sketches[0].jaccard(sketches[1]))
    ours_error = np.sqrt(np.mean((ours - np.array(exact)) ** 2))
    theirs_error = np.sqrt(np.mean((np.array(theirs) - np.array(exact)) ** 2))
    assert ours_error < 1.1 * theirs_error
    assert np.corrcoef(ours, theirs)[0, 1] > 0.93


@pytest.mark.parametrize(("shared", "own"), [(10, 10), (20, 10), (15, 5), (24, 6), (27, 3)])
def test_recall_of_bands_follows_the_s_curve(shared: int, own: int) -> None:
    pairs, bands, rows = 15_000, 18, 7
    data, offsets = planted(pairs, shared, own, seed=own)
    keys = np.zeros((bands, 2 * pairs), np.uint64)
    band_keys(data, offsets, 1, *hash_family(128, 1), 0, rows, keys, 0)
    found = (keys[:, :pairs] == keys[:, pairs:]).any(axis=0).mean()
    similarity = shared / (shared + 2 * own)
    expected = 1.0 - (1.0 - similarity**rows) ** bands
    assert found == pytest.approx(expected, abs=0.015)  # standard error: 0.004


def test_band_keys_follow_the_signature() -> None:
    texts = ["anna berg", "anna bergg", "", "anna berg"]
    family = hash_family(128, 3)
    out = np.empty((4, 128), np.uint32)
    signatures(*buffers(texts), 3, *family, out)
    keys = np.full((16, 6), 99, np.uint64)
    band_keys(*buffers(texts), 3, *family, 0, 8, keys, 1)
    assert (keys[:, [0, 5]] == 99).all()  # rows of other tiles are left alone
    assert (keys[:, 3] == 0).all()
    assert (keys[:, [1, 2, 4]] != 0).all()
    bands = out.reshape(4, 16, 8)
    assert np.array_equal(keys[:, 1] == keys[:, 2], (bands[0] == bands[1]).all(axis=1))
    assert np.array_equal(keys[:, 1], keys[:, 4])
    assert len(np.unique(keys[:, 1])) == 16  # equal values in two bands are two keys


def test_append_field_separates_and_skips() -> None:
    data, offsets = buffers(["anna", "", "berg"])
    codes = np.array([0, -1, 1, 2], np.int32)
    out_offsets = np.array([0, 9, 9, 9, 18], np.int64)
    cursor, out = out_offsets[:-1].copy(), np.full(18, ord("."), np.uint8)
    for _ in range(2):
        append_field(codes, offsets[:-1], offsets[1:], data, out_offsets[:-1], cursor, out)
    assert out.tobytes() == b"anna annaberg berg"
    assert cursor.tolist() == [9, 9, 9, 18]
