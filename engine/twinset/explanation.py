"""Why two records match, or do not: the match weight, comparison by comparison."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from twinset.comparison import ComparisonPlan, plan_comparisons
from twinset.comparison.multi_valued import Agreement, agreement
from twinset.config import load_plan
from twinset.errors import InputError
from twinset.matching.frequencies import log_frequencies
from twinset.matching.joint_frequencies import UNDECIDED
from twinset.matching.model import FellegiSunterModel, load_model, probability
from twinset.matching.patterns import unpack
from twinset.preparation import Prepared, prepare
from twinset.progress import SILENT, Progress
from twinset.types import Float64, Int32

if TYPE_CHECKING:
    import pyarrow as pa


TOGETHER = "values together"
"""What shared values weigh together, beyond what each does (``matching.joint_frequencies``)."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A match weight taken apart: ``weight`` = ``prior_weight`` + the sum of the parts, in bits.

    ``parts`` are (comparison, level, match weight) in the model's order. A comparison's weight is
    what it adds after those before it: the non-matches are a mixture of classes, so which of them
    a comparison argues against depends on what is known already. A missing value counts where
    some class always has one (a colleague a firm), else it adds nothing. Last comes ``TOGETHER``,
    with the column that tells which values go together, where that matters. ``values``
    are (column, left, right) as they were read. ``agreements`` tell which of a record's several
    emails, phones or companies agreed, in comparison form; none where both have one.
    """

    left_row: int
    right_row: int
    prior_weight: float
    parts: tuple[tuple[str, str, float], ...]
    weight: float
    probability: float
    same_cluster: bool
    rules: tuple[str, ...]
    values: tuple[tuple[str, str | None, str | None], ...]
    agreements: tuple[Agreement, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        body = asdict(self)
        body["parts"] = [
            {"comparison": name, "level": level, "weight": weight}
            for name, level, weight in self.parts
        ]
        body["rules"] = list(self.rules)
        body["agreements"] = list(body["agreements"])
        body["values"] = [
            {"column": column, "left": left, "right": right} for column, left, right in self.values
        ]
        return body


def explain(
    out: str | os.PathLike[str], left_id: str, right_id: str, *, progress: Progress = SILENT
) -> Explanation:
    """Explain a pair of a run's records, candidate or not, from its output folder.

    Identifiers are those of the input's identifier column; ``row:12`` is row 12, for inputs
    without one. Reads the inputs again. Raises ``InputError`` where the folder is none, an input
    has gone or changed, or an identifier is unknown or stands for several records.
    """
    folder = Path(out)
    clusters = _read(folder, "clusters")
    left, right = (_row(clusters, text, folder) for text in (left_id, right_id))
    if left == right:
        raise InputError(f"{folder}: both identifiers are row {left}")
    left, right = min(left, right), max(left, right)
    model = load_model((folder / "model.json").read_bytes(), name=str(folder / "model.json"))
    prepared = prepare(_inputs(folder), load_plan(folder / "plan.toml"), progress=progress)
    if prepared.standard.size != clusters.num_rows:
        raise InputError(f"{folder}: the inputs have changed since", hint="run dedupe again")
    membership = clusters["cluster"]
    plan = plan_comparisons(prepared.standard, prepared.plan.model)
    prior, parts = weigh(model, prepared, plan, left, right)
    weight = prior + sum(part[2] for part in parts)
    scored = _scored(folder, left, right)
    return Explanation(
        left,
        right,
        prior,
        tuple(parts),
        weight,
        scored.probability if scored else float(probability(np.array([weight]))[0]),
        membership[left].as_py() == membership[right].as_py(),
        scored.rules if scored else (),
        _values(prepared.records.table.take([left, right])),
        _agreements(plan, *_places(prepared, left, right)),
    )


def _places(prepared: Prepared, *rows: int) -> Int32:
    """Where rows of the input stand in the engine's order."""
    place = np.empty(prepared.standard.size, np.int64)
    place[prepared.order] = np.arange(prepared.standard.size)
    return place[list(rows)].astype(np.int32)


def _agreements(plan: ComparisonPlan, left: int, right: int) -> tuple[Agreement, ...]:
    several = [item for item in plan.comparators if hasattr(item, "agreed")]
    found = [agreement(comparator, left, right) for comparator in several]
    return tuple(item for item in found if item is not None)


