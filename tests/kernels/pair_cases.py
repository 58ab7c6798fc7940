"""Two texts compared: kernels on the codes of real pairs, RapidFuzz on the strings of the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import twins
from cases import Arrange, Case
from rapidfuzz import distance, process
from real_blocks import RealBlocks, strings

from twinset.columns import texts
from twinset.glances import glanced_numbers, glanced_texts
from twinset.kernels import character_masks, contact_levels, levels, similarity

NO_CUTOFF = 1 << 30
MEMO_SLOTS = 1 << 13


def _text_bytes(blocks: RealBlocks, name: str, out: int) -> int:
    """Both codes of each pair, their offsets, their characters, the result."""
    column, left, right = blocks.values(name)
    lengths = np.diff(column.offsets)
    characters = int(lengths[left].sum() + lengths[right].sum()) * column.data.itemsize
    return characters + len(left) * (2 * 4 + 4 * 8 + out)


def metric(
    kernel: Any, scorer: Any, twin: Callable[[str, str], float], name: str, cutoff: float | None
) -> Arrange:
    """Every pair of a field by its codes; RapidFuzz gets the strings of the same pairs."""

    def arrange(blocks: RealBlocks) -> Case:
        column, left, right = blocks.values(name)
        similar = kernel is similarity.jaro_winkler_pairs
        out = np.empty(len(left), np.float32 if similar else np.int32)
        masks = np.empty(0 if cutoff is None else column.distinct, np.uint64)
        if cutoff is not None:
            character_masks.character_masks(column.data, column.offsets, masks)
        limit = cutoff if cutoff is not None else 0.0 if similar else NO_CUTOFF
        some = {} if cutoff is None else {"score_cutoff": cutoff}
        texts_left, texts_right = strings(column, left), strings(column, right)

        def run() -> Any:
            kernel(column.data, column.offsets, masks, left, right, limit, out)
            return out

        def slow() -> Any:
            values = [twin(a, b) for a, b in zip(texts_left, texts_right, strict=True)]
            if similar:
                return [value if value >= limit else 0.0 for value in values]
            return [min(value, limit + 1) for value in values]

        def peer() -> Any:
            return process.cpdist(texts_left, texts_right, scorer=scorer, workers=1, **some)

        return Case(
            len(left), run, slow, _text_bytes(blocks, name, 4),
            {"rapidfuzz cpdist": peer}, frozenset({"rapidfuzz cpdist"}),
        )  # fmt: skip

    return arrange


def all_with_all(blocks: RealBlocks) -> Case:
    """A thousand values, each with each: RapidFuzz's ``cdist``."""
    column = blocks.standard["given_name"]
    size = min(column.distinct, 1000)
    values = texts(column)[:size]
    left, right = (part.astype(np.int32) for part in np.divmod(np.arange(size**2), size))
    out = np.empty(size**2, np.float32)
    masks = np.empty(0, np.uint64)

    def run() -> Any:
        similarity.jaro_winkler_pairs(column.data, column.offsets, masks, left, right, 0.0, out)
        return out

    def slow() -> Any:
        return [twins.slow_jaro_winkler(a, b) for a in values for b in values]

    def peer() -> Any:
        scorer = distance.JaroWinkler.similarity
        return process.cdist(values, values, scorer=scorer, workers=1, dtype=np.float32).ravel()

    touched = 2 * size * int(column.offsets[size]) + size**2 * (8 + 32 + 4)
    return Case(
        size**2, run, slow, touched, {"rapidfuzz cdist": peer}, frozenset({"rapidfuzz cdist"})
    )


def winkler_levels(blocks: RealBlocks) -> Case:
    """Rows to levels, as a run does it: equal codes and pairs unlike at a glance touch no text."""
    column = blocks.standard["given_name"]
    values = glanced_texts(column.offsets, column.data)
    _, left, right = blocks.values("given_name")
    texts_left, texts_right = strings(column, left), strings(column, right)
    packed = np.empty(len(blocks.left), np.uint64)
    known = (column.codes[blocks.left] >= 0) & (column.codes[blocks.right] >= 0)

    def run() -> Any:
        packed[:] = 0
        memo = np.zeros(MEMO_SLOTS, np.uint64), np.zeros(MEMO_SLOTS, np.int8)
        levels.compare_text(
            blocks.left, blocks.right, column.codes, values, 0.92, 0.8, False, *memo, 0, packed
        )
        return packed[known]

    def slow() -> Any:
        values = [twins.slow_jaro_winkler(*p) for p in zip(texts_left, texts_right, strict=True)]
        same = [a == b for a, b in zip(texts_left, texts_right, strict=True)]
        return [
            4 if equal else 1 + (value >= 0.8) + (value >= 0.92)
            for equal, value in zip(same, values, strict=True)
        ]

    def peer() -> Any:
        return process.cpdist(
            texts_left, texts_right, scorer=distance.JaroWinkler.similarity, workers=1,
            score_cutoff=0.8,
        )  # fmt: skip

    # what every pair must touch: rows, codes and the result; texts of distinct pairs come on top
    touched = len(packed) * (2 * 4 + 2 * 4 + 2 * 8)
    return Case(
        len(left), run, slow, touched, {"rapidfuzz cpdist": peer},
        lookups=2 * len(packed), table=column.codes.nbytes,
    )  # fmt: skip


def digit_levels(blocks: RealBlocks) -> Case:
    """Phones: Damerau-Levenshtein up to two slips, as a run does it."""
    column = blocks.standard["phone"]
    values = glanced_numbers(column.offsets, column.data)
    _, left, right = blocks.values("phone")
    texts_left, texts_right = strings(column, left), strings(column, right)
    packed = np.empty(len(blocks.left), np.uint64)
    known = (column.codes[blocks.left] >= 0) & (column.codes[blocks.right] >= 0)

    def run() -> Any:
        packed[:] = 0
        contact_levels.compare_digits(blocks.left, blocks.right, column.codes, values, 8, 0, packed)
        return packed[known]

    def slow() -> Any:
        return [
            1 + twins.slow_digits(a, b, 8) for a, b in zip(texts_left, texts_right, strict=True)
        ]

    def peer() -> Any:
        return process.cpdist(
            texts_left, texts_right, scorer=distance.OSA.distance, workers=1, score_cutoff=2
        )

    touched = len(packed) * 32 + _text_bytes(blocks, "phone", 0)
    return Case(
        len(left), run, slow, touched, {"rapidfuzz cpdist": peer},
        lookups=2 * len(packed), table=column.codes.nbytes,
    )  # fmt: skip
