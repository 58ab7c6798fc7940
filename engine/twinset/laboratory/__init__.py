"""The blocking laboratory: which blocking should I use, and what does it cost me?

``bench`` prepares the records once; ``process`` runs each strategy in a process of its own, which
``measure`` s it there; ``run`` puts the rows together; ``frontier`` names the strategies that
nothing beats; ``pictures`` and ``page`` draw them; ``plans`` writes the plan that uses one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twinset.laboratory.report import BlockingComparison as BlockingComparison
    from twinset.laboratory.run import compare as compare

__all__ = ["BlockingComparison", "compare"]

_HOME = {"BlockingComparison": "report", "compare": "run"}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'twinset.laboratory' has no attribute {name!r}")
    return getattr(import_module(f"twinset.laboratory.{_HOME[name]}"), name)
