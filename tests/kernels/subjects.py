"""One table of kernels: ours, its slow twin, its rivals, and what a core should reach.

``test_subjects`` takes the twins on a small base; ``benchmarks/kernels.py`` and
``benchmarks/test_kernels.py`` take the rivals on a large one. Names, sounds, phones and dates as
the world writes them have benchmarks of their own (``names.py``, ``phones.py``,
``standardize.py``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import cases
import jellyfish
import pair_cases
import twins
from cases import Case
from rapidfuzz import distance
from real_blocks import RealBlocks

from twinset.kernels import (
    contact_levels,
    keys,
    levels,
    minhash,
    pairs,
    patterns,
    phonetic,
    text,
    unionfind,
)
from twinset.kernels.character_masks import character_masks
from twinset.kernels.similarity import damerau_pairs, jaro_winkler_pairs, levenshtein_pairs


@dataclass(frozen=True, eq=False)
class Subject:
    """A kernel on data of one kind."""

    name: str
    unit: str  # what its rate counts
    kernels: tuple[Any, ...]  # what is compiled for it
    arrange: Callable[[RealBlocks], Case]
    bar: float = 0.0  # units a second that one core should reach


jaro_winkler = partial(
    pair_cases.metric, jaro_winkler_pairs, distance.JaroWinkler.similarity, twins.slow_jaro_winkler
)
levenshtein = partial(
    pair_cases.metric,
    levenshtein_pairs,
    distance.Levenshtein.distance,
    partial(twins.slow_distance, transpose=False),
)
damerau = partial(
    pair_cases.metric,
    damerau_pairs,
    distance.OSA.distance,
    partial(twins.slow_distance, transpose=True),
)
soundex = cases.sound_codes(
    phonetic.soundex_codes, jellyfish.soundex, {"jellyfish": jellyfish.soundex}
)
nysiis = cases.sound_codes(phonetic.nysiis_codes, jellyfish.nysiis, {"jellyfish": jellyfish.nysiis})
skeleton = cases.sound_codes(phonetic.skeleton_codes, twins.slow_skeleton, {})

WINKLER, WINKLER_ABOVE = (jaro_winkler_pairs,), (jaro_winkler_pairs, character_masks)
EDITS, EDITS_BELOW = (levenshtein_pairs,), (levenshtein_pairs, character_masks)
PAIRS_BAR = 10e6
RECORDS_BAR = 1e6

SUBJECTS = (
    Subject(
        "Jaro-Winkler, given names", "pairs", WINKLER, jaro_winkler("given_name", None), PAIRS_BAR
    ),
    Subject("Jaro-Winkler, streets", "pairs", WINKLER, jaro_winkler("street", None)),
    # 0.86: no short fraction, on which one tool's rounding would differ from another's
    Subject(
        "Jaro-Winkler >= 0.86, given names",
        "pairs",
        WINKLER_ABOVE,
        jaro_winkler("given_name", 0.86),
        PAIRS_BAR,
    ),
    Subject("Jaro-Winkler, all with all", "pairs", WINKLER, pair_cases.all_with_all),
    Subject(
        "Jaro-Winkler levels, given names",
        "pairs",
        (levels.compare_text,),
        pair_cases.winkler_levels,
        PAIRS_BAR,
    ),
    Subject("Levenshtein, given names", "pairs", EDITS, levenshtein("given_name", None), PAIRS_BAR),
    Subject("Levenshtein, streets", "pairs", EDITS, levenshtein("street", None)),
    Subject(
        "Levenshtein <= 2, given names",
        "pairs",
        EDITS_BELOW,
        levenshtein("given_name", 2),
        PAIRS_BAR,
    ),
    Subject("Damerau-Levenshtein, emails", "pairs", (damerau_pairs,), damerau("email", None)),
    Subject(
        "Damerau levels, phones",
        "pairs",
        (contact_levels.compare_digits,),
        pair_cases.digit_levels,
    ),
    Subject(
        "MinHash, 128 values, 30 shingles",
        "records",
        (minhash.signatures,),
        cases.sketches,
        RECORDS_BAR,
    ),
    Subject("hashes, emails", "values", (keys.hash_values,), cases.hashes),
    Subject("Soundex, family names", "values", (phonetic.soundex_codes,), soundex),
    Subject("NYSIIS, family names", "values", (phonetic.nysiis_codes,), nysiis),
    Subject("skeletons, family names", "values", (phonetic.skeleton_codes,), skeleton),
    Subject("folding, streets", "values", (text.fold,), cases.folding),
    Subject("keys to blocks", "rows", (pairs.number_blocks,), cases.key_blocks),
    Subject("blocks to pairs", "pairs", (pairs.expand_positions,), cases.block_pairs),
    Subject("vectors to patterns", "pairs", (patterns.intern_patterns,), cases.pattern_numbers),
    Subject(
        "connected components",
        "pairs",
        (unionfind.union_find, unionfind.flatten),
        cases.components,
    ),
)
