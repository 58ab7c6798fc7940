"""pyJedAI: its nearest-neighbour join, and its token blocking with meta-blocking."""

from __future__ import annotations

import os
from typing import Annotated, Any, ClassVar, Literal

import msgspec
import numpy as np

from twinset.errors import PlanError
from twinset.strategies.base import BlockingTask, FittedStrategy, Strategy
from twinset.strategies.baselines.common import KnownPairs, library, texts, two_sides
from twinset.types import Int32

_INSTALL = "--no-deps pyjedai (and what benchmarks/blocking/requirements.txt lists)"
_PRUNERS = {
    "wep": "WeightedEdgePruning",
    "cep": "CardinalityEdgePruning",
    "wnp": "WeightedNodePruning",
    "cnp": "CardinalityNodePruning",
    "rwnp": "ReciprocalWeightedNodePruning",
    "rcnp": "ReciprocalCardinalityNodePruning",
}


def _module(strategy: str, name: str) -> Any:
    os.environ.setdefault("MPLBACKEND", "Agg")
    return library(strategy, f"pyjedai.{name}", _INSTALL)


def _data(strategy: str, fields: str, task: BlockingTask) -> tuple[Any, Int32]:
    """pyJedAI's data, and the row of each of its numbers. The smaller side is its first: the one
    that is searched for."""
    pd = library(strategy, "pandas")
    text = texts(task.records, fields)
    inside, sought = two_sides(strategy, task)

    def table(rows: Int32) -> Any:
        return pd.DataFrame({"id": [str(row) for row in rows], "text": [text[row] for row in rows]})

    module = _module(strategy, "datamodel")
    if task.side is None:
        made = module.Data(dataset_1=table(inside), id_column_name_1="id", attributes_1=["text"])
        return made, inside
    made = module.Data(
        dataset_1=table(sought), id_column_name_1="id", attributes_1=["text"],
        dataset_2=table(inside), id_column_name_2="id", attributes_2=["text"],
    )  # fmt: skip
    return made, np.concatenate([sought, inside])


class JedaiTopK(Strategy, frozen=True, kw_only=True):
    """pyJedAI's ``TopKJoin`` over n-grams or words: for each record those of the ``k`` highest
    similarities of sets. Ties stay."""

    name: ClassVar[str] = "pyjedai-topk"

    k: Annotated[int, msgspec.Meta(ge=1)] = 1
    metric: Literal["cosine", "jaccard", "dice"] = "cosine"
    tokens: Literal["qgrams", "standard"] = "qgrams"
    shingle: Annotated[int, msgspec.Meta(ge=1, le=8)] = 3
    reverse: bool = False
    """In a link task: the other side is the one that is searched for."""
    fields: str = "*"

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Join."""
        joins = _module(self.name, "joins")
        data, rows = _data(self.name, self.fields, task)
        own = task.side is None  # without sides a record finds itself as well
        join = joins.TopKJoin(
            K=self.k + own, metric=self.metric, tokenization=self.tokens, qgrams=self.shingle
        )
        graph = join.fit(data, reverse_order=self.reverse, tqdm_disable=True)
        edges = np.array(graph.edges, np.int64).reshape(-1, 2)
        return KnownPairs(rows[edges[:, 0]], rows[edges[:, 1]], task)


class JedaiMetaBlocking(Strategy, frozen=True, kw_only=True):
    """pyJedAI's token blocking, block purging, block filtering and meta-blocking."""

    name: ClassVar[str] = "pyjedai-metablocking"

    weight: Literal["CBS", "ECBS", "JS", "EJS", "DICE", "X2"] = "JS"
    scheme: Literal["wep", "cep", "wnp", "cnp", "rwnp", "rcnp"] = "rcnp"
    ratio: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.8
    fields: str = "*"

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Block, clean and prune."""
        data, rows = _data(self.name, self.fields, task)
        building, cleaning = (
            _module(self.name, "block_building"),
            _module(self.name, "block_cleaning"),
        )
        pruning = _module(self.name, "comparison_cleaning")
        if self.scheme not in _PRUNERS:
            raise PlanError(f"{self.name}: no scheme {self.scheme!r}")
        builder = building.StandardBlocking()
        builder.disable_ray = True  # to its constructor, True would mean to start a Ray cluster
        blocks = builder.build_blocks(data, tqdm_disable=True)
        blocks = cleaning.BlockPurging().process(blocks, data, tqdm_disable=True)
        blocks = cleaning.BlockFiltering(ratio=self.ratio).process(blocks, data, tqdm_disable=True)
        pruner = getattr(pruning, _PRUNERS[self.scheme])(weighting_scheme=self.weight)
        kept = pruner.process(blocks, data, tqdm_disable=True)
        counts = [len(others) for others in kept.values()]
        left = np.repeat(np.fromiter(kept, np.int64, len(kept)), counts)
        right = np.fromiter((o for others in kept.values() for o in others), np.int64, sum(counts))
        return KnownPairs(rows[left], rows[right], task)
