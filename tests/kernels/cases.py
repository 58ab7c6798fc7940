"""How each kernel is put to work on the pairs of real blocks, with its slow twin and its rivals.

A function here draws the data, makes the strings that the peers need and allocates the results, so
that no clock sees it; what it returns can be called again and again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np
import twins
from real_blocks import RealBlocks

from twinset.blocking.lsh import hash_family
from twinset.blocking.record_text import record_text
from twinset.columns import texts
from twinset.kernels import (
    keys,
    levels,
    minhash,
    pairs,
    patterns,
    unionfind,
)
from twinset.standardize.texts import fold, fold_table, of_strings, to_array

Contender = Callable[[], Any]
Arrange = Callable[[RealBlocks], "Case"]

PERMUTATIONS = 128
SHINGLE_TEXT = 32  # characters: 30 shingles of three


@dataclass(frozen=True, eq=False)
class Case:
    """A subject on one base.

    ``run`` and ``twin`` give the same, as something that NumPy can compare; so does every rival
    named in ``alike``. ``touched`` counts the bytes that must be read and written once,
    ``lookups`` those reads that go to a random place of a table, and ``table`` its bytes.
    """

    items: int
    run: Contender
    twin: Contender
    touched: int
    rivals: Mapping[str, Contender] = field(default_factory=dict)
    alike: frozenset[str] = frozenset()
    lookups: int = 0
    table: int = 0


@dataclass(frozen=True, eq=False)
class Later:
    """A result in a form that compares, made when it is compared and not when it is timed."""

    made: Callable[[], Any]

    def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray:
        return np.asarray(self.made())


@dataclass(frozen=True, eq=False)
class Counted:
    """A contender that works on fewer items than the case has."""

    run: Contender
    items: int

    def __call__(self) -> Any:
        return self.run()


# Values ---------------------------------------------------------------------------------------


def sound_codes(
    kernel: Any, twin: Callable[[str], str], rivals: Mapping[str, Callable[[str], str]]
) -> Arrange:
    def arrange(blocks: RealBlocks) -> Case:
        column = blocks.standard["family_name"]
        values = texts(column)
        # the peers know letters alone
        plain = ["".join(c for c in value if "a" <= c <= "z") for value in values]
        out = np.empty(column.distinct, np.uint64)

        def run() -> Any:
            kernel(column.data, column.offsets, out)
            return out.astype("<u8").view("S8")

        def by(function: Callable[[str], str]) -> Contender:
            return lambda: np.array([function(value)[:8] for value in plain], "S8")

        touched = column.data.nbytes + column.offsets.nbytes + out.nbytes
        made = {name: by(function) for name, function in rivals.items()}
        return Case(column.distinct, run, by(twin), touched, made, frozenset(made))

    return arrange


def hashes(blocks: RealBlocks) -> Case:
    import pandas as pd

    column = blocks.standard["email"]
    values = texts(column)
    objects = np.array(values, object)
    out = np.empty(column.distinct, np.uint64)

    def run() -> Any:
        keys.hash_values(column.data, column.offsets, 0, 0, np.uint64(0x7457), out)
        return out

    touched = column.data.nbytes + column.offsets.nbytes + out.nbytes
    return Case(
        column.distinct, run, lambda: np.array([twins.slow_hash(v) for v in values], np.uint64),
        touched, {"pandas hash_array": lambda: pd.util.hash_array(objects, categorize=False)},
    )  # fmt: skip


def folding(blocks: RealBlocks) -> Case:
    values = [value.title().replace(" ", ", ") for value in texts(blocks.standard["street"])]
    batch = of_strings(values)
    table = fold_table(keep="-/", drop="'`\"", alone=",#")
    letters = "abcdefghijklmnopqrstuvwxyz0123456789-/"
    translation = dict.fromkeys(range(128), " ") | dict.fromkeys(map(ord, "'`\""), "")
    translation |= {ord(c): f" {c} " for c in ",#"}
    translation |= {ord(case(c)): c for c in letters for case in (str.lower, str.upper)}

    def run() -> Any:
        folded = fold(batch, table)
        return Later(lambda: to_array(folded).to_pylist())

    def peer() -> Any:
        return [" ".join(value.translate(translation).split()) for value in values]

    return Case(
        len(values), run,
        lambda: [twins.slow_fold(value, "-/", "'`\"", ",#") for value in values],
        2 * (batch.data.nbytes + batch.offsets.nbytes),
        {"str.translate, split": peer}, frozenset({"str.translate, split"}),
    )  # fmt: skip


# Records --------------------------------------------------------------------------------------


def sketches(blocks: RealBlocks) -> Case:
    """Texts of 32 characters, from the start of the records' own, so that all have 30 shingles."""
    made = record_text(blocks.standard)
    long = np.flatnonzero(np.diff(made.offsets) >= SHINGLE_TEXT)
    at = made.offsets[long][:, None] + np.arange(SHINGLE_TEXT)
    data = np.ascontiguousarray(made.data[at]).ravel()
    offsets = np.arange(len(long) + 1, dtype=np.int64) * SHINGLE_TEXT
    family = hash_family(PERMUTATIONS, 1)
    out = np.empty((len(long), PERMUTATIONS), np.uint32)
    text = data.tobytes().decode()
    values = [text[start : start + SHINGLE_TEXT] for start in offsets[:-1].tolist()]

    def run() -> Any:
        minhash.signatures(data, offsets, 3, *family, out)
        return out

    rivals = dict(_peer_sketches(values[:2000]))
    slow = lambda: [twins.slow_signature(value, 3, 1) for value in values]  # noqa: E731
    return Case(len(long), run, slow, data.nbytes + offsets.nbytes + out.nbytes, rivals)


