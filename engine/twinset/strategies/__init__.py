"""Blocking strategies behind one interface: what the blocking laboratory compares.

A strategy is a frozen set of parameters; ``fit`` binds it to the records and gives a stream of
candidate pairs. ``base`` holds the interface, ``registry`` the names and the one-line notation
(``tokens/purge/filter:ratio=0.5+sorted:window=7``), each other file one method.
"""

from __future__ import annotations

from twinset.strategies.base import (
    BlockCollection,
    BlockingTask,
    BlockRefiner,
    FittedStrategy,
    PairPruner,
    Strategy,
)
from twinset.strategies.block_pairs import BlockStrategy
from twinset.strategies.registry import names, parse_strategy, strategy_class

__all__ = [
    "BlockCollection",
    "BlockRefiner",
    "BlockStrategy",
    "BlockingTask",
    "FittedStrategy",
    "PairPruner",
    "Strategy",
    "names",
    "parse_strategy",
    "strategy_class",
]
