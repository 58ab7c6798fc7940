"""Scored pairs to clusters: connected components, then checked.

Connected components alone believe every link: one wrong link joins two people for good, and at a
million rows such links form chains of hundreds. The policy ``conflicts`` looks at each component
of three or more records again, with all that was scored inside it:

1. Linked records whose standardised fields are all equal are one witness, not many.
2. A scored pair is evidence: the log2 odds of its probability, at most ``MOST`` bits either way;
   a link is never evidence against, a pair below the threshold never for.
3. A pair that was not scored (never a candidate, or far below the floor) is ``ABSENT`` bits
   against; more, where two records contradict each other in birth date, in gender together with
   given name, or in an identifier. How much more is measured on this base: log2 of how often
   linked pairs contradict each other over how often random pairs do.
4. Two records of a source that holds no duplicates of its own (``exclusive_sources``) are never
   joined, and no link within it counts.
5. Groups are joined in the order of their average evidence while it is positive
   (``twinset.kernels.linkage``), so the groups are found anew after every join and no group
   outlives the links that held it.

The result does not depend on the order of pairs or rows: evidence is in whole numbers, and ties
are decided by what the records say (a fingerprint of their fields), not by where they stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from twinset.canonical import sorted_by
from twinset.config import ClusterPlan
from twinset.exclusive_sources import exclusive_sources
from twinset.kernels.keys import hash_values
from twinset.kernels.linkage import CONFLICT, WEAK, agglomerate, count_conflicts
from twinset.kernels.unionfind import connected_components
from twinset.types import (
    Bool,
    Clusters,
    Float64,
    Int32,
    Int64,
    Role,
    ScoredPairs,
    StandardRecords,
    TextColumn,
    UInt64,
)

SCALE = 1024
"""Evidence is kept in whole numbers of 1/1024 bit."""
MOST = 15.0
"""Bits that one scored pair may count for or against: weights are summed over fields that are not
independent, so beyond some point they say how many fields agree, not how sure that is."""
ABSENT = 0.5
"""Bits against joining for a pair that was not scored. Small, because most such pairs inside a
component were never candidates. From 0.25 over 0.5 to 1, historical_50k (blocking that finds 60%
of the true pairs; plain components 0.800) has F1 0.874, 0.869, 0.857; a base of households (plain
components 0.468) 0.751, 0.758, 0.765."""
MOST_PENALTY = 12.0
"""Bits against joining for a contradiction, at most."""
NEVER = 1e6
"""Bits against two records of a source that holds no duplicates of its own."""


@dataclass(frozen=True, slots=True, eq=False)
class ClusterResult:
    """The clusters and what checking them changed.

    ``dropped`` counts links (pairs at or above the threshold) that end between two clusters, by
    reason: ``weak`` (too little else supports joining the two groups) or ``conflict`` (it would
    be enough, but for contradicting fields). ``report`` has ``links``, ``components_checked``
    (of three or more records), ``components_split``, ``largest_component``, ``largest_cluster``,
    ``exclusive_sources`` and ``links_within_source`` (what these had, which do not count).
    """

    clusters: Clusters
    dropped: Mapping[str, int]
    report: Mapping[str, int]


def cluster(
    size: int,
    pairs: ScoredPairs,
    threshold: float,
    records: StandardRecords,
    plan: ClusterPlan,
    exclusive: Int32 | None = None,
) -> ClusterResult:
    """Cluster ``size`` records by the pairs whose probability reaches ``threshold``.

    ``pairs`` holds each unordered pair at most once, in any order; the pairs below the threshold
    are evidence against joining, so a low floor at scoring makes better clusters. ``records``
    gives the fields that may contradict each other; missing fields contradict nothing. With
    ``plan.split == "none"`` the clusters are the plain connected components. ``exclusive`` names
    the sources without duplicates of their own, where that is known (``exclusive_of``).
    """
    links = pairs.probability >= threshold
    if exclusive is None:
        exclusive = exclusive_of(size, pairs, threshold, records, plan)
    within = np.zeros(len(links), np.bool_)
    if exclusive.any():
        within = (exclusive[pairs.left] != 0) & (exclusive[pairs.left] == exclusive[pairs.right])
    links_within = int(np.count_nonzero(links & within))
    links &= ~within
    left, right = pairs.left[links], pairs.right[links]
    membership = connected_components(size, left, right)
    sizes = np.bincount(membership, minlength=size)
    largest = int(sizes.max(initial=0))
    report = {
        "links": len(left),
        "components_checked": 0,
        "components_split": 0,
        "largest_component": largest,
        "largest_cluster": largest,
        "links_within_source": links_within,
        "exclusive_sources": len(np.unique(exclusive[exclusive > 0])),
    }
    if plan.split == "none" or largest < 3:
        return ClusterResult(Clusters(membership), {"weak": 0, "conflict": 0}, report)

    facts = _facts(records, exclusive)
    nodes = _nodes(membership, sizes, left, right, records, exclusive)
    edges = _edges(nodes, pairs, links, within, threshold)
    group = np.empty(len(nodes.row), np.int32)
    reason = np.empty(len(edges.left), np.int8)
    agglomerate(
        nodes.borders,
        np.searchsorted(edges.left, nodes.borders),
        edges.left,
        edges.right,
        edges.evidence,
        round(ABSENT * SCALE),
        np.ascontiguousarray(facts[:, nodes.row]),
        _penalties(facts, left, right),
        group,
        reason,
    )
    checked = _regroup(membership, nodes, group)
    why = reason[edges.of_link]
    dropped = {
        "weak": int(np.count_nonzero(why == WEAK)),
        "conflict": int(np.count_nonzero(why == CONFLICT)),
    }
    moved = np.flatnonzero(checked != membership)
    report["components_checked"] = len(nodes.borders) - 1
    report["components_split"] = len(np.unique(membership[moved]))
    report["largest_cluster"] = int(np.bincount(checked).max())
    return ClusterResult(Clusters(checked), dropped, report)


def exclusive_of(
    size: int, pairs: ScoredPairs, threshold: float, records: StandardRecords, plan: ClusterPlan
) -> Int32:
    """``exclusive_sources`` as the plan wants them, told from the links at ``threshold``."""
    wish = plan.one_per_source if plan.split == "conflicts" else False
    return exclusive_sources(size, pairs, pairs.probability >= threshold, records, wish)


@dataclass(frozen=True, slots=True, eq=False)
class _Nodes:
    """What is checked: the records of components of three or more, equal linked ones as one.

    Nodes are sorted by component, then by what the record says, then by row.
    """

    row: Int32  # (nodes,) a row that speaks for the node
    of_row: Int32  # (size,) the node of a row, -1 for rows that are not checked
    borders: Int64  # (components + 1,)


def _nodes(
    membership: Int32,
    sizes: Int64,
    left: Int32,
    right: Int32,
    records: StandardRecords,
    exclusive: Int32,
) -> _Nodes:
    """``left`` and ``right`` are the links, ``sizes`` the size of each component at its root."""
    size = len(membership)
    large = sizes[membership] > 2
    rows = np.flatnonzero(large)
    prints = np.zeros(size, np.uint64)
    prints[rows] = _fingerprints(rows, records)
    # records of which nothing is known are not equal, they are unknown
    equal = large[left] & (prints[left] == prints[right]) & (prints[left] != 0)
    # a node stands for one source, where sources are kept apart
    equal &= (exclusive[left] == 0) & (exclusive[right] == 0)
    witness = connected_components(size, left[equal], right[equal])
    row = rows[witness[rows] == rows]
    component = membership[row].astype(np.uint64) << np.uint64(32)
    row = row[sorted_by(component | prints[row] >> np.uint64(32), prints[row])].astype(np.int32)
    of_row = np.full(size, -1, np.int32)
    of_row[row] = np.arange(len(row), dtype=np.int32)
    of_row = of_row[witness]
    starts = np.flatnonzero(np.diff(membership[row], prepend=-1))
    return _Nodes(row, of_row, np.append(starts, len(row)).astype(np.int64))


def _fingerprints(rows: Int64, records: StandardRecords) -> UInt64:
    """A hash of all fields of each of ``rows``, 0 where all are null; codes would depend on the
    order of the input, texts do not."""
    prints = np.zeros(len(rows), np.uint64)
    for salt, name in enumerate(sorted(records.fields)):
        column = records[name]
        hashes = np.zeros(column.distinct + 1, np.uint64)  # the last is for code -1
        hash_values(column.data, column.offsets, 0, 0, np.uint64(salt), hashes[:-1])
        prints += hashes[column.codes[rows]]
    return prints


@dataclass(frozen=True, slots=True, eq=False)
class _Edges:
    """The scored pairs between two nodes of one component, parallel ones as one, sorted."""

    left: Int32  # (edges,) nodes
    right: Int32
    evidence: Int64  # (edges,) in 1/SCALE bit
    of_link: Int64  # the edge of each link between two nodes


def _edges(
    nodes: _Nodes, pairs: ScoredPairs, links: Bool, within: Bool, threshold: float
) -> _Edges:
    a, b = nodes.of_row[pairs.left], nodes.of_row[pairs.right]
    component = np.repeat(np.arange(len(nodes.borders) - 1), np.diff(nodes.borders))
    inside = np.flatnonzero((a >= 0) & (b >= 0) & (a != b))
    inside = inside[component[a[inside]] == component[b[inside]]]
    key = np.minimum(a, b)[inside].astype(np.int64) * len(nodes.row) + np.maximum(a, b)[inside]
    bits = np.where(within[inside], -NEVER, _evidence(pairs.probability[inside], threshold))
    evidence = np.rint(bits * SCALE).astype(np.int64)
    unique, of_pair = np.unique(key, return_inverse=True)
    # parallel edges join equal records: what differs between them is not in the fields
    strongest = np.full(len(unique), np.iinfo(np.int64).min)
    np.maximum.at(strongest, of_pair, evidence)
    return _Edges(
        (unique // max(1, len(nodes.row))).astype(np.int32),
        (unique % max(1, len(nodes.row))).astype(np.int32),
        strongest,
        of_pair[links[inside]],
    )


def _evidence(probability: Float64, threshold: float) -> Float64:
    """Bits for (positive) or against joining two records, at most ``MOST`` either way.

    The log2 odds; above the odds of a threshold below one half. A link is never against, a pair
    below the threshold never for. Odds above those of a *high* threshold would make likely
    matches speak against joining: on historical_50k at 0.99 that lost 6 points of recall.
    """
    tiny = 1e-15
    p = np.clip(probability, tiny, 1 - tiny)
    t = min(max(threshold, tiny), 0.5)
    bits = np.log2(p / (1 - p)) - np.log2(t / (1 - t))
    bits = np.where(probability >= threshold, np.maximum(bits, 1 / SCALE), np.minimum(bits, 0.0))
    return np.clip(bits, -MOST, MOST)


def _facts(records: StandardRecords, exclusive: Int32) -> Int32:
    """(5, size), 0 unknown: birth date yyyymmdd, gender, given name, identifier, and a source that
    holds no duplicates of its own."""
    facts = np.zeros((5, records.size), np.int32)
    facts[4] = exclusive
    if Role.BIRTH_DATE in records:
        column = records[Role.BIRTH_DATE]
        facts[0] = _complete_dates(column)[column.codes]
    for place, role in enumerate((Role.GENDER, Role.GIVEN_NAME, Role.IDENTIFIER), start=1):
        if role in records:
            facts[place] = records[role].codes + 1
    return facts


def _complete_dates(column: TextColumn) -> Int32:
    """(distinct + 1,): values of eight digits, ``19870321``, as numbers; 0 for what is not a
    complete date, and for code -1."""
    dates = np.zeros(column.distinct + 1, np.int32)
    full = np.flatnonzero(np.diff(column.offsets) == 8)
    digits = column.data[column.offsets[full, None] + np.arange(8)].astype(np.int32) - ord("0")
    plain = ((digits >= 0) & (digits <= 9)).all(axis=1)
    dates[full[plain]] = digits[plain] @ (10 ** np.arange(7, -1, -1, dtype=np.int32))
    return dates


def _penalties(facts: Int32, left: Int32, right: Int32) -> Int64:
    """What a contradiction costs a pair that was not scored, by kind, in 1/SCALE bit.

    log2(u / m), where m is how often links contradict each other (with one pair of each kind
    added, so that a few links prove little) and u how often two random records do. A field that
    links often contradict (an identifier per source, a date that is often guessed) costs little.
    """
    counts = count_conflicts(facts, left, right)
    m = (counts[1::2] + 1) / (counts[0::2] + 2)
    date, gender, given, identifier = (_disagreement(fact) for fact in facts[:4])
    u = np.array([date, gender * given, identifier])
    bits = np.log2(np.maximum(u, 1e-9) / m)
    bits = np.append(np.clip(bits, 0, MOST_PENALTY), NEVER)
    return np.rint(bits * SCALE).astype(np.int64)


def _disagreement(fact: Int32) -> float:
    """The probability that two random records that have the fact differ in it."""
    known = fact[fact != 0]
    if len(known) == 0:
        return 0.0
    few = known.max() < 2 * len(known)  # codes, not dates
    counts = np.bincount(known) if few else np.unique(known, return_counts=True)[1]
    counts = counts[counts > 0]
    return 1.0 - float(np.sum(np.square(counts / len(known))))


def _regroup(membership: Int32, nodes: _Nodes, group: Int32) -> Int32:
    """Membership by smallest row, from the group of every node."""
    rows = np.flatnonzero(nodes.of_row >= 0)
    groups = group[nodes.of_row[rows]]
    smallest = np.full(len(group), len(membership), np.int32)
    np.minimum.at(smallest, groups, rows.astype(np.int32))
    checked = membership.copy()
    checked[rows] = smallest[groups]
    return checked
