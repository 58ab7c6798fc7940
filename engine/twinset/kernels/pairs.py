"""From keys to blocks to pairs: each pair once over the whole stream, without a global set.

A pair belongs to the first rule that proposes it. ``block_ids`` is (rows, columns) int32,
row-major, so that testing the earlier rules touches one cache line a row; -1 is "in no block".
Rule r owns the columns ``columns[r] .. columns[r + 1] - 1``: one, or several where a record has
several values of a field and so stands in several blocks of one rule. Then two rows may meet in
more than one block, and the pair belongs to the first of them.

The rows of a rule stand in one array, block after block. Position p of that array makes the pairs
(p, q) for p < q < ends[p]; ``before[p]`` counts the pairs of the positions before p. So the work
can be cut at any position, however large a block is.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.keys import mix64


@kernel("int64(uint64[::1], int32[::1], int32[::1], int32[::1])")
def number_blocks(keys, table, ids, sizes):
    """Give rows with equal key one block number, in order of first appearance; key 0 gets -1.

    ``table`` is scratch, a power of two of at least 2 * rows entries, all -1; it holds the first
    row of each block. ``sizes`` (rows,) receives the rows of each block. Returns the blocks.
    """
    mask = np.uint64(len(table) - 1)
    blocks = 0
    for row in range(len(keys)):
        key = keys[row]
        if key == 0:
            ids[row] = -1
            continue
        slot = mix64(key) & mask
        while True:
            first = table[slot]
            if first < 0:
                table[slot] = row
                ids[row] = blocks
                sizes[blocks] = 1
                blocks += 1
                break
            if keys[first] == key:
                ids[row] = ids[first]
                sizes[ids[row]] += 1
                break
            slot = (slot + np.uint64(1)) & mask
    return blocks


@kernel("int64(int32[::1], int32[::1], int64, int32[::1], int32[::1], int64[::1])")
def lay_out_blocks(ids, sizes, blocks, rows, ends, before):
    """Order the rows by block, leaving out blocks of one row (their ``ids`` become -1).

    A counting sort, hence stable: rows ascend within a block. ``rows`` and ``ends`` are (rows,),
    ``before`` is (rows + 1,). Returns the number of positions that are filled.
    """
    start = np.empty(blocks, np.int64)
    positions = 0
    for block in range(blocks):
        start[block] = positions
        if sizes[block] > 1:
            positions += sizes[block]
    filled = start.copy()
    for row in range(len(ids)):
        block = ids[row]
        if block < 0:
            continue
        if sizes[block] == 1:
            ids[row] = -1
            continue
        rows[filled[block]] = row
        filled[block] += 1
    position = 0
    before[0] = 0
    for block in range(blocks):
        if sizes[block] > 1:
            end = start[block] + sizes[block]
            while position < end:
                ends[position] = end
                before[position + 1] = before[position] + end - position - 1
                position += 1
    return positions


_FIBONACCI = np.uint64(0x9E3779B97F4A7C15)


@kernel("int64(uint64[::1], int64, uint8[::1], int32[::1], uint64[::1])")
def repeated_keys(keys, bits, seen, places, kept):
    """Keep the keys that may stand more than once, each with its place; key 0 is none.

    ``seen`` is scratch, ``2 ** bits`` counters of two bits, all 0: a key of a counter that is at
    one when all keys are counted stands once. ``places`` and ``kept`` need room for every key.
    Returns how many are kept; a fifth of the others is among them with four counters a key.
    """
    shift = np.uint64(64 - bits)
    two, three = np.uint64(2), np.uint64(3)
    for i in range(len(keys)):
        slot = (keys[i] * _FIBONACCI) >> shift
        at, place = slot >> two, (slot & three) << np.uint64(1)
        new = (np.uint64(seen[at]) >> place) & three < two and keys[i] != np.uint64(0)
        seen[at] += np.uint8(np.uint64(new) << place)
    found = 0
    for i in range(len(keys)):
        slot = (keys[i] * _FIBONACCI) >> shift
        count = (np.uint64(seen[slot >> two]) >> ((slot & three) << np.uint64(1))) & three
        # nothing to branch on: what is not kept is written over
        places[found] = i
        kept[found] = keys[i]
        found += count >= two and keys[i] != np.uint64(0)
    return found


@kernel("void(int32[:, ::1], int64, int32[:, ::1], int64)")
def place_blocks(ids, first, block_ids, column):
    """Write the block numbers of rows from ``first`` on, -1 for none, to the columns of
    ``block_ids`` from ``column`` on: instead of -1 a negative number that no other row has."""
    for i in range(ids.shape[0]):
        own = ~np.int32(first + i)
        for j in range(ids.shape[1]):
            block = ids[i, j]
            block_ids[i, column + j] = block if block >= 0 else own


ANY_BLOCK = np.int64(1) << np.int64(40)
"""Above every block number: ``blocks_shared`` below it are all."""


@inline
def blocks_shared(block_ids, columns, left, right, rule, below):
    """How many blocks of the rule with a number under ``below`` hold both rows.

    The blocks of one row are distinct, so each shared one is counted once.
    """
    shared = 0
    for i in range(columns[rule], columns[rule + 1]):
        block = block_ids[left, i]
        if block >= 0 and block < below:
            for j in range(columns[rule], columns[rule + 1]):
                if block == block_ids[right, j]:
                    shared += 1
    return shared


@inline
def share_column(block_ids, left, right, limit):
    """Whether two rows have the same number in any of the first ``limit`` columns.

    Rows without a block have numbers of their own, so there is nothing to branch on: six times as
    fast as asking rule by rule.
    """
    # numbers that can't be negative: NumPy counts those that can from the end, which is asked each
    # time, a quarter of the time of expanding
    a, b = np.uint64(left), np.uint64(right)
    same = False
    for i in range(np.uint64(limit)):
        same |= block_ids[a, i] == block_ids[b, i]
    return same


@inline
def first_rule_of(block_ids, columns, left, right, limit):
    """The first of the rules ``0 .. limit-1`` that proposes the pair, or ``limit``."""
    for rule in range(limit):
        if blocks_shared(block_ids, columns, left, right, rule, ANY_BLOCK) > 0:
            return rule
    return limit


@kernel("void(int64[::1], int32[::1], int64[::1], int32[::1], int32[::1])")
def pairs_at(picks, rows, before, left, right):
    """The pairs with the running numbers ``picks`` among all pairs of all blocks of a rule."""
    for i in range(len(picks)):
        position = np.searchsorted(before, picks[i], side="right") - 1
        left[i] = rows[position]
        right[i] = rows[position + 1 + picks[i] - before[position]]


@kernel(
    "int64(int32[::1], int32[::1], int32[::1], int64, int64, int32[:, ::1], boolean[::1],"
    " int64[::1], int64, int32[::1], int32[::1])"
)
def expand_positions(
    rows, ends, blocks, first, last, block_ids, several, columns, rule, left, right
):
    """Write the pairs of positions ``first .. last-1`` that no rule before ``rule`` proposes.

    ``several`` marks the rows with a block in a further column of some rule. ``blocks`` is the
    block number of each position, for a rule of several columns (else empty): rows that meet in
    several blocks of the rule are written in the first of them. ``left`` and ``right`` must have
    room for all pairs of these positions and one more. Returns how many were written;
    ``left < right`` in each.
    """
    count = np.uint64(0)
    for i in range(np.uint64(first), np.uint64(last)):
        a = rows[i]
        several_a = several[np.uint64(a)]
        for j in range(i + np.uint64(1), np.uint64(ends[i])):
            b = rows[j]
            known = False
            if several_a or several[np.uint64(b)]:
                known = first_rule_of(block_ids, columns, a, b, rule) < rule
                if not known and columns[rule + 1] - columns[rule] > 1:
                    known = blocks_shared(block_ids, columns, a, b, rule, blocks[i]) > 0
            else:
                known = share_column(block_ids, a, b, columns[rule])
            left[count] = a
            right[count] = b
            count += np.uint64(not known)
    return count


@kernel("int64(int32[::1], int32[::1], int64, int64, boolean[::1], int32[::1], int32[::1])")
def pairs_of_open(rows, ends, first, last, open_rows, left, right):
    """Write the pairs of positions ``first .. last-1`` of which a row is open (rows,), whatever
    other rules propose them; else as ``expand_positions``."""
    count = 0
    for i in range(first, last):
        a = rows[i]
        for j in range(i + 1, ends[i]):
            left[count] = a
            right[count] = rows[j]
            count += 1 if open_rows[a] or open_rows[rows[j]] else 0
    return count


@kernel("void(int32[::1], int32[::1], int32[:, ::1], int64[::1], int64, int64[::1])")
def first_rules(left, right, block_ids, columns, limit, out):
    """The first rule below ``limit`` that proposes each pair, else ``limit``."""
    for i in range(len(left)):
        out[i] = first_rule_of(block_ids, columns, left[i], right[i], limit)


@kernel("void(int32[::1], int32[::1], int32[:, ::1], boolean[::1], int64[::1], uint64[::1])")
def proposing_rules(left, right, block_ids, several, columns, out):
    """Set bit r of ``out`` where rule r (r < 64) proposes the pair."""
    rules = min(64, len(columns) - 1)
    for i in range(len(left)):
        a, b = left[i], right[i]
        bits = np.uint64(0)
        if several[a] or several[b]:
            for rule in range(rules):
                shared = blocks_shared(block_ids, columns, a, b, rule, ANY_BLOCK)
                bits |= np.uint64(shared > 0) << np.uint64(rule)
        else:
            for rule in range(rules):
                at = columns[rule]
                bits |= np.uint64(block_ids[a, at] == block_ids[b, at]) << np.uint64(rule)
        out[i] |= bits
