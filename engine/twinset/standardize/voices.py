"""What matching needs to hear that names in two scripts are one: scripts per record, sounds per
standardised value.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.kernels.sounds import read_sounds
from twinset.standardize.sounds import ROMAN, Writing, reader
from twinset.standardize.spelling import WRITINGS, Script
from twinset.types import TextColumn, UInt8

_PATTERNS = (
    (Script.CYRILLIC, r"\p{Cyrillic}"),
    (Script.GREEK, r"\p{Greek}"),
    (Script.HEBREW, r"\p{Hebrew}"),
    (Script.ARABIC, r"\p{Arabic}"),
    (Script.HAN, r"\p{Han}"),
    (Script.HANGUL, r"\p{Hangul}"),
    (Script.KANA, r"[\p{Hiragana}\p{Katakana}]"),
    (Script.OTHER, r"[\p{Armenian}\p{Georgian}\p{Thai}\p{Devanagari}\p{Bengali}\p{Tamil}]"),
)

_SCRIPTS = len(Script)


def scripts_of_values(values: pa.Array) -> UInt8 | None:
    """``Script`` of each value, or None where all are Latin; of several the last of a list in
    which kana come after Han, as Japanese mixes them."""
    foreign = np.flatnonzero(~_to_numpy(pc.fill_null(pc.string_is_ascii(values), True)))
    if len(foreign) == 0:
        return None
    out = np.zeros(len(values), np.uint8)
    rest = values.take(pa.array(foreign))
    for script, pattern in _PATTERNS:
        out[foreign[_to_numpy(pc.match_substring_regex(rest, pattern))]] = script
    return out if out.any() else None


def _to_numpy(mask: pa.Array) -> np.ndarray:
    return mask.to_numpy(zero_copy_only=False)


def name_voices(
    scripts: UInt8 | None, given: TextColumn, family: TextColumn
) -> tuple[np.ndarray, ...]:
    """What ``kernels.sounds.sound_similarity`` takes, for columns over one set of values.

    A value is in the script of most of its records: one "سعید Rahimi" does not make every Rahimi
    Persian, who would then not be heard in رحیمی. All arrays of values
    are empty where no record's name was in another script.
    """
    table = reader()
    costs = (table.substitution, table.deletion, table.is_vowel)
    nothing = np.zeros(0, np.uint8)
    if scripts is None:
        return (nothing, nothing, np.zeros(1, np.int64), np.zeros(0, np.int16), *costs)
    records = np.zeros(given.distinct * _SCRIPTS, np.int64)
    for column in (given, family):
        present = column.codes >= 0
        cells = column.codes[present].astype(np.int64) * _SCRIPTS + scripts[present]
        records += np.bincount(cells, minlength=len(records))
    of_value = records.reshape(-1, _SCRIPTS).argmax(axis=1).astype(np.uint8)
    writings = WRITINGS[of_value]
    points = given.data.astype(np.int64)
    writing = np.repeat(writings, np.diff(given.offsets)).astype(np.int64)
    points[writing != Writing.ALPHABET] += ROMAN + 256 * writing[writing != Writing.ALPHABET]
    offsets, sounds = read_sounds(
        given.offsets, table.classes[points], table.children, table.output
    )
    return (of_value, writings, offsets, sounds, *costs)
