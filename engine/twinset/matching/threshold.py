"""Which probability links two records, and what to expect of it: from calibrated probabilities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twinset.types import Float64

REPORTED = (0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
"""What a summary tells the expectations of, besides the threshold that was taken."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold and the precision and recall that the probabilities themselves promise.

    Recall is among the candidate pairs: what blocking missed is not in it.
    """

    probability: float
    expected_precision: float
    expected_recall: float
    links: int = 0  # pairs of at least this probability


def expected_at(probability: Float64, threshold: float) -> Threshold:
    """What to expect of linking at ``threshold``."""
    linked = probability[probability >= threshold]
    matches = float(probability.sum())
    precision = float(linked.mean()) if len(linked) else 1.0
    recall = float(linked.sum()) / matches if matches > 0 else 1.0
    return Threshold(threshold, precision, min(1.0, recall), len(linked))


def choose_threshold(probability: Float64) -> Threshold:
    """The threshold of the largest expected F1; never below one half.

    A link below one half is more likely wrong than right, and one wrong link joins two whole
    clusters; F1 over pairs alone would ask for less (half of the best F1; Lipton, Elkan,
    Naryanaswamy, "Optimal Thresholding of Classifiers to Maximize F1 Measure", ECML 2014).
    """
    likely = np.sort(probability[probability >= 0.5])[::-1]
    if not len(likely):
        return expected_at(probability, 0.5)
    hits = np.cumsum(likely)
    f1 = 2 * hits / (np.arange(1, len(likely) + 1) + float(probability.sum()))
    return expected_at(probability, float(likely[int(np.argmax(f1))]))
