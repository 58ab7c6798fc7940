"""Columns numbered while their roles are told from a sample, which takes one core alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from twinset.roles.headers import read_header
from twinset.standardize.fields import Encoded, read_column
from twinset.types import Records, Role

_EXPECTED = (
    Role.STREET,
    Role.COMPANY,
    Role.FAMILY_NAME,
    Role.BIRTH_DATE,
    Role.POSTCODE,
    Role.COUNTRY,
    Role.CITY,
    Role.GIVEN_NAME,
)
"""Roles that a header tells well, and whose columns are numbered as they are: the longest first."""


@contextmanager
def numbered_ahead(
    records: Records, overrides: Mapping[str, Role], *, threads: int
) -> Iterator[dict[str, Future[Encoded]]]:
    """Number columns for ``standardize`` on a thread of its own as long as the block runs.

    Those whose headers, or ``overrides``, say that they will be asked for. What was begun is in the
    dictionary at the end; the last of it may be under way. Does nothing on one thread.
    """
    begun: dict[str, Future[Encoded]] = {}
    pool = ThreadPoolExecutor(1)
    try:
        if threads > 1:
            for column in _expected(records.table.column_names, overrides):
                begun[column] = pool.submit(read_column, records, column)
        yield begun
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for column in [name for name, numbered in begun.items() if numbered.cancelled()]:
            del begun[column]


def _expected(columns: list[str], overrides: Mapping[str, Role]) -> list[str]:
    rank = {role: place for place, role in enumerate(_EXPECTED)}
    found = {}
    for column in columns:
        scores = read_header(column).scores
        role = overrides.get(column) or max(scores, key=lambda r: scores[r], default=Role.IGNORE)
        if role in rank:
            found[column] = rank[role]
    return sorted(found, key=lambda column: found[column])
