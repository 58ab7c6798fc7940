"""How alike two names of persons are, in any scripts.

Words are read as sounds and compared by weighted edit distance: vowels cost less than consonants,
consonants by how near they are in the mouth, and what a script does not write costs next to
nothing on the other side (``sounds``). Two spellings in one script are judged on their letters as
well, by a small network over ``FEATURES`` (``name_weights``). The words of a whole name pair off
best first, in any order; initials, missing middle names, particles, titles and nicknames are known.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.columns import text_buffers
from twinset.errors import InputError
from twinset.kernels import name_similarity as kernels
from twinset.kernels.sounds import read_sounds
from twinset.standardize import name_weights
from twinset.standardize.names import PARTICLES, TITLES
from twinset.standardize.nicknames import relatives
from twinset.standardize.sounds import reader
from twinset.standardize.spelling import WRITINGS, scripts_of, spell
from twinset.standardize.texts import ascii_texts
from twinset.types import Float64, Int32, Int64, UInt8, UInt64

DEFAULT_THRESHOLD = 0.72
"""From here on two names may be one person's: where F1 is best over all labelled sets together,
chosen by hand with all of them in view (benchmarks/results/names.md)."""

FEATURES = (
    "sound similarity", "sound distance", "sounds", "beginning", "ending", "common letters",
    "Jaro-Winkler", "edits", "one edit", "one edit, same first letter", "first sound",
    "short", "length ratio", "vowel ending differs", "nickname",
)  # fmt: skip
"""What the network sees of two spellings, in order."""

_OFFSET = 1.1  # even odds come out near the threshold of names in two scripts
PARTS = np.array([0.15, 0.5, 0.2, 0.8, 0.9, 0.1, 0.3, 0.85, _OFFSET])
"""Weight of a particle or title and of an initial, beside 1.0 of other words; similarity that any
two words have; that of an initial and its name; of a nickname; what a missing word costs; the share
of the worst pair of words; that of two names written as one word; the network's offset."""


@dataclass(frozen=True, eq=False)
class Words:
    """Distinct words: everything that is computed once a word."""

    sound_offsets: Int64
    sounds: np.ndarray  # int16
    letter_offsets: Int64
    letters: UInt8  # lower-case ASCII
    scripts: UInt8
    kinds: UInt8
    relatives: UInt64  # pairs of words that are one person's names, low << 32 | high, sorted

    @property
    def arrays(self) -> tuple[np.ndarray, ...]:
        """What the kernels take."""
        return (
            self.sound_offsets, self.sounds, self.letter_offsets, self.letters, self.scripts,
            WRITINGS[self.scripts], self.kinds,
        )  # fmt: skip


@cache
def _affixes() -> tuple[pa.Array, pa.Array]:
    return pa.array(sorted(PARTICLES.split())), pa.array(sorted(TITLES))


def words(spelled: pa.StringArray) -> Words:
    """What the kernels need of distinct spelled words (see ``spelling.spell``)."""
    offsets, characters = text_buffers(spelled)
    table = reader()
    points = np.minimum(characters, 0xFFFF) if characters.dtype != np.uint8 else characters
    classes = table.classes[points]
    sound_offsets, sounds = read_sounds(offsets, classes, table.children, table.output)
    scripts = scripts_of(spelled)
    letters = ascii_texts(spelled)
    particles, titles = _affixes()
    kinds = np.zeros(len(spelled), np.uint8)
    kinds[np.diff(offsets) == 1] = kernels.INITIAL
    kinds[scripts > 2] = kernels.PLAIN  # one syllable of Chinese is a name
    kinds[pc.is_in(spelled, value_set=particles).to_numpy(zero_copy_only=False)] = kernels.PARTICLE
    kinds[pc.is_in(spelled, value_set=titles).to_numpy(zero_copy_only=False)] = kernels.TITLE
    names, pairs = relatives()
    found = pc.index_in(pa.array(names, pa.string()), value_set=spelled)
    code = pc.fill_null(found, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    both = np.sort(code[np.array(pairs, np.int64)], axis=1)
    both = both[both[:, 0] >= 0]
    keys = (both[:, 0].astype(np.uint64) << np.uint64(32)) | both[:, 1].astype(np.uint64)
    return Words(
        sound_offsets, sounds, letters.offsets, letters.data, scripts, kinds, np.unique(keys)
    )


def costs() -> tuple[np.ndarray, ...]:
    """Substitution, deletion and vowels of the sounds, as the kernels take them."""
    table = reader()
    return table.substitution, table.deletion, table.is_vowel


def similarity(left: pa.StringArray, right: pa.StringArray) -> Float64:
    """How alike ``left[i]`` and ``right[i]`` are as names of a person: (pairs,) float64, 0 to 1.

    Names may be single words or whole names in any order, in any script; 1.0 is the same name.
    NaN where a side is null or has no letter. Symmetric. Raises ``InputError`` where the two
    differ in length.
    """
    if len(left) != len(right):
        raise InputError("similarity takes as many names on the left as on the right")
    # in one order, so that ties between words are broken alike in both
    ahead = pc.fill_null(pc.less_equal(left, right), True)
    left, right = pc.if_else(ahead, left, right), pc.if_else(ahead, right, left)
    joined = pa.chunked_array([left, right], pa.string()).combine_chunks().dictionary_encode()
    codes = pc.fill_null(joined.indices, -1).to_numpy(zero_copy_only=False).astype(np.int32)
    names = spell(joined.dictionary)
    lists = pc.split_pattern(names, " ")
    offsets = np.concatenate((lists.offsets.to_numpy().astype(np.int64), [0]))[: len(names) + 1]
    tokens = lists.values.dictionary_encode()
    word_codes = tokens.indices.to_numpy().astype(np.int32)
    distinct = words(tokens.dictionary)
    offsets, word_codes = _drop_silent(offsets, word_codes, distinct)
    out = np.full(len(left), np.nan)
    a, b = codes[: len(left)], codes[len(left) :]
    both = (a >= 0) & (b >= 0)
    result = np.empty(int(both.sum()))
    kernels.name_similarities(
        a[both], b[both], offsets, word_codes, distinct.arrays, distinct.relatives, costs(),
        name_weights.network(), PARTS, result,
    )  # fmt: skip
    out[both] = result
    return out


def _drop_silent(offsets: Int64, codes: Int32, distinct: Words) -> tuple[Int64, Int32]:
    """Without the words that have neither sound nor letter."""
    keep = (np.diff(distinct.sound_offsets) > 0)[codes]
    kept = np.concatenate(([0], np.cumsum(keep, dtype=np.int64)))
    return kept[offsets], np.ascontiguousarray(codes[keep])
