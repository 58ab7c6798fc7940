"""Numbering plans: what the ``phonenumbers`` library knows, as tables that a kernel walks.

The library's metadata (patterns of valid numbers, lengths, prefixes) are compiled a calling code
at a time, when a number first needs it (a few milliseconds each, a second for the whole world), and
kept on disk. Nothing is written here by hand. A plan whose patterns are none that we can compile is
left to the library itself.
"""

from __future__ import annotations

import hashlib
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from twinset._jit_cache import cache_folder
from twinset.kernels.numbering_plans import LIBRARY, UNBUILT, UNKNOWN_CODE
from twinset.standardize.phone_automata import ANYTHING, matcher, parse, prefix_matcher
from twinset.types import Int32

_TYPES = (
    *("premium_rate", "toll_free", "shared_cost", "voip", "personal_number", "pager", "uan"),
    *("voicemail", "fixed_line", "mobile"),
)
_LITERAL = 7  # the column of a region's row where the transform rule's digits begin
_COLUMNS = 16
_NODE = 12
_EVERY_LENGTH = (1 << 18) - 1


@dataclass(frozen=True)
class Tables:
    """What the kernel reads; see ``kernels.numbering_plans``.

    ``nodes`` (n, 12) int32, ``prefixes`` (p, 16) int32, ``regions`` (r, 16) int32 and ``codes``
    (1000, 2) int32.
    """

    nodes: Int32
    prefixes: Int32
    regions: Int32
    codes: Int32


@dataclass
class _Plans:
    """The tables so far, and the way to grow them."""

    numbers: dict[str, int]  # region ("DE"; "001" and the code for what has none) to its row
    calling: list[int]
    tables: Tables
    prefix_starts: dict[str, int] = field(default_factory=dict)
    lock: Any = field(default_factory=threading.Lock)


@cache
def _plans() -> _Plans:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE as REGIONS

    numbers: dict[str, int] = {}
    calling: list[int] = []
    codes = np.full((1000, 2), UNKNOWN_CODE, np.int32)
    for code, regions in sorted(REGIONS.items()):
        for position, region in enumerate(regions):
            key = f"001{code}" if region == "001" else region
            if position == 0:
                codes[code] = (UNBUILT, len(calling))
            numbers[key] = len(calling)
            calling.append(code)
    rows = np.zeros((len(calling), _COLUMNS), np.int32)
    rows[:, 0] = calling
    dead_node = np.zeros((1, 12), np.int32)
    dead_prefix = np.array([[0] * 10 + [0, -1, -1] * 2], np.int32)
    return _Plans(numbers, calling, Tables(dead_node, dead_prefix, rows, codes))


def region_numbers() -> dict[str, int]:
    """ISO 3166 codes in lower case to the row of the region's plan."""
    return {region.lower(): row for region, row in _plans().numbers.items() if len(region) == 2}


def region_names() -> list[str]:
    """The ISO 3166 code (upper case) of each row; "001" for codes of no country."""
    return [region[:3] if region.startswith("001") else region for region in _plans().numbers]


def tables() -> Tables:
    """The tables as they are."""
    return _plans().tables


def build(codes: list[int]) -> Tables:
    """The tables with the plans of these calling codes."""
    plans = _plans()
    with plans.lock:
        for code in sorted(set(codes)):
            if plans.tables.codes[code, 0] == UNBUILT:
                plans.tables = _with_code(plans, code)
        return plans.tables


def _with_code(plans: _Plans, code: int) -> Tables:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE as REGIONS
    from phonenumbers import PhoneMetadata

    old = plans.tables
    regions = REGIONS[code]
    every: list[Any] = [
        PhoneMetadata.metadata_for_region_or_calling_code(code, name) for name in regions
    ]
    rows, codes = old.regions.copy(), old.codes.copy()
    prefixes = [old.prefixes]
    starts = dict(plans.prefix_starts)
    try:
        nodes = _stored(code, lambda: _valid_numbers(every))
        for position, plan in enumerate(every):
            row = rows[codes[code, 1] + position]
            row[1] = position
            for column, pattern in (
                (2, plan.national_prefix_for_parsing),
                (3, plan.international_prefix),
            ):
                if pattern and pattern not in starts:
                    table = prefix_matcher(pattern)
                    shift = sum(len(part) for part in prefixes) - 1
                    table[:, :10] += (table[:, :10] > 0) * np.int32(shift)
                    starts[pattern] = shift + 1
                    prefixes.append(table[1:])
                row[column] = starts[pattern] if pattern else 0
            general = plan.general_desc
            row[4] = _bits(general.possible_length)
            row[5] = _bits(general.possible_length_local_only)
            row[6:] = -1
            if plan.national_prefix_transform_rule:
                row[6:] = _literal(plan)
    except (ValueError, IndexError):
        codes[code, 0] = LIBRARY
        return Tables(old.nodes, old.prefixes, old.regions, codes)
    shift = len(old.nodes) - 1
    nodes[:, :10] += (nodes[:, :10] > 0) * np.int32(shift)
    codes[code, 0] = shift + 1
    plans.prefix_starts = starts
    return Tables(np.concatenate([old.nodes, nodes[1:]]), np.concatenate(prefixes), rows, codes)


