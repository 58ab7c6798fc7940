"""Kernels that spare regular expressions, against those expressions and against plain Python."""

from __future__ import annotations

import re

import hypothesis.strategies as st
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings

from twinset.kernels.address_places import place_shapes
from twinset.kernels.display.names import show_names
from twinset.kernels.lookup import closing_tokens, count_character, find_folded
from twinset.kernels.phone_cells import may_be_several
from twinset.standardize import address_places, name_display
from twinset.standardize.buffers import utf8
from twinset.standardize.texts import fold, fold_table, of_strings, to_array, token_table
from twinset.types import Role

WORDS = ["jr", "ii", "senior", "2nd", "smith"]
TABLE = fold_table(alone=",")
PLACE = fold_table(keep="-/", alone=",#")


def texts_of(pieces: list[str], most: int = 9) -> st.SearchStrategy[list[str]]:
    """Texts of the pieces, short and at the sizes at which loops go wrong."""
    text = st.lists(st.sampled_from(pieces), max_size=most).map("".join)
    long = st.builds(lambda a, n: (a * n)[:n], text, st.sampled_from([63, 64, 65, 2000]))
    return st.lists(st.one_of(text, long), max_size=8)


@settings(deadline=None, max_examples=80)
@given(texts_of(["n/a", "N A", " ", "-", "unknown", "é", "x", "'", "unknownunknown", "."]))
def test_folded_texts_are_found(cells: list[str]) -> None:
    words = ["n a", "unknown", "x"]
    table = fold_table()
    table[128:] = np.arange(128, 256)
    slots = token_table("unknown x").keys[0], *utf8(pa.array(["unknown", "x"]))
    found = find_folded(*utf8(pa.array(cells, pa.string())), table, *slots)
    for cell, number in zip(cells, found, strict=True):
        plain = re.sub(r"[^a-z0-9é]+", " ", cell.lower().replace("'", "")).strip()
        wanted = words[1:].index(plain) if plain in words[1:] else -1
        assert number == (-2 if plain == "" else wanted)


@settings(deadline=None, max_examples=80)
@given(texts_of([*WORDS, " ", " ", ",", ", ", "john"]))
def test_closing_tokens_are_those_of_the_expression(cells: list[str]) -> None:
    folded = fold(of_strings(cells), TABLE)
    found = closing_tokens(folded.offsets, folded.data, *token_table(" ".join(WORDS)).keys)
    expression = re.compile(rf"(?:^|[ ,])({'|'.join(WORDS)})(?: ?,|$)")
    for text, number in zip(to_array(folded).to_pylist(), found, strict=True):
        match = expression.search(text)
        assert number == (WORDS.index(match[1]) if match else -1)


@settings(deadline=None, max_examples=60)
@given(texts_of(["@", "a", "é", "@@"]))
def test_characters_are_counted(cells: list[str]) -> None:
    counts = count_character(*utf8(pa.array(cells, pa.string())), ord("@"))
    assert counts.tolist() == [cell.count("@") for cell in cells]


@settings(deadline=None, max_examples=150)
@given(texts_of(["1", "23", "0", "45678", " ", "  ", "(", ")", "+", "-", "/", ";", "x", "\n"], 16))
def test_cells_of_several_numbers_are_those_of_the_expression(cells: list[str]) -> None:
    expression = re.compile(r"\d[^0-9]*[;|,/&\n\r\t+A-Za-z]|\d  +[(0]")
    run_together = re.compile(r"\d[^\0]* \d")  # more digits than one number has
    texts = of_strings(cells)
    digits = [sum(map(str.isdigit, cell)) for cell in cells]
    wanted = [
        (count >= 12 and bool(expression.search(cell)))
        or (count > 15 and bool(run_together.search(cell)))
        for cell, count in zip(cells, digits, strict=True)
    ]
    assert may_be_several(texts.offsets, texts.data, 12).tolist() == wanted


@settings(deadline=None, max_examples=250)
@given(
    texts_of(
        ["12 ", "62704", "-1234", "k1a 0b1", "sw1a 1aa", " il ", " texas ", "springfield",
         " d-80331 ", "str. 5",
         "moskva", "ul lenina", " 100 00", " 1234 ab", "12-345", ", ", ", ", " , ", "#",
         "usa", "g ", " a", "/", "123456, "]
    )
)  # fmt: skip
def test_no_place_is_ruled_out_that_has_a_shape(cells: list[str]) -> None:
    folded = fold(of_strings(cells), PLACE)
    shapes = place_shapes(folded.offsets, folded.data, *token_table("usa").keys)
    array = to_array(folded)
    for number, shape in enumerate(address_places._SHAPES):
        fits = pc.is_valid(pc.extract_regex(array, shape)).to_numpy(zero_copy_only=False)
        assert (shapes[fits] >> number & 1).all()


NAMES = [
    "anna", "SMITH", "van ", "DER ", "de", "o'neil", "D'ANGELO", "mcdonald", "MACDONALD", "J.P.",
    "K", "jr", "PHD", "III", "al-", "-de-", "IJssel", "2nd", "x", "Y", "'", "`", " ", "  ", ", ",
    "/", "-", ".", "(", "DiCaprio", "ben ", "mc", "1",
    "ST. ", "MR ", "CBE", "'T ", "JP", "XIV",
]  # fmt: skip


@pytest.mark.parametrize("role", [Role.FULL_NAME, Role.FAMILY_NAME])
@settings(deadline=None, max_examples=250)
@given(cells=texts_of(NAMES))
def test_names_are_shown_as_python_shows_them(role: Role, cells: list[str]) -> None:
    array = pa.array(cells, pa.string())
    offsets, data, undecided = show_names(
        *utf8(array), role == Role.FAMILY_NAME, *name_display._table()
    )
    for index, cell in enumerate(cells):
        if undecided[index]:  # too many words
            assert len(name_display._WORDS.findall(cell)) > 64
            continue
        shown = data[offsets[index] : offsets[index + 1]].tobytes().decode()
        assert shown == (name_display._display(cell, role, None) or "")


def test_what_is_not_plain_is_left_to_python() -> None:
    cells = ["Zoë", "a@b", "x:y", "a\tb", "\x7f", "fine"]
    _, _, undecided = show_names(*utf8(pa.array(cells)), False, *name_display._table())
    assert undecided.tolist() == [True] * 5 + [False]
