"""Values that go together: what sharing several of them weighs beyond what each does alone.

Term frequencies take the values of a record for independent. They are not: who is called Giulia is
called Rossi more often than others are, because both names are Italian, and in some registers
everybody from one country was born on 1 January. Two records then share all of it by chance far
more often than the product of the frequencies says. On the foreigners set the links promised 5.7
points of precision too much at one half (now 0.1; F1 0.819 to 0.828), and on generated bases of
many countries pairs of namesakes promised too much, those of mixed names too little.

So values are taken for independent only within a *stratum*: a column of few values that is not
compared itself (the country) and that explains best why values coincide. With R_i = P(stratum |
value i) / P(stratum), shared values are

    lift = sum over the strata of P(stratum) * product of R_i

times as common together as the product of their frequencies; two records need not have the same
stratum, nor any. This is the latent class model of dependence (Lazarsfeld and Henry, "Latent
Structure Analysis", 1968, chapter 2) with a class that is observed. Where no column explains
anything nothing changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from twinset import columns
from twinset.comparison import Comparison, ComparisonPlan, Kind
from twinset.matching.model import FellegiSunterModel
from twinset.types import Bool, Float32, Float64, Int8, Int32, Int64, StandardRecords, TextColumn

UNDECIDED = 12.0
"""Bits either way: beyond them no lift changes what becomes of a pair."""
MOST_STRATA = 64
_LEAST_LOG_EXCESS = 0.1
"""Natural log; a column that explains less, over all pairs of fields, explains nothing."""
_KINDS = frozenset({Kind.GIVEN, Kind.FAMILY, Kind.BIRTH, Kind.PERSON})
_FEW_VALUES = 100
"""A field of fewer values (a gender, a generation) says little when it is shared."""
_OFTEN = 20
"""Records from which on a value shows how far its stratum is decided, whatever duplicates do."""
_BANDS = ((0, 5), (5, 10), (10, _OFTEN))
_LEAST_VALUES = 30
"""Values of a band that it takes to say anything of the band."""
_SAMPLE = 1 << 16
"""Records that shares and coincidences are averaged over, evenly spread."""

Fields = tuple[int, ...]
"""Comparisons, by number, in order."""


@dataclass(frozen=True, eq=False)
class JointFrequencies:
    """How much more common values are together than apart.

    ``stratum`` names the column; the rest is by comparison. ``codes`` (rows,) int32, ``ratios``
    (distinct values, strata) the R of the module's text, ``frequencies`` (distinct values,), and
    ``exact``, the level on which values are equal. ``sample`` (rows,) are records, ``strata`` the
    code of the stratum of each of them, -1 for none.
    """

    stratum: str
    codes: Mapping[int, Int32]
    ratios: Mapping[int, Float32]
    frequencies: Mapping[int, Float64]
    exact: Mapping[int, int]
    sample: Int64
    strata: Int32
    _shares: dict[Fields, Float64] = field(default_factory=dict)
    _excess: dict[Fields, float] = field(default_factory=dict)

    def gains(self, model: FellegiSunterModel, left: Int32, right: Int32, levels: Int8) -> Float64:
        """(pairs, classes): what to add to the log likelihoods; ``levels`` is (pairs, comparisons).

        A class that shares some of the values for a cause is asked for the lift of the others,
        given those. Where its own levels were fitted they hold the mean of the lift already.
        """
        out = np.zeros((len(left), len(model.classes)))
        agreed = self._agreed(model, left, right, levels)
        for code in np.unique(agreed).tolist():
            fields = tuple(c for n, c in enumerate(self.codes) if code >> n & 1)
            if len(fields) > 1:
                at = np.flatnonzero(agreed == code)
                out[at] = self._of_classes(model, fields, left[at], right[at])
        return out

    def concerns(self, model: FellegiSunterModel, left: Int32, right: Int32, levels: Int8) -> Bool:
        """(pairs,): whether a pair shares two values that may go together."""
        agreed = self._agreed(model, left, right, levels)
        return np.asarray(agreed & (agreed - 1) != 0)

    def _agreed(self, model: FellegiSunterModel, left: Int32, right: Int32, levels: Int8) -> Int64:
        """(pairs,) a bit for each comparison that agrees so far that the value matters."""
        agreed = np.zeros(len(left), np.int64)
        for n, (c, codes) in enumerate(self.codes.items()):
            matters = ~np.isnan(model.log_frequency[c][1])
            matters[0] = False
            level = levels[:, c]
            some = (level > 0) & matters[level] & (codes[left] >= 0) & (codes[right] >= 0)
            agreed |= some.astype(np.int64) << n
        return agreed

    def _of_classes(
        self, model: FellegiSunterModel, fields: Fields, left: Int32, right: Int32
    ) -> Float64:
        out = np.zeros((len(left), len(model.classes)))
        everything = self.log_lift(fields, left, right)
        given: dict[Fields, Float64] = {(): np.zeros(len(left))}
        for k in range(1, len(model.classes)):
            shared = tuple(c for c in fields if not model.chance[k, c])
            if shared not in given:
                given[shared] = self.log_lift(shared, left, right)
            fitted = tuple(c for c in fields if c in shared or self._is_fitted(model, k, c))
            usual = self.log_excess(fitted) - self.log_excess(shared)
            out[:, k] = everything - given[shared] - usual
        return out

    def _is_fitted(self, model: FellegiSunterModel, k: int, c: int) -> bool:
        """Whether class k agrees on c by chance, but not just as random pairs do."""
        of_class, of_random = (float(model.levels[c][n, self.exact[c]]) for n in (k, 1))
        return bool(model.chance[k, c]) and abs(of_class - of_random) > 1e-9 * of_random

    def log_lift(self, fields: Fields, left: Int32, right: Int32) -> Float64:
        """(pairs,): natural log of the lift of what each pair shares in ``fields``; of two values
        that are not quite equal the mean counts."""
        if len(fields) < 2:
            return np.zeros(len(left))
        product = np.tile(self.shares(fields), (len(left), 1))
        for c in fields:
            codes, ratios = self.codes[c], self.ratios[c]
            product *= (ratios[codes[left]] + ratios[codes[right]]) / 2
        return np.asarray(np.log(product.sum(axis=1)))

    def shares(self, fields: Fields) -> Float64:
        """(strata,): the share of each stratum among the records that have all of ``fields``."""
        if fields not in self._shares:
            has = (self.strata >= 0) & self._having(fields)
            count = next(iter(self.ratios.values())).shape[1]
            counts = np.bincount(self.strata[has], minlength=count)
            self._shares[fields] = counts / max(1, counts.sum())
        return self._shares[fields]

    def log_excess(self, fields: Fields) -> float:
        """Natural log of how much more often two random records agree on all of ``fields`` than
        they would, were these independent."""
        if len(fields) < 2:
            return 0.0
        if fields not in self._excess:
            rows = self.sample[self._having(fields)].astype(np.int32)
            frequencies = [self.frequencies[c][self.codes[c][rows]] for c in fields]
            if len(rows) < _LEAST_VALUES:
                self._excess[fields] = 0.0
            else:
                together = np.exp(self.log_lift(fields, rows, rows)) * np.prod(frequencies, axis=0)
                apart = np.prod([one.mean() for one in frequencies])
                self._excess[fields] = float(np.log(together.mean() / apart))
        return self._excess[fields]

    def _having(self, fields: Fields) -> Bool:
        return np.logical_and.reduce([self.codes[c][self.sample] >= 0 for c in fields])

    def explains(self) -> float:
        """The log excess of all pairs of fields, summed: how much the column explains."""
        return sum(max(0.0, self.log_excess(pair)) for pair in combinations(self.codes, 2))


def joint_frequencies(plan: ComparisonPlan, records: StandardRecords) -> JointFrequencies | None:
    """The joint frequencies by the column that explains most; None where none explains anything."""
    fields = _fields(plan, records)
    if len(fields) < 2:
        return None
    names = {name for x in plan.comparisons for name in (x.name, x.frequency_field)}
    found = [
        _within(name, records[name], plan.comparisons, fields, records)
        for name in sorted(records.fields)
        if name not in names and 2 <= records[name].distinct <= MOST_STRATA
    ]
    best = max(found, key=JointFrequencies.explains, default=None)
    return best if best is not None and best.explains() > _LEAST_LOG_EXCESS else None


def _fields(plan: ComparisonPlan, records: StandardRecords) -> Mapping[int, str]:
    """The comparisons of one value of a person each, and their fields."""
    found = {}
    for c, x in enumerate(plan.comparisons):
        name = x.frequency_field or ""
        alone = x.kind in _KINDS and x.exact_is_equal and c not in plan.agreed
        if alone and name in records and records[name].distinct >= _FEW_VALUES:
            found[c] = name
    return found


def _within(
    name: str,
    column: TextColumn,
    comparisons: Sequence[Comparison],
    fields: Mapping[int, str],
    records: StandardRecords,
) -> JointFrequencies:
    strata, count = _by_text(column), column.distinct
    codes = {c: records[of].codes for c, of in fields.items()}
    sample = np.arange(0, records.size, max(1, records.size // _SAMPLE))
    ratios, frequencies = {}, {}
    for c, of in fields.items():
        # what is missing is counted too, in front: that is faster than leaving it out
        cells = (codes[c] + np.int64(1)) * (count + 1) + (strata + 1)
        counts = np.bincount(cells, minlength=(records[of].distinct + 1) * (count + 1))
        counts = counts.reshape(-1, count + 1)[1:]
        ratios[c] = stratum_ratios(counts[:, 1:])
        known = counts.sum(axis=1)
        frequencies[c] = known / max(1, known.sum())
    exact = {c: comparisons[c].exact for c in fields}
    return JointFrequencies(name, codes, ratios, frequencies, exact, sample, strata[sample])


def _by_text(column: TextColumn) -> Int32:
    """(rows,) codes in the order of the texts: sums over strata must not follow the input's."""
    texts = columns.distinct_values(column).to_pylist()
    place = np.empty(len(texts) + 1, np.int32)
    place[np.argsort(np.array(texts, object))] = np.arange(len(texts))
    place[-1] = -1
    return np.asarray(place[column.codes])


