"""One name in two scripts: the key of its consonants, cities' spellings, scripts of values."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from twinset.blocking.keys import KeyBuilder
from twinset.blocking.rule_pool import ACROSS_SCRIPTS, possible_rules
from twinset.columns import from_arrow, row_texts
from twinset.config import KeyRule
from twinset.standardize import standardize
from twinset.standardize.consonants import consonant_codes
from twinset.standardize.spelling import Script
from twinset.standardize.voices import name_voices
from twinset.types import ColumnRole, Records, Role, StandardRecords, TextColumn

ROW = np.frombuffer(b"n", np.uint8)
ROLES = {"given": Role.GIVEN_NAME, "family": Role.FAMILY_NAME, "city": Role.CITY}


def standard(**columns: list[str | None]) -> StandardRecords:
    table = pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
    return standardize(Records(table, []), [ColumnRole(n, ROLES[n], 1.0, "") for n in columns])


def codes(*texts: str | None) -> list[int]:
    column = from_arrow(pa.array(texts, pa.string()))
    found = np.append(consonant_codes(column), np.uint64(0))
    return [int(code) for code in found[column.codes]]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("hosseini", "hsyny"), ("reza", "rda"), ("mohammadi", "mhmdy"), ("lizhiwei", "zhi wei li"),
        ("mikhail", "mihail"), ("isfahan", "asfhan"), ("sedighe", "sdyqh"), ("anna", "ana"),
    ],
)  # fmt: skip
def test_one_name_in_two_scripts(left: str, right: str) -> None:
    a, b = codes(left, right)
    assert a == b != 0


def test_what_no_consonant_is_left_of_has_no_key() -> None:
    assert codes("ouyehvw", "12", None) == [0, 0, 0]
    assert codes() == []
    assert len(set(codes("anna", "anton", "marta", "petr", "kate"))) == 5
    # a doubled letter is one within a value, and two at the border of two values
    assert len(set(codes("an", "na", "nn", "n"))) == 1


def test_what_stands_behind_a_value_does_not_matter() -> None:
    """k before h is h in Cyrillic, but not where the h begins the next value: the order of the
    records decided what a city was called."""
    assert codes("minsk", "harkov")[0] == codes("minsk", "arkov")[0] == codes("minsk")[0]
    assert codes("mikhail") == codes("mihail")


def test_consonants_in_their_order() -> None:
    column = from_arrow(pa.array(["sulzburg", "beloozersk", "zulcpurk", "bbelozerskk", "", "aa"]))
    mixed = consonant_codes(column)
    ordered = consonant_codes(column, in_order=True)
    assert mixed[0] == mixed[1] == mixed[3]
    assert ordered[0] != ordered[1] == ordered[3]
    assert ordered[4:].tolist() == [0] * len(ordered[4:])
    assert len(consonant_codes(column_of_nothing(), in_order=True)) == 0


def column_of_nothing() -> TextColumn:
    return from_arrow(pa.array([None], pa.string()))


def test_empty_values() -> None:
    empty = TextColumn(np.zeros(4, np.int32), np.array([0, 0, 1, 1], np.int64), ROW)
    assert (consonant_codes(empty) > 0).tolist() == [False, True, False]


def test_the_key_of_all_names_together() -> None:
    records = standard(
        given=["Reza", "حسینی", None, "Anna"], family=["Hosseini", "رضا", "rda hsyny", None]
    )
    keys = KeyBuilder(records).keys(KeyRule(parts=["names:consonants"])).keys
    assert keys[0] == keys[1] == keys[2] != keys[3]


def test_offered_only_where_names_are_in_several_scripts() -> None:
    def offered(given: list[str | None]) -> set[tuple[str, ...]]:
        records = standard(given=given, city=["Ulm"] * len(given))
        return {tuple(rule.parts) for rule in possible_rules(KeyBuilder(records))}

    wanted = {("names:consonants",), ("names:consonants", "city:consonants")}
    assert wanted <= offered(["Reza", "رضا"])
    assert wanted <= set(ACROSS_SCRIPTS)
    assert not wanted & offered(["Reza", "Müller"])


def test_cities_take_the_spelling_of_latin_records() -> None:
    records = standard(city=["مشهد", "Mashhad", "Mashhad", "Mashad", "Москва", "قم", "Qom", None])
    assert row_texts(records["city"]) == [
        "mashhad", "mashhad", "mashhad", "mashad", "moskva", "qm", "qom", None,
    ]  # fmt: skip
    assert row_texts(standard(city=["Köln", "Kolin"])["city"]) == ["koln", "kolin"]
    far = standard(city=["Белоозёрск", "Sulzburg", "Sulzburg"])
    assert row_texts(far["city"]) == ["beloozersk", "sulzburg", "sulzburg"]


def test_a_value_is_in_the_script_of_most_of_its_records() -> None:
    given = from_arrow(pa.array(["saeed", "ali", "reza"]))
    from twinset.columns import share_values

    family = from_arrow(pa.array(["rahimi"] * 3))
    first, last = share_values(given, family)
    scripts = np.array([Script.ARABIC, Script.LATIN, Script.LATIN], np.uint8)
    of_value = name_voices(scripts, first, last)[0]
    assert of_value[last.codes[0]] == Script.LATIN
    assert of_value[first.codes[0]] == Script.ARABIC
