"""Twinset: deduplication and entity resolution for very large contact bases.

    import twinset
    result = twinset.dedupe("contacts.csv")
    result.clusters, result.merge_sets, result.golden   # Arrow tables
    result.write("out")

Names are imported when first used, so that ``import twinset`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from twinset.api import audit as audit
    from twinset.api import clean as clean
    from twinset.api import dedupe as dedupe
    from twinset.api import evaluate_files as evaluate_files
    from twinset.api import restore as restore
    from twinset.auditing.result import Audit as Audit
    from twinset.cleaning import Cleaned as Cleaned
    from twinset.cleaning import Restored as Restored
    from twinset.config import Plan as Plan
    from twinset.config import dump_plan as dump_plan
    from twinset.config import load_plan as load_plan
    from twinset.errors import TwinsetError as TwinsetError
    from twinset.evaluation import Evaluation as Evaluation
    from twinset.explanation import Explanation as Explanation
    from twinset.explanation import explain as explain
    from twinset.pricing import Estimate as Estimate
    from twinset.pricing import estimate as estimate
    from twinset.result import Result as Result
    from twinset.types import Role as Role

_HOME = {
    "Audit": "auditing.result",
    "Cleaned": "cleaning",
    "Estimate": "pricing",
    "Evaluation": "evaluation",
    "Explanation": "explanation",
    "Plan": "config",
    "Restored": "cleaning",
    "Result": "result",
    "Role": "types",
    "TwinsetError": "errors",
    "audit": "api",
    "clean": "api",
    "dedupe": "api",
    "dump_plan": "config",
    "estimate": "pricing",
    "evaluate_files": "api",
    "explain": "explanation",
    "load_plan": "config",
    "restore": "api",
}

__all__ = sorted([*_HOME, "__version__"])


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'twinset' has no attribute {name!r}")
    value = getattr(import_module(f"twinset.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
