"""Which strategies are compared when nobody says: one or two settings of every method."""

from __future__ import annotations

import msgspec

from twinset.errors import PlanError
from twinset.strategies import Strategy, names, parse_strategy, strategy_class
from twinset.types import StandardRecords

_SETTINGS: dict[str, tuple[str, ...]] = {
    "keys": (),  # needs rules: see ``_exact_keys``
    "learned": ("learned", "learned:budget=5"),
    "tokens": (
        "tokens/purge/filter",
        "tokens/purge/filter/prune:weight=js,scheme=rcnp",
        "tokens/purge/filter/prune:weight=arcs,scheme=wnp",
    ),
    "qgrams": ("qgrams/purge/filter/prune:weight=js,scheme=rcnp",),
    "suffixes": ("suffixes/purge/filter",),
}
"""Plain token, q-gram and suffix blocking grows with the square of the rows: never by default. A
method that is not named here is taken with its defaults."""
_UNION = ("learned", "neighbours")
"""What ``auto`` does where its key rules are estimated to miss matches."""
_KEYS = ("email", "phone", "identifier", "family_name&given_name&birth_date", "full_name",
         "company&postcode", "family_name&postcode")  # fmt: skip


def default_strategies(records: StandardRecords) -> list[str]:
    """Notations of a sensible selection of what is registered, plugins included."""
    chosen: list[str] = []
    exact = _exact_keys(records)
    if exact:
        chosen.append(exact)
    for name in names():
        if name in _SETTINGS:
            chosen += _SETTINGS[name]
        elif _works_alone(name):
            chosen.append(name)
    if all(name in names() for name in _UNION):
        chosen.append("+".join(_UNION))
    return chosen


def _exact_keys(records: StandardRecords) -> str:
    rules = [rule for rule in _KEYS if all(part in records for part in rule.split("&"))]
    return f"keys:rules={';'.join(rules)}" if rules else ""


def _works_alone(name: str) -> bool:
    """A strategy (not a refiner or pruner), none of whose parameters has to be given."""
    try:
        kind = strategy_class(name)
    except (PlanError, ImportError):  # a plugin that can't be loaded; named, it says why
        return False
    fields = msgspec.structs.fields(kind)
    return issubclass(kind, Strategy) and not any(field.required for field in fields)


def check(notations: list[str]) -> list[Strategy]:
    """The strategies; raises ``PlanError`` for one that is none, before any work starts."""
    return [parse_strategy(notation) for notation in notations]
