"""Sparse vectors of records (terms and weights, rarest term first), and their search by cosine.

A search goes through the postings of a row's terms, rarest first, and adds up scores. As all
vectors have length 1, a record that was not met so far can't score more than the length of the
terms that are left, nor more than their weights times the largest weight in each posting list
("max score": Turtle, Flood, "Query evaluation: strategies and optimizations", IPM 31(6), 1995,
section 4; prefix bounds: Bayardo, Ma, Srikant, "Scaling Up All Pairs Similarity Search", WWW 2007,
section 3). What is to be reached is known early: the k-th best of some records that share the
rarest terms, scored whole. So the long lists of common terms are mostly not read: when few records
that can still reach it are left, those are scored from their own terms.

Scores stand in an array over all records, and a list is added to it without a test: a branch that
asks of each posting whether its record still counts is guessed wrong so often that it costs more
than all it saves (20,000 records: 6.6 s with it, 1.7 s without). Sums run over terms in ascending
order either way, so a score is the same from both ends, bit for bit.
"""

from __future__ import annotations

import math

import numpy as np

from twinset._jit import inline, inline_owner, kernel
from twinset.kernels.keys import hash_slice

_SLACK = np.float32(1e-5)  # of float32 sums against bounds
COUNT, LOGARITHM, PRESENCE = 0, 1, 2  # of a term: its count, 1 + the logarithm of it, 1
_LEAST_SAMPLE, _SAMPLE = 32, 4  # records scored whole before the search: at least, and times k
_STRIDE = 64  # scores that are compared at once
_SCAN = 4  # all scores are looked through when a quarter as many postings were added,
_SPARSE = 8  # at the end where more than an eighth, else the postings are
_BITS = 16  # of a count beside its term, in one integer that sorts by term

_INDEX = (
    "int64[::1], int32[::1], float32[::1], int64[::1], int32[::1], float32[::1], float32[::1],"
    " int32[::1]"
)
# starts (rows + 1,), terms and weights (entries,) of the rows; starts (terms + 1,), rows and
# weights (entries,) of the posting lists, the largest weight in each; side of a row or empty


@kernel("int64(uint8[::1], int64[::1], int64, int64[::1], uint64[::1])")
def text_terms(data, offsets, gram, counts, keys):
    """The hashed terms of every text: its substrings of ``gram`` characters (a shorter text is one
    term), or its words where ``gram`` is 0. ``counts`` (texts,) are filled; ``keys`` too, or not
    where it is empty. Returns the terms."""
    count = 0
    for text in range(len(offsets) - 1):
        start, stop = offsets[text], offsets[text + 1]
        before = count
        if gram > 0 and stop > start:
            width = min(gram, stop - start)
            for first in range(start, stop - width + 1):
                if len(keys) > 0:
                    keys[count] = hash_slice(data, first, first + width, 0)
                count += 1
        elif gram == 0:
            begin = start
            for position in range(start, stop + 1):
                if position < stop and data[position] != 32:
                    continue
                if position > begin:
                    if len(keys) > 0:
                        keys[count] = hash_slice(data, begin, position, 0)
                    count += 1
                begin = position + 1
        counts[text] = count - before
    return count


@kernel("int64(int64[::1], int32[::1], int64[::1])")
def merge_terms(starts, terms, packed):
    """Each row's distinct terms with their counts, ``term << 16 | count``, by term; moves
    ``starts`` (rows + 1,). Counts end at 65,535. Returns the entries."""
    count = 0
    begin = starts[0]
    for row in range(len(starts) - 1):
        end = starts[row + 1]
        starts[row] = count
        terms[begin:end].sort()
        for entry in range(begin, end):
            term = np.int64(terms[entry])
            if count > starts[row] and packed[count - 1] >> _BITS == term:
                if packed[count - 1] & 0xFFFF < 0xFFFF:
                    packed[count - 1] += 1
            else:
                packed[count] = (term << _BITS) | 1
                count += 1
        begin = end
    starts[len(starts) - 1] = count
    return count


@inline
def _count(packed, scale):
    count = float(packed & 0xFFFF)
    if scale == LOGARITHM:
        return 1.0 + math.log(count)
    return 1.0 if scale == PRESENCE else count


@kernel("void(int64[::1], int64[::1], int32[::1], float64[::1], int64, int32[::1], float32[::1])")
def weigh(starts, packed, rank, rarity, scale, terms, weights):
    """Each row's terms by their ``rank``, ascending, and their weights: the count, as
    ``scale`` says, times the ``rarity`` (terms, by rank), all divided so that the row has length
    1."""
    for row in range(len(starts) - 1):
        begin, end = starts[row], starts[row + 1]
        for entry in range(begin, end):
            term = np.int64(rank[packed[entry] >> _BITS])
            packed[entry] = (term << _BITS) | (packed[entry] & 0xFFFF)
        packed[begin:end].sort()
        square = 0.0
        for entry in range(begin, end):
            terms[entry] = packed[entry] >> _BITS
            weight = _count(packed[entry], scale) * rarity[terms[entry]]
            square += weight * weight
        for entry in range(begin, end):
            weight = _count(packed[entry], scale) * rarity[terms[entry]]
            weights[entry] = weight / math.sqrt(square)


