"""The Fellegi-Sunter model with latent classes, and its JSON form.

Fellegi and Sunter ("A Theory for Record Linkage", JASA 1969, section 2) weigh a comparison vector
by m / u, the probabilities of its levels among matches and non-matches. Inside blocks the
non-matches are of kinds: random pairs, *households* (family name, address and phone agree) and
*namesakes* (names agree, nothing else). With one u for all of them the boundary falls between
random pairs and the rest; so u is a mixture here, and a match has to beat all of its classes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import msgspec
import numpy as np

from twinset.errors import InputError
from twinset.kernels import patterns as kernels
from twinset.types import Float64, Int8

MATCH = "match"
MAX_LEVELS = 15
_LEAST = 1e-12


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """How training went. ``converged`` is False when EM ran out of iterations."""

    converged: bool
    iterations: int
    last_change: float  # largest change of a probability in the last iteration
    log_likelihood: float  # natural logarithm, per pair
    pairs: int
    patterns: int


@dataclass(frozen=True, eq=False)
class FellegiSunterModel:
    """Class priors and the probability of every level in every class.

    ``classes[0]`` is the match class, ``classes[1]`` that of random pairs. ``priors`` (classes,)
    are shares of all pairs of a base of ``rows`` records.
    ``levels[c]`` is (classes, levels of comparison c), each row sums to 1.
    ``log_frequency[c]`` (classes, levels) is the natural log of the frequency of a value on which
    an agreement on that level has just the weight of the level; rarer values have more. NaN
    where the frequency of the value does not matter. ``chance[k, c]``: whether agreement on c is
    by chance in class k. ``missing[k, c]``: how often a pair of class k lacks the value that c
    compares, on one side or both; 0 where that says nothing.
    """

    comparisons: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    classes: tuple[str, ...]
    rows: int
    priors: Float64
    levels: tuple[Float64, ...]
    log_frequency: tuple[Float64, ...]
    chance: np.ndarray
    missing: Float64
    training: TrainingResult | None = None

    @property
    def log_priors(self) -> Float64:
        return np.log(np.maximum(self.priors, _LEAST))

    def table(self) -> Float64:
        """(classes, comparisons, 1 + MAX_LEVELS): how often the value is missing, then the
        probabilities of the levels where it is not, 0 where a level does not exist."""
        table = np.zeros((len(self.classes), len(self.comparisons), 1 + MAX_LEVELS))
        table[:, :, 0] = self.missing
        for c, probabilities in enumerate(self.levels):
            table[:, c, 1 : 1 + probabilities.shape[1]] = probabilities
        return table

    def log_table(self) -> Float64:
        """Natural logs of ``table``, missing values weighed."""
        return np.asarray(np.log(np.maximum(weigh_missing(self.table()), _LEAST)))

    def scale_table(self) -> Float64:
        """``log_frequency`` as (classes, comparisons, MAX_LEVELS), NaN where nothing is scaled."""
        table = np.full((len(self.classes), len(self.comparisons), MAX_LEVELS), np.nan)
        for c, rows in enumerate(self.log_frequency):
            table[:, c, : rows.shape[1]] = rows
        return table

    def class_log_likelihoods(self, levels: Int8, gains: Float64 | None = None) -> Float64:
        """(patterns, classes): log prior + log probability of each pattern in each class.

        ``gains`` (comparisons, ``MAX_LEVELS``, classes) are added for each level that a pattern
        has.
        """
        out = np.empty((len(levels), len(self.classes)))
        table = by_level(self.log_table())
        if gains is not None:
            table[:, 1:] += gains
        kernels.class_likelihoods(np.ascontiguousarray(levels), table, self.log_priors, out)
        return out

    def match_weights(self, levels: Int8) -> Float64:
        """(patterns,) log2 odds of a match, without term frequencies."""
        return odds(self.class_log_likelihoods(levels))

    def for_rows(self, rows: int) -> FellegiSunterModel:
        """The model for a base of another size.

        Matches, households and the like grow with the records, pairs with their square: so every
        prior but that of random pairs goes with 1 / rows.
        """
        factors = np.full(len(self.priors), self.rows / max(1, rows))
        factors[1] = 1.0
        return replace(self, rows=rows, priors=self.priors * factors)

    def to_json(self) -> bytes:
        """The model as JSON text, readable by people: m and u per label. Holds no record's value:
        term frequencies are those of the base at hand and are counted anew on each run."""
        body: dict[str, Any] = {
            "format": "twinset-model-1",
            "classes": list(self.classes),
            "rows": self.rows,
            "priors": dict(zip(self.classes, self.priors.tolist(), strict=True)),
            "comparisons": [self._comparison_json(c) for c in range(len(self.comparisons))],
            "training": asdict(self.training) if self.training else None,
        }
        return msgspec.json.format(msgspec.json.encode(body), indent=2) + b"\n"

    def _comparison_json(self, c: int) -> dict[str, Any]:
        labels = self.labels[c]
        return {
            "name": self.comparisons[c],
            "probabilities": {
                name: dict(zip(labels, self.levels[c][k].tolist(), strict=True))
                for k, name in enumerate(self.classes)
            },
            "log_frequency": {
                name: {
                    label: None if np.isnan(value) else float(value)
                    for label, value in zip(labels, self.log_frequency[c][k], strict=True)
                }
                for k, name in enumerate(self.classes)
            },
            "missing": dict(zip(self.classes, self.missing[:, c].tolist(), strict=True)),
            "chance": {name: bool(self.chance[k, c]) for k, name in enumerate(self.classes)},
        }


def weigh_missing(table: Float64) -> Float64:
    """A model's ``table``, missing values weighed: how much more often than in random pairs (class
    1) the value is missing, or there. (classes, comparisons, 1 + levels), 1 for what says nothing.
    """
    missing = table[:, :, 0]
    known = (missing[1] > 0) & (missing[1] < 1)
    usual = np.where(known, missing[1], 0.5)
    out = table.copy()
    out[:, :, 0] = np.where(known, missing / usual, 1.0)
    out[:, :, 1:] *= np.where(known, (1.0 - missing) / (1.0 - usual), 1.0)[:, :, None]
    return out


def by_level(table: Float64) -> Float64:
    """(classes, comparisons, levels) as (comparisons, levels, classes), which is how the
    kernels take it: what a level says of all classes lies in one piece."""
    return np.ascontiguousarray(np.moveaxis(table, 0, 2))


def odds(likelihoods: Float64) -> Float64:
    """log2 of the match class against all the others together; (pairs, classes) natural logs."""
    of_class = np.ascontiguousarray(likelihoods.T)  # sums over long rows take a third of the time
    match, others = of_class[0], of_class[1:]
    top = np.maximum(others.max(axis=0, initial=-np.inf), np.finfo(np.float64).min)
    with np.errstate(divide="ignore"):  # where no other class is possible
        total = np.log(np.exp(others - top).sum(axis=0))
    return np.asarray((match - top - total) / np.log(2.0))


def probability(weight: Float64) -> Float64:
    """The probability of a match from its log2 odds."""
    clipped = np.clip(weight, -1000.0, 1000.0)
    result: Float64 = 1.0 / (1.0 + np.exp2(-clipped))
    return result


def load_model(text: bytes, *, name: str = "model") -> FellegiSunterModel:
    """A model from its JSON. Raises ``InputError`` naming what is wrong."""
    try:
        body = msgspec.json.decode(text)
        if body.get("format") != "twinset-model-1":
            raise InputError(
                f"{name}: not a Twinset model", hint="pass a model.json of an OUT folder"
            )
        return _from_json(body)
    except msgspec.DecodeError as error:
        raise InputError(f"{name}: not valid JSON: {error}") from None
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise InputError(f"{name}: a broken Twinset model ({type(error).__name__})") from None


def _from_json(body: Mapping[str, Any]) -> FellegiSunterModel:
    classes = tuple(body["classes"])
    comparisons: Sequence[Mapping[str, Any]] = body["comparisons"]
    labels = tuple(tuple(c["probabilities"][classes[0]]) for c in comparisons)
    levels = tuple(
        _shares([[c["probabilities"][k][label] for label in names] for k in classes])
        for c, names in zip(comparisons, labels, strict=True)
    )
    frequency = tuple(
        np.array(
            [[_number(c["log_frequency"][k][label]) for label in names] for k in classes],
            np.float64,
        )
        for c, names in zip(comparisons, labels, strict=True)
    )
    training = body.get("training")
    return FellegiSunterModel(
        comparisons=tuple(c["name"] for c in comparisons),
        labels=labels,
        classes=classes,
        rows=int(body["rows"]),
        priors=_numbers([body["priors"][k] for k in classes]),
        levels=levels,
        log_frequency=frequency,
        chance=np.array([[c["chance"][k] for c in comparisons] for k in classes], np.bool_),
        missing=_missing(comparisons, classes),
        training=TrainingResult(**training) if training else None,
    )


def _missing(comparisons: Sequence[Mapping[str, Any]], classes: Sequence[str]) -> Float64:
    """(classes, comparisons); models of old versions say nothing of missing values."""
    told = [c.get("missing") or dict.fromkeys(classes, 0.0) for c in comparisons]
    shares = _numbers([[one[k] for one in told] for k in classes])
    if not (shares <= 1.0).all():
        raise ValueError
    return shares.reshape(len(classes), len(comparisons))


def _number(value: float | None) -> float:
    return float("nan") if value is None else value


def _shares(numbers: Any) -> Float64:
    """Probabilities that sum to 1 along the last axis; raises ``ValueError`` for anything else."""
    shares = _numbers(numbers)
    if not np.allclose(shares.sum(axis=-1), 1.0, atol=1e-6):
        raise ValueError
    return shares


def _numbers(numbers: Any) -> Float64:
    """Numbers >= 0; raises ``ValueError`` for anything else, null too (which becomes NaN)."""
    array = np.array(numbers, np.float64)
    if not (array >= 0).all():
        raise ValueError
    return array
