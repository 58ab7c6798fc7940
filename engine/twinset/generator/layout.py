"""Who stands where: entities, copies and households of a base, without building it.

The rows lie in blocks of 8,192. A template says for every slot of a block which entity, which
copy and which household member it is; every block has the same shape and other people. A keyed
permutation of all rows then scatters the slots, so a row is found from its number alone and
memory does not grow with the base.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from twinset.generator.settings import GeneratorSettings
from twinset.types import Float64, Int32, Int64

BLOCK = 8192
LARGEST_CLUSTER = 8

# How a person stands in the household.
HEAD, PARTNER, OWN_NAME_PARTNER, CHILD, TWIN, JUNIOR, COMPANY, MOTHER = range(8)
"""MOTHER is the partner of a father whose son has his name."""

# Share of each kind of household among those of several people.
_HOUSEHOLDS = (
    (0.30, (HEAD, PARTNER)),
    (0.16, (HEAD, OWN_NAME_PARTNER)),
    (0.13, (HEAD, PARTNER, CHILD)),
    (0.11, (HEAD, PARTNER, CHILD, CHILD)),
    (0.10, (HEAD, CHILD)),
    (0.08, (HEAD, JUNIOR)),
    (0.04, (HEAD, MOTHER, JUNIOR)),
    (0.04, (HEAD, PARTNER, TWIN, TWIN)),
    (0.02, (HEAD, TWIN, TWIN)),
    (0.02, (HEAD, OWN_NAME_PARTNER, CHILD, CHILD, CHILD)),
)


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """Per slot: entity and household (numbers within the block), copy, member, role, trait."""

    entities: int
    entity: Int32
    copy: Int32
    household: Int32
    member: Int32
    role: Int32
    members: Int32  # people in the household
    parent: np.ndarray  # the household has children
    twin: np.ndarray
    father_son: np.ndarray


def cluster_sizes(rows: int, entities: int) -> Int32:
    """Copies of each entity: truncated geometric from 1 to 8, summing to ``rows`` exactly."""
    mean = rows / entities
    low, high = 1e-9, 50.0
    sizes = np.arange(1, LARGEST_CLUSTER + 1)
    for _ in range(80):
        ratio = (low + high) / 2
        weights = ratio ** (sizes - 1.0)
        low, high = (ratio, high) if (weights @ sizes) / weights.sum() < mean else (low, ratio)
    edges = np.cumsum(weights / weights.sum())
    out = 1 + np.searchsorted(edges, (np.arange(entities) + 0.5) / entities).astype(np.int32)
    out = np.minimum(out, LARGEST_CLUSTER).astype(np.int32)
    excess = int(out.sum()) - rows
    movable = np.flatnonzero(out > 1) if excess > 0 else np.flatnonzero(out < LARGEST_CLUSTER)
    out[movable[: abs(excess)]] -= np.sign(excess)
    return out


@lru_cache(maxsize=16)
def build_template(
    slots: int, seed: int, duplicates: float, companies: float, shared: float
) -> Template:
    """A template of ``slots`` rows; ``shared`` is the share of people who live with others."""
    random = np.random.default_rng([seed & 0xFFFFFFFF, slots])
    entities = min(slots, max(round(slots * (1 - duplicates)), -(-slots // LARGEST_CLUSTER)))
    firms = round(entities * companies)
    sizes = cluster_sizes(slots, entities)
    random.shuffle(sizes)

    household, member, role, members, parent, twin, father_son = _households(
        entities, firms, shared, random
    )
    entity = np.repeat(np.arange(entities, dtype=np.int32), sizes)
    first = np.cumsum(sizes) - sizes
    copy = (np.arange(slots) - first[entity]).astype(np.int32)
    return Template(
        entities, entity, copy, household[entity], member[entity], role[entity],
        members[entity], parent[entity], twin[entity], father_son[entity],
    )  # fmt: skip


def _households(
    entities: int, firms: int, shared: float, random: np.random.Generator
) -> tuple[np.ndarray, ...]:
    """Deal the people out to households; companies come first, each by itself."""
    kinds = [np.array(roles) for _, roles in _HOUSEHOLDS]
    shares: Float64 = np.array([share for share, _ in _HOUSEHOLDS])
    people = np.array([len(kind) for kind in kinds])
    mean = float(shares @ people)
    # a household is shared with this chance so that the share of *people* comes out as asked
    chance = shared / (shared + (1 - shared) * mean) if shared > 0 else 0.0
    household = np.zeros(entities, np.int32)
    member, role, members = household.copy(), np.full(entities, HEAD, np.int32), household + 1
    parent, twin, father_son = (np.zeros(entities, bool) for _ in range(3))
    household[:firms] = np.arange(firms)
    role[:firms] = COMPANY
    at, number = firms, firms
    while at < entities:
        size = 1
        if random.random() < chance:
            kind = kinds[random.choice(len(kinds), p=shares)]
            size = min(len(kind), entities - at)
            part = slice(at, at + size)
            role[part] = kind[:size]
            member[part] = np.arange(size)
            members[part] = size
            parent[part] = bool(np.isin(kind[:size], (CHILD, TWIN, JUNIOR)).any())
            twin[part] = (kind[:size] == TWIN) & ((kind[:size] == TWIN).sum() == 2)
            if (kind[:size] == JUNIOR).any():
                father_son[part] = (kind[:size] == JUNIOR) | (kind[:size] == HEAD)
        household[at : at + size] = number
        at, number = at + size, number + 1
    return household, member, role, members, parent, twin, father_son


@dataclass(frozen=True, slots=True, eq=False)
class Slots:
    """A run of rows: where each lies. ``entity`` and ``household`` are numbers in the base."""

    row: Int64
    block: Int64
    entity: Int64
    household: Int64
    copy: Int32
    member: Int32
    role: Int32
    members: Int32
    parent: np.ndarray
    twin: np.ndarray
    father_son: np.ndarray


def shared_homes(difficulty: float) -> float:
    """The share of people who share a household with somebody else in the base."""
    return min(0.75, 0.6 * difficulty)


def slots_of(settings: GeneratorSettings, start: int, stop: int) -> Slots:
    """Where the rows ``start..stop`` of the base lie."""
    from twinset.generator.kernels import permuted

    position = permuted(start, stop, settings.rows, np.uint64(_key(settings.seed)))
    block, slot = position // BLOCK, position % BLOCK
    whole, rest = divmod(settings.rows, BLOCK)

    def template(slots: int) -> Template:
        return build_template(
            slots, settings.seed, settings.duplicates, settings.companies,
            shared_homes(settings.difficulty),
        )  # fmt: skip

    parts = [template(slots) for slots in (BLOCK if whole else 0, rest) if slots]
    # the last, shorter block has its own template, laid behind the common one
    at = np.where(block == whole, slot + (BLOCK if whole else 0), slot)

    def gather(name: str) -> np.ndarray:
        return np.concatenate([getattr(part, name) for part in parts])[at]

    width = parts[0].entities if whole else 0
    return Slots(
        row=np.arange(start, stop, dtype=np.int64),
        block=block,
        entity=block * width + gather("entity"),
        household=block * width + gather("household"),
        copy=gather("copy"),
        member=gather("member"),
        role=gather("role"),
        members=gather("members"),
        parent=gather("parent"),
        twin=gather("twin"),
        father_son=gather("father_son"),
    )


def _key(seed: int) -> int:
    return (seed * 0x9E3779B97F4A7C15 + 0x1234567) & 0xFFFFFFFFFFFFFFFF
