"""The plan: everything that changes a result, and nothing that does not.

A plan is TOML. Every key has a default, so the empty plan is valid and means "decide for me".
Unknown keys are refused with a suggestion. How a run is carried out (threads, memory, paths) is
not in the plan. A resolved plan names what was decided; running it again gives the same bytes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_type_hints

import msgspec

from twinset.errors import PlanError, did_you_mean
from twinset.types import Role

Probability = Annotated[float, msgspec.Meta(ge=0.0, le=1.0)]
Positive = Annotated[int, msgspec.Meta(ge=1)]


class _Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class ReadPlan(_Section, frozen=True):
    """How text files are read. ``None`` means: detect it."""

    delimiter: str | None = None
    quote: str | None = None
    encoding: str | None = None
    header: bool = True


class StandardizePlan(_Section, frozen=True):
    """How values are read."""

    country: str | None = None
    """ISO 3166 two-letter code for phones and addresses that name no country."""
    date_order: Literal["auto", "dmy", "mdy", "ymd"] = "auto"


class KeyRule(_Section, frozen=True):
    """A blocking rule: rows that agree on every part are candidates.

    A part is ``field`` or ``field:transform``: ``family_name:soundex``, ``birth_date:year``,
    ``given_name:1`` (first character).
    """

    parts: list[str]


class LshPlan(_Section, frozen=True):
    """MinHash-LSH over character n-grams of a record's text."""

    threshold: Probability = 0.4
    """Jaccard similarity at which a pair should be found. Of the true pairs 0.4 finds 0.88, 0.93
    and 0.61 (generated at medium difficulty, febrl3, historical_50k) where 0.6 finds 0.58, 0.62
    and 0.31, for three times the pairs on these (up to thirty where records are short); 0.3 finds
    0.95, 0.99 and 0.77 for another three to five times."""
    permutations: Positive = 128
    shingle: Annotated[int, msgspec.Meta(ge=1, le=8)] = 3


class NeighboursPlan(_Section, frozen=True):
    """Nearest neighbours in FAISS over the built-in embedding.

    Of the true pairs the defaults find 0.988, 0.954 and 0.999 (generated at medium and at 0.9
    difficulty, febrl3); 5 neighbours in 64 dimensions from 0.5 on 0.955, 0.875 and 0.987, in four
    fifths of the time.

    Beside key rules it is signs of the same n-grams that are near (``blocking.complement``): these
    settings are for neighbours where there are no rules.
    """

    k: Positive = 10
    dimensions: Annotated[int, msgspec.Meta(ge=8, le=512)] = 96
    min_similarity: Annotated[float, msgspec.Meta(ge=-1.0, le=1.0)] = 0.4


class SortedPlan(_Section, frozen=True):
    """Sorted neighbourhood: each row with the next ``window - 1`` rows in sort order."""

    window: Annotated[int, msgspec.Meta(ge=2, le=1000)] = 5


Family = Literal["keys", "lsh", "neighbours", "sorted"]


class BlockingPlan(_Section, frozen=True):
    """Which pairs are looked at."""

    families: list[Family] | Literal["auto"] = "auto"
    rules: list[KeyRule] | Literal["auto"] = "auto"
    search_uncovered: bool | Literal["auto"] = "auto"
    """Search neighbours for the records that no likely pair covers. auto: when the key rules are
    estimated to miss more than one match in a hundred."""
    max_block: Positive = 1000
    """Largest block that is compared whole; larger ones go through ``oversized``."""
    oversized: Literal["refine", "drop"] = "refine"
    """refine: split by further fields, then drop what is still too large; drop: at once."""
    pairs_per_record: Annotated[float, msgspec.Meta(gt=0)] = 15.0
    """What ``auto`` may spend, in candidate pairs a record. What the rules leave of it is room for
    sampled pairs of other rules, which EM learns from (``matching.further_pairs``)."""
    lsh: LshPlan = LshPlan()
    neighbours: NeighboursPlan = NeighboursPlan()
    sorted: SortedPlan = SortedPlan()


Similarity = Literal["exact", "jaro_winkler", "tokens", "ngrams", "token_set"]


class ModelPlan(_Section, frozen=True):
    """What the Fellegi-Sunter model compares, and how it is trained."""

    comparisons: list[str] | Literal["auto"] = "auto"
    similarity: dict[str, Similarity] = {}
    """Comparison of one text = how alike its values count. tokens: share of the characters in
    words that pair off, in any order, slips allowed for; ngrams: Dice coefficient of pairs of
    characters; token_set: Jaccard coefficient of the words."""
    max_iterations: Positive = 300
    tolerance: Annotated[float, msgspec.Meta(gt=0)] = 1e-4
    term_frequency: bool = True


class ClusterPlan(_Section, frozen=True):
    """How scored pairs become clusters."""

    threshold: Probability | Literal["auto"] = "auto"
    """Match probability from which a pair links two records; auto: chosen for expected F1."""
    split: Literal["conflicts", "none"] = "conflicts"
    """conflicts: clusters that weak or contradictory links hold together are split."""
    one_per_source: bool | Literal["auto"] = "auto"
    """At most one record of a source in a cluster; needs split = "conflicts". auto: where the
    links show that sources hold no duplicates of their own."""