def weigh(
    model: FellegiSunterModel, prepared: Prepared, plan: ComparisonPlan, left: int, right: int
) -> tuple[float, list[tuple[str, str, float]]]:
    """The prior's weight and each comparison's (name, level label, match weight), log2."""
    first, second = np.split(np.sort(_places(prepared, left, right)), 2)
    levels = unpack(plan.compare(first, second), len(plan.comparisons))
    frequencies = log_frequencies(plan, prepared.standard)
    shared = frequencies.of_pairs(first, second, np.zeros(1, np.int32), levels > 0)[0]
    terms = model.log_priors.copy()
    before = prior = _log2_odds(terms)
    parts: list[tuple[str, str, float]] = []
    table = model.log_table()
    for c, level in enumerate(levels[0].tolist()):
        terms = terms + table[:, c, 1 + level]
        if level > 0 and not np.isnan(shared[c]):
            terms = terms + np.nan_to_num(shared[c] - model.log_frequency[c][:, level])
        now = _log2_odds(terms)
        label = "no value" if level < 0 else model.labels[c][level]
        parts.append((model.comparisons[c], label, now - before))
        before = now
    joint = frequencies.joint
    if joint is not None and abs(before) < UNDECIDED:
        now = _log2_odds(terms + joint.gains(model, first, second, levels)[0])
        if now != before:
            parts.append((TOGETHER, f"by {joint.stratum}", now - before))
    return prior, parts


def _log2_odds(terms: Float64) -> float:
    return float((terms[0] - np.logaddexp.reduce(terms[1:])) / np.log(2.0))


def _read(folder: Path, name: str) -> pa.Table:
    import pyarrow.csv
    import pyarrow.parquet

    if (folder / f"{name}.parquet").exists():
        return pyarrow.parquet.read_table(folder / f"{name}.parquet")
    if (folder / f"{name}.csv").exists():
        text = pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(("id", "left_id", "right_id", "rules"), "string")
        )
        return pyarrow.csv.read_csv(folder / f"{name}.csv", convert_options=text)
    raise InputError(f"{folder}: no {name} table here", hint="pass a folder that dedupe wrote")


def _row(clusters: pa.Table, identifier: str, folder: Path) -> int:
    prefix, _, number = identifier.rpartition(":")
    if prefix == "row" and number.isdigit():
        if int(number) < clusters.num_rows:
            return int(number)
        raise InputError(f"{folder}: there are {clusters.num_rows:,} rows, from row:0 on")
    ids = np.asarray(clusters["id"].to_numpy(zero_copy_only=False))
    rows = np.flatnonzero(ids == identifier)
    if len(rows) == 1:
        return int(rows[0])
    where = f"rows {', '.join(str(row) for row in rows[:5])}" if len(rows) else "no record"
    raise InputError(
        f"{folder}: the identifier stands for {where}", hint="name a row instead: row:12"
    )


def _inputs(folder: Path) -> Sequence[str]:
    body = msgspec.json.decode((folder / "provenance.json").read_bytes())
    names = [source["name"] for source in body["inputs"]]
    if not names or any(name.startswith("<") for name in names):
        raise InputError(
            f"{folder}: made from a table or a stream, which can't be read again",
            hint="explain reads the inputs: run dedupe on files",
        )
    return names


def _values(rows: pa.Table) -> tuple[tuple[str, str | None, str | None], ...]:
    def text(value: Any) -> str | None:
        return None if value is None else str(value)

    return tuple(
        (name, text(left), text(right))
        for name, (left, right) in zip(rows.column_names, rows.to_pydict().values(), strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Scored:
    probability: float  # 0 within a source without duplicates, whatever the weight
    rules: tuple[str, ...]


def _scored(folder: Path, left: int, right: int) -> _Scored | None:
    """What the run says about a pair that it kept."""
    import pyarrow.compute as pc

    pairs = _read(folder, "pairs")
    mask = pc.and_(pc.equal(pairs["left_row"], left), pc.equal(pairs["right_row"], right))
    found = pairs.filter(mask)
    if not found.num_rows:
        return None
    names = found["rules"][0].as_py()
    rules = tuple(names.split(";")) if names else ()
    return _Scored(float(found["probability"][0].as_py()), rules)
