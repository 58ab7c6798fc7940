"""Faults of any text: against the definitions in ``twinset.faults``, read letter by letter."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.faults import Fault
from twinset.standardize.text_faults import check, is_damaged
from twinset.types import Role

GENERIC = (Fault.MISSING, Fault.STRAY_SPACE, Fault.SHOUTING, Fault.LOWERCASE, Fault.DAMAGED)


def faults(text: str | None, role: Role = Role.CITY) -> set[Fault]:
    found = check(pa.array([text], pa.string()), role)
    return {fault for fault, mask in found.items() if mask[0]}


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        (None, Role.CITY, {Fault.MISSING}),
        ("", Role.CITY, {Fault.MISSING}),
        (" \u00a0\t", Role.CITY, {Fault.MISSING}),
        ("\u200b\ufeff", Role.CITY, {Fault.MISSING}),
        ("Köln", Role.CITY, set()),
        (" Köln", Role.CITY, {Fault.STRAY_SPACE}),
        ("Köln\u00a0", Role.CITY, {Fault.STRAY_SPACE}),
        ("Bad  Ems", Role.CITY, {Fault.STRAY_SPACE}),
        ("Bad\u200bEms", Role.CITY, {Fault.STRAY_SPACE}),
        ("Bad Ems", Role.CITY, set()),
        ("KÖLN", Role.CITY, {Fault.SHOUTING}),
        ("UL", Role.CITY, set()),
        ("KPMG", Role.COMPANY, set()),
        ("kpmg", Role.COMPANY, {Fault.LOWERCASE}),
        ("москва", Role.CITY, {Fault.LOWERCASE}),
        ("МОСКВА", Role.CITY, {Fault.SHOUTING}),
        ("straße 5", Role.STREET, set()),
        ("å", Role.CITY, set()),
        ("北京", Role.CITY, set()),
        ("علی\u200cرضا", Role.GIVEN_NAME, set()),  # Persian writes a joiner between letters
        ("علی\u200c", Role.GIVEN_NAME, {Fault.STRAY_SPACE}),
        ("1\u200c2", Role.GIVEN_NAME, {Fault.STRAY_SPACE}),
        ("An\u00adna", Role.GIVEN_NAME, {Fault.STRAY_SPACE}),
        ("CEO", Role.JOB_TITLE, set()),
        ("SALES MANAGER", Role.JOB_TITLE, {Fault.SHOUTING}),
        ("DIREKTOR", Role.JOB_TITLE, {Fault.SHOUTING}),
        ("MÃ¼ller", Role.FAMILY_NAME, {Fault.DAMAGED}),
        ("M\ufffdller", Role.FAMILY_NAME, {Fault.DAMAGED}),
        ("M?ller", Role.FAMILY_NAME, set()),
        ("voilÃ\u00a0", Role.FAMILY_NAME, {Fault.DAMAGED}),
        (" MÃ¼ller", Role.FAMILY_NAME, {Fault.DAMAGED, Fault.STRAY_SPACE}),
        ("São João", Role.CITY, set()),
        ("CAFÉ\u00a0BAR", Role.COMPANY, set()),
        ("ÅÄÖ", Role.CITY, {Fault.SHOUTING}),
    ],
)
def test_what_is_wrong(text: str | None, role: Role, expected: set[Fault]) -> None:
    assert faults(text, role) == expected


@pytest.mark.parametrize("text", ["Müller", "Łódź", "Москва", "علی", "北京", "Þór", "“ok”"])
@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_utf8_read_as_something_else_is_damage(text: str, encoding: str) -> None:
    try:
        damaged = text.encode().decode(encoding)
    except UnicodeDecodeError:
        pytest.skip("has a byte that the encoding has no character for")
    assert is_damaged(damaged)
    assert not is_damaged(text)


def naive(text: str) -> set[Fault]:
    """The definitions, for text without joiners and not damaged."""

    def invisible(c: str) -> bool:
        return unicodedata.category(c) == "Cf"

    def white(c: str) -> bool:
        return c.isspace() and c not in "\x1c\x1d\x1e\x1f"

    if all(white(c) or invisible(c) for c in text):
        return {Fault.MISSING}
    found = set()
    spaces = [white(c) for c in text]
    in_a_row = any(a and b for a, b in pairwise(spaces))
    if spaces[0] or spaces[-1] or in_a_row or any(map(invisible, text)):
        found.add(Fault.STRAY_SPACE)
    letters = [c for c in text if unicodedata.category(c)[0] == "L"]
    cased = [c for c in letters if c.upper() != c or c.lower() != c]
    if len(cased) >= 3 and all(c.upper() == c for c in cased):
        found.add(Fault.SHOUTING)
    if len(cased) >= 2 and all(c.lower() == c for c in cased):
        found.add(Fault.LOWERCASE)
    return found


@given(
    st.lists(
        st.text(st.sampled_from("aBß éÉ\t\u00a0\u200b\u0085ǅжЖ北ع-1\u2028\x1c𐐨𐐀"), max_size=70),
        max_size=40,
    )
)
@settings(max_examples=150, deadline=None)
def test_agrees_with_the_definitions(texts: list[str]) -> None:
    found = check(pa.array(texts, pa.string()), Role.CITY)
    for index, text in enumerate(texts):
        if is_damaged(text):
            continue
        mine = {fault for fault, mask in found.items() if mask[index]} - {Fault.DAMAGED}
        assert mine == naive(text), repr(text)


@given(st.lists(st.one_of(st.none(), st.text(max_size=70)), max_size=20))
@settings(max_examples=100, deadline=None)
def test_any_text_is_judged(texts: list[str | None]) -> None:
    found = check(pa.array(texts, pa.string()), Role.FULL_NAME)
    assert set(found) == set(GENERIC)
    assert all(mask.dtype == np.bool_ and len(mask) == len(texts) for mask in found.values())


def test_a_slice_is_judged_as_itself() -> None:
    values = pa.array([" a", "Köln", "B ", "ok"], pa.string()).slice(1, 2)
    assert check(values, Role.CITY)[Fault.STRAY_SPACE].tolist() == [False, True]