def _stored(code: int, make: Callable[[], Int32]) -> Int32:
    """What ``make`` makes, kept beside the compiled kernels: North America takes 50 ms.

    The name carries the library's version and what our own compiler was. A folder that cannot be
    read or written costs time, nothing else.
    """
    import phonenumbers

    folder = cache_folder() / "phone_plans"
    file = folder / f"{phonenumbers.__version__}-{_compiler()}-{code}.npy"
    try:
        nodes: Int32 = np.load(file)
        if nodes.dtype == np.int32 and nodes.ndim == 2 and nodes.shape[1] == _NODE:
            return nodes
    except (OSError, ValueError, EOFError):
        pass
    nodes = make()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".npy", delete=False) as part:
            np.save(part, nodes)
        Path(part.name).replace(file)
    except OSError:
        pass
    return nodes


@cache
def _compiler() -> str:
    digest = hashlib.blake2b(digest_size=6)
    for name in ("phone_automata.py", "phone_plans.py"):
        digest.update((Path(__file__).parent / name).read_bytes())
    return digest.hexdigest()


def _bits(lengths: tuple[int, ...]) -> int:
    return sum(1 << length for length in lengths if length > 0)


def _lengths(description: Any) -> int:
    """The lengths of a kind of number; all where none are given."""
    return _bits(description.possible_length) if description.possible_length else _EVERY_LENGTH


def _literal(plan: Any) -> list[int]:
    """What a transform rule ("9\\1") puts in front of the group: how many digits, and these."""
    rule = plan.national_prefix_transform_rule
    groups = parse(plan.national_prefix_for_parsing)[1]
    digits = rule.removesuffix(f"\\{groups}")
    if digits == rule or (digits and not digits.isdigit()) or len(digits) > 8:
        raise ValueError("a transform rule that is not digits and the last group")
    padded = [int(digit) for digit in digits] + [0] * (_COLUMNS - _LITERAL - len(digits))
    return [len(digits), *padded]


def _valid_numbers(every: list[Any]) -> Int32:
    """The automaton of all national numbers of a calling code: a state says for which lengths it
    ends a valid number, and for which regions (bits) one of the general pattern.

    A number of a code that regions share is of the first whose leading digits it has, else of the
    first where it is valid (``phonenumberutil.region_code_for_number``).
    """
    trees: dict[Any, int] = {}

    def place(pattern: str | None, *, prefix: bool = False) -> int:
        """The bit of a pattern; 0 for none, which nothing matches."""
        if not pattern:
            return 0
        tree, _ = parse(pattern, (ANYTHING,) if prefix else ())
        return 1 << trees.setdefault(tree, len(trees))

    facts = []
    for plan in every:
        described = [getattr(plan, kind) for kind in _TYPES]
        kinds = [
            (place(item.national_number_pattern), _lengths(item))
            for item in described
            if item is not None
        ]
        leads = plan.leading_digits if len(every) > 1 else None
        leading = None if leads is None else place(leads, prefix=True)
        general = place(plan.general_desc.national_number_pattern)
        facts.append((leading, general, _lengths(plan.general_desc), kinds))

    def verdict(accepting: int) -> tuple[int, int]:
        undecided, lengths, regions = -1, 0, 0
        for position, (leading, general, possible, kinds) in enumerate(facts):
            valid = 0
            if accepting & general:
                regions |= 1 << position
                for kind, its_lengths in kinds:
                    valid |= its_lengths & possible if accepting & kind else 0
            if leading is None or accepting & leading:
                lengths |= valid & undecided
                undecided = undecided & ~valid if leading is None else 0
        return lengths & _EVERY_LENGTH, regions

    return matcher(list(trees), verdict)