def _peer_sketches(values: list[str]) -> Iterator[tuple[str, Contender]]:
    """Peers get shingles that are cut already; on 2,000 records, their rate is the same."""
    from datasketch import MinHash

    grams = [sorted(twins.shingles(value, 3)) for value in values]
    raw = [[gram.encode() for gram in row] for row in grams]

    def datasketch() -> Any:
        return MinHash.bulk(raw, num_perm=PERMUTATIONS)

    yield "datasketch", Counted(datasketch, len(values))
    try:
        from rensa import RMinHash
    except ImportError:
        return

    def rensa() -> Any:
        return RMinHash.digest_matrix_from_token_sets(grams, PERMUTATIONS, 1)

    yield "rensa", Counted(rensa, len(values))


def key_blocks(blocks: RealBlocks) -> Case:
    import pyarrow as pa

    array = pa.array(blocks.keys).dictionary_encode  # of zeros too: one value more
    size = len(blocks.keys)
    slots = 1 << max(4, (2 * size - 1).bit_length())
    ids, sizes = np.empty(size, np.int32), np.empty(size, np.int32)

    def run() -> Any:
        pairs.number_blocks(blocks.keys, np.full(slots, -1, np.int32), ids, sizes)
        return ids

    def slow() -> Any:
        known: dict[int, int] = {}
        return [known.setdefault(k, len(known)) if k else -1 for k in blocks.keys.tolist()]

    return Case(
        size, run, slow, size * (8 + 4) + slots * 4,
        {"arrow dictionary_encode": array,
         "numpy unique": lambda: np.unique(blocks.keys, return_inverse=True)},
        lookups=2 * size, table=slots * 4,
    )  # fmt: skip


def block_pairs(blocks: RealBlocks) -> Case:
    """The pairs of one rule's blocks; pandas joins the same keys with themselves."""
    import pandas as pd

    rule = blocks.blocks
    room = rule.pairs
    left, right = np.empty(room + 1, np.int32), np.empty(room + 1, np.int32)
    several, columns = np.zeros(len(rule.ids), np.bool_), np.arange(2)
    frame = pd.DataFrame({"row": rule.rows, "block": rule.ids[rule.rows, 0]})

    def run() -> Any:
        count = pairs.expand_positions(
            rule.rows, rule.ends, rule.blocks, 0, len(rule.rows), rule.ids, several, columns, 0,
            left, right,
        )  # fmt: skip
        return _sorted_pairs(left[:count], right[:count])

    def slow() -> Any:
        members: dict[int, list[int]] = {}
        for row, block in enumerate(rule.ids[:, 0].tolist()):
            if block >= 0:
                members.setdefault(block, []).append(row)
        found = [pair for rows in members.values() for pair in combinations(rows, 2)]
        return _sorted_pairs(*np.array(found, np.int32).reshape(-1, 2).T)

    def peer() -> Any:
        joined = frame.merge(frame, on="block")
        joined = joined[joined["row_x"] < joined["row_y"]]
        return _sorted_pairs(joined["row_x"].to_numpy(), joined["row_y"].to_numpy())

    return Case(
        room, run, slow, room * (4 + 4 + 8), {"pandas merge": peer}, frozenset({"pandas merge"})
    )


def _sorted_pairs(left: np.ndarray, right: np.ndarray) -> Later:
    return Later(lambda: np.sort(left.astype(np.int64) << 32 | right))


def pattern_numbers(blocks: RealBlocks) -> Case:
    import pyarrow as pa

    packed = np.zeros(len(blocks.left), np.uint64)
    for shift, name in enumerate(("given_name", "family_name", "birth_date", "phone", "city")):
        codes = blocks.standard[name].codes
        levels.compare_exact(blocks.left, blocks.right, codes, 4 * shift, packed)
    size = len(packed)
    slots = 1 << max(4, (2 * size - 1).bit_length())
    index, found = np.empty(size, np.int32), np.empty(size, np.uint64)
    counts = np.empty(size, np.int64)
    array = pa.array(packed)

    def run() -> Any:
        table = np.full(slots, -1, np.int32)
        patterns.intern_patterns(packed, 0, 0, table, index, found, counts)
        return index

    def slow() -> Any:
        known: dict[int, int] = {}
        return [known.setdefault(vector, len(known)) for vector in packed.tolist()]

    def peer() -> Any:
        return array.dictionary_encode().indices

    return Case(
        size, run, slow, size * 12 + slots * 4, {"arrow dictionary_encode": peer},
        frozenset({"arrow dictionary_encode"}),
    )  # fmt: skip


def components(blocks: RealBlocks) -> Case:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    size = blocks.standard.size
    ones = np.ones(len(blocks.left), np.int8)

    def run() -> Any:
        return unionfind.connected_components(size, blocks.left, blocks.right)

    def slow() -> Any:
        return twins.slow_components(size, blocks.left.tolist(), blocks.right.tolist())

    def peer() -> Any:
        matrix = coo_array((ones, (blocks.left, blocks.right)), shape=(size, size)).tocsr()
        return connected_components(matrix, directed=False)[1]

    count = len(blocks.left)
    return Case(
        count, run, slow, count * 8 + size * 4 * 3, {"scipy": peer},
        lookups=2 * count, table=size * 4,
    )  # fmt: skip