@inline
def _bounds(row, starts, terms, weights, largest, bounds):
    """``bounds[i]``: the most that a record can score in the terms of ``row`` from its i-th on."""
    begin, end = starts[row], starts[row + 1]
    square, total = np.float32(0.0), np.float32(0.0)
    bounds[end - begin] = np.float32(0.0)
    for entry in range(end - 1, begin - 1, -1):
        square += weights[entry] * weights[entry]
        total += weights[entry] * largest[terms[entry]]
        bounds[entry - begin] = min(np.float32(math.sqrt(square)), total) + _SLACK


@inline
def _cosine(other, asked, index):
    """The whole score of ``other``: ``asked`` (terms,) has the weights of the row, else 0."""
    starts, terms, weights = index[0], index[1], index[2]
    score = np.float32(0.0)
    for entry in range(starts[other], starts[other + 1]):
        score += asked[np.uint32(terms[entry])] * weights[entry]
    return score


@inline
def _within_reach(row, k, index, scratch):
    """A score that ``k`` records reach: the k-th best of some that share the rarest terms of
    ``row``; 0 where there are fewer."""
    starts, terms, list_starts, list_rows, sides = index[0], index[1], index[3], index[4], index[7]
    stamps, found, similarities, asked = scratch[1], scratch[3], scratch[4], scratch[5]
    limit = min(max(_LEAST_SAMPLE, _SAMPLE * k), len(found))
    count = 0
    stamps[row] = row
    for entry in range(starts[row], starts[row + 1]):
        for place in range(list_starts[terms[entry]], list_starts[terms[entry] + 1]):
            other = list_rows[place]
            if count == limit:
                break
            if stamps[other] != row and not (len(sides) > 0 and sides[row] == sides[other]):
                stamps[other] = row
                found[count] = other
                count += 1
    if count < k:
        return np.float32(0.0)
    for n in range(count):
        score = _cosine(found[n], asked, index)
        at = min(n, k)  # the k best so far stand sorted, best first
        while at > 0 and score > similarities[at - 1]:
            at -= 1
        if at < k:
            for move in range(min(n, k - 1), at, -1):
                similarities[move] = similarities[move - 1]
            similarities[at] = score
    return similarities[k - 1]


@inline
def _count_above(low, scores):
    count = 0
    for score in scores:
        count += score >= low
    return count


@inline
def _above(row, low, scores, sides, found):
    """Into ``found`` the records whose score is ``low`` (> 0) or more; how many."""
    count = 0
    for first in range(0, len(scores), _STRIDE):
        last = min(first + _STRIDE, len(scores))
        if _count_above(low, scores[first:last]) > 0:
            for other in range(first, last):
                allowed = len(sides) == 0 or sides[row] != sides[other]
                if scores[other] >= low and other != row and allowed:
                    found[count] = other
                    count += 1
    return count


@inline
def _above_in_lists(row, low, entry, index, scratch):
    """As ``_above``, in the posting lists before ``entry``: for lists far shorter than ``scores``,
    which are all there is above 0."""
    starts, terms, list_starts, list_rows, sides = index[0], index[1], index[3], index[4], index[7]
    stamps, scores, found = scratch[1], scratch[2], scratch[3]
    count = 0
    stamp = np.int32(-2 - row)  # none that _within_reach left
    stamps[row] = stamp
    for earlier in range(starts[row], entry):
        for place in range(list_starts[terms[earlier]], list_starts[terms[earlier] + 1]):
            other = list_rows[place]
            if scores[other] >= low and stamps[other] != stamp:
                stamps[other] = stamp
                if len(sides) == 0 or sides[row] != sides[other]:
                    found[count] = other
                    count += 1
    return count


@inline
def _clear(row, entry, read, index, scores):
    """Scores of 0 again, after ``read`` postings of the terms of ``row`` before ``entry``."""
    if read > len(scores) // _SPARSE:
        scores[:] = np.float32(0.0)
        return
    starts, terms, list_starts, list_rows = index[0], index[1], index[3], index[4]
    for earlier in range(starts[row], entry):
        for place in range(list_starts[terms[earlier]], list_starts[terms[earlier] + 1]):
            scores[list_rows[place]] = np.float32(0.0)


