"""Whole names in the given or the family name's column, divided by what the base says."""

from __future__ import annotations

from collections import Counter
from math import log2

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.columns import from_arrow, row_texts
from twinset.standardize import standardize
from twinset.standardize.fused_names import split_fused
from twinset.types import ColumnRole, Records, Role

Cells = list[str | None]

KNOWN = [("Monireh", "Mohammadi"), ("Mary", "Smith"), ("Ann", "Jones"), ("Maria", "van der Berg"),
         ("Xiu Fang", "Liu"), ("伟", "张")]  # fmt: skip


def standard(*names: tuple[str | None, str | None]) -> list[tuple[str | None, str | None]]:
    """Given and family name of each record, on a base that knows ``KNOWN``."""
    rows = [*names, *KNOWN]
    table = pa.table({
        "given": pa.array([row[0] for row in rows], pa.string()),
        "family": pa.array([row[1] for row in rows], pa.string()),
    })  # fmt: skip
    roles = [
        ColumnRole("given", Role.GIVEN_NAME, 1.0, ""),
        ColumnRole("family", Role.FAMILY_NAME, 1.0, ""),
    ]
    records = standardize(Records(table, []), roles)
    found = zip(
        row_texts(records["given_name"]), row_texts(records["family_name"]), strict=True
    )  # fmt: skip
    return list(found)[: len(names)]


@pytest.mark.parametrize(
    ("cell", "given_name", "family_name"),
    [
        ("Monireh Mohammadi", "monireh", "mohammadi"),
        ("Mohammadi Monireh", "monireh", "mohammadi"),
        ("Maria van der Berg", "maria", "van der berg"),
        ("Mary Ann Smith", "mary ann", "smith"),
        ("Liu Xiu Fang", "xiu fang", "liu"),
        ("Smith, Mary", "mary", "smith"),
        ("Unheard, Ofname", "ofname", "unheard"),
        ("刘秀芳", "xiufang", "liu"),
        ("欧阳修", "xiu", "ouyang"),
        ("张伟", "wei", "zhang"),
        ("김남훈", "namhun", "gim"),
    ],
)
def test_divided_in_either_column(cell: str, given_name: str, family_name: str) -> None:
    assert standard((cell, None), (None, cell)) == [(given_name, family_name)] * 2


def test_a_rare_family_name_behind_a_known_given_name() -> None:
    assert standard(("Mary Zbyszewska", None)) == [("mary", "zbyszewska")]
    assert standard((None, "Zbyszewska Smith")) == [(None, "zbyszewska smith")]


@pytest.mark.parametrize(
    "cell", ["Mary Ann", "Smith Jones", "van der Berg", "Mary", "秀芳", "欧阳"]
)
def test_what_is_no_whole_name_stays(cell: str) -> None:
    kept = standard((cell, "Smith"), ("Mary", cell))
    assert standard((cell, None), (None, cell)) == [(kept[0][0], None), (None, kept[1][1])]


def test_a_long_family_name_that_stands_beside_given_names() -> None:
    assert standard((None, "司徒雷"), ("伟", "司徒雷"))[0] == (
        None,
        standard(("伟", "司徒雷"))[0][1],
    )
    assert standard((None, "司徒雷"))[0][0] is not None


def test_an_initial_is_no_evidence_but_a_record_is() -> None:
    assert standard(("Mary J Smith", None)) == [("mary j", "smith")]
    assert standard(("J Smith", None)) == [("j smith", None)]
    assert standard(("J Smith", None), ("J", "Smith"))[0] == ("j", "smith")
    assert standard(("B V", None), ("B", "V"))[0] == ("b v", None)


def test_a_record_with_just_these_names() -> None:
    both = [("Wei", "Li"), ("Li", "Wei"), ("Wei", "Wei")]
    assert standard(("Wei Li", None), *both)[0] == ("wei", "li")
    assert standard(("Wei Li", None), *both[1:])[0] == ("li", "wei")
    assert standard(("Wei Li", None), ("Wei", "Wei"), ("Li", "Li"))[0] == ("wei li", None)


def test_a_generation_is_no_given_name() -> None:
    assert standard((None, "Smith, Jr.")) == [(None, "smith")]


def naive(given_names: Cells, family_names: Cells) -> list[tuple[str | None, str | None]]:
    """The rule word by word."""
    as_given, as_family = Counter[str](), Counter[str]()
    for g, f in zip(given_names, family_names, strict=True):
        if g and f:
            as_given.update(g.split(" "))
            as_family.update(f.split(" "))

    def leaning(word: str) -> float:
        if len(word) == 1:
            return 0.01
        a, b = as_given[word], as_family[word]
        return max(-6.0, min(6.0, log2((a + 0.5) / (b + 0.5)))) if a + b else -0.5

    people = {(g, f) for g, f in zip(given_names, family_names, strict=True) if g and f}
    out: list[tuple[str | None, str | None]] = []
    for g, f in zip(given_names, family_names, strict=True):
        whole = (g or f) if bool(g) != bool(f) else None
        words = (whole or "").split(" ")
        by_words: list[tuple[float, tuple[str, str]]] = []
        by_people: list[tuple[float, tuple[str, str]]] = []
        for k in range(1, len(words)):
            sides = [round(sum(map(leaning, part)), 6) for part in (words[:k], words[k:])]
            pair = " ".join(words[:k]), " ".join(words[k:])
            gap = round(max(sides) - min(sides), 6)
            if max(sides) >= 1.5 and min(sides) <= -0.5:
                by_words.append((gap, pair[::-1] if sides[0] < sides[1] else pair))
            for given_name, family_name in (pair, pair[::-1]):
                if (given_name, family_name) in people and len(family_name) > 1:
                    by_people.append((gap, (given_name, family_name)))
        # the first of equals: the western order before the other
        best = max(by_words or by_people, key=lambda item: item[0], default=(0.0, (g, f)))
        out.append(best[1])
    return out


CELL = st.none() | st.lists(
    st.sampled_from(["a", "bb", "cc", "dd", "ee", "ff"]), min_size=1, max_size=4
).map(" ".join)


@given(st.lists(st.tuples(CELL, CELL), max_size=20))
@settings(max_examples=60, deadline=None)
def test_as_the_rule_word_by_word(rows: list[tuple[str | None, str | None]]) -> None:
    givens, families = [row[0] for row in rows], [row[1] for row in rows]
    found = split_fused(
        from_arrow(pa.array(givens, pa.string())), from_arrow(pa.array(families, pa.string()))
    )
    assert list(zip(*map(row_texts, found), strict=True)) == naive(givens, families)
