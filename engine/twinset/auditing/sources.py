"""What each source brought: duplicates, old records, faults. And consent within duplicates."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.auditing.cells import Cells
from twinset.auditing.contacts import consent_of
from twinset.auditing.report import ConsentAudit, SourceAudit
from twinset.auditing.times import UNKNOWN
from twinset.types import Bool, Int32, Int64


def later_copies(membership: Int32, created: Int64 | None) -> Bool:
    """(rows,) the records that another one, there before, is the same as.

    There first is what was created first, else what was read first.
    """
    rows = np.arange(len(membership))
    sizes = np.bincount(membership, minlength=len(membership))
    several = rows[sizes[membership] > 1]
    when = several if created is None else _known_last(created[several])
    order = several[np.lexsort((several, when, membership[several]))]
    later = np.zeros(len(membership), np.bool_)
    groups = membership[order]
    later[order[1:]] = groups[1:] == groups[:-1]
    return later


def _known_last(times: Int64) -> Int64:
    return np.where(times == UNKNOWN, np.iinfo(np.int64).max, times)


def by_source(
    sources: pa.DictionaryArray, later: Bool, dated: Bool, stale: Bool, faulty: Bool
) -> list[SourceAudit]:
    """One line a source, the one that brings the most duplicates first.

    All masks are (rows,); ``dated`` are the records of which staleness is known.
    """
    codes = pc.fill_null(sources.indices, len(sources.dictionary)).to_numpy(zero_copy_only=False)
    names = [*sources.dictionary.to_pylist(), None]
    counts = [
        np.bincount(codes[mask] if mask is not None else codes, minlength=len(names))
        for mask in (None, later, dated, stale, faulty)
    ]
    found = []
    for name, rows, duplicates, known, old, wrong in zip(
        names, *(count.tolist() for count in counts), strict=True
    ):
        if rows:
            found.append(
                SourceAudit(
                    source=name,
                    rows=rows,
                    duplicates=duplicates,
                    duplicate_share=duplicates / rows,
                    dated=known,
                    stale=old,
                    stale_share=old / max(1, known),
                    faulty=wrong,
                    faulty_share=wrong / rows,
                )
            )
    return sorted(found, key=lambda line: (-line.duplicates, -line.rows, line.source or ""))


def consent_conflicts(cells: Cells, membership: Int32) -> tuple[ConsentAudit, Bool]:
    """What a consent column says, and (rows,) the records of people who said yes and no."""
    consent = consent_of(cells)
    size = len(membership)
    yes = np.bincount(membership[consent == 1], minlength=size) > 0
    no = np.bincount(membership[consent == 0], minlength=size) > 0
    both = yes & no
    rows = both[membership] & (consent >= 0)
    audit = ConsentAudit(
        column=cells.column,
        given=int((consent == 1).sum()),
        refused=int((consent == 0).sum()),
        unknown=int((consent < 0).sum()),
        conflicting_sets=int(both.sum()),
        conflicting_records=int(rows.sum()),
    )
    return audit, rows
