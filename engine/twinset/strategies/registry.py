"""Names and notation of strategies.

::

    strategy  = term *("+" term)            the union: each pair once
    term      = step *("/" step)            blocks, then what refines or prunes them
    step      = name [":" parameter *("," parameter)]
    parameter = name "=" value

as in ``tokens/purge/filter:ratio=0.5/prune:weight=js,scheme=wnp+sorted:window=7``. Installed
packages add their own through the entry point group ``twinset.strategies`` (name = class).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

import msgspec

from twinset.errors import PlanError, did_you_mean
from twinset.strategies.base import BlockRefiner, PairPruner, Strategy

ENTRY_POINTS = "twinset.strategies"

Step = Strategy | BlockRefiner | PairPruner

_BUILT_IN: dict[str, str] = {
    # name: module below twinset.strategies, and class
    "keys": "keys:Keys",
    "learned": "keys:Learned",
    "tokens": "tokens:Tokens",
    "qgrams": "tokens:QGrams",
    "suffixes": "tokens:Suffixes",
    "sorted": "sorted_neighbourhood:Sorted",
    "sorted-adaptive": "sorted_neighbourhood:AdaptiveSorted",
    "canopy": "canopy:Canopy",
    "lsh": "lsh:Lsh",
    "lsh-forest": "lsh_forest:LshForest",
    "simhash": "simhash:SimHash",
    "tfidf": "tfidf:TfIdf",
    "neighbours": "neighbours:Neighbours",
    "purge": "refiners:Purge",
    "filter": "refiners:Filter",
    "prune": "metablocking:Prune",
}

_BASELINES: dict[str, str] = {
    # other people's libraries; never part of a selection that nobody asked for
    "datasketch-lsh": "baselines.hashing:DatasketchLsh",
    "rensa-lsh": "baselines.hashing:RensaLsh",
    "splink-rules": "baselines.tables:SplinkRules",
    "recordlinkage-block": "baselines.tables:RecordLinkageBlock",
    "recordlinkage-sorted": "baselines.tables:RecordLinkageSorted",
    "sparse-dot-topn": "baselines.vectors:SparseDotTopn",
    "blockingpy": "baselines.vectors:BlockingPy",
    "pyjedai-topk": "baselines.jedai:JedaiTopK",
    "pyjedai-metablocking": "baselines.jedai:JedaiMetaBlocking",
}


@cache
def _plugins() -> dict[str, Any]:
    """The entry points of installed packages. Ours win where a name is taken."""
    from importlib.metadata import entry_points

    found = {point.name: point for point in entry_points(group=ENTRY_POINTS)}
    return {name: point for name, point in found.items() if name not in _modules()}


def _modules() -> dict[str, str]:
    return _BUILT_IN | _BASELINES


def names() -> list[str]:
    """The names that a step may have, ours first, plugins' after them; baselines apart."""
    return [*_BUILT_IN, *sorted(_plugins())]


def baseline_names() -> list[str]:
    """The names of other people's libraries behind our interface."""
    return list(_BASELINES)


def strategy_class(name: str) -> type[Step]:
    """The class of a name. Raises ``PlanError`` for an unknown one, or a plugin that is none."""
    if name in _modules():
        module, _, attribute = _modules()[name].partition(":")
        built_in: type[Step] = getattr(import_module(f"twinset.strategies.{module}"), attribute)
        return built_in
    if name not in _plugins():
        hint = did_you_mean(name, [*names(), *_BASELINES], f"known: {', '.join(names())}")
        raise PlanError(f"no blocking strategy {name!r}", hint=hint)
    loaded = _plugins()[name].load()
    if not (isinstance(loaded, type) and issubclass(loaded, Strategy | BlockRefiner | PairPruner)):
        raise PlanError(
            f"the plugin {name!r} is no blocking strategy",
            hint="it must be a subclass of Strategy, BlockRefiner or PairPruner",
        )
    return loaded


def parse_strategy(notation: str) -> Strategy:
    """A strategy from its notation (see the module). Raises ``PlanError`` that says what is wrong
    and what was probably meant."""
    terms = [_parse_term(term) for term in notation.split("+")]
    if len(terms) == 1:
        return terms[0]
    from twinset.strategies.combined import Union

    return Union(members=tuple(terms))


def _parse_term(notation: str) -> Strategy:
    first, *rest = [_parse_step(step) for step in notation.split("/")]
    if not isinstance(first, Strategy):
        raise PlanError(
            f"{notation!r} begins with {first.name!r}, which proposes no pairs of its own",
            hint=f"begin with a strategy, as in tokens/{first.name}",
        )
    if not rest:
        return first
    from twinset.strategies.combined import refined

    return refined(first, rest)


def _parse_step(notation: str) -> Step:
    name, _, parameters = notation.strip().partition(":")
    kind = strategy_class(name.strip())
    values: dict[str, str] = {}
    for parameter in filter(None, parameters.split(",")):
        key, equals, value = parameter.partition("=")
        if not equals:
            raise PlanError(
                f"{name}: {parameter!r} is no parameter", hint="write parameters as name=value"
            )
        values[key.strip()] = value.strip()
    _refuse_unknown(kind, name, list(values))
    try:
        return msgspec.convert(values, kind, strict=False)
    except msgspec.ValidationError as error:
        raise PlanError(f"{name}: {error}") from None


def _refuse_unknown(kind: type[Step], name: str, given: Sequence[str]) -> None:
    known = [field.name for field in msgspec.structs.fields(kind)]
    for key in given:
        if key not in known:
            hint = did_you_mean(key, known, f"it has: {', '.join(known) or '-'}")
            raise PlanError(f"{name}: no parameter {key!r}", hint=hint)
