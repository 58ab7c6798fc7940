"""Which given names are one person's: nicknames, diminutives, short forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import combinations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.columns import distinct_values
from twinset.standardize import romanisations
from twinset.standardize.nickname_tables import GROUPS
from twinset.types import Int32, TextColumn


@cache
def relatives() -> tuple[list[str], list[tuple[int, int]]]:
    """All names of the tables, sorted, and the pairs of them (indices) that are relatives.

    A formal name is a relative of each of its nicknames, and they of one another. English comes
    from the ``nicknames`` package (public-domain lists), the other languages from our own tables.
    """
    import nicknames

    families: defaultdict[str, set[str]] = defaultdict(set)
    for formal, _, nickname in nicknames.name_triplets():
        families[formal.lower()].add(nickname.lower())
    groups = [{formal, *short} for formal, short in families.items()]
    groups += [set(group.split()) for group in GROUPS]
    return _numbered(_pairs_of(groups))


@cache
def _relatives_and_spellings() -> tuple[list[str], list[tuple[int, int]]]:
    """``relatives`` and the family names that are spelled in several ways."""
    names, pairs = relatives()
    spelled = _pairs_of([set(group.split()) for group in romanisations.GROUPS])
    return _numbered({(names[a], names[b]) for a, b in pairs} | spelled)


def _pairs_of(groups: Iterable[set[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def _numbered(pairs: set[tuple[str, str]]) -> tuple[list[str], list[tuple[int, int]]]:
    names = sorted({name for pair in pairs for name in pair})
    number = {name: index for index, name in enumerate(names)}
    return names, sorted((number[a], number[b]) for a, b in pairs)


def nickname_pairs(column: TextColumn) -> tuple[Int32, Int32]:
    """The pairs of codes (a < b) of a column of names that are nicknames or spellings of one.

    Two arrays of equal length, sorted by (a, b), each pair once; both names occur in the column.
    Only whole values are looked up: "mary ann" is not looked up as "mary".
    """
    names, pairs = _relatives_and_spellings()
    if column.distinct == 0:
        return np.empty(0, np.int32), np.empty(0, np.int32)
    found = pc.index_in(pa.array(names, pa.string()), value_set=distinct_values(column))
    code = pc.fill_null(found, -1).to_numpy(zero_copy_only=False).astype(np.int32)
    both = code[np.array(pairs, np.int64)]
    both = np.sort(both[(both >= 0).all(axis=1)], axis=1)
    both = both[np.lexsort((both[:, 1], both[:, 0]))]
    return np.ascontiguousarray(both[:, 0]), np.ascontiguousarray(both[:, 1])
