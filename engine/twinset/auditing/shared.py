"""Emails and phone numbers that several different people carry: no key for merging."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from twinset.auditing.report import SharedValues
from twinset.kernels.keys import count_distinct_per_code
from twinset.types import Bool, Int32, StandardRecords

_MANY = 5
"""Different family names from which a value is an office's, not a family's."""
_OFFICE = {"email": "mailbox", "phone": "switchboard"}


def shared_values(standard: StandardRecords) -> Iterator[tuple[SharedValues, Bool]]:
    """What is shared, and (rows,) the records that carry it.

    A household: two given names or more, one family name. A mailbox or a switchboard: five family
    names or more.
    """
    if "given_name" not in standard or "family_name" not in standard:
        return
    for field, office in _OFFICE.items():
        if field not in standard:
            continue
        codes, distinct = standard[field].codes, standard[field].distinct
        given = _carried(codes, standard["given_name"].codes, distinct)
        family = _carried(codes, standard["family_name"].codes, distinct)
        for kind, shared in (
            ("household", (given >= 2) & (family == 1)),
            (office, family >= _MANY),
        ):
            rows = np.append(shared, False)[codes]
            count = int(shared.sum())
            if count:
                yield (
                    SharedValues(field=field, kind=kind, values=count, records=int(rows.sum())),
                    rows,
                )


def _carried(codes: Int32, names: Int32, distinct: int) -> Int32:
    """How many different names carry each value."""
    counts = np.zeros(distinct, np.int32)
    count_distinct_per_code(codes, names, counts)
    return counts
