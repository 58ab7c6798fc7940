"""A small base of people with planted duplicates, for tests of whole runs."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

GIVEN = [
    "anna", "brigitte", "charles", "dorothea", "edmund", "fiona", "gregory", "harriet", "ingrid",
    "jonathan", "katarina", "leopold", "miranda", "nathaniel", "octavia", "patrick", "quentin",
    "rosalind", "sebastian", "theodora", "ursula", "vincent", "wilhelmina", "xavier", "yolanda",
    "zachary",
]  # fmt: skip
FAMILY = [
    "abernathy", "blackwood", "carmichael", "davenport", "ellsworth", "fairbanks", "goldsmith",
    "hathaway", "ingersoll", "jefferson", "kirkpatrick", "livingston", "montgomery", "northcott",
    "oglethorpe", "pemberton", "quimby", "rutherford", "stapleton", "thackeray", "underhill",
    "vanderbilt", "whitcombe", "yarborough", "zimmerman",
]  # fmt: skip
CITIES = ["leeds", "york", "dover", "bath", "truro", "derby", "ripon", "wells", "ely", "lincoln"]
STREETS = ["high street", "mill lane", "church road", "station road", "park avenue", "the green"]


def people(size: int = 240, copies: int = 60, seed: int = 1) -> pa.Table:
    """Row ``size + i`` is row i once more, with a slip in the names and one field missing.

    ``id`` names the record, ``person`` says who it is (truth: to be dropped before a run).
    """
    rng = np.random.default_rng(seed)
    rows = []
    for person in range(size):
        given, family = str(rng.choice(GIVEN)), str(rng.choice(FAMILY))
        rows.append(
            {
                "person": person,
                "first_name": given.title(),
                "surname": family.title(),
                "date_of_birth": f"{rng.integers(1940, 2000)}-{rng.integers(1, 13):02d}-"
                f"{rng.integers(1, 29):02d}",
                "email": f"{given}.{family}{rng.integers(10, 99)}@example.org",
                "street": f"{rng.integers(1, 200)} {rng.choice(STREETS)}",
                "city": str(rng.choice(CITIES)),
            }
        )
    for person in range(copies):
        copy: dict[str, object] = dict(rows[person])
        name = str(copy["surname"])
        at = int(rng.integers(1, len(name) - 1))
        copy["surname"] = name[:at] + name[at + 1 :]
        copy[str(rng.choice(["date_of_birth", "email", "street", "city"]))] = None
        rows.append(copy)
    table = pa.Table.from_pylist(rows)
    return table.add_column(0, "id", [[f"r{row}" for row in range(len(rows))]])


def hard_people(seed: int = 1) -> pa.Table:
    """Copies that no key rule finds well: both names are damaged and two fields are missing."""
    rng = np.random.default_rng(seed)
    rows = people(400, 200, seed).to_pylist()
    for row in rows[400:]:
        name = row["first_name"]
        row["first_name"], row["surname"] = name[1:] + name[0], "x" + row["surname"]
        for column in rng.choice(["date_of_birth", "email", "street", "city"], 2, replace=False):
            row[column] = None
    return pa.Table.from_pylist(rows)


def shuffled(table: pa.Table, seed: int = 1) -> pa.Table:
    return table.take(np.random.default_rng(seed).permutation(table.num_rows))


def records(table: pa.Table) -> pa.Table:
    """Without the truth."""
    return table.drop_columns(["person"])


def id_sets(clusters: pa.Table) -> set[frozenset[str]]:
    """The clusters as sets of ids."""
    found: dict[int, set[str]] = {}
    for identifier, cluster in zip(
        clusters["id"].to_pylist(), clusters["cluster"].to_pylist(), strict=True
    ):
        found.setdefault(cluster, set()).add(identifier)
    return {frozenset(ids) for ids in found.values()}


def pair_weights(pairs: pa.Table) -> dict[frozenset[str], float]:
    """The match weight of every scored pair of ids."""
    return {
        frozenset((left, right)): weight
        for left, right, weight in zip(
            pairs["left_id"].to_pylist(),
            pairs["right_id"].to_pylist(),
            pairs["weight"].to_pylist(),
            strict=True,
        )
    }
