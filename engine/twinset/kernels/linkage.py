"""Average-linkage agglomeration of signed evidence, over many components in one call.

Within a component, groups are joined in the order of their average evidence while it is
positive: GASP with average linkage (Bailoni et al., "GASP, a generalized framework for
agglomerative clustering of signed graphs", CVPR 2022, section 3). The graph is complete: a pair
of nodes that was not scored counts as well, so a group can't grow along a chain of links that
nothing else supports.

The evidence between groups A and B is

    sum of edge[a, b]                    over the pairs a in A, b in B that were scored
    - sum of absent + penalty(a, b)      over the pairs that were not

It is in whole numbers, so sums do not depend on the order of addition, and it is additive over
groups. The average of two groups' averages is never above the larger one, so a queue entry that
has become stale is an upper bound: it is corrected when it is popped, not when groups change.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, inline_owner, kernel
from twinset.kernels.unionfind import find_root

KEPT, WEAK, CONFLICT = 0, 1, 2  # why a link was dropped


@inline
def dates_conflict(a, b):
    """Whether two dates (yyyymmdd, 0 unknown) can't be one date that was written badly.

    Not in conflict: one digit off, two neighbouring digits swapped, day and month swapped,
    and the first of January against any day of that year, which is how systems without a
    "year only" type store it.
    """
    if a == b or a == 0 or b == 0:
        return False
    if a // 10000 == b // 10000:
        if a % 10000 == 101 or b % 10000 == 101:
            return False
        if a % 100 == b // 100 % 100 and b % 100 == a // 100 % 100:
            return False
    different = 0
    last = -2
    swapped = False
    x, y = a, b
    for place in range(8):
        if x % 10 != y % 10:
            different += 1
            if different == 2 and last == place - 1:
                swapped = (a // 10**last) % 10 == y % 10 and (b // 10**last) % 10 == x % 10
            last = place
        x //= 10
        y //= 10
    return different > 1 and not (different == 2 and swapped)


@inline
def _known(facts, kind, a, b):
    return facts[kind, a] != 0 and facts[kind, b] != 0


@inline
def _differ(facts, kind, a, b):
    return _known(facts, kind, a, b) and facts[kind, a] != facts[kind, b]


@inline
def conflict_penalty(facts, penalties, a, b):
    """The penalty for what two nodes contradict each other in; see ``agglomerate``."""
    total = np.int64(0)
    if dates_conflict(facts[0, a], facts[0, b]):
        total += penalties[0]
    if _differ(facts, 1, a, b) and _differ(facts, 2, a, b):
        total += penalties[1]
    if _differ(facts, 3, a, b):
        total += penalties[2]
    if facts[4, a] != 0 and facts[4, a] == facts[4, b]:
        total += penalties[3]
    return total


@kernel("int64[::1](int32[:, ::1], int32[::1], int32[::1])")
def count_conflicts(facts, left, right):
    """How many pairs can be judged, and contradict each other, in each kind of fact.

    (6,) int64: judged and contradicting for dates, gender with given name, identifier.
    """
    counts = np.zeros(6, np.int64)
    unit = np.zeros(4, np.int64)
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        counts[0] += _known(facts, 0, a, b)
        counts[2] += _known(facts, 1, a, b) and _known(facts, 2, a, b)
        counts[4] += _known(facts, 3, a, b)
        for kind in range(3):
            unit[:] = 0
            unit[kind] = 1
            counts[2 * kind + 1] += conflict_penalty(facts, unit, a, b)
    return counts


@inline
def _slot(keys, mask, key):
    """Where ``key`` is, or the empty slot where it would go (linear probing)."""
    # the multiplier is 2**64 / golden ratio (Knuth, TAOCP vol. 3, section 6.4)
    slot = (np.uint64(key) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(32)) & mask
    while keys[slot] != -1 and keys[slot] != key:
        slot = (slot + np.uint64(1)) & mask
    return slot


@inline
def _remove(keys, sums, owners, mask, slot):
    """Empty a slot and move what probed past it back (TAOCP vol. 3, 6.4, algorithm R)."""
    one = np.uint64(1)
    hole = slot
    probe = slot
    while True:
        probe = (probe + one) & mask
        if keys[probe] == -1:
            break
        home = (np.uint64(keys[probe]) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(32)) & mask
        if ((probe - home) & mask) >= ((probe - hole) & mask):
            keys[hole] = keys[probe]
            sums[hole] = sums[probe]
            owners[hole] = owners[probe]
            hole = probe
    keys[hole] = -1


@inline
def _before(average, e, f):
    return average[e] > average[f] or (average[e] == average[f] and e < f)


@inline
def _sift_down(heap, size, average, place):
    edge = heap[place]
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and _before(average, heap[child + 1], heap[child]):
            child += 1
        if not _before(average, heap[child], edge):
            break
        heap[place] = heap[child]
        place = child
    heap[place] = edge


@inline
def _pair_key(a, b, nodes):
    return min(a, b) * np.int64(nodes) + max(a, b)


@inline_owner
def _penalty_between(a, b, following, facts, penalties, first):
    """The penalties over all pairs of members. A root is the head of its list of members."""
    total = np.int64(0)
    if penalties[0] + penalties[1] + penalties[2] + penalties[3] == 0:  # none is negative
        return total
    x = a
    while x >= 0:
        y = b
        while y >= 0:
            total += conflict_penalty(facts, penalties, first + x, first + y)
            y = following[y]
        x = following[x]
    return total


@kernel(
    "void(int64[::1], int64[::1], int32[::1], int32[::1], int64[::1], int64, int32[:, ::1], "
    "int64[::1], int32[::1], int8[::1])"
)
def agglomerate(
    first_node, first_edge, left, right, edge, absent, facts, penalties, group, dropped
):
    """Split every component into groups; see the module's docstring.

    ``first_node`` and ``first_edge`` are (components + 1,): component c has the nodes
    ``first_node[c]:first_node[c + 1]`` and the edges ``first_edge[c]:first_edge[c + 1]``, each
    unordered pair once, sorted by (left, right). ``left`` and ``right`` are (edges,) nodes,
    left < right. ``edge`` (edges,) and ``absent``, what a pair that was not scored counts
    against, are evidence in fixed point. ``facts`` is
    (5, nodes), 0 unknown: date yyyymmdd, codes of gender, given name and identifier, and of a
    source that holds no duplicates of its own; ``penalties`` (4,), not negative: for dates, for
    gender together with given name, for identifiers, for being of one such source. Written:
    ``group`` (nodes,) the smallest node of each node's group, ``dropped`` (edges,) KEPT within a
    group, else why the two groups stayed apart: WEAK evidence, or enough
    of it but for a CONFLICT.
    """
    components = len(first_node) - 1
    most_nodes, most_edges = 1, 1
    for c in range(components):
        most_nodes = max(most_nodes, first_node[c + 1] - first_node[c])
        most_edges = max(most_edges, first_edge[c + 1] - first_edge[c])
    capacity = 4
    while capacity < 2 * most_edges:
        capacity *= 2
    # evidence between two groups, by the pair of their roots
    keys = np.empty(capacity, np.int64)
    sums = np.empty(capacity, np.int64)
    owners = np.empty(capacity, np.int32)  # the edge that stands for the pair in the queue
    average = np.empty(most_edges, np.float64)
    heap = np.empty(most_edges, np.int32)
    parent = np.empty(most_nodes, np.int32)
    size = np.empty(most_nodes, np.int64)
    # members of a group, and the half-edges that leave it: linked lists with a tail
    following = np.empty(most_nodes, np.int32)
    last = np.empty(most_nodes, np.int32)
    degree = np.empty(most_nodes, np.int64)
    head_half = np.empty(most_nodes, np.int32)
    last_half = np.empty(most_nodes, np.int32)
    following_half = np.empty(2 * most_edges, np.int32)

    for c in range(components):
        first, begin = first_node[c], first_edge[c]
        nodes, edges = first_node[c + 1] - first, first_edge[c + 1] - begin
        capacity = 4
        while capacity < 2 * edges:
            capacity *= 2
        mask = np.uint64(capacity - 1)
        keys[:capacity] = -1
        for node in range(nodes):
            parent[node] = node
            size[node] = 1
            following[node] = -1
            last[node] = node
            degree[node] = 0
            head_half[node] = -1
            last_half[node] = -1
        waiting = 0
        for e in range(edges):
            a, b = left[begin + e] - first, right[begin + e] - first
            slot = _slot(keys, mask, _pair_key(a, b, nodes))
            keys[slot] = _pair_key(a, b, nodes)
            # what every pair of members will be charged is added back: this one was scored
            penalty = conflict_penalty(facts, penalties, first + a, first + b)
            sums[slot] = edge[begin + e] + absent + penalty
            owners[slot] = e
            average[e] = edge[begin + e]
            if average[e] > 0:
                heap[waiting] = e
                waiting += 1
            for half in range(2 * e, 2 * e + 2):
                node = a if half == 2 * e else b
                following_half[half] = head_half[node]
                if head_half[node] < 0:
                    last_half[node] = half
                head_half[node] = half
                degree[node] += 1
        for place in range(waiting // 2 - 1, -1, -1):
            _sift_down(heap, waiting, average, place)

        while waiting > 0:
            e = heap[0]
            a = find_root(parent, left[begin + e] - first)
            b = find_root(parent, right[begin + e] - first)
            slot = np.uint64(0)
            current = -1.0
            if a != b:
                slot = _slot(keys, mask, _pair_key(a, b, nodes))
                if owners[slot] == e:
                    total = sums[slot] - absent * size[a] * size[b]
                    if total > 0:
                        total -= _penalty_between(a, b, following, facts, penalties, first)
                    current = total / (size[a] * size[b])
            if current > 0 and current < average[e]:  # stale: an upper bound, now corrected
                average[e] = current
                _sift_down(heap, waiting, average, 0)
                continue
            waiting -= 1
            heap[0] = heap[waiting]
            if waiting > 0:
                _sift_down(heap, waiting, average, 0)
            if current <= 0:
                # a part of a later pair of groups: an owner must be one that is still queued
                average[e] = current
                continue

            if degree[a] < degree[b] or (degree[a] == degree[b] and a > b):
                a, b = b, a  # b, with the shorter list, goes into a
            _remove(keys, sums, owners, mask, slot)
            half = head_half[b]
            while half >= 0:
                other = right[begin + half // 2] if half % 2 == 0 else left[begin + half // 2]
                c_root = find_root(parent, other - first)
                if c_root != a and c_root != b:
                    old = _slot(keys, mask, _pair_key(b, c_root, nodes))
                    if keys[old] != -1:
                        moved, owner = sums[old], owners[old]
                        _remove(keys, sums, owners, mask, old)
                        key = _pair_key(a, c_root, nodes)
                        new = _slot(keys, mask, key)
                        if keys[new] == -1:
                            keys[new] = key
                            sums[new] = moved
                            owners[new] = owner
                        else:
                            sums[new] += moved
                            if _before(average, owner, owners[new]):
                                owners[new] = owner
                half = following_half[half]
            if head_half[b] >= 0:
                following_half[last_half[b]] = head_half[a]
                if head_half[a] < 0:
                    last_half[a] = last_half[b]
                head_half[a] = head_half[b]
            degree[a] += degree[b]
            following[last[a]] = b
            last[a] = last[b]
            size[a] += size[b]
            parent[b] = a

        # what the groups would have without any contradiction: take what was added back away
        for e in range(edges):
            a = find_root(parent, left[begin + e] - first)
            b = find_root(parent, right[begin + e] - first)
            if a != b:
                sums[_slot(keys, mask, _pair_key(a, b, nodes))] -= conflict_penalty(
                    facts, penalties, left[begin + e], right[begin + e]
                )
        for e in range(edges):
            a = find_root(parent, left[begin + e] - first)
            b = find_root(parent, right[begin + e] - first)
            dropped[begin + e] = KEPT
            if a != b:
                total = sums[_slot(keys, mask, _pair_key(a, b, nodes))]
                total -= absent * size[a] * size[b]
                dropped[begin + e] = CONFLICT if total > 0 else WEAK
        for node in range(nodes):
            root = find_root(parent, node)
            if size[root] > 0:  # first met, so the smallest: its number names the group
                size[root] = -1 - node
            group[first + node] = first - 1 - size[root]
