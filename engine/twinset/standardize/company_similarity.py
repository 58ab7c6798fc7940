"""How likely two company names are one company's, from the names alone.

Words pair off by fuzzy equality (one slip from three letters on, two from nine; or the same
consonants, which other romanisations keep), and count by what they say: generic words (group,
trading, bank; in several languages) and places less than others, "and" next to nothing. What only
one name has costs less than what each has and the other lacks. Besides: names run together,
acronyms (of "and" or without), abbreviations without vowels. Numbers must agree; another legal
form is mild evidence; a trading or former name may stand for the name.

The numbers were set by hand while looking at the errors of half of the labelled pairs (even CRC-32
of the pair; companies.csv and the organisations of opensanctions.csv). The other half is no blind
test: its figures were in sight, and all pairs had been read when the rules were thought of. F1 at
the best threshold and at the default: companies 0.956 and 0.924 (other half 0.963 and 0.875),
opensanctions 0.871 and 0.867 (other half 0.886 and 0.879).
Those labels count funds and bonds of one series as one ("Fund III", "Fund IV"); we do not.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa

from twinset.columns import encode
from twinset.kernels import company_words
from twinset.kernels.company_similarity import company_pairs
from twinset.standardize import company_vocabulary as vocabulary
from twinset.standardize.companies import CompanyParts, parts, words
from twinset.standardize.legal_forms import FormKind, legal_forms
from twinset.standardize.texts import Texts, TokenTable, to_array
from twinset.types import Float64, Int32, Int64, UInt8

DEFAULT_THRESHOLD = 0.8
"""Names from here on are taken for one company's."""

OTHER_FORM = 0.97
OTHER_KIND = 0.93
"""Factors where both names have a legal form and another one."""

Words = tuple[Int64, Int64, Int64, np.ndarray]


@cache
def _word_table() -> tuple[np.ndarray, Int64, UInt8, np.ndarray]:
    """The hash table of known words, and the kind of each (int16)."""
    kinds: dict[str, int] = {}
    groups: list[tuple[int, list[str]]] = []
    for first, text in (
        (company_words.GENERIC, vocabulary.GENERIC),
        (company_words.GENERIC_END, vocabulary.ORGANIZATION),
    ):
        groups += [(first + at, line.split()) for at, line in enumerate(text.strip().splitlines())]
    groups.append((company_words.PLACE, vocabulary.PLACES.split()))
    groups.append((company_words.CONNECTOR, vocabulary.CONNECTORS.split()))
    for kind, line in groups:
        for key in to_array(words(pa.array(line, pa.string()))).to_pylist():
            if key:
                kinds.setdefault(key, kind)
    return *TokenTable(dict.fromkeys(kinds, ("", 0))).keys, np.array([*kinds.values()], np.int16)


def tokens(offsets: Int64, data: UInt8) -> Words:
    """What ``kernels.company_similarity`` takes of texts in comparison form: their words."""
    bounds, starts, stops, kinds = company_words.company_tokens(offsets, data, *_word_table())
    return bounds, starts, stops, kinds


def _pairs(left: Int32, right: Int32, texts: Texts) -> Float64:
    values = company_pairs(
        left, right, texts.offsets, texts.data, *tokens(texts.offsets, texts.data)
    )
    return np.asarray(values, np.float64)


def _form_factor(left: np.ndarray, right: np.ndarray) -> Float64:
    """Per pair of form numbers (-1 none): 1 where they agree or one is missing."""
    forms = legal_forms()
    kinds = np.array([list(FormKind).index(form.kind) for form in forms] + [-1])
    vague = np.array([form.kind == FormKind.COMPANY for form in forms] + [True])
    known = ~(vague[left] | vague[right])
    factor = np.where(kinds[left] == kinds[right], OTHER_FORM, OTHER_KIND)
    return np.where(known & (left != right), factor, 1.0)


def similarity(left: pa.StringArray, right: pa.StringArray) -> Float64:
    """Similarity of company names, pair by pair: (n,) float64 from 0 to 1.

    Raw values in any script. Symmetric; 1.0 for names of one comparison form (but for the legal
    form), 0.0 where one is null or empty.
    """
    n = len(left)
    codes, distinct = encode(pa.concat_arrays([left.cast(pa.string()), right.cast(pa.string())]))
    split = parts(distinct)
    a, b = codes[:n].copy(), codes[n:].copy()
    empty = np.append(np.diff(split.name.offsets) == 0, True)
    null = empty[a] | empty[b]
    values = _pairs(a, b, split.name)
    has_alias = np.append(np.diff(split.alias.offsets) > 0, False)
    chosen = np.flatnonzero((has_alias[a] | has_alias[b]) & ~null)
    if len(chosen):
        values[chosen] = np.maximum(
            values[chosen], _alias_pairs(a[chosen], b[chosen], split, has_alias)
        )
    form = np.append(split.form, np.int16(-1))
    values = values * _form_factor(form[a], form[b])
    values[null] = 0.0
    return np.asarray(values, np.float64)


def _alias_pairs(left: Int32, right: Int32, split: CompanyParts, has_alias: np.ndarray) -> Float64:
    """The best of name and alias against name and alias."""
    names, aliases = split.name, split.alias
    joined = Texts(
        np.concatenate((names.offsets, aliases.offsets[1:] + names.offsets[-1])),
        np.concatenate((names.data, aliases.data)),
    )
    best = np.zeros(len(left))
    for on_left in (False, True):
        for on_right in (False, True):
            a = left + np.int32(names.size if on_left else 0)
            b = right + np.int32(names.size if on_right else 0)
            there = (has_alias[left] | (not on_left)) & (has_alias[right] | (not on_right))
            best = np.maximum(best, np.where(there, _pairs(a, b, joined), 0.0))
    return best
