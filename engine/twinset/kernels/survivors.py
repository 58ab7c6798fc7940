"""Which members of a cluster say the same, and the clusters that need no policy to choose.

Members stand cluster by cluster: cluster s has the members ``starts[s]:starts[s + 1]``.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import kernel


@kernel("void(int32[::1], uint8[::1], uint8[::1], int32[::1], int64[::1], int32[::1])")
def number_texts_within(offsets, data, validity, rows, starts, codes):
    """``codes`` (members,): equal within a cluster where the texts are, -1 for null.

    ``offsets`` and ``data`` are an Arrow string array's, ``rows`` (members,) the text of each
    member. ``validity`` is the array's bitmap, empty where no text is null. The code is the place
    in the cluster of the first member with that text, so a cluster of n members takes n times as
    many comparisons as it has texts: not for clusters of thousands.
    """
    for cluster in range(starts.size - 1):
        begin, end = starts[cluster], starts[cluster + 1]
        for i in range(begin, end):
            row = rows[i]
            if validity.size > 0 and not validity[row >> 3] >> (row & 7) & 1:
                codes[i] = -1
                continue
            start = offsets[row]
            length = offsets[row + 1] - start
            codes[i] = i - begin
            for j in range(begin, i):
                if codes[j] != j - begin:  # null, or the same as one before
                    continue
                other = offsets[rows[j]]
                if offsets[rows[j] + 1] - other != length:
                    continue
                k = 0
                while k < length and data[start + k] == data[other + k]:
                    k += 1
                if k == length:
                    codes[i] = codes[j]
                    break


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
