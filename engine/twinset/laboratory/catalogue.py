"""What strategies there are: their parameters, types, defaults and docs, from their own code."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from itertools import pairwise
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from twinset.errors import TwinsetError
from twinset.strategies import BlockRefiner, PairPruner, names, strategy_class
from twinset.strategies.registry import baseline_names


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter; ``default`` is null where it must be given."""

    name: str
    type: str
    default: str | None
    doc: str = ""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One strategy, or a step that follows one after a slash."""

    name: str
    kind: Literal["strategy", "refiner", "pruner", "baseline"]
    """baseline: another library's strategy; the library must be installed."""
    doc: str
    parameters: list[Parameter] = []
    approximate: bool = False


def catalogue() -> list[Entry]:
    """All that is registered, plugins included; one that can't be loaded is left out."""
    found = []
    for name in [*names(), *baseline_names()]:
        try:
            found.append(_entry(name, strategy_class(name)))
        except (TwinsetError, ImportError):
            continue
    return found


def _entry(name: str, kind: Any) -> Entry:
    docs = _field_docs(kind)
    hints = get_type_hints(kind, include_extras=True)
    parameters = [
        Parameter(
            name=field.name,
            type=_words(hints[field.name]),
            default=None if field.required else str(field.default),
            doc=docs.get(field.name, ""),
        )
        for field in msgspec.structs.fields(kind)
    ]
    what: Literal["strategy", "refiner", "pruner", "baseline"] = "strategy"
    if name in baseline_names():
        what = "baseline"
    elif issubclass(kind, BlockRefiner):
        what = "refiner"
    elif issubclass(kind, PairPruner):
        what = "pruner"
    return Entry(
        name=name,
        kind=what,
        doc=_paragraph(kind.__doc__ or ""),
        parameters=parameters,
        approximate=bool(getattr(kind, "approximate", False)),
    )


def _words(hint: Any) -> str:
    """``int, 2 or more``; the choices of a literal."""
    if get_origin(hint) is Annotated:
        base, *metas = get_args(hint)
        bounds = [
            f"{words} {getattr(meta, key):g}"
            for meta in metas
            for key, words in (
                ("ge", "at least"),
                ("gt", "above"),
                ("le", "at most"),
                ("lt", "below"),
            )
            if getattr(meta, key, None) is not None
        ]
        return ", ".join([_words(base), *bounds])
    if get_origin(hint) is Literal:
        return " | ".join(map(str, get_args(hint)))
    return hint.__name__ if isinstance(hint, type) else str(hint)


def _field_docs(kind: Any) -> dict[str, str]:
    """The string below each field; Python keeps it in the source alone."""
    docs: dict[str, str] = {}
    for owner in reversed(kind.__mro__):
        try:
            tree = ast.parse(textwrap.dedent(inspect.getsource(owner)))
        except (OSError, TypeError, SyntaxError):
            continue
        body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
        for field, below in pairwise(body):
            if (
                isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(below, ast.Expr)
                and isinstance(below.value, ast.Constant)
            ):
                docs[field.target.id] = _paragraph(str(below.value.value))
    return docs


def _paragraph(text: str) -> str:
    return re.sub(r"\s+", " ", text.strip().partition("\n\n")[0])
