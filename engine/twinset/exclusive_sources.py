"""Sources that hold no duplicates of their own: found from the links, then kept apart.

Where two clean lists are linked, each record has one counterpart at most in the other list. A link
within a list is then an error, however much the two records share (two restaurants of one hotel).
Whether lists are clean shows in the links themselves: of the pairs in which each record is the
other's best link, clean lists have next to none within one list, others as many as chance would put
there. One clean list among others that are not is left alone: two of the nine of childcare_sites
looked clean, and keeping them apart cost 0.003 of F1. Measured, within over expected: restaurants
0.08, census_cis 0, febrl4 0, dblp_acm 0.08; childcare_sites 0.99, generated contacts 1.10, senzing
1.39.

One-to-one matching as a constraint: Christen, "Data Matching", 2012, section 6.5.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from twinset.types import Bool, Int32, ScoredPairs, StandardRecords

FIELD = "source"
LEAST_PAIRS = 30
"""Best links from which anything is concluded."""
MOST_WITHIN = 0.2
"""Best links within a source, over what chance would have there, at most."""


def exclusive_sources(
    size: int,
    pairs: ScoredPairs,
    links: Bool,
    records: StandardRecords,
    wish: bool | Literal["auto"] = "auto",
) -> Int32:
    """Per row the number (from 1) of its source where that holds no duplicates of its own, else 0.

    ``links`` is a mask over ``pairs``; ``wish`` decides where it is not auto. All 0 without a
    source field.
    """
    nothing = np.zeros(size, np.int32)
    if FIELD not in records or wish is False:
        return nothing
    codes = records[FIELD].codes
    if wish is True:
        return (codes + 1).astype(np.int32)
    left, right, weight = pairs.left[links], pairs.right[links], pairs.weight[links]
    best = np.full(size, -np.inf)
    np.maximum.at(best, left, weight)
    np.maximum.at(best, right, weight)
    mutual = (weight == best[left]) & (weight == best[right])
    mutual &= (codes[left] >= 0) & (codes[right] >= 0)
    one, two = codes[left[mutual]], codes[right[mutual]]
    shares = np.bincount(codes[codes >= 0], minlength=1) / max(1, int((codes >= 0).sum()))
    expected = len(one) * float(np.sum(np.square(shares)))
    # one pair more than seen: a few links prove little
    clean = len(one) >= LEAST_PAIRS and np.count_nonzero(one == two) + 1 <= MOST_WITHIN * expected
    return (codes + 1).astype(np.int32) if clean else nothing
