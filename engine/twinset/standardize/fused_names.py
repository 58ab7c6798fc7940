"""Whole names that stand in the given or in the family name's column, the other being empty.

"Monireh Mohammadi" in one cell is the Monireh and the Mohammadi of other records, but compares with
neither. Where such a name divides is told by the base itself: by how often its words are given and
family names where both cells are filled, or by a record that has just these two names. "Mary Ann"
and "Garcia Lopez" stay whole. A comma says it without evidence, and so do names of three characters
and more in Chinese or Korean.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.columns import distinct_values, empty_column, from_distinct, share_values
from twinset.standardize.names import family_first, folded_with_comma
from twinset.standardize.texts import ascii_texts, to_array
from twinset.types import Bool, Float64, Int32, Int64, TextColumn

_GIVEN_SIDE = 1.5
"""Log2 odds that the words of one side are given names; one record that says so is 1.58."""
_UNKNOWN = -0.5
"""Those of a word that is neither: there are more rare family names than rare given names."""
_INITIAL = 0.01
"""Those of an initial: it says nothing, as "a benn" may be what is left of anything, but goes with
the given names in "Mary J Smith"."""
_FAMILY_SIDE = _UNKNOWN
_MOST_SAID = 6.0
_SURE = r"^[\p{Han}\p{Hangul}\s]{3,}$"
_MARK = " , "


def marked_names(codes: Int32, values: pa.StringArray) -> TextColumn:
    """The raw values that show where they divide, as "family , given"; null the others.

    A name of two characters may be a given name of two or a
    family name of two: it is "zhang wei" here, for ``split_fused`` to weigh.
    """
    asian = pc.invert(pc.string_is_ascii(values))
    some = pc.or_(asian, pc.match_substring(values, ","))
    if not pc.any(some, min_count=0).as_py():
        return empty_column(len(codes))
    where = pa.array(np.flatnonzero(some.to_numpy(zero_copy_only=False)))
    raw = values.take(where)
    turned = family_first(raw)
    comma = pc.match_substring_regex(raw, r"\S\s*,\s*\S")
    sure = pc.or_(comma, pc.and_(pc.match_substring_regex(raw, _SURE), pc.not_equal(raw, turned)))
    turned = pc.if_else(sure, turned, pc.replace_substring(turned, ",", " "))
    turned = pc.if_else(pc.or_(sure, pc.not_equal(raw, turned)), turned, None)
    folded = to_array(folded_with_comma(ascii_texts(turned)))
    # "Smith, Jr" is one word by now
    folded = pc.if_else(pc.match_substring(folded, " "), folded, None)
    place = np.full(len(values) + 1, -1, np.int32)
    place[where.to_numpy()] = np.arange(len(where))
    return from_distinct(place[codes], folded)


def split_fused(
    given: TextColumn,
    family: TextColumn,
    marked_given: TextColumn | None = None,
    marked_family: TextColumn | None = None,
) -> tuple[TextColumn, TextColumn]:
    """Given and family names, whole names in one of the two columns divided between both.

    ``marked_given`` and ``marked_family`` are ``marked_names`` of the two columns. Rows with both
    names, and whole names about which the base says nothing, stay as they are.
    """
    columns = (given, family)
    alone = ((given.codes >= 0) & (family.codes < 0), (family.codes >= 0) & (given.codes < 0))
    if not alone[0].any() and not alone[1].any():
        return columns
    both = (given.codes >= 0) & (family.codes >= 0)
    rows: list[Int64] = []
    codes: list[Int32] = []
    texts: list[pa.Array] = []
    for column, mask, marked in zip(columns, alone, (marked_given, marked_family), strict=True):
        for source, wanted in _candidates(column, mask, both, marked):
            used, number = np.unique(source.codes[wanted], return_inverse=True)
            rows.append(np.flatnonzero(wanted))
            codes.append((number + sum(map(len, texts))).astype(np.int32))
            texts.append(distinct_values(source).take(pa.array(used)))
    if not texts:
        return columns
    wholes = pa.concat_arrays(texts)
    parts = _divided(wholes, _Evidence(given, family, both))
    row, code = np.concatenate(rows), np.concatenate(codes)
    divided = parts.found[code]
    row, code = row[divided], code[divided]
    if len(row) == 0:
        return columns
    return _placed(given, row, code, parts.given), _placed(family, row, code, parts.family)


def _candidates(
    column: TextColumn, alone: Bool, both: Bool, marked: TextColumn | None
) -> list[tuple[TextColumn, Bool]]:
    """Columns and the rows in which they hold what may be a whole name."""
    found = []
    if marked is not None and marked.distinct:
        # 佐々木 is a family name of three characters where it stands beside given names
        usual = np.zeros(column.distinct, np.bool_)
        usual[column.codes[both]] = True
        of_mark = alone & (marked.codes >= 0)
        of_mark[of_mark] = ~usual[column.codes[of_mark]]
        found.append((marked, of_mark))
        alone = alone & (marked.codes < 0)
    spaced = pc.match_substring(distinct_values(column), " ").to_numpy(zero_copy_only=False)
    words = alone.copy()
    words[alone] = spaced[column.codes[alone]]
    found.append((column, words))
    return [(source, wanted) for source, wanted in found if wanted.any()]


def _placed(column: TextColumn, rows: Int64, codes: Int32, parts: pa.Array) -> TextColumn:
    """The column with ``parts[codes]`` in ``rows``."""
    part = from_distinct(codes, parts)
    old, new = share_values(column, part)
    out = old.codes.copy()
    out[rows] = new.codes
    return TextColumn(out, old.offsets, old.data)


@dataclass(frozen=True, eq=False)
class _Evidence:
    """What the rows that have both names say of a word, and of a whole name."""

    given: TextColumn
    family: TextColumn
    both: Bool  # (rows,)

    def leanings(self, words: pa.Array) -> Float64:
        """Log2 odds that each word is a given name, by the records that have it as either."""
        asked = words.dictionary_encode()
        as_given, as_family = (
            _records_of(asked.dictionary, column, self.both) for column in (self.given, self.family)
        )
        said: Float64 = np.log2((as_given + 0.5) / (as_family + 0.5))
        said[as_given + as_family == 0] = _UNKNOWN
        said = np.clip(said, -_MOST_SAID, _MOST_SAID)
        said[_is_initial(asked.dictionary)] = _INITIAL
        return said[asked.indices.to_numpy()]

    def is_somebody(self, given: pa.Array, family: pa.Array) -> Bool:
        """Whether some record has this given and this family name, the latter no initial."""
        first = _codes_of(given, self.given)
        last = _codes_of(family, self.family)
        key = _key(first, last)
        asked = np.unique(key[(first >= 0) & (last >= 0)])
        if len(asked) == 0:
            return np.zeros(len(given), np.bool_)
        # of the many rows only those that have both names somewhere among the few
        rows = self.both & _has(self.given, first) & _has(self.family, last)
        held = np.zeros(len(asked), np.bool_)
        held[_found(_key(self.given.codes[rows], self.family.codes[rows]), asked)] = True
        return np.isin(key, asked[held]) & ~_is_initial(family)


def _found(keys: Int64, among: Int64) -> Int64:
    """Where those of the keys that are ``among`` others, which are sorted, stand there."""
    place = np.minimum(np.searchsorted(among, keys), len(among) - 1)
    return place[among[place] == keys]


def _codes_of(words: pa.Array, column: TextColumn) -> Int32:
    """The code of each word in the column, -1 where it has none of it. The few words are looked
    for, not the many numbered: a fifth of the time."""
    asked = words.dictionary_encode()
    known = _places(distinct_values(column), asked.dictionary)
    codes = np.full(len(asked.dictionary), -1, np.int32)
    values = np.flatnonzero(known >= 0)
    codes[known[values]] = values
    return codes[asked.indices.to_numpy()]


def _has(column: TextColumn, codes: Int32) -> Bool:
    """The rows with one of these values; null is none."""
    wanted = np.zeros(column.distinct + 1, np.bool_)
    wanted[codes] = True
    wanted[-1] = False
    return wanted[column.codes]


def _records_of(words: pa.Array, column: TextColumn, rows: Bool) -> Int64:
    """How many of the rows have each word in the column."""
    values = distinct_values(column)
    records = np.bincount(column.codes[rows], minlength=column.distinct)
    several = pc.match_substring(values, " ")
    lists = pc.split_pattern(values.filter(several), " ")
    weights = np.repeat(records[several.to_numpy(zero_copy_only=False)], _lengths(lists))
    # the few words are looked for, not the many numbered: a third of the time
    found = np.concatenate([_places(values, words), _places(lists.flatten(), words)])
    known = found >= 0
    weights = np.concatenate([records, weights])
    return np.bincount(found[known], weights[known], len(words)).astype(np.int64)


def _places(values: pa.Array, words: pa.Array) -> Int32:
    return pc.fill_null(pc.index_in(values, value_set=words), -1).to_numpy()


def _key(given: Int32, family: Int32) -> Int64:
    return given.astype(np.int64) << 32 | family.astype(np.int64) & 0xFFFFFFFF


@dataclass(frozen=True, eq=False)
class _Parts:
    found: Bool  # (names,) whether the name divides
    given: pa.Array  # texts, empty where it does not
    family: pa.Array


def _divided(wholes: pa.Array, evidence: _Evidence) -> _Parts:
    """Each name at the border between two words that best tells given from family names.

    Where the words do not say it, a record does that has just these two names: Wei and Li are given
    and family names in Chinese, and "Wei Li" is the Wei Li of another row.
    """
    words_before_mark = _words_before_mark(wholes)
    lists = pc.split_pattern(pc.replace_substring(wholes, _MARK, " "), " ")
    words = lists.flatten()
    start = np.concatenate(([0], np.cumsum(_lengths(lists))))
    whole = np.repeat(np.arange(len(wholes)), np.diff(start))
    place = np.arange(len(words)) - start[whole]
    border: Int64 = np.flatnonzero(place > 0)  # before each word but the first
    of = whole[border]
    marked = words_before_mark[of] > 0

    leaning = np.concatenate(([0.0], np.cumsum(evidence.leanings(words))))
    # rounded, so that equals are equal whatever stood before them in the sum
    left = np.round(leaning[border] - leaning[start[of]], 6)
    right = np.round(leaning[start[of + 1]] - leaning[border], 6)
    on_given, on_family = np.maximum(left, right), np.minimum(left, right)
    good = (on_given >= _GIVEN_SIDE) & (on_family <= _FAMILY_SIDE)
    good = np.where(marked, place[border] == words_before_mark[of], good)
    family_leads = marked | (left < right)

    told = np.zeros(len(wholes), np.bool_)
    told[of[good]] = True
    open_ = np.flatnonzero(~told[of])
    ahead = _joined(words, start[of[open_]], border[open_])
    behind = _joined(words, border[open_], start[of[open_] + 1])
    western = evidence.is_somebody(ahead, behind)
    good[open_] = western | evidence.is_somebody(behind, ahead)
    family_leads[open_] = ~western

    # of several borders the one with the widest gap, the first of equals
    best = np.lexsort((border, on_family - on_given, of))
    best = best[good[best]]
    best = best[np.unique(of[best], return_index=True)[1]]
    found = np.zeros(len(wholes), np.bool_)
    found[of[best]] = True
    at, turned = start[:-1].copy(), np.zeros(len(wholes), np.bool_)
    at[of[best]], turned[of[best]] = border[best], family_leads[best]
    first, last = _joined(words, start[:-1], at), _joined(words, at, start[1:])
    mask = pa.array(turned)
    return _Parts(found, pc.if_else(mask, last, first), pc.if_else(mask, first, last))


def _words_before_mark(wholes: pa.Array) -> Int64:
    """The number of words before the mark; 0 where there is none."""
    out = np.zeros(len(wholes), np.int64)
    marked = pc.match_substring(wholes, _MARK)
    heads = pc.list_element(pc.split_pattern(wholes.filter(marked), _MARK), 0)
    out[marked.to_numpy(zero_copy_only=False)] = pc.count_substring(heads, " ").to_numpy() + 1
    return out


def _lengths(lists: pa.ListArray) -> Int64:
    return pc.list_value_length(lists).to_numpy(zero_copy_only=False).astype(np.int64)


def _is_initial(words: pa.Array) -> Bool:
    return pc.equal(pc.binary_length(words), 1).to_numpy(zero_copy_only=False)


def _joined(words: pa.Array, first: Int64, last: Int64) -> pa.Array:
    """``words[first[i]:last[i]]`` with spaces between, for each i."""
    offsets = np.concatenate(([0], np.cumsum(last - first)))
    taken = np.arange(offsets[-1]) + np.repeat(first - offsets[:-1], last - first)
    lists = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), words.take(pa.array(taken)))
    return pc.binary_join(lists, " ")
