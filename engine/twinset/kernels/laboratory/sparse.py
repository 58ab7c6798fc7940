"""Sparse vectors of records (terms and weights, rarest term first), and their search by cosine.

A search goes through the postings of a row's terms, rarest first, and adds up scores. As all
vectors have length 1, a record that was not met so far can't score more than the length of the
terms that are left, nor more than their weights times the largest weight in each posting list
("max score": Turtle, Flood, "Query evaluation: strategies and optimizations", IPM 31(6), 1995,
section 4; prefix bounds: Bayardo, Ma, Srikant, "Scaling Up All Pairs Similarity Search", WWW 2007,
section 3). So the long lists of common terms are not searched for new records, and mostly not read:
when few that can still reach the limit are left, those are finished from their own terms. Sums run
over terms in ascending order either way, so a score is the same from both ends, bit for bit.
"""

from __future__ import annotations

import math

import numpy as np

from twinset._jit import inline, inline_owner, kernel
from twinset.kernels.keys import hash_slice

_SLACK = np.float32(1e-5)  # of float32 sums against bounds
COUNT, LOGARITHM, PRESENCE = 0, 1, 2  # of a term: its count, 1 + the logarithm of it, 1
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
def _kth_best(k, found, scores, touched, scratch):
    for n in range(touched):
        scratch[n] = scores[found[n]]
    ordered = np.partition(scratch[:touched], touched - k)
    return ordered[touched - k]


@inline
def _finish(row, other, entry, score, index):
    """The score with what the terms of ``row`` from ``entry`` on add to it."""
    starts, terms, weights = index[0], index[1], index[2]
    end, place = starts[row + 1], starts[other + 1]
    if entry == end:
        return score
    while place > starts[other] and terms[place - 1] >= terms[entry]:
        place -= 1
    while entry < end and place < starts[other + 1]:
        if terms[entry] == terms[place]:
            score += weights[entry] * weights[place]
            entry += 1
            place += 1
        elif terms[entry] < terms[place]:
            entry += 1
        else:
            place += 1
    return score


@inline
def _similar(row, k, least, index, scratch):
    """Put into ``found`` and ``scores`` (by row) every record that may be among the ``k`` best of
    ``row`` (all, where k is 0) and that scores ``least`` or more, and some others; how many.
    Scores are whole."""
    starts, terms, weights, list_starts, list_rows, list_weights, largest, sides = index
    bounds, stamps, scores, found, spare = scratch
    begin, end = starts[row], starts[row + 1]
    _bounds(row, starts, terms, weights, largest, bounds)
    stamps[row] = row
    touched = 0
    threshold = least
    admitting = True
    left = 0  # postings that are not read yet
    for entry in range(begin, end):
        left += list_starts[terms[entry] + 1] - list_starts[terms[entry]]
    entry = begin
    while entry < end:
        term = terms[entry]
        first, last = list_starts[term], list_starts[term + 1]
        bound = bounds[entry - begin]
        if 0 < k <= touched <= last - first:
            threshold = max(threshold, _kth_best(k, found, scores, touched, spare))
        admitting = admitting and bound >= threshold
        weight = weights[entry]
        if admitting:
            for place in range(first, last):
                other = list_rows[place]
                if stamps[other] != row:
                    if len(sides) > 0 and sides[row] == sides[other]:
                        continue
                    stamps[other] = row
                    scores[other] = np.float32(0.0)
                    found[touched] = other
                    touched += 1
                scores[other] += weight * list_weights[place]
        else:
            within = 0
            for n in range(touched):
                if scores[found[n]] + bound >= threshold:
                    found[within] = found[n]
                    within += 1
            touched = within
            # to finish a record takes a walk along its terms and the row's
            if 2 * touched * (end - entry) <= left:
                break
            for place in range(first, last):
                if stamps[list_rows[place]] == row:
                    scores[list_rows[place]] += weight * list_weights[place]
        left -= last - first
        entry += 1
    stamps[row] = -1
    kept = 0
    for n in range(touched):
        other = found[n]
        if scores[other] + bounds[entry - begin] >= threshold:
            score = _finish(row, other, entry, scores[other], index)
            if score >= least:
                scores[other] = score
                found[kept] = other
                kept += 1
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
        np.empty(rows, np.float32),
        np.empty(rows, np.int32),
        np.empty(rows, np.float32),
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
    scores, found = scratch[2], scratch[3]
    size = len(starts) - 1
    count = 0
    for place in range(len(wanted)):
        row = wanted[place]
        kept = _similar(row, k, least, index, scratch)
        begin = count
        for n in range(kept):
            other = found[n]
            at = count
            while at > begin:
                before = np.int64(out[at - 1])
                better = scores[other] > scores[before] or (
                    scores[other] == scores[before] and other < before
                )
                if not better:
                    break
                at -= 1
            if at - begin >= k:
                continue
            count = min(count + 1, begin + k)
            for move in range(count - 1, at, -1):
                out[move] = out[move - 1]
            out[at] = other
        for n in range(begin, count):
            other = out[n]
            out[n] = min(np.int64(row), other) * size + max(np.int64(row), other)
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
    scores, found = scratch[2], scratch[3]
    count = 0
    offsets[first] = 0
    for centre in range(first, len(centres)):
        kept = _similar(centres[centre], 0, least, index, scratch)
        if count + kept > len(rows):
            return centre
        for n in range(kept):
            rows[count] = found[n]
            similarities[count] = scores[found[n]]
            count += 1
        offsets[centre + 1] = count
    return len(centres)
