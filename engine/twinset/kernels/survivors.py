"""Which members of a cluster say the same, and the clusters that need no policy to choose.

Members stand cluster by cluster: cluster s has the members ``starts[s]:starts[s + 1]``.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import kernel
from twinset.kernels.distinct import hash_text


@kernel("void(int32[::1], uint8[::1], uint8[::1], int64, int32[::1], uint64[::1])")
def hash_members(offsets, data, validity, first, places, hashes):
    """``hashes[places[row]]`` is the hash of the text of each row that has a place, 0 for null.

    ``offsets`` (rows + 1,) and ``data`` are an Arrow string array's, ``validity`` its bitmap from
    bit ``first`` on, empty where no text is null; ``places`` is (rows,), -1 for none. The texts are
    read as they lie: read cluster by cluster each took a miss of every cache, five times as long.
    """
    for row in range(len(places)):
        place = places[row]
        if place < 0:
            continue
        bit = first + row
        if len(validity) > 0 and not validity[bit >> 3] >> (bit & 7) & 1:
            hashes[place] = 0
        else:
            hashes[place] = max(hash_text(data, offsets[row], offsets[row + 1]), np.uint64(1))


@kernel("void(uint64[::1], int64[::1], int32[::1])")
def number_within(hashes, starts, codes):
    """``codes`` (members,): equal within a cluster where the hashes are, -1 where they are 0.

    The code is the place in the cluster of the first member with that hash, so a cluster of n
    members takes n times as many comparisons as it has hashes: not for clusters of thousands.
    """
    for cluster in range(len(starts) - 1):
        begin = starts[cluster]
        for i in range(begin, starts[cluster + 1]):
            j = begin
            while hashes[j] != hashes[i]:
                j += 1
            codes[i] = j - begin if hashes[i] != 0 else -1


@kernel("void(int32[:, ::1], int64[::1], float64, int64[::1], boolean[::1])")
def settle_clusters(codes, starts, share, chosen, standing):
    """Choose for every cluster whose candidates all say the same; mark those of the others.

    ``codes`` is (fields, members), -1 for null, equal where two members of a cluster say the same.
    A candidate fills a field at least, and no less than ``share`` of what the fullest member of
    its cluster fills. ``chosen`` (clusters,) becomes the first candidate, -1 where there is none
    or they differ; ``standing`` (members,) True for candidates that differ from others.
    """
    fields = codes.shape[0]
    for cluster in range(len(starts) - 1):
        begin, end = starts[cluster], starts[cluster + 1]
        most = 0
        for i in range(begin, end):
            filled = 0
            for f in range(fields):
                filled += codes[f, i] >= 0
            most = max(most, filled)
        least = max(1.0, share * most)
        first = np.int64(-1)
        same = True
        for i in range(begin, end):
            filled = 0
            for f in range(fields):
                filled += codes[f, i] >= 0
            standing[i] = filled >= least
            if not standing[i]:
                continue
            if first < 0:
                first = i
            for f in range(fields):
                same &= codes[f, i] == codes[f, first]
        chosen[cluster] = first if same else -1
        if same:
            standing[begin:end] = False
