"""The plan that uses a strategy, where the engine's plan can say it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from twinset.config import KeyRule, LshPlan, NeighboursPlan, Plan, SortedPlan
from twinset.strategies import Strategy, parse_strategy
from twinset.strategies.combined import Union

_SECTIONS: dict[str, tuple[str, type[Any]]] = {
    "lsh": ("lsh", LshPlan),
    "minhash-lsh": ("lsh", LshPlan),
    "minhash": ("lsh", LshPlan),
    "neighbours": ("neighbours", NeighboursPlan),
    "sorted": ("sorted", SortedPlan),
}
"""Strategies that are families of the plan: their section there, which has the same parameters."""


def plan_for(notation: str, plan: Plan) -> tuple[Plan | None, str]:
    """``plan`` with its blocking replaced by the strategy's; None, and why, where it can't be
    said."""
    strategy = parse_strategy(notation)
    members: Sequence[Strategy] = strategy.members if isinstance(strategy, Union) else (strategy,)
    names = [member.name for member in members]
    changes: dict[str, Any] = {"search_uncovered": False}
    if sorted(names) == ["learned", "neighbours"]:
        changes["search_uncovered"] = True
    families: list[str] = []
    for member in members:
        found = _changes(member)
        family = found.pop("family", None) if found is not None else None
        if found is None or family in families:
            twice = f"a plan holds one {family}" if family else ""
            return None, twice or f"a plan has no family for {member.name!r}: use it from Python"
        families.append(str(family))
        changes |= found
    changes["families"] = families
    blocking = msgspec.structs.replace(plan.blocking, **changes)
    return msgspec.structs.replace(plan, blocking=blocking), ""


def _changes(member: Strategy) -> dict[str, Any] | None:
    """What a strategy changes in ``[blocking]``; None where it has no place there."""
    given = {field: getattr(member, field) for field in member.__struct_fields__}
    if member.name == "learned":
        return {
            "family": "keys",
            "rules": "auto",
            "pairs_per_record": given["budget"],
            "max_block": given["max_block"],
        }
    if member.name == "keys":
        rules = [KeyRule(parts=rule.split("&")) for rule in given["rules"].split(";") if rule]
        return {
            "family": "keys",
            "rules": rules,
            "max_block": given["max_block"],
            "oversized": given["oversized"],
        }
    if member.name not in _SECTIONS:
        return None
    family, kind = _SECTIONS[member.name]
    known = {field.name for field in msgspec.structs.fields(kind)}
    default = type(member)
    for field in msgspec.structs.fields(default):
        if field.name not in known and given[field.name] != field.default:
            return None  # a setting that the plan does not have
    section = kind(**{key: value for key, value in given.items() if key in known})
    return {"family": family, family: section}