def stratum_ratios(counts: Int64) -> Float32:
    """(values, strata) P(stratum | value) / P(stratum), from how often they occur together.

    Counts of rare values say little, and duplicates make them say too much, so each row is shrunk
    towards the overall shares, the more the less values decide the stratum: by the concentration
    of a Dirichlet distribution that fits the spread of the values (by moments, chi-squared over
    its expectation). Frequent values tell it, as duplicates hardly count there; bands of rarer
    ones are believed where they spread less. (1 January is one country's; two records of 14 March
    are of one country because they are of one person.)
    """
    totals = counts.sum(axis=1)
    overall = counts.sum(axis=0) / max(1, counts.sum())
    used = overall > 0
    widest = _spread(counts, totals >= _OFTEN, overall, 1)
    spread = np.full(len(counts), widest)
    for low, high in _BANDS:
        inside = (totals >= low) & (totals < high)
        spread[inside] = min(widest, _spread(counts, inside & (totals > 1), overall, _LEAST_VALUES))
    shrink = np.clip(spread, 0.0, 0.99)[:, None]
    # (counts + a * overall) / (totals + a) with a = (1 - spread) / spread
    smooth = shrink * counts + (1 - shrink) * overall
    smooth /= np.maximum(shrink * totals[:, None] + 1 - shrink, 1e-300)
    return np.where(used, smooth / np.where(used, overall, 1.0), 1.0).astype(np.float32)


def _spread(counts: Int64, inside: Bool, overall: Float64, least: int) -> float:
    """How far the values decide their stratum: 0 not at all, 1 wholly; 0 for fewer than ``least``.

    Sums are over sorted numbers: the order of values follows the input's.
    """
    used = overall > 0
    if np.count_nonzero(inside) < least or np.count_nonzero(used) < 2:
        return 0.0
    of_values = counts[inside][:, used].astype(np.float64)
    totals = of_values.sum(axis=1)
    expected = totals[:, None] * overall[used]
    chi = ((of_values - expected) ** 2 / expected).sum(axis=1) / (np.count_nonzero(used) - 1)
    return max(0.0, float(np.sort(chi - 1.0).sum() / (totals - 1.0).sum()))