@inline
def _similar(row, k, least, index, scratch):
    """Put into ``found`` and ``similarities`` every record that may be among the ``k`` best of
    ``row`` (all, where k is 0) and that scores ``least`` (> 0) or more, and some others; how many.
    """
    starts, terms, weights, list_starts, list_rows, list_weights, largest, sides = index
    bounds, _, scores, found, similarities, asked = scratch
    begin, end = starts[row], starts[row + 1]
    _bounds(row, starts, terms, weights, largest, bounds)
    for entry in range(begin, end):
        asked[terms[entry]] = weights[entry]
    threshold = least
    if k > 0:
        threshold = max(threshold, _within_reach(row, k, index, scratch))
    left = 0  # postings that are not read yet
    for entry in range(begin, end):
        left += list_starts[terms[entry] + 1] - list_starts[terms[entry]]
    read, counted = 0, 0
    entry = begin
    while entry < end:
        low = threshold - bounds[entry - begin]
        if low > 0 and read - counted > len(scores) // _SCAN:
            counted = read
            # to score a record takes a walk along its terms, of which it has as many as the row
            if _count_above(low, scores) * (end - begin) <= left:
                break
        weight = weights[entry]
        first, last = list_starts[terms[entry]], list_starts[terms[entry] + 1]
        for place in range(first, last):
            scores[np.uint32(list_rows[place])] += weight * list_weights[place]
        read += last - first
        left -= last - first
        entry += 1
    low = threshold - bounds[entry - begin]
    if read > len(scores) // _SPARSE:
        touched = _above(row, low, scores, sides, found)
    else:
        touched = _above_in_lists(row, low, entry, index, scratch)
    kept = 0
    for n in range(touched):
        other = found[n]
        score = _cosine(other, asked, index) if entry < end else scores[other]
        if score >= threshold:
            found[kept] = other
            similarities[kept] = score
            kept += 1
    _clear(row, entry, read, index, scores)
    for entry in range(begin, end):
        asked[terms[entry]] = np.float32(0.0)
    return kept


@inline_owner
def _scratch(index):
    starts = index[0]
    rows = len(starts) - 1
    longest = 0
    for row in range(rows):
        longest = max(longest, starts[row + 1] - starts[row])
    return (
        np.empty(longest + 1, np.float32),
        np.full(rows, -1, np.int32),
        np.zeros(rows, np.float32),
        np.empty(rows, np.int32),
        np.empty(rows, np.float32),
        np.zeros(len(index[3]), np.float32),
    )


@kernel(f"int64(int32[::1], int64, float32, {_INDEX}, int64[::1])")
def nearest_sparse(
    wanted, k, least, starts, terms, weights, list_starts, list_rows, list_weights, largest,
    sides, out,
):  # fmt: skip
    """Of each of the rows ``wanted`` the ``k`` most similar that reach ``least``, ties to the
    smaller row, as left * rows + right with left < right. Returns how many."""
    index = (starts, terms, weights, list_starts, list_rows, list_weights, largest, sides)
    scratch = _scratch(index)
    found, similarities = scratch[3], scratch[4]
    best = np.empty(k, np.float32)
    size = len(starts) - 1
    count = 0
    for number in range(len(wanted)):
        row = wanted[number]
        kept = _similar(row, k, least, index, scratch)
        nearest = out[count : count + k]
        filled = 0
        for n in range(kept):
            other, score = np.int64(found[n]), similarities[n]
            at = filled
            while at > 0 and (
                score > best[at - 1] or (score == best[at - 1] and other < nearest[at - 1])
            ):
                at -= 1
            if at < k:
                filled = min(filled + 1, k)
                for move in range(filled - 1, at, -1):
                    nearest[move], best[move] = nearest[move - 1], best[move - 1]
                nearest[at], best[at] = other, score
        for n in range(filled):
            other = nearest[n]
            nearest[n] = min(np.int64(row), other) * size + max(np.int64(row), other)
        count += filled
    return count


@kernel(f"int64(int32[::1], int64, float32, {_INDEX}, int64[::1], int32[::1], float32[::1])")
def similar_sparse(
    centres, first, least, starts, terms, weights, list_starts, list_rows, list_weights, largest,
    sides, offsets, rows, similarities,
):  # fmt: skip
    """All rows that reach ``least``, of each of the ``centres`` from the ``first`` on.

    Those of centre c go to ``rows[offsets[c]:offsets[c + 1]]``, with their ``similarities``.
    Returns the first centre that there was no room for (there is, for one, where ``rows`` is as
    long as there are records).
    """
    index = (starts, terms, weights, list_starts, list_rows, list_weights, largest, sides)
    scratch = _scratch(index)
    found, scores = scratch[3], scratch[4]
    count = 0
    offsets[first] = 0
    for centre in range(first, len(centres)):
        kept = _similar(centres[centre], 0, least, index, scratch)
        if count + kept > len(rows):
            return centre
        for n in range(kept):
            rows[count] = found[n]
            similarities[count] = scores[n]
            count += 1
        offsets[centre + 1] = count
    return len(centres)