Survivor = Literal["most_recent", "most_complete", "most_frequent", "longest", "first"]


class SurvivorshipPlan(_Section, frozen=True):
    """Which value a golden record takes. Policies are tried in order until one decides."""

    policy: list[Survivor] = msgspec.field(
        default_factory=lambda: ["most_recent", "most_complete", "most_frequent"]
    )
    fields: dict[str, list[Survivor]] = {}
    """Column name to its own policies."""


class Plan(_Section, frozen=True):
    """The whole plan. See the module's docstring."""

    version: Literal[1] = 1
    seed: int = 1
    roles: dict[str, Role] = {}
    """Column name to role; columns not named here are inferred."""
    read: ReadPlan = ReadPlan()
    standardize: StandardizePlan = StandardizePlan()
    blocking: BlockingPlan = BlockingPlan()
    model: ModelPlan = ModelPlan()
    cluster: ClusterPlan = ClusterPlan()
    survivorship: SurvivorshipPlan = SurvivorshipPlan()


def load_plan(path: str | Path) -> Plan:
    """Read a plan. Raises ``PlanError`` naming the file, the key and the likely spelling."""
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise PlanError(f"{path}: can't read the plan: {error.strerror}") from None
    except UnicodeDecodeError:
        raise PlanError(f"{path}: the plan is not UTF-8 text") from None
    return parse_plan(text, name=str(path))


def parse_plan(text: str, *, name: str = "plan") -> Plan:
    """A plan from TOML text; ``name`` stands in error messages."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PlanError(f"{name}: not valid TOML: {error}") from None
    _refuse_unknown_keys(raw, Plan, name)
    try:
        return msgspec.convert(raw, Plan)
    except msgspec.ValidationError as error:
        where, what = _place_and_message(str(error), raw)
        raise PlanError(f"{name}: {where}{what}", hint=_choices(where, what)) from None


def dump_plan(plan: Plan) -> str:
    """A plan as TOML text that ``parse_plan`` reads back to an equal plan."""
    lines: list[str] = []
    _dump_table(msgspec.to_builtins(plan), (), lines)
    return "\n".join(lines).strip() + "\n"


def plan_schema() -> dict[str, Any]:
    """The JSON Schema of a plan."""
    return msgspec.json.schema(Plan)


def _place_and_message(text: str, raw: dict[str, Any]) -> tuple[str, str]:
    """msgspec's message in two: "blocking.max_block: ", "Expected `int` >= 1"."""
    match = re.fullmatch(r"(.*) - at `(?:key in )?\$\.?(.*)`", text)
    if match is None:
        return "", text
    what, where = match.groups()
    if where == "roles[...]":  # which of them it does not say
        wrong = [column for column, role in raw["roles"].items() if repr(role) in what]
        where = f"roles.{wrong[0]}" if wrong else "roles"
    return f"{where}: ", what


def _choices(where: str, what: str) -> str:
    """A hint where a word is none of those that can stand there."""
    match = re.fullmatch("Invalid enum value '(.*)'", what)
    if match is None:
        return ""
    kind: Any = Plan
    for key in re.sub(r"\[.*?\]", "", where).rstrip(": ").split("."):
        kind = get_type_hints(kind)[key] if _is_section(kind) else kind
    known = list(_words(kind))
    return did_you_mean(match[1], known, f"there are: {', '.join(known)}")


def _words(kind: Any) -> Iterator[str]:
    """All words that a type of literals or of enumerations allows."""
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        yield from (word.value for word in kind)
    for part in get_args(kind):
        if isinstance(part, str):
            yield part
        else:
            yield from _words(part)


def _refuse_unknown_keys(raw: Any, kind: Any, name: str, path: str = "") -> None:
    """Name an unknown key and what was probably meant; msgspec's own message has no suggestion."""
    if not isinstance(raw, dict) or not _is_section(kind):
        return
    types = {field.name: field.type for field in msgspec.structs.fields(kind)}
    for key, value in raw.items():
        where = f"{path}{key}"
        if key not in types:
            hint = did_you_mean(key, types, f"known keys: {', '.join(types)}")
            raise PlanError(f"{name}: unknown key {where!r}", hint=hint)
        _refuse_unknown_keys(value, types[key], name, f"{where}.")


def _is_section(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _toml_key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _toml_value(key)


def _toml_value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        # JSON's escapes are TOML's, but for DEL, which JSON leaves bare
        return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")
    if isinstance(value, list):
        return "[" + ", ".join(_toml_value(item) for item in value) + "]"
    inner = ", ".join(f"{_toml_key(key)} = {_toml_value(item)}" for key, item in value.items())
    return "{ " + inner + " }"


def _dump_table(table: dict[str, Any], path: tuple[str, ...], lines: list[str]) -> None:
    for key, value in table.items():
        if value is not None and not isinstance(value, dict):
            lines.append(f"{_toml_key(key)} = {_toml_value(value)}")
    for key, value in table.items():
        if isinstance(value, dict) and value:
            inner = (*path, _toml_key(key))
            lines.extend(["", f"[{'.'.join(inner)}]"])
            _dump_table(value, inner, lines)
