"""One city, one spelling: names of cities in other scripts take the one that Latin records use.

Romanised letter by letter, مشهد is "mshhd" and أصفهان "asfhan", where others write Mashhad and
Isfahan: the same place would count as two, which tells against every pair across scripts.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.standardize.consonants import consonant_codes
from twinset.standardize.texts import Texts, ascii_texts, to_array
from twinset.types import Bool, Int32, TextColumn

_FEWEST = 2
"""Consonants that a name must have to be told by them."""


def latin_spellings(codes: Int32, texts: Texts, foreign: Bool) -> Texts:
    """Standardised city names, those of ``foreign`` values (n,) as most Latin records spell the
    city with the same consonants in the same order; without one, as they are."""
    column = TextColumn(np.arange(texts.size, dtype=np.int32), texts.offsets, texts.data)
    key = consonant_codes(column, in_order=True)
    records = np.bincount(codes[codes >= 0], minlength=texts.size)
    long_enough = np.diff(texts.offsets) > _FEWEST
    latin = np.flatnonzero(~foreign & long_enough & (key > 0) & (records > 0))
    # the most common first, then by text, so that the order of the rows does not matter
    array = to_array(texts)
    rank = np.empty(texts.size, np.int64)
    rank[np.asarray(pc.sort_indices(array))] = np.arange(texts.size)
    latin = latin[np.lexsort((rank[latin], -records[latin]))]
    known, first = np.unique(key[latin], return_index=True)
    if len(known) == 0:
        return texts
    place = np.minimum(np.searchsorted(known, key), len(known) - 1)
    found = foreign & long_enough & (known[place] == key)
    take = np.where(found, latin[first][place], np.arange(texts.size))
    return ascii_texts(array.take(pa.array(take)))
