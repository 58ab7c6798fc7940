"""How many records are likely to be further copies of another, and what they cost."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from twinset import pipeline
from twinset.auditing.report import Cost, DuplicateAudit
from twinset.auditing.strong_keys import EVIDENCE, strong_matches
from twinset.config import Plan
from twinset.progress import Progress, stage
from twinset.standardize import standardize
from twinset.types import ColumnRole, Int32, Records, StandardRecords

SMALL = 50_000
"""Up to so many records the whole pipeline runs: two seconds or so."""

_SIZES = ((2, 2, "2"), (3, 3, "3"), (4, 4, "4"), (5, 9, "5 to 9"), (10, None, "10 and more"))
_RULE = {"prevention": 1.0, "correction": 10.0, "leaving": 100.0}


def likely_duplicates(
    records: Records,
    roles: Sequence[ColumnRole],
    plan: Plan,
    *,
    threads: int,
    progress: Progress,
) -> tuple[Int32, DuplicateAudit, StandardRecords]:
    """The smallest row of the group that each row is in, the counts, and the fields looked at."""
    wanted = [item for item in roles if item.role in EVIDENCE]
    standard = standardize(records, wanted, plan.standardize, threads=threads, progress=progress)
    if records.size <= SMALL:
        settled = msgspec.structs.replace(plan, roles={item.column: item.role for item in roles})
        outcome = pipeline.run(records.table, settled, threads=threads, progress=progress)
        membership = outcome.clusters.clusters.membership
        return membership, _counted(membership, "pipeline", {}), standard
    with stage(progress, "look for duplicates", None, ""):
        found = strong_matches(standard, threads=threads)
    return found.membership, _counted(found.membership, "strong_keys", found.evidence), standard


def _counted(membership: Int32, method: str, evidence: dict[str, int]) -> DuplicateAudit:
    sizes = np.bincount(membership)
    sizes = sizes[sizes > 1]
    by_size = {
        label: int(((sizes >= low) & (sizes <= (high or sizes.max(initial=0)))).sum())
        for low, high, label in _SIZES
    }
    duplicates = int(sizes.sum()) - len(sizes)
    return DuplicateAudit(
        method=method,  # type: ignore[arg-type]
        sets=len(sizes),
        records=int(sizes.sum()),
        duplicates=duplicates,
        share=duplicates / max(1, len(membership)),
        largest=int(sizes.max(initial=1)) if len(membership) else 0,
        evidence=evidence,
        sizes=by_size,
    )


def cost(what: str, records: int, unit: float) -> Cost:
    """What so many records cost by the 1-10-100 rule, at ``unit`` for one that is prevented."""
    return Cost(
        what=what, records=records, **{name: records * unit * n for name, n in _RULE.items()}
    )
