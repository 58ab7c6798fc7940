"""Times of updates and of activity, and how old the records are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pyarrow as pa

from twinset.auditing.cells import Cells
from twinset.auditing.report import AgeBand, StalenessAudit
from twinset.config import StandardizePlan
from twinset.faults import Fault
from twinset.io.tables import is_text
from twinset.standardize.date_times import UNKNOWN_TIME, column_times, moments
from twinset.types import Bool, Int64, Records, Role

UNKNOWN = UNKNOWN_TIME
DAY = 86_400_000_000
"""microseconds"""

_BANDS = (
    (0, 182, "under 6 months"),
    (182, 365, "6 to 12 months"),
    (365, 730, "1 to 2 years"),
    (730, 1095, "2 to 3 years"),
    (1095, 1826, "3 to 5 years"),
    (1826, None, "over 5 years"),
)


_NO_TIME = (Fault.PLACEHOLDER, Fault.WRONG_COLUMN, Fault.INVALID, Fault.IMPLAUSIBLE_DATE)


def times_of(
    records: Records, columns: Sequence[Cells], role: Role, plan: StandardizePlan
) -> Int64 | None:
    """Per row the time in the first column of the role that has one, in microseconds since 1970.

    ``UNKNOWN`` where there is none, or none that is plausible; None without such a column.
    """
    result: Int64 | None = None
    for cells in columns:
        if cells.role is role:
            if cells.reading is None or not _is_text(records, cells.column):
                times = column_times(records, cells.column, plan)
            else:  # judged already
                times = np.append(moments(cells.reading), UNKNOWN)[cells.codes]
            times = np.where(cells.mask(*_NO_TIME), UNKNOWN, times)
            result = times if result is None else np.where(result == UNKNOWN, times, result)
    return result


def _is_text(records: Records, column: str) -> bool:
    kind = records.table.schema.field(column).type
    return is_text(kind.value_type if pa.types.is_dictionary(kind) else kind)


def newest_of(times: Int64 | None) -> int | None:
    """The newest known time, None where there is none."""
    if times is None or not (times != UNKNOWN).any():
        return None
    return int(times.max())


def older_than(times: Int64, newest: int, limit: timedelta) -> Bool:
    """(rows,) known and longer ago than the limit, counted back from the newest."""
    known = times != UNKNOWN
    return known & (newest - np.where(known, times, newest) > limit.days * DAY)


def day_of(moment: int) -> str:
    """The day of a time in microseconds, yyyy-mm-dd."""
    return str(np.datetime64(moment, "us").astype("datetime64[D]"))


def staleness(
    column: str, times: Int64, newest: int, stale: Bool, limit: timedelta
) -> StalenessAudit:
    """The records by age."""
    known = times != UNKNOWN
    dated = int(known.sum())
    days = (newest - times[known]) // DAY
    bands = []
    for start, stop, label in _BANDS:
        inside = days >= start if stop is None else (days >= start) & (days < stop)
        records = int(inside.sum())
        bands.append(
            AgeBand(label=label, from_days=start, to_days=stop, records=records,
                    share=records / max(1, len(times)))
        )  # fmt: skip
    found = int(stale.sum())
    return StalenessAudit(
        column=column,
        newest=day_of(newest),
        limit_days=limit.days,
        dated=dated,
        undated=len(times) - dated,
        stale=found,
        share=found / max(1, dated),
        bands=bands,
    )
