"""Neighbours of sparse text vectors: sparse_dot_topn and BlockingPy."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

import msgspec
import numpy as np

from twinset.strategies.base import BlockingTask, FittedStrategy, Strategy
from twinset.strategies.baselines.common import KnownPairs, library, texts, two_sides


class SparseDotTopn(Strategy, frozen=True, kw_only=True):
    """scikit-learn's TF-IDF of character n-grams, and the ``k`` largest products a record by
    sparse_dot_topn (what string_grouper does)."""

    name: ClassVar[str] = "sparse-dot-topn"

    k: Annotated[int, msgspec.Meta(ge=1)] = 5
    threshold: Annotated[float, msgspec.Meta(ge=0, lt=1)] = 0.0
    shingle: Annotated[int, msgspec.Meta(ge=1, le=8)] = 3
    reverse: bool = False
    """In a link task: search for each record of the larger side, not of the smaller."""
    fields: str = "*"

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Vectorise and multiply."""
        topn = library(self.name, "sparse_dot_topn")
        vectorizer = library(self.name, "sklearn.feature_extraction.text").TfidfVectorizer(
            analyzer="char", ngram_range=(self.shingle, self.shingle), dtype=np.float32
        )
        vectors = vectorizer.fit_transform(texts(task.records, self.fields))
        inside, sought = two_sides(self.name, task)
        if self.reverse:
            inside, sought = sought, inside
        found = topn.sp_matmul_topn(
            vectors[sought],
            vectors[inside].T.tocsr(),
            top_n=self.k + (task.side is None),  # a record finds itself
            threshold=self.threshold,
            n_threads=task.threads,
        ).tocoo()
        return KnownPairs(sought[found.row], inside[found.col], task)


class BlockingPy(Strategy, frozen=True, kw_only=True):
    """BlockingPy's ``Blocker``: the nearest neighbour of each record among vectors of character
    n-grams, by any of its approximate indexes."""

    name: ClassVar[str] = "blockingpy"
    approximate: ClassVar[bool] = True

    ann: Literal["faiss", "hnsw", "voyager", "annoy", "nnd"] = "hnsw"
    shingle: Annotated[int, msgspec.Meta(ge=1, le=8)] = 2
    blocks: bool = True
    """All pairs of its blocks (the components of the neighbour graph), as it counts them; else the
    neighbours alone."""
    fields: str = "*"

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Vectorise and search."""
        blocker = library(self.name, "blockingpy", "--no-deps blockingpy blockingpy-core").Blocker()
        text = library(self.name, "pandas").Series(texts(task.records, self.fields))
        inside, sought = two_sides(self.name, task)
        control: dict[str, Any] = {"encoder": "shingle", "shingle": {"n_shingles": self.shingle}}
        made = blocker.block(
            x=text.iloc[inside].reset_index(drop=True),
            y=None if task.side is None else text.iloc[sought].reset_index(drop=True),
            deduplication=task.side is None,
            ann=self.ann,
            control_txt=control,
            random_seed=task.seed,
        ).result
        left, right = inside[made["x"].to_numpy()], sought[made["y"].to_numpy()]
        if self.blocks:
            left, right = _within(made["block"].to_numpy(), left, right)
        return KnownPairs(left, right, task)


def _within(block: np.ndarray, left: np.ndarray, right: np.ndarray) -> tuple[Any, Any]:
    """All pairs of the rows of each block."""
    entries = np.unique(np.stack([np.tile(block, 2), np.concatenate([left, right])]), axis=1)
    numbers, rows = entries
    all_left, all_right = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    step = 1
    while step < len(rows):
        same = numbers[:-step] == numbers[step:]
        if not same.any():
            break
        all_left.append(rows[:-step][same])
        all_right.append(rows[step:][same])
        step += 1
    return np.concatenate(all_left), np.concatenate(all_right)
