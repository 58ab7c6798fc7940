"""The network that judges two spellings in one script: what ``benchmarks/names.py --fit`` prints.

One hidden layer of tanh units over ``name_similarity.FEATURES``, fitted on the even rows of the
two sets of spelling variants that people labelled; the benchmark reports the odd rows. It holds no
names: 15 measures of two spellings, 8 units, 152 numbers.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from twinset.types import Float64

_MEAN = [
    0.775, 0.9624, 4.427, 0.171, 0.1955, 0.7201, 0.8609, 0.2967, 0.4463, 0.4032, 0.1396,
    0.1747, 0.8806, 0.1628, 0.0105,
]  # fmt: skip
_SCALE = [
    0.2227, 0.9884, 1.298, 0.197, 0.1912, 0.1662, 0.1427, 0.183, 0.4971, 0.4906, 0.3266,
    0.05137, 0.1327, 0.3692, 0.1019,
]  # fmt: skip
_HIDDEN = [
    [0.01158, 0.1069, -0.1715, -0.03487, 0.4116, -0.0949, 0.4905, 0.2897],
    [-0.1985, -0.3996, 0.4244, 0.1265, -0.8943, 0.1422, -0.4707, -0.4677],
    [-0.06876, -0.03147, 0.05118, 0.08216, 0.1456, 0.2035, -0.02404, 0.04583],
    [0.3605, -0.2278, -0.9024, -0.3129, 0.3177, 0.2723, 0.1897, -0.6655],
    [-0.2317, 0.6621, -0.7815, 0.2765, -1.2, 0.467, 0.2805, 0.4706],
    [-0.08327, 0.227, 0.06272, -0.03715, -0.295, -0.4529, 0.04578, 0.5857],
    [0.1736, 0.09946, -0.1061, -0.02825, -0.7794, -0.127, -0.4136, -0.05259],
    [-0.06458, 0.05258, 0.05579, -0.04585, 0.1643, -0.3141, 0.5123, -0.07365],
    [0.01419, -0.1115, 0.06796, 0.3779, 0.08635, 0.027, -0.1628, -0.2152],
    [0.2998, 0.05769, 0.2947, -0.4873, 0.1362, 0.7071, -0.3519, 0.002802],
    [0.1182, -0.9639, -0.04336, 0.04086, 0.04444, 0.6243, 0.1359, 0.8557],
    [-0.04129, 0.236, -0.2919, 0.2813, 0.0991, 0.05527, 0.004094, 0.1515],
    [0.2983, 0.3465, -1.335, -0.3846, -0.1181, 1.059, 0.1741, -0.4149],
    [0.2034, -0.02698, -0.1738, 0.2451, 0.1281, 0.1796, -0.1623, -0.08495],
    [0.3854, -0.1612, -0.0201, -0.517, 0.7385, 0.3822, 0.3294, 0.2637],
]  # fmt: skip
_BIAS = [
    0.4958, 0.5278, -0.168, -0.3927, -0.6752, -0.8617, -0.3959, -0.1404,
]  # fmt: skip
_LAST = [
    0.9295, 1.064, 0.6702, -1.12, 0.8456, -0.9488, -0.6684, 0.84, 0.2476,
]  # fmt: skip


@cache
def network() -> tuple[Float64, ...]:
    """Mean and scale of the features, hidden weights and bias, weights of the last unit (and its
    bias at the end), as the kernel takes them."""
    return tuple(np.array(part, np.float64) for part in (_MEAN, _SCALE, _HIDDEN, _BIAS, _LAST))
