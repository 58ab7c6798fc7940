"""What the values that a pair shares weigh: term frequencies, each alone and all together."""

from __future__ import annotations

import numpy as np

from twinset.matching.frequencies import LogFrequencies
from twinset.matching.model import FellegiSunterModel
from twinset.matching.tiles import ComparedTile
from twinset.types import Float64, Int8


def frequency_gains(
    model: FellegiSunterModel, pairs: ComparedTile, levels: Int8, frequencies: LogFrequencies
) -> Float64:
    """(pairs, classes): what the values that each pair shares add to the log likelihoods.

    ``levels`` is (patterns, comparisons).
    """
    scale = model.scale_table()
    of_pairs = frequencies.of_pairs(pairs.left, pairs.right, pairs.index, levels > 0)
    gains = np.zeros((len(pairs.left), len(model.classes)))
    for c in range(len(model.comparisons)):
        if np.isnan(scale[:, c]).all():
            continue
        shared = of_pairs[:, c]
        level = levels[pairs.index, c]
        agrees = np.flatnonzero((level > 0) & ~np.isnan(shared))
        gain = shared[agrees, None].astype(np.float64) - scale[:, c, level[agrees]].T
        gains[agrees] += np.nan_to_num(gain)
    if frequencies.joint is not None:
        gains += frequencies.joint.gains(model, pairs.left, pairs.right, levels[pairs.index])
    return gains
